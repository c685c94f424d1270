"""Logs to write in: in a file of SQLite, and in a PostgreSQL of our own that is started for the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
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
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "wal_recycle": "off"}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    server.run("pg_ctl", "-D", str(server.data), "-l", str(folder / "log"), "-w", "-o", options, "start")
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
