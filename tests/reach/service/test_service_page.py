"""What docs/service.md says can be typed as it stands there, and the clients in examples/ work."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from fastapi.routing import APIRoute

from conftest import EXAMPLES, ROOT
from sluimer import KnowledgeBase
from sluimer.commands.embedder.serve import ServiceOptions
from sluimer.commands.parameters import parameters
from sluimer.reach.service import Shelf, make_app

PAGE = (ROOT / "docs/service.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.S) for line in block.splitlines()]
CURL = [line for line in COMMANDS if line.startswith("curl")]
CLIENTS = [line for line in COMMANDS if "client." in line]
CASE = {"age": 58, "insomnia": True, "kidney_problems": True}


def ran(command: str, address: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What comes of a command of the page, at the place where the service listens here."""
    words = shlex.split(command.replace("http://127.0.0.1:8000", address).replace("examples/", f"{EXAMPLES}/"))
    program = sys.executable if words[0] == "python" else shutil.which(words[0])
    if program is None and not os.environ.get("SLUIMER_REQUIRE_CLIENTS"):
        pytest.skip(f"there is no {words[0]}")
    assert program, f"there is no {words[0]}"
    around = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(
        [program, *words[1:]], capture_output=True, text=True, cwd=folder, env=around, timeout=60, check=False
    )


@pytest.mark.parametrize("command", CURL, ids=range(len(CURL)))
def test_a_question_of_the_page_is_answered(address: str, tmp_path: Path, command: str) -> None:
    done = ran(command, address, tmp_path)
    assert done.returncode == 0, done.stderr
    if "metrics" in command:
        assert "sluimer_requests_total" in done.stdout
    else:
        refused = "kidny" in command
        assert ("problems" in json.loads(done.stdout)) is refused


@pytest.mark.parametrize("command", CLIENTS, ids=["python", "node", "curl"])
def test_a_client_gets_the_advice(address: str, tmp_path: Path, magnesium: KnowledgeBase, command: str) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    done = ran(command, address, tmp_path)
    assert json.loads(done.stdout) == magnesium.consult(CASE).as_dict("en")
    (tmp_path / "case.json").write_text('{"kidny_problems": true}', encoding="utf-8")
    refused = ran(command, address, tmp_path)
    assert refused.returncode != 0
    assert "did you mean `kidney_problems`?" in refused.stdout + refused.stderr


@pytest.mark.parametrize("name", ["client.py", "client.mjs", "client.sh"])
def test_a_client_is_about_ten_lines(name: str) -> None:
    lines = (EXAMPLES / "embedding" / name).read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith(("//", "#", '"""'))]) <= 13


def test_the_page_names_every_address_and_option(plant_care: KnowledgeBase) -> None:
    routes = [route.path for route in make_app(Shelf(plant_care)).routes if isinstance(route, APIRoute)]
    assert [path for path in routes if path.replace("{name}", "NAME") not in PAGE] == []
    options = [option.opts[0] for option in parameters(ServiceOptions)]
    assert [name for name in options if name not in PAGE] == ["--quiet"]


def test_the_first_command_of_the_page_is_the_service() -> None:
    assert COMMANDS[:2] == ["pip install 'sluimer[serve]'", "sluimer serve --port 8000"]


def test_a_container_is_made_of_what_there_is() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY") and "--from" not in line for word in line.split()[1:-1]]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[0] == "!"}
    assert set(copied) == allowed
    assert all((ROOT / name).exists() for name in copied)
    extras = re.findall(r"\[(\w+),(\w+)\]", "".join(lines))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f"\n{extra} = [" in project for pair in extras for extra in pair)
    [user] = [line for line in lines if line.startswith("USER")]
    assert user != "USER root"
    assert '"/readyz"' not in project
    assert "/readyz" in "".join(lines)


def test_what_a_container_runs_are_commands_with_options_that_there_are(plant_care: KnowledgeBase) -> None:
    from sluimer.commands.main import app

    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    [default] = re.findall(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.M)
    for words in (json.loads(default), services["service"]["command"], services["new-log"]["command"]):
        context = app.make_context("sluimer", [*words, "--help"], resilient_parsing=True)
        assert context.command
        options = {name for option in parameters(ServiceOptions) for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= options
    variables = services["service"]["environment"]
    assert variables == services["new-log"]["environment"]
    known = (ROOT / "engine/sluimer/commands/log.py").read_text(encoding="utf-8")
    assert all(f'"{name}"' in known for name in variables if name.startswith("SLUIMER"))
    assert variables["SLUIMER_LOG"].endswith("@database/sluimer")
    assert services["database"]["environment"]["POSTGRES_USER"] == "sluimer"
    assert int(services["service"]["stop_grace_period"].rstrip("s")) > int(services["service"]["command"][-1])
