"""What may stand in a mapping file."""

from enum import StrEnum

from sluimer.language.shape import Form, Key, Many, Name, OneOf, Said, Table, Word, YesNo
from sluimer.population.mapping.dates import Order


class Unplaced(StrEnum):
    """What becomes of a list in which something fits no option: it counts in part, or the row is bad."""

    PART = "part"
    BAD = "bad"


class DecimalMark(StrEnum):
    """The mark before decimals."""

    COMMA = "comma"
    POINT = "point"


SILENCES = ("not_asked", "unknown", "declined")
OF_LISTS = ("separator", "complete", "unplaced", "none", "no_option")
OF_OPTIONS = ("codes", "beginning")
OF_NUMBERS = ("decimal", "unit", "born", "told_on")

_NOT_ASKED = Key("not_asked", Many(Word()), Said("woorden voor: niet gevraagd", "words for: not asked"))
_UNKNOWN = Key("unknown", Many(Word()), Said("woorden voor: weet het niet", "words for: does not know"))
_DECLINED = Key("declined", Many(Word()), Said("woorden voor: zegt het niet", "words for: does not say"))

TOLD_ON = Form(
    "told_on",
    Said("op welke dag iemand zo oud was", "on which day somebody was so old"),
    (
        Key("column", Word(), Said("de kolom met die dag", "the column with that day"), needed=True),
        Key("order", OneOf(tuple(Order)), Said("hoe die dag is geschreven", "how that day is written"), needed=True),
    ),
)

COLUMN = Form(
    "column",
    Said("wat in een kolom staat", "what stands in a column"),
    (
        Key("fact", Name("fact"), Said("het feit dat de kolom beantwoordt", "the fact it answers"), needed=True),
        Key("option", Word(), Said("de keuze waar de kolom over gaat", "the option that it is about")),
        Key("words", Table(Many(Word()), joint=""), Said("wat elk woord betekent", "what each word means")),
        Key("empty", Word(), Said("wat leeg betekent; anders niet gevraagd", "what empty means; else not asked")),
        _NOT_ASKED,
        _UNKNOWN,
        _DECLINED,
        Key("none", Many(Word()), Said("woorden voor: geen van alle", "words for: none of them")),
        Key("no_option", Many(Word()), Said("namen die bij geen keuze horen", "names that belong to no option")),
        Key("separator", Word(), Said("wat tussen de delen staat", "what stands between the parts")),
        Key("codes", Name("code_system"), Said("het codestelsel van de delen", "the code system of the parts")),
        Key("beginning", YesNo(), Said("een code telt ook voor wat ermee begint", "a code counts for what begins so")),
        Key("complete", YesNo(), Said("wat er niet in staat, is niet zo", "what is not in it is not so")),
        Key("unplaced", OneOf(tuple(Unplaced)), Said("als iets bij geen keuze past", "where something fits no option")),
        Key("decimal", OneOf(tuple(DecimalMark)), Said("het teken voor decimalen", "the mark before decimals")),
        Key("unit", Word(), Said("de eenheid van de getallen", "the unit of the numbers")),
        Key(
            "born", OneOf(tuple(Order)), Said("het is een geboortedatum, zo geschreven", "a date of birth, written so")
        ),
        Key("told_on", TOLD_ON, Said("op welke dag iemand zo oud was", "on which day somebody was so old")),
    ),
)

MAPPING = Form(
    "mapping",
    Said("wat elke kolom van een bestand betekent", "what each column of a file means"),
    (
        Key("columns", Table(COLUMN, joint=""), Said("de kolommen met antwoorden", "the columns with answers"), True),
        Key("keep", Many(Word()), Said("kolommen die meegaan", "columns that are carried along")),
        Key("ignore", Many(Word()), Said("kolommen die geen antwoord zijn", "columns that are no answers")),
        Key("undecided", Many(Word()), Said("kolommen waar nog niets van is gezegd", "columns not decided about yet")),
        _NOT_ASKED,
        _UNKNOWN,
        _DECLINED,
    ),
)
