"""What goes to the workers of Spark is small, and is compiled once in each; tried without Spark."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
import sluimer.spark
from sluimer.population import OnBadRow, ScreeningChoice
from sluimer.population.rules import PopulationRules
from sluimer.spark import task as tasks
from sluimer.spark.task import CountTask, ScreenTask, Shipment

CHOICE = ScreeningChoice(("id",), on_bad_row=OnBadRow.NULL)
RECORD = pa.record_batch({"column0": [1, 2], "column1": [41, 411]})


@pytest.fixture
def shipment(magnesium: sluimer.KnowledgeBase) -> Shipment:
    """The bundled knowledge, packed."""
    return Shipment.of(PopulationRules.of(magnesium.knowledge, magnesium.net), ("id", "age"), CHOICE)


def test_the_bundled_knowledge_is_sent_as_fifty_kilobytes_at_most(shipment: Shipment) -> None:
    assert len(pickle.dumps(ScreenTask(shipment, OnBadRow.FAIL, "why"))) < 50_000


def test_it_is_compiled_once_for_all_tasks_of_a_worker(shipment: Shipment) -> None:
    tasks._unpacked.cache_clear()
    for _ in range(3):
        sent = pickle.loads(pickle.dumps(ScreenTask(shipment, OnBadRow.NULL)))
        assert [record.num_rows for record in sent(iter([RECORD, RECORD]))] == [4]
    assert tasks._unpacked.cache_info().misses == 1


def test_a_task_without_persons_has_no_results_and_counts_nobody(shipment: Shipment) -> None:
    assert [*ScreenTask(shipment, OnBadRow.NULL)(iter(()))] == []
    assert [*ScreenTask(shipment, OnBadRow.NULL)(iter([RECORD.slice(0, 0)]))] == []
    [record] = CountTask(shipment)(iter(()))
    assert record.num_rows == 1


def test_a_bad_row_ends_its_task_with_what_is_told(shipment: Shipment) -> None:
    """Without a column that is kept it is not told which row it was."""
    bare = replace(shipment, choice=replace(CHOICE, keep=()), names=("egfr", "age"))
    for sent, place in ((shipment, "frame#/id=2/age"), (bare, "frame#/age")):
        records = ScreenTask(sent, OnBadRow.FAIL, "why")(iter([RECORD]))
        [told] = next(records).column("why").to_pylist()
        assert f"{place}: error: `age` cannot be 411" in told
        with pytest.raises(sluimer.PopulationError):
            next(records)


def test_a_worker_with_another_version_says_so(shipment: Shipment) -> None:
    with pytest.raises(sluimer.PopulationError) as raised:
        [*ScreenTask(replace(shipment, version="0.0.9"), OnBadRow.NULL)(iter([RECORD]))]
    assert raised.value.problems[0].code == "spark-other-version"


def test_where_the_extra_is_missing_it_is_named(
    magnesium: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        return None if name == "pyspark" else name

    monkeypatch.setattr(sluimer.spark, "find_spec", missing)
    for call in (sluimer.spark.screen, sluimer.spark.report):
        with pytest.raises(sluimer.PopulationError, match=r"sluimer\[spark\]") as raised:
            call(None, magnesium)
        assert raised.value.problems[0].code == "spark-needs-extra"
