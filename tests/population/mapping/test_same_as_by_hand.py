"""Who is mapped is told what the case says that a person would have written by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

import sluimer
from sluimer.knowledge.base import Knowledge
from strategies.columns import ROW
from strategies.knowledge import Luck, knowledge_bases
from strategies.mapped import mapped_table
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import tries


class FirstForms(Luck):
    """No chance: of each the first form, or the last."""

    def __init__(self, place: int) -> None:
        self._place = place

    def of(self, choices: Sequence[Any]) -> Any:
        """The one at this place."""
        return choices[self._place]


@st.composite
def populations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers], Luck]:
    """A knowledge base, some persons for it, and the chance by which their columns get a form."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(st.lists(persons(knowledge), min_size=1, max_size=7)), Luck(draw)


@given(populations())
@settings(max_examples=tries(100))
def test_on_any_knowledge_words_mean_what_the_mapping_says(drawn: tuple[Knowledge, list[Answers], Luck]) -> None:
    knowledge, people, luck = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    table, mapping = mapped_table(knowledge, people, luck)
    screened = kb.screen(table, mapping=mapping)
    assert_each_is_told_the_same(kb, people, screened.table.to_pylist())
    assert screened.report.unplaced == ()


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_on_the_bundled_knowledge_nobody_is_told_otherwise(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str
) -> None:
    """In every format; lists are text where the format has none."""
    people = draw_persons(magnesium.knowledge, 40, seed=7)
    table, mapping = mapped_table(magnesium.knowledge, people, FirstForms(0 if ending == "csv" else -1))
    path = tmp_path / f"persons.{ending}"
    if ending == "csv":
        pa_csv.write_csv(table, path)
    elif ending == "parquet":
        pq.write_table(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()), encoding="utf-8")
    magnesium.screen_file(path, tmp_path / "advice.parquet", mapping=mapping)
    assert_each_is_told_the_same(magnesium, people, pq.read_table(tmp_path / "advice.parquet").to_pylist())


def assert_each_is_told_the_same(kb: sluimer.KnowledgeBase, people: Sequence[Answers], rows: Sequence[Any]) -> None:
    """Every row, in its order, is what `consult` finds for that person."""
    assert [int(row[ROW]) for row in rows] == [*range(len(people))]
    for person, row in zip(people, rows, strict=True):
        advice = kb.consult(person).advice
        assert row["outcome"] == advice.outcome
        assert all(row[item.id] == item.state for item in advice.items)
