"""A file is replaced whole or not at all, never over an edit made meanwhile, and in the manner it was written."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sluimer.files.replace import (
    ChangedMeanwhileError,
    NotPlainError,
    private_in_place,
    put_text,
    read_bytes,
    replace_text,
    replace_texts,
)


def test_a_text_takes_the_place_of_the_one_that_was_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    replace_text(tmp_path, "a.yaml", "one\n", None)
    replace_text(tmp_path, "a.yaml", "two\n", "one\n")
    assert file.read_text("utf-8") == "two\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("before", [None, "one\n", ""])
def test_what_was_edited_meanwhile_is_left_alone(before: str | None, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("edited\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        replace_text(tmp_path, "a.yaml", "two\n", before)
    assert file.read_text("utf-8") == "edited\n"


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    replace_text(tmp_path, "a.yaml", "one\nthree\n", "one\ntwo\n")
    assert file.read_bytes() == b"\xef\xbb\xbfone\r\nthree\r\n"


def test_a_link_stays_a_link_and_rights_stay_as_they_were(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("one\n", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_text(tmp_path, "link.yaml", "two\n", "one\n")
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
        put_text(tmp_path, "a.yaml", "two\n")
    assert raised.value.filename == str(file)
    assert file.read_text("utf-8") == "one\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one\n", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(PermissionError) as raised:
        put_text(tmp_path, "a.yaml", "two\n")
    assert (raised.value.filename, file.read_text("utf-8")) == (str(file), "one\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


ADDING = """
import sys
from pathlib import Path
from sluimer.files.replace import ChangedMeanwhileError, replace_text
file, line = Path(sys.argv[1]), sys.argv[2]
while True:
    before = file.read_text("utf-8")
    try:
        replace_text(file.parent, file.name, before + line + "\\n", before)
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
    real = tmp_path / "real.txt"
    real.write_text("one", encoding="utf-8")
    real.chmod(0o644)
    with private_in_place(real) as stream:
        stream.write(b"two")
        assert real.read_text("utf-8") == "one"
        assert os.fstat(stream.fileno()).st_mode & 0o777 == 0o600
    assert (real.read_text("utf-8"), real.stat().st_mode & 0o777) == ("two", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["real.txt"]


def test_a_private_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), private_in_place(file) as stream:
        stream.write(bytes(1 // 0))
    with pytest.raises(NotADirectoryError), private_in_place(file / "below"):
        pass
    with pytest.raises(NotPlainError), private_in_place(tmp_path):
        pass
    assert file.read_text("utf-8") == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("over", [True, False])
def test_a_private_file_is_never_written_through_a_link(tmp_path: Path, over: bool) -> None:
    real = tmp_path / "real.txt"
    real.write_text("one", encoding="utf-8")
    for name, target in (("file", real), ("nothing", tmp_path / "none"), ("itself", tmp_path / "itself")):
        link = tmp_path / name
        link.symlink_to(target)
        with pytest.raises(NotPlainError) as raised, private_in_place(link, over):
            pass
        assert (raised.value.code, raised.value.filename) == ("is-a-link", str(link))
    assert (real.read_text("utf-8"), (tmp_path / "none").exists()) == ("one", False)


def test_a_private_file_takes_no_place_unasked(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with private_in_place(file, over=False) as stream:
        stream.write(b"one")
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("one", 0o600)
    with pytest.raises(FileExistsError) as raised, private_in_place(file, over=False):
        pass
    assert (raised.value.filename, file.read_text("utf-8")) == (str(file), "one")


def test_a_new_private_file_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), private_in_place(tmp_path / "a.txt", over=False) as stream:
        stream.write(bytes(1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_a_private_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        for name, over in (("a", True), ("b", False)):
            with private_in_place(tmp_path / name, over) as stream:
                assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
                stream.write(b"one")
    finally:
        os.umask(before)


def test_the_copy_of_a_file_that_others_may_not_read_is_as_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy beside it holds the same text while it is written, and after a kill."""
    file = tmp_path / "a.yaml"
    file.write_text("one\n", encoding="utf-8")
    file.chmod(0o600)
    seen: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(os.fstat(handle).st_mode & 0o777))
    replace_text(tmp_path, "a.yaml", "two\n", "one\n")
    assert (seen, file.stat().st_mode & 0o777) == ([0o600], 0o600)


def _outside(tmp_path: Path) -> tuple[Path, Path]:
    """A folder, and a file beside it."""
    folder, outside = tmp_path / "folder", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_text("mine\n", encoding="utf-8")
    return folder, outside


@pytest.mark.parametrize("way", ["absolute", "upward", "in steps", "a folder", "nothing"])
def test_nothing_is_read_or_written_through_a_link_that_leads_out(way: str, tmp_path: Path) -> None:
    folder, outside = _outside(tmp_path)
    name = "below/outside.txt" if way == "a folder" else "a.yaml"
    targets: dict[str, str | Path] = {
        "absolute": outside,
        "upward": "../outside.txt",
        "in steps": "b.yaml",
        "nothing": tmp_path / "none",
    }
    (folder / "b.yaml").symlink_to(outside)
    (folder / name.partition("/")[0]).symlink_to(tmp_path if way == "a folder" else targets[way])
    attempts = (
        lambda: read_bytes(folder / name, 9, folder),
        lambda: put_text(folder, name, "theirs"),
        lambda: replace_text(folder, name, "theirs", "mine\n"),
    )
    for attempt in attempts:
        with pytest.raises(NotPlainError) as raised:
            attempt()
        assert raised.value.code == "leads-out"
    assert outside.read_text("utf-8") == "mine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "outside.txt"]


def test_a_link_that_stays_inside_is_as_good_as_a_file(tmp_path: Path) -> None:
    folder, _ = _outside(tmp_path)
    (folder / "real").write_text("one", encoding="utf-8")
    (folder / "link").symlink_to("../folder/real")
    assert read_bytes(folder / "link", 9, folder) == b"one"


def test_no_more_is_read_than_tells_that_it_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert (read_bytes(tmp_path / "a", 10), read_bytes(tmp_path / "a", 4)) == (b"0123456789", b"01234")


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
def test_what_is_no_plain_file_is_neither_waited_for_nor_read_nor_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    (tmp_path / "zero").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / "zero"):
        with pytest.raises(NotPlainError) as raised:
            read_bytes(path, 9)
        assert raised.value.code == "not-plain"
    with pytest.raises(OSError, match="socket"):
        read_bytes(tmp_path / "socket", 9)
    for name in ("pipe", "socket"):
        with pytest.raises(NotPlainError), private_in_place(tmp_path / name):
            pass
        with pytest.raises(NotPlainError):
            put_text(tmp_path, name, "text")


FILES = {"a/one.yaml": "one\n", "b/two.yaml": "two\n"}


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """Two files in folders of their own."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_several_texts_are_written_together(pair: Path) -> None:
    after = {"a/one.yaml": "1\n", "b/two.yaml": "2\n", "c/three.yaml": "3\n"}
    replace_texts(pair, after, {**FILES, "c/three.yaml": None})
    assert _texts(pair) == after


def test_of_several_texts_none_is_written_over_an_edit(pair: Path) -> None:
    with pytest.raises(ChangedMeanwhileError):
        replace_texts(pair, {"a/one.yaml": "1\n", "b/two.yaml": "2\n"}, {**FILES, "b/two.yaml": "other\n"})
    assert _texts(pair) == FILES


@pytest.mark.parametrize("last", [0, 1, 2])
def test_of_several_texts_none_stays_where_one_cannot_be_put_in_its_place(
    last: int, pair: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a file that was not there before is gone again."""
    after = {"a/one.yaml": "1\n", "b/two.yaml": "2\n", "c/three.yaml": "3\n"}
    real, calls = Path.replace, iter(range(10))

    def replaced(self: Path, target: Path) -> Path:
        if next(calls) == last:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    with pytest.raises(OSError, match="No space") as raised:
        replace_texts(pair, after, {**FILES, "c/three.yaml": None})
    assert raised.value.filename == str(pair / [*after][-1 - last])
    assert _texts(pair) == FILES
