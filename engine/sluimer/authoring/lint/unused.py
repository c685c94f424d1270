"""Names that are declared and never used."""

from collections.abc import Iterator

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.condition import Known, leaves
from sluimer.knowledge.rule import Ask, Withhold
from sluimer.knowledge.vocabulary import Kind
from sluimer.language.files import MANIFEST_FILE


def facts_unread(desk: Desk) -> Iterator[Warned]:
    """Facts that no condition reads, no rule asks for, and that imply nothing."""
    read = {slot.partition(".")[0] for slot in _read(desk)}
    effects = (effect for rule in desk.knowledge.rules.values() for effect in rule.effects)
    used = read.union(effect.fact for effect in effects if isinstance(effect, Ask))
    for fact in desk.knowledge.vocabulary.facts.values():
        if fact.id not in used and not fact.implies:
            yield warned("fact-unread", fact.position, name=fact.id)


def facts_without_section(desk: Desk) -> Iterator[Warned]:
    """Facts that stand in no section of questions, where there are sections."""
    sections = desk.knowledge.manifest.sections
    placed = {fact for section in sections for fact in section.facts}
    for fact in desk.knowledge.vocabulary.facts.values() if sections else ():
        if fact.id not in placed:
            yield warned("section-missing", fact.position, name=fact.id)


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
    read = _read(desk)
    for finding in desk.knowledge.vocabulary.findings.values():
        if finding.id not in read:
            yield warned("finding-unused", finding.position, name=finding.id)


def scores_unread(desk: Desk) -> Iterator[Warned]:
    """Scores that no rule, no scope and no other score reads."""
    read = _read(desk)
    for score in desk.knowledge.vocabulary.scores.values():
        if score.id not in read:
            yield warned("score-unread", score.position, name=score.id)


def items_never_given(desk: Desk) -> Iterator[Warned]:
    """Items that no rule advises, prefers or refers to."""
    given = {item for rule in desk.knowledge.rules.values() for item in rule.brings}
    for item in desk.knowledge.vocabulary.items.values():
        if item.id not in given:
            yield warned("item-never-given", item.position, name=item.id)


def declared_unused(desk: Desk) -> Iterator[Warned]:
    """Units, sources, groups, settings and code systems of the manifest that nothing uses."""
    manifest, used = desk.knowledge.manifest, _used(desk)
    declared = {
        "units": manifest.units,
        "sources": manifest.sources,
        "groups": manifest.groups,
        "settings": manifest.settings,
        "code_systems": manifest.code_systems,
    }
    for what, names in declared.items():
        for name in names:
            if name not in used[what]:
                yield warned("declared-unused", desk.at(MANIFEST_FILE, what, name), name=name, what=what)


def _read(desk: Desk) -> set[str]:
    """Every slot that a condition reads."""
    knowledge = desk.knowledge
    conditions = [*(rule.condition for rule in knowledge.rules.values()), knowledge.manifest.scope.condition]
    conditions += [condition for score in knowledge.vocabulary.scores.values() for condition in score.conditions]
    tests = [test for condition in conditions for test in leaves(condition)]
    return {slot for test in tests for slot in (test.slots if isinstance(test, Known) else (test.slot,))}


def _used(desk: Desk) -> dict[str, set[str]]:
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
