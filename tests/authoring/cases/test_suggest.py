"""Cases that are offered for what no case has shown: ready to paste, each another person under a name of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer.authoring.cases import suggest
from sluimer.authoring.cases.coverage import Cell, make_coverage
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.cases.suggest import Suggester, Suggestion
from sluimer.authoring.cases.tell import suggested_case, tell_coverage
from sluimer.knowledge.base import Knowledge
from sluimer.language.shape import LONGEST_NAME
from sluimer.read import read_knowledge
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker

Change = Callable[[str, str | None, str], None]

DROOPING = "drooping-means-thirsty"
SETTINGS = """\
settings:
  strictness:
    title: {nl: strengheid, en: strictness}
    options: {mild: {nl: mild, en: mild}, strict: {nl: streng, en: strict}}
    default: mild
units:
"""


def _offered(cases: tuple[RuleCase, ...], knowledge: Knowledge, most: int = 1000) -> tuple[Suggestion, ...]:
    gaps = make_coverage(run_cases(cases, knowledge), knowledge).missing
    return Suggester(cases, knowledge).suggest(gaps, most)


def _cases(folder: Path) -> tuple[RuleCase, ...]:
    cases, problems = read_cases(folder, read_knowledge(folder))
    assert problems == ()
    return cases


def test_every_offered_case_shows_what_it_is_offered_for(plants: Path) -> None:
    """Pasted as it stands beside the rules, it is read, passes, and fills the cell."""
    knowledge = read_knowledge(plants)
    offers = Suggester((), knowledge).suggest(make_coverage((), knowledge).missing, most=1000)
    text = "".join(suggested_case(one) for one in offers)
    (plants / "rules/book/offered.cases.yaml").write_text(text, encoding="utf-8")
    cases, problems = read_cases(plants, knowledge)
    assert problems == ()
    results = run_cases(cases, knowledge)
    assert [result.case.id for result in results if not result.passed] == []
    left = {(row.rule, row.test, row.number, cell) for row, cell in make_coverage(results, knowledge).missing}
    shown = [(row.rule, row.test, row.number, cell) for one in offers for row, cell in one.gaps]
    assert left == set()
    assert len(shown) == len(set(shown)) > 60


def test_a_long_name_is_cut_and_stays_the_only_one(plants: Path, change: Change) -> None:
    """Two rules may begin the same, and a name that is too long would be refused."""
    one, two = (f"drooping-means-{'very-' * 12}{end}" for end in ("dry", "tall"))
    text = (plants / "rules/book/water.yaml").read_text(encoding="utf-8")
    again = text.partition("thirst-or-pests")[0].replace(DROOPING, two).replace("drooping: yes", "height: {above: 300}")
    change("rules/book/water.yaml", None, text.replace(DROOPING, one) + again)
    offers = _offered((), read_knowledge(plants))
    ids = [offer.id for offer in offers]
    assert len(ids) == len(set(ids))
    assert max(map(len, ids)) <= LONGEST_NAME
    assert any(name.endswith("-2") for name in ids)
    (plants / "rules/book/offered.cases.yaml").write_text("".join(map(suggested_case, offers)), encoding="utf-8")
    assert len(_cases(plants)) == len(offers)


def test_a_name_that_a_case_has_is_not_given_again(plants: Path, change: Change) -> None:
    """Pasted it would be declared twice, and be like itself."""
    text = f"{DROOPING}-true:\n  person: {{drooping: no}}\n  expect: {{silent: [{DROOPING}]}}\n"
    change("rules/book/water.cases.yaml", None, text)
    offers = _offered(_cases(plants), read_knowledge(plants))
    first = next(offer for offer in offers if offer.rule == DROOPING)
    assert first.id == f"{DROOPING}-true-2"
    assert all(offer.id != offer.like for offer in offers)


def test_no_person_is_offered_twice(plants: Path) -> None:
    knowledge = read_knowledge(plants)
    offers = _offered((), knowledge)
    (plants / "rules/book/offered.cases.yaml").write_text("".join(map(suggested_case, offers)), encoding="utf-8")
    persons = [case.person for case in _cases(plants)]
    assert all(person not in persons[:number] for number, person in enumerate(persons))


def test_the_person_of_a_case_that_was_left_out_is_not_offered_again(plants: Path, change: Change) -> None:
    """Who names some cases only, sees the gaps of those."""
    change(
        "rules/book/water.cases.yaml", None, f"dry:\n  person: {{drooping: yes}}\n  expect: {{fires: [{DROOPING}]}}\n"
    )
    cases, knowledge = _cases(plants), read_knowledge(plants)
    offers = Suggester(cases, knowledge).suggest(make_coverage((), knowledge).missing, 1000)
    assert {"drooping": "yes"} not in [{**offer.changes} for offer in offers]
    assert (DROOPING, Cell.TRUE) in [(row.rule, cell) for offer in offers for row, cell in offer.gaps if not row.test]


def test_rules_without_a_say_take_no_place_of_others(plants: Path, change: Change) -> None:
    """Whatever the person answers, they stay unseen under the settings by default."""
    change("rules/knowledge.yaml", "units:\n", SETTINGS)
    text = (plants / "rules/book/water.yaml").read_text(encoding="utf-8")
    rule = text.partition("thirst-or-pests")[0].replace("  when:", "  setting: {strictness: strict}\n  when:")
    strict = [rule.replace(DROOPING, f"a-strict-rule-{number}") for number in range(4)]
    change("rules/book/water.yaml", None, "".join([*strict, text]))
    knowledge = read_knowledge(plants)
    assert [row.rule for row, _ in make_coverage((), knowledge).missing[:20]] == [
        f"a-strict-rule-{number}" for number in range(3) for _ in range(7)
    ][:20]
    offers = _offered((), knowledge, suggest.MOST_SUGGESTIONS)
    assert len(offers) == suggest.MOST_SUGGESTIONS
    assert not any(row.rule.startswith("a-strict") for offer in offers for row, _ in offer.gaps)


def test_looking_goes_on_past_what_nobody_can_show(plants: Path, change: Change) -> None:
    """The rule is never true, since its two tests are about the same answer."""
    never = ("when: {height: {above: 200}}", "when: {all: [{height: {above: 200}}, {height: {below: 100}}]}")
    change("rules/care/stop.yaml", *never)
    offers = _offered((), read_knowledge(plants))
    assert {offer.rule for offer in offers} >= {"sun-is-better", "wet-soil-stops-water"}
    gaps = [(row.rule, row.test, cell) for offer in offers for row, cell in offer.gaps]
    assert ("tall-plants-drink-less", None, Cell.FALSE) in gaps
    assert ("tall-plants-drink-less", None, Cell.TRUE) not in gaps


def test_looking_ends_after_so_many_tries(plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = read_knowledge(plants)
    looked_at: list[object] = []
    monkeypatch.setattr(suggest, "MOST_TRIES", 20)
    monkeypatch.setattr(Suggester, "_read", lambda _, answers: looked_at.append(answers))
    assert _offered((), knowledge) == ()
    assert len(looked_at) == 16  # two of each of eight rules


def test_a_number_at_the_end_of_what_is_allowed_is_tried(plants: Path, change: Change) -> None:
    change("rules/care/stop.yaml", "at_least: 60 percent", "below: 0.5 percent")
    gaps = [gap for offer in _offered((), read_knowledge(plants)) for gap in offer.gaps]
    assert ("wet-soil-stops-water", Cell.TRUE) in [(row.rule, cell) for row, cell in gaps if row.test is None]


@pytest.mark.parametrize(
    ("language", "too", "more", "left"),
    [
        ("nl", "# laat ook zien: ", "# en 2 meer", "Voor nog {count} is zo geen voorbeeld gevonden."),
        ("en", "# shows too: ", "# and 2 more", "For {count} more no case was found this way."),
    ],
)
def test_what_a_case_shows_too_stands_above_it(plants: Path, language: str, too: str, more: str, left: str) -> None:
    """In comments, so that it can be pasted with them."""
    knowledge = read_knowledge(plants)
    coverage = make_coverage((), knowledge)
    offers = Suggester((), knowledge).suggest(coverage.missing)
    told = plain(tell_coverage(coverage, offers, Speaker(knowledge, language)))
    assert f"{too}{DROOPING}, `drooping: " in told
    assert f"{more}\n{DROOPING}-true:\n" in told
    count = len(coverage.missing) - sum(len(offer.gaps) for offer in offers)
    assert left.format(count=count) in told
    pasted = told[told.index(too) : told.index(left.format(count=count))]
    (plants / "rules/book/offered.cases.yaml").write_text(pasted, encoding="utf-8")
    assert len(_cases(plants)) == len(offers) == suggest.MOST_SUGGESTIONS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_where_nothing_is_offered_nothing_is_headed_so(plants: Path, language: str) -> None:
    knowledge = read_knowledge(plants)
    told = plain(tell_coverage(make_coverage((), knowledge), (), Speaker(knowledge, language)))
    assert Speaker(knowledge, language).say("suggested") not in told
