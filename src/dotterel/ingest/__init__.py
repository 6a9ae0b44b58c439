"""Files, folders and standard input come in; `Document` records and `Issue` rows go out."""

from dotterel.ingest.bundled import bundled_reports
from dotterel.ingest.dates import parse_date
from dotterel.ingest.read import read_inputs

__all__ = ["bundled_reports", "parse_date", "read_inputs"]
