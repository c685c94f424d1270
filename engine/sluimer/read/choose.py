"""Which rules of a knowledge base have a say, and who is told: the packs, settings and audience its user names."""

from collections.abc import Iterable, Mapping

from sluimer.knowledge.audience import for_audience
from sluimer.knowledge.base import Knowledge, Setting
from sluimer.knowledge.claims import Audience
from sluimer.messages import KnowledgeError, Position, Problems, listed


def choose(
    knowledge: Knowledge,
    packs: Iterable[str] | None = None,
    settings: Mapping[str, str] | None = None,
    audience: str | None = None,
) -> Knowledge:
    """The knowledge with the rules of these packs, all by default, under these settings and the defaults of the others.

    For an audience, what it may not be told is replaced.
    Raises KnowledgeError for a pack, a setting, an option or an audience that does not exist.
    """
    problems = Problems()
    wanted = _packs(knowledge, packs, problems)
    chosen = _settings(knowledge.manifest.settings, settings or {}, problems)
    readers = _audience(knowledge.manifest.audiences, audience, problems) if audience is not None else None
    if len(problems):
        raise KnowledgeError(problems.sorted())
    selected = knowledge.chosen(wanted, chosen)
    return for_audience(selected, readers) if readers else selected


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


def _audience(declared: Mapping[str, Audience], name: str, problems: Problems) -> Audience | None:
    if name not in declared:
        problems.add("unknown-audience", Position("--audience"), problems.nearest(name, declared), name=name)
    return declared.get(name)
