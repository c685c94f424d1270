"""What of a whole knowledge base is changed, and where that stands."""

from pathlib import Path

import pytest

from conftest import HOUSE_PLANTS, NEWS2, ROOT
from sluimer.authoring.mutants.make import mutants_of
from sluimer.authoring.mutants.model import Mutant, MutantKind, Owner
from sluimer.authoring.mutants.mutated import mutated
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Advise, Limit, Prefer, Range, Strength
from sluimer.read import read_knowledge


def found(folder: Path, kind: MutantKind, name: str = "") -> list[Mutant]:
    """The mutants of this kind, of what has this name."""
    every = mutants_of(read_knowledge(folder))
    return [one for one in every if one.kind is kind and name in ("", one.point.name)]


def test_effects_are_dropped_and_their_amounts_moved() -> None:
    """An amount is moved by one step as long as its ends are in order; each stands where its item is named."""
    dropped = found(HOUSE_PLANTS, MutantKind.EFFECT, "thirsty-plants-get-water")
    assert [(one.new, str(one.position)) for one in dropped] == [(None, "rules/book/water.yaml:19:16")]
    amounts = [one.new.range for one in found(HOUSE_PLANTS, MutantKind.AMOUNT, "thirsty-plants-get-water")]
    ends = [(99, 400, 200), (101, 400, 200), (100, 399, 200), (100, 401, 200), (100, 400, 199), (100, 400, 201)]
    assert amounts == [Range(*one) for one in ends]
    limits = [one.new for one in found(HOUSE_PLANTS, MutantKind.AMOUNT, "tall-plants-drink-less")]
    assert limits == [Limit("water", 249), Limit("water", 251)]


def test_strengths_and_targets_become_what_is_next_to_them() -> None:
    """Of an item with an amount there is no other one here."""
    strengths = [one.new for one in found(HOUSE_PLANTS, MutantKind.STRENGTH)]
    assert strengths == [
        Prefer("sunny_spot", Strength.NORMALLY),
        Prefer("shady_spot", Strength.WEAKLY),
        Prefer("shady_spot", Strength.STRONGLY),
    ]
    others = {(one.point.name, one.new.item) for one in found(HOUSE_PLANTS, MutantKind.NEIGHBOUR)}
    assert ("wet-soil-stops-water", "call_now") in others
    assert not any(isinstance(one.new, Advise) for one in found(HOUSE_PLANTS, MutantKind.NEIGHBOUR))


def test_what_is_implied_or_assumed_is_dropped_and_turned() -> None:
    """And what overrules fills in instead."""
    implied = found(HOUSE_PLANTS, MutantKind.IMPLIED)
    assert [one.new and one.new.answers for one in implied] == [None, (("drooping", False),)]
    assert [str(one.position) for one in implied] == ["facts/plant.yaml:26:16"] * 2
    [overruling] = found(HOUSE_PLANTS, MutantKind.OVERRULING)
    assert (overruling.new.overrules, str(overruling.position)) == (False, "facts/plant.yaml:25:9")
    assumed = found(HOUSE_PLANTS, MutantKind.ASSUMED)
    assert [(one.new, str(one.position)) for one in assumed] == [
        (None, "facts/plant.yaml:14:5"),
        (True, "facts/plant.yaml:14:5"),
    ]


def test_conditions_of_the_scope_and_of_what_is_implied_are_changed_too() -> None:
    """Not only those of rules; where no `not` can be written, none is put."""
    kinds: dict[MutantKind, set[Owner]] = {MutantKind.NEGATION: set(), MutantKind.THRESHOLD: set()}
    for one in mutants_of(read_knowledge(HOUSE_PLANTS)):
        kinds.setdefault(one.kind, set()).add(one.point.owner)
    assert kinds[MutantKind.NEGATION] == {Owner.RULE, Owner.SCOPE}
    assert kinds[MutantKind.THRESHOLD] == {Owner.RULE, Owner.FACT}


def test_points_of_a_score_are_moved_and_dropped() -> None:
    """Each at its place."""
    points = found(NEWS2, MutantKind.POINTS)
    assert points
    assert all(isinstance(one.before, int | float) and abs(one.after - one.before) == 1 for one in points)  # type: ignore[operator]
    assert all(one.position.file == "facts/measurements.yaml" or one.position.line for one in points)


@pytest.fixture(scope="module")
def bundled() -> Knowledge:
    """The bundled knowledge."""
    return read_knowledge(ROOT)


def test_groups_lose_what_they_were_written_with(bundled: Knowledge) -> None:
    """A topic that is in a group whole goes whole, at its place in the declaration."""
    groups = [one for one in mutants_of(bundled) if one.kind is MutantKind.GROUP and one.point.name == "dosing"]
    assert [one.before for one in groups] == [
        "dose",
        "form",
        "timing",
        "start_low",
        "raise_slowly",
        "take_daily",
        "product",
    ]
    form = groups[1]
    assert {"citrate", "oxide"}.isdisjoint(form.new)
    assert "dose" in form.new
    assert form.position.file == "rules/knowledge.yaml"
    assert form.position.line


def test_settings_superseding_and_defaults_are_changed(bundled: Knowledge) -> None:
    """Who takes what away, under which setting, and which counts where nobody chooses."""
    mutants = mutants_of(bundled)
    [default] = [one for one in mutants if one.kind is MutantKind.DEFAULT]
    assert mutated(bundled, default).manifest.settings["upper_limit"].default == "us"
    setting = next(one for one in mutants if one.kind is MutantKind.SETTING)
    assert mutated(bundled, setting).rules[setting.point.name].settings == ()
    superseded = next(one for one in mutants if one.kind is MutantKind.SUPERSEDED)
    lost = {*bundled.vocabulary.items[superseded.point.name].supersedes}
    assert {*mutated(bundled, superseded).vocabulary.items[superseded.point.name].supersedes} < lost


def test_every_mutant_differs_from_what_it_was_made_from_and_stands_somewhere(bundled: Knowledge) -> None:
    """In one thing each; no two are the same."""
    mutants = mutants_of(bundled)
    assert len(mutants) > 1_000
    assert len({(one.point, repr(one.new)) for one in mutants}) == len(mutants)
    for one in mutants[::25]:
        changed = mutated(bundled, one)
        assert (changed.rules, changed.vocabulary, changed.manifest) != (
            bundled.rules,
            bundled.vocabulary,
            bundled.manifest,
        )
    assert all(one.position.file and one.position.line for one in mutants)
