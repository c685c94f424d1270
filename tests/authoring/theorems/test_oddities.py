"""What is odd about rules, whoever the person is: each kind where it is, and nothing where nothing is odd."""

from collections.abc import Callable

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from authoring.theorems.conftest import Prove
from sluimer.authoring.theorems.oddities import Oddity, OddKind
from sluimer.authoring.theorems.run import ProofRun
from sluimer.engines.prove import Search
from sluimer.meaning.notation import notation
from sluimer.messages import UndecidedError

Change = Callable[[str, str | None, str], None]
NOBODY_TOLD = """
nothing-applies:
  person: {drooping: no, moisture: 10, indoors: yes, pests: none}
  expect: {outcome: not_covered}
"""
RULE = "  because: {nl: Zo., en: So.}\n  cites: [B2]\n"


@pytest.fixture(autouse=True)
def somebody_who_is_told_nothing(change: Change) -> None:
    """A case of a plant that needs nothing, so that this is no surprise."""
    change("rules/book/nothing.cases.yaml", None, NOBODY_TOLD)


def odd(run: ProofRun, kind: OddKind) -> list[Oddity]:
    """What is odd in this way."""
    return [one for one in run.odd if one.kind is kind]


def test_nothing_is_odd_where_every_rule_does_something(prove: Prove) -> None:
    """Nor is a rule that only asks."""
    run = prove(looks_at_rules=True)
    assert run.odd == []
    assert run.looked


def test_a_rule_that_can_never_fire_is_told_with_the_parts_that_never_go_together(prove: Prove, change: Change) -> None:
    """Also where it takes a finding, and what answers imply, to see it."""
    when = "{light: sun, moisture: {below: 10 percent}, thirsty: no}"
    rule = f"never-both:\n  when: {when}\n  then: {{advise: shady_spot}}\n{RULE}"
    change("rules/book/more.yaml", None, rule)
    [one] = odd(prove(looks_at_rules=True), OddKind.NEVER_FIRES)
    assert one.name == "never-both"
    assert [notation(part) for part in one.parts] == ["moisture < 10", "!thirsty"]
    assert str(one.position) == "rules/book/more.yaml:1:1"


def test_a_rule_without_which_all_is_the_same_is_told_with_those_that_do_the_same(prove: Prove, change: Change) -> None:
    """And with somebody for whom both fire."""
    rule = f"again:\n  when: {{drooping: yes, light: sun}}\n  then: {{conclude: thirsty}}\n{RULE}"
    change("rules/book/more.yaml", None, rule)
    [one] = prove(looks_at_rules=True).odd
    assert (one.kind, one.name, one.others) == (OddKind.CHANGES_NOTHING, "again", ("drooping-means-thirsty",))
    assert one.witness is not None
    assert one.witness.answers["light"] == "sun"
    assert {"again", "drooping-means-thirsty"} <= {*one.witness.fired}


def test_a_rule_that_does_the_same_in_another_pack_is_not_odd(prove: Prove, change: Change) -> None:
    """Who chooses that pack alone would miss it."""
    when = "{moisture: {at_least: 60 percent}, gardener_agreed: no}"
    rule = f"again:\n  when: {when}\n  then: {{withhold: water}}\n{RULE}"
    change("rules/book/more.yaml", None, rule)
    assert odd(prove(looks_at_rules=True), OddKind.CHANGES_NOTHING) == []


def test_an_item_that_nobody_is_given_is_told(prove: Prove, change: Change) -> None:
    """Whatever rules bring it."""
    change("rules/care/more.yaml", None, f"no-shade:\n  when: {{indoors: yes}}\n  then: {{avoid: shady_spot}}\n{RULE}")
    run = prove(looks_at_rules=True)
    assert [one.name for one in odd(run, OddKind.NEVER_GIVEN)] == ["shady_spot"]
    [twin] = odd(run, OddKind.TWIN_APART)
    assert (twin.name, twin.others) == ("sunny_spot", ("shady_spot",))


def test_advice_that_goes_against_itself_is_told_with_who_gets_both(prove: Prove, change: Change) -> None:
    """A rule refers and withholds; another one refers too, and forgets to."""
    rule = f"too-tall:\n  when: {{height: {{above: 300}}}}\n  then: {{refer: ask_gardener}}\n{RULE}"
    change("rules/care/more.yaml", None, rule)
    [one] = odd(prove(looks_at_rules=True), OddKind.AGAINST_ITSELF)
    assert (one.name, one.others) == ("ask_gardener", ("water",))
    assert one.witness is not None
    assert one.witness.answers["height"] == 301


def test_what_stops_all_advice_beside_advice_to_do_something_is_told(prove: Prove, change: Change) -> None:
    """A topic that stops is given while the main topic is."""
    change("rules/knowledge.yaml", "topics: [help, water, place]", "topics: [help, water, place]\nstops: [help]")
    change("rules/care/stop.yaml", "    - withhold: water\n", "")
    run = prove(looks_at_rules=True)
    assert [(one.name, one.others) for one in odd(run, OddKind.AGAINST_ITSELF)] == [("ask_gardener", ("water",))]


def test_somebody_who_is_covered_and_told_nothing_is_told_once(prove: Prove, change: Change) -> None:
    """Not where a case shows that this is known."""
    change("rules/book/nothing.cases.yaml", None, "thirsty: {person: {drooping: yes}, expect: {open: water}}\n")
    [one] = prove(looks_at_rules=True).odd
    assert one.kind is OddKind.NOTHING_GIVEN


def test_what_takes_too_long_is_told_as_not_decided(prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is called odd for it."""

    def out_of_time(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Search, "find", out_of_time)
    run = prove(looks_at_rules=True)
    assert {one.kind for one in run.odd} == {OddKind.UNDECIDED}
