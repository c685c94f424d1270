"""What a value in a file can be; the reader's keys, the JSON Schema and the reference are all made from these."""

from dataclasses import dataclass, field

LONGEST_NAME = 80
"""Characters of a name that an author chooses."""
LONGEST_VALUE = 2_000
"""Characters of a single value, such as a text in one language; what people read on a screen is shorter."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a key or form means, in the author's words."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The Dutch words, or the English ones for every other language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class YesNo:
    """`yes` or `no`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number without a unit; a share is more than 0 and at most 100, a whole one is a count from 1."""

    share: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""


@dataclass(frozen=True, slots=True)
class Word:
    """A single value that is free."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in each language of the knowledge base."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """The name of something that is declared elsewhere, such as a `fact` or a `statement`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Many:
    """One of these, or a list of them."""

    part: "Shape"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of these, also where there is only one."""

    part: "Shape"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from names to values; `names` is a kind of name, or empty where the names are new ones."""

    value: "Shape"
    names: str = ""
    joint: str = "_"


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these shapes."""

    shapes: "tuple[Shape, ...]"


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds: tests on facts and findings, joined by `all`, `any`, `not` and `at_least`."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a person, as in a case file."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a form: what it holds, whether it must be there, and what it is for.

    `default` is what it is where it is left out, as an author would write it.
    """

    name: str
    holds: "Shape"
    says: Said
    needed: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A mapping whose keys are known beforehand; `any_key` where none is needed by itself, but one of them is."""

    name: str
    says: Said
    keys: tuple[Key, ...] = field(default=())
    any_key: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The keys it may have, in the order in which authors write them."""
        return tuple(key.name for key in self.keys)

    def key(self, name: str) -> Key | None:
        """The key with this name."""
        return next((key for key in self.keys if key.name == name), None)


Shape = (
    YesNo
    | Number
    | Quantity
    | Word
    | Texts
    | OneOf
    | Name
    | Many
    | Listing
    | Table
    | Either
    | Condition
    | Answers
    | Form
)
