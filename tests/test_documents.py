"""What the documents say is true: their Python runs, their commands stand, their words are the code's."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, run
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.read import read_knowledge

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def shell_lines(path: Path) -> list[str]:
    """The commands in the `sh` blocks of a document."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.S)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_python_in_a_document_runs_as_it_stands(path: Path) -> None:
    failed, _ = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert failed == 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_in_a_document_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("place", [".ci/run", ".github/workflows/test.yml", "CONTRIBUTING.md"])
def test_the_test_command_of_the_readme_is_the_one_that_runs_everywhere(place: str) -> None:
    [command] = [line for line in shell_lines(ROOT / "README.md") if "pytest" in line]
    assert command in (ROOT / place).read_text(encoding="utf-8")


def test_each_command_of_the_readme_is_there_for_windows_too() -> None:
    def as_windows_has_it(line: str) -> str:
        words = line.replace("python3 ", "python ").replace(" && ", "; ").replace(".venv/bin/", ".venv/Scripts/")
        return words.replace("/", "\\")

    page = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```powershell\n(.*?)```", page, flags=re.S)
    assert [block.strip() for block in blocks] == [as_windows_has_it(line) for line in shell_lines(ROOT / "README.md")]


def test_the_test_command_for_windows_runs_on_windows() -> None:
    [command] = re.findall(r"^python .*pytest$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M)
    assert f"run: {command}\n" in (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")


def test_the_pythons_that_are_named_are_those_that_run() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r"Programming Language :: Python :: (3\.\d+)", project)
    [matrix] = re.findall(r"python: \[(.*)\]", (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    [others] = re.findall(r"for version in (.*); do", (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert named == re.findall(r"[\d.]+", matrix) == ["3.11", *others.split()]
    assert f'requires-python = ">={named[0]}"' in project


def test_the_first_command_of_the_readme_advises_an_example_that_exists() -> None:
    command = shell_lines(ROOT / "README.md")[0]
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -q . && ")
    words = shlex.split(command)
    assert words[words.index(".venv/bin/sluimer") + 1] == "advise"
    assert (ROOT / words[-1]).is_file()


def test_the_rule_in_the_readme_stands_so_in_the_rules() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    [rule] = re.findall(r"```yaml\n(.*?)```", page, flags=re.S)
    [file] = re.findall(r"\[rules/\]\((.*?)\)", page)
    assert f"\n{rule}" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the block is for a shell of POSIX")
def test_what_the_readme_shows_is_what_is_printed(tmp_path: Path) -> None:
    """Where lines are left out stands `…`, and nothing else may differ."""
    [block] = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.S)
    around = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for shown in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, lines = shown.partition("\n")
        printed = run("sh", "-c", command, folder=tmp_path, env=around)
        parts = re.split(r"^…\n", lines, flags=re.M)
        assert re.fullmatch(".*?^".join(map(re.escape, parts)), printed, flags=re.S | re.M), printed


def test_the_picture_in_the_readme_is_small() -> None:
    [picture] = re.findall(r'<img .*?src="(.*?)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert 10_000 < (ROOT / picture).stat().st_size < 80_000


def test_the_specification_can_be_read_in_one_sitting() -> None:
    lines = (ROOT / "engine/sluimer/meaning/reference.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 210


def test_every_decision_has_a_number_of_its_own_and_fits_a_page() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert [page.name for page in pages if len(page.read_text(encoding="utf-8").splitlines()) > 40] == []


def test_the_cases_in_the_language_page_pass(tmp_path: Path) -> None:
    for folder in ("facts", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    [block] = [each for each in re.findall(r"```yaml\n(.*?)```", page, flags=re.S) if "expect:" in each]
    (tmp_path / "rules" / "documented.cases.yaml").write_text(block, encoding="utf-8")
    knowledge = read_knowledge(tmp_path)
    cases, problems = read_cases(tmp_path, knowledge)
    assert problems == ()
    results = run_cases([case for case in cases if case.position.file.endswith("documented.cases.yaml")], knowledge)
    assert [result.case.id for result in results] == [
        "in-a-shop",
        "limit-cuts-the-range",
        "other-rules-have-a-say",
        "too-little-is-known",
        "weak-kidneys-stop",
    ]
    assert [result.differences for result in results if not result.passed] == []


def test_the_pages_that_are_made_from_the_code_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
