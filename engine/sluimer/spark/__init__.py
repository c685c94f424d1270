"""A population past one machine: the same planes in every task of Spark, and no engine of our own around them."""

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sluimer.messages import PopulationError, Position, Problem

if TYPE_CHECKING:
    from sluimer.knowledge_base import KnowledgeBase
    from sluimer.population import MappingGiven
    from sluimer.population.report.model import PopulationReport


def screen(
    df: Any,
    kb: "KnowledgeBase",
    keep: Iterable[str] = (),
    columns: Iterable[str] = ("states",),
    on_bad_row: str = "fail",
    mapping: "MappingGiven" = None,
) -> Any:
    """Advise every person of a data frame of Spark, in one of its results; nothing runs before that is read or written.

    As `KnowledgeBase.screen`, but rows come in no order, so `keep` an id; its first column names rows in messages.
    A row with an answer that cannot be read stops the job, has no result with `null`, and says `why` with `quarantine`.
    A `mapping` is read here, once, so that all tasks tell ages on the same day.
    Raises PopulationError for columns that cannot be used, ValueError for other words, and TypeError for another frame.
    """
    _needs_spark()
    from sluimer.population import ScreeningChoice
    from sluimer.spark.frame import screened

    return screened(df, kb, ScreeningChoice.of(keep, columns, on_bad_row, mapping=mapping))


def report(
    df: Any, kb: "KnowledgeBase", keep: Iterable[str] = (), mapping: "MappingGiven" = None
) -> "PopulationReport":
    """What would come of a data frame of Spark: all counts, and what is wrong with rows; it reads all of it at once.

    The first column of `keep` names rows in examples. Raises as `screen` does.
    """
    _needs_spark()
    from sluimer.population import ScreeningChoice
    from sluimer.spark.frame import counted

    return counted(df, kb, ScreeningChoice.of(keep, (), "null", mapping=mapping))


def _needs_spark() -> None:
    if not all(map(find_spec, ("pyspark", "pandas", "pyarrow", "numpy"))):
        raise PopulationError((Problem("spark-needs-extra", Position("sluimer.spark")),))
