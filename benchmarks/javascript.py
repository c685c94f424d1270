"""Whether JavaScript says of very many persons what Python says, to the character, in Node.js and in Chromium.

    python benchmarks/javascript.py --persons 100000

Half of the persons are for the bundled knowledge, half for knowledge bases that are generated, `--each` for one. Of
each person are compared: the advice as JSON in every language, short and in full (so the questions in their order, what
brought and stopped each item, texts and printed numbers), the truth of every rule, the values with what was implied,
and what was weighed. Of what Python says a digest is kept for each person, in `--folder` if one is named: where that
holds some already these are used, so that what takes long is done once. Ends with 1 where anybody is told something
else.

Needs Node.js; Chromium and `playwright` for `--in chromium`. A hundred thousand take Python some ten minutes.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hypothesis import Phase, given, settings  # noqa: E402
from rich.progress import track  # noqa: E402

import sluimer  # noqa: E402
from reach.page.visitor import browsing  # noqa: E402
from sluimer import Consultation, KnowledgeBase  # noqa: E402
from sluimer.knowledge.base import Knowledge  # noqa: E402
from sluimer.knowledge.numeral import numeral  # noqa: E402
from sluimer.knowledge.vocabulary import Fact, Scalar  # noqa: E402
from sluimer.reach import JAVASCRIPT, portable  # noqa: E402
from strategies.dressed import dressed  # noqa: E402
from strategies.persons import Answers, draw_persons  # noqa: E402

READER = Path(__file__).with_suffix(".mjs")
BATCH = 500
ORIGIN = "https://javascript.test/"
IN_PAGE = """async (batch) => {
  const [{ differing }, ...modules] = await Promise.all(
    ["/javascript.mjs", "/sluimer.js", "/screen.js"].map((one) => import(one)),
  );
  return differing(Object.assign({}, ...modules), await (await fetch(batch)).json());
}"""
WORDS = {None: "null", True: "true", False: "false"}


def main() -> None:
    """Compare, and print how many agree and what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=1000)
    parser.add_argument("--each", type=int, default=50, help="persons for one generated knowledge base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in", dest="readers", choices=READERS, action="append", help="where; everywhere by default")
    parser.add_argument("--folder", type=Path, help="where to keep what Python says")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        files = sorted(folder.glob("*.json")) or made(folder, chosen.persons, chosen.each, chosen.seed)
        total = sum(len(json.loads(file.read_bytes())["persons"]) for file in files)
        wrong = [one for name in chosen.readers or READERS for one in compared(name, files, total)]
    sys.exit("\n".join(wrong) or 0)


def made(folder: Path, persons: int, each: int, seed: int) -> list[Path]:
    """What Python says, a file for each batch of persons."""
    folder.mkdir(parents=True, exist_ok=True)
    begun, files = perf_counter(), list[Path]()
    for kb, people in track(populations(persons, each, seed), "Python", transient=True):
        document, languages = portable(kb), kb.knowledge.manifest.languages
        while some := list(islice(people, BATCH)):
            told = [[answers, digest(kb.consult(answers), languages)] for answers in some]
            files.append(folder / f"{len(files):06}.json")
            text = json.dumps({"document": document, "languages": languages, "persons": told})
            files[-1].write_text(text, encoding="utf-8")
    print(f"Python: {persons} persons in {perf_counter() - begun:.0f} s")
    return files


def populations(persons: int, each: int, seed: int) -> list[tuple[KnowledgeBase, Iterator[Answers]]]:
    """Knowledge bases with the persons for each."""
    half = persons // 2
    some = [(sluimer.load(), half), *((KnowledgeBase(one), each) for one in generated((persons - half) // each, seed))]
    return [(kb, people(kb.knowledge, count, seed + at)) for at, (kb, count) in enumerate(some)]


def generated(count: int, seed: int) -> list[Knowledge]:
    """Knowledge bases, equal for an equal seed."""
    found: list[Knowledge] = []

    @settings(max_examples=count, database=None, phases=[Phase.generate], deadline=None)
    @given(dressed())
    def draw(knowledge: Knowledge) -> None:
        found.append(knowledge)

    if count:
        from hypothesis import seed as seeded

        seeded(seed)(draw)()
    return found


def people(knowledge: Knowledge, count: int, seed: int) -> Iterator[Answers]:
    """Persons, of whom one in four says amounts in words, or weighed whole."""
    amounts = [fact for fact in knowledge.vocabulary.facts.values() if fact.unit]
    for at, answers in enumerate(draw_persons(knowledge, count, seed)):
        for fact in amounts if at % 4 == 0 else ():
            amount = answers.get(fact.id)
            if isinstance(amount, int | float):
                answers[fact.id] = spelled(amount, fact, at)
        yield answers


def spelled(amount: float, fact: Fact, at: int) -> object:
    """An amount as something of which a part counts, with a tenth of what counts whole; or else in words."""
    ways = [one.id for one in fact.weighed_as]
    if ways and amount + 1 < (fact.highest or 0):
        return [{"amount": amount, "as": ways[at % len(ways)]}, 0.1]
    return f"{numeral(amount, 'en')} {fact.unit}"


def digest(consultation: Consultation, languages: Sequence[str]) -> str:
    """Of all that is said of a person; `javascript.mjs` makes it in the same way."""
    case = consultation.case
    texts = [consultation.to_json(language, full) for language in languages for full in (False, True)]
    truths = [f"{rule}: {WORDS[one]}" for rule, one in consultation.truths.items()]
    values = [f"{slot}: {said(value)}" for slot, value in case.values.items()]
    implied = [f"{one.slot} of {one.source} not {said(one.instead_of)}" for one in case.implied]
    weighed = [f"{one.fact}: {said(one.amount)} {one.weighed_as} {said(one.counts)}" for one in case.parts]
    return sha256("\n".join([*texts, *sorted(truths), *sorted(values), *implied, *weighed]).encode()).hexdigest()


def said(value: Scalar | None) -> str:
    """A value as both languages write it."""
    if value is None or isinstance(value, bool):
        return WORDS[value]
    return value if isinstance(value, str) else numeral(value, "en")


def compared(name: str, files: Sequence[Path], total: int) -> list[str]:
    """Those who are told something else there, one a line."""
    begun = perf_counter()
    told = track(READERS[name](files), name, total=len(files), transient=True)
    found = zip(files, told, strict=True)
    wrong = [f"{name}: {file.name}, person {at}" for file, places in found for at in places]
    print(f"{name}: {total} persons in {perf_counter() - begun:.0f} s, {len(wrong)} told something else")
    return wrong


def in_node(files: Iterable[Path]) -> Iterator[list[int]]:
    """The places of those who are told something else by the module in Node.js."""
    node = shutil.which("node")
    assert node, "install Node.js first"
    command = [node, str(READER), str(JAVASCRIPT / "sluimer.js")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for file in files:
            process.stdin.write(f"{file}\n")
            process.stdin.flush()
            yield json.loads(process.stdout.readline())
        process.stdin.close()


def in_chromium(files: Iterable[Path]) -> Iterator[list[int]]:
    """Those places, by the module in a page of a browser."""
    with browsing() as browser:
        page = browser.new_page()
        page.route(f"{ORIGIN}**", _serve)
        page.goto(ORIGIN)
        for file in files:
            yield list(page.evaluate(IN_PAGE, f"/batch{file}"))


def _serve(route: Any) -> None:
    """The modules, a batch from its file, or an empty page: no server is needed, and nothing is connected to."""
    path = route.request.url.removeprefix(ORIGIN)
    if path.startswith("batch"):
        route.fulfill(path=path.removeprefix("batch"), content_type="application/json")
    elif path:
        folder = READER.parent if path == READER.name else JAVASCRIPT
        route.fulfill(path=folder / path, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


READERS = {"node": in_node, "chromium": in_chromium}


if __name__ == "__main__":
    main()
