"""What came of theorems and of the look at the rules, as text and as data: what is broken first, with its person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sluimer.authoring.theorems.oddities import Oddity, OddKind
from sluimer.authoring.theorems.prove import Breach, Standing, TheoremResult, Witness
from sluimer.authoring.theorems.run import ProofRun
from sluimer.authoring.theorems.witness_case import WitnessCase, case_of, changed_answers
from sluimer.knowledge.data import data_of
from sluimer.language.block import written
from sluimer.language.shape import LONGEST_NAME
from sluimer.meaning.notation import notation
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.speaker import Speaker

MOST_RULES = 12
"""Rules that are told to fire for one person; more would hide those that matter."""


def tell_proofs(run: ProofRun, allowed: Sequence[Oddity], speaker: Speaker) -> Outline:
    """Each theorem that is not proven, what is odd, and the sums; `allowed` is what is odd and may be."""
    failing = [one for one in run.results if one.standing is not Standing.PROVEN]
    odd = [one for one in run.odd if one not in allowed]
    return parted(
        *(_theorem(one, run, speaker) for one in failing),
        *(_oddity(one, run, speaker) for one in odd),
        (*_sums(run, len(odd), len(allowed), speaker), *_unreached(run, speaker)),
    )


def _theorem(one: TheoremResult, run: ProofRun, speaker: Speaker) -> Outline:
    theorem = one.theorem
    head = speaker.say(f"theorem-{one.standing}", place=theorem.position, name=theorem.id, seconds=f"{run.seconds:g}")
    says = Line(speaker.text(theorem.says), 1)
    if one.witness is None:
        return Line(head, tone=Tone.FAILS), says
    case = _case_of_theorem(one, one.witness, run)
    breaches = (Line(_said(breach), 1, mark="-") for breach in one.broken)
    items = [item for breach in one.broken for item in breach.items]
    return (Line(head, tone=Tone.FAILS), says, *breaches, *_person(case, one.witness, items, run, speaker))


def _said(breach: Breach) -> str:
    """What is broken, with the items that are as they must never be, where that does not stand there already."""
    names = ", ".join(breach.items)
    told = names and names not in breach.words and breach.words.startswith("never")
    return f"{breach.words} ({names})" if told else breach.words


def _person(case: WitnessCase, witness: Witness, about: Iterable[str], run: ProofRun, speaker: Speaker) -> Outline:
    """The person as a case, with what that person answered before, and the rules that fire and are about this."""
    before, rules = _before(witness, run), _rules(witness, about, run)
    fired = ", ".join(rules[:MOST_RULES])
    more = len(rules) - MOST_RULES
    rest = f" {speaker.say('and-more', count=more)}" if more > 0 else ""
    return (
        *_case(case, speaker),
        *((Line(speaker.say("witness-before", answers=written(before)), 1, Tone.QUIET),) if before else ()),
        *((Line(speaker.say("witness-rules", rules=fired) + rest, 1, Tone.QUIET),) if rules else ()),
    )


def _case(case: WitnessCase, speaker: Speaker) -> Outline:
    """The case to save; where somebody known shows it already, the name of that case alone."""
    if case.like and not (case.person or case.settings or case.packs):
        return (Line(speaker.say("witness-is", name=case.like), 1),)
    head = speaker.say("witness-like" if case.like else "witness", name=case.like)
    return (Line(head, 1), *deeper((Line(line) for line in case.written().splitlines()), 2))


def _rules(witness: Witness, about: Iterable[str], run: ProofRun) -> list[str]:
    """The rules that fire and bring or stop any of these items; all that fire where there are no items."""
    items = {*about}
    touching = [
        name
        for name in witness.fired
        if any(not items.isdisjoint(effect.items) for effect in run.knowledge.rules[name].effects)
    ]
    return touching if items else [*witness.fired]


def _before(witness: Witness, run: ProofRun) -> dict[str, object]:
    """What the person who answers more answered at first."""
    return changed_answers(witness.more, witness.answers, run.knowledge) if witness.more is not None else {}


def _case_of_theorem(one: TheoremResult, witness: Witness, run: ProofRun) -> WitnessCase:
    return case_of(_case_name(one.theorem.id), witness, run.knowledge, _expected(one.broken, witness))


def _case_of_oddity(one: Oddity, witness: Witness, run: ProofRun) -> WitnessCase:
    name = _case_name(f"{one.name}-{one.kind}".lstrip("-").replace("_", "-"))
    return case_of(name, witness, run.knowledge, _shown_by(one))


def _case_name(name: str) -> str:
    return f"{name[: LONGEST_NAME - 8].rstrip('-')}-witness"


def _expected(broken: Iterable[Breach], witness: Witness) -> dict[str, object]:
    """What the case must expect: what the theorem wants; where that cannot be said, that some rule does not fire."""
    found: dict[str, object] = {}
    for one in broken:
        for key, value in one.expectation.items():
            before = found.get(key, [])
            both = isinstance(value, list) and isinstance(before, list)
            found[key] = list(dict.fromkeys([*before, *value])) if both else value  # type: ignore[misc]
    return found or {"silent": [*witness.fired[:1]]}


def _oddity(one: Oddity, run: ProofRun, speaker: Speaker) -> Outline:
    words = {"name": one.name, "others": ", ".join(one.others), "place": one.position, "seconds": f"{run.seconds:g}"}
    alone = "-alone" if one.kind is OddKind.CHANGES_NOTHING and not one.others else ""
    head = Line(speaker.say(f"odd-{one.kind}{alone}", **words), tone=Tone.UNSURE)
    parts = (Line(notation(part), 1, mark="-") for part in one.parts)
    if one.witness is None:
        return (head, *parts)
    case = _case_of_oddity(one, one.witness, run)
    about = (one.name, *one.others) if one.kind in (OddKind.AGAINST_ITSELF, OddKind.TWIN_APART) else ("",)
    return (head, *parts, *_person(case, one.witness, about, run, speaker))


def _shown_by(one: Oddity) -> dict[str, object]:
    """What the case of an oddity expects, which is as it is now."""
    match one.kind:
        case OddKind.CHANGES_NOTHING:
            return {"fires": [one.name, *one.others]}
        case OddKind.AGAINST_ITSELF:
            return {"given": [one.name, *one.others]}
        case OddKind.TWIN_APART:
            return {"given": [one.name], "withheld": [*one.others]}
    return {"outcome": "not_covered"}


def _sums(run: ProofRun, odd: int, allowed: int, speaker: Speaker) -> Iterator[Line]:
    counts = Counter(one.standing for one in run.results)
    said = [speaker.say(f"sum-{standing}", count=counts[standing]) for standing in Standing if counts[standing]]
    if run.theorems:
        tone = Tone.HOLDS if run.holds else Tone.FAILS
        yield Line(speaker.say("theorems", count=len(run.theorems), standing=", ".join(said) or "-"), tone=tone)
    else:
        yield Line(speaker.say("no-theorems"), tone=Tone.UNSURE)
    if run.looked:
        rest = f" {speaker.say('odd-allowed', count=allowed)}" if allowed else ""
        tone = Tone.UNSURE if odd else Tone.HOLDS
        yield Line((speaker.say("odd-found", count=odd) if odd else speaker.say("nothing-odd")) + rest, tone=tone)


def _unreached(run: ProofRun, speaker: Speaker) -> Iterator[Line]:
    if run.unreached:
        yield Line(speaker.say("theorems-unreached", names=", ".join(run.unreached)), tone=Tone.UNSURE)
    if run.looks_at_rules and not run.looked:
        yield Line(speaker.say("rules-unreached"), tone=Tone.UNSURE)


def proofs_data(run: ProofRun, allowed: Sequence[Oddity], speaker: Speaker) -> dict[str, object]:
    """What was found as plain data, for JSON."""
    return {
        "theorems": [_theorem_data(one, run, speaker) for one in run.results],
        "odd": [_oddity_data(one, one in allowed, run) for one in run.odd],
        "unreached": [*run.unreached],
        "rules_looked_at": run.looked,
    }


def _theorem_data(one: TheoremResult, run: ProofRun, speaker: Speaker) -> dict[str, object]:
    witness = one.witness and _witness_data(_case_of_theorem(one, one.witness, run), one.witness, run)
    return {
        "id": one.theorem.id,
        "place": str(one.theorem.position),
        "says": speaker.text(one.theorem.says),
        "standing": str(one.standing),
        "broken": [data_of(each, "words", "items") for each in one.broken],
        "witness": witness,
    }


def _oddity_data(one: Oddity, allowed: bool, run: ProofRun) -> dict[str, object]:
    witness = one.witness and _witness_data(_case_of_oddity(one, one.witness, run), one.witness, run)
    return {
        "kind": str(one.kind),
        "name": one.name,
        "place": str(one.position),
        "others": [*one.others],
        "parts": [notation(part) for part in one.parts],
        "allowed": allowed,
        "witness": witness,
    }


def _witness_data(case: WitnessCase, witness: Witness, run: ProofRun) -> dict[str, object]:
    return {
        **case.as_dict(),
        "before": _before(witness, run),
        "settings": dict(witness.settings or {}),
        "rules": [*witness.fired],
    }
