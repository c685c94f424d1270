"""Which column of a file or frame answers which fact, and what is wrong with columns before any row is read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from sluimer.case import Places
from sluimer.case.text import KEY
from sluimer.knowledge.vocabulary import Fact, Kind, Vocabulary, fact_of, slot
from sluimer.messages import PopulationError, Problems, listed

PARTS_OF_SET = ("includes", "excludes")
"""The fields of a structure that says of a set what is known of it."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column with the answers to one fact, or about one option of a set; that is a question with yes and no."""

    name: str
    fact: Fact
    of_option: bool = False

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that it fills."""
        return (self.name,) if self.of_option else self.fact.slots

    @property
    def takes(self) -> str:
        """What it takes, as messages call it."""
        return "option" if self.of_option else self.fact.kind.value


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns with answers, and those that are carried along."""

    answers: tuple[AnswerColumn, ...]
    keep: tuple[str, ...]

    @property
    def only_answers(self) -> tuple[str, ...]:
        """The columns that are not carried along."""
        return tuple(one.name for one in self.answers if one.name not in self.keep)


def column_for(name: str, vocabulary: Vocabulary) -> AnswerColumn | None:
    """The column of this name: that of a fact, or of an option as `fact.option`; None where it is neither.

    >>> column_for("pests.mites", Vocabulary()) is None
    True
    """
    fact = vocabulary.facts.get(name)
    if fact is not None:
        return AnswerColumn(name, fact)
    whole = vocabulary.facts.get(fact_of(name))
    option = next((one for one in whole.options if slot(whole.id, one.id) == name), None) if whole else None
    if whole is None or option is None or whole.kind is not Kind.SET:
        return None
    asked = replace(whole, id=name, kind=Kind.YES_NO, options=(), implies=(), assume=None)
    return AnswerColumn(name, asked, of_option=True)


def layout_of(
    names: Sequence[str],
    types: Mapping[str, Any],
    vocabulary: Vocabulary,
    keep: Sequence[str],
    results: Collection[str],
    file: str,
) -> Layout:
    """What each column is for; raises PopulationError with all that is wrong with them.

    `types` are those of Arrow, for columns that have one; `results` the names of the columns that will be written.
    """
    places, problems = Places(file), Problems()
    for name in (name for name, count in Counter(names).items() if count > 1):
        problems.add("column-twice", places.of(name, KEY), column=name)
    answers = [column for name in dict.fromkeys(names) if (column := column_for(name, vocabulary))]
    known = {column.name for column in answers}
    for name in dict.fromkeys(names):
        if name not in known and name not in keep:
            _report_unknown(name, vocabulary, places, problems)
    for column in answers:
        if column.of_option and fact_of(column.name) in known:
            problems.add("column-both-ways", places.of(column.name, KEY), column=column.name, fact=fact_of(column.name))
        if column.name in types and not fits(column, types[column.name]):
            words = {"column": column.name, "type": types[column.name], "options": _options(column.fact)}
            problems.add(f"column-type-{column.takes}", places.of(column.name, KEY), **words)
    _check_kept(names, keep, results, places, problems)
    if not answers and not len(problems):
        problems.add("no-answer-columns", places.of(), facts=listed(vocabulary.facts))
    if len(problems):
        raise PopulationError(problems.sorted())
    return Layout(tuple(answers), tuple(dict.fromkeys(keep)))


def _report_unknown(name: str, vocabulary: Vocabulary, places: Places, problems: Problems) -> None:
    if name in vocabulary.scores:
        problems.add("score-answered", places.of(name, KEY), score=name)
        return
    slots = [one for fact in vocabulary.facts.values() for one in fact.slots]
    problems.add("unknown-column", places.of(name, KEY), problems.nearest(name, {*vocabulary.facts, *slots}), name=name)


def _check_kept(
    names: Iterable[str], keep: Iterable[str], results: Collection[str], places: Places, problems: Problems
) -> None:
    for name in dict.fromkeys(keep):
        if name not in names:
            problems.add("kept-missing", places.of(), problems.nearest(name, names), name=name)
        elif name in results:
            problems.add("column-clash", places.of(name, KEY), column=name)


def _options(fact: Fact) -> str:
    return listed(option.id for option in fact.options) or listed(("yes", "no"))


def fits(column: AnswerColumn, kind: Any) -> bool:
    """Whether answers to this fact can stand in a column of this Arrow type; text can say anything."""
    bare = _bare(kind)
    if pa.types.is_null(bare) or is_text(bare):
        return True
    if column.of_option or column.fact.kind is Kind.YES_NO:
        return bool(pa.types.is_boolean(bare))
    if column.fact.kind is Kind.NUMBER:
        return is_number(bare) or bool(pa.types.is_decimal(bare))
    return column.fact.kind is Kind.SET and (_is_members(bare) or _is_parts(bare))


def is_text(kind: Any) -> bool:
    """Whether this Arrow type is text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def is_number(kind: Any) -> bool:
    """Whether this Arrow type is that of whole numbers or floats."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def is_list(kind: Any) -> bool:
    """Whether this Arrow type is one of its lists."""
    views = pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind)
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind) or views)


def _is_members(kind: Any) -> bool:
    return is_list(kind) and (is_text(_bare(kind.value_type)) or bool(pa.types.is_null(kind.value_type)))


def _is_parts(kind: Any) -> bool:
    fields = list(kind) if pa.types.is_struct(kind) else []
    names = [field.name for field in fields]
    return bool(fields) and {*names} <= {*PARTS_OF_SET} and all(_is_members(_bare(field.type)) for field in fields)


def _bare(kind: Any) -> Any:
    """The type of the values themselves."""
    if isinstance(kind, pa.BaseExtensionType):
        return _bare(kind.storage_type)
    dictionary = pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind)
    return _bare(kind.value_type) if dictionary else kind
