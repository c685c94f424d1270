"""How long it takes to find what would change the advice, for every person of the bundled cases.

`python benchmarks/changes.py [--every 1]`: for the outcome and for each given item every smallest change of up to three
answers, by planes alone; then of any number of answers, and whether nothing open can change it, where the extra `prove`
is installed. Printed are the median, the ninth of ten and the most, in milliseconds of the processor.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec

import sluimer
from sluimer.authoring.cases.read import cases_of
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge

Asking = Callable[[sluimer.Consultation, str], object]


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every so many cases")
    chosen = parser.parse_args()
    kb = sluimer.load()
    people = [kb.consult(case.answers) for case in cases_of(bundled_folder(), read_knowledge(bundled_folder()))][
        :: chosen.every
    ]
    given = [(person, item.id) for person in people for item in person.advice.in_state(sluimer.State.GIVEN)]
    outcome = [(person, "outcome") for person in people]
    print(f"{len(people)} persons, {len(given)} items that are given")
    for target in dict.fromkeys(target for _, target in (*outcome, *given)):
        kb.consult({}).changes(target, most=1)  # what is made once for each is no part of the times
    report("outcome, up to three answers", outcome, _few)
    report("given item, up to three answers", given, _few)
    if find_spec("z3"):
        people[0].changes("outcome", most=None)
        report("outcome, any number of answers", outcome, _any)
        report("given item, any number of answers", given, _any)
        report("given item, whether it is settled", given, lambda person, target: person.settled(target))


def _few(person: sluimer.Consultation, target: str) -> object:
    return person.changes(target)


def _any(person: sluimer.Consultation, target: str) -> object:
    return person.changes(target, most=None)


def report(name: str, asked: Iterable[tuple[sluimer.Consultation, str]], ask: Asking) -> None:
    """Ask it of each, and print how long that took."""
    times = sorted(_seconds(ask, *one) * 1000 for one in asked)
    ninth = times[len(times) * 9 // 10]
    print(f"{name:<40} median {statistics.median(times):6.1f}  nine of ten {ninth:6.1f}  most {times[-1]:6.1f} ms")


def _seconds(ask: Asking, person: sluimer.Consultation, target: str) -> float:
    begun = time.process_time()
    ask(person, target)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
