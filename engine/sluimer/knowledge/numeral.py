"""A number as people read it in their language: in Dutch `17.343 mg` is seventeen thousand, and `17,343 mg` is not."""

from sluimer.knowledge.rule import Number, Range
from sluimer.messages import spoken
from sluimer.messages.texts import template

_WITH_A_COMMA = "bg cs da de el es et fi fr fy hr hu id it lt lv nb nl nn no pl pt ro ru sk sl sv tr uk"


def numeral(number: Number, language: str) -> str:
    """A number in full, without an exponent and without marks between thousands.

    >>> numeral(17.343, "nl"), numeral(17.343, "en-GB"), numeral(5000.0, "nl")
    ('17,343', '17.343', '5000')
    """
    if float(number).is_integer():
        return str(int(number))
    digits = f"{number:.15f}".rstrip("0").rstrip(".") if "e" in f"{number:.15g}" else f"{number:.15g}"
    return digits.replace(".", ",") if language.partition("-")[0] in _WITH_A_COMMA.split() else digits


def range_text(advised: Range, unit: str, language: str) -> str:
    """A range as people read it, with the words of its unit."""
    ends = dict.fromkeys(numeral(end, language) for end in (advised.least, advised.most))
    return f"{f' {range_word(language)} '.join(ends)} {unit}"


def range_word(language: str) -> str:
    """What stands between the ends of a range."""
    return template(("knowledge",), "range-to", language) if language in spoken() else "-"
