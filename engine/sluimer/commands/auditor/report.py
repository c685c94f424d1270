"""`sluimer log report`: a page about one decision of a log, or about those of a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from sluimer.audit.record import utc
from sluimer.audit.report.decision_page import decision_account, decision_page
from sluimer.audit.report.period_page import LoggedAccount, PeriodTally, period_page
from sluimer.audit.report.tell_log import tell_compared, tell_erased, tell_what_it_is
from sluimer.commands.auditor.checkpoints import CheckpointFiles, checkpoints_in
from sluimer.commands.auditor.selection import Selection, SelectionOptions
from sluimer.commands.auditor.verdict import known_of, languages_in, verdict
from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.log import LogPlace
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.commands.problems import problem_lines
from sluimer.messages import LogError
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.pages.page import page
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from sluimer.audit.log import Checkpoint, DecisionLog, LoggedDecision, Replayer
    from sluimer.audit.log.entry import Head
    from sluimer.knowledge_base import Consultation

_ANY = 2**63 - 1
"""The number of an entry that no log has."""


ReportedDecision = Annotated[str | None, Operand("[DECISION]", "option-log-report")]
WithDetails = Annotated[bool, CommandOption("--details", help="option-log-details")]


def report(
    decision: ReportedDecision,
    options: SelectionOptions,
    details: WithDetails,
    files: CheckpointFiles,
    place: LogPlace,
) -> int:
    """Print a page; 1 where it tells that something is wrong."""
    selection = options.selection(place.language(), [] if decision is None else [decision])
    with place.opened() as log:
        made = LogReport(log, checkpoints_in(files, log), place.lang)
        told = made.decision(decision) if decision is not None else made.period(selection, details)
    standard_output().text(told)
    return 1 if made.wrong else 0


@dataclass(slots=True)
class LogReport:
    """A page in the making; `wrong` once it tells a fault, a difference, or a record that does not follow."""

    log: "DecisionLog"
    checkpoints: "tuple[Checkpoint, ...]"
    lang: str | None
    wrong: bool = False

    # One decision

    def decision(self, name: str) -> str:
        """The page of one decision, of what remains of it, or of what is wrong with it."""
        self.log.id_of(name)  # where there is none there is no page
        try:
            logged = self.log.decision(name)
        except LogError as error:
            language = chosen_language(self.lang)
            title = word("page-of-decision", language, number=name)
            about = parted(self._problems(error, language), self._whole(language))
            return page("account", language, title=title, about=about)
        return self._remains(logged) if logged.part is None else self._again(logged)

    def _remains(self, logged: "LoggedDecision") -> str:
        from sluimer.audit.log import erasure_of

        language = self._language_of(logged)
        try:
            why = tell_erased(erasure_of(self.log, logged), language)
        except LogError as error:
            why = self._problems(error, language)
        about = tell_what_it_is(logged, known_of(self.log, logged), language)
        title = word("page-of-decision", language, number=logged.number)
        return page("account", language, title=title, about=parted(about, why, self._whole(language)))

    def _again(self, logged: "LoggedDecision") -> str:
        from sluimer.audit.log import Replayer

        language = self._language_of(logged)
        title = word("page-of-decision", language, number=logged.number)
        about, again = self._about(Replayer(self.log), logged, language)
        head = parted(about, self._whole(language))
        if again is None:
            return page("account", language, title=title, about=head)
        return decision_page(title, head, again, Speaker(again.knowledge, language))

    def _about(
        self, replayer: "Replayer", logged: "LoggedDecision", language: str
    ) -> "tuple[Outline, Consultation | None]":
        """Which decision it is, and whether what is made again and what the checker finds is what was logged."""
        replayed = replayer.as_then(logged)
        self.wrong |= not replayed.same
        found = (*verdict(replayed, language), self._checked(logged, language))
        return parted(tell_what_it_is(logged, known_of(self.log, logged), language), found), replayed.consultation

    def _checked(self, logged: "LoggedDecision", language: str) -> Line:
        try:
            wrong = self._what_is_wrong(logged)
        except LogError as error:
            self.wrong = True
            reason = error.problems[0].message(message_language(language))
            return Line(word("page-follows-unknown", language, reason=reason), tone=Tone.URGENT)
        if wrong:
            self.wrong = True
            return Line(word("page-follows-not", language, reason=wrong), tone=Tone.URGENT)
        return Line(word("page-follows", language), tone=Tone.HOLDS)

    def _what_is_wrong(self, logged: "LoggedDecision") -> str:
        """Where a record does not follow from itself, by the checker that stands alone; nothing where it does.

        Raises LogError where the record is not whole.
        """
        from sluimer.audit.record import check_record

        try:
            check_record.check(self.log.record(logged))
        except check_record.Wrong as wrong:
            return str(wrong)
        return ""

    def _language_of(self, logged: "LoggedDecision") -> str:
        """The language that was chosen, or else that in which the decision was told."""
        if self.lang is None and logged.part is not None:
            return str(logged.part["language"])
        return chosen_language(self.lang, languages_in(known_of(self.log, logged)))

    def _problems(self, error: LogError, language: str) -> Outline:
        self.wrong = True
        first, *more = problem_lines(error.problems, message_language(language))
        return (Line(first.text, tone=Tone.URGENT), *more)

    def _whole(self, language: str) -> Outline:
        """On the page of one decision: the whole log beside the checkpoints, or that none were given."""
        compared = tell_compared(len(self.checkpoints), language)
        return (*self._faults(language), compared) if self.checkpoints else (compared,)

    def _faults(self, language: str) -> Outline:
        """Whether the log is what was written."""
        from sluimer.audit.log import verify

        faults = verify(self.log, self.checkpoints, records=False).faults
        if not faults:
            return (Line(word("log-is-whole", language), tone=Tone.HOLDS),)
        self.wrong = True
        broken = Line(word("log-is-broken", language, count=len(faults)), tone=Tone.URGENT)
        return (broken, *problem_lines(faults, message_language(language)))

    # A period

    def period(self, selection: Selection, details: bool) -> str:
        """The page of the decisions that were chosen, up to where the log ends now."""
        language, end = chosen_language(self.lang), self._head()
        tally, right, unread = PeriodTally(), 0, 0
        for logged in self._each(selection, end):
            if isinstance(logged, LogError):
                unread += 1
                continue
            tally.add(logged, known_of(self.log, logged))
            right += not logged.erased and self._follows(logged)
        self.wrong |= bool(unread) or right < tally.kept
        found = (*_unread(unread, language), *_following(right, tally.kept, language))
        told = self._in_full(selection, end, language) if details else iter(())
        about = (*self._about_period(selection, language), *found, *_end(end, language))
        return period_page(word("page-of-period", language), about, tally, told, language)

    def _head(self) -> "Head | None":
        """Where the log ends by its own note, where that is what was written; `verify` tells where it is not."""
        try:
            return self.log.head()
        except LogError:
            return None

    def _each(self, selection: Selection, end: "Head | None") -> "Iterator[LoggedDecision | LogError]":
        last = _ANY if end is None else end.number
        return self.log.each(selection.person, selection.since, selection.until, end=last)

    def _follows(self, logged: "LoggedDecision") -> bool:
        try:
            return not self._what_is_wrong(logged)
        except LogError:
            return False

    def _about_period(self, selection: Selection, language: str) -> Outline:
        """Which log, which period, and whether the log is what was written."""
        return (
            Line(word("page-log", language, log=self.log.name)),
            *((Line(word("page-since", language, time=utc(selection.since))),) if selection.since else ()),
            *((Line(word("page-until", language, time=utc(selection.until))),) if selection.until else ()),
            *((Line(word("page-of-person", language)),) if selection.person else ()),
            *self._faults(language),
            tell_compared(len(self.checkpoints), language),
        )

    def _in_full(self, selection: Selection, end: "Head | None", language: str) -> Iterator[LoggedAccount]:
        """Each decision with all there is to say, under a heading of its own."""
        from sluimer.audit.log import Replayer

        replayer = Replayer(self.log)
        for logged in self._each(selection, end):
            if isinstance(logged, LogError) or logged.part is None:
                continue
            about, again = self._about(replayer, logged, language)
            title = word("page-of-decision", language, number=logged.number)
            account = None if again is None else decision_account(again, Speaker(again.knowledge, language))
            yield LoggedAccount(title, about, account)


def _unread(count: int, language: str) -> Outline:
    return (Line(word("page-unreadable", language, count=count), tone=Tone.URGENT),) if count else ()


def _following(right: int, whole: int, language: str) -> Outline:
    tone = Tone.HOLDS if right == whole else Tone.URGENT
    return (Line(word("page-follow", language, right=right, whole=whole), tone=tone),) if whole else ()


def _end(end: "Head | None", language: str) -> Outline:
    if end is None:
        return ()
    made = utc(datetime.now(UTC))
    return (Line(word("page-ends", language, time=made, number=end.number, mac=end.mac), tone=Tone.QUIET),)
