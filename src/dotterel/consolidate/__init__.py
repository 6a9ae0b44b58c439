"""Records of many reports come in; copies, events told once, and occasions with their history go out."""

from dotterel.consolidate.blocks import keys
from dotterel.consolidate.clues import ClueReader, no_clues
from dotterel.consolidate.duplicates import Outline, alike, copies, groups, near_in_print, outline
from dotterel.consolidate.events import edges_of, event_edges, group_events
from dotterel.consolidate.judge import contradicts, judge
from dotterel.consolidate.meetings import block_keys, edges_near, group_sightings, judge_sightings, sighting_edges
from dotterel.consolidate.merge import Source, merge, source
from dotterel.consolidate.occasions import occasion
from dotterel.consolidate.sightings import Sighting, sightings
from dotterel.consolidate.telling import Telling, telling

__all__ = [
    "ClueReader",
    "Outline",
    "Sighting",
    "Source",
    "Telling",
    "alike",
    "block_keys",
    "contradicts",
    "copies",
    "edges_near",
    "edges_of",
    "event_edges",
    "group_events",
    "group_sightings",
    "groups",
    "judge",
    "judge_sightings",
    "keys",
    "merge",
    "near_in_print",
    "no_clues",
    "occasion",
    "outline",
    "sighting_edges",
    "sightings",
    "source",
    "telling",
]
