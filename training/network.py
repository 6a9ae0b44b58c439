"""Word pieces and case shapes -> scores for part of speech, tree and names: MiniLM-L6 with three small heads."""

from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, PIECES, POSITIONS = 384, 6, 12, 1536, 30522, 512
SHAPES = 10


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence: as good here, and nearly free on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x: batch, length, width."""
        if not self.training or not self.share:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        kept: Tensor = x * (mask / (1 - self.share))
        return kept


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, heads: int) -> Tensor:
    """Multi-head attention over (batch, length, width)."""
    batch, length, width = query.shape
    query, key, value = (x.view(batch, length, heads, width // heads).transpose(1, 2) for x in (query, key, value))
    scores = query @ key.transpose(-1, -2) / (width // heads) ** 0.5
    if mask is not None:
        scores = scores + mask
    seen: Tensor = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
    return seen


class Layer(nn.Module):
    """One BERT layer (post-norm), with the query, key and value weights in one matrix."""

    attend: Callable[[Tensor, Tensor, Tensor, Tensor | None, int], Tensor]

    def __init__(self, dropout: float, width: int = WIDTH, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.attend, self.heads = attend, heads
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = SharedDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: batch, pieces, width; mask: added to the attention scores, or None where nothing is padded."""
        query, key, value = self.mix(x).split(self.out.in_features, -1)  # `chunk` exports as nine small nodes
        seen = self.attend(query, key, value, mask, self.heads)
        x = self.norm1(x + self.dropout(self.out(seen)))
        out: Tensor = self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))
        return out


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(self, *, upos: int, deprels: int, names: int, dropout: float = 0.1, rank: int = 256) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = SharedDropout(dropout)
        self.upos = nn.Linear(WIDTH, upos)
        self.names = nn.Sequential(
            nn.Linear(WIDTH, rank), nn.GELU(), SharedDropout(2 * dropout), nn.Linear(rank, names)
        )
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * rank), nn.GELU(), SharedDropout(3 * dropout))
        self.arc = nn.Linear(rank, rank, bias=False)
        self.arc_head = nn.Linear(rank, 1, bias=False)
        self.label = nn.Parameter(torch.randn(deprels, rank) / rank**0.5)
        self.label_child = nn.Linear(rank, deprels)
        self.label_head = nn.Linear(rank, deprels, bias=False)
        nn.init.normal_(self.shapes.weight, std=0.02)

    def load_base(self, path: Path) -> None:
        """Copy MiniLM's weights in; its token type 0 is folded into the positions."""
        base = load_file(str(path))
        with torch.no_grad():
            self.pieces.weight.copy_(base["embeddings.word_embeddings.weight"])
            kind = base["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(base["embeddings.position_embeddings.weight"] + kind)
            for name in ("weight", "bias"):
                getattr(self.norm, name).copy_(base[f"embeddings.LayerNorm.{name}"])
                for number, layer in enumerate(self.layers):
                    start = f"encoder.layer.{number}."
                    parts = [base[f"{start}attention.self.{part}.{name}"] for part in ("query", "key", "value")]
                    getattr(layer.mix, name).copy_(torch.cat(parts))
                    getattr(layer.out, name).copy_(base[f"{start}attention.output.dense.{name}"])
                    getattr(layer.norm1, name).copy_(base[f"{start}attention.output.LayerNorm.{name}"])
                    getattr(layer.inner, name).copy_(base[f"{start}intermediate.dense.{name}"])
                    getattr(layer.outer, name).copy_(base[f"{start}output.dense.{name}"])
                    getattr(layer.norm2, name).copy_(base[f"{start}output.LayerNorm.{name}"])

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """Pieces and shapes (batch, length) to vectors (batch, length, width)."""
        places = self.positions.weight[: pieces.shape[1]]
        x: Tensor = self.dropout(self.norm(self.pieces(pieces) + places + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def words(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Average the first and last piece of each word; word 0 is [CLS], which stands for the root."""
        rows = torch.arange(x.shape[0], device=x.device)[:, None]
        return (x[rows, first] + x[rows, last]) / 2

    def tree(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Words with the root first to arc scores (child without root, head) and the two label vectors."""
        arc_child, arc_head, label_child, label_head = self.mlp(words).split(self.arc.in_features, -1)
        arc_child, label_child = arc_child[:, 1:], label_child[:, 1:]
        arcs = self.arc(arc_child) @ arc_head.transpose(1, 2) + self.arc_head(arc_head).transpose(1, 2)
        return arcs, label_child, label_head

    def label_scores(self, child: Tensor, head: Tensor) -> Tensor:
        """Score the relation of each child to one given head."""
        scores: Tensor = (child * head) @ self.label.T + self.label_child(child) + self.label_head(head)
        return scores
