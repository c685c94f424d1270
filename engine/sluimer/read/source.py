"""From a file to its text, with a message for whatever cannot be read."""

from pathlib import Path

from sluimer.messages import Position, Problems

LARGEST_FILE = 4_000_000
"""Bytes; a larger file is refused before it is parsed."""


def read_file(path: Path, name: str, problems: Problems) -> str | None:
    """The text of a file, or None with a problem noted; `name` is how messages call it."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        problems.add("is-a-folder", Position(name), name=name)
    except FileNotFoundError:
        problems.add("no-such-file", Position(name), name=name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problems.add("unreadable-file", Position(name), name=name, reason=reason)
    else:
        return decode(content, name, problems)
    return None


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
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _position_of_byte(content: bytes, offset: int, name: str) -> Position:
    before = content[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Position(name, before.count(b"\n") + 1, column)
