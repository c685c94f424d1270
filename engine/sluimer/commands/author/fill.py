"""Fills in a form of the language by asking, key after key; what is asked follows from the description of the form."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any
from unicodedata import normalize

from sluimer.commands.author.interview import Interview, NameChoice
from sluimer.commands.replies import YES_NO, NotUnderstood, Wish, meaning, read_reply, refuse_doubt
from sluimer.knowledge.rule import Status
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.language.block import Value
from sluimer.language.forms import BOUNDS, CONNECTIVES, GRADES, KINDS, OUTCOMES, VERIFIED
from sluimer.language.shape import (
    LONGEST_NAME,
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
    Shape,
    Table,
    Texts,
    Word,
    YesNo,
)
from sluimer.messages.texts import word_or
from sluimer.read.numbers import plain_number
from sluimer.schema.names import Names
from sluimer.tell.outline import Line, Outline, Tone
from sluimer.tell.question import tell_answers
from sluimer.tell.speaker import Speaker
from sluimer.tell.titles import titles_of

_MEANINGS = {KINDS: "kind-", GRADES: "grade-", VERIFIED: "verified-", OUTCOMES: "headline-"}
"""Words of the language, with the beginning of the keys of the phrases that say what each means."""
_NOTHING: tuple[object, ...] = (None, "", [], {})
TESTED = ("fact", "finding", "score")
"""The kinds of names that conditions test."""
RESERVED = frozenset(CONNECTIVES.by_name)
"""Words of the language that nothing can be called by."""
_ID = re.compile(rf"[a-z][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}")


class Filler:
    """Asks for values of the language, in the words of its description."""

    def __init__(self, interview: Interview, names: Names) -> None:
        self._interview = interview
        self._names = names
        self._speaker: Speaker = interview.speaker
        self._last: Mapping[str, str] = {}
        self._titles = titles_of(names.knowledge)

    def form(
        self, form: Form, asked: Iterable[str], needed: Iterable[str] = (), apart: Iterable[str] = ()
    ) -> dict[str, Value]:
        """A mapping with those of these keys that were answered, and with whatever else the form needs.

        Some may be needed here that can be left out; those `apart` are asked elsewhere.
        """
        filled: dict[str, Value] = {}
        for name in dict.fromkeys((*asked, *(key.name for key in form.keys if key.needed))):
            key, word = form.by_name[name], str(filled.get(form.decided_by, ""))
            if name in apart or not key.goes_with(word) or (key.needed_with and not key.needed_by(word)):
                continue
            value = self.value(key.holds, self._head(key), key.needed_by(word) or name in needed)
            if value not in (*_NOTHING, key.default):
                filled[name] = value
        return filled

    def value(self, shape: Shape, head: Outline, needed: bool, unit: str = "") -> Any:
        """A value of this shape; nothing where none was given and none is needed."""
        match shape:
            case Texts():
                return self._texts(head, needed)
            case Quantity() | Number():
                return self._number(shape, head, needed, unit if isinstance(shape, Quantity) else "")
            case YesNo():
                return self.yes_no(head, needed)
            case OneOf(words):
                return self.choose({word: self._means(words, word) for word in words}, head, optional=not needed)
            case Name("statement"):
                return self._statement(head, needed)
            case Name(kind):
                return self.choose(self._names.of_kind(kind), head, optional=not needed)
            case Condition():
                return self.condition(head)
            case Answers():
                return self.answers(head)
            case Word():
                return self.words(head, needed)
        return self._nested(shape, head, needed, unit)

    def _nested(self, shape: Shape, head: Outline, needed: bool, unit: str) -> Any:
        match shape:
            case Form(any_key=True):
                return self._one_key(shape, head, needed, unit)
            case Form():
                return {
                    key.name: value
                    for key in shape.keys
                    if (value := self.value(key.holds, (*head, *self._head(key)), key.needed, unit)) not in _NOTHING
                }
            case Many(part) | Listing(part):
                return self._many(part, head, needed, unit)
            case Table(part, names):
                return self._table(part, names, head, needed)
            case Either(shapes):
                return self._either(shapes, head, needed)
        raise AssertionError(shape)

    def choose(
        self, names: Mapping[str, str], head: Outline, optional: bool = False, new: Callable[[str], str] | None = None
    ) -> str:
        """One of these names; where the question is the same as the last one, its names are not shown again."""
        brief, self._last = names == self._last, names
        return self._interview.choose(head, NameChoice(names, self._speaker, optional, new, brief, self._titles))

    def _statement(self, head: Outline, needed: bool) -> str:
        """A statement that a rule can cite: one that has no status of its own."""
        choice = NameChoice(self._names.of_kind("statement"), self._speaker, optional=not needed)

        def cited(said: str) -> str:
            name = choice(said)
            statement = self._names.knowledge.statements.get(name)
            if statement and statement.status is not Status.ENCODED:
                places = {"name": name, "status": statement.status, "place": statement.position}
                raise NotUnderstood(self._speaker.say("has-status", **places))
            return name

        return self._interview.choose(head, choice, cited)

    def words(self, head: Outline, needed: bool, read: Callable[[str], str] = str) -> str:
        """A line of text."""

        def given(said: str) -> str:
            if not said and needed:
                raise NotUnderstood(self._speaker.say("must-answer"))
            return read(said) if said else ""

        return self._interview.ask(head if needed else (*head, self._skip()), given)

    def yes_no(self, head: Outline, needed: bool = True) -> str:
        """Yes or no, or nothing where none is needed."""

        def given(said: str) -> str:
            if not said and not needed:
                return ""
            if not said:
                raise NotUnderstood(self._speaker.say("must-answer"))
            answer = meaning(said.lower(), self._speaker.language, YES_NO)
            if not answer:
                raise NotUnderstood(self._speaker.say("wrong-yes_no", reply=said))
            return answer

        hint = Line(self._speaker.say("hint-yes_no"), tone=Tone.QUIET)
        return self._interview.ask((*head, hint) if needed else (*head, hint, self._skip()), given)

    def identifier(self, head: Outline, joint: str, taken: Iterable[str], proposed: str = "") -> str:
        """A new name, made of the words that are typed."""
        known = set(taken)

        def given(said: str) -> str:
            return self._name(slug(said, joint) if said else proposed, known)

        hint = (Line(self._speaker.say("proposed", name=proposed), tone=Tone.QUIET),) if proposed else ()
        return self._interview.ask((*head, *hint), given)

    def _name(self, name: str, taken: Container[str]) -> str:
        """A name that can be used; raises NotUnderstood."""
        if not _ID.fullmatch(name):
            raise NotUnderstood(self._speaker.say("bad-name", most=LONGEST_NAME))
        if name in RESERVED:
            raise NotUnderstood(self._speaker.say("name-reserved", name=name))
        if name in taken:
            raise NotUnderstood(self._speaker.say("name-taken", name=name))
        return name

    def _texts(self, head: Outline, needed: bool) -> dict[str, str]:
        """A text in each language; without the first there are none."""
        texts: dict[str, str] = {}
        for language in self._names.knowledge.manifest.languages:
            called = word_or(f"language-{language}", self._speaker.language, language)
            line = Line(self._speaker.say("in-language", language=called), tone=Tone.QUIET)
            texts[language] = self.words((*head, line), needed or bool(texts))
            if not texts[language]:
                return {}
        return texts

    def _number(self, shape: Quantity | Number, head: Outline, needed: bool, unit: str) -> str:
        def given(said: str) -> str:
            digits = said.removesuffix(unit).strip()
            refuse_doubt(digits, self._speaker)
            digits = digits.replace(",", ".")
            number = plain_number(digits)
            if number is None or (isinstance(shape, Number) and not shape.allows(number)):
                raise NotUnderstood(self._speaker.say("wrong-number", reply=said))
            return f"{digits} {unit}".rstrip()

        hint = self._speaker.say("hint-number-unit", unit=self._speaker.unit(unit)) if unit else ""
        return self.words((*head, *([Line(hint, tone=Tone.QUIET)] if hint else [])), needed, given)

    def _many(self, part: Shape, head: Outline, needed: bool, unit: str) -> Any:
        """One or more; a single one stands without a list."""
        found: list[Any] = []
        while (not found or self._wants_another(part)) and (
            value := self.value(part, head, needed and not found, unit)
        ) not in _NOTHING:
            if value not in found:
                found.append(value)
            head = (Line(self._speaker.say("another")),)
        listed = isinstance(part, Name) or self._is_plain(part)
        return found[0] if len(found) == 1 and not listed else found

    def _wants_another(self, part: Shape) -> bool:
        """Whether one more is wanted of what always has an answer; anything else is left out to end."""
        return not self._is_plain(part) or self.yes_no((Line(self._speaker.say("another")),)) == "yes"

    def _is_plain(self, part: Shape) -> bool:
        """Whether it is a form of which all that is needed is asked, or several such."""
        forms = part.shapes if isinstance(part, Either) else (part,)
        return all(isinstance(one, Form) and not one.any_key for one in forms)

    def _table(self, part: Shape, names: str, head: Outline, needed: bool) -> dict[str, Any]:
        known = self._names.of_kind(names) if names else {}
        table: dict[str, Any] = {}
        while name := self._entry_name(known, names, (*head, *self._so_far(table)), table, needed and not table):
            about = (Line(self._speaker.say("about-name", name=name), tone=Tone.HEADING),)
            table[name] = self.value(part, about, True, self._unit(names, name))
        return table

    def _entry_name(
        self, known: Mapping[str, str], names: str, head: Outline, taken: Mapping[str, Any], needed: bool
    ) -> str:
        if names:
            left = {name: about for name, about in known.items() if name not in taken}
            return self.choose(left, head, optional=not needed)
        line = Line(self._speaker.say("entry-name"), tone=Tone.QUIET)
        return self.words((*head, line), needed, lambda said: self._name(slug(said, "_"), taken))

    def _so_far(self, table: Mapping[str, Any]) -> Outline:
        return (Line(self._speaker.say("so-far", names=", ".join(table)), tone=Tone.QUIET),) if table else ()

    def _either(self, shapes: Iterable[Shape], head: Outline, needed: bool) -> Any:
        """A name of any of these shapes, with the value that belongs to it; of forms one, by its name."""
        forms = {one.name: one for one in shapes if isinstance(one, Form)}
        if forms:
            said = {name: one.says.in_language(self._speaker.language) for name, one in forms.items()}
            return self._nested(forms[self.choose(said, head)], (), True, "")
        plain = next(one for one in shapes if isinstance(one, Name))
        table = next(one for one in shapes if isinstance(one, Table))
        alone, valued = self._names.of_kind(plain.kind), self._names.of_kind(table.names)
        name = self.choose({**alone, **valued}, head, optional=not needed)
        if name not in valued:
            return name
        about = (Line(self._speaker.say("about-name", name=name), tone=Tone.HEADING),)
        value = self.value(table.value, about, name not in alone, self._unit(table.names, name))
        return {name: value} if value else name

    def _one_key(self, form: Form, head: Outline, needed: bool, unit: str) -> dict[str, Any]:
        """One of the keys of a form of which any will do, with its value."""
        name = self.choose(self._said({key.name: key for key in form.keys}), head, optional=not needed)
        if not name:
            return {}
        key = form.key(name)
        assert key is not None
        shape = key.holds.part if isinstance(key.holds, Many) else key.holds
        if isinstance(shape, Table):
            shape = Either((Name(shape.names), shape))
        return {name: self.value(shape, self._head(key), True, unit)}

    def _unit(self, names: str, name: str) -> str:
        return self._names.unit_of(name) if names == "ranged_item" else ""

    def condition(self, head: Outline) -> Any:
        """Tests that must all be true, or of which one is enough; none where it holds for everyone."""
        tests: list[dict[str, Any]] = []
        names = {name: about for kind in TESTED for name, about in self._names.of_kind(kind).items()}
        while name := self.choose(names, head if not tests else (Line(self._speaker.say("another")),), optional=True):
            tests.append(self._test(name))
        if len(tests) < 2 or self.yes_no((Line(self._speaker.say("all-needed")),)) == "yes":
            return _together(tests)
        return {"any": tests}

    def _test(self, name: str) -> dict[str, Any]:
        vocabulary = self._names.knowledge.vocabulary
        fact = vocabulary.facts.get(name)
        head = (Line(f"{name}: {self._names.text(fact.question)}" if fact else name, tone=Tone.HEADING),)
        if name in vocabulary.scores:
            return {name: self._bounds("", head)}
        if fact is None or fact.kind is Kind.YES_NO:
            return {name: self.yes_no(head)}
        if fact.kind is Kind.NUMBER:
            return {name: self._bounds(fact.unit, head)}
        way = self._way(fact, head)
        if way == "none":
            return {name: "none"}
        test = {name: _tested(self._options(fact, head), fact.kind)}
        return {"not": test} if way == "not" else test

    def _bounds(self, unit: str, head: Outline) -> dict[str, str]:
        """The bounds of a number, each named once."""
        left = {key.name: key for key in BOUNDS.keys}
        bounds: dict[str, str] = {}
        while left and (name := self.choose(self._said(left), head, optional=bool(bounds))):
            key = left.pop(name)
            bounds[name] = self._number(Quantity(), self._head(key), True, unit)
            head = (Line(self._speaker.say("another")),)
        return bounds

    def _said(self, keys: Mapping[str, Key]) -> dict[str, str]:
        return {name: key.says.in_language(self._speaker.language) for name, key in keys.items()}

    def _way(self, fact: Fact, head: Outline) -> str:
        """Whether some options must be there, none at all, or some must not."""
        ways = ("includes", "none", "not") if fact.kind is Kind.SET else ("choice", "not")
        said = {self._speaker.say(f"way-{way}"): way for way in ways}
        return said[self.choose(dict.fromkeys(said, ""), head)]

    def _options(self, fact: Fact, head: Outline) -> list[str]:
        labels = {option.id: self._names.text(option.label) for option in fact.options}
        found: list[str] = []
        while name := self.choose(labels, head, optional=bool(found)):
            if name not in found:
                found.append(name)
            head = (Line(self._speaker.say("another-option")),)
        return found

    def answers(self, head: Outline) -> dict[str, Any]:
        """Answers of a person, each to a fact of their choice."""
        given: dict[str, Any] = {}
        names = self._names.of_kind("fact")
        while name := self.choose(names, (*head, *self._so_far(given)), optional=True):
            given[name] = self._answer(self._names.knowledge.vocabulary.facts[name])
        return given

    def _answer(self, fact: Fact) -> Any:
        def given(said: str) -> Any:
            meant = read_reply(said, fact, self._speaker)
            if isinstance(meant, Wish) and meant not in (Wish.UNKNOWN, Wish.DECLINED):
                raise NotUnderstood(self._speaker.say("empty-reply"))
            if isinstance(meant, Wish):
                return str(meant)
            return f"{meant} {fact.unit}".rstrip() if fact.kind is Kind.NUMBER and isinstance(meant, str) else meant

        question = Line(self._speaker.text(fact.question), tone=Tone.HEADING)
        return self._interview.ask((question, *tell_answers(fact, self._speaker)), given)

    def _means(self, words: tuple[str, ...], word: str) -> str:
        start = _MEANINGS.get(words)
        return self._speaker.say(start + word) if start else ""

    def _head(self, key: Key) -> Outline:
        says = key.says.in_language(self._speaker.language)
        return (Line(f"{says[0].upper()}{says[1:]} ({key.name})", tone=Tone.HEADING),)

    def _skip(self) -> Line:
        return Line(self._speaker.say("skip"), tone=Tone.QUIET)


def slug(said: str, joint: str) -> str:
    """A name of the words that are said.

    >>> slug("Coördinatie: stop!", "-")
    'coordinatie-stop'
    """
    plain = normalize("NFKD", said.lower()).encode("ascii", "ignore").decode()
    return joint.join(re.findall(r"[a-z0-9]+", plain))


def _together(tests: list[dict[str, Any]]) -> dict[str, Any]:
    """All of these in one mapping, or in a list where a key would stand twice."""
    keys = [key for test in tests for key in test]
    if len(keys) > len(set(keys)):
        return {"all": tests}
    return {key: value for test in tests for key, value in test.items()}


def _tested(chosen: list[str], kind: Kind) -> Value:
    if kind is Kind.CHOICE:
        return chosen[0] if len(chosen) == 1 else chosen
    return {"includes": chosen[0]} if len(chosen) == 1 else {"includes_any": chosen}
