"""A statement tag and what the tree found in the same sentence -> the words that are said."""

from __future__ import annotations

from collections.abc import Sequence

from dotterel.extract.statements_draft import Draft
from dotterel.extract.statements_remark import LEADING
from dotterel.extract.statements_stretches import PARTS
from dotterel.extract.tree import Tree
from dotterel.model import Argument, Span, StatementTag, Stretch, Token

# So many words that a tag leaves out amid its content are a slip of the model.
_LONGEST_GAP = 3
_JOINTS = frozenset({"and", "but", "that"})


def tagged_words(tree: Tree, tag: StatementTag, speaker: Sequence[Argument]) -> list[Span]:
    """Return the stretches tagged as content; single words between larger ones are noise."""
    spans = [span_of(tree, stretch) for stretch in _bridged(tree, tag)]
    spans = [span for span in spans if _words(tree, span.start_char, span.end_char)]
    spans = [span for span in spans if not any(argument.span.overlaps(span) for argument in speaker)]
    longest = max((span.end_char - span.start_char for span in spans), default=0)
    return [span for span in spans if 4 * (span.end_char - span.start_char) >= longest]


def filled_words(tree: Tree, draft: Draft, told: list[Span], cues: Sequence[Span]) -> list[Span]:
    """Return the words of a tag with what the tree has amid them and before them.

    Args:
        tree: the sentence.
        draft: what the tree found.
        told: the words of the tag.
        cues: all cues of the sentence.
    """
    return _with_lead(tree, draft, _without_holes(tree, draft, told, cues))


def _bridged(tree: Tree, tag: StatementTag) -> list[Stretch]:
    """Return the stretches tagged as content, joined over a sign, a word, or a few words of nobody's.

    What the cue and the speaker say of themselves parts them, and so does "and that".
    """
    found: list[Stretch] = []
    for first, last in tag.content:
        before = found[-1][1] + 1 if found else first
        gap = {tree.token(n).text.lower() for n in range(before, first) if tree.token(n).upos != "PUNCT"}
        parted = any(one[0] < first and before <= one[1] for one in (tag.cue, *tag.speaker))
        near = first - before <= 1 or (first - before <= _LONGEST_GAP and not parted and not gap <= _JOINTS)
        if found and near:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def is_whole(tree: Tree, stretch: Stretch) -> bool:
    """Whether words end where a clause may end: before a sign, a joint, or at the end of the sentence."""
    behind = stretch[1] + 1
    return behind >= len(tree) or tree.token(behind).upos in {"PUNCT", "CCONJ", "SCONJ"}


def _without_holes(tree: Tree, draft: Draft, told: list[Span], cues: Sequence[Span]) -> list[Span]:
    """Return stretches of a tag joined where the tree has what lies between them ("the men, | who fled, | are safe").

    A mere "and that" between them keeps them apart, and so does another cue.
    """
    found = told[:1]
    for span in told[1:]:
        gap = Span(found[-1].end_char, span.start_char)
        inside = any(piece.covers(gap) for piece in draft.content) and not any(gap.overlaps(cue) for cue in cues)
        if inside and any(word not in _JOINTS for word in _words(tree, gap.start_char, gap.end_char)):
            found[-1] = Span(found[-1].start_char, span.end_char)
        else:
            found.append(span)
    return found


def _with_lead(tree: Tree, draft: Draft, told: list[Span]) -> list[Span]:
    """Return stretches of a tag with what the tree has before a remark: "his ships, | he said, | were ready"."""
    lead, clause = draft.content[0], draft.clause
    if clause is None or told[0].start_char <= lead.start_char or clause.start_char < lead.end_char:
        return told
    between = [t for t in tree.tokens if lead.end_char <= t.start_char < clause.start_char]
    if any(t.upos != "PUNCT" or t.text in PARTS for t in between) or tree.token(draft.head or 0).text.endswith("ing"):
        return told
    missed = [t for t in tree.tokens if lead.start_char <= t.start_char < min(lead.end_char, told[0].start_char)]
    if _is_joint(missed[-1]) or _heads_line(missed):
        return told
    if not lead.overlaps(told[0]):
        return [lead, *told]
    words = [t for t in tree.tokens if told[0].start_char <= t.start_char < told[0].end_char and t.upos != "PUNCT"]
    return told if _is_joint(words[0]) else [Span(lead.start_char, told[0].end_char), *told[1:]]


def _is_joint(token: Token) -> bool:
    return token.upos in {"CCONJ", "SCONJ"} or token.text.lower() in LEADING


def _heads_line(tokens: Sequence[Token]) -> bool:
    """Whether words stand before a report like a clock or a place ("13:05 | The talks ...", "Athens: | Greece ...")."""
    first = tokens[0].text
    return (first[:1].isdigit() and first[-1:].isdigit()) or any(token.text == ":" for token in tokens)


def _words(tree: Tree, start: int, end: int) -> list[str]:
    """Return the words from one character to another, without signs."""
    inside = (t for t in tree.tokens if start <= t.start_char < end)
    return [token.text.lower() for token in inside if token.upos != "PUNCT"]


def span_of(tree: Tree, stretch: Stretch) -> Span:
    """Return the characters of a stretch of tokens."""
    return Span(tree.token(stretch[0]).start_char, tree.token(stretch[1]).end_char)
