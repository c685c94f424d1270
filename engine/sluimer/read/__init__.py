"""From YAML to checked knowledge: every problem in one pass, with its place and what to do."""

from sluimer.read.choose import choose
from sluimer.read.folder import case_files, check_knowledge, read_knowledge, read_texts

__all__ = ["case_files", "check_knowledge", "choose", "read_knowledge", "read_texts"]
