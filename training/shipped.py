"""The shipped model -> weights to go on from: what a run needs to learn new sentences without beginning anew.

The int8 matrices are scaled back; what rounding took away (a few parts in a thousand) the first steps of training restore.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from dotterel.annotate.encoder import GRAPHS
from training.event_data import CONTEXTS, EVENT_TYPES, MODES
from training.joint_network import JointNetwork

# The last layer of each head, with the list in `labels.json` that its rows stand for and the lists of today.
_HEADS: dict[str, tuple[str, Sequence[str]]] = {
    "trigger.3": ("event_types", EVENT_TYPES),
    "modes.3": ("modes", MODES),
    "contexts.3": ("contexts", CONTEXTS),
    "topics": ("contexts", CONTEXTS),
    "linker.kind": ("event_types", EVENT_TYPES),
    "pair.3": ("event_types", EVENT_TYPES[1:]),
}


def load_shipped(net: JointNetwork, folder: Path) -> None:
    """Copy the weights of the ONNX files and of `relations.npy` into a network.

    A type or mode that the model does not know yet begins with the random row it has.

    Args:
        net: the network; parts of speech and relations must be those of the folder's `labels.json`.
        folder: the model as shipped.

    Raises:
        ValueError: the folder lacks a weight of the network, or has it in another shape.
    """
    found: dict[str, Tensor] = {"label": torch.tensor(np.load(folder / "relations.npy").T)}
    for name in GRAPHS:
        found |= _weights(onnx.load(str(folder / f"{name}.onnx")))
    labels = labels_of(folder)
    wanted = net.state_dict()
    for name in wanted:
        head, _, _ = name.rpartition(".")
        if head in _HEADS and name in found:
            key, now = _HEADS[head]
            before = labels[key][-found[name].shape[0] :]
            found[name] = _by_label(wanted[name], now, found[name], before)
    wrong = [name for name, tensor in wanted.items() if name not in found or found[name].shape != tensor.shape]
    if wrong:
        raise ValueError(f"{folder} does not fit this network: {', '.join(wrong[:5])} missing or of another shape")
    net.load_state_dict({name: found[name].to(tensor.dtype) for name, tensor in wanted.items()})


def _by_label(fresh: Tensor, now: Sequence[str], old: Tensor, before: Sequence[str]) -> Tensor:
    """Return the fresh rows with those of labels that were known before put in their places."""
    rows = fresh.clone()
    place = {label: number for number, label in enumerate(before)}
    for number, label in enumerate(now):
        if label in place:
            rows[number] = old[place[label]]
    return rows


def labels_of(folder: Path) -> dict[str, list[str]]:
    """Return the label lists that the model's heads were made for."""
    found: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return found


def _weights(model: onnx.ModelProto) -> dict[str, Tensor]:
    """Return the weights of a graph by their names in the network."""
    arrays = {one.name: numpy_helper.to_array(one).copy() for one in model.graph.initializer}
    found = {
        name.removeprefix("net."): torch.tensor(array)
        for name, array in arrays.items()
        if name.startswith("net.") and name.rpartition(".")[2] in ("weight", "bias")
    }
    if "net.pieces.rows" in arrays:
        rows = arrays["net.pieces.rows"].astype(np.float32) * arrays["net.pieces.scale"]
        found["pieces.weight"] = torch.tensor(rows)
    for node in model.graph.node:
        if node.op_type not in ("MatMul", "MatMulInteger", "Gemm") or node.input[1] not in arrays:
            continue
        matrix = arrays[node.input[1]]
        if node.op_type == "MatMulInteger":
            base = node.input[1].removesuffix("_quantized")
            zero = arrays[f"{base}_zero_point"].astype(np.float32)
            matrix = (matrix.astype(np.float32) - zero) * arrays[f"{base}_scale"]
        found[f"{_module(node.name)}.weight"] = torch.tensor(np.ascontiguousarray(matrix.T))
    return found


def _module(node: str) -> str:
    """Return the module that a node was written from.

    >>> _module("/layers.0/mix/MatMul_quant"), _module("/trigger/trigger.3/MatMul_quant")
    ('layers.0.mix', 'trigger.3')
    """
    parts = [part for part in node.split("/") if part][:-1]
    kept = [part for n, part in enumerate(parts) if n + 1 == len(parts) or not parts[n + 1].startswith(f"{part}.")]
    return ".".join(kept)
