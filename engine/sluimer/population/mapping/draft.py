"""A draft of a mapping: what can be told of each column without guessing, and a `?` where a person must decide."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyarrow as pa

from sluimer.case import CaseReader
from sluimer.case.called import options_called, plain_name
from sluimer.case.text import plain_json
from sluimer.knowledge.vocabulary import Fact, Kind, Vocabulary, fact_of, slot
from sluimer.language.block import block, written
from sluimer.messages.near import answer_word
from sluimer.population.mapping.codes import coded_names
from sluimer.population.mapping.dates import Order, day_of
from sluimer.population.mapping.exports import Export, export_of, member_of
from sluimer.population.mapping.place import OptionFinder
from sluimer.population.mapping.read import UNDECIDED, YEARS
from sluimer.population.mapping.units import known_beside
from sluimer.population.mapping.words import text_of
from sluimer.population.reading.answers import Values, distinct_objects, distinct_values
from sluimer.population.reading.columns import AnswerColumn, Layout, column_for, is_list, is_number
from sluimer.population.reading.plain_arrow import plainest
from sluimer.population.reading.source import PersonSource, opened

MOST_WORDS: Final = 30
"""Words of a column that a draft has."""
_ROWS: Final = 10_000
"""Rows that are looked at."""
_SEPARATORS: Final = (";", "|", ",")
_SILENT: Final = ("unknown", "declined")
_LETTERS: Final = {"y", "j", "n"}


class ToDecide(StrEnum):
    """What a person must decide about a column."""

    COLUMN = "column"
    OPTION = "option"
    WORDS = "words"
    AGE = "age"
    DECIMAL = "decimal"
    UNIT = "unit"
    CODES = "codes"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Question:
    """What must be decided about one column, and the words that it is about."""

    column: str
    what: ToDecide
    words: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        return {"column": self.column, "what": str(self.what), "words": list(self.words)}


@dataclass(frozen=True, slots=True)
class MappingDraft:
    """A draft: its text, the export that it comes from if one is known, and what is left to decide."""

    text: str
    export: str
    questions: tuple[Question, ...]

    def as_dict(self) -> dict[str, object]:
        """What was found, as plain data."""
        return {"export": self.export or None, "to_decide": [one.as_dict() for one in self.questions]}


@dataclass(slots=True)
class _Drafting:
    """A draft that is being made."""

    columns: dict[str, Mapping[str, object]] = field(default_factory=dict)
    keep: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The draft as YAML."""
        lists = {"keep": self.keep, "ignore": self.ignore, "undecided": self.undecided}
        columns = block("columns", {written(name): said for name, said in self.columns.items()})
        return (columns if self.columns else "columns: {}\n") + "".join(
            f"{key}: {written(names)}\n" for key, names in lists.items() if names
        )


def draft_mapping(path: Path, vocabulary: Vocabulary, keep: Sequence[str] = ()) -> MappingDraft:
    """A draft for a file, by its columns and the values of the first rows. Raises as `opened` does."""
    with opened(path) as source:
        columns = _first_json(path) if source.names is None else _first(source, vocabulary)
    names, drafting = [name for name, _ in columns], _Drafting()
    drafter = _Drafter(vocabulary, CaseReader(vocabulary), export_of(names), drafting)
    for name, values in columns:
        if name in keep:
            drafting.keep.append(name)
        else:
            drafter.column(name, values)
    return MappingDraft(drafting.text, drafter.export.name, tuple(drafting.questions))


def _first(source: PersonSource, vocabulary: Vocabulary) -> list[tuple[str, Values]]:
    """The columns with the values of the first rows; of columns with one name the first."""
    names = tuple(dict.fromkeys(source.names or ()))
    fact = next(iter(vocabulary.facts.values()))
    batch = next(source.batches(Layout(tuple(AnswerColumn(name, fact) for name in names), ()), 0), None)
    if batch is None or len(names) < len(source.names or ()):
        return [(name, pa.nulls(0)) for name in names]
    return [(name, plainest(batch.values(name)[:_ROWS])) for name in names]


def _first_json(path: Path) -> list[tuple[str, Values]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        rows = [row for _, line in zip(range(_ROWS), lines, strict=False) if (row := plain_json(line.strip()))]
    return [(name, [row.get(name) for row in rows]) for name in dict.fromkeys(name for row in rows for name in row)]


@dataclass(frozen=True, slots=True)
class _Drafter:
    vocabulary: Vocabulary
    cases: CaseReader
    export: Export
    made: _Drafting

    def column(self, name: str, values: Values) -> None:
        """Draft one column."""
        fact, option = self._answered(name)
        if fact is None or (option != UNDECIDED and self._is_filled(fact, option)):
            self._no_answer(name)
            return
        said: dict[str, object] = {"fact": fact.id, **({"option": option} if option else {})}
        if option == UNDECIDED:
            self._ask(name, ToDecide.OPTION)
        fills = column_for(slot(fact.id, option), self.vocabulary) if option else None
        found = _texts(values)
        if option:
            said |= self._words(name, found, fills.fact if fills else replace(fact, kind=Kind.YES_NO, options=()))
        elif fact.kind is Kind.NUMBER:
            said |= self._number(name, fact, values, found)
        elif fact.kind is Kind.SET:
            said |= self._list(name, fact, values, found)
        else:
            said |= self._words(name, found, fact)
        self.made.columns[name] = said

    def _no_answer(self, name: str) -> None:
        if self.export.ignores(name):
            self.made.ignore.append(name)
        elif name in self.export.kept:
            self.made.keep.append(name)
        else:
            self.made.undecided.append(name)
            self._ask(name, ToDecide.COLUMN)

    def _ask(self, name: str, what: ToDecide, words: Iterable[str] = ()) -> None:
        self.made.questions.append(Question(name, what, tuple(words)))

    def _is_filled(self, fact: Fact, option: str) -> bool:
        """Whether another column says what this one would say."""
        options = [str(one.get("option", "")) for one in self.made.columns.values() if one["fact"] == fact.id]
        return "" in options or option in options or (not option and bool(options))

    def _answered(self, name: str) -> tuple[Fact | None, str]:
        """The fact that a column answers and the option it is about, a `?` where that must be decided."""
        known = coded_names(self.vocabulary)
        exact = column_for(known[name][0] if name in known else name, self.vocabulary)
        if exact is not None:
            return self.vocabulary.facts[fact_of(exact.name)], exact.name.partition(".")[2]
        whole = self._called(name)
        parts = member_of(name, self.export)
        fact = self._called(parts[0]) if parts and not whole else None
        if parts is None or fact is None or fact.kind is not Kind.SET:
            return whole, ""
        called = options_called(parts[1], fact)
        return fact, called[0].id if len(called) == 1 else UNDECIDED

    def _called(self, name: str) -> Fact | None:
        """The only fact of this id, title or question."""
        wanted = _bare(name)
        found = [fact for fact in self.vocabulary.facts.values() if wanted in _names(fact)]
        return found[0] if len(found) == 1 else None

    def _words(self, name: str, found: Sequence[str], fact: Fact) -> dict[str, object]:
        """The words of a column that a case does not take, each with its meaning where it has but one."""
        letters = {text.casefold() for text in found} & _LETTERS
        words: dict[str, str] = {}
        for text in found:
            if self._takes(fact, text):
                continue
            meant = answer_word(text) if text.casefold() != "n" or letters - {"n"} else ""
            fits = meant in (*_SILENT, *(("yes", "no") if fact.kind is Kind.YES_NO else ()))
            words[text] = meant if fits else UNDECIDED
        open_words = [text for text, meant in words.items() if meant == UNDECIDED]
        if open_words:
            self._ask(name, ToDecide.WORDS, open_words[:MOST_WORDS])
        drafted = [*words.items()][:MOST_WORDS]
        return {"words": {_key(text): meant for text, meant in drafted}} if words else {}

    def _takes(self, fact: Fact, text: str) -> bool:
        whole = not self.cases.read_answer(fact, text).problems
        return whole or (fact.kind is Kind.CHOICE and len(options_called(text, fact)) == 1)

    def _number(self, name: str, fact: Fact, values: Values, found: Sequence[str]) -> dict[str, object]:
        kind = None if isinstance(values, list) else values.type
        if kind is not None and (pa.types.is_date(kind) or pa.types.is_timestamp(kind)):
            self._ask(name, ToDecide.AGE)
            return {"born": str(Order.YEAR_FIRST), "told_on": UNDECIDED}
        if kind is not None and is_number(kind):
            return self._unit(name, fact)
        odd = [text for text in found if self.cases.read_answer(fact, text).problems]
        days = [text for text in odd if day_of(text, Order.DAY_FIRST) or day_of(text, Order.MONTH_FIRST)]
        if fact.unit in YEARS and days and len(days) * 2 > len(found):
            iso = all(day_of(text, Order.YEAR_FIRST) for text in days)
            self._ask(name, ToDecide.AGE)
            return {"born": str(Order.YEAR_FIRST) if iso else UNDECIDED, "told_on": UNDECIDED}
        marks = [text for text in odd if text.replace(",", "", 1).replace(".", "", 1).isdecimal()]
        if marks:
            self._ask(name, ToDecide.DECIMAL, marks[:3])
        decimal = {"decimal": UNDECIDED} if marks else {}
        words = self._words(name, [text for text in odd if text not in marks][:MOST_WORDS], fact)
        return {**decimal, **self._unit(name, fact), **words}

    def _unit(self, name: str, fact: Fact) -> dict[str, object]:
        """Which unit the numbers have, where there are others and the column is not called by the fact itself."""
        units = known_beside(fact.unit) if fact.unit and name != fact.id else ()
        if len(units) < 2:
            return {}
        self._ask(name, ToDecide.UNIT, units[:MOST_WORDS])
        return {"unit": UNDECIDED}

    def _list(self, name: str, fact: Fact, values: Values, found: Sequence[str]) -> dict[str, object]:
        said: dict[str, object] = {}
        separator = next((mark for mark in _SEPARATORS if any(mark in text for text in found)), "")
        if separator and not (not isinstance(values, list) and is_list(values.type)):
            said["separator"] = separator
        finder = OptionFinder.of(fact, {})
        members = list(dict.fromkeys(part for text in found for part in finder.split(text, separator)))
        for meaning in ("none", *_SILENT):
            words = [one for one in members if answer_word(one) == meaning and one != meaning]
            said |= {meaning: words} if words else {}
        system, beginning = self._system(fact, members)
        if system:
            said["codes"] = system
        if beginning:
            said["beginning"] = UNDECIDED
            self._ask(name, ToDecide.CODES)
        said_of_all = ("none", *_SILENT)  # `no` is none of these: of a set it says nothing
        odd = [one for one in members if answer_word(one) not in said_of_all and len(options_called(one, fact)) != 1]
        if odd and not system:
            self._ask(name, ToDecide.NAMES, odd[:MOST_WORDS])
        return said

    def _system(self, fact: Fact, members: Sequence[str]) -> tuple[str, bool]:
        """The code system that most members are of, and whether some only begin with a code."""
        for system in sorted({system for option in fact.options for system, _ in option.codes}):
            codes = {code.casefold() for option in fact.options for code in dict(option.codes).get(system, ())}
            same = sum(one.casefold() in codes for one in members)
            begin = sum(any(one.casefold().startswith(code) for code in codes) for one in members)
            if begin and begin * 2 >= len(members):
                return system, same < begin
        return "", False


def _key(text: str) -> str:
    """A word as a key between braces, where one with a space in it must be quoted."""
    return json.dumps(text, ensure_ascii=False) if " " in text else written(text)


def _bare(name: str) -> str:
    return plain_name(name.replace("_", " ")).rstrip("?: ")


def _names(fact: Fact) -> Iterator[str]:
    texts = (fact.title, fact.question)
    return (_bare(one) for one in (fact.id, *(text for each in texts for _, text in each.translations)))


def _texts(values: Values) -> list[str]:
    """The distinct words in a column, but for what is empty; those of a column that is free text are its first."""
    if isinstance(values, list):
        found, _ = distinct_objects(values)
    elif is_list(values.type):
        found = list(dict.fromkeys(one for row in values.to_pylist() for one in row or ()))
    else:
        found, _ = ((), None) if pa.types.is_struct(values.type) else distinct_values(values)
    flat = [one for each in found for one in (each if isinstance(each, list) else [each])]
    texts = [text.strip() for one in flat if (text := text_of(one)) and not isinstance(one, bool)]
    return sorted(dict.fromkeys(text for text in texts if text))
