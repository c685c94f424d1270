"""Whose advice changes: nobody is missing from the classes that are told, and somebody in each of them moves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="needs the extra `prove`")

import sluimer
from authoring.theorems.test_deliberate_errors import ERRORS, DeliberateError, read_with
from authoring.versions.brute_force import Crowd, TwoVersions, Verdicts, judge, judge_grid, moved, turned
from conftest import ROOT
from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence
from sluimer.authoring.versions.compare import VersionBench, VersionRun
from sluimer.authoring.versions.move import AdviceMove, Aspect, Direction, Label, direction_of
from sluimer.authoring.versions.note import ReleaseNote, compare_versions
from sluimer.authoring.versions.turn import Turn, Was
from sluimer.engines.prove import Person, Search
from sluimer.engines.prove.slots import SlotDomain
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Not, slots_of
from sluimer.knowledge.rule import Limit
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.model import State
from sluimer.messages import Problems, UndecidedError
from sluimer.read import choose, read_knowledge
from strategies.knowledge import knowledge_bases
from tries import IN_FULL, tries

Edit = Callable[[str, str | None, str], None]
EDITS = [error for error in ERRORS if not error.refused][::4]
"""Nine of those that slip into rules."""


def compared(old: Knowledge, new: Knowledge, seconds: float = 60) -> VersionRun:
    """Two versions, compared."""
    run = VersionRun(VersionBench(old, new, [{}], seconds))
    run.run(lambda _: None)
    return run


def noted(old: Knowledge, new: Knowledge) -> ReleaseNote:
    """Two versions with examples near to somebody who answered nothing."""
    return compare_versions([(old, new)], {"": {}}, 60, lambda _: None)


def really_moves(note: ReleaseNote) -> None:
    """Each class that is told has an example, who by planes is in it, and makes just the moves that are said."""
    both = TwoVersions(*note.bench.versions)
    told = [one for group in note.groups for one in group.classes]
    for one in note.run.classes:
        assert one in told if len(one.turns) != 1 else any(one.changes[0] in group.changes for group in note.groups)
    for one in told:
        example = note.examples[one]
        old, new = both.readings(_alone(both, example.answers))
        assert {move for move, who in moved(old, new) if who} == example.moves
        assert example.moves & one.moves
        for change, turn in one.turns:
            assert turned(old, new, change)[turn]
        assert one.turns or sum(any(turned(old, new, change).values()) for change in note.bench.changes) > 1


def _alone(both: TwoVersions, person: Person) -> Crowd:
    """A crowd of one."""
    answers = {}
    for slot, domain in both.domains.items():
        value = person.get(slot)
        chosen = value if value in domain.values or value is None else _alike(domain, value)
        answers[slot] = int(value is not None), {one: int(value is not None and one == chosen) for one in domain.values}
    return Crowd(1, answers)


def _alike(domain: SlotDomain, value: Scalar) -> Scalar:
    """The number that stands for another one."""
    reached = [end.holds(float(value)) for end in domain.ends]
    return next(one for one in domain.values if [end.holds(float(one)) for end in domain.ends] == reached)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Knowledge, Knowledge]:
    """A knowledge base, and the same with a few rules dropped, turned round, or with the effects of others."""
    whole = draw(knowledge_bases())
    names = draw(st.lists(st.sampled_from([*whole.rules]), min_size=1, max_size=3, unique=True))
    rules = dict(whole.rules)
    for name in names:
        match draw(st.sampled_from(["drop", "turn", "effects"])):
            case "drop":
                del rules[name]
            case "turn":
                rules[name] = replace(rules[name], condition=Not(rules[name].condition))
            case _:
                rules[name] = replace(rules[name], effects=rules[name].effects[1:] or rules[name].effects)
    pair = [whole, replace(whole, rules=rules)]
    return (pair[0], pair[1]) if draw(st.booleans()) else (pair[1], pair[0])


@given(edited())
@settings(max_examples=tries(200))
def test_nobody_is_missing_and_no_class_is_empty(versions: tuple[Knowledge, Knowledge]) -> None:
    """On any knowledge, by random persons and by the example of each class."""
    note = noted(*versions)
    assert note.complete
    assert judge(note.run, 3_000, seed=1).missing == {}
    really_moves(note)


@given(knowledge_bases())
@settings(max_examples=tries(40))
def test_with_itself_nothing_changes(knowledge: Knowledge) -> None:
    """Nor where the parts of rules stand otherwise."""
    run = compared(knowledge, replace(knowledge, rules=dict(reversed([*knowledge.rules.items()]))))
    assert (run.complete, run.classes, run.bench.changes) == (True, (), ())


@pytest.fixture
def bundled(magnesium: sluimer.KnowledgeBase) -> Knowledge:
    """The bundled knowledge, with every pack and the settings as they are by default."""
    return magnesium.knowledge


def edit_of(error: DeliberateError) -> Knowledge:
    """The bundled knowledge with an edit."""
    problems = Problems()
    knowledge, _, _ = read_with(error, problems)
    assert not problems.sorted()
    return choose(knowledge)


def by_brute_force(run: VersionRun, persons: int) -> Verdicts:
    """What random persons say of what was told."""
    assert run.complete
    return judge(run, persons, seed=5)


def test_an_edit_of_the_bundled_knowledge_is_told_to_just_whom_it_moves(bundled: Knowledge) -> None:
    """A limit that is raised: who is limited by it, and only their amount."""
    name = "eu-upper-limit-supplements"
    rule = bundled.rules[name]
    raised = tuple(replace(one, at_most=300) if isinstance(one, Limit) else one for one in rule.effects)
    run = compared(bundled, replace(bundled, rules={**bundled.rules, name: replace(rule, effects=raised)}))
    [one] = run.classes
    assert [(change.kind, change.id) for change in one.changes] == [(ChangeKind.RULE, name)]
    assert one.turns[0][1] == Turn(Was.TRUE, Was.TRUE)
    assert one.moves == {
        AdviceMove(Aspect.MOST, "dose", 250, 300),
        AdviceMove(Aspect.LIMIT, "never_above_limit", 250, 300),
    }
    assert by_brute_force(run, 20_000).missing == {}


def _first_its_own(note: ReleaseNote) -> Iterator[str]:
    """The slots that what was changed asks, and then all others."""
    for known in note.bench.versions:
        for change in note.bench.changes:
            if change.id in known.rules:
                yield from slots_of(known.rules[change.id].condition)
    yield from note.bench.worlds[0].answers


@IN_FULL
@pytest.mark.parametrize("error", EDITS, ids=str)
def test_of_edits_of_the_bundled_knowledge_nobody_is_missing(error: DeliberateError, bundled: Knowledge) -> None:
    """By random persons, a million for the first, and by everybody on a grid of what the rule asks and more."""
    note = noted(bundled, edit_of(error))
    assert by_brute_force(note.run, 1_000_000 if error is EDITS[0] else 100_000).missing == {}
    assert judge_grid(note.run, _first_its_own(note), 100_000).missing == {}
    really_moves(note)


@IN_FULL
def test_of_the_safety_pack_nobody_is_missing(bundled: Knowledge) -> None:
    """Between the guide alone and both packs."""
    note = noted(choose(read_knowledge(ROOT), ["guide"]), bundled)
    found = by_brute_force(note.run, 200_000)
    assert found.missing == {}
    assert sum(map(bool, found.seen.values())) > 0.9 * len(found.seen)  # the examples show the others
    assert len(note.groups) < len(note.bench.changes)
    really_moves(note)


def test_brute_force_finds_what_is_missing(plants: Path, change: Edit) -> None:
    """So that it can fail: a move that is not told, and a class that is not there."""
    old, new = _edit(plants, change, "rules/care/stop.yaml", "{above: 200}", "{above: 150}")
    run = compared(old, new)
    [key] = run.found
    assert judge(run, 5_000, seed=1).missing == {}
    [move] = run.found[key]
    run.found = {}
    assert judge(run, 5_000, seed=1).missing[move] > 0


def _edit(plants: Path, change: Edit, file: str, before: str, after: str) -> tuple[Knowledge, Knowledge]:
    old = choose(read_knowledge(plants))
    change(file, before, after)
    return old, choose(read_knowledge(plants))


GIVEN, OPEN, WITHHELD, NOT = State.GIVEN, State.OPEN, State.WITHHELD, State.NOT_INDICATED


CHANGED = [
    ("rules/care/stop.yaml", "above: 200", "above: 150", "rule", "tall-plants-drink-less", {("false", "true")}),
    ("rules/knowledge.yaml", "when: {indoors: yes}", "when: {indoors: no}", "scope", "(scope)", None),
    ("facts/plant.yaml", "    assume: no\n", "", "answer", "gardener_agreed", {("otherwise", "otherwise")}),
    ("facts/plant.yaml", "below: 10 percent", "below: 20 percent", "answer", "drooping", None),
    ("facts/plant.yaml", "highest: 100", "highest: 50", "answer", "moisture", {("otherwise", "otherwise")}),
    ("facts/advice.yaml", "urgency: now", "urgency: today", "item", "call_now", {("otherwise", "otherwise")}),
    ("rules/knowledge.yaml", "main_topic: water", "main_topic: place", "frame", "place", None),
    ("rules/care/stop.yaml", "count: 2", "count: 3", "rule", "three-pests-at-once", None),
    ("rules/book/water.yaml", "sunny_spot: strongly", "sunny_spot: weakly", "rule", "sun-is-better", None),
]
"""Edits of the house plants, each with what is changed by it, and how that turns."""


@pytest.mark.parametrize(("file", "before", "after", "kind", "name", "turns"), CHANGED)
def test_each_change_counts_as_what_it_is(
    plants: Path,
    change: Edit,
    file: str,
    before: str,
    after: str,
    kind: str,
    name: str,
    turns: set[tuple[str, str]] | None,
) -> None:
    """With its turns; nobody is missing, whatever was changed."""
    note = noted(*_edit(plants, change, file, before, after))
    assert (kind, name) in [(str(one.kind), one.id) for one in note.bench.changes]
    found = {(str(turn.was), str(turn.now)) for one in note.run.classes for _, turn in one.turns}
    assert found
    assert turns is None or found == turns
    assert judge(note.run, 5_000, seed=2).missing == {}
    really_moves(note)


def test_a_group_that_holds_more_is_told_once_for_all_rules_that_withhold_it(plants: Path, change: Edit) -> None:
    """And not as so many changed rules."""
    change("rules/knowledge.yaml", "sources:\n", "groups:\n  spots: [sunny_spot]\nsources:\n")
    change("rules/care/stop.yaml", "avoid: sunny_spot", "withhold: spots")
    change("rules/care/stop.yaml", "    - withhold: water\n", "    - withhold: water\n    - withhold: spots\n")
    note = noted(*_edit(plants, change, "rules/knowledge.yaml", "[sunny_spot]", "[sunny_spot, shady_spot]"))
    rules = ("three-pests-at-once", "wet-soil-stops-water")
    [one] = note.bench.changes
    assert (one.kind, one.id, sorted(one.rules)) == (ChangeKind.GROUP, "spots", sorted(rules))
    assert {move.item for one in note.run.classes for move in one.moves} - {""} == {"shady_spot"}
    assert judge(note.run, 5_000, seed=2).missing == {}
    really_moves(note)


def test_a_rule_for_a_new_finding_is_told_as_what_it_brings(plants: Path, change: Edit) -> None:
    """Though it holds only where the rule that concludes the finding is new too."""
    old = choose(read_knowledge(plants))
    change("facts/advice.yaml", "findings:\n", "findings:\n  sick: {title: {nl: Ziek, en: Sick}}\n")
    more = "  because: {nl: Zo., en: So.}\n  cites: [B4]\n"
    first = f"is-sick:\n  when: {{pests: {{includes: aphids}}}}\n  then: {{conclude: sick}}\n{more}"
    second = f"sick-plants-wait:\n  when: {{sick: yes}}\n  then: {{withhold: water}}\n{more}"
    change("rules/care/more.yaml", None, first + second)
    note = noted(old, choose(read_knowledge(plants)))
    told = {(one.changes[0].id, str(one.turns[0][1].now)): one.moves for one in note.run.classes}
    assert AdviceMove(Aspect.STATE, "water", GIVEN, WITHHELD) in told["sick-plants-wait", "true"]
    assert AdviceMove(Aspect.STATE, "water", GIVEN, OPEN) in told["sick-plants-wait", "unknown"]
    assert [one.id for one in note.idle] == ["is-sick"]
    assert judge(note.run, 5_000, seed=2).missing == {}


def test_of_two_changes_that_do_it_together_alone_nothing_is_told(plants: Path, change: Edit) -> None:
    """Two rules that did the same are gone: who lacks both moves."""
    twin = (
        "wet-soil-again:\n  when: {moisture: {at_least: 60 percent}, gardener_agreed: no}\n  then: {withhold: water}\n"
    )
    change("rules/care/more.yaml", None, f"{twin}  because: {{nl: Zo., en: So.}}\n  cites: [B4]\n")
    old = choose(read_knowledge(plants))
    (plants / "rules/care/more.yaml").unlink()
    change("rules/care/stop.yaml", "    - withhold: water\n", "")
    note = noted(old, choose(read_knowledge(plants)))
    several = [one for one in note.run.classes if len(one.turns) == 2]
    assert {one.id for one in several[0].changes} == {"wet-soil-again", "wet-soil-stops-water"}
    assert AdviceMove(Aspect.STATE, "water", WITHHELD, GIVEN) in {move for one in several for move in one.moves}
    really_moves(note)
    assert judge(note.run, 5_000, seed=2).missing == {}


def test_a_new_question_is_told_apart_for_who_answers_it_and_who_does_not(plants: Path, change: Edit) -> None:
    """Whom it makes wait, and whom it stops."""
    old = choose(read_knowledge(plants))
    pot = (
        "  cracked:\n    kind: yes_no\n    title: {nl: Kapot, en: Cracked}\n    question: {nl: Kapot?, en: Cracked?}\n"
    )
    change("facts/plant.yaml", "  height:\n", f"{pot}  height:\n")
    rule = "cracked-pots-leak:\n  when: {cracked: yes}\n  then: {withhold: water}\n"
    change("rules/care/more.yaml", None, f"{rule}  because: {{nl: Zo., en: So.}}\n  cites: [B4]\n")
    note = noted(old, choose(read_knowledge(plants)))
    told = {(one.answered, str(one.turns[0][1].now)): one.moves for one in note.run.classes}
    assert {*told} == {(False, "unknown"), (True, "true")}
    assert AdviceMove(Aspect.STATE, "water", GIVEN, OPEN) in told[False, "unknown"]
    assert AdviceMove(Aspect.STATE, "water", GIVEN, WITHHELD) in told[True, "true"]
    assert note.bench.only_facts == ("cracked",)
    assert judge(note.run, 5_000, seed=2).missing == {}


def test_a_rule_that_changes_nothing_alone_is_said_to(plants: Path, change: Edit) -> None:
    """And a changed text is none of the meaning."""
    again = "again:\n  when: {drooping: yes, light: sun}\n  then: {conclude: thirsty}\n"
    old = choose(read_knowledge(plants))
    change("rules/book/more.yaml", None, f"{again}  because: {{nl: Zo., en: So.}}\n  cites: [B2]\n")
    change("rules/book/water.yaml", "Water helpt.", "Water helpt echt.")
    note = noted(old, choose(read_knowledge(plants)))
    assert (note.complete, note.run.classes) == (True, ())
    assert note.idle == (Amendment(ChangeKind.RULE, "again", Presence.ADDED, everywhere=True),)
    assert [str(one.turns[0][1].now) for one in note.reasons] == ["true"]
    assert not note.unchanged
    assert [(one.kind, one.id, one.part) for one in note.wording] == [("rule", "thirsty-plants-get-water", "because")]


def test_what_was_not_decided_in_time_is_not_proven(
    plants: Path, change: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor that nobody moves."""

    def undecided(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Search, "find", undecided)
    note = noted(*_edit(plants, change, "rules/care/stop.yaml", "{above: 200}", "{above: 150}"))
    assert not note.complete
    assert note.undecided_items
    assert note.run.classes == ()


@pytest.mark.parametrize(
    ("aspect", "item", "was", "now", "direction"),
    [
        (Aspect.STATE, "water", GIVEN, WITHHELD, Direction.SAFER),
        (Aspect.STATE, "water", WITHHELD, GIVEN, Direction.RISKIER),
        (Aspect.STATE, "water", OPEN, GIVEN, Direction.RISKIER),
        (Aspect.STATE, "water", WITHHELD, OPEN, Direction.RISKIER),
        (Aspect.STATE, "water", NOT, GIVEN, Direction.RISKIER),
        (Aspect.STATE, "water", NOT, OPEN, Direction.OTHER),
        (Aspect.STATE, "shady_spot", NOT, GIVEN, Direction.OTHER),
        (Aspect.STATE, "shady_spot", GIVEN, WITHHELD, Direction.SAFER),
        (Aspect.STATE, "ask_gardener", NOT, GIVEN, Direction.SAFER),
        (Aspect.STATE, "ask_gardener", GIVEN, NOT, Direction.RISKIER),
        (Aspect.STATE, "ask_gardener", GIVEN, WITHHELD, Direction.OTHER),
        (Aspect.STATE, "ask_gardener", NOT, OPEN, Direction.OTHER),
        (Aspect.MOST, "water", 400, 250, Direction.SAFER),
        (Aspect.START, "water", 100, 200, Direction.RISKIER),
        (Aspect.START, "water", None, 200, Direction.OTHER),
        (Aspect.LIMIT, "water", 250, None, Direction.RISKIER),
        (Aspect.LIMIT, "water", None, 250, Direction.SAFER),
        (Aspect.URGENCY, "call_now", "now", "today", Direction.RISKIER),
        (Aspect.URGENCY, "call_now", None, "today", Direction.SAFER),
        (Aspect.RANK, "sunny_spot", "1", "3", Direction.OTHER),
        (Aspect.OUTCOME, "", "advice", "ask_first", Direction.SAFER),
        (Aspect.OUTCOME, "", "urgent", "advice", Direction.RISKIER),
        (Aspect.OUTCOME, "", "not_covered", "advice", Direction.OTHER),
    ],
)
def test_what_is_given_less_later_or_lower_is_safer(
    plant_care: sluimer.KnowledgeBase, aspect: Aspect, item: str, was: Label, now: Label, direction: Direction
) -> None:
    """And so is a referral; what is only said otherwise is neither."""
    move = AdviceMove(
        aspect, item, *(None if one is None else one if isinstance(one, int) else str(one) for one in (was, now))
    )
    assert direction_of(move, plant_care.knowledge, plant_care.knowledge) is direction
