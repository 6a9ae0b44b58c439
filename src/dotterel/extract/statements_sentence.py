"""A parsed sentence -> drafts of its statements: each cue with its clause, its content by the tree and its parties."""

from __future__ import annotations

from collections.abc import Sequence

from dotterel.extract.parties import Parties
from dotterel.extract.statements_content import find_content
from dotterel.extract.statements_cues import Cue, cue_lemmas, find_cues
from dotterel.extract.statements_draft import Draft, QuoteIndex
from dotterel.extract.statements_outlets import is_outlet
from dotterel.extract.statements_parties import behind_papers, find_voices, via_arguments
from dotterel.extract.statements_remark import around
from dotterel.extract.statements_stretches import Content
from dotterel.extract.statements_tagged import with_tags
from dotterel.extract.tree import Tree
from dotterel.model import Mention, Sentence, Span, StatementTag, Stretch

# How often a statement found by each construction was right on the training part of our reports, rounded.
CONFIDENCE = {
    "inserted": 0.95, "clause": 0.9, "told": 0.9, "quote": 0.9, "according": 0.9, "question": 0.7, "order": 0.8,
    "infinitive": 0.75, "noun": 0.7, "gerund": 0.8, "named": 0.8, "as": 0.8, "object": 0.5, "headline": 0.8,
}  # fmt: skip
_DEFAULT = 0.6
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "‘"})
# Nouns in "by X's account", "in the words of X".
_ACCORDING = frozenset({"according", "According"})
_ACCOUNTS = frozenset("account count estimate reckoning word view opinion eye figure telling admission".split())
# Verbs whose passive without an agent still says that somebody unnamed said so.
_UNNAMED = frozenset("say report announce allege claim believe confirm rumour rumor understand".split())


def sentence_drafts(
    sentence: Sentence,
    mentions: Sequence[Mention],
    index: QuoteIndex,
    tags: Sequence[StatementTag] | None = None,
) -> list[Draft]:
    """Return a draft for each word of a parsed sentence that may be a cue, with or without content of its own.

    Args:
        sentence: the sentence.
        mentions: its names.
        index: the quotations of the text.
        tags: the statements that the model saw in the sentence; None where it had no say.
    """
    if not tags and not any(token.lemma.lower() in cue_lemmas() for token in sentence.tokens):
        return []
    tree = Tree(sentence)
    parties = Parties(tree, mentions)
    cues = find_cues(tree)
    nodes = [cue.node for cue in cues]
    drafts: list[Draft] = []
    for cue in cues:
        content = find_content(tree, cue, nodes)
        if content and content.construction in cue.sense.quoted_only and not _holds_marks(tree, content):
            content = None
        draft = _draft(tree, parties, cue, content, index)
        draft = _continued(tree, draft, drafts) if draft else None
        if draft and (draft.speaker or draft.via or _may_be_unnamed(tree, cue, content)):
            drafts.append(draft)
    drafts = _with_accounts(tree, parties, _passed_on(tree, drafts))
    return drafts if tags is None else with_tags(tree, drafts, tags)


def _holds_marks(tree: Tree, content: Content) -> bool:
    return any(
        tree.token(n).text in _MARKS for first, last in content.pieces for n in range(max(first - 1, 0), last + 1)
    )


def _continued(tree: Tree, draft: Draft, before: Sequence[Draft]) -> Draft:
    """Give ", adding that" the speaker of the cue before it, where the tree takes him from what was said."""
    cue = draft.cue
    if cue is None or draft.head is None or tree.children(draft.head, "nsubj"):
        return draft
    if not tree.token(draft.head).text.lower().endswith("ing") and tree.relation(draft.head) != "conj":
        return draft
    earlier = next((d for d in reversed(before) if d.speaker and _is_told(tree, d)), None)
    if earlier is None or any(span.covers(cue) for span in earlier.content):
        return draft
    if not draft.speaker or any(span.covers(a.span) for span in earlier.content for a in draft.speaker):
        draft.speaker = earlier.speaker
        draft.via = draft.via or earlier.via
    return draft


def _is_told(tree: Tree, draft: Draft) -> bool:
    """Whether a draft has words already or may get a quotation: a noun ("in a statement") without any tells nothing."""
    return draft.head is not None and bool(draft.content or tree.token(draft.head).upos == "VERB")


def _draft(tree: Tree, parties: Parties, cue: Cue, content: Content | None, index: QuoteIndex) -> Draft | None:
    inside = frozenset(n for first, last in content.pieces for n in range(first, last + 1)) if content else frozenset()
    home = index.around(tree.token(cue.node).start_char)
    if index.within(tree.sentence.span):
        inside |= {n for n, token in enumerate(tree.tokens) if index.around(token.start_char) is not home}
    voices = find_voices(tree, parties, cue, inside)
    heads = {argument.head for argument in (*voices.speaker, *voices.addressee)}
    if content and content.head in heads:
        content = None
    joined = tree.relation(cue.node) == "conj" or tree.token(cue.node).text.lower().endswith("ing")
    adding = content is not None and joined
    if not (voices.speaker or voices.via) and not adding and not _may_be_unnamed(tree, cue, content):
        return None
    if content is None and not cue.sense.takes("clause", "told", "quote"):
        return None
    construction = content.construction if content else "quote"
    return Draft(
        sentence=tree.sentence.index,
        tone=cue.sense.tone_of(construction),
        construction=construction,
        cue=_cue_span(tree, cue),
        clause=_span(tree, (min([cue.node, *_own(tree, cue.node)]), max([cue.node, *_own(tree, cue.node)]))),
        lemma=cue.sense.lemma,
        head=cue.node,
        content_head=content.head if content else None,
        auxiliary=cue.auxiliary,
        content=[_span(tree, piece) for piece in content.pieces] if content else [],
        speaker=voices.speaker,
        addressee=voices.addressee,
        via=voices.via,
        confidence=CONFIDENCE.get(construction, _DEFAULT),
        weak=cue.sense.weak,
        guessed=content is not None and content.guessed,
    )


def _may_be_unnamed(tree: Tree, cue: Cue, content: Content | None) -> bool:
    if cue.sense.pos != "verb":
        return False
    if content is None or content.construction == "quote":
        return tree.is_passive(cue.node)
    return tree.is_passive(cue.node) and cue.sense.lemma in _UNNAMED


def _own(tree: Tree, node: int) -> list[int]:
    """Return the words of a cue's clause that are close to it: subject, objects, auxiliaries."""
    near = tree.children(node, "nsubj", "obj", "iobj", "aux", "advmod", "compound:prt")
    return [n for k in near for n in tree.subtree(k)]


def _cue_span(tree: Tree, cue: Cue) -> Span:
    last = cue.node
    if " " in cue.sense.lemma and last + 1 < len(tree):
        last += 1
    return _span(tree, (cue.node, last))


def _span(tree: Tree, stretch: Stretch) -> Span:
    return Span(tree.token(stretch[0]).start_char, tree.token(stretch[1]).end_char)


def _with_accounts(tree: Tree, parties: Parties, drafts: list[Draft]) -> list[Draft]:
    """Add "according to X" and its like: a statement of X, or the way on which another one came."""
    found = list(drafts)
    for node, token in enumerate(tree.tokens):
        if token.text not in _ACCORDING and token.lemma not in _ACCOUNTS:
            continue
        account = _account(tree, parties, node)
        if account is None:
            continue
        speakers, cue, clause = account
        head = _carrier(tree, node)
        said = next((d for d in drafts if d.construction != "noun" and head in {d.head, d.content_head}), None)
        if said is not None and head is not None and said.construction in {"clause", "inserted", "quote", "told"}:
            said.via = (*said.via, *(a for k in speakers for a in via_arguments(tree, parties, k)))
            continue
        voices, papers = behind_papers(tree, parties, speakers)
        pieces = around(tree, tree.root if clause[1] + 2 >= len(tree) else head, clause) if head is not None else []
        pieces = pieces or _before_or_after(tree, clause)
        found.append(
            Draft(
                sentence=tree.sentence.index,
                tone="say",
                construction="according",
                cue=_span(tree, cue),
                clause=_span(tree, clause),
                lemma="according",
                head=node,
                content_head=head,
                content=[_span(tree, piece) for piece in pieces],
                speaker=voices,
                via=papers,
                confidence=CONFIDENCE["according"],
            )
        )
    return found


def _passed_on(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Take an outlet that reports somebody's words for their go-between ("The ministry denied it, TASS reported")."""
    found: list[Draft] = []
    for draft in drafts:
        behind = draft.construction in {"inserted", "quote"}
        outlets = behind and draft.speaker and all(is_outlet(tree, a.head) for a in draft.speaker)
        above = {draft.content_head, *(tree.ancestors(draft.head) if draft.head is not None else ())}
        told = [d for d in drafts if d is not draft and d.head is not None and d.head in above]
        if not outlets or not told or not any(d.content and d.speaker for d in told):
            found.append(draft)
            continue
        for inner in told:
            inner.via = tuple(dict.fromkeys((*inner.via, *draft.speaker, *draft.via)))
            inner.content = [_up_to(span, draft.clause) for span in inner.content]
    return found


def _up_to(span: Span, clause: Span | None) -> Span:
    """Return a stretch up to a clause of the reporter's that it ran into."""
    if clause is None or not span.start_char < clause.start_char < span.end_char:
        return span
    return Span(span.start_char, clause.start_char)


def _account(tree: Tree, parties: Parties, node: int) -> tuple[list[int], Stretch, Stretch] | None:
    """Return speakers, cue and own words of an "according to X", "by X's account", "in the words of X"."""
    if tree.token(node).text in _ACCORDING:
        if node + 2 >= len(tree) or tree.token(node + 1).text.lower() != "to":
            return None
        head = _noun_at(tree, node + 2)
        last = max(n for n in tree.subtree(head) if tree.token(n).upos != "PUNCT")
        return tree.coordination(head), (node, node + 1), (node, last)
    if tree.preposition(node) in {"by", "in", "on"} and tree.lemma(node) in _ACCOUNTS:
        members = [n for n in tree.subtree(node) if tree.token(n).upos != "PUNCT"]
        owners = tree.children(node, "nmod:poss") or [k for p, k in tree.prepositional(node) if p == "of"]
        if owners and parties.is_party(owners[0]) and tree.relation(node).startswith(("obl", "nmod", "parataxis")):
            return tree.coordination(owners[0]), (members[0], node), (members[0], members[-1])
    return None


def _noun_at(tree: Tree, start: int) -> int:
    """Return the head of the noun phrase that begins at a word."""
    head = start
    for above in tree.ancestors(start):
        nominal = tree.token(above).upos in {"NOUN", "PROPN", "PRON", "NUM"}
        words = [n for n in tree.subtree(above) if tree.token(n).upos != "PUNCT"]
        if above < start or not nominal or words[0] < start - 2:
            break
        head = above
    return head


def _carrier(tree: Tree, node: int) -> int | None:
    """Return the head of the clause that an "according to X" speaks of."""
    for above in tree.ancestors(node):
        if tree.token(above).upos in {"VERB", "AUX"} or tree.children(above, "nsubj", "cop") or above == tree.root:
            return above
    return None


def _before_or_after(tree: Tree, clause: Stretch) -> list[Stretch]:
    first, last = clause
    if last + 2 < len(tree) and first == 0:
        return [(last + 1, len(tree) - 1)]
    return [(0, first - 1)] if first > 0 else []
