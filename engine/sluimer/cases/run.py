"""Running cases: where what came out differs from what must."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sluimer.advice.model import Advice, determining
from sluimer.cases.model import Bounds, Expected, RuleCase
from sluimer.explain.proof import RuleProof
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Item, Scalar
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.logic import Truth
from sluimer.meaning.model import State
from sluimer.read import choose


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
        """The same as plain data, for JSON."""
        plain = {"key": self.key, "name": self.name, "wanted": self.wanted, "found": self.found}
        return {**plain, "rules": [*self.rules], "proofs": [proof.as_dict() for proof in self.proofs]}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case; it passes when nothing differs.

    `truths` are those of the rules that had a say; `values` the answers that counted and the findings.
    """

    case: RuleCase
    differences: tuple[Difference, ...]
    truths: Mapping[str, Truth]
    values: Mapping[str, Scalar]

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.differences

    def as_dict(self) -> dict[str, object]:
        """The same as plain data, for JSON."""
        return {
            "id": self.case.id,
            "place": str(self.case.position),
            "passed": self.passed,
            "differences": [one.as_dict() for one in self.differences],
        }


def run_cases(cases: Iterable[RuleCase], knowledge: Knowledge) -> tuple[CaseResult, ...]:
    """The result of every case, with the packs, settings and audience it is about."""
    base_of = _chooser(knowledge)
    return tuple(run_case(case, base_of(case), knowledge) for case in cases)


def truth_in_cases(rule: str, cases: Iterable[RuleCase], knowledge: Knowledge) -> Iterator[tuple[RuleCase, Truth]]:
    """Each case in which a rule has a say, and what the rule is in it; no advice is drawn up."""
    base_of = _chooser(knowledge)
    for case in cases:
        base = base_of(case)
        if rule in base.knowledge.rules:
            yield case, base.consult(case.person).truth_of(rule)


def _chooser(knowledge: Knowledge) -> Callable[[RuleCase], KnowledgeBase]:
    """For each case the knowledge that it is about, made once."""

    @cache
    def chosen(
        packs: tuple[str, ...] | None, settings: tuple[tuple[str, str], ...], audience: str | None
    ) -> KnowledgeBase:
        return KnowledgeBase(choose(knowledge, packs, dict(settings), audience))

    return lambda case: chosen(case.packs, case.settings, case.audience)


def run_case(case: RuleCase, kb: KnowledgeBase, whole: Knowledge) -> CaseResult:
    """The result of one case; `whole` is the knowledge with every text that an audience may not be told."""
    consultation = kb.consult(case.person)
    differences = tuple(_differences(case, consultation, whole))
    return CaseResult(case, differences, consultation.truths, consultation.values)


def _differences(case: RuleCase, consultation: Consultation, whole: Knowledge) -> Iterator[Difference]:
    """All that is expected beside what was found, where the two are not the same."""
    checked = (
        _outcome(case.expected, consultation),
        _states(case.expected, consultation.advice),
        _ranges(case.expected, consultation.advice),
        _rules(case.expected, consultation.truths),
        _findings(case.expected, consultation.advice),
        _questions(case.expected, consultation.advice),
        _told(case.expected, consultation.advice, whole),
    )
    return (_proved(each, consultation, whole) for found in checked for each in found if each.wanted != each.found)


def _proved(one: Difference, consultation: Consultation, whole: Knowledge) -> Difference:
    """The same with the rules that made it so, and the proof of each."""
    rules = tuple(rule for rule in _rules_behind(one, consultation, whole) if rule in consultation.truths)
    proofs = tuple(consultation.why(rule)[0].supporting[0] for rule in rules)
    return replace(one, rules=rules, proofs=proofs)


def _rules_behind(one: Difference, consultation: Consultation, whole: Knowledge) -> tuple[str, ...]:
    match one.key:
        case "fires" | "silent":
            return (one.name,)
        case "state" | "range" | "findings":
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


def _outcome(expected: Expected, consultation: Consultation) -> Iterator[Difference]:
    if expected.outcome:
        yield Difference("outcome", "outcome", expected.outcome.value, consultation.advice.outcome.value)


def _states(expected: Expected, advice: Advice) -> Iterator[Difference]:
    for name, wanted in expected.states.items():
        item = advice.item(name)
        yield Difference("state", name, f"state-{wanted}", f"state-{item.state if item else State.NOT_INDICATED}")


def _ranges(expected: Expected, advice: Advice) -> Iterator[Difference]:
    for name, wanted in expected.ranges.items():
        item = advice.item(name)
        found = item.range if item else None
        least = found.least if found and wanted.least is not None else None
        most = found.most if found and wanted.most is not None else None
        yield Difference("range", name, _ends(wanted), _ends(Bounds(least, most)))


def _rules(expected: Expected, truths: Mapping[str, Truth]) -> Iterator[Difference]:
    for rule in expected.fires:
        yield Difference("fires", rule, "rule-true", _rule(truths[rule]) if rule in truths else "rule-left-out")
    for rule in expected.silent:
        yield Difference("silent", rule, "silent", "rule-true" if truths.get(rule) else "silent")


def _findings(expected: Expected, advice: Advice) -> Iterator[Difference]:
    for name, wanted in expected.findings.items():
        yield Difference("findings", name, _finding(wanted), _finding(advice.findings[name]))


def _questions(expected: Expected, advice: Advice) -> Iterator[Difference]:
    for fact in expected.asks:
        yield Difference("asks", fact, "asked", "asked" if fact in advice.questions else "not-asked")


def _told(expected: Expected, advice: Advice, whole: Knowledge) -> Iterator[Difference]:
    """The texts that came out in any language, although they claim what must not be told."""
    marked: tuple[Rule | Item, ...] = (*whole.rules.values(), *whole.vocabulary.items.values())
    hidden = [one for one in marked if one.claim in expected.untold]
    for language in whole.manifest.languages if hidden else ():
        told = "\n".join(f"{advice.text(item, language)}\n{advice.because(item, language)}" for item in advice.items)
        for one in hidden:
            text = (one.text if isinstance(one, Item) else one.because).in_language(language)
            yield Difference("untold", one.id, "untold", "told" if text in told else "untold")


def _ends(bounds: Bounds) -> str:
    least, most = ("…" if end is None else str(end) for end in (bounds.least, bounds.most))
    return f"{least}-{most}"


def _rule(truth: Truth) -> str:
    return "rule-unknown" if truth is None else f"rule-{truth}".lower()


def _finding(truth: Truth) -> str:
    return "state-unknown" if truth is None else f"state-{truth}".lower()
