"""What is put in a log is there, whole, to be found again; and what cannot be put there is never passed over."""

import logging
import multiprocessing
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import sluimer
from conftest import KEY
from sluimer import LogError, Receipt, Unlogged
from sluimer.audit.log import (
    DecisionLog,
    LogKey,
    create_log,
    erase_decision,
    erase_person,
    erasures,
    is_log,
    key_from_text,
    open_log,
    read_key,
    verify,
    write_new_key,
    write_parquet,
)
from sluimer.audit.record import canonical, make_record, utc
from sluimer.audit.record.check_record import check
from strategies.persons import draw_persons
from tries import IN_FULL, IN_PART

WET = {"moisture": 70, "indoors": True, "drooping": True}
OTHER_KEY = key_from_text("f" * 64)


def test_what_was_logged_is_the_record_of_the_decision(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    consultation = plant_care.consult(WET, log=log, person="customer 17", language="en")
    assert isinstance(consultation.logged, Receipt)
    logged = log.decision(consultation.logged.decision)
    record = log.record(logged)
    made = make_record(consultation, "en", logged.decision)
    assert canonical({**record, "time": ""}) == canonical({**made, "time": ""})
    check(record)


def test_decisions_are_numbered_in_the_order_they_were_made(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    receipts = [plant_care.consult(WET, log=log).logged for _ in range(5)]
    assert [receipt.number for receipt in receipts if isinstance(receipt, Receipt)] == [1, 2, 3, 4, 5]
    assert [logged.number for logged in log.decisions()] == [1, 2, 3, 4, 5]


def test_those_of_a_person_are_found_and_no_others(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    for person in ("a", "b", "a", None, "A"):
        plant_care.consult(WET, log=log, person=person)
    assert [logged.number for logged in log.decisions(person="a")] == [1, 3]
    assert [logged.number for logged in log.decisions(person="c")] == []


def at(hour: int) -> datetime:
    """An hour of one day."""
    return datetime(2026, 11, 24, hour, tzinfo=UTC)


def test_those_of_a_period_are_found(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in (1, 2, 2, 3):
        monkeypatch.setattr("sluimer.audit.log.decision_log.now", lambda hour=hour: utc(at(hour)))
        plant_care.consult(WET, log=log)

    def found(since: datetime | None = None, until: datetime | None = None) -> list[int]:
        return [logged.number for logged in log.decisions(since=since, until=until)]

    assert found(since=at(2)) == [2, 3, 4]
    assert found(until=at(2)) == [1]
    assert found(at(2), at(3)) == [2, 3]
    assert found(since=at(2).astimezone(timezone(timedelta(hours=5)))) == [2, 3, 4]
    assert found(at(4)) == found(until=at(1)) == []
    with pytest.raises(ValueError, match="time zone"):
        found(since=datetime(2026, 11, 24))  # that is what is refused


@pytest.mark.parametrize("person", ["", "  ", "\t\n"])
def test_nobody_in_particular_is_refused_everywhere(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase, person: str
) -> None:
    """An empty name, as of a session that nobody is in, would be anybody's."""
    plant_care.consult(WET, log=log)
    for attempt in (
        lambda: plant_care.consult(WET, log=log, person=person),
        lambda: list(log.decisions(person=person)),
        lambda: erase_person(log, person),
    ):
        with pytest.raises(LogError) as raised:
            attempt()
        assert raised.value.problems[0].code == "log-person"
    assert [logged.erased for logged in log.decisions()] == [False]


def test_one_name_is_one_person_however_it_is_typed(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    """With spaces around it, or with an accent that is a character of its own."""
    for person in ("Ren\u00e9", " Rene\u0301 "):
        plant_care.consult(WET, log=log, person=person)
    assert [logged.number for logged in log.decisions(person="Ren\u00e9\n")] == [1, 2]


def test_the_last_so_many_are_a_whole_number_of_them(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    """A slip is never taken for all of them, nor for some."""
    for _ in range(3):
        plant_care.consult(WET, log=lite)
    assert [[one.number for one in lite.decisions(last=count)] for count in (2, 10**30)] == [[2, 3], [1, 2, 3]]
    with pytest.raises(ValueError, match="not -1"):
        list(lite.decisions(last=-1))
    wrong: list[Any] = ["2", 1.5, None]
    for last in wrong:
        with pytest.raises(TypeError):
            list(lite.decisions(last=last))


@pytest.mark.parametrize("reason", [5, None, ["asked"], b"asked"])
def test_a_reason_that_is_no_text_erases_nothing(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, reason: Any
) -> None:
    """It would stand in the log for ever."""
    plant_care.consult(WET, log=lite, person="fern")
    with pytest.raises(TypeError, match="a reason is a text"):
        erase_person(lite, "fern", reason)
    assert not lite.decision(1).erased


def test_a_reason_that_cannot_be_written_is_sealed_without_what_is_no_text(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    plant_care.consult(WET, log=lite, person="fern")
    assert erase_person(lite, "fern", "asked\udcff").numbers == (1,)
    assert [one.reason for one in erasures(lite)] == ["asked?"]
    assert verify(lite).faults == ()


def test_a_person_without_a_log_is_a_mistake(plant_care: sluimer.KnowledgeBase) -> None:
    """Who names a person means the decision to be kept."""
    with pytest.raises(ValueError, match="log"):
        plant_care.consult(WET, person="a")


def test_a_decision_is_found_by_its_number_as_its_receipt_has_it(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    receipt = plant_care.consult(WET, log=log).logged
    assert isinstance(receipt, Receipt)
    assert log.decision(receipt.number) == log.decision(str(receipt.number)) == log.decision(receipt.decision)
    assert erase_decision(log, receipt.number).numbers == (1,)


def test_a_word_for_what_becomes_of_the_unwritable_is_checked(lite: DecisionLog) -> None:
    """Else a slip of the pen would let advice go out that nobody keeps."""
    with pytest.raises(ValueError, match="`raise` or `report`, not `Raise`"):
        DecisionLog(lite.store, lite.key, unwritable="Raise")  # type: ignore[arg-type]  # that is the test


@pytest.mark.parametrize("opened", [open_log, create_log])
def test_a_name_in_place_of_a_key_is_refused(tmp_path: Path, opened: Callable[..., DecisionLog]) -> None:
    create_log(tmp_path / "log.db", write_new_key(tmp_path / "log.key")).close()
    for name in ("log.db", "new.db"):
        if opened is create_log or name == "log.db":
            with pytest.raises(TypeError, match="read_key"):
                opened(tmp_path / name, tmp_path / "log.key")


@IN_PART
@pytest.mark.parametrize("name", [0, True, None, "2", "9", "nobody", "", "-1", "1.0", "9" * 40, "' or 1=1 --"])
def test_a_decision_that_is_not_there_is_told(log: DecisionLog, plant_care: sluimer.KnowledgeBase, name: Any) -> None:
    plant_care.consult(WET, log=log)
    with pytest.raises(LogError) as raised:
        log.decision(name)
    assert [problem.code for problem in raised.value.problems] == ["log-unknown-decision"]


@IN_PART
@pytest.mark.parametrize("person", ["é ü 漢字 🙂", "x" * 10_000, "a\nb", "\x00", "--yes", "' or 1=1 --", "\udce9"])
def test_a_person_may_be_known_by_anything(log: DecisionLog, plant_care: sluimer.KnowledgeBase, person: str) -> None:
    plant_care.consult(WET, log=log, person=person)
    assert [logged.number for logged in log.decisions(person=person)] == [1]
    assert verify(log).faults == ()


def test_the_reference_of_a_person_is_nowhere_in_the_log(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    """Only its pseudonym, which nobody makes without the key."""
    plant_care.consult(WET, log=lite, person="customer-17-of-the-shop")
    lite.store.vacuum()
    content = Path(lite.name).read_bytes()
    assert b"customer-17" not in content
    part = lite.decision("1").part
    assert part is not None
    assert part["person"].encode() in content


def test_every_knowledge_is_kept_once(log: DecisionLog, plants: Path) -> None:
    for knowledge in (sluimer.load(plants), sluimer.load(plants), sluimer.load(plants, packs=["book"])):
        for _ in range(3):
            knowledge.consult(WET, log=log)
    parts = [logged.knowledge["part"] for logged in log.decisions()]
    assert len(set(parts)) == 2
    assert len({logged.knowledge["digest"] for logged in log.decisions()}) == 2
    assert len({logged.knowledge["files"] for logged in log.decisions()}) == 1
    assert verify(log).faults == ()


def test_a_log_is_opened_again(place: str, plant_care: sluimer.KnowledgeBase) -> None:
    first = create_log(place, KEY)
    plant_care.consult(WET, log=first)
    first.close()
    again = open_log(place, KEY)
    plant_care.consult(WET, log=again)
    with create_log(place, KEY) as log:
        assert [logged.number for logged in log.decisions()] == [1, 2]
    assert again.id == first.id
    again.close()


def test_a_log_is_not_opened_with_another_key(place: str) -> None:
    create_log(place, KEY).close()
    for opened in (open_log, create_log):
        with pytest.raises(LogError) as raised:
            opened(place, OTHER_KEY)
        assert raised.value.problems[0].code == "log-wrong-key"


def test_where_there_is_no_log_none_is_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(LogError) as raised:
        open_log(tmp_path / "none.db", KEY)
    assert raised.value.problems[0].code == "log-absent"
    assert list(tmp_path.iterdir()) == []


def test_many_may_make_the_log_at_the_same_moment(place: str, plant_care: sluimer.KnowledgeBase) -> None:
    program = "import sys, sluimer.audit.log as it; it.create_log(sys.argv[1], it.key_from_text(sys.argv[2])).close()"
    command = [sys.executable, "-c", program, place, KEY.secret.hex()]
    children = [subprocess.Popen(command) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0] * 3
    with open_log(place, KEY) as log:
        plant_care.consult(WET, log=log)
        assert verify(log).faults == ()


@pytest.mark.parametrize(
    "where", ["mysql://host/log", "://", "postgresql://host", "oracle://x/y", ":memory:", "sqlite://", "file:x?mode=ro"]
)
def test_what_is_no_place_for_a_log_is_told(where: str) -> None:
    with pytest.raises(LogError) as raised:
        open_log(where, KEY)
    assert raised.value.problems[0].code == "log-place"


def test_a_password_is_never_told() -> None:
    with pytest.raises(LogError) as raised:
        open_log("postgresql://me:verysecret@127.0.0.1:1/log", KEY)
    assert raised.value.problems[0].code == "log-unreadable"
    assert "verysecret" not in str(raised.value)
    assert "verysecret" not in repr(raised.value.problems)


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is a letter to my aunt" * 100, encoding="utf-8")
    (tmp_path / "empty.db").touch()
    for name, code in (("text.db", "log-unreadable"), ("empty.db", "log-absent"), (".", "log-absent")):
        with pytest.raises(LogError) as raised:
            open_log(tmp_path / name, KEY)
        assert raised.value.problems[0].code == code


def test_a_new_log_is_for_its_owner_alone(tmp_path: Path) -> None:
    create_log(tmp_path / "decisions.db", KEY).close()
    assert stat.S_IMODE((tmp_path / "decisions.db").stat().st_mode) == 0o600


def test_a_decision_that_cannot_be_logged_fails(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    Path(lite.name).write_bytes(b"no database" * 1000)
    with pytest.raises(LogError) as raised:
        plant_care.consult(WET, log=lite)
    assert raised.value.problems[0].code == "log-unwritable"


def test_where_it_is_so_set_it_goes_on_and_says_so(
    tmp_path: Path, plant_care: sluimer.KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    with create_log(tmp_path / "decisions.db", KEY, unwritable="report") as log, caplog.at_level(logging.ERROR):
        Path(log.name).write_bytes(b"no database" * 1000)
        consultation = plant_care.consult(WET, log=log, person="somebody")
    assert isinstance(consultation.logged, Unlogged)
    assert consultation.logged.problems[0].code == "log-unwritable"
    assert consultation.advice.items
    assert [record.name for record in caplog.records] == ["sluimer.log"]
    assert "somebody" not in caplog.text
    assert "70" not in caplog.text.replace(str(tmp_path), "")


def test_a_mistake_in_the_answers_is_told_before_anything_is_logged(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    with pytest.raises(sluimer.CaseError):
        plant_care.consult({"moisture": "wet"}, log=lite)
    assert list(lite.decisions()) == []


def test_without_a_log_nothing_is_logged(plant_care: sluimer.KnowledgeBase) -> None:
    assert plant_care.consult(WET).logged is None


def test_threads_may_share_a_log(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    with ThreadPoolExecutor(8) as threads:
        receipts = [*threads.map(lambda _: plant_care.consult(WET, log=log).logged, range(80))]
    assert sorted(receipt.number for receipt in receipts if isinstance(receipt, Receipt)) == list(range(1, 81))
    assert verify(log).faults == ()


def _log_one(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult(WET, log=log)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_was_forked_may_go_on_with_it(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult(WET, log=log)
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_log_one, args=(log, plant_care)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    plant_care.consult(WET, log=log)
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert [logged.number for logged in log.decisions()] == [1, 2, 3, 4, 5]
    assert verify(log).faults == ()


def test_who_reads_does_not_keep_others_from_writing(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    for _ in range(3):
        plant_care.consult(WET, log=log)
    reading = log.decisions()
    assert next(reading).number == 1
    writer = threading.Thread(target=_log_one, args=(log, plant_care))
    writer.start()
    writer.join(30)
    assert not writer.is_alive()
    assert [logged.number for logged in reading] == [2, 3]


@IN_FULL
def test_records_of_the_magnesium_guide_come_back_whole(lite: DecisionLog, magnesium: sluimer.KnowledgeBase) -> None:
    people = draw_persons(magnesium.knowledge, 6, seed=4)
    consultations = [magnesium.consult(person, log=lite, language="nl") for person in people]
    known = None
    for consultation, logged in zip(consultations, lite.decisions(), strict=True):
        record = log_record = lite.record(logged)
        made = make_record(consultation, "nl", logged.decision)
        assert canonical({**record, "time": ""}) == canonical({**made, "time": ""})
        known = check(log_record, known)


@IN_PART
@IN_PART
@pytest.mark.parametrize(
    "typed",
    [
        "\ufeffJosé 42", "José 42\ufeff", "  José 42\n", "Jose\u0301 42", "José\u00a042", "José \uff14\uff12",
        "Jo\u00adsé 42", "\u202aJosé 42\u202c", "José\u200b 42",
    ],
)  # fmt: skip
def test_what_nobody_sees_makes_nobody_else(log: DecisionLog, plant_care: sluimer.KnowledgeBase, typed: str) -> None:
    """A byte order mark, marks of direction, another way to write the same letters."""
    plant_care.consult(WET, log=log, person="José 42")
    plant_care.consult(WET, log=log, person=typed)
    assert len([*log.decisions(person=typed)]) == 2
    assert len(erase_person(log, typed).numbers) == 2


@pytest.mark.parametrize("other", ["jose 42", "José 4 2", "JOSÉ 42", "José 43", "José\x0042", "José-42"])
def test_what_anybody_sees_does(log: DecisionLog, other: str) -> None:
    assert log.pseudonym(other) != log.pseudonym("José 42")


@pytest.mark.parametrize("nothing", ["\ufeff", "\u200b \u2060", "\u3000"])
def test_who_is_known_by_nothing_that_is_seen_is_nobody(log: DecisionLog, nothing: str) -> None:
    with pytest.raises(LogError) as raised:
        log.pseudonym(nothing)
    assert raised.value.problems[0].code == "log-person"


def test_files_may_be_named_by_a_text_or_a_path(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    plant_care.consult(WET, log=lite)
    ways: list[Callable[[str], str | Path]] = [lambda name: str(tmp_path / f"0{name}"), lambda name: tmp_path / name]
    for way in ways:
        assert write_new_key(way("new.key")) == read_key(way("new.key"))
        write_parquet(lite.decisions(), way("table"), lite.name)
        assert Path(way("table")).read_bytes()[:4] == b"PAR1"
        create_log(way("other.db"), KEY).close()
        assert is_log(way("other.db"))
        open_log(way("other.db"), KEY).close()


def test_a_key_is_never_shown(key: LogKey) -> None:
    assert "0123" not in repr(key)
    assert "0123" not in str(key)


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = write_new_key(tmp_path / "log.key")
    assert read_key(tmp_path / "log.key") == made
    assert stat.S_IMODE((tmp_path / "log.key").stat().st_mode) == 0o600
    with pytest.raises(LogError) as raised:
        write_new_key(tmp_path / "log.key")
    assert raised.value.problems[0].code == "log-key-unwritable"
    assert read_key(tmp_path / "log.key") == made


@pytest.mark.parametrize("text", ["", "x" * 64, "a" * 63, "a" * 65, "0x" + "a" * 62, "é" * 64])
def test_what_is_no_key_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.key").write_text(text, encoding="utf-8")
    with pytest.raises(LogError) as raised:
        read_key(tmp_path / "log.key")
    assert raised.value.problems[0].code == "log-key-form"
    with pytest.raises(LogError) as raised:
        read_key(tmp_path / "none.key")
    assert raised.value.problems[0].code == "log-key-unreadable"


def test_knowledge_that_another_thread_puts_out_of_hand_is_read_again(
    log: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only some are held ready: between a look at them and the use of one, a thread can put others in its place."""

    class Passing(dict[str, Any]):
        """What is held ready, and is gone after each look at it."""

        def __contains__(self, digest: object) -> bool:
            found = super().__contains__(digest)
            self.clear()
            return found

    plant_care.consult(WET, log=log)
    logged = log.decision(1)
    known = log.knowledge_part(logged)
    monkeypatch.setattr(log, "_parts", Passing({logged.knowledge["part"]: known}))
    assert log.knowledge_part(logged) == known


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_log_on_a_full_disk_is_told_to_need_room(lite: DecisionLog, tmp_path: Path) -> None:
    """To read it, SQLite makes files beside it; where they find no room it says only that the disk failed."""
    lite.close()
    tried = (
        "import resource, signal, sys; from sluimer.audit.log import key_from_text, open_log\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        f"try: open_log({lite.name!r}, key_from_text({lite.key.secret.hex()!r}))\n"
        "except Exception as error: sys.stdout.write(error.render('nl') + error.render('en'))"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stderr == ""
    assert "disk I/O error" in done.stdout
    assert "of er ruimte is" in done.stdout
    assert "whether there is room" in done.stdout
