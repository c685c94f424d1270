"""How much the service takes on: the size of a body, the time of an answer, and how many answers at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a service takes on; more is refused with 413 (bytes), 408 and 503 (seconds), 429 (answers at once)."""

    body: int = 65_536
    batch_body: int = 4_000_000
    rows: int = 1_000
    seconds: float = 10.0
    at_once: int = 64
    connections: int = 1_000

    def body_of(self, path: str) -> int:
        """The bytes that a request for this address may send."""
        return self.batch_body if path == "/v1/batch" else self.body


USUAL = Limits()
"""What a service takes on where nobody says otherwise."""
