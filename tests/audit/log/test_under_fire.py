"""Many processes log at once, one is killed again and again, and nothing that was acknowledged is lost."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import HOUSE_PLANTS, KEY
from sluimer.audit.log import Replayer, create_log, verify
from tries import amount

DECISIONS = amount("DECISIONS", 6, 200)
"""How many decisions are logged; with many of them it is by the knowledge that comes with Sluimer."""
KNOWLEDGE = [] if DECISIONS >= 1000 else [str(HOUSE_PLANTS)]
PROCESSES = 4
TESTS = Path(__file__).parents[2]


def started(where: str, folder: Path, name: str) -> "subprocess.Popen[bytes]":
    """A process that logs decisions."""
    command = [sys.executable, "-m", "audit.log.writer", where, str(folder / f"{name}.txt"), name, *KNOWLEDGE]
    return subprocess.Popen(command, cwd=TESTS, stderr=subprocess.PIPE)


def acknowledged(folder: Path) -> list[str]:
    """Every decision that some process was told is in the log; the last line of one that was killed may be cut."""
    texts = [path.read_text(encoding="ascii") for path in folder.glob("*.txt")]
    return [line for text in texts for line in text.split("\n")[:-1]]


def fought(where: str, folder: Path, count: int) -> int:
    """Log decisions with several processes, of which the first is killed at random moments; how often it was."""
    chance, kills = random.Random(7), 0
    create_log(where, KEY).close()
    processes = [started(where, folder, str(number)) for number in range(PROCESSES)]
    while len(acknowledged(folder)) < count:
        wanted = len(acknowledged(folder)) + count // 4
        while len(acknowledged(folder)) < wanted:
            time.sleep(chance.random() / 5)
        assert [process.poll() for process in processes[1:]] == [None] * (PROCESSES - 1)
        processes[0].send_signal(signal.SIGKILL)
        assert processes[0].wait() == -signal.SIGKILL, processes[0].communicate()[1].decode()
        processes[0].communicate()
        processes[0], kills = started(where, folder, "0"), kills + 1
    (folder / "enough").touch()
    for process in processes:
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 0
    return kills


def test_nothing_that_was_acknowledged_is_lost_when_a_process_is_killed(place: str, tmp_path: Path) -> None:
    """And the chain is whole, and every record follows from itself and is made again the same."""
    kills = fought(place, tmp_path, DECISIONS)
    acks = acknowledged(tmp_path)
    with create_log(place, KEY) as log:
        verified = verify(log)
        logged = {one.decision for one in log.decisions()}
        assert kills >= 1
        assert len(acks) == len(set(acks)) >= DECISIONS
        assert set(acks) <= logged
        assert len(logged) <= len(acks) + kills + PROCESSES
        assert verified.faults == ()
        assert verified.replayable == verified.decisions == len(logged)
        replayer = Replayer(log)
        assert all(replayer.as_then(one).same for one in log.decisions())
