"""One knowledge base serves any number of threads, and remembers nothing of the people it advised."""

import gc
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import sluimer
from strategies.persons import Answers, draw_persons
from tries import IN_FULL, tries

THREADS = 8
CONSULTATIONS = tries(10_000)
PERSONS = 500


@pytest.fixture(scope="module")
def kb() -> sluimer.KnowledgeBase:
    """The knowledge that comes with Sluimer."""
    return sluimer.load()


@pytest.fixture(scope="module")
def people(kb: sluimer.KnowledgeBase) -> list[Answers]:
    """Persons that differ."""
    return draw_persons(kb.knowledge, PERSONS, seed=4)


def test_eight_threads_advise_as_one_does(kb: sluimer.KnowledgeBase, people: list[Answers]) -> None:
    """Thousands of consultations, neighbours always for different people; a shared agenda or value would show."""
    alone = [told(kb, answers) for answers in people]
    assert len(set(alone)) > PERSONS / 2

    def share(thread: int) -> list[int]:
        numbers = [(number * (2 * thread + 1)) % PERSONS for number in range(CONSULTATIONS // THREADS)]
        return [number for number in numbers if told(kb, people[number]) != alone[number]]

    with ThreadPoolExecutor(THREADS) as pool:
        assert [wrong for wrongs in pool.map(share, range(THREADS)) for wrong in wrongs] == []


@IN_FULL
def test_memory_stays_flat(kb: sluimer.KnowledgeBase, people: list[Answers]) -> None:
    """After a first round has filled every cache, thousands of consultations leave next to nothing behind.

    This fails when one in ten leaves a block of memory: a kept engine, agenda, case or cached answer is many.
    """
    rounds = 10
    some = people[:200]
    before = _blocks_after(kb, some)
    for _ in range(rounds):
        after = _blocks_after(kb, some)
    assert after - before < rounds * len(some) / 10


def _blocks_after(kb: sluimer.KnowledgeBase, people: list[Answers]) -> int:
    """Counted by the interpreter: tracing memory would itself keep some."""
    _consult_all(kb, people)
    gc.collect()
    return sys.getallocatedblocks()


def told(kb: sluimer.KnowledgeBase, answers: Answers) -> tuple[object, ...]:
    """The advice and what fired, in a form to compare."""
    consultation = kb.consult(answers)
    advice = consultation.advice
    return advice.outcome, advice.items, advice.questions, advice.fired, tuple(consultation.truths.values())


def _consult_all(kb: sluimer.KnowledgeBase, people: list[Answers]) -> None:
    for answers in people:
        told(kb, answers)
