"""A decision as a professional weighs it: for each item what speaks for it and what against, with the sources."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sluimer.advice.model import State
from sluimer.explain.argument import Argument, DecisionProof, ItemArguments
from sluimer.explain.outline import Line, Outline, Tone, deeper, parted
from sluimer.explain.proof import RuleProof
from sluimer.explain.speaker import Speaker
from sluimer.explain.tell_advice import footer, granted, headline, left_out
from sluimer.explain.tell_person import waits_for
from sluimer.explain.tell_rule_proof import RuleTeller, rule_head, test_line
from sluimer.knowledge_base import Consultation

_TONE = {
    State.GIVEN: Tone.HOLDS,
    State.OPEN: Tone.UNSURE,
    State.WITHHELD: Tone.FAILS,
    State.NOT_INDICATED: Tone.QUIET,
}


def tell_professional(proof: DecisionProof, consultation: Consultation, speaker: Speaker) -> Outline:
    """Item by item, urgent referrals first; a rule is told in full where it is named for the first time."""
    advice = consultation.advice
    return parted(*arguments_told(proof, consultation, speaker), granted(proof.case, speaker), footer(advice, speaker))


def arguments_told(proof: DecisionProof, consultation: Consultation, speaker: Speaker) -> tuple[Outline, ...]:
    """The outcome, and the arguments about each item as a section of its own."""
    urgent, others = items_told(proof, consultation, speaker)
    heading = ((Line(speaker.say("urgent"), tone=Tone.URGENT),),) if urgent else ()
    first, later = ([_one_below_the_other(one, speaker) for one in some] for some in (urgent, others))
    outcome = () if proof.target else headline(consultation, speaker)
    return (*heading, *first, left_out(consultation.advice, speaker), outcome, *later)


@dataclass(frozen=True, slots=True)
class ItemTold:
    """One item with its two sides, to be laid one below the other or side by side."""

    id: str
    head: Line
    beside: Outline
    supporting: Outline
    opposing: Outline
    lacking: Outline


def items_told(
    proof: DecisionProof, consultation: Consultation, speaker: Speaker
) -> tuple[tuple[ItemTold, ...], tuple[ItemTold, ...]]:
    """The urgent referrals that are given, and all other items; a rule is told in full where it comes first."""
    teller = _Teller(proof, consultation, speaker)
    urgent = [each for each in proof.items if each.advice.urgent and each.advice.state is State.GIVEN]
    others = [each for each in proof.items if each not in urgent]
    return tuple(map(teller.item, urgent)), tuple(map(teller.item, others))


def _one_below_the_other(told: ItemTold, speaker: Speaker) -> Outline:
    sides = (
        *(Line(speaker.say("arguments-for")), *deeper(told.supporting)),
        *(Line(speaker.say("arguments-against")), *deeper(told.opposing)),
    )
    return (told.head, *deeper(told.beside), *deeper(sides), *deeper(told.lacking))


class _Teller:
    """Tells the arguments about the items of one decision."""

    def __init__(self, proof: DecisionProof, consultation: Consultation, speaker: Speaker) -> None:
        self._proof = proof
        self._advice = consultation.advice
        self._speaker = speaker
        self._rules = RuleTeller(proof.case, speaker, proof.findings)

    def item(self, each: ItemArguments) -> ItemTold:
        """One item: its state, its text where it is given, and both sides."""
        state = each.advice.state
        tone = Tone.URGENT if each.advice.urgent and state is State.GIVEN else _TONE[state]
        return ItemTold(
            each.advice.id,
            Line(f"{self._speaker.item(each.advice.id)}: {self._speaker.say(f'state-{state}')}", tone=tone),
            self._beside(each),
            self._side(each.supporting),
            self._side(each.opposing),
            self._lacking(each),
        )

    def _beside(self, each: ItemArguments) -> Outline:
        if each.advice.state is State.GIVEN:
            return (Line(self._advice.text(each.advice, self._speaker.told_in)),)
        if each.advice.state is State.OPEN:
            return (Line(waits_for(each.advice.open_on, self._proof, self._speaker), tone=Tone.UNSURE),)
        return ()

    def _side(self, arguments: Iterable[Argument]) -> Outline:
        told = tuple(line for one in arguments for line in self._argument(one))
        return told or (Line(self._speaker.say("arguments-none"), tone=Tone.QUIET),)

    def _argument(self, one: Argument) -> Outline:
        head, *rest = self._rules.once(one.proof)
        key = f"argument-{one.bearing}" if one.sure else f"argument-may-{one.bearing}"
        return (replace(head, text=self._speaker.say(key, rule=head.text)), *rest)

    def _lacking(self, each: ItemArguments) -> Outline:
        if each.advice.state is not State.NOT_INDICATED or not each.lacking:
            return ()
        told = [line for proof in each.lacking for line in stopped_rule(proof, self._proof, self._speaker)]
        return (Line(self._speaker.say("arguments-lacking")), *deeper(told))


def stopped_rule(rule: RuleProof, proof: DecisionProof, speaker: Speaker) -> Outline:
    """A rule that did not fire, with the tests that stopped it; its reason is not told, since it is none here."""
    tests = (test_line(result, proof.case, speaker) for result in rule.tests)
    return (rule_head(rule, speaker), *deeper(tests))
