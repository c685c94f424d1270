"""Every warning of `sluimer check`, in English and Dutch, by its code; what each is for stands in `authoring/lint/`."""

from collections.abc import Mapping
from typing import Final

from sluimer.messages.wording import Wording

WARNINGS: Final[Mapping[str, Wording]] = {
    "fact-unread": Wording(
        "no rule reads `{name}`, so its question is never asked",
        "geen regel leest `{name}`, dus die vraag wordt nooit gesteld",
        "use it in the `when` of a rule, or remove it",
        "gebruik het in de `when` van een regel, of haal het weg",
    ),
    "option-unread": Wording(
        "no rule reads the option `{name}` of `{fact}`",
        "geen regel leest de keuze `{name}` van `{fact}`",
        "use it in the `when` of a rule, or remove it",
        "gebruik de keuze in de `when` van een regel, of haal die weg",
    ),
    "finding-unused": Wording(
        "rules conclude `{name}`, but nothing reads it",
        "regels stellen `{name}` vast, maar niets leest het",
        "use it in the `when` of a rule, or remove it and the rules that conclude it",
        "gebruik het in de `when` van een regel, of haal het weg met de regels die het vaststellen",
    ),
    "item-never-given": Wording(
        "no rule gives `{name}`",
        "geen regel geeft `{name}`",
        "let a rule `advise`, `prefer` or `refer` it, or remove it",
        "laat een regel het geven met `advise`, `prefer` of `refer`, of haal het weg",
    ),
    "declared-unused": Wording(
        "nothing uses `{name}` of `{what}`",
        "niets gebruikt `{name}` van `{what}`",
        "use it, or remove it",
        "gebruik het, of haal het weg",
    ),
    "rule-repeats": Wording(
        "this rule says the same as `{other}` ({place}), from the same sources",
        "deze regel zegt hetzelfde als `{other}` ({place}), uit dezelfde bronnen",
        "keep one of the two",
        "houd een van de twee",
    ),
    "never-holds": Wording(
        "this rule can never hold: `{name}` can never be all that it wants",
        "deze regel kan nooit gelden: `{name}` kan nooit alles zijn wat de regel wil",
        "use `any` where one of them is enough, or another bound or option",
        "gebruik `any` als een ervan genoeg is, of een andere grens of keuze",
    ),
    "part-never-holds": Wording(
        "this part of the condition can never hold: `{name}` can never be what it wants",
        "dit deel van de voorwaarde kan nooit gelden: `{name}` kan nooit zijn wat het wil",
        "use another bound or option, or remove the part",
        "gebruik een andere grens of keuze, of haal het deel weg",
    ),
    "always-holds": Wording(
        "this holds whatever `{name}` is",
        "dit geldt wat `{name}` ook is",
        "use another bound or option; leave `when` out for a rule that holds for everyone",
        "gebruik een andere grens of keuze; laat `when` weg bij een regel die voor iedereen geldt",
    ),
    "part-alone": Wording(
        "`{key}` has one part, so there is nothing to choose from",
        "`{key}` heeft maar een deel, dus er valt niets te kiezen",
        "look whether a `- ` is missing before one of the lines below it; else write the part without `{key}`",
        "kijk of er een `- ` ontbreekt voor een van de regels eronder; schrijf het deel anders zonder `{key}`",
    ),
    "not-of-several": Wording(
        "this `not` holds as soon as one of the lines below it is false",
        "deze `not` geldt al als een van de regels eronder onwaar is",
        "make them a list below `any` where none of them may be true, or below `all` where they may not all be true",
        "zet ze in een lijst onder `any` als geen ervan waar mag zijn, "
        "of onder `all` als ze niet allemaal waar mogen zijn",
    ),
    "part-twice": Wording(
        "this part says the same as another one beside it",
        "dit deel zegt hetzelfde als een ander deel ernaast",
        "put the part that you meant in its place, or remove one of the two",
        "zet er het deel neer dat u bedoelde, of haal een van de twee weg",
    ),
    "brings-and-stops": Wording(
        "this rule brings `{item}`, and also stops it with `{effect}: {target}`",
        "deze regel brengt `{item}`, en houdt het ook tegen met `{effect}: {target}`",
        "make two rules, each with its own `when`, or remove one of the two effects",
        "maak er twee regels van, elk met een eigen `when`, of haal een van de twee gevolgen weg",
    ),
    "title-missing": Wording(
        "`{name}` has no title",
        "`{name}` heeft geen titel",
        "give it a short `title` that people will read in explanations",
        "geef een korte `title`, die mensen in de uitleg lezen",
    ),
    "reason-too-long": Wording(
        "this reason has {count} words in `{language}`; more than {most} are hard to read",
        "deze reden heeft {count} woorden in `{language}`; meer dan {most} leest moeilijk",
        "shorten it, or move how you read the source to `interpretation`",
        "maak de reden korter, of zet hoe u de bron leest in `interpretation`",
    ),
    "same-in-both": Wording(
        "this text is the same in `{one}` and `{other}`",
        "deze tekst is in `{one}` en `{other}` hetzelfde",
        "translate it",
        "vertaal de tekst",
    ),
    "text-unfinished": Wording(
        "this text is not finished: `{found}`",
        "deze tekst is niet af: `{found}`",
        "write what people must read",
        "schrijf wat mensen moeten lezen",
    ),
    "text-cut": Wording(
        "` #` cuts this text off: what stands behind it is not read",
        "` #` kapt deze tekst af: wat erachter staat wordt niet gelezen",
        "put quotes round the whole text, or write the comment on a line of its own",
        "zet aanhalingstekens om de hele tekst, of schrijf de opmerking op een eigen regel",
    ),
    "quotes-printed": Wording(
        "the quotation marks round this text are printed with it",
        "de aanhalingstekens om deze tekst worden mee afgedrukt",
        'remove them, or use `"` where the text needs quotes in YAML',
        'haal ze weg, of gebruik `"` als de tekst in YAML aanhalingstekens nodig heeft',
    ),
    "bound-untested": Wording(
        "no case has `{name}` {side} {bound}, a bound of `{rule}`",
        "geen voorbeeld heeft `{name}` {side} {bound}, een grens van `{rule}`",
        "add a case on that side, as near to {bound} as can be",
        "voeg een voorbeeld toe aan die kant, zo dicht mogelijk bij {bound}",
    ),
    "named-twice": Wording(
        "`{name}` stands twice in this list",
        "`{name}` staat twee keer in deze lijst",
        "remove one of them",
        "haal er een weg",
    ),
    "says-default": Wording(
        "`{key}: {value}` is what it is without this line",
        "`{key}: {value}` is het ook zonder deze regel",
        "remove it",
        "haal het weg",
    ),
    "yes-no-spelling": Wording(
        "write `{word}` in place of `{value}`",
        "schrijf `{word}` in plaats van `{value}`",
        "all files then say it the same way",
        "dan staat het in alle bestanden hetzelfde",
    ),
    "space-at-end": Wording(
        "there are spaces at the end of this line",
        "er staan spaties aan het einde van deze regel",
        "remove them",
        "haal ze weg",
    ),
    "last-line-open": Wording(
        "the last line does not end",
        "de laatste regel eindigt niet",
        "end it with Enter",
        "sluit af met Enter",
    ),
    "schema-stale": Wording(
        "this schema no longer fits the knowledge base",
        "dit schema past niet meer bij de kennisbank",
        "run `sluimer schema`, or `sluimer check --fix`",
        "draai `sluimer schema`, of `sluimer check --fix`",
    ),
    "allowance-unknown": Wording(
        "`{name}` is not a warning that can be allowed",
        "`{name}` is geen waarschuwing die toegestaan kan worden",
        "the codes stand behind each warning",
        "de codes staan achter elke waarschuwing",
    ),
    "allowance-without-reason": Wording(
        "`{name}` is allowed here without a reason",
        "`{name}` is hier toegestaan zonder reden",
        "write why, as in `# allow {name}: because ...`",
        "schrijf waarom, zoals `# allow {name}: omdat ...`",
    ),
    "allowance-unused": Wording(
        "`{name}` is allowed here, but there is nothing to allow",
        "`{name}` is hier toegestaan, maar er is niets toe te staan",
        "remove this comment",
        "haal deze opmerking weg",
    ),
}
