"""Constructions: how English lays out who does what to whom; each carries sentences it must and must not read.

The examples are run through the whole program by the tests. `yes` maps a sentence to the line expected of it,
`TYPE actor > recipient` with the actors' words; `no` lists sentences in which no event may be found.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Construction:
    """A way of saying who did what to whom, with the sentences that show it."""

    name: str
    means: str
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...] = ()


CONSTRUCTIONS = (
    Construction(
        "active",
        "the subject of the verb acts, its object or first prepositional party receives",
        (
            ("Turkey condemned Israel on Monday.", "ACCUSE Turkey > Israel"),
            ("Soldiers arrested three journalists in Bamako.", "COERCE Soldiers > three journalists"),
        ),
        ("The river met the sea near the old port.", "Prices attacked new highs on Monday."),
    ),
    Construction(
        "passive",
        "the by-phrase acts, the subject receives; without a by-phrase the actor is unknown",
        (
            ("Three journalists were arrested by soldiers on Monday.", "COERCE soldiers > Three journalists"),
            ("The ambassador was expelled by Chad.", "SANCTION Chad > The ambassador"),
        ),
    ),
    Construction(
        "relative",
        "in a relative or participial clause the noun it describes takes the missing role",
        (("The rebels who attacked Goma on Friday fled.", "ASSAULT The rebels > Goma"),),
    ),
    Construction(
        "control",
        "an infinitive takes its doer from the verb above it",
        (("Norway managed to expel two Russian diplomats.", "SANCTION Norway > two Russian diplomats"),),
    ),
    Construction(
        "conjunct",
        "a verb joined to another shares its subject",
        (("Police stormed the campus and arrested dozens of students.", "COERCE Police > dozens of students"),),
    ),
    Construction(
        "adverbial",
        "a participle beside the main clause shares its subject",
        (("Algeria recalled its envoy, accusing France of interference.", "ACCUSE Algeria > France"),),
    ),
    Construction(
        "light",
        "a verb of little meaning leaves the act to its noun: hold talks, pay a visit, impose sanctions",
        (
            ("Kenya held talks with Uganda on Tuesday.", "CONSULT Kenya > Uganda"),
            ("Britain imposed sanctions on Belarus.", "SANCTION Britain > Belarus"),
        ),
        ("The choir held a concert in the old town.",),
    ),
    Construction(
        "nominal",
        "an event noun takes its parties from possessor, adjective and prepositions",
        (("The talks between Egypt and Sudan ended on Friday.", "CONSULT Egypt ; Sudan >"),),
    ),
    Construction(
        "reciprocal",
        "verbs and nouns of meeting make every side an actor when the sides stand together",
        (("The presidents of Kenya and Somalia met in Nairobi.", "CONSULT The presidents of Kenya and Somalia >"),),
    ),
)
