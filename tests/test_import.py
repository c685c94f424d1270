"""Importing Sluimer changes nothing in the host that imports it, and does no work."""

import subprocess
import sys

import pytest

SNAPSHOT = """
import collections, locale, logging, os, signal, sys, threading, time, warnings

def host():
    root = logging.getLogger()
    return {
        "root logger": (list(root.handlers), root.level, root.disabled, list(root.filters), root.propagate),
        "logging": (logging.root.manager.disable, logging.raiseExceptions, logging.getLoggerClass(),
                    logging.getLogRecordFactory(), logging.lastResort),
        "collections": dict(vars(collections)),
        "warnings": (list(warnings.filters), warnings.showwarning),
        "locale": locale.setlocale(locale.LC_ALL),
        "signals": [signal.getsignal(number) for number in sorted(signal.valid_signals())],
        "hooks": (sys.excepthook, sys.unraisablehook, sys.displayhook, threading.excepthook, sys.gettrace(),
                  sys.getprofile(), list(sys.meta_path), list(sys.path_hooks)),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "path": list(sys.path),
        "threads": [thread.name for thread in threading.enumerate()],
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits()),
    }

before = host()
"""


def _run(script: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_importing_changes_nothing_in_the_host() -> None:
    """Logging, warnings, locale, signals, hooks, environment, folder, path, threads: all as they were."""
    script = (
        SNAPSHOT + "import sluimer\nafter = host()\nprint([name for name in before if before[name] != after[name]])"
    )
    assert _run(script) == "[]\n"


def test_consulting_changes_nothing_in_the_host() -> None:
    """Nor does loading the knowledge and running it."""
    script = SNAPSHOT + (
        "import sluimer\n"
        "sluimer.load().consult({'age': 41}).to_json()\n"
        "after = host()\nprint([name for name in before if before[name] != after[name]])"
    )
    assert _run(script) == "[]\n"


def test_the_snapshot_would_see_a_change() -> None:
    """The test above can fail: experta as it comes changes the root logger."""
    script = SNAPSHOT + (
        "import collections.abc\n"
        "collections.Mapping = collections.abc.Mapping\n"
        "import experta\n"
        "after = host()\nprint([name for name in before if before[name] != after[name]])"
    )
    assert _run(script) == "['root logger', 'collections']\n"


def test_importing_gives_no_warning() -> None:
    """Also where every warning is an error."""
    assert _run("import sluimer", "-W", "error") == ""


def test_importing_prints_nothing() -> None:
    """Neither on standard output nor on standard error."""
    assert _run("import sluimer") == ""


def test_importing_opens_no_file_of_the_knowledge() -> None:
    """The audit hook sees each file that Python opens; none of them holds facts or rules."""
    script = """
import sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
import sluimer
print(any(name.endswith(".yaml") for name in opened))
sluimer.load()
print(any(name.endswith(".yaml") for name in opened))
"""
    assert _run(script) == "False\nTrue\n"


@pytest.mark.parametrize(
    "module",
    [
        "polars",
        "z3",
        "fastapi",
        "uvicorn",
        "prometheus_client",
        "sqlalchemy",
        "rich",
        "click",
        "hypothesis",
        "pytest",
        "pyspark",
    ],
)
def test_importing_leaves_heavy_parts_alone(module: str) -> None:
    """What only the command line or an extra needs is not imported by the package itself."""
    assert _run(f"import sys, sluimer\nprint({module!r} in sys.modules)") == "False\n"


def test_advice_without_a_log_leaves_what_a_log_needs_alone() -> None:
    """Nor are the commands about the log themselves there before one of them is wanted."""
    script = """
import contextlib, io, sys
from sluimer.commands.main import app
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    app(["advise", "examples/anna.yaml"])
print([name for name in ("sqlalchemy", "sluimer.audit.log", "sluimer.commands.auditor") if name in sys.modules])
"""
    assert _run(script) == "[]\n"


def test_importing_takes_less_than_half_a_second() -> None:
    """The best of five, since the machine may be busy."""
    script = "import time\nbegun = time.process_time()\nimport sluimer\nprint(time.process_time() - begun)"
    _run(script)
    assert min(float(_run(script)) for _ in range(5)) < 0.5


def test_everything_public_can_be_imported_by_name() -> None:
    """`__all__` names what there is."""
    assert _run("from sluimer import *\nprint(load.__name__, KnowledgeBase.__name__)") == "load KnowledgeBase\n"
