"""A sentence's words -> what the language model says of them: parts of speech, tree, names.

Every sentence is run by itself: dynamic quantisation takes its scale from all it is given at once, so sentences run
together would change each other's numbers, and records would depend on order, engine and number of jobs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dotterel.annotate import names, tree
from dotterel.annotate.shapes import shapes_of
from dotterel.annotate.wordpieces import CLS, SEP, WordPieces
from dotterel.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PIECES = 500
"""Word pieces run at once; the encoder has 512 positions."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model read in one sentence; the lists run with its words. Heads are 1-based, 0 is the root."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[names.Name]


class Encoder:
    """The shipped language model, on one thread.

    Args:
        folder: holds `language_model.onnx`, `labels.json`, `relations.npy` and `vocabulary.txt`.

    Raises:
        ModelError: a file is missing or does not fit.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        try:
            labels = json.loads((folder / "labels.json").read_text("utf-8"))
            self.pieces = WordPieces(folder / "vocabulary.txt")
            relations = np.load(folder / "relations.npy")
            self._session: Any = session(folder / "language_model.onnx")
        except OSError as error:
            raise ModelError(
                f"cannot read the language model in {folder}: {error}. Install the package again, or build the model "
                "with `python -m training.language_model` and `python -m training.export`."
            ) from error
        self._upos: list[str] = labels["upos"]
        self._deprels: list[str] = labels["deprels"]
        self._tags: list[str] = labels["names"]
        if relations.shape[1] != len(self._deprels):
            raise ModelError(
                f"relations.npy in {folder} knows {relations.shape[1]} relations, labels.json {len(self._deprels)}"
            )
        self._relations: NDArray[np.float32] = relations

    @classmethod
    def load(cls) -> Self:
        """Load the model that came with the package."""
        return cls(Path(str(files("dotterel.annotate") / "data")))

    def read(self, words: Sequence[str]) -> Reading:
        """Read one sentence; one that is too long for the encoder is read in parts, joined under the first root."""
        pieces = [self.pieces(word) for word in words]
        shapes = shapes_of(words)
        parts: list[Reading] = []
        first = 0
        while first < len(words):
            last, size = first, 0
            while last < len(words) and size + len(pieces[last]) <= MOST_PIECES:
                size += len(pieces[last])
                last += 1
            parts.append(self._read(words[first:last], pieces[first:last], shapes[first:last]))
            first = last
        if len(parts) == 1:
            return parts[0]
        return _joined(parts)

    def _read(self, words: Sequence[str], pieces: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> Reading:
        """Run the model on words that fit."""
        upos, arcs, child, head, child_label, head_label, tags = self._session.run(None, pack(pieces, shapes))
        heads = tree.heads(arcs)
        scores = (child * head[heads]) @ self._relations + child_label + head_label[heads]
        deprels = _relations(scores, heads, self._deprels)
        return Reading([self._upos[i] for i in upos.tolist()], heads, deprels, names.decode(tags, self._tags, words))


def session(path: Path) -> Any:
    """Open an ONNX file on one thread.

    Raises:
        OSError: the file cannot be read.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def pack(pieces: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> dict[str, NDArray[np.int64]]:
    """Return the inputs of a model for one sentence: pieces, shapes, first and last piece of each word."""
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


def _relations(scores: NDArray[np.float32], heads: list[int], labels: list[str]) -> list[str]:
    """Name the relations; `root` belongs to the root alone."""
    root = labels.index("root")
    scores[:, root] = -1e9
    found = [labels[i] for i in scores.argmax(1).tolist()]
    found[heads.index(0)] = "root"
    return found


def _joined(parts: Sequence[Reading]) -> Reading:
    """Join the parts of a sentence that was read in pieces."""
    upos: list[str] = []
    heads: list[int] = []
    deprels: list[str] = []
    found: list[names.Name] = []
    top = parts[0].heads.index(0) + 1 if parts else 0
    for number, part in enumerate(parts):
        shift = len(upos)
        upos += part.upos
        heads += [head + shift if head else (top if number else 0) for head in part.heads]
        deprels += [
            "parataxis" if number and not head else rel for head, rel in zip(part.heads, part.deprels, strict=True)
        ]
        found += [names.Name(n.type, n.first + shift, n.last + shift, n.confidence) for n in part.names]
    return Reading(upos, heads, deprels, found)
