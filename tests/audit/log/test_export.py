"""Decisions for other programs: lines of JSON, whole records, and a table."""

import json
from pathlib import Path

import polars
import pytest

import sluimer
from sluimer import LogError
from sluimer.audit.log import DecisionLog, erase_person, json_lines, read_checkpoints, record_lines, write_parquet
from sluimer.audit.record.check_record import check
from strategies.persons import draw_persons


@pytest.fixture
def filled(lite: DecisionLog, magnesium: sluimer.KnowledgeBase) -> DecisionLog:
    """A log with decisions, of which the second was erased."""
    for number, person in enumerate(draw_persons(magnesium.knowledge, 12, seed=8)):
        magnesium.consult(person, log=lite, person=str(number), language="en")
    erase_person(lite, "1")
    return lite


def test_a_line_holds_a_decision(filled: DecisionLog) -> None:
    lines = [json.loads(line) for line in json_lines(filled.decisions())]
    assert [line["number"] for line in lines] == list(range(1, 13))
    for line, logged in zip(lines, filled.decisions(), strict=True):
        assert (line["id"], line["time"], line["erased"]) == (logged.decision, logged.time, logged.erased)
        if logged.part is None:
            assert (line["case"], line["result"], line["language"]) == (None, None, None)
        else:
            assert (line["case"], line["result"]) == (logged.part["case"], logged.part["result"])


def test_no_pseudonym_is_exported(filled: DecisionLog) -> None:
    for lines in (json_lines(filled.decisions()), record_lines(filled, filled.decisions())):
        text = "".join(lines)
        assert not any(logged.part and logged.part["person"] in text for logged in filled.decisions())


def test_a_line_that_is_a_record_passes_the_checker(filled: DecisionLog) -> None:
    records = [json.loads(line) for line in record_lines(filled, filled.decisions())]
    assert len(records) == 11
    for record in records:
        check(record)


def test_the_table_holds_what_was_decided(filled: DecisionLog, tmp_path: Path) -> None:
    write_parquet(filled.decisions(), tmp_path / "log.parquet", filled.name)
    table = polars.read_parquet(tmp_path / "log.parquet")
    for row, logged in zip(table.iter_rows(named=True), filled.decisions(), strict=True):
        assert (row["number"], row["id"], row["erased"]) == (logged.number, logged.decision, logged.erased)
        if logged.part is None:
            assert (row["outcome"], row["items"], row["given"], row["fired"]) == (None, None, None, None)
            continue
        result = logged.part["result"]
        assert (row["outcome"], row["fired"]) == (result["outcome"], result["fired"])
        assert json.loads(row["given"]) == logged.part["case"]["given"]
        assert [(item["id"], item["state"]) for item in row["items"]] == [
            (item["id"], item["state"]) for item in result["items"]
        ]
    given = table.explode("items").filter(polars.col("items").struct.field("state") == "given")
    assert given.height > 0


def test_the_table_of_an_empty_log_has_its_columns(lite: DecisionLog, tmp_path: Path) -> None:
    write_parquet(lite.decisions(), tmp_path / "log.parquet", lite.name)
    table = polars.read_parquet(tmp_path / "log.parquet")
    assert table.height == 0
    assert {"number", "id", "time", "outcome", "items", "given", "erased"} <= set(table.columns)


def test_checkpoints_are_read_as_they_were_written(filled: DecisionLog) -> None:
    made = [filled.checkpoint(), filled.checkpoint()]
    lines = "\n\n".join(checkpoint.line() for checkpoint in made)
    assert read_checkpoints(lines.split("\n"), "elsewhere.jsonl") == tuple(made)


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "{}",
        "[]",
        "3",
        '{"log": 1, "number": 1, "mac": "", "time": "", "seal": ""}',
        '{"log": "", "number": true, "mac": "", "time": "", "seal": ""}',
        '{"log": "", "number": 1, "mac": "", "time": "", "seal": "", "more": 1}',
    ],
)
def test_what_is_no_checkpoint_is_told_with_its_line(line: str) -> None:
    with pytest.raises(LogError) as raised:
        read_checkpoints(["", line], "elsewhere.jsonl")
    [problem] = raised.value.problems
    assert (problem.code, str(problem.position)) == ("log-checkpoint-form", "elsewhere.jsonl:2")
