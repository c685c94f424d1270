"""From the YAML of a mapping to what it says, checked against the facts: every problem in one pass, with its place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

from sluimer.case import CaseReader
from sluimer.case.called import plain_name
from sluimer.knowledge.vocabulary import NONE_OF_THEM, Fact, Kind, Vocabulary, slot
from sluimer.messages import Position, Problems, listed
from sluimer.population.mapping.dates import Order, day_of
from sluimer.population.mapping.model import (
    NOT_ASKED,
    AgeWords,
    Answer,
    CodeWords,
    ColumnMapping,
    ListWords,
    NumberWords,
    PopulationMapping,
    word_for,
)
from sluimer.population.mapping.place import OptionFinder
from sluimer.population.mapping.shape import (
    COLUMN,
    MAPPING,
    OF_LISTS,
    OF_NUMBERS,
    OF_OPTIONS,
    SILENCES,
    TOLD_ON,
    DecimalMark,
    Unplaced,
)
from sluimer.population.mapping.units import factor, known_beside
from sluimer.population.reading.columns import AnswerColumn, column_for
from sluimer.read import form
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, entries_of, parse, parts_of

UNDECIDED: Final = "?"
"""What a draft has where a person must decide."""
TODAY: Final = "today"
YEARS: Final = ("years", "year", "jaar", "jaren")
"""The units of facts that a date of birth can answer."""
_NAMES: Final = ("keep", "ignore", "undecided")
_WORDS: Final = {*SILENCES, "none", "no_option", *_NAMES}
_SILENT: Final = {NOT_ASKED, "unknown", "declined"}

Said = tuple[ScalarNode, Answer]
"""A word with its place, and what it means."""


@dataclass(frozen=True, slots=True)
class MappingReader:
    """Reads mappings to one knowledge base; `today` is the day that ages are told on where a mapping says so."""

    vocabulary: Vocabulary
    cases: CaseReader
    today: date

    def read(self, text: str, file: str, problems: Problems) -> PopulationMapping | None:
        """What a mapping says, with what is wrong noted; None where it is no mapping at all."""
        node = parse(text, file, problems)
        if node is None:
            return None
        for place in _undecided(node):
            problems.add("undecided", place)
            problems.settle(place, "undecided")
        lexicon = Lexicon(problems).with_vocabulary(self.vocabulary).with_names(code_system=self._systems())
        fields = form.fields(MAPPING, node, "mapping", lexicon, _NAMES)
        if not isinstance(node, MappingNode):
            return None
        _check_names(fields, problems)
        for one in _scalars(fields, "undecided"):
            problems.add("undecided-column", one.position, column=one.text)
        columns, places = self._columns(fields, lexicon)
        keep, ignore = (_scalars(fields, key) for key in ("keep", "ignore"))
        _check_named(columns, keep, ignore, problems)
        _check_slots([one for _, one in columns], {one.name: key.position for key, one in columns}, problems)
        places += [(one.text, one.position) for one in (*keep, *ignore)]
        return PopulationMapping(
            file,
            tuple(one for _, one in columns),
            tuple(dict.fromkeys(one.text for one in keep)),
            tuple(dict.fromkeys(one.text for one in (*ignore, *_scalars(fields, "undecided")))),
            tuple(places),
            f"sha256:{sha256(text.encode()).hexdigest()}",
        )

    def _systems(self) -> set[str]:
        every = [fact.codes for fact in self.vocabulary.facts.values()]
        every += [option.codes for fact in self.vocabulary.facts.values() for option in fact.options]
        return {system for codes in every for system, _ in codes}

    def _silent(self, fields: Fields, problems: Problems) -> list[Said]:
        """The words that say in every column that there is no answer."""
        found: dict[str, Said] = {}
        for one, answer in (said for key in SILENCES for said in _meaning(fields, key, key)):
            if found.get(plain_name(one.text), (one, answer))[1] != answer:
                problems.add("word-twice", one.position, word=one.text, column=fields.what)
            found.setdefault(plain_name(one.text), (one, answer))
        return [*found.values()]

    def _columns(
        self, fields: Fields, lexicon: Lexicon
    ) -> tuple[list[tuple[ScalarNode, ColumnMapping]], list[tuple[str, Position]]]:
        """The columns that could be read, each with its key; and the places of all that are named."""
        found, places = [], []
        node = fields.nodes.get("columns")
        silent = self._silent(fields, lexicon.problems)
        for key, value in form.pairs(node, "columns", lexicon.problems) if node else ():
            places.append((key.text, key.position))
            one = _ColumnReader(self, form.fields(COLUMN, value, key.text, lexicon, ("separator",)), lexicon)
            column = one.read(key, silent)
            if column:
                found.append((key, column))
                if column.age and column.age.column:
                    places.append((column.age.column, one.fields.nodes["told_on"].position))
        return found, places


@dataclass(frozen=True, slots=True)
class _ColumnReader:
    """Reads what is said of one column."""

    mapping: MappingReader
    fields: Fields
    lexicon: Lexicon

    @property
    def problems(self) -> Problems:
        """Where problems are noted."""
        return self.lexicon.problems

    def read(self, key: ScalarNode, silent: Iterable[Said]) -> ColumnMapping | None:
        """The column, or None where nobody can tell what it answers."""
        fact = self.mapping.vocabulary.facts.get(self.fields.get("fact", ""))
        fills = self._fills(fact) if fact else None
        if fact is None or fills is None:
            return None
        self._check_keys(fills)
        in_list = fact.kind is Kind.SET and not fills.of_option
        codes = self._codes(fact) if "codes" in self.fields.nodes and fact.options and not fills.of_option else None
        finder = OptionFinder.of(fills.fact, {}, codes)
        return ColumnMapping(
            key.text,
            fills,
            self._words(finder, fills, silent),
            self._empty(finder, fills),
            self._listed() if in_list else None,
            codes,
            self._numbers(fact) if fact.kind is Kind.NUMBER else NumberWords(),
            self._age(fact) if "born" in self.fields.nodes and fact.kind is Kind.NUMBER else None,
        )

    def _fills(self, fact: Fact) -> AnswerColumn | None:
        node = self.fields.nodes.get("option")
        if node is None:
            return column_for(fact.id, self.mapping.vocabulary)
        if fact.kind is not Kind.SET:
            self._foreign("option", fact.kind)
            return None
        known = [option.id for option in fact.options]
        name = form.reference(node, "unknown-option", known, self.problems, fact=fact.id, known=listed(known))
        return column_for(slot(fact.id, name), self.mapping.vocabulary) if name else None

    def _check_keys(self, fills: AnswerColumn) -> None:
        kind = fills.fact.kind
        foreign = set(OF_LISTS) if kind is not Kind.SET else set[str]()
        foreign |= set(OF_OPTIONS) if kind not in (Kind.SET, Kind.CHOICE) else set()
        foreign |= set(OF_NUMBERS) if kind is not Kind.NUMBER else set()
        nodes = self.fields.nodes
        foreign |= {"decimal", "unit"} if "born" in nodes else {"told_on"}
        foreign |= {"beginning"} if "codes" not in nodes else set()
        for key in nodes:
            if key in foreign:
                self._foreign(key, fills.takes)

    def _foreign(self, key: str, kind: str) -> None:
        self.problems.add("key-not-here", self.fields.place(key), key=key, column=self.fields.what, kind=kind)

    def _words(self, finder: OptionFinder, fills: AnswerColumn, silent: Iterable[Said]) -> dict[str, Answer]:
        said = [*self._given_words(), *(one for key in SILENCES for one in _meaning(self.fields, key, key))]
        if fills.fact.kind is Kind.SET:
            said += [*_meaning(self.fields, "none", NONE_OF_THEM), *_meaning(self.fields, "no_option", ())]
        found: dict[str, Answer] = {}
        for node, answer in said:
            word = word_for(node.text, fills.fact.kind)
            if found.get(word, answer) != answer:
                self.problems.add("word-twice", node.position, word=node.text, column=self.fields.what)
            elif self._can_mean(finder, fills, node, answer):
                found[word] = answer
        return {**{word_for(node.text, fills.fact.kind): answer for node, answer in silent}, **found}

    def _given_words(self) -> Iterator[Said]:
        for key, value in entries_of(self.fields.nodes.get("words")):
            texts = tuple(part.text.strip() for part in parts_of(value) if isinstance(part, ScalarNode))
            if texts and texts != (UNDECIDED,):
                word = replace(key, line=value.line, column=value.column)
                yield word, texts if isinstance(value, ListNode) else texts[0]

    def _empty(self, finder: OptionFinder, fills: AnswerColumn) -> Answer:
        node = self.fields.nodes.get("empty")
        if not isinstance(node, ScalarNode) or node.text == UNDECIDED or not self.fields.get("empty", ""):
            return NOT_ASKED
        return (
            node.text.strip() if self._can_mean(finder, fills, replace(node, text=""), node.text.strip()) else NOT_ASKED
        )

    def _can_mean(self, finder: OptionFinder, fills: AnswerColumn, word: ScalarNode, answer: Answer) -> bool:
        """Whether a word can have this meaning in a column; what is wrong is noted."""
        before, fact, place = len(self.problems), fills.fact, word.position
        if answer == NOT_ASKED and any(option.id == NOT_ASKED for option in fact.options):
            self.problems.add("word-two-ways", place, word=answer, column=self.fields.what)
        elif isinstance(answer, tuple) and fact.kind is not Kind.SET:
            self.problems.add("not-a-word", place, what=word.text)
        elif answer not in _SILENT and answer != ():
            in_list = [answer] if isinstance(answer, str) and answer != NONE_OF_THEM else answer
            given = self.mapping.cases.read_answer(fact, in_list if fact.kind is Kind.SET else answer)
            self.problems.extend(replace(problem, position=place) for problem in given.problems)
            own = _own_meaning(word.text.strip(), fact)
            if own and not given.problems and own != self._same(fact, answer):
                self._means_otherwise(word, own)
        known = finder.meant(word.text)
        if len(self.problems) == before and not _may_name(known, answer):
            self._means_otherwise(word, listed(known))
        return len(self.problems) == before

    def _means_otherwise(self, word: ScalarNode, means: str) -> None:
        words = {"word": word.text, "column": self.fields.what, "means": means}
        self.problems.add("word-means-otherwise", word.position, **words)

    def _same(self, fact: Fact, answer: Answer) -> str:
        """An answer in the word for it that stands in a case."""
        one = answer if isinstance(answer, str) else answer[0] if len(answer) == 1 else ""
        return _own_meaning(one, fact) or one

    def _listed(self) -> ListWords:
        node = self.fields.nodes.get("separator")
        separator = node.text if isinstance(node, ScalarNode) and node.text != UNDECIDED else ""
        if node and (not separator or any(char.isalnum() for char in separator)):
            self.problems.add("separator", node.position, column=self.fields.what)
        unplaced = Unplaced(self.fields.get("unplaced", "part"))
        return ListWords(separator.strip() or separator, self.fields.get("complete", False), unplaced)

    def _codes(self, fact: Fact) -> CodeWords | None:
        system = self.fields.get("codes", "")
        found: dict[str, tuple[str, ...]] = {}
        for option in fact.options:
            for code in dict(option.codes).get(system, ()):
                found[code.casefold()] = (*found.get(code.casefold(), ()), option.id)
        if system and not found:
            self.problems.add("no-codes", self.fields.nodes["codes"].position, fact=fact.id, system=system)
        combinations = tuple(code.casefold() for code in dict(fact.combinations).get(system, ()))
        return CodeWords(found, self.fields.get("beginning", False), combinations) if found else None

    def _numbers(self, fact: Fact) -> NumberWords:
        mark, unit = self.fields.get("decimal", ""), self.fields.get("unit", "")
        node = self.fields.nodes.get("unit")
        times = factor(unit, fact.unit) if unit and unit != UNDECIDED else 1
        if node and not fact.unit:
            self.problems.add("unit-unwanted", node.position, what=fact.id, unit=unit)
        elif node and times is None:
            known = known_beside(fact.unit)
            near = self.problems.nearest(unit, known)
            words = {"unit": unit, "column": self.fields.what, "fact": fact.id, "units": listed(known)}
            self.problems.add("unit-not-turned", node.position, near, **words)
        return NumberWords(DecimalMark(mark) if mark else None, unit, NumberWords().factor * (times or 1))

    def _age(self, fact: Fact) -> AgeWords | None:
        born, place = self.fields.get("born", ""), self.fields.place("born")
        node = self.fields.nodes.get("told_on")
        if fact.unit not in YEARS:
            self.problems.add("born-not-years", place, fact=fact.id, column=self.fields.what)
        if node is None:
            self.problems.add("told-on-missing", place, column=self.fields.what)
        told = self._told_on(node) if node else None
        return replace(told, born=Order(born)) if told and born else None

    def _told_on(self, node: Node) -> AgeWords | None:
        if isinstance(node, MappingNode):
            fields = form.fields(TOLD_ON, node, "told_on", self.lexicon)
            column, order = fields.nodes.get("column"), fields.get("order", "")
            if not isinstance(column, ScalarNode) or not order:
                return None
            return AgeWords(Order(order), None, column.text, Order(order))
        text = node.text.strip() if isinstance(node, ScalarNode) else ""
        day = self.mapping.today if text == TODAY else day_of(text, Order.YEAR_FIRST)
        if day is None and text != UNDECIDED:
            self.problems.add("told-on", node.position, value=form.written(node))
        return AgeWords(Order.YEAR_FIRST, day) if day else None


def _may_name(options: Collection[str], answer: Answer) -> bool:
    """Whether what is known as these options may be said to mean this: at least one of several, and never none."""
    if not options or answer in _SILENT:
        return True
    said = {answer} if isinstance(answer, str) else {*answer}
    return said >= {*options} or (len(options) > 1 and bool(said) and said <= {*options})


def _undecided(node: Node) -> Iterator[Position]:
    """Where a draft still has its mark; among words that people wrote it is one of theirs."""
    if isinstance(node, ScalarNode) and node.text == UNDECIDED:
        yield node.position
    for part in node.items if isinstance(node, ListNode) else ():
        yield from _undecided(part)
    for key, value in entries_of(node):
        yield from _undecided(value) if key.text not in _WORDS else ()


def _scalars(fields: Fields, key: str) -> list[ScalarNode]:
    """The single values behind a key, as they are written: the name of a column may begin with a space."""
    node = fields.nodes.get(key)
    return [part for part in parts_of(node) if isinstance(part, ScalarNode)] if node else []


def _meaning(fields: Fields, key: str, answer: Answer) -> list[Said]:
    return [(one, answer) for one in _scalars(fields, key)]


def _own_meaning(word: str, fact: Fact) -> str:
    """What a word means in a case, in the word that stands for it; empty where it means nothing there."""
    if fact.kind is Kind.YES_NO:
        word = {"true": "yes", "false": "no"}.get(word.lower(), word.lower())
    own = {*_SILENT, *(option.id for option in fact.options)} - {NOT_ASKED}
    own |= {"yes", "no"} if fact.kind is Kind.YES_NO else {NONE_OF_THEM} if fact.kind is Kind.SET else set()
    return word if word in own else ""


def _check_names(fields: Fields, problems: Problems) -> None:
    """The names of columns are single values; one may be empty, as that of the rows in an export of pandas."""
    for key in _NAMES:
        node = fields.nodes.get(key)
        for part in parts_of(node) if node else ():
            if not isinstance(part, ScalarNode):
                problems.add("not-a-word", part.position, what=key)


def _check_named(
    columns: Iterable[tuple[ScalarNode, ColumnMapping]],
    keep: Iterable[ScalarNode],
    ignore: Iterable[ScalarNode],
    problems: Problems,
) -> None:
    """What is ignored is no answer, and is not carried along."""
    used: Mapping[str, Position] = {key.text: key.position for key in (*(key for key, _ in columns), *keep)}
    for one in ignore:
        if one.text in used:
            problems.add("ignored-and-used", one.position, column=one.text, line=used[one.text].line)


def _check_slots(columns: Iterable[ColumnMapping], places: Mapping[str, Position], problems: Problems) -> None:
    """No two columns say the same, since nobody knows which is right where they differ."""
    filled: dict[str, str] = {}
    for column in columns:
        others = {filled[name] for name in column.fills.slots if name in filled}
        filled |= dict.fromkeys(column.fills.slots, column.name)
        for other in sorted(others):
            place = places[column.name]
            problems.add("slot-twice", place, column=column.name, other=other, fact=column.fills.name)
