"""A theorem is proven for everybody, or somebody breaks it who is near to a known person; it must be about somebody."""

from collections.abc import Mapping
from typing import Any as AnyType

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

import yaml

import sluimer
from authoring.theorems.conftest import Prove
from sluimer.authoring.theorems.model import Theorem
from sluimer.authoring.theorems.prove import Standing, TheoremResult, setting_choices
from sluimer.authoring.theorems.run import ProofRun
from sluimer.authoring.theorems.witness_case import case_of
from sluimer.engines.prove import Search
from sluimer.knowledge.base import Setting
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Option
from sluimer.messages import NOWHERE, UndecidedError


def standing(run: ProofRun) -> dict[str, str]:
    """How each theorem stands."""
    return {one.theorem.id: str(one.standing) for one in run.results}


def person(run: ProofRun, number: int = 0) -> Mapping[str, AnyType]:
    """The case of the person who breaks a theorem, as it is printed."""
    one = run.results[number]
    assert one.witness is not None
    expectation = {key: value for breach in one.broken for key, value in breach.expectation.items()}
    [case] = yaml.load(case_of("case", one.witness, run.knowledge, expectation).written(), yaml.BaseLoader).values()
    return dict(case)


def test_what_holds_for_everybody_is_proven(prove: Prove) -> None:
    """States of items, amounts, findings, the outcome and the scope, for whom and but for whom."""
    run = prove(
        wet_soil="for: {moisture: {at_least: 60 percent}}\nunless: {gardener_agreed: yes}\nnever: {any_given: water}",
        helped="for: {moisture: {at_least: 60 percent}, gardener_agreed: no}\nalways: {any_given: [help]}",
        amount="never: {range: {water: {to: {above: 400 ml/week}}}}",
        tall="for: {height: {above: 200}}\nnever: {range: {water: {to: {above: 250 ml/week}}}}",
        outside="for: {covered: no}\nalways: {all_absent: advice-items}",
        alone="for: {any_given: emergency-items}\nalways: {outcome: urgent}\nnever: {any_given: not-emergency-items}",
        thirst="for: {any_given: water}\nalways: {thirsty: yes}",
        safe="never: {given_though_stopped: yes}",
    )
    assert set(standing(run).values()) == {"proven"}
    assert run.holds


def test_who_breaks_it_is_as_near_to_somebody_known_as_can_be(prove: Prove) -> None:
    """Numbers lie at what was to be reached, and only what must be otherwise is."""
    run = prove(dry="never: {any_given: ask_gardener}")
    assert standing(run) == {"dry": "broken"}
    assert person(run) == {"person": {"moisture": "60 percent"}, "expect": {"withheld": ["ask_gardener"]}}
    [breach] = run.results[0].broken
    assert breach.words == "never: {any_given: ask_gardener}"
    assert breach.items == ("ask_gardener",)
    assert run.results[0].witness is not None
    assert "wet-soil-stops-water" in run.results[0].witness.fired


def test_what_is_assumed_is_unknown_to_nobody_so_that_a_theorem_about_it_is_vacuous(prove: Prove) -> None:
    """A theorem about nobody says nothing, and is no theorem that holds."""
    run = prove(nobody="for: {gardener_agreed: unknown}\nnever: {any_given: water}")
    assert standing(run) == {"nobody": "about-nobody"}
    assert not run.holds


def test_for_is_about_those_of_whom_it_is_surely_true(prove: Prove) -> None:
    """Who did not answer is not meant by `for`, and is meant where `unless` leaves out those who said yes."""
    run = prove(
        known="for: {drooping: no, pests: none}\nnever: {any_open: water}",
        unknown="unless: {drooping: yes}\nnever: {any_open: water}",
    )
    assert standing(run) == {"known": "proven", "unknown": "broken"}
    assert "drooping" not in person(run, 1)["person"]


def test_a_claim_that_is_unknown_is_not_always_true(prove: Prove) -> None:
    """Nor is it never true: of an unknown finding neither can be said."""
    run = prove(
        always="for: {drooping: unknown, moisture: unknown}\nalways: {thirsty: yes}",
        never="for: {drooping: unknown, moisture: unknown}\nnever: {thirsty: yes}",
    )
    assert standing(run) == {"always": "broken", "never": "proven"}


def test_several_claims_are_broken_one_by_one(prove: Prove) -> None:
    """Each in its own words; keys of one claim count together, as in every condition."""
    run = prove(
        apart="never:\n  - any_given: water\n  - any_given: call_now",
        together="never: {any_given: water, outcome: urgent}",
    )
    assert standing(run) == {"apart": "broken", "together": "proven"}
    assert len(run.results[0].broken) == 1


def test_an_amount_that_is_too_much_is_shown_with_what_it_must_be(prove: Prove) -> None:
    """The ends of the range, and where it starts."""
    run = prove(
        to="never: {range: {water: {to: {above: 250 ml/week}}}}",
        start="never: {range: {water: {start: {at_least: 201 ml/week}}}}",
        least="for: {any_given: water}\n"
        "always: {range: {water: {from: {at_least: 100 ml/week}, to: {at_most: 400 ml/week}}}}",
        most="for: {any_given: water}\nalways: {range: {water: {to: {at_least: 400 ml/week}}}}",
    )
    assert standing(run) == {"to": "broken", "start": "proven", "least": "proven", "most": "broken"}
    assert person(run)["expect"] == {"range": {"water": {"at_most": "250 ml/week"}}}
    assert "height" not in person(run, 3)["person"]


def test_who_answers_more_keeps_what_was_given(prove: Prove) -> None:
    """Here a limit holds until it is ruled out, so that more answers only raise the amount."""
    run = prove(
        keeps="answers_more: yes\nkeeps: [water, emergency-items]\nkeeps_range: water",
        assumed="answers_also: gardener_agreed\nkeeps: advice-items",
        overruled="for: {drooping: no}\nanswers_also: moisture\nadds_none_of: sunny_spot",
    )
    assert standing(run) == {"keeps": "proven", "assumed": "proven", "overruled": "proven"}


def test_a_comparison_in_which_nobody_has_anything_to_keep_is_about_nobody(prove: Prove) -> None:
    """Outside the scope there is no advice to lose."""
    run = prove(nobody="for: {covered: no}\nanswers_more: yes\nkeeps: advice-items")
    assert standing(run) == {"nobody": "about-nobody"}


def test_who_loses_something_by_answering_is_shown_with_both_answers(prove: Prove) -> None:
    """Wet soil withholds water from who may have had some before the moisture was told."""
    run = prove(lost="answers_also: moisture\nadds_none_of: [water, ask_gardener]")
    [one] = run.results
    assert one.standing is Standing.BROKEN
    assert one.witness is not None
    assert one.witness.more is not None
    assert "moisture" not in one.witness.answers
    gained = [item for breach in one.broken for item in breach.items]
    kb = sluimer.KnowledgeBase(run.knowledge)
    for item in gained:
        before, after = (_given(kb, answers, item) for answers in (one.witness.answers, one.witness.more))
        assert (before, after) == (False, True)


def _given(kb: sluimer.KnowledgeBase, answers: Mapping[str, AnyType], item: str) -> bool:
    said = {name: value for name, value in answers.items() if "." not in name}
    found = kb.consult(said).advice.item(item)
    return found is not None and found.state == "given"


def test_a_theorem_is_proven_under_every_setting_that_it_does_not_name() -> None:
    """All combinations while they are few, and else each setting by itself."""
    options = tuple(Option(name, NO_TEXT) for name in "abc")
    settings = {name: Setting(name, NO_TEXT, options, "b") for name in ("one", "two")}
    assert len(setting_choices(settings)) == 9
    assert setting_choices(settings)[0] == {"one": "b", "two": "b"}
    many = {str(number): Setting(str(number), NO_TEXT, options, "b") for number in range(4)}
    assert len(setting_choices(many)) == 9
    both = Theorem("both", NOWHERE, NO_TEXT, settings=(("0", "a"), ("1", "c")))
    assert setting_choices(many, [both, both])[9:] == [{"0": "a", "1": "c", "2": "b", "3": "b"}]


def test_without_enough_time_a_theorem_is_not_decided(prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never called proven."""

    def out_of_time(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Search, "find", out_of_time)
    run = prove(wet="never: {any_given: water}")
    assert standing(run) == {"wet": "not-decided"}
    assert not run.holds


def test_the_worst_counts_of_what_came_under_several_settings() -> None:
    """Whoever breaks it under one setting breaks it; about nobody under one is no fault where another has somebody."""
    from sluimer.authoring.theorems.prove import together

    def worst(*standings: Standing) -> Standing:
        return together([TheoremResult(None, one) for one in standings]).standing  # type: ignore[arg-type]

    assert worst(Standing.PROVEN, Standing.BROKEN, Standing.UNDECIDED) is Standing.BROKEN
    assert worst(Standing.PROVEN, Standing.UNDECIDED) is Standing.UNDECIDED
    assert worst(Standing.ABOUT_NOBODY, Standing.PROVEN) is Standing.PROVEN
    assert worst(Standing.ABOUT_NOBODY, Standing.ABOUT_NOBODY) is Standing.ABOUT_NOBODY
