"""How long a population takes from Parquet to Parquet, beside reading and writing the same files with nothing between;
and how long the rules alone take, beside the same net in Polars, DuckDB and OpenFisca.

    pip install -e '.[dev,ci]' duckdb openfisca-core
    python benchmarks/population.py --persons 1000000

Varied persons, a tenth of all answers missing; all take turns, and the median counts. Of some persons spread over all
the results must be what `consult` and the reference say, and every engine must say the same of everybody. The peak
memory is that of a process that does nothing else. While others use the machine, the processor's time says more.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

import sluimer
from sluimer.case import CaseReader
from sluimer.knowledge.vocabulary import Fact, Kind, Vocabulary, slot
from sluimer.meaning.reference import evaluate
from sluimer.population.results.write import ROW_GROUP

PART = 250_000
MISSING = 0.1
RESULTS = ("states",)


def write_persons(path: Path, vocabulary: Vocabulary, persons: int, seed: int, lists: bool) -> None:
    """A file of varied persons, part by part; sets as lists, or as a column for each option."""
    writer = None
    for part, first in enumerate(range(0, persons, PART)):
        random = np.random.default_rng((seed, part))
        count = min(PART, persons - first)
        columns = {"id": pa.array(np.arange(first, first + count))}
        for fact in vocabulary.facts.values():
            columns |= _columns(fact, count, random, lists)
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()


def _columns(fact: Fact, count: int, random: np.random.Generator, lists: bool) -> Mapping[str, Any]:
    ids = np.array([option.id for option in fact.options], dtype=object)
    missing = random.random(count) < MISSING
    if fact.kind is Kind.YES_NO:
        return {fact.id: pa.array(random.random(count) < 0.1, mask=missing)}
    if fact.kind is Kind.NUMBER:
        low, high = int(fact.lowest or 0), int(min(fact.highest or 1000, 1000))
        return {fact.id: pa.array(random.integers(low, high, count).astype(float), mask=missing)}
    if fact.kind is Kind.CHOICE:
        return {fact.id: pa.array(ids[random.integers(0, len(ids), count)], pa.string(), mask=missing)}
    member = random.random((count, len(ids))) < 0.5 / len(ids)
    if not lists:
        gone = random.random((count, len(ids))) < MISSING
        return {slot(fact.id, name): pa.array(member[:, at], mask=gone[:, at]) for at, name in enumerate(ids)}
    ends = np.concatenate([[0], np.cumsum(member.sum(axis=1))]).astype(np.int32)
    values = pa.array(ids[np.nonzero(member)[1]], pa.string())
    return {fact.id: pa.ListArray.from_arrays(pa.array(ends), values, mask=pa.array(missing))}


def nothing_between(persons: Path, results: Any, out: Path) -> None:
    """Read the answers, and write the results, which are at hand."""
    for _ in pq.ParquetFile(persons).iter_batches():
        pass
    with pq.ParquetWriter(out, results.schema) as writer:
        for first in range(0, results.num_rows, ROW_GROUP):
            writer.write_table(results.slice(first, ROW_GROUP), ROW_GROUP)


def measured(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, tuple[float, float]]:
    """The median of the seconds by the clock, and of those of the processor, that each takes in turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            begun, worked = perf_counter(), process_time()
            run()
            times[name].append((perf_counter() - begun, process_time() - worked))
    return {name: (median(one for one, _ in found), median(two for _, two in found)) for name, found in times.items()}


def differing(kb: sluimer.KnowledgeBase, persons: Path, results: Path, sample: int) -> Iterator[str]:
    """Each of some persons, spread over all, who is told something else than alone."""
    for number, answers, row in _sampled(persons, results, sample):
        consultation = kb.consult(answers)
        meaning = evaluate(kb.knowledge, CaseReader(kb.knowledge.vocabulary).read_mapping(answers))
        told = {item.id: str(item.state) for item in consultation.advice.items}
        states = {item: row[item] for item in kb.knowledge.vocabulary.items}
        same = states == {item: told.get(item, "not_indicated") for item in states} == meaning.states
        if not same or row["outcome"] != consultation.advice.outcome or row["outcome"] != meaning.outcome:
            yield f"person {number}: not what is said of one alone"


def _sampled(persons: Path, results: Path, sample: int) -> Iterator[tuple[int, dict[str, object], dict[str, Any]]]:
    asked, told = pq.ParquetFile(persons), pq.ParquetFile(results)
    step = max(1, asked.metadata.num_rows // sample)
    first = 0
    for part, rows in zip(asked.iter_batches(1 << 16), told.iter_batches(1 << 16), strict=True):
        chosen = pa.array(range(-first % step, part.num_rows, step), pa.int64())
        pairs = zip(chosen.to_pylist(), part.take(chosen).to_pylist(), rows.take(chosen).to_pylist(), strict=True)
        yield from ((first + place, _answers(answers), row) for place, answers, row in pairs)
        first += part.num_rows


def _answers(row: Mapping[str, object]) -> dict[str, object]:
    """The answers of one row as a case, with the columns of options as what a set includes and excludes."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        fact, _, option = name.partition(".")
        if option and value is not None:
            found.setdefault(fact, {"includes": [], "excludes": []})["includes" if value else "excludes"].append(option)
        elif not option and name != "id":
            found[name] = value
    return found


def alone(kb: sluimer.KnowledgeBase, persons: Path, results: Path, sample: int) -> float:
    """Persons a second of the processor where each is consulted alone, advice drawn up."""
    people = [answers for _, answers, _ in _sampled(persons, results, sample)]
    begun = process_time()
    for answers in people:
        _ = kb.consult(answers).advice
    return len(people) / (process_time() - begun)


def peak(persons: Path, out: Path) -> float:
    """The most memory, in MB, that a process takes which screens this file."""
    script = (
        "import json, resource, sluimer, sys; kb = sluimer.load();"
        "kb.screen_file(sys.argv[1], sys.argv[2], ['id']);"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    done = subprocess.run([sys.executable, "-c", script, persons, out], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)) / 1000


def main() -> int:
    """Run both; 1 when anybody of the sample is told otherwise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--persons", type=int, default=1_000_000, help="how many persons (default: 1,000,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each takes its turn (default: 5)")
    parser.add_argument("--sample", type=int, default=300, help="how many are advised alone too (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the persons (default: 1)")
    parser.add_argument("--lists", action="store_true", help="sets as lists, in place of a column for each option")
    parser.add_argument("--memory", action="store_true", help="only the peak memory, for files of any size")
    options = parser.parse_args()
    kb, console = sluimer.load(), Console()
    with TemporaryDirectory() as folder:
        persons, out, copy = (Path(folder) / f"{name}.parquet" for name in ("persons", "advice", "copy"))
        write_persons(persons, kb.knowledge.vocabulary, options.persons, options.seed, options.lists)
        console.print(f"{options.persons} persons: at most {peak(persons, out):.0f} MB")
        if options.memory:
            return 0
        results = pq.read_table(out)
        runs = {
            "screen": lambda: _screen(kb, persons, out),
            "read and write": lambda: nothing_between(persons, results, copy),
        }
        times = measured(runs, options.rounds)
        found = [*differing(kb, persons, out, options.sample)]
        console.print("\n".join(found) or "consult and the reference say the same of the sample")
        one_by_one = alone(kb, persons, out, options.sample)
        console.print(_told(times, options.persons, one_by_one))
        if not options.lists:
            found += _rules_alone(kb, pq.read_table(persons), options.rounds, one_by_one, console)
    return 1 if found else 0


def _rules_alone(
    kb: sluimer.KnowledgeBase, table: Any, rounds: int, one_by_one: float, console: Console
) -> Iterator[str]:
    """Each engine beside planes for the same persons, once all have said the same; what they do not is told."""
    from rules_alone import RulesAlone, disagreements

    rules = RulesAlone(kb, table)
    for engines in (rules.engines(), rules.two_valued()):
        told = {name: engine.codes(engine.run()) for name, engine in engines.items()}
        found = disagreements(kb.net, told)
        console.print("\n".join(found) or f"{', '.join(told)}: all say the same of everybody")
        yield from found
        times = measured({name: engine.run for name, engine in engines.items()}, rounds)
        console.print(_told_of_rules(times, table.num_rows, one_by_one))


def _screen(kb: sluimer.KnowledgeBase, persons: Path, out: Path) -> None:
    kb.screen_file(persons, out, ["id"], RESULTS)


def _told(times: Mapping[str, tuple[float, float]], persons: int, one_by_one: float) -> Table:
    table = Table("", "persons a second", "of reading and writing", "of its processor time", "times consult")
    floor = times["read and write"]
    for name, (seconds, worked) in times.items():
        ratios = (f"{seconds / floor[0]:.2f}", f"{worked / floor[1]:.2f}", f"{persons / worked / one_by_one:.0f}")
        table.add_row(name, f"{persons / seconds:,.0f}", *ratios)
    return table


def _told_of_rules(times: Mapping[str, tuple[float, float]], persons: int, one_by_one: float) -> Table:
    table = Table("the rules alone, one thread", "million persons a second", "times the first", "times consult")
    first = next(iter(times.values()))[1]
    for name, (_, worked) in times.items():
        speed = persons / worked
        table.add_row(name, f"{speed / 1e6:.2f}", f"{worked / first:.1f}", f"{speed / one_by_one:,.0f}")
    return table


if __name__ == "__main__":
    sys.exit(main())
