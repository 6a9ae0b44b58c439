"""A sentence's words -> the scores of every head of the language model: a glance, the whole, a second look.

The first layers of the encoder tell whether a sentence is worth the rest (`Glance.promise`). Words that may be a
trigger or a cue are looked at again, for who and what belongs to each. Every sentence is run by itself: dynamic
quantisation takes its scale from all it is given at once, so sentences run together would change each other's numbers,
and records would depend on order, engine and number of jobs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dotterel.annotate.shapes import shapes_of
from dotterel.annotate.wordpieces import CLS, SEP, WordPieces
from dotterel.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

OWN_MODEL = "DOTTEREL_MODEL"
"""Environment variable that names the folder of a model trained by the user."""
MOST_PIECES = 500
"""Word pieces run at once; the encoder has 512 positions."""
GRAPHS = ("lower", "upper", "events", "statements")
"""The ONNX files of a model."""
OUTPUTS = (
    "upos", "arcs", "child", "head", "child_label", "head_label", "names", "triggers", "contexts", "cues", "vectors",
)  # fmt: skip
"""What the upper half gives for a sentence; `pair` is asked for by itself."""
EVENT_OUTPUTS = ("roles", "event_types", "modes", "auxiliaries")
"""What a second look gives for words that may be a trigger; `event_types` is added to the first scores."""
STATEMENT_OUTPUTS = ("roles", "tones")
"""What a second look gives for words that may be a cue; `tones` is added to the first scores."""
MARKERS = ((1,), (2,), (3,), (4,))
"""Pieces that open and close the two parties of a marked pair; no text uses them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the numbers that the heads give, as `labels.json` has them."""

    upos: list[str]
    deprels: list[str]
    names: list[str]
    event_types: list[str]
    modes: list[str]
    auxiliaries: list[str]
    contexts: list[str]
    roles: list[str]
    tones: list[str]
    statement_roles: list[str]
    calibration: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Glance:
    """A stretch of words after the first layers; `promise` is the chance that it holds an event or a statement."""

    words: Sequence[str]
    hidden: Array
    bounds: dict[str, NDArray[np.int64]]
    promise: float


class Encoder:
    """The shipped language model, on one thread.

    Args:
        folder: holds the ONNX files of `GRAPHS`, `labels.json`, `relations.npy`, `untimed.npy` and `vocabulary.txt`.

    Raises:
        ModelError: a file is missing or does not fit.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        try:
            self.labels = Labels(**json.loads((folder / "labels.json").read_text("utf-8")))
            self.pieces = WordPieces(folder / "vocabulary.txt")
            self.relations: Array = np.load(folder / "relations.npy")
            *weights, self._untimed_bias = np.load(folder / "untimed.npy")
            self._untimed = np.array(weights)
            self._lower, self._upper, self._events, self._statements = (
                _session(folder / f"{name}.onnx") for name in GRAPHS
            )
        except (OSError, TypeError) as error:
            raise ModelError(
                f"cannot read the language model in {folder}: {error}. Install the package again, or build the model "
                "with `make train`."
            ) from error
        self._asked_only = _asked_only()
        if self.relations.shape[1] != len(self.labels.deprels):
            raise ModelError(
                f"relations.npy in {folder} knows {self.relations.shape[1]} relations, labels.json "
                f"{len(self.labels.deprels)}"
            )

    @classmethod
    def load(cls) -> Self:
        """Load the model that came with the package, or the one in the folder that `DOTTEREL_MODEL` names."""
        own = os.environ.get(OWN_MODEL)
        return cls(Path(own) if own else Path(str(files("dotterel.annotate") / "data")))

    def parts(self, words: Sequence[str]) -> list[Sequence[str]]:
        """Cut a sentence that is too long for the encoder into stretches that fit; others stay whole."""
        found: list[Sequence[str]] = []
        first = size = 0
        for last, word in enumerate(words):
            length = len(self.pieces(word))
            if size + length > MOST_PIECES:
                found.append(words[first:last])
                first, size = last, 0
            size += length
        return [*found, words[first:]]

    def glance(self, words: Sequence[str]) -> Glance:
        """Run the first layers on words that fit."""
        return self._glance(words, [self.pieces(word) for word in words], shapes_of(words))

    def read(self, glance: Glance) -> dict[str, Array]:
        """Run the rest; the result has one array for each of `OUTPUTS`."""
        given = {"hidden": glance.hidden, **glance.bounds, "marks": _marks(0, 0)}
        found = self._upper.run(list(OUTPUTS), given, self._asked_only)
        return dict(zip(OUTPUTS, found, strict=True))

    def look_at_triggers(self, vectors: Array, words: Sequence[int]) -> dict[str, Array]:
        """Look again at words that may be a trigger.

        Args:
            vectors: of the sentence's words, as `read` gave them.
            words: numbers of the words.

        Returns:
            One array for each of `EVENT_OUTPUTS`, with one row per word; `roles` is (word, word of the sentence, role).
        """
        return _look(self._events, EVENT_OUTPUTS, vectors, words)

    def untimed(self, vector: Array) -> float:
        """Return the chance that an event told without words of time is no news of the report's day.

        Args:
            vector: that of its trigger's first word, as `read` gave it.
        """
        return 1 / (1 + exp(-float(vector @ self._untimed + self._untimed_bias)))

    def look_at_cues(self, vectors: Array, words: Sequence[int]) -> dict[str, Array]:
        """Look again at words that may be a cue, as `look_at_triggers` does; gives `STATEMENT_OUTPUTS`."""
        return _look(self._statements, STATEMENT_OUTPUTS, vectors, words)

    def read_pair(self, words: Sequence[str], actor: tuple[int, int], recipient: tuple[int, int]) -> Array:
        """Return the scores of each event type but "O" between two marked parties.

        Args:
            words: the tokens of the sentence, which is cut off where it is too long.
            actor: first and last token of the doer.
            recipient: first and last token of the party acted on.
        """
        looks = shapes_of(words)
        pieces: list[tuple[int, ...]] = []
        shapes: list[int] = []
        places = [0, 0]
        parties = [(0, actor, MARKERS[0], MARKERS[1]), (1, recipient, MARKERS[2], MARKERS[3])]
        parties.sort(key=lambda party: party[1][0] - party[1][1])  # of two that begin together the longer opens first
        room = MOST_PIECES - len(MARKERS)
        for i, word in enumerate(words):
            for number, inside, opening, _ in parties:
                if i == inside[0]:
                    places[number] = len(pieces)
                    pieces.append(opening)
                    shapes.append(0)
            room -= len(self.pieces(word))
            if room >= 0:
                pieces.append(self.pieces(word))
                shapes.append(looks[i])
            for _, inside, _, closing in reversed(parties):
                if i == inside[1]:
                    pieces.append(closing)
                    shapes.append(0)
        glance = self._glance(words, pieces, shapes)
        given = {"hidden": glance.hidden, **glance.bounds, "marks": _marks(*places)}
        scores: Array = self._upper.run(["pair"], given, self._asked_only)[0]
        return scores

    def _glance(self, words: Sequence[str], pieces: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> Glance:
        import numpy as np

        given = pack(pieces, shapes)
        hidden, gate = self._lower.run(None, given)
        promise = float(1 / (1 + np.exp(-gate.max()))) if gate.size else 0.0
        return Glance(words, hidden, {"first": given["first"], "last": given["last"]}, promise)


def _look(session: Any, outputs: Sequence[str], vectors: Array, words: Sequence[int]) -> dict[str, Array]:
    import numpy as np

    found = session.run(list(outputs), {"words": vectors, "nodes": np.array(words, dtype=np.int64)})
    return dict(zip(outputs, found, strict=True))


def _session(path: Path) -> Any:
    """Open an ONNX file on one thread.

    Raises:
        OSError: the file cannot be read.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = False  # patterns are kept by shape, and hardly two sentences share theirs
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    options.log_severity_level = 3
    # The fused operator takes five times as long as an addition and a normalisation: a fifth of the whole.
    return onnxruntime.InferenceSession(
        path.read_bytes(), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def _asked_only() -> Any:
    """Return the options of a run that leaves out what only outputs not asked for need."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options


def pack(pieces: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> dict[str, NDArray[np.int64]]:
    """Return the inputs of the model for one sentence: pieces, shapes, first and last piece of each word."""
    import numpy as np

    line, looks, starts, stops = [CLS], [0], [0], [0]
    for word, look in zip(pieces, shapes, strict=True):
        starts.append(len(line))
        line += word
        looks += [look] * len(word)
        stops.append(len(line) - 1)
    line.append(SEP)
    looks.append(0)
    given = {"pieces": line, "shapes": looks, "first": starts, "last": stops}
    return {name: np.array([values], dtype=np.int64) for name, values in given.items()}


def _marks(actor: int, recipient: int) -> NDArray[np.int64]:
    import numpy as np

    return np.array([[actor, recipient]], dtype=np.int64)
