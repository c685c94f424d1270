"""A new block stands at the end of its file or section, as if its author had put it there."""

import pytest

from sluimer.authoring.drafts.place import Draft, ListEntry, lengthened, placed

RULE = Draft("rules/book/water.yaml", "new-rule", {"cites": ["B1"]})
FACT = Draft("facts/plant.yaml", "pot", {"kind": "yes_no"}, path=("facts",))
NEW_RULE = "new-rule:\n  cites: [B1]\n"
NEW_FACT = "  pot:\n    kind: yes_no\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, NEW_RULE),
        ("", NEW_RULE),
        ("# On water.\n", "# On water.\n" + NEW_RULE),
        ("old: {}\n", "old: {}\n\n" + NEW_RULE),
        ("old: {}", "old: {}\n\n" + NEW_RULE),
        ("old: {}\n\n\n", "old: {}\n\n" + NEW_RULE),
        ("old: {}\n# The end.\n", "old: {}\n# The end.\n\n" + NEW_RULE),
    ],
)
def test_a_rule_goes_to_the_end_of_its_file(before: str | None, after: str) -> None:
    found = placed(before, RULE)
    assert found.text == after
    lines = found.text.splitlines(keepends=True)
    assert "".join(lines[found.line - 1 : found.end - 1]) == NEW_RULE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "facts:\n" + NEW_FACT),
        ("facts:\n  a: {}\n", "facts:\n  a: {}\n" + NEW_FACT),
        ("facts:\n  a: {}\nfindings:\n  b: {}\n", "facts:\n  a: {}\n" + NEW_FACT + "findings:\n  b: {}\n"),
        (
            "facts:\n  a: {}\n\n# What rules conclude.\nfindings:\n  b: {}\n",
            "facts:\n  a: {}\n" + NEW_FACT + "\n# What rules conclude.\nfindings:\n  b: {}\n",
        ),
        ("findings:\n  b: {}\n", "findings:\n  b: {}\n\nfacts:\n" + NEW_FACT),
        ("facts:\n    a: {}\n", "facts:\n    a: {}\n    pot:\n      kind: yes_no\n"),
        (
            "facts:\n  a:\n    kind: yes_no\n    # Of the pot.\n",
            "facts:\n  a:\n    kind: yes_no\n    # Of the pot.\n" + NEW_FACT,
        ),
    ],
)
def test_a_fact_goes_to_the_end_of_the_facts_of_its_file(before: str | None, after: str) -> None:
    assert placed(before, FACT).text == after


def test_a_new_file_names_its_schema_where_the_others_do() -> None:
    assert placed(None, RULE, modeline=True).text.splitlines()[0].endswith("$schema=../../schemas/rules.schema.json")
    assert placed(None, FACT, modeline=True).text.splitlines()[1] == "facts:"


OPTION = Draft("facts/plant.yaml", "sun", {"nl": "zon", "en": "sun"}, ("facts", "light", "options"), brief=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "facts:\n  light:\n    options:\n      shade: {}\n    fixed: yes\n",
            "facts:\n  light:\n    options:\n      shade: {}\n      sun: {nl: zon, en: sun}\n    fixed: yes\n",
        ),
        (
            "facts:\n  light:\n    options:\n      shade: {}\n  # Of the pot.\n  pot: {}\nfindings: {}\n",
            "facts:\n  light:\n    options:\n      shade: {}\n      sun: {nl: zon, en: sun}\n"
            "  # Of the pot.\n  pot: {}\nfindings: {}\n",
        ),
        (
            "facts:\n  light:\n    options:\n      shade: {}\n\n# What rules conclude.\nfindings: {}\n",
            "facts:\n  light:\n    options:\n      shade: {}\n      sun: {nl: zon, en: sun}\n\n# What rules conclude.\n"
            "findings: {}\n",
        ),
    ],
)
def test_an_option_goes_to_the_end_of_the_options_of_its_fact(before: str, after: str) -> None:
    assert placed(before, OPTION).text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("topics: [a, b]\nx: y\n", "topics: [a, b, c]\nx: y\n"),
        ("topics: [a,\n  b]  # all\n", "topics: [a,\n  b, c]  # all\n"),
        ("topics: a\n", "topics: [a, c]\n"),
        ("topics:\n- a\n- b\nx: y\n", "topics:\n- a\n- b\n- c\nx: y\n"),
        ("topics:\n  - a  # one\n\n# More.\nx: y\n", "topics:\n  - a  # one\n  - c\n\n# More.\nx: y\n"),
        ("topics: []\n", "topics: []\n"),
        ("others: [a]\n", "others: [a]\n"),
    ],
)
def test_a_name_goes_to_the_end_of_its_list(before: str, after: str) -> None:
    assert lengthened(before, ListEntry("rules/knowledge.yaml", ("topics",), "c")) == after
