"""Data frames of Spark: what goes to its workers, and what comes back."""

import pickle
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zlib import decompress

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql.pandas.types import from_arrow_type, to_arrow_type
from pyspark.sql.types import BinaryType, StringType, StructField, StructType, TimestampType

from sluimer.case import Places
from sluimer.case.text import KEY
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import PopulationError, Problems
from sluimer.population import OnBadRow, ScreeningChoice
from sluimer.population.reading.batch import WHY, why_beside
from sluimer.population.reading.source import FRAME, from_records
from sluimer.population.report.count import PopulationCount
from sluimer.population.report.model import PopulationReport
from sluimer.population.rules import PopulationRules
from sluimer.population.run import Screener
from sluimer.spark.task import COUNTS, CountTask, ScreenTask, Shipment, plain_type


def screened(df: Any, kb: KnowledgeBase, choice: ScreeningChoice) -> Any:
    """The results as a data frame, which Spark makes when it is asked for them."""
    rules = PopulationRules.of(kb.knowledge, kb.net)
    screener = _screener(df, rules, choice)
    quarantine = choice.on_bad_row is OnBadRow.QUARANTINE
    keep = screener.layout.keep
    results = screener.schema.names[len(keep) :] + [WHY] * quarantine
    _check_kept(keep, results)
    why = "" if choice.on_bad_row is OnBadRow.NULL else WHY if quarantine else why_beside((*keep, *results))
    schema = _result_schema(df, screener, rules)
    task = ScreenTask(_shipment(df, rules, screener), choice.on_bad_row, why)
    found = _mapped(df, task, schema.add(why, StringType()) if why else schema)
    return found if not why or quarantine else _stopping(found, why)


def counted(df: Any, kb: KnowledgeBase, choice: ScreeningChoice) -> PopulationReport:
    """The counts of all tasks together."""
    rules = PopulationRules.of(kb.knowledge, kb.net)
    screener = _screener(df, rules, choice)
    task = CountTask(_shipment(df, rules, screener))
    tally = PopulationCount(rules.planes, FRAME)
    for row in _mapped(df, task, StructType([StructField(COUNTS, BinaryType())])).collect():
        tally.counts.add(pickle.loads(decompress(row[COUNTS])))  # noqa: S301  # our own, from a worker that runs our code
    report = tally.report(rules.name, screener.never_asked, choice.on_bad_row)
    return replace(report, mapping=screener.source.mapping)


def _screener(df: Any, rules: PopulationRules, choice: ScreeningChoice) -> Screener:
    """What finds all that is wrong with columns before anything is sent; raises TypeError for what is no such frame."""
    if not hasattr(df, "mapInArrow"):
        raise TypeError("screen takes a data frame of Spark")
    problems = Problems()
    schema = pa.schema([pa.field(one.name, _arrow_type(one, problems)) for one in df.schema])
    if len(problems):
        raise PopulationError(problems.sorted())
    return rules.screener(from_records(schema, ()), choice)


def _arrow_type(column: StructField, problems: Problems) -> Any:
    """The Arrow type of a column; what Spark does not hand on in Arrow is a problem."""
    kind = column.dataType
    if isinstance(kind, TimestampType):
        return pa.timestamp("us", "UTC")  # a moment; some versions want to be told the zone of a session
    try:
        return to_arrow_type(kind)
    except (PySparkException, ValueError):
        words = {"column": column.name, "type": kind.simpleString()}
        problems.add("spark-column-type", Places(FRAME).of(column.name, KEY), **words)
        return pa.null()


def _shipment(df: Any, rules: PopulationRules, screener: Screener) -> Shipment:
    return Shipment.of(rules, df.schema.names, replace(screener.choice, on_bad_row=OnBadRow.NULL))


def _mapped(df: Any, task: Any, schema: StructType) -> Any:
    """Columns go by their place, since PySpark takes a point in a name for a field of a structure."""
    return df.toDF(*(f"column{number}" for number, _ in enumerate(df.schema.names))).mapInArrow(task, schema)


def _check_kept(keep: Iterable[str], results: Iterable[str]) -> None:
    """To Spark `Why` and `why` are one name."""
    problems, taken = Problems(), {name.casefold() for name in results}
    for name in keep:
        if name.casefold() in taken:
            problems.add("column-clash", Places(FRAME).of(name, KEY), column=name)
    if len(problems):
        raise PopulationError(problems.sorted())


def _result_schema(df: Any, screener: Screener, rules: PopulationRules) -> StructType:
    """What is kept as it came, and the results; with the outcome stands which knowledge it was."""
    kept = [df.schema[name] for name in screener.layout.keep]
    made = [StructField(one.name, from_arrow_type(plain_type(one.type))) for one in [*screener.schema][len(kept) :]]
    made[0].metadata = rules.metadata(screener.source)
    return StructType([*(StructField(one.name, one.dataType, metadata=one.metadata) for one in kept), *made])


def _stopping(found: Any, why: str) -> Any:
    """The results, which stop the job at a row that says why; so Spark says that first, and no trace of Python."""
    stop = f"CASE WHEN {why} IS NULL THEN true ELSE CAST(raise_error({why}) AS BOOLEAN) END"
    return found.filter(stop).drop(why)
