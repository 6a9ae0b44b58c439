"""Nominals of a document in their order -> who each pronoun and each "the envoy" goes back to.

A salience model after Lappin and Leass (1994): every mention raises what it refers to by its place in the sentence,
everything fades by half from sentence to sentence, and a pronoun takes the most salient that agrees with it in number,
gender and kind and that the grammar of its clause allows.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from dotterel.model import Annotation, Sentence
from dotterel.resolve.clauses import doers_of, is_part, subject_of
from dotterel.resolve.nominals import POSSESSIVE, PRONOUNS, REFLEXIVE, Nominal, NominalFinder
from dotterel.resolve.speakers import Speakers

_FADE = 0.4
_REACH = 3  # sentences a pronoun looks back over
_NOUN_REACH = 12
_RECENT = 0.4  # within a sentence the later of two equals is likelier, but the subject comes first
_HUMAN = 1.6  # "they" and "we" are people or bodies before they are things
_NAMED = 1.15
_LONE = 0.5  # "they" for one body, where several are as near
_SPEECHLESS = 0.4  # things seldom say anything: "it said" is a body before it is the price
_LONG = 12  # tokens of a noun phrase, seldom more
_ITS_OWN = 2.0  # what a possessive owns is mostly the subject's of its clause
_UNREAD = 0.3  # "had accepted it": a plan before a country
_READING = frozenset(
    "accept sign read adopt ratify veto approve endorse publish draft amend reject annul repeal scrap write pass oppose "
    "favour favor implement honour honor break issue initial table print translate enforce extend renew regret".split()
)
_QUOTED = 0.5  # of the weight of a mention is lost outside its quotation
_SAME = {
    noun: frozenset(group.split())
    for group in (
        "agreement accord pact deal treaty",
        "truce ceasefire armistice",
        "bill law act",
        "ruling judgment judgement verdict",
        "plan proposal draft",
        "soldier troops troop",
        "protester demonstrator marcher",
        "rebel insurgent guerrilla",
        "ship vessel boat",
        "plane aircraft jet",
        "captive hostage",
        "statement communique communiqué declaration",
        "lawmaker deputy parliamentarian legislator",
        "company firm",
        "island isle islet",
    )
    for noun in group.split()
}
_GENERIC = frozenset({"country", "nation", "state", "power", "side", "party", "government"})


@dataclass(slots=True)
class Referent:
    """Something a document speaks of: its mentions in the order of the text."""

    number: int
    mentions: list[Nominal] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    kind: str = "thing"
    plural: bool = False
    single: bool = True
    gender: str = ""
    key: str | None = None

    def name(self) -> Nominal:
        """Return the mention that tells most: the first with a known name, else the first that is no pronoun."""
        nouns = [one for one in self.mentions if one.kind not in ("pronoun", "relative")]
        return next((one for one in nouns if one.key is not None), (nouns or self.mentions)[0])

    def salience(self, sentence: int, token: int) -> float:
        """Return how present it is at a place of the text."""
        total = 0.0
        for one in self.mentions:
            if one.sentence > sentence or (one.sentence == sentence and one.head >= token):
                continue
            total += one.prominence * _FADE ** (sentence - one.sentence)
        return total

    def last(self, sentence: int, token: int) -> Nominal | None:
        """Return the mention nearest before a place."""
        for one in reversed(self.mentions):
            if one.sentence < sentence or (one.sentence == sentence and one.head < token):
                return one
        return None


class Referents:
    """What the parsed sentences of one document speak of.

    Args:
        annotation: the document.
        finder: finds its nominals.
        speakers: its quotations.
    """

    def __init__(self, annotation: Annotation, finder: NominalFinder, speakers: Speakers) -> None:
        self._sentences = annotation.sentences
        self._speakers = speakers
        self._all: list[Referent] = []
        self._at: dict[tuple[int, int], Referent] = {}
        self._joined: dict[tuple[int, int], Referent] = {}
        later: list[Nominal] = []
        for sentence in annotation.sentences:
            if not sentence.parsed:
                continue
            for nominal in sorted(finder.find(sentence), key=lambda one: (one.head, one.several)):
                if nominal.kind == "pronoun" and PRONOUNS[self._text(nominal)] in ("i", "we"):
                    later.append(nominal)
                else:
                    self._enter(nominal)
            self._describe(sentence)
        for nominal in later:
            self._enter_speaker(nominal)

    def at(self, sentence: int, token: int) -> Referent | None:
        """Return what a nominal with its head at a token refers to."""
        return self._at.get((sentence, token))

    def antecedent(self, sentence: int, token: int) -> tuple[int, int] | None:
        """Return first and last token of what a relative pronoun goes back to ("the rebels who ...")."""
        tokens = self._sentences[sentence].tokens
        index = token
        for _ in range(5):
            head = tokens[index].head
            if not head:
                return None
            if tokens[index].deprel == "acl:relcl":
                told = self._at.get((sentence, head - 1))
                said = (
                    next((m for m in told.mentions if (m.sentence, m.head) == (sentence, head - 1)), None)
                    if told
                    else None
                )
                return (said.first, said.last) if said is not None and said.last < token else None
            index = head - 1
        return None

    def ending(self, sentence: int, token: int) -> list[tuple[int, int]]:
        """Return first and last token of the noun phrases that end at a token, the longest first."""
        return sorted(
            (said.first, said.last)
            for head in range(max(0, token - _LONG), token + 1)
            if (told := self._at.get((sentence, head)))
            for said in told.mentions
            if said.sentence == sentence and said.last == token
        )

    def _text(self, nominal: Nominal) -> str:
        return self._sentences[nominal.sentence].tokens[nominal.head].text.lower()

    def _enter(self, nominal: Nominal) -> None:
        if nominal.kind == "relative":
            self._enter_relative(nominal)
            return
        referent = self._pronoun(nominal) if nominal.kind == "pronoun" else self._noun(nominal)
        if referent is None:
            if nominal.kind == "pronoun":
                return
            referent = Referent(len(self._all), [], set(), nominal.kind, nominal.plural, nominal.single, nominal.gender)
            self._all.append(referent)
        self._add(referent, nominal)

    def _enter_relative(self, nominal: Nominal) -> None:
        """Count "which" as a mention of what it goes back to: "the United Nations, which said that it had opened camps"."""
        tokens = self._sentences[nominal.sentence].tokens
        verb = tokens[nominal.head].head - 1
        if verb >= 0 and tokens[verb].deprel == "acl:relcl" and tokens[verb].head <= nominal.head:
            place = nominal.sentence, tokens[verb].head - 1
            referent = self._joined.get(place) or self._at.get(place)
            if referent is not None:
                self._add(referent, nominal)

    def _add(self, referent: Referent, nominal: Nominal) -> None:
        insort(referent.mentions, nominal, key=lambda one: (one.sentence, one.head))
        referent.words |= nominal.words
        referent.key = referent.key or nominal.key
        referent.gender = referent.gender or nominal.gender
        place = nominal.sentence, nominal.head
        (self._joined if nominal.several else self._at)[place] = referent

    def _describe(self, sentence: Sentence) -> None:
        """Learn what a sentence says someone is: "Norway and Cuba are guarantors of the process"."""
        for token in sentence.tokens:
            if token.deprel != "cop" or not token.head:
                continue
            noun = token.head - 1
            for index, other in enumerate(sentence.tokens):
                if other.head - 1 == noun and other.deprel.startswith("nsubj"):
                    place = sentence.index, index
                    referent = self._joined.get(place) or self._at.get(place)
                    if referent is not None and sentence.tokens[noun].upos == "NOUN":
                        referent.words.add(sentence.tokens[noun].lemma.lower())

    def _enter_speaker(self, nominal: Nominal) -> None:
        place = self._speakers.speaker(nominal.sentence, nominal.head)
        referent = self._at.get(place) if place is not None else None
        if referent is not None:
            self._add(referent, nominal)

    def _noun(self, nominal: Nominal) -> Referent | None:
        """Return what a noun phrase was called before: the same name, an apposition, or "the" with the same noun."""
        if nominal.several:
            return None
        if nominal.key is not None:
            known = next((one for one in self._all if one.key == nominal.key), None)
            if known is not None:
                return known
        tokens = self._sentences[nominal.sentence].tokens
        if tokens[nominal.head].deprel.startswith("appos"):
            told = self._at.get((nominal.sentence, tokens[nominal.head].head - 1))
            if told is not None and (told.key is None or nominal.key is None) and _alike(told, nominal):
                return told
        if not nominal.definite or nominal.key is not None:
            return None
        head = tokens[nominal.head].lemma.lower()
        described = {
            t.lemma.lower() for t in tokens[nominal.first : nominal.head] if t.upos in ("NOUN", "PROPN", "ADJ")
        }
        best: Referent | None = None
        score = 0.0
        for referent in self._all:
            if not _kin(head) & referent.words and not (head in _GENERIC and described and described <= referent.words):
                continue
            last = referent.last(nominal.sentence, nominal.head)
            if last is None or nominal.sentence - last.sentence > _NOUN_REACH:
                continue
            if described - referent.words or not _alike(referent, nominal):
                continue
            value = referent.salience(nominal.sentence, nominal.head)
            if value > score:
                best, score = referent, value
        return best

    def _pronoun(self, nominal: Nominal) -> Referent | None:
        low = self._text(nominal)
        kind = PRONOUNS[low]
        banned = self._banned(nominal, low)
        says = self._speakers.says(nominal.sentence, nominal.head)
        owner = self._doer(nominal) if low in POSSESSIVE else None
        several = is_part(self._sentences[nominal.sentence].tokens, nominal.head)
        best: Referent | None = None
        score = 0.0
        for referent in self._all:
            last = referent.last(nominal.sentence, nominal.head)
            if last is None or nominal.sentence - last.sentence > _REACH or not _fits(referent, kind):
                continue
            if any(referent is one for one in banned) or (
                last.sentence == nominal.sentence and last.first <= nominal.head <= last.last
            ):
                continue
            if (says and self._only_quoted(referent, nominal)) or (several and referent.single):
                continue
            value = self._likelihood(referent, nominal, kind, says)
            if referent is owner:
                value *= _ITS_OWN
            if value > score:
                best, score = referent, value
        return best

    def _likelihood(self, referent: Referent, nominal: Nominal, kind: str, says: bool) -> float:
        """Return how likely a pronoun means something that it can mean."""
        value = self._salience(referent, nominal)
        tokens = self._sentences[nominal.sentence].tokens
        token = tokens[nominal.head]
        read = token.deprel == "obj" and tokens[token.head - 1].lemma.lower() in _READING
        if kind == "it" and read and referent.kind in ("body", "person"):
            value *= _UNREAD
        if says and referent.kind == "thing":
            value *= _SPEECHLESS
        acts = kind == "they" or not token.deprel.startswith("obj")
        if kind in ("they", "it") and acts and referent.kind in ("person", "body"):
            value *= _HUMAN
        if referent.key is not None:
            value *= _NAMED
        if kind == "they" and referent.single:
            value *= _LONE
        return value

    def _salience(self, referent: Referent, nominal: Nominal) -> float:
        """Return how present something is to a pronoun; to one outside quotation marks what is said inside is less so."""
        total = referent.salience(nominal.sentence, nominal.head)
        if self._speakers.quoted(nominal.sentence, nominal.head):
            return total
        before = (one for one in referent.mentions if one.sentence == nominal.sentence and one.head < nominal.head)
        quoted = (one for one in before if self._speakers.quoted(one.sentence, one.head))
        return total - _QUOTED * sum(one.prominence for one in quoted)

    def _doer(self, nominal: Nominal) -> Referent | None:
        """Return the subject of the verb that a possessive's phrase hangs from ("Eritrea accused its neighbour").

        A speaker behind what is said is mostly that of who acts in it.
        """
        sentence = self._sentences[nominal.sentence]
        noun = sentence.tokens[nominal.head].head - 1
        for _ in range(2):  # "complained of fire | on its posts", "through a spokeswoman | of its ministry"
            if noun >= 0 and sentence.tokens[noun].deprel == "nmod":
                noun = sentence.tokens[noun].head - 1
        if noun < 0:
            return None
        verb = sentence.tokens[noun].head - 1
        if sentence.tokens[noun].deprel.startswith("nsubj"):  # "Washington urged calm, its ambassador said"
            said = (i for i, t in enumerate(sentence.tokens[:noun]) if t.head - 1 == verb and t.deprel == "ccomp")
            verb = next(said, -1)
        elif sentence.tokens[noun].deprel.split(":")[0] not in ("obj", "iobj", "obl"):
            return None
        subject = subject_of(sentence, verb) if verb >= 0 else None
        return self._at.get((nominal.sentence, subject)) if subject is not None else None

    def _only_quoted(self, referent: Referent, pronoun: Nominal) -> bool:
        """Say whether something is spoken of only in the words that the pronoun says ("'The vote was fair,' it said")."""
        return all(
            one.sentence == pronoun.sentence and self._speakers.quoted(one.sentence, one.head)
            for one in referent.mentions
        )

    def _banned(self, nominal: Nominal, low: str) -> list[Referent | None]:
        """Return what a pronoun cannot mean: the subject of its own verb ("he saw him"), or who says the quoted words."""
        sentence = self._sentences[nominal.sentence]
        speaker = self._speakers.speaker(nominal.sentence, nominal.head)
        if speaker is not None:
            return [self._at.get(speaker)]
        if low in REFLEXIVE or (low in POSSESSIVE and sentence.tokens[nominal.head].deprel.startswith("nmod")):
            return []
        token = sentence.tokens[nominal.head]
        verb = sentence.tokens[token.head - 1]
        if token.deprel.startswith("nsubj") and verb.deprel == "parataxis" and verb.head > nominal.head + 1:
            told = subject_of(sentence, verb.head - 1)  # "Kim, he said, had wanted more": he is not Kim
            return [self._at.get((nominal.sentence, told))] if told is not None else []
        if token.deprel.split(":")[0] not in ("obj", "iobj", "obl") or not token.head:
            return []
        return [self._at.get((nominal.sentence, subject)) for subject in doers_of(sentence, token.head - 1)]


def _kin(noun: str) -> frozenset[str]:
    """Return the nouns that may name again what a noun names: "a truce was signed ... the ceasefire"."""
    return _SAME.get(noun, frozenset({noun}))


def _fits(referent: Referent, kind: str) -> bool:
    if kind in ("he", "she"):
        gender = "m" if kind == "he" else "f"
        return referent.kind == "person" and referent.single and referent.gender in ("", gender)
    if kind == "it":
        return referent.kind != "person" and referent.single
    return referent.plural


def _alike(referent: Referent, nominal: Nominal) -> bool:
    """Say whether a noun phrase can name the same thing: number and gender do not speak against it."""
    if referent.gender and nominal.gender and referent.gender != nominal.gender:
        return False
    return (referent.single and nominal.single) or (referent.plural and nominal.plural)
