"""A decision is made again: the same with the knowledge of then, and with that of now what differs is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

import sluimer
from conftest import BICYCLE, HOUSE_PLANTS, KEY
from sluimer.audit.log import DecisionLog, Deviation, Replayer, create_log, erase_person
from sluimer.audit.log.replay import answers_in
from sluimer.audit.log.tables import FILES
from sluimer.audit.record import make_record, record_person
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import draw_persons
from tries import IN_PART

Edit = Callable[[str, str | None, str], None]


@IN_PART
@pytest.mark.parametrize(
    "kb",
    [
        sluimer.load(),
        sluimer.load(packs=["guide"]),
        sluimer.load(audience="commercial"),
        sluimer.load(settings={"upper_limit": "us"}),
        sluimer.load(BICYCLE),
    ],
    ids=["all", "guide", "commercial", "us", "bicycle"],
)
def test_with_the_knowledge_of_then_every_decision_comes_out_the_same(
    kb: sluimer.KnowledgeBase, lite: DecisionLog
) -> None:
    for number, person in enumerate(draw_persons(kb.knowledge, 8, seed=3)):
        kb.consult(person, log=lite, language=kb.knowledge.manifest.languages[number % 2])
    replayer = Replayer(lite)
    replayed = [replayer.as_then(logged) for logged in lite.decisions()]
    assert all(one.same and one.same_engine and not one.changes for one in replayed)


def test_what_was_weighed_whole_is_weighed_so_again(lite: DecisionLog, magnesium: sluimer.KnowledgeBase) -> None:
    answers = {"age": 41, "current_dose": [{"amount": 1000, "as": "citrate"}, 50]}
    magnesium.consult(answers, log=lite)
    [logged] = lite.decisions()
    assert Replayer(lite).as_then(logged).same
    assert Replayer(lite).consultation(logged).case.parts == magnesium.consult(answers).case.parts


def test_the_knowledge_of_then_is_used_although_the_files_changed(
    lite: DecisionLog, plants: Path, change: Edit
) -> None:
    sluimer.load(plants).consult({"moisture": 70, "indoors": True, "drooping": True}, log=lite)
    change("rules/care/stop.yaml", "at_least: 60 percent", "at_least: 80 percent")
    [logged] = lite.decisions()
    replayer = Replayer(lite)
    assert replayer.as_then(logged).same
    now = replayer.with_knowledge(sluimer.load(plants), logged)
    assert not now.same
    assert Deviation("water.state", "withheld", "given") in now.changes


def test_with_the_same_knowledge_nothing_differs(lite: DecisionLog, magnesium: sluimer.KnowledgeBase) -> None:
    for person in draw_persons(magnesium.knowledge, 20, seed=5):
        magnesium.consult(person, log=lite)
    replayer = Replayer(lite)
    assert all(replayer.with_knowledge(magnesium, logged).same for logged in lite.decisions())


def test_what_another_setting_changes_is_told(lite: DecisionLog, magnesium: sluimer.KnowledgeBase) -> None:
    dosed = {
        "insomnia": True, "kidney_problems": False, "medicines": [], "conditions": [], "life_stage": [],
        "side_effects": [], "current_dose": 0, "age": 30, "suicidal_thoughts": False,
    }  # fmt: skip
    magnesium.consult(dosed, log=lite)
    replayed = Replayer(lite).with_knowledge(sluimer.load(settings={"upper_limit": "us"}), lite.decision("1"))
    [ranged] = [change for change in replayed.changes if change.what == "dose.range"]
    assert isinstance(ranged.then, dict)
    assert isinstance(ranged.now, dict)
    assert (ranged.then["max"], ranged.now["max"]) == (250, 350)


def test_answers_that_another_knowledge_does_not_know_are_told(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, magnesium: sluimer.KnowledgeBase
) -> None:
    magnesium.consult({"age": 40}, log=lite)
    replayed = Replayer(lite).with_knowledge(plant_care, lite.decision("1"))
    assert not replayed.same
    assert [problem.code for problem in replayed.problems] == ["unknown-fact"]


def test_what_was_erased_cannot_be_made_again(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult({"moisture": 70}, log=lite, person="a")
    erase_person(lite, "a")
    replayer, logged = Replayer(lite), lite.decision("1")
    for replayed in (replayer.as_then(logged), replayer.with_knowledge(plant_care, logged)):
        assert [problem.code for problem in replayed.problems] == ["log-erased"]
        assert not replayed.same


def test_without_its_files_it_cannot_be_made_again(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult({"moisture": 70}, log=lite)
    with lite.store.writing() as connection:
        connection.execute(delete(FILES))
    replayed = Replayer(lite).as_then(lite.decision("1"))
    assert [problem.code for problem in replayed.problems] == ["log-files-missing"]


def test_an_engine_that_was_another_is_told(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult({"moisture": 70}, log=lite)
    monkeypatch.setattr("sluimer.audit.log.replay.engine_digest", lambda: "sha256:0")
    replayed = Replayer(lite).as_then(lite.decision("1"))
    assert (replayed.same, replayed.same_engine) == (True, False)


def test_an_engine_that_concludes_otherwise_is_told(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult({"moisture": 70, "indoors": True, "drooping": True}, log=lite)

    def otherwise(consultation: sluimer.Consultation, language: str = "") -> dict[str, object]:
        part = record_person(consultation, language)
        part["result"]["items"] = [item for item in part["result"]["items"] if item["id"] != "water"]
        return part

    monkeypatch.setattr("sluimer.audit.log.replay.record_person", otherwise)
    replayed = Replayer(lite).as_then(lite.decision("1"))
    assert not replayed.same
    assert Deviation("water.state", "withheld", "not_indicated") in replayed.changes


@settings(deadline=None)
@given(data=st.data())
def test_the_answers_in_a_record_are_those_that_were_given(data: st.DataObject) -> None:
    """Whatever the knowledge and the person: they lead to the same record."""
    knowledge = data.draw(knowledge_bases())
    kb = sluimer.KnowledgeBase(knowledge)
    made = make_record(kb.consult(data.draw(persons(knowledge))))
    if not made["case"]["weighed"]:
        again = make_record(kb.consult(answers_in(made["case"])), made["language"], made["id"])
        assert {**again, "time": made["time"]} == made


def test_many_kinds_of_knowledge_in_one_log_are_told_apart(lite: DecisionLog) -> None:
    """More than are held ready at once."""
    bases = [*(sluimer.load(HOUSE_PLANTS, packs=packs) for packs in (["book"], ["care"], None))]
    bases += [sluimer.load(BICYCLE, packs=packs) for packs in (["shop"], ["safety"], None)]
    for _ in range(2):
        for kb in bases:
            kb.consult({}, log=lite)
    replayer = Replayer(lite)
    assert all(replayer.as_then(logged).same for logged in lite.decisions())
    assert len({logged.knowledge["part"] for logged in lite.decisions()}) == len(bases)


def test_a_log_is_replayed_from_where_it_was_copied_to(tmp_path: Path, plant_care: sluimer.KnowledgeBase) -> None:
    with create_log(tmp_path / "one.db", KEY) as log:
        plant_care.consult({"moisture": 70}, log=log)
        log.store.vacuum()
    (tmp_path / "other.db").write_bytes((tmp_path / "one.db").read_bytes())
    with create_log(tmp_path / "other.db", KEY) as copy:
        assert Replayer(copy).as_then(copy.decision("1")).same


def test_a_reason_a_question_and_an_urgency_that_change_are_told(lite: DecisionLog, plants: Path, change: Edit) -> None:
    sluimer.load(plants).consult({"moisture": 70, "indoors": True, "drooping": True}, log=lite, language="en")
    sluimer.load(plants).consult({"indoors": True, "drooping": True}, log=lite, language="en")
    change("rules/care/stop.yaml", "en: Wet enough.", "en: It is wet.")
    worded = Replayer(lite).with_knowledge(sluimer.load(plants), lite.decision("1"))
    assert {one.what.rpartition(".")[2] for one in worded.changes} == {"because"}
    logged = lite.decision("2")
    assert logged.part is not None
    now = Replayer(lite).with_knowledge(sluimer.load(plants, packs=["book"]), logged)
    [asked] = [one for one in now.changes if one.what == "questions"]
    assert asked.then == logged.part["result"]["questions"]
    assert sorted(asked.now) != sorted(asked.then)  # type: ignore[call-overload]


@pytest.mark.parametrize(("said", "other", "found"), [("urgent", True, 1), ("because", "x", 1), ("cites", [], 0)])
def test_what_is_compared_of_an_item(
    lite: DecisionLog,
    plant_care: sluimer.KnowledgeBase,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    other: object,
    found: int,
) -> None:
    plant_care.consult({"moisture": 70, "indoors": True, "drooping": True}, log=lite)

    def otherwise(consultation: sluimer.Consultation, language: str = "") -> dict[str, object]:
        part = record_person(consultation, language)
        part["result"]["items"][0] |= {said: other}
        return part

    monkeypatch.setattr("sluimer.audit.log.replay.record_person", otherwise)
    replayed = Replayer(lite).as_then(lite.decision("1"))
    assert not replayed.same
    assert len(replayed.changes) == found


def test_the_order_of_questions_is_no_change(
    lite: DecisionLog, magnesium: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    magnesium.consult({"age": 40}, log=lite)

    def turned(consultation: sluimer.Consultation, language: str = "") -> dict[str, object]:
        part = record_person(consultation, language)
        part["result"]["questions"].reverse()
        return part

    monkeypatch.setattr("sluimer.audit.log.replay.record_person", turned)
    replayed = Replayer(lite).as_then(lite.decision("1"))
    assert (replayed.same, replayed.changes) == (False, ())


def test_it_carries_what_was_made_again(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    made = plant_care.consult({"moisture": 70}, log=lite, person="a")
    replayer = Replayer(lite)
    for replayed in (
        replayer.as_then(lite.decision("1")),
        replayer.with_knowledge(plant_care, lite.decision("1")),
    ):
        assert replayed.consultation is not None
        assert replayed.consultation.advice == made.advice
    erase_person(lite, "a")
    assert replayer.as_then(lite.decision("1")).consultation is None
