"""What is written is what is read: no rule, test or effect is lost on the way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Known, Not, Within, leaves
from sluimer.knowledge.rule import Advise, Ask, Avoid, Conclude, Limit, Prefer, Range, Refer, Strength, Withhold
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge

Change = Callable[[str, str | None, str], None]

RULE_FILES = [
    path
    for path in sorted(bundled_folder().glob("rules/*/**/*.yaml"))
    if "ledger" not in path.parts and not path.name.endswith(".cases.yaml")
]


def _rules() -> Iterator[tuple[str, dict[str, object]]]:
    for path in RULE_FILES:
        yield from yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).items()


def _named(effects: object) -> Iterator[str]:
    """Every name that stands behind an effect, in whichever of its forms."""
    for effect in effects if isinstance(effects, list) else [effects]:
        assert isinstance(effect, dict)
        for targets in effect.values():
            for target in targets if isinstance(targets, list) else [targets]:
                yield from target if isinstance(target, dict) else [target]


def _target(effect: object) -> str:
    match effect:
        case Conclude(name) | Withhold(name, _) | Ask(name):
            return name
        case Advise(name) | Prefer(name) | Avoid(name) | Limit(name) | Refer(name):
            return name
    raise AssertionError(effect)


def test_every_effect_of_every_bundled_rule_is_read() -> None:
    """As many as are written, in the same order, each with its target."""
    knowledge = read_knowledge(bundled_folder())
    written = {name: list(_named(body["then"])) for name, body in _rules()}
    assert {name: [_target(effect) for effect in rule.effects] for name, rule in knowledge.rules.items()} == written


def _tests(condition: object) -> int:
    """How many tests are written in a condition, the bounds of a number being one."""
    if isinstance(condition, list):
        return sum(map(_tests, condition))
    assert isinstance(condition, dict)
    found = 0
    for key, value in condition.items():
        nested = value["of"] if key == "at_least" else value
        found += _tests(nested) if key in ("all", "any", "not", "at_least") else 1
    return found


def test_every_test_of_every_bundled_rule_is_read() -> None:
    """A test of a set may stand for several, and never for none."""
    knowledge = read_knowledge(bundled_folder())
    for name, body in _rules():
        written = _tests(body.get("when", {}))
        assert len(leaves(knowledge.rules[name].condition)) >= written, name
        assert (written == 0) is (knowledge.rules[name].condition == ALWAYS)


CONDITIONS: list[tuple[str, Condition]] = [
    ("{drooping: yes}", Is("drooping", (True,))),
    ("{drooping: no}", Is("drooping", (False,))),
    ("{thirsty: yes}", Is("thirsty", (True,))),
    ("{light: sun}", Is("light", ("sun",))),
    ("{light: [sun, shade, sun]}", Is("light", ("sun", "shade"))),
    ("{height: {at_least: 1, below: 2.5}}", Within("height", at_least=1, below=2.5)),
    ("{moisture: {above: 10 percent, at_most: 20}}", Within("moisture", above=10, at_most=20)),
    ("{pests: {includes: mites}}", Is("pests.mites", (True,))),
    ("{pests: {includes_any: [mites, thrips]}}", Any((Is("pests.mites", (True,)), Is("pests.thrips", (True,))))),
    ("{pests: {includes_all: [mites, thrips]}}", All((Is("pests.mites", (True,)), Is("pests.thrips", (True,))))),
    ("{pests: {includes_any: mites}}", Is("pests.mites", (True,))),
    ("{pests: none}", All((Is("pests.aphids", (False,)), Is("pests.mites", (False,)), Is("pests.thrips", (False,))))),
    ("{not: {drooping: yes}}", Not(Is("drooping", (True,)))),
    ("{all: [{drooping: yes}, {light: sun}]}", All((Is("drooping", (True,)), Is("light", ("sun",))))),
    ("{any: [{drooping: yes}, {light: sun}]}", Any((Is("drooping", (True,)), Is("light", ("sun",))))),
    ("{drooping: yes, light: sun}", All((Is("drooping", (True,)), Is("light", ("sun",))))),
    (
        "{at_least: {count: 1, of: [{drooping: yes}, {light: sun}]}}",
        AtLeast(1, (Is("drooping", (True,)), Is("light", ("sun",)))),
    ),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_a_condition_is_read_as_it_is_written(text: str, condition: Condition, plants: Path, change: Change) -> None:
    """Each form of the language."""
    change("rules/book/water.yaml", "{light: shade, not: {pests: none}}", text)
    assert read_knowledge(plants).rules["sun-is-better"].condition == condition


def test_known_and_unknown_are_tests_of_every_kind_of_fact(plants: Path, change: Change) -> None:
    """Of a set, all its options; quoted they are an answer like any other."""
    change("rules/care/stop.yaml", "when: {light: unknown}", "when: {light: unknown, pests: known, height: unknown}")
    assert read_knowledge(plants).rules["ask-for-the-light"].condition == All(
        (
            Known("light", ("light",), known=False),
            Known("pests", ("pests.aphids", "pests.mites", "pests.thrips")),
            Known("height", ("height",), known=False),
        )
    )


EFFECTS: list[tuple[str, list[object]]] = [
    ("{advise: sunny_spot}", [Advise("sunny_spot")]),
    ("{advise: [sunny_spot, shady_spot]}", [Advise("sunny_spot"), Advise("shady_spot")]),
    ("{advise: {water: {from: 1 ml/week, to: 2.5 ml/week, start: 1 ml/week}}}", [Advise("water", Range(1, 2.5, 1))]),
    (
        "{advise: [sunny_spot, {water: {from: 1 ml/week, to: 3 ml/week, start: 2 ml/week}}]}",
        [Advise("sunny_spot"), Advise("water", Range(1, 3, 2))],
    ),
    ("{prefer: sunny_spot}", [Prefer("sunny_spot", Strength.NORMALLY)]),
    ("{prefer: {sunny_spot: weakly}}", [Prefer("sunny_spot", Strength.WEAKLY)]),
    (
        "[{prefer: {sunny_spot: strongly, shady_spot: normally}}]",
        [Prefer("sunny_spot", Strength.STRONGLY), Prefer("shady_spot", Strength.NORMALLY)],
    ),
    ("{withhold: sunny_spot}", [Withhold("sunny_spot", ("sunny_spot",))]),
    ("{withhold: place}", [Withhold("place", ("sunny_spot", "shady_spot"))]),
    ("{withhold: everything}", [Withhold("everything", ("water", "sunny_spot", "shady_spot"))]),
    ("{withhold: [everything, water]}", [Withhold("everything", ("water", "sunny_spot", "shady_spot")),
                                         Withhold("water", ("water",))]),
    ("{avoid: sunny_spot}", [Avoid("sunny_spot")]),
    ("{limit: {water: {at_most: 250 ml/week}}}", [Limit("water", 250)]),
    ("{refer: [ask_gardener, call_now]}", [Refer("ask_gardener"), Refer("call_now")]),
    ("{ask: light}", [Ask("light")]),
    ("{ask: light, refer: call_now}", [Ask("light"), Refer("call_now")]),
    ("[{ask: light}, {conclude: stressed}]", [Ask("light"), Conclude("stressed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "effects"), EFFECTS, ids=[text for text, _ in EFFECTS])
def test_an_effect_is_read_as_it_is_written(text: str, effects: list[object], plants: Path, change: Change) -> None:
    """Each form of the language; a group stands for all of its items."""
    change("rules/knowledge.yaml", "scope:\n", "groups:\n  everything: [water, place]\nscope:\n")
    change(
        "rules/book/water.yaml",
        "  then:\n    - prefer: {sunny_spot: strongly}\n    - prefer: shady_spot\n",
        f"  then: {text}\n",
    )
    assert list(read_knowledge(plants).rules["sun-is-better"].effects) == effects


SUN = "options: {sun: {nl: Zon, en: Sun}}"


@pytest.mark.parametrize("kind", ["yes_no", "number", f"choice, {SUN}", f"set, {SUN}"])
def test_a_fact_of_any_kind_is_fixed_only_where_that_is_written(kind: str, plants: Path) -> None:
    fact = f"kind: {kind}, title: {{nl: Soort, en: Species}}, question: {{nl: Welke?, en: Which?}}"
    for written, fixed in (("", False), (", fixed: no", False), (", fixed: yes", True)):
        (plants / "facts/more.yaml").write_text(f"facts: {{species: {{{fact}{written}}}}}\n", encoding="utf-8")
        assert read_knowledge(plants).vocabulary.facts["species"].fixed is fixed


@pytest.mark.parametrize("kind", ["number", "numbr"])
@pytest.mark.parametrize("value", ["perhaps", "1", "[yes]", "{light: yes}"])
def test_fixed_is_yes_or_no(
    kind: str, value: str, plants: Path, change: Change, problems_of: Callable[[Path], list[str]]
) -> None:
    """Told in the same pass as a kind that there is not."""
    change("facts/plant.yaml", "  height:\n    kind: number\n", f"  height:\n    kind: {kind}\n    fixed: {value}\n")
    codes = [problem.rpartition(" ")[2] for problem in problems_of(plants)]
    assert codes == ["unknown-kind"] * (kind == "numbr") + ["not-yes-no"]
