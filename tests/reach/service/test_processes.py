"""The processes of a service: rules are renewed whole or not at all, and nothing accepted or logged is lost."""

import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.log.conftest import postgres
from conftest import HOUSE_PLANTS, KEY
from reach.service.process import Load, Service, serving, until
from sluimer import load
from sluimer.audit.log import create_log, open_log
from tries import FULL, IN_FULL, amount

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes as Linux shows them")

BROKEN = amount("BROKEN", 3, 50)
"""Broken states of the rules between good ones."""
KILLS = amount("KILLS", 1, 10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The house plants, to be changed."""
    return Path(shutil.copytree(HOUSE_PLANTS, tmp_path / "plants"))


@pytest.fixture
def service(folder: Path) -> Iterator[Service]:
    """Processes that answer from them."""
    with serving("--knowledge", folder, "--workers", "2" if FULL else "1") as found:
        yield found


def put(path: Path, text: str) -> None:
    """Put a text in place of a file as an editor does that cares, by a name beside it."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def broken(number: int, whole: str) -> str | None:
    """One of the ways in which a file can be wrong; None where it is gone."""
    ways: list[str | None] = [
        whole[: len(whole) // 2],
        None,
        whole.replace("when:", "wehn:"),
        whole + "\n  - id: [",
        whole[: len(whole) // 3] + "\0",
        "",
    ]
    return ways[number % len(ways)]


def test_rules_are_renewed_whole_or_not_at_all(service: Service, folder: Path) -> None:
    manifest, rules = folder / "rules/knowledge.yaml", folder / "rules/book/water.yaml"
    text, whole = manifest.read_text(encoding="utf-8"), rules.read_text(encoding="utf-8")
    good = {load(folder).name.digest}
    with Load(service).running() as asked:
        for number in range(BROKEN):
            wrong, told = broken(number, whole), service.said.count("keeps answering")
            rules.unlink() if wrong is None else rules.write_text(wrong, encoding="utf-8")
            put(manifest, re.sub(r"(?m)^version: .*$", f"version: 9.{number}", text))
            until(lambda told=told: service.said.count("keeps answering") > told)  # type: ignore[misc]
            until(lambda: service.ask("GET", "/readyz")[1]["refused"] > 0)
            assert service.digest() in good  # one process may be a moment behind another
            put(rules, whole)
            good.add(new := load(folder).name.digest)
            until(lambda new=new: service.digest() == new)  # type: ignore[misc]
    assert {answer["knowledge"]["digest"] for answer in asked.answers} <= good
    assert len(asked.answers) > BROKEN
    assert (asked.refused, asked.broken) == ([], 0)
    assert service.said.count("keeps answering") >= BROKEN
    assert "Traceback" not in service.said


@IN_FULL
def test_a_signal_reads_the_rules_and_a_stop_answers_what_was_asked(folder: Path) -> None:
    manifest = folder / "rules/knowledge.yaml"
    found: list[tuple[int, Any]] = []
    with serving("--knowledge", folder, "--no-watch", "--max-seconds", "60") as service:
        before = service.digest()
        put(manifest, re.sub(r"(?m)^version: .*$", "version: '10'", manifest.read_text(encoding="utf-8")))
        new = load(folder).name.digest
        for _ in range(20):
            assert service.digest() == before
        service.signal(signal.SIGHUP)
        until(lambda: service.digest() == new)
        rows: list[dict[str, Any]] = [{"case": {}}] * 1000
        asking = threading.Thread(target=lambda: found.append(service.ask("POST", "/v1/batch", rows)))
        asking.start()
        until(lambda: "sluimer_answering 2.0" in _metrics(service))
        assert service.stop() == 0
        asking.join()
    assert found[0][0] == 200
    assert len(found[0][1]["results"]) == 1000


def _metrics(service: Service) -> str:
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/metrics") as reply:
        return str(reply.read().decode())


@IN_FULL
def test_nothing_acknowledged_is_missing_after_a_process_is_killed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "decisions.db"
    create_log(place, KEY).close()
    monkeypatch.setenv("SLUIMER_LOG_KEY", "0123456789abcdef" * 4)
    with serving("--knowledge", folder, "--workers", "2", "--log", place) as service, Load(service).running() as asked:
        for _ in range(KILLS):
            until(lambda: len(service.workers()) == 2)
            enough = len(asked.answers) + 20
            until(lambda enough=enough: len(asked.answers) > enough)  # type: ignore[misc]
            os.kill(service.workers()[0], signal.SIGKILL)
        until(lambda: service.said.count("takes its place") == KILLS)
        enough = len(asked.answers) + 20
        until(lambda: len(asked.answers) > enough)
    acknowledged = {answer["decision"]["id"] for answer in asked.answers}
    with open_log(place, KEY) as log:
        kept = {decision.decision for decision in log.decisions()}
    assert len(acknowledged) == len(asked.answers)
    assert acknowledged <= kept
    assert set(asked.refused) <= {503}


@IN_FULL
def test_nothing_acknowledged_is_missing_after_the_database_is_killed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUIMER_LOG_KEY", "0123456789abcdef" * 4)
    with postgres() as database:
        place = database.new_database()
        create_log(place, KEY).close()
        with (
            serving("--knowledge", folder, "--workers", "2", "--log", place) as service,
            Load(service).running() as asked,
        ):
            for _ in range(3):
                enough = len(asked.answers) + 20
                until(lambda enough=enough: len(asked.answers) > enough)  # type: ignore[misc]
                refused = len(asked.refused)
                database.kill()
                until(lambda refused=refused: len(asked.refused) > refused)  # type: ignore[misc]
                database.start()
        acknowledged = {answer["decision"]["id"] for answer in asked.answers}
        with open_log(place, KEY) as log:
            kept = {decision.decision for decision in log.decisions()}
    assert len(acknowledged) == len(asked.answers)
    assert acknowledged <= kept
    assert set(asked.refused) == {503}


@IN_FULL
def test_when_the_supervisor_is_killed_the_others_stop(folder: Path) -> None:
    with serving("--knowledge", folder) as service:
        [worker] = service.workers()
        service.signal(signal.SIGKILL)
        until(lambda: not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text())
