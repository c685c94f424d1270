"""`sluimer mutate`: what the author wrote is changed one thing at a time, to see whether the cases notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.author.run import Seconds, excused, needs_solver, runs_to_end, tell_none
from sluimer.commands.knowledge import KnowledgePlace, authors_folder
from sluimer.commands.locale import chosen_language
from sluimer.commands.options import AsJson, Folder, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import CommandOption, Percentage
from sluimer.commands.problems import INTERRUPTED
from sluimer.tell.outline import parted
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from sluimer.authoring.mutants.run import MutationRun, Survivor

UNNOTICED = "unnoticed-"
"""How the code of an allowance begins that excuses a mutant; its kind follows."""


@dataclass(frozen=True, slots=True)
class MutateOptions:
    """The options that say what is changed, how long one question may take, and how much must be noticed."""

    folder: Folder
    words: Annotated[str, CommandOption("-k", default="", metavar="WORDS", help="option-mutate-words")]
    fail_under: Annotated[
        float | None, CommandOption("--fail-under", type=Percentage(), metavar="PERCENT", help="option-mutate-under")
    ]
    seconds: Seconds
    as_json: AsJson
    lang: Lang


def mutate(options: MutateOptions) -> int:
    """Tell what no case notices; 1 where less is noticed than is wanted. Raises KnowledgeError."""
    needs_solver()
    from sluimer.authoring.cases.read import read_with_cases
    from sluimer.authoring.cases.run import run_cases
    from sluimer.authoring.mutants.run import MutationRun

    folder = authors_folder(options.folder)
    knowledge, cases = read_with_cases(folder)
    speaker = Speaker(knowledge, chosen_language(options.lang, knowledge.manifest.languages))
    run = MutationRun(knowledge, cases, options.seconds, options.words)
    if options.words and not run.mutants:
        names = [*knowledge.rules, *knowledge.vocabulary.facts]
        return tell_none(options.words, names, ("no-mutant", "no-mutant-near"), speaker)
    if failing := sum(not one.passed for one in run_cases(cases, knowledge)):
        standard_error().line(speaker.say("mutants-need-cases", count=failing))
        return 1
    finished = runs_to_end(lambda show: run.run(_step(show, speaker)))
    survivors = run.survivors.values()
    allowed = excused(survivors, lambda one: (f"{UNNOTICED}{one.mutant.kind}", one.mutant.position), folder)
    _print(run, allowed, options.as_json, speaker, KnowledgePlace.of(folder, speaker))
    if not finished:
        return INTERRUPTED
    return 0 if _enough(run, allowed, options.fail_under, speaker) else 1


def _step(show: Callable[[str], None], speaker: Speaker) -> Callable[[str, int, int], None]:
    return lambda what, done, count: show(speaker.say(f"mutating-{what}", done=done, all=count))


def _print(
    run: "MutationRun", allowed: "list[Survivor]", as_json: bool, speaker: Speaker, place: KnowledgePlace
) -> None:
    from sluimer.authoring.mutants.tell import mutants_data, tell_mutants

    if as_json:
        standard_output().data({"knowledge": place.as_dict(), **mutants_data(run, allowed, speaker)})
    else:
        standard_output().lines([*parted(tell_mutants(run, allowed, speaker)), place.line(speaker.language)])


def _enough(run: "MutationRun", allowed: "list[Survivor]", wanted: float | None, speaker: Speaker) -> bool:
    """Whether so much is noticed in each pack, and in what is of all packs; without a wish anything will do."""
    from sluimer.authoring.mutants.tell import percentage

    short = [one for one in run.scores(allowed) if wanted is not None and one.percent < wanted]
    for one in short:
        pack = one.pack or speaker.say("mutants-of-all")
        said = speaker.say("mutants-below", pack=pack, percent=percentage(one), wanted=f"{wanted:g}")
        standard_error().line(said)
    return not short
