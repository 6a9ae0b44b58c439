"""Gold and records come in, scores go out; the caller runs the coder."""

from dotterel.evaluate.baseline import Change, Changes, compare_baseline, read_baseline, save_baseline
from dotterel.evaluate.chains import ChainScores, score_chains
from dotterel.evaluate.entities import EntityReport, GoldPhrase, PhraseMiss, read_entities, score_entities
from dotterel.evaluate.events import EventReport, GoldEvent, read_gold_events, score_events
from dotterel.evaluate.linking import BCubed, LinkingReport, b_cubed, score_linking
from dotterel.evaluate.occasions import OccasionReport, score_occasions
from dotterel.evaluate.relations import RelationExample, RelationReport, read_relations, score_relations
from dotterel.evaluate.scenarios import GoldOccasion, GoldSighting, Story, read_scenarios
from dotterel.evaluate.score import Score
from dotterel.evaluate.statements import GoldStatement, StatementReport, read_gold_statements, score_statements

__all__ = [
    "BCubed",
    "ChainScores",
    "Change",
    "Changes",
    "EntityReport",
    "EventReport",
    "GoldEvent",
    "GoldOccasion",
    "GoldPhrase",
    "GoldSighting",
    "GoldStatement",
    "LinkingReport",
    "OccasionReport",
    "PhraseMiss",
    "RelationExample",
    "RelationReport",
    "Score",
    "StatementReport",
    "Story",
    "b_cubed",
    "compare_baseline",
    "read_baseline",
    "read_entities",
    "read_gold_events",
    "read_gold_statements",
    "read_relations",
    "read_scenarios",
    "save_baseline",
    "score_chains",
    "score_entities",
    "score_events",
    "score_linking",
    "score_occasions",
    "score_relations",
    "score_statements",
]
