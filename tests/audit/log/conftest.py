"""Logs to write in: in a file of SQLite, and in a PostgreSQL of our own that is started for the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from conftest import KEY
from sluimer.audit.log import DecisionLog, LogKey, create_log

REQUIRED = "SLUIMER_REQUIRE_POSTGRES"
"""Set where the tests must not be skipped for want of a PostgreSQL."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of our own; `data` is where its files are."""

    folder: Path
    data: Path
    programs: Path

    def run(self, program: str, *words: str) -> None:
        """Run one of its programs, as somebody else than root, which it refuses to be run by."""
        lower = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*lower, str(self.programs / program), *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr + done.stdout

    def start(self) -> None:
        """Start it."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "wal_recycle": "off"}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def kill(self) -> None:
        """End it and all its processes at once, as a machine does that loses its power."""
        first = int((self.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
        os.kill(first, signal.SIGSTOP)  # so that it starts no other
        for each in (*map(int, children), first):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        while any(Path(f"/proc/{each}").exists() for each in (*children, first)):
            time.sleep(0.01)

    def new_database(self) -> str:
        """The address of an empty place for a log: a schema of its own, which is made sooner than a database."""
        name = f"log{uuid4().hex}"
        self.run("psql", "-q", "-h", str(self.folder), "-U", "postgres", "-c", f"CREATE SCHEMA {name}")
        return f"postgresql://postgres@/postgres?host={self.folder}&options=-csearch_path%3D{name}"


def _programs() -> Path | None:
    """Where the programs of a PostgreSQL are, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    elsewhere = shutil.which("initdb")
    return found[0].parent if found else Path(elsewhere).parent if elsewhere else None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL that listens to nobody but us and keeps no old files of its write-ahead log."""
    with postgres() as started:
        yield started


@contextmanager
def postgres() -> Iterator[Server]:
    """A PostgreSQL of our own; without one on this machine the test is skipped."""
    programs = _programs()
    if programs is None:
        if os.environ.get(REQUIRED):
            pytest.fail("there is no PostgreSQL")
        pytest.skip("there is no PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="slm", dir="/tmp"))  # the path of a socket must be short
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = Server(folder, folder / "data", programs)
    server.run("initdb", "-D", str(server.data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    server.start()
    yield server
    server.run("pg_ctl", "-D", str(server.data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


NewPlace = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a log may be made: a file of SQLite, or a database of PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "decisions.db")
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tidies up does not wait long for the readers in these tests."""
    monkeypatch.setattr("sluimer.audit.log.store.TIDY_PATIENCE", 0.5)


@pytest.fixture
def key() -> LogKey:
    """The key of the logs in these tests."""
    return KEY


@pytest.fixture
def log(place: str) -> Iterator[DecisionLog]:
    """An empty log, in each database."""
    made = create_log(place, KEY)
    yield made
    made.close()
