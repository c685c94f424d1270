"""What `sluimer check` warns of: knowledge that can be read, but is not as good as it could be.

A warning that is wrong is worse than one that is missing, so each of these is right whenever it is given.
"""

from sluimer.authoring.lint.fix import Fixed, fix
from sluimer.authoring.lint.inspect import Inspection, inspect
from sluimer.authoring.lint.register import LINTS

__all__ = ["LINTS", "Fixed", "Inspection", "fix", "inspect"]
