"""The page for people at the start of the service: as `sluimer page` writes it, in the language that somebody wants."""

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from reach.page.visitor import browsing, needs_browser
from reach.service.conftest import codes
from sluimer import KnowledgeBase
from sluimer.reach.page import advice_page
from sluimer.reach.service import Shelf, make_app
from sluimer.reach.service.shelf import ShelfNews
from sluimer.reach.service.start import wished_language

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_it_is_the_page_that_asks_and_advises(plant_care: KnowledgeBase) -> None:
    reply = TestClient(make_app(Shelf(plant_care))).get("/")
    assert reply.text == advice_page(plant_care, ["nl"], {"en": "?lang=en"})
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-language"] == "nl"
    assert reply.headers["vary"] == "accept-language"
    assert reply.headers["sluimer-knowledge"] == plant_care.name.digest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "nl"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.4, nl;q=0.7", "nl"),
        ("fr", "nl"),
        ("*", "nl"),
        ("en;q=0, fr", "nl"),
        ("EN ; q=1.0", "en"),
        ("en;q=high, ;;, <script>", "nl"),
    ],
)
def test_a_browser_gets_the_language_that_it_would_rather_have(accepted: str, language: str) -> None:
    assert wished_language(accepted, ["nl", "en"]) == language


def test_who_names_a_language_gets_that_one_and_no_other(plant_care: KnowledgeBase) -> None:
    client = TestClient(make_app(Shelf(plant_care), page=lambda _, language: language))
    assert client.get("/", headers={"accept-language": "en"}).text == "en"
    assert client.get("/?lang=nl", headers={"accept-language": "en"}).text == "nl"
    refused = client.get("/?lang=fr")
    assert refused.status_code == 422
    assert codes(refused) == ["service-language"]


def test_it_is_made_once_and_anew_for_other_rules(plant_care: KnowledgeBase, magnesium: KnowledgeBase) -> None:
    made: list[tuple[str, str]] = []

    def page(base: KnowledgeBase, language: str) -> str:
        made.append((base.name.name, language))
        return made[-1][0]

    shelf = Shelf(plant_care)
    client = TestClient(make_app(shelf, page=page))
    seen = [client.get(f"/?lang={language}").text for language in ("nl", "en", "nl")]
    shelf.put(ShelfNews(refused=1))
    client.get("/?lang=nl")
    shelf.put(ShelfNews(magnesium))
    seen += [client.get("/?lang=nl").text for _ in range(2)]
    assert seen == [plant_care.name.name] * 3 + [magnesium.name.name] * 2
    assert made == [(plant_care.name.name, "nl"), (plant_care.name.name, "en"), (magnesium.name.name, "nl")]


@needs_browser
def test_somebody_at_the_address_asks_nothing_else_of_the_service(address: str) -> None:
    asked: list[str] = []
    with browsing() as browser:
        page: Page = browser.new_page(locale="en-GB")
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/")
        page.get_by_role("button", name="Begin").click()
        page.locator("input[inputmode]").fill("41")
        page.locator("form .main").click()
        page.reload()
        assert page.locator("h1").inner_text() != "How old are you?"
        page.evaluate("history.go(-2)")
        page.get_by_role("link", name="Nederlands").click()
        page.get_by_role("button", name="Ga verder").click()
        assert page.locator("html").get_attribute("lang") == "nl"
    assert {one for one in asked if not one.startswith("data:")} == {f"{address}/", f"{address}/?lang=nl"}
