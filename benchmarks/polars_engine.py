"""The net as Polars expressions: nullable booleans are Kleene's logic, and each layer adds its parts as columns."""

from collections.abc import Iterator
from functools import reduce

import polars as pl

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Wire

TRUE, FALSE = pl.lit(True), pl.lit(False)


def add_parts(frame: pl.LazyFrame, net: Net) -> pl.LazyFrame:
    """The frame, a column for each slot, with a column for every wire and choice of the net; sums are left out."""
    for completion in net.completions:
        frame = frame.with_columns(_filled(completion))
    assumed = [one for one in net.completions if one.assumed is not None]
    frame = frame.with_columns(pl.col(one.slot).fill_null(pl.lit(one.assumed)) for one in assumed)
    for layer in net.layers:
        frame = frame.with_columns([expression.alias(name) for name, expression in map(_part, layer) if name])
    return frame


def _filled(completion: Completion) -> pl.Expr:
    value = pl.col(completion.slot)
    for one in completion.fillings:
        holds = _truth(one.condition).fill_null(False)
        holds = holds if one.overrules else holds & value.is_null()
        value = pl.when(holds).then(pl.lit(one.value)).otherwise(value)
    return value.alias(completion.slot)


def _part(part: Part) -> tuple[str, pl.Expr]:
    match part:
        case Wire(name, condition):
            return name, _truth(condition)
        case Choice(name, options):
            chosen = pl.lit(None, dtype=pl.String)
            for label, condition in reversed(options):
                chosen = pl.when(_truth(condition).fill_null(False)).then(pl.lit(str(label))).otherwise(chosen)
            return name, chosen
        case Bound():
            return "", TRUE
    raise TypeError(part)


def _truth(condition: Condition) -> pl.Expr:
    match condition:
        case Is(slot, (bool(value),)):
            return pl.col(slot) if value else ~pl.col(slot)
        case Is(slot, values):
            return pl.col(slot).is_in([str(value) for value in values])
        case Within(slot):
            return reduce(pl.Expr.__and__, _ends(condition))
        case Known(_, slots, known):
            answered = reduce(pl.Expr.__and__, [pl.col(slot).is_not_null() for slot in slots])
            return answered if known else ~answered
        case All(parts):
            return reduce(pl.Expr.__and__, map(_truth, parts)) if parts else TRUE
        case Any(parts):
            return reduce(pl.Expr.__or__, map(_truth, parts)) if parts else FALSE
        case Not(part):
            return ~_truth(part)
        case AtLeast(count, parts):
            return _counted(count, [_truth(part) for part in parts])


def _ends(test: Within) -> Iterator[pl.Expr]:
    number = pl.col(test.slot)
    if test.at_least is not None:
        yield number >= test.at_least
    if test.above is not None:
        yield number > test.above
    if test.at_most is not None:
        yield number <= test.at_most
    if test.below is not None:
        yield number < test.below


def _counted(count: int, truths: list[pl.Expr]) -> pl.Expr:
    sure = reduce(pl.Expr.__add__, [one.fill_null(False).cast(pl.Int16) for one in truths])
    possible = reduce(pl.Expr.__add__, [one.fill_null(True).cast(pl.Int16) for one in truths])
    return (
        pl.when(sure >= count).then(TRUE).when(possible < count).then(FALSE).otherwise(pl.lit(None, dtype=pl.Boolean))
    )
