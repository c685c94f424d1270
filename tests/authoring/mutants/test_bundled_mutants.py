"""The bundled cases notice what slips into rules, also what only a theorem noticed before."""

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from authoring.theorems.test_deliberate_errors import ERRORS, DeliberateError, read_with
from sluimer.authoring.cases.run import run_cases
from sluimer.messages import Problems
from tries import some

UNSEEN_BEFORE = ("begin-at-the-bottom:", "myasthenia-gravis-stop:", "pause-with-diarrhoea:")


def _notices(error: DeliberateError) -> bool:
    knowledge, cases, _ = read_with(error, Problems())
    return not all(result.passed for result in run_cases(cases, knowledge))


@pytest.mark.parametrize("error", some([one for one in ERRORS if one.start in UNSEEN_BEFORE]), ids=str)
def test_a_case_notices_what_only_a_theorem_did(error: DeliberateError) -> None:
    """With how much one begins, and what is held back while an illness is not ruled out."""
    assert _notices(error)
