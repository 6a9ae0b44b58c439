"""Quotation marks and the verbs outside them in, whose words a "we" or "I" belongs to out."""

from __future__ import annotations

from dotterel.model import Annotation, Sentence

_SAYING = frozenset(
    "say tell add ask write warn shout declare announce answer reply insist joke laugh cry argue explain complain vow "
    "promise state recall note claim post tweet conclude continue call read observe remark stress urge admit plead "
    "whisper quip repeat boast report acknowledge respond demand accuse swear chant sing lament suggest".split()
)
_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_REACH = 2


class Speakers:
    """The quotations of one document.

    Args:
        annotation: the document.
    """

    def __init__(self, annotation: Annotation) -> None:
        self._sentences = annotation.sentences
        self._quoted = [self._marks(sentence) for sentence in annotation.sentences] if annotation.sentences else []
        self._carry(annotation)

    def quoted(self, sentence: int, token: int) -> bool:
        """Say whether a token stands between quotation marks."""
        return self._quoted[sentence][token]

    def says(self, sentence: int, token: int) -> bool:
        """Say whether a token outside quotation marks is the subject of a verb of saying."""
        tokens = self._sentences[sentence].tokens
        one = tokens[token]
        if self.quoted(sentence, token) or not one.deprel.startswith("nsubj") or not one.head:
            return False
        return tokens[one.head - 1].lemma.lower() in _SAYING

    def speaker(self, sentence: int, token: int) -> tuple[int, int] | None:
        """Return sentence and token of the subject whose quoted words a token is among, None where none is told."""
        if not self.quoted(sentence, token):
            return None
        here = self._subject(sentence, token)
        if here is not None:
            return sentence, here
        for back in range(1, _REACH + 1):
            if sentence - back < 0:
                break
            found = self._subject(sentence - back, None)
            if found is not None:
                return sentence - back, found
            if not any(self._quoted[sentence - back]):
                break
        if sentence + 1 < len(self._sentences) and any(self._quoted[sentence + 1]):
            found = self._subject(sentence + 1, None)
            return (sentence + 1, found) if found is not None else None
        return None

    def _subject(self, number: int, near: int | None) -> int | None:
        """Return the subject of a verb of saying outside the quotation, the nearest to a token where one is given."""
        record = self._sentences[number]
        if not record.parsed:
            return None
        best: list[tuple[int, int]] = []
        for index, token in enumerate(record.tokens):
            if not token.deprel.startswith("nsubj") or self._quoted[number][index] or not token.head:
                continue
            verb = record.tokens[token.head - 1]
            if self._quoted[number][token.head - 1] or verb.lemma.lower() not in _SAYING:
                continue
            if token.text.lower() in ("who", "which", "that"):
                continue
            best.append((abs(index - (near if near is not None else len(record.tokens))), index))
        return min(best)[1] if best else self._according(record, number)

    def _according(self, record: Sentence, number: int) -> int | None:
        for index, token in enumerate(record.tokens):
            if token.text.lower() == "according" and not self._quoted[number][index]:
                for after in range(index + 1, len(record.tokens)):
                    if record.tokens[after].deprel in ("obl", "nmod") and record.tokens[after].upos in (
                        "NOUN",
                        "PROPN",
                    ):
                        return after
        return None

    @staticmethod
    def _marks(sentence: Sentence) -> list[bool]:
        return [False] * len(sentence.tokens)

    def _carry(self, annotation: Annotation) -> None:
        """Mark the quoted tokens; a quotation runs on over sentences until it is closed, at most to the paragraph's end."""
        inside = False
        text = annotation.document.text
        end = 0
        for sentence, marks in zip(annotation.sentences, self._quoted, strict=True):
            if "\n" in text[end : sentence.span.start_char]:
                inside = False
            end = sentence.span.end_char
            for index, token in enumerate(sentence.tokens):
                if token.text in _OPENING:
                    inside = True
                elif token.text in _CLOSING:
                    inside = False
                elif token.text == '"':
                    inside = not inside
                else:
                    marks[index] = inside
