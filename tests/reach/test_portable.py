"""The portable form of a knowledge base, and the package that reads it."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import sluimer
from conftest import HOUSE_PLANTS, KNOWLEDGE
from reach.javascript import MODULE, REQUIRED, needs_node
from sluimer import KnowledgeBase, UnknownLanguageError
from sluimer.knowledge.base import Knowledge
from sluimer.reach.portable import portable, portable_text
from strategies.dressed import dressed
from tries import IN_FULL, tries

PACKAGE = MODULE.parent
TOOLS = Path(__file__).parent / "node_modules" / ".bin"
NODE = shutil.which("node")
needs_tools = pytest.mark.skipif(not (TOOLS.is_dir() or REQUIRED), reason="run `npm ci` in tests/reach first")


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """What tells whether a document fits the schema of the portable form."""
    schema = json.loads((PACKAGE / "knowledge.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@IN_FULL
def test_the_bundled_knowledge_fits_the_schema(
    validator: jsonschema.Draft202012Validator, magnesium: KnowledgeBase
) -> None:
    assert list(validator.iter_errors(json.loads(portable_text(magnesium)))) == []


@pytest.mark.parametrize("folder", sorted(KNOWLEDGE.glob("*/rules")), ids=lambda folder: folder.parent.name)
def test_other_knowledge_fits_the_schema(validator: jsonschema.Draft202012Validator, folder: Path) -> None:
    assert list(validator.iter_errors(portable(sluimer.load(folder.parent)))) == []


@given(knowledge=dressed())
@settings(max_examples=tries(100))
def test_any_knowledge_fits_the_schema(validator: jsonschema.Draft202012Validator, knowledge: Knowledge) -> None:
    assert list(validator.iter_errors(portable(KnowledgeBase(knowledge)))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"sluimer": 2},
        {"facts": [{"id": "x"}]},
        {"net": [{"name": "x", "wire": {"maybe": []}}]},
        {"languages": []},
        {"more": 1},
    ],
)
def test_what_is_no_portable_form_does_not_fit(
    validator: jsonschema.Draft202012Validator, plant_care: KnowledgeBase, broken: dict[str, Any]
) -> None:
    assert list(validator.iter_errors({**portable(plant_care), **broken}))


def test_equal_knowledge_is_equal_to_the_byte(plant_care: KnowledgeBase) -> None:
    assert portable_text(sluimer.load(HOUSE_PLANTS)) == portable_text(plant_care)
    assert portable_text(plant_care, ["en", "nl"]) == portable_text(plant_care)


def test_it_holds_the_languages_that_are_wanted_alone(plant_care: KnowledgeBase) -> None:
    text = portable_text(plant_care, ["en-GB"])
    assert "Give " in text
    assert "Geef " not in text
    with pytest.raises(UnknownLanguageError):
        portable(plant_care, ["fr"])


def test_an_audience_is_told_no_more_there(magnesium: KnowledgeBase) -> None:
    """What it may not be told stands nowhere in the document."""
    commercial = sluimer.load(audience="commercial")
    hidden = {
        words
        for name, rule in magnesium.knowledge.rules.items()
        for text in (rule.because, rule.evidence.note)
        for _, words in text.translations
        if rule.claim in commercial.knowledge.audience.leaves_out
    }
    document = portable_text(commercial)
    assert hidden
    assert [words for words in hidden if json.dumps(words, ensure_ascii=False)[1:-1] in document] == []


def test_the_example_of_the_package_is_compiled_from_the_house_plants(plant_care: KnowledgeBase) -> None:
    assert (PACKAGE / "example" / "house-plants.json").read_text(encoding="utf-8") == portable_text(plant_care)


def test_the_package_has_the_version_of_sluimer() -> None:
    assert json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"] == sluimer.__version__


@pytest.mark.parametrize(("name", "imported"), [("sluimer.js", []), ("screen.js", ["./sluimer.js"])])
def test_a_module_makes_no_code_and_reaches_for_nothing(name: str, imported: list[str]) -> None:
    """So that it runs under the strictest Content-Security-Policy, and no answer can leave."""
    text = re.sub(r"/\*.*?\*/|//.*", "", (PACKAGE / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r'^import \{[^}]*\} from "(.*)";$', text, re.MULTILINE) == imported
    own = re.sub(r"^import \{[^}]*\} from .*;$", "", text, flags=re.MULTILINE)
    assert re.findall(rf"\b(?:{FORBIDDEN})\b", own) == []


FORBIDDEN = (
    r"eval|Function|import|require|fetch|XMLHttpRequest|WebSocket|EventSource|navigator|document\.cookie|localStorage"
    r"|sessionStorage|indexedDB|Date|random|Intl|globalThis|window|setTimeout|localeCompare|toLocale\w*"
)
"""What makes code, opens a connection, keeps something, or is not the same everywhere."""


@needs_node
def test_the_tests_of_the_package_pass() -> None:
    assert NODE
    done = subprocess.run([NODE, "--test"], cwd=PACKAGE, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stdout


@IN_FULL
@needs_tools
@pytest.mark.parametrize(("name", "most"), [("sluimer.js", 8_000), ("screen.js", 2_700)])
def test_a_module_is_small(name: str, most: int) -> None:
    words = ("--compress", "passes=3,ecma=2022", "--mangle", "--module", str(PACKAGE / name))
    made = subprocess.run([_tool("terser"), *words], capture_output=True, check=True)
    assert len(gzip.compress(made.stdout, 9)) <= most


USE = """
import { adviceData, type Advice } from "./screen.js";
import { CaseError, Knowledge, type AdviceTexts, type KnowledgeDocument } from "./sluimer.js";
declare const document: KnowledgeDocument;
const consultation = new Knowledge(document).consult({
  age: 41, medicines: ["ppi"], current_dose: [{ amount: "300 mg", as: "oxide" }, 2], goals: { includes: ["a"] },
});
const texts: AdviceTexts = consultation.data("nl", true);
const advice: Advice = adviceData(consultation);
const most: number | undefined = consultation.items[0]?.range?.max;
const codes = (error: CaseError): string[] => error.problems.map((one) => one.code);
// @ts-expect-error
consultation.data(3);
// @ts-expect-error
consultation.outcome = "advice";
"""


@IN_FULL
@needs_tools
def test_the_types_are_those_of_typescript(tmp_path: Path) -> None:
    for name in ("sluimer.d.ts", "screen.d.ts", "knowledge.d.ts", "package.json"):
        shutil.copy(PACKAGE / name, tmp_path)
    (tmp_path / "use.ts").write_text(USE, encoding="utf-8")
    words = ("--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "use.ts")
    done = subprocess.run([_tool("tsc"), *words], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def _tool(name: str) -> str:
    return shutil.which(name, path=str(TOOLS)) or name
