"""The functions of the web app that touch no page, in Node: filters, how things are written, spans."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"


def test_pure_functions() -> None:
    node, vitest = shutil.which("node"), WEB / "node_modules/vitest/vitest.mjs"
    if node is None or not vitest.is_file():
        pytest.skip("no Node, or the packages of the web app are not there: cd web && npm ci")
    done = subprocess.run([node, str(vitest), "run"], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
