"""In what a person is told otherwise by another version: the terms, the planes and what is told agree."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="needs the extra `prove`")

import sluimer
from sluimer.authoring.versions.difference import advice_differs, same_person, who_differs
from sluimer.authoring.versions.seen import seen_answers
from sluimer.engines.planes import make_planes
from sluimer.engines.prove import Person, Search
from sluimer.engines.prove.terms import some
from sluimer.engines.prove.world import same_answers
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.read import read_knowledge
from strategies.knowledge import knowledge_bases
from strategies.persons import draw_persons
from tries import tries

Edit = Callable[[str, str | None, str], None]


def who_is_told_otherwise(old: Knowledge, new: Knowledge, persons: list[Person]) -> list[bool]:
    """By the planes of both versions."""
    readings = [
        make_planes(make_net(one)).run([seen_answers(person, one.vocabulary.facts) for person in persons])
        for one in (old, new)
    ]
    found = who_differs(*readings)
    return [bool(found >> number & 1) for number in range(len(persons))]


def by_terms(old: Knowledge, new: Knowledge, persons: list[Person]) -> list[bool]:
    """By a proof about each person."""
    worlds = same_person(*((make_net(one), one.vocabulary.facts) for one in (old, new)))
    search = Search(worlds, 60)
    search.add(some(advice_differs(*worlds)))
    answers = {**worlds[0].answers, **worlds[1].answers}
    return [
        search.find(*(same_answers(terms, person.get(slot)) for slot, terms in answers.items())) is not None
        for person in persons
    ]


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Knowledge, Knowledge]:
    """A knowledge base, and the same without some of its rules."""
    whole = draw(knowledge_bases())
    kept = {name: rule for name, rule in whole.rules.items() if not draw(st.booleans())}
    versions = [whole, replace(whole, rules=kept)]
    return tuple(draw(st.permutations(versions)))  # type: ignore[return-value]


@given(two_versions())
@settings(max_examples=tries(200))
def test_terms_and_planes_agree_about_who_is_told_otherwise(versions: tuple[Knowledge, Knowledge]) -> None:
    """Whichever of two versions has more rules, and so items, findings and amounts that the other has not."""
    old, new = versions
    reader = sluimer.KnowledgeBase(old)
    persons: list[Person] = [reader.read_case(one).given for one in draw_persons(old, 30)]
    assert by_terms(old, new, persons) == who_is_told_otherwise(old, new, persons)


@pytest.mark.parametrize(
    ("file", "before", "after", "person", "otherwise"),
    [
        ("facts/plant.yaml", "highest: 100", "highest: 50", {"moisture": 70}, True),
        ("facts/plant.yaml", "highest: 100", "highest: 50", {"moisture": 50}, False),
        (
            "facts/plant.yaml",
            "      shade: {nl: schaduw",
            "      dusk: {nl: schemer, en: dusk}\n      shade: {nl: schaduw",
            {"light": "dusk"},
            True,
        ),
        ("facts/plant.yaml", "      sun: {nl: zon, en: sun}\n", "", {"light": "sun"}, True),
        ("facts/plant.yaml", "      sun: {nl: zon, en: sun}\n", "", {"light": "shade", "pests.mites": True}, False),
        ("rules/care/stop.yaml", "above: 200", "above: 150", {"height": 180, "drooping": True, "moisture": 30}, True),
        ("rules/care/stop.yaml", "above: 200", "above: 150", {"height": 180, "drooping": False, "moisture": 30}, False),
        ("rules/care/stop.yaml", "above: 200", "above: 150", {"height": 201, "drooping": True, "moisture": 30}, False),
    ],
)
def test_what_one_version_does_not_allow_is_no_answer_to_it(
    plants: Path,
    change: Edit,
    file: str,
    before: str,
    after: str,
    person: Mapping[str, Scalar],
    otherwise: bool,
) -> None:
    """Bounds and options that only one version has, and tests of other numbers."""
    old = read_knowledge(plants)
    change(file, before, after)
    new = read_knowledge(plants)
    whole: dict[str, Scalar] = {"indoors": True, **person}
    for pair in ((old, new), (new, old)):
        assert by_terms(*pair, [whole]) == who_is_told_otherwise(*pair, [whole]) == [otherwise]


def test_an_item_that_is_gone_is_told_no_more(plants: Path, change: Edit) -> None:
    """And one that a rule does not bring is the same, there or not."""
    old = read_knowledge(plants)
    change("rules/book/water.yaml", "    - prefer: shady_spot\n", "")
    change("rules/care/stop.yaml", "avoid: sunny_spot", "refer: ask_gardener")
    shady = "      shady_spot: {text: {nl: Zet de plant in de schaduw., en: Put the plant in the shade.}, "
    change("facts/advice.yaml", shady + "title: {nl: In de schaduw, en: In the shade}}\n", "")
    new = read_knowledge(plants)
    persons: list[Person] = [
        {"indoors": True, "light": "shade", "pests.mites": True},
        {"indoors": True, "light": "sun", "pests.mites": True},
    ]
    for pair in ((old, new), (new, old)):
        assert by_terms(*pair, persons) == who_is_told_otherwise(*pair, persons) == [True, False]
