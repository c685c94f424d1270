"""Files of an author, replaced as a whole or not at all, and never over an edit that was made meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EINVAL, EISDIR
from pathlib import Path
from typing import BinaryIO

BOM = b"\xef\xbb\xbf"


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was when it was read; nothing was written over it."""


def replace_text(path: Path, text: str, before: str | None) -> None:
    """Write a text in place of the one that was read, with the line ends and the byte order mark that the file has.

    `before` is the text as it was read, with `\\n` line ends, and None where there was no file. The new text stands in
    the file whole, or the file stays as it was. Raises ChangedMeanwhileError, and OSError with the name of the file.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        found = _bytes(path)
        if _read(found) != before:
            raise ChangedMeanwhileError(str(path))
        _put(path, _like(found, text))


def put_text(path: Path, text: str) -> None:
    """Write a text that nobody edits by hand, whatever stood there. Raises OSError with the name of the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(Path(os.path.realpath(path)), text.encode())


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others of us out of a folder meanwhile; nothing is left behind in it, whatever happens."""
    handle = _locked(folder)
    try:
        yield
    finally:
        os.close(handle)  # which ends the lock, as the end of the program does


def _locked(folder: Path) -> int:
    """An open file that is locked: the folder, or on Windows, which locks no folder, a file that stands for it."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        return _locked_on_windows(folder)
    handle = os.open(folder, os.O_RDONLY)
    flock(handle, LOCK_EX)
    return handle


def _locked_on_windows(folder: Path) -> int:
    from hashlib import sha256
    from msvcrt import LK_LOCK, locking  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    from tempfile import gettempdir

    name = sha256(os.path.normcase(os.path.realpath(folder)).encode()).hexdigest()
    handle = os.open(Path(gettempdir()) / f"sluimer-{name[:16]}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        locking(handle, LK_LOCK, 1)  # it tries for ten seconds, and raises OSError
    except OSError:
        os.close(handle)
        raise
    return handle


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _read(content: bytes | None) -> str | None:
    if content is None:
        return None
    return content.removeprefix(BOM).decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")


def _like(content: bytes | None, text: str) -> bytes:
    """The text as bytes in the manner of what stood there."""
    found = content or b""
    lines = text.replace("\n", "\r\n") if b"\r\n" in found else text
    return (BOM if found.startswith(BOM) else b"") + lines.encode()


def _put(path: Path, content: bytes) -> None:
    """Write beside the file, then put that in its place in one step; a file that may not be written stays."""
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def private_in_place(path: Path) -> Iterator[BinaryIO]:
    """A new file to write in, which takes the place of another once it is whole, and which nobody else may read.

    Raises OSError with the name of the file; what stood there then stays as it was.
    """
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        _only_a_file(path)
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _only_a_file(path: Path) -> None:
    """A folder, or a device such as `/dev/null`, must not be replaced."""
    if path.exists() and not path.is_file():
        number = EISDIR if path.is_dir() else EINVAL
        raise OSError(number, os.strerror(number))
