"""The page as an element in a page of somebody else, in a real browser, at an address as a shop has one."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import EXAMPLES
from reach.page.visitor import kept_out, needs_axe, needs_browser
from sluimer import KnowledgeBase
from sluimer.reach import portable_text
from sluimer.reach.page import advice_element

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
EVENTS = """
  addEventListener("DOMContentLoaded", () => {
    window.seen = [];
    for (const name of ["answered", "advice", "emergency", "failed"])
      document.addEventListener(`sluimer-${name}`, ({ detail }) => window.seen.push([name, detail]));
  });
"""
POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'"
ANSWER = """(said) => {
  const shadow = document.querySelector("sluimer-advice").shadowRoot;
  for (const question of shadow.querySelectorAll("fieldset")) {
    const typed = question.querySelector("input[inputmode]");
    const answer = said[question.dataset.fact];
    if (typed) { typed.value = answer ?? 40; typed.dispatchEvent(new Event("input")); continue; }
    const offered = (one) => question.querySelector(`input[value='${one}']`);
    const one = offered(answer ?? ["none", "no", "unknown"].find(offered));
    if (!one.checked) one.click();
  }
  shadow.querySelector("form .main").click();
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is theirs
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def shop(magnesium: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the shop, and its folder."""
    folder = tmp_path_factory.mktemp("shop")
    files = {
        "shop.html": (EXAMPLES / "embedding" / "shop.html").read_text(encoding="utf-8"),
        "knowledge.json": portable_text(magnesium),
        "sluimer-advice.js": advice_element(magnesium),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def at_shop(browser: "Browser", shop: tuple[str, Path]) -> Iterator["Page"]:
    """Somebody at the shop; at the end nothing went wrong there."""
    page, wrong = _page(browser)
    page.goto(f"{shop[0]}/shop.html")
    yield page
    page.context.close()
    assert wrong == []


def _page(browser: "Browser") -> "tuple[Page, list[str]]":
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 375, "height": 740})
    page.set_default_timeout(4000)
    page.add_init_script(EVENTS)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    return page, wrong


def _changed(shop: tuple[str, Path], name: str, *changes: tuple[str, str]) -> str:
    text = (shop[1] / "shop.html").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (shop[1] / name).write_text(text, encoding="utf-8")
    return f"{shop[0]}/{name}"


def _go_through(page: "Page", said: dict[str, Any]) -> None:
    page.get_by_role("button", name="Begin").click()
    for _ in range(60):
        if not page.locator("form").count():
            return
        page.evaluate(ANSWER, said)
    pytest.fail("it came to no advice")


def test_a_visitor_is_advised_and_the_shop_is_told_no_answer(at_shop: "Page", shop: tuple[str, Path]) -> None:
    asked: list[str] = []
    at_shop.locator("sluimer-advice h1").wait_for()
    at_shop.on("request", lambda request: asked.append(request.url))
    assert "geeft ze niet aan deze website" in at_shop.locator("sluimer-advice .sheet").inner_text()
    assert at_shop.evaluate("document.activeElement.tagName") == "BODY"
    _go_through(at_shop, {"goals": "better_sleep", "insomnia": "yes", "sex": "female"})
    assert at_shop.locator("sluimer-advice .verdict.advice h1").inner_text()
    assert at_shop.locator("#told").inner_text() == "Neem dit advies mee naar uw apotheker."
    seen = at_shop.evaluate("window.seen")
    assert [name for name, _ in seen][-1] == "advice"
    assert {str(detail) for _, detail in seen} == {"None"}
    assert asked == []
    assert (at_shop.title(), at_shop.url) == ("Magnesium | De Winkel", f"{shop[0]}/shop.html")
    assert at_shop.evaluate("history.length") == 2
    assert at_shop.evaluate("sessionStorage.length + localStorage.length") == 0


def test_an_emergency_is_told_to_the_shop_which_then_sells_nothing(at_shop: "Page") -> None:
    _go_through(at_shop, {"suicidal_thoughts": "yes"})
    assert at_shop.locator("sluimer-advice .verdict.urgent").count() == 1
    assert at_shop.evaluate("window.seen.at(-1)") == ["emergency", None]
    assert not at_shop.locator("#order").is_visible()


def test_who_shares_answers_with_the_host_reads_so_first(browser: "Browser", shop: tuple[str, Path]) -> None:
    page, wrong = _page(browser)
    page.goto(_changed(shop, "sharing.html", ('lang="nl">\n  <p>', 'lang="nl" share-answers>\n  <p>')))
    page.locator("sluimer-advice h1").wait_for()
    assert "geeft uw antwoorden en wat eruit komt door" in page.locator("sluimer-advice .sheet").inner_text()
    _go_through(page, {"age": 15})
    name, detail = page.evaluate("window.seen.at(-1)")
    assert (name, detail["answers"]["age"], detail["outcome"]) == ("advice", "15", "not_covered")
    page.context.close()
    assert wrong == []


def test_going_back_stays_within_the_element(at_shop: "Page") -> None:
    at_shop.get_by_role("button", name="Begin").click()
    first = at_shop.locator("sluimer-advice h1").inner_text()
    at_shop.evaluate(ANSWER, {})
    assert at_shop.locator("sluimer-advice h1").inner_text() != first
    at_shop.get_by_role("button", name="Terug").click()
    assert at_shop.locator("sluimer-advice h1").inner_text() == first
    at_shop.get_by_role("button", name="Terug").click()
    assert at_shop.get_by_role("button", name="Ga verder").is_visible()


def test_it_wears_the_colours_and_speaks_the_language_of_its_host(browser: "Browser", shop: tuple[str, Path]) -> None:
    page, wrong = _page(browser)
    english = ((' lang="nl">\n  <p>', ">\n  <p>"), ('html lang="nl"', 'html lang="en-GB"'))
    page.goto(_changed(shop, "english.html", *english))
    begin = page.get_by_role("button", name="Begin", exact=True)
    assert begin.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(47, 93, 80)"
    assert page.locator("sluimer-advice h1").inner_text() == "Magnesium and sleep"
    page.context.close()
    assert wrong == []


def test_what_cannot_be_loaded_leaves_what_the_host_wrote(browser: "Browser", shop: tuple[str, Path]) -> None:
    page, _ = _page(browser)
    page.goto(_changed(shop, "broken.html", ('"knowledge.json"', '"nothing.json"')))
    page.get_by_text("De vragen zijn er nu niet.").wait_for()
    assert page.get_by_text("Vraag uw apotheker").is_visible()
    page.context.close()


def test_a_second_element_says_what_the_host_wrote(browser: "Browser", shop: tuple[str, Path]) -> None:
    second = '<sluimer-advice knowledge="knowledge.json"><p>Niet hier.</p></sluimer-advice>\n<footer>'
    page, wrong = _page(browser)
    page.goto(_changed(shop, "twice.html", ("<footer>", second)))
    page.get_by_role("button", name="Begin").wait_for()
    assert page.get_by_text("Niet hier.").is_visible()
    page.context.close()
    assert wrong == []


@needs_axe
def test_the_shop_keeps_nobody_out(at_shop: "Page") -> None:
    at_shop.locator("sluimer-advice h1").wait_for()
    found = kept_out(at_shop)
    at_shop.get_by_role("button", name="Begin").click()
    assert found + kept_out(at_shop) == []
