"""The cases that stand beside the rules: persons, and what must and must not come out for them."""

from sluimer.cases.coverage import Cell, Coverage, Row, make_coverage
from sluimer.cases.model import Expected, RuleCase
from sluimer.cases.read import read_cases
from sluimer.cases.run import CaseResult, Difference, run_case, run_cases

__all__ = [
    "CaseResult",
    "Cell",
    "Coverage",
    "Difference",
    "Expected",
    "Row",
    "RuleCase",
    "make_coverage",
    "read_cases",
    "run_case",
    "run_cases",
]
