"""A trained model -> the artefacts that the package ships: `python -m training.export --run RUN --base BASE`.

The graph takes one sentence, so no sentence's numbers depend on another's. Weights become int8 (dynamic
quantisation, one scale per output channel, seven bits so that processors without VNNI do not saturate); the word
piece embeddings are int8 with one scale per row.
"""

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import HEADS, Network, attend

INPUTS = ("pieces", "shapes", "first", "last")
OUTPUTS = ("upos", "arcs", "child", "head", "child_label", "head_label", "names")
FLOAT_HEADS = ("/net/upos/MatMul", "/net/names/names.3/MatMul")


class QuantisedEmbedding(nn.Module):
    """An embedding kept as int8 rows with one scale each."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))

    def forward(self, numbers: Tensor) -> Tensor:
        """Look rows up and scale them back."""
        rows, scale = self.rows, self.scale
        assert isinstance(rows, Tensor) and isinstance(scale, Tensor)
        return rows[numbers].to(torch.float32) * scale[numbers]


class FusedAttention(torch.autograd.Function):
    """Attention that is exported as the runtime's own fused operator."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Compute it in torch."""
        return attend(query, key, value, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        """Write the operator."""
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        return found.setType(query.type())


def fused(query: Tensor, key: Tensor, value: Tensor, _: Tensor | None) -> Tensor:
    """Stand in for `network.attend`, which needs no mask where there is one sentence."""
    return FusedAttention.apply(query, key, value)  # type: ignore[no-any-return, no-untyped-call]


class Shipped(nn.Module):
    """The network as it is called at run time: one sentence in, the decisions' raw material out."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net
        for layer in net.layers:
            layer.attend = fused  # type: ignore[assignment]

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """All inputs are one row; the first word is the root."""
        encoded = self.net.encode(pieces, shapes, None)[0]
        words = ((encoded[first[0]] + encoded[last[0]]) / 2)[None]
        arcs, child, head = self.net.tree(words)
        tokens = words[:, 1:]
        upos = self.net.upos(tokens).argmax(-1).to(torch.int32)
        return tuple(
            x[0]
            for x in (
                upos,
                arcs,
                child,
                head,
                self.net.label_child(child),
                self.net.label_head(head),
                self.net.names(tokens),
            )
        )


def load(run: Path) -> tuple[Network, dict[str, list[str]]]:
    """Load the averaged weights of a finished or unfinished run."""
    labels = json.loads((run / "labels.json").read_text())
    net = Network(upos=len(labels["upos"]), deprels=len(labels["deprels"]), names=len(labels["names"]))
    path = run / "model.pt"
    state = torch.load(path) if path.exists() else torch.load(run / "state.pt", weights_only=False)["mean"]
    net.load_state_dict(state)
    return net.eval(), labels


def export(net: Network, out: Path, *, quantise: bool = True, reduce_range: bool = True) -> None:
    """Write the ONNX file."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        if quantise:
            net.pieces = QuantisedEmbedding(net.pieces.weight.detach())  # type: ignore[assignment]
        example = (
            torch.tensor([[101, 2000, 2001, 2002, 102]]), torch.tensor([[0, 1, 1, 2, 0]]),
            torch.tensor([[0, 1, 3]]), torch.tensor([[0, 2, 3]]),
        )  # fmt: skip
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Shipped(net), example, str(plain), input_names=list(INPUTS), output_names=list(OUTPUTS),
                dynamic_axes={
                    "pieces": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"},
                    **{name: {0: "tokens"} for name in ("upos", "child", "child_label", "names")},
                    "arcs": {0: "tokens", 1: "words"}, "head": {0: "words"}, "head_label": {0: "words"},
                },
                opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        if not quantise:
            shutil.copy(plain, out)
            return
        quantize_dynamic(
            plain, out, per_channel=True, reduce_range=reduce_range, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"], nodes_to_exclude=list(FLOAT_HEADS),
        )  # fmt: skip


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/dotterel/annotate/data"))
    parser.add_argument("--float", action="store_true", help="write fp32, to see what int8 costs")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    net, labels = load(arguments.run)
    np.save(arguments.out / "relations.npy", net.label.detach().numpy().T.astype(np.float32))
    export(net, arguments.out / "language_model.onnx", quantise=not arguments.float)
    (arguments.out / "labels.json").write_text(json.dumps(labels, separators=(",", ":")) + "\n")
    shutil.copy(arguments.base / "vocab.txt", arguments.out / "vocabulary.txt")


if __name__ == "__main__":
    main()
