"""The knowledge that comes with Sluimer: nothing in it is idle, and what it promises holds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sluimer
from conftest import EXAMPLES
from sluimer import KnowledgeBase, KnowledgeError, Outcome, State
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, leaves, slots_of
from sluimer.knowledge.rule import Conclude, Effect, Refer, Rule, Status, Withhold
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Kind, Scalar, fact_of
from sluimer.knowledge_base import bundled_folder, public
from sluimer.read import read_knowledge

COMPLETE = {
    "age": 41, "sex": "female", "kidney_problems": False, "medicines": [], "conditions": [], "life_stage": [],
    "side_effects": [], "current_dose": 0, "suicidal_thoughts": False,
}  # fmt: skip
SUPPLEMENT = ("dose", "form", "timing", "use", "product")


STATEMENT_ID = re.compile(r"\b[GS]\d+\.\d+\b")


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return sluimer.load()


def untroubled(kb: KnowledgeBase) -> dict[str, object]:
    """Someone who answers everything and has nothing the rules are about."""
    answers: dict[str, object] = {"age": 30, "sex": "male", "current_form": "none", "current_dose": 0, "egfr": 100}
    for fact in kb.knowledge.vocabulary.facts.values():
        if fact.kind is Kind.YES_NO:
            answers[fact.id] = fact.id in ("bedroom_dark", "bedroom_quiet", "bedtime_routine")
        elif fact.kind is Kind.SET:
            answers[fact.id] = []
    return answers


def read_by(rule: Rule) -> set[str]:
    """The slots a rule reads."""
    return set(slots_of(rule.condition))


def test_every_fact_and_every_option_is_read_by_some_rule(kb: KnowledgeBase) -> None:
    rules = kb.knowledge.rules.values()
    read = {name for rule in rules for name in read_by(rule)} | set(slots_of(kb.knowledge.manifest.scope.condition))
    chosen = {
        (leaf.slot, value)
        for rule in rules
        for leaf in leaves(rule.condition)
        if isinstance(leaf, Is)
        for value in leaf.values
    }
    for fact in kb.knowledge.vocabulary.facts.values():
        assert set(fact.slots) <= read, f"{fact.id} is asked and then ignored"
        if fact.kind is Kind.CHOICE:
            assert {option.id for option in fact.options} <= {value for name, value in chosen if name == fact.id}


def witness(condition: Condition, kb: KnowledgeBase, wanted: bool = True) -> dict[str, Scalar]:
    """Values under which a condition is true (or false); enough for the plain conditions of the bundled rules."""
    match condition:
        case Is(slot, values) if slot in kb.knowledge.vocabulary.findings:
            rules = [rule for rule in kb.knowledge.rules.values() if slot in rule.concludes]
            if values == (wanted,):
                return witness(rules[0].condition, kb)
            return {name: value for rule in rules for name, value in witness(rule.condition, kb, False).items()}
        case Is(slot, values) if isinstance(values[0], bool):
            return {slot: values[0] is wanted}
        case Is(slot, values):
            return {slot: values[0] if wanted else "none"}
        case Within():
            return {condition.slot: next(n for n in (*range(18, 10000), *range(18)) if condition.contains(n) is wanted)}
        case Known(fact, _, known):
            return {} if known is wanted else {fact: "unknown"}
        case Not(part):
            return witness(part, kb, not wanted)
        case All(parts) | Any(parts) | AtLeast(_, parts):
            every = isinstance(condition, All) is wanted
            found = [witness(part, kb, wanted) for part in (parts if every else parts[:1])]
            return {name: value for one in found for name, value in one.items()}
    raise AssertionError(condition)


def person_with(values: dict[str, Scalar], kb: KnowledgeBase) -> dict[str, object]:
    """An untroubled person but for these values."""
    person = untroubled(kb)
    if any(fact_of(slot) in ("current_form", "side_effects") for slot in values):
        person |= {"current_form": "other", "current_dose": 50}  # who takes none has no form, and no complaint from it
    if any(fact_of(slot) == "life_stage" for slot in values):
        person["sex"] = "female"
    for slot, value in values.items():
        fact, _, option = slot.partition(".")
        if not option:
            person[fact] = value
        elif value:
            person[fact] = [*person[fact], option]  # type: ignore[misc]  # the slot of a set, whose answer is a list
    return person


def test_every_rule_can_be_true_false_and_unknown(kb: KnowledgeBase) -> None:
    agreed_on = [option.id for option in kb.knowledge.vocabulary.facts["clinician_agreed"].options]
    nobody, agreed = kb.consult({}).truths, kb.consult({"clinician_agreed": agreed_on}).truths
    for rule in kb.knowledge.rules.values():
        assert kb.consult(person_with(witness(rule.condition, kb), kb)).truths[rule.id] is True, rule.id
        assert kb.consult(person_with(witness(rule.condition, kb, False), kb)).truths[rule.id] is False, rule.id
        always_settled = rule.id == "agreement-on-something"  # what is assumed is never unknown
        assert always_settled or None in (nobody[rule.id], agreed[rule.id]), rule.id


def test_every_finding_is_used_and_every_item_can_be_given(kb: KnowledgeBase) -> None:
    rules = kb.knowledge.rules.values()
    assert set(kb.knowledge.vocabulary.findings) - {name for rule in rules for name in read_by(rule)} == set()
    given: set[str] = set()
    for each in (kb, sluimer.load(settings={"upper_limit": "us"})):
        for rule in each.knowledge.rules.values():
            advice = each.consult(person_with(witness(rule.condition, each), each)).advice
            given |= {item.id for item in advice.in_state(State.GIVEN)}
    assert set(kb.knowledge.vocabulary.items) - given == set()


def test_every_statement_of_the_guide_has_its_place() -> None:
    """All 199 of them, one way or the other: cited, or with a status of its own."""
    knowledge = read_knowledge(bundled_folder())
    statements = knowledge.statements
    assert len([name for name in statements if name.startswith("G")]) == 199
    left_out = {name for name, statement in statements.items() if statement.status is not Status.ENCODED}
    assert left_out.isdisjoint(knowledge.citing)
    assert {*left_out, *knowledge.citing} == set(statements)


def test_every_statement_that_a_text_names_can_be_looked_up(kb: KnowledgeBase) -> None:
    named = {name for _, text in texts(kb) for each in text.translations for name in STATEMENT_ID.findall(each[1])}
    assert len(named) > 20
    assert named - set(kb.knowledge.statements) == set()


def test_guide_rules_stand_on_the_guide_alone_and_safety_rules_on_an_authority(kb: KnowledgeBase) -> None:
    for rule in kb.knowledge.rules.values():
        letters = {cite[0] for cite in rule.cites}
        assert letters == {"G"} if rule.pack == "guide" else "S" in letters, rule.id


def texts(kb: KnowledgeBase) -> Iterator[tuple[str, Text]]:
    """Every text for people, with the name of what it belongs to."""
    vocabulary = kb.knowledge.vocabulary
    for rule in kb.knowledge.rules.values():
        yield from ((rule.id, text) for text in (rule.title, rule.because, rule.interpretation, rule.evidence.note))
    for fact in vocabulary.facts.values():
        yield from ((fact.id, text) for text in (fact.title, fact.question, fact.note))
        yield from ((f"{fact.id}.{option.id}", option.label) for option in fact.options)
    yield from ((item.id, item.text) for item in vocabulary.items.values())
    statements = kb.knowledge.statements.values()
    yield from ((statement.id, text) for statement in statements for text in (statement.says, statement.why))


def test_the_two_languages_never_say_the_same_words(kb: KnowledgeBase) -> None:
    the_same_in_both = {"Myasthenia gravis", "Stress", "Alcohol", "Lithium", "lithium", "oxide"}
    same = {text.in_language("nl") for _, text in texts(kb) if text.in_language("nl") == text.in_language("en")}
    assert same - {""} == the_same_in_both


def test_reasons_are_short_enough_to_read(kb: KnowledgeBase) -> None:
    for rule in kb.knowledge.rules.values():
        for language in kb.knowledge.manifest.languages:
            assert len(rule.because.in_language(language).split()) <= 30, rule.id


def test_no_text_promises_a_cure(kb: KnowledgeBase) -> None:
    promise = re.compile(r"\b(cures?|heals?|guarantee[sd]?|geneest|genezing|garandeert|wondermiddel)\b", re.IGNORECASE)
    assert [name for name, text in texts(kb) if promise.search(" ".join(each for _, each in text.translations))] == []


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("anna", Outcome.ADVICE), ("bert", Outcome.ASK_FIRST), ("carla", Outcome.ANSWERS_NEEDED)],
)
def test_the_examples_show_the_three_outcomes(kb: KnowledgeBase, name: str, outcome: Outcome) -> None:
    case = kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert kb.consult(case).advice.outcome is outcome


@pytest.mark.parametrize(
    "reason",
    [
        {"kidney_problems": True},
        {"egfr": 25},
        {"medicines": ["loop_diuretic"]},
        {"medicines": ["thiazide_diuretic"]},
        {"medicines": ["potassium_sparing_diuretic"]},
        {"medicines": ["diuretic_unsure"]},
        {"medicines": ["electrolyte_medicine"]},
        {"medicines": ["digoxin"]},
        {"conditions": ["heart_block"]},
        {"conditions": ["slow_heart_rate"]},
        {"conditions": ["myasthenia_gravis"]},
        {"conditions": ["addison"]},
        {"conditions": ["slow_thyroid"]},
        {"conditions": ["planned_surgery"]},
        {"life_stage": ["pregnant"]},
        {"life_stage": ["breastfeeding"]},
    ],
    ids=str,
)
def test_what_stands_against_magnesium_stops_all_of_it_and_refers(kb: KnowledgeBase, reason: dict[str, object]) -> None:
    advice = kb.consult({**COMPLETE, "insomnia": True, **reason}).advice
    assert advice.outcome in (Outcome.ASK_FIRST, Outcome.STOP, Outcome.URGENT)
    assert {item.topic for item in advice.in_state(State.GIVEN)}.isdisjoint(SUPPLEMENT)
    sent_on = {"clinician_before_start", "midwife_before_start", "take_none_and_call"}
    assert {item.id for item in advice.in_state(State.GIVEN)} & sent_on


def test_who_to_ask_and_what_to_change_oneself_stand_before_the_dose(kb: KnowledgeBase) -> None:
    assert list(kb.knowledge.manifest.topics)[:6] == ["take_none", "refer", "test", "habits", "food", "dose"]


@pytest.mark.parametrize(
    ("item", "nl", "en"),
    [
        ("urgent_help", ("113", "1813", "112", "huisarts"), ("113", "1813", "112", "doctor")),
        ("dose", ("diarree",), ("diarrhoea",)),
        ("from_other_medicines", ("voor het slapen",), ("bedtime",)),
        ("evening", ("voor het slapen een medicijn",), ("medicine at bedtime",)),
    ],
)
def test_what_must_be_said_with_an_item_is_said(
    kb: KnowledgeBase, item: str, nl: tuple[str, ...], en: tuple[str, ...]
) -> None:
    text = kb.knowledge.vocabulary.items[item].text
    assert [word for word in nl if word not in text.in_language("nl")] == []
    assert [word for word in en if word not in text.in_language("en")] == []


def test_whatever_holds_the_dose_back_holds_back_how_to_take_it(kb: KnowledgeBase) -> None:
    """ "Not now" never stands above instructions to take."""
    items = kb.knowledge.vocabulary.items
    how = {name for name, item in items.items() if item.topic in SUPPLEMENT} - {"doctors_dose"}
    holding = {
        rule.id: {item for effect in rule.effects if isinstance(effect, Withhold) for item in effect.items}
        for rule in kb.knowledge.rules.values()
        if any(isinstance(effect, Withhold) and "dose" in effect.items for effect in rule.effects)
    }
    assert len(holding) > 30
    assert {rule: how - held for rule, held in holding.items() if how - held} == {}


def test_what_was_not_verified_only_stops_and_refers(kb: KnowledgeBase) -> None:
    """Also by way of a finding: whatever reads one that it concludes, does no more."""
    rules = kb.knowledge.rules.values()

    def permits(effect: Effect) -> bool:
        if isinstance(effect, Conclude):
            return any(
                permits(each) for reader in rules if effect.finding in read_by(reader) for each in reader.effects
            )
        return not isinstance(effect, Withhold | Refer)

    for rule in rules:
        if all(kb.knowledge.statements[cite].verified == "unverified" for cite in rule.cites):
            assert [effect for effect in rule.effects if permits(effect)] == [], rule.id


def test_danger_to_life_stands_before_a_talk(kb: KnowledgeBase) -> None:
    """Thoughts of suicide with a dangerous amount: 112 first, and what to say there beside it."""
    advice = kb.consult({**COMPLETE, "suicidal_thoughts": True, "current_form": "oxide", "current_dose": 6000}).advice
    assert [item.id for item in advice.in_state(State.GIVEN)] == ["call_112", "tell_112_about_magnesium", "urgent_help"]


def test_nobody_is_told_an_amount_beside_thoughts_of_suicide(kb: KnowledgeBase) -> None:
    advice = kb.consult({**COMPLETE, "insomnia": True, "suicidal_thoughts": True}).advice
    assert advice.outcome is Outcome.URGENT
    assert advice.items[0].id == "urgent_help"
    assert {item.topic for item in advice.in_state(State.GIVEN)}.isdisjoint(SUPPLEMENT)


@pytest.mark.parametrize("fact", sorted(COMPLETE.keys() - {"sex", "suicidal_thoughts"}))
@pytest.mark.parametrize("silence", [None, "unknown", "declined"])
def test_no_dose_is_given_while_one_answer_against_it_is_missing(
    kb: KnowledgeBase, fact: str, silence: str | None
) -> None:
    advice = kb.consult({**COMPLETE, "insomnia": True, fact: silence}).advice
    assert advice.outcome is Outcome.ANSWERS_NEEDED
    assert {item.topic for item in advice.in_state(State.GIVEN)}.isdisjoint(SUPPLEMENT)


@pytest.mark.parametrize("hard", ["heart_block", "slow_heart_rate", "myasthenia_gravis"])
def test_no_agreement_lifts_a_hard_stop(kb: KnowledgeBase, hard: str) -> None:
    agreed = [option.id for option in kb.knowledge.vocabulary.facts["clinician_agreed"].options]
    advice = kb.consult({**COMPLETE, "insomnia": True, "conditions": [hard], "clinician_agreed": agreed}).advice
    assert advice.outcome is Outcome.STOP


@pytest.mark.parametrize(("packs", "most"), [(["guide"], 400), (["guide", "safety"], 250)])
def test_the_safety_pack_cuts_the_dose_of_the_guide(packs: list[str], most: int) -> None:
    dose = sluimer.load(packs=packs).consult({**COMPLETE, "insomnia": True}).advice.item("dose")
    assert dose
    assert dose.range
    assert (dose.range.least, dose.range.most) == (200, most)


@pytest.mark.parametrize("age", [0, 12, 17])
def test_children_are_not_covered_and_still_referred(kb: KnowledgeBase, age: int) -> None:
    advice = kb.consult({**COMPLETE, "age": age, "insomnia": True, "suicidal_thoughts": True}).advice
    assert advice.outcome is Outcome.URGENT
    assert advice.items[0].id == "urgent_help"
    assert {item.topic for item in advice.items} == {"refer"}


def test_a_diuretic_is_a_risk_of_shortage_and_still_stops(kb: KnowledgeBase) -> None:
    for kind in ("loop_diuretic", "thiazide_diuretic"):
        advice = kb.consult({**COMPLETE, "insomnia": True, "medicines": [kind]}).advice
        assert advice.findings["deficiency_risk"] is True
        assert advice.outcome is Outcome.ASK_FIRST


@pytest.mark.parametrize("kind", ["potassium_sparing_diuretic", "diuretic_unsure", "electrolyte_medicine"])
def test_a_diuretic_that_may_hold_magnesium_never_counts_as_a_risk(kb: KnowledgeBase, kind: str) -> None:
    assert kb.consult({**COMPLETE, "medicines": [kind]}).advice.findings["deficiency_risk"] is not True


def test_someone_to_whom_nothing_applies_is_not_covered(kb: KnowledgeBase) -> None:
    advice = kb.consult(untroubled(kb)).advice
    assert (advice.outcome, advice.items, advice.questions) == (Outcome.NOT_COVERED, (), ())


def test_the_place_in_a_source_is_named_in_each_language(kb: KnowledgeBase) -> None:
    places = [statement.where for statement in kb.knowledge.statements.values() if statement.where.in_language("nl")]
    assert len(places) > 100
    assert [place for place in places if place.in_language("nl") == place.in_language("en")] == []


def test_what_to_do_about_a_stop_comes_before_the_general_reminder(kb: KnowledgeBase) -> None:
    advice = kb.consult({**COMPLETE, "insomnia": True, "kidney_problems": True}).advice
    given = [item.id for item in advice.in_state(State.GIVEN)]
    assert given[:2] == ["clinician_before_start", "dietitian_before_this_food"]
    assert "care_provider_reminder" not in given


def test_take_none_stands_before_ask_first(kb: KnowledgeBase) -> None:
    stops = {"conditions": ["heart_block"], "medicines": ["loop_diuretic"]}
    advice = kb.consult({**COMPLETE, "insomnia": True, **stops}).advice
    assert advice.items[0].id == "take_none_and_call"
    ask_first = advice.item("clinician_before_start")
    assert ask_first
    assert (ask_first.state, ask_first.superseded_by) == (State.WITHHELD, ("take_none_and_call",))


def test_every_tension_in_the_guide_is_decided_where_it_shows() -> None:
    """The guide contradicts itself in twenty places, T1 to T20; a case, or the ledger, says which side was taken."""
    folder = Path(__file__).parent.parent / "rules"
    files = [*folder.rglob("*.cases.yaml"), *(folder / "ledger").glob("*.yaml")]
    told = {
        name
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("# ")
        for name in re.findall(r"\bT\d+\b", line)
    }
    assert told == {f"T{number}" for number in range(1, 21)}


def test_what_stands_beside_a_package_without_its_knowledge_is_not_taken_for_it(
    plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a program that was packed into one file: it would advise about plants."""
    monkeypatch.setattr(public, "__file__", str(plants / "host.zip" / "sluimer" / "knowledge_base" / "public.py"))
    with pytest.raises(KnowledgeError) as raised:
        public.load()
    assert [problem.code for problem in raised.value.problems] == ["no-such-folder"]
