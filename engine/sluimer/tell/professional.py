"""A decision as a professional weighs it: for each item what speaks for it and what against, with the sources."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sluimer.explain.argument import Argument, DecisionProof, ItemArguments
from sluimer.explain.condition_proof import spoken
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import RuleProof
from sluimer.meaning.model import State
from sluimer.tell.advice import footer, granted, headline, left_out
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.person import waits_for
from sluimer.tell.rule_proof import RuleTeller, condition_told, may_stop_too, rule_head
from sluimer.tell.sources import statements_told
from sluimer.tell.speaker import Speaker

_TONE = {
    State.GIVEN: Tone.HOLDS,
    State.OPEN: Tone.UNSURE,
    State.WITHHELD: Tone.FAILS,
    State.NOT_INDICATED: Tone.QUIET,
}


def tell_professional(proof: DecisionProof, consultation: Consulted, speaker: Speaker, full: bool = False) -> Outline:
    """Item by item, urgent referrals first; a rule is told in full where it is named for the first time.

    Of what is stopped, the rules that may stop it too are told only in `full`.
    """
    arguments = arguments_told(proof, consultation, speaker, full)
    account = parted(*arguments, granted(proof.case, speaker))
    return parted(account, statements_told(account, proof.cited, speaker), footer(consultation.advice, speaker))


def arguments_told(proof: DecisionProof, consultation: Consulted, speaker: Speaker, full: bool) -> tuple[Outline, ...]:
    """The outcome, whom the knowledge is about, and the arguments about each item as a section of its own."""
    told = items_told(proof, consultation, speaker, full)
    heading = ((Line(speaker.say("urgent"), tone=Tone.URGENT),),) if told.urgent else ()
    first, later = ([_one_below_the_other(one, speaker) for one in some] for some in (told.urgent, told.others))
    outcome = () if proof.target else headline(consultation, speaker)
    return (*heading, *first, left_out(consultation.advice, speaker), outcome, told.scope, *later)


@dataclass(frozen=True, slots=True)
class ItemTold:
    """One item with its two sides, to be laid one below the other or side by side."""

    id: str
    head: Line
    beside: Outline
    supporting: Outline
    opposing: Outline
    lacking: Outline

    @property
    def lines(self) -> Outline:
        """All that is told of it."""
        return (self.head, *self.beside, *self.supporting, *self.opposing, *self.lacking)


@dataclass(frozen=True, slots=True)
class ItemsTold:
    """The urgent referrals that are given, whom the knowledge is about, and all other items."""

    urgent: tuple[ItemTold, ...]
    scope: Outline
    others: tuple[ItemTold, ...]


def items_told(proof: DecisionProof, consultation: Consulted, speaker: Speaker, full: bool) -> ItemsTold:
    """Everything that is told of the items; a rule is told in full where it comes first."""
    teller = _Teller(proof, consultation, speaker, full)
    urgent = [each for each in proof.items if each.advice.urgent and each.advice.state is State.GIVEN]
    others = [each for each in proof.items if each not in urgent]
    return ItemsTold(tuple(map(teller.item, urgent)), teller.scope(), tuple(map(teller.item, others)))


def _one_below_the_other(told: ItemTold, speaker: Speaker) -> Outline:
    sides = (
        *(Line(speaker.say("arguments-for")), *deeper(told.supporting)),
        *(Line(speaker.say("arguments-against")), *deeper(told.opposing)),
    )
    return (told.head, *deeper(told.beside), *deeper(sides), *deeper(told.lacking))


class _Teller:
    """Tells the arguments about the items of one decision."""

    def __init__(self, proof: DecisionProof, consultation: Consulted, speaker: Speaker, full: bool) -> None:
        self._full = full
        self._proof = proof
        self._advice = consultation.advice
        self._speaker = speaker
        self._rules = RuleTeller(proof.case, speaker, proof.findings)

    def scope(self) -> Outline:
        """The scope with its tests; of one target it is told only where it stands against it."""
        everyone = not any(spoken(self._proof.scope.condition))
        return () if self._proof.target or everyone else self._rules.rule(self._proof.scope)

    def item(self, each: ItemArguments) -> ItemTold:
        """One item: its state, its text where it is given, and both sides."""
        state = each.advice.state
        tone = Tone.URGENT if each.advice.urgent and state is State.GIVEN else _TONE[state]
        return ItemTold(
            each.advice.id,
            Line(f"{self._speaker.item(each.advice.id)}: {self._speaker.say(f'state-{state}')}", tone=tone),
            self._beside(each),
            self._side(each.supporting),
            self._side(*self._folded(each)),
            self._lacking(each),
        )

    def _beside(self, each: ItemArguments) -> Outline:
        if each.advice.state is State.GIVEN:
            return (Line(self._advice.text(each.advice, self._speaker.told_in)),)
        if each.advice.state is State.OPEN:
            return (Line(waits_for(each.advice.open_on, self._proof, self._speaker), tone=Tone.UNSURE),)
        return ()

    def _folded(self, each: ItemArguments) -> tuple[Iterable[Argument], Outline]:
        """What stands against it; where it is stopped, what may stop it too in one line."""
        if self._full or each.advice.state is not State.WITHHELD:
            return each.opposing, ()
        return [one for one in each.opposing if one not in each.maybe], may_stop_too(
            [one.proof for one in each.maybe], self._speaker
        )

    def _side(self, arguments: Iterable[Argument], beside: Outline = ()) -> Outline:
        told = (*(line for one in arguments for line in self._argument(one)), *beside)
        return told or (Line(self._speaker.say("arguments-none"), tone=Tone.QUIET),)

    def _argument(self, one: Argument) -> Outline:
        head, *rest = self._rules.once(one.proof)
        key = f"argument-{one.bearing}" if one.sure else f"argument-may-{one.bearing}"
        return (replace(head, text=self._speaker.say(key, rule=head.text)), *rest)

    def _lacking(self, each: ItemArguments) -> Outline:
        if each.advice.state is not State.NOT_INDICATED or not each.lacking:
            return ()
        told = [line for proof in each.lacking for line in self._rules.once(proof)]
        return (Line(self._speaker.say("arguments-lacking")), *deeper(told))


def stopped_rule(rule: RuleProof, proof: DecisionProof, speaker: Speaker) -> Outline:
    """A rule that did not fire, with what stopped it, and its statements by their codes; its reason is none here."""
    cites = Line(speaker.say("cites", cites=", ".join(rule.cites)), 1, Tone.QUIET)
    return (rule_head(rule, speaker), *deeper(condition_told(rule, proof.case, speaker)), cites)
