"""The record of one decision: everything that an auditor needs to check it without trusting the engine."""

from sluimer.audit.record.canonical import canonical, digest_of
from sluimer.audit.record.decision import (
    FORMAT,
    KnowledgeRecord,
    contents_digest,
    engine_digest,
    engine_name,
    form_name,
    make_record,
    record_knowledge,
    record_person,
    utc,
)

__all__ = [
    "FORMAT",
    "KnowledgeRecord",
    "canonical",
    "contents_digest",
    "digest_of",
    "engine_digest",
    "engine_name",
    "form_name",
    "make_record",
    "record_knowledge",
    "record_person",
    "utc",
]
