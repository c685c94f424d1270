"""docs/screen.md is followed to the letter: its files, its commands and its Python."""

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


def test_each_command_on_the_page_says_what_stands_below_it(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = iter(("persons.csv", "bad.csv"))
    ran = []
    for block in blocks_of("screen.md"):
        if block.kind == "csv":
            Path(next(names)).write_text(block.text, encoding="utf-8")
        elif block.kind == "diff":
            older_rules(Path("old-rules"), block.text)
        elif block.kind == "console":
            command, *lines = block.text.splitlines()
            result = sluimer(*shlex.split(command)[2:])
            printed = (result.stdout + result.stderr).splitlines()
            assert [line for line in lines if line not in printed] == []
            ran.append((result.exit_code, sorted(path.name for path in tmp_path.iterdir() if "advice" in path.name)))
        elif block.kind == "python" and "pyspark" not in block.text:  # that is tried in tests/spark
            exec(block.text, {})
    assert Path("persons.csv").read_text(encoding="utf-8") == (EXAMPLES / "persons.csv").read_text(encoding="utf-8")
    first = ["advice.csv", "advice.csv.json"]
    both = ["advice.bad.csv", *first]
    assert ran == [(0, first), (1, first), (0, both), (0, both), (0, both)]
    assert "'not_covered': 1" in capsys.readouterr().out
