"""Who writes to one log at the same time, within one process and from several."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import KEY
from sluimer.audit.log import create_log
from sluimer.audit.log.store import Store
from sluimer.messages import LogError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A file that is a log."""
    create_log(tmp_path / "log.db", KEY).close()
    made = Store(tmp_path / "log.db")
    yield made
    made.close()


def test_threads_take_turns_without_asking_the_database_again_and_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would let them sleep between two tries, and the last of them wait for seconds."""
    inside: list[int] = []
    asked: list[int] = []
    original = Store._transaction

    def counted(self: Store, **options: object) -> object:
        asked.append(len(inside))
        return original(self, **options)

    def write(number: int) -> None:
        with store.writing():
            inside.append(number)
            assert len(inside) == 1
            inside.remove(number)

    monkeypatch.setattr(Store, "_transaction", counted)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert asked == [0] * 40


def test_who_waits_too_long_for_another_thread_is_told_as_for_another_process(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sluimer.audit.log.store.PATIENCE", 0.05)
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.writing():
            begun.set()
            end.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(10)
    with pytest.raises(LogError, match="database is locked"), store.writing():
        pass
    end.set()
    holder.join()
    with store.writing():
        pass
