"""Beside other packages: Sluimer installed as docs/embedding.md says, with the current versions of what experta pins.

Each of these fills an environment from a package index, so they run where `SLUIMER_HOSTS` is set, as `.ci/run` does;
with `SLUIMER_HOSTS=all` beside heavier packages and with Poetry too.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import sluimer
from conftest import ROOT, run
from sluimer.authoring.cases.read import cases_of
from sluimer.read import read_knowledge

HOSTS = os.environ.get("SLUIMER_HOSTS", "")
EVERY = pytest.mark.skipif(HOSTS != "all", reason="fills a large environment, where SLUIMER_HOSTS=all")
pytestmark = pytest.mark.skipif(not HOSTS, reason="fills environments from a package index, where SLUIMER_HOSTS is set")

HEAVY = {"fastapi[standard]": "fastapi", "great-expectations": "great_expectations", "yfinance": "yfinance"}
"""What is installed, and by which name it is imported."""

HOST = """
[project]
name = "host"
version = "1"
requires-python = ">=3.11"
dependencies = ["sluimer", "pyld"]

"""
ADVISE = """
import json, sys, sluimer
kb = sluimer.load()
print("\\n".join(kb.consult(answers).to_json(full=True) for answers in json.load(sys.stdin)))
"""
IN_NODE = """
import sys
print(sys.version[:4])
sys.stdin = open("answers.json", encoding="utf-8")
"""
COMMAND = """
from sluimer.commands.main import app
app(["advise", "anna.yaml"], standalone_mode=False)
"""
VERSIONS = """
from importlib.metadata import version
print(version("frozendict").split(".")[0] > "1", version("schema") > "0.6.7", version("experta")[:5])
"""


def blocks(language: str) -> list[str]:
    """The blocks of code, in the section of the page for embedders that is about other packages."""
    page = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    [section] = re.findall(r"^## Beside other packages\n(.*?)^## ", page, flags=re.M | re.S)
    return re.findall(rf"```{language}\n(.*?)```", section, flags=re.S)


@pytest.fixture(scope="module")
def answers() -> str:
    """Those of all cases beside the bundled rules, as JSON."""
    return json.dumps([dict(case.answers) for case in cases_of(ROOT, read_knowledge(ROOT))])


@pytest.fixture(scope="module")
def advice(answers: str) -> str:
    """What the checkout advises them."""
    kb = sluimer.load()
    return "".join(f"{kb.consult(each).to_json(full=True)}\n" for each in json.loads(answers))


@pytest.fixture
def around(wheel: Path, tmp_path: Path) -> Mapping[str, str]:
    """An environment of its own to install in, with its programs found first and the wheel beside the index."""
    run(sys.executable, "-m", "venv", tmp_path / "venv", folder=tmp_path)
    folder = next(path for name in ("bin", "Scripts") if (path := tmp_path / "venv" / name).is_dir())
    links = f"{os.environ.get('PIP_FIND_LINKS', '')} {wheel.parent}".strip()
    return {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(tmp_path / "venv"),
        "PIP_FIND_LINKS": links,
        "UV_FIND_LINKS": links.replace(" ", ","),
    }


def same_advice_beside(around: Mapping[str, str], answers: str, *packages: str, folder: Path) -> str:
    """What comes of these answers where other packages are imported too, with current versions of what was pinned."""
    python = shutil.which("python", path=around["PATH"])
    assert python
    assert run(python, "-c", VERSIONS, folder=folder, env=around) == "True True 1.9.4\n"
    imports = "".join(f"import {package}\n" for package in packages)
    return run(python, "-W", "ignore", "-c", imports + ADVISE, folder=folder, env=around, said=answers)


def shell(commands: str, around: Mapping[str, str], folder: Path) -> None:
    """Run the commands of a block, each of which must succeed."""
    for line in commands.splitlines():
        words = line.partition("  #")[0]
        run("sh", "-c", words, folder=folder, env=around)


def test_with_pip_the_advice_is_the_same_beside_what_the_pins_break(
    around: Mapping[str, str], answers: str, advice: str, tmp_path: Path
) -> None:
    shell(blocks("sh")[0], around, tmp_path)
    run("pip", "install", "-q", "pyld", folder=tmp_path, env=around)
    assert same_advice_beside(around, answers, "pyld", folder=tmp_path) == advice


def test_with_uv_the_advice_is_the_same_beside_what_the_pins_break(
    around: Mapping[str, str], answers: str, advice: str, tmp_path: Path
) -> None:
    run("pip", "install", "-q", "uv", folder=tmp_path, env=around)
    project = (
        '[project]\nname = "host"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["sluimer", "pyld"]\n'
    )
    (tmp_path / "pyproject.toml").write_text(project + blocks("toml")[0], encoding="utf-8")
    run("uv", "sync", "-q", "--active", "--inexact", folder=tmp_path, env=around)
    assert same_advice_beside(around, answers, "pyld", folder=tmp_path) == advice


def test_with_a_wheel_of_experta_without_pins_any_installer_finds_it_consistent(
    around: Mapping[str, str], answers: str, advice: str, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs/unpin_experta.py", tmp_path / "docs")
    shell(blocks("sh")[1], around, tmp_path)
    run("pip", "install", "-q", "pyld", folder=tmp_path, env=around)
    run("pip", "check", folder=tmp_path, env=around)
    assert same_advice_beside(around, answers, "pyld", folder=tmp_path) == advice


@EVERY
def test_with_poetry_the_advice_is_the_same(
    around: Mapping[str, str], wheel: Path, answers: str, advice: str, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs/unpin_experta.py", tmp_path / "docs")
    shell("\n".join(blocks("sh")[1].splitlines()[:2]), around, tmp_path)
    run("pip", "install", "-q", "poetry", folder=tmp_path, env=around)
    index = "from pip._internal.models.index import PyPI; print(PyPI.simple_url, end='/')"  # the one that pip asks
    run("poetry", "init", "-n", "--name", "host", "--python", ">=3.11,<4", folder=tmp_path, env=around)
    simple = run("python", "-c", index, folder=tmp_path, env=around)
    run("poetry", "source", "add", "--priority=primary", "simple", simple, folder=tmp_path, env=around)
    shell(blocks("sh")[2].replace("add sluimer", f"add {wheel}"), around, tmp_path)
    assert same_advice_beside(around, answers, folder=tmp_path) == advice


@EVERY
def test_it_stands_beside_the_newest_of_large_packages(
    around: Mapping[str, str], answers: str, advice: str, tmp_path: Path
) -> None:
    run("pip", "install", "-q", "uv", folder=tmp_path, env=around)
    (tmp_path / "overrides.txt").write_text("frozendict>=2.4\nschema>=0.7.7\n", encoding="utf-8")
    words = ("uv", "pip", "install", "-q", "--overrides", "overrides.txt", "sluimer", "pyld", *HEAVY)
    run(*words, folder=tmp_path, env=around)
    assert same_advice_beside(around, answers, "pyld", *HEAVY.values(), folder=tmp_path) == advice


def test_the_oldest_click_that_is_allowed_will_do(around: Mapping[str, str], wheel: Path, tmp_path: Path) -> None:
    [least] = re.findall(r'"click>=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run("pip", "install", "-q", wheel, f"click=={least}.0", folder=tmp_path, env=around)
    for words in (
        ["advise", ROOT / "examples/anna.yaml"],
        ["why", "--help"],
        ["show", "start-low", "--format", "json", "--knowledge", ROOT],
    ):
        assert run("sluimer", *words, folder=tmp_path, env=around)


@pytest.mark.skipif(not shutil.which("npm"), reason="CPython for WebAssembly comes from npm")
def test_python_3_14_gives_the_same_advice_without_a_warning(
    around: Mapping[str, str], wheel: Path, answers: str, advice: str, tmp_path: Path
) -> None:
    packages = ("experta==1.9.4", "frozendict>=2.4", "schema>=0.7.7", "PyYAML", "rfc8785", "click", "polib")
    run("pip", "install", "-q", "--no-deps", "--target", "site", wheel, *packages, folder=tmp_path, env=around)
    run("npm", "install", "--silent", "--prefix", tmp_path, "pyodide@314.0.7", folder=tmp_path)
    (tmp_path / "answers.json").write_text(answers, encoding="utf-8")
    shutil.copy(ROOT / "examples/anna.yaml", tmp_path)
    program = tmp_path / "program.py"
    program.write_text(f"{IN_NODE}{ADVISE}{COMMAND}", encoding="utf-8")
    printed = run("node", ROOT / "tests/python_in_node.mjs", tmp_path, program, folder=tmp_path)
    command = run(sys.executable, "-m", "sluimer", "advise", "anna.yaml", folder=tmp_path)
    assert printed == f"3.14\n{advice}{command}"
