"""Which rules of a knowledge base have a say, and who is told: the packs, settings and audience its user names."""

from collections.abc import Iterable, Mapping
from typing import Final

from sluimer.knowledge.audience import for_audience
from sluimer.knowledge.base import Knowledge, Setting
from sluimer.knowledge.claims import Audience
from sluimer.messages import KnowledgeError, Position, Problems, brief, listed

PARAMETERS: Final = {"packs": "packs", "settings": "settings", "audience": "audience"}
"""What each choice is called where it is made; messages name it so."""


def choose(
    knowledge: Knowledge,
    packs: Iterable[str] | None = None,
    settings: Mapping[str, str] | None = None,
    audience: str | None = None,
    called: Mapping[str, str] = PARAMETERS,
) -> Knowledge:
    """The knowledge with the rules of these packs, all by default, under these settings and the defaults of the others.

    For an audience, what it may not be told is replaced. `called` is what messages call each of these choices.
    What a program gives that is no text is none of the names.
    Raises KnowledgeError for a pack, a setting, an option or an audience that does not exist.
    """
    problems = Problems()
    places = {choice: Position(name) for choice, name in called.items()}
    wanted = _packs(knowledge, packs, places["packs"], problems)
    named = settings.items() if isinstance(settings, Mapping) else [(settings, None)] if settings else ()
    asked = {brief(name): brief(option) for name, option in named}
    chosen = _settings(knowledge.manifest.settings, asked, places["settings"], problems)
    audiences = knowledge.manifest.audiences
    readers = _audience(audiences, brief(audience), places["audience"], problems) if audience is not None else None
    if len(problems):
        raise KnowledgeError(problems.sorted())
    selected = knowledge.chosen(wanted, chosen)
    return for_audience(selected, readers) if readers else selected


def _packs(knowledge: Knowledge, packs: Iterable[str] | None, place: Position, problems: Problems) -> tuple[str, ...]:
    known = tuple(knowledge.manifest.packs)
    if packs is None:
        return known
    named = packs if isinstance(packs, Iterable) and not isinstance(packs, str) else (packs,)
    wanted = tuple(dict.fromkeys(map(brief, named)))
    for name in wanted:
        if name not in known:
            near = problems.nearest(name, known)
            problems.add("unknown-pack", place, near, name=name, known=listed(known))
    if not wanted:
        problems.add("no-packs", place, known=listed(known))
    return wanted


def _settings(
    declared: Mapping[str, Setting], asked: Mapping[str, str], place: Position, problems: Problems
) -> dict[str, str]:
    for name, option in asked.items():
        if name not in declared:
            near = problems.nearest(name, declared)
            problems.add("unknown-setting", place, near, name=name, known=listed(declared))
            continue
        options = [each.id for each in declared[name].options]
        if option not in options:
            near = problems.nearest(option, options)
            problems.add("unknown-value", place, near, name=option, what=name, known=listed(options))
    return {name: asked.get(name, setting.default) for name, setting in declared.items()}


def _audience(declared: Mapping[str, Audience], name: str, place: Position, problems: Problems) -> Audience | None:
    if name not in declared:
        near = problems.nearest(name, declared)
        problems.add("unknown-audience", place, near, name=name, known=listed(declared))
    return declared.get(name)
