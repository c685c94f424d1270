"""NEWS2 as a knowledge base: its cases pass, and its total is that of a plain function over the published table."""

from random import Random

import pytest
from click.testing import CliRunner

import sluimer
from conftest import NEWS2
from sluimer.commands.main import app
from sluimer.engines.planes import make_planes
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.reference import evaluate
from sluimer.read.numbers import written_number
from strategies.persons import Answers
from tries import tries

ADULT: Answers = {"age": 50, "pregnant": False}
EVERY_12, EVERY_4_TO_6, EVERY_HOUR, CONTINUOUS = "every_12_hours", "every_4_to_6_hours", "every_hour", "continuous"

# The published table, a row for each parameter: from, up to and including, points.
BREATHS = ((0, 8, 3), (9, 11, 1), (12, 20, 0), (21, 24, 2), (25, 100, 3))
SCALE_1 = ((0, 91, 3), (92, 93, 2), (94, 95, 1), (96, 100, 0))
SCALE_2_ON_AIR = ((0, 83, 3), (84, 85, 2), (86, 87, 1), (88, 100, 0))
SCALE_2_ON_OXYGEN = ((0, 83, 3), (84, 85, 2), (86, 87, 1), (88, 92, 0), (93, 94, 1), (95, 96, 2), (97, 100, 3))
SYSTOLIC = ((0, 90, 3), (91, 100, 2), (101, 110, 1), (111, 219, 0), (220, 350, 3))
PULSE = ((0, 40, 3), (41, 50, 1), (51, 90, 0), (91, 110, 1), (111, 130, 2), (131, 350, 3))
TENTHS_OF_A_DEGREE = ((200, 350, 3), (351, 360, 1), (361, 380, 0), (381, 390, 1), (391, 450, 2))


@pytest.fixture(scope="module")
def kb() -> sluimer.KnowledgeBase:
    """The knowledge base."""
    return sluimer.load(NEWS2)


def test_there_is_nothing_to_say_of_it() -> None:
    """No error, and no warning that is not allowed with a reason."""
    ran = CliRunner().invoke(app, ["check", str(NEWS2)])
    assert (ran.exit_code, ran.stderr) == (0, "")


def test_its_cases_pass() -> None:
    """A case on both sides of each threshold, and what a missing observation leaves open."""
    ran = CliRunner().invoke(app, ["test", str(NEWS2), "--lang", "en"])
    assert ran.exit_code == 0, ran.stdout
    assert "all passed" in ran.stdout


def observed(random: Random) -> dict[str, int | bool | str]:
    """A patient of whom everything is observed, now and then well; the temperature in tenths of a degree."""
    well = random.random() < 0.5
    tenths = random.randint(361, 380) if well and random.random() < 0.8 else random.randint(330, 410)
    return {
        "breaths": random.randint(12, 20) if well and random.random() < 0.8 else random.randint(4, 32),
        "saturation": random.randint(96, 100) if well and random.random() < 0.8 else random.randint(80, 100),
        "scale_2": random.random() < 0.4,
        "extra_oxygen": random.random() < (0.1 if well else 0.5),
        "systolic": random.randint(111, 219) if well and random.random() < 0.8 else random.randint(80, 230),
        "pulse": random.randint(51, 90) if well and random.random() < 0.8 else random.randint(30, 140),
        "consciousness": random.choice(["alert"] * 12 + ["confusion", "voice", "pain", "unresponsive"]),
        "temperature": tenths,
    }


def points(patient: dict[str, int | bool | str]) -> list[int]:
    """The points of each parameter, read off the published table."""
    oxygen = bool(patient["extra_oxygen"])
    scale = (SCALE_2_ON_OXYGEN if oxygen else SCALE_2_ON_AIR) if patient["scale_2"] else SCALE_1
    rows = {"breaths": BREATHS, "saturation": scale, "systolic": SYSTOLIC, "pulse": PULSE}
    measured = [row_of(int(patient[name]), row) for name, row in {**rows, "temperature": TENTHS_OF_A_DEGREE}.items()]
    return [*measured, 2 if oxygen else 0, 0 if patient["consciousness"] == "alert" else 3]


def row_of(value: int, rows: tuple[tuple[int, int, int], ...]) -> int:
    """The points of the only row that a value is in."""
    [found] = [number for least, most, number in rows if least <= value <= most]
    return found


def answers_of(patient: dict[str, int | bool | str]) -> Answers:
    """The patient as a case."""
    return {**ADULT, **patient, "temperature": written_number(int(patient["temperature"]) / 10)}


def response(each: list[int]) -> str:
    """How often to observe, by the total and whether a single parameter has 3."""
    total = sum(each)
    if total >= 7:
        return CONTINUOUS
    if total >= 5 or 3 in each:
        return EVERY_HOUR
    return EVERY_4_TO_6 if total else EVERY_12


def test_the_total_and_what_follows_are_those_of_the_published_table(kb: sluimer.KnowledgeBase) -> None:
    """For random patients of whom everything is observed, by the engine, the reference and the planes."""
    random, seen = Random(1), set[str]()
    patients = [observed(random) for _ in range(tries(400))]
    found = make_planes(make_net(kb.knowledge)).run([kb.consult(answers_of(one)).case.given for one in patients])
    for patient, planes in zip(patients, found.totals("news2"), strict=True):
        consultation, each = kb.consult(answers_of(patient)), points(patient)
        total, due = sum(each), response(each)
        assert consultation.scores["news2"] == planes
        assert planes.low == planes.high == total
        assert evaluate(kb.knowledge, consultation.case).scores == consultation.scores
        assert [item.id for item in consultation.advice.in_state("given") if item.topic == "monitoring"] == [due]
        given = {item.id for item in consultation.advice.in_state("given")}
        assert ("emergency_assessment" in given) is (total >= 7)
        assert ("urgent_assessment" in given) is (total >= 5)
        assert ("medical_team_reviews" in given) is (3 in each)
        seen.add(due)
    assert seen == {EVERY_12, EVERY_4_TO_6, EVERY_HOUR, CONTINUOUS}


def test_a_missing_observation_never_makes_a_low_score(kb: sluimer.KnowledgeBase) -> None:
    """The true total lies within what is possible, and nothing is told that it would take back."""
    random, open_ones = Random(2), 0
    for _ in range(tries(400)):
        patient = observed(random)
        whole, each = answers_of(patient), points(patient)
        known = {name: value for name, value in whole.items() if name in ADULT or random.random() < 0.7}
        consultation = kb.consult(known)
        low, high = consultation.scores["news2"]
        assert low <= sum(each) <= high
        told = [item.id for item in consultation.advice.in_state("given") if item.topic == "monitoring"]
        assert told in ([], [response(each)])
        assert told or consultation.questions
        open_ones += not told
    assert open_ones


def test_what_is_left_to_ask_settles_it(kb: sluimer.KnowledgeBase) -> None:
    """Answered one question after the other, the total is that of the whole, whatever was never asked."""
    random = Random(3)
    for _ in range(tries(60)):
        patient = observed(random)
        whole, known = answers_of(patient), dict(ADULT)
        while questions := kb.consult(known).questions:
            known[questions[0]] = whole[questions[0]]
        told = [item.id for item in kb.consult(known).advice.in_state("given")]
        assert told == [item.id for item in kb.consult(whole).advice.in_state("given")]
