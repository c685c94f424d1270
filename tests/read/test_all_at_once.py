"""One pass reports every problem, each mistake once, in the order of its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer import CaseError, KnowledgeBase
from sluimer.authoring.lint.inspect import inspect
from sluimer.messages import Problems
from sluimer.messages.problem import MOST_TOLD
from sluimer.read import check_knowledge
from sluimer.read.nodes import parse

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]
MessagesOf = Callable[[Path], list[str]]


def test_twelve_mistakes_in_five_files_give_twelve_messages(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """All of them, nothing else, sorted by file, line and column."""
    change("facts/advice.yaml", "{text: {nl: Zet de plant in de zon.", "{texts: {nl: Zet de plant in de zon.")
    change("facts/plant.yaml", "kind: choice", "kind: chioce")
    change("facts/plant.yaml", "unit: percent", "unit: procent")
    change("rules/book/water.yaml", "drooping: yes}", "droopign: yes}")
    change("rules/book/water.yaml", "cites: [B3]", "cites: [B4, B30]")
    change("rules/book/water.yaml", "start: 200 ml/week", "start: 20 ml/week")
    change("rules/book/water.yaml", "prefer: shady_spot", "prefer: shadow_spot")
    change("rules/care/stop.yaml", "at_most: 250 ml/week", "at_most: 250")
    change("rules/care/stop.yaml", "count: 2", "count: 5")
    change("rules/care/stop.yaml", "  because: {nl: Nat genoeg., en: Wet enough.}\n", "")
    change("rules/ledger/book.yaml", "where: {nl: bladzijde 2, en: page 2}", "where: {nl: bladzijde 2}")
    change("rules/knowledge.yaml", "topics: [help, water, place]", "topics: [help, water]")
    assert problems_of(plants) == [
        "facts/advice.yaml:17:20 unknown-key",
        "facts/plant.yaml:17:11 unknown-unit",
        "facts/plant.yaml:33:11 unknown-kind",
        "rules/book/water.yaml:2:10 unknown-test",
        "rules/book/water.yaml:19:23 range-out-of-order",
        "rules/book/water.yaml:26:15 unknown-item",
        "rules/book/water.yaml:28:15 unknown-statement",
        "rules/care/stop.yaml:2:3 missing-key",
        "rules/care/stop.yaml:12:32 unit-missing",
        "rules/care/stop.yaml:18:14 count-out-of-reach",
        "rules/knowledge.yaml:6:9 topic-not-ordered",
        "rules/ledger/book.yaml:7:10 text-missing",
    ]


def test_every_problem_of_a_case_comes_in_one_pass(plant_care: KnowledgeBase) -> None:
    """A case is read the same way."""
    text = "indors: yes\ndrooping: 1\nmoisture: 200\nlight: sunny\npests: [mites, lice, {a: b}]\n"
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text, "anna.yaml")
    assert [f"{problem.position} {problem.code}" for problem in raised.value.problems] == [
        "anna.yaml:1:1 unknown-fact",
        "anna.yaml:2:11 answer-yes-no",
        "anna.yaml:3:11 answer-out-of-bounds",
        "anna.yaml:4:8 answer-choice",
        "anna.yaml:5:16 unknown-option",
        "anna.yaml:5:22 unknown-option",
    ]


def test_a_facts_file_that_cannot_be_parsed_hides_its_names(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """Its facts are used in many rules; only the broken file is reported."""
    change("facts/plant.yaml", "facts:\n", "facts: [\n")
    assert [problem.split(":")[0] for problem in problems_of(plants)] == ["facts/plant.yaml"]


def test_a_facts_file_of_another_shape_hides_its_names(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """The same for a file that is a list, a section that is a list, and a section that is misspelt."""
    change("facts/advice.yaml", None, "- findings\n- topics\n")
    assert problems_of(plants) == ["facts/advice.yaml:1:1 not-a-mapping"]
    change("facts/advice.yaml", None, "findings: [thirsty]\n")
    assert problems_of(plants) == ["facts/advice.yaml:1:11 not-a-mapping"]


def test_a_misspelt_section_hides_its_names(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """`topic:` for `topics:` is one mistake."""
    change("facts/advice.yaml", "topics:\n", "topic:\n")
    assert problems_of(plants) == ["facts/advice.yaml:6:1 unknown-key"]


def test_a_ledger_that_cannot_be_parsed_hides_its_statements(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """No rule is said to cite what does not exist."""
    change("rules/ledger/book.yaml", "B4:", "---\nB4:")
    assert problems_of(plants) == ["rules/ledger/book.yaml:12:1 second-document"]
    change("rules/ledger/book.yaml", None, "[B1, B2, B3, B4]\n")
    assert problems_of(plants) == ["rules/ledger/book.yaml:1:1 not-a-mapping"]


def test_a_rule_file_that_cannot_be_parsed_hides_its_conclusions(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """No finding is said to be concluded by nothing."""
    change("rules/book/water.yaml", "cites: [B3]", "cites: [B3")
    assert problems_of(plants) == ["rules/book/water.yaml:28:10 open-bracket"]
    change("rules/book/water.yaml", None, "- a list\n")
    assert problems_of(plants) == ["rules/book/water.yaml:1:1 not-a-mapping"]


def test_a_manifest_without_a_declaration_hides_what_it_would_declare(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """Packs, units, sources and languages that are misspelt or missing are one problem each."""
    change("rules/knowledge.yaml", "packs:\n", "pakcs:\n")
    change("rules/knowledge.yaml", "units:\n", "unit:\n")
    change("rules/knowledge.yaml", "sources:\n", "source:\n")
    change("rules/knowledge.yaml", "scope:\n", "grups:\n  all_of_it: [water, place]\nscope:\n")
    change("rules/care/stop.yaml", "withhold: water", "withhold: all_of_it")
    change("rules/knowledge.yaml", "languages: [nl, en]", "language: [nl, en]")
    assert [problem.split()[1] for problem in problems_of(plants)] == ["unknown-key"] * 5


def test_a_manifest_without_packs_or_languages_names_these_alone(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """Not every rule file and every text that depends on them."""
    change(
        "rules/knowledge.yaml",
        "packs:\n  book: {nl: Het boek, en: The book}\n  care: {nl: Voorzichtigheid, en: Care}\n",
        "",
    )
    change("rules/knowledge.yaml", "languages: [nl, en]\n", "")
    assert problems_of(plants) == ["rules/knowledge.yaml:1:1 missing-key"] * 2


def test_a_body_of_the_wrong_shape_is_not_missing_its_keys(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """A fact, finding, topic, item, statement or implication that is a text gives one message."""
    change("facts/advice.yaml", "  thirsty:\n    title: {nl: Dorst, en: Thirsty}\n", "  thirsty: Dorst\n")
    change(
        "facts/advice.yaml",
        "sunny_spot: {text: {nl: Zet de plant in de zon., en: Put the plant in the sun.},"
        " title: {nl: In de zon, en: In the sun}}",
        "sunny_spot: sun",
    )
    change("rules/ledger/book.yaml", "B3:\n  source: book\n  says: {nl: Over licht., en: On light.}\n", "B3: licht\n")
    change(
        "facts/plant.yaml",
        "      - when: {below: 10 percent}\n        overrules: yes\n"
        "        then: {drooping: yes}\n        cites: [B2]\n",
        "      - below 10\n",
    )
    assert problems_of(plants) == [
        "facts/advice.yaml:2:12 not-a-mapping",
        "facts/advice.yaml:16:19 not-a-mapping",
        "facts/plant.yaml:24:9 not-a-mapping",
        "rules/ledger/book.yaml:9:5 not-a-mapping",
    ]


def test_a_broken_topic_hides_its_items(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """Rules that name its items are not called wrong."""
    change(
        "facts/advice.yaml",
        "  place:\n    title: {nl: Plek, en: Place}\n    items:\n",
        "  place:\n    title: {nl: Plek, en: Place}\n    itmes:\n",
    )
    assert problems_of(plants) == ["facts/advice.yaml:16:5 unknown-key"]


def test_names_with_capitals_are_reported_where_they_are_declared(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """And not again in each rule that uses them."""
    change("facts/plant.yaml", "  height:\n", "  Height:\n")
    change("rules/care/stop.yaml", "{height: {above: 200}}", "{Height: {above: 200}}")
    assert problems_of(plants) == ["facts/plant.yaml:28:3 bad-id"]


def test_a_heap_of_mistakes_is_told_as_far_as_anyone_reads(plants: Path, change: Change) -> None:
    """After some hundreds only how many more there are, so that the message still comes at once."""
    conditions = ", ".join(f"{{droopin{number}: yes}}" for number in range(3000))
    change("rules/book/water.yaml", "when: {drooping: yes}", f"when: {{any: [{conditions}]}}")
    problems = check_knowledge(plants)[1]
    assert problems[0].near == "drooping"
    assert len(problems) == MOST_TOLD + 1
    assert str(3000 - MOST_TOLD) in problems[-1].message("en")


def test_a_group_with_a_bad_name_is_reported_where_it_is_declared(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """And not where it is withheld."""
    change("rules/knowledge.yaml", "scope:\n", "groups:\n  All: [water, place]\nscope:\n")
    change("rules/care/stop.yaml", "withhold: water", "withhold: All")
    assert problems_of(plants) == ["rules/knowledge.yaml:8:3 bad-id"]


def test_a_lost_folder_of_rules_is_a_problem(plants: Path, problems_of: ProblemsOf) -> None:
    """Advice must not be given without the rules that warn."""
    shutil.rmtree(plants / "rules" / "care")
    assert problems_of(plants) == ["rules/care pack-without-rules"]


def test_a_fact_with_a_new_name_is_told_everywhere_at_once(plants: Path, change: Change) -> None:
    """In rules, implications, cases and examples, so that mending it takes one round."""
    change("rules/book/water.cases.yaml", None, "dry:\n  person: {drooping: yes}\n  expect: {asks: [drooping]}\n")
    change("examples/anna.yaml", None, "indoors: yes\nlight: sun\ndrooping: yes\n")
    change("facts/plant.yaml", "  drooping:\n", "  hanging:\n")
    assert [f"{each.position} {each.code}" for each in inspect(plants).errors] == [
        "examples/anna.yaml:3:1 unknown-fact",
        "facts/plant.yaml:26:16 cannot-be-implied",
        "rules/book/water.cases.yaml:2:12 unknown-fact",
        "rules/book/water.cases.yaml:3:19 unknown-fact",
        "rules/book/water.yaml:2:10 unknown-test",
    ]


def test_every_new_name_is_told_everywhere_at_once(plants: Path, change: Change) -> None:
    """A finding, an item, a rule, a statement, an option: where each is used, and nothing that follows from it."""
    expect = "given: [sunny_spot], fires: [sun-is-better], findings: {stressed: no}"
    case = f"dry:\n  person: {{light: shade}}\n  expect: {{{expect}}}\n"
    change("rules/book/water.cases.yaml", None, case)
    change(
        "rules/ledger/more.yaml",
        None,
        "B9: {source: book, says: {nl: a, en: b}, status: reason, explains: [sun-is-better]}\n",
    )
    change("facts/advice.yaml", "  stressed:\n", "  strained:\n")
    change("facts/advice.yaml", "      sunny_spot: {", "      bright_spot: {")
    change("facts/plant.yaml", "      shade: {nl", "      dark: {nl")
    change("rules/book/water.yaml", "sun-is-better:\n", "light-is-better:\n")
    change("rules/ledger/book.yaml", "B3:\n", "L3:\n")
    assert [f"{each.position} {each.code}" for each in inspect(plants).errors] == [
        "rules/book/water.cases.yaml:2:19 answer-choice",
        "rules/book/water.cases.yaml:3:20 unknown-item",
        "rules/book/water.cases.yaml:3:41 unknown-rule",
        "rules/book/water.cases.yaml:3:68 unknown-finding",
        "rules/book/water.yaml:13:17 unknown-finding",
        "rules/book/water.yaml:23:17 unknown-option",
        "rules/book/water.yaml:25:16 unknown-item",
        "rules/book/water.yaml:28:11 unknown-statement",
        "rules/care/stop.yaml:26:14 unknown-item",
        "rules/ledger/more.yaml:1:1 unknown-rule",
    ]


def test_what_only_the_whole_shows_is_told_beside_other_mistakes(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """A bold assumption, a statement that nothing cites, a status of what is cited, a finding nothing concludes."""
    change("rules/care/stop.yaml", "gardener_agreed: no}", "gardener_agreed: yes}")
    change("rules/ledger/more.yaml", None, "B9: {source: book, says: {nl: a, en: b}}\n")
    change("rules/ledger/book.yaml", "B4:\n", "B4:\n  status: background\n")
    change("facts/advice.yaml", "  stressed:\n", "  happy:\n    title: {nl: Blij, en: Happy}\n  stressed:\n")
    change("rules/book/water.yaml", "prefer: shady_spot", "prefer: shadow_spot")
    assert problems_of(plants) == [
        "facts/advice.yaml:4:3 never-concluded",
        "facts/plant.yaml:10:3 bold-assumption",
        "rules/book/water.yaml:26:15 unknown-item",
        "rules/ledger/book.yaml:12:1 status-of-cited",
        "rules/ledger/more.yaml:1:1 statement-without-status",
    ]


def test_a_lost_manifest_hides_only_what_it_declares(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    change("rules/knowledge.yaml", "name: house-plants\n", "name: house: plants\n")
    change("rules/book/water.yaml", "drooping: yes}", "droopign: yes}")
    change("rules/care/stop.yaml", "  because: {nl: Nat genoeg., en: Wet enough.}\n", "")
    assert problems_of(plants) == [
        "rules/book/water.yaml:2:10 unknown-test",
        "rules/care/stop.yaml:2:3 missing-key",
        "rules/knowledge.yaml:1:12 stray-colon",
    ]


def test_what_stands_beside_a_mistake_is_read_too(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """The second of two rules with one name, the parts below `or`, and the list of a count that is missing."""
    change("rules/care/stop.yaml", "tall-plants-drink-less:", "sun-is-better:")
    change("rules/care/stop.yaml", "{height: {above: 200}}", "{or: [{heigth: {above: 200}}]}")
    change("rules/care/stop.yaml", "      count: 2\n", "")
    change("rules/care/stop.yaml", "{includes: thrips}", "{includes: trhips}")
    assert problems_of(plants) == [
        "rules/care/stop.yaml:10:1 declared-twice",
        "rules/care/stop.yaml:11:10 unknown-connective",
        "rules/care/stop.yaml:11:16 unknown-test",
        "rules/care/stop.yaml:19:7 missing-key",
        "rules/care/stop.yaml:22:29 unknown-option",
    ]


def test_a_case_like_one_that_is_not_there_is_read_for_the_rest(plants: Path, change: Change) -> None:
    change(
        "rules/book/water.cases.yaml",
        None,
        "dry:\n  like: nobody\n  person: {droopign: yes}\n  expect: {given: [watre]}\nwet:\n  person: {lihgt: sun}\n",
    )
    assert [f"{each.position} {each.code}" for each in inspect(plants).errors] == [
        "rules/book/water.cases.yaml:2:9 unknown-case",
        "rules/book/water.cases.yaml:3:12 unknown-fact",
        "rules/book/water.cases.yaml:4:20 unknown-item",
        "rules/book/water.cases.yaml:6:3 missing-key",
        "rules/book/water.cases.yaml:6:12 unknown-fact",
    ]


def test_an_answer_given_twice_does_not_hide_the_other_mistakes(plant_care: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("indoors: yes\nindoors: no\nlihgt: sun\n", "anna.yaml")
    assert [f"{problem.position} {problem.code}" for problem in raised.value.problems] == [
        "anna.yaml:2:1 answer-twice",
        "anna.yaml:3:1 unknown-fact",
    ]


def test_a_pack_with_a_new_name_is_one_mistake(plants: Path, problems_of: ProblemsOf) -> None:
    (plants / "rules" / "care").rename(plants / "rules" / "caring")
    assert problems_of(plants) == ["rules/caring/stop.yaml unknown-pack"]


MARKED = "<<<<<<< HEAD\n{0}||||||| base\n{0}=======\n{0}>>>>>>> other\n"


@pytest.mark.parametrize(
    "file",
    [
        *("facts/plant.yaml", "facts/advice.yaml", "rules/book/water.yaml", "rules/care/stop.yaml"),
        *("rules/ledger/book.yaml", "rules/knowledge.yaml"),
    ],
)
def test_a_file_with_a_merge_that_was_not_finished_is_one_message(file: str, plants: Path, change: Change) -> None:
    """Wherever it is; what it would have declared is called unknown nowhere, not in the cases either."""
    change("rules/book/water.cases.yaml", None, "dry:\n  person: {drooping: yes}\n  expect: {fires: [sun-is-better]}\n")
    text = (plants / file).read_text(encoding="utf-8")
    (plants / file).write_text(MARKED.format(text), encoding="utf-8")
    assert [f"{each.position} {each.code}" for each in inspect(plants).errors] == [f"{file}:1:1 merge-conflict"]


def test_cases_with_a_merge_that_was_not_finished_are_one_message(plants: Path, change: Change) -> None:
    change("rules/book/water.cases.yaml", None, MARKED.format("dry:\n  expect: {outcome: advice}\n"))
    change("rules/care/stop.cases.yaml", None, "wet:\n  like: dry\n  expect: {outcome: not_covered}\n")
    assert [f"{each.position} {each.code}" for each in inspect(plants).errors] == [
        "rules/book/water.cases.yaml:1:1 merge-conflict"
    ]


@pytest.mark.parametrize("text", ["a: 1 # =======\n", "a: |\n  =======\n  <<<<<<<\n", "# <<<<<<< HEAD\na: 1\n"])
def test_what_looks_like_a_mark_elsewhere_is_none(text: str) -> None:
    problems = Problems()
    assert parse(text, "file", problems) is not None
    assert problems.sorted() == ()


def test_other_files_in_the_folder_of_examples_are_left_alone(plants: Path, change: Change) -> None:
    change("examples/compose.yaml", None, "services:\n  web: {light: sun}\nlight: none\n")
    change("examples/list.yaml", None, "- light\n")
    change("examples/broken.yaml", None, "light: [\n")
    change("examples/notes.txt", None, "light: sunny\n")
    assert inspect(plants).errors == ()


def test_a_knowledge_base_without_units_says_where_they_are_declared(
    plants: Path, change: Change, messages_of: MessagesOf
) -> None:
    """And not that they are nothing."""
    units = "units:\n  ml/week: {nl: ml per week, en: ml a week}\n  percent: {nl: procent, en: percent}\n"
    change("rules/knowledge.yaml", units, "")
    assert messages_of(plants) == [
        f"{place}: error: `{unit}` is not a unit of this knowledge base\n"
        "  help: there are no units yet: declare them under `units` in rules/knowledge.yaml"
        for place, unit in (("facts/advice.yaml:11:15", "ml/week"), ("facts/plant.yaml:17:11", "percent"))
    ]
