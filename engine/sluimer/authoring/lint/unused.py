"""Names that are declared and never used."""

from collections.abc import Container, Iterable, Iterator

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.rule import Ask, Withhold
from sluimer.knowledge.vocabulary import Fact, Finding, Item, Kind, Score
from sluimer.language.files import MANIFEST_FILE


def facts_unread(desk: Desk) -> Iterator[Warned]:
    """Facts that no condition reads, no rule asks for, and that imply nothing."""
    read = {slot.partition(".")[0] for slot in _read(desk)}
    effects = (effect for rule in desk.knowledge.rules.values() for effect in rule.effects)
    used = read.union(effect.fact for effect in effects if isinstance(effect, Ask))
    facts = desk.knowledge.vocabulary.facts.values()
    return _not_in(used, (fact for fact in facts if not fact.implies), "fact-unread")


def facts_without_section(desk: Desk) -> Iterator[Warned]:
    """Facts that stand in no section of questions, where there are sections."""
    sections = desk.knowledge.manifest.sections
    placed = {fact for section in sections for fact in section.facts}
    return _not_in(placed, desk.knowledge.vocabulary.facts.values() if sections else (), "section-missing")


def options_unread(desk: Desk) -> Iterator[Warned]:
    """Members of a set that no condition reads, where it reads others of them."""
    read = _read(desk)
    for fact in desk.knowledge.vocabulary.facts.values():
        if fact.kind is Kind.SET and any(slot in read for slot in fact.slots):
            for option in fact.options:
                if f"{fact.id}.{option.id}" not in read:
                    place = desk.at(fact.position.file, "facts", fact.id, "options", option.id)
                    yield warned("option-unread", place, name=option.id, fact=fact.id)


def findings_unused(desk: Desk) -> Iterator[Warned]:
    """Findings that no condition reads."""
    return _not_in(_read(desk), desk.knowledge.vocabulary.findings.values(), "finding-unused")


def scores_unread(desk: Desk) -> Iterator[Warned]:
    """Scores that no rule, no scope and no other score reads."""
    return _not_in(_read(desk), desk.knowledge.vocabulary.scores.values(), "score-unread")


def items_never_given(desk: Desk) -> Iterator[Warned]:
    """Items that no rule advises, prefers or refers to."""
    given = {item for rule in desk.knowledge.rules.values() for item in rule.brings}
    return _not_in(given, desk.knowledge.vocabulary.items.values(), "item-never-given")


def _not_in(used: Container[str], declared: Iterable[Fact | Finding | Score | Item], code: str) -> Iterator[Warned]:
    """A warning at each of these that is not among what is used."""
    return (warned(code, one.position, name=one.id) for one in declared if one.id not in used)


def declared_unused(desk: Desk) -> Iterator[Warned]:
    """Units, sources, groups, settings and code systems of the manifest that nothing uses."""
    for what, used in _used(desk).items():
        for name in getattr(desk.knowledge.manifest, what):
            if name not in used:
                yield warned("declared-unused", desk.at(MANIFEST_FILE, what, name), name=name, what=what)


def _read(desk: Desk) -> set[str]:
    """Every slot that a condition reads."""
    knowledge = desk.knowledge
    conditions = [*(rule.condition for rule in knowledge.rules.values()), knowledge.manifest.scope.condition]
    conditions += [condition for score in knowledge.vocabulary.scores.values() for condition in score.conditions]
    return {slot for condition in conditions for slot in slots_of(condition)}


def _used(desk: Desk) -> dict[str, set[str]]:
    """What is used of all that the manifest declares under these keys."""
    knowledge = desk.knowledge
    facts, items = knowledge.vocabulary.facts.values(), knowledge.vocabulary.items.values()
    rules = knowledge.rules.values()
    codes = [codes for fact in facts for codes in (fact.codes, fact.combinations)]
    codes += [option.codes for fact in facts for option in fact.options]
    return {
        "units": {*(fact.unit for fact in facts), *(item.unit for item in items)},
        "sources": {statement.source for statement in knowledge.statements.values()},
        "groups": {each.target for rule in rules for each in rule.effects if isinstance(each, Withhold)},
        "settings": {name for rule in rules for name, _ in rule.settings},
        "code_systems": {system for each in codes for system, _ in each},
    }
