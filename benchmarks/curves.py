"""What a population costs, against persons and rules, as a table of figures and curves for docs/screen-large.md.

    pip install -e '.[dev,ci]' matplotlib
    python benchmarks/curves.py --persons 10000 100000 1000000 10000000 --rules 100 200 500 1000 2000 5000

Persons go from Parquet to Parquet, each number of them in a process of its own, for its peak memory. Rules are copies
of the bundled ones about facts of their own, and all facts are answered by varied persons; these are in memory, on one
thread. What was measured before stays in the table, so that each size may be run when the machine is quiet.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from enlarge import enlarged

import sluimer
from population import write_persons
from sluimer.case import CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.population import ScreeningChoice
from sluimer.population.planes import PopulationPlanes
from sluimer.population.reading.source import opened
from sluimer.population.run import Screener

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "benchmarks/curves.json"
PICTURE = ROOT / "docs/screen-cost.svg"
IN_MEMORY = 1 << 16
SCREEN = """
import json, resource, sluimer, sys, time
kb = sluimer.load()
begun, worked = time.perf_counter(), time.process_time()
kb.screen_file(sys.argv[1], sys.argv[2], ["id"])
seconds, worked = time.perf_counter() - begun, time.process_time() - worked
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps({"seconds": round(seconds, 2), "of the processor": round(worked, 2), "MB": round(peak)}))
"""


def of_persons(persons: int) -> Mapping[str, float]:
    """From file to file: seconds by the clock and of the processor, and the peak memory in MB."""
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "persons.parquet", Path(folder) / "advice.parquet"
        write_persons(file, sluimer.load().knowledge.vocabulary, persons, seed=1, lists=False)
        done = subprocess.run([sys.executable, "-c", SCREEN, file, out], capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found


def of_rules(rules: int, rounds: int) -> Mapping[str, float]:
    """So many rules: milliseconds to compile them, and of the processor for a thousand persons in memory."""
    knowledge = _with_rules(rules)
    begun = process_time()
    planes = PopulationPlanes(sluimer.KnowledgeBase(knowledge).net)
    compiled = process_time() - begun
    vocabulary = knowledge.vocabulary
    with TemporaryDirectory() as folder:
        file = Path(folder) / "persons.parquet"
        write_persons(file, vocabulary, IN_MEMORY, seed=1, lists=False)
        with opened(file) as source:
            screener = Screener(planes, vocabulary, CaseReader(vocabulary), source, ScreeningChoice(("id",)))
            [batch] = source.batches(screener.layout, 0)
    times = []
    for _ in range(rounds):
        begun = process_time()
        screener.screen(batch)
        times.append(process_time() - begun)
    each = median(times) / IN_MEMORY * 1e6
    return {"rules": len(knowledge.rules), "ms to compile": round(compiled * 1e3), "ms a thousand": round(each, 2)}


def _with_rules(rules: int) -> Knowledge:
    """The bundled knowledge and copies of it, cut to so many rules."""
    knowledge = sluimer.load().knowledge
    found = enlarged(knowledge, -(-rules // len(knowledge.rules)))
    return replace(found, rules=dict([*found.rules.items()][:rules]))


def draw(figures: Mapping[str, Any]) -> None:
    """Three curves, on scales where twice as much is the same distance everywhere."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "sluimer", "svg.fonttype": "none", "font.size": 8, "path.simplify": True})
    from matplotlib import pyplot as plt

    persons = sorted((int(number), found) for number, found in figures["persons"].items())
    rules = sorted((found["rules"], found) for found in figures["rules"].values())
    drawn: list[tuple[str, str, tuple[float, float], list[tuple[int, float]]]] = [
        (
            "persons",
            "seconds of the processor",
            (1, 1_000),
            [(one, found["of the processor"]) for one, found in persons],
        ),
        ("persons", "peak memory, MB", (10, 10_000), [(one, found["MB"]) for one, found in persons]),
        ("rules", "ms a thousand persons", (0.1, 100), [(one, found["ms a thousand"]) for one, found in rules]),
    ]
    figure, plots = plt.subplots(1, 3, figsize=(8, 2.2), layout="constrained")
    for plot, (across, up, ends, points) in zip(plots, drawn, strict=True):
        plot.loglog(*zip(*points, strict=True), marker="o", markersize=3, color="#3b5b92")
        plot.set(xlabel=across, ylabel=up, ylim=ends)
        plot.minorticks_off()
        plot.grid(alpha=0.3)
    figure.savefig(PICTURE, metadata={"Date": None})


def main() -> None:
    """Measure what is asked, keep it with what was measured before, and draw all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--persons", type=int, nargs="*", default=[], help="how many persons, each in turn")
    parser.add_argument("--rules", type=int, nargs="*", default=[], help="how many rules, each in turn")
    parser.add_argument("--rounds", type=int, default=5, help="how often rules are run; the median counts (default: 5)")
    options = parser.parse_args()
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"persons": {}, "rules": {}}
    for kind, sizes, measure in (
        ("persons", options.persons, of_persons),
        ("rules", options.rules, lambda size: of_rules(size, options.rounds)),
    ):
        for size in sizes:
            figures[kind][str(size)] = measure(size)
            print(kind, size, figures[kind][str(size)], flush=True)
            FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    draw(figures)


if __name__ == "__main__":
    main()
