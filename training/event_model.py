"""The corpus -> the event model: `python -m training.event_model --out RUN`.

Seeded and resumable like `training.language_model`: RUN/state.pt after each epoch, RUN/log.jsonl with the dev scores.
Each epoch shows every training sentence once with all its events and once with one of its pairs marked; the treebanks
lend their names.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import SENTENCES, read_corpus, split_of
from training.data import Batch, Encoder, Renamer, Sources, batches, collate, encode, load_train, restyle
from training.event_data import (
    AUXILIARIES,
    CONTEXTS,
    EVENT_TYPES,
    MODES,
    Annotated,
    EventExample,
    cut,
    event_example,
    pair_example,
)  # fmt: skip
from training.event_measure import measure
from training.event_network import EventNetwork
from training.name_labels import load_known
from training.treebank import IGNORED

OLD_PARTS = frozenset({"pieces", "positions", "norm", "layers"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on."""

    epochs: int = 10
    pieces: int = 1100
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.08
    dropout: float = 0.1
    blank: float = 0.03
    average: float = 0.996
    name_share: float = 0.12
    seed: int = 11


def losses(model: EventNetwork, examples: Sequence[EventExample], draw: random.Random | None, blank: float) -> Tensor:
    """Sum the mean losses of the heads over one batch, which holds either whole sentences or marked pairs."""
    batch = collate(examples, draw, blank)
    words = encoded(model, batch)
    if examples[0].pair >= 0:
        marks = torch.tensor([e.marks for e in examples])
        gold = torch.tensor([e.pair for e in examples])
        return functional.cross_entropy(model.pair_type(words, marks), gold, label_smoothing=0.05)
    total = functional.cross_entropy(model.names(words[:, 1:]).transpose(1, 2), batch.names, ignore_index=IGNORED)
    judged = [row for row, e in enumerate(examples) if e.contexts is not None]
    if not judged:
        return total
    body = words[:, 1:]
    triggers = torch.full(batch.names.shape, IGNORED)
    for row in judged:
        triggers[row, : len(examples[row].pieces)] = 0
        for event in examples[row].events:
            triggers[row, event.trigger] = event.event_type
    total = total + 2 * functional.cross_entropy(model.trigger(body).transpose(1, 2), triggers, ignore_index=IGNORED)
    contexts = torch.zeros(len(judged), len(CONTEXTS))
    for i, row in enumerate(judged):
        contexts[i, examples[row].contexts] = 1
    total = total + 4 * functional.binary_cross_entropy_with_logits(model.contexts(words[judged, 0]), contexts)
    rows = [row for row in judged for _ in examples[row].events]
    events = [event for row in judged for event in examples[row].events]
    if not events:
        return total
    vectors = body[rows, [e.trigger for e in events]]
    modes, auxiliary = torch.zeros(len(events), len(MODES)), torch.zeros(len(events), len(AUXILIARIES))
    known = torch.zeros(len(events), len(MODES))
    roles = torch.full((len(events), body.shape[1]), IGNORED)
    for i, event in enumerate(events):
        modes[i, event.modes] = 1
        auxiliary[i, event.auxiliary] = 1
        known[i] = torch.tensor([float(m.startswith(EVENT_TYPES[event.event_type] + ".")) for m in MODES])
        roles[i, : len(event.roles)] = torch.tensor(event.roles)
    wrong = functional.binary_cross_entropy_with_logits(model.modes(vectors), modes, known, reduction="sum")
    total = total + wrong / known.sum().clamp(min=1)
    total = total + functional.binary_cross_entropy_with_logits(model.auxiliary(vectors), auxiliary)
    scores = model.roles(body)[rows, [e.trigger for e in events]]
    return total + functional.cross_entropy(scores.transpose(1, 2), roles, ignore_index=IGNORED)


def encoded(model: EventNetwork, batch: Batch) -> Tensor:
    """Return the vectors of [CLS] and of every word."""
    mask = None if bool(batch.mask.all()) else torch.where(batch.mask, 0.0, -1e9)[:, None, None]
    return model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)


def epoch_examples(
    part: Sequence[Annotated], names: Sequence[EventExample], encoder: Encoder, renamer: Renamer, settings: Settings,
    draw: random.Random,
) -> list[list[EventExample]]:  # fmt: skip
    """Make the batches of one epoch."""
    whole, couples = [], []
    for annotated in part:
        sentence = restyle(renamer(annotated.sentence, draw, same_length=True), draw)
        whole.append(event_example(annotated, sentence, encoder))
        couple = pair_example(annotated, renamer(annotated.sentence, draw, same_length=True), encoder, draw)
        if couple:
            couples.append(couple)
    lent = draw.sample(list(names), min(len(names), int(settings.name_share * len(names)) + 1)) if names else []
    made: list[list[EventExample]] = []
    for group in (whole, couples, lent):
        made.extend(batches(group, settings.pieces, draw))  # type: ignore[arg-type]
    draw.shuffle(made)
    return [group for group in made if group]


def train(settings: Settings, sources: Sources, corpus: Path, base: Path, out: Path, start: Path | None = None) -> None:
    """Run or resume the training; `start` are the weights of an earlier run to go on from."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    encoder = Encoder(base / "tokenizer.json")
    parts: dict[str, list[Annotated]] = {"train": [], "dev": [], "test": []}
    for sentence in read_corpus(corpus).sentences:
        parts[split_of(sentence.story)].append(cut(sentence))
    treebanks = load_train(Sources(sources.data, Path("/nonexistent")))
    renamer = Renamer([a.sentence for a in parts["train"]] + treebanks, load_known(sources.knowledge))
    named = [s for s in treebanks if s.names and "?" not in s.names and any(t != "O" for t in s.names)]
    names = []
    for sentence in named:
        plain = encode(replace(sentence, upos=None, heads=None, deprels=None), encoder, ())
        names.append(EventExample(plain.pieces, plain.shapes, None, None, None, plain.names, sentence))
    model = EventNetwork(dropout=settings.dropout)
    model.load_base(base / "model.safetensors")
    if start:
        model.load_state_dict(torch.load(start))
    mean = EventNetwork()
    mean.load_state_dict(model.state_dict())
    mean.eval()
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    parameters = list(model.named_parameters())
    optimiser = torch.optim.AdamW(
        [{"params": [p for n, p in parameters if (n.split(".")[0] in OLD_PARTS) == old]} for old in (True, False)],
        lr=1e-3, weight_decay=0.01, fused=True,
    )  # fmt: skip
    steps = settings.epochs * len(epoch_examples(parts["train"], names, encoder, renamer, settings, random.Random(1)))
    step, begin = 0, 0
    if (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=False)
        model.load_state_dict(state["model"])
        mean.load_state_dict(state["mean"])
        optimiser.load_state_dict(state["optimiser"])
        step, begin = state["step"], state["epoch"]
        draw.setstate(state["draw"])
        torch.set_rng_state(state["torch"])
    model.train()
    for epoch in range(begin, settings.epochs):
        started = time.time()
        for group in epoch_examples(parts["train"], names, encoder, renamer, settings, draw):
            done = min(step / steps, 1.0)
            rate = max(min(done / settings.warmup, (1 - done) / (1 - settings.warmup)), 0.002)
            for part, top in zip(optimiser.param_groups, (settings.encoder_rate, settings.head_rate), strict=True):
                part["lr"] = rate * top
            loss = losses(model, group, draw, settings.blank)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0, foreach=True)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            weight = 1 - min(settings.average, (step + 1) / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), weight)
        line = {"epoch": epoch + 1, "seconds": round(time.time() - started), **measure(mean, parts["dev"], encoder)}
        with (out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
        torch.save(
            {"model": model.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
             "epoch": epoch + 1, "draw": draw.getstate(), "torch": torch.get_rng_state()},
            out / "state.pt",
        )  # fmt: skip
    torch.save(mean.state_dict(), out / "model.pt")
    (out / "test.json").write_text(json.dumps(measure(mean, parts["test"], encoder), indent=1))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, default=SENTENCES)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--encoder-rate", type=float, default=Settings().encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Settings().head_rate)
    given = parser.parse_args()
    torch.set_num_threads(1)
    settings = replace(
        Settings(), epochs=given.epochs, seed=given.seed, encoder_rate=given.encoder_rate, head_rate=given.head_rate
    )
    train(settings, Sources(given.data, Path("corpus")), given.corpus, given.base, given.out, given.start)


if __name__ == "__main__":
    main()
