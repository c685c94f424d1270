"""Conditions and parts of the net as JSON has them."""

from collections.abc import Iterable

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.meaning.net import Bound, Choice, Part, Sum, Wire

Json = dict[str, object]


def condition_data(condition: Condition) -> object:
    """A condition; the name of a wire or a slot alone says that it is true.

    >>> condition_data(All((Is("pale", (True,)), Not(Within("light", at_least=3)))))
    {'all': ['pale', {'not': {'within': 'light', 'at_least': 3}}]}
    """
    match condition:
        case Is(slot, (True,)):
            return slot
        case Is(slot, values):
            return {"is": slot, "in": list(values)}
        case Within(slot):
            return {"within": slot, **condition.bounds}
        case Known(_, slots, known):
            return {"known" if known else "missing": list(slots)}
        case All(parts):
            return {"all": _each(parts)}
        case Any(parts):
            return {"any": _each(parts)}
        case Not(part):
            return {"not": condition_data(part)}
        case AtLeast(count, parts):
            return {"count": count, "of": _each(parts)}


def part_data(part: Part) -> Json:
    """A part of the net: its name, and behind the word for its kind what it is made of."""
    match part:
        case Wire(name, condition):
            return {"name": name, "wire": condition_data(condition)}
        case Choice(name, options):
            return {"name": name, "choice": [[label, condition_data(one)] for label, one in options]}
        case Bound(name, numbers, most, unless_ruled_out):
            said = [[condition_data(guard), number] for guard, number in numbers]
            marks = {"most": most, "unless_ruled_out": unless_ruled_out}
            return {"name": name, "bound": said, **{mark: True for mark, is_so in marks.items() if is_so}}
        case Sum(name, terms):
            return {
                "name": name,
                "sum": [[[condition_data(one), points] for one, points in alternatives] for alternatives in terms],
            }


def _each(parts: Iterable[Condition]) -> list[object]:
    return [condition_data(part) for part in parts]
