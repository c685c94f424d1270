"""The questions that make what an author adds to a knowledge base, and the agreement to write it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.tell import tell_results
from sluimer.authoring.drafts.draft import Drafted, Part, knowledge_with, try_out
from sluimer.authoring.drafts.place import Draft, ListEntry, drafted_text, placed
from sluimer.commands.author.fill import TESTED, Filler, slug
from sluimer.commands.author.interview import Interview, NameChoice
from sluimer.commands.locale import message_language
from sluimer.commands.problems import problem_lines
from sluimer.commands.replies import NotUnderstood
from sluimer.knowledge.base import Knowledge
from sluimer.language.block import Value
from sluimer.language.files import BESIDE, CASES_ENDING, LEDGER_FOLDER, MANIFEST_FILE, sort_of
from sluimer.language.forms import CASE, EXPECT, FACT, FINDING, ITEM, RULE, SCORE, STATEMENT, TOPIC
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
OF_A_FINDING = ("title",)
OF_A_STATEMENT = ("source", "where", "says", "claim", "verified", "status", "explains", "why")
OF_AN_ITEM = ("title", "text")
OF_A_TOPIC = ("title", "referral")
OF_A_CASE = ("like", "person")
EXPECTED = ("outcome", "given", "withheld", "open", "absent")
"""What is asked of each, beside what is needed; the rest is rare, and is added by hand."""


def agreed(what: str, interview: Interview, folder: Path) -> tuple[Part, ...]:
    """What is to be written, which can be written and which the author wants written; raises StoppedError."""
    desk = _Desk(interview, folder)
    parts = getattr(desk, what)()
    drafted = try_out(folder, parts)
    interview.paper.lines([BLANK, *_preview(drafted, interview)])
    if drafted.inspection.errors:
        interview.refuse((Line(interview.speaker.say("not-yet"), tone=Tone.FAILS),))
    if desk.filler.yes_no((Line(interview.speaker.say("write-it"), tone=Tone.HEADING),)) == "no":
        interview.stop()
    return tuple(parts)


def _preview(drafted: Drafted, interview: Interview) -> Outline:
    """Each block as it will stand, what is to be said of it, and what comes of the cases with it."""
    speaker, lines = interview.speaker, list[Line]()
    for draft, where in drafted.places:
        head = Line(speaker.say("preview", file=draft.file, line=where.line), tone=Tone.HEADING)
        lines += [head, *(Line(line, 1) for line in drafted_text(draft).splitlines()), BLANK]
    remarks = problem_lines(drafted.remarks, message_language(speaker.language))
    return (*lines, *remarks, *_results(drafted, speaker.language))


def _results(drafted: Drafted, language: str) -> Outline:
    """What comes of the cases, in the words of the knowledge with the draft in it."""
    knowledge = drafted.inspection.knowledge
    return tell_results(drafted.results, Speaker(knowledge, language)) if knowledge and drafted.results else ()


class _Desk:
    """What the questions about one knowledge base need; each method makes what it is called after."""

    def __init__(self, interview: Interview, folder: Path) -> None:
        self._interview, self._folder = interview, folder
        self._texts = read_texts(folder)
        self._cases = tuple(case.id for case in cases_of(folder, interview.speaker.knowledge))
        self._know(interview.speaker.knowledge)

    def _know(self, knowledge: Knowledge) -> None:
        """Ask from now on with the names of this knowledge."""
        self._names = Names(knowledge, self._cases, self._interview.speaker.language)
        self.filler = Filler(self._interview, self._names)

    def rule(self) -> list[Part]:
        """A new rule."""
        return [self._rule()]

    def _rule(self, **given: Value) -> Draft:
        """A new rule, of which these keys have their values already."""
        packs = self._names.of_kind("pack")
        pack = self.filler.choose(packs, self._head("ask-pack")) if len(packs) > 1 else next(iter(packs))
        file = self._file(f"rules/{pack}/", ".yaml")
        asked = [key for key in OF_A_RULE if key != "claim" or self._has_claims()]
        value = {**self.filler.form(RULE, asked, needed=("title",), apart=given), **given}
        name = self._name("rule", "-", self._names.of_kind("rule"), value)
        return Draft(file, name, {key: value[key] for key in RULE.names if key in value})

    def _has_claims(self) -> bool:
        return bool(self._names.of_kind("claim"))

    def fact(self) -> list[Part]:
        """A new fact, and its place among the questions where those are in sections."""
        file = self._file("facts/", ".yaml", "facts")
        value = self.filler.form(FACT, OF_A_FACT)
        name = self._name("fact", "_", self._taken(), value)
        sections = {one.id: self._names.text(one.title) for one in self._names.knowledge.manifest.sections}
        section = self.filler.choose(sections, self._head("ask-section")) if sections else ""
        asked = [ListEntry(MANIFEST_FILE, ("sections", section, "facts"), name)] if section else []
        return [Draft(file, name, value, path=("facts",)), *asked]

    def option(self) -> list[Part]:
        """A new option of a fact that has options."""
        facts = self._names.knowledge.vocabulary.facts
        choosable = {name: about for name, about in self._names.of_kind("fact").items() if facts[name].options}
        path = self._path("ask-option-of", choosable, "facts", "options", lambda name: facts[name].position.file)
        fact = facts[path[1]]
        holds = FACT.table("options").value
        head = self._head("ask-option-label")
        value = self.filler.value(holds, head, needed=True)
        name = self._name("option", "_", [one.id for one in fact.options], {"title": value})
        return [Draft(fact.position.file, name, value, path, brief=True)]

    def finding(self) -> list[Part]:
        """A new finding, with the rule that concludes it: without one nothing could ever be found."""
        file = self._file("facts/", ".yaml", "findings")
        value = self.filler.form(FINDING, OF_A_FINDING)
        finding = Draft(file, self._name("finding", "_", self._taken(), value), value, path=("findings",))
        return self._with_rule(finding, "finding-needs-rule", then={"conclude": finding.name})

    def statement(self) -> list[Part]:
        """A new statement, with the rule that cites it where it has no status of its own."""
        file = self._file(LEDGER_FOLDER, ".yaml")
        head = self._head("ask-name-statement")
        name = self.filler.words(head, needed=True, read=self._new_statement)
        asked = [key for key in OF_A_STATEMENT if key != "claim" or self._has_claims()]
        statement = Draft(file, name, self.filler.form(STATEMENT, asked))
        if "status" in statement.value:
            return [statement]
        return self._with_rule(statement, "statement-needs-rule", cites=[name])

    def _new_statement(self, said: str) -> str:
        if said in self._names.of_kind("statement") or len(said) > LONGEST_NAME:
            raise NotUnderstood(self._interview.speaker.say("name-taken", name=said[:LONGEST_NAME]))
        return said

    def _with_rule(self, draft: Draft, said: str, **given: Value) -> list[Part]:
        """A draft with a rule that uses it, whose questions know of it."""
        yes = self.filler.yes_no(self._head(said, name=draft.name))
        if yes == "no":
            self._interview.stop()
        self._know(knowledge_with(self._folder, [draft]))
        return [draft, self._rule(**given)]

    def item(self) -> list[Part]:
        """A new item of a topic."""
        topics = self._names.knowledge.vocabulary.topics
        told = self._names.of_kind("topic")
        path = self._path("ask-item-of", told, "topics", "items", lambda name: topics[name].position.file)
        topic = topics[path[1]]
        value = self._item(topic.referral)
        return [Draft(topic.position.file, self._name("item", "_", self._given(), value), value, path)]

    def _item(self, referral: bool) -> dict[str, Value]:
        asked = [*OF_AN_ITEM, "urgency" if referral else "unit", *(["claim"] if self._has_claims() else [])]
        return self.filler.form(ITEM, asked)

    def topic(self) -> list[Part]:
        """A new topic with its first item, and its place in the order of the advice."""
        file = self._file("facts/", ".yaml", "topics")
        value = self.filler.form(TOPIC, OF_A_TOPIC, apart=("items",))
        name = self._name("topic", "_", self._given(), value)
        self._interview.say("first-item-of-topic")
        item = self._item(value.get("referral") == "yes")
        first = self._name("item", "_", (*self._given(), name), item)
        draft = Draft(file, name, {**value, "items": {first: item}}, path=("topics",))
        return [draft, ListEntry(MANIFEST_FILE, ("topics",), name)]

    def _path(
        self, ask: str, names: Mapping[str, str], section: str, key: str, file_of: Callable[[str], str]
    ) -> tuple[str, str, str]:
        """The keys below which something is put, where its file takes it."""
        choice = NameChoice(names, self._interview.speaker)

        def chosen(said: str) -> str:
            name = choice(said)
            draft = Draft(file_of(name), "new", {"title": "new"}, (section, name, key), brief=True)
            if not self._fits(draft):
                raise NotUnderstood(self._interview.speaker.say("file-not-fit", file=draft.file))
            return name

        return section, self._interview.choose(self._head(ask), choice, chosen), key

    def score(self) -> list[Part]:
        """A new score."""
        file = self._file("facts/", ".yaml", "scores")
        value = self.filler.form(SCORE, OF_A_SCORE)
        return [Draft(file, self._name("score", "_", self._taken(), value), value, path=("scores",))]

    def _taken(self) -> tuple[str, ...]:
        """The names of all that conditions test."""
        return tuple(name for kind in TESTED for name in self._names.of_kind(kind))

    def _given(self) -> tuple[str, ...]:
        """The names of all that advice is made of."""
        return tuple(name for kind in ("topic", "item", "withheld") for name in self._names.of_kind(kind))

    def case(self) -> list[Part]:
        """A new case, beside the rule it is about."""
        rule = self.filler.choose(self._names.of_kind("rule"), self._head("ask-about-rule"), optional=True)
        file = self._beside(rule) if rule else self._file("rules/", CASES_ENDING)
        name = self._name("case", "-", self._names.cases, {})
        value = self.filler.form(CASE, OF_A_CASE, apart=("expect",))
        fires = self._fires(rule) if rule else {}
        needed = () if rule else ("outcome",)
        expected = {**self.filler.form(EXPECT, EXPECTED, needed), **fires}
        return [Draft(file, name, {**value, "expect": expected})]

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
            if not self._fits(Draft(file, "new", {"title": "new"}, (section,) if section else ())):
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
        return sort_of(name) not in BESIDE and name.endswith(ending)

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
