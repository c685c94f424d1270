"""Running cases: where what came out differs from what must."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, TypeVar

from sluimer.authoring.cases.model import Bounds, Expected, RuleCase
from sluimer.engines.planes import PlaneReading, make_planes
from sluimer.engines.planes.run import Person
from sluimer.explain.proof import RuleProof
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition
from sluimer.knowledge.data import data_of
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Item
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.meaning.advice import Advice, determining
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import State, ranks_of
from sluimer.meaning.net import OUTCOME, Net, RangeBounds, Wire, layered, rule_name, state_name
from sluimer.meaning.truth import ScoreRange, plain_total
from sluimer.read import choose
from sluimer.tell.item_texts import item_text, reasons
from sluimer.tell.speaker import Speaker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than the case expects, and the rules that made it so, with their proofs.

    `key` tells what kind of thing; `wanted` and `found` are keys of phrases, or plain text.
    """

    key: str
    name: str
    wanted: str
    found: str
    rules: tuple[str, ...] = ()
    proofs: tuple[RuleProof, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """It as plain data, for JSON."""
        return data_of(self)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case; it passes when nothing differs."""

    case: RuleCase
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.differences

    def as_dict(self) -> dict[str, object]:
        """It as plain data, for JSON."""
        return {
            "id": self.case.id,
            "place": str(self.case.position),
            "passed": self.passed,
            "differences": [one.as_dict() for one in self.differences],
        }


@dataclass(frozen=True)
class Batch:
    """Cases with the same packs, settings and audience, and the knowledge that these make, to be run at once.

    `numbers` tells for each the place that it had among all of them.
    """

    knowledge: Knowledge
    cases: tuple[RuleCase, ...]
    numbers: tuple[int, ...]

    @property
    def persons(self) -> list[Person]:
        """The answers of each case as they count."""
        return [case.person.values for case in self.cases]

    def run(self, net: Net) -> PlaneReading:
        """What a net says of each of them."""
        return make_planes(net).run(self.persons)

    @cached_property
    def kb(self) -> KnowledgeBase:
        """The knowledge, to be consulted for what the net does not say."""
        return KnowledgeBase(self.knowledge)


def batches(cases: Iterable[RuleCase], knowledge: Knowledge) -> tuple[Batch, ...]:
    """The cases by what they are about."""
    found: defaultdict[Any, list[tuple[RuleCase, int]]] = defaultdict(list)
    for number, case in enumerate(cases):
        found[case.packs, case.settings, case.audience].append((case, number))
    return tuple(
        Batch(choose(knowledge, packs, dict(settings), audience), *zip(*some, strict=True))
        for (packs, settings, audience), some in found.items()
    )


def in_order(cases: Iterable[RuleCase], knowledge: Knowledge, look: Callable[[Batch], Iterable[T]]) -> tuple[T, ...]:
    """What a look at each batch finds for its cases, one after the other, in the order of all cases."""
    found: dict[int, T] = {}
    for batch in batches(cases, knowledge):
        found.update(zip(batch.numbers, look(batch), strict=False))  # a look may find nothing in a batch
    return tuple(found[number] for number in sorted(found))


def asking(tests: Mapping[str, Condition], knowledge: Knowledge) -> Net:
    """A net of these conditions by name, over complete answers, with the findings and scores that they may read."""
    net = make_net(knowledge)
    concluding = (rule_name(rule.id) for rule in knowledge.rules.values() if rule.concludes)
    names = {*net.findings, *net.scores, *concluding}
    wires = (Wire(name, condition) for name, condition in tests.items())
    return Net((), layered([*(part for part in net.parts if part.name in names), *wires]))


def run_cases(cases: Iterable[RuleCase], knowledge: Knowledge) -> tuple[CaseResult, ...]:
    """The result of every case, with the packs, settings and audience it is about."""
    return in_order(cases, knowledge, partial(_results, whole=knowledge))


ASKED = "asked:"
"""How the names of conditions begin that are no part of a knowledge base."""


def truth_in_cases(rule: str, cases: Iterable[RuleCase], knowledge: Knowledge) -> tuple[tuple[RuleCase, Truth], ...]:
    """Each case in which a rule has a say, and what the rule is in it."""

    def truths(batch: Batch) -> Iterable[tuple[RuleCase, Truth]]:
        if rule not in batch.knowledge.rules:
            return ()
        found = batch.run(asking({ASKED: batch.knowledge.rules[rule].condition}, batch.knowledge))
        return zip(batch.cases, found.each(ASKED), strict=True)

    return in_order(cases, knowledge, truths)


def _results(batch: Batch, whole: Knowledge) -> Iterator[CaseResult]:
    """What differs in each case; only one where something does, or that asks for more than meaning, is consulted.

    `whole` is the knowledge with every text that an audience may not be told.
    """
    net = replace(make_net(batch.knowledge), completions=())
    found = batch.run(net)
    for number, case in enumerate(batch.cases):
        every = _compared(case, partial(found.of, number=number), net, batch, whole)
        differing = [one for one in every if one.wanted != one.found]
        consultation = batch.kb.consult(case.person) if differing else None
        yield CaseResult(case, tuple(_proved(one, consultation, whole) for one in differing if consultation))


_Say = Callable[[str], Any]
"""What a part of the net says of one person; None where it says nothing."""


def _compared(case: RuleCase, say: _Say, net: Net, batch: Batch, whole: Knowledge) -> Iterator[Difference]:
    """All that is expected beside what was found."""
    expected = case.expected
    if expected.outcome:
        yield Difference("outcome", "outcome", expected.outcome.value, say(OUTCOME))
    for name, state in expected.states.items():
        yield Difference("state", name, f"state-{state}", f"state-{say(state_name(name))}")
    yield from _compared_amounts(expected, say, net)
    for rule in expected.fires:
        found = _truth_key("rule", say(rule_name(rule))) if rule in batch.knowledge.rules else "rule-left-out"
        yield Difference("fires", rule, "rule-true", found)
    for rule in expected.silent:
        yield Difference("silent", rule, "silent", "rule-true" if say(rule_name(rule)) else "silent")
    for name, truth in expected.findings.items():
        yield Difference("findings", name, _truth_key("state", truth), _truth_key("state", say(name)))
    for name, total in expected.scores.items():
        yield Difference("scores", name, _ends(total), _ends(_total(total, say(name))))
    if expected.asks or expected.untold:
        advice = batch.kb.consult(case.person).advice
        for fact in expected.asks:
            yield Difference("asks", fact, "asked", "asked" if fact in advice.questions else "not-asked")
        yield from _claims(expected, advice, batch.knowledge, whole)


def _compared_amounts(expected: Expected, say: _Say, net: Net) -> Iterator[Difference]:
    """How much is expected and in which place, beside what was found."""
    bounds = {item.id: item.bounds for item in net.items}
    for name, ends in expected.ranges.items():
        yield Difference("range", name, _ends(ends), _ends(_range(name, ends, say, bounds[name])))
    for name, rank in expected.ranks.items():
        yield Difference("rank", name, str(rank), str(_rank(name, say, net) or "no-rank-found"))


def _proved(one: Difference, consultation: Consultation, whole: Knowledge) -> Difference:
    """A difference with the rules that made it so, and the proof of each."""
    rules = tuple(rule for rule in _rules_behind(one, consultation, whole) if rule in consultation.truths)
    proofs = tuple(consultation.why(rule)[0].supporting[0] for rule in rules)
    return replace(one, rules=rules, proofs=proofs)


def _rules_behind(one: Difference, consultation: Consultation, whole: Knowledge) -> tuple[str, ...]:
    match one.key:
        case "fires" | "silent":
            return (one.name,)
        case "state" | "range" | "rank" | "findings":
            return _deciding(one.name, consultation)
        case "outcome":
            main = [item for item in consultation.advice.items if item.topic == whole.manifest.main_topic]
            return tuple(dict.fromkeys(rule for item in main for rule in determining(item)))
    return ()


def _deciding(target: str, consultation: Consultation) -> tuple[str, ...]:
    """The rules that made an item what it is, else those that could have brought it, as with a finding."""
    item = consultation.advice.item(target)
    if item and (rules := determining(item)):
        return rules
    found = (*consultation.why(target), *consultation.why_not(target))
    return tuple(dict.fromkeys(proof.rule for each in found for proof in (*each.opposing, *each.supporting)))


def _range(name: str, wanted: Bounds, say: _Say, bounds: RangeBounds | None) -> Bounds:
    """The ends of the range of an item that is given, of those ends that are wanted."""
    named = bounds if say(state_name(name)) == State.GIVEN else None
    found = named.joined({each.name: say(each.name) for each in named.all}) if named else None
    if found is None:
        return Bounds()
    ends = (found.least, found.most, found.start)
    asked = (wanted.least, wanted.most, wanted.start)
    return Bounds(*(end if want is not None else None for end, want in zip(ends, asked, strict=True)))


def _rank(name: str, say: _Say, net: Net) -> int | None:
    """The place of an item among the preferred ones of its topic, if it is one."""
    topic = next(item.topic for item in net.items if item.id == name)
    rivals = [item for item in net.items if item.topic == topic and item.strength]
    found = {item.id: int(said) for item in rivals if item.strength and (said := say(item.strength.name)) is not None}
    return ranks_of(found, net.topics).get(name)


def _total(wanted: Bounds, found: ScoreRange) -> Bounds:
    """The ends of a score, of those ends that are wanted."""
    low, high = map(plain_total, found)
    return Bounds(None if wanted.least is None else low, None if wanted.most is None else high)


def _claims(expected: Expected, advice: Advice, knowledge: Knowledge, whole: Knowledge) -> Iterator[Difference]:
    """The texts that came out in any language, although they claim what must not be told."""
    marked: tuple[Rule | Item, ...] = (*whole.rules.values(), *whole.vocabulary.items.values())
    hidden = [one for one in marked if one.claim in expected.untold]
    for language in whole.manifest.languages if hidden else ():
        speaker = Speaker(knowledge, language)
        told = "\n".join(f"{item_text(item, speaker)}\n{reasons(item, speaker)}" for item in advice.items)
        for one in hidden:
            text = (one.text if isinstance(one, Item) else one.because).in_language(language)
            yield Difference("untold", one.id, "untold", "told" if text in told else "untold")


def _ends(bounds: Bounds) -> str:
    least, most, start = ("…" if end is None else str(end) for end in (bounds.least, bounds.most, bounds.start))
    return f"{least}-{most}" if bounds.start is None else f"{least}-{most} ({start})"


def _truth_key(kind: str, truth: Truth) -> str:
    return f"{kind}-unknown" if truth is None else f"{kind}-{truth}".lower()
