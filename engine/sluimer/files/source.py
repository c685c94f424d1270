"""From a file to its text, with a message for whatever cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from sluimer.files.replace import NotPlainError, read_bytes
from sluimer.messages import Position, Problem, Problems, shown

LARGEST_FILE = 4_000_000
"""Bytes; a larger file is refused before it is parsed."""
LARGEST_FOLDER = 20_000_000
"""Bytes of all files of one kind together; what is beyond is not read."""

MOST_FILES = 10_000
"""Files and folders in a folder that is walked; a walk ends there."""


def read_file(path: Path, name: str, problems: Problems, within: Path | None = None) -> str | None:
    """The text of a plain file, or None with a problem noted; `name` is how messages call it.

    With `within` the file must lie in that folder, whatever links lead to it.
    """
    try:
        content = read_bytes(path, LARGEST_FILE, within)
    except FileNotFoundError:
        problems.add("no-such-file", Position(name), name=name)
    except NotPlainError as error:
        problems.extend([problem_of(error, name)])
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problems.add("unreadable-file", Position(name), name=name, reason=reason)
    else:
        return decode(content, name, problems)
    return None


def problem_of(error: NotPlainError, name: str) -> Problem:
    """What is told of something that is no plain file in its place."""
    return Problem(error.code, Position(shown(name)), (("name", shown(name)),))


def read_folder_files(folder: Path, names: Iterable[str], problems: Problems) -> dict[str, str | None]:
    """The text of each file of a folder by its name, or None where it cannot be read, or where it is too much."""
    texts: dict[str, str | None] = {}
    left = LARGEST_FOLDER
    for name in names:
        texts[name] = read_file(folder / name, shown(name), problems, folder) if left >= 0 else None
        left -= len(texts[name] or "")
    if left < 0:
        problems.add("folder-too-large", Position(str(folder)), most=f"{LARGEST_FOLDER // 1_000_000} MB")
    return texts


def decode(content: bytes, name: str, problems: Problems) -> str | None:
    """UTF-8 bytes as text with `\\n` line ends, or None with a problem noted."""
    if len(content) > LARGEST_FILE:
        problems.add("file-too-large", Position(name), most=f"{LARGEST_FILE // 1_000_000} MB")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add("not-utf-8", _position_of_byte(content, error.start, name))
        return None
    lines = text.replace("\r\n", "\n")
    return lines if "\n" in lines else lines.replace("\r", "\n")  # a lone one is told where lines end otherwise


def _position_of_byte(content: bytes, offset: int, name: str) -> Position:
    before = content[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Position(name, before.count(b"\n") + 1, column)
