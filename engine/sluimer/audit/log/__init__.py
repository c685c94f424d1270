"""The log of decisions, for years: append-only, sealed in a chain, with facts that can be erased."""

from importlib.util import find_spec

if find_spec("sqlalchemy") is None:
    raise ModuleNotFoundError("sluimer.audit.log needs SQLAlchemy: pip install 'sluimer[log]'", name="sqlalchemy")

from sluimer.audit.log.backup import back_up as back_up
from sluimer.audit.log.checkpoint import Checkpoint as Checkpoint
from sluimer.audit.log.checkpoint import read_checkpoints as read_checkpoints
from sluimer.audit.log.decision_log import DecisionLog as DecisionLog
from sluimer.audit.log.erase import Erased as Erased
from sluimer.audit.log.erase import Erasing as Erasing
from sluimer.audit.log.erase import erase_before as erase_before
from sluimer.audit.log.erase import erase_decision as erase_decision
from sluimer.audit.log.erase import erase_person as erase_person
from sluimer.audit.log.erase import erasing_before as erasing_before
from sluimer.audit.log.erase import erasing_decision as erasing_decision
from sluimer.audit.log.erase import erasing_person as erasing_person
from sluimer.audit.log.erasures import Erasure as Erasure
from sluimer.audit.log.erasures import erasure_numbered as erasure_numbered
from sluimer.audit.log.erasures import erasure_of as erasure_of
from sluimer.audit.log.erasures import erasures as erasures
from sluimer.audit.log.export import exported as exported
from sluimer.audit.log.export import json_lines as json_lines
from sluimer.audit.log.export import record_lines as record_lines
from sluimer.audit.log.export import write_parquet as write_parquet
from sluimer.audit.log.key import LogKey as LogKey
from sluimer.audit.log.key import key_from_text as key_from_text
from sluimer.audit.log.key import read_key as read_key
from sluimer.audit.log.key import write_new_key as write_new_key
from sluimer.audit.log.logged_decision import LoggedDecision as LoggedDecision
from sluimer.audit.log.opening import create_log as create_log
from sluimer.audit.log.opening import is_log as is_log
from sluimer.audit.log.opening import open_log as open_log
from sluimer.audit.log.replay import Deviation as Deviation
from sluimer.audit.log.replay import Replay as Replay
from sluimer.audit.log.replay import Replayer as Replayer
from sluimer.audit.log.verify import Verification as Verification
from sluimer.audit.log.verify import verify as verify
from sluimer.knowledge_base.receipt import Receipt as Receipt
from sluimer.knowledge_base.receipt import Unlogged as Unlogged
