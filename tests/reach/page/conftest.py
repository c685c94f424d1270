"""A browser for all tests of the page, and visitors with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reach.page.visitor import Visitor, browsing
from sluimer import KnowledgeBase
from sluimer.reach.page import advice_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all of a file; while it is open no other test could run a loop of its own."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[KnowledgeBase], Path]:
    """The page of a knowledge base as a file, made once."""
    folder, made = tmp_path_factory.mktemp("pages"), dict[str, Path]()

    def file(kb: KnowledgeBase) -> Path:
        if kb.knowledge.digest not in made:
            made[kb.knowledge.digest] = folder / f"advice-{len(made)}.html"
            made[kb.knowledge.digest].write_text(advice_page(kb), encoding="utf-8")
        return made[kb.knowledge.digest]

    return file


@pytest.fixture
def visit(browser: "Browser", files: Callable[[KnowledgeBase], Path]) -> Iterator[Visit]:
    """Opens the page of a knowledge base; at the end nothing may have gone wrong or anywhere."""
    visitors: list[Visitor] = []

    def opened(kb: KnowledgeBase, before: str = "", **settings: Any) -> Visitor:
        context = browser.new_context(viewport={"width": 320, "height": 640}, accept_downloads=True, **settings)
        page = context.new_page()
        if before:
            page.add_init_script(before)
        visitors.append(Visitor(page, kb))
        return visitors[-1].open(files(kb))

    yield opened
    for one in visitors:
        one.close()
