"""The record of one decision: everything that an auditor needs to check it without trusting the engine."""

from sluimer.record.canonical import canonical, digest_of
from sluimer.record.decision import FORMAT, contents_digest, make_record

__all__ = ["FORMAT", "canonical", "contents_digest", "digest_of", "make_record"]
