"""The key of a log: whoever has it can add to the log and check it, and nobody else can do so unseen."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sluimer.files.replace import NotPlainError, private_in_place, read_bytes
from sluimer.messages import log_error

_LONGEST = 1_000
"""Bytes of the file of a key, in which nothing else stands."""
_HEX = re.compile("[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class LogKey:
    """A secret of 32 bytes, which is never shown and never stands in the log itself."""

    secret: bytes = field(repr=False)

    def seal(self, purpose: str, data: bytes) -> str:
        """What only the holder of the key can make of this data; a seal for one purpose is none for another."""
        derived = hmac.digest(self.secret, purpose.encode(), "sha256")
        return hmac.new(derived, data, hashlib.sha256).hexdigest()

    def sealed(self, purpose: str, data: bytes, seal: str) -> bool:
        """Whether this is the seal of this data."""
        return hmac.compare_digest(self.seal(purpose, data).encode(), seal.encode(errors="replace"))


def checked_key(key: LogKey) -> LogKey:
    """A key, once it is seen to be one; raises TypeError for a name or a text that stands in its place."""
    if not isinstance(key, LogKey):
        raise TypeError("the key of a log is what `read_key` makes of a file, or `key_from_text` of a text")
    return key


def key_from_text(text: str, place: str = "key") -> LogKey:
    """A key from 64 hexadecimal digits; raises LogError."""
    if not _HEX.fullmatch(text.strip()):
        raise log_error("log-key-form", place)
    return LogKey(bytes.fromhex(text.strip()))


def read_key(path: str | Path) -> LogKey:
    """The key in a file; raises LogError."""
    try:
        text = read_bytes(Path(path), _LONGEST).decode("ascii")[:_LONGEST]
    except UnicodeDecodeError as error:
        raise log_error("log-key-form", str(path)) from error
    except NotPlainError as error:
        raise log_error(error.code, str(path), name=path) from error
    except OSError as error:
        raise log_error("log-key-unreadable", str(path), reason=error.strerror or error) from error
    return key_from_text(text, str(path))


def write_new_key(path: str | Path) -> LogKey:
    """A new key in a file of its own that nobody else may read; raises LogError where there is such a file."""
    text = secrets.token_hex(32)
    try:
        with private_in_place(Path(path), over=False) as stream:
            stream.write(f"{text}\n".encode())
    except NotPlainError as error:
        raise log_error(error.code, str(path), name=path) from error
    except OSError as error:
        raise log_error("log-key-unwritable", str(path), reason=error.strerror or error) from error
    return key_from_text(text)
