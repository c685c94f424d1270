"""What is installed from the wheel: the knowledge goes with it, and gives the same advice away from the checkout."""

import json
import sys
import zipfile
from pathlib import Path

import pytest

import sluimer
from conftest import ROOT, run
from sluimer.read import read_knowledge
from tries import IN_FULL


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("away")
    run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    commands = folder / "venv" / "bin"
    run(commands / "python", "-m", "pip", "install", "-q", wheel, folder=folder)
    return commands


def test_it_puts_one_package_its_command_and_the_plugin_of_pytest_at_the_top_level(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "sluimer",
        "sluimer_command.py",
        "sluimer_pytest.py",
    }


def test_it_carries_all_knowledge_texts_types_and_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    knowledge = {path.relative_to(ROOT) for part in ("facts", "rules") for path in (ROOT / part).rglob("*.yaml")}
    texts = {path.relative_to(ROOT / "engine") for path in (ROOT / "engine").glob("sluimer/*/texts/*.po")}
    assert {f"sluimer/bundled/{path.as_posix()}" for path in knowledge} <= names
    assert texts
    assert {path.as_posix() for path in texts} <= names
    schemas = {path.relative_to(ROOT / "engine") for path in (ROOT / "engine").rglob("*.schema.json")}
    assert {path.as_posix() for path in schemas} <= names
    assert len(schemas) > 5
    assert "sluimer/py.typed" in names
    package = ("sluimer.js", "sluimer.d.ts", "screen.js", "screen.d.ts", "knowledge.schema.json")
    assert {f"sluimer/reach/js/{name}" for name in package} <= names
    assert any(name.endswith("LICENSE") for name in names)


@IN_FULL
@pytest.mark.parametrize("example", ["anna", "bert", "carla"])
def test_it_gives_the_same_advice_as_the_checkout(installed: Path, tmp_path: Path, example: str) -> None:
    text = (ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    printed = run(installed / "sluimer", "advise", "case.yaml", "--json", "--lang", "en", folder=tmp_path)
    kb = sluimer.load()
    assert json.loads(printed) == kb.consult(kb.read_case(text)).as_dict("en")


@IN_FULL
def test_its_knowledge_passes_the_check(installed: Path, tmp_path: Path) -> None:
    bundled = next(installed.parent.glob("lib/python*/site-packages/sluimer/bundled"))
    printed = run(installed / "sluimer", "check", bundled, "--lang", "en", folder=tmp_path)
    assert f"rules: {len(read_knowledge(ROOT).rules)} " in printed
