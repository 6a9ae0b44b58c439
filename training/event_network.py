"""Word pieces and case shapes -> triggers, modes, auxiliaries, roles, contexts, names and the type of a marked pair."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.event_data import AUXILIARIES, CONTEXTS, EVENT_TYPES, MODES, NAME_TAGS, ROLES
from training.network import WIDTH, Network

DISTANCES = 17


class EventNetwork(Network):
    """The encoder of the language model with the event heads in place of the tree's."""

    def __init__(self, *, dropout: float = 0.1, rank: int = 96, hidden: int = 256) -> None:
        super().__init__(upos=1, deprels=1, names=len(NAME_TAGS), dropout=dropout)
        del self.upos, self.mlp, self.arc, self.arc_head, self.label, self.label_child, self.label_head

        def head(out: int, width: int = WIDTH) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Dropout(2 * dropout), nn.Linear(hidden, out))

        self.rank = rank
        self.trigger = head(len(EVENT_TYPES))
        self.modes = head(len(MODES))
        self.auxiliary = head(len(AUXILIARIES))
        self.contexts = head(len(CONTEXTS))
        self.pair = head(len(EVENT_TYPES) - 1, 3 * WIDTH)
        self.role_trigger = nn.Linear(WIDTH, len(ROLES) * rank)
        self.role_word = nn.Linear(WIDTH, rank)
        self.role_bias = nn.Linear(WIDTH, len(ROLES))
        self.role_distance = nn.Embedding(2 * DISTANCES + 1, len(ROLES))
        nn.init.normal_(self.role_distance.weight, std=0.02)

    def roles(self, words: Tensor) -> Tensor:
        """Words (batch, count, width) to role scores: batch, trigger, word, role."""
        batch, count, _ = words.shape
        asked = self.role_trigger(words).view(batch, count * len(ROLES), self.rank)
        given = self.role_word(words)
        scores = (asked @ given.transpose(1, 2)).view(batch, count, len(ROLES), count).transpose(2, 3) / self.rank**0.5
        places = torch.arange(count, device=words.device)
        apart = (places[None, :] - places[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        return scores + self.role_bias(words)[:, None] + self.role_distance(apart)[None]

    def pair_type(self, words: Tensor, marks: Tensor) -> Tensor:
        """Words with [CLS] first and the positions of the two opening markers to type scores (batch, type)."""
        rows = torch.arange(words.shape[0], device=words.device)
        return self.pair(torch.cat([words[:, 0], words[rows, marks[:, 0] + 1], words[rows, marks[:, 1] + 1]], -1))
