"""A process of its own that logs decisions, and notes each one that was acknowledged before it goes on."""

import os
import sys
from itertools import cycle
from pathlib import Path

import sluimer
from conftest import KEY
from sluimer.audit.log import create_log
from strategies.persons import draw_persons


def main(where: str, acknowledged: str, name: str, knowledge: str = "") -> None:
    """Log decisions until the file `enough` is beside the acknowledgements, or nobody waits for them any more."""
    kb = sluimer.load(knowledge or None)
    log = create_log(where, KEY)
    notes = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    enough = Path(acknowledged).with_name("enough")
    persons = cycle(enumerate(draw_persons(kb.knowledge, 200, seed=os.getpid()), start=1))
    parent = os.getppid()
    while not enough.exists() and os.getppid() == parent:
        number, answers = next(persons)
        receipt = kb.consult(answers, log=log, person=f"{name}-{number}").logged
        assert isinstance(receipt, sluimer.Receipt)
        os.write(notes, f"{receipt.decision}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
