"""Resolved parties of one event in, the same with what the others tell.

Things have no country, parliaments the actor's, and nobody of whom no country is told is of the state that the act is
aimed at; whom a person accuses is somebody else; a country is a host only where the act goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotterel.model import EntityMention

# Heads of phrases that are no party: what is refused, praised or blamed has a country only if the phrase names one.
_THINGS = frozenset(
    "accord accusation act action agreement aid allegation amendment announcement appeal application approach article "
    "attack bail ban bid bill boycott budget call ceasefire change charge claim clause comment compromise concession "
    "condition conclusion constitution contract convention cooperation coup crackdown crime deal decision declaration "
    "decree demand deployment destruction detention document draft effort election embargo evidence execution extension "
    "extradition freeze idea initiative inquiry inspection intention invitation involvement killing law lawsuit "
    "legislation letter list measure meeting mission motion move negotiation nomination objection offer operation "
    "order outcome pact package part payment penalty plan pledge policy practice presence pressure proposal protest "
    "protocol raid referendum reform regulation remark removal report request resolution result return round rule ruling "
    "sanction scheme sentence settlement shelling speech statement step strike summit surrender talk tariff test text "
    "threat timetable treaty treatment truce ultimatum use vaccine veto verdict version violation violence visit vote war "
    "warning withdrawal word".split()
)
# Institutions that every state has: without a country of their own they are the actor's.
_DOMESTIC = frozenset(
    "army assembly cabinet chamber commander congress congressman court deputy force general judge judiciary lawmaker "
    "legislator legislature military minister ministry navy parliament parliamentarian police policeman prosecutor "
    "senate senator soldier troop".split()
)
_MUTUAL = frozenset({"each other", "one another"})
_INTERNATIONAL = frozenset({"IGO", "NGO", "MNC"})


def settled(
    recipients: Sequence[tuple[EntityMention, str]], actors: Sequence[EntityMention], *, spoken: bool = False
) -> tuple[EntityMention, ...]:
    """Return the recipients as far as the actor and their own kind settle them; a country in the words always stands.

    Args:
        recipients: each with the lemma of its head.
        actors: the actors of the same event.
        spoken: the event is an act of speech: what "the United States asked the army" tells of is another's army.
    """
    codes = {actor.code for actor in actors}
    home = next(iter(codes)) if len(codes) == 1 else None
    if spoken and any((actor.entity or "").startswith("country:") and not actor.sector for actor in actors):
        home = None
    found = []
    for recipient, head in recipients:
        if head in _THINGS and recipient.entity is None and not recipient.sector:
            named = recipient.text != recipient.text.lower()
            recipient = recipient if named else replace(recipient, code=None, inferred=False)
        elif head in _DOMESTIC and recipient.inferred and recipient.entity is None and home:
            recipient = recipient if home in _INTERNATIONAL else replace(recipient, code=home)
        found.append(recipient)
    return tuple(found)


def besides(recipients: Sequence[EntityMention], actors: Sequence[EntityMention]) -> tuple[EntityMention, ...]:
    """Return the recipients that are not the actor himself under another name.

    A person to whom the actor does something is somebody else, most often a compatriot ("The minister accused him"):
    the words and the country stand, the name does not. "Each other" are the actors.
    """
    known = {actor.entity for actor in actors if actor.entity}
    found = []
    for one in recipients:
        if one.entity in known and (one.entity or "").startswith("person:"):
            found.append(replace(one, name=None, entity=None, sector=(), office=None))
        elif one.entity not in known or one.text.lower() in _MUTUAL:
            found.append(one)
    return tuple(found)


def is_reached(before: Sequence[str], event_type: str) -> bool:
    """Return whether an act goes to a country ("flew to | Laos |") and is not just done there ("met in Laos").

    Args:
        before: the words of the sentence before the country, in lower case.
        event_type: help that lands "in" a country has reached it.
    """
    word = next((word for word in reversed(before) if word != "the"), "")
    return word in {"to", "into"} or (word == "in" and event_type == "AID")


def across(actors: Sequence[EntityMention], recipients: Sequence[EntityMention]) -> tuple[EntityMention, ...]:
    """Return the actors without a country that was only inferred and is the very state the act is aimed at.

    "The minister praised Uganda" does not speak of a Ugandan minister.
    """
    states = {party.code for party in recipients if party.entity and party.entity.startswith("country:")}
    return tuple(
        replace(actor, code=None, inferred=False) if actor.inferred and actor.code in states else actor
        for actor in actors
    )
