"""Canonical bytes of plain data (RFC 8785), and their digest: the same data is the same to the byte."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

Data = dict[str, Any]
"""Plain data by name, as JSON has it: a record, a part of one, or what an entry of a log says."""


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one way to write this data as JSON.

    >>> canonical({"b": 1.0, "a": None})
    b'{"a":null,"b":1}'
    """
    return rfc8785.dumps(_plain(data))


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest of the canonical bytes."""
    return f"sha256:{sha256(canonical(data)).hexdigest()}"


def _plain(data: Any) -> Any:
    """Data with lists and dictionaries alone, as the library wants them."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data
