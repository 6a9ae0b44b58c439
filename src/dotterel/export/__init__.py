"""Records come in, lines for other programs go out; one module per format."""

from dotterel.export.csv_rows import event_csv, plain_csv
from dotterel.export.records_json import annotation_object, event_object, json_line

__all__ = ["annotation_object", "event_csv", "event_object", "json_line", "plain_csv"]
