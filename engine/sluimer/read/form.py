"""Readers for the small parts that every file is made of: mappings, lists, words, texts, numbers."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sluimer.knowledge.text import Text
from sluimer.language.shape import LONGEST_NAME
from sluimer.messages import Position, Problems, listed, unexplained
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode
from sluimer.read.numbers import Number, digits_and_unit, plain_number, refuse_two_readings

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_ID = {"_": re.compile(r"[a-z][a-z0-9_]*"), "-": re.compile(r"[a-z][a-z0-9-]*")}


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping whose keys are known beforehand; the rest was reported when it was opened.

    `excused` are the keys that nobody should miss: one was misspelt, or the whole is not a mapping.
    """

    what: str
    position: Position
    values: Mapping[str, Node] = field(default_factory=dict)
    keys: Mapping[str, Position] = field(default_factory=dict)
    excused: Collection[str] = ()

    def get(self, key: str) -> Node | None:
        """The value of a key, or None where it is not written."""
        return self.values.get(key)

    def require(self, key: str, problems: Problems) -> Node | None:
        """The value of a key, or None with a problem where it is not written."""
        if self.misses(key):
            problems.add("missing-key", self.position, what=self.what, key=key)
        return self.values.get(key)

    def misses(self, key: str) -> bool:
        """Whether a key is not written, and no other problem tells why."""
        return key not in self.values and key not in self.excused

    def place(self, key: str) -> Position:
        """Where a key stands, else where the mapping begins."""
        return self.keys.get(key, self.position)


def fields(node: Node, what: str, allowed: Collection[str], problems: Problems) -> Fields:
    """Open a mapping that may have these keys; `what` is its name in messages."""
    entries = tuple(pairs(node, what, problems))
    excused = set() if isinstance(node, MappingNode) else set(allowed)
    for key, _ in entries:
        if key.text not in allowed:
            near = problems.nearest(key.text, allowed)
            excused.add(near)
            problems.add("unknown-key", key.position, near, key=key.text, what=what, allowed=listed(sorted(allowed)))
    known = [(key, value) for key, value in entries if key.text in allowed]
    return Fields(
        what,
        node.position,
        {key.text: value for key, value in known},
        {key.text: key.position for key, _ in known},
        excused,
    )


def pairs(node: Node, what: str, problems: Problems) -> Iterator[tuple[ScalarNode, Node]]:
    """The keys and values of a mapping; any other node is a problem."""
    if isinstance(node, MappingNode):
        yield from node.entries
    else:
        problems.add("not-a-mapping", node.position, what=what)


def one_or_more(node: Node, what: str, problems: Problems) -> tuple[Node, ...]:
    """The parts of a list, or the single node itself; an empty list is a problem."""
    parts = node.items if isinstance(node, ListNode) else (node,)
    if not parts:
        problems.add("empty-list", node.position, what=what)
    return parts


def word(node: Node, what: str, problems: Problems) -> str | None:
    """A single value that is not empty, as it was written."""
    if isinstance(node, ScalarNode) and not node.empty and node.text.strip():
        return node.text.strip()
    problems.add("not-a-word", node.position, what=what)
    return None


def identifier(key: ScalarNode, what: str, joint: str, problems: Problems) -> str | None:
    """A key that names something: lower case, digits, and `joint` between words."""
    if _ID[joint].fullmatch(key.text) and len(key.text) <= LONGEST_NAME:
        return key.text
    problems.add("bad-id", key.position, id=key.text, what=what, joint=joint)
    return None


def yes_no(node: Node, what: str, problems: Problems) -> bool | None:
    """`yes` or `no`, which may also be written `true` or `false`."""
    answer = _YES_NO.get(node.text.lower()) if isinstance(node, ScalarNode) else None
    if answer is None:
        near = problems.nearest(written(node), ("yes", "no"))
        problems.add("not-yes-no", node.position, near, what=what, value=written(node))
    return answer


def number(node: Node, what: str, problems: Problems) -> Number | None:
    """A number written in digits with at most one point."""
    text = node.text if isinstance(node, ScalarNode) else ""
    value = plain_number(text)
    if value is None and not refuse_two_readings(text, "", node.position, problems):
        problems.add("not-a-number", node.position, what=what, value=written(node))
    return value


def quantity(node: Node, what: str, unit: str, bare: bool, problems: Problems) -> Number | None:
    """A number with its unit, as in `250 mg/day`; `bare` allows it to be left out."""
    if not isinstance(node, ScalarNode):
        problems.add("not-a-number", node.position, what=what, value=written(node))
        return None
    if refuse_two_readings(node.text, unit, node.position, problems):
        return None
    digits, given = digits_and_unit(node.text)
    value = plain_number(digits)
    if value is None and unit and plain_number(digits.removesuffix(unit)) is not None:
        problems.add("unit-glued", node.position, number=digits.removesuffix(unit), unit=unit)
    elif value is None:
        problems.add("not-a-number", node.position, what=what, value=written(node))
    elif given and not unit:
        problems.add("unit-unwanted", node.position, what=what, unit=given)
    elif given and given != unit:
        problems.add("wrong-unit", node.position, what=what, unit=given, expected=unit)
    elif unit and not given and not bare:
        problems.add("unit-missing", node.position, what=what, expected=unit, value=digits)
    else:
        return value
    return None


def text(node: Node, what: str, languages: tuple[str, ...], problems: Problems, filled: Collection[str] = ()) -> Text:
    """A text in each of these languages; `filled` are the places between braces that are filled in for its reader."""
    found: dict[str, str] = {}
    unknown: set[str] = set()
    for key, value in pairs(node, what, problems):
        if key.text not in languages:
            unknown.add(key.text)
            near = problems.nearest(key.text, languages)
            problems.add("unknown-language", key.position, near, language=key.text, what=what, known=listed(languages))
        elif isinstance(value, ScalarNode) and value.text.strip():
            found[key.text] = " ".join(value.text.split())
            for place in PLACE.findall(found[key.text]):  # a brace that nothing fills would be printed as it stands
                if place not in filled:
                    near, words = problems.nearest(place, filled), {"name": what, "language": key.text}
                    problems.add("unknown-place", value.position, near, place=place, **words)
        else:
            problems.add("not-a-text", value.position, what=what, language=key.text)
            found[key.text] = ""
    if isinstance(node, MappingNode) and len(found) < len(languages):
        for language in sorted(unexplained(set(languages) - found.keys(), unknown)):
            problems.add("text-missing", node.position, what=what, language=language)
    return Text(tuple((language, found.get(language, "")) for language in languages))


PLACE = re.compile(r"\{+[^{}]*\}+|\{+\s?\w*|\}+")
"""A name between braces, or a brace without its other half."""


def reference(node: Node, code: str, choices: Collection[str], problems: Problems, /, **words: object) -> str | None:
    """A name that must be one of `choices`; `code` is the problem where it is not."""
    name = word(node, str(words.get("what", "a name")), problems)
    if name is None or name in choices:
        return name
    problems.add(code, node.position, problems.nearest(name, choices), name=name, **words)
    return None


def references(
    node: Node, code: str, choices: Collection[str], problems: Problems, /, **words: object
) -> tuple[str, ...]:
    """One or more names, each of them one of `choices`."""
    what = str(words.get("what", "a name"))
    names = [reference(part, code, choices, problems, **words) for part in one_or_more(node, what, problems)]
    return tuple(dict.fromkeys(name for name in names if name is not None))


def written(node: Node) -> str:
    """What stands there, for a message."""
    if isinstance(node, ScalarNode):
        return node.text
    return "[…]" if isinstance(node, ListNode) else "{…}"


def one_of(fields: Fields, key: str, allowed: tuple[str, ...], problems: Problems) -> str:
    """The value of a key that may be left out, one of a few words; an empty string where there is none."""
    node = fields.get(key)
    if node is None:
        return ""
    if isinstance(node, ScalarNode) and node.text in allowed:  # at once, for this is read most often
        return node.text
    return reference(node, "unknown-value", allowed, problems, what=key, known=listed(allowed)) or ""
