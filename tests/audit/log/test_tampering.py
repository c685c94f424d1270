"""Whatever is changed in a log past its key is found, and told where it is."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

import sluimer
from conftest import HOUSE_PLANTS, KEY
from sluimer.audit.log import Checkpoint, DecisionLog, create_log, erase_person, key_from_text, verify
from sluimer.audit.log.entry import packed, unpacked
from sluimer.audit.log.tables import ENTRIES, FILES, KEPT, KNOWLEDGE, LOGS
from sluimer.audit.record import digest_of, record_person
from strategies.persons import draw_persons
from tries import IN_PART, amount

INSTANCES = amount("INSTANCES", 16, 200)
TABLES = (LOGS, ENTRIES, KEPT, KNOWLEDGE, FILES)
Rows = dict[str, list[dict[str, Any]]]
Where = Sequence[int]
Tamper = Callable[[Connection, random.Random], Where]


def written(where: str | Path, folder: Path) -> DecisionLog:
    """A log with 16 entries: decisions by two choices of packs, and one erasure in their midst."""
    log = create_log(where, KEY)
    for number, knowledge in enumerate((sluimer.load(folder), sluimer.load(folder, packs=["book"]))):
        for person, answers in enumerate(draw_persons(knowledge.knowledge, 7, seed=number)):
            knowledge.consult(answers, log=log, person=f"{number}-{person}")
        if number == 0:
            erase_person(log, "0-3")
    knowledge.consult({"moisture": 70}, log=log)
    return log


def rows(log: DecisionLog) -> Rows:
    """Everything that stands in the tables."""
    with log.store.reading() as connection:
        return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in TABLES}


def put_back(log: DecisionLog, before: Rows) -> None:
    """The tables as they were."""
    with log.store.writing() as connection:
        for table in TABLES:
            connection.execute(delete(table))
            connection.execute(insert(table), before[table.name])


def _all(connection: Connection, table: Table) -> list[Any]:
    return list(connection.execute(select(table).order_by(*table.primary_key.columns)))


def _with_facts(connection: Connection) -> list[Any]:
    joined = ENTRIES.join(KEPT, ENTRIES.c.decision == KEPT.c.decision)
    return list(connection.execute(select(ENTRIES.c.number, *KEPT.c).select_from(joined).order_by(ENTRIES.c.number)))


def _flipped(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def a_byte_of_an_entry(connection: Connection, chance: random.Random) -> Where:
    entry = chance.choice(_all(connection, ENTRIES))
    name = chance.choice(["body", "mac"])
    before = getattr(entry, name)
    at = chance.randrange(len(before))
    after = (
        before[:at] + chance.choice([char for char in '0123456789abcdef":,' if char != before[at]]) + before[at + 1 :]
    )
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == entry.number).values({name: after}))
    return [entry.number]


def a_byte_of_what_is_kept(connection: Connection, chance: random.Random) -> Where:
    row = chance.choice(_with_facts(connection))
    name = chance.choice(["content", "salt"])
    changed = _flipped(getattr(row, name), chance)
    connection.execute(update(KEPT).where(KEPT.c.decision == row.decision).values({name: changed}))
    return [row.number]


def an_answer(connection: Connection, chance: random.Random) -> Where:
    """Changed, and packed again as we pack it."""
    row = chance.choice([row for row in _with_facts(connection) if unpacked(row.content)["case"]["given"]])
    part = unpacked(row.content)
    slot = chance.choice(sorted(part["case"]["given"]))
    before = part["case"]["given"][slot]
    part["case"]["given"][slot] = (not before) if isinstance(before, bool) else "x" if isinstance(before, str) else 1.5
    connection.execute(update(KEPT).where(KEPT.c.decision == row.decision).values(content=packed(part)))
    return [row.number]


def another_person(connection: Connection, chance: random.Random) -> Where:
    row = chance.choice(_with_facts(connection))
    changed = KEPT.c.decision == row.decision
    connection.execute(update(KEPT).where(changed).values(person=KEY.seal("person", b"someone else")))
    return [row.number]


def a_swapped_pair(connection: Connection, chance: random.Random) -> Where:
    one, other = chance.sample([entry.number for entry in _all(connection, ENTRIES)], 2)
    for now, then in ((one, -1), (other, one), (-1, other)):
        connection.execute(update(ENTRIES).where(ENTRIES.c.number == now).values(number=then))
    return [one, other]


def swapped_facts(connection: Connection, chance: random.Random) -> Where:
    one, other = chance.sample(_with_facts(connection), 2)
    for row, now in ((one, other), (other, one)):
        values = {"person": now.person, "salt": now.salt, "content": now.content}
        connection.execute(update(KEPT).where(KEPT.c.decision == row.decision).values(values))
    return [one.number, other.number]


def swapped_texts(connection: Connection, chance: random.Random) -> Where:
    """Two entries that exchange all but their numbers."""
    one, other = chance.sample(_all(connection, ENTRIES), 2)
    connection.execute(delete(ENTRIES).where(ENTRIES.c.number.in_([one.number, other.number])))
    for row, number in ((one, other.number), (other, one.number)):
        connection.execute(insert(ENTRIES).values({**row._mapping, "number": number}))
    return [one.number, other.number]


def a_removed_row(connection: Connection, chance: random.Random) -> Where:
    """An entry in the midst, with or without what is kept."""
    entry = chance.choice(_all(connection, ENTRIES)[:-1])
    connection.execute(delete(ENTRIES).where(ENTRIES.c.number == entry.number))
    if chance.random() < 0.5:
        connection.execute(delete(KEPT).where(KEPT.c.decision == entry.decision))
    return [entry.number + 1]


def a_removed_row_and_the_gap_closed(connection: Connection, chance: random.Random) -> Where:
    entry = chance.choice(_all(connection, ENTRIES)[:-1])
    connection.execute(delete(ENTRIES).where(ENTRIES.c.number == entry.number))
    for later in _all(connection, ENTRIES):
        if later.number > entry.number:
            now = update(ENTRIES).where(ENTRIES.c.number == later.number)
            connection.execute(now.values(number=later.number - 1))
    return [entry.number]


def removed_facts(connection: Connection, chance: random.Random) -> Where:
    row = chance.choice(_with_facts(connection))
    connection.execute(delete(KEPT).where(KEPT.c.decision == row.decision))
    return [row.number]


def a_removed_tail(connection: Connection, chance: random.Random) -> Where:
    """Told by what the log itself notes."""
    numbers = [entry.number for entry in _all(connection, ENTRIES)]
    end = chance.choice(numbers[:-1])
    gone = select(ENTRIES.c.decision).where(ENTRIES.c.number > end)
    connection.execute(delete(KEPT).where(KEPT.c.decision.in_(gone)))
    connection.execute(delete(ENTRIES).where(ENTRIES.c.number > end))
    return [end]


def a_removed_tail_and_the_note_changed(connection: Connection, chance: random.Random) -> Where:
    [end] = a_removed_tail(connection, chance)
    mac = connection.execute(select(ENTRIES.c.mac).where(ENTRIES.c.number == end)).scalar()
    connection.execute(update(LOGS).values(last=end, last_mac=mac))
    return [end]


def a_replayed_row(connection: Connection, chance: random.Random) -> Where:
    """An old entry once more, as the newest, with its facts."""
    entry = chance.choice(_all(connection, ENTRIES)[:-1])
    number = _all(connection, ENTRIES)[-1].number + 1
    connection.execute(insert(ENTRIES).values({**entry._mapping, "number": number, "decision": f"{entry.decision}-2"}))
    kept = connection.execute(select(KEPT).where(KEPT.c.decision == entry.decision)).first()
    if kept:
        connection.execute(insert(KEPT).values({**kept._mapping, "decision": f"{entry.decision}-2"}))
    return [number]


def a_row_over_another(connection: Connection, chance: random.Random) -> Where:
    one, other = chance.sample(_all(connection, ENTRIES), 2)
    values = {"body": one.body, "mac": one.mac, "kind": one.kind, "time": one.time}
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == other.number).values(values))
    return [other.number]


def a_forged_row(connection: Connection, chance: random.Random) -> Where:
    """Made as we make it, but with another key."""
    last = _all(connection, ENTRIES)[-1]
    body = {**json.loads(last.body), "number": last.number + 1, "previous": last.mac, "decision": "new"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    mac = key_from_text(f"{chance.randrange(16**8):064x}").seal("chain", text.encode())
    values = {"number": last.number + 1, "decision": "new", "body": text, "mac": mac}
    connection.execute(insert(ENTRIES).values({**last._mapping, **values}))
    return [last.number + 1]


def a_column_beside(connection: Connection, chance: random.Random) -> Where:
    entry = chance.choice([entry for entry in _all(connection, ENTRIES) if entry.decision])
    values = chance.choice([{"time": "2001-01-01T00:00:00.000Z"}, {"kind": "erasure"}, {"decision": "other"}])
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == entry.number).values(values))
    return [entry.number]


def _first_with(connection: Connection, name: str, digest: str) -> int:
    bodies = [json.loads(entry.body) for entry in _all(connection, ENTRIES)]
    return next(int(body["number"]) for body in bodies if body.get("knowledge", {}).get(name) == digest)


def a_rule_text(connection: Connection, chance: random.Random) -> Where:
    """With its own digests made again, as a careful forger would."""
    row = chance.choice(_all(connection, KNOWLEDGE))
    known = unpacked(row.content)
    rule = known["rules"][chance.choice(sorted(known["rules"]))]
    rule["because"][chance.choice(sorted(rule["because"]))] += "!"
    if chance.random() < 0.7:
        rule["digest"] = digest_of({key: value for key, value in rule.items() if key != "digest"})
        known["contents"] = digest_of({key: part for key, part in known.items() if key != "contents"})
    connection.execute(update(KNOWLEDGE).where(KNOWLEDGE.c.digest == row.digest).values(content=packed(known)))
    return [_first_with(connection, "part", row.digest)]


def a_file_of_the_knowledge(connection: Connection, chance: random.Random) -> Where:
    [row] = _all(connection, FILES)
    files = unpacked(row.content)
    name = chance.choice(sorted(files))
    files[name] = files[name] + "\n# more\n" if chance.random() < 0.5 else files[name].replace("e", "a", 1)
    content = packed(files) if chance.random() < 0.7 else _flipped(row.content, chance)
    connection.execute(update(FILES).values(content=content))
    return [_first_with(connection, "files", row.digest)]


def removed_knowledge(connection: Connection, chance: random.Random) -> Where:
    table, name = chance.choice([(KNOWLEDGE, "part"), (FILES, "files")])
    row = chance.choice(_all(connection, table))
    connection.execute(delete(table).where(table.c.digest == row.digest))
    return [_first_with(connection, name, row.digest)]


def the_note_of_the_end(connection: Connection, chance: random.Random) -> Where:
    [row] = _all(connection, LOGS)
    changed = [{"last": row.last + 1}, {"last": row.last - 1}, {"last_mac": "0" * 64}, {"last_seal": "0" * 64}]
    connection.execute(update(LOGS).values(chance.choice(changed)))
    return [_all(connection, ENTRIES)[-1].number]


def facts_of_nobody(connection: Connection, chance: random.Random) -> Where:
    row = chance.choice(_with_facts(connection))
    values = {"person": row.person, "salt": row.salt, "content": row.content}
    connection.execute(insert(KEPT).values(decision=str(chance.random()), **values))
    return [0]


KINDS: dict[Tamper, set[str]] = {
    a_byte_of_an_entry: {"log-entry-changed"},
    a_byte_of_what_is_kept: {"log-facts-changed"},
    an_answer: {"log-facts-changed"},
    another_person: {"log-facts-changed"},
    a_swapped_pair: {"log-entry-moved"},
    swapped_facts: {"log-facts-changed"},
    swapped_texts: {"log-entry-moved"},
    a_removed_row: {"log-entry-missing"},
    a_removed_row_and_the_gap_closed: {"log-entry-moved", "log-tail-missing"},
    removed_facts: {"log-facts-missing"},
    a_removed_tail: {"log-tail-missing"},
    a_removed_tail_and_the_note_changed: {"log-head-changed"},
    a_replayed_row: {"log-entry-moved"},
    a_row_over_another: {"log-entry-moved"},
    a_forged_row: {"log-entry-changed"},
    a_column_beside: {"log-column-changed"},
    a_rule_text: {"log-knowledge-changed"},
    a_file_of_the_knowledge: {"log-files-changed"},
    removed_knowledge: {"log-knowledge-missing", "log-files-missing"},
    the_note_of_the_end: {"log-head-changed", "log-tail-missing"},
    facts_of_nobody: {"log-facts-unknown"},
}
"""Each kind with what may be told of it, where it was done."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DecisionLog, Rows]]:
    """One log to tamper with again and again, and all that stood in it."""
    log = written(tmp_path_factory.mktemp("log") / "decisions.db", _plants())
    yield log, rows(log)
    log.close()


def _plants() -> Path:
    return HOUSE_PLANTS


def located(log: DecisionLog, checkpoints: Sequence[Checkpoint] = ()) -> list[tuple[int, str]]:
    """The entry of each fault, with what is wrong."""
    faults = verify(log, checkpoints).faults
    return [(int(fault.position.file.rpartition("#")[2]), fault.code) for fault in faults]


@IN_PART
@pytest.mark.parametrize("tamper", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_tampering_is_found_where_it_was_done(tamper: Tamper, many: tuple[DecisionLog, Rows]) -> None:
    log, before = many
    assert located(log) == []
    for seed in range(INSTANCES // len(KINDS) + 1):
        with log.store.writing() as connection:
            where = tamper(connection, random.Random(seed))
        found = located(log)
        put_back(log, before)
        assert {code for number, code in found if number in where} & KINDS[tamper], (seed, where, found)


@IN_PART
@pytest.mark.parametrize("tamper", KINDS, ids=lambda kind: kind.__name__)
def test_it_is_found_in_every_database(tamper: Tamper, place: str) -> None:
    log = written(place, _plants())
    with log.store.writing() as connection:
        where = tamper(connection, random.Random(1))
    assert {code for number, code in located(log) if number in where} & KINDS[tamper]
    log.close()


def test_a_log_put_back_to_an_older_copy_is_found_by_a_checkpoint_kept_elsewhere(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    """Within the log itself nothing is wrong with it."""
    for _ in range(3):
        plant_care.consult({"moisture": 70}, log=lite)
    older = rows(lite)
    for _ in range(3):
        plant_care.consult({"moisture": 70}, log=lite)
    checkpoint = lite.checkpoint()
    put_back(lite, older)
    assert located(lite) == []
    assert located(lite, [checkpoint]) == [(3, "log-tail-missing")]
    for _ in range(4):
        plant_care.consult({"moisture": 10}, log=lite)
    assert located(lite) == []
    assert located(lite, [checkpoint]) == [(6, "log-checkpoint-differs")]


def test_a_checkpoint_that_was_made_up_or_is_of_another_log_is_told(
    lite: DecisionLog, tmp_path: Path, plant_care: sluimer.KnowledgeBase
) -> None:
    plant_care.consult({"moisture": 70}, log=lite)
    honest = lite.checkpoint()
    made_up = Checkpoint(honest.log, 9, honest.mac, honest.time, honest.seal)
    with create_log(tmp_path / "other.db", KEY) as other:
        foreign = other.checkpoint()
    assert located(lite, [honest]) == []
    assert [code for _, code in located(lite, [made_up, foreign])] == ["log-checkpoint-form"] * 2


def test_nothing_is_added_where_the_note_of_the_end_was_changed(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    plant_care.consult({"moisture": 70}, log=lite)
    with lite.store.writing() as connection:
        connection.execute(update(LOGS).values(last=0))
    with pytest.raises(sluimer.LogError) as raised:
        plant_care.consult({"moisture": 70}, log=lite)
    assert raised.value.problems[0].code == "log-head-changed"


def test_a_gap_stays_to_be_seen_after_the_log_went_on(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    """A tail that was cut off is not covered up by what comes after it."""
    for _ in range(6):
        plant_care.consult({"moisture": 70}, log=lite)
    with lite.store.writing() as connection:
        connection.execute(delete(ENTRIES).where(ENTRIES.c.number > 3))
    plant_care.consult({"moisture": 70}, log=lite)
    assert (7, "log-entry-missing") in located(lite)


def test_facts_that_were_erased_and_put_back_are_told(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> None:
    plant_care.consult({"moisture": 70}, log=lite, person="a")
    before = rows(lite)
    erase_person(lite, "a")
    with lite.store.writing() as connection:
        connection.execute(insert(KEPT), before[KEPT.name])
    assert located(lite) == [(1, "log-facts-remain")]


def test_what_was_never_in_a_column_is_told_and_never_crashes(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    """SQLite takes anything anywhere."""
    for _ in range(3):
        plant_care.consult({"moisture": 70}, log=lite)
    before = rows(lite)
    for table, column in ((ENTRIES, "body"), (ENTRIES, "mac"), (ENTRIES, "number"), (KEPT, "salt"), (KEPT, "content")):
        for value in ("x'00ff80'", "17.5", "'text'", "''", "zeroblob(3)", "'\u00e9'", "cast(x'ff' as text)"):
            with lite.store.writing() as connection:
                first = "decision = (select decision from sluimer_entries where number = 2)"
                connection.exec_driver_sql(f"update {table.name} set {column} = {value} where {first}")
            assert located(lite) != [], (table.name, column, value)
            put_back(lite, before)


def test_an_engine_that_drew_a_wrong_conclusion_is_found_by_the_checker(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is sealed as it was made; that it does not follow from itself is seen all the same."""

    def wrong(consultation: sluimer.Consultation, language: str = "") -> dict[str, Any]:
        part = record_person(consultation, language)
        part["result"]["outcome"] = "not_covered"
        return part

    monkeypatch.setattr("sluimer.audit.log.decision_log.record_person", wrong)
    plant_care.consult({"moisture": 70}, log=lite)
    assert located(lite) == [(1, "log-record-wrong")]
    assert verify(lite, records=False).faults == ()


def test_an_entry_that_was_sealed_after_another_than_stands_before_it_is_told(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    """As when the key was used to make a second ending for the same log."""
    for _ in range(2):
        plant_care.consult({"moisture": 70}, log=lite)
    before = rows(lite)
    plant_care.consult({"moisture": 70}, log=lite)
    other_third = rows(lite)[ENTRIES.name][2]
    put_back(lite, before)
    put_back(lite, {**before, ENTRIES.name: before[ENTRIES.name][:1], LOGS.name: [_with_note(before, 1)]})
    plant_care.consult({"moisture": 10}, log=lite)
    with lite.store.writing() as connection:
        connection.execute(insert(ENTRIES).values(other_third))
    assert (3, "log-link-broken") in located(lite)


def _with_note(before: Rows, number: int) -> dict[str, Any]:
    """The note of a log that ends at this entry, as the key makes it."""
    [row], mac = before[LOGS.name], before[ENTRIES.name][number - 1]["mac"]
    seal = KEY.seal("head", f"{row['log']} {number} {mac}".encode())
    return {**row, "last": number, "last_mac": mac, "last_seal": seal}


def test_an_entry_of_another_log_with_the_same_key_is_told(
    lite: DecisionLog, tmp_path: Path, plant_care: sluimer.KnowledgeBase
) -> None:
    with create_log(tmp_path / "other.db", KEY) as other:
        for log in (lite, other):
            plant_care.consult({"moisture": 70}, log=log)
        foreign = rows(other)[ENTRIES.name][0]
    with lite.store.writing() as connection:
        connection.execute(update(ENTRIES).values(foreign))
    assert located(lite)[0] == (1, "log-entry-foreign")
