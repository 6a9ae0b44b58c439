"""The bundled reports, coded, served on a free port, and a browser to look at them with."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dotterel.pipeline import Coder
from dotterel.pipeline.consolidate import consolidate
from dotterel.serve.app import WEB, create_app
from dotterel.store import open_store
from tests.test_end_to_end import harvest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).resolve().parents[2] / "web/node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (WEB / "index.html").is_file():
        pytest.skip("the web app is not built: pip install -e . needs the npm registry")
    path = tmp_path_factory.mktemp("served") / "demo.duckdb"
    with open_store(path) as store:
        store.write(harvest())
        consolidate(store)
        app = create_app(store, Coder.default().pipe)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        socket = server.config.bind_socket()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        app.state.desk.live.close()
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in CHROMIUM")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser: Any, address: str, scheme: str = "light") -> None:
        self.address = address
        self.problems: list[str] = []
        self.page = browser.new_context(
            viewport={"width": 1360, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        ).new_page()
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda one: self.problems.append(f"console: {one.text}") if one.type in ("error", "warning") else None,
        )
        self.page.on("request", self._requested)

    def _requested(self, request: Any) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.problems.append(f"foreign: {request.url}")

    def until(self, expression: str) -> None:
        """Wait until something is so; asked from outside, since the policy forbids pages to evaluate text."""
        for _ in range(400):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never so: {expression}\n{self.page.locator('main').inner_text()[:1000]}")

    def go(self, path: str) -> None:
        """Open a page and wait until nothing is loading."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("main")
        self.until("!document.querySelector('.skeleton') && !document.querySelector('[aria-busy=true]')")

    def axe(self) -> list[str]:
        """Return what axe-core finds against WCAG 2.2 AA."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = self.page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    one = Watched(browser, address)
    yield one
    one.page.context.close()
