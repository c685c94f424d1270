"""`sluimer new`: what is answered becomes a correct block in its place, and nothing is written before that is sure."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.conftest import Sluimer
from conftest import ROOT
from sluimer.authoring.drafts.draft import try_out, write
from sluimer.authoring.drafts.place import Draft
from sluimer.messages import KnowledgeError
from tries import IN_FULL, tries

Change = Callable[[str, str | None, str], None]

RULE = """care
stop
Wortelrot
Root rot
moisture
at_least
85

pests
1
mites


ja
refer
call_now
withhold
water

Te nat.
Too wet.
B4






"""

WRITTEN_RULE = """
root-rot:
  title: {nl: Wortelrot, en: Root rot}
  when:
    moisture: {at_least: 85 percent}
    pests: {includes: mites}
  then:
    - refer: call_now
    - withhold: water
  because: {nl: Te nat., en: Too wet.}
  cites: [B4]
"""


def files_of(folder: Path) -> dict[str, str]:
    """The text of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_a_rule_is_made_from_answers(sluimer: Sluimer, plants: Path) -> None:
    before = (plants / "rules/care/stop.yaml").read_text("utf-8")
    ran = sluimer("new", "rule", plants, said=RULE + "ja\n")
    assert ran.exit_code == 0, ran.stdout
    assert (plants / "rules/care/stop.yaml").read_text("utf-8") == before + WRITTEN_RULE
    assert "Geschreven in rules/care/stop.yaml, regel 35.\n" in ran.stdout
    assert sluimer("check", plants).exit_code == 0


def test_the_same_answers_are_understood_in_english(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("new", "rule", plants, "--lang", "en", said=RULE.replace("ja\n", "yes\n") + "y\n")
    assert "Written to rules/care/stop.yaml, line 35.\n" in ran.stdout
    assert (plants / "rules/care/stop.yaml").read_text("utf-8").endswith(WRITTEN_RULE)


def test_a_range_a_preference_and_either_of_two_conditions(sluimer: Sluimer, plants: Path) -> None:
    said = """book
water
Veel licht
Much light
light
een van deze keuzes
sun

pests
geen enkele keuze

nee
advise
water
100
200,5
150
prefer
sunny_spot
strongly

Licht geeft dorst.
Light makes thirsty.
dorst






ja
"""
    ran = sluimer("new", "rule", plants, said=said)
    assert ran.exit_code == 0, ran.stdout
    assert (
        (plants / "rules/book/water.yaml")
        .read_text("utf-8")
        .endswith(
            """
much-light:
  title: {nl: Veel licht, en: Much light}
  when:
    any:
      - light: sun
      - pests: none
  then:
    - advise: {water: {from: 100 ml/week, to: 200.5 ml/week, start: 150 ml/week}}
    - prefer: {sunny_spot: strongly}
  because: {nl: Licht geeft dorst., en: Light makes thirsty.}
  cites: [B2]
"""
        )
    )


def test_a_fact_goes_among_the_facts(sluimer: Sluimer, plants: Path) -> None:
    options = "clay\nKlei\nClay\nBig plastic\nPlastic\nPlastic\n\n"
    said = f"plant\nchoice\nPot\nPot\nWelke pot?\nWhich pot?\n\n{options}ja\n\nja\n"
    ran = sluimer("new", "fact", plants, said=said)
    assert ran.exit_code == 0, ran.stdout
    assert (
        (plants / "facts/plant.yaml")
        .read_text("utf-8")
        .endswith(
            """
  pot:
    kind: choice
    title: {nl: Pot, en: Pot}
    question: {nl: Welke pot?, en: Which pot?}
    options:
      clay: {nl: Klei, en: Clay}
      big_plastic: {nl: Plastic, en: Plastic}
    fixed: yes
"""
        )
    )
    assert "waarschuwing: geen regel leest `pot`" in ran.stdout


def test_a_case_is_run_before_it_is_written(sluimer: Sluimer, plants: Path) -> None:
    """And what differs is shown, with the rule that made it so."""
    said = "wet-soil\nnat\n\nmoisture\n59\nindoors\nja\n\nja\n\n\n\n\n\n"
    ran = sluimer("new", "case", plants, said=said + "nee\n")
    assert "wet-soil-stops-water: verwacht: geldt; gekregen: geldt niet" in ran.stdout
    assert not (plants / "rules/care/stop.cases.yaml").exists()
    ran = sluimer("new", "case", plants, said=said.replace("59", "60") + "ja\n")
    assert "voorbeelden: 1, alle goed" in ran.stdout
    assert (plants / "rules/care/stop.cases.yaml").read_text("utf-8") == (
        "nat:\n  person: {moisture: 60 percent, indoors: yes}\n  expect: {fires: [wet-soil-stops-water]}\n"
    )


def test_a_rule_is_tried_on_every_case_before_it_is_written(sluimer: Sluimer, plants: Path) -> None:
    """So an author sees whose advice it changes."""
    case = "mites-in-mud: {person: {moisture: 90, pests: [mites], indoors: yes}, expect: {absent: [call_now]}}\n"
    (plants / "rules/book/water.cases.yaml").write_text(case, encoding="utf-8")
    ran = sluimer("new", "rule", plants, "--lang", "en", said=RULE + "no\n")
    assert "water.cases.yaml:1:1: mites-in-mud\n  - call_now: expected: not called for; found: given" in ran.stdout
    assert "cases: 1, passed 0, failed 1" in ran.stdout
    assert ran.exit_code == 1


def test_a_thing_is_found_by_its_title_and_a_list_stays_after_a_wrong_word(sluimer: Sluimer, plants: Path) -> None:
    said = "natte aarde\nmuch too wet\n\nvocht\n70\n\nja\nnonsense\n4\n\n\n\n\nja\n"
    ran = sluimer("new", "case", plants, said=said)
    assert "→ wet-soil-stops-water: Nat genoeg." in ran.stdout
    assert "→ moisture: Hoe vochtig is de aarde?" in ran.stdout
    assert "`nonsense` is niet gevonden." in ran.stdout
    assert "→ ask_first: " in ran.stdout


def test_an_answer_can_be_taken_back_again_and_again(sluimer: Sluimer, plants: Path) -> None:
    said = "care\nstop\nFout\n<\n<\n<\n<\n" + RULE + "<\n\nja\n"
    ran = sluimer("new", "rule", plants, said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "Er is geen eerder antwoord om terug te nemen." in ran.stdout
    assert (plants / "rules/care/stop.yaml").read_text("utf-8").endswith(WRITTEN_RULE)


@pytest.mark.parametrize("said", ["", "care\n", RULE, RULE + "nee\n", RULE + "x\n"])
def test_nothing_is_written_unless_all_was_answered(said: str, sluimer: Sluimer, plants: Path) -> None:
    before = files_of(plants)
    ran = sluimer("new", "rule", plants, said=said)
    assert (ran.exit_code, files_of(plants)) == (1, before)
    assert ran.stdout.endswith("Er is niets geschreven.\n")


def test_what_cannot_be_is_told_and_not_written(sluimer: Sluimer, plants: Path) -> None:
    """Advice on a ground that was not verified; going back mends it."""
    start = "book\nwater\nA\nA\n\nprefer\nsunny_spot\n\n\nReden.\nReason.\nB3\n\n\nguide\n"
    said = start + "unverified\n\n\nja\n" + "<\n<\n<\n" + "read\n\n\nja\n"
    ran = sluimer("new", "rule", plants, "--lang", "en", said=said)
    assert "It cannot be so yet. Type < to go back, or stop with Ctrl-C." in ran.stdout
    assert ran.exit_code == 0, ran.stdout
    assert "verified: read" in (plants / "rules/book/water.yaml").read_text("utf-8")


def test_a_name_that_is_taken_or_is_none_is_asked_again(sluimer: Sluimer, plants: Path) -> None:
    said = RULE.rstrip("\n") + "\n\n\n\n\n\nwet soil stops water\n???\n9\nRoot rot\nja\n"
    ran = sluimer("new", "rule", plants, "--lang", "en", said=said)
    assert "`wet-soil-stops-water` is there already. Choose another name." in ran.stdout
    assert ran.stdout.count("A name begins with a letter and is at most 80 characters long.") == 2
    assert ran.exit_code == 0, ran.stdout


def test_what_is_not_found_gets_a_guess_and_what_fits_twice_a_list(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("new", "case", plants, "--lang", "en", said="wet-soil-stop-wather\nwater\n")
    assert "`wet-soil-stop-wather` was not found. Did you mean `wet-soil-stops-water`?" in ran.stdout
    assert "  1. thirsty-plants-get-water: Water helps.\n  2. wet-soil-stops-water: Wet enough.\n" in ran.stdout


def test_a_folder_that_holds_no_knowledge_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    ran = sluimer("new", "rule", tmp_path, "--lang", "en")
    assert ran.exit_code == 1
    assert "rules/knowledge.yaml" in ran.stderr


def test_the_schemas_are_kept_in_step(sluimer: Sluimer, plants: Path) -> None:
    sluimer("schema", plants)
    sluimer("new", "fact", plants, said="pots\nyes_no\nPot\nPot\nIs er een pot?\nIs there a pot?\n\nnee\n\nja\n")
    schema = json.loads((plants / "schemas/rules.schema.json").read_text("utf-8"))
    assert "pot" in schema["definitions"]["condition"]["properties"]
    written = (plants / "facts/pots.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=")
    assert "fixed" not in written, "it says what is so anyway"
    assert "schema-stale" not in sluimer("check", plants).stdout


def test_an_edit_made_meanwhile_is_kept(plants: Path, change: Change) -> None:
    draft = Draft(
        "rules/book/water.yaml",
        "more",
        {"then": {"prefer": "shady_spot"}, "because": {"nl": "A", "en": "B"}, "cites": ["B3"]},
    )
    assert not try_out(plants, [draft]).inspection.errors
    change("rules/book/water.yaml", "sun-is-better:", "# Edited.\nsun-is-better:")
    write(plants, [draft])
    text = (plants / "rules/book/water.yaml").read_text("utf-8")
    assert "# Edited.\n" in text
    assert "\nmore:\n" in text


def test_a_mistake_made_meanwhile_is_told_and_nothing_is_written(plants: Path, change: Change) -> None:
    draft = Draft(
        "rules/book/water.yaml",
        "more",
        {"then": {"prefer": "shady_spot"}, "because": {"nl": "A", "en": "B"}, "cites": ["B3"]},
    )
    change("rules/book/water.yaml", "sun-is-better:", "thirsty-plants-get-water:")
    before = files_of(plants)
    with pytest.raises(KnowledgeError):
        write(plants, [draft])
    assert files_of(plants) == before


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.500", "`1.500` can mean two things."),
        ("1,000", "`1,000` can mean two things."),
        ("9" * 5000, "is not a number."),
        ("85\x1b[D", "There was a key or sign in it that is no letter. Type it again."),
        ("8\ufffd5", "There was a key or sign in it that is no letter. Type it again."),
    ],
)
def test_a_number_with_two_meanings_or_a_key_in_it_is_asked_again(
    typed: str, told: str, sluimer: Sluimer, plants: Path
) -> None:
    ran = sluimer("new", "rule", plants, "--lang", "en", said=RULE.replace("\n85\n", f"\n{typed}\n85\n") + "y\n")
    assert told in ran.stdout
    assert (plants / "rules/care/stop.yaml").read_text("utf-8").endswith(WRITTEN_RULE)


def test_letters_that_are_joined_by_what_cannot_be_seen_are_kept(sluimer: Sluimer, plants: Path) -> None:
    family = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    ran = sluimer("new", "rule", plants, said=RULE.replace("Te nat.", f"Te nat {family}.") + "ja\n")
    assert ran.exit_code == 0, ran.stdout
    assert f'nl: "Te nat {family}."' in (plants / "rules/care/stop.yaml").read_text("utf-8")


def test_a_statement_with_a_status_cannot_be_cited_and_says_where_that_stands(
    sluimer: Sluimer, plants: Path, change: Change
) -> None:
    change("rules/ledger/more.yaml", None, "B9:\n  source: book\n  says: {nl: A, en: B}\n  status: background\n")
    ran = sluimer("new", "rule", plants, "--lang", "en", said=RULE.replace("\nB4\n", "\nB9\nB4\n") + "y\n")
    assert "`B9` has the status `background` in the ledger (rules/ledger/more.yaml:1:1). Remove" in ran.stdout
    assert ran.exit_code == 0, ran.stdout


def test_a_file_name_that_is_a_part_of_another_makes_a_new_file(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("new", "rule", plants, said=RULE.replace("\nstop\n", "\nsto\n") + "ja\n")
    assert ran.exit_code == 0, ran.stdout
    assert (plants / "rules/care/sto.yaml").is_file()


def test_a_file_that_takes_no_block_is_refused_when_it_is_chosen(
    sluimer: Sluimer, plants: Path, change: Change
) -> None:
    change(
        "facts/more.yaml", None, "facts: {calm: {kind: yes_no, title: {nl: A, en: B}, question: {nl: A?, en: B?}}}\n"
    )
    ran = sluimer("new", "fact", plants, "--lang", "en", said="more\nplant\n")
    assert "A new block does not fit into `facts/more.yaml` as it is written now. Choose another file." in ran.stdout


def test_a_choice_needs_an_option_and_no_option_is_named_twice(sluimer: Sluimer, plants: Path) -> None:
    options = "\n65+ years\nall\nclay\nKlei\nClay\nclay\n\n"
    said = f"plant\nchoice\nPot\nPot\nWelke pot?\nWhich pot?\n\n{options}\n\nja\n"
    ran = sluimer("new", "fact", plants, "--lang", "en", said=said)
    assert "An answer is needed here." in ran.stdout
    assert "A name begins with a letter" in ran.stdout
    assert "`all` is a word of the language itself." in ran.stdout
    assert "`clay` is there already." in ran.stdout
    assert ran.exit_code == 0, ran.stdout


def test_a_bound_is_named_once(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer(
        "new", "rule", plants, "--lang", "en", said="care\nstop\nA\nB\nmoisture\nat_least\n20\nat_least\nbelow\n30\n"
    )
    assert "`at_least` was not found." in ran.stdout


def test_a_case_about_no_rule_must_expect_something(sluimer: Sluimer, plants: Path) -> None:
    change_file = plants / "rules" / "people.cases.yaml"
    ran = sluimer("new", "case", plants, "--lang", "en", said="\npeople\nnobody\n\n\n\nanswers_needed\n\n\n\n\nyes\n")
    assert "A choice is needed here." in ran.stdout
    assert ran.exit_code == 0, ran.stdout
    assert change_file.read_text("utf-8") == "nobody:\n  expect: {outcome: answers_needed}\n"


@IN_FULL
def test_a_rule_of_a_marked_pack_can_be_marked_otherwise(sluimer: Sluimer, tmp_path: Path) -> None:
    """Else no rule of the guide could stop or refer, since its reason would be left out of advertising."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    said = (
        "guide\nhabits\nTest\nTest\nnone\nanxiety\nja\n\nrefer\nclinician_for_sleep\n\nOmdat.\nBecause.\nG4.20\n"
        "\n\n\n\n\ntest rule\nja\n"
    )
    ran = sluimer("new", "rule", tmp_path, said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "  claim: none\n" in (tmp_path / "rules/guide/habits.yaml").read_text("utf-8").split("test-rule:")[1]


WORDS = (
    "", "", "", "1", "2", "3", "9", "<", "?", "ja", "nee", "water",
    "moisture", "pests", "light", "thirsty", "advise", "limit",
    "conclude", "ask", "Een woord", "B2", "0", "-1", "70", "yes_no", "number", "set", "choice",
    "\N{GREEK SMALL LETTER ALPHA}",
    "a: [b", '"', "# x", "{range}", "x" * 200,
)  # fmt: skip


@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(what=st.sampled_from(["rule", "fact", "case"]), replies=st.lists(st.sampled_from(WORDS), max_size=60))
def test_whatever_is_typed_the_knowledge_stays_without_problems(
    what: str, replies: list[str], sluimer: Sluimer, fresh: Callable[[], Path]
) -> None:
    """No reply ends in a crash, and what is written can be read."""
    folder = fresh()
    ran = sluimer("new", what, folder, said="\n".join([*replies, "ja", "ja"]) + "\n")
    assert ran.exit_code in (0, 1)
    assert sluimer("check", folder).exit_code == 0


@pytest.fixture
def fresh(plants: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A copy of the house plants for each example."""
    texts = files_of(plants)

    def copied() -> Path:
        folder = tmp_path_factory.mktemp("fresh")
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return copied


SCORE = """plant
Nood
Need
points
drooping
yes

2
yes
highest
moisture
below
20


2
yes
moisture
below
40


1
no
no
B2


yes
"""

WRITTEN_SCORE = """
scores:
  need:
    title: {nl: Nood, en: Need}
    points:
      - when: {drooping: yes}
        points: 2
      - highest:
          - when: {moisture: {below: 20 percent}}
            points: 2
          - when: {moisture: {below: 40 percent}}
            points: 1
    cites: [B2]
"""


def test_a_score_is_made_from_answers(sluimer: Sluimer, plants: Path) -> None:
    """With points of its own, and with alternatives; in a section of its own, since the file has none yet."""
    before = (plants / "facts/plant.yaml").read_text("utf-8")
    ran = sluimer("new", "score", plants, "--lang", "en", said=SCORE)
    assert ran.exit_code == 0, ran.stdout
    assert (plants / "facts/plant.yaml").read_text("utf-8") == before + WRITTEN_SCORE
    assert "nothing reads the score `need`" in ran.stdout


def test_a_rule_tests_a_score_with_bounds(sluimer: Sluimer, plants: Path) -> None:
    """The bounds have no unit."""
    assert sluimer("new", "score", plants, "--lang", "en", said=SCORE).exit_code == 0
    test, effect = "need\nat_least\n2,5\n\n\n", "refer\nask_gardener\n\n\n"
    said = f"care\nstop\nNodig\nNeedy\n{test}{effect}Nodig.\nNeedy.\nB4\n\n\n\n\n\n\nyes\n"
    ran = sluimer("new", "rule", plants, "--lang", "en", said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "  when: {need: {at_least: 2.5}}\n" in (plants / "rules/care/stop.yaml").read_text("utf-8")


FINDING = """advice
Te nat
Too wet
too_wet
yes
care
stop
Te natte aarde
Soil too wet
moisture
at_least
80


Te nat.
Too wet.
B4






yes
"""


def test_a_finding_comes_with_the_rule_that_concludes_it(sluimer: Sluimer, plants: Path) -> None:
    """Alone it would be an error; both are written, or neither."""
    ran = sluimer("new", "finding", plants, "--lang", "en", said=FINDING)
    assert ran.exit_code == 0, ran.stdout
    assert "  too_wet:\n    title: {nl: Te nat, en: Too wet}\ntopics:" in (plants / "facts/advice.yaml").read_text(
        "utf-8"
    )
    rule = "  when: {moisture: {at_least: 80 percent}}\n  then: {conclude: too_wet}\n"
    assert rule in (plants / "rules/care/stop.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_a_finding_without_a_rule_is_not_written(sluimer: Sluimer, plants: Path) -> None:
    before = files_of(plants)
    said = "advice\nTe nat\nToo wet\n\nno\n"
    ran = sluimer("new", "finding", plants, "--lang", "en", said=said)
    assert "A finding stands on a rule that concludes it." in ran.stdout
    assert (ran.exit_code, files_of(plants)) == (1, before)


def test_a_statement_comes_with_the_rule_that_cites_it(sluimer: Sluimer, plants: Path) -> None:
    statement = "book\nB9\nbook\n\nMijten houden van droogte.\nMites like it dry.\n\n\nyes\n"
    rule = (
        "care\nstop\nDroogte\nDrought\nmoisture\nbelow\n10\n\n\nrefer\nask_gardener\n\n\nDroog.\nDry.\n\n\n\n\n\nyes\n"
    )
    ran = sluimer("new", "statement", plants, "--lang", "en", said=statement + rule)
    assert ran.exit_code == 0, ran.stdout
    assert "cites: [B9]" in (plants / "rules/care/stop.yaml").read_text("utf-8")
    assert "\nB9:\n  source: book\n" in (plants / "rules/ledger/book.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_a_statement_with_a_status_stands_alone(sluimer: Sluimer, plants: Path) -> None:
    said = "book\nB4\nB9\nbook\n\nOver mest.\nOn feed.\n\nbackground\nyes\n"
    ran = sluimer("new", "statement", plants, "--lang", "en", said=said)
    assert "`B4` is there already." in ran.stdout
    assert ran.exit_code == 0, ran.stdout
    assert (plants / "rules/ledger/book.yaml").read_text("utf-8").endswith("  status: background\n")


def test_an_option_goes_among_the_options_of_its_fact(sluimer: Sluimer, plants: Path) -> None:
    said = "pests\nSlakken\nSnails\nsnails\nyes\n"
    ran = sluimer("new", "option", plants, "--lang", "en", said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "\n      snails: {nl: Slakken, en: Snails}\n" in (plants / "facts/plant.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_an_item_goes_among_the_items_of_its_topic(sluimer: Sluimer, plants: Path) -> None:
    said = "place\nBij het raam\nAt the window\nZet hem bij het raam.\nPut it at the window.\n\nat_the_window\nyes\n"
    ran = sluimer("new", "item", plants, "--lang", "en", said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "no rule gives `at_the_window`" in ran.stdout
    lines = (plants / "facts/advice.yaml").read_text("utf-8").splitlines()
    assert lines[lines.index("      at_the_window:") + 3] == "  help:"
    assert sluimer("check", plants).exit_code == 0


def test_an_item_of_a_topic_of_referrals_may_have_an_urgency(sluimer: Sluimer, plants: Path) -> None:
    said = "help\nVandaag bellen\nCall today\nBel vandaag.\nCall today.\ntoday\ncall_today\nyes\n"
    ran = sluimer("new", "item", plants, "--lang", "en", said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "urgency: today" in (plants / "facts/advice.yaml").read_text("utf-8")


def test_a_topic_comes_with_its_first_item_and_a_place_in_the_order(sluimer: Sluimer, plants: Path) -> None:
    item = "Nu mest geven\nFeed it now\nGeef mest.\nFeed the plant.\n\nfeed_now\n"
    ran = sluimer("new", "topic", plants, "--lang", "en", said=f"advice\nMest\nFeed\nno\nfeed\n{item}yes\n")
    assert ran.exit_code == 0, ran.stdout
    assert "topics: [help, water, place, feed]" in (plants / "rules/knowledge.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_a_fact_is_asked_in_a_section_where_there_are_any(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change(
        "rules/knowledge.yaml", "units:\n", "sections:\n  pot: {title: {nl: Pot, en: Pot}, facts: indoors}\nunits:\n"
    )
    said = "plant\nyes_no\nPot\nPot\nIs er een pot?\nIs there a pot?\n\nno\n\npot\nyes\n"
    ran = sluimer("new", "fact", plants, "--lang", "en", said=said)
    assert ran.exit_code == 0, ran.stdout
    assert "facts: [indoors, pot]}" in (plants / "rules/knowledge.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_options_on_one_line_are_left_to_the_author(sluimer: Sluimer, plants: Path, change: Change) -> None:
    text = (plants / "facts/plant.yaml").read_text("utf-8")
    start, end = text.index("    options:\n      aphids"), text.index("\n", text.index("      thrips"))
    change(
        "facts/plant.yaml",
        text[start:end],
        "    options: {aphids: {nl: l, en: a}, mites: {nl: m, en: m}, thrips: {nl: t, en: t}}",
    )
    ran = sluimer("new", "option", plants, "--lang", "en", said="pests\n")
    assert "facts/plant.yaml" in ran.stdout
    assert ran.exit_code == 1


def test_a_knowledge_base_of_ones_own_is_complete_and_has_no_problem(sluimer: Sluimer, tmp_path: Path) -> None:
    folder = tmp_path / "Mijn koffie"
    ran = sluimer("new", "knowledge", folder)
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Uw kennisbank staat klaar: 7 bestanden in ")
    assert "name: mijn-koffie\n" in (folder / "rules/knowledge.yaml").read_text("utf-8")
    assert sluimer("check", folder, "--strict").exit_code == 0
    tested = sluimer("test", folder, "--coverage", "--fail-under", "100", "--lang", "en")
    assert tested.exit_code == 0
    assert "all passed" in tested.stdout
    advised = sluimer("advise", folder / "examples/someone.yaml", "--knowledge", folder, "--lang", "en")
    assert "No coffee after dinner" in advised.stdout


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_knowledge_base_is_written_nowhere_else(
    language: str, sluimer: Sluimer, plants: Path, tmp_path: Path
) -> None:
    """Not over what is there, not in another one, and not in a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = files_of(tmp_path)
    for place in (plants, plants / "rules" / "mine", plants / "facts", tmp_path / "file"):
        ran = sluimer("new", "knowledge", place, "--lang", language)
        assert ran.exit_code == 1
        assert "help: " in ran.stderr
    assert sluimer("new", "knowledge", "--lang", language).exit_code == 2
    assert files_of(tmp_path) == before
    assert sluimer("new", "knowledge", plants / "mine").exit_code == 0
    assert sluimer("check", plants).exit_code == 0
