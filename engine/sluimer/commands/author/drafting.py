"""The questions that make a rule, a fact, a score or a case, and the agreement to write it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.tell import tell_results
from sluimer.authoring.drafts.draft import Drafted, try_out
from sluimer.authoring.drafts.place import Draft, placed
from sluimer.commands.author.fill import TESTED, Filler, slug
from sluimer.commands.author.interview import Interview, NameChoice
from sluimer.commands.locale import message_language
from sluimer.commands.problems import problem_lines
from sluimer.commands.replies import NotUnderstood
from sluimer.language.block import block
from sluimer.language.files import CASES_ENDING
from sluimer.language.forms import CASE, EXPECT, FACT, RULE, SCORE
from sluimer.language.shape import LONGEST_NAME
from sluimer.messages import Problems
from sluimer.read import read_texts
from sluimer.read.nodes import parse
from sluimer.schema.names import Names
from sluimer.tell.outline import BLANK, Line, Outline, Tone
from sluimer.tell.speaker import Speaker

OF_A_RULE = ("title", "claim", "when", "then", "because", "cites", "interpretation", "evidence")
OF_A_FACT = ("kind", "title", "question", "note", "options", "unit", "lowest", "highest", "fixed")
OF_A_SCORE = ("title", "points", "cites")
OF_A_CASE = ("like", "person")
EXPECTED = ("outcome", "given", "withheld", "open", "absent")
"""What is asked of each, beside what is needed; the rest is rare, and is added by hand."""


def agreed(what: str, interview: Interview, folder: Path) -> Draft:
    """A draft that can be written, and that the author wants written; raises StoppedError."""
    desk = _Desk(interview, folder)
    draft = {"rule": desk.rule, "fact": desk.fact, "score": desk.score, "case": desk.case}[what]()
    drafted = try_out(folder, draft)
    interview.paper.lines([BLANK, *_preview(drafted, interview)])
    if drafted.inspection.errors:
        interview.refuse((Line(interview.speaker.say("not-yet"), tone=Tone.FAILS),))
    if desk.filler.yes_no((Line(interview.speaker.say("write-it"), tone=Tone.HEADING),)) == "no":
        interview.stop()
    return draft


def _preview(drafted: Drafted, interview: Interview) -> Outline:
    """The block as it will stand, what is to be said of it, and what comes of the cases with it."""
    draft, speaker = drafted.draft, interview.speaker
    head = speaker.say("preview", file=draft.file, line=drafted.placed.line)
    code = [Line(line, 1) for line in block(draft.name, draft.value).splitlines()]
    remarks = problem_lines(drafted.remarks, message_language(speaker.language))
    return (Line(head, tone=Tone.HEADING), *code, BLANK, *remarks, *_results(drafted, speaker.language))


def _results(drafted: Drafted, language: str) -> Outline:
    """What comes of the cases, in the words of the knowledge with the draft in it."""
    knowledge = drafted.inspection.knowledge
    return tell_results(drafted.results, Speaker(knowledge, language)) if knowledge and drafted.results else ()


class _Desk:
    """What the questions about one knowledge base need."""

    def __init__(self, interview: Interview, folder: Path) -> None:
        knowledge = interview.speaker.knowledge
        cases = cases_of(folder, knowledge)
        self._names = Names(knowledge, tuple(case.id for case in cases), interview.speaker.language)
        self._texts = read_texts(folder)
        self._interview = interview
        self.filler = Filler(interview, self._names)

    def rule(self) -> Draft:
        """A new rule."""
        packs = self._names.of_kind("pack")
        pack = self.filler.choose(packs, self._head("ask-pack")) if len(packs) > 1 else next(iter(packs))
        file = self._file(f"rules/{pack}/", ".yaml")
        asked = [key for key in OF_A_RULE if key != "claim" or self._names.of_kind("claim")]
        value = self.filler.form(RULE, asked, needed=("title",))
        name = self._name("rule", "-", self._names.of_kind("rule"), value)
        return Draft(file, name, value)

    def fact(self) -> Draft:
        """A new fact."""
        file = self._file("facts/", ".yaml", "facts")
        value = self.filler.form(FACT, OF_A_FACT)
        return Draft(file, self._name("fact", "_", self._taken(), value), value, section="facts")

    def score(self) -> Draft:
        """A new score."""
        file = self._file("facts/", ".yaml", "scores")
        value = self.filler.form(SCORE, OF_A_SCORE)
        return Draft(file, self._name("score", "_", self._taken(), value), value, section="scores")

    def _taken(self) -> tuple[str, ...]:
        """The names of all that conditions test."""
        return tuple(name for kind in TESTED for name in self._names.of_kind(kind))

    def case(self) -> Draft:
        """A new case, beside the rule it is about."""
        rule = self.filler.choose(self._names.of_kind("rule"), self._head("ask-about-rule"), optional=True)
        file = self._beside(rule) if rule else self._file("rules/", CASES_ENDING)
        name = self._name("case", "-", self._names.cases, {})
        value = self.filler.form(CASE, OF_A_CASE, apart=("expect",))
        fires = self._fires(rule) if rule else {}
        needed = () if rule else ("outcome",)
        expected = {**self.filler.form(EXPECT, EXPECTED, needed), **fires}
        return Draft(file, name, {**value, "expect": expected})

    def _fires(self, rule: str) -> Mapping[str, list[str]]:
        head = self._head("ask-fires", rule=self._interview.speaker.rule(rule))
        return {"fires" if self.filler.yes_no(head) == "yes" else "silent": [rule]}

    def _beside(self, rule: str) -> str:
        """The file with the cases of a rule."""
        return self._names.knowledge.rules[rule].position.file.removesuffix(".yaml") + CASES_ENDING

    def _file(self, folder: str, ending: str, section: str = "") -> str:
        """A file of this sort in which a block can be put, or a new one."""
        files = [name for name in self._texts if name.startswith(folder) and self._holds(name, ending)]
        shown = {name.removeprefix(folder).removesuffix(ending): "" for name in files}
        choice = NameChoice(shown, self._interview.speaker, new=self._new_file)

        def chosen(said: str) -> str:
            file = f"{folder}{choice(said)}{ending}"
            if not self._fits(Draft(file, "new", {"title": "new"}, section)):
                raise NotUnderstood(self._interview.speaker.say("file-not-fit", file=file))
            return file

        return self._interview.ask((*self._head("ask-file"), *choice.lines()), chosen)

    def _fits(self, draft: Draft) -> bool:
        """Whether a block can stand in a file as that is written."""
        problems = Problems()
        parse(placed(self._texts.get(draft.file), draft).text, draft.file, problems)
        return not len(problems)

    def _holds(self, name: str, ending: str) -> bool:
        """Whether a file has this ending, and is no other sort of file in the same folder."""
        if ending == CASES_ENDING:
            return name.endswith(CASES_ENDING)
        return not name.endswith(CASES_ENDING) and name.endswith(ending)

    def _new_file(self, said: str) -> str:
        name = slug(said.removesuffix(".yaml"), "-")
        if not name:
            raise NotUnderstood(self._interview.speaker.say("bad-name", most=LONGEST_NAME))
        return name

    def _name(self, what: str, joint: str, taken: Iterable[str], value: Mapping[str, object]) -> str:
        title = value.get("title")
        proposed = slug(str(title.get("en", "")), joint) if isinstance(title, Mapping) else ""
        free = proposed if proposed not in set(taken) and len(proposed) <= LONGEST_NAME else ""
        return self.filler.identifier(self._head(f"ask-name-{what}"), joint, taken, free)

    def _head(self, key: str, **places: object) -> Outline:
        return (Line(self._interview.speaker.say(key, **places), tone=Tone.HEADING),)
