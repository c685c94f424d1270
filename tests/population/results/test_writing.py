"""A file of results is not there before it is whole, whatever format it has."""

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.messages import PopulationError
from sluimer.population.reading import source
from sluimer.population.reading.source import BATCH, opened
from sluimer.population.results.write import writing

ENDINGS = ("parquet", "arrow", "arrows", "csv", "jsonl")
RECORD = pa.RecordBatch.from_pydict({"id": ["a", None], "states": pa.array(["open", "given"]).dictionary_encode()})


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_looks_meanwhile_finds_nothing(tmp_path: Path, ending: str) -> None:
    """So neither does who looks after a machine went down."""
    with writing(tmp_path / f"advice.{ending}", RECORD.schema) as write:
        write(RECORD)
        assert [path.name[0] for path in tmp_path.iterdir()] == ["."]
    assert [path.name for path in tmp_path.iterdir()] == [f"advice.{ending}"]
    assert (tmp_path / f"advice.{ending}").stat().st_size > 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_left_of_what_failed(tmp_path: Path, ending: str) -> None:
    def failing() -> None:
        with writing(tmp_path / f"advice.{ending}", RECORD.schema) as write:
            write(RECORD)
            raise PopulationError(())

    with pytest.raises(PopulationError):
        failing()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_population_of_nobody_is_one(magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str) -> None:
    nobody = pa.schema([("age", pa.float64())]).empty_table()
    assert magnesium.screen(nobody).table.num_rows == 0
    with writing(tmp_path / "nobody.parquet", nobody.schema):
        pass
    report = magnesium.screen_file(tmp_path / "nobody.parquet", tmp_path / f"advice.{ending}")
    assert (report.rows, report.advised) == (0, 0)


def test_batches_join_and_split_so_that_each_row_keeps_its_number(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    """Small pieces are joined and large ones split; a bad row is told by its number in the whole."""
    ages = pa.chunked_array([pa.array([41.0] * 7), pa.array([42.0] * (BATCH + 5)), pa.array([43.0, 411.0, 44.0])])
    table = pa.table({"age": ages, "id": pa.array(range(len(ages)))})
    with writing(tmp_path / "persons.arrow", table.schema) as write:
        for record in table.to_batches():
            write(record)
    screened = magnesium.screen(table, ["id"], on_bad_row="null")
    assert [one.examples[0].position.path for one in screened.report.bad] == [f"/{BATCH + 14}/age"]
    assert screened.table.column("id").to_pylist() == [*range(BATCH + 15)]
    assert [row for row, said in enumerate(screened.table.column("outcome").to_pylist()) if said is None] == [
        BATCH + 13
    ]
    with opened(tmp_path / "persons.arrow") as source:
        assert list(source.names or ()) == ["age", "id"]
    again = magnesium.screen_file(tmp_path / "persons.arrow", tmp_path / "out.parquet", ["id"], on_bad_row="null")
    assert (again.bad, again.outcomes) != ((), {})
    assert again.outcomes == screened.report.outcomes


@pytest.mark.parametrize("how", ["null", "quarantine"])
def test_a_bad_row_at_the_beginning_takes_no_results_from_those_after_it(
    magnesium: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """However many batches there are."""
    monkeypatch.setattr(source, "BATCH", 2)
    screened = magnesium.screen(pa.table({"age": [411, *[41] * 40]}), on_bad_row=how)
    assert screened.table.column("outcome").to_pylist()[-40:] == ["answers_needed"] * 40
    assert screened.report.bad_rows == 1
