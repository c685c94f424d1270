"""Every warning can occur, is right when it does, and is silent about what is written well."""

import shutil
from pathlib import Path

import pytest
import yaml

from sluimer.knowledge_base import bundled_folder
from sluimer.lint import LINTS, fix, inspect
from sluimer.lint.pages import Files, Page, base, pages
from sluimer.lint.register import MENDED
from sluimer.messages import Language
from sluimer.messages.warnings import WARNINGS

PAGES = pages()


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
    assert codes == list(WARNINGS)
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
        urgent: no
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
        ("        urgent: no", "        urgent: no  # asked Dr. Jansen", "says-default"),
        ("        urgent: no", "        # asked Dr. Jansen\n        urgent: no", "says-default"),
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
    for part in ("facts", "rules", "schemas"):
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
  height:
    kind: number
    lowest: 10
    highest: 200
    title: {nl: Hoogte, en: Height}
    question: {nl: Hoe hoog is de plant?, en: How high is the plant?}
"""


def _when(tmp_path: Path, condition: str) -> list[str]:
    """The names in the warnings that a rule with this condition can never hold."""
    rule = next(page for page in PAGES if page.code == "never-holds").avoid["rules/book/example.yaml"]
    head, _, tail = rule.partition("  when:")
    text = f"{head}  when: {condition}\n  then:{tail.partition('  then:')[2]}"
    found = inspect(_folder(tmp_path, {"facts/example.yaml": PLACES, "rules/book/example.yaml": text}))
    assert found.errors == ()
    return [dict(one.words)["name"] for one in found.warnings if one.code == "never-holds"]


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
