"""The pages about populations are followed to the letter: their files, their commands and their Python."""

import shlex
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

from commands.author.test_first_rule import blocks_of
from commands.conftest import EXAMPLES, Sluimer
from conftest import ROOT


def older_rules(folder: Path, diff: str) -> None:
    """The bundled rules as they were before a change."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    first, *lines = diff.splitlines()
    file = folder / first.removeprefix("--- ")
    before, after = ("\n".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = file.read_text(encoding="utf-8")
    assert text.count(after) == 1
    file.write_text(text.replace(after, before), encoding="utf-8")


FIRST = ["advice.csv", "advice.csv.json"]
APART = ["advice.bad.csv", *FIRST]
PAGES = {
    "screen.md": [(0, FIRST), (1, FIRST), (0, APART), (0, [*APART, "advice.reasons.jsonl"])],
    "screen-cohort.md": [(0, []), (0, FIRST)],
    "screen-large.md": [(0, FIRST)],
}
"""For each page how its commands end, and the results that are there then."""


@pytest.mark.parametrize("page", PAGES)
def test_each_command_on_the_page_says_what_stands_below_it(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "persons.csv", "persons.csv")
    ran = []
    for block in blocks_of(page):
        if block.kind == "csv":
            if block.text.startswith("id,age\n"):
                Path("bad.csv").write_text(block.text, encoding="utf-8")
            else:
                assert block.text == Path("persons.csv").read_text(encoding="utf-8")
        elif block.kind == "diff":
            older_rules(Path("old-rules"), block.text)
        elif block.kind == "console":
            command, *lines = block.text.splitlines()
            result = sluimer(*shlex.split(command)[2:])
            printed = (result.stdout + result.stderr).splitlines()
            assert [line for line in lines if line not in printed] == []
            ran.append((result.exit_code, sorted(path.name for path in tmp_path.iterdir() if "advice" in path.name)))
    assert ran == PAGES[page]


@pytest.mark.parametrize(("page", "said"), [("screen.md", "'not_covered': 1"), ("screen-cohort.md", "2 [1, 1, 0]")])
def test_the_python_on_the_page_says_what_comes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], page: str, said: str
) -> None:
    """That with Spark is tried in tests/spark."""
    monkeypatch.chdir(tmp_path)
    [block] = [one for one in blocks_of(page) if one.kind == "python"]
    exec(block.text, {})
    assert said in capsys.readouterr().out
