"""What each input costs at n and at twice n: calls that Python makes, and seconds. Nothing may grow faster than n.

.venv/bin/python benchmarks/growth.py
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any, Final

from check import write
from rich.console import Console
from rich.table import Table

import sluimer
from sluimer.audit.record import canonical, check_record, make_record
from sluimer.authoring.cases.coverage import make_coverage
from sluimer.authoring.cases.model import Expected, RuleCase
from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.run import run_cases, truth_in_cases
from sluimer.case import Case
from sluimer.knowledge.base import Knowledge
from sluimer.messages import NOWHERE
from sluimer.read import check_knowledge, read_from_texts
from sluimer.tell.faithful import unfaithful
from sluimer.tell.outline import Line

Work = Callable[[], object]
SIZE: Final = 400
_TITLE = "title: {nl: Titel, en: Title}"
_WHY = _TITLE + ", because: {nl: Daarom., en: So.}, cites: [S]"


def calls(work: Work) -> int:
    """How many calls Python makes for it; the same at each run, however busy the machine is."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def knowledge(size: int, rules: Iterable[tuple[str, str, str]]) -> Knowledge:
    """A knowledge base of so many facts, findings and items, with rules of a name, a condition and an effect."""
    numbers = range(size)
    question = "question: {nl: Is het zo?, en: Is it so?}"
    facts = "".join(f"  f{n}: {{kind: yes_no, {_TITLE}, {question}}}\n" for n in numbers)
    findings = "".join(f"  g{n}: {{{_TITLE}}}\n" for n in numbers)
    items = "".join(f"      i{n}: {{{_TITLE}, text: {{nl: Doe dit., en: Do this.}}}}\n" for n in numbers)
    topics = f"topics:\n  t:\n    {_TITLE}\n    items:\n{items}"
    told = (f"{name}: {{when: {when}, then: {{{then}}}, {_WHY}}}\n" for name, when, then in rules)
    texts = {
        "facts/all.yaml": f"facts:\n{facts}findings:\n{findings}{topics}",
        "rules/book/all.yaml": "".join(told),
        "rules/knowledge.yaml": (
            f"name: made\nversion: 1.0.0\n{_TITLE}\nlanguages: [nl, en]\nmain_topic: t\ntopics: [t]\n"
            "packs: {book: {nl: Boek, en: Book}}\nsources: {book: {title: {nl: Boek, en: Book}}}\n"
        ),
        "rules/ledger/all.yaml": "S: {says: {nl: Zo is het., en: So it is.}, source: book}\n",
    }
    return read_from_texts(texts)


def _chained(size: int) -> Iterator[tuple[str, str, str]]:
    """For each finding a rule that concludes it, and one that builds on it."""
    for n in range(size):
        yield f"c{n}", f"{{f{n}: yes}}", f"conclude: g{n}"
        yield f"a{n}", f"{{g{n}: yes}}", f"advise: i{n}"


def _record(size: int) -> Work:
    """The check of a record with so many findings, and two rules for each."""
    kb = sluimer.KnowledgeBase(knowledge(size, _chained(size)))
    answers = {f"f{n}": ("yes", "no", "unknown")[n % 3] for n in range(size)}
    record: dict[str, Any] = json.loads(canonical(make_record(kb.consult(answers), "en")))
    return lambda: check_record.check(record)


def _coverage(size: int) -> Work:
    """Coverage of a rule that wants two of so many tests."""
    every = ", ".join(f"{{f{n}: yes}}" for n in range(size))
    wide = ("wide", f"{{at_least: {{count: 2, of: [{every}]}}}}", "advise: i0")
    made = knowledge(size, [*_chained(size), wide])
    result = run_cases([_case(sluimer.KnowledgeBase(made).read_case({"f0": "yes"}))], made)
    return lambda: make_coverage(result, made)


def _case(person: Case) -> RuleCase:
    return RuleCase("one", NOWHERE, person, Expected(None, {}, {}, (), (), {}, ()))


def _options(size: int) -> Work:
    """So many names that no set of the bundled knowledge has."""
    kb = sluimer.load()
    answers = {"medicines": [f"pill{n}" for n in range(20 * size)]}

    def read() -> None:
        with suppress(sluimer.CaseError):
            kb.read_case(answers)

    return read


def _numbers(size: int) -> Work:
    """A text with so many numbers, beside a decision that has other ones."""
    consultation = sluimer.load().consult({"age": 41, "insomnia": True})
    proof, told = consultation.proof, [Line("neem 12 tot 13 mg, of 14 tot 15 mg")] * size
    return lambda: unfaithful(told, proof, consultation.knowledge, "nl")


def _made(size: int) -> Path:
    return write(Path(tempfile.mkdtemp()), size)


def _check(size: int) -> Work:
    """Reading a knowledge base of so many rules."""
    folder = _made(size)
    return lambda: check_knowledge(folder)


def _show(size: int) -> Work:
    """What one rule is in each case of a knowledge base of a fixed number of cases and so many rules."""
    folder = _made(size)
    made, _ = check_knowledge(folder)
    assert made is not None
    cases = cases_of(folder, made)[:50]
    return lambda: list(truth_in_cases("r1", cases, made))


def _text(size: int) -> Work:
    """A text with so many answers that are not known."""
    kb, text = sluimer.load(), "\n".join(f"fact{n}: yes" for n in range(size))

    def read() -> None:
        with suppress(sluimer.CaseError):
            kb.read_case(text)

    return read


INPUTS: Final[Mapping[str, Callable[[int], Work]]] = {
    "a record to check": _record,
    "coverage of a wide `at_least`": _coverage,
    "unknown options": _options,
    "numbers in a text": _numbers,
    "rules to read": _check,
    "cases of a rule": _show,
    "unknown facts in a text": _text,
}
"""Each input, and the work for it at a size."""


def main() -> None:
    """Print the table."""
    table = Table("input", "calls at n", "at 2 n", "ratio", "seconds at n", "at 2 n")
    for name, make in INPUTS.items():
        once, twice = make(SIZE), make(2 * SIZE)
        counted = calls(once), calls(twice)
        seconds = [_seconds(work) for work in (once, twice)]
        row = (*map(str, counted), f"{counted[1] / counted[0]:.2f}", *(f"{each:.3f}" for each in seconds))
        table.add_row(name, *row)
    Console().print(table)


def _seconds(work: Work) -> float:
    begun = process_time()
    work()
    return process_time() - begun


if __name__ == "__main__":
    main()
