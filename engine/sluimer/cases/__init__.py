"""The cases that stand beside the rules: persons, and what must and must not come out for them."""

from sluimer.cases.model import Expected, RuleCase
from sluimer.cases.read import read_cases
from sluimer.cases.run import CaseResult, Coverage, Difference, run_case, run_cases

__all__ = ["CaseResult", "Coverage", "Difference", "Expected", "RuleCase", "read_cases", "run_case", "run_cases"]
