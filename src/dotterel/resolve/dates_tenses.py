"""A sentence -> the tense at a word of it: what decides whether "Monday" is the last one or the next."""

from __future__ import annotations

import re

from dotterel.model import Sentence, Span, Token

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "could", "should", "can", "must"})
_PAST_AUXILIARIES = frozenset({"was", "were", "had", "did", "has", "have", "'ve", "’ve", "been"})
_FUTURE_HEADS = frozenset(
    "plan expect schedule agree intend hope aim want vow promise pledge prepare invite set slate threaten decide offer "
    "propose mean ask urge order due ready likely decision agreement plan promise pledge offer intention proposal".split()
)
_FUTURE_PARTICIPLES = frozenset({"scheduled", "planned", "slated", "set", "due", "expected", "upcoming"})
_FUTURE_LEAD = re.compile(
    r"\b(?:ahead of|upcoming|planned|scheduled|due|slated|expected)\s(?:[\w'’]+\s){0,4}$"
    r"|\b(?:starting|beginning|commencing|effective|as of|as from)\s(?:on\s|from\s|at\s\w+\s(?:on\s)?|early\s|late\s)?$",
    re.IGNORECASE,
)
_FUTURE_CLAUSE = re.compile(
    r"\b(?:will|shall|won't|would|to be|going to|set to|due to|expected to|scheduled (?:for|to)|planned for|plans? to|"
    r"slated for|intends? to|hopes? to|aims? to|agreed to|vowed to|promised to|pledged to)\b|\w['’]ll\b",
    re.IGNORECASE,
)
_ADJUNCTS = ("obl", "nmod", "advmod", "nummod", "compound", "flat", "appos", "case", "amod", "det", "conj", "obj")


# Past forms whose lemma a reader may not know, so that they are not taken for the present ("fled" is no "flees").
_IRREGULAR = frozenset(
    "arose ate awoke bade beat became began bent bent bit bled blew bore bought bound bred broke brought built burnt came "
    "caught chose clung crept cut dealt did drank drew drove dug fell fed felt fled flew forbade forgot fought found froze "
    "gave went got grew had held hid hit hung kept knelt knew laid lay leant leapt led left lent let lit lost made meant met "
    "mistook overcame overran overthrew oversaw paid put quit ran rang read rebuilt retook rode rose said sang sank sat saw "
    "sent set shook shot showed shrank shut slept slid sold sought spent spoke sprang spread stole stood struck stuck swam "
    "swept swore swung taught thought threw told took tore understood undertook underwent upheld was were withdrew withheld "
    "withstood woke won wore wound wrote burst cast broadcast shed split thrust hurt beset bid cost slit slew wept strove strode "
    "slung flung stung wrung spun shone wove forgave foresaw sped slid bled overthrew undid misled outdid rid agreed decreed freed "
    "guaranteed".split()
)
_ENDS_IN_VERB = re.compile(
    r"(?:^|\s)(?:(?P<helper>[\w’']+)\s)?(?P<verb>(?!(?:on|in|at|late|early)\b)[\w’'-]+)(?:\s(?:late|early|again|there|here|[\w-]+ly|in\s[A-Z]\w+))?"
    r"(?:\s(?:on|in|at|late\son|early\son|as\srecently\sas))?\s$"
)
_LOOK_BACK = 60
_VERB_REACH = 7
_LET_REACH = 12
_ANNOUNCED = frozenset("announced called convened fixed summoned proposed arranged unveiled ordered scheduled".split())
_BINDING_HELPERS = frozenset("to be will would shall may might can could must should is are been being not".split())


def is_past_form(word: str) -> bool:
    """Return whether a word can only be, or mostly is, the past of a verb.

    >>> [is_past_form(word) for word in ("announced", "fled", "goes", "need")]
    [True, True, False, False]
    """
    low = word.lower()
    return low in _IRREGULAR or (low.endswith("ed") and len(low) > 4 and not low.endswith("eed"))


def _tense_by_neighbours(span: Span, text: str, start: int) -> str | None:
    """Return the tense the words beside a time give away, whatever the tree says; None where they do not."""
    before, after = (
        text[max(start, span.start_char - _LOOK_BACK) : span.start_char],
        text[span.end_char : span.end_char + 2],
    )
    if re.search(r"\bfor\s(?:the\s)?$", before) and after not in ("'s", "’s", "' ", "’ "):
        return "future"  # "called a strike for Friday"
    found = _ENDS_IN_VERB.search(before)
    if found and is_past_form(found["verb"]) and found["verb"].lower() not in _FUTURE_PARTICIPLES:
        helper = (found["helper"] or "").lower()
        if helper not in _BINDING_HELPERS and not helper.endswith(("'ll", "’ll")):
            return "past"  # "demanded on Sunday that they be withdrawn"
    return None


def _told_in_past(tokens: tuple[Token, ...], span: Span) -> bool:
    """Return whether the last verb before a time is a plain past ("promised each other on Thursday that ...").

    Word classes are surer than trees. What is announced may lie ahead ("proposed a meeting on Thursday"), so after
    verbs of announcing nothing but a pronoun or adverb may stand in between.
    """
    first = next((n for n, token in enumerate(tokens) if token.start_char >= span.start_char), len(tokens))
    nouns = False
    if first < len(tokens) and first and tokens[first - 1].upos in ("DET", "NOUN", "ADJ"):
        return False  # "cancelled the Monday summit"
    for n in range(first - 1, max(-1, first - 1 - _VERB_REACH), -1):
        token = tokens[n]
        if token.upos == "VERB":
            if not is_past_form(token.text) or token.text.lower() in _FUTURE_PARTICIPLES or token.text.lower() == "set":
                return False
            announced = token.lemma.lower() in _FUTURE_HEADS or token.text.lower() in _ANNOUNCED
            before = {one.text.lower() for one in tokens[max(0, n - 3) : n]}
            return not (announced and nouns) and not before & _BINDING_HELPERS
        if token.upos in ("SCONJ", "AUX", "CCONJ", "PUNCT") or token.text.lower() in (
            "to",
            "that",
            "who",
            "which",
            "for",
        ):
            return False
        nouns = nouns or token.upos in ("NOUN", "PROPN")
    return False


def tense_at(sentence: Sentence, span: Span, text: str) -> str | None:
    """Return the tense of the clause around a stretch of text: past, present, future, None where no verb decides.

    With a parse the governing verb and its auxiliaries decide; a time inside a noun phrase ("the June 12 summit") only
    takes a future from them, since "cancelled the June 12 summit" says nothing about when June 12 was. Without a parse
    the words before the time in its clause decide, and the past is assumed.
    """
    if re.search(r"\bof\s$", text[max(0, span.start_char - 4) : span.start_char]):
        return None  # "wants to repeal the decree of December"
    if near := _tense_by_neighbours(span, text, sentence.span.start_char):
        return near
    if sentence.parsed and _told_in_past(sentence.tokens, span):
        return "past"
    if not sentence.parsed:
        clause = re.split(
            r"[;:,]\s|\s(?:but|after|while|which|who)\s", text[sentence.span.start_char : span.start_char]
        )[-1]
        return "future" if _FUTURE_CLAUSE.search(clause) else "past"
    tokens = sentence.tokens
    at = next((n for n, token in enumerate(tokens) if token.start_char >= span.start_char
               and not (0 < token.head <= len(tokens) and span.covers(tokens[token.head - 1].span))), None)  # fmt: skip
    if at is None or tokens[at].start_char >= span.end_char:
        return "past"
    inside_noun = False
    for _ in range(len(tokens)):
        head = tokens[at].head
        if tokens[at].text.lower() == "due":
            return "future"  # "is due in Rome on Sunday and in Paris on Monday"
        if tokens[at].upos in ("VERB", "AUX"):
            tense = _verb_tense(tokens, at)
            return tense if tense == "future" or not inside_noun else None
        if not head:
            break
        if tokens[head - 1].upos in ("NOUN", "PROPN") and not span.covers(tokens[head - 1].span):
            inside_noun = True
        at = head - 1
    if _FUTURE_LEAD.search(text[sentence.span.start_char : span.start_char]):
        return "future"
    return None if inside_noun else "past"


_ORDINALS = frozenset("first second third last only".split())  # "the first to be tried" was tried
_BARE_HEADS = frozenset("let make see watch hear have help".split())
_MUTE = frozenset("say comment confirm disclose specify elaborate reveal".split())


def _modal_tense(verb: Token, words: set[str], helpers: set[str]) -> str:
    """Return the tense of a verb with a modal, given the words and helpers that hang on it."""
    if "would" in helpers and verb.lemma.lower() in _MUTE and words & {"not", "n't", "n’t"}:
        return "past"  # "she would not say on Wednesday when"
    return "past" if "have" in helpers and not helpers & {"will", "shall"} else "future"


def _is_bare(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Return whether a verb without a tense takes that of its head: "let ten lorries pass", "saw him walk free"."""
    if verb.text.lower() != verb.lemma.lower():
        return False
    relation = verb.deprel.split(":")[0]
    return relation == "xcomp" or (relation == "ccomp" and tokens[verb.head - 1].lemma.lower() in _BARE_HEADS)


def _verb_above(tokens: tuple[Token, ...], at: int) -> int:
    """Return the verb that "crowds trying to cross" and "delegates, meeting on Sunday," depend on; else the root."""
    at = tokens[at].head - 1
    for _ in tokens:
        if tokens[at].upos in ("VERB", "AUX") or not tokens[at].head:
            break
        at = tokens[at].head - 1
    return at


def _after_let(tokens: tuple[Token, ...], at: int) -> bool:
    """Return whether a bare verb hangs on a "let" before it, whatever the tree says: "let 75 men walk across"."""
    for token in reversed(tokens[max(0, at - _LET_REACH) : at]):
        if token.upos == "VERB" or token.text.lower() in ("let", "to"):
            return token.text.lower() == "let"
    return False


def _due(tokens: tuple[Token, ...], at: int, helpers: set[str]) -> str | None:
    """Return the tense of "is to last", "prisoners to be freed by May" and a headline's "Minister to go in January".

    `open` is that of "were to meet on Sunday": the day may lie ahead or not. None for other infinitives.
    """
    verb = tokens[at]
    above = tokens[verb.head - 1] if verb.head else None
    if helpers & {"was", "were"} or (above and above.text.lower() in ("was", "were")):
        return "open"
    nth = {token.text.lower() for token in tokens[max(0, at - _FORM_REACH) : at]} & _ORDINALS
    if above is None or helpers & {"is", "are"} or above.lemma == "be" or ("be" in helpers and not nth):
        return "future"
    return None


def _verb_tense(tokens: tuple[Token, ...], at: int, depth: int = 0) -> str | None:
    verb, word = tokens[at], tokens[at].text.lower()
    children = [token for token in tokens if token.head == at + 1]
    helpers = {token.text.lower() for token in children if token.deprel.startswith(("aux", "cop"))}
    infinitive = any(token.deprel == "mark" and token.text.lower() == "to" for token in children)
    if helpers & _FUTURE:
        return _modal_tense(verb, {token.text.lower() for token in children}, helpers)
    if word == "set" and (at + 1 == len(tokens) or tokens[at + 1].text.lower() not in ("to", "for")):
        pass  # "were set free"
    elif word in _FUTURE_PARTICIPLES and not any(token.deprel == "obj" for token in children):
        return "future"
    if infinitive and (due := _due(tokens, at, helpers)):
        return None if due == "open" else due
    if helpers & _PAST_AUXILIARIES:
        return "past"
    if infinitive and verb.head and depth < 4:
        head = tokens[verb.head - 1]
        if head.lemma.lower() in _FUTURE_HEADS or head.text.lower() in _FUTURE_HEADS:
            return "future"
        return _verb_tense(tokens, verb.head - 1, depth + 1) if head.upos in ("VERB", "AUX") else "future"
    if helpers:
        return "present"
    if verb.head and depth < 4 and (word.endswith("ing") or _is_bare(tokens, verb)):
        return _verb_tense(tokens, _verb_above(tokens, at), depth + 1)
    if is_past_form(word) or (word == verb.lemma.lower() and _after_let(tokens, at)):
        return "past"
    if word == verb.lemma.lower() or word == verb.lemma.lower() + "s" or word.endswith("es"):
        return "present"
    return "past"


_HAD, _HAS = frozenset({"had", "'d", "’d"}), frozenset({"has", "have", "'ve", "’ve"})
_HELPERS = (
    _HAD
    | _HAS
    | frozenset(
        "is are was were be been being will would may might could can should must to not n't n’t never also already yet since "
        "long often always ever just still".split()
    )
)
_FORM_REACH = 5  # words between a helper and its verb, adverbs among them


def verb_form(sentence: Sentence, trigger: Span) -> str | None:
    """Return `perfect` or `pluperfect` where the words before a verb say so, None otherwise.

    Args:
        sentence: with or without its tree.
        trigger: the words that name the event.
    """
    tokens, at = sentence.tokens, _first_token(sentence, trigger)
    for n in range(at - 1, max(-1, at - 1 - _FORM_REACH), -1):
        word = tokens[n].text.lower()
        if word in _HAD:
            return "pluperfect"
        if word in _HAS:
            return "perfect"
        if word not in _HELPERS and not word.endswith("ly") and tokens[n].upos not in ("ADV", "PART"):
            return None
    return None


def stands_under_a_clause(sentence: Sentence, trigger: Span) -> bool:
    """Return whether the clause of an event hangs on another one's word, as "after he was toppled" and "who fled" do."""
    at = _first_token(sentence, trigger)
    if not sentence.parsed or at == len(sentence.tokens):
        return False
    for _ in sentence.tokens:
        token = sentence.tokens[at]
        if token.deprel.startswith(("advcl", "acl")):
            return True
        if not token.head:
            return False
        at = token.head - 1
    return False


def _first_token(sentence: Sentence, span: Span) -> int:
    """Return the number of the first token that begins in a span or behind it, that of all tokens where none does."""
    return next(
        (n for n, token in enumerate(sentence.tokens) if token.start_char >= span.start_char), len(sentence.tokens)
    )
