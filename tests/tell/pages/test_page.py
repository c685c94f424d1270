"""Every page runs nothing, loads nothing, and shows each letter where it stands."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import sluimer
from conftest import HOUSE_PLANTS
from sluimer import KnowledgeBase
from sluimer.audit.report.decision_page import decision_page
from sluimer.audit.report.period_page import PeriodTally, period_page
from sluimer.authoring.cases.coverage import make_coverage
from sluimer.authoring.cases.page import coverage_page
from sluimer.explain.ledger import make_ledger
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import Text
from sluimer.read import read_texts
from sluimer.tell.ledger import ledger_page
from sluimer.tell.outline import Line, Tone
from sluimer.tell.pages.notebook import table
from sluimer.tell.pages.page import page, shown
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.pictures.svg import svg
from sluimer.tell.speaker import Speaker

ENGINE = Path(sluimer.__file__).parent
TEMPLATES = sorted((ENGINE / "tell" / "pages" / "templates").glob("*.jinja"))
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
TURNED = "a\u202eb\u2066c\u200bd\x1be"
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _turned(knowledge: Knowledge) -> Knowledge:
    """The knowledge with letters in titles, reasons and statements that no reader should meet."""
    text = Text((("nl", TURNED), ("en", TURNED)))
    rules = {name: replace(rule, title=text, because=text) for name, rule in knowledge.rules.items()}
    statements = {name: replace(one, says=text, where=text) for name, one in knowledge.statements.items()}
    manifest = replace(knowledge.manifest, title=text)
    return replace(knowledge, rules=rules, statements=statements, manifest=manifest)


def _pages() -> dict[str, str]:
    kb = KnowledgeBase(_turned(sluimer.load(HOUSE_PLANTS).knowledge))
    speaker = Speaker(kb.knowledge, "en")
    texts = {name: f"{text}# {TURNED}\n" for name, text in read_texts(HOUSE_PLANTS).items()}
    line = (Line(TURNED, tone=Tone.HEADING, mark=TURNED),)
    return {
        "of coverage": coverage_page(make_coverage((), kb.knowledge), texts, speaker),
        "of the ledger": ledger_page(make_ledger(kb.knowledge, {}), speaker),
        "of a decision": decision_page(TURNED, line, kb.consult({"drooping": "yes"}), speaker),
        "of a period": period_page(TURNED, line, PeriodTally(), (), "en"),
        "of lines": page("account", "en", title=TURNED, about=line),
        "a picture": svg(chain_of_rule(next(iter(kb.knowledge.rules)), speaker)),
    }


PAGES = _pages()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_turns_letters_round_or_cannot_be_seen(name: str) -> None:
    """A reason that a reader sees in another order than it is written says something else."""
    assert not UNSEEN.search(PAGES[name])
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in PAGES[name]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "a picture"])
def test_a_page_may_run_load_and_send_nothing(name: str) -> None:
    """The policy stands before anything that it is about."""
    head = PAGES[name].partition("<style>")[0]
    assert head.count(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">') == 1
    assert not re.search("<script|javascript:|https?://(?!www.w3.org/2000/svg)| on[a-z]+=", PAGES[name])


def test_pages_have_one_head_and_texts_come_in_at_one_place() -> None:
    """So that no page lacks the policy, and no text comes in that was not looked at."""
    heads = [path.name for path in TEMPLATES if re.search("<!doctype|<head>", path.read_text(encoding="utf-8"))]
    assert heads == ["base.html.jinja"]
    found = {
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*.py")
        if re.search("<!doctype|<head>|</p>|</td>|from html import|markupsafe import", path.read_text(encoding="utf-8"))
    }
    assert found == {"tell/pages/page.py", "tell/pages/notebook.py", "reach/page/write.py"}, (
        "a notebook shows in its example what it makes"
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_lets_a_text_come_in_as_it_is(path: Path) -> None:
    """`safe` and a part without escaping would; in a style or a script escaping is not enough."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup|<script| on[a-z]+=", text)
    styles = re.findall(r"{% block style %}(.*?){% endblock %}|<style>(.*?)</style>", text, flags=re.S)
    assert "{{" not in str(styles).replace("{{ super() }}", "")


def test_every_value_is_shown_as_text_whatever_it_is() -> None:
    """In a text, in the value of an attribute, and where it is no text at all."""
    for value in (TURNED, "<b> & \"quoted\" 'too'", ("<i>",)):
        told = str(shown(value))
        assert not UNSEEN.search(told)
        assert not set(told) & set("<>\"'")
    assert shown(shown("<b>")) == "&lt;b&gt;"


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    """So that no page leaves a warning out because a name changed."""
    with pytest.raises(Exception, match="about"):
        page("account", "en", title="t")


def test_a_notebook_is_text_alone() -> None:
    assert table(TURNED, [["<td>", TURNED]]) == (
        "<table><caption>a\ufffdb\ufffdc\ufffdd\ufffde</caption>"
        "<tr><td>&lt;td&gt;</td><td>a\ufffdb\ufffdc\ufffdd\ufffde</td></tr></table>"
    )
