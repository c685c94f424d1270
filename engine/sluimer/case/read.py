"""One person's answers: from a mapping or a YAML or JSON text to checked, typed values.

An answer is a value, or `unknown` (asked; the person does not know), or `declined`; a fact that is absent or null was
not asked. The last three are all unknown to the logic. A set may be known in part, as
`{includes: [...], excludes: [...]}`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from sluimer.case.amounts import WeighedAmount, read_amount
from sluimer.case.model import Case, Implied
from sluimer.case.text import KEY, Places, answers_in, parse_case, plain_json
from sluimer.files.source import decode
from sluimer.knowledge.condition import All, Any, Condition, Is, Within
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.vocabulary import NONE_OF_THEM, Fact, Implication, Kind, Scalar, Vocabulary, fact_of, slot
from sluimer.messages import CaseError, Position, Problem, Problems, brief, listed
from sluimer.messages.plain import DEFAULT, entries, plain
from sluimer.read.nodes import MOST_VALUES
from sluimer.read.numbers import LARGEST_NUMBER

UNKNOWN = "unknown"
DECLINED = "declined"

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_LISTS = (list, tuple, set, frozenset)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What one answer says: a value for slots, or `unknown` or `declined`, or what is wrong with it."""

    values: Mapping[str, Scalar]
    silent: str = ""
    problems: tuple[Problem, ...] = ()


class CaseReader:
    """Reads cases against one vocabulary; it holds no state between them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._facts = dict(vocabulary.facts)
        options = {fact.id: {option.id: option.id for option in fact.options} for fact in self._facts.values()}
        none = {name: dict.fromkeys(fact.slots, False) for name, fact in self._facts.items() if fact.kind is Kind.SET}
        self._tables = self._facts, options, none, frozenset(vocabulary.scores)
        self._slots = {slot: fact for fact in self._facts.values() for slot in fact.slots}
        self._fillings = tuple(fillings(vocabulary))
        assumed = {slot: fact.assume for fact in self._facts.values() if fact.assume is not None for slot in fact.slots}
        self._assumed = {slot: assumed[slot] for slot in sorted(assumed)}

    def read_mapping(self, answers: object, places: Places | None = None) -> Case:
        """A case from a mapping of fact ids to answers, or its kin; raises CaseError with every problem."""
        return self._read(answers, places or Places("case"), Problems())

    def read_bytes(self, content: bytes, file: str) -> Case:
        """A case from the bytes of YAML or JSON, such as a request holds; raises CaseError."""
        problems = Problems()
        text = decode(content, file, problems)
        if text is None:
            raise CaseError(problems.sorted())
        return self.read_text(text, file)

    def read_text(self, text: str, file: str) -> Case:
        """A case from YAML or JSON; raises CaseError with every problem and its place."""
        answers = plain_json(text)
        if answers is not None:
            with suppress(CaseError):  # what is wrong is found once more below, with its place
                return self.read_mapping(answers)
        problems = Problems()
        return self._read(*answers_in(parse_case(text, file, problems)), problems)

    def read_answer(self, fact: Fact, answer: object) -> GivenAnswer:
        """One answer to one fact, as it would be read in a case; what is wrong with it is noted in it."""
        reading = _Answers(*self._tables, Places("case"), Problems())
        reading.answer(fact, plain(answer))
        silent = UNKNOWN if reading.unknown else DECLINED if reading.declined else ""
        return GivenAnswer(reading.values, silent, reading.problems.sorted())

    def recognised(self, case: Case) -> Case:
        """A case that was read before, if it is what this vocabulary makes of its answers; raises CaseError if not."""
        reading = _Answers(*self._tables, Places("case"), Problems())
        for name in sorted(case.values.keys() - self._slots.keys()):
            reading.report_name(name)
        if not len(reading.problems):
            ours = self._made_of(case)
            if ours == case:
                return ours
            reading.problems.add("case-of-another", Position("case"))
        raise CaseError(reading.problems.sorted())

    def completed(
        self,
        given: Mapping[str, Scalar],
        unknown: Iterable[str] = (),
        declined: Iterable[str] = (),
        parts: Iterable[WeighedAmount] = (),
    ) -> Case:
        """The case of answers that were read: with what they imply, and what is assumed where nobody gave a value."""
        values, implied = dict(given), []
        for name, value, source, one in self._fillings:
            if (name not in values or one.overrules) and _holds(one.test, values):
                before = values.get(name)
                replaced = before if before != value else None
                implied.append(Implied(name, value, source, one.test, one.cites, replaced))
                values[name] = value
        assumed = {slot: value for slot, value in self._assumed.items() if slot not in values}
        return Case(
            values=frozen({**values, **assumed}),
            unknown=tuple(sorted(unknown)),
            declined=tuple(sorted(declined)),
            assumed=tuple(assumed),
            implied=tuple(implied),
            parts=tuple(parts),
            given=frozen(given),
        )

    def _read(self, answers: object, where: Places, problems: Problems) -> Case:
        read = _Answers(*self._tables, where, problems)
        read.answers(plain(answers))
        if len(problems):
            raise CaseError(problems.sorted())
        return self.completed(read.values, read.unknown, read.declined, read.amounts)

    def _made_of(self, case: Case) -> Case | None:
        """What is read here from the answers in a case; None where they could not be given here."""
        answered = all(slot in self._slots and _takes(self._slots[slot], value) for slot, value in case.given.items())
        silent = {*case.unknown, *case.declined} <= self._facts.keys()
        if not answered or not silent or not all(map(self._counts, case.parts)):
            return None
        return self.completed(case.given, {*case.unknown}, {*case.declined}, case.parts)

    def _counts(self, part: WeighedAmount) -> bool:
        """Whether an amount counts here for what it counted for where it was read."""
        kinds = self._facts[part.fact].weighed_as if part.fact in self._facts else ()
        return any((one.id, one.percent) == (part.weighed_as, part.percent) for one in kinds)


@dataclass(slots=True)
class _Answers:
    """The answers of one person while they are read, and where they stand for messages."""

    facts: Mapping[str, Fact]
    options: Mapping[str, Mapping[str, str]]
    none: Mapping[str, Mapping[str, Scalar]]
    scores: frozenset[str]
    where: Places
    problems: Problems
    values: dict[str, Scalar] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    amounts: list[WeighedAmount] = field(default_factory=list)

    def answers(self, named: object) -> None:
        """Read all answers; what is wrong with them is noted."""
        if not isinstance(named, Mapping):
            self.problems.add("case-not-a-mapping", self.where.of(), value=brief(named))
            return
        if _size(named) > MOST_VALUES:
            self.problems.add("too-many-answers", self.where.of(), most=MOST_VALUES)
            return
        named_before: set[str] = set()
        for key, answer in entries(named):
            name = plain(key)
            fact = self.facts.get(name) if isinstance(name, str) else None
            if fact is None:
                self.report_name(name)
                continue
            if fact.id in named_before:
                self.problems.add("several-answers", self.where.of(fact.id), fact=fact.id)
            elif fact.kind is Kind.YES_NO and (answer is True or answer is False):
                self.values[fact.id] = answer
            else:
                self.answer(fact, plain(answer))
            named_before.add(fact.id)

    def report_name(self, name: object) -> None:
        """Note that no fact is called so."""
        if isinstance(name, str) and name in self.scores:
            self.problems.add("score-answered", self.where.of(name, KEY), score=name)
        elif isinstance(name, str):
            near = self.problems.nearest(name, self.facts)
            self.problems.add("unknown-fact", self.where.of(name, KEY), near, name=name, fact=name)
        else:
            self.problems.add("not-a-name", self.where.of(), name=brief(name))

    def answer(self, fact: Fact, answer: object) -> None:
        """Read one answer; what is wrong with it is noted."""
        if answer is None:
            return
        if answer is DEFAULT:
            self.problems.add("answer-default", self.where.of(fact.id), fact=fact.id)
        elif isinstance(answer, str) and answer == UNKNOWN:
            self.unknown.add(fact.id)
        elif isinstance(answer, str) and answer == DECLINED:
            self.declined.add(fact.id)
        elif fact.kind is Kind.SET:
            self._set(fact, answer)
        else:
            value = self._value(fact, answer)
            if value is not None:
                self.values[fact.id] = value

    def _value(self, fact: Fact, answer: object) -> Scalar | None:
        if fact.kind is Kind.YES_NO:
            return self._yes_no(fact, answer)
        if fact.kind is Kind.CHOICE:
            return self._choice(fact, answer)
        number, amounts = read_amount(fact, answer, partial(self.where.of, fact.id), self.problems)
        self.amounts += amounts
        return number

    def _yes_no(self, fact: Fact, answer: object) -> bool | None:
        if isinstance(answer, bool):
            return answer
        truth = _YES_NO.get(answer.lower()) if isinstance(answer, str) else None
        if truth is None:
            self._refuse("answer-yes-no", fact, answer, ("yes", "no", UNKNOWN, DECLINED))
        return truth

    def _choice(self, fact: Fact, answer: object) -> str | None:
        known = self.options[fact.id]
        option = known.get(answer) if isinstance(answer, str) else None
        if option is None:
            self._refuse("answer-choice", fact, answer, (*known, UNKNOWN, DECLINED), known=listed(known))
        return option

    def _refuse(self, code: str, fact: Fact, answer: object, among: Iterable[str], **words: object) -> None:
        near = self.problems.nearest(answer, among) if isinstance(answer, str) else ""
        self.problems.add(code, self.where.of(fact.id), near, fact=fact.id, value=brief(answer), **words)

    def _set(self, fact: Fact, answer: object) -> None:
        if isinstance(answer, Mapping):
            self._part_of_set(fact, answer)
        elif (isinstance(answer, str) and answer == NONE_OF_THEM) or isinstance(answer, _LISTS):
            self.values.update(self.none[fact.id])
            for name in self._members(fact, answer) if not isinstance(answer, str) else ():
                self.values[slot(fact.id, name)] = True
        elif isinstance(answer, bool) or (isinstance(answer, str) and answer.lower() in _YES_NO):
            said, known = brief(answer), listed(self.options[fact.id])
            self.problems.add("answer-set-yes-no", self.where.of(fact.id), fact=fact.id, value=said, known=known)
        else:
            self._refuse("answer-set", fact, answer, (UNKNOWN, DECLINED, NONE_OF_THEM))

    def _part_of_set(self, fact: Fact, answer: Mapping[object, object]) -> None:
        for key, given in answer.items():
            names = plain(given)
            if not (isinstance(key, str) and key in ("includes", "excludes") and isinstance(names, _LISTS)):
                value = f"{{{brief(key)}: {brief(names)}}}"
                self.problems.add("answer-set", self.where.of(fact.id, key), fact=fact.id, value=value)
                continue
            for name in self._members(fact, names, key):
                member = key == "includes"
                if self.values.setdefault(slot(fact.id, name), member) is not member:
                    self.problems.add("both-ways", self.where.of(fact.id, key), fact=fact.id, value=name)

    def _members(self, fact: Fact, names: Iterable[object], *path: object) -> Iterator[str]:
        known = self.options[fact.id]
        for index, name in enumerate(map(plain, names)):
            option = known.get(name) if isinstance(name, str) else None
            if option is not None:
                yield option  # our own text, since that of an enumeration may print as something else
            else:
                self._report_member(fact, name, self.where.of(fact.id, *path, index))

    def _report_member(self, fact: Fact, name: object, place: Position) -> None:
        """What stands in the list of a set and is no option of it."""
        known = self.options[fact.id]
        words = (UNKNOWN, DECLINED, NONE_OF_THEM)
        near = self.problems.nearest(name, (*known, *words)) if isinstance(name, str) else ""
        if near in words:
            self.problems.add("answer-in-list", place, fact=fact.id, value=brief(name), word=near)
        else:
            self.problems.add("unknown-option", place, near, fact=fact.id, name=brief(name), known=listed(known))


FilledSlot = tuple[str, Scalar, str, Implication]
"""A slot, the value it gets, and the fact and the implication that it follows from."""


def fillings(vocabulary: Vocabulary) -> Iterator[FilledSlot]:
    """All that answers may imply, of each fact once all that it follows from was filled in."""
    facts, implying = vocabulary.facts, vocabulary.implying
    for target in vocabulary.completing:
        for source in implying[target]:
            for one in facts[source].implies:
                yield from ((name, value, source, one) for name, value in one.answers if fact_of(name) == target)


def _holds(test: Condition, values: Mapping[str, Scalar]) -> bool:
    """Whether a test of one fact is surely true."""
    match test:
        case Is(name, accepted):
            return name in values and values[name] in accepted
        case Within(name):
            return name in values and test.contains(float(values[name]))
        case Any(parts):
            return any(_holds(part, values) for part in parts)
        case All(parts):
            return all(_holds(part, values) for part in parts)
    raise AssertionError(test)  # no other test of an answer is read


def _takes(fact: Fact, value: Scalar) -> bool:
    """Whether this can be the answer in a slot of a fact, once it was read."""
    match fact.kind:
        case Kind.NUMBER:
            low = -LARGEST_NUMBER if fact.lowest is None else fact.lowest
            high = LARGEST_NUMBER if fact.highest is None else fact.highest
            return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        case Kind.CHOICE:
            return value in [option.id for option in fact.options]
    return isinstance(value, bool)


_SIMPLE = frozenset((str, bool, int, float, type(None)))
_HOLDERS = (Mapping, *_LISTS)


def _size(answers: Mapping[str, object]) -> int:
    """How many values there are, with those in lists, and in lists of what a set includes and excludes."""
    size = len(answers)
    for given in answers.values():
        answer = given if type(given) in _SIMPLE else plain(given)
        if type(answer) not in _SIMPLE and isinstance(answer, _HOLDERS):
            size += len(answer)
            parts = map(plain, answer.values()) if isinstance(answer, Mapping) else ()
            size += sum(len(part) for part in parts if isinstance(part, _HOLDERS))
    return size
