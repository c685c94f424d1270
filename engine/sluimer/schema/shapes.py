"""From the description of the language to JSON Schema (draft 7), for one knowledge base."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.language.forms import BOUNDS, MEMBERSHIP, WHETHER_KNOWN, connectives
from sluimer.language.shape import (
    LONGEST_NAME,
    LONGEST_VALUE,
    Answers,
    Condition,
    Either,
    Form,
    Key,
    Listing,
    Many,
    Name,
    Number,
    OneOf,
    Quantity,
    Said,
    Shape,
    Table,
    Texts,
    Word,
    YesNo,
)
from sluimer.schema.names import Names, Schema, enumeration

_NUMBER: Final = r"(?!-?[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9]))-?(0|[1-9][0-9]*)(\.[0-9]+)?"
"""Not `1.500`, which can be read in two ways; without a unit an editor takes it for a number, and cannot see it."""
_IDS: Final = {"_": "^[a-z][a-z0-9_]*$", "-": "^[a-z][a-z0-9-]*$"}
_WORD: Final[Schema] = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}
_TEXT: Final[Schema] = {
    "anyOf": [{"type": "string", "pattern": r"\S", "maxLength": LONGEST_VALUE}, {"type": ["number", "boolean"]}]
}
_NUMERAL: Final[Schema] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER}$"}]}
_YES_NO: Final[Schema] = {
    "anyOf": [{"enum": ["yes", "no"]}, {"type": "boolean"}, {"type": "string", "pattern": "^([Yy][Ee][Ss]|[Nn][Oo])$"}]
}
_WITH_UNIT: Final = Said(
    "schrijf een getal met de eenheid, zoals `250 {unit}`", "write a number with its unit, such as `250 {unit}`"
)
_NO_KEY: Final = Said(
    "dit woord hoort hier niet; staat er een komma in de tekst, zet er dan aanhalingstekens om",
    "this word does not belong here; if the text has a comma, put quotes round it",
)
_KNOWN: Final[Schema] = {"enum": list(WHETHER_KNOWN)}
_UNTOLD: Final[Schema] = {"enum": ["unknown", "declined", None]}
_PLAIN: Final[Mapping[type, Schema]] = {YesNo: _YES_NO, Word: _WORD}


_CALLED: Final = {False: "condition", True: "condition_of_advice"}
_OF_ADVICE: Final = {name: of_advice for of_advice, name in _CALLED.items()}
"""What the two sorts of conditions are called among the definitions."""


def definitions(schema: Schema, names: Names) -> dict[str, Schema]:
    """What a schema refers to by name, because it nests or is long, and what that refers to in turn."""
    found: dict[str, Schema] = {}
    wanted = _referred(schema)
    while wanted:
        name = wanted.pop(0)
        if name not in found:
            found[name] = _condition(names, _OF_ADVICE[name]) if name in _OF_ADVICE else names.enum(name)
            wanted += _referred(found[name])
    return dict(sorted(found.items()))


def _referred(schema: object) -> list[str]:
    return re.findall(r"'#/definitions/(\w+)'", str(schema))


def schema_of(shape: Shape, names: Names, unit: str | None = None, bare: bool = False) -> Schema:
    """The schema of one shape; `unit` and `bare` are for the quantities in it, and None is a unit that is not known."""
    match shape:
        case Number():
            return _number(shape)
        case Quantity():
            return _quantity(unit, bare, names)
        case Texts(longest, named):
            return _texts(names, longest, named)
        case OneOf(words):
            return {"enum": list(words)}
        case Name(kind):
            return {"$ref": f"#/definitions/{kind}"}
        case Table():
            return _table(shape, names)
        case Answers():
            return _answers(names)
        case Form():
            return form(shape, names, unit, bare)
        case Many() | Listing() | Either() | Condition():
            return _joined(shape, names, unit, bare)
    return _PLAIN[type(shape)]


def _joined(shape: Many | Listing | Either | Condition, names: Names, unit: str | None, bare: bool) -> Schema:
    match shape:
        case Many(part):
            return many(schema_of(part, names, unit, bare))
        case Listing(part):
            return _list_of(schema_of(part, names, unit, bare))
        case Condition(of_advice):
            return {"$ref": f"#/definitions/{_CALLED[of_advice]}"}
        case Either(shapes):
            return {"anyOf": [schema_of(each, names, unit, bare) for each in shapes]}


def without(schema: Any, keys: Collection[str]) -> Any:
    """A schema without these keys, such as what only editors read; a fact that is called so keeps its place."""
    if isinstance(schema, list):
        return [without(part, keys) for part in schema]
    if not isinstance(schema, dict):
        return schema
    named = schema.get("properties")
    kept = {key: without(part, keys) for key, part in schema.items() if key not in (*keys, "properties")}
    properties = {key: without(part, keys) for key, part in named.items()} if isinstance(named, dict) else {}
    return {**kept, **({"properties": properties} if properties else {})}


def many(part: Schema) -> Schema:
    """One of these, or a list of them."""
    return {"anyOf": [part, _list_of(part)]}


def _list_of(part: Schema) -> Schema:
    return {"type": "array", "items": part, "minItems": 1}


def closed(properties: Mapping[str, Schema], names: Names) -> Schema:
    """A mapping with these keys and no others.

    The keys are named twice, since an editor passes over a key without a value, such as what a comma cuts off.
    """
    key = {**enumeration(dict.fromkeys(properties, "")), "errorMessage": _NO_KEY.in_language(names.language)}
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, "propertyNames": key}


def form(shape: Form, names: Names, unit: str | None = None, bare: bool = False) -> Schema:
    """A mapping with these keys and no others."""
    made: Schema = {
        **closed({key.name: _key(key, names, unit, bare) for key in shape.keys}, names),
        "description": shape.says.in_language(names.language),
    }
    if needed := [key.name for key in shape.keys if key.needed]:
        made["required"] = needed
    if shape.any_key:
        made["minProperties"] = 1
    if shape.decided_by:
        made["allOf"] = list(_decided(shape, names))
    return made


def _key(key: Key, names: Names, unit: str | None, bare: bool) -> Schema:
    return _described(schema_of(key.holds, names, unit, bare), key.says.in_language(names.language))


def _described(schema: Schema, words: str) -> Schema:
    """The schema with a description; beside a `$ref` it would be ignored, so there it stands around it."""
    if not words:
        return schema
    return {"allOf": [schema], "description": words} if "$ref" in schema else {**schema, "description": words}


def _decided(shape: Form, names: Names) -> Iterator[Schema]:
    """What goes with each word of the key that decides it, what must be there with that, and what holds less then."""
    deciding = shape.by_name[shape.decided_by].holds
    for word in deciding.words if isinstance(deciding, OneOf) else ():
        foreign = dict.fromkeys((key.name for key in shape.keys if not key.goes_with(word)), False)
        needed = [key.name for key in shape.keys if word in key.needed_with]
        narrowed = {key.name: schema_of(dict(key.narrowed)[word], names) for key in shape.keys if key.narrowed}
        if foreign or needed or narrowed:
            yield {
                "if": {"properties": {shape.decided_by: {"const": word}}, "required": [shape.decided_by]},
                "then": {"properties": {**foreign, **narrowed}, "required": needed},
            }


def _number(shape: Number) -> Schema:
    if shape.share:
        return {"anyOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": 100}, {"type": "string"}]}
    if shape.whole:
        return {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^[1-9][0-9]*(\.0+)?$"}]}
    return _NUMERAL


def _quantity(unit: str | None, bare: bool, names: Names) -> Schema:
    if unit is None:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^{_NUMBER}( +\S.*)?$"}]}
    if not unit:
        return _NUMERAL
    escaped = "".join(f"\\{letter}" if letter in r"\^$.|?*+()[]{}/" else letter for letter in unit)
    message = _WITH_UNIT.in_language(names.language).format(unit=unit)
    with_unit: Schema = {"type": "string", "pattern": f"^{_NUMBER} +{escaped}$", "patternErrorMessage": message}
    return {"anyOf": [with_unit, _NUMERAL]} if bare else with_unit


def _texts(names: Names, longest: int, named: bool) -> Schema:
    languages = names.knowledge.manifest.languages
    text = {**_TEXT, "maxLength": longest} if longest else _TEXT
    beside = {"names": schema_of(Many(Word()), names)} if named else {}
    return {**closed({**dict.fromkeys(languages, text), **beside}, names), "required": list(languages)}


def _table(shape: Table, names: Names) -> Schema:
    if shape.names:
        known = names.of_kind(shape.names)
        return closed({name: _entry(shape, name, said, names) for name, said in known.items()}, names)
    made: Schema = {"type": "object", "additionalProperties": schema_of(shape.value, names)}
    if shape.joint in _IDS:
        made["propertyNames"] = {"pattern": _IDS[shape.joint], "maxLength": LONGEST_NAME}
    return made


def _entry(shape: Table, name: str, said: str, names: Names) -> Schema:
    """The value of one declared name; that of a setting and that of an item depend on which one it is."""
    if shape.names == "setting":
        labels = {one.id: names.text(one.label) for one in names.knowledge.manifest.settings[name].options}
        one = enumeration(labels)
        return _described(many(one) if isinstance(shape.value, Many) else one, said)
    unit = names.unit_of(name) if shape.names == "ranged_item" else None
    return _described(schema_of(shape.value, names, unit), said)


def _condition(names: Names, of_advice: bool) -> Schema:
    vocabulary = names.knowledge.vocabulary
    facts = {
        fact.id: {**_test(fact, names), "description": names.text(fact.question)} for fact in vocabulary.facts.values()
    }
    findings = {one.id: {**_YES_NO, "description": names.text(one.title)} for one in vocabulary.findings.values()}
    bounds = form(BOUNDS, names, "")
    scores = {one.id: {**bounds, "description": names.text(one.title)} for one in vocabulary.scores.values()}
    forms = connectives(of_advice)
    words = {key.name: _key(key, names, None, False) for form in forms for key in form.keys}
    return {**closed({**words, **facts, **findings, **scores}, names), "minProperties": 1}


def _test(fact: Fact, names: Names) -> Schema:
    """What may be asked of one fact in a condition."""
    match fact.kind:
        case Kind.YES_NO:
            tests = [_YES_NO]
        case Kind.CHOICE:
            tests = [many(_options(fact, names))]
        case Kind.NUMBER:
            tests = [form(BOUNDS, names, fact.unit, fact.unit_optional)]
        case Kind.SET:
            tests = _test_of_set(fact, names)
    return {"anyOf": [*tests, _KNOWN]}


def _options(fact: Fact, names: Names) -> Schema:
    return enumeration({option.id: names.text(option.label) for option in fact.options})


def _test_of_set(fact: Fact, names: Names) -> list[Schema]:
    options = _options(fact, names)
    membership = {key.name: many(options) if isinstance(key.holds, Many) else options for key in MEMBERSHIP.keys}
    return [{**closed(membership, names), "minProperties": 1}, {"enum": ["none"]}]


def _answers(names: Names) -> Schema:
    facts = names.knowledge.vocabulary.facts.values()
    answers = {fact.id: _described(_answer(fact, names), names.text(fact.question)) for fact in facts}
    return closed(answers, names)


def _answer(fact: Fact, names: Names) -> Schema:
    """What a person may answer to one fact."""
    match fact.kind:
        case Kind.YES_NO:
            answers = [_YES_NO]
        case Kind.CHOICE:
            answers = [_options(fact, names)]
        case Kind.NUMBER:
            answers = _answer_of_number(fact, names)
        case Kind.SET:
            answers = _answer_of_set(fact, names)
    return {"anyOf": [*answers, _UNTOLD]}


def _answer_of_set(fact: Fact, names: Names) -> list[Schema]:
    listing: Schema = {"type": "array", "items": _options(fact, names)}
    return [listing, closed({"includes": listing, "excludes": listing}, names), {"enum": ["none"]}]


def _answer_of_number(fact: Fact, names: Names) -> list[Schema]:
    amount = _quantity(fact.unit, True, names)
    if not fact.weighed_as:
        return [amount]
    labels = enumeration({one.id: names.text(one.label) for one in fact.weighed_as})
    weighed: Schema = {**closed({"amount": amount, "as": labels}, names), "required": ["amount", "as"]}
    return [amount, weighed, {"type": "array", "items": {"anyOf": [amount, weighed]}}]
