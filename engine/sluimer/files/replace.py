"""Files: what is read is a plain file, what is written is whole and in its place, and nothing outside is touched.

A file of a knowledge base is a plain file inside its folder, once every link is resolved. A file that a user named may
be anywhere, and is plain all the same: a pipe or a device could make the program wait, or read, without end.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EACCES, EEXIST, EINVAL
from pathlib import Path
from typing import BinaryIO, Final

BOM = b"\xef\xbb\xbf"
PRIVATE: Final = 0o600
_ORDINARY: Final = 0o666
"""What the user's umask leaves of it."""
_BINARY: Final = getattr(os, "O_BINARY", 0)
_AT_ONCE: Final = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe opens without waiting for who writes in it."""


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was when it was read; nothing was written over it."""


class NotPlainError(OSError):
    """What stands there is no plain file, or not where it must be; nothing was read or written.

    `code` is that of the message: `not-plain`, `is-a-folder`, `leads-out` or `is-a-link`.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(EINVAL, os.strerror(EINVAL), str(path))
        self.code = code


def read_bytes(path: Path, most: int, within: Path | None = None) -> bytes:
    """What a plain file holds; of one with more than `most` bytes the first of them, and one to tell it by.

    With `within` it must lie in that folder. Raises OSError, and NotPlainError for what is no such file.
    """
    number = os.open(path if within is None else _inside(within, path), _AT_ONCE)
    try:
        must_be_plain(os.fstat(number), path)
        with os.fdopen(number, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    finally:
        os.close(number)


def replace_text(folder: Path, name: str, text: str, before: str | None) -> None:
    """Write a text in place of the one that was read, with the line ends and the byte order mark that the file has.

    `name` is the file in its folder, out of which it must not lead. `before` is the text as it was read, with `\\n`
    line ends, and None where there was no file. The new text stands in the file whole, or the file stays as it was.
    Raises ChangedMeanwhileError, and OSError with the name of the file.
    """
    replace_texts(folder, {name: text}, {name: before})


def replace_texts(folder: Path, texts: Mapping[str, str], before: Mapping[str, str | None]) -> None:
    """Write several texts as `replace_text` writes one: all of them, or none.

    Raises ChangedMeanwhileError, and OSError with the name of the file.
    """
    paths = {name: _ready_inside(folder, name) for name in texts}
    with ExitStack() as alone:
        for parent in sorted({path.parent for path in paths.values()}):
            alone.enter_context(alone_in(parent))
        found = {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}
        for name, path in paths.items():
            if _read(found[name]) != before[name]:
                raise ChangedMeanwhileError(str(path))
        try:
            with ExitStack() as places:
                for name, path in paths.items():
                    stream = places.enter_context(_in_place(path, _ORDINARY))
                    stream.write(_like(found[name], texts[name]))
                    stream.flush()  # a full disk is found out while nothing is in its place yet
        except OSError:
            for name, path in paths.items():
                _put_back(path, found[name])
            raise


def _put_back(path: Path, content: bytes | None) -> None:
    """What stood in a file, where something else took its place."""
    if content is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != content:
        with _in_place(path, _ORDINARY) as stream:
            stream.write(content)


def put_text(folder: Path, name: str, text: str) -> None:
    """Write a text that nobody edits by hand in a file of a folder, whatever text stood there.

    Raises OSError with the name of the file, and NotPlainError where it leads out of the folder or is no file.
    """
    with _in_place(_ready_inside(folder, name), _ORDINARY) as stream:
        stream.write(text.encode())


@contextmanager
def private_in_place(path: Path, over: bool = True) -> Iterator[BinaryIO]:
    """A new file to write in, which takes the place of another once it is whole, and which nobody else may read.

    Raises OSError with the name of the file, also where there is one and `over` is no, and NotPlainError for a link, a
    pipe or a device; what stood there then stays as it was.
    """
    must_be_free(path, over)
    if over:
        with _in_place(path, PRIVATE, private=True) as stream:
            yield stream
        return
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))  # the place is ours from here on
    try:
        with _in_place(path, PRIVATE, private=True) as stream:
            yield stream
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def must_be_free(path: Path, over: bool) -> None:
    """Raise OSError where a private file cannot come: something else is there, or a file and `over` is no."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(found.st_mode):
        raise NotPlainError("is-a-link", path)
    must_be_plain(found, path)
    if not over:
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path))


def _inside(folder: Path, path: Path) -> Path:
    """The file itself, after every link, which must lie in the folder."""
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise NotPlainError("leads-out", path)
    return real


def _ready_inside(folder: Path, name: str) -> Path:
    """A place in a folder to write a plain file, with the folders above it."""
    path = _inside(folder, folder / name)
    if path.exists():
        must_be_plain(path.stat(), path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def must_be_plain(found: os.stat_result, path: Path) -> None:
    """Raise NotPlainError for a folder, a pipe, a device and whatever else is no file."""
    if stat.S_ISDIR(found.st_mode):
        raise NotPlainError("is-a-folder", path)
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainError("not-plain", path)


@contextmanager
def alone_in(folder: Path, wait: bool = True) -> Iterator[None]:
    """Keep others of us out of a folder meanwhile; nothing is left behind in it, whatever happens.

    Without `wait` it raises BlockingIOError where somebody is in it.
    """
    handle = _locked(folder, wait)
    try:
        yield
    finally:
        os.close(handle)  # which ends the lock, as the end of the program does


def _locked(folder: Path, wait: bool) -> int:
    """An open file that is locked: the folder, or on Windows, which locks no folder, a file that stands for it."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return _locked_on_windows(folder, wait)
    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX if wait else LOCK_EX | LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _locked_on_windows(folder: Path, wait: bool) -> int:
    from hashlib import sha256
    from msvcrt import LK_LOCK, LK_NBLCK, locking  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    from tempfile import gettempdir

    name = sha256(os.path.normcase(os.path.realpath(folder)).encode()).hexdigest()
    handle = os.open(Path(gettempdir()) / f"sluimer-{name[:16]}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        locking(handle, LK_LOCK if wait else LK_NBLCK, 1)  # the first tries for ten seconds, and raises OSError
    except OSError as error:
        os.close(handle)
        raise BlockingIOError(*error.args) from error
    return handle


def _read(content: bytes | None) -> str | None:
    if content is None:
        return None
    return content.removeprefix(BOM).decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")


def _like(content: bytes | None, text: str) -> bytes:
    """The text as bytes in the manner of what stood there."""
    found = content or b""
    lines = text.replace("\n", "\r\n") if b"\r\n" in found else text
    return (BOM if found.startswith(BOM) else b"") + lines.encode()


@contextmanager
def _in_place(path: Path, rights: int, private: bool = False) -> Iterator[BinaryIO]:
    """A new file beside another, which takes its place in one step once it is whole; one that may not be written stays.

    It has the rights of the other where there is one and it is not private, and nobody else can read it before that.
    """
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        there = path.exists()
        if there and not os.access(path, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        made = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE if there else rights)
        with os.fdopen(made, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if there and not private:
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as error:
        if error.filename is not None and str(error.filename) != str(beside):
            raise  # it names another file, whose place this one was waiting for
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
