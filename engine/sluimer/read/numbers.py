"""Numbers as people write them, and those of which nobody can tell what is meant."""

import re

from sluimer.messages import Position, Problems

Number = int | float

LONGEST_NUMBER = 15
"""Digits; more would not be kept exactly."""
LARGEST_NUMBER = 10**LONGEST_NUMBER
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TWO_WAYS = re.compile(r"(-?[1-9][0-9]{0,2})[.,]([0-9]{3})")
"""One mark before three last digits; behind a zero or behind four digits it cannot part thousands."""
_AMOUNT = re.compile(r"([^ ]*(?: +[0-9][^ ]*)*) *(.*)", re.DOTALL)


def plain_number(text: str) -> Number | None:
    """The number that these digits spell; None for `1e3`, `0o10`, `1_000` and for what can be read in two ways."""
    if not _PLAIN.fullmatch(text) or len(text) > LONGEST_NUMBER or _TWO_WAYS.fullmatch(text):
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def two_readings(text: str) -> tuple[str, str] | None:
    """What `1.500` can mean, as it can be written without doubt: `1500` and `1.5`; None where there is no doubt."""
    found = _TWO_WAYS.fullmatch(text)
    if found is None:
        return None
    whole, rest = found.groups()
    kept = rest.rstrip("0")
    decimals = f"{kept}0" if kept == rest else kept  # a fourth digit cannot belong to thousands
    return whole + rest, f"{whole}.{decimals}".rstrip(".")


def written_number(number: Number) -> str:
    """A number as text that is read as this number and no other."""
    digits = str(int(number)) if float(number).is_integer() else str(number)
    return (two_readings(digits) or (digits,))[-1]


def written_amount(number: Number, unit: str) -> str:
    """A number with its unit, where it has one, as an author writes it."""
    return f"{written_number(number)} {unit}".rstrip()


def digits_and_unit(amount: str) -> tuple[str, str]:
    """An amount such as `250 mg/day` in its two parts; groups of digits such as `5 000` stay together."""
    found = _AMOUNT.fullmatch(amount.strip())
    assert found is not None
    return found[1], found[2]


def refuse_two_readings(
    amount: str, unit: str, place: Position, problems: Problems, code: str = "number-two-ways", **words: str
) -> bool:
    """Whether an amount can be read in two ways; both then stand in the help of a problem, with these words of its."""
    digits, given = digits_and_unit(amount)
    readings = two_readings(digits.removesuffix(unit))
    if readings is not None:
        first, second = (f"{reading} {given or unit}".rstrip() for reading in readings)
        problems.add(code, place, value=amount.strip(), first=first, second=second, **words)
    return readings is not None
