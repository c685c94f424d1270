"""How long somebody waits at the page, in Chromium: for the first screen, and for each next question.

`python benchmarks/page.py [--slower 6]`: `--slower` is how many times the processor is slowed, as on an old phone. A wait ends where
the browser has painted what came of the press. Needs `playwright` and a Chromium.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import sluimer  # noqa: E402
from reach.page.visitor import browsing  # noqa: E402
from sluimer.reach.page import advice_page  # noqa: E402

SAID = {"age": 41, "sex": "female", "goals": ["better_sleep"], "current_dose": 0, "insomnia": "yes"}
FIRST = """new Promise((done) => {
  const look = () => document.querySelector("h1")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""
PRESS = """(said) => new Promise((done) => {
  for (const question of document.querySelectorAll("fieldset")) {
    const answer = said[question.dataset.fact];
    const typed = question.querySelector("input[inputmode]");
    if (typed && answer !== undefined) { typed.value = answer; typed.dispatchEvent(new Event("input")); continue; }
    const offered = (one) => question.querySelector(`input[value='${one}']`);
    for (const one of answer === undefined ? [["none", "no", "unknown"].find(offered)] : [answer].flat())
      if (!offered(one).checked) offered(one).click();
  }
  requestAnimationFrame(() => setTimeout(() => {
    const begun = performance.now();
    document.querySelector("form .main, main .main").click();
    const made = performance.now() - begun;
    requestAnimationFrame(() => setTimeout(() => done([made, performance.now() - begun])));
  }));
})"""


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slower", type=float, default=6)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--language", default="nl")
    chosen = parser.parse_args()
    firsts, made, waited = [], [], []
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        file = Path(folder) / "advice.html"
        file.write_text(advice_page(sluimer.load(), [chosen.language]), encoding="utf-8")
        for _ in range(chosen.times):
            page = browser.new_page(viewport={"width": 375, "height": 740})
            devtools = page.context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": chosen.slower})
            page.goto(file.as_uri(), wait_until="commit")
            firsts.append(page.evaluate(FIRST))
            while page.locator("form, #page .main:only-of-type, #page .main").first.count():
                if page.locator("section.screen, .verdict").count():
                    break
                one = page.evaluate(PRESS, SAID)
                made.append(one[0])
                waited.append(one[1])
            page.close()
    print(f"first screen, ms: {_told(firsts)}")
    print(f"made after a press, ms: {_told(made)}")
    print(f"painted after a press, ms: {_told(waited)}")


def _told(some: list[float]) -> str:
    ordered = sorted(some)
    nine = ordered[int(len(ordered) * 0.9) - (len(ordered) == 1)]
    return f"median {statistics.median(ordered):.0f}, nine in ten {nine:.0f}, most {ordered[-1]:.0f} ({len(ordered)})"


if __name__ == "__main__":
    main()
