"""The net as SQL for DuckDB: nullable booleans are Kleene's logic, and each layer is a query over the one before."""

from collections.abc import Iterator, Sequence

from polars_engine import Codes, codes_of

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Wire


def query(net: Net, table: str, results: Sequence[str]) -> str:
    """A query for these parts of every person in a table with a column for each slot; sums are left out."""
    codes = codes_of(net)
    steps = [f"SELECT * REPLACE ({_filled(one, codes)}) FROM" for one in net.completions if one.fillings]
    assumed = [_assumed(one) for one in net.completions if one.assumed is not None]
    steps += [f"SELECT * REPLACE ({', '.join(assumed)}) FROM"] if assumed else []
    steps += [f"SELECT *, {', '.join(_parts(layer, codes))} FROM" for layer in net.layers]
    froms = [table, *(f"step{number}" for number, _ in enumerate(steps))]
    named = [f"{froms[number + 1]} AS ({step} {froms[number]})" for number, step in enumerate(steps)]
    return f"WITH {', '.join(named)} SELECT {', '.join(map(_name, results))} FROM {froms[-1]}"


def _name(slot: str) -> str:
    return f'"{slot}"'


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _assumed(one: Completion) -> str:
    return f"coalesce({_name(one.slot)}, {_literal(one.assumed)}) AS {_name(one.slot)}"


def _filled(completion: Completion, codes: Codes) -> str:
    value = _name(completion.slot)
    for one in completion.fillings:
        when = _truth(one.condition, codes)
        when = when if one.overrules else f"{when} AND {value} IS NULL"
        value = f"(CASE WHEN {when} THEN {_literal(one.value)} ELSE {value} END)"
    return f"{value} AS {_name(completion.slot)}"


def _parts(layer: Sequence[Part], codes: Codes) -> Iterator[str]:
    for part in layer:
        match part:
            case Wire(name, condition):
                yield f"{_truth(condition, codes)} AS {_name(name)}"
            case Choice(name, options):
                cases = [
                    f"WHEN {_truth(one, codes)} THEN {codes[name][str(label)]}::UTINYINT" for label, one in options
                ]
                yield f"CASE {' '.join(cases)} ELSE 0::UTINYINT END AS {_name(name)}"
            case Bound():
                pass
            case _:
                raise TypeError(part)


def _truth(condition: Condition, codes: Codes) -> str:
    match condition:
        case Is(slot, (bool(value),)):
            return _name(slot) if value else f"(NOT {_name(slot)})"
        case Is(slot, values):
            said = [f"{codes[slot][str(value)]}" if slot in codes else _literal(value) for value in values]
            return f"({_name(slot)} IN ({', '.join(said)}))"
        case Within(slot):
            return _joined("AND", [f"{_name(slot)} {sign} {end}" for sign, end in _ends(condition)], "true")
        case Known(_, slots, known):
            answered = _joined("AND", [f"{_name(slot)} IS NOT NULL" for slot in slots], "true")
            return answered if known else f"(NOT {answered})"
        case All(parts):
            return _joined("AND", [_truth(part, codes) for part in parts], "true")
        case Any(parts):
            return _joined("OR", [_truth(part, codes) for part in parts], "false")
        case Not(part):
            return f"(NOT {_truth(part, codes)})"
        case AtLeast(count, parts):
            truths = [_truth(part, codes) for part in parts]
            sure, possible = (" + ".join(f"coalesce({one}, {null})::INT" for one in truths) for null in (False, True))
            return f"(CASE WHEN {sure} >= {count} THEN true WHEN {possible} < {count} THEN false END)"


def _joined(sign: str, parts: Sequence[str], nothing: str) -> str:
    return f"({f' {sign} '.join(parts)})" if parts else nothing


def _ends(test: Within) -> Iterator[tuple[str, float]]:
    for end, strict in test.lower:
        yield (">" if strict else ">="), end
    for end, strict in test.upper:
        yield ("<" if strict else "<="), end
