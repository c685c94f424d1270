"""The decisions of a period as a page: how many of which kind, by which rules, and each with its outcome."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sluimer.audit.report.tell_log import Choices, Known, Listed, outcome_word, state_word
from sluimer.messages.texts import word
from sluimer.tell.outline import Outline
from sluimer.tell.pages.html import STYLE, lines_html, table
from sluimer.tell.pages.page import page, shown

if TYPE_CHECKING:
    from sluimer.audit.log import Logged

STATES = ("given", "open", "withheld")


@dataclass(slots=True)
class Tally:
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

    def add(self, logged: "Logged", known: Known) -> None:
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


def period_page(title: str, about: Outline, tally: Tally, details: Iterable[str], language: str) -> str:
    """The whole page; `about` says which log and period it is, `details` are decisions in full."""
    sections = {
        "page-outcomes": _outcomes(tally, language),
        "page-decisions": _decisions(tally.listed, language),
        "page-items": _items(tally, language),
        "page-rules": _rules(tally, language),
        "page-knowledge": _knowledge(tally, language),
    }
    body = "".join(f"<h2>{shown(word(key, language))}</h2>\n{told}" for key, told in sections.items() if told)
    return page(title, lines_html(about) + body + "".join(details), language, STYLE)


def _outcomes(tally: Tally, language: str) -> str:
    erased = sum(1 for one in tally.listed if one.outcome is None)
    rows = [(outcome_word(outcome, language), str(count)) for outcome, count in _most_first(tally.outcomes)]
    rows += [(word("log-was-erased", language), str(erased))] if erased else []
    return table(_head(language, "outcome", "count"), rows)


def _decisions(listed: Iterable[Listed], language: str) -> str:
    rows = [(str(one.number), one.time, _outcome(one, language), one.version, one.id) for one in listed]
    return table(_head(language, "number", "time", "outcome", "version", "id"), rows)


def _outcome(one: Listed, language: str) -> str:
    return word("log-was-erased", language) if one.outcome is None else outcome_word(one.outcome, language)


def _items(tally: Tally, language: str) -> str:
    names = {name for name, _ in tally.items}
    head = (*_head(language, "topic", "item"), *(state_word(state, language) for state in STATES))
    titled = sorted((_title(tally.titles.get(name, {}), language), name) for name in names)
    return table(head, [(*both, *(str(tally.items[both[1], state]) for state in STATES)) for both in titled])


def _rules(tally: Tally, language: str) -> str:
    counted = _most_first(tally.fired)
    rows = [(_title(tally.titles.get(rule, {}), language), rule, str(count)) for rule, count in counted]
    return table(_head(language, "rule", "id", "fired"), rows)


def _title(titles: Mapping[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")


def _knowledge(tally: Tally, language: str) -> str:
    counted = sorted(tally.knowledge.items(), key=lambda pair: (-pair[1], repr(pair[0])))
    rows = [(*names, *_chosen(choices, language), str(count)) for (*names, choices), count in counted]
    columns = ("knowledge", "version", "digest", "packs", "settings", "audience", "count")
    return table(_head(language, *columns), rows)


def _chosen(choices: Choices | None, language: str) -> tuple[str, str, str]:
    """The packs, the settings and the audience, each in a cell."""
    if choices is None:
        gone = word("log-gone", language)
        return gone, gone, gone
    return ", ".join(choices.packs), choices.settings_told, choices.audience or ""


def _most_first(counter: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _head(language: str, *columns: str) -> tuple[str, ...]:
    return tuple(word(f"page-column-{column}", language) for column in columns)
