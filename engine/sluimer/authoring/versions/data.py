"""A release note as plain data, for JSON."""

from collections.abc import Iterable

from sluimer.authoring.versions.change import Amendment, ChangeKind
from sluimer.authoring.versions.compare import PersonClass
from sluimer.authoring.versions.move import AdviceMove, Direction
from sluimer.authoring.versions.note import ChangeGroup, ClassExample, ReleaseNote
from sluimer.authoring.versions.tell import NoteTeller
from sluimer.authoring.versions.tell_class import ClassTeller
from sluimer.authoring.versions.tell_move import MoveTeller, move_data
from sluimer.authoring.versions.wording import plain_wording
from sluimer.knowledge.base import Knowledge

Data = dict[str, object]


def note_data(note: ReleaseNote, teller: NoteTeller) -> Data:
    """All of a release note; with `proven` nobody is told otherwise but who is in these classes."""
    old, new = (one.vocabulary.facts for one in note.bench.versions)
    language = teller.voices.now.told_in
    return {
        "verdict": teller.verdict(),
        "nobody": note.unchanged,
        "proven": note.complete,
        **{str(one): note.counts[one] for one in Direction},
        **_choice_data(note, teller),
        "elsewhere": [_choice_data(one, teller) for one in note.elsewhere],
        "log": {"known": note.logged.known, "otherwise": note.logged.otherwise} if note.logged else None,
        "idle": [_change_data(change, note, teller) for change in note.idle],
        "reasons": [_class(one, note, ClassTeller(note, teller.voices)) for one in note.reasons],
        "questions": {
            "new": [name for name in new if name not in old],
            "gone": [name for name in old if name not in new],
        },
        "texts": [
            {
                "kind": one.kind,
                "id": one.id,
                "part": one.part,
                "was": plain_wording(one.was, language),
                "now": plain_wording(one.now, language),
            }
            for one in note.wording
        ],
    }


def _choice_data(note: ReleaseNote, teller: NoteTeller) -> Data:
    old, new = (_version(one) for one in note.bench.versions)
    return {"old": old, "new": new, "groups": [_group(group, note, teller) for group in note.groups]}


def _version(known: Knowledge) -> Data:
    return {
        "version": known.manifest.version,
        "digest": known.digest,
        "packs": [*known.packs],
        "settings": dict(known.settings),
    }


def _group(group: ChangeGroup, note: ReleaseNote, teller: NoteTeller) -> Data:
    classes = ClassTeller(note, teller.voices)
    return {
        "direction": str(group.direction),
        "changes": [_change_data(change, note, teller) for change in group.changes],
        "classes": [_class(one, note, classes) for one in group.classes],
    }


def _change_data(change: Amendment, note: ReleaseNote, teller: NoteTeller) -> Data:
    rules = [one.rules[change.id] for one in note.bench.versions if change.id in one.rules]
    cites = rules[-1].cites if rules and change.kind is ChangeKind.RULE else ()
    told = {"title": teller.voices.name(change), "statements": [*cites]}
    return {"kind": str(change.kind), "id": change.id, "standing": str(change.standing), **told}


def _class(one: PersonClass, note: ReleaseNote, teller: ClassTeller) -> Data:
    example = note.examples.get(one)
    alone = len(one.turns) == 1
    return {
        "turns": [{"id": change.id, "was": str(turn.was), "now": str(turn.now)} for change, turn in one.turns],
        "answered": one.answered,
        "who": teller.who(one) if alone else "",
        "answers": teller.cells(one) if alone else [],
        "moves": _moves(one.moves, note, teller),
        "example": _example(example, note, teller) if example else None,
    }


def _moves(moves: Iterable[AdviceMove], note: ReleaseNote, teller: ClassTeller) -> list[Data]:
    return [move_data(move, *note.bench.versions) for move in MoveTeller(teller.voices).ordered(moves)]


def _example(one: ClassExample, note: ReleaseNote, teller: ClassTeller) -> Data:
    answers = {slot: one.answers[slot] for slot in sorted(one.answers)}
    return {"like": one.like or None, "answers": answers, "moves": _moves(one.moves, note, teller)}
