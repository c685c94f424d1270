"""Helpers to write a small knowledge base, whole or broken in one place, and to see what is said of it."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from sluimer import KnowledgeBase, Problem, load
from sluimer.audit.log import DecisionLog, create_log, key_from_text
from sluimer.read import check_knowledge
from tries import CASES_IN_PART, FULL, IN_FULL, IN_PART, tries

pytest_plugins = ["pytester"]
collect_ignore = (
    [
        "commands/test_strange_places.py",
        "audit/log/test_attacks.py",
        "audit/log/test_under_fire.py",
        "read/test_strange_files.py",
        "files/test_files.py",
    ]
    if sys.platform == "win32"
    else []
)
"""What tries links, signals and rights as POSIX has them."""
settings.register_profile("ours", max_examples=tries(100), deadline=None)
settings.load_profile("ours")

KEY = key_from_text("0123456789abcdef" * 4)
"""Of every log in the tests."""

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "tests" / "knowledge"
HOUSE_PLANTS = KNOWLEDGE / "house-plants"
BICYCLE = KNOWLEDGE / "bicycle"
NEWS2 = KNOWLEDGE / "news2"
EXAMPLES = ROOT / "examples"
SOLVER = pytest.mark.skipif(find_spec("z3") is None, reason="needs the extra `prove`")
"""What asks the solver."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what takes a share of what it could try, or needs more than the extra `dev`; leave out what is in no share.

    `.ci/run` tries just what is marked in full, with all that it needs.
    """
    for item in items:
        if is_hypothesis_test(getattr(item, "function", None)) or _takes_share(item) or _needs_more(item):
            item.add_marker("share")
    beyond = set[pytest.Item]() if FULL else {*_beyond_the_share(items)}
    config.hook.pytest_deselected(items=[*beyond])
    items[:] = [item for item in items if item not in beyond]


def _beyond_the_share(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Of each test in part the cases that are tried in full alone."""
    seen = Counter[str]()
    for item in items:
        if any(item.iter_markers(IN_PART.name)):
            name = item.nodeid.partition("[")[0]
            if seen[name] % CASES_IN_PART:
                yield item
            seen[name] += 1


def _takes_share(item: pytest.Item) -> bool:
    """Whether there is more or less of a test, by what its file takes from `tries`."""
    taken = _from_tries(item.path)
    long = any(mark.kwargs.get("reason") == IN_FULL.kwargs["reason"] for mark in item.iter_markers("skipif"))
    part = any(item.iter_markers(IN_PART.name))
    return long or part or not taken.isdisjoint(("tries", "amount", "some"))


def _needs_more(item: pytest.Item) -> bool:
    """Whether it is left out where only the extra `dev` is installed."""
    return SOLVER.mark in item.iter_markers(SOLVER.name) or _skips_whole(item.path)


@cache
def _skips_whole(path: Path) -> bool:
    """Whether the file as a whole asks for something that may not be installed."""
    return re.search(r"^(\w+ = )?pytest\.importorskip\(", path.read_text(encoding="utf-8"), re.MULTILINE) is not None


@cache
def _from_tries(path: Path) -> frozenset[str]:
    [names] = re.findall(r"^from tries import (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) or [""]
    return frozenset(names.split(", "))


@pytest.fixture(scope="session", autouse=True)
def _no_language() -> Iterator[None]:
    """The locale of whoever runs the tests names no language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.delenv("SLUIMER_LANG", raising=False)
        yield


def run(*command: str | Path, folder: Path, env: Mapping[str, str] | None = None, said: str = "") -> str:
    """The output of a command that succeeds, in a folder outside the checkout and without its environment."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    words = [str(word) for word in command]
    environment = {**around, **(env or {})}
    done = subprocess.run(
        [shutil.which(words[0], path=environment.get("PATH")) or words[0], *words[1:]],
        cwd=folder,
        env=environment,
        input=said,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def git(folder: Path, *words: str) -> None:
    """Have git do something in a folder."""
    who = ("-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published, built from the checkout; or the one that `SLUIMER_WHEEL` names."""
    if built := os.environ.get("SLUIMER_WHEEL"):
        return Path(built)
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture
def plants(tmp_path: Path) -> Path:
    """A folder of its own with the house plants: a small knowledge base without problems."""
    return Path(shutil.copytree(HOUSE_PLANTS, tmp_path / "plants"))


@pytest.fixture(scope="session")
def plant_care() -> KnowledgeBase:
    """The house plants, loaded."""
    return load(HOUSE_PLANTS)


@pytest.fixture
def change(plants: Path) -> Callable[[str, str | None, str], None]:
    """Replace a text that stands once in a file of the house plants; None replaces the whole file."""

    def changed(file: str, old: str | None, new: str) -> None:
        path = plants / file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if old is not None else ""
        assert old is None or before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {file}"
        after = new if old is None else before.replace(old, new)
        path.write_bytes(after.encode("utf-8", "surrogatepass"))

    return changed


@pytest.fixture
def problems_of() -> Callable[[Path], list[str]]:
    """Every problem of a knowledge base, as `place code`."""

    def found(folder: Path) -> list[str]:
        return [f"{problem.position} {problem.code}" for problem in _checked(folder)]

    return found


@pytest.fixture
def messages_of() -> Callable[[Path], list[str]]:
    """Every problem of a knowledge base, as it is printed in English."""
    return lambda folder: [problem.render("en") for problem in _checked(folder)]


def _checked(folder: Path) -> tuple[Problem, ...]:
    knowledge, problems = check_knowledge(folder)
    assert (knowledge is None) is bool(problems)
    return problems


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write a whole knowledge base from texts by file name."""

    def written(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "knowledge"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return written


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[DecisionLog]:
    """An empty log in SQLite, where the database makes no difference."""
    made = create_log(tmp_path / "decisions.db", KEY)
    yield made
    made.close()


@pytest.fixture(scope="session")
def magnesium() -> KnowledgeBase:
    """The knowledge that comes with Sluimer."""
    return load()
