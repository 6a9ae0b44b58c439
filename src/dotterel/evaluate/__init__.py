"""Gold and records come in, scores go out; the caller runs the coder."""

from dotterel.evaluate.baseline import Change, Changes, compare_baseline, read_baseline, save_baseline
from dotterel.evaluate.events import EventReport, GoldEvent, read_gold_events, score_events
from dotterel.evaluate.relations import RelationExample, RelationReport, read_relations, score_relations
from dotterel.evaluate.score import Score

__all__ = [
    "Change",
    "Changes",
    "EventReport",
    "GoldEvent",
    "RelationExample",
    "RelationReport",
    "Score",
    "compare_baseline",
    "read_baseline",
    "read_gold_events",
    "read_relations",
    "save_baseline",
    "score_events",
    "score_relations",
]
