"""Proofs as text for people: why something came, and why it did not."""

from collections.abc import Iterable

from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import RuleProof
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.rule import Side
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.rule_proof import RuleTeller, may_stop_too
from sluimer.tell.sources import statements_told
from sluimer.tell.speaker import Speaker


def tell_why(explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker) -> Outline:
    """What brought each target that came; the others are left to `tell_pointer`."""
    teller = _Teller(consultation, speaker)
    return parted(*(teller.why(each) for each in explanations if each.came))


def tell_why_not(
    explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker, full: bool = False
) -> Outline:
    """What stopped each target that did not come, or what it lacked.

    Of a target that is stopped, the rules that may stop it too are told only in `full`.
    """
    teller = _Teller(consultation, speaker, full)
    return parted(*(teller.why_not(each) for each in explanations if not each.came))


def tell_pointer(explanation: Explanation, command: str, speaker: Speaker) -> Line:
    """That the other question should be asked of this target, and the command that asks it."""
    key = "did-come" if explanation.came else "did-not-come"
    return Line(speaker.say(key, target=explanation.target, state=_state(explanation, speaker), command=command))


def _state(explanation: Explanation, speaker: Speaker) -> str:
    if explanation.kind is TargetKind.RULE:
        return speaker.say(f"rule-{explanation.state}")
    return speaker.say(f"state-{explanation.state}")


class _Teller:
    """Tells the proofs of one consultation."""

    def __init__(self, consultation: Consulted, speaker: Speaker, full: bool = False) -> None:
        self._full = full
        self._consultation = consultation
        self._advice = consultation.advice
        self._speaker = speaker

    def why(self, explanation: Explanation) -> Outline:
        """What brought it, and what limits it."""
        teller = self._rules(explanation)
        if explanation.kind is TargetKind.RULE:
            return self._whole(explanation, teller.rule(explanation.supporting[0]))
        told = (
            *self._head(explanation),
            *self._part(teller, "brought-by", explanation.supporting),
            *self._part(teller, "limited-by", explanation.opposing),
        )
        return self._whole(explanation, told)

    def _whole(self, explanation: Explanation, told: Outline) -> Outline:
        """The proof with what the statements say that it only names."""
        return (*told, *deeper(statements_told(told, explanation.cited, self._speaker)))

    def why_not(self, explanation: Explanation) -> Outline:
        """What could have brought it and did not, and what stands against it."""
        teller = self._rules(explanation)
        if explanation.kind is TargetKind.RULE:
            return self._whole(explanation, teller.rule(explanation.supporting[0]))
        barring, maybe, limiting = self._opposing(explanation)
        folded = not self._full and bool(barring)
        lines = (
            *self._part(teller, "barred-by-each" if len(barring) > 1 else "barred-by", barring),
            *(deeper(may_stop_too(maybe, self._speaker)) if folded else ()),
            *self._part(teller, "may-be-barred-by", () if folded else maybe),
            *self._part(teller, "limited-by", limiting),
            *self._part(teller, "could-have-brought", explanation.supporting),
        )
        told = (*self._head(explanation), *(lines or (Line(self._speaker.say("no-rule"), 1),)))
        return self._whole(explanation, told)

    def _rules(self, explanation: Explanation) -> RuleTeller:
        return RuleTeller(self._consultation.case, self._speaker, explanation.findings)

    def _head(self, explanation: Explanation) -> Outline:
        name = self._speaker.item(explanation.target)
        if explanation.kind is TargetKind.FINDING:
            name = f"{name} ({explanation.target})"
        head = Line(f"{name}: {_state(explanation, self._speaker)}", 0, Tone.HEADING)
        item = self._advice.item(explanation.target) if explanation.came else None
        return (head, Line(self._advice.text(item, self._speaker.told_in), 1)) if item else (head,)

    def _part(self, teller: RuleTeller, key: str, proofs: Iterable[RuleProof]) -> Outline:
        told = [line for proof in proofs for line in deeper(teller.rule(proof), 2)]
        return (Line(self._speaker.say(key), 1), *told) if told else ()

    def _opposing(self, explanation: Explanation) -> tuple[list[RuleProof], list[RuleProof], list[RuleProof]]:
        """The rules that bar it, those that may, and those that would only limit it."""
        item = self._advice.item(explanation.target)
        barring = {*item.withheld_by, *item.undecided} if item else set()
        limits = {
            proof.rule
            for proof in explanation.opposing
            if proof.rule not in barring and self._only_limits(proof.rule, explanation.target)
        }
        others = [proof for proof in explanation.opposing if proof.rule not in limits]
        return (
            [proof for proof in others if proof.truth is not None],
            [proof for proof in others if proof.truth is None],
            [proof for proof in explanation.opposing if proof.rule in limits],
        )

    def _only_limits(self, rule: str, item: str) -> bool:
        if rule == SCOPE:
            return False
        effects = self._speaker.knowledge.rules[rule].effects
        return not any(effect.side is Side.STOPS and item in effect.items for effect in effects)
