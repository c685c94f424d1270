"""Every lint, in the order of their subjects."""

from collections.abc import Iterator

from sluimer.authoring.lint import cases, logic, numbers, texts, unused, writing
from sluimer.authoring.lint.model import Desk, Lint, Warned, warned
from sluimer.messages import Position


def _schemas_stale(desk: Desk) -> Iterator[Warned]:
    """Schemas beside the files that no longer fit them."""
    return (warned("schema-stale", Position(name)) for name in desk.stale)


LINTS = (
    Lint("fact-unread", unused.facts_unread),
    Lint("section-missing", unused.facts_without_section),
    Lint("option-unread", unused.options_unread),
    Lint("finding-unused", unused.findings_unused),
    Lint("score-unread", unused.scores_unread),
    Lint("points-never-count", logic.points_that_never_count),
    Lint("item-never-given", unused.items_never_given),
    Lint("declared-unused", unused.declared_unused),
    Lint("rule-repeats", logic.rules_that_repeat),
    Lint("never-holds", logic.rules_that_never_hold),
    Lint("part-never-holds", logic.parts_that_never_hold),
    Lint("always-holds", logic.conditions_that_always_hold),
    Lint("part-alone", logic.parts_alone),
    Lint("not-of-several", logic.nots_of_several),
    Lint("part-twice", logic.parts_twice),
    Lint("brings-and-stops", logic.rules_that_bring_and_stop),
    Lint("title-missing", texts.titles_missing),
    Lint("reason-too-long", texts.reasons_too_long),
    Lint("same-in-both", texts.same_in_both),
    Lint("text-unfinished", texts.texts_unfinished),
    Lint("text-cut", texts.texts_cut),
    Lint("quotes-printed", texts.quotes_printed),
    Lint("number-written-out", numbers.numbers_written_out),
    Lint("bound-untested", cases.bounds_untested),
    Lint("named-twice", writing.named_twice),
    Lint("says-default", writing.says_default),
    Lint("yes-no-spelling", writing.yes_no_spelling),
    Lint("space-at-end", writing.spaces_at_end),
    Lint("last-line-open", writing.last_line_open),
    Lint("schema-stale", _schemas_stale),
)

MENDED = (
    "named-twice", "says-default", "yes-no-spelling", "space-at-end", "last-line-open", "schema-stale",
    "allowance-unused",
)  # fmt: skip
"""The warnings that have one right answer, so that `fix` can give it."""
