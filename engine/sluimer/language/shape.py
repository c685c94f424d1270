"""What a value in a file can be; the reader's keys, the JSON Schema and the reference are all made from these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

LONGEST_NAME = 80
"""Characters of a name that an author chooses."""
LONGEST_TITLE = 40
"""Characters of the title of an item, in each language."""
LONGEST_VERDICT = 60
"""Characters of a verdict, in each language."""
LONGEST_LINE = 160
"""Characters of the line that goes with a verdict, in each language."""
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

    def allows(self, number: float) -> bool:
        """Whether a number may stand here."""
        return (not self.share or 0 < number <= 100) and (not self.whole or (number >= 1 and number == int(number)))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""


@dataclass(frozen=True, slots=True)
class Word:
    """A single value that is free."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in each language of the knowledge base; `longest` is how many characters it may have, if that is said.

    Where it is `named`, `names` may stand beside the languages: what else people call the same, in any language.
    """

    longest: int = 0
    named: bool = False


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
    """A mapping from names to values; `names` is a kind of name, or empty where the names are new ones.

    A new name is lower case with `joint` between its words, or free where that is empty; `entry` is what it names.
    """

    value: "Shape"
    names: str = ""
    joint: str = "_"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these shapes."""

    shapes: "tuple[Shape, ...]"


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds: tests on facts and findings, joined by `all`, `any`, `not` and `at_least`.

    One `of_advice` may also test what comes out.
    """

    of_advice: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a person, as in a case file."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a form: what it holds, whether it must be there, and what it is for.

    `default` is what it is where it is left out, as an author would write it, and `missing` the problem where it may
    not be. Where another key decides about it, it goes with the words `only_with`, or with all where that is empty, and
    must be there with the words `needed_with`; `foreign` is the problem where it goes with others. With the words in
    `narrowed` it holds less than elsewhere.
    """

    name: str
    holds: "Shape"
    says: Said
    needed: bool = False
    default: str = ""
    missing: str = "missing-key"
    foreign: str = "key-of-other-kind"
    only_with: tuple[str, ...] = ()
    needed_with: tuple[str, ...] = ()
    narrowed: "tuple[tuple[str, Shape], ...]" = ()

    def goes_with(self, word: str) -> bool:
        """Whether it may stand where the deciding key has this word; an empty one decides nothing."""
        return not (word and self.only_with) or word in self.only_with

    def needed_by(self, word: str) -> bool:
        """Whether it must stand where the deciding key has this word."""
        return self.needed or word in self.needed_with


@dataclass(frozen=True)
class Form:
    """A mapping whose keys are known beforehand; `any_key` where none is needed by itself, but one of them is.

    `decided_by` is the key whose word decides which others go with it.
    """

    name: str
    says: Said
    keys: tuple[Key, ...] = field(default=())
    any_key: bool = False
    decided_by: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Key]:
        """The keys it may have, in the order in which authors write them."""
        return {key.name: key for key in self.keys}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its keys."""
        return tuple(self.by_name)

    def key(self, name: str) -> Key | None:
        """The key with this name."""
        return self.by_name.get(name)

    def table(self, name: str) -> Table:
        """What the key with this name holds, where that is a table."""
        table = self.by_name[name].holds
        assert isinstance(table, Table)
        return table


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
