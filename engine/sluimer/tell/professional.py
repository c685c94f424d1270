"""A decision as a professional weighs it: for each item what speaks for it and what against, with the sources."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sluimer.explain.argument import Argument, DecisionProof, ItemArguments
from sluimer.explain.condition_proof import spoken
from sluimer.explain.consulted import Consulted
from sluimer.meaning.model import State
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted, section
from sluimer.tell.person import waiting
from sluimer.tell.rule_proof import RuleTeller, further_stops
from sluimer.tell.sections import assumptions, contradictions, footer, headline, missing_packs, superseded_by
from sluimer.tell.sources import statement_section
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
    arguments = argument_sections(proof, consultation, speaker, full)
    account = parted(*arguments, assumptions(proof.case, speaker))
    return parted(account, statement_section(account, proof.cited, speaker), footer(consultation.advice, speaker))


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """One item with its two sides, to be laid one below the other or side by side."""

    head: Line
    beside: Outline
    supporting: Outline
    opposing: Outline
    lacking: Outline

    @property
    def lines(self) -> Outline:
        """All that is told of it."""
        return (self.head, *self.beside, *self.supporting, *self.opposing, *self.lacking)

    def stacked(self, speaker: Speaker) -> Outline:
        """One side below the other, each under its heading."""
        arguments = (
            *section(speaker.say("arguments-for"), deeper(self.supporting), Tone.PLAIN),
            *section(speaker.say("arguments-against"), deeper(self.opposing), Tone.PLAIN),
        )
        return (self.head, *deeper((*self.beside, *arguments, *self.lacking)))


@dataclass(frozen=True, slots=True)
class ItemAccounts:
    """The urgent referrals that are given, whom the knowledge is about, and all other items."""

    urgent: tuple[ItemAccount, ...]
    scope: Outline
    others: tuple[ItemAccount, ...]

    @property
    def items(self) -> tuple[ItemAccount, ...]:
        """Every item."""
        return (*self.urgent, *self.others)


def argument_sections(
    proof: DecisionProof, consultation: Consulted, speaker: Speaker, full: bool, with_ids: bool = False
) -> tuple[Outline, ...]:
    """The outcome, whom the knowledge is about, and the arguments about each item as a section of its own."""
    accounts = item_accounts(proof, speaker, full, with_ids)
    heading = ((Line(speaker.say("urgent"), tone=Tone.URGENT),),) if accounts.urgent else ()
    first, later = ([each.stacked(speaker) for each in some] for some in (accounts.urgent, accounts.others))
    outcome = () if proof.target else headline(consultation, speaker)
    told = (outcome, contradictions(consultation.advice.contradictions, speaker), accounts.scope)
    return (*heading, *first, missing_packs(consultation.advice, speaker), *told, *later)


def item_accounts(proof: DecisionProof, speaker: Speaker, full: bool, with_ids: bool = False) -> ItemAccounts:
    """Everything that is told of the items, by their ids too for an auditor; a rule is told in full at first."""
    rules = RuleTeller(proof.case, speaker, proof.findings, proof.scores)
    urgent = [each for each in proof.items if each.advice.urgent and each.advice.state is State.GIVEN]
    others = [each for each in proof.items if each not in urgent]
    everyone = not any(spoken(proof.scope.condition))
    first = tuple(_account(each, proof, rules, full, with_ids) for each in urgent)
    scope = () if proof.target or everyone else rules.rule(proof.scope)  # of one target only where it stands against it
    return ItemAccounts(first, scope, tuple(_account(each, proof, rules, full, with_ids) for each in others))


def _account(each: ItemArguments, proof: DecisionProof, rules: RuleTeller, full: bool, with_ids: bool) -> ItemAccount:
    """One item: its state, its text where it is given, and both sides."""
    state, speaker = each.advice.state, rules.speaker
    tone = Tone.URGENT if each.advice.urgent and state is State.GIVEN else _TONE[state]
    return ItemAccount(
        Line(item_state(each.advice.id, state, speaker, with_ids), tone=tone),
        _beside(each, proof, speaker),
        _side(each.supporting, (), rules),
        _opposing(each, rules, full),
        _lacking(each, rules),
    )


def item_state(item: str, state: State, speaker: Speaker, with_id: bool = False) -> str:
    """An item by its title, with its id where that is wanted, and its state."""
    name = f"{speaker.item(item)} ({item})" if with_id else speaker.item(item)
    return f"{name}: {speaker.say(f'state-{state}')}"


def _beside(each: ItemArguments, proof: DecisionProof, speaker: Speaker) -> Outline:
    if each.advice.state is State.GIVEN:
        return (Line(item_text(each.advice, speaker)),)
    if each.advice.state is State.OPEN:
        return (Line(waiting(each.advice.open_on, proof, speaker), tone=Tone.UNSURE),)
    if each.advice.superseded_by:
        return (Line(superseded_by(each.advice.superseded_by, speaker), tone=Tone.FAILS),)
    return ()


def _opposing(each: ItemArguments, rules: RuleTeller, full: bool) -> Outline:
    """What stands against it; where it is stopped, what may stop it too in one line."""
    if full or each.advice.state is not State.WITHHELD:
        return _side(each.opposing, (), rules)
    sure = [one for one in each.opposing if one not in each.maybe]
    return _side(sure, further_stops([one.proof for one in each.maybe], rules.speaker), rules)


def _side(arguments: Iterable[Argument], beside: Outline, rules: RuleTeller) -> Outline:
    lines = (*(line for one in arguments for line in _argument(one, rules)), *beside)
    return lines or (Line(rules.speaker.say("arguments-none"), tone=Tone.QUIET),)


def _argument(one: Argument, rules: RuleTeller) -> Outline:
    head, *rest = rules.once(one.proof)
    key = f"argument-{one.bearing}" if one.sure else f"argument-may-{one.bearing}"
    return (replace(head, text=rules.speaker.say(key, rule=head.text)), *rest)


def _lacking(each: ItemArguments, rules: RuleTeller) -> Outline:
    proofs = each.lacking if each.advice.state is State.NOT_INDICATED else ()
    lines = (line for proof in proofs for line in rules.once(proof))
    return section(rules.speaker.say("arguments-lacking"), deeper(lines), Tone.PLAIN)
