"""`sluimer test --watch`: milliseconds from saving one rule to the end of what is printed.

.venv/bin/python benchmarks/watch.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from sluimer.knowledge_base import bundled_folder

SAVES = 15
FILE = "rules/guide/dose.yaml"
LAST = "Ctrl-C"


def main() -> None:
    """Save a copy of the bundled knowledge again and again, and print the median."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("facts", "rules"):
            shutil.copytree(bundled_folder() / part, folder / part)
        command = [str(Path(sys.executable).with_name("sluimer")), "test", place, "--watch"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            took = [_save(folder / FILE, number, running) for number in range(SAVES + 1)][1:]
            running.terminate()
    print(
        f"from save to output: median {1000 * median(took):.0f} ms of {SAVES} saves, longest {1000 * max(took):.0f} ms"
    )


def _save(path: Path, number: int, running: "subprocess.Popen[str]") -> float:
    """Wait until it waits, save, and measure until it waits again."""
    if number == 0:
        _until_it_waits(running)
    sleep(0.5)
    text = path.read_text(encoding="utf-8").replace("200 mg/day\n        to", "201 mg/day\n        to")
    other = text.replace("201 mg/day\n        to", "200 mg/day\n        to")
    begin = perf_counter()
    path.write_text(text if number % 2 else other + f"# {number}\n", encoding="utf-8")
    _until_it_waits(running)
    return perf_counter() - begin


def _until_it_waits(running: "subprocess.Popen[str]") -> None:
    assert running.stdout is not None
    while LAST not in running.stdout.readline():
        pass


if __name__ == "__main__":
    main()
