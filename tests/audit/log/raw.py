"""Looking for what was erased in the raw bytes of files, as somebody would who has the disk."""

import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK = 32
"""Bytes in a row by which a compressed text is known again."""
LONGEST = 20_000
"""Bytes that are looked through from where a compressed text seems to begin."""


def chunks(content: bytes, count: int, seed: int = 0) -> list[bytes]:
    """Pieces of a content: its beginning, its end, and some in between."""
    chance = random.Random(seed)
    places = [2, len(content) - CHUNK, *(chance.randrange(2, len(content) - CHUNK) for _ in range(count - 2))]
    return [content[place : place + CHUNK] for place in places]


def found_in(files: Iterable[Path], needles: Iterable[bytes]) -> dict[bytes, Path]:
    """The needles that stand in these files, as they are or inside something that was compressed."""
    wanted = list(needles)
    found: dict[bytes, Path] = {}
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # a server that runs takes files of its own away
        texts = [content, *opened(content)]
        found |= {needle: path for needle in wanted if any(needle in text for text in texts)}
    return found


def opened(content: bytes) -> Iterator[bytes]:
    """Everything that seems to be compressed in these bytes, as far as it can be read."""
    at = content.find(b"\x78\x9c")
    while at >= 0:
        reader = zlib.decompressobj()
        text = b""
        try:
            for begin in range(at, min(at + LONGEST, len(content)), 64):
                text += reader.decompress(content[begin : begin + 64])
        except zlib.error:
            pass
        if len(text) > CHUNK:
            yield text
        at = content.find(b"\x78\x9c", at + 1)
