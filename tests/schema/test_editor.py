"""The server behind editors underlines what the checker refuses, and shows what docs/editor.md says."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import SERVER, Editor
from test_schema import PLANTS, SEEN, UNSEEN, mistakes

from sluimer.authoring.cases.read import read_cases
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge, read_texts
from sluimer.schema.write import schema_texts, with_modeline, write_schemas
from tries import IN_FULL

REQUIRED = "SLUIMER_REQUIRE_EDITOR"
"""Set where the tests must not be skipped for want of the server."""
NODE = shutil.which("node")
RULES = "rules/guide/new.yaml"
HEAD = with_modeline("", RULES)
REST = "  then: {refer: call_112}\n  because: {nl: Bel, en: Call}\n  cites: [G1.1]\n"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """A running server."""
    if NODE is None or not SERVER.exists():
        assert REQUIRED not in os.environ, "the server is required and is not installed"
        pytest.skip("the YAML language server is not installed: cd tests/schema && npm ci")
    with Editor(NODE) as opened:
        yield opened


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas of the bundled knowledge."""
    folder, knowledge = tmp_path_factory.mktemp("guide"), read_knowledge(bundled_folder())
    write_schemas(folder, knowledge, [case.id for case in read_cases(bundled_folder(), knowledge)[0]])
    return folder


@pytest.fixture
def schemed(plants: Path) -> Path:
    """The house plants with their schemas, as an editor finds them."""
    for name, text in schema_texts(read_knowledge(plants), ()).items():
        (plants / name).parent.mkdir(exist_ok=True)
        (plants / name).write_text(text, encoding="utf-8")
    return plants


@IN_FULL
def test_no_good_file_is_underlined(editor: Editor, guide: Path, schemed: Path) -> None:
    """Also in a knowledge base that declares no claims, settings or cases."""
    good = [(guide / name, text) for name, text in read_texts(bundled_folder()).items()]
    good += [(schemed / name, with_modeline(text, name)) for name, text in read_texts(schemed).items()]
    found = editor.underlined(good)
    assert {path.name: lines for (path, _), lines in zip(good, found, strict=True) if lines} == {}


def test_each_mistake_that_shows_in_its_file_is_underlined_on_its_line(editor: Editor, schemed: Path) -> None:
    """On the line that the checker names, or on that of the key above it where something is missing."""
    shown = [one for one in mistakes("messages/problems.yaml") if one["code"] in SEEN]
    shown = [one for one in shown if UNSEEN.get(one["code"], "\0") not in one["by"]]
    found = editor.underlined([(schemed / one["file"], with_modeline(_broken(one), one["file"])) for one in shown])
    assert len(shown) > 60
    for one, lines in zip(shown, found, strict=True):
        place = int(one["en"].removeprefix(one["file"]).split(":")[1]) + 1
        assert {line for line, _ in lines} & {place, place - 1}, one


def _broken(one: dict[str, str]) -> str:
    old = one.get("replace")
    return one["by"] if old is None else (PLANTS / one["file"]).read_text(encoding="utf-8").replace(old, one["by"])


CUT = "dit woord hoort hier niet; staat er een komma in de tekst, zet er dan aanhalingstekens om"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("kidney_problem: yes", "Property kidney_problem is not allowed."),
        ("current_dose: {at_most: 250 mg}", "schrijf een getal met de eenheid, zoals `250 mg/day`"),
        ("current_dose: {at_most: 250,5 mg/day}", CUT),
        ("medicines: {includes: tetracyclin}", 'Value is not accepted. Valid values: "loop_diuretic"'),
        ("at_least: {count: 0, of: [{kidney_problems: yes}]}", "Value is below the minimum of 1."),
        ("at_least: {count: 1.5, of: [{kidney_problems: yes}]}", ""),
        ("medicines: {}", ""),
        ("", ""),
    ],
)
def test_a_mistake_is_underlined_with_these_words(when: str, said: str, editor: Editor, guide: Path) -> None:
    text = f"{HEAD}new:\n  when: {{{when}}}\n{REST}"
    path = guide / RULES
    [[(line, words), *_]] = editor.underlined([(path, text)])
    assert line == 3
    assert words.startswith(said)


def test_what_a_comma_cuts_off_a_text_is_underlined(editor: Editor, guide: Path) -> None:
    path = guide / RULES
    text = f"{HEAD}new:\n{REST.replace('nl: Bel', 'nl: Bel, en snel')}"
    assert editor.underlined([(path, text)]) == [[(4, CUT)]]


@pytest.mark.parametrize(
    ("text", "at", "first", "shows"),
    [
        ("  when:\n    k", "    k", "age", "Hoe oud bent u?"),
        ("  then:\n    - refer: ", "refer: ", "ask_about_high_dose", "U neemt meer magnesium"),
        ("  when:\n    medicines:\n      includes: ", "includes: ", "ace_inhibitor", "ACE"),
    ],
)
def test_names_are_offered_in_the_order_of_the_alphabet_with_what_they_mean(
    text: str, at: str, first: str, shows: str, editor: Editor, guide: Path
) -> None:
    offered = editor.offered(guide / RULES, f"{HEAD}new:\n{text}", at)
    labels = [one["label"] for one in offered]
    assert labels == sorted(labels)
    assert labels[0] == first
    assert shows in str(offered[0]["documentation"])


def test_the_mouse_over_a_fact_shows_its_question(editor: Editor, guide: Path) -> None:
    text = f"{HEAD}new:\n  when:\n    medicines:\n      includes: ppi\n{REST}"
    assert "Welke van deze medicijnen gebruikt u?" in editor.hovered(guide / RULES, text, "medicines")
