"""`Annotation` in, statement frames out: who said what, with which words, to whom, and through whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotterel.extract.quotes import find_quotes
from dotterel.extract.statements_draft import Draft, QuoteIndex, tidy
from dotterel.extract.statements_headline import give_voices, headline_draft
from dotterel.extract.statements_plain import plain_drafts
from dotterel.extract.statements_quotes import QuoteLinker
from dotterel.extract.statements_sentence import sentence_drafts
from dotterel.extract.statements_tone import find_form, find_tone
from dotterel.model import Annotation, Mention, Span, StatementFrame, StatementTag

# Speakers that only a quotation can have: outside one, nobody reports with these words.
_ANYBODY = frozenset({"you", "one", "everyone", "everybody", "somebody", "someone"})
_SELF = frozenset({"i", "we", "you"})


def extract_statements(annotation: Annotation) -> tuple[StatementFrame, ...]:
    """Return the statements of a document, in text order.

    Args:
        annotation: the document; sentences without a tree are read by their quotation marks and cue words alone.
    """
    text = annotation.document.text
    index = QuoteIndex(find_quotes(text))
    mentions: dict[int, list[Mention]] = {}
    for mention in annotation.mentions:
        mentions.setdefault(mention.sentence, []).append(mention)
    tags: dict[int, list[StatementTag]] = {}
    for tag in annotation.statement_tags:
        tags.setdefault(tag.sentence, []).append(tag)
    drafts: list[Draft] = []
    for sentence in annotation.sentences:
        here = mentions.get(sentence.index, [])
        if sentence.headline and (headline := headline_draft(text, sentence, here, index)):
            drafts.append(headline)
            continue
        if sentence.parsed:
            seen = tags.get(sentence.index, []) if tags else None
            drafts += sentence_drafts(sentence, here, index, seen)
        else:
            drafts += plain_drafts(text, sentence, index)
    drafts += QuoteLinker(text, annotation.sentences, index, drafts).link()
    give_voices(text, drafts, {sentence.index for sentence in annotation.sentences if sentence.headline})
    frames = [frame for draft in drafts if (frame := _frame(text, draft, index))]
    return _nested(_distinct(sorted(frames, key=_place)))


def _place(frame: StatementFrame) -> tuple[int, int, int]:
    """Statements in the order of their first word; of two with the same first word, the longer one first."""
    first = min([frame.content[0].start_char, *([frame.cue.start_char] if frame.cue else [])])
    return first, -frame.content[-1].end_char, frame.cue.start_char if frame.cue else 0


def _frame(text: str, draft: Draft, index: QuoteIndex) -> StatementFrame | None:
    parties = [argument.span for argument in (*draft.speaker, *draft.addressee, *draft.via)]
    spans = [span for span in draft.content if not any(party.covers(span) for party in parties)]
    construction = draft.construction
    if draft.quotes:
        quoted = [quote.inner for quote in draft.quotes]
        spans = [*_beside(draft, quoted), *quoted]
        construction = "quote" if construction == "quote" else f"{construction}+quote"
    content = tidy(text, spans, index, draft.clause if draft.construction == "inserted" else draft.cue)
    if not content or _is_empty_talk(text, draft, index):
        return None
    words = " ".join(span.slice(text) for span in content)
    nested = draft.cue is not None and index.around(draft.cue.start_char) is not None
    return StatementFrame(
        sentence=draft.sentence,
        quotation=find_form(text, content, index, quoted=bool(draft.quotes), nested=nested),
        tone=draft.tone if draft.toned else find_tone(draft.tone, words, draft.lemma),
        content=content,
        rule=f"{draft.origin}:{draft.lemma or 'none'}:{construction}",
        cue=draft.cue,
        auxiliary=draft.auxiliary,
        speaker=draft.speaker,
        addressee=draft.addressee,
        via=draft.via,
        confidence=round(draft.confidence, 3),
    )


def _beside(draft: Draft, quoted: Sequence[Span]) -> list[Span]:
    """Return what the tree found beside the quotations of a cue: the rest of a mixed one.

    Behind a quotation that ends before its cue ("...," she said, adding ...) the reporter goes on, whatever the tree
    says.
    """
    if draft.cue is None:
        return []
    if any(quote.start_char < draft.cue.start_char for quote in quoted):
        ahead = [span for span in draft.content if span.end_char <= draft.cue.start_char]
        return [span for span in ahead if any(span.overlaps(quote) for quote in quoted)]
    return [
        span
        for span in draft.content
        if span.end_char <= draft.cue.start_char or any(span.overlaps(quote) for quote in quoted)
    ]


def _is_empty_talk(text: str, draft: Draft, index: QuoteIndex) -> bool:
    """Whether nobody in particular speaks ("as you say"), or a speaker of himself within his quotation ("I think")."""
    voices = {argument.span.slice(text).lower() for argument in draft.speaker}
    if draft.cue and voices & _SELF and (home := index.around(draft.cue.start_char)):
        return home.inner.start_char <= draft.cue.start_char and not any(q.depth for q in draft.quotes)
    return bool(voices & _ANYBODY) and not draft.quotes


def _distinct(frames: list[StatementFrame]) -> list[StatementFrame]:
    """Drop a second statement of the same words; the one with the higher confidence stands, its via is filled up."""
    found: dict[tuple[Span, ...], StatementFrame] = {}
    for frame in frames:
        other = found.get(frame.content)
        if other is None:
            found[frame.content] = frame
        elif frame.confidence > other.confidence:
            found[frame.content] = replace(frame, via=frame.via or other.via)
        elif not other.via and frame.via:
            found[frame.content] = replace(other, via=frame.via)
    return list(found.values())


def _nested(frames: list[StatementFrame]) -> tuple[StatementFrame, ...]:
    """Number, for each statement, the smallest one in whose words its own cue or content lies."""
    nested = []
    open_: list[int] = []
    for number, frame in enumerate(frames):
        first = frame.content[0].start_char
        open_ = [
            k
            for k in open_
            if frames[k].content[-1].end_char > min(first, frame.cue.start_char if frame.cue else first)
        ]
        around = [k for k in open_ if _holds(frames[k], frame)]
        parent = min(around, key=lambda k: _length(frames[k]), default=None)
        nested.append(replace(frame, parent=parent))
        open_.append(number)
    return tuple(nested)


def _holds(outer: StatementFrame, inner: StatementFrame) -> bool:
    anchor = inner.cue or inner.content[0]
    return any(span.covers(anchor) for span in outer.content) and _length(outer) > _length(inner)


def _length(frame: StatementFrame) -> int:
    return sum(span.end_char - span.start_char for span in frame.content)
