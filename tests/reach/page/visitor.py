"""Somebody with a browser, who opens the page from a file and answers what it asks."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sluimer import KnowledgeBase

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_BROWSER"))
"""Whether what needs a browser must not be passed over for want of it, as in `.ci/run`."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
VIOLATIONS = """
  addEventListener("securitypolicyviolation", (event) => (window.violations ??= []).push(event.violatedDirective));
"""


def _lacking() -> str:
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "there is no playwright here"
    return "" if CHROMIUM else "there is no Chromium here"


needs_browser = pytest.mark.skipif(bool(_lacking()) and not REQUIRED, reason=_lacking() or "-")
needs_axe = pytest.mark.skipif(not (AXE.exists() or REQUIRED), reason="axe-core is not here: cd tests/reach && npm ci")


@contextmanager
def browsing() -> Iterator["Browser"]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "install Chromium first"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """A person at the page: what the browser asked of anybody else, and what went wrong in it, is noted."""

    page: "Page"
    kb: KnowledgeBase
    language: str = "nl"
    asked_elsewhere: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open(self, file: Path) -> "Visitor":
        """Open the page from its file."""
        self.page.on("request", lambda request: self._note(request.url, file))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.set_default_timeout(4000)
        self.page.add_init_script(VIOLATIONS)
        self.page.goto(file.as_uri())
        return self

    def _note(self, url: str, file: Path) -> None:
        if url != file.as_uri() and not url.startswith(("data:,", "blob:null")):
            self.asked_elsewhere.append(url)

    def close(self) -> None:
        """Nothing went anywhere, nothing broke, and the address says nothing."""
        found = (self.asked_elsewhere, self.wrong, self.page.evaluate("window.violations ?? []"))
        address, cookies = self.page.url, self.page.context.cookies()
        self.page.context.close()
        assert found == ([], [], [])
        assert not any(sign in address for sign in "?#")
        assert cookies == []

    def press(self, name: str, exact: bool = True) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    @property
    def heading(self) -> str:
        """What the heading of the screen says, on which the focus is."""
        assert self.page.evaluate("document.activeElement.tagName") == "H1"
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        """All that can be read."""
        return self.page.locator("#page").inner_text()

    def unfold(self, heading: str) -> str:
        """What stands below a heading with the first reasons there folded open."""
        section = self.page.locator("section", has=self.page.get_by_role("heading", name=heading))
        section.locator(".why summary").first.click()
        return section.inner_text()

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers that the tab keeps."""
        kept = self.page.evaluate("sessionStorage.getItem('sluimer')")
        return dict(json.loads(kept)["answers"]) if kept else {}

    @property
    def asked(self) -> "Sequence[Locator]":
        """The questions on the screen."""
        return self.page.locator("fieldset").all()

    def summary(self) -> Mapping[str, Any]:
        """What Python says of the answers that were given on the page."""
        said: Mapping[str, Any] = json.loads(self.kb.consult(dict(self.answers)).to_json(self.language))["summary"]
        return said

    def go_through(self, said: Mapping[str, object], by_mouse: bool = False) -> list[list[str]]:
        """Answer each question, "no" or "none" where nothing else is said, up to the advice: what stood on each screen.

        At each screen the line at the top is what Python says of the answers so far, and nothing sticks out.
        """
        screens: list[list[str]] = []
        while facts := self.facts:
            assert len(screens) < MOST_SCREENS
            assert self.summary()["verdict"]["title"] in self.page.locator(".bar").inner_text()
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            screens.append(facts)
            self.go_one_on(said, by_mouse)
        return screens

    @property
    def facts(self) -> list[str]:
        """What is asked on the screen."""
        found: list[str] = self.page.locator("fieldset").evaluate_all("all => all.map((one) => one.dataset.fact)")
        return found

    def go_one_on(self, said: Mapping[str, object], by_mouse: bool = False) -> None:
        """Answer what stands on the screen, and go on."""
        if not by_mouse:
            self.page.evaluate(ANSWER, dict(said))
            return
        for question in self.asked:
            _point(question, said.get(str(question.get_attribute("data-fact"))))
        self.page.locator("form .main").click()


MOST_SCREENS = 60
ANSWER = """(said) => {
  for (const question of document.querySelectorAll("fieldset")) {
    const answer = said[question.dataset.fact];
    const typed = question.querySelector("input[inputmode]");
    if (typed && answer !== undefined && !["unknown", "declined"].includes(answer)) {
      typed.value = answer;
      typed.dispatchEvent(new Event("input"));
      continue;
    }
    const offered = (one) => question.querySelector(`input[value='${one}']`);
    const wanted = answer === undefined ? [["none", "no", "unknown"].find(offered)] : [answer].flat();
    for (const one of wanted) if (!offered(one).checked) offered(one).click();
  }
  document.querySelector("form .main").click();
}"""
"""Answers a screen as `_point` does, without a way for each to the browser and back."""


def _point(question: "Locator", said: object) -> None:
    typed = question.locator("input[inputmode]")
    if typed.count() and said not in (None, "unknown", "declined"):
        typed.fill(str(said))
        return
    for one in said if isinstance(said, list) else [said or _mildest(question)]:
        question.locator(f"input[value='{one}']").check()


def _mildest(question: "Locator") -> str:
    offered = question.locator("input[type=radio]").evaluate_all("all => all.map((one) => one.value)")
    return next(one for one in ("none", "no", "unknown") if one in offered)


@cache
def axe() -> str:
    """The program that looks for what keeps people out."""
    return AXE.read_text(encoding="utf-8")


def kept_out(page: "Page") -> list[str]:
    """What axe-core finds on the screen."""
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, {preload: false}).then((found) => found.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
