"""The net in a plain notation, a line for each part, for whoever wants to read what the rules amount to."""

from collections.abc import Iterable, Iterator

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Sum, Wire

_SIGNS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}


def net_lines(net: Net) -> Iterator[str]:
    """Each completion and each part, layer by layer, with what it is made of.

    >>> list(net_lines(Net((), ((Wire("rule:tired", All((Is("tired", (True,)), Within("age", above=17)))),),))))
    ['# layer 0', 'rule:tired = tired & age > 17']
    """
    for completion in net.completions:
        yield from _completion(completion)
    for number, layer in enumerate(net.layers):
        yield f"# layer {number}"
        for part in layer:
            yield from _part(part)


def _completion(completion: Completion) -> Iterator[str]:
    for one in completion.fillings:
        sign = ":=" if one.overrules else "?="
        yield f"{completion.slot} {sign} {_value(one.value)} if {notation(one.condition)}"
    if completion.assumed is not None:
        yield f"{completion.slot} ?= {_value(completion.assumed)}"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Wire(name, condition):
            yield f"{name} = {notation(condition)}"
        case Choice(name, options):
            yield f"{name} = first of"
            yield from (f"  {label}: {notation(condition)}" for label, condition in options)
        case Bound(name, numbers, most, unless_ruled_out):
            yield f"{name} = {'most' if most else 'least'} of{', unless ruled out' if unless_ruled_out else ''}"
            yield from (f"  {number:g}: {notation(guard)}" for guard, number in numbers)
        case Sum(name, terms):
            yield f"{name} = sum of"
            for alternatives in terms:
                yield "  " + ", else ".join(f"{points:g}: {notation(one)}" for one, points in alternatives)


def notation(condition: Condition) -> str:
    """A condition on one line, with `&`, `|` and `!` for all, any and not."""
    match condition:
        case Is(slot, (True,)):
            return slot
        case Is(slot, (False,)):
            return f"!{slot}"
        case Is(slot, values):
            return f"{slot} in {{{', '.join(map(_value, values))}}}"
        case Within(slot):
            return " & ".join(f"{slot} {_SIGNS[name]} {end:g}" for name, end in condition.bounds.items())
        case Known(_, slots, known):
            return f"{'' if known else '!'}known({', '.join(slots)})"
        case All(parts):
            return _joined(" & ", parts) or "always"
        case Any(parts):
            return _joined(" | ", parts) or "never"
        case Not(part):
            return f"!({notation(part)})"
        case AtLeast(count, parts):
            return f"at least {count} of ({', '.join(map(notation, parts))})"


def _joined(sign: str, parts: Iterable[Condition]) -> str:
    return sign.join(
        f"({notation(one)})" if isinstance(one, All | Any) and one.parts else notation(one) for one in parts
    )


def _value(value: Scalar) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
