"""The log of decisions, for years: append-only, sealed in a chain, with facts that can be erased."""

from importlib.util import find_spec

if find_spec("sqlalchemy") is None:
    raise ModuleNotFoundError("sluimer.audit.log needs SQLAlchemy: pip install 'sluimer[log]'", name="sqlalchemy")

from sluimer.audit.log.backup import back_up
from sluimer.audit.log.checkpoint import Checkpoint, read_checkpoints
from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.erase import (
    Erased,
    Erasing,
    erase_before,
    erase_decision,
    erase_person,
    erasing_before,
    erasing_decision,
    erasing_person,
)
from sluimer.audit.log.erasures import Erasure, erasure_numbered, erasure_of, erasures
from sluimer.audit.log.export import exported, json_lines, record_lines, write_parquet
from sluimer.audit.log.key import LogKey, key_from_text, read_key, write_new_key
from sluimer.audit.log.logged import Logged
from sluimer.audit.log.opening import create_log, is_log, open_log
from sluimer.audit.log.replay import Change, Replayed, Replayer
from sluimer.audit.log.verify import Verified, verify
from sluimer.knowledge_base.receipt import Receipt, Unlogged

__all__ = [
    "Change",
    "Checkpoint",
    "DecisionLog",
    "Erased",
    "Erasing",
    "Erasure",
    "LogKey",
    "Logged",
    "Receipt",
    "Replayed",
    "Replayer",
    "Unlogged",
    "Verified",
    "back_up",
    "create_log",
    "erase_before",
    "erase_decision",
    "erase_person",
    "erasing_before",
    "erasing_decision",
    "erasing_person",
    "erasure_numbered",
    "erasure_of",
    "erasures",
    "exported",
    "is_log",
    "json_lines",
    "key_from_text",
    "open_log",
    "read_checkpoints",
    "read_key",
    "record_lines",
    "verify",
    "write_new_key",
    "write_parquet",
]
