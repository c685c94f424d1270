"""A population compared in words and as data: how many are told otherwise, by which change, and what moves."""

from collections.abc import Iterator, Mapping

from sluimer.authoring.versions.change import Amendment
from sluimer.authoring.versions.move import AdviceMove, Direction, direction_of
from sluimer.authoring.versions.screened import PersonCount, PopulationComparison, ScreenedClass
from sluimer.authoring.versions.tell_move import RISKIEST_FIRST, TONES, MoveTeller, move_data, riskiest
from sluimer.authoring.versions.turn import Turn
from sluimer.authoring.versions.voices import Voices
from sluimer.meaning.advice import KnowledgeName
from sluimer.messages import spoken
from sluimer.tell.outline import Line, Outline, Tone, bullets, parted, section
from sluimer.tell.speaker import Speaker

MOST_MOVES = 12
"""Moves of one class that are told."""
MOST_CHANGES = 12
"""Changes that are told."""


def tell_comparison(found: PopulationComparison, language: str) -> Outline:
    """Whose advice differs, the riskiest class first."""
    teller = _ComparisonTeller(found, _voices(found, language))
    groups = [*teller.groups()]
    more = (Line(teller.more, tone=Tone.QUIET),) if len(groups) > MOST_CHANGES else ()
    return parted((*teller.verdict(),), *groups[:MOST_CHANGES], more, teller.questions())


def _voices(found: PopulationComparison, language: str) -> Voices:
    """Who speaks of both; a version that does not have the language speaks its first one."""
    old, new = (one.manifest.languages for one in found.versions)
    before, now = (language if language in (*each, *spoken()) else each[0] for each in (old, new))
    return Voices(Speaker(found.versions[0], before), Speaker(found.versions[1], now))


class _ComparisonTeller:
    """Tells a comparison in one language."""

    def __init__(self, found: PopulationComparison, voices: Voices) -> None:
        self._found = found
        self._voices = voices
        self._moves = MoveTeller(voices)

    def verdict(self) -> Iterator[Line]:
        """How many are told otherwise, and which way."""
        found, say = self._found, self._voices.say
        tone = TONES[riskiest(way for way, count in found.ways.items() if count.persons)]
        yield Line(say("compared", count=found.otherwise, of=self._number(found.persons)), tone=tone)
        for way in RISKIEST_FIRST:
            if found.ways[way].persons:
                yield Line(self._counted(say(f"compared-{way}"), found.ways[way]), 1, TONES[way], "-")

    def groups(self) -> Iterator[Outline]:
        """What was changed, with the classes of it; last those for whom several changes came together."""
        by_change: dict[Amendment | None, list[ScreenedClass]] = {}
        for one in self._found.classes:
            by_change.setdefault(one.turns[0][0] if one.turns else None, []).append(one)
        for change, classes in by_change.items():
            way = riskiest(direction_of(move, *self._found.versions) for one in classes for move in one.moves)
            what = self._voices.change(change) if change else self._voices.say("diff-several")
            tone = TONES[way] if way is Direction.RISKIER else Tone.HEADING
            head = Line(self._voices.say(f"diff-{way}", what=what), tone=tone)
            yield (head, *(line for one in classes for line in self._class(one)))

    def _class(self, one: ScreenedClass) -> Iterator[Line]:
        """How a change turned, for how many, and what moves."""
        said = self._turn(one.turns[0][1]) if one.turns else self._voices.say("compared-several")
        yield Line(self._counted(said, one.count), 1)
        yield from bullets(self._among(one.among), 2)
        yield from self._moved(one.moves)

    def _turn(self, turn: Turn) -> str:
        return self._voices.say(f"turn-{turn.was}-{turn.now}")

    def _among(self, among: Mapping[tuple[Amendment, Turn], int]) -> Iterator[str]:
        """The changes that turned most often."""
        for (change, turn), count in sorted(among.items(), key=lambda pair: -pair[1])[:MOST_MOVES]:
            said = f"{self._voices.change(change)}; {self._turn(turn)}"
            yield self._voices.say("compared-count", what=said, count=count)

    def _moved(self, moves: Mapping[AdviceMove, PersonCount]) -> Iterator[Line]:
        """What moves; items that move alike for as many persons together."""
        groups: dict[tuple[int, tuple[int, ...]], list[AdviceMove]] = {}
        for move, count in moves.items():
            groups.setdefault((count.persons, tuple(count.rows)), []).append(move)
        lines = [(line, many) for (many, _), some in groups.items() for line in self._moves.lines(some)]
        lines.sort(key=lambda pair: (RISKIEST_FIRST.index(pair[0].direction), -pair[1]))
        for line, many in lines[:MOST_MOVES]:
            told = self._voices.say("compared-count", what=self._moves.told(line), count=many)
            yield Line(told, 2, TONES[line.direction], "-")
        if len(lines) > MOST_MOVES:
            yield Line(self.more, 2, Tone.QUIET, "-")

    @property
    def more(self) -> str:
        """That there is more."""
        return self._voices.say("more-in-json")

    def questions(self) -> Outline:
        """The questions that one version alone asks, and those with answers that one alone takes."""
        say, found = self._voices.say, self._found
        old, new = (one.vocabulary.facts for one in found.versions)
        asked = [say("diff-asked", name=self._voices.now.name(one)) for one in new if one not in old]
        gone = [say("diff-not-asked", name=self._voices.before.name(one)) for one in old if one not in new]
        taken = (
            say("compared-apart", name=self._voices.of_slot(slot).name(slot), count=count)
            for slot, count in found.apart.items()
        )
        return section(say("diff-questions"), bullets((*asked, *gone, *taken)))

    def _counted(self, said: str, count: PersonCount) -> str:
        rows = ", ".join(map(self._number, count.rows))
        return self._voices.say("compared-rows", what=said, count=count.persons, rows=rows)

    def _number(self, number: int) -> str:
        return self._voices.now.number(number)


def comparison_data(found: PopulationComparison, language: str) -> dict[str, object]:
    """All of a comparison."""
    voices = _voices(found, language)
    old, new = found.versions
    return {
        "old": KnowledgeName.of(old).as_dict(),
        "persons": found.persons,
        "otherwise": found.otherwise,
        "ways": {str(way): _count_data(found.ways[way]) for way in RISKIEST_FIRST},
        "classes": [_class_data(one, found, voices) for one in found.classes],
        "questions": {
            "new": [name for name in new.vocabulary.facts if name not in old.vocabulary.facts],
            "gone": [name for name in old.vocabulary.facts if name not in new.vocabulary.facts],
        },
        "taken_by_one": dict(found.apart),
    }


def _count_data(count: PersonCount) -> dict[str, object]:
    return {"persons": count.persons, "rows": list(count.rows)}


def _class_data(one: ScreenedClass, found: PopulationComparison, voices: Voices) -> dict[str, object]:
    way = riskiest(direction_of(move, *found.versions) for move in one.moves)
    moves = MoveTeller(voices).ordered(one.moves)
    among = [_turned(key, voices) | {"persons": count} for key, count in one.among.items()]
    return {
        "direction": str(way),
        "turns": [_turned(key, voices) for key in one.turns],
        **_count_data(one.count),
        "among": among,
        "moves": [move_data(move, *found.versions) | _count_data(one.moves[move]) for move in moves],
    }


def _turned(key: tuple[Amendment, Turn], voices: Voices) -> dict[str, object]:
    change, turn = key
    named = {"kind": str(change.kind), "id": change.id, "standing": str(change.standing), "title": voices.name(change)}
    return {**named, "was": str(turn.was), "now": str(turn.now)}
