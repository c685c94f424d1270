"""What one run of the command line costs as a whole process, and where the time goes."""

import subprocess  # whole processes are what is measured here
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "anna.yaml"

_PARTS = f"""
from time import perf_counter
begun = perf_counter()
import sluimer.commands.main
imported = perf_counter()
kb = sluimer.load()
read = perf_counter()
kb.consult(kb.read_case(open({str(CASE)!r}, encoding="utf-8").read())).to_json()
consulted = perf_counter()
print(imported - begun, read - imported, consulted - read)
"""


def cold_start(runs: int) -> dict[str, float]:
    """Milliseconds, each the median of some runs: the whole process, and its parts measured in processes of their own.

    Raises CalledProcessError when the command fails.
    """
    command = str(Path(sys.executable).with_name("sluimer"))
    whole, python, parts = [], [], []
    for _ in range(runs):
        whole.append(_timed([command, "advise", str(CASE)])[0])
        python.append(_timed([sys.executable, "-c", "pass"])[0])
        parts.append([1000 * float(part) for part in _timed([sys.executable, "-c", _PARTS])[1].split()])
    importing, reading, consulting = (median(part) for part in zip(*parts, strict=True))
    rest = median(whole) - median(python) - importing - reading - consulting
    return {
        "sluimer advise": median(whole),
        "python itself": median(python),
        "imports": importing,
        "reading the knowledge": reading,
        "consulting once": consulting,
        "the rest: the case, telling, leaving": rest,
    }


def _timed(command: list[str]) -> tuple[float, str]:
    begun = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # our own command
    return 1000 * (perf_counter() - begun), done.stdout
