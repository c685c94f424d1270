"""docs/mapping.md is followed to the letter: its files, its commands and its Python."""

import shlex
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

from commands.author.test_first_rule import blocks_of
from commands.conftest import Sluimer

FILES = {"csv": "export.csv", "yaml": "mapping.yaml"}


def test_each_command_on_the_page_says_what_stands_below_it(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks_of("mapping.md"):
        if block.kind in FILES:
            Path(FILES[block.kind]).write_text(block.text, encoding="utf-8")
        elif block.kind == "python":
            exec(block.text, {})
        for part in block.text.split("$ ")[1:] if block.kind == "console" else ():
            command, *lines = part.splitlines()
            result = sluimer(*shlex.split(command)[1:])
            assert [line for line in lines if line not in result.stdout.splitlines()] == []
            assert result.exit_code == 0
            ran += 1
    assert ran == 3
    assert "'not_covered': 1" in capsys.readouterr().out
