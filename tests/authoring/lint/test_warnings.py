"""Every warning can occur, is right when it does, and is silent about what is written well."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sluimer.authoring.lint import LINTS, fix, inspect
from sluimer.authoring.lint.pages import Files, Page, base, pages
from sluimer.authoring.lint.register import MENDED
from sluimer.knowledge_base import bundled_folder
from sluimer.messages import Language
from sluimer.messages.texts import codes as codes_of

PAGES = pages()
Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]


def _folder(tmp_path: Path, over: Files) -> Path:
    folder = tmp_path / "plants"
    for name, text in {**base(), **over}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _codes(folder: Path) -> list[str]:
    found = inspect(folder)
    assert found.errors == ()
    return [one.code for one in found.warnings]


def test_the_base_of_the_examples_has_no_warning(tmp_path: Path) -> None:
    assert _codes(_folder(tmp_path, {})) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_warning_is_given_for_what_its_page_says_to_avoid(page: Page, tmp_path: Path) -> None:
    """And nothing else is: an example is about one thing."""
    assert set(_codes(_folder(tmp_path, page.avoid))) == {page.code}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_no_warning_is_given_for_what_its_page_prefers(page: Page, tmp_path: Path) -> None:
    assert _codes(_folder(tmp_path, page.prefer)) == []


def test_every_warning_has_a_page_and_a_wording() -> None:
    """So each that ships was seen to occur."""
    codes = [page.code for page in PAGES]
    assert codes == list(codes_of("authoring"))
    assert [lint.code for lint in LINTS] == codes[: len(LINTS)]


def test_the_bundled_knowledge_has_no_warnings() -> None:
    assert _codes(bundled_folder()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_what_has_one_right_answer_is_mended_into_what_the_page_prefers(page: Page, tmp_path: Path) -> None:
    folder = _folder(tmp_path, page.avoid)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    fixed = fix(folder)
    if page.code in MENDED:
        assert _codes(folder) == []
        assert {one.code for one in fixed.mended} == {page.code}
        for name, text in page.prefer.items():
            assert (folder / name).read_text(encoding="utf-8") == text
    else:
        assert (fixed.mended, fixed.files) == ((), ())
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_mending_keeps_comments_order_and_every_other_byte(tmp_path: Path) -> None:
    untidy = (
        "# First.\r\n\r\nwet-again:   # why\n"
        "  title: {nl: 'Nat', en: \"Wet\"}\n"
        "  when: {drooping: True,   moisture: {at_least: 60 percent}}  # both  \n"
        "  then:\n    - refer:\n        - ask_gardener\n        - ask_gardener\n        # once is enough\n"
        "  because: {nl: Nat en slap is vreemd., en: Wet and drooping is strange.}\n"
        "  cites: [ B1 , B1 ]\n# Last."
    )
    folder = _folder(tmp_path, {"rules/book/example.yaml": untidy.replace("\r\n", "\n")})
    fix(folder)
    tidy = (folder / "rules/book/example.yaml").read_text(encoding="utf-8")
    assert tidy == (
        "# First.\n\nwet-again:   # why\n"
        "  title: {nl: 'Nat', en: \"Wet\"}\n"
        "  when: {drooping: yes,   moisture: {at_least: 60 percent}}  # both\n"
        "  then:\n    - refer:\n        - ask_gardener\n        # once is enough\n"
        "  because: {nl: Nat en slap is vreemd., en: Wet and drooping is strange.}\n"
        "  cites: [ B1 ]\n# Last.\n"
    )


TWICE = """\
wet-again:
  title: {nl: Nat, en: Wet}
  when: {drooping: yes, moisture: {at_least: 60 percent}}
  then:
    refer:
      - ask_gardener
      - ask_gardener
  because: {nl: Nat en slap is vreemd., en: Wet and drooping is strange.}
  cites:
    [B1, B1]
"""
URGENT = """\
topics:
  sooner:
    title: {nl: Eerder, en: Sooner}
    referral: yes
    items:
      call_gardener:
        title: {nl: De tuinman bellen, en: Call the gardener}
        urgency: before
        text: {nl: Bel de tuinman., en: Call the gardener.}
"""
CALLS = """\
drooping-plants-need-a-call:
  title: {nl: Bellen, en: Calling}
  when: {drooping: yes}
  then: {refer: call_gardener}
  because: {nl: Slap is een teken., en: Drooping is a sign.}
  cites: [B1]
"""
MANIFEST = base()["rules/knowledge.yaml"].replace("topics: [help, water]", "topics: [help, sooner, water]")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      - ask_gardener\n  b", "      # because of Jan\n      - ask_gardener\n  b", "named-twice"),
        ("      - ask_gardener\n  b", "      - ask_gardener  # because of Jan\n  b", "named-twice"),
        ("    [B1, B1]", "    # because of Jan\n    [B1, B1]", "named-twice"),
        ("    [B1, B1]", "    [B1, B1]  # because of Jan", "named-twice"),
        ("        urgency: before", "        urgency: before  # asked Dr. Jansen", "says-default"),
        ("        urgency: before", "        # asked Dr. Jansen\n        urgency: before", "says-default"),
    ],
)
def test_nothing_is_removed_that_a_comment_may_be_about(old: str, new: str, code: str, tmp_path: Path) -> None:
    """The warning stays, and its author decides what becomes of the comment."""
    files = {"rules/book/example.yaml": TWICE + CALLS, "facts/example.yaml": URGENT, "rules/knowledge.yaml": MANIFEST}
    (name,) = [name for name, text in files.items() if text.count(old) == 1]
    folder = _folder(tmp_path, {**files, name: files[name].replace(old, new)})
    before = _codes(folder)
    assert sorted(before) == ["named-twice", "named-twice", "says-default"]
    fix(folder)
    assert _codes(folder) == [code]
    assert new in (folder / name).read_text(encoding="utf-8")


def test_nothing_is_mended_while_something_is_wrong(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"rules/book/example.yaml": "broken: {when: {drooping: True}}  \n"})
    before = (folder / "rules/book/example.yaml").read_bytes()
    fixed = fix(folder)
    assert fixed.mended == ()
    assert fixed.inspection.errors
    assert (folder / "rules/book/example.yaml").read_bytes() == before


def test_mending_the_bundled_knowledge_changes_nothing(tmp_path: Path) -> None:
    for part in ("facts", "rules"):
        shutil.copytree(bundled_folder() / part, tmp_path / part)
    assert fix(tmp_path).files == ()


@pytest.mark.parametrize("reason", ["", ":"])
def test_an_allowance_without_a_reason_hides_nothing(tmp_path: Path, reason: str) -> None:
    text = base()["rules/book/water.yaml"].replace("  title: {nl: Natte aarde, en: Wet soil}\n", "")
    allowed = text.replace("wet-soil-needs", f"# allow title-missing{reason}\nwet-soil-needs")
    codes = _codes(_folder(tmp_path, {"rules/book/water.yaml": allowed}))
    assert codes == ["allowance-without-reason", "title-missing"]


def test_an_allowance_holds_for_what_stands_below_it_and_no_further(tmp_path: Path) -> None:
    text = base()["rules/book/water.yaml"]
    for title in ("{nl: Slap is dorstig, en: Drooping is thirsty}", "{nl: Natte aarde, en: Wet soil}"):
        text = text.replace(f"  title: {title}\n", "")
    folder = _folder(tmp_path, {"rules/book/water.yaml": f"# allow title-missing: it is short\n{text}"})
    (left,) = inspect(folder).warnings
    assert (left.code, dict(left.words)["name"]) == ("title-missing", "wet-soil-needs-the-gardener")


@pytest.mark.parametrize(
    ("old", "new"),
    [("cites: [B1]", "cites: [B2]"), ("cites: [B1]", "cites: [B1, B2]"), ("cites:", "claim: bold\n  cites:")],
)
def test_a_rule_on_another_ground_repeats_nothing(tmp_path: Path, old: str, new: str) -> None:
    """The ground may be another source, or be a bolder claim."""
    again = next(page for page in PAGES if page.code == "rule-repeats").avoid["rules/book/example.yaml"]
    both = "roots.}\n  cites: [B1, B2]"
    claims = "claims:\n  options: {bold: {nl: gewaagd, en: bold}, plain: {nl: gewoon, en: plain}}\n  default: plain\n"
    files = {
        "facts/plant.yaml": base()["facts/plant.yaml"].replace("    items:\n", "    claim: plain\n    items:\n"),
        "rules/ledger/more.yaml": base()["rules/ledger/book.yaml"].replace("B1:", "B2:"),
        "rules/book/water.yaml": base()["rules/book/water.yaml"].replace("roots.}\n  cites: [B1]", both),
        "rules/knowledge.yaml": base()["rules/knowledge.yaml"] + claims,
        "rules/book/example.yaml": again,
    }
    assert "rule-repeats" in _codes(_folder(tmp_path, files))
    other = {**files, "rules/book/example.yaml": again.replace(old, new)}
    assert "rule-repeats" not in _codes(_folder(tmp_path, other))


PLACES = """\
facts:
  light:
    kind: choice
    title: {nl: Licht, en: Light}
    question: {nl: Hoeveel licht is er?, en: How much light is there?}
    options: {sun: {nl: zon, en: sun}, shade: {nl: schaduw, en: shade}}
  pests:
    kind: set
    title: {nl: Beestjes, en: Pests}
    question: {nl: Welke beestjes ziet u?, en: Which pests do you see?}
    options: {aphids: {nl: luizen, en: aphids}, mites: {nl: mijten, en: mites}}
  height:
    kind: number
    lowest: 10
    highest: 200
    title: {nl: Hoogte, en: Height}
    question: {nl: Hoe hoog is de plant?, en: How high is the plant?}
"""


def _when(tmp_path: Path, condition: str, code: str = "never-holds", word: str = "name") -> list[str]:
    """What the warnings with this code name for a rule with this condition."""
    rule = next(page for page in PAGES if page.code == "never-holds").avoid["rules/book/example.yaml"]
    head, _, tail = rule.partition("  when:")
    text = f"{head}  when: {condition}\n  then:{tail.partition('  then:')[2]}"
    found = inspect(_folder(tmp_path, {"facts/example.yaml": PLACES, "rules/book/example.yaml": text}))
    assert found.errors == ()
    return [dict(one.words).get(word, "") for one in found.warnings if one.code == code]


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("{moisture: {above: 10 percent}, not: {moisture: {above: 5 percent}}}", "moisture"),
        ("{moisture: {at_least: 5 percent}, not: {moisture: {at_least: 5 percent, below: 9999 percent}}}", ""),
        ("{moisture: {at_least: 5 percent}, not: {moisture: {at_least: 6 percent}}}", ""),
        ("{moisture: {at_least: 5 percent}, not: {moisture: {above: 5 percent}}}", ""),
        ("{moisture: {above: 5 percent}, not: {moisture: {above: 5 percent}}}", "moisture"),
        ("{not: {any: [{height: {below: 50}}, {height: {at_least: 50}}]}}", "height"),
        ("{not: {all: [{height: {below: 50}}, {height: {at_least: 50}}]}}", ""),
        ("{not: {light: [sun, shade]}}", "light"),
        ("{not: {any: [{light: sun}, {light: shade}]}}", "light"),
        ("{not: {light: sun}}", ""),
        ("{light: sun, not: {light: shade}}", ""),
        ("{light: sun, not: {light: [sun, shade]}}", "light"),
        ("{height: {below: 10}}", "height"),
        ("{height: {at_most: 10}}", ""),
        ("{height: {above: 200}}", "height"),
        ("{height: {at_least: 200}}", ""),
        ("{not: {height: {at_least: 10}}}", "height"),
        ("{not: {height: {above: 10}}}", ""),
        ("{any: [{height: {above: 200}}, {drooping: yes}]}", ""),
        ("{drooping: yes, not: {drooping: yes}}", "drooping"),
        ("{thirsty: no, not: {thirsty: no}}", "thirsty"),
    ],
)
def test_a_rule_never_holds_only_where_no_answer_is_what_it_wants(tmp_path: Path, condition: str, name: str) -> None:
    assert _when(tmp_path, condition) == ([name] if name else [])


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("{any: [{drooping: yes}, {drooping: no}]}", "drooping"),
        ("{any: [{drooping: yes}, {light: sun}, {not: {drooping: yes}}]}", "drooping"),
        ("{any: [{height: {below: 50}}, {height: {at_least: 50}}]}", "height"),
        ("{any: [{height: {below: 60}}, {height: {at_least: 50}}]}", "height"),
        ("{any: [{height: {below: 50}}, {height: {above: 50}}]}", ""),
        ("{not: {drooping: yes, any: [{light: sun}, {light: shade}]}}", "light"),
        ("{not: {all: [{light: sun}, {light: shade}]}}", ""),
        ("{at_least: {count: 1, of: [{thirsty: yes}, {thirsty: no}]}}", "thirsty"),
        ("{light: [sun, shade]}", "light"),
        ("{light: sun, height: {at_least: 10}}", "height"),
        ("{height: {above: 10}}", ""),
        ("{light: sun, any: [{drooping: yes}, {drooping: no}]}", "drooping"),
        ("{any: [{drooping: yes}, {thirsty: no}]}", ""),
        ("{all: [{drooping: yes}, {light: sun}]}", ""),
        ("{pests: {includes_any: [aphids, mites]}}", ""),
    ],
)
def test_a_condition_always_holds_only_where_every_answer_is_what_it_wants(
    tmp_path: Path, condition: str, name: str
) -> None:
    """Also one that is a part of another."""
    assert _when(tmp_path, condition, "always-holds") == ([name] if name else [])


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("{any: [{height: {above: 200}}, {drooping: yes}]}", "height"),
        ("{any: [{drooping: yes}, {all: [{light: sun}, {light: shade}]}]}", "light"),
        ("{at_least: {count: 2, of: [{drooping: yes}, {thirsty: yes}, {height: {below: 10}}]}}", "height"),
        ("{light: sun, not: {drooping: yes, not: {thirsty: yes, height: {below: 10}}}}", "height"),
        ("{not: {all: [{light: sun}, {light: shade}]}}", "light"),
        ("{any: [{height: {above: 199}}, {drooping: yes}]}", ""),
        ("{height: {above: 200}}", ""),
    ],
)
def test_a_part_that_never_holds_is_told_where_the_rest_still_can(tmp_path: Path, condition: str, name: str) -> None:
    """Where the whole cannot hold, that is told of the rule instead."""
    assert _when(tmp_path, condition, "part-never-holds") == ([name] if name else [])


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("{any: [{drooping: yes}, {light: sun}, {drooping: yes}]}", 1),
        ("{any: [{drooping: yes}, {drooping: yes}, {drooping: yes}]}", 2),
        ("{all: [{drooping: yes}, {light: sun}, {not: {drooping: no}}]}", 1),
        ("{drooping: yes, all: [{light: sun}, {drooping: yes}]}", 1),
        ("{any: [{drooping: yes}, {any: [{light: sun}, {drooping: yes}]}]}", 1),
        ("{any: [{drooping: yes, light: sun}, {all: [{light: sun}, {drooping: yes}]}]}", 1),
        ("{any: [{light: [sun, shade]}, {light: [shade, sun]}]}", 1),
        ("{any: [{pests: {includes_all: [aphids, mites]}}, {pests: {includes_all: [mites, aphids]}}]}", 1),
        ("{not: {any: [{drooping: yes}, {not: {not: {drooping: yes}}}]}}", 1),
        ("{at_least: {count: 2, of: [{light: sun}, {any: [{drooping: yes}, {drooping: yes}]}, {thirsty: yes}]}}", 1),
        ("{any: [{height: {above: 50}}, {height: {at_least: 50}}]}", 0),
        ("{any: [{drooping: yes}, {thirsty: yes}]}", 0),
        ("{any: [{drooping: yes, light: sun}, {drooping: yes, light: shade}]}", 0),
        ("{any: [{all: [{drooping: yes}, {light: sun}]}, {any: [{thirsty: yes}, {light: sun}]}]}", 0),
    ],
)
def test_a_part_stands_twice_however_it_is_written(tmp_path: Path, condition: str, count: int) -> None:
    assert len(_when(tmp_path, condition, "part-twice")) == count


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        ("{any: [{drooping: yes, light: sun}]}", "any"),
        ("{any: [{drooping: yes}]}", "any"),
        ("{light: sun, not: {any: [{drooping: yes}]}}", "any"),
        ("{at_least: {count: 1, of: [{drooping: yes, light: sun}]}}", "at_least"),
        ("{all: [{drooping: yes, light: sun}]}", ""),
        ("{any: [{drooping: yes}, {light: sun}]}", ""),
    ],
)
def test_a_part_is_alone_only_where_there_should_be_a_choice(tmp_path: Path, condition: str, key: str) -> None:
    """Of `all` one part is what it is without."""
    assert _when(tmp_path, condition, "part-alone", "key") == ([key] if key else [])


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("{not: {drooping: yes, light: sun}}", 1),
        ("{not: {drooping: yes, any: [{light: sun}, {thirsty: yes}]}}", 1),
        ("{any: [{thirsty: yes}, {not: {drooping: yes, not: {light: sun, thirsty: yes}}}]}", 2),
        ("{not: {any: [{drooping: yes}, {light: sun}]}}", 0),
        ("{not: {all: [{drooping: yes}, {light: sun}]}}", 0),
        ("{not: {any: [{drooping: yes, light: sun}, {thirsty: yes}]}}", 0),
        ("{not: {height: {at_least: 20, below: 50}}}", 0),
        ("{not: {light: [sun, shade]}, thirsty: yes}", 0),
    ],
)
def test_a_not_over_several_lines_is_told_since_it_reads_as_none_of_them(
    tmp_path: Path, condition: str, count: int
) -> None:
    assert len(_when(tmp_path, condition, "not-of-several")) == count


def test_a_name_stands_twice_in_what_a_set_includes(tmp_path: Path) -> None:
    assert _when(tmp_path, "{pests: {includes_all: [aphids, mites, aphids]}}", "named-twice") == ["aphids"]


@pytest.mark.parametrize("same", ["drooping: yes", "not: {drooping: no}", "any: [{drooping: yes}]"])
def test_a_part_that_counts_twice_is_an_error(same: str, plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """Two of (a, a, b) would hold on a alone."""
    change("rules/care/stop.yaml", "- pests: {includes: aphids}", f"- {{{same}}}\n        - drooping: yes")
    assert problems_of(plants) == ["rules/care/stop.yaml:22:11 counted-twice"]


DOSES = """\
topics:
  food:
    title: {nl: Voer, en: Food}
    items:
      feed: {title: {nl: Voer geven, en: Feed it}, unit: percent, text: {nl: "Geef {range}.", en: "Give {range}."}}
      rest: {title: {nl: Rust, en: Rest}, text: {nl: Laat de plant met rust., en: Leave the plant alone.}}
"""
FED = MANIFEST.replace("[help, sooner, water]", "[help, food, water]") + "groups: {all_of_it: [food, water]}\n"
RANGED = "advise: {feed: {from: 2 percent, to: 4 percent}}"


@pytest.mark.parametrize(
    ("effects", "stopped"),
    [
        ("[{advise: rest}, {withhold: rest}]", ["rest"]),
        ("[{withhold: food}, {advise: rest}]", ["rest"]),
        ("[{advise: rest}, {withhold: all_of_it}]", ["rest"]),
        ("[{prefer: rest}, {avoid: rest}]", ["rest"]),
        ("[{prefer: rest}, {withhold: food}]", ["rest"]),
        (f"[{{{RANGED}}}, {{limit: {{feed: {{at_most: 1 percent}}}}}}]", ["feed"]),
        (f"[{{{RANGED}}}, {{limit: {{feed: {{at_most: 2 percent}}}}}}]", []),
        ("[{advise: rest}, {withhold: feed}]", []),
        ("[{advise: rest}, {withhold: water}]", []),
    ],
)
def test_a_rule_that_stops_what_it_brings_is_told(tmp_path: Path, effects: str, stopped: list[str]) -> None:
    """By name, by topic, by group, or by a limit that no range of it begins at."""
    rule = CALLS.replace("{refer: call_gardener}", effects)
    files = {"rules/book/example.yaml": rule, "facts/example.yaml": DOSES, "rules/knowledge.yaml": FED}
    found = inspect(_folder(tmp_path, files))
    assert found.errors == ()
    assert [dict(one.words)["item"] for one in found.warnings if one.code == "brings-and-stops"] == stopped


def _texts(tmp_path: Path, old: str, new: str, code: str) -> list[str]:
    """Where the warnings with this code are, after a change of one text of a rule."""
    rule = CALLS.replace("refer: call_gardener", "refer: ask_gardener").replace(old, new)
    assert new in rule
    found = inspect(_folder(tmp_path, {"rules/book/example.yaml": rule}))
    assert found.errors == ()
    return [f"{one.position.line}:{one.position.column}" for one in found.warnings if one.code == code]


WORDS = "{nl: Slap is een teken., en: Drooping is a sign.}"


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ("\n    nl: Slap #1 is een teken.\n    en: Drooping is a sign.", ["6:13"]),
        ("\n    nl: Slap # is een teken.\n    en: Drooping is a sign.", ["6:13"]),
        ("\n    nl: Slap  #1 is een teken.\n    en: Drooping is a sign.", ["6:13"]),
        ("\n    nl: Slap\t# is een teken.\n    en: Drooping is a sign.", ["6:13"]),
        ("\n    nl: Slap is een\n      teken #1.\n    en: Drooping is a sign.", ["7:12"]),
        ("\n    nl: Slap is\n\n      een teken #1.\n    en: Drooping #2", ["8:16", "9:17"]),
        ("{nl: Slap. #1\n    , en: Drooping is a sign.}", ["5:22"]),
        ("\n    nl: Slap is een teken.  # as in the book\n    en: Drooping is a sign.", []),
        ("\n    nl: Slap is een teken#1.\n    en: Drooping is a sign.", []),
        ('\n    nl: "Slap is een teken #1."\n    en: Drooping is a sign.', []),
        ("\n    nl: >-\n      Slap is een teken #1.\n    en: Drooping is a sign.", []),
        (" # why\n    {nl: Slap is een teken., en: Drooping is a sign.}", []),
        ("{nl: Slap is een teken., en: Drooping is a sign.} # why", []),
    ],
)
def test_a_text_is_cut_only_where_a_comment_does_not_look_like_one(
    tmp_path: Path, texts: str, places: list[str]
) -> None:
    assert _texts(tmp_path, WORDS, texts, "text-cut") == places


@pytest.mark.parametrize("old", ["drooping: yes}", "call_gardener}", "[B1]", "title: {nl: Bellen, en: Calling}"])
def test_a_comment_behind_anything_but_a_text_is_a_comment(tmp_path: Path, old: str) -> None:
    new = old.replace("call_", "ask_")
    assert _texts(tmp_path, new, f"{new} # why", "text-cut") == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("“Drooping is a sign.”", True),
        ("„Drooping is a sign”", True),
        ("«Drooping is a sign»", True),
        ("\u2018Drooping is a sign\u2019", True),
        ("'“Drooping is a sign.”'", True),
        ("Drooping is “a sign”.", False),
        ("“Drooping” is “a sign”", False),
        ("“Drooping” is a sign", False),
        ("\u2019s Avonds is het slap in de gids\u2019", False),
        ('"Drooping is a sign."', False),
        ("'Drooping is a sign.'", False),
    ],
)
def test_quotes_round_a_whole_text_are_told(tmp_path: Path, text: str, printed: bool) -> None:
    """Those inside a text, and those of YAML, are as they should be."""
    assert bool(_texts(tmp_path, "en: Drooping is a sign.", f"en: {text}", "quotes-printed")) is printed


def test_quotes_round_a_word_are_told_as_well(tmp_path: Path) -> None:
    files = {"rules/knowledge.yaml": base()["rules/knowledge.yaml"].replace("version: 1.0.0", "version: “1.0.0”")}
    assert _codes(_folder(tmp_path, files)) == ["quotes-printed"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("{all: [{drooping: yes}, {drooping: no}]}", "part-never-holds"),
        ("{any: [{drooping: yes}, {drooping: no}]}", "always-holds"),
        ("{any: [{drooping: yes}, {drooping: yes}]}", "part-twice"),
        ("{any: [{drooping: yes}]}", "part-alone"),
    ],
)
def test_the_scope_is_looked_at_as_well(tmp_path: Path, condition: str, code: str) -> None:
    scope = f"scope: {{when: {condition}, because: {{nl: Slap, en: Droop}}, cites: [B1]}}\n"
    files = {"rules/knowledge.yaml": base()["rules/knowledge.yaml"] + scope}
    assert _codes(_folder(tmp_path, files)) == [code]


@pytest.mark.parametrize(
    ("bounds", "codes"),
    [
        ("{below: 0 percent}", ["part-never-holds"]),
        ("{at_least: 0 percent}", ["always-holds"]),
        ("{below: 10 percent}", []),
    ],
)
def test_what_a_number_implies_is_looked_at_as_well(tmp_path: Path, bounds: str, codes: list[str]) -> None:
    """An answer that stops something is else never implied, and nothing says so."""
    implies = f"    lowest: 0\n    implies: [{{when: {bounds}, then: {{drooping: yes}}, cites: [B1]}}]\n"
    plant = base()["facts/plant.yaml"].replace("    unit: percent\n", f"    unit: percent\n{implies}")
    assert _codes(_folder(tmp_path, {"facts/plant.yaml": plant})) == codes


def _because(text: str) -> Files:
    example = next(page for page in PAGES if page.code == "text-unfinished").avoid["rules/book/example.yaml"]
    return {"rules/book/example.yaml": example.replace("TODO: translate", text)}


@pytest.mark.parametrize(
    "text",
    ["Riega TODO el jardín.", "TODO EL JARDÍN", "Take size XXX.", "Drooping???", "Wait...", "TODO-lijst", "A TBDs: b"],
)
def test_a_finished_text_may_hold_what_is_a_mark_elsewhere(tmp_path: Path, text: str) -> None:
    assert _codes(_folder(tmp_path, _because(text))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dry soil. TODO: more", "TODO"),
        ("FIXME : more", "FIXME"),
        ("TBD", "TBD"),
        ("(XXX)", "(XXX)"),
        (" TODO. ", "TODO."),
        ("???", "???"),
        ("....", "...."),
        ("…", "…"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
    ],
)
def test_a_text_that_waits_to_be_written_is_found(tmp_path: Path, text: str, found: str) -> None:
    (one,) = inspect(_folder(tmp_path, _because(text))).warnings
    assert (one.code, dict(one.words)["found"]) == ("text-unfinished", found)


LISTED = """\
extremes-go-to-the-gardener:
  title: {nl: Te nat of te droog, en: Too wet or too dry}
  when:
    # allow bound-untested: the gardener knows
    any:
    - moisture: {above: 80 percent}
    - moisture: {below: 20 percent}
  then: {refer: ask_gardener}
  because: {nl: Beide zijn slecht., en: Both are bad.}
  cites: [B1]
"""


def test_an_allowance_above_a_key_holds_for_a_list_that_is_not_indented(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"rules/book/example.yaml": LISTED})
    assert _codes(folder) == []
    assert fix(folder).files == ()


def test_an_allowance_above_one_of_a_list_does_not_hold_for_the_next(tmp_path: Path) -> None:
    reason = "    # allow bound-untested: the gardener knows\n"
    text = LISTED.replace(reason, "").replace("    - moisture: {above", f"{reason}    - moisture: {{above")
    (left,) = inspect(_folder(tmp_path, {"rules/book/example.yaml": text})).warnings
    assert (left.code, dict(left.words)["bound"]) == ("bound-untested", "20 percent")


@pytest.mark.parametrize("comment", ["# allow the soil to dry", "# allow water", "# allow: yes", "#allow", "# allowed"])
def test_a_comment_that_begins_with_the_same_word_is_no_allowance(tmp_path: Path, comment: str) -> None:
    text = base()["rules/ledger/book.yaml"]
    assert _codes(_folder(tmp_path, {"rules/ledger/book.yaml": f"{comment}\n{text}"})) == []


def test_a_text_that_speaks_of_allowing_is_no_allowance(tmp_path: Path) -> None:
    text = base()["rules/ledger/book.yaml"].replace("en: The book", "en: 'We # allow nothing: the book")
    assert _codes(_folder(tmp_path, {"rules/ledger/book.yaml": text.replace("water.}", "water.'}")})) == []


def _said() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "messages.yaml").read_text(encoding="utf-8")
    )
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_warning_is_told_to_the_letter(page: Page, language: Language, tmp_path: Path) -> None:
    """Its place, what it says, its code and what to do, in both languages."""
    found = inspect(_folder(tmp_path, page.avoid)).problems
    assert "".join(f"{one.render(language)}\n" for one in found) == _said()[page.code][language]


BOUNDED = base()["facts/plant.yaml"].replace("unit: percent\n", "unit: percent\n    lowest: 60\n    highest: 100\n")
"""The same facts, where the soil is always wet enough to be warned of."""
ONE_CASE = base()["rules/book/water.cases.yaml"].partition("just-dry-enough")[0]


def test_no_case_is_wanted_where_no_answer_may_be(tmp_path: Path) -> None:
    """Below the lowest number a case would be refused."""
    folder = _folder(tmp_path, {"facts/plant.yaml": BOUNDED, "rules/book/water.cases.yaml": ONE_CASE})
    assert _codes(folder) == ["always-holds"]


@pytest.mark.parametrize("lowest", ["59", "59.5"])
def test_a_case_is_wanted_where_one_number_may_still_be(tmp_path: Path, lowest: str) -> None:
    facts = BOUNDED.replace("lowest: 60", f"lowest: {lowest}")
    files = {"facts/plant.yaml": facts, "rules/book/water.cases.yaml": ONE_CASE}
    assert _codes(_folder(tmp_path, files)) == ["bound-untested"]


DRY = """\
dry-soil:
  title: {nl: Droge aarde, en: Dry soil}
  when: {moisture: {below: 30 percent}, drooping: yes}
  then: {refer: ask_gardener}
  because: {nl: Droge aarde geeft dorst., en: "TEXT"}
  cites: [B1]
"""


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("Soil below 30 per cent is dry.", True),
        ("Soil is dry below 30.", True),
        ("Below 30: too dry.", True),
        ("Too dry (below 30)", True),
        ("Soil below {moisture.below} is dry.", False),
        ("In 30 gardens soil was dry.", False),
        ("In 30 days soil gets dry.", False),
        ("Soil below 300 per cent, 1.30 per cent, 30.5 per cent or 30,5 per cent is dry.", False),
        ("Soil of B30, of 130 and of 1-30 per cent is dry.", False),
        ("Soil below 40 per cent is dry.", False),
    ],
)
def test_a_number_is_written_out_with_its_unit_or_where_a_phrase_ends(text: str, warns: bool, tmp_path: Path) -> None:
    """A count of something else, and a part of another number, give no false alarm."""
    folder = _folder(tmp_path, {"rules/book/example.yaml": DRY.replace("TEXT", text)})
    found = [code for code in _codes(folder) if code != "bound-untested"]
    assert found == (["number-written-out"] if warns else [])


def test_a_limit_that_an_item_says_in_words_is_written_out(tmp_path: Path) -> None:
    """Its text can name what the rules that bring it set, and no bound of theirs."""
    advice = """\
topics:
  food:
    title: {nl: Voeding, en: Feed}
    items:
      feed: {title: {nl: Voer geven, en: Feed it}, unit: percent, text: {nl: "Geef {range}.", en: "Give {range}."}}
      never_more:
        title: {nl: Nooit meer, en: Never more}
        text: {nl: "Bij 30 procent vocht nooit meer dan 9 procent.", en: "Wet by 30 per cent: never more than {limit}."}
"""
    rules = """\
feed:
  title: {nl: Voer, en: Feed}
  when: {drooping: yes}
  then: {advise: {feed: {from: 1 percent, to: 20 percent}}}
  because: {nl: Voer helpt., en: Feed helps.}
  cites: [B1]
never-more:
  title: {nl: Grens, en: Limit}
  when: {moisture: {below: 30 percent}}
  then: [limit: {feed: {at_most: 9 percent}}, advise: never_more]
  because: {nl: Te veel schaadt., en: Too much harms.}
  cites: [B1]
"""
    advice_with_both = advice.replace("meer dan 9 procent", "meer dan {limit}, 9 procent")
    manifest = base()["rules/knowledge.yaml"].replace("topics: [", "topics: [food, ")
    files = {"facts/feed.yaml": advice_with_both, "rules/book/example.yaml": rules, "rules/knowledge.yaml": manifest}
    found = inspect(_folder(tmp_path, files))
    assert found.errors == ()
    written_out = [one for one in found.warnings if one.code == "number-written-out"]
    assert [(str(one.position), dict(one.words)["number"]) for one in written_out] == [("facts/feed.yaml:8:20", "9")]
