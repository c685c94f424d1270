"""Typed clients can be made of the OpenAPI document, for Python and for TypeScript, and they work."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tries import IN_FULL

HERE = Path(__file__).parent / "typescript"
MODULES = HERE / "node_modules"
pytestmark = pytest.mark.share
REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_CLIENTS"))
"""Set where the tests must not be skipped for want of what makes the clients."""

WRONG = (('medicines: ["ppi"]', 'medicines: ["pip"]'), ("item.state", "item.condition"), ("each.path", "each.place"))
"""Words of the program, and what does not fit the types."""
PROGRAM = """
import sys
from made import Client
from made.api.default import advice
from made.models import Advice, Case, Problem
client = Client(base_url=sys.argv[1])
answers = Case.from_dict({"age": 58, "insomnia": True, "kidney_problems": True})
told = advice.sync(client=client, body=answers, lang="en")
assert isinstance(told, Advice), told
print(told.outcome, [item.id for item in told.items if item.state == "withheld"])
refused = advice.sync(client=client, body=Case.from_dict({"age": "old"}), lang="en")
assert isinstance(refused, Problem), refused
print(refused.problems[0].path)
"""


def lacking(reason: str) -> None:
    """Skip, unless that must not be."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory, service: TestClient) -> Path:
    """The OpenAPI document in a file."""
    path = tmp_path_factory.mktemp("clients") / "openapi.json"
    path.write_bytes(service.get("/openapi.json").content)
    return path


@IN_FULL
def test_a_python_client_can_be_made_and_asks(document: Path, address: str) -> None:
    if importlib.util.find_spec("openapi_python_client") is None:
        lacking("openapi-python-client is not installed")
    folder = document.parent
    made = "import sys; from openapi_python_client.cli import app; app(sys.argv[1:])"
    words = ["generate", "--path", document, "--output-path", folder / "made", "--meta", "none"]
    done = subprocess.run([sys.executable, "-c", made, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    around = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    asked = subprocess.run(
        [sys.executable, "-c", PROGRAM, address], cwd=folder, env=around, capture_output=True, text=True, check=False
    )
    assert asked.stderr == ""
    first, second = asked.stdout.splitlines()
    assert first.startswith("ask_first")
    assert "'dose'" in first
    assert second == "/age"


def compiled(folder: Path, program: str) -> "subprocess.CompletedProcess[str]":
    """What the compiler of TypeScript says of a program beside the types."""
    (folder / "program.ts").write_text(program, encoding="utf-8")
    node = shutil.which("node") or ""
    words = [MODULES / "typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "program.ts"]
    return subprocess.run([node, *map(str, words)], cwd=folder, capture_output=True, text=True, check=False)


@IN_FULL
def test_types_for_typescript_can_be_made_and_fit(document: Path) -> None:
    if not MODULES.is_dir() or not shutil.which("node"):
        lacking("what makes the types is not installed: cd tests/reach/service/typescript && npm ci")
    folder, node = document.parent, shutil.which("node") or ""
    maker = [node, str(MODULES / "openapi-typescript/bin/cli.js"), str(document), "-o", "api.d.ts"]
    done = subprocess.run(maker, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    program = (HERE / "program.ts").read_text(encoding="utf-8")
    assert compiled(folder, program).stdout == ""
    for right, wrong in WRONG:
        assert right in program
        program = program.replace(right, wrong)
    assert compiled(folder, program).stdout.count("program.ts(") == len(WRONG)
