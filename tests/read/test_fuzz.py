"""Whatever is written or handed over: advice, or problems with their places, and never any other error."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sluimer import CaseError, KnowledgeBase, load
from sluimer.knowledge_base import bundled_folder
from sluimer.read import check_knowledge
from tries import tries

often = settings(
    max_examples=tries(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)
seldom = settings(often, max_examples=tries(60))

VALID = """\
# somebody
indoors: yes
drooping: no
moisture: 30 percent
height: 0.5
light: "shade"
pests: {includes: [mites], excludes: [thrips]}
gardener_agreed: unknown
"""

PIECES = st.sampled_from(
    [
        *(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "? ",
            ",",
            "&a ",
            "*a",
            "!t ",
            "|\n",
            ">\n",
            "#",
            "'",
            '"',
            "\\",
            "%",
            "@",
        ),
        *(
            "`",
            "\t",
            "\n",
            "\r",
            "---\n",
            "...\n",
            "<<: ",
            "~",
            "\ufeff",
            "\u2028",
            "\x85",
            "\x00",
            "\ud800",
            "🌱",
            " ",
        ),
        *("light", "pests", "includes", "yes", "unknown", "1", "height", "\\ud83d", "\\x", "%YAML 1.1\n", "0" * 20),
    ]
)


def _outcome(kb: KnowledgeBase, text: str) -> None:
    """Read and consult; a refusal has problems that can be printed in both languages."""
    try:
        kb.consult(kb.read_case(text)).to_json("nl", full=True)
    except CaseError as error:
        _check_places(error, text)


def _check_places(error: CaseError, text: str) -> None:
    assert error.problems
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in error.problems:
        for language in ("en", "nl"):
            printed = problem.render("nl" if language == "nl" else "en")
            assert all(char.isprintable() or char == "\n" for char in printed)
        if problem.position.line:
            assert problem.position.line <= len(lines) + 1
            assert problem.position.column >= 1


@often
@given(st.text(st.characters(), max_size=200))
def test_any_text_is_read_or_refused(plant_care: KnowledgeBase, text: str) -> None:
    """Every character, lone surrogates too."""
    _outcome(plant_care, text)


@often
@given(st.lists(PIECES, max_size=40).map("".join))
@example("? ? ? :")
@example("&a *a")
@example("!<")
@example("%TAG ! x\n--- !y")
def test_any_heap_of_yaml_is_read_or_refused(plant_care: KnowledgeBase, text: str) -> None:
    """The characters that mean something, in any order."""
    _outcome(plant_care, text)


@st.composite
def _mutated(draw: st.DrawFn, text: str) -> str:
    """A text with a few characters or lines taken out, put in, doubled or changed of place."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        at = draw(st.integers(0, len(text)))
        match draw(st.integers(0, 5)):
            case 0:
                del lines[here]
            case 1:
                lines.insert(here, lines[there])
            case 2:
                lines[here], lines[there] = lines[there], lines[here]
            case 3:
                lines[here] = " " * draw(st.integers(0, 6)) + lines[here].lstrip()
            case 4:
                lines = (text[:at] + draw(PIECES) + text[at:]).split("\n")
            case 5:
                lines = (text[:at] + text[at + draw(st.integers(1, 5)) :]).split("\n")
        text = "\n".join(lines)
    return text


@often
@given(_mutated(VALID))
def test_a_good_case_with_mistakes_is_read_or_refused(plant_care: KnowledgeBase, text: str) -> None:
    """A few edits away from what is right."""
    _outcome(plant_care, text)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.fractions()
    | st.text(max_size=20)
    | st.binary(max_size=5)
    | st.sampled_from(["yes", "no", "unknown", "declined", "none", "sun", "mites", "includes", "30 percent"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(string.ascii_lowercase, max_size=5) | st.sampled_from(["includes", "excludes"]), inner
        )
        | st.tuples(inner)
    ),
    max_leaves=8,
)
KEYS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=5)
NAMES = st.sampled_from(["indoors", "drooping", "gardener_agreed", "moisture", "height", "light", "pests"])


@often
@given(st.dictionaries(NAMES | KEYS, VALUES, max_size=7) | VALUES)
def test_any_value_is_consulted_or_refused(plant_care: KnowledgeBase, answers: object) -> None:
    """From a program, with values of every sort."""
    try:
        plant_care.consult(answers).to_json("en", full=True)  # type: ignore[arg-type]  # what a caller can get wrong
    except CaseError as error:
        _check_places(error, "")


@often
@given(st.dictionaries(NAMES, VALUES, max_size=7))
def test_what_is_accepted_is_typed(plant_care: KnowledgeBase, answers: dict[str, object]) -> None:
    """Behind the reader there are only plain values, each of the sort of its fact."""
    try:
        values = plant_care.consult(answers).case.values
    except CaseError:
        return
    for name, value in values.items():
        if name in ("moisture", "height"):
            assert type(value) in (int, float)
        elif name == "light":
            assert value in ("sun", "shade")
        else:
            assert value is True or value is False


FILES = sorted(
    path.relative_to(bundled_folder()).as_posix() for path in bundled_folder().glob("facts/*.yaml")
) + sorted(path.relative_to(bundled_folder()).as_posix() for path in bundled_folder().glob("rules/**/*.yaml"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled knowledge in a folder of its own."""
    folder = tmp_path_factory.mktemp("bundled")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((bundled_folder() / name).read_bytes())
    return folder


@seldom
@given(st.data())
def test_edited_knowledge_is_loaded_or_reported(copy: Path, data: st.DataObject) -> None:
    """The bundled files with lines lost, doubled, moved, and letters changed."""
    name = data.draw(st.sampled_from(FILES))
    path = copy / name
    before = path.read_bytes()
    try:
        path.write_bytes(data.draw(_mutated(before.decode())).encode("utf-8", "surrogatepass"))
        knowledge, problems = check_knowledge(copy)
        assert (knowledge is None) is bool(problems)
        assert list(problems) == sorted(problems, key=lambda problem: problem.position)
        for problem in problems:
            assert problem.render("en")
            assert problem.render("nl")
        if knowledge is not None:
            load(copy).consult({}).to_json()
    finally:
        path.write_bytes(before)


@seldom
@given(st.data())
def test_an_edit_of_one_word_gives_few_messages(plants: Path, data: st.DataObject) -> None:
    """A word misspelt in one place of a rule is one message, or none where it is a text."""
    name = data.draw(st.sampled_from(["rules/book/water.yaml", "rules/care/stop.yaml"]))
    path = plants / name
    before = path.read_bytes()
    words = before.decode().split(" ")
    here = data.draw(st.integers(0, len(words) - 1))
    try:
        words[here] = words[here][:1] + "q" + words[here][1:]
        path.write_bytes(" ".join(words).encode())
        _, problems = check_knowledge(plants)
        assert len(problems) <= 2, [problem.render() for problem in problems]
    finally:
        path.write_bytes(before)
