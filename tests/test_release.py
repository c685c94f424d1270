"""What is released: the versions agree, the source holds what it should, and the workflow builds just that."""

import importlib.util
import json
import os
import re
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

import sluimer
from conftest import ROOT, run
from tries import IN_FULL

REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_CLIENTS"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
RELEASE = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")


def test_the_version_is_one_everywhere() -> None:
    package = json.loads((ROOT / "engine/sluimer/reach/js/package.json").read_text(encoding="utf-8"))
    newest = re.findall(r"^## (\S+), ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)[0]
    assert package["version"] == newest == sluimer.__version__


@IN_FULL
def test_what_is_published_can_be_and_the_source_holds_no_more_than_it_should(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--outdir", tmp_path, ROOT, folder=tmp_path)
    [source] = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {Path(name).parts[1] for name in archive.getnames() if len(Path(name).parts) > 1}
    files = {"README.md", "CHANGELOG.md", "SECURITY.md", "CITATION.cff", "LICENSE", "pyproject.toml"}
    assert names - {"PKG-INFO", ".gitignore"} == {"engine", "facts", "rules", "examples", *files}
    if importlib.util.find_spec("twine") is None and not REQUIRED:
        pytest.skip("twine is not installed")
    run(sys.executable, "-m", "twine", "check", "--strict", *tmp_path.iterdir(), folder=tmp_path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_names_versions_and_may_write_nothing_of_the_repository(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[\w-]+@v\d+", name)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in text


def test_a_release_is_tried_and_attested_before_it_is_kept_and_published_by_hand() -> None:
    [job] = yaml.safe_load(RELEASE)["jobs"].values()
    steps = [step.get("uses", "").partition("@")[0] or step["run"].split("\n")[0] for step in job["steps"]]
    order = [
        next(at for at, step in enumerate(steps) if word in step)
        for word in ("-m build", "twine", "pytest", "attest", "upload")
    ]
    assert order == sorted(order)
    assert job["permissions"] == {"contents": "read", "id-token": "write", "attestations": "write"}
    assert "twine upload" not in RELEASE
    assert "npm publish" not in RELEASE


def test_the_changelog_is_read_as_the_workflow_reads_it() -> None:
    [pattern] = re.findall(r'grep -q "(.*)" CHANGELOG.md', RELEASE)
    wanted = re.compile(pattern.replace("${GITHUB_REF_NAME#v}", re.escape(sluimer.__version__)), flags=re.M)
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert bool(wanted.search(text)) is ("not released yet" not in text.partition("\n- ")[0])
    assert wanted.search(f"## {sluimer.__version__}, 2026-11-30")
