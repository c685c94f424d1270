"""Whole reasons for a few persons of a population are those of one person with the same answers."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.audit.record import make_record
from sluimer.audit.record.check_record import check
from sluimer.knowledge.base import Knowledge
from sluimer.population.reading.batch import ArrowBatch
from sluimer.population.reading.source import BATCH
from strategies.columns import ROW, json_lines_of, table_of
from strategies.knowledge import Luck
from strategies.persons import Answers
from strategies.populations import populations
from tries import tries

AGES = {"id": [*"abcdef"], "age": [41, 12, None, 13, 42, 14]}


@given(populations())
@settings(max_examples=tries(100))
def test_the_answers_of_a_row_bring_one_person_the_same_whatever_form_they_came_in(
    drawn: tuple[Knowledge, list[Answers], Luck],
) -> None:
    """Each state, the outcome and the rules that fired are compared where reasons are made, which else raises."""
    knowledge, people, luck = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    reasons = kb.screen(table_of(knowledge, people, luck), [ROW], explain=len(people)).reasons
    assert [(one.row, one.kept) for one in reasons] == [(row + 1, {ROW: row}) for row in range(len(people))]
    for one, person in zip(reasons, people, strict=True):
        alone = kb.consult(json.loads(json.dumps(one.answers))).advice
        assert alone == one.consultation.advice
        assert [item.state for item in alone.items] == [item.state for item in kb.consult(person).advice.items]


@given(populations())
@settings(max_examples=tries(50))
def test_the_answers_of_a_line_of_json_are_the_case_in_it(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Knowledge, list[Answers], Luck]
) -> None:
    knowledge, people, _ = drawn
    kb, folder = sluimer.KnowledgeBase(knowledge), tmp_path_factory.mktemp("json")
    (folder / "persons.jsonl").write_text(json_lines_of(people), encoding="utf-8")
    report = kb.screen_file(folder / "persons.jsonl", folder / "advice.csv", explain=len(people))
    lines = [json.loads(line) for line in (folder / "advice.reasons.jsonl").read_text("utf-8").splitlines()]
    assert report.explained == tuple(line["row"] for line in lines) == tuple(range(1, len(people) + 1))
    for line, person in zip(lines, people, strict=True):
        consultation = kb.consult(line["answers"])
        assert consultation.case == kb.read_case(person)
        assert line["advice"] == json.loads(json.dumps(consultation.as_dict(full=True)))
        assert line["trace"] == json.loads(json.dumps(consultation.trace.as_dict()))


def test_each_outcome_has_some_and_the_same_ones_every_time(magnesium: sluimer.KnowledgeBase) -> None:
    """They are spread over the whole, and how it came in pieces does not matter."""
    count = BATCH + 999
    frame = pa.table({"age": [12.0 if row % 100 else 41.0 for row in range(count)]})
    pieces = pa.concat_tables([frame[:7], frame[7:]])
    reasons = magnesium.screen(frame, explain=5).reasons
    assert Counter(one.consultation.advice.outcome for one in reasons) == {"not_covered": 5, "answers_needed": 5}
    assert [one.row for one in reasons] == [one.row for one in magnesium.screen(pieces, explain=5).reasons]
    assert min(one.row for one in reasons) > 100
    assert {one.row for one in magnesium.screen(frame, explain=2).reasons} < {one.row for one in reasons}


def test_a_record_of_them_can_be_checked_with_nothing_but_python(magnesium: sluimer.KnowledgeBase) -> None:
    for one in magnesium.screen(pa.table(AGES), ["id"], explain=1).reasons:
        check(json.loads(json.dumps(make_record(magnesium.consult(one.answers)))))


def test_who_has_no_result_is_not_explained(magnesium: sluimer.KnowledgeBase) -> None:
    frame = pa.table({"age": [41, 411, 42]})
    for kind in ("null", "quarantine"):
        screened = magnesium.screen(frame, on_bad_row=kind, explain=9)
        assert screened.report.explained == (1, 3)


def test_nobody_is_explained_unless_it_is_asked_for(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    assert magnesium.screen(pa.table(AGES), ["id"]).reasons == ()
    (tmp_path / "persons.csv").write_text("age\n41\n", encoding="utf-8")
    assert magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.arrow").explained == ()
    assert not (tmp_path / "advice.reasons.jsonl").exists()


def test_where_one_person_would_be_told_otherwise_nothing_is_written(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of an engine must not go by unseen."""
    (tmp_path / "persons.csv").write_text("age\n41\n12\n", encoding="utf-8")
    read = ArrowBatch.values

    def other(batch: ArrowBatch, column: str) -> Any:
        other.calls += 1  # type: ignore[attr-defined]
        return read(batch, column) if other.calls == 1 else pa.array(["12", "12"])  # type: ignore[attr-defined]

    other.calls = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(ArrowBatch, "values", other)
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", explain=1)
    assert [(one.code, str(one.position)) for one in raised.value.problems] == [
        ("reasons-differ", f"{tmp_path / 'persons.csv'}#/1")
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["persons.csv"]


@pytest.mark.parametrize("many", [-1, 1001, 1.5, "2", None])
def test_another_number_of_persons_is_refused(magnesium: sluimer.KnowledgeBase, many: Any) -> None:
    with pytest.raises(ValueError, match="0 to 1000"):
        magnesium.screen(pa.table(AGES), ["id"], explain=many)


def test_a_language_that_the_knowledge_does_not_have_is_refused_before_anything_is_read(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    with pytest.raises(sluimer.UnknownLanguageError):
        magnesium.screen_file(tmp_path / "no.csv", tmp_path / "advice.csv", explain=1, language="fr")


def test_reasons_never_go_over_the_answers(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.reasons.jsonl").write_text('{"age": 41}\n', encoding="utf-8")
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / "a.reasons.jsonl", tmp_path / "a.csv", explain=1)
    assert [one.code for one in raised.value.problems] == ["population-same-file"]
