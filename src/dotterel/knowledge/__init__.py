"""What the program knows before it reads: countries, organisations, groups, offices and who held them when."""

from dotterel.knowledge.base import Knowledge
from dotterel.knowledge.gazetteer import Gazetteer
from dotterel.knowledge.records import Body, Candidate, Country, Named, Office, Person, Role, Term

__all__ = ["Body", "Candidate", "Country", "Gazetteer", "Knowledge", "Named", "Office", "Person", "Role", "Term"]
