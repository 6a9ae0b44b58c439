"""Word pieces and case shapes -> everything: parts of speech, tree, names, events, statements, the type of a marked pair."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.data import NAME_TAGS
from training.event_data import AUXILIARIES, CONTEXTS, EVENT_TYPES, MODES, ROLES, STATEMENT_ROLES, TONES
from training.network import WIDTH, Network

DISTANCES = 17
GATE_LAYER = 2
"""After this many layers a small probe says whether a sentence is worth the rest."""


class Linker(nn.Module):
    """Scores what each word is to each trigger: bilinear, with the signed distance as a bias."""

    def __init__(self, roles: int, rank: int) -> None:
        super().__init__()
        self.count, self.rank = roles, rank
        self.asking = nn.Linear(WIDTH, roles * rank)
        self.given = nn.Linear(WIDTH, rank)
        self.bias = nn.Linear(WIDTH, roles)
        self.distance = nn.Embedding(2 * DISTANCES + 1, roles)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, words: Tensor) -> Tensor:
        """Words (batch, count, width) to role scores: batch, trigger, word, role."""
        batch, count, _ = words.shape
        asked = self.asking(words).view(batch, count * self.count, self.rank)
        scores = asked @ self.given(words).transpose(1, 2)
        scores = scores.view(batch, count, self.count, count).transpose(2, 3) / self.rank**0.5
        places = torch.arange(count, device=words.device)
        apart = (places[None, :] - places[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        found: Tensor = scores + self.bias(words)[:, None] + self.distance(apart)[None]
        return found


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
        self.pair = head(len(EVENT_TYPES) - 1, 3 * WIDTH)
        self.linker = Linker(len(ROLES), rank)
        self.cue = head(len(TONES))
        self.statement_linker = Linker(len(STATEMENT_ROLES), rank)
        self.gate = nn.Sequential(nn.Linear(WIDTH, 64), nn.GELU(), nn.Linear(64, 1))

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

    def pair_type(self, words: Tensor, marks: Tensor) -> Tensor:
        """Words with [CLS] first and the positions of the two opening markers to type scores (batch, type)."""
        rows = torch.arange(words.shape[0], device=words.device)
        scores: Tensor = self.pair(
            torch.cat([words[:, 0], words[rows, marks[:, 0] + 1], words[rows, marks[:, 1] + 1]], -1)
        )
        return scores
