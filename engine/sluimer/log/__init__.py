"""The log of decisions, for years: append-only, sealed in a chain, with facts that can be erased."""

from importlib.util import find_spec

if find_spec("sqlalchemy") is None:
    raise ModuleNotFoundError("sluimer.log needs SQLAlchemy: pip install 'sluimer[log]'", name="sqlalchemy")

from sluimer.log.backup import back_up
from sluimer.log.checkpoint import Checkpoint, read_checkpoints
from sluimer.log.decision_log import DecisionLog
from sluimer.log.erase import (
    Erased,
    Erasing,
    erase_before,
    erase_decision,
    erase_person,
    erasing_before,
    erasing_decision,
    erasing_person,
)
from sluimer.log.erasures import Erasure, erasure_numbered, erasure_of, erasures
from sluimer.log.export import exported, json_lines, record_lines, write_parquet
from sluimer.log.key import LogKey, key_from_text, read_key, write_new_key
from sluimer.log.logged import Logged
from sluimer.log.opening import create_log, is_log, open_log
from sluimer.log.replay import Change, Replayed, Replayer
from sluimer.log.verify import Verified, verify
from sluimer.receipt import Receipt, Unlogged

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
