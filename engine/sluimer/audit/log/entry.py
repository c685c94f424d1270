"""The entries of a log: what each says, how it is sealed to the one before, and how a person's facts stand apart.

An entry names a decision, its time and its knowledge, and nothing of the person. The facts and all that came of them
are kept apart; the entry holds only a digest of them together with a salt. With the facts the salt is erased, so that
the digest then tells nothing, and the chain of entries stays as it was.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from unicodedata import category, normalize

from sluimer.audit.log.key import LogKey
from sluimer.audit.record import Data, canonical

FORMAT: Final = "sluimer-log-1"
"""The name of this form of log."""
LARGEST_CONTENT: Final = 16_000_000
"""Bytes of one decision, or of the knowledge it was made with."""
SALT: Final = 32
"""Bytes of chance beside what is kept of a person."""
_CHAIN, _PERSON = "chain", "person"


class EntryKind(StrEnum):
    """What an entry says: that a decision was made, or that the facts of decisions were erased."""

    DECISION = "decision"
    ERASURE = "erasure"


class Cause(StrEnum):
    """Why facts were erased: a person asked, or they were older than they may be kept."""

    PERSON = "person"
    AGE = "age"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: its id, the number of its last entry, and the seal of that; 0 and none while it is empty."""

    log: str
    number: int = 0
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the log; `body` is canonical JSON and `mac` its seal."""

    number: int
    kind: str
    decision: str | None
    time: str
    body: str
    mac: str

    @property
    def data(self) -> Data:
        """What the body says."""
        read: Data = json.loads(self.body)
        return read


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is kept of a person for one decision, apart from the chain: compressed, with the salt of its digest."""

    decision: str
    person: str
    salt: bytes
    content: bytes


def entry_in(row: Any) -> Entry | None:
    """The entry in a row of the table; None where a column holds what it never did."""
    texts = (row.kind, row.time, row.body, row.mac)
    if type(row.number) is not int or not all(isinstance(text, str) for text in texts):
        return None
    return Entry(row.number, row.kind, row.decision, row.time, row.body, row.mac)


def next_entry(head: Head, kind: EntryKind, time: str, said: Mapping[str, object], key: LogKey) -> Entry:
    """The entry that comes after the head, sealed together with it."""
    place = {"format": FORMAT, "log": head.log, "number": head.number + 1, "previous": head.mac}
    body = canonical({**place, "kind": kind.value, "time": time, **said})
    decision = said.get("decision")
    mac = key.seal(_CHAIN, body)
    return Entry(head.number + 1, kind.value, str(decision) if decision else None, time, body.decode(), mac)


def is_sealed(entry: Entry, key: LogKey) -> bool:
    """Whether the body is still what was sealed."""
    return key.sealed(_CHAIN, entry.body.encode("utf-8", "surrogateescape"), entry.mac)


def pseudonym(person: str, key: LogKey) -> str:
    """What stands in the log for a person, however the name is typed; without the key nobody can tell whom it means."""
    return key.seal(_PERSON, reference(person).encode("utf-8", "surrogatepass"))


def reference(person: str) -> str:
    """What someone is known by, without what nobody sees: a byte order mark, marks of direction, blanks around it.

    >>> reference("\\ufeff\uff14\uff12 ") == reference("42")
    True
    """
    seen = "".join(letter for letter in person if category(letter) != "Cf")
    return normalize("NFKC", seen).strip()


def keep(decision: str, person: str, part: Mapping[str, object]) -> tuple[PersonFacts, str]:
    """What is kept of a person, whose pseudonym this is, and the digest that stands for it in the chain."""
    content = packed({**part, "person": person})
    salt = secrets.token_bytes(SALT)
    return PersonFacts(decision, person, salt, content), _digest(salt, content)


def is_kept(kept: PersonFacts, digest: str) -> bool:
    """Whether this is what the chain names."""
    whole = isinstance(kept.salt, bytes) and len(kept.salt) == SALT and isinstance(kept.content, bytes)
    return whole and _digest(kept.salt, kept.content) == digest


def _digest(salt: bytes, content: bytes) -> str:
    return f"sha256:{hashlib.sha256(salt + content).hexdigest()}"


def packed(data: object) -> bytes:
    """Plain data in few bytes; the case comes first in them."""
    return zlib.compress(_written(data))


def unpacked(content: bytes) -> Any:
    """The data again; raises ValueError for bytes that are none, or not as we write them."""
    reader = zlib.decompressobj()
    try:
        written = reader.decompress(content, LARGEST_CONTENT)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    if not reader.eof or reader.unused_data:
        raise ValueError("not whole")
    try:
        data = json.loads(written.decode("utf-8", "surrogatepass"))
        if _written(data) != written:  # as where a key stands twice
            raise ValueError("not as it was written")
    except RecursionError as error:
        raise ValueError("too deep") from error
    return data


def _written(data: object) -> bytes:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def number_ranges(numbers: Iterable[int]) -> str:
    """Numbers as people read them, with those in a row together.

    >>> number_ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    rows: list[list[int]] = []
    for number in sorted(numbers):
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(f"{row[0]}-{row[-1]}" if len(row) > 1 else str(row[0]) for row in rows)
