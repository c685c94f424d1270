"""A population is told what each person of it would be told alone, whatever form the answers come in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

import sluimer
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.model import Meaning
from sluimer.meaning.reference import evaluate
from strategies.columns import ROW, json_lines_of, table_of
from strategies.knowledge import Luck
from strategies.persons import Answers, draw_persons, otherwise_well
from strategies.populations import EVERYTHING, ByChance, populations
from tries import amount, tries

Row = Mapping[str, Any]


@given(populations())
@settings(max_examples=tries(200))
def test_on_any_knowledge_each_is_told_what_consult_and_the_reference_say(
    drawn: tuple[Knowledge, list[Answers], Luck],
) -> None:
    """States, outcome, ranges, ranks, referrals and rules that fired, in columns of every form."""
    knowledge, people, luck = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    screened = kb.screen(table_of(knowledge, people, luck), [ROW], EVERYTHING)
    assert_each_is_told_the_same(kb, people, screened.table.to_pylist())
    assert screened.report.rows == len(people)


@given(populations())
@settings(max_examples=tries(100))
def test_lines_of_json_say_what_a_case_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Knowledge, list[Answers], Luck]
) -> None:
    """With `unknown`, `declined` and sets that are known in part as they stand in a case."""
    knowledge, people, _ = drawn
    kb, folder = sluimer.KnowledgeBase(knowledge), tmp_path_factory.mktemp("json")
    (folder / "persons.jsonl").write_text(json_lines_of(people), encoding="utf-8")
    kb.screen_file(folder / "persons.jsonl", folder / "advice.parquet", (), EVERYTHING)
    assert_each_is_told_the_same(kb, people, pq.read_table(folder / "advice.parquet").to_pylist())


def test_an_amount_is_cut_by_a_limit_where_one_holds_and_else_left_as_it_is(plant_care: sluimer.KnowledgeBase) -> None:
    """One plant is too tall for the whole amount, and one is not."""
    plants: dict[str, list[Any]] = {
        "indoors": [True] * 2,
        "drooping": [True] * 2,
        "moisture": [20] * 2,
        "height": [250, 50],
    }
    people = [{name: values[number] for name, values in plants.items()} for number in range(2)]
    rows = plant_care.screen(pa.table(plants), columns=EVERYTHING).table.to_pylist()
    assert [row["water.most"] for row in rows] == [250, 400]
    assert_each_is_told_the_same(plant_care, people, rows)


def test_on_the_bundled_knowledge_nobody_is_told_otherwise(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    """From nearly complete to sparse; the reference takes its time, so it advises the first few."""
    people = draw_persons(magnesium.knowledge, amount("POPULATION", 40, 2_000), seed=5)
    table = table_of(magnesium.knowledge, people, ByChance(5))
    pq.write_table(table, tmp_path / "persons.parquet")
    magnesium.screen_file(tmp_path / "persons.parquet", tmp_path / "advice.arrow", [ROW], EVERYTHING)
    with pa.ipc.open_file(tmp_path / "advice.arrow") as reader:
        rows = reader.read_all().to_pylist()
    assert [row[ROW] for row in rows] == list(range(len(people)))
    assert_each_is_told_the_same(magnesium, people[: tries(200)], rows[: tries(200)])
    for person, row in zip(people, rows, strict=True):
        assert_states(magnesium.consult(person).advice.items, row)


def test_a_list_says_all_of_a_set_and_null_says_nothing(magnesium: sluimer.KnowledgeBase) -> None:
    """What is not in a list is not so; the same holds for parts that leave nothing open."""
    well = otherwise_well(magnesium.knowledge)
    said: list[object] = [[], ["digoxin"], None, ["ppi", "digoxin"], []]
    people: list[Answers] = [{**well, "medicines": one} for one in said]
    table = pa.Table.from_pylist([*people[:1], *people])[1:]  # the bits do not begin at the first person
    screened = magnesium.screen(table).table.to_pylist()
    for person, row in zip(people, screened, strict=True):
        advice = magnesium.consult(person).advice
        assert row["outcome"] == advice.outcome
        assert_states(advice.items, row)
    assert [screened[row]["dose"] for row in (0, 2, 4)] == ["given", "open", "given"]


@pytest.mark.parametrize(
    "kind", [pa.list_view(pa.string()), pa.large_list_view(pa.string()), pa.large_list(pa.string())]
)
def test_a_list_may_be_of_any_kind_of_arrow(magnesium: sluimer.KnowledgeBase, kind: Any) -> None:
    """Also one whose members do not lie in a row, and a part of one."""
    well = otherwise_well(magnesium.knowledge)
    said: list[Any] = [["iron"], ["ppi", "digoxin"], None, [], ["digoxin"]]
    table = pa.table(
        {
            "medicines": pa.array(said, kind)[1:],
            **{name: [one] * 4 for name, one in well.items() if name != "medicines"},
        }
    )
    people = [{**well, "medicines": one} for one in said[1:]]
    for person, row in zip(people, magnesium.screen(table).table.to_pylist(), strict=True):
        assert_states(magnesium.consult(person).advice.items, row)


def test_csv_says_the_same(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    """All of it is text there, and what is empty was not asked."""
    people = draw_persons(magnesium.knowledge, 60, seed=6)
    table = table_of(magnesium.knowledge, people, ByChance(0, spoken=True))
    pa_csv.write_csv(table, tmp_path / "persons.csv")
    magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", [ROW])
    with pa_csv.open_csv(tmp_path / "advice.csv") as reader:
        rows = reader.read_all().to_pylist()
    for person, row in zip(people, rows, strict=True):
        assert_states(magnesium.consult(person).advice.items, row)


def assert_each_is_told_the_same(kb: sluimer.KnowledgeBase, people: Sequence[Answers], rows: Sequence[Row]) -> None:
    """Every row is what `consult` finds for that person, and the reference."""
    for person, row in zip(people, rows, strict=True):
        consultation = kb.consult(person)
        assert_means(kb.knowledge, evaluate(kb.knowledge, consultation.case), row)
        assert_states(consultation.advice.items, row)
        assert row["outcome"] == consultation.advice.outcome
        assert firsts(row) == first_given(consultation.advice.items)
        case = consultation.case
        if not (case.unknown or case.declined):  # in columns that are no text these are not told from not asked
            assert row["questions"] == list(consultation.advice.questions)


def firsts(row: Row) -> Row:
    """The item that a row has as the first of each topic."""
    return {name.removesuffix(".first"): item for name, item in row.items() if name.endswith(".first") and item}


def first_given(items: Sequence[sluimer.ItemAdvice]) -> Row:
    """The item that is given and stands first in each topic."""
    return {item.topic: item.id for item in reversed(items) if item.state == "given"}


def assert_means(knowledge: Knowledge, meaning: Meaning, row: Row) -> None:
    """All that a row says of a person is what the reference finds, and nothing is left out."""
    topics = knowledge.vocabulary.topics
    referrals = [one for one, item in knowledge.vocabulary.items.items() if topics[item.topic].referral]
    assert {item: row[item] for item in meaning.states} == meaning.states
    assert row["outcome"] == meaning.outcome
    assert row["rules"] == [rule for rule, truth in meaning.rules.items() if truth is True]
    assert sorted(row["referrals"]) == sorted(one for one in referrals if meaning.states[one] == "given")
    assert numbers(row, ".rank") == {f"{item}.rank": rank for item, rank in meaning.ranks.items()}
    assert numbers(row, ".limit") == {f"{item}.limit": end for item, end in meaning.limits.items() if end is not None}
    assert numbers(row, ".least", ".most", ".start") == {
        f"{item}.{end}": getattr(found, end)
        for item, found in meaning.ranges.items()
        for end in ("least", "most", "start")
        if getattr(found, end) is not None
    }


def numbers(row: Row, *endings: str) -> Row:
    """The columns whose name ends so, where they have a number."""
    return {name: value for name, value in row.items() if name.endswith(endings) and value is not None}


def assert_states(items: Sequence[sluimer.ItemAdvice], row: Row) -> None:
    """The items with advice have their state."""
    assert all(row[item.id] == item.state for item in items)
