"""How many of one unit go in another: metric ones alone, of one kind, and the same behind the slash."""

from fractions import Fraction
from typing import Final

_SIZES: Final = {
    "mass": {"kg": "1000", "g": "1", "mg": "0.001", **dict.fromkeys(("mcg", "\N{MICRO SIGN}g", "ug"), "0.000001")},
    "volume": {"l": "1", "L": "1", "dl": "0.1", "dL": "0.1", "cl": "0.01", "ml": "0.001", "mL": "0.001"},
    "length": {"km": "1000", "m": "1", "cm": "0.01", "mm": "0.001"},
}


def factor(given: str, wanted: str) -> Fraction | None:
    """How many of the wanted unit go in one that is given; None where nobody can tell.

    >>> factor("g/day", "mg/day"), factor("g", "mg/day")
    (Fraction(1000, 1), None)
    """
    if given == wanted:
        return Fraction(1)
    (one, _, per), (other, _, than) = given.partition("/"), wanted.partition("/")
    for sizes in _SIZES.values():
        if one in sizes and other in sizes and per == than:
            return Fraction(sizes[one]) / Fraction(sizes[other])
    return None


def known_beside(wanted: str) -> tuple[str, ...]:
    """The units that can be turned into this one, itself first.

    >>> known_beside("mg/day")[:3]
    ('mg/day', 'kg/day', 'g/day')
    """
    one, slash, per = wanted.partition("/")
    others = [f"{other}{slash}{per}" for sizes in _SIZES.values() if one in sizes for other in sizes]
    return tuple(dict.fromkeys((wanted, *others)))
