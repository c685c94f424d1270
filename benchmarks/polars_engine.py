"""The net as Polars expressions: nullable booleans are Kleene's logic, and each layer adds its parts as columns."""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce

import polars as pl

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Wire

Codes = Mapping[str, Mapping[str, int]]
"""For each choice the code of each of its labels, from 1."""
Labels = Mapping[str, Mapping[str, int | str]]
"""What stands for each label of each choice: its code, or the label itself."""
TRUE, FALSE = pl.lit(True), pl.lit(False)


def codes_of(net: Net) -> Codes:
    """The codes of labels, in their order; 0 is for none, which no state and no outcome is."""
    choices = [part for part in net.parts if isinstance(part, Choice)]
    return {one.name: {str(label): code for code, label in enumerate(one.labels, 1)} for one in choices}


def add_parts(frame: pl.LazyFrame, net: Net, as_text: bool = False) -> pl.LazyFrame:
    """The frame, a column for each slot, with one for every wire and, as codes, every choice; sums are left out.

    As text choices are as one would write them by hand; that is slower.
    """
    coded = codes_of(net)
    codes: Labels = {name: {one: one for one in labels} for name, labels in coded.items()} if as_text else coded
    for completion in net.completions:
        frame = frame.with_columns(_filled(completion, codes))
    assumed = [one for one in net.completions if one.assumed is not None]
    frame = frame.with_columns(pl.col(one.slot).fill_null(pl.lit(one.assumed)) for one in assumed)
    for layer in net.layers:
        frame = frame.with_columns(
            [_part(part, codes).alias(part.name) for part in layer if not isinstance(part, Bound)]
        )
    return frame


def _filled(completion: Completion, labels: Labels) -> pl.Expr:
    value = pl.col(completion.slot)
    for one in completion.fillings:
        holds = _truth(one.condition, labels).fill_null(False)
        holds = holds if one.overrules else holds & value.is_null()
        value = pl.when(holds).then(pl.lit(one.value)).otherwise(value)
    return value.alias(completion.slot)


def _part(part: Part, labels: Labels) -> pl.Expr:
    match part:
        case Wire(_, condition):
            return _truth(condition, labels)
        case Choice(name, options):
            chosen = pl.lit(None)
            for label, condition in reversed(options):
                said = labels[name][str(label)]
                told = pl.lit(said, dtype=pl.String if isinstance(said, str) else pl.UInt8)
                chosen = pl.when(_truth(condition, labels)).then(told).otherwise(chosen)
            return chosen
    raise TypeError(part)


def _truth(condition: Condition, labels: Labels) -> pl.Expr:
    match condition:
        case Is(slot, (bool(value),)):
            return pl.col(slot) if value else ~pl.col(slot)
        case Is(slot, values):
            said = [labels[slot][str(value)] if slot in labels else str(value) for value in values]
            return _joined(pl.Expr.__or__, [pl.col(slot) == one for one in said], FALSE)
        case Within():
            return reduce(pl.Expr.__and__, _ends(condition))
        case Known(_, slots, known):
            answered = _joined(pl.Expr.__and__, [pl.col(slot).is_not_null() for slot in slots], TRUE)
            return answered if known else ~answered
        case All(parts):
            return _joined(pl.Expr.__and__, [_truth(part, labels) for part in parts], TRUE)
        case Any(parts):
            return _joined(pl.Expr.__or__, [_truth(part, labels) for part in parts], FALSE)
        case Not(part):
            return ~_truth(part, labels)
        case AtLeast(count, parts):
            return _counted(count, [_truth(part, labels) for part in parts])


def _joined(sign: Callable[[pl.Expr, pl.Expr], pl.Expr], parts: list[pl.Expr], nothing: pl.Expr) -> pl.Expr:
    return reduce(sign, parts) if parts else nothing


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
