"""A trained model -> the artefacts that the package ships: `python -m training.export --run RUN --base BASE`.

Four graphs: `lower.onnx` is the embeddings and first layers with the probe that says whether a sentence is worth the rest,
`upper.onnx` the other layers and the heads of every word, `events.onnx` and `statements.onnx` the second look at words that
may be a trigger or a cue. Each takes one sentence, so no sentence's numbers depend on another's. Weights
become int8 (dynamic quantisation, one scale per output channel, seven bits so that processors without VNNI do not
saturate); the word piece embeddings are int8 with one scale per row.
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

from dotterel.annotate.encoder import EVENT_OUTPUTS, OUTPUTS, STATEMENT_OUTPUTS
from training.data import NAME_TAGS
from training.event_data import AUXILIARIES, CONTEXTS, EVENT_TYPES, MODES, ROLES, STATEMENT_ROLES, TONES
from training.joint_network import GATE_LAYER, JointNetwork
from training.network import WIDTH, attend

FLOAT_HEADS = ("/upos/MatMul", "/names/names.3/MatMul", "/trigger/trigger.3/MatMul", "/linker/role/MatMul",
    "/linker/kind/MatMul", "/statement_linker/role/MatMul", "/statement_linker/kind/MatMul",
)  # fmt: skip


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
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """Compute it in torch."""
        return attend(query, key, value, None, heads)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """Write the operator."""
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return found.setType(query.type())


def fused(query: Tensor, key: Tensor, value: Tensor, _: Tensor | None, heads: int) -> Tensor:
    """Stand in for `network.attend`, which needs no mask where there is one sentence."""
    return FusedAttention.apply(query, key, value, heads)  # type: ignore[no-any-return, no-untyped-call]


class Lower(nn.Module):
    """Embeddings, the first layers, and the probe of every word."""

    def __init__(self, net: JointNetwork) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """All inputs are one row; the first word is the root."""
        net = self.net
        places = net.positions.weight[: pieces.shape[1]]
        x: Tensor = net.norm(net.pieces(pieces) + places + net.shapes(shapes))
        for layer in net.layers[:GATE_LAYER]:
            x = layer(x, None)
        words = (x[0][first[0]] + x[0][last[0]]) / 2
        return x, net.gate(words[1:])[:, 0]


class Upper(nn.Module):
    """The other layers and all heads, in the order of `OUTPUTS`, then the scores of a marked pair."""

    def __init__(self, net: JointNetwork) -> None:
        super().__init__()
        self.net = net

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """All inputs are one row; the first word is the root; `marks` are the words of a pair's opening markers."""
        net, x = self.net, hidden
        for layer in net.layers[GATE_LAYER:]:
            x = layer(x, None)
        words = ((x[0][first[0]] + x[0][last[0]]) / 2)[None]
        arcs, child, head = net.tree(words)
        body = words[:, 1:]
        pair = net.pair(torch.cat([words[:, 0], words[0, marks[:, 0] + 1], words[0, marks[:, 1] + 1]], -1))
        found = (
            net.upos(body).argmax(-1).to(torch.int32), arcs, child, head, net.label_child(child), net.label_head(head),
            net.names(body), net.trigger(body), net.context_scores(words), net.cue(body), body, pair,
        )  # fmt: skip
        return tuple(x[0] for x in found)


class Events(nn.Module):
    """The second look at words that may be a trigger, with their modes and auxiliaries, in the order of `EVENT_OUTPUTS`."""

    def __init__(self, net: JointNetwork) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, nodes: Tensor) -> tuple[Tensor, ...]:
        """Word vectors of one sentence (word, width), the candidates' numbers."""
        net, here = self.net, words[nodes]
        return (*net.linker(words[None], torch.zeros_like(nodes), nodes), net.modes(here), net.auxiliary(here))


class Statements(nn.Module):
    """The second look at words that may be a cue, in the order of `STATEMENT_OUTPUTS`."""

    def __init__(self, net: JointNetwork) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, nodes: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors of one sentence (word, width), the candidates' numbers."""
        roles, kinds = self.net.statement_linker(words[None], torch.zeros_like(nodes), nodes)
        return roles, kinds


def load(run: Path) -> tuple[JointNetwork, dict[str, list[str]]]:
    """Load the averaged weights of a finished or unfinished run."""
    labels = json.loads((run / "labels.json").read_text())
    net = JointNetwork(upos=len(labels["upos"]), deprels=len(labels["deprels"]))
    path = run / "model.pt"
    state = torch.load(path) if path.exists() else torch.load(run / "state.pt", weights_only=False)["mean"]
    net.load_state_dict(state)
    for layer in (*net.layers, *net.linker.layers, *net.statement_linker.layers):
        layer.attend = fused  # type: ignore[assignment]
    return net.eval(), labels


def write(
    module: nn.Module, example: dict[str, Tensor], axes: dict[str, dict[int, str]], out: Path, *, quantise: bool
) -> None:
    """Write one ONNX file; `axes` names the outputs too, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module, tuple(example.values()), str(plain), input_names=list(example),
                output_names=[name for name in axes if name not in example],
                dynamic_axes={name: named for name, named in axes.items() if named},
                opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        if not quantise:
            shutil.copy(plain, out)
            return
        quantize_dynamic(
            plain, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"], nodes_to_exclude=list(FLOAT_HEADS),
        )  # fmt: skip


def export(net: JointNetwork, out: Path, *, quantise: bool = True) -> None:
    """Write the ONNX files."""
    if quantise:
        net.pieces = QuantisedEmbedding(net.pieces.weight.detach())  # type: ignore[assignment]
    bounds = {"first": torch.tensor([[0, 1, 3]]), "last": torch.tensor([[0, 2, 3]])}
    words = {"first": {1: "words"}, "last": {1: "words"}}
    lower = {
        "pieces": torch.tensor([[101, 2000, 2001, 2002, 102]]),
        "shapes": torch.tensor([[0, 1, 1, 2, 0]]),
        **bounds,
    }
    axes: dict[str, dict[int, str]] = {
        "pieces": {1: "pieces"}, "shapes": {1: "pieces"}, **words, "hidden": {1: "pieces"}, "gate": {0: "tokens"},
    }  # fmt: skip
    write(Lower(net), lower, axes, out / "lower.onnx", quantise=quantise)
    upper = {"hidden": torch.zeros(1, 5, WIDTH), **bounds, "marks": torch.tensor([[0, 1]])}
    shapes: dict[str, dict[int, str]] = {
        "arcs": {0: "tokens", 1: "words"}, "head": {0: "words"}, "head_label": {0: "words"}, "contexts": {}, "pair": {},
    }  # fmt: skip
    axes = {"hidden": {1: "pieces"}, **words, **{n: shapes.get(n, {0: "tokens"}) for n in (*OUTPUTS, "pair")}}
    write(Upper(net), upper, axes, out / "upper.onnx", quantise=quantise)
    again = {"words": torch.zeros(5, WIDTH), "nodes": torch.tensor([1, 3])}
    for module, names in ((Events(net), EVENT_OUTPUTS), (Statements(net), STATEMENT_OUTPUTS)):
        axes = {"words": {0: "tokens"}, "nodes": {0: "nodes"}, **{n: {0: "nodes"} for n in names}}
        axes[names[0]] = {0: "nodes", 1: "tokens"}
        write(module, again, axes, out / f"{type(module).__name__.lower()}.onnx", quantise=quantise)


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
    export(net, arguments.out, quantise=not arguments.float)
    np.save(arguments.out / "untimed.npy", np.zeros(WIDTH + 1, np.float32))  # until `training.untimed` has taught it
    all_labels = {
        "upos": labels["upos"], "deprels": labels["deprels"], "names": NAME_TAGS, "event_types": EVENT_TYPES, "modes": MODES,
        "auxiliaries": AUXILIARIES, "contexts": CONTEXTS, "roles": ROLES, "tones": TONES, "statement_roles": STATEMENT_ROLES,
    }  # fmt: skip
    (arguments.out / "labels.json").write_text(json.dumps(all_labels, separators=(",", ":")) + "\n")
    shutil.copy(arguments.base / "vocab.txt", arguments.out / "vocabulary.txt")


if __name__ == "__main__":
    main()
