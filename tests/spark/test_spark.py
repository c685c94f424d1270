"""On a cluster each person is told what `kb.screen` says on one machine, and what is wrong is said first."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer
import sluimer.spark
from commands.author.test_first_rule import blocks_of
from sluimer.knowledge.base import Knowledge
from sluimer.messages import PopulationError
from strategies.columns import ROW, table_of
from strategies.knowledge import Luck
from strategies.persons import Answers, draw_persons
from strategies.populations import FROM_PLANES, ByChance, populations
from tries import amount

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning", "ignore::ResourceWarning"
)
REQUIRED = "SLUIMER_REQUIRE_SPARK"
"""Set where the tests must not be skipped for want of Spark, or of Java."""
MASTER = os.environ.get("SLUIMER_SPARK_MASTER", "local[2]")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # half the work of a short run
    "spark.executorEnv.PYTHONPATH": os.pathsep.join(sys.path),
}
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of Spark with two workers."""
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        java = None
    if not java:
        assert REQUIRED not in os.environ, "Spark is required and is not installed, or Java is not"
        pytest.skip("needs the extra `spark`, and Java")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = SparkSession.builder.master(MASTER).config(map=SETTINGS).getOrCreate()
        yield session
        session.stop()


@pytest.fixture
def frame_of(spark: Any, tmp_path: Path) -> Any:
    """Makes a frame of Spark from a table, in three tasks."""

    def made(table: Any) -> Any:
        pq.write_table(table, tmp_path / "persons.parquet")
        return spark.read.parquet(str(tmp_path / "persons.parquet")).repartition(3)

    return made


def test_on_the_bundled_knowledge_each_row_is_that_of_one_machine(
    magnesium: sluimer.KnowledgeBase, frame_of: Any
) -> None:
    """Columns of each form, and all that can be asked of results."""
    people = draw_persons(magnesium.knowledge, amount("SPARK", 300, 5_000), seed=5)
    for seed in range(amount("SPARK_FORMS", 1, 4)):
        table = table_of(magnesium.knowledge, people, ByChance(seed))
        told = sluimer.spark.screen(frame_of(table), magnesium, [ROW], FROM_PLANES)
        assert rows_of(told) == magnesium.screen(table, [ROW], FROM_PLANES).table.to_pylist()


@given(populations())
@settings(max_examples=amount("SPARK_KNOWLEDGE", 4, 12), phases=[Phase.generate], suppress_health_check=[*HealthCheck])
def test_on_any_knowledge_each_row_is_that_of_one_machine(
    frame_of: Any, drawn: tuple[Knowledge, list[Answers], Luck]
) -> None:
    knowledge, people, luck = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    table = spoken(table_of(knowledge, people, luck))
    told = sluimer.spark.screen(frame_of(table), kb, [ROW], FROM_PLANES)
    assert rows_of(told) == kb.screen(table, [ROW], FROM_PLANES).table.to_pylist()


def spoken(table: Any) -> Any:
    """The table with text where all is null, which Parquet has no type for."""
    return table.cast(
        pa.schema([one.with_type(pa.string()) if pa.types.is_null(one.type) else one for one in table.schema])
    )


def rows_of(frame: Any) -> list[Row]:
    """The rows of a frame by their number, since Spark keeps no order."""
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=lambda row: row[ROW])


PEOPLE = {"id": ["a", "b", "c", "d"], "age": ["41", "411", "42", None], "insomnia": ["yes", "perhaps", None, "no"]}


@pytest.fixture
def people(spark: Any) -> Any:
    """Four persons, of whom one is too old to be one, and says what nobody can say."""
    return spark.createDataFrame([*zip(*PEOPLE.values(), strict=True)], "id string, age string, insomnia string")


def test_a_bad_row_stops_the_job_and_is_told_first(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """By what is kept of it, since it has no number; and also where its columns are not read."""
    told = sluimer.spark.screen(people.coalesce(1), magnesium, ["id"])
    for act in (told.collect, told.select("id").count):
        with pytest.raises(Exception, match="cannot be read") as raised:
            act()
        first, *lines = str(raised.value).splitlines()
        assert "frame#/age: error: `age` cannot be read in 1 row" in "\n".join([first, *lines[:3]])
        assert "Traceback" not in str(raised.value)
        assert "frame#/id=b/age: error: `age` cannot be 411: it lies between 0 and 120" in lines
        assert any(line.startswith("frame: error: the job is stopped: 1 of 4 rows") for line in lines)


def test_no_condition_leaves_out_the_row_that_stops_the_job(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """Spark may weigh conditions of a query before ours; the rows behind a bad one must not be missing in silence."""
    told = sluimer.spark.screen(people.coalesce(1), magnesium, ["id"])
    for condition in ("id = 'd'", "dose = 'given'"):
        with pytest.raises(Exception, match="`age` cannot be 411"):
            told.where(condition).collect()


def test_a_bad_row_can_have_no_result_or_say_why(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """It stays in its place; nothing is dropped, and it does not look like somebody who was not asked."""
    local = magnesium.screen(pa.table(PEOPLE), ["id"], FROM_PLANES, "null").table.to_pylist()
    for choice in ("null", "quarantine"):
        told = sluimer.spark.screen(people, magnesium, ["id"], FROM_PLANES, choice)
        rows = sorted((row.asDict(recursive=True) for row in told.collect()), key=lambda row: row["id"])
        whys = [row.pop("why", None) for row in rows]
        assert rows == local
        assert [bool(why) for why in whys] == [False, choice == "quarantine", False, False]
    assert whys[1].startswith("`age` cannot be 411: it lies between 0 and 120; `insomnia` takes")


def test_the_report_is_that_of_one_machine(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    """But for what its rows are called."""
    found = sluimer.spark.report(people.repartition(3), magnesium, ["id"]).as_dict()
    expected = magnesium.screen(pa.table(PEOPLE), ["id"], on_bad_row="null").report.as_dict()
    assert "/id=b/age" in str(found)
    assert found | {"bad": []} == expected | {"bad": []}
    assert counts(found) == counts(expected)


WORDS = {
    "Nr": ["a", "b", "c", "d"],
    "Geboren": ["31-12-1980", "01-01-1990", "niet bekend", "40"],
    "Slaapt slecht?": ["ja", "nee", None, "soms"],
    "Pillen": ["ppi; morfine", "geen", "", "lisinopril"],
}
MAPPING = {
    "keep": ["Nr"],
    "columns": {
        "Geboren": {"fact": "age", "born": "day-month-year", "told_on": "today", "unknown": ["niet bekend"]},
        "Slaapt slecht?": {"fact": "insomnia", "words": {"ja": "yes", "nee": "no"}},
        "Pillen": {"fact": "medicines", "separator": ";", "none": ["geen"]},
    },
}


def test_answers_as_people_keep_them_are_read_as_on_one_machine(
    magnesium: sluimer.KnowledgeBase, frame_of: Any, tmp_path: Path
) -> None:
    """By a mapping that the driver alone can read; what it keeps names the rows in messages."""
    table = pa.table(WORDS)
    (tmp_path / "mapping.yaml").write_text(json.dumps(MAPPING), encoding="utf-8")
    here = magnesium.screen(table, (), FROM_PLANES, "quarantine", mapping=MAPPING)
    frame = frame_of(table)
    told = sluimer.spark.screen(frame, magnesium, (), FROM_PLANES, "quarantine", mapping=tmp_path / "mapping.yaml")
    rows = sorted((row.asDict(recursive=True) for row in told.collect()), key=lambda row: str(row["Nr"]))
    assert [row["Nr"] for row in rows if row["why"]] == here.bad.column("Nr").to_pylist() == ["d"]
    good = [{name: said for name, said in row.items() if name != "why"} for row in rows if not row["why"]]
    assert good == here.table.to_pylist()
    found = sluimer.spark.report(frame, magnesium, mapping=MAPPING).as_dict()
    assert found["mapping"] == here.report.mapping
    assert found["unplaced"] == here.report.as_dict()["unplaced"]
    assert "/Nr=d/" in str(found["bad"])


def test_a_moment_of_spark_is_no_date_of_birth(magnesium: sluimer.KnowledgeBase, spark: Any) -> None:
    """It would be another day where the session has another zone."""
    frame = spark.createDataFrame([("2008-03-07",)], "b string").selectExpr("CAST(b AS timestamp) AS b")
    mapping = {"columns": {"b": {"fact": "age", "born": "day-month-year", "told_on": "2026-03-06"}}}
    with pytest.raises(PopulationError) as raised:
        sluimer.spark.screen(frame, magnesium, mapping=mapping)
    assert [one.code for one in raised.value.problems] == ["day-in-a-zone"]
    days = frame.selectExpr("CAST(b AS timestamp_ntz) AS b")
    assert [row["outcome"] for row in sluimer.spark.screen(days, magnesium, mapping=mapping).collect()] == [
        "not_covered"
    ]


def test_what_is_wrong_with_a_mapping_is_told_before_anything_runs(
    magnesium: sluimer.KnowledgeBase, people: Any
) -> None:
    with pytest.raises(PopulationError) as raised:
        sluimer.spark.screen(people, magnesium, mapping={"columns": {"age": {"fact": "ages"}, "born": {}}})
    with pytest.raises(PopulationError) as here:
        magnesium.screen(pa.table(PEOPLE), mapping=MAPPING)
    assert {one.code for one in raised.value.problems} > {"not-mapped", "mapped-missing"}
    with pytest.raises(PopulationError) as there:
        sluimer.spark.report(people, magnesium, mapping=MAPPING)
    assert [one.code for one in there.value.problems] == [one.code for one in here.value.problems]


def counts(report: Row) -> list[tuple[str, int]]:
    """How often each kind of mistake was met."""
    return [(kind["code"], kind["count"]) for kind in report["bad"]]


def test_which_knowledge_it_was_is_written_with_the_results(
    magnesium: sluimer.KnowledgeBase, people: Any, tmp_path: Path
) -> None:
    """In the metadata of the column `outcome`, which Spark keeps in Parquet."""
    told = sluimer.spark.screen(people, magnesium, ["id"], on_bad_row="quarantine")
    told.write.parquet(str(tmp_path / "advice"))
    field = people.sparkSession.read.parquet(str(tmp_path / "advice")).schema["outcome"]
    assert json.loads(field.metadata["sluimer"]) == magnesium.name.as_dict()


def test_columns_that_cannot_be_used_are_told_before_anything_runs(
    magnesium: sluimer.KnowledgeBase, people: Any
) -> None:
    tried = {
        "unknown-column": (people.withColumnRenamed("age", "agee"), ["id"]),
        "column-type-number": (people.selectExpr("id", "cast(age as date) age"), ["id"]),
        "spark-column-type": (people.selectExpr("make_ym_interval(1) id", "age"), ["id"]),
        "column-twice": (people.selectExpr("id", "age", "age"), ["id"]),
        "kept-missing": (people, ["id", "name"]),
        "column-clash": (people.withColumnRenamed("id", "Outcome"), ["Outcome"]),
    }
    for code, (frame, keep) in tried.items():
        with pytest.raises(sluimer.PopulationError) as raised:
            sluimer.spark.screen(frame, magnesium, keep)
        assert [problem.code for problem in raised.value.problems] == [code]
    with pytest.raises(sluimer.PopulationError):
        sluimer.spark.screen(people.withColumnRenamed("id", "WHY"), magnesium, ["WHY"], on_bad_row="quarantine")
    sluimer.spark.screen(people.withColumnRenamed("id", "why"), magnesium, ["why"])


def test_the_page_is_followed_to_the_letter(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But that its results go to a folder that is taken away."""
    [block] = [one for one in blocks_of("screen-large.md") if "pyspark" in one.text]
    exec(block.text.replace('"advice"', repr(str(tmp_path / "advice"))), {})
    assert "'answers_needed': 1" in capsys.readouterr().out
    told = spark.read.parquet(str(tmp_path / "advice")).where("why is not null").collect()
    assert [(row["id"], row["outcome"]) for row in told] == [("b", None)]


def test_another_word_or_frame_is_a_mistake(magnesium: sluimer.KnowledgeBase, people: Any) -> None:
    with pytest.raises(ValueError, match="perhaps"):
        sluimer.spark.screen(people, magnesium, ["id"], on_bad_row="perhaps")
    with pytest.raises(TypeError, match="data frame of Spark"):
        sluimer.spark.screen(pa.table(PEOPLE), magnesium, ["id"])


def test_questions_are_not_found_on_a_cluster(frame_of: Any, magnesium: sluimer.KnowledgeBase) -> None:
    with pytest.raises(sluimer.PopulationError) as caught:
        sluimer.spark.screen(frame_of(pa.table({"id": [1], "age": [41]})), magnesium, ["id"], ["questions"])
    assert [problem.code for problem in caught.value.problems] == ["questions-one-by-one"]
