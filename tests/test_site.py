"""The site of the documents: it can be built, its links lead somewhere, and nothing in it is loaded from elsewhere."""

import functools
import importlib.util
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
import yaml

from conftest import ROOT, run
from reach.page.visitor import axe, browsing, needs_axe, needs_browser
from sluimer import KnowledgeBase
from sluimer.reach.page import advice_page
from tries import IN_FULL

REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_SITE"))
"""Set where the tests must not be skipped for want of what builds the site."""
LOADING = {"src", "srcset", "data", "poster", "action", "background"}
"""Attributes that load or send something, of whatever element."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in a folder of its own; any warning fails it."""
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("material") is None:
        if REQUIRED:
            pytest.fail("what builds the site is not installed")
        pytest.skip("what builds the site is not installed")
    folder = tmp_path_factory.mktemp("site")
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder, folder=ROOT)
    return folder


class Loads(HTMLParser):
    """What a page takes from an address, and its language."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.language: str | None = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.language = said.get("lang") if tag == "html" else self.language
        linked = [said["href"]] if tag == "link" and "href" in said else []
        self.found += [*linked, *(said[name] for name in said if name in LOADING)]


def elsewhere(address: str) -> bool:
    """Whether an address is of another place than the site."""
    return bool(re.match(r"\s*(//|(?!data:)[a-z][a-z+.-]*:)", address, flags=re.I))


@pytest.mark.parametrize("address", ["https://a.nl/x.js", "//a.nl/x.js", " HTTP://a.nl", "blob:x"])
def test_an_address_elsewhere_is_known_as_one(address: str) -> None:
    assert elsewhere(address)
    assert not elsewhere("../assets/x.js")
    assert not elsewhere("data:image/svg+xml,x")


@IN_FULL
def test_no_page_or_style_loads_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    found = {page.name: Loads(page).found for page in pages}
    assert [(name, address) for name, each in found.items() for address in each if elsewhere(address)] == []
    assert len(pages) > 80
    styles = [path.read_text(encoding="utf-8") for path in [*site.rglob("*.css"), *pages]]
    assert [url for text in styles for url in re.findall(r"url\(['\"]?([^)'\"]+)", text) if elsewhere(url)] == []
    assert "fonts.g" not in "".join(styles)


@IN_FULL
def test_every_page_forbids_what_its_scripts_could_load(site: Path) -> None:
    """A script of the theme knows addresses elsewhere, which no page here gives it a reason to ask."""
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    own = {"advice.html", "shop.html"}  # the live page, and the page of a shop as it stands in the examples
    assert {name for name, text in texts.items() if "default-src 'self'" not in text[:600]} == own
    assert [name for name, text in texts.items() if 'class="mermaid"' in text] == []


@IN_FULL
def test_the_live_page_is_the_page_of_now(site: Path, magnesium: KnowledgeBase) -> None:
    assert (site / "advice.html").read_text(encoding="utf-8") == advice_page(magnesium)


@IN_FULL
def test_dutch_pages_say_that_they_are(site: Path) -> None:
    for page in ("eerste-regel", "eigen-kennisbank", "editor.nl", "reference.nl", "rules/index"):
        assert Loads(site / f"{page}.html").language == "nl"
    assert Loads(site / "first-rule.html").language == "en"


@IN_FULL
@needs_browser
def test_in_a_browser_nothing_is_asked_elsewhere_and_search_finds(site: Path) -> None:
    for address in visited(site):
        assert address.startswith("http://127.0.0.1:")


@IN_FULL
@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_narrow_screen(site: Path, scheme: Literal["light", "dark"]) -> None:
    with serving(site) as address, browsing() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
        for name in ("index", "eerste-regel", "schemas", "examples/embedding/index", "decisions/index"):
            page.goto(f"{address}/{name}.html")
            page.evaluate(axe())
            found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
            assert [(name, each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def visited(site: Path) -> Iterator[str]:
    """Every address that a browser asks while someone reads some pages and searches."""
    with serving(site) as address, browsing() as browser:
        page, asked, wrong = browser.new_page(), list[str](), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        for name in ("CONTRIBUTING", "eerste-regel", "advice", "index"):
            page.goto(f"{address}/{name}.html")
        page.locator("input.md-search__input").fill("nierproblemen")
        page.locator(".md-search-result__item").first.wait_for(
            timeout=120_000
        )  # beside other tests the index takes a while
    assert wrong == []
    assert len(asked) > 10
    yield from asked


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Where the site is, to a browser."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_every_page_of_the_documents_is_in_the_menu_or_one_of_many() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    menu = str(yaml.safe_load(text)["nav"])
    pages = [path.name for path in (ROOT / "docs").glob("*.md")]
    assert [name for name in pages if f"'{name}'" not in menu] == []
    assert len(pages) >= 20
