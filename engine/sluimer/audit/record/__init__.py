"""The record of one decision: everything that an auditor needs to check it without trusting the engine."""

from sluimer.audit.record.canonical import Data as Data
from sluimer.audit.record.canonical import canonical as canonical
from sluimer.audit.record.canonical import digest_of as digest_of
from sluimer.audit.record.decision import FORMAT as FORMAT
from sluimer.audit.record.decision import KnowledgeRecord as KnowledgeRecord
from sluimer.audit.record.decision import contents_digest as contents_digest
from sluimer.audit.record.decision import engine_digest as engine_digest
from sluimer.audit.record.decision import engine_name as engine_name
from sluimer.audit.record.decision import form_name as form_name
from sluimer.audit.record.decision import make_record as make_record
from sluimer.audit.record.decision import record_knowledge as record_knowledge
from sluimer.audit.record.decision import record_person as record_person
from sluimer.audit.record.decision import utc as utc
