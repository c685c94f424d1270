"""What is known of a person once their answers are completed: first by what they imply, then by what is assumed."""

from collections.abc import Iterable, Mapping

from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.net import Completion
from sluimer.meaning.truth import truth_of


def completed(completions: Iterable[Completion], answers: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """The value that counts in each slot that has one."""
    values = dict(answers)
    for one in completions:
        for filling in one.fillings:
            if (filling.overrules or one.slot not in values) and truth_of(filling.condition, values):
                values[one.slot] = filling.value
    for one in completions:
        if one.assumed is not None:
            values.setdefault(one.slot, one.assumed)
    return values
