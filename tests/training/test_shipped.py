"""The shipped model as weights to go on from."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch; see CONTRIBUTING.md")
pytest.importorskip("onnx", reason="training needs onnx; see CONTRIBUTING.md")

DATA = Path(__file__).resolve().parents[2] / "src/dotterel/annotate/data"


def test_weights_go_back_into_the_network_they_came_from() -> None:
    from training.joint_network import JointNetwork
    from training.shipped import labels_of, load_shipped

    labels = labels_of(DATA)
    net = JointNetwork(upos=len(labels["upos"]), deprels=len(labels["deprels"]))
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    load_shipped(net, DATA)
    moved = [name for name, tensor in net.state_dict().items() if not torch.equal(tensor, before[name])]
    assert len(moved) > 0.9 * len(before)


def test_a_network_of_another_shape_is_refused() -> None:
    from training.joint_network import JointNetwork
    from training.shipped import load_shipped

    with pytest.raises(ValueError, match=r"upos\.weight"):
        load_shipped(JointNetwork(upos=3, deprels=5), DATA)


def test_a_type_of_ones_own_begins_beside_the_known_ones() -> None:
    from training.shipped import _by_label

    old = torch.tensor([[1.0], [2.0]])
    fresh = torch.tensor([[7.0], [8.0], [9.0]])
    assert _by_label(fresh, ("O", "ELECT", "AID"), old, ("O", "AID")).tolist() == [[1.0], [8.0], [2.0]]
