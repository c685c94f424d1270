"""Days as people write them, once it is said in which order, and the whole years between two of them."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Order(StrEnum):
    """In which order a date is written."""

    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"
    YEAR_FIRST = "year-month-day"


_TIME: Final = r"(?:(?:[T ]|, ?)[0-9]{1,2}:[0-9]{2}.{0,30})?"
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})" + _TIME)


def day_of(value: object, order: Order) -> date | None:
    """The day that a value says; None for what is no day, or is written in another order.

    A year has four digits. What begins with one is read so in any order: then nobody writes the day before the month.

    >>> [str(day_of(text, Order.DAY_FIRST)) for text in ("7-3-1985", "1985-03-07 09:30", "7-3-85")]
    ['1985-03-07', '1985-03-07', 'None']
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = value.strip() if isinstance(value, str) and value.isascii() else ""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    found = _YEAR_LAST.fullmatch(text)
    if not found or order is Order.YEAR_FIRST:
        return None
    month, day = (found[3], found[1]) if order is Order.DAY_FIRST else (found[1], found[3])
    return _day(found[4], month, day)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def as_digits(day: date) -> int:
    """A day as one number, of which the difference with another one says the whole years between them.

    >>> (as_digits(date(2026, 3, 6)) - as_digits(date(1985, 3, 7))) // 10_000
    40
    """
    return day.year * 10_000 + day.month * 100 + day.day
