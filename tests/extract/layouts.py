"""Layout files: a text, the statements it holds, and its hand-checked parse; read for tests, written when one is added.

A file has three parts, divided by lines of `---`: the text as it stands; the statements expected, one a line, or `none`;
a parse, two lines for each sentence (`word/UPOS/head/relation/lemma ...` and the names, `TYPE:first-last ...` or `-`); a single `-` stands
for a sentence without a tree. A statement is `form [tone] | cue | speaker ; speaker | content ; content`, then
`G: addressee`, `V: via`, `+auxiliary` and `< cue of the statement around it` where there are any; `-` is nothing and `*` anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dotterel.annotate.sentences import split
from dotterel.extract import extract_statements
from dotterel.model import Annotation, Document, Mention, Sentence, Span, StatementFrame, Token

FOLDER = Path(__file__).parent / "statements"
ANYTHING, NOTHING = "*", "-"


@dataclass(frozen=True)
class Layout:
    """One file."""

    text: str
    expected: tuple[str, ...]
    parse: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Layout:
        text, expected, parse = path.read_text(encoding="utf-8").split("\n---\n")
        lines = tuple(line for line in expected.split("\n") if line and line != "none")
        return cls(text, lines, tuple(parse.strip("\n").split("\n")))

    def annotation(self) -> Annotation:
        """Return the text with the parse laid over it."""
        stretches, dateline = split(self.text)
        rows = list(self.parse)
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        for index, stretch in enumerate(stretches):
            row = rows.pop(0)
            span = Span(stretch.start_char, stretch.end_char)
            if row == NOTHING:
                sentences.append(Sentence(index, span, _bare(self.text, span), False, stretch.headline))
                continue
            tokens = _tokens(self.text, span, row)
            mentions += _mentions(index, tokens, rows.pop(0))
            sentences.append(Sentence(index, span, tokens, True, stretch.headline))
        return Annotation(Document(self.text), tuple(sentences), tuple(mentions), (), dateline)

    def statements(self) -> list[dict[str, str]]:
        """Return the statements found, written as the file writes them."""
        frames = extract_statements(self.annotation())
        return [_written(self.text, frame, frames) for frame in frames]


def matches(found: dict[str, str], line: str) -> bool:
    """Return whether a statement is as a line expects it."""
    head, cue, speaker, content, *rest = [part.strip() for part in line.split(" | ")]
    form, _, tone = head.partition(" ")
    wanted = {"form": form, "tone": tone or ANYTHING, "cue": cue, "speaker": speaker, "content": content}
    marks = {"G:": "addressee", "V:": "via", "<": "parent"}
    given = {"addressee": NOTHING, "via": NOTHING, "parent": ANYTHING, "auxiliary": ANYTHING}
    for part in rest:
        if part.startswith("+"):
            given["auxiliary"] = part[1:]
        else:
            mark = next(mark for mark in marks if part.startswith(mark))
            given[marks[mark]] = part.removeprefix(mark).strip()
    return all(value in (ANYTHING, found[name]) for name, value in (wanted | given).items())


def _written(text: str, frame: StatementFrame, frames: tuple[StatementFrame, ...]) -> dict[str, str]:
    parties = {
        name: " ; ".join(argument.span.slice(text) for argument in getattr(frame, name)) or NOTHING
        for name in ("speaker", "addressee", "via")
    }
    around = frames[frame.parent].cue if frame.parent is not None else None
    return parties | {
        "form": frame.quotation,
        "tone": frame.tone,
        "cue": frame.cue.slice(text) if frame.cue else NOTHING,
        "content": " ; ".join(" ".join(span.slice(text).split()) for span in frame.content),
        "auxiliary": " ".join(frame.auxiliary),
        "parent": around.slice(text) if around else NOTHING,
    }


def _tokens(text: str, span: Span, row: str) -> tuple[Token, ...]:
    tokens = []
    at = span.start_char
    for item in row.split(" "):
        word, upos, head, relation, lemma = item.rsplit("/", 4)
        start = text.index(word, at, span.end_char)
        at = start + len(word)
        tokens.append(Token(word, start, at, lemma, upos, int(head), relation))
    return tuple(tokens)


def _bare(text: str, span: Span) -> tuple[Token, ...]:
    tokens = []
    at = span.start_char
    for word in span.slice(text).split():
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(word, start, at, word.lower()))
    return tuple(tokens)


def _mentions(index: int, tokens: tuple[Token, ...], row: str) -> list[Mention]:
    found = []
    for name in row.split() if row != NOTHING else []:
        kind, _, reach = name.partition(":")
        first, _, last = reach.partition("-")
        start, end = int(first) - 1, int(last or first) - 1
        found.append(Mention(Span(tokens[start].start_char, tokens[end].end_char), kind, index, start, end))
    return found
