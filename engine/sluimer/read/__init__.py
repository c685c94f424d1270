"""From YAML to checked knowledge: every problem in one pass, with its place and what to do."""

from sluimer.read.folder import case_files, check_knowledge, read_knowledge, select_packs

__all__ = ["case_files", "check_knowledge", "read_knowledge", "select_packs"]
