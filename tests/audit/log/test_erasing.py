"""Who is erased is found nowhere any more, and the log is as whole as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

import sluimer
from audit.log.conftest import Server
from audit.log.raw import chunks, found_in
from conftest import KEY
from sluimer import LogError
from sluimer.audit.log import (
    DecisionLog,
    Erased,
    Replayer,
    create_log,
    erase_before,
    erase_decision,
    erase_person,
    verify,
)
from sluimer.audit.log.entry import pseudonym
from sluimer.audit.log.tables import KEPT
from sluimer.audit.record import utc
from strategies.persons import draw_persons
from tries import amount

PERSONS = amount("PERSONS", 24, 200)
"""How many persons there are, of whom one in a hundred is erased."""
WET = {"moisture": 70, "indoors": True}


def age_of(number: int) -> float:
    """An age that nobody else has, and that is not met with by chance."""
    return 30 + (number * 7919 + 104729) / 10**7


def filled(log: DecisionLog, kb: sluimer.KnowledgeBase, persons: int) -> None:
    """A decision of each person, whose age is known by its digits; one in a hundred has two."""
    people = draw_persons(kb.knowledge, persons, seed=persons)
    for number, answers in enumerate(people):
        for _ in range(2 if number % 100 == 0 else 1):
            kb.consult({**answers, "age": age_of(number)}, log=log, person=f"customer-{number}")


def traces(log: DecisionLog, number: int) -> list[bytes]:
    """What would tell of a person: their age, pseudonym, salts, and pieces of what is kept as it stands there."""
    person = pseudonym(f"customer-{number}", log.key)
    with log.store.reading() as connection:
        rows = list(connection.execute(select(KEPT).where(KEPT.c.person == person)))
    pieces = [piece for row in rows for piece in (row.salt, *chunks(row.content, 8))]
    return [f"{age_of(number)}".encode(), person.encode(), *pieces]


def only_of_them(needles: dict[int, list[bytes]], log: DecisionLog) -> dict[int, list[bytes]]:
    """What tells of these persons alone: of ten thousand, some others have a piece that is the same to the byte."""
    ours = {needle for some in needles.values() for needle in some}
    with log.store.reading() as connection:
        rows = list(connection.execute(select(KEPT)))
    others = b"".join(row.content for row in rows if row.person.encode() not in ours)
    return {number: [needle for needle in some if needle not in others] for number, some in needles.items()}


def files_of(log: DecisionLog, request: pytest.FixtureRequest) -> list[Path]:
    """Every file of the database."""
    if log.store.is_sqlite:
        return sorted(Path(log.name).parent.glob(f"{Path(log.name).name}*"))
    server: Server = request.getfixturevalue("server")
    return [path for path in server.data.rglob("*") if path.is_file()]  # some vanish before they are read


def test_one_in_a_hundred_is_erased_and_found_nowhere_in_the_files(
    log: DecisionLog, magnesium: sluimer.KnowledgeBase, request: pytest.FixtureRequest
) -> None:
    filled(log, magnesium, PERSONS)
    log.store.vacuum()  # so that all of it is in the files
    gone = range(0, PERSONS, 100)
    needles = only_of_them({number: traces(log, number) for number in gone}, log)
    before = found_in(files_of(log, request), [needle for some in needles.values() for needle in some])
    assert all(len([one for one in some if one in before]) > len(some) / 2 for some in needles.values())
    assert all(some[0] in before or some[1] in before for some in needles.values())  # an edge of pages may cut one
    erased = [erase_person(log, f"customer-{number}", "asked for it") for number in gone]
    assert [len(one.numbers) for one in erased] == [2] * len(gone)
    assert found_in(files_of(log, request), [needle for some in needles.values() for needle in some]) == {}
    _is_whole_but_for(log, erased)


def _is_whole_but_for(log: DecisionLog, erased: list[Erased]) -> None:
    """The chain verifies and the rest replays."""
    numbers = {number for one in erased for number in one.numbers}
    verified = verify(log)
    assert verified.faults == ()
    assert verified.erased == len(numbers)
    assert verified.replayable == verified.decisions - len(numbers) == erased[-1].replayable
    replayer = Replayer(log)
    replayed = {one.number: replayer.as_then(one) for one in log.decisions()}
    assert {number for number, one in replayed.items() if not one.same} == numbers
    assert {one.problems[0].code for one in replayed.values() if one.problems} == {"log-erased"}


def test_the_server_keeps_no_samples_of_what_is_erasable(
    server: Server, magnesium: sluimer.KnowledgeBase, request: pytest.FixtureRequest
) -> None:
    """PostgreSQL makes statistics of its own accord; they must hold no pseudonym and no salt."""
    with create_log(server.new_database(), KEY) as log:
        filled(log, magnesium, 50)
        with log.store.writing() as connection:
            connection.execute(text("ANALYZE sluimer_kept"))
            query = text("SELECT count(*) FROM pg_stats WHERE tablename = 'sluimer_kept'")
            assert connection.execute(query).scalar() == 0


def test_what_is_erased_can_no_longer_be_read(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    for person in ("a", "b", "a"):
        plant_care.consult(WET, log=log, person=person)
    erased = erase_person(log, "a", "asked for it")
    assert (erased.numbers, erased.entry, erased.decisions, erased.replayable) == ((1, 3), 4, 3, 1)
    assert [one.erased for one in log.decisions()] == [True, False, True]
    assert [*log.decisions(person="a")] == []
    with pytest.raises(LogError) as raised:
        log.record(log.decision("3"))
    assert raised.value.problems[0].code == "log-erased"


def test_the_chain_says_what_was_erased_and_why_but_not_of_whom(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    plant_care.consult(WET, log=log, person="a")
    erase_person(log, "a", "asked for it")
    with log.store.reading() as connection:
        body = connection.execute(text("SELECT body FROM sluimer_entries WHERE number = 2")).scalar()
    assert '"cause":"person"' in str(body)
    assert '"numbers":[1]' in str(body)
    assert '"reason":"asked for it"' in str(body)
    assert pseudonym("a", log.key) not in str(body)


def test_erasing_twice_or_nobody_changes_nothing(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult(WET, log=log, person="a")
    erase_person(log, "a")
    for person in ("a", "stranger"):
        erased = erase_person(log, person)
        assert (erased.numbers, erased.entry) == ((), None)
    assert log.head().number == 2
    assert verify(log).faults == ()


def test_nobody_in_particular_cannot_be_erased(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    """Decisions that name no person would all go."""
    plant_care.consult(WET, log=log)
    with pytest.raises(LogError) as raised:
        erase_person(log, "")
    assert raised.value.problems[0].code == "log-person"
    assert not log.decision("1").erased


def test_what_is_too_old_is_erased(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in (1, 2, 3, 4):
        at = utc(datetime(2026, 11, 24, hour, tzinfo=UTC))
        monkeypatch.setattr("sluimer.audit.log.decision_log.now", lambda at=at: at)
        plant_care.consult(WET, log=log, person="a")
    assert erase_before(log, datetime(2026, 11, 24, 3, tzinfo=UTC), "kept for five years").numbers == (1, 2)
    assert [one.number for one in log.decisions() if one.erased] == [1, 2]
    assert erase_before(log, datetime(2030, 1, 1, tzinfo=UTC)).replayable == 0
    assert verify(log).faults == ()


def test_one_decision_is_erased_by_its_number_or_id(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    for _ in range(3):
        plant_care.consult(WET, log=log, person="a")
    assert erase_decision(log, "2").numbers == (2,)
    assert erase_decision(log, log.decision("3").decision).numbers == (3,)
    with pytest.raises(LogError):
        erase_decision(log, "17")
    assert [one.erased for one in log.decisions()] == [False, True, True]


@pytest.fixture
def reader(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> Iterator[DecisionLog]:
    """A log that somebody is reading."""
    for person in ("a", "b"):
        plant_care.consult(WET, log=lite, person=person)
    with lite.store.reading() as connection:
        connection.execute(select(KEPT)).first()
        yield lite


def test_while_others_read_it_says_that_traces_are_left(reader: DecisionLog) -> None:
    """And the next vacuum takes them away."""
    assert erase_person(reader, "a").vacuumed is False


def test_and_takes_them_away_when_they_are_done(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    for person in ("a", "b"):
        plant_care.consult(WET, log=lite, person=person)
    with lite.store.reading() as connection:
        connection.execute(select(KEPT)).first()
        assert erase_person(lite, "a").vacuumed is False
    assert lite.store.vacuum() is True
    assert found_in([Path(lite.name)], [pseudonym("a", lite.key).encode()]) == {}
