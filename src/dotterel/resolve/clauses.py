"""Reads a clause of a parsed sentence: who does what a verb says, and whether a pronoun stands for many of whom some are taken."""

from __future__ import annotations

from collections.abc import Sequence

from dotterel.model import Sentence, Token


def is_part(tokens: Sequence[Token], token: int) -> bool:
    """Say whether a pronoun stands for the many that some are taken from: "one of them", "each of them"."""
    words = [one.text.lower() for one in tokens[max(0, token - 1) : token + 1]]
    return words == ["of", "them"] and token > 1 and tokens[token - 2].upos in ("NUM", "DET", "PRON")


def doers_of(sentence: Sentence, verb: int) -> list[int]:
    """Return the subjects a verb may have: its own, else that of the verb it hangs on as a participle or infinitive.

    Of "Niger expelled them, officials said, accusing it" both are: what hangs on an inserted "said" mostly belongs to the
    clause around it.
    """
    own = subject_of(sentence, verb)
    if own is not None:
        return [own]
    one = sentence.tokens[verb]
    if not one.deprel.startswith("advcl") or not one.head:
        return []
    above = one.head - 1
    told = [above] + [
        place
        for place, token in enumerate(sentence.tokens[:verb])
        if token.head - 1 == above and token.deprel.split(":")[0] in ("ccomp", "parataxis")
    ]
    if sentence.tokens[above].deprel.split(":")[0] == "parataxis" and sentence.tokens[above].head:
        told.append(sentence.tokens[above].head - 1)
    return [subject for place in told if (subject := subject_of(sentence, place)) is not None]


def subject_of(sentence: Sentence, verb: int) -> int | None:
    """Return the subject of a verb; a verb joined to another shares the other's."""
    for _ in range(4):
        for index, token in enumerate(sentence.tokens):
            if token.head - 1 == verb and token.deprel.startswith("nsubj"):
                return index
        one = sentence.tokens[verb]
        if one.deprel.split(":")[0] not in ("conj", "xcomp") or not one.head:
            return None
        if one.deprel == "xcomp":
            asked = [i for i, t in enumerate(sentence.tokens) if t.head == one.head and t.deprel in ("obj", "iobj")]
            if asked and asked[0] < verb:
                return asked[0]  # "asked the police to go home"
        verb = one.head - 1
    return None
