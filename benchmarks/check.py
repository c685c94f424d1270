"""`sluimer check` on the bundled knowledge and on made ones of 500 and 5,000 rules: seconds, and how they grow.

.venv/bin/python benchmarks/check.py
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

SIZES = (500, 5_000)
RUNS = 5
RULES_IN_A_FILE = 50
TITLE = "title: {nl: Een titel, en: A title}"


def write(folder: Path, rules: int) -> Path:
    """A knowledge base without problems or warnings, of so many rules: each with a fact, a statement and two cases."""
    manifest = (
        "name: made\nversion: 1.0.0\ntitle: {nl: Gemaakt, en: Made}\nlanguages: [nl, en]\nmain_topic: water\n"
        "topics: [water]\npacks: {book: {nl: Het boek, en: The book}}\nunits: {ml: {nl: ml, en: ml}}\n"
        "sources: {book: {title: {nl: Boek, en: Book}}}\n"
    )
    item = f"water: {{{TITLE}, text: {{nl: Geef de plant nu water., en: Water the plant right now.}}}}"
    _file(folder, "rules/knowledge.yaml", manifest)
    _file(folder, "facts/topics.yaml", f"topics:\n  water:\n    {TITLE}\n    items:\n      {item}\n")
    for first in range(0, rules, RULES_IN_A_FILE):
        numbers = range(first, min(first + RULES_IN_A_FILE, rules))
        _file(folder, f"facts/f{first}.yaml", "facts:\n" + "".join(map(_fact, numbers)))
        _file(folder, f"rules/book/r{first}.yaml", "".join(map(_rule, numbers)))
        _file(folder, f"rules/book/r{first}.cases.yaml", "".join(map(_cases, numbers)))
        _file(folder, f"rules/ledger/l{first}.yaml", "".join(map(_statement, numbers)))
    return folder


def _file(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def _fact(number: int) -> str:
    question = f"question: {{nl: 'Hoeveel is getal {number}?', en: 'How much is number {number}?'}}"
    return f"  f{number}:\n    kind: number\n    unit: ml\n    {TITLE}\n    {question}\n"


def _rule(number: int) -> str:
    other = f"f{number - 1}: {{below: 5 ml}}" if number % RULES_IN_A_FILE else f"f{number}: {{below: 90 ml}}"
    return (
        f"r{number}:\n  {TITLE}\n  when:\n    all:\n      - f{number}: {{at_least: 10 ml}}\n      - {other}\n"
        "  then: {advise: water}\n  because:\n    nl: Dit is een reden die mensen kunnen lezen.\n"
        f"    en: This is a reason that people can read.\n  cites: [S{number}]\n"
    )


def _cases(number: int) -> str:
    held = f"  person: {{f{number}: 95 ml}}\n  expect: {{silent: [r{number}]}}\n"
    return f"c{number}:\n{held}d{number}:\n  person: {{f{number}: 4 ml}}\n  expect: {{silent: [r{number}]}}\n"


def _statement(number: int) -> str:
    return f"S{number}:\n  source: book\n  says: {{nl: 'Uitspraak {number}.', en: 'Statement {number}.'}}\n"


def seconds(folder: Path | None) -> float:
    """The median time of the whole process, over some runs."""
    command = [str(Path(sys.executable).with_name("sluimer")), "check", "--strict", *([str(folder)] if folder else [])]
    return median(_timed(command) for _ in range(RUNS))


def _timed(command: list[str]) -> float:
    begin = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - begin


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        made = {rules: seconds(write(Path(place) / str(rules), rules)) for rules in SIZES}
    table = Table("knowledge", "seconds", title="sluimer check, cold start (median)")
    table.add_row("bundled", f"{seconds(None):.2f}")
    for rules, took in made.items():
        table.add_row(f"{rules} rules", f"{took:.2f}")
    few, many = (made[size] for size in SIZES)
    table.add_row(f"{SIZES[1]} / {SIZES[0]} rules", f"{many / few:.1f} times")
    Console().print(table)


if __name__ == "__main__":
    main()
