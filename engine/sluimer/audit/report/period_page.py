"""The decisions of a period as a page: how many of which kind, by which rules, and each with its outcome."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sluimer.audit.report.decision_page import DecisionAccount
from sluimer.audit.report.tell_log import Choices, Known, Listed, listed_outcome, outcome_word, state_word
from sluimer.messages.texts import word
from sluimer.tell.outline import Outline
from sluimer.tell.pages.page import page

if TYPE_CHECKING:
    from sluimer.audit.log import LoggedDecision

STATES = ("given", "open", "withheld")


@dataclass(slots=True)
class PeriodTally:
    """What is counted of decisions, one by one; of those that were erased only that they were made.

    `titles` are those of the rules that fired, and for each item that of its topic.
    """

    listed: list[Listed] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    items: Counter[tuple[str, str]] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    knowledge: Counter[tuple[str, str, str, Choices | None]] = field(default_factory=Counter)
    titles: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """How many of the decisions were not erased."""
        return sum(one.outcome is not None for one in self.listed)

    def add(self, logged: "LoggedDecision", known: Known) -> None:
        """Count a decision; `known` is what its record says of the knowledge."""
        one = Listed.of(logged, known)
        self.listed.append(one)
        self.knowledge[one.name, one.version, one.digest, one.choices] += 1
        if logged.part is None:
            return
        result = logged.part["result"]
        self.outcomes[result["outcome"]] += 1
        self.items.update((item["id"], item["state"]) for item in result["items"])
        self.fired.update(result["fired"])
        if known is not None:
            self.titles.update({rule: known["rules"][rule]["title"] for rule in result["fired"]})
            topics = known["vocabulary"]["topics"]
            self.titles.update({item["id"]: topics[item["topic"]]["title"] for item in result["items"]})


@dataclass(frozen=True, slots=True)
class LoggedAccount:
    """One decision of a period in full: which it is, whether it is what was logged, and what it said, if anything."""

    title: str
    about: Outline
    decision: DecisionAccount | None


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """A table of texts under its title."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def period_page(title: str, about: Outline, tally: PeriodTally, details: Iterable[LoggedAccount], language: str) -> str:
    """The whole page; `about` says which log and period it is, `details` are decisions in full."""
    state_columns = tuple(state_word(state, language) for state in STATES)
    tables = (
        _table("outcomes", ("outcome", "count"), _outcomes(tally, language), language),
        _table("decisions", ("number", "time", "outcome", "version", "id"), _decisions(tally, language), language),
        _table("items", ("topic", "item"), _items(tally, language), language, state_columns),
        _table("rules", ("rule", "id", "fired"), _rules(tally, language), language),
        _table("knowledge", _KNOWLEDGE, _knowledge(tally, language), language),
    )
    return page("period", language, title=title, about=about, tables=tables, details=details)


_KNOWLEDGE = ("knowledge", "version", "digest", "packs", "settings", "audience", "count")


def _table(
    name: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]], language: str, more: tuple[str, ...] = ()
) -> PeriodTable:
    head = (*(word(f"page-column-{column}", language) for column in columns), *more)
    return PeriodTable(word(f"page-{name}", language), head, list(rows))


def _outcomes(tally: PeriodTally, language: str) -> Iterator[tuple[str, ...]]:
    yield from ((outcome_word(outcome, language), str(count)) for outcome, count in _most_first(tally.outcomes))
    if erased := len(tally.listed) - tally.kept:
        yield word("log-was-erased", language), str(erased)


def _decisions(tally: PeriodTally, language: str) -> Iterator[tuple[str, ...]]:
    for one in tally.listed:
        yield str(one.number), one.time, listed_outcome(one, language), one.version, one.id


def _items(tally: PeriodTally, language: str) -> Iterator[tuple[str, ...]]:
    titled = sorted((_title(tally.titles.get(name, {}), language), name) for name in {name for name, _ in tally.items})
    return ((title, name, *(str(tally.items[name, state]) for state in STATES)) for title, name in titled)


def _rules(tally: PeriodTally, language: str) -> Iterator[tuple[str, ...]]:
    counted = _most_first(tally.fired)
    return ((_title(tally.titles.get(rule, {}), language), rule, str(count)) for rule, count in counted)


def _title(titles: Mapping[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")


def _knowledge(tally: PeriodTally, language: str) -> Iterator[tuple[str, ...]]:
    for (*names, choices), count in sorted(tally.knowledge.items(), key=lambda pair: (-pair[1], repr(pair[0]))):
        chosen = (", ".join(choices.packs), choices.setting_list, choices.audience or "") if choices else None
        yield (*names, *(chosen or (word("log-gone", language),) * 3), str(count))


def _most_first(counter: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
