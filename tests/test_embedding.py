"""What stands in examples/embedding works: a view in each framework, a pool of processes and a notebook."""

import ast
import contextlib
import importlib
import importlib.util
import io
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import EXAMPLES, ROOT, run
from sluimer import KnowledgeBase

pytestmark = pytest.mark.share
REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_CLIENTS"))
"""Set where the tests must not be skipped for want of a framework."""

FOLDER = EXAMPLES / "embedding"
CASE = {"age": 58, "insomnia": True, "kidney_problems": True}
WRONG = {
    "another name": (b'{"kidny_problems": true}', "unknown-fact"),
    "one fact twice": (b'{"kidney_problems": true, "kidney_problems": false}', "answer-twice"),
    "an answer that can mean two things": (b'{"egfr": "1.500"}', "number-two-ways"),
    "no UTF-8": (b'{"age": "\xff"}', "not-utf-8"),
    "no mapping": (b"[1]", "case-not-a-mapping"),
}
Ask = Callable[[str, bytes], tuple[int, dict[str, str], Any]]


def module(name: str) -> ModuleType:
    """One of the examples, imported as it stands."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


def framework(name: str) -> Any:
    """A framework, or a module of it; without it the test is passed over, unless that must not be."""
    if importlib.util.find_spec(name.partition(".")[0]) is None:
        if REQUIRED:
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return importlib.import_module(name)


def by_fastapi() -> Ask:
    """Ask the view of FastAPI."""
    client = framework("fastapi.testclient").TestClient(module("fastapi_view").app)

    def ask(method: str, body: bytes) -> tuple[int, dict[str, str], Any]:
        reply = client.request(method, "/advice", content=body, headers={"content-type": "application/json"})
        return reply.status_code, dict(reply.headers), reply.json()

    return ask


def by_flask() -> Ask:
    """Ask the view of Flask."""
    framework("flask")
    client = module("flask_view").app.test_client()

    def ask(method: str, body: bytes) -> tuple[int, dict[str, str], Any]:
        reply = client.open("/advice", method=method, data=body, content_type="application/json")
        return reply.status_code, {key.lower(): each for key, each in reply.headers}, reply.get_json(silent=True)

    return ask


def by_django() -> Ask:
    """Ask the view of Django, which is all that there is at this site."""
    django, settings = framework("django"), framework("django.conf").settings
    made = module("django_view")
    if not settings.configured:
        settings.configure(ROOT_URLCONF=made.__name__, ALLOWED_HOSTS=["testserver"], LOGGING_CONFIG=None)
        django.setup()
    client = importlib.import_module("django.test").Client(enforce_csrf_checks=True)

    def ask(method: str, body: bytes) -> tuple[int, dict[str, str], Any]:
        reply = client.generic(method, "/advice", body, "application/json")
        said = reply.json() if reply["content-type"] == "application/json" else None
        return reply.status_code, {key.lower(): each for key, each in reply.headers.items()}, said

    return ask


@pytest.fixture(scope="module", params=[by_fastapi, by_flask, by_django], ids=["fastapi", "flask", "django"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Asks the view of each framework."""
    made: Ask = request.param()
    return made


def test_a_view_gives_the_advice_and_nobody_keeps_it(ask: Ask, magnesium: KnowledgeBase) -> None:
    status, headers, said = ask("POST", json.dumps(CASE).encode())
    assert status == 200
    assert json.dumps(said) == json.dumps(magnesium.consult(CASE).as_dict("en"))  # with all in its order
    assert "no-store" in headers["cache-control"]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_view_refuses_what_it_cannot_read_and_says_what_to_do(ask: Ask, wrong: str) -> None:
    body, code = WRONG[wrong]
    status, _, said = ask("POST", body)
    assert (status, [problem["code"] for problem in said["problems"]]) == (422, [code])
    assert said["problems"][0]["help"]


def test_a_view_takes_no_answers_in_the_address_and_logs_none(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert ask("GET", b"")[0] == 405
        ask("POST", b'{"suicidal_thoughts": true}')
        ask("POST", b'{"suicidal_thoughts": "perhaps"}')
    assert "suicidal" not in caplog.text
    assert "perhaps" not in caplog.text


def test_a_pool_of_processes_advises_in_order_and_one_mistake_stops_no_other(
    tmp_path: Path, magnesium: KnowledgeBase
) -> None:
    lines = [json.dumps(CASE), '{"kidny_problems": true}', '{"age": 12}']
    (tmp_path / "people.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    printed = run(sys.executable, FOLDER / "process_pool.py", "people.jsonl", folder=tmp_path).splitlines()
    first, second, third = map(json.loads, printed)
    assert first == magnesium.consult(CASE).as_dict("en")
    assert second["problems"][0]["code"] == "unknown-fact"
    assert third["outcome"] == "not_covered"


def shown(cell: str, names: dict[str, Any]) -> tuple[str, Any]:
    """What a notebook shows below a cell: what it printed, and its last value."""
    parts = ast.parse(cell).body
    last = parts.pop() if isinstance(parts[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(parts, []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
    return printed.getvalue(), value


def test_a_notebook_shows_the_knowledge_and_the_advice_as_tables() -> None:
    cells = json.loads((FOLDER / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    (_, base), (_, bert), (told, _), (_, outcomes) = (
        shown("".join(c["source"]), names) for c in cells if c["cell_type"] == "code"
    )
    assert base._repr_html_().startswith("<table><caption>&lt;KnowledgeBase magnesium-sleep")
    assert "<td>dose</td><td>withheld</td>" in bert._repr_html_()
    assert "Your kidneys work less well" in told
    assert outcomes == ["answers_needed", "ask_first", "not_covered"]


def test_a_notebook_is_kept_without_what_it_showed() -> None:
    cells = json.loads((FOLDER / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_the_page_for_embedders_names_each_example() -> None:
    page = (ROOT / "docs/embedding.md").read_text(encoding="utf-8") + (ROOT / "docs/service.md").read_text("utf-8")
    names = [path.name for path in FOLDER.iterdir() if path.is_file()]
    assert [name for name in names if name not in page] == []
    assert len(names) >= 8
