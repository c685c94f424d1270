"""How fast one person is advised, beside stock experta, real CLIPS and ZEN, with the bundled knowledge.

    python benchmarks/consult.py --persons 1000

The other engines only find the truth of the rules, from answers already checked: beside them stands "consult + trace".
Advice is drawn up when it is read; "answers to advice" checks the raw answers too, and is what one whole request costs.
Machines are noisy, so all take turns, block by block, and every figure is per person. All must agree on every truth.
"""

import argparse
import gc
import subprocess  # only for the error of a command that failed
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from clips_engine import Clips
from cold_start import cold_start
from enlarge import enlarged, prefixes
from zen_engine import Zen, ZenAlone

import sluimer
from oracles.stock_experta import Found, StockExperta
from sluimer.knowledge.base import SCOPE, Knowledge
from strategies.persons import Answers, draw_persons

CONSULT = "consult + trace"
ALONE = "zen without a graph"
STOCK = "stock experta"
OTHERS = ("clips", "zen", ALONE, STOCK)
TYPICAL = {"age": (16, 90), "egfr": (20, 120), "current_dose": (0, 500)}
BLOCK = 50
COPIES = 9
SAMPLE_OF_STOCK = 10

Run = Callable[[int], object]
Times = dict[str, list[float]]


class Contest:
    """The engines on one knowledge base and the same persons."""

    def __init__(self, knowledge: Knowledge, persons: list[Answers]) -> None:
        self.persons = persons
        self._kb = sluimer.KnowledgeBase(knowledge)
        self._cases = [self._kb.consult(person).case for person in persons]
        self._stock = StockExperta(knowledge)
        self._clips = Clips(knowledge)
        self._zen, self._zen_alone = Zen(knowledge), ZenAlone(knowledge)

    @property
    def runs(self) -> dict[str, Run]:
        """What is measured, by name, for the person with a number."""
        return {
            CONSULT: self.consult,
            "consult + trace + advice": self.advise,
            "answers to advice": self.request,
            "inference alone": lambda number: self._kb._inference.run(self._cases[number].values),
            "clips": lambda number: self._clips.run(self._cases[number].values),
            "zen": lambda number: self._zen.run(self._cases[number].values),
            ALONE: lambda number: self._zen_alone.run(self._cases[number].values),
            STOCK: lambda number: self._stock.run(self._cases[number].values),
        }

    def consult(self, number: int) -> object:
        """From a case to every firing with its proof."""
        return self._kb.consult(self._cases[number]).trace.firings

    def advise(self, number: int) -> object:
        """The same, with the whole advice."""
        consultation = self._kb.consult(self._cases[number])
        return consultation.trace.firings, consultation.advice

    def request(self, number: int) -> object:
        """From raw answers to advice."""
        return self._kb.consult(self.persons[number]).advice

    def disagreements(self, numbers: Iterable[int]) -> list[str]:
        """Where another engine finds another truth for a rule or a finding than we do."""
        engines: dict[str, Clips | Zen | StockExperta] = {
            "clips": self._clips,
            "zen": self._zen,
            ALONE: self._zen_alone,
            STOCK: self._stock,
        }
        return [
            f"person {number}, {engine}: {name}"
            for number in numbers
            for engine, found in engines.items()
            if engine != STOCK or number % SAMPLE_OF_STOCK == 0
            for name in self._differing(number, found.run(self._cases[number].values))
        ]

    def _differing(self, number: int, found: Found) -> list[str]:
        consultation = self._kb.consult(self.persons[number])
        ours: Mapping[str, object] = {**consultation.truths, **consultation.advice.findings}
        theirs: Mapping[str, object] = {**found.rules, **found.findings}
        return [name for name in {*ours, *theirs} - {SCOPE} if ours.get(name, ...) is not theirs.get(name, ...)]


def measured(runs: Mapping[str, Run], persons: int) -> Times:
    """Milliseconds a person for each engine, in turns; stock experta sees a sample of them, since it is slow."""
    times: Times = {name: [] for name in runs}
    gc.collect()
    for start in range(0, persons, BLOCK):
        for name, run in runs.items():
            step = SAMPLE_OF_STOCK if name.startswith(STOCK) else 1
            for number in range(start, min(start + BLOCK, persons), step):
                begun = perf_counter()
                run(number)
                times[name].append(1000 * (perf_counter() - begun))
    return times


def per_person(times: Times, title: str) -> Table:
    """Each engine's median and 99th percentile, and how many times as long it takes as a consultation."""
    table = _table(title, "", "persons", "median ms", "99th % ms", "of consult")
    base = median(times[CONSULT])
    for name, found in times.items():
        last = quantiles(found, n=100)[98]
        table.add_row(name, str(len(found)), f"{median(found):.3f}", f"{last:.3f}", f"{median(found) / base:.2f}")
    return table


def ratios(times: Times) -> Table:
    """What we take, as a share of what the others take."""
    table = _table("sluimer / others (median; below 1 we are faster)", "", *(f"/ {other}" for other in OTHERS))
    for name in (CONSULT, "consult + trace + advice", "answers to advice", "inference alone"):
        shares = (median(times[name]) / median(times[other]) for other in OTHERS)
        table.add_row(name, *(f"{share:.2f}" for share in shares))
    return table


def scaling(small: Times, large: Times, rules: tuple[int, int]) -> Table:
    """What unrelated rules cost."""
    table = _table(f"{rules[1]} rules instead of {rules[0]}, the same persons", "", "before ms", "after ms", "ratio")
    for name in small:
        before, after = median(small[name]), median(large[name])
        table.add_row(name, f"{before:.3f}", f"{after:.3f}", f"{after / before:.2f}")
    return table


def answered(knowledge: Knowledge, large: Knowledge, persons: list[Answers]) -> Table:
    """What rules cost that are answered too: the same persons, who answer the copies as they answer the original."""
    small_kb, large_kb = sluimer.KnowledgeBase(knowledge), sluimer.KnowledgeBase(large)
    everywhere = [_everywhere(person, large) for person in persons]
    runs: dict[str, Run] = {
        "answers to advice small": lambda number: small_kb.consult(persons[number]).advice,
        "answers to advice large": lambda number: large_kb.consult(everywhere[number]).advice,
    }
    small, large_times = measured(runs, len(persons)).values()
    table = _table("ten times as many rules, all answered", "", "before ms", "after ms", "ratio")
    before, after = median(small), median(large_times)
    table.add_row("answers to advice", f"{before:.3f}", f"{after:.3f}", f"{after / before:.2f}")
    return table


def _everywhere(person: Answers, large: Knowledge) -> Answers:
    copied = ((f"{prefix}{fact}", answer) for prefix in prefixes(COPIES) for fact, answer in person.items())
    return {**person, **{fact: answer for fact, answer in copied if fact in large.vocabulary.facts}}


def starting(runs: int) -> Table:
    """The whole process and its parts."""
    table = _table(f"cold start (median of {runs})", "", "ms")
    try:
        for name, milliseconds in cold_start(runs).items():
            table.add_row(name, f"{milliseconds:.0f}")
    except subprocess.CalledProcessError as error:
        table.add_row("failed", error.stderr.strip().rpartition("\n")[2])
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    return table


def _alternated(small: Contest, large: Contest, persons: int) -> tuple[Times, Times]:
    """Both sizes in one run, in turns."""
    both = {f"{name} {size}": run for name in small.runs for size, run in _sizes(small, large, name).items()}
    times = measured(both, persons)
    return tuple({name: times[f"{name} {size}"] for name in small.runs} for size in ("small", "large"))  # type: ignore[return-value]  # two of them


def _sizes(small: Contest, large: Contest, name: str) -> dict[str, Run]:
    return {"small": small.runs[name], "large": large.runs[name]}


def main() -> int:
    """Run all benchmarks; 1 when the engines disagree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--persons", type=int, default=1000, help="how many persons (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the persons (default: 1)")
    parser.add_argument("--starts", type=int, default=10, help="processes for the cold start (default: 10; 0 skips)")
    parser.add_argument("--no-scaling", action="store_true", help="skip the run with ten times as many rules")
    options = parser.parse_args()
    console = Console()
    knowledge = sluimer.load().knowledge
    persons = draw_persons(knowledge, max(2 * SAMPLE_OF_STOCK, options.persons), options.seed, TYPICAL)
    contest = Contest(knowledge, persons)
    disagreements = contest.disagreements(range(len(persons)))
    console.print(f"{len(knowledge.rules)} rules, {len(persons)} persons, seed {options.seed}")
    console.print("\n".join(disagreements) if disagreements else "all engines agree on every rule and finding")
    times = measured(contest.runs, len(persons))
    console.print(per_person(times, "per person"), ratios(times))
    if not options.no_scaling:
        large = enlarged(knowledge, COPIES)
        small_times, large_times = _alternated(contest, Contest(large, persons), min(len(persons), 200))
        console.print(scaling(small_times, large_times, (len(knowledge.rules), len(large.rules))))
        console.print(answered(knowledge, large, persons[:BLOCK]))
    if options.starts:
        console.print(starting(options.starts))
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
