"""A checkpoint: where a log ended at one time, sealed, in one line that can be kept elsewhere."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from sluimer.audit.log.entry import Head
from sluimer.audit.log.key import LogKey
from sluimer.messages import log_error

_PURPOSE = "checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The number and seal of the last entry of a log at a time; `seal` is over all of it."""

    log: str
    number: int
    mac: str
    time: str
    seal: str

    @classmethod
    def of(cls, head: Head, time: str, key: LogKey) -> "Checkpoint":
        """The checkpoint of where a log ends."""
        return cls(head.log, head.number, head.mac, time, key.seal(_PURPOSE, _sealed(head, time)))

    def is_of(self, log: str, key: LogKey) -> bool:
        """Whether it was made of this log with this key."""
        said = _sealed(Head(self.log, self.number, self.mac), self.time)
        return self.log == log and key.sealed(_PURPOSE, said, self.seal)

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def read_checkpoints(lines: Iterable[str], place: str) -> tuple[Checkpoint, ...]:
    """The checkpoints in these lines, of which empty ones are passed over; raises LogError."""
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return tuple(_read(line, f"{place}:{number}") for number, line in numbered if line)


def _read(line: str, place: str) -> Checkpoint:
    try:
        checkpoint = Checkpoint(**json.loads(line))
    except (ValueError, TypeError, RecursionError) as error:
        raise log_error("log-checkpoint-form", place) from error
    kinds = {each.name: int if each.name == "number" else str for each in fields(Checkpoint)}
    if not all(type(getattr(checkpoint, name)) is kind for name, kind in kinds.items()):
        raise log_error("log-checkpoint-form", place)
    return checkpoint


def _sealed(head: Head, time: str) -> bytes:
    return f"{head.log} {head.number} {head.mac} {time}".encode(errors="surrogatepass")
