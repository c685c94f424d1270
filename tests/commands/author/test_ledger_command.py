"""`sluimer ledger`: each statement of the sources, with what became of it."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sluimer as engine
from commands.conftest import Sluimer
from sluimer.tell.outline import plain
from sluimer.tell.proof import tell_why
from sluimer.tell.speaker import Speaker

Change = Callable[[str, str | None, str], None]

LEFT_OUT = """
B5:
  source: book
  says: {nl: Over <b>kopen</b>., en: On <b>buying</b>.}
  status: marketing
  why: {nl: Een winkel wil verkopen., en: A shop wants to sell.}
B10:
  source: book
  says: {nl: Licht voedt bladeren., en: Light feeds leaves.}
  status: reason
  explains: [sun-is-better]
B6:
  source: book
  says: {nl: Planten leven., en: Plants live.}
  status: background
"""


@pytest.fixture
def shelf(plants: Path, change: Change) -> Path:
    """The house plants with a ledger of every kind of statement."""
    change("rules/ledger/more.yaml", None, LEFT_OUT)
    return plants


class _Page(HTMLParser):
    """The rows of a page, and what it loads from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.links += [str(given[key]) for key in ("src", "href") if key in given]
        if tag == "tr" and given.get("id"):
            self.rows.append(str(given["id"]))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_statement_is_told_with_what_became_of_it(sluimer: Sluimer, shelf: Path, language: str) -> None:
    printed = sluimer("ledger", "--knowledge", shelf, "--lang", language).stdout
    for name, statement in engine.load(shelf).knowledge.statements.items():
        assert f"{name}: {statement.says.in_language(language)}" in printed
    assert {"nl": "uitleg bij: sun-is-better", "en": "explains: sun-is-better"}[language] in printed
    assert {"nl": "Een winkel wil verkopen.", "en": "A shop wants to sell."}[language] in printed


def test_statements_come_in_the_order_in_which_people_count(sluimer: Sluimer, shelf: Path) -> None:
    statements = json.loads(sluimer("ledger", "--knowledge", shelf, "--json").stdout)["statements"]
    assert [one["id"] for one in statements] == ["B1", "B2", "B3", "B4", "B5", "B6", "B10"]


def test_the_data_tell_who_cites_what(sluimer: Sluimer, shelf: Path) -> None:
    data = json.loads(sluimer("ledger", "--knowledge", shelf, "--json").stdout)
    assert data["counts"] == {"encoded": 4, "reason": 1, "background": 1, "marketing": 1}
    knowledge = engine.load(shelf).knowledge
    for one in data["statements"]:
        assert {name for name in one["cited_by"] if name in knowledge.rules} == {
            rule.id for rule in knowledge.rules.values() if one["id"] in rule.cites
        }


def test_one_status_can_be_asked_for(sluimer: Sluimer, shelf: Path) -> None:
    data = json.loads(sluimer("ledger", "--knowledge", shelf, "--status", "background", "--json").stdout)
    assert [one["id"] for one in data["statements"]] == ["B6"]


def test_a_status_that_does_not_exist_is_a_misuse(sluimer: Sluimer) -> None:
    result = sluimer("ledger", "--status", "gossip")
    assert result.exit_code == 2
    assert "not_encodable" in result.stderr


def test_the_page_holds_every_statement_and_needs_nothing_beside_it(sluimer: Sluimer, shelf: Path) -> None:
    text = sluimer("ledger", "--knowledge", shelf, "--html").stdout
    page = _Page(text)
    assert page.rows == ["B1", "B2", "B3", "B4", "B5", "B6", "B10"]
    assert page.links == []
    assert "script" not in page.tags
    assert "Over &lt;b&gt;kopen&lt;/b&gt;." in text


def test_a_reason_is_printed_with_the_rule_it_explains(shelf: Path) -> None:
    kb = engine.load(shelf)
    consultation = kb.consult({"light": "shade", "pests": ["mites"]})
    speaker = Speaker(kb.knowledge, "en")
    told = plain(tell_why(consultation.why("sun-is-better"), consultation, speaker))
    assert "background in B10: Light feeds leaves." in told


def test_what_is_left_out_says_why(plants: Path, change: Change, problems_of: Callable[[Path], list[str]]) -> None:
    change("rules/ledger/more.yaml", None, LEFT_OUT.replace("  why: {nl: Een winkel wil verkopen.", "  # {"))
    assert problems_of(plants) == ["rules/ledger/more.yaml:3:3 missing-key"]


def test_each_statement_names_the_cases_that_expect_its_rules_to_fire(
    sluimer: Sluimer, shelf: Path, change: Change
) -> None:
    change("rules/book/water.cases.yaml", None, "dry: {person: {drooping: yes}, expect: {fires: [sun-is-better]}}\n")
    statements = json.loads(sluimer("ledger", "--knowledge", shelf, "--json").stdout)["statements"]
    assert {one["id"]: one["cases"] for one in statements if one["cases"]} == {"B3": ["dry"]}
    assert "cases (1): dry" in sluimer("ledger", "--knowledge", shelf, "--lang", "en").stdout
    change("rules/book/water.cases.yaml", None, "dry: {expect: {fires: [sun]}}\n")
    assert sluimer("ledger", "--knowledge", shelf).exit_code == 1


def test_every_encoded_statement_of_the_bundled_ledger_has_a_case(sluimer: Sluimer) -> None:
    statements = json.loads(sluimer("ledger", "--status", "encoded", "--json").stdout)["statements"]
    rules = engine.load().knowledge.rules
    without = [one["id"] for one in statements if not one["cases"] and not rules.keys().isdisjoint(one["cited_by"])]
    assert without == []
