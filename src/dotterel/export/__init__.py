"""Records come in, lines for other programs go out; one module per format."""

from dotterel.export.csv_rows import event_csv, plain_csv, statement_csv
from dotterel.export.event_status import iptc, schema_org
from dotterel.export.geojson import feature_collection
from dotterel.export.icalendar import icalendar
from dotterel.export.merged_json import merged_event_object, occasion_object
from dotterel.export.records_json import annotation_object, event_object, json_line, statement_object
from dotterel.export.rss import Item, rss
from dotterel.export.spreadsheet import safe_cell

__all__ = [
    "Item",
    "annotation_object",
    "event_csv",
    "event_object",
    "feature_collection",
    "icalendar",
    "iptc",
    "json_line",
    "merged_event_object",
    "occasion_object",
    "plain_csv",
    "rss",
    "safe_cell",
    "schema_org",
    "statement_csv",
    "statement_object",
]
