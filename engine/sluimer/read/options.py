"""Reader of options: ids with a label for people."""

from collections.abc import Iterator

from sluimer.knowledge.vocabulary import Option
from sluimer.messages import Problems
from sluimer.read import form
from sluimer.read.nodes import Node


def read_options(node: Node | None, what: str, languages: tuple[str, ...], problems: Problems) -> Iterator[Option]:
    """Each option that has a name; `what` it is an option of stands in messages."""
    for key, label in form.pairs(node, "options", problems) if node else ():
        name = form.identifier(key, what, "_", problems)
        if name:
            yield Option(name, form.text(label, name, languages, problems))
