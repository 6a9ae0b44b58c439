"""Words of a document in, known things out: who an actor is, where a place lies, which day an event was."""

from dotterel.resolve.entities import EntityResolver
from dotterel.resolve.narrative import DateContext
from dotterel.resolve.places import PlaceResolver

__all__ = ["DateContext", "EntityResolver", "PlaceResolver"]
