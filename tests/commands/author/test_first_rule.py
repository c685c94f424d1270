"""The page for who writes a first rule is followed to the letter, in both languages, on a copy of the knowledge."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands.conftest import Ran, Sluimer
from conftest import ROOT
from tries import IN_FULL, IN_PART

PAGES = ("eerste-regel.md", "first-rule.md")
OWN_PAGES = {"eigen-kennisbank.md": "koffie", "own-knowledge.md": "coffee"}
"""The pages on a knowledge base of one's own, with the folder that it gets there."""
PROGRAM = "sluimer"


@dataclass(frozen=True)
class Block:
    """One fenced block of the page."""

    kind: str
    text: str


def blocks_of(page: str) -> Iterator[Block]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return (Block(kind, body) for kind, body in re.findall(r"```(\w+)\n(.*?)```", text, flags=re.S))


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The knowledge of this repository, where the reader of the page stands."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(folder: Path, diff: str) -> None:
    """Do what a block says: each run of lines with a minus becomes the run with a plus below it."""
    head, _, body = diff.partition("\n")
    path = folder / head.removeprefix("--- ")
    text = path.read_text(encoding="utf-8")
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", body, flags=re.M):
        before, after = (re.sub(r"^[-+]", "", lines, flags=re.M) for lines in (old, new))
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def talk(sluimer: Sluimer, session: str) -> Ran:
    """Type what stands behind `>`, and see that what stands between is said in this order."""
    command, *lines = session.splitlines()
    replies = [line.removeprefix(">").strip() for line in lines if line.startswith(">")]
    ran = sluimer(*shlex.split(command)[1:], said="\n".join(replies) + "\n")
    place = 0
    for line in (line for line in lines if not line.startswith(">")):
        place = ran.stdout.find(line, place)
        assert place >= 0, f"{line!r} is not said there:\n{ran.stdout}"
    return ran


def follow(page: str, sluimer: Sluimer, folder: Path) -> None:
    """Do all that a page says, in a folder, and see that what comes is what it says."""
    ran: Ran | None = None
    for block in blocks_of(page):
        match block.kind:
            case "sh" if block.text.startswith(PROGRAM):
                for line in block.text.splitlines():
                    ran = sluimer(*shlex.split(line)[1:])
            case "text":
                assert ran is not None
                for part in block.text.strip("\n").split("\n\n"):
                    assert part in ran.stdout, f"{part!r} is not in:\n{ran.stdout}"
            case "diff":
                edit(folder, block.text)
            case "session":
                assert talk(sluimer, block.text).exit_code == 0


@IN_FULL
@pytest.mark.parametrize("page", PAGES)
def test_the_page_can_be_followed_to_the_letter(page: str, sluimer: Sluimer, copy: Path) -> None:
    follow(page, sluimer, copy)
    assert sluimer("check", copy, "--strict").exit_code == 0
    assert sluimer("test", copy).exit_code == 0
    assert "just-above-350-is-too-much:" in (copy / "rules/guide/dose.cases.yaml").read_text(encoding="utf-8")


@IN_PART
@pytest.mark.parametrize("page", OWN_PAGES)
def test_the_page_on_knowledge_of_ones_own_can_be_followed_to_the_letter(
    page: str, sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    follow(page, sluimer, tmp_path)
    folder = tmp_path / OWN_PAGES[page]
    assert sluimer("check", folder, "--strict").exit_code == 0
    assert sluimer("test", folder).exit_code == 0
    assert "tea_in_the_evening: yes" in (folder / "examples/someone.yaml").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+/[^`]*)` \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.M)
    assert [name for name in rows if not (folder / name).is_file()] == []


def test_both_pages_have_the_same_steps() -> None:
    for pages in (PAGES, OWN_PAGES):
        dutch, english = ([block.kind for block in blocks_of(page)] for page in pages)
        assert dutch == english


def test_both_pages_on_editors_show_the_same() -> None:
    dutch, english = ((ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("editor.nl.md", "editor.md"))
    for sign in (r"(?<= )\*([^*]{9,})\*", r"^ *sluimer .*$"):
        assert re.findall(sign, dutch, flags=re.M) == re.findall(sign, english, flags=re.M) != []


def test_what_the_page_installs_is_there() -> None:
    assert "\nauthor = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
