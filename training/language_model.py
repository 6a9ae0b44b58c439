"""Corpus and treebanks -> the language model: `python -m training.language_model --base MINILM --out RUN`.

One encoder, all heads, trained together from MiniLM. Seeded and resumable: RUN/state.pt after each epoch, RUN/log.jsonl
with the dev scores. Each epoch shows every corpus sentence once with all that is annotated in it and once with one of its
pairs marked, a share of the treebanks and a share of the lexicon's examples.
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

from dotterel.annotate.chain import bonds_between
from dotterel.annotate.encoder import Encoder as ShippedEncoder
from dotterel.annotate.reader import Reader
from dotterel.extract.events import TAG_FLOOR
from training.annotated import Annotated, cut, report_sentences
from training.calibrate import counts_of, read_all
from training.corpus import SENTENCES, read_corpus, split_of
from training.data import (
    NAME_TAGS,
    UPOS,
    Batch,
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
)  # fmt: skip
from training.event_data import (
    AUXILIARIES,
    CONTEXTS,
    EVENT_TYPES,
    MODES,
    EventExample,
    EventLabels,
    event_example,
    lexicon_examples,
    pair_example,
    tree_example,
)
from training.event_measure import measure
from training.joint_network import JointNetwork, SecondLook
from training.name_labels import load_known
from training.shipped import load_shipped
from training.synonyms import Synonyms
from training.treebank import IGNORED, Sentence
from training.treebank_measure import fill_unknown, score

DOUBTFUL = 0.05
"""Words that look like a trigger or a cue with at least this chance get a second look in training."""
OLD_PARTS = frozenset({"pieces", "positions", "norm", "layers"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on."""

    epochs: int = 12
    pieces: int = 1100
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.05
    dropout: float = 0.1
    blank: float = 0.03
    average: float = 0.998
    treebank_share: float = 0.6
    pair_share: float = 1.0
    lexicon_share: float = 0.35
    half: bool = True
    silver_from: int = 3
    silver_sure: float = 0.85
    keep: float = 0.0
    reword: float = 0.3
    known_share: float = 1.0
    seed: int = 11


def known_to(start: Path, part: Sequence[Annotated]) -> frozenset[str]:
    """Return the ids of the sentences whose events a shipped model reads without an error (triggers, types, parties)."""
    readings = read_all(Reader(ShippedEncoder(start)), part)
    found = set()
    for annotated, reading in zip(part, readings, strict=True):
        counts = counts_of(annotated, reading, TAG_FLOOR)
        if counts["event.hit"] == counts["event.gold"] == counts["event.found"]:
            found.add(annotated.source.id)
    return frozenset(found)


def events_of(examples: Sequence[EventExample], rows: Sequence[int]) -> tuple[list[int], list[EventLabels]]:
    """Return the row of every event, and the events."""
    return [r for r in rows for _ in examples[r].events], [e for r in rows for e in examples[r].events]


def second_losses(
    look: SecondLook,
    body: Tensor,
    first: Tensor,
    gold: Sequence[tuple[int, int, int, Sequence[int]]],
    judged: Sequence[int],
    mask: Tensor,
) -> Tensor:
    """Sum the losses of a second look at the true triggers or cues, and at the words that look like some but are none.

    Args:
        look: for events or for statements.
        body: word vectors (batch, count, width).
        first: first scores of what each word is (batch, count, kind).
        gold: row, word, kind and roles of each trigger or cue.
        judged: rows in which every one is annotated.
        mask: (batch, count), very low where a row is padded.
    """
    with torch.no_grad():
        doubtful = (1 - first.softmax(-1)[..., 0] > DOUBTFUL) & (mask == 0)
    true = {(row, node) for row, node, *_ in gold}
    extra = [(r, n) for r in judged for n in doubtful[r].nonzero()[:, 0].tolist() if (r, n) not in true]
    if not gold and not extra:
        return torch.zeros(())
    rows = torch.tensor([g[0] for g in gold] + [r for r, _ in extra])
    nodes = torch.tensor([g[1] for g in gold] + [n for _, n in extra])
    roles, kinds = look(body, rows, nodes, mask)
    kind = torch.tensor([g[2] for g in gold] + [0] * len(extra))
    total = functional.cross_entropy(first[rows, nodes] + kinds, kind)
    if gold:
        total = total + 3 * role_loss(roles[: len(gold)], [g[3] for g in gold])
    return total


def event_losses(
    model: JointNetwork, examples: Sequence[EventExample], words: Tensor, early: Tensor, counts: Tensor
) -> Tensor:
    """Sum the mean losses of the event and statement heads over the sentences that are annotated for them."""
    body, count = words[:, 1:], words.shape[1] - 1
    mask = torch.where(torch.arange(count)[None] < counts[:, None], 0.0, -1e9)
    judged = [row for row, e in enumerate(examples) if e.contexts is not None]
    triggers = torch.full((len(examples), count), IGNORED)
    total = torch.zeros(())
    for row, example in enumerate(examples):
        if example.contexts is not None or example.single == (-1, 0, -1):
            triggers[row, : len(example.pieces)] = 0
            for event in example.events:
                triggers[row, event.trigger] = event.event_type
        elif example.single:
            triggers[row, example.single[0]] = example.single[1]
    first = model.trigger(body)
    if bool((triggers != IGNORED).any()):
        total = total + 2 * functional.cross_entropy(first.transpose(1, 2), triggers, ignore_index=IGNORED)
    rows, events = events_of(examples, judged)
    singles = [(r, e.single) for r, e in enumerate(examples) if e.single and e.single[2] >= 0]
    if events or singles:
        nodes = [(r, e.trigger) for r, e in zip(rows, events, strict=True)] + [(r, s[0]) for r, s in singles]
        kinds = [e.event_type for e in events] + [s[1] for _, s in singles]
        vectors = body[[r for r, _ in nodes], [n for _, n in nodes]]
        modes = torch.zeros(len(nodes), len(MODES))
        for i, found in enumerate([e.modes for e in events] + [[s[2]] for _, s in singles]):
            modes[i, found] = 1
        known = torch.tensor([[float(m.startswith(EVENT_TYPES[k] + ".")) for m in MODES] for k in kinds])
        wrong = functional.binary_cross_entropy_with_logits(model.modes(vectors), modes, known, reduction="sum")
        total = total + wrong / known.sum().clamp(min=1)
    if not judged:
        return total
    contexts = torch.zeros(len(judged), len(CONTEXTS))
    for i, row in enumerate(judged):
        contexts[i, examples[row].contexts] = 1
    total = total + 4 * functional.binary_cross_entropy_with_logits(
        model.context_scores(words[judged], mask[judged]), contexts
    )
    if events:
        auxiliary = torch.zeros(len(events), len(AUXILIARIES))
        for i, event in enumerate(events):
            auxiliary[i, event.auxiliary] = 1
        scores = model.auxiliary(body[rows, [e.trigger for e in events]])
        total = total + 2 * functional.binary_cross_entropy_with_logits(scores, auxiliary)
    told = [(row, e.trigger, e.event_type, e.roles) for row, e in zip(rows, events, strict=True)]
    total = total + second_losses(model.linker, body, first, told, judged, mask)
    heard = [row for row in judged if examples[row].statements is not None]
    if heard:
        cues = torch.full((len(examples), count), IGNORED)
        said = [(row, s) for row in heard for s in examples[row].statements or ()]
        for row in heard:
            cues[row, : len(examples[row].pieces)] = 0
        for row, statement in said:
            cues[row, statement.cue] = statement.tone
        scores = model.cue(body)
        total = total + functional.cross_entropy(scores[heard].transpose(1, 2), cues[heard], ignore_index=IGNORED)
        claims = [(row, s.cue, s.tone, s.roles) for row, s in said]
        total = total + second_losses(model.statement_linker, body, scores, claims, heard, mask)
        worth = ((triggers > 0) | (cues > 0)).float()
    else:
        worth = (triggers > 0).float()
    seen = triggers[judged] != IGNORED
    gate = functional.binary_cross_entropy_with_logits(
        model.gate(early.detach())[judged, 1:, 0], worth[judged], reduction="none"
    )
    return total + (gate * seen).sum() / seen.sum().clamp(min=1)


def role_loss(scores: Tensor, roles: Sequence[Sequence[int]]) -> Tensor:
    """Score one role number per word as a chain (event, word, role), in which a change of role costs what it does later.

    The negative log-likelihood of a linear-chain conditional random field (Lafferty et al. 2001) with fixed transitions,
    per word.
    """
    bonds = torch.tensor(bonds_between(scores.shape[2]))
    lengths = torch.tensor([len(row) for row in roles])
    gold = torch.zeros(scores.shape[:2], dtype=torch.long)
    for i, row in enumerate(roles):
        gold[i, : len(row)] = torch.tensor(row)
    inside = torch.arange(scores.shape[1])[None] < lengths[:, None]
    all_ways = scores[:, 0]
    for at in range(1, int(lengths.max())):
        longer = (all_ways[:, :, None] + bonds).logsumexp(1) + scores[:, at]
        all_ways = torch.where(inside[:, at, None], longer, all_ways)
    told = (scores.gather(2, gold[..., None])[..., 0] * inside).sum(1)
    told = told + (bonds[gold[:, :-1], gold[:, 1:]] * inside[:, 1:]).sum(1)
    return (all_ways.logsumexp(1) - told).sum() / lengths.sum()


def tree_losses(model: JointNetwork, batch: Batch, words: Tensor) -> Tensor:
    """Sum the mean losses of parts of speech, arcs and relations."""
    total = functional.cross_entropy(model.upos(words[:, 1:]).transpose(1, 2), batch.upos, ignore_index=IGNORED)
    arcs, child, head = model.tree(words)
    outside = torch.arange(arcs.shape[2])[None] > batch.words[:, None]
    arcs = arcs.masked_fill(outside[:, None], -1e9)
    total = total + functional.cross_entropy(arcs.transpose(1, 2), batch.heads, ignore_index=IGNORED)
    chosen = head[torch.arange(words.shape[0])[:, None], batch.heads.clamp(min=0)]
    labels = model.label_scores(child, chosen)
    return total + functional.cross_entropy(labels.transpose(1, 2), batch.deprels, ignore_index=IGNORED)


def losses(
    model: JointNetwork, examples: Sequence[Example], draw: random.Random | None, blank: float, *, half: bool = False
) -> Tensor:
    """Sum the losses of one batch, which holds corpus sentences, marked pairs, treebank sentences or lexicon examples.

    With `half` the encoder runs in bfloat16, the heads never do.
    """
    batch = collate(examples, draw, blank)
    mask = None if bool(batch.mask.all()) else torch.where(batch.mask, 0.0, -1e9)[:, None, None]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        early, full = model.encode_gated(batch.pieces, batch.shapes, mask)
    early, full = early.float(), full.float()
    words = model.words(full, batch.first, batch.last)
    first = examples[0]
    if isinstance(first, EventExample):
        if first.pair >= 0:
            marks, gold = torch.tensor([e.marks for e in examples]), torch.tensor([e.pair for e in examples])  # type: ignore[attr-defined]
            return functional.cross_entropy(model.pair_type(words, marks), gold, label_smoothing=0.05)
        total = event_losses(model, examples, words, model.words(early, batch.first, batch.last), batch.words)  # type: ignore[arg-type]
    else:
        total = torch.zeros(())
    if bool((batch.names != IGNORED).any()):
        total = total + functional.cross_entropy(
            model.names(words[:, 1:]).transpose(1, 2), batch.names, ignore_index=IGNORED
        )
    if bool((batch.upos != IGNORED).any()):
        total = total + tree_losses(model, batch, words)
    return total


@dataclass
class Data:
    """The sentences of a run; the corpus is read anew each epoch, so that a corpus that grows is used as it is."""

    encoder: Encoder
    treebanks: list[Sentence]
    deprels: tuple[str, ...]
    corpus: Path
    reports: Path
    knowledge: Path
    known: frozenset[str] = frozenset()
    """Sentences that the start of the run reads without an error; a share of them is shown in an epoch."""

    def parts(self) -> dict[str, list[Annotated]]:
        """Return the corpus by split."""
        parts: dict[str, list[Annotated]] = {"train": [], "dev": [], "test": []}
        for annotated in [*(cut(s) for s in read_corpus(self.corpus).sentences), *report_sentences(self.reports)]:
            parts[split_of(annotated.source.story)].append(annotated)
        return parts

    def epoch(
        self, part: Sequence[Annotated], settings: Settings, filled: dict[str, list[str]], draw: random.Random
    ) -> list[list[Example]]:
        """Make the batches of one epoch."""
        renamer = Renamer([*(a.sentence for a in part), *self.treebanks], load_known(self.knowledge))
        synonyms = Synonyms.read(settings.reword)
        whole: list[Example] = []
        couples: list[Example] = []

        def varied(annotated: Annotated) -> Sentence:
            return synonyms(annotated, renamer(annotated.sentence, draw, same_length=True), draw)

        for annotated in part:
            if annotated.source.id in self.known and draw.random() >= settings.known_share:
                continue
            whole.append(event_example(annotated, restyle(varied(annotated), draw), self.encoder))
            if draw.random() >= settings.pair_share:
                continue
            couple = pair_example(annotated, varied(annotated), self.encoder, draw)
            if couple:
                couples.append(couple)
        trees: list[Example] = []
        for sentence in draw.sample(self.treebanks, int(settings.treebank_share * len(self.treebanks))):
            tagged = replace(sentence, names=filled.get(sentence.ident, sentence.names)) if sentence.upos else sentence
            trees.append(tree_example(encode(restyle(renamer(tagged, draw), draw), self.encoder, self.deprels)))
        lent: list[Example] = list(lexicon_examples(self.encoder, settings.lexicon_share, draw))
        made = [
            group for kind in (whole, couples, trees, lent) for group in batches(kind, settings.pieces, draw) if group
        ]
        draw.shuffle(made)
        return made


def train(
    settings: Settings, sources: Sources, base: Path, out: Path, threads: int, corpus: Path, start: Path | None = None
) -> None:
    """Run or resume the training; `start` is a shipped model to go on from instead of MiniLM."""
    torch.set_num_threads(threads)
    half = settings.half and torch.cpu._is_avx512_bf16_supported()  # elsewhere bfloat16 is slower than float32
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    treebanks = load_train(Sources(sources.data, Path("/nonexistent")))
    deprels = deprel_labels(treebanks)
    encoder = Encoder(base / "tokenizer.json")
    data = Data(encoder, treebanks, deprels, corpus / "sentences", corpus / "reports", sources.knowledge)
    dev = {n: [encode(s, encoder, deprels) for s in g] for n, g in load_held_out(sources, "dev").items()}
    dev = {"ewt": dev["ewt"][::2], "gum": dev["gum"]}
    shape = {"upos": len(UPOS), "deprels": len(deprels)}
    model, mean = JointNetwork(**shape, dropout=settings.dropout), JointNetwork(**shape)
    if start:
        load_shipped(model, start)
    else:
        model.load_base(base / "model.safetensors")
    mean.load_state_dict(model.state_dict())
    (out / "labels.json").write_text(json.dumps({"upos": UPOS, "deprels": deprels, "names": NAME_TAGS}, indent=1))
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    named = list(model.named_parameters())
    optimiser = torch.optim.AdamW(
        [{"params": [p for n, p in named if (n.split(".")[0] in OLD_PARTS) == old]} for old in (True, False)],
        lr=1e-3, weight_decay=0.01, fused=True,
    )  # fmt: skip
    step, begin, filled = 0, 0, dict[str, list[str]]()
    if (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=False)
        model.load_state_dict(state["model"])
        mean.load_state_dict(state["mean"])
        optimiser.load_state_dict(state["optimiser"])
        step, begin, filled = state["step"], state["epoch"], state["filled"]
        draw.setstate(state["draw"])
        torch.set_rng_state(state["torch"])
    if start and settings.known_share < 1:
        data.known = known_to(start, data.parts()["train"])
        print(f"{len(data.known)} sentences are known to {start}", flush=True)
    model.train()
    for epoch in range(begin, settings.epochs):
        started, running = time.time(), 0.0
        if epoch == settings.silver_from:
            filled = fill_unknown(mean, [encode(s, encoder, deprels) for s in treebanks], settings.silver_sure)
        parts = data.parts()
        groups = data.epoch(parts["train"], settings, filled, draw)
        for number, group in enumerate(groups):
            done = (epoch + number / len(groups)) / settings.epochs
            rate = max(min(done / settings.warmup, (1 - done) / (1 - settings.warmup)), 0.002)
            for part, top in zip(optimiser.param_groups, (settings.encoder_rate, settings.head_rate), strict=True):
                part["lr"] = rate * top
            loss = losses(model, group, draw, settings.blank, half=half)
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
            if number % 50 == 49 or (epoch == begin and number == 9):
                print(
                    f"epoch {epoch} {number + 1}/{len(groups)} loss {running / 50:.3f} {time.time() - started:.0f}s",
                    flush=True,
                )
                running = 0.0
        line = {
            "epoch": epoch + 1, "seconds": round(time.time() - started), "sentences": len(parts["train"]),
            **measure(mean, parts["dev"], encoder), **{name: score(mean, group) for name, group in dev.items()},
        }  # fmt: skip
        with (out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
        torch.save(
            {"model": model.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
             "epoch": epoch + 1, "filled": filled, "draw": draw.getstate(), "torch": torch.get_rng_state()},
            out / "state.pt",
        )  # fmt: skip
    if start and settings.keep:
        load_shipped(model, start)
        with torch.no_grad():
            torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), settings.keep)
    torch.save(mean.state_dict(), out / "model.pt")
    (out / "test.json").write_text(json.dumps(measure(mean, data.parts()["test"], encoder), indent=1))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, default=SENTENCES.parent)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--start", type=Path, help="folder of a shipped model to go on from")
    parser.add_argument("--rates", type=float, help="share of the full learning rates: 1, with --start a half")
    parser.add_argument("--blank", type=float, default=Settings().blank, help="share of the words that are hidden")
    parser.add_argument("--dropout", type=float, default=Settings().dropout)
    parser.add_argument(
        "--keep", type=float, default=0.0,
        help="share of the weights of --start in what is written in the end (Wortsman et al. 2022, WiSE-FT); 0.3 and 0.5 did well",
    )  # fmt: skip
    parser.add_argument(
        "--reword", type=float, default=Settings().reword, help="share of triggers swapped for synonyms"
    )
    parser.add_argument(
        "--known-share", type=float, default=1.0,
        help="share of the sentences that --start reads without an error to be shown in an epoch",
    )  # fmt: skip
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--treebank-share", type=float, default=Settings().treebank_share)
    parser.add_argument("--pair-share", type=float, default=Settings().pair_share)
    given = parser.parse_args()
    settings = replace(
        Settings(), epochs=given.epochs, seed=given.seed, treebank_share=given.treebank_share,
        pair_share=given.pair_share, blank=given.blank, dropout=given.dropout, keep=given.keep,
        reword=given.reword, known_share=given.known_share,
    )  # fmt: skip
    rates = given.rates or (0.5 if given.start else 1.0)
    settings = replace(
        settings, encoder_rate=rates * settings.encoder_rate, head_rate=rates * settings.head_rate,
        silver_from=0 if given.start else settings.silver_from,
    )  # fmt: skip
    sources = Sources(given.data, Path("corpus"))
    train(settings, sources, given.base, given.out, given.threads, given.corpus, given.start)


if __name__ == "__main__":
    main()
