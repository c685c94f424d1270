"""The log of decisions as text for people: its decisions, one of them, what remains of it, whether the log is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sluimer.messages.texts import word, word_or
from sluimer.tell.outline import Line, Outline, Tone

if TYPE_CHECKING:
    from sluimer.audit.log import Erasure, LoggedDecision, Verification

Known = Mapping[str, Any] | None
"""What the record of a decision says of the knowledge; None where that is gone."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The packs, settings and audience that a decision was made with; no audience is everybody."""

    packs: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    audience: str | None

    @classmethod
    def of(cls, known: Known) -> "Choices | None":
        """What is known of it."""
        if known is None:
            return None
        return cls(tuple(known["packs"]), tuple(sorted(known["settings"].items())), known["audience"])

    def as_dict(self) -> dict[str, object]:
        """What is listed as plain data."""
        return {"packs": list(self.packs), "settings": dict(self.settings), "audience": self.audience}

    @property
    def setting_list(self) -> str:
        """Each setting with the option that was chosen."""
        return "; ".join(f"{setting}: {option}" for setting, option in self.settings)

    def text(self, language: str) -> str:
        """All of it in one line; of settings and an audience only that there are any."""
        parts = [word("packs", language, packs=", ".join(self.packs))]
        parts += [word("all-settings", language, settings=self.setting_list)] if self.settings else []
        parts += [word("audience", language, audience=self.audience)] if self.audience else []
        return "; ".join(parts)


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
    choices: Choices | None

    @classmethod
    def of(cls, logged: "LoggedDecision", known: Known) -> "Listed":
        """What a list says of a decision; `known` is what its record says of the knowledge."""
        outcome = None if logged.part is None else logged.part["result"]["outcome"]
        name, version, digest = (logged.knowledge[each] for each in ("name", "version", "digest"))
        named = (logged.number, logged.decision, logged.time, outcome)
        return cls(*named, name, version, digest, Choices.of(known))

    def as_dict(self) -> dict[str, object]:
        """What is listed as plain data."""
        erased = self.outcome is None
        made = {"number": self.number, "id": self.id, "time": self.time, "outcome": self.outcome, "erased": erased}
        named = {"name": self.name, "version": self.version, "digest": self.digest}
        gone = dict.fromkeys(("packs", "settings", "audience"))
        return {**made, "knowledge": {**named, **(self.choices.as_dict() if self.choices else gone)}}


def tell_list(decisions: Iterable[Listed], language: str) -> Outline:
    """A line for each decision."""
    told = tuple(Line(_listed(one, language), mark=str(one.number)) for one in decisions)
    return told or (Line(word("log-none", language), tone=Tone.QUIET),)


def _listed(one: Listed, language: str) -> str:
    named = {"name": one.name, "version": one.version, "choices": _choices(one.choices, language)}
    return word("log-listed", language, time=one.time, outcome=listed_outcome(one, language), **named)


def listed_outcome(one: Listed, language: str) -> str:
    """The outcome of a decision, or that it was erased."""
    return word("log-was-erased", language) if one.outcome is None else outcome_word(one.outcome, language)


def _choices(choices: Choices | None, language: str) -> str:
    return choices.text(language) if choices else word("log-choices-gone", language)


def tell_erasures(erasures: Iterable["Erasure"], language: str) -> Outline:
    """A line for each erasure, with why it was done."""
    told = tuple(line for one in erasures for line in _listed_erasure(one, language))
    return told or (Line(word("log-no-erasures", language), tone=Tone.QUIET),)


def _listed_erasure(one: "Erasure", language: str) -> Outline:
    from sluimer.audit.log.entry import number_ranges

    head = word("log-listed-erasure", language, time=one.time, numbers=number_ranges(one.decisions))
    return (Line(head, mark=str(one.number)), *(Line(text, 1) for text in _why(one, language)))


def tell_erasure(one: "Erasure", language: str) -> Outline:
    """One erasure: when, of which decisions, and why."""
    from sluimer.audit.log.entry import number_ranges

    return (
        Line(word("log-erasure", language, number=one.number), tone=Tone.HEADLINE),
        Line(word("log-erasure-at", language, time=one.time), 1, Tone.QUIET),
        Line(word("log-erasure-of", language, numbers=number_ranges(one.decisions)), 1),
        *(Line(text, 1) for text in _why(one, language)),
    )


def _why(one: "Erasure", language: str) -> list[str]:
    why = [word_or(f"log-cause-{one.cause}", language, one.cause)]
    return why + ([word("log-cause-reason", language, reason=one.reason)] if one.reason else [])


def outcome_word(outcome: str, language: str) -> str:
    """An outcome as people call it; one that only another release knows by its own name."""
    return word_or(f"outcome-{outcome}", language, outcome)


def state_word(state: str, language: str) -> str:
    """The state of an item, likewise."""
    return word_or(f"state-{state}", language, state)


def tell_what_it_is(logged: "LoggedDecision", known: Known, language: str) -> Outline:
    """Which decision it is: its number and id, when it was made, with what, and in which language it was told."""
    about, engine = logged.knowledge, logged.engine
    made = {"name": about["name"], "version": about["version"]}
    made_by = {"engine": engine["name"], "engine_version": engine["version"]}
    return (
        Line(word("log-decision", language, number=logged.number, id=logged.decision), tone=Tone.HEADLINE),
        Line(word("log-made-at", language, time=logged.time), 1, Tone.QUIET),
        Line(word("log-made-with", language, **made, **made_by), 1, Tone.QUIET),
        *(Line(text, 1, Tone.QUIET) for text in _made_with(about, known, language)),
        *_told_in(logged, language),
    )


def _made_with(about: Mapping[str, Any], known: Known, language: str) -> list[str]:
    """What was chosen, and the digests in full, to compare with others by eye."""
    choices = Choices.of(known)
    everybody = [word("audience-everybody", language)] if choices and not choices.audience else []
    told = "; ".join([_choices(choices, language), *everybody])
    digests = {
        "knowledge": about["digest"],
        "files": about["files"],
        **({"contents": known["contents"]} if known else {}),
    }
    return [told, *(word(f"log-{what}-digest", language, digest=digest) for what, digest in digests.items())]


def _told_in(logged: "LoggedDecision", language: str) -> Outline:
    """The language of then, and that of now where it is another one."""
    if logged.part is None:
        return ()
    then = logged.part["language"]
    told = Line(word("log-told-in", language, language=_language(then, language)), 1, Tone.QUIET)
    other = word("log-told-otherwise", language, language=_language(language, language))
    return (told,) if then == language else (told, Line(other, 1, Tone.UNSURE))


def _language(name: str, language: str) -> str:
    return word_or(f"language-{name}", language, name)


def tell_erased(erasure: "Erasure", language: str) -> Outline:
    """What remains of a decision whose facts were erased."""
    at = word("log-erased-at", language, time=erasure.time, number=erasure.number)
    return (
        Line(at, tone=Tone.REFERRAL),
        *(Line(text, 1) for text in _why(erasure, language)),
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
    told = word("log-range", language, least=ends["min"], most=ends["max"], unit=ends["unit"])
    return word("log-begin", language, told=told, start=ends["start"]) if "start" in ends else told


def tell_verified(found: "Verification", records: bool, checkpoints: int, language: str) -> Outline:
    """How much was looked at, and what that means."""
    counts = {"entries": found.entries, "decisions": found.decisions, "erased": found.erased}
    lines = [Line(word("log-counts", language, **counts, replayable=found.replayable))]
    if found.faults:
        lines.append(Line(word("log-is-broken", language, count=len(found.faults)), tone=Tone.FAILS))
    else:
        lines.append(Line(word("log-is-whole", language), tone=Tone.HOLDS))
        kept = found.decisions - found.erased
        lines += [Line(word("log-follows", language, count=kept), tone=Tone.HOLDS)] if records and kept else []
    lines += [] if records else [Line(word("log-follows-unchecked", language), tone=Tone.UNSURE)]
    return (*lines, tell_compared(checkpoints, language))


def tell_compared(checkpoints: int, language: str) -> Line:
    """With how many checkpoints a log was compared, and without any what is then not noticed."""
    if checkpoints:
        return Line(word("log-compared", language, count=checkpoints))
    return Line(word("log-not-compared", language), tone=Tone.UNSURE)
