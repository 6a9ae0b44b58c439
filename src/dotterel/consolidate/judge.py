"""Two tellings come in; whether they are of one event goes out, with the weight of each reason.

Weights are natural log-odds, set by hand and checked on the even half of `tests/gold/scenarios` being held out. What
was tried and rejected stands beside the figures.
"""

from __future__ import annotations

from dotterel.consolidate.sites import Spot, compare
from dotterel.consolidate.telling import Side, Telling
from dotterel.model import Link, Reason

# Before anything is known: two mentions that share a block are one event about one time in fifty.
PRIOR = -4.0
# A one-day difference between told days (time zones, a night of fighting) is overruled only by evidence this strong.
OVERRULES_A_DAY = 4.5
# Copies of one sentence are one telling, whatever a later dateline made of "on Monday".
SAME_SENTENCE = 5.0
_SPEECH = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"))
# Who met whom is told from either side; of other acts only where one report puts both parties on one side.
_MUTUAL = frozenset(("CONSULT", "COOPERATE"))
_JOINT = _MUTUAL | frozenset(("AGREE", "SUPPORT", "CONCEDE", "RETREAT", "ASSAULT", "SANCTION", "PROTEST"))
# Types that two reporters give to one act. Pairs left out (AGREE and CONSULT, ACCUSE and REJECT) follow one another.
_KIN = frozenset(
    frozenset(pair)
    for pair in (
        ("ASSAULT", "COERCE"), ("COERCE", "SANCTION"), ("CONCEDE", "RETREAT"), ("AGREE", "CONCEDE"),
        ("SUPPORT", "COOPERATE"), ("AGREE", "SUPPORT"), ("AID", "COOPERATE"), ("PROTEST", "ASSAULT"),
        ("SANCTION", "REJECT"), ("ACCUSE", "THREATEN"), ("AGREE", "COOPERATE"),
    )
)  # fmt: skip


_Found = str | frozenset[str] | tuple[str | Side, ...]
_Reason = tuple[str, _Found, float]
"""Feature, what was found, weight."""


def compatible(one: str, other: str) -> bool:
    """Return whether one act may be given these two event types."""
    return one == other or frozenset((one, other)) in _KIN


def contradicts(one: Telling, other: Telling) -> str | None:
    """Return why two tellings cannot be of one event, None where they can.

    A told day stands against another told day (one day apart is left to the weights), a place against a place that
    it is apart from, "did not" against "did", what is still to come against what was done.
    """
    if one.event_type != other.event_type and not compatible(one.event_type, other.event_type):
        return "event type"
    if one.negated != other.negated:
        return "negation"
    if one.coming != other.coming:
        return "plan and deed"
    if one.told and other.told and one.days and other.days:
        gap = max(one.days[0] - other.days[1], other.days[0] - one.days[1])
        if gap > 1 and not _copied(one, other):
            return "date"
    if one.spot and other.spot and compare(one.spot, other.spot) == "apart":
        return "place"
    return None


def judge(one: Telling, other: Telling) -> Link | None:
    """Return the comparison of two tellings with its reasons, None where they contradict one another.

    The order of the two makes no difference.
    """
    if other.id < one.id:
        one, other = other, one
    weight = weigh(one, other)
    if weight is None:
        return None
    reasons = tuple(Reason(feature, _say(found), weight) for feature, found, weight in _reasons(one, other))
    return Link(one.id, other.id, weight, reasons)


def weigh(one: Telling, other: Telling) -> float | None:
    """Return the weight of a comparison alone, None where the two contradict one another."""
    if contradicts(one, other):
        return None
    if other.id < one.id:
        one, other = other, one
    weight = PRIOR
    for _, _, found in _reasons(one, other):
        weight += found
    if _a_day_apart(one, other) and weight < OVERRULES_A_DAY:
        return None
    return round(weight, 3)


def _say(found: _Found) -> str:
    """Put what was found into words; left until a person asks, for a million pairs are weighed for one that is read."""
    if isinstance(found, str):
        return found
    if isinstance(found, frozenset):
        return ", ".join(sorted(found))
    return " and ".join(part if isinstance(part, str) else _names(part) for part in found)


def _reasons(one: Telling, other: Telling) -> list[_Reason]:
    found = [_type(one, other), *_parties(one, other)]
    if dated := _date(one, other):
        found.append(dated)
    if one.spot and other.spot and (placed := _place(one.spot, other.spot)):
        found.append(placed)
    if one.trigger == other.trigger and one.trigger:
        found.append(("trigger", one.trigger, 0.7))
    beside = _one_sentence(one, other)
    if not beside:
        found += _words(one, other)
    if one.unreal != other.unreal:
        found.append(("auxiliary", "one is hypothetical", -2.0))
    if one.historical != other.historical:
        found.append(("auxiliary", "one is historical", -0.7))
    if beside:
        found.append(("sentence", "told side by side in one sentence", -2.5))
    return found


def _type(one: Telling, other: Telling) -> _Reason:
    if one.event_type != other.event_type:
        return ("type", (one.event_type, other.event_type), -0.8)
    if one.mode and other.mode:
        shared = one.mode & other.mode
        return ("type", shared, 1.5) if shared else ("type", "other modes of one type", -1.0)
    return ("type", one.event_type, 1.0)


def _parties(one: Telling, other: Telling) -> list[_Reason]:
    straight = (_side("actor", one.actor, other.actor), _side("recipient", one.recipient, other.recipient))
    found = [reason for reason in straight if reason]
    if _either_way(one, other):
        merged = _side("parties", one.both, other.both, whole=True)
        if (merged[2] if merged else 0.0) > sum([reason[2] for reason in found]):
            return [merged] if merged else []
    return found


def _either_way(one: Telling, other: Telling) -> bool:
    if one.event_type not in _JOINT or other.event_type not in _JOINT:
        return False
    if one.event_type in _MUTUAL and other.event_type in _MUTUAL:
        return True
    if _on_one_side(one) or _on_one_side(other):
        return True
    return len(one.both.codes) == 1 and one.both.codes == other.both.codes


def _on_one_side(one: Telling) -> bool:
    """Whether a report puts all parties on one side, and they are several."""
    return len(one.both.codes) > 1 and bool(one.actor) != bool(one.recipient)


def _side(name: str, one: Side, other: Side, *, whole: bool = False) -> _Reason | None:
    """Compare those on one side; `whole` when it is all parties at once, which say twice as much."""
    if not one or not other:
        return None
    same = one.entities & other.entities
    codes = one.codes & other.codes
    if not same and not codes:
        if not (one.guessed or other.guessed):
            return (name, (one, other), -4.0)
        same = _one_person(one, other)
        if not same:
            return (name, (one, other), -3.0)
    if one.against != other.against and not same and not whole:
        return (name, "one of them against its state", -0.5)
    weight = 2.0 if same else 1.5
    if whole:
        weight = 3.0 if len(codes) > 1 or len(same) > 1 else 1.5
        alone = (one.codes - codes, other.codes - codes)
        if alone[0] and alone[1]:
            weight = -2.0
    elif one.codes and other.codes and one.codes != other.codes:
        weight -= 0.5
    if not same and one.entities and other.entities and not (_kinds(one) ^ _kinds(other)):
        # Two ministers of one country are two people; a person and an office are one as often as not.
        weight -= 1.0
    return (name, same or codes, weight)


def _one_person(one: Side, other: Side) -> frozenset[str]:
    """Return the people whom one side names in full and the other by surname."""
    return frozenset(
        max(first, second, key=len)
        for first in one.entities
        for second in other.entities
        if first.startswith("person:")
        and second.startswith("person:")
        and (first.endswith(f" {second[7:]}") or second.endswith(f" {first[7:]}"))
    )


def _kinds(side: Side) -> frozenset[str]:
    return frozenset(entity.partition(":")[0] for entity in side.entities)


def _names(side: Side) -> str:
    return "+".join(sorted(side.codes)) or "+".join(sorted(side.entities))


def _a_day_apart(one: Telling, other: Telling) -> bool:
    if _copied(one, other):
        return False
    first, second = one.exact_day, other.exact_day
    return first is not None and second is not None and first != second and not _overlap(one, other)


def _overlap(one: Telling, other: Telling) -> bool:
    assert one.days and other.days  # noqa: PT018
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]


def _date(one: Telling, other: Telling) -> _Reason | None:
    if one.told and other.told and one.days and other.days:
        if one.exact_day is not None and other.exact_day is not None:
            same = _overlap(one, other)
            return ("date", "same day told" if same else "told a day apart", 2.5 if same else -2.0)
        return ("date", "one within the other", 0.5)
    first, second = one.near_day, other.near_day
    if first is None or second is None:
        return None
    if one.told or other.told:
        day, report = (first, second) if one.told else (second, first)
        return _told_and_reported(report - day)
    gap = abs(first - second)
    weight = {0: 1.2, 1: 0.8, 2: 0.0, 3: -0.5}.get(gap, -2.0 if gap <= 7 else -4.5)
    return ("date", f"reported {gap} days apart, no day told" if gap else "reported the same day", weight)


def _told_and_reported(lag: int) -> _Reason:
    """Weigh a told day against a report that names none: news is told within a day or two, recalled for weeks."""
    if lag < 0:
        return ("date", "reported before the day the other tells", -2.5 if lag < -1 else 0.0)
    weight = {0: 1.5, 1: 1.2, 2: 0.5, 3: 0.0}.get(lag, -1.0 if lag <= 7 else -2.5)
    return ("date", f"reported {lag} days after the day the other tells" if lag else "that day", weight)


def _place(one: Spot, other: Spot) -> _Reason | None:
    how = compare(one, other)
    weight = {"same": 2.0 if one.exact else 0.7, "near": 0.3, "within": 0.5}.get(how)
    if weight is None:
        return None
    return ("place", one.name if how == "same" else (one.name, other.name), weight)


def _copied(one: Telling, other: Telling) -> bool:
    """Return whether the words are one sentence, printed twice: a later dateline changes what "Monday" is read as."""
    return one.sentence == other.sentence and one.document != other.document and one.trigger == other.trigger


def _one_sentence(one: Telling, other: Telling) -> bool:
    return one.document == other.document and one.sentence_start == other.sentence_start


def _words(one: Telling, other: Telling) -> list[_Reason]:
    if _copied(one, other):
        return [("words", "the same sentence", SAME_SENTENCE)]
    found: list[_Reason] = []
    if figures := one.numbers & other.numbers:
        found.append(("figures", figures, min(1.6, 0.8 * len(figures))))
    if shared := one.words & other.words:
        found.append(("words", shared, min(2.5, 0.45 * len(shared))))
    elif min(len(one.words), len(other.words)) >= 3:
        found.append(("words", "none shared", -1.5 if one.event_type in _SPEECH else -0.5))
    return found
