"""How fast a population is advised by planes, beside the same net in Polars expressions.

    OPENBLAS_NUM_THREADS=1 POLARS_MAX_THREADS=1 python benchmarks/planes.py --persons 1000000

From answers in columns to the state of every item, a byte each, and the outcome, on one core. Reading and writing files
is left out. All take turns; both must say the same of everybody, and the reference evaluator of a sample.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before Polars is imported: on one core, as the planes are

import numpy as np
import numpy.typing as npt
import polars as pl
from polars_engine import add_parts
from rich.console import Console
from rich.table import Table

import sluimer
from sluimer.case import CaseReader
from sluimer.engines.planes import Planes, Wanted, make_planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Kind, Scalar, Vocabulary
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import OUTCOME, Choice, Net
from sluimer.meaning.reference import evaluate

Array = npt.NDArray[Any]
Column = tuple[Array, Array]  # values, and whether there is one
Options = dict[str, list[str]]
Run = Callable[[], dict[str, Array]]
POLARS = "Polars expressions"
BATCH = 1 << 17
ANSWERED = 0.9


def columns(vocabulary: Vocabulary, persons: int, seed: int) -> dict[str, Column]:
    """Answers of varied persons, a tenth of them missing: a column for each slot."""
    random = np.random.default_rng(seed)
    found: dict[str, Column] = {}
    for fact in vocabulary.facts.values():
        for slot in fact.slots:
            match fact.kind:
                case Kind.NUMBER:
                    low, high = fact.lowest or 0, min(fact.highest or 1000, 1000)
                    values = random.integers(int(low), int(high), persons).astype(float)
                case Kind.CHOICE:
                    values = random.integers(0, len(fact.options), persons).astype(np.uint8)  # the place of an option
                case _:
                    values = random.random(persons) < 0.1
            found[slot] = values, random.random(persons) < ANSWERED
    return found


class OnPlanes:
    """The net on planes: bits of a batch in one whole number, or in an array of NumPy's."""

    def __init__(self, planes: Planes, answers: dict[str, Column], options: Options, numpy: bool) -> None:
        self._planes = planes
        self._answers = answers
        self._options = options
        self._numpy = numpy
        self._count = len(next(iter(answers.values()))[0])

    def __call__(self) -> dict[str, Array]:
        """A byte for each item and person: the place of the label among those of its choice, from 1."""
        found = {name: np.ones(self._count, np.uint8) for name in self._planes.digits}
        for start in range(0, self._count, BATCH):
            count = min(BATCH, self._count - start)
            rows = self._run(start, count)
            for name, codes in found.items():
                for digit, place in enumerate(self._planes.digits[name]):
                    codes[start : start + count] += self._bits(rows[place], count) << digit
        return found

    def _run(self, start: int, count: int) -> tuple[object, ...]:
        taken = [self._plane(one.slot, one.says, start, count) for one in self._planes.inputs]
        if self._numpy:
            width = (count + 63) // 64
            return self._planes.function(np.full(width, ~np.uint64(0)), np.zeros(width, np.uint64), *taken)
        return self._planes.function((1 << count) - 1, 0, *taken)

    def _plane(self, slot: str, says: object, start: int, count: int) -> object:
        values, known = (column[start : start + count] for column in self._answers[slot])
        if says is None:
            bits = known
        elif says is True:
            bits = known & values
        elif isinstance(says, str):
            bits = known & (values == self._options[slot].index(says))
        else:
            bits = known & _within(values, says)
        packed = np.packbits(bits, bitorder="little")
        if not self._numpy:
            return int.from_bytes(packed.tobytes(), "little")
        return np.concatenate([packed, np.zeros(-len(packed) % 8, np.uint8)]).view(np.uint64)

    def _bits(self, plane: object, count: int) -> Array:
        if isinstance(plane, int):
            packed = np.frombuffer(plane.to_bytes((count + 7) // 8, "little"), np.uint8)
        else:
            packed = np.asarray(plane).view(np.uint8)
        return np.unpackbits(packed, count=count, bitorder="little")


def _within(values: Array, test: object) -> Array:
    low, above, high, below = (getattr(test, name) for name in ("at_least", "above", "at_most", "below"))
    passed = np.ones(len(values), bool)
    for end, compare in ((low, np.greater_equal), (above, np.greater), (high, np.less_equal), (below, np.less)):
        if end is not None:
            passed &= compare(values, end)
    return passed


class OnPolars:
    """The same net as expressions over columns."""

    def __init__(self, planes: Planes, answers: dict[str, Column], options: Options) -> None:
        self._planes = planes
        self._frame = pl.DataFrame({slot: _series(*column, options.get(slot)) for slot, column in answers.items()})

    def __call__(self) -> dict[str, Array]:
        """The same bytes as OnPlanes."""
        net = self._planes.net
        names = [*(item.state for item in net.items), OUTCOME]
        done = add_parts(self._frame.lazy(), net).select(names).collect()
        return {name: done[name].to_numpy() for name in names}


def _series(values: Array, known: Array, options: list[str] | None) -> pl.Series:
    told = pl.Series(np.array(options)[values], dtype=pl.Enum(options)) if options else pl.Series(values)
    return told.set(pl.Series(~known), None)


def disagreements(results: dict[str, dict[str, Array]]) -> list[str]:
    """Each part of which another engine says something else than the first."""
    first = next(iter(results.values()))
    return [
        f"{name}: {part}" for name, found in results.items() for part in first if (found[part] != first[part]).any()
    ]


def against_reference(
    net: Net, knowledge: Knowledge, answers: dict[str, Column], options: Options, told: dict[str, Array], sample: int
) -> list[str]:
    """Each of some persons, spread over all, of whom the reference says something else."""
    persons = len(next(iter(told.values())))
    labels = [*(item.state for item in net.items), OUTCOME]
    says = {part.name: [*map(str, part.labels)] for part in net.parts if isinstance(part, Choice)}
    found = []
    for person in range(0, persons, max(1, persons // sample)):
        given = {
            slot: _answer(column, options.get(slot), person) for slot, column in answers.items() if column[1][person]
        }
        meaning = evaluate(knowledge, CaseReader(knowledge.vocabulary).completed(given))
        expected = [*(str(meaning.states[item.id]) for item in net.items), str(meaning.outcome)]
        if [says[name][told[name][person] - 1] for name in labels] != expected:
            found.append(f"person {person}: not what the reference says")
    return found


def _answer(column: Column, options: list[str] | None, person: int) -> Scalar:
    value = column[0][person]
    if options:
        return options[int(value)]
    return bool(value) if column[0].dtype == bool else float(value)


def measured(runs: Mapping[str, Run], rounds: int) -> dict[str, float]:
    """The median of the seconds that each takes, in turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            begun = perf_counter()
            run()
            times[name].append(perf_counter() - begun)
    return {name: median(found) for name, found in times.items()}


def speeds(times: Mapping[str, float], persons: int) -> Table:
    """Persons a second, and how many times as fast as Polars."""
    table = Table("", "million persons a second", "times Polars", title=f"{persons} persons", title_justify="left")
    for name, seconds in times.items():
        table.add_row(name, f"{persons / seconds / 1e6:.2f}", f"{times[POLARS] / seconds:.1f}")
    return table


def main() -> int:
    """Run both; 1 when they disagree about anybody."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--persons", type=int, default=1_000_000, help="how many persons (default: 1,000,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each takes its turn (default: 5)")
    parser.add_argument("--sample", type=int, default=1_000, help="how many the reference advises too (default: 1,000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the persons (default: 1)")
    options = parser.parse_args()
    knowledge = sluimer.load().knowledge
    net = make_net(knowledge)
    planes = make_planes(net, Wanted((), [*(item.state for item in net.items), OUTCOME]))
    answers = columns(knowledge.vocabulary, options.persons, options.seed)
    choices = {one.id: [option.id for option in one.options] for one in knowledge.vocabulary.facts.values()}
    labels = {name: found for name, found in choices.items() if name in answers and found}
    runs: dict[str, Run] = {
        "planes, whole numbers": OnPlanes(planes, answers, labels, numpy=False),
        "planes, NumPy": OnPlanes(planes, answers, labels, numpy=True),
        POLARS: OnPolars(planes, answers, labels),
    }
    told = {name: run() for name, run in runs.items()}
    first = next(iter(told.values()))
    differing = disagreements(told)
    differing += against_reference(net, knowledge, answers, labels, first, options.sample)
    console = Console()
    console.print("\n".join(differing) or "all say the same of everybody, and the reference of the sample")
    console.print(speeds(measured(runs, options.rounds), options.persons))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
