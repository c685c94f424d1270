"""The log of decisions as text for people: its decisions, one of them, what remains of it, whether the log is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sluimer.explain.outline import Line, Outline, Tone
from sluimer.explain.tell_advice import SHORT_DIGEST
from sluimer.explain.words import WORDS, word

if TYPE_CHECKING:
    from sluimer.log import Erasure, Logged, Verified


@dataclass(frozen=True, slots=True)
class Listed:
    """One decision in a list: when, with which knowledge, and its outcome, None once that was erased."""

    number: int
    id: str
    time: str
    outcome: str | None
    name: str
    version: str
    digest: str

    @classmethod
    def of(cls, logged: "Logged") -> "Listed":
        """What a list says of a decision."""
        outcome = None if logged.part is None else logged.part["result"]["outcome"]
        about = (logged.knowledge[name] for name in ("name", "version", "digest"))
        return cls(logged.number, logged.decision, logged.time, outcome, *about)

    def as_dict(self) -> dict[str, object]:
        """The same as plain data."""
        erased = self.outcome is None
        told = {"number": self.number, "id": self.id, "time": self.time, "outcome": self.outcome, "erased": erased}
        return {**told, "knowledge": {"name": self.name, "version": self.version, "digest": self.digest}}


def tell_list(decisions: Iterable[Listed], language: str) -> Outline:
    """A line for each decision."""
    told = tuple(Line(_listed(one, language), mark=str(one.number)) for one in decisions)
    return told or (Line(word("log-none", language), tone=Tone.QUIET),)


def _listed(one: Listed, language: str) -> str:
    outcome = word("log-was-erased", language) if one.outcome is None else outcome_word(one.outcome, language)
    return word("log-listed", language, time=one.time, outcome=outcome, name=one.name, version=one.version)


def outcome_word(outcome: str, language: str) -> str:
    """An outcome as people call it; one that only another release knows by its own name."""
    return _known(f"outcome-{outcome}", outcome, language)


def state_word(state: str, language: str) -> str:
    """The state of an item, likewise."""
    return _known(f"state-{state}", state, language)


def _known(key: str, name: str, language: str) -> str:
    return word(key, language) if key in WORDS else name


def tell_what_it_is(logged: "Logged", language: str) -> Outline:
    """Which decision it is: its number and id, when it was made, and with what."""
    about, engine = logged.knowledge, logged.engine
    made = {"name": about["name"], "version": about["version"], "digest": about["digest"][:SHORT_DIGEST]}
    made_by = {"engine": engine["name"], "engine_version": engine["version"]}
    return (
        Line(word("log-decision", language, number=logged.number, id=logged.decision), tone=Tone.HEADLINE),
        Line(word("log-made-at", language, time=logged.time), 1, Tone.QUIET),
        Line(word("log-made-with", language, **made, **made_by), 1, Tone.QUIET),
    )


def tell_erased(erasure: "Erasure", language: str) -> Outline:
    """What remains of a decision whose facts were erased."""
    at = word("log-erased-at", language, time=erasure.time, number=erasure.number)
    why = [_known(f"log-cause-{erasure.cause}", erasure.cause, language)]
    why += [word("log-cause-reason", language, reason=erasure.reason)] if erasure.reason else []
    return (
        Line(at, tone=Tone.REFERRAL),
        *(Line(text, 1) for text in why),
        Line(word("log-remains", language)),
    )


def tell_recorded(result: Mapping[str, Any], titles: Mapping[str, str], language: str) -> Outline:
    """What the record itself says of each item, in its own words; `titles` are those of the topics."""
    outcome = word("log-has-outcome", language, outcome=outcome_word(result["outcome"], language))
    items = [line for item in result["items"] for line in _recorded(item, titles, language)]
    return (Line(word("log-what-it-has", language), tone=Tone.HEADING), Line(outcome, 1), *items)


def _recorded(item: Mapping[str, Any], titles: Mapping[str, str], language: str) -> Outline:
    topic = titles.get(item["topic"], item["topic"])
    head = word("log-has-item", language, topic=topic, item=item["id"], state=state_word(item["state"], language))
    details = [range_words(item["range"], language)] if item.get("range") else []
    details += [item["text"]] if item["text"] else []
    return (Line(head, 1, mark="-"), *(Line(text, 2) for text in details))


def range_words(ends: Mapping[str, Any], language: str) -> str:
    """A range as it stands in a record."""
    places = {"least": ends["min"], "most": ends["max"], "start": ends["start"], "unit": ends["unit"]}
    return word("log-range", language, **places)


def tell_verified(found: "Verified", records: bool, checkpoints: int, language: str) -> Outline:
    """How much was looked at, and what that means."""
    counts = {"entries": found.entries, "decisions": found.decisions, "erased": found.erased}
    lines = [Line(word("log-counts", language, **counts, replayable=found.replayable))]
    if found.faults:
        lines.append(Line(word("log-is-broken", language, count=len(found.faults)), tone=Tone.FAILS))
    else:
        lines.append(Line(word("log-is-whole", language), tone=Tone.HOLDS))
        lines += [Line(word("log-follows", language), tone=Tone.HOLDS)] if records else []
    lines += [] if records else [Line(word("log-follows-unchecked", language), tone=Tone.UNSURE)]
    compared = word("log-compared", language, count=checkpoints)
    return (*lines, Line(compared) if checkpoints else Line(word("log-not-compared", language), tone=Tone.UNSURE))
