"""The schemas say of every file what the checker says, as far as a schema can see."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.lint import fix, inspect
from sluimer.knowledge_base import bundled_folder
from sluimer.messages import Problems
from sluimer.read import read_knowledge, read_texts
from sluimer.schema import make_schemas, schema_of_file
from sluimer.schema.write import NAMES, has_schemas, schema_texts, stale_schemas, with_modeline, write_schemas
from tries import IN_PART

Change = Callable[[str, str | None, str], None]
TESTS = Path(__file__).parent.parent
PLANTS, NEWS2 = TESTS / "knowledge" / "house-plants", TESTS / "knowledge" / "news2"

SEEN = {
    "unknown-test", "unknown-connective", "test-of-known", "answer-in-list",
    "unknown-key", "missing-key", "unknown-fact", "unknown-finding", "unknown-item", "unknown-item-or-topic",
    "unknown-statement", "unknown-kind", "unknown-unit", "unknown-source", "unknown-pack", "unknown-setting",
    "unknown-claim", "unknown-audience", "unknown-value", "unknown-option", "unknown-strength", "unknown-effect",
    "unknown-language", "unknown-rule", "unknown-case", "unknown-topic", "unknown-code-system", "text-missing",
    "not-a-text", "not-a-mapping", "not-a-list", "not-a-number", "not-yes-no", "not-a-word", "empty-list",
    "empty-condition", "empty-effect", "bad-id", "wrong-unit", "unit-glued", "unit-missing", "unit-unwanted",
    "test-of-number",
    "test-of-set", "no-cites", "is-a-referral", "not-a-referral", "withheld-referral", "range-missing",
    "item-without-unit", "limit-without-bound", "effect-without-details", "includes-list", "answer-yes-no",
    "answer-choice", "answer-set", "key-of-other-kind", "not-a-percentage", "count-out-of-reach",
    "case-expects-nothing", "explains-without-reason",
}  # fmt: skip
"""The mistakes that a schema must see too; the others show only in the whole, or in the way something is written."""
UNSEEN = {
    "not-a-number": "1e3",  # an editor takes it for the number 1000
    "count-out-of-reach": "count: 4",  # more than there are parts
    "unknown-pack": "{}",  # the name of a folder
    "unknown-option": "sun: {nl: zon, en: sun}",  # two keys of one fact must agree
    "unknown-value": "default:",  # the same of a setting
}
"""Single mistakes that a schema cannot see, and why."""


def _schemas(folder: Path) -> Mapping[str, Any]:
    knowledge = read_knowledge(folder)
    cases, problems = read_cases(folder, knowledge)
    assert problems == ()
    return make_schemas(knowledge, [case.id for case in cases])


BUNDLED, HOUSE_PLANTS = _schemas(bundled_folder()), _schemas(PLANTS)


def _accepts(schemas: Mapping[str, Any], name: str, text: str) -> bool | None:
    """Whether the schema takes the file as an editor reads it, in YAML 1.2; None where that is not YAML at all."""
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):
        return None
    return jsonschema.Draft7Validator(schemas[schema_of_file(name)]).is_valid(_plain(content))


def _plain(content: object) -> object:
    """The content as JSON has it: every key a text."""
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    return [_plain(value) for value in content] if isinstance(content, list) else content


def mistakes(file: str) -> list[dict[str, str]]:
    found = yaml.safe_load((TESTS / file).read_text(encoding="utf-8"))
    return [one for one in found if one.get("file")]


@pytest.mark.parametrize("schemas", [BUNDLED, HOUSE_PLANTS], ids=["bundled", "plants"])
def test_each_schema_is_a_schema(schemas: Mapping[str, Any]) -> None:
    for schema in schemas.values():
        jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("folder", "schemas"),
    [(bundled_folder(), BUNDLED), (PLANTS, HOUSE_PLANTS), (NEWS2, _schemas(NEWS2))],
    ids=["bundled", "plants", "news2"],
)
def test_every_good_file_is_accepted(folder: Path, schemas: Mapping[str, Any]) -> None:
    assert [name for name, text in read_texts(folder).items() if not _accepts(schemas, name, text)] == []


def _said_of(folder: Path, name: str, text: str) -> list[str]:
    """The codes of what the checker says when this file has this text."""
    path = folder / name
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        return [problem.code for problem in inspect(folder).errors]
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")


def _agrees(schemas: Mapping[str, Any], folder: Path, name: str, text: str, by: str = "") -> None:
    codes, accepted = _said_of(folder, name, text), _accepts(schemas, name, text)
    if accepted is False:
        assert codes, "the schema refuses what the checker takes"
    if accepted is True:
        missed = {code for code in SEEN.intersection(codes) if UNSEEN.get(code, "\0") not in by}
        assert not missed, "the schema takes what it should refuse"


@IN_PART
@pytest.mark.parametrize(
    "mistake", mistakes("messages/problems.yaml"), ids=lambda one: f"{one['code']} {one['by'][:30]}"
)
def test_schema_and_checker_agree_on_each_mistake_in_the_house_plants(mistake: dict[str, str], plants: Path) -> None:
    name, old = mistake["file"], mistake.get("replace")
    text = mistake["by"] if old is None else (plants / name).read_text(encoding="utf-8").replace(old, mistake["by"])
    _agrees(HOUSE_PLANTS, plants, name, text, mistake["by"])


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for part in ("facts", "rules"):
        shutil.copytree(bundled_folder() / part, folder / part)
    return folder


@IN_PART
@pytest.mark.parametrize("slip", mistakes("broken_copies.yaml"), ids=lambda one: " ".join(one["by"].split())[:50])
def test_schema_and_checker_agree_on_each_slip_in_the_bundled_files(slip: dict[str, str], copy: Path) -> None:
    text = (copy / slip["file"]).read_text(encoding="utf-8").replace(slip["replace"], slip["by"], 1)
    _agrees(BUNDLED, copy, slip["file"], text.replace("¦", ""), slip["by"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("drooping: yes", "drooping: Yes"),
        ("drooping: yes", "drooping: true"),
        ("drooping: yes", "drooping: 'yes'"),
        ("drooping: yes", "drooping: known"),
        ("light: shade", "light: [shade, sun]"),
        ("light: shade", "light: known"),
        ("pests: none", "pests: unknown"),
        ("from: 100 ml/week", "from: '100 ml/week'"),
        ("from: 100 ml/week", "from: 100.0 ml/week"),
        ("from: 100 ml/week", "from: 100 ML/week"),
        ("from: 100 ml/week", "from: 1e2 ml/week"),
        ("cites: [B3]", "cites: B3"),
        ("cites: [B3]", "cites: []"),
        ("- prefer: shady_spot", "- prefer: [shady_spot]"),
        ("- prefer: shady_spot", "- prefer: [shady_spot, {sunny_spot: weakly}]"),
        ("- prefer: shady_spot", "- {}"),
    ],
)
def test_schema_and_checker_agree_on_each_way_to_write(old: str, new: str, plants: Path) -> None:
    text = (plants / "rules/book/water.yaml").read_text(encoding="utf-8")
    assert old in text
    _agrees(HOUSE_PLANTS, plants, "rules/book/water.yaml", text.replace(old, new, 1))


@pytest.mark.parametrize("count", ["2", "2.0", "'2'", "'2.0'", "0", "-1", "1.5", "'0'", "two", "yes", "[2]"])
def test_schema_and_checker_agree_on_each_count(count: str, plants: Path) -> None:
    text = (plants / "rules/care/stop.yaml").read_text(encoding="utf-8")
    assert "count: 2" in text
    _agrees(HOUSE_PLANTS, plants, "rules/care/stop.yaml", text.replace("count: 2", f"count: {count}"), count)


def test_a_kind_of_name_of_which_none_is_declared_breaks_no_schema() -> None:
    """A list of no words is no schema for an editor, which then underlines nothing at all."""
    assert HOUSE_PLANTS["rules.schema.json"]["definitions"]["claim"] == {"not": {}}
    for schema in (*HOUSE_PLANTS.values(), *BUNDLED.values()):
        assert '"enum": []' not in json.dumps(schema)


def test_names_come_with_what_they_mean() -> None:
    """An editor shows the question of a fact, and the label of an option."""
    tests = HOUSE_PLANTS["rules.schema.json"]["definitions"]["condition"]["properties"]
    assert tests["drooping"]["description"] == "Hangt de plant slap?"
    light = tests["light"]["anyOf"][0]["anyOf"][0]
    assert light == {"enum": ["sun", "shade"], "enumDescriptions": ["zon", "schaduw"]}


def test_a_schema_is_stale_when_a_name_changes(plants: Path, change: Change) -> None:
    knowledge = read_knowledge(plants)
    assert stale_schemas(plants, knowledge, (), Problems()) == ()
    (plants / "schemas").mkdir()
    for name, text in schema_texts(knowledge, ()).items():
        (plants / name).write_text(text, encoding="utf-8")
    assert stale_schemas(plants, knowledge, (), Problems()) == ()
    change("rules/book/water.yaml", "sun-is-better", "sun-is-best")
    assert stale_schemas(plants, read_knowledge(plants), (), Problems()) == (
        "schemas/ledger.schema.json",
        "schemas/cases.schema.json",
    )


def test_a_folder_with_schemas_of_somebody_else_is_left_alone(plants: Path) -> None:
    (plants / "schemas").mkdir()
    (plants / "schemas/orders.schema.json").write_text("{}\n", encoding="utf-8")
    assert not has_schemas(plants)
    assert stale_schemas(plants, read_knowledge(plants), (), Problems()) == ()
    fix(plants)
    assert [path.name for path in (plants / "schemas").iterdir()] == ["orders.schema.json"]


def test_a_schema_that_is_missing_beside_another_is_stale(plants: Path) -> None:
    assert tuple(HOUSE_PLANTS) == NAMES
    knowledge = read_knowledge(plants)
    (plants / "schemas").mkdir()
    (plants / "schemas/rules.schema.json").write_text(
        schema_texts(knowledge, ())["schemas/rules.schema.json"], encoding="utf-8"
    )
    assert has_schemas(plants)
    missing = tuple(f"schemas/{name}" for name in NAMES if name != "rules.schema.json")
    assert stale_schemas(plants, knowledge, (), Problems()) == missing
    fix(plants)
    assert stale_schemas(plants, knowledge, (), Problems()) == ()


def test_a_schema_is_not_stale_for_a_text_that_is_shown_beside_a_name(plants: Path, change: Change) -> None:
    """Else every reason that an author rewrites would be a warning."""
    for name, text in schema_texts(read_knowledge(plants), ()).items():
        (plants / name).parent.mkdir(exist_ok=True)
        (plants / name).write_text(text, encoding="utf-8")
    change("rules/book/water.yaml", "Water helpt.", "Water helpt echt.")
    change("facts/plant.yaml", "Hangt de plant slap?", "Hangt hij slap?")
    assert stale_schemas(plants, read_knowledge(plants), (), Problems()) == ()


def test_schemas_stand_in_no_repository_unless_somebody_wants_that(plants: Path) -> None:
    """A change of a rule would change them too. A folder that is there already is left as it is."""
    knowledge = read_knowledge(plants)
    assert write_schemas(plants, knowledge, ()) == len(NAMES)
    ignored = plants / "schemas/.gitignore"
    assert ignored.read_text(encoding="utf-8").endswith("\n*\n")
    ignored.unlink()
    write_schemas(plants, knowledge, ())
    assert sorted(path.name for path in (plants / "schemas").iterdir()) == sorted(NAMES)


def test_no_file_of_this_repository_is_made_from_the_rules() -> None:
    assert not [path for path in bundled_folder().glob("schemas/*") if not (path.parent / ".gitignore").is_file()]


def test_every_bundled_file_names_its_schema() -> None:
    texts = read_texts(bundled_folder())
    assert [name for name, text in texts.items() if with_modeline(text, name) != text] == []
