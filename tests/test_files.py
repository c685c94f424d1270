"""A file is replaced whole or not at all, never over an edit made meanwhile, and in the manner it was written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sluimer.files import ChangedMeanwhileError, private_in_place, put_text, replace_text


def test_a_text_takes_the_place_of_the_one_that_was_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    replace_text(file, "one\n", None)
    replace_text(file, "two\n", "one\n")
    assert file.read_text("utf-8") == "two\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("before", [None, "one\n", ""])
def test_what_was_edited_meanwhile_is_left_alone(before: str | None, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("edited\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        replace_text(file, "two\n", before)
    assert file.read_text("utf-8") == "edited\n"


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    replace_text(file, "one\nthree\n", "one\ntwo\n")
    assert file.read_bytes() == b"\xef\xbb\xbfone\r\nthree\r\n"


def test_a_link_stays_a_link_and_rights_stay_as_they_were(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("one\n", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_text(link, "two\n", "one\n")
    assert link.is_symlink()
    assert (real.read_text("utf-8"), real.stat().st_mode & 0o777) == ("two\n", 0o640)


def test_a_write_that_fails_leaves_the_file_as_it_was_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one\n", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left on device") as raised:
        put_text(file, "two\n")
    assert raised.value.filename == str(file)
    assert file.read_text("utf-8") == "one\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


ADDING = """
import sys
from pathlib import Path
from sluimer.files import ChangedMeanwhileError, replace_text
file, line = Path(sys.argv[1]), sys.argv[2]
while True:
    before = file.read_text("utf-8")
    try:
        replace_text(file, before + line + "\\n", before)
    except ChangedMeanwhileError:
        continue
    break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder cannot be kept to oneself")
def test_of_many_processes_at_once_none_loses_what_it_wrote(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("", encoding="utf-8")
    running = [subprocess.Popen([sys.executable, "-c", ADDING, str(file), str(number)]) for number in range(8)]
    assert [run.wait(timeout=60) for run in running] == [0] * 8
    assert sorted(file.read_text("utf-8").split()) == [str(number) for number in range(8)]


def test_a_private_file_takes_its_place_once_it_is_whole(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("one", encoding="utf-8")
    real.chmod(0o644)
    link.symlink_to(real)
    with private_in_place(link) as stream:
        stream.write(b"two")
        assert real.read_text("utf-8") == "one"
        assert os.fstat(stream.fileno()).st_mode & 0o777 == 0o600
    assert (real.read_text("utf-8"), real.stat().st_mode & 0o777) == ("two", 0o600)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_a_private_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), private_in_place(file) as stream:
        stream.write(bytes(1 // 0))
    with pytest.raises(NotADirectoryError), private_in_place(file / "below"):
        pass
    with pytest.raises(IsADirectoryError), private_in_place(tmp_path):
        pass
    assert file.read_text("utf-8") == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
