"""The record of one decision as plain data: the case, the rules that were considered, and what came of them."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sluimer.case import Case
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import Consultation
from sluimer.record.canonical import digest_of
from sluimer.record.rules import condition_data, rule_data, sources_data, vocabulary_data

FORMAT: Final = "sluimer-decision-1"
"""The name of this form of record; it changes with every change that a checker must know of."""

Data = dict[str, Any]


def make_record(
    consultation: Consultation, language: str = "", decision_id: str | None = None, time: datetime | None = None
) -> Data:
    """Everything about one decision, now or at `time`; texts of the advice are in one language.

    The same consultation, id and time make the same record to the byte.
    """
    knowledge = consultation.knowledge
    languages = knowledge.manifest.languages
    spoken, considered = language if language in languages else languages[0], _considered(knowledge)
    return {
        "format": FORMAT,
        "id": decision_id or str(uuid4()),
        "time": _utc(time or datetime.now(UTC)),
        "engine": {"name": "sluimer", "version": version("sluimer"), "digest": engine_digest()},
        "language": spoken,
        "knowledge": {**_known(knowledge), **considered, "contents": _contents(considered, knowledge)},
        "case": _case(consultation.case),
        "result": _result(consultation, spoken),
    }


def contents_digest(knowledge: Knowledge) -> str:
    """The digest of all that a record holds of the knowledge, to compare a record with the one that is known."""
    return _contents(_considered(knowledge), knowledge)


def _contents(considered: Data, knowledge: Knowledge) -> str:
    manifest = knowledge.manifest
    return digest_of({**considered, "main_topic": manifest.main_topic, "topics": list(manifest.topics)})


@cache
def engine_digest() -> str:
    """The digest of every source file of this package, by name."""
    package = Path(__file__).parent.parent
    found = sha256()
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode() + content)
    return f"sha256:{found.hexdigest()}"


def _utc(time: datetime) -> str:
    if time.tzinfo is None:
        raise ValueError("the time of a decision needs a time zone")
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _known(knowledge: Knowledge) -> Data:
    manifest = knowledge.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "digest": knowledge.digest,
        "packs": sorted({rule.pack for rule in knowledge.rules.values()}),
        "settings": dict(knowledge.settings),
        "audience": knowledge.audience.id or None,
        "languages": list(manifest.languages),
        "main_topic": manifest.main_topic,
        "topics": list(manifest.topics),
    }


def _considered(knowledge: Knowledge) -> Data:
    scope = knowledge.manifest.scope
    return {
        "scope": {
            "when": condition_data(scope.condition),
            "because": dict(scope.because.translations),
            "cites": list(scope.cites),
        },
        "rules": {rule.id: rule_data(rule) for rule in knowledge.rules.values()},
        "vocabulary": vocabulary_data(knowledge),
        "statements": sources_data(knowledge),
    }


def _case(case: Case) -> Data:
    """The answers as they were given, what was assumed and what follows, and the values that counted."""
    return {
        "given": dict(case.given),
        "unknown": sorted(case.unknown),
        "declined": sorted(case.declined),
        "assumed": sorted(case.assumed),
        "implied": [
            {"fact": one.fact, "value": one.value, "source": one.source, "instead_of": one.instead_of}
            for one in case.implied
        ],
        "weighed": [
            {"fact": one.fact, "amount": one.amount, "as": one.weighed_as, "percent": one.percent, "counts": one.counts}
            for one in case.parts
        ],
        "values": dict(case.values),
    }


def _result(consultation: Consultation, language: str) -> Data:
    """What came of it: the truth of every rule, the firings, what stopped the others, and the advice."""
    advice = consultation.advice.as_dict(language)
    return {
        "rules": dict(consultation.truths),
        "findings": advice["findings"],
        "fired": advice["fired"],
        "stopped": {
            name: _stopped(name, consultation) for name, truth in consultation.truths.items() if truth is not True
        },
        "outcome": advice["outcome"],
        "items": advice["items"],
        "questions": advice["questions"],
    }


def _stopped(rule: str, consultation: Consultation) -> list[Data]:
    """The tests that kept a rule from firing, with what they met."""
    [proof] = consultation.why_not(rule)[0].supporting
    return [test.as_dict() for test in proof.tests]
