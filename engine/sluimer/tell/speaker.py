"""The words of one knowledge base in one language: names, values, tests and effects as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sluimer.case import Case, Implied
from sluimer.case.amounts import WeighedAmount
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Is, Known, Leaf, Within, slots_of
from sluimer.knowledge.numeral import numeral
from sluimer.knowledge.rule import Advise, Ask, Conclude, Effect, Limit, Number, Prefer, Rule, Withhold
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Fact, Outcome, Scalar
from sluimer.meaning.advice import HeldContradiction
from sluimer.meaning.logic import Truth
from sluimer.meaning.truth import ScoreRange, plain_total
from sluimer.messages import language_among, spoken
from sluimer.messages.texts import WORDS, template

if TYPE_CHECKING:
    from sluimer.explain.condition_proof import Spoken, Tally, TestResult
    from sluimer.explain.proof import PointsProof, ScoreProof

_WANTED = {
    (False, False): "needed",
    (False, True): "must-not-be",
    (True, False): "counts-when",
    (True, True): "counts-when-not",
}
"""How a test is told: whether it only counts against, and whether it is turned round."""


def tested(test: Leaf) -> str:
    """The name of what is tested: a fact or one option of it, a finding or a score."""
    return test.fact if isinstance(test, Known) else test.slot


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks of one knowledge base in one language.

    Where only the interface has that language, texts of the knowledge base are told in its first one.
    Raises UnknownLanguageError for a language that neither has.
    """

    knowledge: Knowledge
    language: str
    told_in: str = field(init=False, repr=False, compare=False)
    """The language that texts of the knowledge base are told in."""

    def __post_init__(self) -> None:
        declared = self.knowledge.manifest.languages
        meant = language_among(self.language, (*declared, *spoken()))
        object.__setattr__(self, "language", meant)  # a region is left out
        object.__setattr__(self, "told_in", meant if meant in declared else declared[0])

    def say(self, key: str, /, **places: object) -> str:
        """A phrase of the interface itself."""
        return template(WORDS, key, self.language, places.get("count")).format(**places)

    def ask_professional(self, key: str) -> str:
        """A phrase of the interface that says whom to ask, as the knowledge base has it."""
        return self.say(key, professional=self.text(self.knowledge.manifest.professional) or self.say("professional"))

    def text(self, text: Text) -> str:
        """A text of the knowledge base."""
        return text.in_language(self.told_in)

    def name(self, target: str) -> str:
        """The title of a fact, option, finding, score, topic, rule or the scope; else its id."""
        vocabulary = self.knowledge.vocabulary
        fact, _, option = target.partition(".")
        if target == SCOPE:
            return self.say("scope")
        if fact in vocabulary.facts:
            title = self.text(vocabulary.facts[fact].title)
            return f"{title}, {self._label(vocabulary.facts[fact], option)}" if option else title
        if target in self.knowledge.rules:
            return self.text(self.knowledge.rules[target].title) or target
        scored = vocabulary.findings.get(target) or vocabulary.scores.get(target)
        titled = scored or vocabulary.topics.get(target)
        return self.text(titled.title) if titled else target

    def item(self, target: str) -> str:
        """An item or a topic by its title; what has none is told by the topic it is of."""
        item = self.knowledge.vocabulary.items.get(target)
        return (self.text(item.title) or self.name(item.topic)) if item else self.name(target)

    def item_text(self, target: str) -> str:
        """The text of an item as its author wrote it, with the places that amounts are filled in at."""
        return self.text(self.knowledge.vocabulary.items[target].text)

    def not_having(self, target: str) -> str:
        """An item that is not to be had, in the words for that, else by its title."""
        return self.text(self.knowledge.vocabulary.items[target].instead) or self.item(target)

    def verdict(self, name: str) -> tuple[str, str]:
        """How an outcome is told: a few words and a line, of the knowledge base or else of the interface."""
        own = self.knowledge.manifest.verdicts.get(name)
        if own:
            return self.text(own.title), self.text(own.line)
        return self.say(f"headline-{name}"), self.say("neither-yes-nor-no") if name == Outcome.NOT_COVERED else ""

    def within(self, title: str) -> str:
        """A title as it stands within a sentence: with a small letter where the knowledge writes its word so too."""
        word = title.split()[0] if title else ""
        small = f"{word[:1].lower()}{word[1:]}"
        known = small != word and f" {small}" in self.knowledge.sentences[self.told_in]
        return f"{small}{title[len(word) :]}" if known else title

    def rule(self, target: str) -> str:
        """A rule by its title and its id."""
        name = self.name(target)
        return name if target in (SCOPE, name) else f"{name} ({target})"

    def brief(self, rule: str) -> str:
        """A rule by its title, or by its reason where it has none."""
        one = self.knowledge.rules[rule]
        return self.text(one.title or one.because)

    def because(self, rule: str) -> str:
        """The reason of a rule; of the scope, whom it is about."""
        scope = self.knowledge.manifest.scope
        return self.text(scope.because if rule == SCOPE else self.knowledge.rules[rule].because)

    def cites(self, rule: str) -> tuple[str, ...]:
        """The codes of the statements that a rule or the scope stands on."""
        return self.knowledge.manifest.scope.cites if rule == SCOPE else self.knowledge.rules[rule].cites

    def truth(self, about: str, truth: Truth) -> str:
        """Whether something is so, in the words for a `rule` or for the `state` of a finding."""
        return self.say(f"{about}-{'unknown' if truth is None else 'true' if truth else 'false'}")

    def unit(self, unit: str) -> str:
        """A unit as people read it."""
        return self.text(self.knowledge.manifest.units[unit]) if unit else ""

    def number(self, value: Number) -> str:
        """A number as people read it in this language."""
        return numeral(value, self.language)

    def value(self, name: str, value: Scalar | ScoreRange) -> str:
        """The value of a fact, option or finding, or what a score may be."""
        if isinstance(value, ScoreRange):
            return self.total(value)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        fact = self.knowledge.vocabulary.facts.get(name)
        if fact is None:
            return str(value)
        if isinstance(value, str):
            return self._label(fact, value)
        return f"{self.number(value)} {self.unit(fact.unit)}".rstrip()

    def answer(self, name: str, value: Scalar) -> str:
        """A fact with its value."""
        return f"{self.name(name)}: {self.value(name, value)}"

    def contradiction(self, held: HeldContradiction) -> str:
        """What is said of answers that contradict each other: its own words, or which answers they are."""
        every = self.knowledge.vocabulary.contradictions
        words = next((self.text(one.because) for one in every if one.id == held.id), "")
        answers = (self.answer(slot, value) for slot, value in held.answers)
        return words or self.say("contradicting", answers="; ".join(answers))

    def condition(self, one: "Spoken", case: Case) -> str:
        """A test with the value it met and the one it wants, or how several count together."""
        from sluimer.explain.condition_proof import PartsProof

        key = _WANTED[one.under_not, one.part.negated]
        if isinstance(one.part, PartsProof):
            return self.say(f"parts-{key}", parts=self.tally(one.part.tally))
        met = f"{self.name(one.part.name)}: {self._met(one.part, case)}"
        return self.say(key, met=met, wanted=self.wanted(one.part.test))

    def total(self, total: ScoreRange) -> str:
        """How many points there are so far, and how many are still possible."""
        sure, more = (self.number(plain_total(one)) for one in (total.low, total.high - total.low))
        return self.say("score-so-far", sure=sure, more=more) if total.low != total.high else sure

    def score(self, proof: "ScoreProof") -> str:
        """A score by its title and id, and what it is."""
        return f"{self.name(proof.score)} ({proof.score}): {self.total(proof.total)}"

    def points(self, one: "PointsProof") -> str:
        """Points of a score that count, or may."""
        return self.say("points-count" if one.counts else "points-may-count", points=self.number(one.points))

    def no_points(self, term: "Sequence[PointsProof]", case: Case) -> str:
        """That no points of a term count, with what its conditions met."""
        tests = [test for one in term for test in one.tests]
        met = dict.fromkeys(f"{self.name(test.name)}: {self._met(test, case)}" for test in tests)
        return self.say("points-none", met="; ".join(met))

    def tally(self, counted: "Tally") -> str:
        """How many are needed, how many there are so far, and how many are still possible."""
        parts = self.say(f"tally-{counted.connective}", needed=counted.needed, of=counted.of)
        key = "tally-still-possible" if counted.open else "tally-so-far"
        return self.say(key, parts=parts, holding=counted.holding, open=counted.open)

    def wanted(self, test: Leaf) -> str:
        """What a test wants."""
        match test:
            case Is(slot, values):
                return self.joined("or", [self.value(slot, value) for value in values])
            case Within():
                bounds = test.bounds.items()
                return self.joined("and", [self.say(key, number=self.number(bound)) for key, bound in bounds])
            case Known(_, _, known):
                return self.say("known" if known else "not-known-test")

    def test(self, test: Leaf) -> str:
        """What is tested and what is wanted of it, with the unit where that is a number."""
        name = tested(test)
        fact = self.knowledge.vocabulary.facts.get(name) if isinstance(test, Within) else None
        return f"{self.name(name)}: {self.wanted(test)} {self.unit(fact.unit if fact else '')}".rstrip()

    def effect(self, effect: Effect) -> str:
        """What an effect does."""
        match effect:
            case Conclude(finding):
                return self.say("effect-conclude", name=self.name(finding))
            case Advise(item, advised) if advised:
                unit = self.unit(self.knowledge.vocabulary.items[item].unit)
                ends = {"least": self.number(advised.least), "most": self.number(advised.most)}
                told = self.say("effect-advise-range", name=self.item(item), unit=unit, **ends)
                start = advised.start
                return told if start is None else self.say("effect-begin", told=told, start=self.number(start))
            case Prefer(item, strength):
                return self.say(f"effect-prefer-{strength.name.lower()}", name=self.item(item))
            case Withhold(target, _):
                return self.say("effect-withhold", name=self.item(target))
            case Limit(item, at_most):
                unit = self.unit(self.knowledge.vocabulary.items[item].unit)
                return self.say("effect-limit", name=self.item(item), most=self.number(at_most), unit=unit)
            case Ask(fact):
                return self.say("effect-ask", name=self.name(fact))
        return self.say(f"effect-{effect.kind}", name=self.item(effect.item))

    def source(self, cite: str) -> str:
        """A statement by its code, and what it says."""
        return f"{cite}: {self.statement(cite)}" if cite in self.knowledge.statements else cite

    def statement(self, cite: str) -> str:
        """A statement in our words, with the source it comes from, where in it, and how far it was verified."""
        statement = self.knowledge.statements.get(cite)
        if statement is None:
            return ""
        source = self.knowledge.manifest.sources.get(statement.source)
        origin = self.text(source.title) if source else statement.source
        place = f"{origin}, {self.text(statement.where)}" if statement.where else origin
        verified = f"; {self.say(f'verified-{statement.verified}')}" if statement.verified else ""
        return f"{self.text(statement.says)} [{place}{verified}]"

    def ground(self, rule: Rule) -> str:
        """How good the ground of a rule is and how far it was verified, or nothing."""
        evidence = rule.evidence
        parts = [
            self.say(f"grade-{evidence.grade}") if evidence.grade else "",
            self.say(f"verified-{evidence.verified}") if evidence.verified else "",
        ]
        ground = ", ".join(part for part in parts if part)
        note = self.text(evidence.note)
        return f"{ground}. {note}" if ground and note else ground or note

    def origin_of(self, implied: Implied, case: Case) -> dict[str, str]:
        """What an implied answer follows from, by which test of it, and the statements that say so."""
        slots = [slot for slot in slots_of(implied.test) if slot in case.values]
        answer = "; ".join(self.answer(slot, case.values[slot]) for slot in slots)
        bounds = f", {self.wanted(implied.test)}" if isinstance(implied.test, Within) else ""
        return {
            "source": f"{answer}{bounds}",
            "cites": self.say("cites", cites=", ".join(implied.cites)),
        }

    def weighed(self, part: WeighedAmount) -> dict[str, str]:
        """How much of an amount counts, and by which statements."""
        fact = self.knowledge.vocabulary.facts[part.fact]
        return {
            "fact": self.name(fact.id),
            "amount": self.value(fact.id, part.amount),
            "label": next(self.text(one.label) for one in fact.weighed_as if one.id == part.weighed_as),
            "counts": self.value(fact.id, part.counts),
            "percent": self.number(part.percent),
            "cites": ", ".join(part.cites),
        }

    def _met(self, result: "TestResult", case: Case) -> str:
        from sluimer.explain.condition_proof import Origin

        if result.value is not None:
            value = self.value(result.name, result.value)
        else:
            value = self.say("known" if result.origin is Origin.ANSWERED else "not-settled")
        if result.origin is not Origin.IMPLIED:
            return self.say(f"met-{result.origin}", value=value)
        one = next(one for one in reversed(case.implied) if one.slot in result.test.slots)
        if one.instead_of is None:
            return self.say("met-implied", value=value, **self.origin_of(one, case))
        before = self.value(one.slot, one.instead_of)
        return self.say("met-implied-instead", value=value, before=before, **self.origin_of(one, case))

    def _label(self, fact: Fact, option: str) -> str:
        return next((self.text(each.label) for each in fact.options if each.id == option), option)

    def joined(self, key: str, parts: Sequence[str]) -> str:
        """Several in a row, with the word `or` or `and` between each two."""
        joined = parts[0]
        for part in parts[1:]:
            joined = self.say(key, one=joined, other=part)
        return joined
