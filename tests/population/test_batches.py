"""The same persons in batches of any size, advised by any number of threads: each is told the same."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.meaning.net import OUTCOME
from sluimer.population import ScreeningChoice
from sluimer.population.reading.batch import ArrowBatch
from sluimer.population.reading.source import from_frame
from sluimer.population.rules import PopulationRules
from sluimer.population.run import ScreenedBatch, Screener
from strategies.columns import ROW, table_of
from strategies.persons import draw_persons
from strategies.populations import FROM_PLANES, ByChance

COUNT = 300


@pytest.fixture(scope="module")
def people(magnesium: sluimer.KnowledgeBase) -> Any:
    """Varied persons, in columns of every form."""
    return table_of(magnesium.knowledge, draw_persons(magnesium.knowledge, COUNT, seed=11), ByChance(11))


def screener_for(kb: sluimer.KnowledgeBase, people: Any) -> Screener:
    """What advises them with all that can be told."""
    choice = ScreeningChoice.of((ROW,), FROM_PLANES, "fail")
    return PopulationRules.of(kb.knowledge, kb.net).screener(from_frame(people), choice)


def screened(screener: Screener, people: Any) -> Sequence[ScreenedBatch]:
    """What is found of them, batch by batch."""
    return [screener.screen(one) for one in from_frame(people).batches(screener.layout, 0)]


@pytest.mark.parametrize(("first", "count"), [(0, 1), (7, 1), (64, 64), (3, 63), (9, 65), (1, 128), (130, 170)])
def test_a_part_is_told_what_it_is_told_in_the_whole(
    magnesium: sluimer.KnowledgeBase, people: Any, first: int, count: int
) -> None:
    """Its arrays begin and end within a byte of those of all; and nobody beside it is counted."""
    screener = screener_for(magnesium, people)
    [whole], [part] = screened(screener, people), screened(screener, people.slice(first, count))
    assert part.record.to_pylist() == whole.record.slice(first, count).to_pylist()
    part.record.validate(full=True)
    tally = screener.so_far().tally
    part.count_in(tally)
    for told in (OUTCOME, *(item.state for item in magnesium.net.items)):
        assert sum(many for (name, _), many in tally.counts.said.items() if name == told) == count


def test_nobody_is_told_nothing(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """A frame without rows has results without rows, and no counts."""
    found = magnesium.screen(people.slice(0, 0), [ROW], FROM_PLANES)
    assert (found.table.num_rows, found.report.rows, sum(found.report.outcomes.values())) == (0, 0, 0)


def test_a_batch_of_nobody_is_as_good_as_any(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """Such as a filter leaves behind."""
    screener = screener_for(magnesium, people)
    found = screener.screen(ArrowBatch(1, pa.RecordBatch.from_pylist([], people.schema), people.schema))
    assert found.record.num_rows == 0
    found.record.validate(full=True)


def test_threads_do_not_disturb_each_other(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """Many share what advises, and none writes over what another one reads."""
    many = pa.concat_tables([people.slice(at) for at in range(100)]).combine_chunks()
    screener = screener_for(magnesium, many)
    [batch] = from_frame(many).batches(screener.layout, 0)
    alone = screener.screen(batch).record
    with ThreadPoolExecutor(4) as pool:
        assert all(one.record.equals(alone) for one in pool.map(screener.screen, [batch] * 8))
