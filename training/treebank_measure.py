"""Quick looks at the torch weights on treebank sentences: scores, and guesses for the names that a treebank leaves out."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from training.data import NAME_TAGS, Example, batches, collate, spans
from training.name_labels import TITLE_MODIFIERS, TITLES
from training.network import Network
from training.treebank import IGNORED

OFFICE = TITLES | TITLE_MODIFIERS


@torch.no_grad()
def score(model: Network, examples: Sequence[Example]) -> dict[str, float]:
    """Measure greedy UPOS, UAS, LAS and names F1; a quick look, `training.measure` is the real figure."""
    model.eval()
    counts = dict.fromkeys(("words", "upos", "uas", "las", "gold", "found", "hit"), 0)
    for group in batches(examples, 4000, None):
        batch = collate(group)
        mask = torch.where(batch.mask, 0.0, -1e9)[:, None, None]
        words = model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)
        arcs, child, head = model.tree(words)
        outside = torch.arange(arcs.shape[2])[None] > batch.words[:, None]
        heads = arcs.masked_fill(outside[:, None], -1e9).argmax(-1)
        labels = model.label_scores(child, head[torch.arange(len(group))[:, None], heads]).argmax(-1)
        known = batch.upos != IGNORED
        right = (heads == batch.heads) & known
        counts["words"] += int(known.sum())
        counts["upos"] += int(((model.upos(words[:, 1:]).argmax(-1) == batch.upos) & known).sum())
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (labels == batch.deprels)).sum())
        tags = model.names(words[:, 1:]).argmax(-1)
        for row, example in enumerate(group):
            gold = set(spans(example.sentence.names or ()))
            found = set(spans([NAME_TAGS[int(t)] for t in tags[row, : len(example.pieces)]]))
            counts["gold"] += len(gold)
            counts["found"] += len(found)
            counts["hit"] += len(gold & found)
    model.train()
    share = {name: round(100 * counts[name] / max(counts["words"], 1), 2) for name in ("upos", "uas", "las")}
    share = share if counts["words"] else {}
    return {**share, "names": round(200 * counts["hit"] / max(counts["gold"] + counts["found"], 1), 2)}


@torch.no_grad()
def fill_unknown(model: Network, examples: Sequence[Example], sure: float) -> dict[str, list[str]]:
    """Guess the unknown name tags of half-annotated sentences where the model is sure of every one in a run."""
    model.eval()
    filled: dict[str, list[str]] = {}
    todo = [e for e in examples if e.sentence.names and "?" in e.sentence.names]
    for group in batches(todo, 4000, None):
        batch = collate(group)
        mask = torch.where(batch.mask, 0.0, -1e9)[:, None, None]
        words = model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)
        chance, best = model.names(words[:, 1:]).softmax(-1).max(-1)
        for row, example in enumerate(group):
            tags = list(example.sentence.names or ())
            first = 0
            while first < len(tags):
                last = first + 1
                while last < len(tags) and (tags[first] == "?") == (tags[last] == "?"):
                    last += 1
                office = all(word.lower() in OFFICE for word in example.sentence.words[first:last])
                if tags[first] == "?" and not office and float(chance[row, first:last].min()) >= sure:
                    tags[first:last] = [NAME_TAGS[int(t)] for t in best[row, first:last]]
                first = last
            filled[example.sentence.ident] = tags
    model.train()
    return filled
