"""Word pieces and case shapes -> everything: parts of speech, tree, names, events, statements, the type of a marked pair."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.data import NAME_TAGS
from training.event_data import AUXILIARIES, CONTEXTS, EVENT_TYPES, MODES, ROLES, STATEMENT_ROLES, TONES
from training.network import WIDTH, Layer, Network

DISTANCES = 17
NARROW = 192
"""Width of the second look."""
GATE_LAYER = 2
"""After this many layers a small probe says whether a sentence is worth the rest."""


class SecondLook(nn.Module):
    """Reads a sentence again for each of its candidates, the words that may be a trigger or a cue.

    A bilinear guess says what each word is to the candidate, with the signed distance as a bias; two small layers, which
    know the candidate and the guess at every word, correct it, and say anew what the candidate is.

    Args:
        roles: what a word may be to a candidate.
        kinds: what a candidate may be, "nothing" among them.
    """

    def __init__(self, roles: int, kinds: int, rank: int, dropout: float) -> None:
        super().__init__()
        self.count, self.rank = roles, rank
        self.asking = nn.Linear(WIDTH, roles * rank)
        self.given = nn.Linear(WIDTH, rank)
        self.bias = nn.Linear(WIDTH, roles)
        self.distance = nn.Embedding(2 * DISTANCES + 1, roles)
        self.about = nn.Linear(WIDTH, NARROW)
        self.word = nn.Linear(WIDTH, NARROW)
        self.apart = nn.Embedding(2 * DISTANCES + 1, NARROW)
        self.guess = nn.Linear(roles, NARROW, bias=False)
        self.norm = nn.LayerNorm(NARROW, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, NARROW, 2 * NARROW, heads=4) for _ in range(2))
        self.role = nn.Linear(NARROW, roles)
        self.kind = nn.Linear(NARROW, kinds)
        for near in (self.distance, self.apart):
            nn.init.normal_(near.weight, std=0.02)
        for last in (self.role, self.kind):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, words: Tensor, rows: Tensor, nodes: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return role scores (candidate, word, role) and what to add to the first scores of each kind (candidate, kind).

        Args:
            words: (batch, count, width).
            rows: the sentence of each candidate.
            nodes: the word of each candidate.
            mask: (batch, count), added to attention scores: very low where a row is padded.
        """
        here = words[rows, nodes]
        asked = self.asking(here).view(-1, self.count, self.rank)
        places = torch.arange(words.shape[1], device=words.device)
        apart = (places[None] - nodes[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        scores = self.given(words)[rows] @ asked.transpose(1, 2) / self.rank**0.5
        scores = scores + self.bias(words)[rows] + self.distance(apart)
        x = self.word(words)[rows] + self.about(here)[:, None] + self.apart(apart) + self.guess(scores.softmax(-1))
        x = self.norm(x)
        hidden = None if mask is None else mask[rows][:, None, None]
        for layer in self.layers:
            x = layer(x, hidden)
        return scores + self.role(x), self.kind(x[torch.arange(nodes.shape[0], device=words.device), nodes])


class JointNetwork(Network):
    """The one encoder with all its heads."""

    def __init__(self, *, upos: int, deprels: int, dropout: float = 0.1, rank: int = 96, hidden: int = 256) -> None:
        super().__init__(upos=upos, deprels=deprels, names=len(NAME_TAGS), dropout=dropout)

        def head(out: int, width: int = WIDTH) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Dropout(2 * dropout), nn.Linear(hidden, out))

        self.trigger = head(len(EVENT_TYPES))
        self.modes = head(len(MODES))
        self.auxiliary = head(len(AUXILIARIES))
        self.contexts = head(len(CONTEXTS))
        self.topics = nn.Linear(WIDTH, len(CONTEXTS))
        self.pair = head(len(EVENT_TYPES) - 1, 3 * WIDTH)
        self.linker = SecondLook(len(ROLES), len(EVENT_TYPES), rank, dropout)
        self.cue = head(len(TONES))
        self.statement_linker = SecondLook(len(STATEMENT_ROLES), len(TONES), rank, dropout)
        self.gate = nn.Sequential(nn.Linear(WIDTH, 64), nn.GELU(), nn.Linear(64, 1))
        nn.init.zeros_(self.topics.weight)
        nn.init.zeros_(self.topics.bias)

    def encode_gated(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Pieces and shapes (batch, length) to the vectors after `GATE_LAYER` layers and after all."""
        places = self.positions.weight[: pieces.shape[1]]
        x: Tensor = self.dropout(self.norm(self.pieces(pieces) + places + self.shapes(shapes)))
        early = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, mask)
            if number == GATE_LAYER:
                early = x
        return early, x

    def context_scores(self, words: Tensor, mask: Tensor | None = None) -> Tensor:
        """Words with [CLS] first to scores (batch, context): what the sentence says, and its most telling word.

        `mask` (batch, count without [CLS]) is very low where a row is padded.
        """
        told = self.topics(words[:, 1:])
        if mask is not None:
            told = told + mask[..., None]
        found: Tensor = self.contexts(words[:, 0]) + told.amax(1)
        return found

    def pair_type(self, words: Tensor, marks: Tensor) -> Tensor:
        """Words with [CLS] first and the positions of the two opening markers to type scores (batch, type)."""
        rows = torch.arange(words.shape[0], device=words.device)
        scores: Tensor = self.pair(
            torch.cat([words[:, 0], words[rows, marks[:, 0] + 1], words[rows, marks[:, 1] + 1]], -1)
        )
        return scores
