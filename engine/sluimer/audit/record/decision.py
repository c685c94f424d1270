"""The record of one decision as plain data: the case, the rules that were considered, and what came of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final
from uuid import uuid4

from sluimer.audit.record.canonical import Data, digest_of
from sluimer.audit.record.rules import condition_data, rule_data, sources_data, vocabulary_data
from sluimer.case import Case
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.data import data_of
from sluimer.knowledge_base import Consultation
from sluimer.messages import language_among

FORMAT: Final = "sluimer-decision-1"
"""The name of this form of record; it changes with every change that a checker must know of."""


@dataclass(frozen=True, slots=True)
class KnowledgeRecord:
    """What every record of decisions with this knowledge says of it, worked out once; `digest` is that of `data`."""

    knowledge: Knowledge
    data: Data
    digest: str


def record_knowledge(knowledge: Knowledge) -> KnowledgeRecord:
    """The part of a record that is about the knowledge."""
    manifest, scope = knowledge.manifest, knowledge.manifest.scope
    data = {
        "name": manifest.name,
        "version": manifest.version,
        "digest": knowledge.digest,
        "files": knowledge.files_digest,
        "packs": list(knowledge.packs),
        "settings": dict(knowledge.settings),
        "audience": knowledge.audience.id or None,
        **data_of(manifest, "languages", "main_topic", "topics", "stops"),
        "scope": {"when": condition_data(scope.condition), **data_of(scope, "because", "cites")},
        "rules": {rule.id: rule_data(rule) for rule in knowledge.rules.values()},
        "vocabulary": vocabulary_data(knowledge),
        "statements": sources_data(knowledge),
    }
    data["contents"] = digest_of(data)
    return KnowledgeRecord(knowledge, data, digest_of(data))


def make_record(
    consultation: Consultation,
    language: str = "",
    decision_id: str | None = None,
    time: datetime | None = None,
    known: KnowledgeRecord | None = None,
) -> Data:
    """Everything about one decision, now or at `time`; texts of the advice are in one language.

    `known` spares the work of recording the same knowledge again.
    The same consultation, id and time make the same record to the byte.
    """
    knowledge = consultation.knowledge
    about = known if known is not None and known.knowledge is knowledge else record_knowledge(knowledge)
    return {
        **form_name(),
        "id": decision_id or str(uuid4()),
        "time": utc(time or datetime.now(UTC)),
        "engine": engine_name(),
        "knowledge": about.data,
        **record_person(consultation, language),
    }


def record_person(consultation: Consultation, language: str = "") -> Data:
    """The part of a record that is about the person: language, answers, and what came of them.

    Raises UnknownLanguageError for a language that the knowledge does not have; without one it is the first.
    """
    languages = consultation.knowledge.manifest.languages
    spoken = language_among(language or languages[0], languages)
    return {"language": spoken, "case": _case(consultation.case), "result": _result(consultation, spoken)}


def form_name() -> Data:
    """The form of records by its name, and the digest of the schema that publishes it."""
    return {"format": FORMAT, "schema": _schema_digest()}


@cache
def _schema_digest() -> str:
    content = Path(__file__).with_name("decision.schema.json").read_bytes().replace(b"\r\n", b"\n")
    return f"sha256:{sha256(content).hexdigest()}"


def engine_name() -> Data:
    """The engine by its name, version and digest."""
    return {"name": "sluimer", "version": _engine_version(), "digest": engine_digest()}


@cache
def _engine_version() -> str:
    return version("sluimer")


def contents_digest(knowledge: Knowledge) -> str:
    """The digest of all that a record holds of the knowledge, as `check_record.py --expect` wants it."""
    return str(record_knowledge(knowledge).data["contents"])


@cache
def engine_digest() -> str:
    """The digest of every source file of this package, by name."""
    package = Path(__file__).parents[2]
    found = sha256()
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode() + content)
    return f"sha256:{found.hexdigest()}"


def utc(time: datetime) -> str:
    """A time as records write it; raises ValueError for one without a time zone, and for a mere day or a text."""
    if not isinstance(time, datetime) or time.tzinfo is None:
        raise ValueError("the time of a decision is a `datetime` with a time zone")
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _case(case: Case) -> Data:
    """The answers as they were given, what was assumed and what follows, and the values that counted."""
    return {
        **data_of(case, "given", "unknown", "declined", "assumed"),
        "implied": [data_of(one, "slot", "value", "source", "instead_of") for one in case.implied],
        "weighed": [{name: value for name, value in one.as_dict().items() if name != "cites"} for one in case.parts],
        "values": dict(case.values),
    }


def _result(consultation: Consultation, language: str) -> Data:
    """What came of it: the truth of every rule, the firings, what stopped the others, and the advice.

    The titles of items decide nothing, and stand in the files of the knowledge.
    """
    advice = consultation.as_dict(language, full=True)
    items: list[Data] = advice["items"]  # type: ignore[assignment]  # as advice is written
    return {
        "rules": dict(consultation.truths),
        "findings": advice["findings"],
        **({"scores": advice["scores"]} if "scores" in advice else {}),
        "fired": advice["fired"],
        "stopped": {name: [test.as_dict() for test in proof.tests] for name, proof in consultation.stopped.items()},
        "outcome": advice["outcome"],
        "items": [{name: value for name, value in item.items() if name != "title"} for item in items],
        "questions": advice["questions"],
        "offered": {fact: list(options) for fact, options in consultation.advice.offered.items()},
        "contradictions": [data_of(one, "id", "facts") for one in consultation.advice.contradictions],
    }
