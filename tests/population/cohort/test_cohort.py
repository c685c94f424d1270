"""Questions of a cohort: whoever is meant is counted and written, and of whom that is not known is told."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.population.cohort.question import MOST_GROUPS
from sluimer.read import read_knowledge
from strategies.columns import ROW, table_of
from strategies.knowledge import Luck, knowledge_bases
from strategies.people import persons
from strategies.persons import Answers
from tries import tries

Edit = Callable[[str, str | None, str], None]
Holds = Callable[[sluimer.Consultation], Truth]
PEOPLE = pa.table(
    {
        "age": pa.array([12, 41, 67, None]),
        "sex": pa.array(["female", "male", None, "female"]),
        "region": pa.array(["north", None, "south", "north"]),
    }
)


class Asked:
    """Questions about a knowledge base, each with what it means of one consultation."""

    def __init__(self, luck: Luck, knowledge: Knowledge) -> None:
        self._luck = luck
        self._knowledge = knowledge

    def question(self, deep: int = 2) -> tuple[str, Holds]:
        """A question, and whether it is so."""
        luck = self._luck
        if deep and luck.once_in(2):
            word = luck.of(("and", "or"))
            (one, first), (other, second) = self.question(deep - 1), self.question(deep - 1)
            return f"({one}) {word} ({other})", lambda told: _join(word, first(told), second(told))
        if deep and luck.once_in(4):
            said, holds = self.question(deep - 1)
            return f"not ({said})", lambda told: _turned(holds(told))
        return self._sentence()

    def _sentence(self) -> tuple[str, Holds]:
        luck, known = self._luck, self._knowledge
        if luck.once_in(4):
            rule = luck.of([*known.rules])
            return f"rule {rule} fired", lambda told: told.truth_of(rule)
        if luck.once_in(4):
            outcome = luck.of([*Outcome])
            return f"outcome is {outcome}", lambda told: told.advice.outcome is outcome
        if luck.once_in(2):
            item, state = luck.of([*known.vocabulary.items]), luck.of([*State])
            return f"{item} is not {state}", lambda told: _state(told, item) is not state
        fact = luck.of([*known.vocabulary.facts.values()])
        if fact.kind is Kind.NUMBER:
            return f"{{{fact.id}: {{at_least: 3}}}}", lambda told: _test(told, fact.id, lambda value: value >= 3)
        name, said, value = _answer(fact, luck)
        return f"{name} is {said}", lambda told: _test(told, name, lambda found: found == value)


def _answer(fact: Fact, luck: Luck) -> tuple[str, str, object]:
    if fact.kind is Kind.CHOICE:
        option = luck.of(fact.options).id
        return fact.id, option, option
    value = luck.once_in(2)
    return luck.of(fact.slots), "yes" if value else "no", value


def _state(told: sluimer.Consultation, item: str) -> State:
    return next((State(one.state) for one in told.advice.items if one.id == item), State.NOT_INDICATED)


def _test(told: sluimer.Consultation, slot: str, passes: Callable[[Any], bool]) -> Truth:
    return passes(told.values[slot]) if slot in told.values else None


def _turned(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _join(word: str, one: Truth, other: Truth) -> Truth:
    decisive = word == "or"
    return decisive if decisive in (one, other) else None if None in (one, other) else not decisive


@st.composite
def asked(draw: st.DrawFn) -> tuple[Knowledge, list[Answers], Luck, str, Holds]:
    """A knowledge base, some persons, and a question about them."""
    knowledge, luck = draw(knowledge_bases()), Luck(draw)
    people = draw(st.lists(persons(knowledge), min_size=1, max_size=11))
    return (knowledge, people, luck, *Asked(luck, knowledge).question())


@given(asked())
@settings(max_examples=tries(80))
def test_those_of_whom_it_is_true_are_written_and_counted(
    drawn: tuple[Knowledge, list[Answers], Luck, str, Holds],
) -> None:
    """As consulting each of them says; unknown is not true, nor is it false."""
    knowledge, people, luck, where, holds = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    truths = [holds(kb.consult(person)) for person in people]
    screened = kb.screen(table_of(knowledge, people, luck), [ROW], where=where)
    meant = [number for number, truth in enumerate(truths) if truth is True]
    assert screened.table.column(ROW).to_pylist() == meant, where
    assert screened.report.where is not None
    assert (screened.report.where.true, screened.report.where.unknown) == (len(meant), truths.count(None))
    assert screened.report.outcomes == _outcomes([kb.consult(people[number]) for number in meant])


def _outcomes(told: Sequence[sluimer.Consultation]) -> dict[str, int]:
    found = Counter(str(one.advice.outcome) for one in told)
    return {str(one): found[str(one)] for one in Outcome}


@given(asked())
@settings(max_examples=tries(40))
def test_every_group_has_the_counts_of_its_own_persons(
    drawn: tuple[Knowledge, list[Answers], Luck, str, Holds],
) -> None:
    """By each fact and option, as the rules read the answers; together the groups have everybody."""
    knowledge, people, luck, _, _ = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    facts = knowledge.vocabulary.facts.values()
    by = [
        name
        for fact in facts
        if fact.kind is not Kind.NUMBER
        for name in (fact.slots if fact.kind is Kind.SET else (fact.id,))
    ]
    item = luck.of([*knowledge.vocabulary.items])
    told = [kb.consult(person) for person in people]
    report = kb.screen(table_of(knowledge, people, luck), [ROW], by=by, items=[item]).report
    for one in report.groups:
        for group in one.groups:
            members = [each for each in told if each.values.get(one.name) == group.key]
            assert group.persons == len(members)
            assert group.outcomes == _outcomes(members)
            states = Counter(str(_state(each, item)) for each in members)
            assert group.states == {item: {str(state): states[str(state)] for state in State}}


def persons_in(kb: sluimer.KnowledgeBase, by: str, **said: Any) -> dict[object, int]:
    """How many persons of four are in each group."""
    report = kb.screen(PEOPLE, ["region"], by=by, **said).report
    [grouped] = report.groups
    return {str(one.as_dict()["group"]): one.persons for one in grouped.groups}


def test_ages_are_grouped_by_where_a_group_begins(magnesium: sluimer.KnowledgeBase) -> None:
    assert persons_in(magnesium, "age:18,41") == {
        "{'below': 18.0}": 1,
        "{'at_least': 18.0, 'below': 41.0}": 0,
        "{'at_least': 41.0}": 2,
        "None": 1,
    }


def test_without_numbers_groups_begin_where_the_rules_tell_ages_apart(magnesium: sluimer.KnowledgeBase) -> None:
    assert "{'below': 18.0}" in persons_in(magnesium, "age")


def test_a_column_that_is_kept_has_a_group_for_each_value(magnesium: sluimer.KnowledgeBase) -> None:
    assert persons_in(magnesium, "region") == {"north": 2, "south": 1, "None": 1}


def test_a_file_is_counted_where_there_is_no_place_for_results(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    (tmp_path / "persons.csv").write_text("age,sex\n41,male\n,\n", encoding="utf-8")
    report = magnesium.screen_file(tmp_path / "persons.csv", where="age is known", by="sex")
    assert (report.rows, report.advised) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["persons.csv"]


def test_one_fact_can_be_grouped_in_two_ways(magnesium: sluimer.KnowledgeBase) -> None:
    report = magnesium.screen(PEOPLE, ["region"], by=["age:18", "age:41,67", "age:18"]).report
    assert [[group.persons for group in one.groups] for one in report.groups] == [[1, 2, 1], [1, 1, 1, 1]]


def test_a_column_may_have_more_codes_than_are_used(magnesium: sluimer.KnowledgeBase) -> None:
    """Arrow keeps those of persons who are not there, twice the same, and null as a value."""
    codes = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None, 3, 2]), pa.array(["north", "north", None, *map(str, range(MOST_GROUPS))])
    )
    report = magnesium.screen(pa.table({"age": [41] * 5, "region": codes}), ["region"], by="region").report
    assert {group.key: group.persons for group in report.groups[0].groups} == {"north": 2, "0": 1, None: 2}


def test_groups_are_of_those_who_are_meant(magnesium: sluimer.KnowledgeBase) -> None:
    assert persons_in(magnesium, "sex", where="{age: {at_least: 18}}") == {"female": 0, "male": 1, "None": 1}


@pytest.mark.parametrize("on_bad_row", ["null", "quarantine"])
def test_who_cannot_be_read_is_not_meant(magnesium: sluimer.KnowledgeBase, on_bad_row: str) -> None:
    table = pa.table({"age": pa.array([41, 411, 42])})
    screened = magnesium.screen(table, on_bad_row=on_bad_row, where="age is known", by="age:18")
    assert (screened.table.num_rows, screened.report.advised, screened.report.bad_rows) == (2, 2, 1)
    assert sum(one.persons for one in screened.report.groups[0].groups) == 2


def test_a_column_with_a_group_for_nearly_everybody_is_refused(magnesium: sluimer.KnowledgeBase) -> None:
    """Such as the number of each person, also where each batch has a few alone."""
    many = pa.table({"age": pa.array([41] * (MOST_GROUPS + 2)), "id": pa.array(range(MOST_GROUPS + 2))})
    assert _codes(magnesium, many, keep=["id"], by="id") == ["by-too-many"]
    assert len(magnesium.screen(many[2:], ["id"], by="id").report.groups[0].groups) == MOST_GROUPS + 1


def _codes(kb: sluimer.KnowledgeBase, table: Any, **said: Any) -> list[str]:
    with pytest.raises(sluimer.PopulationError) as raised:
        kb.screen(table, **said)
    for language in ("nl", "en"):
        assert raised.value.render(language)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("where", "code", "column"),
    [
        ("", "where-not-read", 1),
        ("dose", "where-not-read", 5),
        ("dose is", "where-not-read", 8),
        ("dose is given and", "where-not-read", 18),
        ("dose is given)", "where-not-read", 14),
        ("(" * 100, "where-not-read", 61),
        ("not " * 2_000 + "dose is given", "where-not-read", 8014),
        ("dose is given or outcome is stop and age is known", "where-mixed", 34),
        ("dse is given", "where-unknown-name", 1),
        ("dose is gven", "where-unknown-value", 9),
        ("outcome is adviec", "where-unknown-value", 12),
        ("rule nobody fired", "where-unknown-rule", 6),
        ("sex is femal", "unknown-option", 8),
        ("age is 65", "test-of-number", 8),
        ("dose is given and {age: {at_lest: 65}}", "unknown-key", 26),
        ("{age: {at_least: 1.500}}", "number-two-ways", 18),
        ("{}", "empty-condition", 1),
        ("{" * 100, "too-deep", 61),
    ],
)
def test_a_question_that_cannot_be_read_is_told_where(
    magnesium: sluimer.KnowledgeBase, where: str, code: str, column: int
) -> None:
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen(PEOPLE, ["region"], where=where)
    problem = raised.value.problems[0]
    assert (problem.code, problem.position.file, problem.position.column) == (code, "--where", column)


def test_a_name_of_two_things_means_the_one_that_it_can(magnesium: sluimer.KnowledgeBase) -> None:
    """`bedtime_routine` is a question and an item: no answer is called like a state."""
    for where in ("bedtime_routine is yes", "bedtime_routine is given", "not bedtime_routine is open"):
        assert magnesium.screen(PEOPLE, ["region"], where=where).report.where is not None


def test_a_name_that_may_mean_either_is_refused(plants: Path, change: Edit) -> None:
    """Where an option of a question is called like a state."""
    change(
        "facts/plant.yaml", "      shade: {nl: schaduw", "      open: {nl: open, en: open}\n      shade: {nl: schaduw"
    )
    for part in ("facts", "rules"):
        for path in (plants / part).rglob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace("shady_spot", "light"), encoding="utf-8")
    kb = sluimer.load(plants)
    assert _codes(kb, pa.table({"height": [12]}), where="light is open") == ["where-two-meanings"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"by": "sx"}, "by-unknown"),
        ({"by": "medicines"}, "by-set"),
        ({"by": "sex:1,2"}, "by-edges-of-none"),
        ({"by": "region:1,2"}, "by-edges-of-none"),
        ({"by": "age:40,18"}, "by-edges"),
        ({"by": "age:18,old"}, "by-edges"),
        ({"by": "age:"}, "by-edges"),
        ({"by": "age:" + ",".join(map(str, range(MOST_GROUPS + 1)))}, "by-too-many"),
        ({"by": "age:1.500"}, "by-edges"),
        ({"by": "sex", "items": "dse"}, "unknown-counted-item"),
        ({"items": "dose"}, "items-without-groups"),
        ({"by": "list"}, "by-type"),
    ],
)
def test_what_cannot_be_counted_by_is_told(magnesium: sluimer.KnowledgeBase, said: dict[str, Any], code: str) -> None:
    table = PEOPLE.append_column("list", pa.array([[1], [2], None, []]))
    assert _codes(magnesium, table, **{"keep": ["region", "list"], **said}) == [code]


def test_one_word_alone_may_stand_without_a_list(magnesium: sluimer.KnowledgeBase) -> None:
    screened = magnesium.screen(PEOPLE, keep="region", columns="rules", by="region")
    assert screened.table.column_names == ["region", "outcome", "rules"]
    assert [one.name for one in screened.report.groups] == ["region"]


def test_a_number_that_no_rule_compares_needs_its_groups(plants: Path, change: Edit) -> None:
    leaves = "      title: {nl: Bladeren, en: Leaves}\n      question: {nl: Hoeveel bladeren?, en: How many leaves?}\n"
    change(
        "facts/plant.yaml", "  light:\n", f"  leaves:\n    kind: number\n{leaves.replace('      ', '    ')}  light:\n"
    )
    kb = sluimer.KnowledgeBase(_with_a_rule_that_asks(plants, change))
    assert _codes(kb, pa.table({"height": [12]}), by="leaves") == ["by-no-edges"]
    assert kb.screen(pa.table({"height": [12], "leaves": [3]}), by="leaves:2").report.groups[0].groups[1].persons == 1


def _with_a_rule_that_asks(plants: Path, change: Edit) -> Knowledge:
    """A rule that asks how many leaves there are, since a question that nothing needs is a mistake."""
    change("rules/book/water.yaml", "advise: ", "ask: leaves\n    - advise: ")
    return read_knowledge(plants)
