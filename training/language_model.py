"""Treebanks and names -> a fine-tuned language model: `python -m training.language_model --out RUN`.

Seeded and resumable: after each epoch the weights, their running average, the optimiser and the random states are
kept in RUN/state.pt, and a second call goes on from there. RUN/log.jsonl holds one line of dev scores per epoch.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch.nn import functional

from training.data import (
    NAME_TAGS,
    UPOS,
    Encoder,
    Example,
    Renamer,
    Sources,
    batches,
    collate,
    deprel_labels,
    encode,
    load_held_out,
    load_train,
    restyle,
    spans,
)
from training.name_labels import TITLE_MODIFIERS, TITLES, load_known
from training.network import Network
from training.treebank import IGNORED

OFFICE = TITLES | TITLE_MODIFIERS


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on."""

    epochs: int = 6
    pieces: int = 1100
    encoder_rate: float = 1.2e-4
    head_rate: float = 1.2e-3
    warmup: float = 0.06
    dropout: float = 0.1
    blank: float = 0.03
    average: float = 0.998
    silver_from: int = 2
    silver_sure: float = 0.85
    seed: int = 7


def losses(model: Network, examples: Sequence[Example], draw: random.Random | None, blank: float) -> torch.Tensor:
    """Sum the mean losses of the heads over one batch."""
    batch = collate(examples, draw, blank)
    mask = None if bool(batch.mask.all()) else torch.where(batch.mask, 0.0, -1e9)[:, None, None]
    words = model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)
    total = torch.zeros(())
    if bool((batch.names != IGNORED).any()):
        total = total + functional.cross_entropy(
            model.names(words[:, 1:]).transpose(1, 2), batch.names, ignore_index=IGNORED
        )
    if bool((batch.upos != IGNORED).any()):
        total = total + functional.cross_entropy(
            model.upos(words[:, 1:]).transpose(1, 2), batch.upos, ignore_index=IGNORED
        )
        arcs, child, head = model.tree(words)
        outside = torch.arange(arcs.shape[2])[None] > batch.words[:, None]
        arcs = arcs.masked_fill(outside[:, None], -1e9)
        total = total + functional.cross_entropy(arcs.transpose(1, 2), batch.heads, ignore_index=IGNORED)
        rows = torch.arange(len(examples))[:, None]
        chosen = head[rows, batch.heads.clamp(min=0)]
        labels = model.label_scores(child, chosen)
        total = total + functional.cross_entropy(labels.transpose(1, 2), batch.deprels, ignore_index=IGNORED)
    return total


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


def train(settings: Settings, sources: Sources, base: Path, out: Path, start: Path | None = None) -> None:
    """Run or resume the training."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    sentences = load_train(sources)
    deprels = deprel_labels(sentences)
    encoder = Encoder(base / "tokenizer.json")
    renamer = Renamer(sentences, load_known(sources.knowledge))
    dev = {name: [encode(s, encoder, deprels) for s in group] for name, group in load_held_out(sources, "dev").items()}
    dev["ewt"] = dev["ewt"][::2]
    shape = {"upos": len(UPOS), "deprels": len(deprels), "names": len(NAME_TAGS)}
    model = Network(**shape, dropout=settings.dropout)
    model.load_base(base / "model.safetensors")
    if start:
        model.load_state_dict(torch.load(start))
    mean = Network(**shape)
    mean.load_state_dict(model.state_dict())
    (out / "labels.json").write_text(json.dumps({"upos": UPOS, "deprels": deprels, "names": NAME_TAGS}, indent=1))
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    fresh = [p for n, p in model.named_parameters() if n.split(".")[0] not in {"pieces", "positions", "norm", "layers"}]
    old = [p for n, p in model.named_parameters() if n.split(".")[0] in {"pieces", "positions", "norm", "layers"}]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": settings.encoder_rate}, {"params": fresh, "lr": settings.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = len(batches([encode(s, encoder, deprels) for s in sentences], settings.pieces, random.Random(1)))
    steps = settings.epochs * per_epoch
    step, begin, filled = 0, 0, dict[str, list[str]]()
    if (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=False)
        model.load_state_dict(state["model"])
        mean.load_state_dict(state["mean"])
        optimiser.load_state_dict(state["optimiser"])
        step, begin, filled = state["step"], state["epoch"], state["filled"]
        draw.setstate(state["draw"])
        torch.set_rng_state(state["torch"])
    model.train()
    for epoch in range(begin, settings.epochs):
        started, running = time.time(), 0.0
        if epoch == settings.silver_from:
            filled = fill_unknown(mean, [encode(s, encoder, deprels) for s in sentences], settings.silver_sure)
        examples = []
        for sentence in sentences:
            tagged = replace(sentence, names=filled.get(sentence.ident, sentence.names)) if sentence.upos else sentence
            examples.append(encode(restyle(renamer(tagged, draw), draw), encoder, deprels))
        for number, group in enumerate(batches(examples, settings.pieces, draw)):
            done = min(step / steps, 1.0)
            rate = min(done / settings.warmup, max(1 - done, 0) / (1 - settings.warmup))
            for part, top in zip(optimiser.param_groups, (settings.encoder_rate, settings.head_rate), strict=True):
                part["lr"] = max(rate, 0.002) * top
            loss = losses(model, group, draw, settings.blank)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0, foreach=True)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            running += float(loss.detach())
            if step % 4 == 0:
                weight = 1 - min(settings.average, (step + 1) / (step + 10)) ** 4
                with torch.no_grad():
                    torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), weight)
            if number % 50 == 49:
                print(
                    f"epoch {epoch} step {step}/{steps} loss {running / 50:.3f} {time.time() - started:.0f}s",
                    flush=True,
                )
                running = 0.0
        line = {
            "epoch": epoch + 1,
            "seconds": round(time.time() - started),
            **{k: score(mean, v) for k, v in dev.items()},
        }
        with (out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
        torch.save(
            {
                "model": model.state_dict(),
                "mean": mean.state_dict(),
                "optimiser": optimiser.state_dict(),
                "step": step,
                "epoch": epoch + 1,
                "filled": filled,
                "draw": draw.getstate(),
                "torch": torch.get_rng_state(),
            },
            out / "state.pt",
        )
    torch.save(mean.state_dict(), out / "model.pt")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--data", type=Path, default=Path("/work/shared/data"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--start", type=Path, help="model.pt of an earlier run to go on from, with a fresh schedule")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--encoder-rate", type=float, default=Settings().encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Settings().head_rate)
    parser.add_argument("--silver-from", type=int, default=Settings().silver_from)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    settings = Settings(
        epochs=arguments.epochs,
        encoder_rate=arguments.encoder_rate,
        head_rate=arguments.head_rate,
        silver_from=arguments.silver_from,
    )
    sources = Sources(arguments.data, arguments.corpus)
    train(settings, sources, arguments.base, arguments.out, arguments.start)


if __name__ == "__main__":
    main()
