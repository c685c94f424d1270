"""What is offered is enough: who saves all of it has cases that notice every change."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

pytest.importorskip("z3", reason="needs the extra `prove`")

from conftest import BICYCLE
from sluimer.authoring.cases.read import read_with_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.mutants.run import MutationRun
from sluimer.authoring.mutants.tell import mutants_data
from sluimer.tell.speaker import Speaker
from tries import IN_FULL


def looked_at(folder: Path) -> MutationRun:
    """The mutants of the knowledge in a folder, beside its cases."""
    run = MutationRun(*read_with_cases(folder), 60)
    run.run(lambda *_: None)
    return run


@IN_FULL
def test_who_saves_all_that_is_offered_leaves_nothing_unnoticed(tmp_path: Path) -> None:
    """From no case at all, in one go; and every case that is offered is right of the rules as they are."""
    folder = Path(shutil.copytree(BICYCLE, tmp_path / "bicycle"))
    before = looked_at(folder)
    survivors = json.loads(json.dumps(mutants_data(before, (), Speaker(before.knowledge, "en"))))["survivors"]
    assert len(survivors) > 50
    written = "".join(one["person"]["yaml"] for one in survivors if one["person"])
    (folder / "rules" / "offered.cases.yaml").write_text(written, encoding="utf-8")
    assert len(yaml.safe_load(written)) == len(survivors)
    knowledge, cases = read_with_cases(folder)
    assert [one.case.id for one in run_cases(cases, knowledge) if not one.passed] == []
    after = looked_at(folder)
    assert [one.mutant for one in after.survivors.values()] == []
    assert {score.percent for score in after.scores()} == {100.0}
