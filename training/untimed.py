"""Reports with dates and a model -> the probe that says of an event without words of time that it is no news.

    python -m training.untimed [--model src/dotterel/annotate/data] [--write]

Of the events that no words date, most are what the report tells as new and have its day; the others were done at some time
before that the report does not give: background, states, sums, what somebody reacts to (`corpus/GUIDELINES.md`, *Dates*).
The vector of the trigger knows much of that, so a logistic regression on it is all that is taught; the encoder stays as
it is. It is written to `untimed.npy`, weights first, the constant last.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dotterel.annotate.encoder import Encoder
from dotterel.annotate.tokens import tokenize
from training.corpus import split_of
from training.reports import REPORTS, CorpusReport, read_reports

SHIPPED = Path("src/dotterel/annotate/data")
EPOCHS, BATCH, RATE, DECAY, SEED = 14, 64, 1e-3, 0.1, 1
# Words of these auxiliaries have their dates by rule.
_BY_RULE = frozenset({"historical", "future", "hypothetical"})


def examples(reports: list[CorpusReport], encoder: Encoder) -> tuple[Tensor, Tensor]:
    """Return the vectors of the triggers of events without words of time, and whether each has no date."""
    vectors: list[NDArray[np.float32]] = []
    undated: list[bool] = []
    for report in reports:
        for row in report.sentences:
            wanted = [
                (event, day)
                for event, day in zip(row.sentence.events, row.dates, strict=True)
                if not event.when and not _BY_RULE & set(event.auxiliary)
            ]
            if not wanted:
                continue
            text = row.sentence.text
            cuts = tokenize(text)
            parts = encoder.parts([text[first:last] for first, last in cuts])
            found = np.concatenate([encoder.read(encoder.glance(part))["vectors"] for part in parts])
            for event, day in wanted:
                word = next(i for i, (_, last) in enumerate(cuts) if last > event.trigger.start)
                vectors.append(found[word])
                undated.append(day is None)
    return torch.tensor(np.array(vectors)), torch.tensor(undated, dtype=torch.float32)


def learn(vectors: Tensor, undated: Tensor) -> NDArray[np.float32]:
    """Return weights and constant of the probe."""
    torch.manual_seed(SEED)
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-3
    scaled = (vectors - mean) / spread
    probe = nn.Linear(vectors.shape[1], 1)
    optimiser = torch.optim.AdamW(probe.parameters(), RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(scaled)).split(BATCH):
            optimiser.zero_grad()
            loss = nn.functional.binary_cross_entropy_with_logits(probe(scaled[batch])[:, 0], undated[batch])
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    with torch.no_grad():
        weights = probe.weight[0] / spread
        constant = probe.bias[0] - (weights * mean).sum()
        return torch.cat([weights, constant[None]]).numpy().astype(np.float32)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--corpus", type=Path, default=REPORTS)
    parser.add_argument("--write", action="store_true", help="write untimed.npy into the model's folder")
    given = parser.parse_args()
    reports = read_reports(given.corpus).reports
    encoder = Encoder(given.model)
    vectors, undated = examples([one for one in reports if split_of(one.story) == "train"], encoder)
    found = learn(vectors, undated)
    print(f"train: {len(undated)} events without words of time, {int(undated.sum())} without a date")
    vectors, undated = examples([one for one in reports if split_of(one.story) == "dev"], encoder)
    chances = torch.sigmoid(vectors @ torch.tensor(found[:-1]) + found[-1])
    for floor in (0.3, 0.4, 0.5, 0.6, 0.7):
        taken = chances >= floor
        right = int(undated[taken].sum())
        print(f"dev, from {floor}: {right} of {int(taken.sum())} rightly undated, of {int(undated.sum())}")
    if given.write:
        np.save(given.model / "untimed.npy", found)


if __name__ == "__main__":
    main()
