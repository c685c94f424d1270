"""A near name is what somebody meant, or nothing: never another kind, and never the opposite."""

import pytest

from sluimer.messages import nearest, unexplained

LEDGER = [f"{letter}{chapter}.{number}" for letter in "GS" for chapter in range(1, 12) for number in range(1, 12)]
ANSWERS = ("yes", "no", "unknown", "declined")


@pytest.mark.parametrize(
    ("word", "candidates", "near"),
    [
        ("g5.7", LEDGER, "G5.7"),
        ("s5.7", LEDGER, "S5.7"),
        ("Kidney_Problems", ["kidney_problem", "kidney_problems"], "kidney_problems"),
        ("heartblock", ["heart_failure", "heart_block"], "heart_block"),
        ("start low", ["start-low", "start"], "start-low"),
        ("ANY", ["all", "any", "not"], "any"),
    ],
)
def test_capitals_and_joints_are_tried_first(word: str, candidates: list[str], near: str) -> None:
    assert nearest(word, candidates) == near


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("G5.77", ["S5.7", "S5.77"]),
        ("5.7", LEDGER),
        ("ema-2018", ["efsa-2018"]),
    ],
)
def test_a_statement_of_one_source_is_not_near_to_that_of_another(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) == ""


@pytest.mark.parametrize(
    ("word", "opposite"),
    [
        *(("includes_any", "includes_all"), ("excludes", "includes"), ("at_most", "at_least"), ("above", "below")),
        *(("dose_above_250", "dose_below_250"), ("under-18-sleeps-badly", "under-16-sleeps-badly")),
        *(("male", "female"), ("known", "unknown"), ("autorised", "unauthorised"), ("verified", "unverified")),
        *(("hypotension", "hypertension"), ("premenopausal", "postmenopausal"), ("increase", "decrease")),
        *(("no_caffeine", "caffeine"), ("with_food", "without_food"), ("inside", "outside"), ("nl", "en")),
        *(("trouble_staying_asleep", "trouble_falling_asleep"), ("symptomatic", "asymptomatic"), ("no", "not")),
    ],
)
def test_the_opposite_is_never_near_either_way(word: str, opposite: str) -> None:
    assert nearest(word, [opposite, "something_else"]) == ""
    assert nearest(opposite, [word, "something_else"]) == ""


@pytest.mark.parametrize(
    ("word", "candidates", "near"),
    [
        ("includes_al", ["includes", "includes_all", "includes_any"], "includes_all"),
        ("include", ["includes", "includes_all", "includes_any"], "includes"),
        ("cafeine_after_14", ["caffeine_after_14", "caffeine_after_16"], "caffeine_after_14"),
        ("idney_problems", ["kidney_problems", "liver_problems"], "kidney_problems"),
        ("nsomnia", ["insomnia", "anxiety"], "insomnia"),
        ("mael", ["male", "female"], "male"),
        ("femal", ["male", "female"], "female"),
        ("unautorised", ["authorised", "unauthorised"], "unauthorised"),
        ("efsa-2081", ["efsa-2018", "efsa-2015", "efsa-2006"], "efsa-2018"),
        ("stress-is-reason", ["stress-is-a-reason", "stress-is-no-reason"], "stress-is-a-reason"),
        ("eng", ["nl", "en"], "en"),
    ],
)
def test_a_slip_of_the_pen_is_near(word: str, candidates: list[str], near: str) -> None:
    assert nearest(word, candidates) == near


def test_what_could_as_well_be_another_is_near_to_neither() -> None:
    assert nearest("part_c", ["part_a", "part_b"]) == ""


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        *(("ja", "yes"), ("Ja", "yes"), ("j", "yes"), ("waar", "yes"), ("YES", "yes")),
        *(("nee", "no"), ("NEE", "no"), ("onwaar", "no"), ("n", "no")),
        *(("onbekend", "unknown"), ("weet niet", "unknown"), ("Weet  niet", "unknown"), ("unkown", "unknown")),
        *(("wil ik niet zeggen", "declined"), ("declind", "declined"), ("misschien", "")),
    ],
)
def test_the_word_for_an_answer_in_dutch_is_that_answer(said: str, answer: str) -> None:
    assert nearest(said, ANSWERS) == answer


def test_an_answer_is_near_only_where_it_may_stand() -> None:
    assert nearest("ja", ["sun", "shade"]) == ""
    assert nearest("onbekend", ("yes", "no")) == ""


def test_no_unit_is_near_to_a_number() -> None:
    assert nearest("250", ["mg/day", "years"]) == ""


def test_each_unknown_name_can_be_only_one_that_is_missing() -> None:
    """The rest is missing by itself."""
    assert unexplained({"thirsty"}, {"thirstyy"}) == set()
    assert unexplained({"thirsty", "happy"}, {"thirstyy"}) == {"happy"}
    assert unexplained({"happy"}, {"glad"}) == set()
    assert unexplained({"happy", "sad"}, {"glad"}) == {"happy", "sad"}
    assert unexplained({"happy"}, set()) == {"happy"}
