"""Proofs as text for people: why something came, and why it did not."""

from collections.abc import Iterable
from dataclasses import replace

from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import RuleProof
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.rule import Side
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import State
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted, section
from sluimer.tell.rule_proof import RuleTeller, further_stops
from sluimer.tell.sections import contradictions, superseded_by
from sluimer.tell.sources import statement_section
from sluimer.tell.speaker import Speaker


def tell_why(explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker) -> Outline:
    """What brought each target that came; the others are left to `tell_pointer`."""
    return parted(*(_account(each, consultation, speaker) for each in explanations if each.came))


def tell_why_not(
    explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker, full: bool = False
) -> Outline:
    """What stopped each target that did not come, or what it lacked.

    Of a target that is stopped, the rules that may stop it too are told only in `full`.
    """
    return parted(*(_account(each, consultation, speaker, full) for each in explanations if not each.came))


def tell_pointer(explanation: Explanation, command: str, speaker: Speaker) -> Line:
    """That the other question should be asked of this target, and the command that asks it."""
    key = "did-come" if explanation.came else "did-not-come"
    named = explanation.target if explanation.kind is not TargetKind.ITEM else speaker.item(explanation.target)
    return Line(speaker.say(key, target=named, state=_state(explanation, speaker), command=command))


def _state(explanation: Explanation, speaker: Speaker) -> str:
    if explanation.kind is TargetKind.SCORE:
        return speaker.total(explanation.scores[0].total)
    about = "rule" if explanation.kind is TargetKind.RULE else "state"
    return speaker.say(f"{about}-{explanation.state}")


def _account(explanation: Explanation, consultation: Consulted, speaker: Speaker, full: bool = False) -> Outline:
    """The proof with what the statements say that it only names."""
    rules = RuleTeller(consultation.case, speaker, explanation.findings, explanation.scores)
    if explanation.kind is TargetKind.RULE:
        lines = rules.rule(explanation.supporting[0])
    elif explanation.kind is TargetKind.SCORE:
        head, *told = rules.score(explanation.scores[0])
        lines = (replace(head, tone=Tone.HEADING, mark=""), *told)
    else:
        sides = _came(explanation, rules) if explanation.came else _did_not_come(explanation, consultation, rules, full)
        lines = (*_head(explanation, consultation.advice, speaker), *sides)
    return (*lines, *deeper(statement_section(lines, explanation.cited, speaker)))


def _head(explanation: Explanation, advice: Advice, speaker: Speaker) -> Outline:
    name = speaker.item(explanation.target)
    if explanation.kind is TargetKind.FINDING:
        name = f"{name} ({explanation.target})"
    head = Line(f"{name}: {_state(explanation, speaker)}", tone=Tone.HEADING)
    item = advice.item(explanation.target) if explanation.came else None
    return (head, Line(item_text(item, speaker), 1)) if item else (head,)


def _came(explanation: Explanation, rules: RuleTeller) -> Outline:
    """What brought it, and what limits it."""
    brought = _part("brought-by", explanation.supporting, rules)
    return (*brought, *_part("limited-by", explanation.opposing, rules))


def _did_not_come(explanation: Explanation, consultation: Consulted, rules: RuleTeller, full: bool) -> Outline:
    """What stands against it, and what could have brought it and did not."""
    limits = _limiting(explanation, consultation)
    others = [proof for proof in explanation.opposing if proof.rule not in limits]
    barring = [proof for proof in others if proof.truth is not None]
    maybe = [proof for proof in others if proof.truth is None]
    folded = not full and bool(barring)
    above = explanation.superseded_by
    item = consultation.advice.item(explanation.target)
    held = consultation.advice.contradictions if item and item.state is State.OPEN else ()
    clashing = contradictions(held, rules.speaker)
    lines = (
        *deeper(clashing),
        *((Line(superseded_by(above, rules.speaker), 1, Tone.FAILS),) if above else ()),
        *_part("barred-by-each" if len(barring) > 1 else "barred-by", barring, rules),
        *(deeper(further_stops(maybe, rules.speaker)) if folded else _part("may-be-barred-by", maybe, rules)),
        *_part("limited-by", (proof for proof in explanation.opposing if proof.rule in limits), rules),
        *_part("could-have-brought", explanation.supporting, rules),
    )
    return lines or (Line(rules.speaker.say("no-rule"), 1),)


def _part(key: str, proofs: Iterable[RuleProof], rules: RuleTeller) -> Outline:
    lines = (line for proof in proofs for line in deeper(rules.rule(proof), 2))
    return section(rules.speaker.say(key), lines, Tone.PLAIN, 1)


def _limiting(explanation: Explanation, consultation: Consulted) -> frozenset[str]:
    """The rules against it that would only limit it."""
    item = consultation.advice.item(explanation.target)
    barring = {*item.withheld_by, *item.undecided} if item else set()
    rules = (proof.rule for proof in explanation.opposing if proof.rule not in barring)
    return frozenset(rule for rule in rules if not _stops(rule, explanation.target, consultation.knowledge))


def _stops(rule: str, item: str, knowledge: Knowledge) -> bool:
    effects = knowledge.rules[rule].effects if rule != SCOPE else ()
    return rule == SCOPE or any(effect.side is Side.STOPS and item in effect.items for effect in effects)
