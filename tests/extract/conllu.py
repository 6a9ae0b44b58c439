"""Hand-written parses: `text/upos/head/relation[/lemma]` for each word, names as `TYPE:first-last`."""

from __future__ import annotations

from dotterel.model import Mention, Sentence, Span, Token


def parse(rows: str, names: str = "") -> tuple[Sentence, list[Mention]]:
    """Return a parsed sentence and its mentions; words are joined by single spaces, heads are 1-based."""
    tokens = []
    at = 0
    for row in rows.split():
        text, upos, head, relation, *lemma = row.split("/")
        tokens.append(Token(text, at, at + len(text), lemma[0] if lemma else text.lower(), upos, int(head), relation))
        at += len(text) + 1
    mentions = []
    for name in names.split():
        kind, _, reach = name.partition(":")
        first, _, last = reach.partition("-")
        start, end = int(first) - 1, int(last or first) - 1
        mentions.append(Mention(Span(tokens[start].start_char, tokens[end].end_char), kind, 0, start, end))
    return Sentence(0, Span(0, at - 1), tuple(tokens), parsed=True), mentions


def text_of(sentence: Sentence) -> str:
    """Return the text the tokens were cut from."""
    return " ".join(token.text for token in sentence.tokens)
