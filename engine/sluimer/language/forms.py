"""Every form of the language: facts, rules, statements, cases, and what `rules/knowledge.yaml` declares."""

from dataclasses import replace

from sluimer.knowledge.presentation import VERDICTS
from sluimer.knowledge.rule import Status, Strength
from sluimer.knowledge.vocabulary import Kind, Outcome, Urgency
from sluimer.language.shape import (
    LONGEST_LINE,
    LONGEST_TITLE,
    LONGEST_VERDICT,
    Answers,
    Condition,
    Either,
    Form,
    Key,
    Listing,
    Many,
    Name,
    Number,
    OneOf,
    Quantity,
    Said,
    Shape,
    Table,
    Texts,
    Word,
    YesNo,
)

KINDS = tuple(kind.value for kind in Kind)
GRADES = ("authority", "guideline", "review", "trial", "label", "laboratory", "guide", "opinion")
VERIFIED = ("read", "second-hand", "calculated", "unverified")
STATUSES = tuple(status.value for status in Status if status is not Status.ENCODED)
STRENGTHS = {strength.name.lower(): strength for strength in Strength}
OUTCOMES = tuple(outcome.value for outcome in Outcome)
URGENCIES = tuple(urgency.value for urgency in Urgency)
TRUTHS = ("yes", "no", "unknown")
WHETHER_KNOWN = ("known", "unknown")
"""What every fact can be tested with."""

_CITES = Key(
    "cites",
    Many(Name("statement")),
    Said("de uitspraken waar dit op steunt, uit `rules/ledger/`", "the statements it stands on, from `rules/ledger/`"),
    needed=True,
    missing="no-cites",
)
_CITES_OF_FACT = replace(_CITES, missing="missing-key")
_CLAIM = Key(
    "claim",
    Name("claim"),
    Said("of deze tekst een werking belooft; zonder antwoord is dat zoals bij het pakket, het onderwerp of de bron",
         "whether this text claims an effect; without an answer it is as with the pack, topic or source"),
)  # fmt: skip

BOUNDS = Form(
    "bounds",
    Said("tussen welke grenzen een getal ligt", "the bounds that a number lies within"),
    (
        Key("at_least", Quantity(), Said("dit of hoger", "this or higher")),
        Key("above", Quantity(), Said("hoger dan dit", "higher than this")),
        Key("at_most", Quantity(), Said("dit of lager", "this or lower")),
        Key("below", Quantity(), Said("lager dan dit", "lower than this")),
    ),
    any_key=True,
)

MEMBERSHIP = Form(
    "membership",
    Said("wat er in een verzameling zit", "what is in a set"),
    (
        Key("includes", Name("option"), Said("deze keuze zit erin", "this option is in it")),
        Key("includes_any", Many(Name("option")), Said("een of meer hiervan", "one or more of these")),
        Key("includes_all", Many(Name("option")), Said("al deze", "all of these")),
    ),
)

COUNTED = Form(
    "at_least",
    Said("zoveel van de delen zijn waar", "so many of the parts are true"),
    (
        Key("count", Number(whole=True), Said("hoeveel", "how many"), needed=True),
        Key("of", Listing(Condition()), Said("de delen", "the parts"), needed=True),
    ),
)

CONNECTIVES = Form(
    "condition",
    Said("wanneer iets geldt; meer sleutels bij elkaar moeten allemaal waar zijn",
         "when something holds; several keys together must all be true"),
    (
        Key("all", Listing(Condition()), Said("alle delen zijn waar", "all parts are true")),
        Key("any", Listing(Condition()), Said("een deel of meer is waar", "at least one part is true")),
        Key("not", Condition(), Said("wat eronder staat is onwaar", "what stands in it is false")),
        Key("at_least", COUNTED, Said("zoveel delen zijn waar", "that many parts are true")),
    ),
)  # fmt: skip

RANGE = Form(
    "range",
    Said("van hoeveel tot hoeveel, en waar te beginnen", "from how much to how much, and where to begin"),
    (
        Key("from", Quantity(), Said("het minste", "the least"), needed=True),
        Key("to", Quantity(), Said("het meeste", "the most"), needed=True),
        Key("start", Quantity(), Said("waar te beginnen, als dat ergens staat", "where to begin, if anything says")),
    ),
)

LIMIT = Form(
    "limit",
    Said("tot hoever een onderdeel hooguit gaat", "how far an item goes at most"),
    (Key("at_most", Quantity(), Said("het meeste", "the most"), needed=True),),
)

EFFECT = Form(
    "effect",
    Said("wat een regel doet als zijn voorwaarde waar is", "what a rule does when its condition is true"),
    (
        Key("conclude", Many(Name("finding")), Said("de bevinding is waar", "the finding is true")),
        Key(
            "advise",
            Many(Either((Name("plain_item"), Table(RANGE, "ranged_item")))),
            Said("geef dit advies; hoort er een hoeveelheid bij, dan ook van hoeveel tot hoeveel",
                 "give this advice; where there is an amount, also from how much to how much"),
        ),
        Key(
            "prefer",
            Many(Either((Name("plain_item"), Table(OneOf(tuple(STRENGTHS)), "plain_item")))),
            Said("geef dit advies liever dan andere van hetzelfde onderwerp",
                 "rather give this advice than others of the same topic"),
        ),
        Key(
            "withhold",
            Many(Name("withheld")),
            Said("geef dit niet; ook niet zolang dit nog onbekend is", "do not give this; nor while this is unknown"),
        ),
        Key("avoid", Many(Name("stoppable_item")), Said("raad dit af, ook zolang dit nog onbekend is",
                                              "advise against this, also while this is unknown")),
        Key(
            "limit",
            Many(Table(LIMIT, "ranged_item")),
            Said("ga nooit hoger dan dit, ook zolang dit nog onbekend is",
                 "never go above this, also while this is unknown"),
        ),
        Key("refer", Many(Name("referral")), Said("verwijs naar iemand", "send to someone")),
        Key("ask", Many(Name("fact")), Said("stel deze vraag", "ask this question")),
    ),
    any_key=True,
)  # fmt: skip

EVIDENCE = Form(
    "evidence",
    Said("waar een regel op rust", "what a rule rests on"),
    (
        Key("grade", OneOf(GRADES), Said("wat voor bron het is", "what kind of source it is")),
        Key("verified", OneOf(VERIFIED), Said("hoe ver het is nagekeken", "how far it was verified")),
        Key("note", Texts(), Said("wat de persoon daarover moet weten", "what the person must know about that")),
    ),
)

RULE = Form(
    "rule",
    Said("een regel: als dit, dan dat, omdat", "a rule: when this, then that, because"),
    (
        Key("title", Texts(), Said("een korte naam voor mensen", "a short name for people")),
        _CLAIM,
        Key(
            "setting",
            Table(Many(Name("setting_option")), "setting"),
            Said("de regel telt alleen bij deze instellingen", "the rule has a say only under these settings"),
        ),
        Key(
            "when",
            Condition(),
            Said("voor wie de regel geldt; zonder voorwaarde voor iedereen",
                 "whom the rule is for; without a condition everyone"),
        ),
        Key("then", Many(EFFECT), Said("wat er dan gebeurt", "what happens then"), needed=True),
        Key(
            "because",
            Texts(),
            Said("de reden, voor de persoon; `{FEIT.above}`, `{limit}` en `{range}` zijn getallen van de regel",
                 "the reason, for the person; `{FACT.above}`, `{limit}` and `{range}` are numbers of the rule"),
            needed=True,
        ),
        _CITES,
        Key(
            "interpretation",
            Texts(),
            Said("wat de bron niet zegt, en hoe u dat leest", "what the source does not say, and how you read that"),
        ),
        Key("evidence", EVIDENCE, Said("waar de regel op rust", "what the rule rests on")),
    ),
)  # fmt: skip

_MEMBERSHIP_OF_FACT = replace(MEMBERSHIP, keys=tuple(replace(key, holds=Many(Word())) for key in MEMBERSHIP.keys))
"""Where the fact stands around it, whose options these are."""

IMPLICATION = Form(
    "implies",
    Said("wat een antwoord zegt over andere feiten", "what an answer says of other facts"),
    (
        Key(
            "when",
            Either((YesNo(), Many(Word()), BOUNDS, _MEMBERSHIP_OF_FACT)),
            Said(
                "als dit het antwoord is, geschreven als in een voorwaarde",
                "when this is the answer, written as in a condition",
            ),
            needed=True,
        ),
        Key(
            "then",
            Answers(),
            Said(
                "dan zijn dit de antwoorden, geschreven zoals een persoon antwoordt",
                "then these are the answers, written as a person answers",
            ),
            needed=True,
        ),
        Key(
            "overrules",
            YesNo(),
            Said(
                "gaat voor wat iemand zelf antwoordde; anders spreken die elkaar tegen",
                "wins over what the person answered; else the two contradict each other",
            ),
            default="no",
        ),
        Key(
            "because",
            Texts(),
            Said(
                "wat gezegd wordt als iemand het andere anders beantwoordde",
                "what is said where the person answered the other otherwise",
            ),
        ),
        _CITES_OF_FACT,
    ),
)

_NONE_OF_THEM = OneOf(("none",))
_ANSWERS_OF_KIND: tuple[tuple[str, Shape], ...] = (
    (Kind.YES_NO, YesNo()),
    (Kind.CHOICE, Many(Word())),
    (Kind.NUMBER, BOUNDS),
    (Kind.SET, Either((_NONE_OF_THEM, _MEMBERSHIP_OF_FACT))),
)


def _implying(kind: str, answer: Shape) -> tuple[str, Shape]:
    """What a fact of this kind implies, where only such an answer can be meant."""
    when, *others = IMPLICATION.keys
    return kind, Many(replace(IMPLICATION, keys=(replace(when, holds=answer), *others)))


CONTRADICTION = Form(
    "contradiction",
    Said("antwoorden die niet samen waar kunnen zijn", "answers that cannot all be true"),
    (
        Key("never", Condition(), Said("wat nooit kan, met antwoorden alleen", "what can never be, of answers alone"),
            needed=True),
        Key("because", Texts(), Said("wat de persoon leest", "what the person reads"), needed=True),
        replace(_CITES_OF_FACT, needed=False),
    ),
)  # fmt: skip

WEIGHED = Form(
    "weighed_as",
    Said("wat als geheel gewogen kan zijn", "what may have been weighed whole"),
    (
        Key("label", Texts(), Said("hoe het heet", "what it is called"), needed=True),
        Key(
            "percent",
            Number(share=True),
            Said("hoeveel procent ervan telt", "the percentage of it that counts"),
            needed=True,
        ),
        _CITES_OF_FACT,
    ),
)

CODES = Table(Many(Word()), "code_system")
_OF_OPTIONS = (Kind.CHOICE, Kind.SET)
_OF_NUMBER = (Kind.NUMBER,)

FACT = Form(
    "fact",
    Said("iets wat u van een persoon kunt weten", "something that can be known of a person"),
    (
        Key("kind", OneOf(KINDS), Said("wat voor antwoord erbij hoort", "what sort of answer it takes"), needed=True),
        Key("title", Texts(), Said("een korte naam", "a short name"), needed=True),
        Key("question", Texts(), Said("de vraag aan de persoon", "the question to the person"), needed=True),
        Key("note", Texts(), Said("uitleg bij de vraag", "an explanation with the question")),
        Key(
            "options",
            Table(Texts(named=True), entry="option"),
            Said("bij `choice` en `set`: de keuzes, met in `names` hoe mensen die noemen",
                 "of a choice or set: the options, with in `names` what people call them"),
            only_with=_OF_OPTIONS,
            needed_with=_OF_OPTIONS,
        ),
        Key("unit", Name("unit"), Said("bij `number`: de eenheid", "of a number: the unit"), only_with=_OF_NUMBER),
        Key(
            "unit_optional",
            YesNo(),
            Said("regels mogen de eenheid weglaten", "rules may leave the unit out"),
            default="no",
            only_with=_OF_NUMBER,
        ),
        Key(
            "fixed",
            YesNo(),
            Said("niemand kan dit veranderen, zoals leeftijd", "nobody can change this, such as age"),
            default="no",
        ),
        Key("lowest", Number(), Said("lager wordt geweigerd", "lower values are refused"), only_with=_OF_NUMBER),
        Key("highest", Number(), Said("hoger wordt geweigerd", "higher values are refused"), only_with=_OF_NUMBER),
        Key(
            "assume",
            Word(),
            Said("het antwoord zolang er geen ander is, van een `set` `none`; moet het voorzichtigste zijn",
                 "the answer while there is no other, of a `set` `none`; must be the cautious one"),
            only_with=(Kind.YES_NO, Kind.CHOICE, Kind.SET),
        ),
        Key(
            "implies",
            Many(IMPLICATION),
            Said("wat dit antwoord zegt over andere feiten", "what this answer says of other facts"),
            narrowed=tuple(_implying(*one) for one in _ANSWERS_OF_KIND),
        ),
        Key(
            "weighed_as",
            Table(WEIGHED),
            Said("wat als geheel gewogen kan zijn", "what may have been weighed whole"),
            only_with=_OF_NUMBER,
        ),
        Key("codes", Either((CODES, Table(CODES))), Said("hoe dit in codestelsels heet", "its codes elsewhere")),
        Key(
            "combinations",
            CODES,
            Said("hoe codes beginnen van waar meer in zit dan een optie zegt",
                 "how codes begin of what has more in it than one option says"),
            only_with=(Kind.SET,),
        ),
    ),
    decided_by="kind",
)  # fmt: skip

FINDING = Form(
    "finding",
    Said("iets wat regels vaststellen", "something that rules conclude"),
    (Key("title", Texts(), Said("een korte naam", "a short name"), needed=True),),
)

POINTS = Form(
    "points",
    Said("punten voor wie dit geldt", "points for whom this holds"),
    (
        Key("when", Condition(), Said("wanneer de punten tellen", "when the points count"), needed=True),
        Key("points", Number(), Said("hoeveel; onder 0 gaat eraf", "how many; below 0 is taken off"), needed=True),
    ),
)  # fmt: skip

HIGHEST = Form(
    "highest",
    Said("punten waarvan alleen de hoogste telt", "points of which only the highest counts"),
    (
        Key(
            "highest", Listing(POINTS), Said("de hoogste die geldt, telt", "the highest that holds counts"), needed=True
        ),
    ),
)

SCORE = Form(
    "score",
    Said("een getal waar punten bij elkaar komen", "a number that points add up to"),
    (
        Key("title", Texts(), Said("een korte naam", "a short name"), needed=True),
        Key(
            "points",
            Listing(Either((POINTS, HIGHEST))),
            Said("wat er punten geeft; alles wat geldt, telt op", "what brings points; all that holds adds up"),
            needed=True,
        ),
        replace(_CITES, needed=False),
    ),
)

ITEM = Form(
    "item",
    Said("een ding dat geadviseerd kan worden", "one thing that can be advised"),
    (
        Key(
            "title",
            Texts(LONGEST_TITLE),
            Said("hoe het kort heet: een daad of een naam, hooguit 40 tekens",
                 "what it is called in short: an action or a name, at most 40 characters"),
            needed=True,
        ),
        Key(
            "instead",
            Texts(LONGEST_TITLE),
            Said("hoe het heet dat dit niet mag, zoals `nu niet oppompen`",
                 "what not having it is called, such as `do not inflate now`"),
        ),
        Key(
            "text",
            Texts(),
            Said("wat de persoon leest; bij een eenheid met `{range}` en `{start}`, en met `{limit}` voor een grens",
                 "what the person reads; with a unit it has `{range}` and `{start}`, and `{limit}` for a limit"),
            needed=True,
        ),
        Key("unit", Name("unit"), Said("dan hoort er een hoeveelheid bij", "then it is advised as a range")),
        Key(
            "weight",
            Number(),
            Said("wat het meeste weegt, staat op het eerste scherm; anders 0",
                 "what weighs most stands on the first screen; else 0"),
        ),
        Key(
            "background",
            YesNo(),
            Said("geen daad; staat niet op het eerste scherm", "no action; it is not on the first screen"),
            default="no",
        ),
        Key(
            "urgency",
            OneOf(URGENCIES),
            Said("bij een verwijzing: hoe snel; `now` houdt al het andere tegen",
                 "of a referral: how soon; `now` withholds everything else"),
            default="before",
        ),
        Key(
            "supersedes",
            Many(Name("item_or_topic")),
            Said("bij een verwijzing: houdt deze onderdelen en onderwerpen tegen, zolang zij wordt gegeven",
                 "of a referral: withholds these items and topics while it is given"),
        ),
        _CLAIM,
    ),
)  # fmt: skip

TOPIC = Form(
    "topic",
    Said("een onderwerp van advies, met zijn onderdelen", "a subject of advice, with its items"),
    (
        Key("title", Texts(), Said("de kop boven het advies", "the heading above the advice"), needed=True),
        Key(
            "referral",
            YesNo(),
            Said("de onderdelen verwijzen, en worden nooit tegengehouden",
                 "its items are referrals, and never withheld"),
            default="no",
        ),
        _CLAIM,
        Key("items", Table(ITEM), Said("wat er geadviseerd kan worden", "what can be advised"), needed=True),
    ),
)  # fmt: skip

VOCABULARY = Form(
    "facts/",
    Said("een bestand in `facts/`", "a file in `facts/`"),
    (
        Key("facts", Table(FACT), Said("wat u van een persoon kunt weten", "what can be known of a person")),
        Key(
            "contradictions",
            Table(CONTRADICTION),
            Said("antwoorden die niet samen waar kunnen zijn", "answers that cannot all be true"),
        ),
        Key("findings", Table(FINDING), Said("wat regels vaststellen", "what rules conclude")),
        Key("scores", Table(SCORE), Said("waar punten bij elkaar komen", "what points add up to")),
        Key("topics", Table(TOPIC), Said("wat er geadviseerd kan worden", "what can be advised")),
    ),
)

STATEMENT = Form(
    "statement",
    Said("een uitspraak van een bron, in eigen woorden", "a statement of a source, in our own words"),
    (
        Key("source", Name("source"), Said("de bron", "the source"), needed=True),
        Key("where", Texts(), Said("waar in de bron", "where in the source")),
        Key("says", Texts(), Said("wat er staat, in eigen woorden", "what it says, in our own words"), needed=True),
        _CLAIM,
        Key("verified", OneOf(VERIFIED), Said("hoe ver het is nagekeken", "how far it was verified")),
        Key(
            "status",
            OneOf(STATUSES),
            Said("wat ervan werd, als geen regel het noemt", "what became of it, where no rule cites it"),
        ),
        Key(
            "explains",
            Many(Name("rule")),
            Said("bij `reason`: de regels waar dit bij hoort", "with `reason`: the rules it is printed with"),
            foreign="explains-without-reason",
            only_with=(Status.REASON,),
            needed_with=(Status.REASON,),
        ),
        Key(
            "why",
            Texts(),
            Said("bij `marketing` en `not_encodable`: waarom het wegblijft",
                 "with `marketing` and `not_encodable`: why it is left out"),
            needed_with=(Status.MARKETING, Status.NOT_ENCODABLE),
        ),
    ),
    decided_by="status",
)  # fmt: skip

ENDS = Form(
    "range",
    Said("de grenzen die een hoeveelheid moet hebben", "the ends that an amount must have"),
    (
        Key("at_least", Quantity(), Said("het minste", "the least")),
        Key("at_most", Quantity(), Said("het meeste", "the most")),
    ),
)

AMOUNT_EXPECTED = Form(
    "amount_expected",
    Said("de hoeveelheid die wordt gegeven", "the amount that is given"),
    (*ENDS.keys, Key("start", Quantity(), Said("waarmee iemand begint", "what one begins with"))),
)

EXPECT = Form(
    "expect",
    Said("wat eruit moet komen; wat er niet staat, telt niet", "what must come out; what is not named is not tested"),
    (
        Key("outcome", OneOf(OUTCOMES), Said("de uitkomst", "the outcome")),
        Key("given", Many(Name("item")), Said("wordt gegeven", "is given")),
        Key("withheld", Many(Name("item")), Said("wordt tegengehouden", "is withheld")),
        Key("open", Many(Name("item")), Said("wacht op een antwoord", "waits for an answer")),
        Key("absent", Many(Name("item")), Said("komt niet ter sprake", "does not come up")),
        Key(
            "range", Table(AMOUNT_EXPECTED, "ranged_item"), Said("van hoeveel tot hoeveel", "from how much to how much")
        ),
        Key(
            "rank",
            Table(Number(whole=True), "item"),
            Said(
                "op welke plaats onder wat ervoor in de plaats kan, vanaf 1",
                "which place among what could be there instead, from 1",
            ),
        ),
        Key("fires", Many(Name("rule")), Said("deze regels gelden", "these rules fire")),
        Key("silent", Many(Name("rule")), Said("deze regels gelden niet", "these rules do not fire")),
        Key("findings", Table(OneOf(TRUTHS), "finding"), Said("wat wordt vastgesteld", "what is concluded")),
        Key(
            "scores",
            Table(Either((Number(), ENDS)), "score"),
            Said(
                "het totaal, of het laagste en hoogste dat nog kan",
                "the total, or its least and most",
            ),
        ),
        Key("asks", Many(Name("fact")), Said("deze vragen doen ertoe", "these questions matter")),
        Key("untold", Many(Name("claim")), Said("geen tekst met dit merk", "no text with this mark comes out")),
    ),
    any_key=True,
)

ADVICE_ITEMS, REFERRAL_ITEMS, EMERGENCY_ITEMS, OTHER_ITEMS = MANY_ITEMS = (
    "advice-items",
    "referral-items",
    "emergency-items",
    "not-emergency-items",
)
"""Words for many items at once; no item can be called so, since its name has no `-`."""
_STATE_OF_ADVICE = {
    "given": Said("gegeven", "given"),
    "withheld": Said("tegengehouden", "withheld"),
    "open": Said("nog open", "still open"),
    "absent": Said("niet ter sprake", "not brought up"),
}


def _states_of_advice() -> tuple[Key, ...]:
    """For each state a key for any of some items, and one for all of them."""
    return tuple(
        Key(f"{which}_{state}", Many(Name("item_or_group")), Said(f"{nl} {said.nl}", f"{en} {said.en}"))
        for state, said in _STATE_OF_ADVICE.items()
        for which, nl, en in (
            ("any", "een of meer hiervan is", "one or more of these are"),
            ("all", "elk hiervan is", "each of these is"),
        )
    )


RANGE_TESTED = Form(
    "range_of_advice",
    Said("de hoeveelheid die wordt gegeven", "the amount that is given"),
    tuple(replace(key, holds=BOUNDS, needed=False) for key in RANGE.keys),
    any_key=True,
)

OF_ADVICE = Form(
    "condition_of_theorem",
    Said("wat er in een stelling ook getoetst kan worden: wat eruit komt",
         "what a theorem can test as well: what comes out"),
    (
        *_states_of_advice(),
        Key("range", Table(RANGE_TESTED, "ranged_item"), Said("de hoeveelheid die wordt gegeven ligt hier",
                                                              "the amount that is given lies here")),
        Key("outcome", Many(OneOf(OUTCOMES)), Said("de uitkomst is een hiervan", "the outcome is one of these")),
        Key("covered", YesNo(), Said("de kennisbank gaat over deze persoon", "the knowledge base covers the person")),
        Key("contradicted", YesNo(), Said("antwoorden spreken elkaar tegen", "answers contradict each other")),
        Key(
            "given_though_stopped",
            YesNo(),
            Said("iets wordt gegeven terwijl een regel die het tegenhoudt waar is, of nog onbekend",
                 "something is given while a rule that stops it is true, or still unknown"),
        ),
    ),
)  # fmt: skip

_CLAIMED = Condition(of_advice=True)
_CONNECTIVES_OF_ADVICE = replace(
    CONNECTIVES,
    keys=(
        *(replace(key, holds=Listing(_CLAIMED)) for key in CONNECTIVES.keys[:2]),
        replace(CONNECTIVES.keys[2], holds=_CLAIMED),
        replace(
            CONNECTIVES.keys[3],
            holds=replace(COUNTED, keys=(COUNTED.keys[0], replace(COUNTED.keys[1], holds=Listing(_CLAIMED)))),
        ),
    ),
)


RENAMED = (
    "fact", "option", "weighed", "finding", "score", "contradiction", "topic", "item", "group", "rule", "statement",
    "source", "unit", "setting", "section", "claim", "audience", "code_system",
)  # fmt: skip
"""What a name can be of that was given to something in place of another one."""

RENAMING = Form(
    "renaming",
    Said("een naam in plaats van een andere, zodat `sluimer diff` het niet voor iets nieuws houdt",
         "a name in place of another one, so that `sluimer diff` does not take it for something new"),
    (
        Key("kind", OneOf(RENAMED), Said("wat het is", "what it is"), needed=True),
        Key("old", Word(), Said("hoe het heette; van een optie met het feit ervoor, zoals `kind.other`",
                                "what it was called; of an option with the fact before it, such as `kind.other`"),
            needed=True),
        Key("new", Word(), Said("hoe het sindsdien heet", "what it is called since then"), needed=True),
    ),
)  # fmt: skip


def connectives(of_advice: bool) -> tuple[Form, ...]:
    """The words of a condition that name no fact, finding or score, where it may test what comes out and elsewhere."""
    return (_CONNECTIVES_OF_ADVICE, OF_ADVICE) if of_advice else (CONNECTIVES,)


THEOREM = Form(
    "theorem",
    Said("wat voor iedereen moet gelden, en niet alleen voor wie in een voorbeeld staat",
         "what must hold for everybody, and not only for who stands in a case"),
    (
        Key("says", Texts(), Said("de stelling in een zin", "the theorem in one sentence"), needed=True),
        Key("for", _CLAIMED, Said("voor wie dit zeker waar is", "for whom this is surely true")),
        Key("unless", Many(_CLAIMED), Said("niet voor wie dit zeker waar is", "not for whom this is surely true")),
        Key("always", Many(_CLAIMED), Said("dit is altijd waar", "this is always true")),
        Key("never", Many(_CLAIMED), Said("dit is nooit waar", "this is never true")),
        Key(
            "answers_more",
            YesNo(),
            Said("vergelijk met dezelfde persoon die meer antwoordt, en niets terugneemt of tegenspreekt",
                 "compare with the same person who answers more, and takes back and contradicts nothing"),
        ),
        Key(
            "answers_also",
            Many(Name("fact")),
            Said("vergelijk met dezelfde persoon die ook hierop antwoordt, wat dan ook",
                 "compare with the same person who answers these too, whatever the answer is"),
        ),
        Key("keeps", Many(Name("item_or_group")), Said("wie meer antwoordt, houdt dit", "who answers more keeps it")),
        Key(
            "keeps_range",
            Many(Name("ranged_item")),
            Said("voor wie meer antwoordt, gaat deze hoeveelheid niet omlaag",
                 "for who answers more, this amount does not go down"),
        ),
        Key(
            "adds_none_of",
            Many(Name("item_or_group")),
            Said("wie meer antwoordt, krijgt hiervan niets erbij", "who answers more is given none of these for that"),
        ),
        Key("packs", Many(Name("pack")), Said("alleen met deze pakketten regels", "only with these packs of rules")),
        Key(
            "settings",
            Table(Name("setting_option"), "setting"),
            Said("alleen bij deze instellingen; wat er niet staat, mag alles zijn",
                 "only under these settings; what is not named may be anything"),
        ),
    ),
)  # fmt: skip

CASE = Form(
    "case",
    Said("een persoon, en wat eruit moet komen", "a person, and what must come out"),
    (
        Key("title", Texts(), Said("een korte naam", "a short name")),
        Key(
            "like",
            Name("case"),
            Said("begin met de antwoorden van dit voorbeeld", "begin with the answers of this case"),
        ),
        Key("person", Answers(), Said("de antwoorden", "the answers")),
        Key("packs", Many(Name("pack")), Said("alleen deze pakketten regels", "only these packs of rules")),
        Key(
            "settings",
            Table(Name("setting_option"), "setting"),
            Said("instellingen anders dan gewoonlijk", "settings other than the default"),
        ),
        Key("audience", Name("audience"), Said("wie het leest", "who reads it")),
        Key("expect", EXPECT, Said("wat eruit moet komen", "what must come out"), needed=True),
    ),
)

SCOPE = Form(
    "scope",
    Said("over wie de kennisbank gaat", "whom the knowledge base covers"),
    (
        Key("when", Condition(), Said("de voorwaarde", "the condition"), needed=True),
        Key("because", Texts(), Said("de reden", "the reason"), needed=True),
        _CITES,
    ),
)

SETTING = Form(
    "setting",
    Said("een keuze voor iedereen tegelijk", "a choice for everyone at once"),
    (
        Key("title", Texts(), Said("een korte naam", "a short name"), needed=True),
        Key("options", Table(Texts(), entry="option"), Said("de keuzes", "the options"), needed=True),
        Key("default", Word(), Said("de keuze die gewoonlijk telt", "the option that counts by default"), needed=True),
    ),
)

CLAIMS = Form(
    "claims",
    Said("wat teksten kunnen beloven", "what texts may claim"),
    (
        Key("options", Table(Texts(), entry="claim"), Said("de merken", "the marks"), needed=True),
        Key("default", Name("claim"), Said("het merk als er geen staat", "the mark where there is none"), needed=True),
        Key("packs", Table(Name("claim"), "pack"), Said("het merk per pakket", "the mark of each pack")),
        Key("sources", Table(Name("claim"), "source"), Said("het merk per bron", "the mark of each source")),
    ),
)

AUDIENCE = Form(
    "audience",
    Said("lezers die niet alles verteld mag worden", "readers who may not be told everything"),
    (
        Key("title", Texts(), Said("een korte naam", "a short name"), needed=True),
        Key("leaves_out", Many(Name("claim")), Said("wat wegblijft", "what is left out"), needed=True),
        Key("instead", Texts(), Said("wat er dan staat", "what stands in its place"), needed=True),
    ),
)

SOURCE = Form(
    "source",
    Said("een document of codestelsel", "a document or code system"),
    (
        Key("title", Texts(), Said("hoe het heet", "what it is called"), needed=True),
        Key("url", Word(), Said("waar het staat", "where it is")),
    ),
)

VERDICT = Form(
    "verdict",
    Said("hoe een uitkomst aan een persoon wordt verteld", "how an outcome is told to a person"),
    (
        Key("title", Texts(LONGEST_VERDICT), Said("in een paar woorden", "in a few words"), needed=True),
        Key("line", Texts(LONGEST_LINE), Said("in een regel", "in one line")),
    ),
)

_UPON = {
    "advice": Said("het hoofdonderwerp wordt gegeven", "the main topic is given"),
    "ask_first": Said("het wordt tegengehouden", "it is withheld"),
    "answers_needed": Said("er ontbreken antwoorden", "answers are missing"),
    "not_covered": Said("de kennisbank gaat hier niet over", "the knowledge base does not cover this"),
    "other_advice": Said("alleen iets anders dan het hoofdonderwerp wordt gegeven",
                         "only something other than the main topic is given"),
    "urgent": Said("iets kan niet wachten", "something cannot wait"),
    "stop": Said("iets dat het hele advies tegenhoudt, wordt gegeven", "something that stops all advice is given"),
}  # fmt: skip

VERDICT_OF = Form(
    "verdicts",
    Said("per uitkomst hoe die wordt verteld", "for each outcome how it is told"),
    tuple(Key(name, VERDICT, _UPON[name]) for name in VERDICTS),
)

QUESTIONS = Form(
    "section",
    Said("vragen die bij elkaar horen", "questions that belong together"),
    (
        Key("title", Texts(LONGEST_TITLE), Said("een korte naam", "a short name"), needed=True),
        Key("introduction", Texts(), Said("wat er eerst wordt gezegd", "what is said first")),
        Key(
            "sensitive",
            YesNo(),
            Said(
                "niemand hoort dat een ander antwoord hierop iets oplevert",
                "nobody is told that another answer to these would bring something",
            ),
        ),
        Key("facts", Many(Name("fact")), Said("de vragen, op volgorde", "the questions, in order"), needed=True),
    ),
)

MANIFEST = Form(
    "knowledge.yaml",
    Said("wat de kennisbank over zichzelf zegt", "what the knowledge base declares about itself"),
    (
        Key("name", Word(), Said("de naam", "the name"), needed=True),
        Key("version", Word(), Said("de versie", "the version"), needed=True),
        Key("title", Texts(), Said("de titel", "the title"), needed=True),
        Key("languages", Many(Word()), Said("de talen van alle teksten", "the languages of every text"), needed=True),
        Key(
            "main_topic", Name("topic"), Said("hier staat de uitkomst op", "the outcome is read off this"), needed=True
        ),
        Key("topics", Many(Name("topic")), Said("de volgorde van het advies", "the order of the advice"), needed=True),
        Key(
            "telephones",
            Many(Word()),
            Said(
                "telefoonnummers die in teksten staan; op een scherm tikt men erop om te bellen",
                "telephone numbers that stand in texts; on a screen one taps them to call",
            ),
        ),
        Key("verdicts", VERDICT_OF, Said("hoe elke uitkomst wordt verteld", "how each outcome is told")),
        Key(
            "frame",
            Many(Name("topic")),
            Said(
                "deze onderwerpen staan samen op het eerste scherm, als het hoofdonderwerp wordt gegeven",
                "these topics stand together on the first screen, where the main topic is given",
            ),
        ),
        Key(
            "sections",
            Table(QUESTIONS),
            Said("in welke delen en welke volgorde wordt gevraagd", "in which parts and which order is asked"),
        ),
        Key(
            "stops",
            Many(Name("topic")),
            Said(
                "wordt hieruit iets gegeven, dan is de uitkomst `stop`",
                "where one of their items is given, the outcome is `stop`",
            ),
        ),
        Key("notice", Texts(), Said("staat boven de redenen", "stands above the reasons")),
        Key(
            "professional",
            Texts(LONGEST_TITLE),
            Said("wie je het vraagt als geen antwoord meer helpt", "whom to ask where no answer helps any further"),
        ),
        Key("scope", SCOPE, Said("over wie het gaat", "who is covered")),
        Key("packs", Table(Texts(), joint=""), Said("de pakketten regels", "the packs of rules"), needed=True),
        Key(
            "groups",
            Table(Many(Name("withheld")), entry="groups"),
            Said("wat `withhold` onder een naam samen tegenhoudt", "what `withhold` stops together under one name"),
        ),
        Key("settings", Table(SETTING), Said("keuzes voor iedereen tegelijk", "choices for everyone at once")),
        Key("claims", CLAIMS, Said("wat teksten kunnen beloven", "what texts may claim")),
        Key("audiences", Table(AUDIENCE), Said("lezers die niet alles krijgen", "readers who are not told everything")),
        Key("code_systems", Table(SOURCE, joint=""), Said("waar `codes` vandaan komen", "where `codes` come from")),
        Key("units", Table(Texts(), joint=""), Said("de eenheden", "the units")),
        Key("sources", Table(SOURCE, joint=""), Said("de bronnen", "the sources")),
    ),
)
