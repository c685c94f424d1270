"""What one thing in a condition may become, kind by kind."""

import pytest

from sluimer.authoring.mutants.conditions import changed_conditions, one_step_from
from sluimer.authoring.mutants.model import MutantKind
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.meaning.notation import notation
from sluimer.messages import Position

X, Y, Z = Is("x", (True,)), Is("y", (True,)), Is("z", (True,))
HERE = Position("rules/here.yaml", 3, 4)
NO_PESTS = All((Is("pests.mites", (False,), HERE), Is("pests.aphids", (False,), HERE)))


def said(condition: Condition, *kinds: MutantKind) -> list[str]:
    """What a condition becomes, by these kinds of change."""
    return [notation(one.whole) for one in changed_conditions(condition) if one.kind in kinds]


@pytest.mark.parametrize(
    ("condition", "kind", "becomes"),
    [
        (Within("n", at_least=60), MutantKind.THRESHOLD, ["n >= 59", "n >= 61"]),
        (Within("n", below=0.5), MutantKind.THRESHOLD, ["n < 0.4", "n < 0.6"]),
        (Within("n", at_least=60), MutantKind.STRICTNESS, ["n > 60"]),
        (
            Within("n", above=1, below=3),
            MutantKind.STRICTNESS,
            [notation(Within("n", at_least=1, below=3)), notation(Within("n", above=1, at_most=3))],
        ),
        (All((X, Y)), MutantKind.PART, ["y", "x"]),
        (X, MutantKind.PART, [notation(ALWAYS)]),
        (
            All((X, Any((Y, Z)))),
            MutantKind.PART,
            [notation(Any((Y, Z))), "x", notation(All((X, Z))), notation(All((X, Y)))],
        ),
        (X, MutantKind.NEGATION, ["!(x)"]),
        (Not(X), MutantKind.NEGATION, ["x"]),
        (Known("n", ("n",)), MutantKind.NEGATION, [notation(Not(Known("n", ("n",))))]),
        (All((X, Y)), MutantKind.CONNECTIVE, [notation(Any((X, Y)))]),
        (Any((X, Y)), MutantKind.CONNECTIVE, [notation(All((X, Y)))]),
        (AtLeast(2, (X, Y, Z)), MutantKind.COUNT, [notation(AtLeast(1, (X, Y, Z))), notation(AtLeast(3, (X, Y, Z)))]),
        (Is("c", ("a", "b")), MutantKind.OPTION, [notation(Is("c", ("b",))), notation(Is("c", ("a",)))]),
    ],
    ids=str,
)
def test_one_thing_at_a_time_is_changed(condition: Condition, kind: MutantKind, becomes: list[str]) -> None:
    """Wherever it stands in the condition."""
    assert said(condition, kind) == becomes


def test_what_means_the_same_is_no_change() -> None:
    """Nor is one meaning there twice: two of two parts are all of them."""
    assert said(AtLeast(2, (X, Y)), MutantKind.COUNT) == [notation(AtLeast(1, (X, Y)))]
    assert len({*said(All((X, X)), *MutantKind)}) == len(said(All((X, X)), *MutantKind))


def test_one_word_of_the_author_is_changed_as_one() -> None:
    """A set that holds nothing is one word, and is not taken apart."""
    assert said(NO_PESTS, *MutantKind) == [notation(ALWAYS), notation(Not(NO_PESTS))]
    assert notation(Not(NO_PESTS)) in said(All((X, NO_PESTS)), MutantKind.NEGATION)[-1]


def test_what_holds_for_everybody_is_not_changed() -> None:
    """There is nothing to change in it."""
    assert [*changed_conditions(ALWAYS)] == []


@pytest.mark.parametrize(
    ("number", "steps"), [(250, (249, 251)), (0.75, (0.74, 0.76)), (-1, (-2, 0)), (100.0, (99, 101))]
)
def test_a_step_is_one_of_the_last_digit(number: float, steps: tuple[float, float]) -> None:
    """And whole numbers stay whole."""
    assert one_step_from(number) == steps
    assert [type(one) for one in one_step_from(100.0)] == [int, int]
