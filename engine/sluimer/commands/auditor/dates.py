"""Days and times as people type them, in UTC."""

from datetime import UTC, date, datetime, time, timedelta

import click

from sluimer.messages import shown
from sluimer.messages.texts import word

_STEP = timedelta(milliseconds=1)
_LAST = datetime.max.replace(tzinfo=UTC)


def first_of(written: str, option: str, language: str) -> datetime:
    """Where a day begins, or a time itself."""
    return _span(written, option, language)[0]


def after(written: str, option: str, language: str) -> datetime:
    """Where the next day begins, or the next thousandth of a second: what is before it includes the day or time."""
    return _span(written, option, language)[1]


def days_ago(days: int) -> datetime:
    """The time so many days before now."""
    return datetime.now(UTC) - timedelta(days=days)


def _span(written: str, option: str, language: str) -> tuple[datetime, datetime]:
    """From when until before when it lasts; a mistake in the command where it is no day or time."""
    try:
        begin, length = _read(written.strip())
        return begin, begin + length if begin < _LAST - length else _LAST
    except (ValueError, OverflowError) as error:
        said = word("log-bad-date", language, written=shown(written))
        raise click.BadParameter(said, param_hint=option) from error


def _read(written: str) -> tuple[datetime, timedelta]:
    """A day or time, with how long it lasts. Raises ValueError and OverflowError."""
    if "W" in written:  # Python takes a week for its Monday, and who writes "until" means all of it
        raise ValueError(written)
    try:
        return datetime.combine(date.fromisoformat(written), time(), UTC), timedelta(days=1)
    except ValueError:
        read = datetime.fromisoformat(written)
    zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
    return zoned.astimezone(UTC), _STEP
