"""Reader of every shape of the language: what must be there, what a value may be, and the problem where it is not so.

The rest of `read/` says what the values mean; that they are as the language describes them is seen to here alone.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from sluimer.knowledge.text import Text
from sluimer.language.forms import KINDS, STRENGTHS
from sluimer.language.shape import (
    LONGEST_NAME,
    Form,
    Many,
    Name,
    Number,
    OneOf,
    Quantity,
    Shape,
    Table,
    Texts,
    Word,
    YesNo,
)
from sluimer.messages import Position, Problems, listed, unexplained
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, entries_of, parts_of
from sluimer.read.numbers import digits_and_unit, plain_number, refuse_two_readings

T = TypeVar("T")
Words = Mapping[str, object]
YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_ID = {"_": re.compile(r"[a-z][a-z0-9_]*"), "-": re.compile(r"[a-z][a-z0-9-]*")}


@dataclass(frozen=True, slots=True)
class Measure:
    """What amounts are of, with its unit; `bare` where they may stand without it."""

    what: str
    unit: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A form that was read: the value of each key that could be, and the node of each that is written.

    `excused` are the keys that nobody should miss: one was misspelt, or the whole is not a mapping.
    """

    form: Form
    what: str
    node: Node
    nodes: dict[str, Node] = field(default_factory=dict)
    keys: Mapping[str, ScalarNode] = field(default_factory=dict)
    excused: Collection[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def position(self) -> Position:
        """Where the mapping begins."""
        return self.node.position

    def get(self, key: str, default: T) -> T:
        """The value of a key, or this one where it is not written or could not be read."""
        value = self.values.get(key)
        return default if value is None else cast(T, value)

    def later(self, key: str, lexicon: Lexicon, default: T, **words: object) -> T:
        """The value of a key that could not be read before these names were known."""
        node = self.nodes.get(key)
        value = read(self.form.by_name[key].holds, node, key, lexicon, **words) if node else None
        return default if value is None else cast(T, value)

    def is_lost(self, key: str) -> bool:
        """Whether a key is written, but could not be read."""
        return key in self.values and self.values[key] is None

    def misses(self, key: str) -> bool:
        """Whether a key is not written, and no other problem tells why."""
        return key not in self.nodes and key not in self.excused

    def place(self, key: str) -> Position:
        """Where a key stands, else where the mapping begins."""
        return self.keys[key].position if key in self.keys else self.position


def fields(
    form: Form,
    node: Node,
    what: str,
    lexicon: Lexicon,
    apart: Collection[str] = (),
    measure: Measure | None = None,
) -> Fields:
    """Read a form; `what` is its name in messages, and the keys `apart` are left to whoever asks for them.

    Its amounts, if it has any, are read where it is told what they are of.
    """
    problems, known = lexicon.problems, form.by_name
    nodes: dict[str, Node] = {}
    keys: dict[str, ScalarNode] = {}
    values: dict[str, Any] = {}
    excused = set[str]() if isinstance(node, MappingNode) else set(known)
    for key, value in pairs(node, what, problems):
        if key.text in known:
            nodes[key.text], keys[key.text] = value, key
        else:
            near = problems.nearest(key.text, known)
            excused.add(near)
            problems.add("unknown-key", key.position, near, key=key.text, what=what, allowed=listed(sorted(known)))
    for one in form.keys:
        word = values.get(form.decided_by) or "" if form.decided_by else ""
        if one.name not in nodes:
            if (one.needed or (word and one.needed_by(word))) and one.name not in excused:
                _note(one.missing, node.position, problems, what=what, key=one.name)
        elif word and not one.goes_with(word):
            _note(one.foreign, keys[one.name].position, problems, key=one.name, kind=word, name=what)
            del nodes[one.name]
        elif measure and isinstance(one.holds, Quantity):
            values[one.name] = quantity(nodes[one.name], measure, problems)
        elif one.name not in apart and is_ready(one.holds, lexicon):
            value = values[one.name] = read(one.holds, nodes[one.name], one.name, lexicon)
            if value is not None and isinstance(one.holds, Number) and one.holds.share and not one.holds.allows(value):
                problems.add("not-a-percentage", nodes[one.name].position, name=what, value=value)
    return Fields(form, what, node, nodes, keys, excused, values)


_WORDS = {
    "missing-key": ("what", "key"),
    "no-cites": ("what",),
    "key-of-other-kind": ("key", "kind"),
    "explains-without-reason": ("name",),
}


def _note(code: str, place: Position, problems: Problems, **words: str) -> None:
    """Note that a key is missing or has no place here, in the words of that problem."""
    problems.add(code, place, **{name: words[name] for name in _WORDS[code]})


def is_ready(shape: Shape, lexicon: Lexicon) -> bool:
    """Whether values of this shape can be read by themselves, with the names and amounts that are known so far."""
    if type(shape) in _ALONE:
        return True
    match shape:
        case Name(kind):
            return kind in lexicon.names
        case Many(part):
            return is_ready(part, lexicon)
        case Table(value, names):
            return (not names or names in lexicon.names) and is_ready(value, lexicon)
    return False


_ALONE = (Texts, YesNo, OneOf, Word, Number)


def read(shape: Shape, node: Node, what: str, lexicon: Lexicon, **words: object) -> Any:
    """The value of a node of this shape, or None with a problem where it has another.

    It is a bool, a number, a str, a Text, a tuple of what was many, or a dictionary of what was a table. The words go
    with the problem of a name that is unknown.
    """
    return _READERS[type(shape)](shape, node, what, lexicon, words)


def _name(shape: Name, node: Node, what: str, lexicon: Lexicon, words: Words) -> str | None:
    return name(node, shape.kind, what, lexicon, **words)


def name(node: Node, kind: str, what: str, lexicon: Lexicon, /, **words: object) -> str | None:
    """The name of something of this kind that is declared; None where nothing is said of it, or it is a problem."""
    known = lexicon.names[kind]
    if isinstance(node, ScalarNode) and (node.text in known or node.text in lexicon.broken):
        return node.text if node.text in known else None  # at once, for this is read most often
    code, with_what, with_known = _UNKNOWN.get(kind, (f"unknown-{kind}", True, False))
    told = {**({"what": what} if with_what else {}), **({"known": listed(known)} if with_known else {})}
    return reference(node, code, known, lexicon.problems, **told, **words)


_UNKNOWN = {
    **dict.fromkeys(("plain_item", "ranged_item", "stoppable_item", "referral"), ("unknown-item", True, False)),
    **dict.fromkeys(("withheld", "item_or_group"), ("unknown-item-or-topic", True, False)),
    "code_system": ("unknown-code-system", False, False),
    "unit": ("unknown-unit", True, True),
    "pack": ("unknown-pack", True, True),
    "setting": ("unknown-setting", False, True),
    "audience": ("unknown-audience", False, True),
}
"""For kinds of names the problem of one that is unknown, and whether it says where it stands and what there is."""


def _one_of(shape: OneOf, node: Node, what: str, lexicon: Lexicon, _: Words) -> str | None:
    if isinstance(node, ScalarNode) and node.text in shape.words:  # at once, for this is read most often
        return node.text
    if shape.words == KINDS:
        return reference(node, "unknown-kind", KINDS, lexicon.problems, what=what)
    code = "unknown-strength" if shape.words == tuple(STRENGTHS) else "unknown-value"
    return reference(node, code, shape.words, lexicon.problems, what=what, known=listed(shape.words))


def _many(shape: Many, node: Node, what: str, lexicon: Lexicon, words: Words) -> tuple[Any, ...]:
    parts = one_or_more(node, what, lexicon.problems)
    found = (read(shape.part, part, what, lexicon, **words) for part in parts)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _table(shape: Table, node: Node, what: str, lexicon: Lexicon, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs(node, what, lexicon.problems):
        known = name(key, shape.names, what, lexicon, **words) if shape.names else new_name(key, shape, lexicon)
        part = read(shape.value, value, key.text, lexicon) if known or shape.names else None
        if known and part is not None:
            found[known] = part
    return found


def new_name(key: ScalarNode, shape: Table, lexicon: Lexicon) -> str | None:
    """The key of an entry that declares something, or None with a problem where it cannot be a name."""
    if not shape.joint or (_ID[shape.joint].fullmatch(key.text) and len(key.text) <= LONGEST_NAME):
        return key.text
    what = shape.value.name if isinstance(shape.value, Form) else shape.entry
    lexicon.problems.add("bad-id", key.position, id=key.text, what=what, joint=shape.joint)
    return None


def declared(form: Form, key: str, node: Node | None, lexicon: Lexicon) -> Iterator[tuple[str, Fields]]:
    """Each new name behind this key of a form, with what is declared of it."""
    table = form.table(key)
    assert isinstance(table.value, Form)
    for entry, value in pairs(node, key, lexicon.problems) if node else ():
        known, opened = new_name(entry, table, lexicon), fields(table.value, value, entry.text, lexicon)
        if known:
            yield known, opened


def note_twice(key: ScalarNode, other: Position, problems: Problems) -> None:
    """Note that something of this name was declared before."""
    problems.add("declared-twice", key.position, name=key.text, place=other)


_READERS: Mapping[type, Callable[[Any, Node, str, Lexicon, Words], Any]] = {
    YesNo: lambda _, node, what, lexicon, __: yes_no(node, what, lexicon.problems),
    Number: lambda _, node, what, lexicon, __: number(node, what, lexicon.problems),
    Word: lambda _, node, what, lexicon, __: word(node, what, lexicon.problems),
    Texts: lambda shape, node, what, lexicon, __: _short_enough(_unnamed(shape, node), shape, what, lexicon),
    OneOf: _one_of,
    Name: _name,
    Many: _many,
    Table: _table,
}


def pairs(node: Node, what: str, problems: Problems) -> tuple[tuple[ScalarNode, Node], ...]:
    """The keys and values of a mapping; any other node is a problem."""
    if not isinstance(node, MappingNode):
        problems.add("not-a-mapping", node.position, what=what)
    return entries_of(node)


def one_or_more(node: Node, what: str, problems: Problems) -> tuple[Node, ...]:
    """The parts of a list, or the single node itself; an empty list is a problem."""
    parts = parts_of(node)
    if not parts:
        problems.add("empty-list", node.position, what=what)
    return parts


def word(node: Node, what: str, problems: Problems) -> str | None:
    """A single value that is not empty, as it was written."""
    if isinstance(node, ScalarNode) and not node.empty and node.text.strip():
        return node.text.strip()
    problems.add("not-a-word", node.position, what=what)
    return None


def yes_no(node: Node, what: str, problems: Problems) -> bool | None:
    """`yes` or `no`, which may also be written `true` or `false`."""
    answer = YES_NO.get(node.text.lower()) if isinstance(node, ScalarNode) else None
    if answer is None:
        near = problems.nearest(written(node), ("yes", "no"))
        problems.add("not-yes-no", node.position, near, what=what, value=written(node))
    return answer


def number(node: Node, what: str, problems: Problems) -> float | None:
    """A number written in digits with at most one point."""
    text = node.text if isinstance(node, ScalarNode) else ""
    value = plain_number(text)
    if value is None and not refuse_two_readings(text, "", node.position, problems):
        problems.add("not-a-number", node.position, what=what, value=written(node))
    return value


def quantity(node: Node, measure: Measure, problems: Problems) -> float | None:
    """A number with its unit, as in `250 mg/day`."""
    what, unit = measure.what, measure.unit
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
    elif unit and not given and not measure.bare:
        problems.add("unit-missing", node.position, what=what, expected=unit, value=digits)
    else:
        return value
    return None


def text(node: Node, what: str, lexicon: Lexicon, filled: Collection[str] = ()) -> Text:
    """A text in each language; `filled` are the places between braces that are filled in for its reader."""
    languages, problems = lexicon.languages, lexicon.problems
    found: dict[str, str] = {}
    unknown: set[str] = set()
    for key, value in pairs(node, what, problems):
        if key.text not in languages:
            unknown.add(key.text)
            near = problems.nearest(key.text, languages)
            problems.add("unknown-language", key.position, near, language=key.text, what=what, known=listed(languages))
        elif isinstance(value, ScalarNode) and value.text.strip():
            found[key.text] = " ".join(value.text.split())
            for place in places_in(found[key.text]):  # a brace that nothing fills would be printed as it stands
                if place not in filled:
                    near, known = problems.nearest(place, filled), listed(sorted(filled))
                    words = {"name": what, "language": key.text, "known": known}
                    problems.add("unknown-place", value.position, near, place=place, **words)
        else:
            problems.add("not-a-text", value.position, what=what, language=key.text)
            found[key.text] = ""
    if isinstance(node, MappingNode) and len(found) < len(languages):
        for language in sorted(unexplained(set(languages) - found.keys(), unknown)):
            problems.add("text-missing", node.position, what=what, language=language)
    return Text(tuple((language, found.get(language, "")) for language in languages))


OTHER_NAMES = "names"


def _unnamed(shape: Texts, node: Node) -> Node:
    """A text without the other names that stand beside it."""
    if not shape.named or not isinstance(node, MappingNode):
        return node
    return replace(node, entries=tuple(entry for entry in node.entries if entry[0].text != OTHER_NAMES))


def _short_enough(node: Node, shape: Texts, what: str, lexicon: Lexicon) -> Text:
    """A text, with a problem for each language in which it is longer than it may be."""
    found = text(node, what, lexicon)
    for key, value in node.entries if shape.longest and isinstance(node, MappingNode) else ():
        if len(found.in_language(key.text) if key.text in lexicon.languages else "") > shape.longest:
            words = {"what": what, "language": key.text, "most": str(shape.longest)}
            lexicon.problems.add("text-too-long", value.position, **words)
    return found


PLACE = re.compile(r"\{+[^{}]*\}+|\{+\s?\w*|\}+")
"""A name between braces, or a brace without its other half."""


def places_in(text: str) -> list[str]:
    """The places that a text names, and braces without their other half."""
    return PLACE.findall(text) if "{" in text or "}" in text else []


def reference(node: Node, code: str, choices: Collection[str], problems: Problems, /, **words: object) -> str | None:
    """A name that must be one of `choices`; `code` is the problem where it is not."""
    name = word(node, str(words.get("what", "a name")), problems)
    if name is None or name in choices:
        return name
    problems.add(code, node.position, problems.nearest(name, choices), name=name, **words)
    return None


def written(node: Node) -> str:
    """What stands there, for a message."""
    if isinstance(node, ScalarNode):
        return node.text
    return "[…]" if isinstance(node, ListNode) else "{…}"
