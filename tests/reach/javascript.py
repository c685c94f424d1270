"""Sluimer in JavaScript: one process of Node.js for all tests, which answers lines with lines."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sluimer import KnowledgeBase
from sluimer.reach import JAVASCRIPT, portable_text

MODULE = JAVASCRIPT / "sluimer.js"
REQUIRED = bool(os.environ.get("SLUIMER_REQUIRE_EDITOR"))
"""Whether what runs on Node.js must not be passed over for want of it, as in `.ci/run`."""
needs_node = pytest.mark.skipif(not (shutil.which("node") or REQUIRED), reason="there is no Node.js here")


@dataclass(slots=True)
class JavaScript:
    """The module in a process of its own, with the knowledge base that it took last."""

    process: "subprocess.Popen[str]"
    taken: KnowledgeBase | None = None

    def consult(self, kb: KnowledgeBase, answers: object, languages: Sequence[str]) -> Mapping[str, Any]:
        """What it makes of somebody's answers, or the problems of these; it must not fail."""
        told = self.told(kb, answers, languages)
        assert "failed" not in told, told["failed"]
        return told

    def told(self, kb: KnowledgeBase, answers: object, languages: Sequence[str]) -> Mapping[str, Any]:
        """What it says, also where it fails."""
        if self.taken is not kb:
            self._ask({"load": json.loads(_compiled(kb))})
            self.taken = kb
        return self._ask({"case": answers, "languages": languages})

    def numeral(self, number: float) -> str:
        """A number as it prints one."""
        return str(self._ask({"number": number})["numeral"])

    def _ask(self, said: Mapping[str, object]) -> Mapping[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        told: Mapping[str, Any] = json.loads(self.process.stdout.readline())
        return told


@lru_cache(1000)
def _compiled(kb: KnowledgeBase) -> str:
    return portable_text(kb)


@contextmanager
def running(module: Path = MODULE) -> Iterator[JavaScript]:
    """The module in a process, which ends when it is no longer wanted."""
    node = shutil.which("node")
    assert node, "install Node.js first"
    command = [node, str(Path(__file__).with_name("many.mjs")), str(module)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield JavaScript(process)
        assert process.stdin
        process.stdin.close()
