"""Records come in, lines for other programs go out; one module per format."""

from dotterel.export.csv_rows import event_csv, plain_csv, statement_csv
from dotterel.export.event_status import iptc, schema_org
from dotterel.export.icalendar import icalendar
from dotterel.export.merged_json import merged_event_object, occasion_object
from dotterel.export.records_json import annotation_object, event_object, json_line, statement_object

__all__ = [
    "annotation_object",
    "event_csv",
    "event_object",
    "icalendar",
    "iptc",
    "json_line",
    "merged_event_object",
    "occasion_object",
    "plain_csv",
    "schema_org",
    "statement_csv",
    "statement_object",
]
