"""Advice for many, in a pool of processes: `python process_pool.py people.jsonl` prints one line of JSON for each."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import sluimer

KB = sluimer.load()  # once in each process


def advice(line: str) -> str:
    """What is advised to one person, or what is wrong with the answers."""
    try:
        said = KB.consult(KB.read_case(line)).as_dict("en")
    except sluimer.CaseError as error:
        said = {"problems": [problem.as_dict("en") for problem in error.problems]}
    return json.dumps(said, ensure_ascii=False)


def advices(lines: list[str], processes: int | None = None) -> Iterator[str]:
    """What is advised to each, in their order; what is wrong with one stops no other."""
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(advice, lines, chunksize=100)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    for said in advices(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        print(said)
