"""What it costs to log a consultation, beside the consultation itself, in the same run.

    python benchmarks/decision_log.py [--persons 500] [--rounds 5] [--log postgresql://...]

Without `--log` the log is a new file of SQLite in a folder for temporary files. Figures are medians over all persons,
each consulted with and without a log in turns; the ratio is what counts, since machines differ.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import sluimer
from sluimer.audit.log import DecisionLog, create_log, key_from_text
from sluimer.audit.log.entry import packed
from sluimer.audit.record import record_person
from strategies.persons import draw_persons

Answers = Mapping[str, object]
Timed = Callable[[Answers], object]


def ways(kb: sluimer.KnowledgeBase, log: DecisionLog) -> dict[str, Timed]:
    """What is timed, each on one person."""
    return {
        "consult": lambda person: kb.consult(person),
        "consult, advice as data": lambda person: kb.consult(person).as_dict(),
        "the record of the person": lambda person: record_person(kb.consult(person)),
        "the same, packed": lambda person: packed(record_person(kb.consult(person))),
        "consult with a log": lambda person: kb.consult(person, log=log, person="someone"),
    }


def timed(way: Timed, person: Answers) -> float:
    """Seconds for one person."""
    begun = perf_counter()
    way(person)
    return perf_counter() - begun


def measured(log: DecisionLog, persons: int, rounds: int) -> dict[str, float]:
    """The median of each way, in seconds."""
    kb = sluimer.load()
    found: dict[str, list[float]] = {name: [] for name in ways(kb, log)}
    for seed in range(rounds):
        for person in draw_persons(kb.knowledge, persons, seed=seed):
            for name, way in ways(kb, log).items():
                found[name].append(timed(way, person))
    return {name: median(seconds) for name, seconds in found.items()}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--log")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        create_log(options.log or Path(folder) / "decisions.db", key_from_text("a" * 64)) as log,
    ):
        found = measured(log, options.persons, options.rounds)
    beside = found["consult, advice as data"]
    for name, seconds in found.items():
        print(f"{name:28} {seconds * 1e3:7.2f} ms  {seconds / beside:6.2f} of a consultation with its advice")


if __name__ == "__main__":
    main()
