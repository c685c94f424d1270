"""What the commands have in common that ask the solver: that it is there, and how long one question may take."""

from typing import Annotated

from sluimer.commands.parameters import Option, WholeNumber
from sluimer.messages import KnowledgeError, Position, Problem

Seconds = Annotated[
    int,
    Option(
        "--seconds", type=WholeNumber(1, 3_600), metavar="N", default=10, show_default=True, help="option-prove-seconds"
    ),
]
"""What one question may take."""


def needs_solver() -> None:
    """What proves must be installed; raises KnowledgeError."""
    try:
        import z3  # noqa: F401
    except ModuleNotFoundError as error:
        raise KnowledgeError((Problem("prove-needs-extra", Position("sluimer prove")),)) from error
