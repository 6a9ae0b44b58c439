"""Scores of the event model on annotated sentences, and on a relations file: quick looks at the torch weights."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch

from dotterel.annotate.chain import likeliest
from dotterel.annotate.reader import CANDIDATE, CONTEXT_FLOOR
from dotterel.annotate.tokens import tokenize
from training.annotated import Annotated
from training.data import NAME_TAGS, Encoder, batches, collate, spans
from training.event_data import (
    AUXILIARIES,
    CONTEXTS,
    EVENT_TYPES,
    MODES,
    ROLES,
    event_example,
    mark,
    marked,
    pair_example,
)
from training.joint_network import JointNetwork


def f1(hit: int, found: int, gold: int) -> float:
    """Return F1 in per cent."""
    return round(200 * hit / max(found + gold, 1), 1)


def runs(roles: Sequence[int], wanted: str) -> frozenset[tuple[int, int]]:
    """Return the stretches of words that carry a role."""
    number = ROLES.index(wanted)
    tags = [f"{'I' if i and roles[i - 1] == number else 'B'}-x" if r == number else "O" for i, r in enumerate(roles)]
    return frozenset((first, last) for _, first, last in spans(tags))


@torch.no_grad()
def measure(model: JointNetwork, part: Sequence[Annotated], encoder: Encoder) -> dict[str, float]:
    """Return F1 of triggers, types, roles, whole events, modes, auxiliaries, contexts, names; pair accuracy; false events."""
    model.eval()
    counts: Counter[str] = Counter()

    def tally(name: str, gold: set[object], found: set[object]) -> None:
        counts[f"{name}.gold"] += len(gold)
        counts[f"{name}.found"] += len(found)
        counts[f"{name}.hit"] += len(gold & found)

    examples = [event_example(a, a.sentence, encoder) for a in part]
    for group in batches(examples, 4000, None):  # type: ignore[arg-type]
        batch = collate(group)
        mask = torch.where(batch.mask, 0.0, -1e9)[:, None, None]
        words = model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)
        body = words[:, 1:]
        padded = torch.where(torch.arange(body.shape[1])[None] < batch.words[:, None], 0.0, -1e9)
        modes, auxiliary = model.modes(body).sigmoid(), model.auxiliary(body).sigmoid()
        contexts, names = model.context_scores(words, padded).sigmoid(), model.names(body).argmax(-1)
        first = model.trigger(body)
        rows, nodes = ((1 - first.softmax(-1)[..., 0] >= CANDIDATE) & (padded == 0)).nonzero(as_tuple=True)
        links, more = model.linker(body, rows, nodes, padded)
        kinds = (first[rows, nodes] + more).argmax(-1).tolist()
        looked = dict(zip(zip(rows.tolist(), nodes.tolist(), strict=True), zip(kinds, links, strict=True), strict=True))
        for row, example in enumerate(group):
            size = len(example.pieces)
            gold = {e.trigger: e for e in example.events}  # type: ignore[attr-defined]
            found = {i: looked[row, i][0] for i in range(size) if (row, i) in looked and looked[row, i][0]}
            counts["empty"] += not gold
            counts["false"] += not gold and bool(found)
            tally("trigger", set(gold), set(found))
            tally("type", {(i, e.event_type) for i, e in gold.items()}, set(found.items()))
            whole_gold, whole_found = set(), set()
            for i, event in gold.items():
                parts = [runs(event.roles, r) for r in ("actor", "recipient")]
                whole_gold.add((i, event.event_type, *parts))
                if i in found:
                    seen = likeliest(looked[row, i][1][:size].numpy())
                    for role in ("actor", "recipient", "place", "when"):
                        tally(role, {*runs(event.roles, role)}, {*runs(seen, role)})
                    tally(
                        "mode",
                        set(event.modes),
                        {
                            m
                            for m in range(len(MODES))
                            if modes[row, i, m] > 0.5 and MODES[m].startswith(EVENT_TYPES[event.event_type] + ".")
                        },
                    )
                    tally(
                        "auxiliary",
                        set(event.auxiliary),
                        {a for a in range(len(AUXILIARIES)) if auxiliary[row, i, a] > 0.5},
                    )
            for i, kind in found.items():
                seen = likeliest(looked[row, i][1][:size].numpy())
                whole_found.add((i, kind, *(runs(seen, r) for r in ("actor", "recipient"))))
            tally("event", whole_gold, whole_found)
            if example.events:
                seen_contexts = {c for c in range(len(CONTEXTS)) if contexts[row, c] > CONTEXT_FLOOR}
                tally("context", set(example.contexts or ()), seen_contexts)  # type: ignore[attr-defined]
            tally(
                "name",
                set(spans(example.sentence.names or ())),
                set(spans([NAME_TAGS[int(t)] for t in names[row, :size]])),
            )
    keys = sorted({key.rpartition(".")[0] for key in counts if "." in key})
    scores = {key: f1(counts[f"{key}.hit"], counts[f"{key}.found"], counts[f"{key}.gold"]) for key in keys}
    draw = random.Random(3)
    couples = [e for a in part if (e := pair_example(a, a.sentence, encoder, draw))]
    right = 0
    for group in batches(couples, 4000, None):  # type: ignore[arg-type]
        guess = pair_scores(model, group).argmax(-1)  # type: ignore[arg-type]
        right += sum(int(g) == e.pair for g, e in zip(guess, group, strict=True))  # type: ignore[attr-defined]
    scores["pair"] = round(100 * right / max(len(couples), 1), 1)
    scores["false"] = round(100 * counts["false"] / max(counts["empty"], 1), 1)
    return scores


def pair_scores(model: JointNetwork, group: Sequence) -> torch.Tensor:  # type: ignore[type-arg]
    """Return type scores for marked examples."""
    batch = collate(group)
    mask = torch.where(batch.mask, 0.0, -1e9)[:, None, None]
    words = model.words(model.encode(batch.pieces, batch.shapes, mask), batch.first, batch.last)
    return model.pair_type(words, torch.tensor([e.marks for e in group]))


@torch.no_grad()
def relations(models: Sequence[JointNetwork], path: Path, encoder: Encoder) -> tuple[dict[str, float], list[str]]:
    """Return accuracy, macro-F1 and per-class F1 on a relations file, and the errors as lines."""
    gold, guess, errors = [], [], []
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    for row in rows:
        text = row["text"]
        cuts = tokenize(text)
        inside = [
            [i for i, (a, b) in enumerate(cuts) if a < row[r]["end_char"] and b > row[r]["start_char"]]
            for r in ("actor", "recipient")
        ]
        words, marks = mark([text[a:b] for a, b in cuts], *inside)
        example = marked(words, marks, 0, encoder, "")
        scores = sum(pair_scores(m, [example]).softmax(-1)[0] for m in models)
        kind = EVENT_TYPES[1 + int(scores.argmax())]  # type: ignore[union-attr]
        guess.append("YIELD" if kind in {"CONCEDE", "RETREAT"} else kind)
        gold.append("YIELD" if row["event_type"] in {"CONCEDE", "RETREAT"} else row["event_type"])
        if guess[-1] != gold[-1]:
            errors.append(
                f"{gold[-1]} > {guess[-1]} | {text[slice(*row['actor'].values())]} | {text[slice(*row['recipient'].values())]} | {text}"
            )
    classes = sorted(set(gold))
    per = {
        c: f1(sum(a == b == c for a, b in zip(gold, guess, strict=True)), guess.count(c), gold.count(c))
        for c in classes
    }
    right = sum(a == b for a, b in zip(gold, guess, strict=True))
    return {
        "macro": round(sum(per.values()) / len(per), 2),
        "accuracy": round(100 * right / len(gold), 1),
        **per,
    }, errors


def main() -> None:
    """Measure RUN/model.pt (or its running average) on a relations file; several runs are averaged."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--relations", type=Path, required=True)
    parser.add_argument("--errors", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    models = []
    for run in given.runs:
        labels = json.loads((run / "labels.json").read_text())
        model = JointNetwork(upos=len(labels["upos"]), deprels=len(labels["deprels"]))
        model.load_state_dict(torch.load(run / "state.pt", weights_only=False)["mean"])
        models.append(model.eval())
    scores, errors = relations(models, given.relations, Encoder(given.base / "tokenizer.json"))
    print(json.dumps(scores))
    if given.errors:
        given.errors.write_text("\n".join(errors))


if __name__ == "__main__":
    main()
