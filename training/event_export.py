"""A trained event model -> the artefacts that the package ships: `python -m training.event_export RUN`.

The graph takes one sentence, like the language model's, and is quantised the same way.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.event_data import AUXILIARIES, CONTEXTS, EVENT_TYPES, MODES, NAME_TAGS, ROLES
from training.event_network import EventNetwork
from training.export import QuantisedEmbedding, fused

INPUTS = ("pieces", "shapes", "first", "last", "marks")
OUTPUTS = ("triggers", "modes", "auxiliaries", "roles", "contexts", "names", "pair")


class Shipped(nn.Module):
    """The network as it is called at run time: one sentence in, the scores of every head out."""

    def __init__(self, net: EventNetwork) -> None:
        super().__init__()
        self.net = net
        for layer in net.layers:
            layer.attend = fused  # type: ignore[assignment]

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """All inputs are one row; the first word is [CLS]; `marks` are the words of a pair's opening markers."""
        encoded = self.net.encode(pieces, shapes, None)[0]
        words = ((encoded[first[0]] + encoded[last[0]]) / 2)[None]
        body = words[:, 1:]
        pair = self.net.pair(torch.cat([words[:, 0], words[0, marks[:, 0] + 1], words[0, marks[:, 1] + 1]], -1))
        found = (self.net.trigger(body), self.net.modes(body), self.net.auxiliary(body), self.net.roles(body))
        return tuple(x[0] for x in (*found, self.net.contexts(words[:, 0]), self.net.names(body), pair))


def load(run: Path) -> EventNetwork:
    """Load the averaged weights of a finished or unfinished run."""
    net = EventNetwork()
    path = run / "model.pt"
    net.load_state_dict(torch.load(path) if path.exists() else torch.load(run / "state.pt", weights_only=False)["mean"])
    return net.eval()


def export(net: EventNetwork, out: Path, *, quantise: bool = True) -> None:
    """Write the ONNX file."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        if quantise:
            net.pieces = QuantisedEmbedding(net.pieces.weight.detach())  # type: ignore[assignment]
        example = (
            torch.tensor([[101, 2000, 2001, 2002, 102]]),
            torch.tensor([[0, 1, 1, 2, 0]]),
            torch.tensor([[0, 1, 3]]),
            torch.tensor([[0, 2, 3]]),
            torch.tensor([[0, 1]]),
        )
        axes = {
            "pieces": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"},
            **{name: {0: "tokens"} for name in ("triggers", "modes", "auxiliaries", "names")},
            "roles": {0: "tokens", 1: "tokens"},
        }  # fmt: skip
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Shipped(net), example, str(plain), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
                opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        if not quantise:
            out.write_bytes(plain.read_bytes())
            return
        quantize_dynamic(
            plain, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=["/net/trigger/trigger.3/MatMul", "/net/names/names.3/MatMul"],
        )  # fmt: skip


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/dotterel/annotate/data"))
    parser.add_argument("--float", action="store_true", help="write fp32, to see what int8 costs")
    given = parser.parse_args()
    export(load(given.run), given.out / "event_model.onnx", quantise=not given.float)
    labels = {
        "event_types": EVENT_TYPES, "modes": MODES, "auxiliaries": AUXILIARIES, "contexts": CONTEXTS, "roles": ROLES,
        "names": NAME_TAGS,
    }  # fmt: skip
    (given.out / "event_labels.json").write_text(json.dumps(labels, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
