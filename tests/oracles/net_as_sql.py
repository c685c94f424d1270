"""The net as SQL: one SELECT that says the outcome and the state of every item, for each row of a table of persons.

A slot is a nullable column. What is unknown is NULL, and SQL's own AND, OR and NOT are Kleene's. Every layer is a
common table expression that adds a column for each of its parts.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Points, Scalar
from sluimer.meaning.net import OUTCOME, Bound, Choice, Filling, Net, Part, Sum, Wire

TABLE = "persons"
"""What the SELECT reads: a column for each slot, and one for the place of the person in a list."""

PLACE = "place of the person"


def told_by_sql(
    net: Net, people: Sequence[Mapping[str, Scalar]], names: Sequence[str] = ()
) -> list[dict[str, str | float | None]]:
    """What SQLite says of these columns for each of these people; without names of the outcome and the states."""
    columns = [PLACE, *net.slots]
    rows = [(place, *map(person.get, columns[1:])) for place, person in enumerate(people)]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE {TABLE} ({_lines(map(_column, columns))})")
        database.executemany(f"INSERT INTO {TABLE} VALUES ({_lines('?' * len(columns))})", rows)
        told = database.execute(net_as_sql(net, names))
        found = [name for name, *_ in told.description]
        return [dict(zip(found, row, strict=True)) for row in told]


def net_as_sql(net: Net, names: Sequence[str] = ()) -> str:
    """The net as one SELECT of these columns; without names of the outcome and the state of every item."""
    write = _Writer({part.name: part for part in net.parts})
    steps = [*_completing(net, write), *(["*", *write.columns(layer)] for layer in net.layers)]
    tables = [TABLE, *(f"step_{number}" for number in range(1, len(steps) + 1))]
    ctes = [
        # materialized, or SQLite would write each column out wherever it is read
        f"{table} AS MATERIALIZED (\n  SELECT {_lines(step)}\n  FROM {before}\n)"
        for before, table, step in zip(tables, tables[1:], steps, strict=False)
    ]
    told = names or (OUTCOME, *(item.state for item in net.items))
    selected = _lines(map(_column, told))
    return f"WITH {_lines(ctes)}\nSELECT {selected}\nFROM {tables[-1]}\nORDER BY {_column(PLACE)}\n"


def _completing(net: Net, write: "_Writer") -> Iterator[list[str]]:
    """The columns after each filling, which may read what those before it filled, and then with what is assumed."""
    slots = net.slots
    for one in net.completions:
        for filling in one.fillings:
            yield _replacing({one.slot: write.filled(one.slot, filling)}, slots)
    assumed = {one.slot: one.assumed for one in net.completions if one.assumed is not None}
    yield _replacing({slot: f"COALESCE({_column(slot)}, {_literal(value)})" for slot, value in assumed.items()}, slots)


def _replacing(new: Mapping[str, str], slots: Iterable[str]) -> list[str]:
    named = (f"{new[slot]} AS {_column(slot)}" if slot in new else _column(slot) for slot in slots)
    return [_column(PLACE), *named]


class _Writer:
    """Writes parts and conditions as expressions; a test of a choice or a sum reads otherwise than one of a slot."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts

    def columns(self, layer: Iterable[Part]) -> Iterator[str]:
        """A column for each part, two for the ends of a sum, and none for a bound, which no condition reads."""
        for part in layer:
            match part:
                case Wire(name, condition):
                    yield f"{self.truth(condition)} AS {_column(name)}"
                case Choice(name, options):
                    whens = _whens((self.truth(condition), _literal(label)) for label, condition in options)
                    yield f"CASE {whens} END AS {_column(name)}"  # it skips what is unknown, as a choice does
                case Sum(name, terms):
                    yield f"{_total(map(self._least, terms))} AS {_column(lowest(name))}"
                    yield f"{_total(map(self._most, terms))} AS {_column(highest(name))}"
                case Bound():
                    pass

    def filled(self, slot: str, filling: Filling) -> str:
        """A slot after a filling."""
        held = _column(slot)
        empty = "" if filling.overrules else f"{held} IS NULL AND "
        return f"CASE WHEN {empty}{self.truth(filling.condition)} THEN {_literal(filling.value)} ELSE {held} END"

    def truth(self, condition: Condition) -> str:
        """A condition as TRUE, FALSE or NULL."""
        match condition:
            case Is(slot, values):
                found = f"({_column(slot)} IN ({', '.join(map(_literal, values))}))"
                return f"COALESCE({found}, FALSE)" if isinstance(self._parts.get(slot), Choice) else found
            case Within(slot):
                return _joined("AND", self._within(slot, condition))
            case Known(_, slots, known):
                answered = _joined("AND", (f"{_column(slot)} IS NOT NULL" for slot in slots))
                return answered if known else f"(NOT {answered})"
            case All(parts):
                return _joined("AND", map(self.truth, parts)) if parts else "TRUE"
            case Any(parts):
                return _joined("OR", map(self.truth, parts)) if parts else "FALSE"
            case Not(part):
                return f"(NOT {self.truth(part)})"
            case AtLeast(count, parts):
                truths = [self.truth(part) for part in parts]
                sure, possible = _total(map(_is_sure, truths)), _total(map(_is_possible, truths))
                return f"(CASE WHEN {sure} >= {count} THEN TRUE WHEN {possible} < {count} THEN FALSE END)"

    def _within(self, slot: str, bounds: Within) -> Iterator[str]:
        ends = ((">=", bounds.at_least), (">", bounds.above), ("<=", bounds.at_most), ("<", bounds.below))
        for sign, end in ends:
            if end is not None and isinstance(self._parts.get(slot), Sum):
                worst, best = lowest(slot), highest(slot)
                if "<" in sign:
                    worst, best = best, worst
                sure, possible = (f"{_column(name)} {sign} {_literal(end)}" for name in (worst, best))
                yield f"CASE WHEN {sure} THEN TRUE WHEN NOT {possible} THEN FALSE END"
            elif end is not None:
                yield f"{_column(slot)} {sign} {_literal(end)}"

    def _least(self, points: Points) -> str:
        """The best that surely holds; where none does, the worst that may, if it is worse than nothing."""
        best = sorted(((worth, self.truth(guard)) for guard, worth in points), reverse=True)
        held = _whens((_is_sure(truth), _literal(worth)) for worth, truth in best)
        lost = _whens((_is_possible(truth), _literal(worth)) for worth, truth in reversed(best) if worth < 0)
        return f"CASE {held} {lost} ELSE 0 END"

    def _most(self, points: Points) -> str:
        """The best that may hold; but nothing is better than points below zero, unless some surely hold."""
        best = sorted(((worth, self.truth(guard)) for guard, worth in points), reverse=True)
        won = _whens((_is_possible(truth), _literal(worth)) for worth, truth in best if worth >= 0)
        lost = _whens((_is_possible(truth), _literal(worth)) for worth, truth in best if worth < 0)
        nothing = f"WHEN {_total(_is_sure(truth) for _, truth in best)} = 0 THEN 0"
        return f"CASE {won} {nothing} {lost} END"


def _is_sure(truth: str) -> str:
    return f"({truth} IS TRUE)"


def _is_possible(truth: str) -> str:
    return f"({truth} IS NOT FALSE)"


def _total(numbers: Iterable[str]) -> str:
    """A sum, of decimals as they are written: binary fractions may add up to a little more or less."""
    return f"ROUND({' + '.join(['0', *numbers])}, 9)"


def _whens(options: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"WHEN {truth} THEN {value}" for truth, value in options)


def lowest(name: str) -> str:
    """The column of the lowest total that is still possible of a sum."""
    return f"{name} lowest"


def highest(name: str) -> str:
    """The column of the highest total that is still possible of a sum."""
    return f"{name} highest"


def _column(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Scalar) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return "'" + value.replace("'", "''") + "'"
    return repr(value)


def _lines(columns: Iterable[str]) -> str:
    return ",\n  ".join(columns)


def _joined(word: str, truths: Iterable[str]) -> str:
    return f"({f' {word} '.join(truths)})"
