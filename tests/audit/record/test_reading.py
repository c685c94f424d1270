"""The checker reads plain files and standard input, and none of them without end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from audit.record.conftest import CHECKER, Record


def run(*words: str | Path, stdin: Path = Path(os.devnull)) -> tuple[int, str, str]:
    """What the checker says, in a process that ends soon."""
    command = [sys.executable, "-I", "-S", str(CHECKER), *map(str, words)]
    with stdin.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and devices among files")
def test_what_is_no_plain_file_is_neither_waited_for_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "zero").symlink_to("/dev/zero")
    places = [Path("/dev/zero"), tmp_path / "zero", tmp_path / "pipe.jsonl", tmp_path]
    code, told, wrong = run(*places)
    assert (code, wrong) == (1, "")
    plain = "cannot be read: it is no plain file; name one, or `-` for standard input"
    assert told.splitlines() == [f"{place}: {plain}" for place in places]


def test_a_record_may_come_by_standard_input(records: list[Record], tmp_path: Path) -> None:
    (tmp_path / "record").write_text(json.dumps(records[0]), encoding="utf-8")
    code, told, wrong = run("-", stdin=tmp_path / "record")
    assert (code, told.partition(" by ")[0], wrong) == (0, "-: right,", "")


@pytest.mark.parametrize("name", ["one.json", "many.jsonl"])
def test_a_record_has_a_longest_length(name: str, tmp_path: Path, checker: ModuleType) -> None:
    (tmp_path / name).write_text('{"a": "' + "x" * 200 + '"}', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checker, "LONGEST_RECORD", 100)
        found = list(checker.verdicts(str(tmp_path / name)))
    assert [told for *_, told in found] == ["cannot be read: it is longer than 100 characters"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices among files")
def test_standard_input_that_never_ends_is_read_up_to_there() -> None:
    code, told, wrong = run("-", stdin=Path("/dev/zero"))
    assert (code, told, wrong) == (1, "-: cannot be read: it is longer than 50000000 characters\n", "")
