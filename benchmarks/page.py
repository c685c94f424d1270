"""How long somebody waits at the page, in Chromium: for the first screen, and for each next question.

`python benchmarks/page.py --slower 6`: how many times the processor is slowed, as on an old phone. A wait ends where
the browser has painted what came of the press; of `--times` visits the least of each wait counts, since a machine has
other work too. Beside it stands what the page itself worked for it, in time of the processor as it is, that many times
over: neither other work counts there, nor what it takes to measure. Needs `playwright` and a Chromium.
"""

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import sluimer  # noqa: E402
from reach.page.visitor import browsing  # noqa: E402
from sluimer.reach.page import advice_page  # noqa: E402

SAID = {"age": 41, "sex": "female", "goals": ["better_sleep"], "current_dose": 0, "insomnia": "yes"}
MOST_PRESSES = 60
FIRST = """new Promise((done) => {
  const look = () => document.querySelector("h1")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""
ANSWER = """(said) => {
  for (const question of document.querySelectorAll("fieldset")) {
    const answer = said[question.dataset.fact];
    const typed = question.querySelector("input[inputmode]");
    if (typed && answer !== undefined) { typed.value = answer; typed.dispatchEvent(new Event("input")); continue; }
    const offered = (one) => question.querySelector(`input[value='${one}']`);
    for (const one of answer === undefined ? [["none", "no", "unknown"].find(offered)] : [answer].flat())
      if (!offered(one).checked) offered(one).click();
  }
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
PRESS = """(press) => new Promise((done) => {
  const begun = performance.now();
  const painted = new MessageChannel();
  painted.port1.onmessage = () => done(performance.now() - begun);
  if (press) document.querySelector("form .main, main .main").click();
  requestAnimationFrame(() => painted.port2.postMessage(""));
})"""


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slower", type=float, default=6)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--language", default="nl")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "advice.html"
        file.write_text(advice_page(sluimer.load(), [chosen.language]), encoding="utf-8")
        waits, _ = visits(file, chosen.times, chosen.slower)
        first_wait, waits = waits[0], waits[1:]
        work, _ = visits(file, chosen.times, 1)[::-1]
    print(f"first screen, ms: waited {first_wait:.0f}, worked {work[0] * chosen.slower:.0f}")
    print(f"after a press, ms: waited {_told(waits)}")
    print(f"after a press, ms: worked {_told([one * chosen.slower for one in work[1:]])}")


def visits(file: Path, times: int, slower: float) -> tuple[list[float], list[float]]:
    """Of the first screen and each press the least wait, and the least work, of all visits."""
    waited: dict[int, list[float]] = defaultdict(list)
    worked: dict[int, list[float]] = defaultdict(list)
    with browsing() as browser:
        for _ in range(times):
            page = browser.new_page(viewport={"width": 375, "height": 740})
            devtools = page.context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

            def work(devtools: Any = devtools) -> float:
                found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
                return float(found["TaskDuration"]) * 1000

            begun = work()
            page.goto(file.as_uri(), wait_until="commit")
            waited[0].append(page.evaluate(FIRST))
            worked[0].append(work() - begun)
            page.wait_for_timeout(1000)
            for press in range(1, MOST_PRESSES):
                if page.locator(".verdict").count():
                    break
                page.evaluate(ANSWER, SAID)
                before = work()
                page.evaluate(PRESS, False)
                begun = work()
                waited[press].append(page.evaluate(PRESS, True))
                worked[press].append(work() - begun - (begun - before))
            else:
                raise SystemExit("the page came to no advice")
            page.close()
    return [min(one) for one in waited.values()], [min(one) for one in worked.values()]


def _told(some: list[float]) -> str:
    ordered = sorted(some)
    nine = ordered[round(len(ordered) * 0.9) - 1]
    return f"median {statistics.median(ordered):.0f}, nine in ten {nine:.0f}, most {ordered[-1]:.0f} ({len(ordered)})"


if __name__ == "__main__":
    main()
