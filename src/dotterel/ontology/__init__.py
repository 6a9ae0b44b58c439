"""PLOVER as data: types, modes, contexts, sectors, quads, scores and auxiliaries, checked when loaded."""

from dotterel.ontology.plover import EventType, Ontology, load_ontology

__all__ = ["EventType", "Ontology", "load_ontology"]
