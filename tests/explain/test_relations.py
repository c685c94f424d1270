"""What hangs together with a rule is named, each rule once, and never the rule itself."""

import pytest

import sluimer
from sluimer.explain.relations import Relations, concluding, relations_of

PLANTS = {
    "drooping-means-thirsty": {"built_on_it": ("thirst-or-pests-mean-stress", "thirsty-plants-get-water")},
    "thirst-or-pests-mean-stress": {},
    "thirsty-plants-get-water": {"bar_it": ("tall-plants-drink-less", "wet-soil-stops-water")},
    "wet-soil-stops-water": {
        "barred_by_it": ("thirsty-plants-get-water",),
        "bar_too": ("tall-plants-drink-less",),
    },
    "sun-is-better": {"bar_it": ("three-pests-at-once",)},
    "ask-for-the-light": {},
}


def around(relations: Relations) -> dict[str, tuple[str, ...]]:
    """The ids of the rules, where there are any."""
    found = {name: getattr(relations, name) for name in Relations.__dataclass_fields__}
    return {name: tuple(rule.id for rule in rules) for name, rules in found.items() if rules}


@pytest.mark.parametrize("name", PLANTS)
def test_each_other_rule_is_named_for_what_it_has_to_do_with_it(name: str, plant_care: sluimer.KnowledgeBase) -> None:
    knowledge = plant_care.knowledge
    assert around(relations_of(knowledge.rules[name], knowledge)) == PLANTS[name]


def test_who_stops_is_who_is_stopped_seen_from_the_other_side() -> None:
    """On every pair of the bundled rules, and no rule is around itself."""
    knowledge = sluimer.load().knowledge
    found = {rule.id: relations_of(rule, knowledge) for rule in knowledge.rules.values()}
    stops = {(name, other.id) for name, each in found.items() for other in each.barred_by_it}
    stopped = {(other.id, name) for name, each in found.items() for other in each.bar_it}
    assert stops == stopped
    assert stops
    assert not any(name in ids for name, each in found.items() for ids in around(each).values())


def test_a_finding_names_the_rules_that_conclude_it(plant_care: sluimer.KnowledgeBase) -> None:
    assert [rule.id for rule in concluding("thirsty", plant_care.knowledge)] == ["drooping-means-thirsty"]
