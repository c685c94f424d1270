"""Every message Sluimer can give about what someone wrote, in English and Dutch, by its code.

Lower case, no full stop, the user's own words in backticks; the help says what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """One message and its help in both languages; `{names}` are filled with the words of the problem."""

    en: str
    nl: str
    help_en: str = ""
    help_nl: str = ""


FILES: Final[Mapping[str, Wording]] = {
    "no-such-file": Wording(
        "there is no file `{name}`",
        "er is geen bestand `{name}`",
        "check the name and the folder you are in",
        "controleer de naam en de map waarin u werkt",
    ),
    "is-a-folder": Wording(
        "`{name}` is a folder, not a file",
        "`{name}` is een map, geen bestand",
        "name a file in it",
        "noem een bestand erin",
    ),
    "unreadable-file": Wording(
        "`{name}` cannot be read: {reason}",
        "`{name}` kan niet gelezen worden: {reason}",
        "check its name and who may read it",
        "controleer de naam en wie het mag lezen",
    ),
    "file-too-large": Wording(
        "the file is larger than {most}",
        "het bestand is groter dan {most}",
        "split it into several files",
        "verdeel het over meer bestanden",
    ),
    "not-utf-8": Wording(
        "this byte is not UTF-8 text",
        "deze byte is geen UTF-8-tekst",
        "save the file as UTF-8 in your editor",
        "sla het bestand in uw editor op als UTF-8",
    ),
    "control-character": Wording(
        "this character may not stand in YAML",
        "dit teken mag niet in YAML staan",
        "remove it; it may be invisible",
        "haal het weg; het kan onzichtbaar zijn",
    ),
    "not-yaml": Wording(
        "this is not YAML: {reason}",
        "dit is geen YAML: {reason}",
        "look at the indentation, and quote texts that hold `: ` or ` #`",
        "kijk naar het inspringen, en zet teksten met `: ` of ` #` tussen aanhalingstekens",
    ),
    "tab": Wording(
        "a tab cannot indent here",
        "een tab kan hier niet inspringen",
        "use spaces",
        "gebruik spaties",
    ),
    "stray-colon": Wording(
        "a `:` cannot stand here",
        "een `:` kan hier niet staan",
        "quote a text that holds `: `, and look at the indentation of this line and the one above it",
        "zet een tekst met `: ` tussen aanhalingstekens, en kijk naar het inspringen van deze regel en die erboven",
    ),
    "stray-dash": Wording(
        "a list cannot begin here",
        "een lijst kan hier niet beginnen",
        "put each part on a line of its own after `- `, below the key",
        "zet elk deel op een eigen regel na `- `, onder de sleutel",
    ),
    "bad-escape": Wording(
        "this `\\` has no meaning between double quotes",
        "deze `\\` heeft geen betekenis tussen dubbele aanhalingstekens",
        "use single quotes, or write `\\\\`",
        "gebruik enkele aanhalingstekens, of schrijf `\\\\`",
    ),
    "missing-colon": Wording(
        "a `:` is missing on this line or the one above it",
        "op deze regel of die erboven ontbreekt een `:`",
        "write `key: value`, with a space after the colon",
        "schrijf `sleutel: waarde`, met een spatie na de dubbele punt",
    ),
    "open-quote": Wording(
        "the quotation mark that opens here is not closed where its text ends",
        "het aanhalingsteken dat hier opent is niet gesloten waar de tekst eindigt",
        "close it, or remove it",
        "sluit het, of haal het weg",
    ),
    "open-bracket": Wording(
        "a bracket is not closed here, or a comma is missing",
        "hier is een haakje niet gesloten, of er ontbreekt een komma",
        "put `,` between the parts, and `]` or `}}` at the end",
        "zet `,` tussen de delen, en `]` of `}}` aan het eind",
    ),
    "needs-quotes": Wording(
        "a value cannot begin with this character",
        "een waarde kan niet met dit teken beginnen",
        "put the value in quotes",
        "zet de waarde tussen aanhalingstekens",
    ),
    "bad-indentation": Wording(
        "this line does not fit the lines above it",
        "deze regel past niet bij de regels erboven",
        "indent what belongs together equally far",
        "laat wat bij elkaar hoort even ver inspringen",
    ),
    "wrong-ending": Wording(
        "`{name}` is not read, since its name does not end in `.yaml`",
        "`{name}` wordt niet gelezen, want de naam eindigt niet op `.yaml`",
        "rename it, or move it out of `facts/` and `rules/`",
        "hernoem het, of haal het uit `facts/` en `rules/`",
    ),
    "empty-file": Wording(
        "the file is empty",
        "het bestand is leeg",
        "fill it or remove it",
        "vul het of verwijder het",
    ),
    "second-document": Wording(
        "a second document begins here",
        "hier begint een tweede document",
        "remove the line `---`, or use two files",
        "haal de regel `---` weg, of gebruik twee bestanden",
    ),
    "too-deep": Wording(
        "this is nested deeper than {most} levels",
        "dit is dieper genest dan {most} niveaus",
        "write it flatter; a finding can stand for a part of a condition",
        "schrijf het platter; een bevinding kan een deel van een voorwaarde vervangen",
    ),
    "too-many-values": Wording(
        "the file holds more than {most} values",
        "het bestand bevat meer dan {most} waarden",
        "split it into several files",
        "verdeel het over meer bestanden",
    ),
    "alias": Wording(
        "`{name}` repeats another place",
        "`{name}` herhaalt een andere plaats",
        "write the value out; anchors and aliases are not used here",
        "schrijf de waarde uit; ankers en aliassen gebruiken we hier niet",
    ),
    "anchor": Wording(
        "`{name}` names this place for repetition",
        "`{name}` geeft deze plaats een naam om te herhalen",
        "remove it; anchors and aliases are not used here",
        "haal het weg; ankers en aliassen gebruiken we hier niet",
    ),
    "tag": Wording(
        "`{name}` is a type tag",
        "`{name}` is een typeaanduiding",
        "remove it, and put quotes round the text if it needs them",
        "haal het weg, en zet zo nodig aanhalingstekens om de tekst",
    ),
    "no-such-folder": Wording(
        "there is no such folder",
        "deze map bestaat niet",
        "name a folder that holds `facts/` and `rules/`",
        "noem een map met `facts/` en `rules/`",
    ),
    "no-manifest": Wording(
        "there is no `{name}` in this folder",
        "er is geen `{name}` in deze map",
        "a knowledge base is a folder with `facts/` and `rules/`; see docs/language.md",
        "een kennisbank is een map met `facts/` en `rules/`; zie docs/language.md",
    ),
}

SHAPES: Final[Mapping[str, Wording]] = {
    "duplicate-key": Wording(
        "`{key}` stands here twice; the first is on line {line}",
        "`{key}` staat hier twee keer; de eerste staat op regel {line}",
        "keep one of them",
        "houd er een van",
    ),
    "key-not-a-word": Wording(
        "a key must be a single word",
        "een sleutel moet een enkel woord zijn",
        "write `key: value`",
        "schrijf `sleutel: waarde`",
    ),
    "missing-key": Wording(
        "`{key}` is missing in `{what}`",
        "`{key}` ontbreekt in `{what}`",
        "add it; see docs/language.md",
        "voeg het toe; zie docs/language.md",
    ),
    "unknown-key": Wording(
        "`{key}` has no meaning in `{what}`",
        "`{key}` heeft geen betekenis in `{what}`",
        "what may stand here: {allowed}",
        "wat hier mag staan: {allowed}",
    ),
    "not-a-mapping": Wording(
        "`{what}` must hold lines of the form `key: value`",
        "`{what}` moet regels van de vorm `sleutel: waarde` bevatten",
        "put each key on a line of its own, indented below it",
        "zet elke sleutel op een eigen regel, ingesprongen eronder",
    ),
    "not-a-list": Wording(
        "`{what}` must be a list",
        "`{what}` moet een lijst zijn",
        "put each part on a line of its own after `- `",
        "zet elk deel op een eigen regel na `- `",
    ),
    "empty-list": Wording(
        "the list in `{what}` is empty",
        "de lijst in `{what}` is leeg",
        "name at least one",
        "noem er ten minste een",
    ),
    "not-a-word": Wording(
        "`{what}` must be a single value",
        "`{what}` moet een enkele waarde zijn",
        "write it behind the colon, on the same line",
        "schrijf die achter de dubbele punt, op dezelfde regel",
    ),
    "bad-id": Wording(
        "`{id}` cannot be a name",
        "`{id}` kan geen naam zijn",
        "use lower case letters, digits and `{joint}`, and begin with a letter",
        "gebruik kleine letters, cijfers en `{joint}`, en begin met een letter",
    ),
    "not-yes-no": Wording(
        "`{what}` must be `yes` or `no`, and is `{value}`",
        "`{what}` moet `yes` of `no` zijn, en is `{value}`",
        "write `yes` or `no`",
        "schrijf `yes` of `no`",
    ),
    "not-a-number": Wording(
        "`{what}` must be a number, and is `{value}`",
        "`{what}` moet een getal zijn, en is `{value}`",
        "write digits with at most one point, such as `250` or `0.5`, and no zeros in front",
        "schrijf cijfers met hoogstens een punt, zoals `250` of `0.5`, zonder nullen ervoor",
    ),
    "unit-missing": Wording(
        "`{what}` needs its unit",
        "bij `{what}` hoort een eenheid",
        "write `{value} {expected}`",
        "schrijf `{value} {expected}`",
    ),
    "unit-unwanted": Wording(
        "`{what}` has no unit, but `{unit}` is written",
        "`{what}` heeft geen eenheid, maar er staat `{unit}`",
        "write the number alone",
        "schrijf alleen het getal",
    ),
    "wrong-unit": Wording(
        "`{what}` is counted in `{expected}`, not in `{unit}`",
        "`{what}` wordt geteld in `{expected}`, niet in `{unit}`",
        "convert the number and write `{expected}` behind it",
        "reken het getal om en schrijf `{expected}` erachter",
    ),
    "text-missing": Wording(
        "`{what}` has no text in `{language}`",
        "`{what}` heeft geen tekst in `{language}`",
        "add a line `{language}: ...`",
        "voeg een regel `{language}: ...` toe",
    ),
    "not-a-text": Wording(
        "the text of `{what}` in `{language}` is empty or not a text",
        "de tekst van `{what}` in `{language}` is leeg of geen tekst",
        "write it behind the colon",
        "schrijf die achter de dubbele punt",
    ),
    "unknown-language": Wording(
        "`{language}` is not a language of this knowledge base",
        "`{language}` is geen taal van deze kennisbank",
        "the languages are {known}, declared in rules/knowledge.yaml",
        "de talen zijn {known}, opgegeven in rules/knowledge.yaml",
    ),
    "unknown-value": Wording(
        "`{name}` cannot stand in `{what}`",
        "`{name}` kan niet in `{what}` staan",
        "choose from {known}",
        "kies uit {known}",
    ),
    "declared-twice": Wording(
        "`{name}` is declared twice; the other is at {place}",
        "`{name}` is twee keer opgegeven; de andere staat op {place}",
        "give one of them another name",
        "geef een van beide een andere naam",
    ),
}

VOCABULARY: Final[Mapping[str, Wording]] = {
    "unknown-kind": Wording(
        "`{name}` is not a kind of fact",
        "`{name}` is geen soort feit",
        "choose from `yes_no`, `choice`, `set`, `number`",
        "kies uit `yes_no`, `choice`, `set`, `number`",
    ),
    "key-of-other-kind": Wording(
        "`{key}` does not go with a fact of kind `{kind}`",
        "`{key}` hoort niet bij een feit van soort `{kind}`",
        "remove it, or choose another kind",
        "haal het weg, of kies een andere soort",
    ),
    "unknown-unit": Wording(
        "`{name}` is not a unit of this knowledge base",
        "`{name}` is geen eenheid van deze kennisbank",
        "the units are {known}, declared in rules/knowledge.yaml",
        "de eenheden zijn {known}, opgegeven in rules/knowledge.yaml",
    ),
    "empty-range": Wording(
        "no number can lie within these bounds of `{what}`",
        "geen getal kan binnen deze grenzen van `{what}` liggen",
        "look whether they are turned round",
        "kijk of ze omgedraaid zijn",
    ),
    "not-a-percentage": Wording(
        "`{value}` is not the percentage of `{name}` that counts",
        "`{value}` is niet het percentage van `{name}` dat meetelt",
        "write a number above 0, and 100 at most",
        "schrijf een getal boven 0, en hoogstens 100",
    ),
    "unknown-code-system": Wording(
        "`{name}` is not a code system of this knowledge base",
        "`{name}` is geen codestelsel van deze kennisbank",
        "code systems are declared under `code_systems` in rules/knowledge.yaml",
        "codestelsels staan onder `code_systems` in rules/knowledge.yaml",
    ),
    "code-twice": Wording(
        "code `{code}` of `{system}` stands for `{name}` and for `{other}`",
        "code `{code}` van `{system}` staat voor `{name}` en voor `{other}`",
        "keep it for one of them",
        "houd hem voor een van beide",
    ),
    "one-implied": Wording(
        "`then` must name exactly one fact here",
        "`then` moet hier precies een feit noemen",
        "write one line, such as `then: {{some_fact: yes}}`",
        "schrijf een regel, zoals `then: {{een_feit: yes}}`",
    ),
    "cannot-be-implied": Wording(
        "`{fact}` implies `{name}`, which is not a yes_no fact without an assumption",
        "uit `{fact}` volgt `{name}`, en dat is geen yes_no-feit zonder aanname",
        "name a fact of kind `yes_no` that has no `assume`",
        "noem een feit van soort `yes_no` zonder `assume`",
    ),
    "reserved-option": Wording(
        "`{name}` cannot be an option, since it has a meaning of its own",
        "`{name}` kan geen keuze zijn, want het heeft een eigen betekenis",
        "choose another id, such as `{name}_given`",
        "kies een andere id, zoals `{name}_given`",
    ),
    "no-options": Wording(
        "`{fact}` has no options to choose from",
        "`{fact}` heeft geen keuzes",
        "name at least one option",
        "noem ten minste een keuze",
    ),
    "no-items": Wording(
        "topic `{topic}` has no items",
        "onderwerp `{topic}` heeft geen onderdelen",
        "name at least one item",
        "noem ten minste een onderdeel",
    ),
    "reserved-name": Wording(
        "a fact or finding cannot be called `{name}`, since conditions use that word",
        "een feit of bevinding kan niet `{name}` heten, want voorwaarden gebruiken dat woord",
        "choose another name",
        "kies een andere naam",
    ),
    "fact-and-finding": Wording(
        "`{name}` is both a finding and a fact; the fact is at {place}",
        "`{name}` is zowel een bevinding als een feit; het feit staat op {place}",
        "give one of them another name",
        "geef een van beide een andere naam",
    ),
    "item-and-topic": Wording(
        "`{name}` is both an item and a topic",
        "`{name}` is zowel een onderdeel als een onderwerp",
        "only the single item of a topic may have the topic's name",
        "alleen het enige onderdeel van een onderwerp mag dezelfde naam hebben",
    ),
    "urgent-not-referral": Wording(
        "`{name}` is urgent, but its topic is not a referral",
        "`{name}` is dringend, maar het onderwerp is geen verwijzing",
        "add `referral: yes` to the topic, or remove `urgent`",
        "zet `referral: yes` bij het onderwerp, of haal `urgent` weg",
    ),
    "unknown-place": Wording(
        "`{place}` in the text of `{name}` in `{language}` cannot be filled",
        "`{place}` in de tekst van `{name}` in `{language}` kan niet ingevuld worden",
        "use `{{range}}` and `{{start}}`, and only for an item with a unit",
        "gebruik `{{range}}` en `{{start}}`, en alleen bij een onderdeel met een eenheid",
    ),
    "topic-not-ordered": Wording(
        "topic `{name}` is not in this list",
        "onderwerp `{name}` staat niet in deze lijst",
        "add it at the place where it should be shown",
        "voeg het toe op de plaats waar het getoond moet worden",
    ),
    "unknown-topic": Wording(
        "`{name}` is not a topic",
        "`{name}` is geen onderwerp",
        "topics are declared in facts/",
        "onderwerpen staan in facts/",
    ),
    "referral-with-unit": Wording(
        "`{name}` is a referral, and has a unit",
        "`{name}` is een verwijzing, en heeft een eenheid",
        "a referral has no amount: remove the unit, or put the item under another topic",
        "een verwijzing heeft geen hoeveelheid: haal de eenheid weg, of zet het bij een ander onderwerp",
    ),
    "main-is-referral": Wording(
        "the main topic `{name}` is a referral",
        "het hoofdonderwerp `{name}` is een verwijzing",
        "choose a topic that can be advised or withheld",
        "kies een onderwerp dat geadviseerd of tegengehouden kan worden",
    ),
    "unknown-pack": Wording(
        "`{name}` is not a pack of this knowledge base",
        "`{name}` is geen pakket van deze kennisbank",
        "the packs are {known}, declared in rules/knowledge.yaml",
        "de pakketten zijn {known}, opgegeven in rules/knowledge.yaml",
    ),
    "pack-without-rules": Wording(
        "there are no rules of pack `{pack}`",
        "er zijn geen regels van pakket `{pack}`",
        "put a file with rules in this folder, or remove the pack from rules/knowledge.yaml",
        "zet een bestand met regels in deze map, of haal het pakket uit rules/knowledge.yaml",
    ),
    "unknown-setting": Wording(
        "`{name}` is not a setting of this knowledge base",
        "`{name}` is geen instelling van deze kennisbank",
        "settings are declared under `settings` in rules/knowledge.yaml",
        "instellingen staan onder `settings` in rules/knowledge.yaml",
    ),
    "unknown-claim": Wording(
        "`{name}` is not a claim mark of this knowledge base",
        "`{name}` is geen merk van een bewering in deze kennisbank",
        "the marks are declared under `claims` in rules/knowledge.yaml",
        "de merken staan onder `claims` in rules/knowledge.yaml",
    ),
    "claim-missing": Wording(
        "nothing says what the text of `{name}` claims",
        "nergens staat wat de tekst van `{name}` beweert",
        "add `claim` to it or to topic `{topic}`: {known}",
        "zet `claim` erbij of bij onderwerp `{topic}`: {known}",
    ),
    "caution-hidden": Wording(
        "`{rule}` stops, limits or refers, and its reason is marked `{claim}`, so `{audience}` would not be told it",
        "`{rule}` stopt, begrenst of verwijst, en de reden is gemerkt als `{claim}`, dus `{audience}` krijgt die niet",
        "word the reason so that it claims nothing, and mark the rule so with `claim`",
        "schrijf de reden zo dat die niets beweert, en merk de regel zo met `claim`",
    ),
    "unknown-audience": Wording(
        "`{name}` is not an audience of this knowledge base",
        "`{name}` is geen publiek van deze kennisbank",
        "audiences are declared under `audiences` in rules/knowledge.yaml",
        "een publiek staat onder `audiences` in rules/knowledge.yaml",
    ),
    "no-packs": Wording(
        "no pack is named",
        "er is geen pakket genoemd",
        "choose from {known}",
        "kies uit {known}",
    ),
}

RULES: Final[Mapping[str, Wording]] = {
    "unknown-fact": Wording(
        "`{name}` is not a fact",
        "`{name}` is geen feit",
        "facts are declared in facts/",
        "feiten staan in facts/",
    ),
    "unknown-finding": Wording(
        "`{name}` is not a finding",
        "`{name}` is geen bevinding",
        "findings are declared in facts/",
        "bevindingen staan in facts/",
    ),
    "unknown-item": Wording(
        "`{name}` is not an item of advice",
        "`{name}` is geen onderdeel van advies",
        "items are declared under their topic in facts/",
        "onderdelen staan bij hun onderwerp in facts/",
    ),
    "unknown-item-or-topic": Wording(
        "`{name}` is neither an item nor a topic of advice",
        "`{name}` is geen onderdeel en geen onderwerp van advies",
        "topics and their items are declared in facts/",
        "onderwerpen en hun onderdelen staan in facts/",
    ),
    "unknown-option": Wording(
        "`{name}` is not an option of `{fact}`",
        "`{name}` is geen keuze bij `{fact}`",
        "the options are {known}",
        "de keuzes zijn {known}",
    ),
    "unknown-statement": Wording(
        "`{name}` is not a statement in the ledger",
        "`{name}` is geen uitspraak in het register",
        "statements are declared in rules/ledger/",
        "uitspraken staan in rules/ledger/",
    ),
    "statement-without-status": Wording(
        "no rule cites `{name}`, and it has no status",
        "geen regel noemt `{name}` bij `cites`, en een status ontbreekt",
        "cite it in a rule, or write its `status`: {known}",
        "noem het bij `cites` in een regel, of schrijf de `status`: {known}",
    ),
    "status-of-cited": Wording(
        "`{name}` has the status `{status}`, but `{by}` cites it",
        "`{name}` heeft de status `{status}`, maar `{by}` noemt het bij `cites`",
        "a statement that is cited needs no status: remove it here, or there",
        "een uitspraak die genoemd wordt heeft geen status nodig: haal die hier weg, of daar de uitspraak",
    ),
    "unknown-rule": Wording(
        "`{name}` is not a rule",
        "`{name}` is geen regel",
        "rules are declared in rules/",
        "regels staan in rules/",
    ),
    "unknown-case": Wording(
        "`{name}` is not a case",
        "`{name}` is geen voorbeeld",
        "cases stand beside the rules in files that end in .cases.yaml",
        "voorbeelden staan naast de regels in bestanden die eindigen op .cases.yaml",
    ),
    "case-like-itself": Wording(
        "this case is like itself: {trail}",
        "dit voorbeeld lijkt op zichzelf: {trail}",
        "remove one `like`",
        "haal één `like` weg",
    ),
    "case-expects-nothing": Wording(
        "case `{name}` expects nothing",
        "voorbeeld `{name}` verwacht niets",
        "write below `expect` what must come out, such as `outcome: ask_first`",
        "schrijf onder `expect` wat eruit moet komen, zoals `outcome: ask_first`",
    ),
    "explains-without-reason": Wording(
        "`{name}` explains rules, but is not a reason",
        "`{name}` legt regels uit, maar is geen reden",
        "write `status: reason`, or remove `explains`",
        "schrijf `status: reason`, of haal `explains` weg",
    ),
    "unknown-source": Wording(
        "`{name}` is not a source",
        "`{name}` is geen bron",
        "sources are declared in rules/knowledge.yaml",
        "bronnen staan in rules/knowledge.yaml",
    ),
    "empty-condition": Wording(
        "the condition is empty",
        "de voorwaarde is leeg",
        "name a fact, or leave `when` out for a rule that holds for everyone",
        "noem een feit, of laat `when` weg bij een regel die voor iedereen geldt",
    ),
    "count-out-of-reach": Wording(
        "`count` is {count}, but must be a whole number from 1 to {most}",
        "`count` is {count}, maar moet een heel getal van 1 tot {most} zijn",
        "count the parts in `of`",
        "tel de delen in `of`",
    ),
    "test-of-number": Wording(
        "`{fact}` is a number and cannot be tested with `{value}`",
        "`{fact}` is een getal en kan niet met `{value}` getoetst worden",
        "write bounds, such as `{fact}: {{at_least: 18, below: 65}}`",
        "schrijf grenzen, zoals `{fact}: {{at_least: 18, below: 65}}`",
    ),
    "test-of-set": Wording(
        "`{fact}` is a set and cannot be tested with `{value}`",
        "`{fact}` is een verzameling en kan niet met `{value}` getoetst worden",
        "write `{fact}: {{includes: option}}`, or `{fact}: none`",
        "schrijf `{fact}: {{includes: keuze}}`, of `{fact}: none`",
    ),
    "includes-list": Wording(
        "`includes` of `{fact}` names more than one option",
        "`includes` bij `{fact}` noemt meer dan een keuze",
        "write `includes_any` or `includes_all`",
        "schrijf `includes_any` of `includes_all`",
    ),
    "known-outside-refer": Wording(
        "`{rule}` tests whether something is known, and does more than refer or ask",
        "`{rule}` toetst of iets bekend is, en doet meer dan verwijzen of vragen",
        "move the effects `refer` and `ask` to a rule of their own",
        "zet de gevolgen `refer` en `ask` in een eigen regel",
    ),
    "known-in-scope": Wording(
        "the scope tests whether something is known",
        "het bereik toetst of iets bekend is",
        "test a value; what is unknown is asked anyway",
        "toets een waarde; wat onbekend is wordt toch gevraagd",
    ),
    "known-of-assumed": Wording(
        "`{rule}` tests whether `{fact}` is known, but it has an assumption and always is",
        "`{rule}` toetst of `{fact}` bekend is, maar door de aanname is dat altijd zo",
        "remove the test, or the assumption",
        "haal de toets weg, of de aanname",
    ),
    "unknown-effect": Wording(
        "`{name}` is not an effect",
        "`{name}` is geen gevolg",
        "choose from {known}",
        "kies uit {known}",
    ),
    "empty-effect": Wording(
        "the effect is empty",
        "het gevolg is leeg",
        "write one, such as `advise: item`",
        "schrijf er een, zoals `advise: onderdeel`",
    ),
    "effect-without-details": Wording(
        "`{effect}` takes names alone",
        "bij `{effect}` horen alleen namen",
        "write `{effect}: name`, or a list of names",
        "schrijf `{effect}: naam`, of een lijst met namen",
    ),
    "range-missing": Wording(
        "`{item}` is advised as a range",
        "`{item}` wordt als bereik geadviseerd",
        "write `advise: {{{item}: {{from: 1 {unit}, to: 2 {unit}}}}}` with your numbers",
        "schrijf `advise: {{{item}: {{from: 1 {unit}, to: 2 {unit}}}}}` met uw getallen",
    ),
    "range-out-of-order": Wording(
        "the range of `{item}` must run from low through `start` to high",
        "het bereik van `{item}` moet van laag via `start` naar hoog lopen",
        "look whether `from` and `to` are turned round, and whether `start` lies between them",
        "kijk of `from` en `to` omgedraaid zijn, en of `start` ertussen ligt",
    ),
    "item-without-unit": Wording(
        "`{item}` has no unit, so it has no range and no limit",
        "`{item}` heeft geen eenheid, dus geen bereik en geen grens",
        "name the item alone, or give it a `unit` in facts/",
        "noem alleen het onderdeel, of geef het een `unit` in facts/",
    ),
    "limit-without-bound": Wording(
        "`limit` of `{item}` says no limit",
        "`limit` van `{item}` noemt geen grens",
        "write `limit: {{{item}: {{at_most: ...}}}}`",
        "schrijf `limit: {{{item}: {{at_most: ...}}}}`",
    ),
    "unknown-strength": Wording(
        "`{name}` does not say how strongly",
        "`{name}` zegt niet hoe sterk",
        "choose from {known}",
        "kies uit {known}",
    ),
    "not-a-referral": Wording(
        "`{item}` is not a referral",
        "`{item}` is geen verwijzing",
        "use `advise`, or an item of a topic with `referral: yes`",
        "gebruik `advise`, of een onderdeel van een onderwerp met `referral: yes`",
    ),
    "is-a-referral": Wording(
        "`{item}` is a referral and cannot stand behind `{effect}`",
        "`{item}` is een verwijzing en kan niet achter `{effect}` staan",
        "use `refer: {item}`",
        "gebruik `refer: {item}`",
    ),
    "withheld-referral": Wording(
        "`{name}` is a referral, and a referral is never withheld",
        "`{name}` is een verwijzing, en die wordt nooit tegengehouden",
        "change the condition of the rule that refers",
        "verander de voorwaarde van de regel die verwijst",
    ),
    "no-cites": Wording(
        "`{what}` cites no source",
        "`{what}` noemt geen bron",
        "add `cites: [...]` with a statement from rules/ledger/",
        "voeg `cites: [...]` toe met een uitspraak uit rules/ledger/",
    ),
    "unverified-permits": Wording(
        "`{rule}` advises something on evidence that is not verified",
        "`{rule}` adviseert iets op grond van wat niet is nagegaan",
        "verify the source, or let the rule only warn or refer",
        "ga de bron na, of laat de regel alleen waarschuwen of verwijzen",
    ),
    "cycle": Wording(
        "a finding depends on itself: {trail}",
        "een bevinding hangt van zichzelf af: {trail}",
        "let one of these rules test facts instead",
        "laat een van deze regels op feiten toetsen",
    ),
    "chain-too-long": Wording(
        "`{name}` builds on more than {most} findings in a row",
        "`{name}` bouwt voort op meer dan {most} bevindingen op een rij",
        "let some of the rules test facts, or join findings that say the same",
        "laat sommige regels op feiten toetsen, of voeg bevindingen samen die hetzelfde zeggen",
    ),
    "opposite-implications": Wording(
        "`{fact}` and `{other}` may imply opposite answers to `{implied}` at the same time",
        "uit `{fact}` en `{other}` kunnen tegelijk tegengestelde antwoorden op `{implied}` volgen",
        "imply one answer only, or keep the bounds of one number apart",
        "laat één antwoord volgen, of houd de grenzen van één getal uit elkaar",
    ),
    "bold-implication": Wording(
        "what `{fact}` implies takes a stop away: another answer to `{implied}` stops more, by `{rule}`",
        "wat uit `{fact}` volgt heft een stop op: een ander antwoord op `{implied}` houdt meer tegen, door `{rule}`",
        "imply only an answer that stops more",
        "laat alleen een antwoord volgen dat meer tegenhoudt",
    ),
    "never-concluded": Wording(
        "no rule concludes `{name}`",
        "geen regel concludeert `{name}`",
        "write a rule with `conclude: {name}`, or remove the finding",
        "schrijf een regel met `conclude: {name}`, of verwijder de bevinding",
    ),
    "bold-assumption": Wording(
        "the assumption of `{fact}` is not the cautious one: under `{rule}` another answer permits less",
        "de aanname van `{fact}` is niet de voorzichtige: bij `{rule}` staat een ander antwoord minder toe",
        "assume the answer that permits least, or assume nothing",
        "neem het antwoord aan dat het minst toestaat, of neem niets aan",
    ),
}

CASES: Final[Mapping[str, Wording]] = {
    "case-not-a-mapping": Wording(
        "a case holds answers of the form `fact: answer`, and this is `{value}`",
        "een casus bevat antwoorden van de vorm `feit: antwoord`, en dit is `{value}`",
        "see examples/",
        "zie examples/",
    ),
    "not-a-name": Wording(
        "`{name}` cannot be the name of a fact",
        "`{name}` kan niet de naam van een feit zijn",
        "facts are declared in facts/",
        "feiten staan in facts/",
    ),
    "answer-yes-no": Wording(
        "`{fact}` takes `yes`, `no`, `unknown` or `declined`, not `{value}`",
        "bij `{fact}` hoort `yes`, `no`, `unknown` of `declined`, niet `{value}`",
        "write `unknown` when the person does not know, and leave it out when nobody asked",
        "schrijf `unknown` als de persoon het niet weet, en laat het weg als niemand het vroeg",
    ),
    "answer-number": Wording(
        "`{fact}` takes a number, `unknown` or `declined`, not `{value}`",
        "bij `{fact}` hoort een getal, `unknown` of `declined`, niet `{value}`",
        "write digits with at most one point, such as `34` or `0.5`",
        "schrijf cijfers met hoogstens een punt, zoals `34` of `0.5`",
    ),
    "answer-weighed": Wording(
        "`{value}` is not an amount of `{fact}`",
        "`{value}` is geen hoeveelheid van `{fact}`",
        "write a number, or {{amount: 100, as: {first}}}, or a list of these; what it may be weighed as: {known}",
        "schrijf een getal, of {{amount: 100, as: {first}}}, of een lijst daarvan; waarin gewogen mag zijn: {known}",
    ),
    "answer-out-of-bounds": Wording(
        "`{fact}` cannot be {value}: it lies between {lowest} and {highest}",
        "`{fact}` kan niet {value} zijn: het ligt tussen {lowest} en {highest}",
        "check the number and its unit",
        "controleer het getal en de eenheid",
    ),
    "answer-choice": Wording(
        "`{value}` is not an answer to `{fact}`",
        "`{value}` is geen antwoord op `{fact}`",
        "the answers are {known}, `unknown` and `declined`",
        "de antwoorden zijn {known}, `unknown` en `declined`",
    ),
    "answer-set": Wording(
        "`{fact}` takes a list of options, not `{value}`",
        "bij `{fact}` hoort een lijst met keuzes, niet `{value}`",
        "write `[]` for none of them, or `{{includes: [...], excludes: [...]}}` when only some are known",
        "schrijf `[]` voor geen ervan, of `{{includes: [...], excludes: [...]}}` als maar een deel bekend is",
    ),
    "both-ways": Wording(
        "`{value}` of `{fact}` is both included and excluded",
        "`{value}` van `{fact}` is zowel opgenomen als uitgesloten",
        "keep one of the two",
        "houd een van de twee",
    ),
    "unknown-target": Wording(
        "`{name}` is not a rule, item, topic or finding",
        "`{name}` is geen regel, onderdeel, onderwerp of bevinding",
        "`sluimer advise` shows the names of this case, and facts/ holds all of them",
        "`sluimer advise` toont de namen bij deze casus, en in facts/ staan ze allemaal",
    ),
}

CATALOG: Final[Mapping[str, Wording]] = {**FILES, **SHAPES, **VOCABULARY, **RULES, **CASES}
