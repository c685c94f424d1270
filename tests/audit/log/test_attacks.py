"""What somebody tried who has the database and not the key, beyond changing a row; and accidents that look like it."""

import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

import sluimer
from audit.log.test_tampering import located
from conftest import KEY
from sluimer import LogError, Receipt
from sluimer.audit.log import (
    DecisionLog,
    Replayer,
    create_log,
    erase_before,
    erase_decision,
    erase_person,
    open_log,
    read_checkpoints,
    verify,
)
from sluimer.audit.log.entry import packed, pseudonym, unpacked
from sluimer.audit.log.tables import ENTRIES, FILES, KEPT, KNOWLEDGE
from sluimer.audit.record import digest_of, record_knowledge
from sluimer.messages import log_error
from sluimer.read import digest_of_texts
from tries import IN_PART

WET = {"moisture": 70, "indoors": True}


def code_of(attempt: Callable[[], object]) -> str:
    """The code of the problem that an attempt ends in."""
    with pytest.raises(LogError) as raised:
        attempt()
    [problem] = raised.value.problems
    return problem.code


def run(log: DecisionLog, *statements: str) -> None:
    """Do something to the database past the log."""
    with log.store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def filled(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> DecisionLog:
    """Three decisions, of a, b and a."""
    for person in ("a", "b", "a"):
        plant_care.consult(WET, log=log, person=person)
    return log


SWALLOWING = {
    "sqlite": [
        "CREATE TRIGGER t1 BEFORE INSERT ON sluimer_entries BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TRIGGER t2 BEFORE INSERT ON sluimer_kept BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TRIGGER t3 BEFORE UPDATE ON sluimer_log BEGIN SELECT RAISE(IGNORE); END",
    ],
    "postgresql": [
        "CREATE RULE t1 AS ON INSERT TO sluimer_entries DO INSTEAD NOTHING",
        "CREATE RULE t2 AS ON INSERT TO sluimer_kept DO INSTEAD NOTHING",
        "CREATE RULE t3 AS ON UPDATE TO sluimer_log DO INSTEAD NOTHING",
    ],
}


@IN_PART
@pytest.mark.parametrize("which", [[0], [1], [2], [0, 1, 2]])
def test_no_receipt_is_given_for_what_the_database_swallows(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase, which: list[int]
) -> None:
    statements = SWALLOWING["sqlite" if filled.store.is_sqlite else "postgresql"]
    run(filled, *(statements[number] for number in which))
    assert code_of(lambda: plant_care.consult(WET, log=filled)) == "log-swallowed"
    assert filled.head().number == 3
    assert [code for _, code in located(filled)] == ["log-strange-object"] * len(which)


def test_nothing_is_erased_while_something_strange_may_keep_a_copy(filled: DecisionLog) -> None:
    run(filled, SWALLOWING["sqlite" if filled.store.is_sqlite else "postgresql"][0])
    assert code_of(lambda: erase_person(filled, "a")) == "log-strange-object"
    assert [one.erased for one in filled.decisions()] == [False] * 3


def test_a_view_in_place_of_a_table_is_told_and_nothing_else_is_believed(filled: DecisionLog) -> None:
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "
    columns = "n AS number, '' AS kind, '' AS decision, '' AS time, '' AS body, '' AS mac"
    run(
        filled,
        "ALTER TABLE sluimer_entries RENAME TO kept_aside",
        f"CREATE VIEW sluimer_entries AS {endless}SELECT {columns} FROM r",
    )
    verified = verify(filled)
    assert verified.entries == 0
    assert "log-strange-object" in {fault.code for fault in verified.faults}


def test_a_time_changed_for_a_while_has_nothing_erased_as_too_old(filled: DecisionLog) -> None:
    """Neither while it is changed nor, of course, once it is as it was."""
    run(filled, "UPDATE sluimer_entries SET time = '2001-01-01T00:00:00.000Z' WHERE number = 2")
    assert code_of(lambda: erase_before(filled, datetime(2020, 1, 1, tzinfo=UTC))) == "log-entry-changed"
    assert filled.head().number == 3


def test_a_pseudonym_put_on_another_has_nobody_else_erased(filled: DecisionLog) -> None:
    whose = pseudonym("a", KEY)
    run(filled, f"UPDATE sluimer_kept SET person = '{whose}'")
    assert code_of(lambda: erase_person(filled, "a")) == "log-facts-changed"
    assert code_of(lambda: list(filled.decisions(person="a"))) == "log-facts-changed"
    assert code_of(lambda: filled.decision("2")) == "log-facts-changed"
    assert filled.head().number == 3


def test_what_was_changed_can_still_be_erased_by_its_number(filled: DecisionLog) -> None:
    """A person has a right to that, and the number cannot be about anybody else."""
    run(filled, "UPDATE sluimer_kept SET person = 'x'")
    assert erase_decision(filled, "2").numbers == (2,)


def test_an_index_that_passes_over_someone_hides_nobody_from_erasure(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    for person in ("a", "b", "a"):
        plant_care.consult(WET, log=lite, person=person)
    first = lite.decision("1").decision
    run(
        lite,
        "DROP INDEX sluimer_kept_person",
        f"CREATE INDEX sluimer_kept_person ON sluimer_kept (person) WHERE decision <> '{first}'",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX sluimer_kept_person ON sluimer_kept (person)' "
        "WHERE name = 'sluimer_kept_person'",
        "PRAGMA writable_schema = RESET",
    )
    lite.close()
    with open_log(lite.name, KEY) as again:
        assert "log-crooked" in {fault.code for fault in verify(again).faults}
        assert code_of(lambda: erase_person(again, "a")) == "log-unwritable"  # SQLite itself notices
        run(again, "REINDEX")
        assert erase_person(again, "a").numbers == (1, 3)


def test_facts_that_nobody_erased_are_not_called_erased(filled: DecisionLog) -> None:
    decision = filled.decision("2").decision
    run(filled, f"DELETE FROM sluimer_kept WHERE decision = '{decision}'")
    for attempt in (lambda: filled.decision("2"), lambda: list(filled.decisions())):
        assert code_of(attempt) == "log-facts-missing"


def test_facts_that_were_erased_and_put_back_are_not_shown(filled: DecisionLog) -> None:
    with filled.store.reading() as connection:
        before = [dict(row) for row in connection.execute(text("SELECT * FROM sluimer_kept")).mappings()]
    erase_person(filled, "a")
    with filled.store.writing() as connection:
        connection.execute(KEPT.delete())
        connection.execute(KEPT.insert(), before)
    assert code_of(lambda: filled.decision("1")) == "log-facts-remain"
    assert filled.decision("2").number == 2


@pytest.mark.parametrize("statement", ["DELETE FROM sluimer_entries", "UPDATE sluimer_entries SET kind = 'x'"])
def test_who_reads_a_log_with_a_gap_is_told(filled: DecisionLog, statement: str) -> None:
    """After what can be read."""
    run(filled, f"{statement} WHERE number = 2")
    reading = filled.decisions()
    assert [next(reading).number, next(reading).number] == [1, 3]
    assert code_of(lambda: next(reading)) == "log-incomplete"


def test_a_file_that_was_moved_away_takes_no_more_decisions(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    """What would go into it would be lost, with a receipt."""
    plant_care.consult(WET, log=lite)
    copy = Path(lite.name).read_bytes()
    Path(lite.name).rename(f"{lite.name}.away")
    assert code_of(lambda: plant_care.consult(WET, log=lite)) == "log-replaced"
    Path(lite.name).write_bytes(copy)
    assert code_of(lambda: plant_care.consult(WET, log=lite)) == "log-replaced"


def test_a_log_is_the_same_one_after_the_process_went_to_another_folder(
    tmp_path: Path, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with create_log("decisions.db", KEY) as log:
        monkeypatch.chdir("/")
        log.close()
        plant_care.consult(WET, log=log)
        assert (log.name, log.head().number) == ("decisions.db", 1)


def test_a_decision_whose_commit_came_through_has_its_receipt(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the answer of the database was lost."""
    _lose_the_next_answer(filled, monkeypatch)
    receipt = plant_care.consult(WET, log=filled).logged
    assert isinstance(receipt, Receipt)
    assert receipt.number == filled.head().number == 4


def test_where_it_cannot_be_known_that_is_what_is_said(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lose_the_next_answer(filled, monkeypatch)

    def gone(*_: object) -> list[object]:
        raise log_error("log-unreadable", "there", reason="the server went away")

    monkeypatch.setattr(DecisionLog, "_rows", gone)
    assert code_of(lambda: plant_care.consult(WET, log=filled)) == "log-unsure"


def _lose_the_next_answer(log: DecisionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next commit done, and its answer lost."""
    engine = log.store._engine
    commit = engine.dialect.do_commit
    lost: list[bool] = []

    def committed(connection: object) -> None:
        commit(connection)  # type: ignore[arg-type]  # whatever the driver has
        if not lost:
            lost.append(True)
            raise OperationalError("COMMIT", None, Exception("server closed the connection unexpectedly"))

    monkeypatch.setattr(engine.dialect, "do_commit", committed)


@pytest.mark.parametrize(
    "content", [packed(1), packed([[1]]), packed({"a": 2**70}), packed({"a": "\ud800"}), b"", b"x", packed({"a": 1})]
)
def test_knowledge_and_files_may_hold_anything(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, content: bytes
) -> None:
    """It is told, and nothing crashes."""
    plant_care.consult(WET, log=lite)
    for table, code in ((KNOWLEDGE, "log-knowledge-changed"), (FILES, "log-files-changed")):
        with lite.store.writing() as connection:
            connection.execute(update(table).values(content=content))
        assert (1, code) in located(lite)
    [replayed] = [Replayer(lite).as_then(one) for one in lite.decisions()]
    assert not replayed.same
    assert replayed.problems


def test_depth_and_size_that_were_made_to_hurt_do_not(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult(WET, log=lite)
    for content in (zlib.compress(b"[" * 100_000 + b"]" * 100_000), zlib.compress(b" " * 60_000_000 + b"{}")):
        with lite.store.writing() as connection:
            connection.execute(update(KNOWLEDGE).values(content=content))
        assert (1, "log-knowledge-changed") in located(lite)


def test_content_that_says_a_thing_twice_is_not_ours() -> None:
    with pytest.raises(ValueError, match="not as it was written"):
        unpacked(zlib.compress(b'{"a":1,"a":2}'))


def test_a_gap_without_end_is_told_in_few_words(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult(WET, log=lite)
    run(lite, f"UPDATE sluimer_entries SET number = {9 * 10**18}")
    assert located(lite)[0] == (9 * 10**18, "log-entry-missing")


@IN_PART
@pytest.mark.parametrize("column", ["log", "key_check", "last", "last_mac", "last_seal"])
@pytest.mark.parametrize("value", ["x'ff00'", "cast(x'ff' as text)", "17.5", "''", "'\u00e9'", "-1"])
def test_the_note_of_the_log_may_hold_anything(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, column: str, value: str
) -> None:
    plant_care.consult(WET, log=lite)
    run(lite, f"UPDATE sluimer_log SET {column} = {value}")
    lite.close()
    try:
        with open_log(lite.name, KEY) as again:
            assert verify(again).faults != ()
            code_of(lambda: plant_care.consult(WET, log=again))
    except LogError as error:
        assert error.problems[0].code in ("log-wrong-key", "log-head-changed")  # noqa: PT017  # or nothing was wrong


@IN_PART
@pytest.mark.parametrize("kind", ["decision", "erasure", "x"])
def test_an_entry_of_another_kind_than_it_says_crashes_nothing(filled: DecisionLog, kind: str) -> None:
    erase_person(filled, "b")
    for number in (1, 4):
        run(filled, f"UPDATE sluimer_entries SET kind = '{kind}' WHERE number = {number}")
        found = located(filled)
        assert kind == {1: "decision", 4: "erasure"}[number] or (number, "log-column-changed") in found
        for read in (DecisionLog.decisions, lambda log, number=number: [log.decision(str(number))]):
            with suppress(LogError):  # that is right too, and nothing else may be raised
                list(read(filled))
        kept = "decision" if number == 1 else "erasure"
        run(filled, f"UPDATE sluimer_entries SET kind = '{kept}' WHERE number = {number}")


def test_the_checker_looks_at_the_digests_of_a_knowledge_once(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that names a rule wrongly is found out, though the log has what it wrote."""
    made = record_knowledge(plant_care.knowledge)
    rules = {name: {**rule, "digest": f"sha256:{'0' * 64}"} for name, rule in made.data["rules"].items()}
    data = {**made.data, "rules": rules}
    wrong = type(made)(plant_care.knowledge, data, digest_of(data))
    monkeypatch.setattr("sluimer.audit.log.decision_log.record_knowledge", lambda _: wrong)
    for _ in range(2):
        plant_care.consult(WET, log=lite)
    assert (1, "log-record-wrong") in located(lite)


def test_files_of_the_knowledge_cannot_be_told_apart_otherwise() -> None:
    """Neither by a name that holds another file."""
    honest = {"a": "1", "b": "2"}
    hidden = {"a\x001\x001b": "2"}
    assert digest_of_texts(honest) != digest_of_texts(hidden)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_copy_that_may_only_be_read_is_read(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    _is_read_only(lite, plant_care, lambda path: path.chmod(0o500))


def test_a_copy_on_a_disk_that_may_only_be_read_is_read(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system says of it."""
    _is_read_only(lite, plant_care, lambda _: monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK))


def _is_read_only(log: DecisionLog, kb: sluimer.KnowledgeBase, protect: Callable[[Path], object]) -> None:
    for _ in range(3):
        kb.consult(WET, log=log)
    log.store.vacuum()
    log.close()
    folder = Path(log.name).parent
    protect(folder)
    before = sorted(path.name for path in folder.iterdir())
    with open_log(log.name, KEY) as copy:
        assert verify(copy).faults == ()
        assert [one.number for one in copy.decisions()] == [1, 2, 3]
        assert code_of(lambda: kb.consult(WET, log=copy)) == "log-read-only"
        assert code_of(lambda: erase_person(copy, "a")) == "log-read-only"
    assert sorted(path.name for path in folder.iterdir()) == before
    folder.chmod(0o700)


@pytest.mark.parametrize(
    "where",
    ["postgresql://127.0.0.1:1/log?password=verysecret&user=me", "postgresql://me:very/secret@127.0.0.1:x/log"],
)
def test_a_password_is_hidden_wherever_it_stands(where: str) -> None:
    with pytest.raises(LogError) as raised:
        open_log(where, KEY)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("line", ["[" * 100_000, '{"log": "\\ud800", "number": 1, "mac": "", "time": "", "seal": ""}'])
def test_a_checkpoint_may_hold_anything(lite: DecisionLog, line: str) -> None:
    try:
        found = read_checkpoints([line], "file")
    except LogError as error:
        assert error.problems[0].code == "log-checkpoint-form"  # noqa: PT017  # the other one is well formed
    else:
        assert [code for _, code in located(lite, found)] == ["log-checkpoint-form"]


def test_who_reads_is_not_waited_for_by_an_erasure_and_nobody_else_by_that(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    with filled.store.reading() as connection:
        connection.execute(ENTRIES.select()).first()
        connection.execute(KEPT.select()).first()
        assert erase_person(filled, "b").vacuumed is False
        assert isinstance(plant_care.consult(WET, log=filled).logged, Receipt)
