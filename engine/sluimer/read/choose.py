"""Which rules of a knowledge base have a say: the packs and the settings that its user names."""

from collections.abc import Iterable, Mapping

from sluimer.knowledge.base import Knowledge, Setting
from sluimer.messages import KnowledgeError, Position, Problems, listed


def choose(
    knowledge: Knowledge, packs: Iterable[str] | None = None, settings: Mapping[str, str] | None = None
) -> Knowledge:
    """The knowledge with the rules of these packs, all by default, under these settings and the defaults of the others.

    Raises KnowledgeError for a pack, a setting or an option that does not exist.
    """
    problems = Problems()
    wanted = _packs(knowledge, packs, problems)
    chosen = _settings(knowledge.manifest.settings, settings or {}, problems)
    if len(problems):
        raise KnowledgeError(problems.sorted())
    return knowledge.chosen(wanted, chosen)


def _packs(knowledge: Knowledge, packs: Iterable[str] | None, problems: Problems) -> tuple[str, ...]:
    known = tuple(knowledge.manifest.packs)
    if packs is None:
        return known
    wanted = tuple(dict.fromkeys(packs))
    for name in wanted:
        if name not in known:
            near = problems.nearest(name, known)
            problems.add("unknown-pack", Position("--packs"), near, name=name, known=listed(known))
    if not wanted:
        problems.add("no-packs", Position("--packs"), known=listed(known))
    return wanted


def _settings(declared: Mapping[str, Setting], asked: Mapping[str, str], problems: Problems) -> dict[str, str]:
    for name, option in asked.items():
        place = Position("--set")
        if name not in declared:
            near = problems.nearest(name, declared)
            problems.add("unknown-setting", place, near, name=name)
            continue
        options = [each.id for each in declared[name].options]
        if option not in options:
            near = problems.nearest(option, options)
            problems.add("unknown-value", place, near, name=option, what=name, known=listed(options))
    return {name: asked.get(name, setting.default) for name, setting in declared.items()}
