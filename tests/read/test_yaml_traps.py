"""YAML's traps are none here: what is written is what is read, or it is refused with a message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer import CaseError, KnowledgeBase
from sluimer.files.source import decode
from sluimer.messages import Problems
from sluimer.read import read_knowledge
from sluimer.read.nodes import MappingNode, ScalarNode, parse

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]


def _only_value(text: str) -> ScalarNode:
    node = parse(text, "file", Problems())
    assert isinstance(node, MappingNode)
    ((_, value),) = node.entries
    assert isinstance(value, ScalarNode)
    return value


@pytest.mark.parametrize(
    "word",
    [
        *("no", "yes", "on", "off", "y", "N", "TRUE", "=", "<<", "2001-12-14", "2001-12-14t21:59:43.10-05:00"),
        *("1e3", "0o10", "012", "12:30", "1_000", ".5", "5.", "+5", "0x1F", ".inf", ".NaN", "0b1", "0.10", "1.0"),
    ],
)
def test_a_value_stays_as_it_was_written(word: str) -> None:
    """Nothing is turned into a truth value, a number, a time or a date."""
    value = _only_value(f"key: {word}")
    assert (value.text, value.quoted, value.empty) == (word, False, False)


@pytest.mark.parametrize("word", ["~", "null", ""])
def test_a_value_left_open_is_empty(word: str) -> None:
    """Only an empty place, `~` and `null` say that nothing is written."""
    assert _only_value(f"key: {word}").empty


@pytest.mark.parametrize("word", ['"~"', "'null'", '""', "|-\n  null"])
def test_a_quoted_value_is_never_empty(word: str) -> None:
    """Quotes make it a text."""
    value = _only_value(f"key: {word}")
    assert value.quoted
    assert not value.empty


@pytest.mark.parametrize("word", ["no", "on", "12", "null", "~", "="])
def test_a_key_stays_as_it_was_written(word: str) -> None:
    """`no` is a key, not false."""
    node = parse(f"{word}: x", "file", Problems())
    assert isinstance(node, MappingNode)
    assert [key.text for key, _ in node.entries] == [word]


def test_no_may_be_a_language(plants: Path) -> None:
    """Norwegian takes the place of Dutch in every file."""
    for path in plants.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("{nl: ", "{no: ").replace("[nl, en]", "[no, en]"), encoding="utf-8")
    knowledge = read_knowledge(plants)
    assert knowledge.manifest.languages == ("no", "en")
    assert knowledge.rules["sun-is-better"].because.in_language("no") == "Licht helpt."


@pytest.mark.parametrize("word", ["yes", "YES", "Yes", "true", "True", '"yes"', "'yes'"])
def test_yes_may_be_written_in_several_ways(word: str, plant_care: KnowledgeBase) -> None:
    """Quotes and capitals make no difference to yes and no."""
    assert plant_care.read_case(f"drooping: {word}").values["drooping"] is True


@pytest.mark.parametrize("word", ["no", "No", "false", '"no"'])
def test_no_may_be_written_in_several_ways(word: str, plant_care: KnowledgeBase) -> None:
    """The same for no."""
    assert plant_care.read_case(f"drooping: {word}").values["drooping"] is False


@pytest.mark.parametrize("word", ["on", "off", "y", "n", "1", "0", "ja", "[]", "{}", '""', "2001-12-14", "="])
def test_nothing_else_is_yes_or_no(word: str, plant_care: KnowledgeBase) -> None:
    """What YAML takes for a truth value elsewhere is refused."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(f"drooping: {word}")
    assert [str(problem.position) for problem in raised.value.problems] == ["case:1:11"]
    assert [problem.code for problem in raised.value.problems] == ["answer-yes-no"]


@pytest.mark.parametrize(("word", "number"), [("5", 5), ("0.5", 0.5), ("-3", -3), ("1.0", 1), ("-0", 0), ('"7"', 7)])
def test_a_number_is_digits_with_at_most_one_point(word: str, number: float, plant_care: KnowledgeBase) -> None:
    """Whole numbers stay whole."""
    value = plant_care.read_case(f"height: {word}").values["height"]
    assert value == number
    assert type(value) is type(number)


NO_NUMBERS = ["1e3", "0o10", "012", "12:30", "1_000", ".5", "5.", "+5", "0x1F", ".inf", ".NaN", "1,5", "٣", "- 5"]


@pytest.mark.parametrize("word", [*NO_NUMBERS, "--5", "1" * 16, "yes", "[5]", "2001-12-14", "=5"])
def test_nothing_else_is_a_number_in_a_case(word: str, plant_care: KnowledgeBase) -> None:
    """Octal, sexagesimal, scientific, hexadecimal, underscores: none of them is guessed at."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(f"height: {word}")
    (problem,) = raised.value.problems
    assert problem.code == ("stray-dash" if word == "- 5" else "answer-number")
    assert str(problem.position) == "case:1:9"


@pytest.mark.parametrize("word", [word for word in NO_NUMBERS if " " not in word])
def test_nothing_else_is_a_number_in_a_rule(word: str, plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """The same for the bounds of a condition."""
    change("rules/care/stop.yaml", "{above: 200}", f'{{above: "{word}"}}')
    assert problems_of(plants) == ["rules/care/stop.yaml:11:26 not-a-number"]


def test_a_merge_key_is_no_merge(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """`<<` has no meaning of its own."""
    change("rules/book/water.yaml", "  cites: [B3]\n", "  cites: [B3]\n  <<: {when: {drooping: yes}}\n")
    assert problems_of(plants) == ["rules/book/water.yaml:29:3 unknown-key"]


def test_a_merge_of_an_anchor_is_refused_at_both_places(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """The anchor and the alias, and no more."""
    change("rules/book/water.yaml", "drooping-means-thirsty:\n", "drooping-means-thirsty: &base\n")
    change("rules/book/water.yaml", "sun-is-better:\n", "sun-is-better:\n  <<: *base\n")
    assert problems_of(plants) == ["rules/book/water.yaml:1:25 anchor", "rules/book/water.yaml:23:7 alias"]


def test_a_bomb_of_aliases_is_never_unfolded(plant_care: KnowledgeBase) -> None:
    """Nine levels of nine: each alias is refused where it stands."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("\n".join(lines))
    assert [problem.code for problem in raised.value.problems].count("alias") == 81


def test_an_object_is_never_constructed(plant_care: KnowledgeBase) -> None:
    """A tag is refused, whatever it asks for."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("indoors: !!python/object/apply:os.system [exit]")
    assert raised.value.problems[0].message() == "`!!python/object/apply:os.system` is a type tag"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str, plants: Path) -> None:
    """Windows and old Macintosh files are read, and have the same digest."""
    before = read_knowledge(plants)
    for path in plants.rglob("*.yaml"):
        path.write_bytes(path.read_text(encoding="utf-8").replace("\n", end).encode())
    after = read_knowledge(plants)
    assert after.rules == before.rules
    assert after.digest == before.digest


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_right_however_lines_end(end: str, plant_care: KnowledgeBase) -> None:
    """Line 3, column 9."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(f"indoors: yes{end}# é 🌱{end}height: 1e3{end}")
    assert [str(problem.position) for problem in raised.value.problems] == ["case:3:9"]


def test_a_byte_order_mark_is_skipped(plants: Path, plant_care: KnowledgeBase) -> None:
    """In a file and in a text; columns count from the first letter."""
    before = read_knowledge(plants)
    for path in plants.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_knowledge(plants) == before
    assert plant_care.read_case("\ufeffheight: 5").values["height"] == 5
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("\ufeffheight: x")
    assert [str(problem.position) for problem in raised.value.problems] == ["case:1:9"]


@pytest.mark.parametrize(
    "character", ["\x85", "\u2028", "\u2029", "\ufeff", "\x00", "\x1b", "\x7f", "\ud800", "\uffff"]
)
def test_a_character_that_editors_hide_is_refused(character: str, plant_care: KnowledgeBase) -> None:
    """It could end a comment, or a line, that an author sees going on; its place counts characters, not bytes."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(f"indoors: yes\nheight: 5 # één 🌱{character}drooping: yes")
    assert [f"{each.position} {each.code}" for each in raised.value.problems] == ["case:2:18 control-character"]


def test_a_lone_carriage_return_is_told_where_lines_end_otherwise(plant_care: KnowledgeBase) -> None:
    """Some programs show one line, in which the answer is part of the comment, and YAML reads two."""
    for end in ("\n", "\r\n"):
        text = f"indoors: yes{end}height: 5 # één\rdrooping: yes{end}"
        for read in (text, _decoded(text)):
            with pytest.raises(CaseError) as raised:
                plant_care.read_case(read)
            assert [f"{each.position} {each.code}" for each in raised.value.problems] == ["case:2:16 hidden-character"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
def test_lines_may_end_in_any_one_way(plant_care: KnowledgeBase, end: str) -> None:
    text = f"indoors: yes # één{end}height: 5{end}"
    for read in (text, _decoded(text)):
        assert plant_care.read_case(read).values == plant_care.read_case({"indoors": True, "height": 5}).values


def _decoded(text: str) -> str:
    """The text as it is read from a file."""
    problems = Problems()
    read = decode(text.encode(), "case", problems)
    assert read is not None
    assert not len(problems)
    return read


def test_columns_count_characters(plant_care: KnowledgeBase) -> None:
    """Emoji and accents before the mistake shift nothing."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case('{"🌱é": yes, height: x}')
    assert [str(problem.position) for problem in raised.value.problems] == ["case:1:2", "case:1:21"]


def test_texts_keep_their_letters(plants: Path, change: Change) -> None:
    """Emoji, accents and scripts stay; runs of spaces and line ends become one space."""
    change(
        "rules/book/water.yaml",
        "{nl: Licht helpt., en: Light helps.}",
        "\n    nl: |\n      Licht\n\n      🌞 hélpt.\n    en: 光",
    )
    because = read_knowledge(plants).rules["sun-is-better"].because
    assert because.in_language("nl") == "Licht 🌞 hélpt."
    assert because.in_language("en") == "光"


@pytest.mark.parametrize("name", ["é" * 40, "🌱", "Ωmega", "a" * 900, "a b", "a.b", "9lives", "_x", "x-y", "X"])
def test_a_name_of_strange_letters_is_refused(name: str, plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """Ids are plain, so that they can be typed and compared everywhere."""
    change("facts/plant.yaml", "  height:\n", f"  {name}:\n    kind: yes_no\n    title: {{}}\n  height:\n")
    assert problems_of(plants)[0] == "facts/plant.yaml:28:3 bad-id"


def test_a_tab_may_stand_where_it_does_no_harm(plant_care: KnowledgeBase) -> None:
    """Inside brackets and after values."""
    assert plant_care.read_case("{\t'height':\t5,\n\t'indoors': yes\t}").values["height"] == 5
    assert plant_care.read_case("height: 5\t# tall").values["height"] == 5


def test_a_key_may_not_be_a_list_or_mapping(plant_care: KnowledgeBase) -> None:
    """Each is refused at its place."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("? [indoors]\n: yes\n? {a: b}\n: no\nheight: 5\n")
    assert [f"{each.position} {each.code}" for each in raised.value.problems] == [
        "case:1:3 key-not-a-word",
        "case:3:3 key-not-a-word",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a:\n  nl: "Licht helpt.\n  en: "Light helps."\n',
        "a:\n  nl: 'Licht.\n  en: 'Light: it helps.'\n",
        'a:\n  nl: "Licht helpt.\n\n  # why\n  en: Light "helps" well\n',
    ],
)
def test_a_quote_left_open_is_told_where_it_opens(text: str) -> None:
    """Not far below, where the parser stumbles over the quote that opens the next text."""
    problems = Problems()
    assert parse(text, "file", problems) is None
    assert [f"{each.position} {each.code}" for each in problems.sorted()] == ["file:2:7 open-quote"]
