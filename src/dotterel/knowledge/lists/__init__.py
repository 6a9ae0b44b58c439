"""Users' own lists of actors: files of several forms in, entries out, and entries over our tables."""

from dotterel.knowledge.lists.apply import LISTED, OWN_WEIGHT, apply
from dotterel.knowledge.lists.entries import Entry, Fault, read_entries, write_entries
from dotterel.knowledge.lists.gather import Conflict, Gathered, gather

__all__ = [
    "LISTED",
    "OWN_WEIGHT",
    "Conflict",
    "Entry",
    "Fault",
    "Gathered",
    "apply",
    "gather",
    "read_entries",
    "write_entries",
]
