"""Reader of codes: what a fact or option is called in the code systems of others."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sluimer.knowledge.vocabulary import Codes, Fact, Option
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.nodes import Node


def read_codes(node: Node | None, systems: Collection[str], problems: Problems) -> Codes:
    """For each code system that is named, one or more codes."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in form.pairs(node, "codes", problems) if node else ():
        if form.reference(key, "unknown-code-system", systems, problems):
            words = (form.word(part, key.text, problems) for part in form.one_or_more(value, key.text, problems))
            found[key.text] = tuple(dict.fromkeys(word for word in words if word))
    return tuple(sorted(found.items()))


def read_codes_of_options(
    node: Node | None, fact: str, options: Sequence[Option], systems: Collection[str], problems: Problems
) -> Mapping[str, Codes]:
    """The codes of each option that is named."""
    names = [option.id for option in options]
    found = {}
    for key, value in form.pairs(node, "codes", problems) if node else ():
        if form.reference(key, "unknown-option", names, problems, what="codes", fact=fact, known=listed(names)):
            found[key.text] = read_codes(value, systems, problems)
    return found


def check_codes(facts: Iterable[Fact], problems: Problems) -> None:
    """A code means one fact or option, so that a record can be read back."""
    meant: dict[tuple[str, str], str] = {}
    for fact in facts:
        named = [(fact.id, fact.codes), *((f"{fact.id}.{option.id}", option.codes) for option in fact.options)]
        for name, codes in named:
            for system, words in codes:
                for code in words:
                    other = meant.setdefault((system, code), name)
                    if other != name:
                        problems.add("code-twice", fact.position, code=code, system=system, name=name, other=other)
