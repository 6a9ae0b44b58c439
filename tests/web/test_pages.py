"""Every page in a browser: nothing goes wrong, nobody is shut out, nothing leaves the machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.web.conftest import AXE, Watched

PAGES = {
    "overview": "/", "events": "/events", "statements": "/statements", "occasions": "/occasions", "actors": "/actors",
    "network": "/network", "map": "/map", "trends": "/trends", "compare": "/compare?a=actor%3DETH&b=actor%3DIRN",
    "review": "/review", "problems": "/problems", "sql": "/sql", "methods": "/methods", "search": "/search?q=sanctions",
    "actor": "/actor/country%3AETH", "article": "/article/ethiopia-04", "event": "/event/FIRST",
}  # fmt: skip
SHOTS = Path(__file__).resolve().parents[2] / "docs/screenshots"


def api(address: str, path: str) -> Any:
    with urlopen(address + path) as answer:
        return json.load(answer)


def path_of(address: str, name: str) -> str:
    first = api(address, "/api/events?sort=-reports&limit=1")["rows"][0]["id"]
    return PAGES[name].replace("FIRST", first)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_without_a_complaint(watched: Watched, name: str) -> None:
    watched.go(path_of(watched.address, name))
    assert watched.page.locator("main h1").count() == 1
    assert watched.page.locator("[role=alert]").count() == 0
    assert watched.problems == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm ci in web/")
def test_a_page_is_open_to_everybody(watched: Watched, name: str) -> None:
    watched.go(path_of(watched.address, name))
    assert watched.axe() == []


def test_the_address_holds_all_that_was_chosen(watched: Watched) -> None:
    watched.go("/events")
    total = api(watched.address, "/api/events?type=CONSULT")["total"]
    watched.page.locator(".choices a", has_text="CONSULT").first.click()
    watched.page.wait_for_url("**type=CONSULT**")
    watched.until(f"document.querySelector('.countline').textContent.includes('{total} event')")
    address = watched.page.url
    watched.page.locator(".chips a", has_text="CONSULT").click()
    watched.page.wait_for_url("**/events")
    watched.page.go_back()
    assert watched.page.url == address
    watched.page.reload()
    watched.until(f"document.querySelector('.countline')?.textContent.includes('{total} event')")
    assert watched.problems == []


def test_dates_are_drawn_over_the_timeline(watched: Watched) -> None:
    watched.go("/events")
    box = watched.page.locator("svg.timeline").bounding_box()
    assert box is not None
    mouse = watched.page.mouse
    mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 40, steps=5)
    mouse.up()
    watched.page.wait_for_url("**since=**")
    assert "until=" in watched.page.url


def test_a_reader_with_a_keyboard_alone_finds_and_judges_an_event(watched: Watched) -> None:
    page = watched.page
    watched.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("sanctions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=sanctions")
    watched.go("/events")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/**")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    watched.go("/review?order=random")
    page.get_by_label("your name").fill("keyboard")
    page.keyboard.press("Tab")
    page.locator("main").focus()
    before = api(watched.address, "/api/reviews/queue?order=random&reviewer=keyboard")["left"]
    page.keyboard.press("a")
    watched.until(f"document.querySelector('main').textContent.includes('{before - 1} events to judge')")
    assert api(watched.address, "/api/reviews?limit=1")["rows"][0]["decision"] == "accept"
    page.keyboard.press("u")
    watched.until(f"document.querySelector('main').textContent.includes('{before} events to judge')")
    assert watched.problems == []


def test_new_reports_appear_without_a_reload_and_attacks_stay_text(watched: Watched) -> None:
    watched.go("/events?publisher=" + quote("<b>Evil</b>"))
    assert watched.page.locator(".empty").count() == 1
    text = "NAIROBI, May 6 - Kenya's president met \"><script>alert(1)</script> his Ugandan counterpart in Kampala on Monday."
    watched.page.evaluate(
        """body => fetch('/api/documents', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)})""",
        {"text": text, "title": "<img src=x onerror=alert(1)>", "published": "2024-05-07", "publisher": "<b>Evil</b>"},
    )
    watched.page.wait_for_selector("table.events .sentence", timeout=20_000)
    assert "<script>" in watched.page.locator("table.events .sentence").first.text_content()
    assert watched.page.locator("main b, main script, main img").count() == 0
    assert watched.problems == []


def test_marks_and_list_of_an_article_light_up_together(watched: Watched) -> None:
    watched.go("/article/ethiopia-04")
    watched.page.locator(".found button").first.click()
    assert watched.page.locator(".article mark.lit").count() >= 1
    watched.page.locator(".why summary").first.click()
    watched.page.wait_for_selector(".why table")
    assert watched.problems == []


def test_small_screens_and_large_letters_keep_everything(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 380, "height": 700})
    for name in ("overview", "events", "article", "occasions", "review"):
        watched.go(path_of(watched.address, name))
        wide = watched.page.evaluate("document.documentElement.scrollWidth")
        assert (name, wide <= 384) == (name, True)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshots_for_the_docs(browser: Any, address: str, scheme: str) -> None:
    watched = Watched(browser, address, scheme)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        watched.go(path_of(address, name))
        watched.page.screenshot(path=SHOTS / f"{name}-{scheme}.jpg", type="jpeg", quality=70)
        assert watched.axe() == []
    assert watched.problems == []
    watched.page.context.close()
