"""The page as a file: what it may do, what it says, and what stands in it for who runs no scripts."""

import gzip
import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

import sluimer
from conftest import HOUSE_PLANTS
from reach.javascript import needs_node
from sluimer import KnowledgeBase, UnknownLanguageError
from sluimer.commands.main import app
from sluimer.messages.texts import section
from sluimer.reach import portable
from sluimer.reach.page import advice_page
from sluimer.reach.page import write as page_module
from sluimer.reach.page.shown import shown_knowledge

FOLDER = Path(page_module.__file__).parent
SOURCE = "".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.js")))
INSIDE = {
    "style": re.compile(r"<style>(.*?)</style>", re.DOTALL),
    "script": re.compile(r'<script type="module">(.*?)</script>', re.DOTALL),
    "knowledge": re.compile(r'<script type="application/json" id="knowledge">(.*?)</script>', re.DOTALL),
    "words": re.compile(r'<script type="application/json" id="words">(.*?)</script>', re.DOTALL),
    "paper": re.compile(r"<noscript>(.*?)</noscript>", re.DOTALL),
    "policy": re.compile(r'http-equiv="Content-Security-Policy" content="(.*?)"'),
}


def parts(page: str) -> dict[str, str]:
    """What stands in a page, each once."""
    found = {name: pattern.findall(page) for name, pattern in INSIDE.items()}
    assert {name: len(some) for name, some in found.items()} == dict.fromkeys(INSIDE, 1)
    return {name: some[0] for name, some in found.items()}


@pytest.fixture(scope="module")
def plants_page(plant_care: KnowledgeBase) -> str:
    """The page of the house plants."""
    return advice_page(plant_care)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_it_may_run_and_look_like_what_stands_in_it_and_nothing_else(plants_page: str) -> None:
    found = parts(plants_page)
    assert dict(one.split(" ", 1) for one in found["policy"].split("; ")) == {
        "default-src": "'none'",
        "script-src": _hash(found["script"]),
        "style-src": _hash(found["style"]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_it_holds_the_knowledge_that_it_shows(plants_page: str, plant_care: KnowledgeBase) -> None:
    shown = shown_knowledge(portable(plant_care), plant_care.knowledge.rules)
    assert json.loads(parts(plants_page)["knowledge"]) == json.loads(json.dumps(shown))


@pytest.mark.parametrize(
    "way", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "cookie"]
)
def test_its_module_has_no_way_to_run_or_send_what_was_said(plants_page: str, way: str) -> None:
    assert way not in parts(plants_page)["script"]


def test_what_it_says_is_in_the_files_and_all_of_that_is_said() -> None:
    template = (FOLDER / "page.html.jinja").read_text(encoding="utf-8")
    used = set(re.findall(r'"([a-z-]+)"', SOURCE + template + Path(page_module.__file__).read_text(encoding="utf-8")))
    called = set(re.findall(r'say\("([a-z-]+)"', SOURCE))
    keys = {key.removeprefix("page-") for key in section("reach", "page")}
    assert called <= keys
    assert keys - used - {"language"} == set()
    assert ".language" in SOURCE


def test_no_text_of_the_knowledge_can_be_more_than_text(plants: Path) -> None:
    manifest = plants / "rules" / "knowledge.yaml"
    text = manifest.read_text(encoding="utf-8")
    hostile = "</script></noscript><script>alert(1)</script><!--"
    manifest.write_text(re.sub(r"title: \{nl: [^,]*,", f'title: {{nl: "{hostile}",', text, count=1), encoding="utf-8")
    page = advice_page(sluimer.load(plants))
    assert page.count("<script") == 3
    assert page.count("</noscript") == 1
    assert "<!--" not in page
    assert json.loads(parts(page)["knowledge"])["title"]["nl"] == hostile


def test_the_form_on_paper_asks_everything(plants_page: str, plant_care: KnowledgeBase) -> None:
    paper = parts(plants_page)["paper"]
    facts = plant_care.knowledge.vocabulary.facts.values()
    assert [fact.id for fact in facts if fact.question.in_language("nl") not in paper] == []
    assert paper.count("<h3>") == paper.count("Weet ik niet") == len(facts)


def test_one_language_leaves_the_others_out(plant_care: KnowledgeBase) -> None:
    found = parts(advice_page(plant_care, ["en"]))
    assert list(json.loads(found["words"])) == ["en"]
    assert "I don&#x27;t know" in found["paper"]
    with pytest.raises(UnknownLanguageError):
        advice_page(plant_care, ["fr"])


def test_it_is_equal_to_the_byte_each_time(plant_care: KnowledgeBase, plants_page: str) -> None:
    assert advice_page(sluimer.load(HOUSE_PLANTS)) == plants_page


def test_the_command_writes_it_and_says_so(tmp_path: Path, plants_page: str) -> None:
    file = tmp_path / "advice.html"
    told = CliRunner().invoke(app, ["page", str(HOUSE_PLANTS), "-o", str(file)])
    assert told.exit_code == 0
    assert f"{file}: nl, en" in told.output
    assert file.read_text(encoding="utf-8") == plants_page
    refused = CliRunner().invoke(app, ["page", str(HOUSE_PLANTS), "--lang", "fr"])
    assert refused.exit_code == 2


def test_it_is_small(magnesium: KnowledgeBase) -> None:
    assert len(gzip.compress(advice_page(magnesium, ["nl"]).encode(), 9)) <= 60_000


@needs_node
def test_its_script_is_one_module_without_mistakes(plants_page: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node
    file = tmp_path / "page.mjs"
    file.write_text(parts(plants_page)["script"], encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)
