"""Mutants that no case notices, in the words of the author, each with what to expect; and how many were noticed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from sluimer.authoring.cases.model import Bounds, Expectation, Expected, free_name
from sluimer.authoring.cases.read import CALLED
from sluimer.authoring.mutants.model import Mutant, MutantKind, Owner
from sluimer.authoring.mutants.offer import TRUTHS_WRITTEN
from sluimer.authoring.mutants.run import MutationRun, PackScore, Survivor
from sluimer.authoring.theorems.witness_case import WitnessCase, case_of
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.data import data_of
from sluimer.knowledge.rule import Effect
from sluimer.language.block import written
from sluimer.read.numbers import written_amount
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.speaker import Speaker


def tell_mutants(run: MutationRun, allowed: Sequence[Survivor], speaker: Speaker) -> Outline:
    """Each mutant that no case notices, those not decided, and the scores; `allowed` may go unnoticed."""
    left = [(number, one) for number, one in sorted(run.survivors.items()) if one not in allowed]
    names = case_names(run)
    undecided = (run.mutants[number] for number in sorted(run.undecided))
    return parted(
        *(
            (Line(_head(one.mutant, "survives", run, speaker), tone=Tone.FAILS), *_offer(one, names[number], speaker))
            for number, one in left
        ),
        *((Line(_head(one, "undecided", run, speaker), tone=Tone.UNSURE),) for one in undecided),
        tuple(_sums(run, allowed, speaker)),
    )


def _head(mutant: Mutant, key: str, run: MutationRun, speaker: Speaker) -> str:
    change = changed_words(mutant, speaker)
    return speaker.say(f"mutant-{key}", place=mutant.position, change=change, seconds=f"{run.seconds:g}")


def _offer(one: Survivor, name: str, speaker: Speaker) -> Outline:
    """What a case that there is must expect too, or a case to save."""
    if one.case:
        head = speaker.say("mutant-expect", name=one.case.id, place=one.case.position)
        expected = merged(one.case.expected, one.expectation, speaker)
        return (Line(head, 1), *(Line(f"{key}: {written(value)}", 2) for key, value in expected.items()))
    if one.witness and one.expectation:
        case = witness_case(one, name, speaker)
        head = speaker.say("mutant-person-like" if case.like else "mutant-person", name=case.like)
        place = speaker.say("mutant-person-place", file=_case_file(one.mutant))
        return (Line(head, 1), Line(place, 1), *(Line(line) for line in case.written().splitlines()))
    return (Line(speaker.say("mutant-no-offer"), 1),)


def _case_file(mutant: Mutant) -> str:
    """The file of cases beside what was changed; those of facts stand with the cases of persons."""
    file = mutant.position.file
    return f"{file.removesuffix('.yaml')}.cases.yaml" if file.startswith("rules/") else "rules/persons.cases.yaml"


def case_names(run: MutationRun) -> Mapping[int, str]:
    """For each survivor what a case that notices it may be called, which no other case is."""
    taken, names = {case.id for case in run.cases}, dict[int, str]()
    for number, one in sorted(run.survivors.items()):
        what = one.mutant.point.name.strip("()").replace("_", "-")
        names[number] = free_name(what, f"-{one.mutant.kind}-noticed", taken)
        taken.add(names[number])
    return names


def witness_case(one: Survivor, name: str, speaker: Speaker) -> WitnessCase:
    """The case of somebody who notices a mutant."""
    assert one.witness
    return case_of(name, one.witness, speaker.knowledge, one.expectation)


def merged(expected: Expected, more: Expectation, speaker: Speaker) -> Expectation:
    """What a case expects under these keys, with what it must expect too."""
    found: dict[str, object] = {}
    for key, value in more.items():
        before = _expected(expected, key, speaker)
        if isinstance(value, list):
            found[key] = [*(before if isinstance(before, list) else []), *value]
        elif isinstance(value, Mapping):
            found[key] = _joined(before if isinstance(before, Mapping) else {}, value)
        else:
            found[key] = value
    return found


def _joined(before: Mapping[str, object], more: Mapping[str, object]) -> Mapping[str, object]:
    both = dict(before)
    for key, value in more.items():
        old = both.get(key)
        both[key] = {**old, **value} if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return both


def _expected(expected: Expected, key: str, speaker: Speaker) -> object:
    """What a case expects under a key, as it is written."""
    items = speaker.knowledge.vocabulary.items
    match key:
        case "range":
            return {item: _ends(one, items[item].unit) for item, one in expected.ranges.items()}
        case "rank":
            return expected.ranks
        case "findings":
            return {finding: TRUTHS_WRITTEN[truth] for finding, truth in expected.findings.items()}
    return [item for item, state in expected.states.items() if CALLED[state] == key]


def _ends(amounts: Bounds, unit: str) -> Mapping[str, str]:
    ends = {"at_least": amounts.least, "at_most": amounts.most, "start": amounts.start}
    return {end: written_amount(number, unit) for end, number in ends.items() if number is not None}


def changed_words(mutant: Mutant, speaker: Speaker) -> str:
    """What is otherwise, as one says it of a rule, a fact or what else it stands in."""
    before, after = (_words(one, mutant, speaker) for one in (mutant.before, mutant.after))
    return speaker.say(f"mutant-{_phrase(mutant)}", owner=_owner(mutant, speaker), before=before, after=after)


def _phrase(mutant: Mutant) -> str:
    match mutant.kind:
        case MutantKind.PART | MutantKind.EFFECT:
            return f"{mutant.kind}-dropped"
        case MutantKind.CONNECTIVE:
            return "any-of" if isinstance(mutant.after, Any) else "all-of"
        case MutantKind.IMPLIED | MutantKind.ASSUMED:
            return f"{mutant.kind}-dropped" if mutant.after is None else f"{mutant.kind}-turned"
        case MutantKind.NEIGHBOUR | MutantKind.AMOUNT | MutantKind.STRENGTH:
            return "effect-changed"
        case MutantKind.THRESHOLD | MutantKind.STRICTNESS | MutantKind.NEGATION | MutantKind.COUNT | MutantKind.OPTION:
            return "condition-changed"
    return str(mutant.kind)


def _owner(mutant: Mutant, speaker: Speaker) -> str:
    name = mutant.point.name
    match mutant.point.owner:
        case Owner.RULE:
            return speaker.rule(name)
        case Owner.ITEM:
            return speaker.item(name)
        case Owner.SETTING:
            return speaker.text(speaker.knowledge.manifest.settings[name].title)
    return speaker.name(name)


def _words(one: object, mutant: Mutant, speaker: Speaker) -> str:
    """A part of a condition, an effect, or a name or number, in words."""
    if isinstance(one, get_args(Effect)):
        return speaker.effect(one)
    if isinstance(one, get_args(Condition)):
        return condition_words(one, speaker)
    if isinstance(one, int | float):
        return speaker.number(one)
    if not isinstance(one, str):
        return ""
    return _name(one, mutant, speaker)


def _name(name: str, mutant: Mutant, speaker: Speaker) -> str:
    match mutant.kind:
        case MutantKind.SETTING if name == mutant.before:
            return speaker.text(speaker.knowledge.manifest.settings[name].title)
        case MutantKind.DEFAULT | MutantKind.SETTING:
            return name
        case MutantKind.IMPLIED if name == mutant.after:
            return name
    return speaker.item(name)


def condition_words(condition: Condition, speaker: Speaker) -> str:
    """A condition on one line, each test in the words of the questions."""
    match condition:
        case All(parts) | Any(parts) if parts:
            words = [_inner_words(part, speaker) for part in parts]
            return speaker.joined("and" if isinstance(condition, All) else "or", words)
        case AtLeast(count, parts):
            words = [condition_words(part, speaker) for part in parts]
            return f"{speaker.say('at-least-of', count=count)} {'; '.join(words)}"
        case Not(part):
            return speaker.say("mutant-not", part=_inner_words(part, speaker))
        case Is() | Within() | Known():
            return f"“{speaker.test(condition)}”"
    return speaker.say("rule-for-everyone")


def _inner_words(condition: Condition, speaker: Speaker) -> str:
    """A condition within another one, between brackets where it has parts itself."""
    words = condition_words(condition, speaker)
    return f"({words})" if isinstance(condition, All | Any | AtLeast) and len(condition.parts) > 1 else words


def _sums(run: MutationRun, allowed: Sequence[Survivor], speaker: Speaker) -> Iterator[Line]:
    """How many were noticed in each pack, how many nobody could notice, and what was not reached."""
    scores = run.scores(allowed)
    noticed, all_ = sum(one.noticed for one in scores), sum(one.noticeable for one in scores)
    tone = Tone.HOLDS if noticed == all_ and not run.unreached else Tone.UNSURE
    whole = PackScore("", noticed, all_)
    yield Line(speaker.say("mutants", count=all_, noticed=noticed, percent=percentage(whole)), tone=tone)
    for one in scores:
        pack = speaker.text(speaker.knowledge.manifest.packs[one.pack]) if one.pack else speaker.say("mutants-of-all")
        said = speaker.say(
            "mutants-of-pack", pack=pack, noticed=one.noticed, all=one.noticeable, percent=percentage(one)
        )
        yield Line(said, 1, mark="-")
    for key, many in (("equal", len(run.equal)), ("allowed", len(allowed)), ("unreached", len(run.unreached))):
        if many:
            tone = Tone.UNSURE if key == "unreached" else Tone.QUIET
            yield Line(speaker.say(f"mutants-{key}", count=many), tone=tone)


def percentage(score: PackScore) -> str:
    """The part that was noticed, with one decimal; 100 only where all of it was.

    >>> percentage(PackScore("", 1999, 2000)), percentage(PackScore("", 3, 3))
    ('99.9', '100')
    """
    return "100" if score.noticed == score.noticeable else f"{int(score.percent * 10) / 10:g}"


def mutants_data(run: MutationRun, allowed: Sequence[Survivor], speaker: Speaker) -> dict[str, object]:
    """What was found as plain data, for JSON."""
    names = case_names(run)
    return {
        "mutants": len(run.mutants),
        "scores": [{**data_of(one), "pack": one.pack or None} for one in run.scores(allowed)],
        "survivors": [
            _data(one, names[number], one in allowed, speaker) for number, one in sorted(run.survivors.items())
        ],
        "equal": [_mutant_data(run.mutants[number], speaker) for number in sorted(run.equal)],
        "undecided": [_mutant_data(run.mutants[number], speaker) for number in sorted(run.undecided)],
        "unreached": len(run.unreached),
    }


def _mutant_data(mutant: Mutant, speaker: Speaker) -> dict[str, object]:
    place = {"name": mutant.point.name, "place": str(mutant.position)}
    return {"kind": str(mutant.kind), **place, "change": changed_words(mutant, speaker)}


def _data(one: Survivor, name: str, allowed: bool, speaker: Speaker) -> dict[str, object]:
    case = {"case": one.case.id, "expect": merged(one.case.expected, one.expectation, speaker)} if one.case else None
    person = witness_case(one, name, speaker).as_dict() if one.witness and one.expectation else None
    return {**_mutant_data(one.mutant, speaker), "allowed": allowed, "missing": case, "person": person}
