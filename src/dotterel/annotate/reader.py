"""Scores of the language model -> what it read in a sentence: tree, names, event tags, statement tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dotterel.annotate import names, tree
from dotterel.annotate.chain import roles_of, runs
from dotterel.annotate.encoder import Encoder, Glance
from dotterel.model import EventTag, StatementTag, Stretch
from dotterel.ontology import load_ontology

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# Tags below this probability are not kept even as candidates.
CANDIDATE = 0.08
CUE_CANDIDATE = 0.2
MODE_FLOOR = 0.5
AUXILIARY_FLOOR = 0.5
CONTEXT_FLOOR = 0.35
_ROWS = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model read in one sentence; the lists run with its words. Heads are 1-based, 0 is the root."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[names.Name]
    events: list[EventTag]
    statements: list[StatementTag]


class Reader:
    """Reads sentences with the language model.

    Args:
        encoder: the model.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def glance(self, words: Sequence[str]) -> list[Glance]:
        """Run the first layers on a sentence; a very long one gives several glances."""
        return [self._encoder.glance(part) for part in self._encoder.parts(words)]

    def read(self, index: int, glances: Sequence[Glance]) -> Reading:
        """Read one sentence; the parts of a very long one are joined under the first root.

        Args:
            index: the sentence's number, written into the tags.
            glances: its parts, as `glance` gave them.
        """
        whole = Reading([], [], [], [], [], [])
        top = 0
        for glance in glances:
            shift = len(whole.upos)
            self._add(whole, index, glance, shift, top)
            top = top or whole.heads.index(0) + 1
        return whole

    def event_types(self, words: Sequence[str], word: int) -> dict[str, float]:
        """Return the chance of each event type at a word of a sentence, and of none (`O`)."""
        for glance in self.glance(words):
            if word < len(glance.words):
                scores = self._encoder.read(glance)
                more = self._encoder.look_at_triggers(scores["vectors"], [word])["event_types"][0]
                chances = _softmax(scores["triggers"][word] + more).tolist()
                return dict(zip(self._encoder.labels.event_types, chances, strict=True))
            word -= len(glance.words)
        raise IndexError(word)

    def pair_type(self, words: Sequence[str], actor: Stretch, recipient: Stretch) -> dict[str, float]:
        """Return the probability of each event type between two marked parties."""
        chances = _softmax(self._encoder.read_pair(words, actor, recipient)[None])[0].tolist()
        return dict(zip(self._encoder.labels.event_types[1:], chances, strict=True))

    def _add(self, whole: Reading, index: int, glance: Glance, shift: int, top: int) -> None:
        labels = self._encoder.labels
        scores = self._encoder.read(glance)
        heads = tree.heads(scores["arcs"])
        links = _times(scores["child"] * scores["head"][heads], self._encoder.relations)
        links = links + scores["child_label"] + scores["head_label"][heads]
        deprels = _relations(links, heads, labels.deprels)
        if shift:
            deprels[heads.index(0)] = "parataxis"
        whole.upos.extend(labels.upos[i] for i in scores["upos"].tolist())
        whole.heads.extend(head + shift if head else top for head in heads)
        whole.deprels.extend(deprels)
        for name in names.decode(scores["names"], labels.names, glance.words):
            whole.names.append(names.Name(name.type, name.first + shift, name.last + shift, name.confidence))
        whole.events.extend(_events(index, scores, self._encoder, shift))
        whole.statements.extend(_statements(index, scores, self._encoder, shift))


def _times(rows: Array, matrix: Array) -> Array:
    """Multiply some rows at a time: of more, BLAS makes threads that wait for one another longer than they work."""
    import numpy as np

    return np.concatenate([rows[first : first + _ROWS] @ matrix for first in range(0, len(rows), _ROWS)])


def _relations(scores: NDArray[Any], heads: list[int], labels: list[str]) -> list[str]:
    """Name the relations; `root` belongs to the root alone."""
    scores[:, labels.index("root")] = -1e9
    found = [labels[i] for i in scores.argmax(1).tolist()]
    found[heads.index(0)] = "root"
    return found


def _events(index: int, scores: dict[str, Array], encoder: Encoder, shift: int) -> list[EventTag]:
    """Return the event tags of a sentence, the weak ones too."""
    labels = encoder.labels
    candidates = _candidates(scores["triggers"], CANDIDATE)
    if not candidates:
        return []
    [context] = _above(labels.contexts, scores["contexts"][None], CONTEXT_FLOOR)
    second = encoder.look_at_triggers(scores["vectors"], candidates)
    chances = _softmax(scores["triggers"][candidates] + second["event_types"])
    auxiliaries = _above(labels.auxiliaries, second["auxiliaries"], AUXILIARY_FLOOR)
    modes = _above(labels.modes, second["modes"], MODE_FLOOR)
    parties = (labels.roles.index("actor"), labels.roles.index("recipient"))
    found = []
    for row, word in enumerate(candidates):
        some = float(1 - chances[row, 0])
        if some < CANDIDATE:
            continue
        auxiliary = auxiliaries[row]
        best, chance = _likeliest(chances[row].tolist(), auxiliary, labels.event_types)
        kind = labels.event_types[best]
        role = roles_of(second["roles"][row], parties)
        actor, recipient, place, when = (
            runs(role, labels.roles.index(name), shift) for name in ("actor", "recipient", "place", "when")
        )
        found.append(
            EventTag(
                index,
                _marked(role, labels.roles.index("trigger"), word, shift),
                kind,
                round(some, 4),
                round(chance / some, 4),
                tuple(mode.removeprefix(f"{kind}.") for mode in modes[row] if mode.startswith(f"{kind}.")),
                auxiliary,
                context,
                actor,
                recipient,
                place,
                when,
                _calibrated(chance, labels.calibration),
                round(encoder.untimed(scores["vectors"][word]), 3),
            )
        )
    return found


@cache
def _shifted(types: tuple[str, ...], auxiliary: tuple[str, ...]) -> tuple[str, ...]:
    """Return the event types after PLOVER's shifts; asked at every word that may be a trigger, with few auxiliaries."""
    return tuple(load_ontology().shifted(name, auxiliary) for name in types)


def _likeliest(chances: Sequence[float], auxiliary: Sequence[str], types: Sequence[str]) -> tuple[int, float]:
    """Return the number of the likeliest event type, and its chance.

    Types that PLOVER's shifts make one are counted as one: of talks to come the model may see half a CONSULT and half
    an AGREE, and both are AGREE.
    """
    shifted = _shifted(tuple(types), tuple(auxiliary))
    told: dict[str, float] = {}
    for name, chance in zip(shifted[1:], chances[1:], strict=True):
        told[name] = told.get(name, 0.0) + chance
    kind = max(told, key=lambda name: (told[name], name))
    best = max((i for i in range(1, len(types)) if shifted[i] == kind), key=lambda i: (chances[i], -i))
    return best, told[kind]


def _statements(index: int, scores: dict[str, Array], encoder: Encoder, shift: int) -> list[StatementTag]:
    """Return the statement tags of a sentence, the weak ones too."""
    labels = encoder.labels
    candidates = _candidates(scores["cues"], CUE_CANDIDATE)
    if not candidates:
        return []
    second = encoder.look_at_cues(scores["vectors"], candidates)
    chances = _softmax(scores["cues"][candidates] + second["tones"])
    parties = (labels.statement_roles.index("speaker"), labels.statement_roles.index("via"))
    found = []
    for row, word in enumerate(candidates):
        if 1 - chances[row, 0] < CUE_CANDIDATE:
            continue
        role = roles_of(second["roles"][row], parties)
        parts = (
            runs(role, labels.statement_roles.index(name), shift) for name in ("speaker", "content", "addressee", "via")
        )
        found.append(
            StatementTag(
                index,
                _marked(role, labels.statement_roles.index("cue"), word, shift),
                labels.tones[int(chances[row, 1:].argmax()) + 1],
                round(float(1 - chances[row, 0]), 4),
                *parts,
            )
        )
    return found


def _candidates(scores: Array, floor: float) -> list[int]:
    """Return the words whose chance of being anything but the first kind reaches the floor."""
    import numpy as np

    found: list[int] = np.flatnonzero(1 - _softmax(scores)[:, 0] >= floor).tolist()
    return found


def _calibrated(raw: float, points: Sequence[Sequence[float]]) -> float:
    """Return how often a tag of this raw probability was right on held-out text, by the points of `labels.json`."""
    import numpy as np

    if not points:
        return round(raw, 3)
    return round(float(np.interp(raw, [x for x, _ in points], [y for _, y in points])), 3)


def _above(labels: Sequence[str], scores: Array, floor: float) -> list[tuple[str, ...]]:
    """Return the labels of each row whose probability is above the floor."""
    import numpy as np

    chances = np.reciprocal(1 + np.exp(-scores))
    return [tuple(labels[i] for i in row.nonzero()[0].tolist()) for row in chances > np.float64(floor)]


def _marked(role: list[int], mark: int, word: int, shift: int) -> Stretch:
    """Return the words of a trigger or cue: those marked as such from its first word on."""
    last = word
    while last + 1 < len(role) and role[last + 1] == mark:
        last += 1
    return word + shift, last + shift


def _softmax(scores: Array) -> Array:
    import numpy as np

    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)  # type: ignore[no-any-return]
