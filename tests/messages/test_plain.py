"""What other libraries hand over is read as its plain kin, and what is ambiguous is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Any

import pytest

from sluimer import CaseError, KnowledgeBase

pandas = pytest.importorskip("pandas")
numpy = pytest.importorskip("numpy")
pydantic = pytest.importorskip("pydantic")


class Light(Enum):
    SUN = "sun"


class Pest(StrEnum):
    MITES = "mites"


class Height(IntEnum):
    LOW = 3


class Whether(Enum):
    YES = True


class Word(Enum):
    LIGHT = "light"


def _values(kb: KnowledgeBase, answers: Any) -> Mapping[str, object]:
    return kb.read_case(answers).given


def _codes(kb: KnowledgeBase, answers: Any) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as raised:
        kb.consult(answers)
    return [(problem.code, problem.position.path) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("fact", "given", "value"),
    [
        *(("drooping", numpy.True_, True), ("drooping", numpy.False_, False), ("drooping", Whether.YES, True)),
        *(("height", numpy.int64(3), 3), ("height", numpy.float32(0.5), 0.5), ("height", numpy.array(3), 3)),
        *(("height", numpy.uint8(3), 3), ("height", Height.LOW, 3), ("height", pandas.Series([3]).iloc[0], 3)),
        *(("light", numpy.str_("sun"), "sun"), ("light", Light.SUN, "sun"), ("light", numpy.array("sun"), "sun")),
    ],
    ids=repr,
)
def test_a_value_of_another_library_is_its_plain_kin(
    plant_care: KnowledgeBase, fact: str, given: object, value: object
) -> None:
    """And is a plain one from then on, so that it can be written, compared and sent."""
    found = _values(plant_care, {fact: given})[fact]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "given",
    [
        *(["mites"], numpy.array(["mites"]), numpy.array(["mites"], dtype=object), [numpy.str_("mites")], {Pest.MITES}),
        *([Pest.MITES], pandas.Index(["mites"]), pandas.array(["mites"])),
    ],
    ids=lambda given: type(given).__name__,
)
def test_a_list_of_another_library_is_a_list(plant_care: KnowledgeBase, given: object) -> None:
    assert _values(plant_care, {"pests": given}) == _values(plant_care, {"pests": ["mites"]})
    part = {"includes": given, "excludes": []}
    assert _values(plant_care, {"pests": part}) == _values(plant_care, {"pests": {"includes": ["mites"]}})


@pytest.mark.parametrize(
    "missing",
    [
        *(None, float("nan"), Decimal("NaN"), Decimal("sNaN"), numpy.float64("nan"), numpy.float32("nan")),
        *(pandas.NA, pandas.NaT, numpy.datetime64("NaT"), numpy.ma.masked, numpy.array(numpy.nan)),
    ],
    ids=repr,
)
@pytest.mark.parametrize("fact", ["drooping", "height", "light", "pests"])
def test_what_is_missing_was_not_asked(plant_care: KnowledgeBase, fact: str, missing: object) -> None:
    """It is never an answer, and least of all a no or a nought."""
    case = plant_care.read_case({fact: missing})
    assert (dict(case.given), case.unknown, case.declined) == ({}, (), ())


@pytest.mark.parametrize("missing", [float("nan"), pandas.NA, pandas.NaT, None], ids=repr)
def test_what_is_missing_inside_a_list_is_refused(plant_care: KnowledgeBase, missing: object) -> None:
    """Who made the list must say what was meant."""
    assert _codes(plant_care, {"pests": ["mites", missing]}) == [("unknown-option", "/pests/1")]


@pytest.mark.parametrize(
    "given",
    [
        *(numpy.float64(1.0), numpy.int64(1), 1.0, numpy.array([True]), numpy.array([[True]]), numpy.timedelta64(1)),
        *(pandas.Series([True]), pandas.DataFrame({"a": [True]}), memoryview(b"1"), Height.LOW, Height, numpy.bool_),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_is_no_truth_is_not_taken_for_one(plant_care: KnowledgeBase, given: object) -> None:
    """A column of yes and no that became numbers may have lost who was not asked."""
    assert _codes(plant_care, {"drooping": given}) == [("answer-yes-no", "/drooping")]


def test_a_list_of_another_library_counts_against_the_limit(plant_care: KnowledgeBase) -> None:
    """As long as a plain one would be, wherever it stands."""
    for given in (numpy.zeros(200_000), {"includes": numpy.zeros(200_000)}):
        assert _codes(plant_care, {"pests": given}) == [("too-many-answers", "")]


def test_a_row_of_a_table_is_a_case(plant_care: KnowledgeBase) -> None:
    """What is missing in the table was not asked."""
    table = pandas.DataFrame({"light": ["sun", None], "drooping": [True, None], "height": [3, None]})
    assert _values(plant_care, table.iloc[0]) == {"light": "sun", "drooping": True, "height": 3}
    assert _values(plant_care, table.iloc[1]) == {}
    assert _values(plant_care, table.to_dict("records")[0]) == {"light": "sun", "drooping": True, "height": 3}


def test_a_row_with_one_name_twice_is_refused(plant_care: KnowledgeBase) -> None:
    """Nobody knows which of the two counts."""
    row = pandas.Series([True, False], index=["drooping", "drooping"])
    assert _codes(plant_care, row) == [("case-not-a-mapping", "")]


@pytest.mark.parametrize("table", [pandas.DataFrame({"drooping": [True]}), numpy.array([1]), numpy.array(1)])
def test_a_whole_table_is_no_case(plant_care: KnowledgeBase, table: object) -> None:
    assert _codes(plant_care, table) == [("case-not-a-mapping", "")]


def test_of_a_model_what_was_set_is_an_answer_and_a_default_is_none(plant_care: KnowledgeBase) -> None:
    """A `False` that nobody gave would be a no that nobody said."""

    class Plant(pydantic.BaseModel):  # type: ignore[name-defined, misc]  # it may not be installed
        drooping: bool = False
        light: Light | None = None
        pests: tuple[Pest, ...] = ()
        height: float | None = None

    assert _values(plant_care, Plant()) == {}
    assert _values(plant_care, Plant(drooping=False)) == {"drooping": False}
    assert _values(plant_care, Plant(light="sun", height=None)) == {"light": "sun"}
    assert _values(plant_care, Plant(pests=["mites"])) == _values(plant_care, {"pests": ["mites"]})


def test_what_a_model_writes_of_itself_is_not_what_was_answered(plant_care: KnowledgeBase) -> None:
    """What is computed was given by nobody, and what is written in another way was not answered so."""

    class Plant(pydantic.BaseModel):  # type: ignore[name-defined, misc]  # it may not be installed
        light: str | None = None
        height: float | None = pydantic.Field(None, exclude=True)

        @pydantic.computed_field  # type: ignore[prop-decorator, untyped-decorator]
        @property
        def drooping(self) -> bool:
            return False

        @pydantic.field_serializer("light")  # type: ignore[untyped-decorator]
        def written(self, light: str | None) -> str:
            return light or "shade"

    assert _values(plant_care, Plant(light=None, height=3)) == {"height": 3}


def test_a_model_in_a_model_and_one_of_a_whole_are_read_too(plant_care: KnowledgeBase) -> None:
    class Some(pydantic.BaseModel):  # type: ignore[name-defined, misc]  # it may not be installed
        includes: tuple[Pest, ...] = ()
        excludes: tuple[str, ...] = ("aphids",)

    class Whole(pydantic.RootModel[dict[str, Any]]):  # type: ignore[name-defined, misc]
        pass

    mites = _values(plant_care, {"pests": {"includes": ["mites"]}})
    assert _values(plant_care, {"pests": Some(includes=["mites"])}) == mites
    assert _values(plant_care, Whole({"pests": Some(includes=["mites"])})) == mites


def test_a_field_that_was_never_set_was_not_asked(plant_care: KnowledgeBase) -> None:
    @dataclass(slots=True)
    class Fern:
        light: str | None = None
        drooping: bool | None = field(init=False)

    assert _values(plant_care, Fern("sun")) == {"light": "sun"}


@dataclass
class Plant:
    light: str | None = None
    drooping: bool | None = None
    indoors: bool = True
    pests: list[str] = field(default_factory=list)


def test_of_a_dataclass_each_field_is_an_answer(plant_care: KnowledgeBase) -> None:
    given = Plant("sun", None, indoors=False, pests=["mites"])
    assert _values(plant_care, given) == _values(plant_care, {"light": "sun", "indoors": False, "pests": ["mites"]})


def test_a_field_that_has_its_default_is_refused(plant_care: KnowledgeBase) -> None:
    """It may have been answered so or not at all; `None` is no such default."""
    assert _codes(plant_care, Plant("sun")) == [("answer-default", "/indoors"), ("answer-default", "/pests")]


def test_the_class_of_a_model_or_dataclass_is_no_case(plant_care: KnowledgeBase) -> None:
    assert _codes(plant_care, Plant) == [("case-not-a-mapping", "")]
    assert _codes(plant_care, pydantic.BaseModel) == [("case-not-a-mapping", "")]


def test_a_fact_may_be_named_by_a_member_of_an_enumeration(plant_care: KnowledgeBase) -> None:
    assert _values(plant_care, {Word.LIGHT: "sun"}) == {"light": "sun"}


class Form(dict[str, str]):
    """As of Starlette, Django and Werkzeug: of what was sent twice a mapping shows one."""

    def __init__(self, *sent: tuple[str, str]) -> None:
        super().__init__(sent)
        self.sent = sent

    def getlist(self, name: str) -> list[str]:
        return [value for each, value in self.sent if each == name]


class Post(Form):
    """As of aiohttp and WebOb: it shows every name as often as it was sent."""

    getall = Form.getlist
    getlist = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.sent)


@pytest.mark.parametrize("form", [Form, Post])
def test_what_a_form_answers_twice_is_refused(plant_care: KnowledgeBase, form: type[Form]) -> None:
    """Nobody knows which of the two counts, and the last may be a no."""
    assert _values(plant_care, form(("drooping", "yes"), ("light", "sun"))) == {"drooping": True, "light": "sun"}
    twice = form(("drooping", "yes"), ("light", "sun"), ("drooping", "no"), ("pests", "mites"), ("pests", "none"))
    found = [("several-answers", "/drooping"), ("answer-set", "/pests"), ("several-answers", "/pests")]
    assert _codes(plant_care, twice) == found


@pytest.mark.parametrize("second", ["shade", "unknown", None])
def test_a_fact_named_in_two_ways_is_refused(plant_care: KnowledgeBase, second: object) -> None:
    assert _codes(plant_care, {Word.LIGHT: "sun", "light": second}) == [("several-answers", "/light")]


@pytest.mark.parametrize("unit", ["ns", "M", "Y", "D"])
def test_a_time_of_numpy_is_no_number(plant_care: KnowledgeBase, unit: str) -> None:
    """Three months are not three of whatever the fact is counted in, even where NumPy makes a bare number of them."""
    for given in (numpy.timedelta64(3, unit), numpy.datetime64(3, unit)):
        for answer in (given, numpy.array([given])):
            [(_, path)] = _codes(plant_care, {"height": answer})
            assert path.startswith("/height")


class Scalar(Mapping[str, object]):
    """As of pyarrow, of which some kinds are mappings that work as no other does."""

    def __init__(self, *fields: tuple[str, object]) -> None:
        self.fields = fields

    def as_py(self) -> object:
        if len(dict(self.fields)) < len(self.fields):
            raise ValueError("duplicate field names")
        return dict(self.fields)

    def __getitem__(self, name: str) -> object:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.fields)

    def __len__(self) -> int:
        return len(self.fields)


def test_a_row_of_arrow_is_a_case_unless_a_name_stands_twice(plant_care: KnowledgeBase) -> None:
    assert _values(plant_care, Scalar(("light", "sun"), ("drooping", None))) == {"light": "sun"}
    twice = Scalar(("pests", []), ("pests", ["mites"]))
    assert _codes(plant_care, twice) == [("case-not-a-mapping", "")]
    assert _codes(plant_care, {"pests": twice}) == [("answer-set", "/pests")]


def test_a_series_of_polars_is_a_list(plant_care: KnowledgeBase) -> None:
    class Series:
        """As Polars gives it for a cell with a list; it has no number of dimensions."""

        dtype = "String"

        def to_list(self) -> list[str]:
            return ["mites"]

    assert _values(plant_care, {"pests": Series()}) == _values(plant_care, {"pests": ["mites"]})


def test_a_value_with_something_to_call_is_not_called(plant_care: KnowledgeBase) -> None:
    """What has neither shape nor fields is no kin of anything."""

    class Sly:
        def tolist(self) -> bool:
            return True

        def __bool__(self) -> bool:
            raise AssertionError("nobody trusts this")

    assert _codes(plant_care, {"drooping": Sly()}) == [("answer-yes-no", "/drooping")]
