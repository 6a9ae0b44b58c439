"""A sentence's words -> the events the event model sees: triggers with type, modes, auxiliaries and role words.

Like the language model it reads one sentence at a time, so that no sentence's numbers depend on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dotterel.annotate import names
from dotterel.annotate.encoder import pack, session
from dotterel.annotate.shapes import shapes_of
from dotterel.annotate.wordpieces import WordPieces
from dotterel.errors import ModelError
from dotterel.model import EventTag, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tags below this probability of any event are not kept even as candidates.
CANDIDATE = 0.08
MODE_FLOOR = 0.5
AUXILIARY_FLOOR = 0.5
CONTEXT_FLOOR = 0.4
# Words read at once: the score of every role for every pair of words takes memory with the square of it.
MOST_WORDS = 220
MARKERS = ((1,), (2,), (3,), (4,))
_NO_MARKS = (0, 0)


@dataclass(frozen=True, slots=True)
class EventReading:
    """What the event model read in one sentence."""

    tags: tuple[EventTag, ...]
    names: list[names.Name]


class EventReader:
    """The shipped event model, on one thread.

    Args:
        folder: holds `event_model.onnx` and `event_labels.json`.
        pieces: the vocabulary, shared with the language model.

    Raises:
        ModelError: a file is missing.
    """

    def __init__(self, folder: Path, pieces: WordPieces) -> None:
        self._pieces = pieces
        try:
            labels = json.loads((folder / "event_labels.json").read_text("utf-8"))
            self._session: Any = session(folder / "event_model.onnx")
        except OSError as error:
            raise ModelError(
                f"cannot read the event model in {folder}: {error}. Install the package again, or build the model with "
                "`make train`."
            ) from error
        self._types: list[str] = labels["event_types"]
        self._modes: list[str] = labels["modes"]
        self._auxiliaries: list[str] = labels["auxiliaries"]
        self._contexts: list[str] = labels["contexts"]
        self._roles: list[str] = labels["roles"]
        self._name_tags: list[str] = labels["names"]

    @classmethod
    def load(cls, pieces: WordPieces) -> Self:
        """Load the model that came with the package."""
        return cls(Path(str(files("dotterel.annotate") / "data")), pieces)

    def read(self, index: int, words: Sequence[str]) -> EventReading:
        """Read one sentence; a monstrous one is read up to `MOST_WORDS` words.

        Args:
            index: the sentence's number, written into the tags.
            words: its tokens.
        """
        import numpy as np

        words = words[:MOST_WORDS]
        given = pack([self._pieces(word) for word in words], shapes_of(words))
        given["marks"] = np.array([_NO_MARKS], dtype=np.int64)
        triggers, modes, auxiliaries, roles, contexts, tags, _ = self._session.run(None, given)
        chances = _softmax(triggers)
        context = tuple(
            c for c, p in zip(self._contexts, _sigmoid(contexts).tolist(), strict=True) if p > CONTEXT_FLOOR
        )
        found = []
        for word in np.flatnonzero(1 - chances[:, 0] >= CANDIDATE).tolist():
            best = int(chances[word, 1:].argmax()) + 1
            kind = self._types[best]
            some = float(1 - chances[word, 0])
            role = roles[word].argmax(1).tolist()
            found.append(
                EventTag(
                    index,
                    self._trigger(role, word),
                    kind,
                    round(some, 4),
                    round(float(chances[word, best]) / some, 4),
                    self._mode(kind, modes[word]),
                    tuple(
                        a
                        for a, p in zip(self._auxiliaries, _sigmoid(auxiliaries[word]).tolist(), strict=True)
                        if p > AUXILIARY_FLOOR
                    ),
                    context,
                    *(_runs(role, self._roles.index(name)) for name in ("actor", "recipient", "place", "when")),
                )
            )
        return EventReading(tuple(found), names.decode(tags, self._name_tags, words))

    def _mode(self, kind: str, scores: NDArray[np.float32]) -> tuple[str, ...]:
        chances = _sigmoid(scores).tolist()
        start = f"{kind}."
        return tuple(
            m.removeprefix(start)
            for m, p in zip(self._modes, chances, strict=True)
            if m.startswith(start) and p > MODE_FLOOR
        )

    def _trigger(self, role: list[int], word: int) -> Stretch:
        """Return the words of the trigger: those marked as such from its first word on."""
        mark = self._roles.index("trigger")
        last = word
        while last + 1 < len(role) and role[last + 1] == mark:
            last += 1
        return word, last

    def pair_type(self, words: Sequence[str], actor: Stretch, recipient: Stretch) -> dict[str, float]:
        """Return the probability of each event type between two marked parties.

        Args:
            words: the tokens of the sentence.
            actor: first and last token of the doer.
            recipient: first and last token of the party acted on; may not begin where the actor begins.
        """
        import numpy as np

        looks = shapes_of(words)
        pieces: list[tuple[int, ...]] = []
        shapes: list[int] = []
        marks = [0, 0]
        for i, word in enumerate(words):
            for number, stretch in enumerate((actor, recipient)):
                if i == stretch[0]:
                    marks[number] = len(pieces)
                    pieces.append(MARKERS[2 * number])
                    shapes.append(0)
            pieces.append(self._pieces(word))
            shapes.append(looks[i])
            for number, stretch in enumerate((actor, recipient)):
                if i == stretch[1]:
                    pieces.append(MARKERS[2 * number + 1])
                    shapes.append(0)
        given = pack(pieces, shapes)
        given["marks"] = np.array([marks], dtype=np.int64)
        chances = _softmax(self._session.run(["pair"], given)[0][None])[0].tolist()
        return dict(zip(self._types[1:], chances, strict=True))


def _runs(role: list[int], wanted: int) -> tuple[Stretch, ...]:
    """Return the stretches of words that carry a role."""
    found: list[Stretch] = []
    for i, value in enumerate(role):
        if value == wanted:
            if found and found[-1][1] == i - 1:
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
    return tuple(found)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def _sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    chances: NDArray[np.float32] = np.reciprocal(1 + np.exp(-scores))
    return chances
