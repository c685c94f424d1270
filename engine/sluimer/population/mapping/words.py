"""One value of a column as an answer: what a case would say, or what is wrong with it, and what fits no option."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from re import fullmatch
from typing import Final

from sluimer.case import CaseReader, GivenAnswer
from sluimer.case.called import plain_name
from sluimer.knowledge.vocabulary import NONE_OF_THEM, Kind
from sluimer.messages import NOWHERE, Problem, brief, listed, nearest, shown
from sluimer.population.mapping.model import NOT_ASKED, Answer, ColumnMapping, word_for
from sluimer.population.mapping.place import OptionFinder
from sluimer.population.mapping.shape import DecimalMark, Unplaced
from sluimer.read.numbers import Number, digits_and_unit, plain_number, written_amount

_DIGITS: Final = {
    DecimalMark.COMMA: r"-?[0-9]{1,15}(,[0-9]{1,15})?",
    DecimalMark.POINT: r"-?[0-9]{1,15}(\.[0-9]{1,15})?",
}
NOTHING_SAID: Final = GivenAnswer({})


@dataclass(frozen=True, slots=True)
class ReadValue:
    """What a value says, and the names in it that fit no option, or may be more than one."""

    given: GivenAnswer
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads the values of one column as a person who knows the mapping would write them in a case."""

    column: ColumnMapping
    cases: CaseReader
    finder: OptionFinder

    @classmethod
    def of(cls, column: ColumnMapping, cases: CaseReader) -> "ValueReader":
        """The reader of a column."""
        return cls(column, cases, OptionFinder.of(column.fills.fact, column.words, column.codes))

    def read(self, value: object) -> ReadValue:
        """What a value says; None and empty text are what the mapping says of them, else not asked."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self._members(value)
        text = text_of(value)
        said = self.said(text) if text is not None else None
        if said is not None:
            return ReadValue(said)
        if self.column.listed is not None and text is not None and not isinstance(value, bool):
            return self._list(text)
        return ReadValue(self._single(value, text))

    def said(self, text: str) -> GivenAnswer | None:
        """What a word says that the mapping has; None where it has not."""
        word = word_for(text, self.column.fills.fact.kind)
        answer = self.column.words.get(word, self.column.empty if not word else None)
        if (
            answer is None and word.endswith(".0") and word[:-2].removeprefix("-").isdecimal()
        ):  # how some write the number of a word
            answer = self.column.words.get(word[:-2])
        if answer is None or (self.column.listed and word and answer not in _OF_ALL):
            return None
        return self._answer(answer)

    def wrong(self, code: str, near: str = "", **words: object) -> GivenAnswer:
        """What cannot be read, with the column and its value as they are."""
        every = {"column": self.column.name, **words}
        return GivenAnswer(
            {}, "", (Problem(code, NOWHERE, tuple((key, shown(one)) for key, one in every.items()), near),)
        )

    def _answer(self, answer: Answer) -> GivenAnswer:
        if answer == NOT_ASKED:
            return NOTHING_SAID
        options = isinstance(answer, tuple) or (self.column.listed is not None and answer not in _OF_ALL)
        said = self._included((answer,) if isinstance(answer, str) else answer) if options else answer
        return self.cases.read_answer(self.column.fills.fact, said)

    def _single(self, value: object, text: str | None) -> GivenAnswer:
        fact = self.column.fills.fact
        if fact.kind is Kind.NUMBER:
            return self._number(value, text)
        given = self.cases.read_answer(fact, value if text is None else text.strip())
        if not given.problems or text is None:
            return given
        options = self.finder.options(text) if fact.kind is Kind.CHOICE else None
        if options and len(options) == 1:
            return self.cases.read_answer(fact, options[0])
        return self._unmapped(text)

    def _unmapped(self, text: str) -> GivenAnswer:
        fact = self.column.fills.fact
        several = self.finder.called.get(plain_name(text), ())
        if several:
            return self.wrong("word-of-several", value=text, known=listed(several))
        known = [option.id for option in fact.options] or ["yes", "no"]
        return self.wrong("word-unmapped", nearest(text, (*known, "unknown", "declined")), value=text, fact=fact.id)

    def _number(self, value: object, text: str | None) -> GivenAnswer:
        fact, numbers = self.column.fills.fact, self.column.numbers
        number = self._plain(value)
        if number is None:
            return self._no_number(str(value) if isinstance(value, float) else value, text)
        turned = Fraction(str(number)) * numbers.factor
        counted = int(turned) if turned.denominator == 1 else float(turned)
        given = self.cases.read_answer(fact, counted)
        if given.problems and numbers.factor != 1:
            ends = {"lowest": _end(fact.lowest), "highest": _end(fact.highest)}
            amount = written_amount(counted, fact.unit)
            return self.wrong("turned-out-of-bounds", value=brief(value), amount=amount, fact=fact.id, **ends)
        return given

    def _no_number(self, value: object, text: str | None) -> GivenAnswer:
        """What is wrong with a value, unless it is a word that a case has for no answer."""
        fact, numbers = self.column.fills.fact, self.column.numbers
        given = self.cases.read_answer(fact, text.strip() if isinstance(value, str) and text else value)
        unit = digits_and_unit(value)[1] if isinstance(value, str) else ""
        if given.silent or not isinstance(value, str):
            return given
        if numbers.unit and unit and unit != numbers.unit:
            return self.wrong("wrong-unit", what=self.column.name, unit=unit, expected=numbers.unit)
        return self.wrong("number-not-so", value=value, mark=_MARKS[numbers.decimal]) if numbers.decimal else given

    def _plain(self, value: object) -> Number | Decimal | None:
        """The number that is written, in the unit that the column has; None where there is another, or no number."""
        numbers = self.column.numbers
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return value if isfinite(value) else None
        digits, unit = digits_and_unit(value) if isinstance(value, str) else ("", "")
        if unit and unit != (numbers.unit or self.column.fills.fact.unit):
            return None
        if numbers.decimal is None:
            return plain_number(digits)
        return Decimal(digits.replace(",", ".")) if fullmatch(_DIGITS[numbers.decimal], digits) else None

    def _list(self, text: str) -> ReadValue:
        listed_as = self.column.listed
        assert listed_as is not None
        if text.strip() in _OF_CASE:
            return ReadValue(self.cases.read_answer(self.column.fills.fact, text.strip()))
        if len(text.split()) > 1 and len(text.splitlines()) > 1 and "\n" not in listed_as.separator:
            return ReadValue(self.wrong("line-in-value"))  # whole rows, behind a quote that did not end
        parts = [*self.finder.split(text, listed_as.separator)]
        return (
            self._members(parts) if parts else ReadValue(NOTHING_SAID)
        )  # separators alone name nothing, and deny nothing

    def _members(self, members: Sequence[object]) -> ReadValue:
        """What a list says: all of it where it is complete and nothing in it is unplaced, else what it includes."""
        listed_as = self.column.listed
        if listed_as is None:
            return ReadValue(self.cases.read_answer(self.column.fills.fact, members))
        texts = [text_of(one) or "" for one in members]
        silent = next((text for text in texts if self.column.words.get(plain_name(text)) in _OF_ALL), None)
        if silent is not None:
            alone = len(texts) == 1
            return ReadValue(
                (self.said(silent) or NOTHING_SAID) if alone else self.wrong("word-not-alone", value=silent)
            )
        found = [self.finder.options(text) for text in texts]
        unplaced = tuple(
            text for text, options in zip(texts, found, strict=True) if options is None or self.finder.is_combined(text)
        )
        options = tuple(dict.fromkeys(one for some in found for one in some or ()))
        if unplaced and listed_as.unplaced is Unplaced.BAD:
            return ReadValue(self.wrong("name-unplaced", value=unplaced[0], fact=self.column.fills.fact.id))
        whole = listed_as.complete and not unplaced
        said = list(options) if whole else self._included(options)
        return ReadValue(self.cases.read_answer(self.column.fills.fact, said), unplaced)

    def _included(self, options: Sequence[str]) -> dict[str, list[str]]:
        return {"includes": [*options]}


_OF_CASE: Final = (NONE_OF_THEM, "unknown", "declined")
_OF_ALL: Final = (*_OF_CASE, NOT_ASKED)
"""What a list as a whole may mean."""
_MARKS: Final = {DecimalMark.COMMA: ",", DecimalMark.POINT: "."}


def text_of(value: object) -> str | None:
    """A value as the word that a mapping has for it; None for what is no single value.

    >>> text_of(True), text_of(2.0), text_of(" ja "), text_of(None)
    ('yes', '2', ' ja ', '')
    """
    if value is None:
        return ""
    if isinstance(value, float | Decimal) and isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, str | bool | int | float | Decimal):
        return brief(value)
    return None


def _end(bound: float | None) -> str:
    return "…" if bound is None else str(bound)
