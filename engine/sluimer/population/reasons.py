"""Whole reasons for a few persons of each outcome: what one person would be told with the same answers, and why.

Who they are is drawn by a lot that hangs on the number of the row alone: spread over the whole file, and the same
persons every time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from sluimer.case import GivenAnswer, Places
from sluimer.engines.planes import Planes
from sluimer.explain.consulted import Consulted
from sluimer.knowledge.vocabulary import Fact
from sluimer.meaning.net import OUTCOME, rule_name
from sluimer.messages import PopulationError, Problem
from sluimer.population.bits import Bits, Rows, is_among, places_in
from sluimer.population.reading.answers import AnswerReader, ReadAnswers, Values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.plain_arrow import plainest
from sluimer.tell.advice_data import advice_data

Consult = Callable[[Mapping[str, object]], Consulted]
"""Consults the knowledge base for one person."""


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    """A person who was drawn, as plain data: the answers, what is kept, and what the results say."""

    row: int
    kept: Mapping[str, object]
    answers: Mapping[str, object]
    outcome: str
    states: Mapping[str, str]
    fired: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExplainedPerson:
    """One person of a population, and the consultation that the same answers bring; `row` counts from 1."""

    row: int
    kept: Mapping[str, object]
    answers: Mapping[str, object]
    consultation: Consulted

    def as_dict(self, language: str = "") -> dict[str, object]:
        """It as plain data: `answers` are a case, `advice` is in full, and `trace` has every firing with its values."""
        made = self.consultation
        return {
            "row": self.row,
            "kept": dict(self.kept),
            "answers": dict(self.answers),
            "advice": advice_data(made.advice, made.knowledge, language, True, made.covered),
            "trace": made.trace.as_dict(),
        }


class ReasonsSample:
    """Draws `most` persons of each outcome while batches go by."""

    def __init__(self, planes: Planes, readers: Sequence[AnswerReader], keep: Sequence[str], most: int) -> None:
        self._outcomes = planes.places[OUTCOME]
        self.drawn: dict[str, dict[int, DrawnPerson]] = {str(label): {} for label, _ in self._outcomes}
        self._planes, self._readers, self._keep, self._most = planes, readers, keep, most

    @property
    def persons(self) -> list[DrawnPerson]:
        """Who was drawn, in the order of their rows."""
        return sorted((one for drawn in self.drawn.values() for one in drawn.values()), key=lambda one: one.row)

    def saved(self) -> list[dict[str, object]]:
        """Who was drawn, as plain data."""
        return [asdict(one) for one in self.persons]

    def restore(self, saved: Iterable[Mapping[str, Any]]) -> None:
        """Go on from what was saved."""
        for one in saved:
            self.drawn[one["outcome"]][one["row"]] = DrawnPerson(**one)

    def note(self, batch: PersonBatch, rows: Rows, good: Bits) -> None:
        """Draw from the persons of a batch who are good."""
        if not self._most:
            return
        chosen = {str(label): self._chosen(str(label), rows[place] & good, batch) for label, place in self._outcomes}
        if {row for every in chosen.values() for row in every} - {row for one in self.drawn.values() for row in one}:
            said = BatchAnswers(self._readers, self._keep, batch)
            for outcome, every in chosen.items():
                before = self.drawn[outcome]
                self.drawn[outcome] = {row: before.get(row) or self._person(row, outcome, rows, said) for row in every}

    def _chosen(self, outcome: str, who: Bits, batch: PersonBatch) -> list[int]:
        """The rows of those who are drawn from those who were before, and those of a batch who are among these."""
        here = np.array(places_in(who), np.int64) + batch.first
        every = np.concatenate([np.array([*self.drawn[outcome]], np.int64), here])
        found: list[int] = every[np.argsort(_lots(every), kind="stable")[: self._most]].tolist()
        return found

    def _person(self, row: int, outcome: str, rows: Rows, said: "BatchAnswers") -> DrawnPerson:
        place = row - said.batch.first
        states = {item.id: str(self._label(item.state, rows, place)) for item in self._planes.net.items}
        fired = [rule for rule in self._planes.net.rules if self._label(rule_name(rule), rows, place) is True]
        return DrawnPerson(row, said.kept(place), said.case(place), outcome, states, fired)

    def _label(self, name: str, rows: Rows, place: int) -> object:
        return next((label for label, at in self._planes.places[name] if is_among(rows[at], place)), None)


def explained(drawn: Iterable[DrawnPerson], consult: Consult, file: str) -> tuple[ExplainedPerson, ...]:
    """The reasons of these persons; raises PopulationError where one alone is told otherwise than in the results."""
    return tuple(_explained(person, consult, file) for person in drawn)


def _explained(person: DrawnPerson, consult: Consult, file: str) -> ExplainedPerson:
    made = consult(person.answers)
    told = {item.id: str(item.state) for item in made.advice.items}
    alone = {item: told.get(item, "not_indicated") for item in person.states}
    differing = [item for item, state in person.states.items() if alone[item] != state]
    differing += [OUTCOME] if person.outcome != str(made.advice.outcome) else []
    differing += sorted({*person.fired} ^ {*made.advice.fired})
    if differing:
        words = (("name", differing[0]),)
        raise PopulationError((Problem("reasons-differ", Places(file).of(person.row), words),))
    return ExplainedPerson(person.row, person.kept, person.answers, made)


def _lots(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """A number for each row that looks as if drawn by chance, and is the same every time (SplitMix64)."""
    mixed = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return mixed ^ mixed >> np.uint64(31)


class BatchAnswers:
    """What stands in the columns of a batch, person by person."""

    def __init__(self, readers: Sequence[AnswerReader], keep: Sequence[str], batch: PersonBatch) -> None:
        self.batch = batch
        self._kept = dict(zip(keep, batch.kept(keep), strict=True))
        self._columns = [(reader, _plainest(batch.values(reader.column.name))) for reader in readers]

    def kept(self, place: int) -> dict[str, object]:
        """What is carried along of one person."""
        return {name: values[place].as_py() for name, values in self._kept.items()}

    def case(self, place: int) -> dict[str, object]:
        """The answers of one person; what columns of options say, as what a set includes and excludes."""
        found: dict[str, Any] = {}
        for reader, values in self._columns:
            column = reader.column
            if isinstance(values, ReadAnswers):
                _add(found, column.fact, values.of(place))
            elif (value := _plain(values[place])) is not None:
                if column.of_option:
                    _add(found, column.fact, reader.answer(value))
                else:
                    found[column.name] = value
        return found


def _add(found: dict[str, Any], fact: Fact, answer: GivenAnswer | None) -> None:
    """Add an answer that was read to a case: of a set, and of one option of it, what it includes and excludes."""
    if answer is None:
        return
    of_set = {name: value for name, value in answer.values.items() if "." in name}
    for name, true in of_set.items():
        whole, _, option = name.partition(".")
        parts = found.setdefault(whole, {"includes": [], "excludes": []})
        parts["includes" if true else "excludes"].append(option)
    if answer.silent and "." not in fact.id:
        found[fact.id] = answer.silent
    found.update({name: value for name, value in answer.values.items() if name not in of_set})


def _plainest(values: Values) -> Values:
    return values if isinstance(values, ReadAnswers | list) else plainest(values)


def _plain(value: Any) -> Any:
    """A value of Arrow or JSON as JSON has it; a structure without the parts of which nothing is said."""
    bare = value.as_py() if hasattr(value, "as_py") else value
    if isinstance(bare, Decimal):
        return float(bare)
    return {name: part for name, part in bare.items() if part is not None} if isinstance(bare, dict) else bare
