"""`sluimer prove`: theorems for every possible person, and what is odd about the rules whoever the person is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.author.run import Seconds, excused, needs_solver, runs_to_end, tell_none
from sluimer.commands.knowledge import KnowledgePlace, authors_folder
from sluimer.commands.locale import chosen_language
from sluimer.commands.options import AsJson, Folder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.commands.problems import INTERRUPTED
from sluimer.tell.outline import parted
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from sluimer.authoring.theorems.oddities import Oddity
    from sluimer.authoring.theorems.run import ProofRun


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """The options that say what is proven, and how long one question may take; words leave the rules alone."""

    folder: Folder
    theorems: Annotated[bool, CommandOption("--theorems", help="option-theorems")]
    words: Annotated[str, CommandOption("-k", default="", metavar="WORDS", help="option-prove-words")]
    seconds: Seconds
    strict: Annotated[bool, CommandOption("--strict", help="option-prove-strict")]
    as_json: AsJson
    lang: Lang


def prove(options: ProofOptions) -> int:
    """Prove the theorems and look at the rules; 0 where all theorems hold, 1 otherwise. Raises KnowledgeError."""
    needs_solver()
    from sluimer.authoring.theorems.prove import known_persons
    from sluimer.authoring.theorems.read import read_with_theorems
    from sluimer.authoring.theorems.run import ProofRun

    folder = authors_folder(options.folder)
    knowledge, cases, theorems = read_with_theorems(folder)
    speaker = Speaker(knowledge, chosen_language(options.lang, knowledge.manifest.languages))
    chosen = [one for one in theorems if all(each in one.id for each in options.words.split())]
    if options.words and not chosen:
        return tell_none(options.words, [one.id for one in theorems], ("no-theorem", "no-theorem-near"), speaker)
    looks = not (options.theorems or options.words)
    run = ProofRun(knowledge, chosen, known_persons(cases), options.seconds, looks)
    finished = runs_to_end(lambda show: run.run(lambda name: show(speaker.say("proving", name=name))))
    allowed = excused(run.odd, lambda odd: (odd.kind, odd.position), folder)
    _print(run, allowed, options.as_json, speaker, KnowledgePlace.of(folder, speaker))
    if not finished:
        return INTERRUPTED
    return 0 if run.holds and not (options.strict and len(run.odd) > len(allowed)) else 1


def _print(run: "ProofRun", allowed: "list[Oddity]", as_json: bool, speaker: Speaker, place: KnowledgePlace) -> None:
    from sluimer.authoring.theorems.tell import proofs_data, tell_proofs

    if as_json:
        standard_output().data({"knowledge": place.as_dict(), **proofs_data(run, allowed, speaker)})
    else:
        standard_output().lines([*parted(tell_proofs(run, allowed, speaker)), place.line(speaker.language)])
