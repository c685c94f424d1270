"""One person's answers: from a mapping or a YAML or JSON text to checked, typed values.

An answer is a value, or `unknown` (asked; the person does not know), or `declined`; a fact that is absent or null was
not asked. The last three are all unknown to the logic. A set may be known in part, as
`{includes: [...], excludes: [...]}`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from sluimer.case.amounts import Part, read_amount
from sluimer.case.model import Case, Implied
from sluimer.case.text import KEY, Path, Places, answers_in, parse_case
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.vocabulary import Fact, Implication, Kind, Scalar, Vocabulary, slot
from sluimer.messages import CaseError, Position, Problems, brief, listed
from sluimer.messages.plain import DEFAULT, entries, plain
from sluimer.read.nodes import MOST_VALUES
from sluimer.read.numbers import LARGEST_NUMBER

UNKNOWN = "unknown"
DECLINED = "declined"
NONE_OF_THEM = "none"

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class _Answers:
    """Answers while they are being read."""

    values: dict[str, Scalar] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)


class CaseReader:
    """Reads cases against one vocabulary; it holds no state between them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._facts = dict(vocabulary.facts)
        self._names = {fact.id: {option.id: option.id for option in fact.options} for fact in self._facts.values()}
        self._slots = {slot: fact for fact in self._facts.values() for slot in fact.slots}
        self._implying = tuple(fact for fact in self._facts.values() if fact.implies)
        self._assuming = tuple(fact for fact in self._facts.values() if fact.assume is not None)
        self._none = {
            fact.id: dict.fromkeys(fact.slots, False) for fact in self._facts.values() if fact.kind is Kind.SET
        }

    def read_mapping(self, answers: object, places: Places | None = None) -> Case:
        """A case from a mapping of fact ids to answers, or its kin; raises CaseError with every problem."""
        return self._read(answers, places or Places("case"), Problems())

    def _read(self, answers: object, where: Places, problems: Problems) -> Case:
        read = _Answers()
        named = plain(answers)
        if not isinstance(named, Mapping):
            problems.add("case-not-a-mapping", where.of(), value=brief(named))
            raise CaseError(problems.sorted())
        if _size(named) > MOST_VALUES:
            problems.add("too-many-answers", where.of(), most=MOST_VALUES)
            raise CaseError(problems.sorted())
        named_before: set[str] = set()
        for key, answer in entries(named):
            name = plain(key)
            fact = self._facts.get(name) if isinstance(name, str) else None
            if fact is None:
                self._report_name(name, where, problems)
            elif fact.id in named_before:
                problems.add("several-answers", where.of(fact.id), fact=fact.id)
            elif fact.kind is Kind.YES_NO and (answer is True or answer is False):
                read.values[fact.id] = answer
            else:
                self._read_answer(fact, plain(answer), read, where, problems)
            if fact is not None:
                named_before.add(fact.id)
        if len(problems):
            raise CaseError(problems.sorted())
        return self._completed(read)

    def recognised(self, case: Case) -> Case:
        """The same case; raises CaseError when it is not what this vocabulary makes of the answers in it."""
        problems = Problems()
        for name in sorted(case.values.keys() - self._slots.keys()):
            self._report_name(name, Places("case"), problems)
        ours = None if len(problems) else self._made_of(case)
        if ours is None or ours != case:
            if not len(problems):
                problems.add("case-of-another", Position("case"))
            raise CaseError(problems.sorted())
        return ours

    def _made_of(self, case: Case) -> Case | None:
        """What is read here from the answers in a case; None where they could not be given here."""
        silent = {*case.unknown, *case.declined}
        answered = all(slot in self._slots and _takes(self._slots[slot], value) for slot, value in case.given.items())
        if not answered or not silent <= self._facts.keys() or not all(map(self._counts, case.parts)):
            return None
        return self._completed(_Answers(dict(case.given), set(case.unknown), set(case.declined), list(case.parts)))

    def _counts(self, part: Part) -> bool:
        """Whether an amount counts here for what it counted for where it was read."""
        kinds = self._facts[part.fact].weighed_as if part.fact in self._facts else ()
        return any((one.id, one.percent) == (part.weighed_as, part.percent) for one in kinds)

    def read_text(self, text: str, file: str) -> Case:
        """A case from YAML or JSON; raises CaseError with every problem and its place."""
        problems = Problems()
        return self._read(*answers_in(parse_case(text, file, problems)), problems)

    def _report_name(self, name: object, where: Places, problems: Problems) -> None:
        if isinstance(name, str):
            words = {"name": name, "fact": name}
            problems.add("unknown-fact", where.of(name, KEY), problems.nearest(name, self._facts), **words)
        else:
            problems.add("not-a-name", where.of(), name=brief(name))

    def _read_answer(self, fact: Fact, answer: object, read: _Answers, where: Places, problems: Problems) -> None:
        if answer is None:
            return
        if answer is DEFAULT:
            problems.add("answer-default", where.of(fact.id), fact=fact.id)
        elif isinstance(answer, str) and answer == UNKNOWN:
            read.unknown.add(fact.id)
        elif isinstance(answer, str) and answer == DECLINED:
            read.declined.add(fact.id)
        elif fact.kind is Kind.SET:
            self._read_set(fact, answer, read.values, where, problems)
        elif fact.kind is Kind.NUMBER:
            number, parts = read_amount(fact, answer, partial(where.of, fact.id), problems)
            read.parts += parts
            if number is not None:
                read.values[fact.id] = number
        else:
            value = self._read_scalar(fact, answer, where, problems)
            if value is not None:
                read.values[fact.id] = value

    def _read_scalar(self, fact: Fact, answer: object, where: Places, problems: Problems) -> Scalar | None:
        if fact.kind is Kind.YES_NO:
            truth = (
                answer if isinstance(answer, bool) else _YES_NO.get(answer.lower()) if isinstance(answer, str) else None
            )
            if truth is None:
                near = problems.nearest(answer, ("yes", "no", UNKNOWN, DECLINED)) if isinstance(answer, str) else ""
                problems.add("answer-yes-no", where.of(fact.id), near, fact=fact.id, value=brief(answer))
            return truth
        option = self._names[fact.id].get(answer) if isinstance(answer, str) else None
        if option is not None:
            return option
        known = [option.id for option in fact.options]
        near = problems.nearest(answer, (*known, UNKNOWN, DECLINED)) if isinstance(answer, str) else ""
        words = {"fact": fact.id, "value": brief(answer), "known": listed(known)}
        problems.add("answer-choice", where.of(fact.id), near, **words)
        return None

    def _report_member(self, fact: Fact, name: object, place: Position, problems: Problems) -> None:
        """What stands in the list of a set and is no option of it."""
        known = [option.id for option in fact.options]
        near = problems.nearest(name, (*known, UNKNOWN, DECLINED, NONE_OF_THEM)) if isinstance(name, str) else ""
        if near in (UNKNOWN, DECLINED, NONE_OF_THEM):
            problems.add("answer-in-list", place, fact=fact.id, value=brief(name), word=near)
        else:
            problems.add("unknown-option", place, near, fact=fact.id, name=brief(name), known=listed(known))

    def _read_set(
        self, fact: Fact, answer: object, values: dict[str, Scalar], where: Places, problems: Problems
    ) -> None:
        if isinstance(answer, Mapping):
            self._read_part_of_set(fact, answer, values, where, problems)
        elif isinstance(answer, str) and answer == NONE_OF_THEM:
            values.update(self._none[fact.id])
        elif isinstance(answer, list | tuple | set | frozenset):
            values.update(self._none[fact.id])
            for name in self._members(fact, answer, where, (), problems):
                values[slot(fact.id, name)] = True
        else:
            also = (UNKNOWN, DECLINED, NONE_OF_THEM)
            near = problems.nearest(answer, also) if isinstance(answer, str) else ""
            problems.add("answer-set", where.of(fact.id), near, fact=fact.id, value=brief(answer))

    def _read_part_of_set(
        self,
        fact: Fact,
        answer: Mapping[object, object],
        values: dict[str, Scalar],
        where: Places,
        problems: Problems,
    ) -> None:
        for key, given in answer.items():
            names = plain(given)
            named = isinstance(key, str) and key in ("includes", "excludes")
            if not named or not isinstance(names, list | tuple | set | frozenset):
                value = f"{{{brief(key)}: {brief(names)}}}"
                problems.add("answer-set", where.of(fact.id, key), fact=fact.id, value=value)
                continue
            for name in self._members(fact, names, where, (key,), problems):
                member = key == "includes"
                if values.setdefault(slot(fact.id, name), member) is not member:
                    problems.add("both-ways", where.of(fact.id, key), fact=fact.id, value=name)

    def _members(
        self, fact: Fact, names: Iterable[object], where: Places, path: Path, problems: Problems
    ) -> Iterable[str]:
        known = self._names[fact.id]
        for index, name in enumerate(map(plain, names)):
            option = known.get(name) if isinstance(name, str) else None
            if option is not None:
                yield option  # our own text, since that of an enumeration may print as something else
            else:
                self._report_member(fact, name, where.of(fact.id, *path, index), problems)

    def _completed(self, read: _Answers) -> Case:
        """Add what is implied, and what is assumed of facts that nobody gave a value."""
        given = frozen(dict(read.values))
        implied = tuple(
            _imply(fact, implication, read.values)
            for fact in self._implying
            if fact.id in read.values
            for implication in fact.implies
            if implication.test.contains(float(read.values[fact.id]))
        )
        assumed = [fact for fact in self._assuming if fact.id not in read.values]
        for fact in assumed:
            assert fact.assume is not None
            read.values[fact.id] = fact.assume
        return Case(
            frozen(read.values),
            tuple(sorted(read.unknown)),
            tuple(sorted(read.declined)),
            tuple(sorted(fact.id for fact in assumed)),
            implied,
            tuple(read.parts),
            given,
        )


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
_HOLDERS = (Mapping, list, tuple, set, frozenset)


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


def _imply(fact: Fact, implication: Implication, values: dict[str, Scalar]) -> Implied:
    before = values.get(implication.fact)
    values[implication.fact] = implication.value
    replaced = before if before is not implication.value else None
    return Implied(implication.fact, implication.value, fact.id, implication.test, implication.cites, replaced)
