"""Finds every name in parsed files, by what the description of the language says may stand where it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sluimer.authoring.names.mention import OF_ADVICE, OF_CONDITIONS, OWNED, Mention, Named, NameIndex, index_of
from sluimer.language.files import HOLDS, sort_of
from sluimer.language.forms import (
    BOUNDS,
    CLAIMS,
    FACT,
    IMPLICATION,
    MANIFEST,
    MANY_ITEMS,
    MEMBERSHIP,
    SETTING,
    TOPIC,
    VOCABULARY,
    WHETHER_KNOWN,
    connectives,
)
from sluimer.language.shape import (
    Answers,
    Condition,
    Either,
    Form,
    Key,
    Listing,
    Many,
    Name,
    Quantity,
    Shape,
    Table,
    Texts,
)
from sluimer.read.form import PLACE
from sluimer.read.nodes import MappingNode, Node, ScalarNode, entries_of, parts_of
from sluimer.read.numbers import digits_and_unit
from sluimer.read.vocabulary import RESERVED_OPTIONS
from sluimer.read.walk import fitting

_DECLARES: Final[Mapping[tuple[str, str], str]] = {
    (VOCABULARY.name, "facts"): "fact",
    (VOCABULARY.name, "contradictions"): "contradiction",
    (VOCABULARY.name, "findings"): "finding",
    (VOCABULARY.name, "scores"): "score",
    (VOCABULARY.name, "topics"): "topic",
    (TOPIC.name, "items"): "item",
    (FACT.name, "options"): "option",
    (FACT.name, "weighed_as"): "weighed",
    (SETTING.name, "options"): "option",
    (CLAIMS.name, "options"): "claim",
    (MANIFEST.name, "sections"): "section",
    (MANIFEST.name, "packs"): "pack",
    (MANIFEST.name, "groups"): "group",
    (MANIFEST.name, "settings"): "setting",
    (MANIFEST.name, "audiences"): "audience",
    (MANIFEST.name, "code_systems"): "code_system",
    (MANIFEST.name, "units"): "unit",
    (MANIFEST.name, "sources"): "source",
}
"""What the new names of a table name, by the form and the key that hold the table."""
_OF_FILES: Final = {"rules": "rule", "cases": "case", "theorems": "theorem", "ledger": "statement"}
_ITEMS: Final = ("plain_item", "ranged_item", "stoppable_item", "referral")
_WORDS: Final = (*RESERVED_OPTIONS, *WHETHER_KNOWN, "none")
"""What may stand where an option does and is none."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of a place: the key and entry it stands in, the fact or setting whose options may be named."""

    role: str = ""
    entry: Named | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class _Declared:
    """The names that are declared, by kind, and of each fact or setting its options."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def kind_of(self, name: str, kinds: tuple[str, ...]) -> str:
        """Which of these kinds a name is; the first where none of them has it."""
        return next((kind for kind in kinds if name in self.names.get(kind, ())), kinds[0])


def find_names(files: Mapping[str, Node], examples: Mapping[str, Node]) -> NameIndex:
    """Every name in the files of a knowledge base, its cases, and the examples beside it, by the names of the files."""
    first = index_of(_in_files(files, {}, _Finder(_Declared())))
    names: defaultdict[str, set[str]] = defaultdict(set)
    options: defaultdict[str, set[str]] = defaultdict(set)
    for named in first.declared:
        names[named.kind].add(named.name)
        if named.kind == "option":
            options[named.owner].add(named.name)
    declared = _Declared(
        {kind: frozenset(some) for kind, some in names.items()},
        {owner: frozenset(some) for owner, some in options.items()},
    )
    return index_of(_in_files(files, examples, _Finder(declared)))


def _in_files(files: Mapping[str, Node], examples: Mapping[str, Node], finder: "_Finder") -> Iterator[Mention]:
    for name, node in files.items():
        sort = sort_of(name)
        kind = _OF_FILES.get(sort, "")
        shape = HOLDS[sort]
        around = _Around()
        if isinstance(shape, Table):
            yield from finder.table(node, shape, kind, around)
        else:
            yield from finder.walk(node, shape, around)
    for node in examples.values():
        yield from finder.answers(node, _Around("person"))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Goes through a node with the shape that it must have."""

    declared: _Declared

    def walk(self, node: Node, shape: Shape, around: _Around) -> Iterator[Mention]:
        """Every mention in a node of this shape; what does not fit its shape has none."""
        match shape:
            case Name(kind) if isinstance(node, ScalarNode):
                yield from self.use(kind, node, around)
            case Many(part) | Listing(part):
                for item in parts_of(node):
                    yield from self.walk(item, part, around)
            case Either(shapes):
                if (meant := fitting(node, shapes)) is not None:
                    yield from self.walk(node, meant, around)
            case Table():
                yield from self.table(node, shape, "", around)
            case Form() | Condition():
                yield from self._keyed(node, shape, around)
        for sort, look in _OTHERS.items():
            if isinstance(shape, sort):
                yield from look(self, node, around)

    def _keyed(self, node: Node, shape: Form | Condition, around: _Around) -> Iterator[Mention]:
        """The mentions in a mapping whose keys are words of the language, or of which some are."""
        return self._form(node, shape, around) if isinstance(shape, Form) else self.condition(node, shape, around)

    def use(self, kind: str, node: ScalarNode, around: _Around) -> Iterator[Mention]:
        """The mention of something of this kind of name."""
        if node.empty:
            return
        if kind == "item_or_group" and node.text in MANY_ITEMS:
            return
        if kind in ("withheld", "item_or_group"):
            kind = self.declared.kind_of(node.text, OF_ADVICE)
        if kind == "item_or_topic":
            kind = self.declared.kind_of(node.text, OF_ADVICE[:2])
        kind = "item" if kind in _ITEMS else "option" if kind == "setting_option" else kind
        yield self._mention(kind, node, around)

    def _mention(self, kind: str, node: ScalarNode, around: _Around, declares: bool = False) -> Mention:
        owner = around.owner if kind in OWNED else ""
        return Mention(Named(kind, node.text, owner), node.position, declares, around.role, around.entry)

    def table(self, node: Node, shape: Table, kind: str, around: _Around) -> Iterator[Mention]:
        """The mentions in a mapping from names to values; `kind` is what new ones name, if they name anything."""
        for key, value in entries_of(node):
            inside = around
            if shape.names:
                yield from self.use(shape.names, key, around)
                inside = replace(around, owner=key.text) if shape.names == "setting" else around
            elif kind:
                yield self._mention(kind, key, around, declares=True)
                owner = key.text if kind in ("fact", "setting") else around.owner
                inside = _Around("", Named(kind, key.text, around.owner if kind in OWNED else ""), owner)
            yield from self.walk(value, shape.value, inside)

    def _form(self, node: Node, shape: Form, around: _Around) -> Iterator[Mention]:
        for entry, value in entries_of(node):
            key = shape.key(entry.text)
            if key is None:
                continue
            inside = replace(around, role=f"{around.role}.{key.name}".lstrip("."))
            kind = _DECLARES.get((shape.name, key.name), "")
            special = self._special(shape, key, value, inside)
            if special is not None:
                yield from special
            elif kind and isinstance(key.holds, Table):
                yield from self.table(value, key.holds, kind, inside)
            else:
                yield from self.walk(value, key.holds, inside)

    def _special(self, shape: Form, key: Key, value: Node, around: _Around) -> Iterator[Mention] | None:
        """What the shape alone does not say: words that are options of the fact or setting around them."""
        match shape.name, key.name:
            case (FACT.name, "assume") | (SETTING.name, "default") | (IMPLICATION.name, "when"):
                return self._test(value, around.owner, around)
            case (FACT.name, "codes") if around.owner in self.declared.options:
                table = key.holds.shapes[1] if isinstance(key.holds, Either) else key.holds
                return self._codes(value, table, around)
        return None

    def _codes(self, node: Node, shape: Shape, around: _Around) -> Iterator[Mention]:
        """The codes of options, each behind its name."""
        for key, value in entries_of(node):
            yield self._mention("option", key, around)
            yield from self.walk(value, shape.value if isinstance(shape, Table) else shape, around)

    def condition(self, node: Node, shape: Condition, around: _Around) -> Iterator[Mention]:
        """What is tested, and the options and units in the tests."""
        forms = connectives(shape.of_advice)
        for key, value in entries_of(node):
            word = next((found for form in forms if (found := form.key(key.text))), None)
            if word:
                yield from self.walk(value, word.holds, around)
                continue
            kind = self.declared.kind_of(key.text, OF_CONDITIONS)
            yield self._mention(kind, key, around)
            yield from self._test(value, key.text, around)

    def _test(self, node: Node, owner: str, around: _Around) -> Iterator[Mention]:
        """The options and units in what is asked of one fact."""
        inside = replace(around, owner=owner)
        if isinstance(node, MappingNode):
            for key, value in node.entries:
                if key.text in MEMBERSHIP.names:
                    yield from self._options(value, inside)
                elif key.text in BOUNDS.names:
                    yield from self.unit(value, inside)
        else:
            yield from self._options(node, inside)

    def _options(self, node: Node, around: _Around) -> Iterator[Mention]:
        known = self.declared.options.get(around.owner)
        if known is not None:
            for part in parts_of(node):
                word = part.text if isinstance(part, ScalarNode) and not part.empty else ""
                if isinstance(part, ScalarNode) and word and (word in known or word not in _WORDS):
                    yield self._mention("option", part, around)

    def answers(self, node: Node, around: _Around) -> Iterator[Mention]:
        """The facts and options in the answers of a person."""
        for key, value in entries_of(node):
            yield self._mention("fact", key, around)
            yield from self._answer(value, replace(around, owner=key.text))

    def _answer(self, node: Node, around: _Around) -> Iterator[Mention]:
        if around.owner in self.declared.options:
            parts = [value for _, value in node.entries] if isinstance(node, MappingNode) else [node]
            for part in parts:
                yield from self._options(part, around)
            return
        for part in parts_of(node):
            for key, value in entries_of(part):
                if key.text == "as" and isinstance(value, ScalarNode):
                    yield self._mention("weighed", value, around)
                else:
                    yield from self.unit(value, around)
            yield from self.unit(part, around)

    def unit(self, node: Node, around: _Around) -> Iterator[Mention]:
        """The unit behind a number."""
        if isinstance(node, ScalarNode):
            _, unit = digits_and_unit(node.text)
            if unit in self.declared.names.get("unit", ()):
                yield Mention(Named("unit", unit), node.position, False, around.role, around.entry, part=True)

    def places(self, node: Node, around: _Around) -> Iterator[Mention]:
        """The names between the braces of a text, as in `{height.above}`."""
        for _, value in entries_of(node):
            for place in PLACE.findall(value.text) if isinstance(value, ScalarNode) else ():
                name, _, rest = place.strip("{}").partition(".")
                kind = self.declared.kind_of(name, OF_CONDITIONS)
                if rest and name in self.declared.names.get(kind, ()):
                    named = Named(kind, name)
                    yield Mention(named, value.position, False, around.role, around.entry, part=True)


_OTHERS: Final[Mapping[type, Callable[[_Finder, Node, _Around], Iterator[Mention]]]] = {
    Answers: _Finder.answers,
    Quantity: _Finder.unit,
    Texts: _Finder.places,
}
"""How names are found in what is no single name and holds no other shape."""
