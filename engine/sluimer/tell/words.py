"""Every word that the interface says of its own accord, in Dutch and English, by its key.

The words of a knowledge base are its own. Problems in what someone wrote are worded in `sluimer.messages`.
"""

from collections.abc import Mapping
from typing import Final

from sluimer.tell.log_words import LOG
from sluimer.tell.phrase import Phrase as Phrase  # who looks for words finds it here

ADVICE: Final[Mapping[str, Phrase]] = {
    "urgent": Phrase("DRINGEND", "URGENT"),
    "headline-advice": Phrase("Advies: dit kunt u doen", "Advice: this is what you can do"),
    "headline-referrals-alone": Phrase(
        "Geen advies, wel een verwijzing: lees hieronder wat u doet",
        "No advice, but a referral: read below what to do",
    ),
    "headline-ask_first": Phrase(
        "Nu niet: lees hieronder wat u eerst doet",
        "Not now: read below what to do first",
    ),
    "headline-answers_needed": Phrase(
        "Nog geen advies: er zijn eerst antwoorden nodig",
        "No advice yet: some answers are needed first",
    ),
    "headline-not_covered": Phrase(
        "Geen uitspraak: hier gaat deze kennisbank niet over",
        "No statement: this knowledge base does not cover this",
    ),
    "nothing-left-to-ask": Phrase(
        "Er is niets meer te vragen. Vraag een deskundige om na te gaan wat nog open is.",
        "There is nothing left to ask. Ask a professional to check what is still open.",
    ),
    "packs-left-out": Phrase(
        "Let op: de regels van deze pakketten tellen nu niet mee: {packs}.",
        "Take care: the rules of these packs do not count now: {packs}.",
    ),
    "neither-yes-nor-no": Phrase("Dat is geen ja en geen nee.", "That is neither a yes nor a no."),
    "referral": Phrase("Verwijzing: {topic}", "Referral: {topic}"),
    "because": Phrase("Waarom: {reason}", "Why: {reason}"),
    "rules": Phrase("regels {rules}", "rules {rules}"),
    "cites": Phrase("bronnen {cites}", "sources {cites}"),
    "unverified": Phrase("niet nagekeken", "not verified"),
    "withheld": Phrase("Nu niet", "Not now"),
    "withheld-items": Phrase("Dit geldt voor:", "This concerns:"),
    "open": Phrase("Nog open", "Still open"),
    "open-on": Phrase("{items}: wacht op {facts}", "{items}: waits for {facts}"),
    "not-known": Phrase("{fact} (niet bekend bij u)", "{fact} (you do not know)"),
    "not-said": Phrase("{fact} (wilt u niet zeggen)", "{fact} (you will not say)"),
    "questions": Phrase("Vragen die nog uitmaken", "Questions that still matter"),
    "assumptions": Phrase("Waar dit van uitgaat", "What this takes for granted"),
    "assumed": Phrase("{answer} (aangenomen, want niet bekend)", "{answer} (assumed, since it is not known)"),
    "weighed": Phrase(
        "{fact}: {amount} {label} telt als {counts} ({percent} %; bronnen {cites})",
        "{fact}: {amount} {label} counts as {counts} ({percent} %; sources {cites})",
    ),
    "implied": Phrase("{answer} (volgt uit: {source}; {cites})", "{answer} (follows from: {source}; {cites})"),
    "implied-instead": Phrase(
        "{answer} (volgt uit: {source}; {cites}; het antwoord was {before})",
        "{answer} (follows from: {source}; {cites}; the answer was {before})",
    ),
    "setting": Phrase("instelling {setting}: {option}", "setting {setting}: {option}"),
    "audience": Phrase("publiek: {audience}", "audience: {audience}"),
    "packs": Phrase("pakketten {packs}", "packs {packs}"),
}

PROOFS: Final[Mapping[str, Phrase]] = {
    "yes": Phrase("ja", "yes"),
    "no": Phrase("nee", "no"),
    "and": Phrase("{one} en {other}", "{one} and {other}"),
    "or": Phrase("{one} of {other}", "{one} or {other}"),
    "at_least": Phrase("ten minste {number}", "at least {number}"),
    "above": Phrase("boven {number}", "above {number}"),
    "at_most": Phrase("ten hoogste {number}", "at most {number}"),
    "below": Phrase("onder {number}", "below {number}"),
    "known": Phrase("bekend", "known"),
    "not-known-test": Phrase("niet bekend", "not known"),
    "needed": Phrase("{met} (nodig: {wanted})", "{met} (needed: {wanted})"),
    "must-not-be": Phrase("{met} (mag niet zijn: {wanted})", "{met} (must not be: {wanted})"),
    "counts-when": Phrase("{met} (telt bij: {wanted})", "{met} (counts when: {wanted})"),
    "counts-when-not": Phrase("{met} (telt bij niet: {wanted})", "{met} (counts when not: {wanted})"),
    "parts-needed": Phrase("nodig: {parts}", "needed: {parts}"),
    "parts-must-not-be": Phrase("mag niet: {parts}", "must not be: {parts}"),
    "parts-counts-when": Phrase("telt bij: {parts}", "counts when: {parts}"),
    "parts-counts-when-not": Phrase("telt bij niet: {parts}", "counts when not: {parts}"),
    "needed-rules": Phrase("regels hiervoor, nodig: {parts}", "rules for this, needed: {parts}"),
    "tally-any": Phrase("een van {of}", "one of {of}"),
    "tally-all": Phrase("alle {of}", "all of {of}"),
    "tally-at_least": Phrase("ten minste {needed} van {of}", "at least {needed} of {of}"),
    "tally-so-far": Phrase("{parts}; tot nu toe {holding}", "{parts}; {holding} so far"),
    "tally-still-possible": Phrase(
        "{parts}; tot nu toe {holding}, nog mogelijk {open}", "{parts}; {holding} so far, {open} still possible"
    ),
    "met-answered": Phrase("{value}", "{value}"),
    "met-concluded": Phrase("{value}", "{value}"),
    "met-assumed": Phrase("{value}, aangenomen", "{value}, assumed"),
    "met-implied": Phrase("{value}, volgt uit: {source}; {cites}", "{value}, follows from: {source}; {cites}"),
    "met-implied-instead": Phrase(
        "{value}, volgt uit: {source}; {cites}; het antwoord was {before}",
        "{value}, follows from: {source}; {cites}; the answer was {before}",
    ),
    "met-not_asked": Phrase("niet gevraagd", "not asked"),
    "met-unknown": Phrase("gevraagd, niet bekend", "asked, not known"),
    "met-declined": Phrase("gevraagd, wil het niet zeggen", "asked, will not say"),
    "not-settled": Phrase("nog niet te zeggen", "cannot be said yet"),
    "explained-by": Phrase("achtergrond bij {source}", "background in {source}"),
    "scope": Phrase("Over wie deze kennisbank gaat", "Whom this knowledge base is about"),
    "rule-true": Phrase("geldt", "holds"),
    "rule-false": Phrase("geldt niet", "does not hold"),
    "rule-unknown": Phrase("nog niet te zeggen", "cannot be said yet"),
    "for-everyone": Phrase("geldt voor iedereen", "holds for everyone"),
    "would-be": Phrase("Reden, als de regel geldt: {reason}", "Reason, if the rule holds: {reason}"),
    "would-have-been": Phrase(
        "De reden die de regel zou geven: {reason}", "The reason that the rule would give: {reason}"
    ),
    "interpretation": Phrase("Onze lezing: {reading}", "Our reading: {reading}"),
    "evidence-notes": Phrase("Hoe sterk dit staat", "How strong the ground is"),
    "evidence": Phrase("Grond: {ground}", "Ground: {ground}"),
    "grade-authority": Phrase("overheid of toezichthouder", "public authority"),
    "grade-guideline": Phrase("richtlijn", "guideline"),
    "grade-review": Phrase("overzicht van onderzoek", "review of studies"),
    "grade-trial": Phrase("onderzoek", "trial"),
    "grade-label": Phrase("productinformatie", "product label"),
    "grade-laboratory": Phrase("laboratorium", "laboratory"),
    "grade-guide": Phrase("de gids zelf", "the guide itself"),
    "grade-opinion": Phrase("mening", "opinion"),
    "verified-read": Phrase("zelf gelezen", "read by us"),
    "verified-second-hand": Phrase("uit de tweede hand", "second-hand"),
    "verified-calculated": Phrase("zelf berekend", "calculated by us"),
    "verified-unverified": Phrase("niet nagekeken", "not verified"),
    "state-given": Phrase("gegeven", "given"),
    "state-open": Phrase("nog open", "still open"),
    "state-withheld": Phrase("tegengehouden", "withheld"),
    "state-not_indicated": Phrase("niet aan de orde", "not called for"),
    "state-true": Phrase("ja", "yes"),
    "state-false": Phrase("nee", "no"),
    "state-unknown": Phrase("nog niet te zeggen", "cannot be said yet"),
    "brought-by": Phrase("Dit komt door:", "This comes from:"),
    "limited-by": Phrase("Dit begrenst het:", "This limits it:"),
    "could-have-brought": Phrase("Dit had het kunnen geven:", "This could have brought it:"),
    "barred-by": Phrase("Dit houdt het tegen:", "This stops it:"),
    "barred-by-each": Phrase("Dit houdt het tegen; elk is genoeg:", "This stops it; each is enough:"),
    "may-be-barred-by": Phrase("Dit kan het nog tegenhouden:", "This may still stop it:"),
    "may-stop-too": Phrase(
        "Daarnaast kan dit het nog tegenhouden ({count}): {rules}",
        "Beside that, this may still stop it ({count}): {rules}",
    ),
    "no-rule": Phrase("Er is geen regel die dit kan geven.", "No rule can bring this."),
    "did-not-come": Phrase(
        "`{target}` kwam er niet ({state}); vraag waarom niet met: {command}",
        "`{target}` did not come ({state}); ask why not with: {command}",
    ),
    "told-in-full": Phrase("alles hierover: {command}", "all of it: {command}"),
    "did-come": Phrase(
        "`{target}` kwam er wel ({state}); vraag waarom met: {command}",
        "`{target}` did come ({state}); ask why with: {command}",
    ),
}

READERS: Final[Mapping[str, Phrase]] = {
    "told-above": Phrase("{rule} (staat hierboven)", "{rule} (told above)"),
    "told-stopped": Phrase("Wat u nu niet krijgt als advies, en waarom", "What is not advised now, and why"),
    "told-not-now": Phrase("Nu geen advies over: {items}", "No advice now about: {items}"),
    "told-waiting": Phrase("Wat nog niet te zeggen is", "What cannot be said yet"),
    "told-not-yet": Phrase("Nog niet te zeggen: {items}", "Cannot be said yet: {items}"),
    "told-waits-for": Phrase("Dit wacht op uw antwoord: {facts}", "This waits for your answer: {facts}"),
    "told-waits-in-vain": Phrase(
        "Hier helpt geen antwoord meer. Vraag het een deskundige.",
        "No answer helps any further here. Ask a professional.",
    ),
    "told-not-called-for": Phrase("Voor u niet aan de orde: {items}", "Not called for in your case: {items}"),
    "told-sources": Phrase("Wat de bronnen zeggen:", "What the sources say:"),
    "told-implied": Phrase("{answer} (volgt uit: {source})", "{answer} (follows from: {source})"),
    "told-implied-instead": Phrase(
        "{answer} (volgt uit: {source}; uw antwoord was {before})",
        "{answer} (follows from: {source}; your answer was {before})",
    ),
    "told-weighed": Phrase("{fact}: {amount} {label} telt als {counts}", "{fact}: {amount} {label} counts as {counts}"),
    "arguments-for": Phrase("Hiervoor pleit:", "What speaks for it:"),
    "arguments-against": Phrase("Hiertegen pleit:", "What speaks against it:"),
    "arguments-none": Phrase("niets", "nothing"),
    "arguments-lacking": Phrase(
        "Dit had het kunnen geven, en geldt niet:", "This could have brought it, and does not hold:"
    ),
    "argument-brings": Phrase("{rule}", "{rule}"),
    "argument-stops": Phrase("{rule}; houdt het tegen", "{rule}; stops it"),
    "argument-limits": Phrase("{rule}; begrenst het", "{rule}; limits it"),
    "argument-may-brings": Phrase("{rule}; kan er nog voor pleiten", "{rule}; may still speak for it"),
    "argument-may-stops": Phrase("{rule}; kan het nog tegenhouden", "{rule}; may still stop it"),
    "argument-may-limits": Phrase(
        "{rule}; begrenst het zolang er geen antwoord is", "{rule}; limits it while there is no answer"
    ),
    "answers-given": Phrase("Antwoorden die gegeven zijn", "Answers as they were given"),
    "answers-unknown": Phrase("Gevraagd, niet bekend", "Asked, not known"),
    "answers-declined": Phrase("Gevraagd, wil het niet zeggen", "Asked, will not say"),
    "answers-not-asked": Phrase("Niet gevraagd", "Not asked"),
    "all-findings": Phrase("Bevindingen", "Findings"),
    "silent-rules": Phrase("Regels die niet afgingen, en waarop", "Rules that did not fire, and what stopped them"),
    "what-it-was": Phrase("Waarmee dit is gemaakt", "What this was made with"),
    "engine": Phrase("motor: sluimer {version}", "engine: sluimer {version}"),
    "digest": Phrase("kennis: {name} {version}, {digest}", "knowledge: {name} {version}, {digest}"),
    "all-settings": Phrase("instellingen: {settings}", "settings: {settings}"),
    "audience-everybody": Phrase("publiek: iedereen", "audience: everybody"),
    "answer-weighed": Phrase("{amount} {label} (telt als {counts})", "{amount} {label} (counts as {counts})"),
    "answer-of-parts": Phrase("{fact}: {parts}", "{fact}: {parts}"),
    "answer-of-more-parts": Phrase("{fact}: {parts}; samen {value}", "{fact}: {parts}; together {value}"),
    "cited-sources": Phrase("Bronnen die genoemd zijn", "Sources that are named"),
    "cited-statements": Phrase("Wat de genoemde bronnen zeggen", "What the sources that are named say"),
}

TRACE: Final[Mapping[str, Phrase]] = {
    "trace": Phrase("Alle stappen", "Every step"),
    "trace-outside": Phrase(
        "LET OP: deze persoon valt buiten het bereik van de gids. Van al deze regels tellen alleen de verwijzingen;"
        " verder wordt niets gegeven.",
        "TAKE CARE: this person is outside the scope of the guide. Of all these rules only referrals count;"
        " nothing else is given.",
    ),
    "effect-without-say": Phrase("{effect} (telt hier niet)", "{effect} (does not count here)"),
    "nothing-fired": Phrase("Er ging geen regel af.", "No rule fired."),
    "ruled-out": Phrase("Uitgesloten: {findings}", "Ruled out: {findings}"),
    "holding": Phrase(
        "Houden iets open of begrensd zolang er geen antwoord is: {rules}",
        "Keep something open or limited while there is no answer: {rules}",
    ),
    "effect-conclude": Phrase("concludeert {name}", "concludes {name}"),
    "effect-advise": Phrase("adviseert {name}", "advises {name}"),
    "effect-advise-range": Phrase(
        "adviseert {name}: {least} tot {most} {unit}, begin met {start}",
        "advises {name}: {least} to {most} {unit}, begin with {start}",
    ),
    "effect-prefer-weakly": Phrase("kiest zwak voor {name}", "weakly prefers {name}"),
    "effect-prefer-normally": Phrase("kiest voor {name}", "prefers {name}"),
    "effect-prefer-strongly": Phrase("kiest sterk voor {name}", "strongly prefers {name}"),
    "effect-withhold": Phrase("houdt {name} tegen", "withholds {name}"),
    "effect-avoid": Phrase("ontraadt {name}", "avoids {name}"),
    "effect-limit": Phrase("begrenst {name} tot {most} {unit}", "limits {name} to {most} {unit}"),
    "effect-refer": Phrase("verwijst: {name}", "refers: {name}"),
    "effect-ask": Phrase("vraagt naar {name}", "asks for {name}"),
}

RULE: Final[Mapping[str, Phrase]] = {
    "rule-place": Phrase("{place}; pakket: {pack}", "{place}; pack: {pack}"),
    "rule-only-under": Phrase("Alleen bij {settings}", "Only under {settings}"),
    "rule-for-everyone": Phrase("Geldt voor iedereen", "Holds for everyone"),
    "rule-when": Phrase("Als dit waar is", "When this is true"),
    "rule-when-all": Phrase("Als dit allemaal waar is", "When all of this is true"),
    "all-of": Phrase("dit is allemaal waar:", "all of this is true:"),
    "any-of": Phrase("een of meer hiervan is waar:", "at least one of these is true:"),
    "at-least-of": Phrase("ten minste {count} hiervan zijn waar:", "at least {count} of these are true:"),
    "none-of": Phrase("niet waar is:", "this is not true:"),
    "rule-then": Phrase("Dan", "Then"),
    "rule-claims": Phrase("Wat de tekst belooft: {claim}", "What the text claims: {claim}"),
    "rule-sources": Phrase("Bronnen", "Sources"),
    "rule-cases": Phrase("Voorbeelden", "Cases"),
    "cases-true": Phrase("geldt in {count}", "holds in {count}"),
    "cases-false": Phrase("geldt niet in {count}", "does not hold in {count}"),
    "cases-unknown": Phrase("nog niet te zeggen in {count}", "cannot be said yet in {count}"),
    "cases-named": Phrase("{told}; hem noemen:", "{told}; these name it:"),
    "rule-builds-on": Phrase("Bouwt op deze bevindingen, vastgesteld door", "Builds on these findings, concluded by"),
    "rule-around": Phrase("Wat ermee samenhangt", "What hangs together with it"),
    "several-rules": Phrase(
        "`{name}` past bij meer regels: {rules}. Noem er een.", "`{name}` fits several rules: {rules}. Name one."
    ),
    "arrow-not": Phrase("niet: {wanted}", "not: {wanted}"),
    "around-built-on": Phrase("hierop bouwen: {rules}", "these build on it: {rules}"),
    "around-indicate": Phrase("hetzelfde adviseren ook: {rules}", "these advise the same: {rules}"),
    "around-bar-it": Phrase("dit houden tegen of begrenzen: {rules}", "these stop or limit what it advises: {rules}"),
    "around-barred": Phrase(
        "wat deze adviseren, stopt of begrenst hij: {rules}", "it stops or limits what these advise: {rules}"
    ),
    "around-bar": Phrase("hetzelfde houden ook tegen of begrenzen: {rules}", "these stop or limit the same: {rules}"),
    "around-refer": Phrase("op dezelfde manier verwijzen: {rules}", "these refer in the same way: {rules}"),
    "page-told": Phrase("Voor de persoon", "For the person"),
    "page-arguments": Phrase("Wat ervoor en ertegen spreekt", "What speaks for it and against it"),
    "page-picture": Phrase("Van antwoorden naar advies", "From answers to advice"),
    "page-steps": Phrase("Alle gegevens en stappen", "All facts and steps"),
    "node-fact": Phrase("vraag", "question"),
    "node-finding": Phrase("bevinding", "finding"),
    "node-rule": Phrase("regel", "rule"),
    "node-item": Phrase("advies", "advice"),
    "node-open": Phrase("nog open", "still open"),
    "node-stop": Phrase("tegengehouden", "stopped"),
    "node-gate": Phrase("telt samen", "counts together"),
    "node-absent": Phrase("niet aan de orde", "not called for"),
    "manner-leads": Phrase("leidt tot", "leads to"),
    "manner-limits": Phrase("begrenst", "limits"),
    "manner-stops": Phrase("houdt tegen", "stops"),
    "manner-may-lead": Phrase("kan nog", "still may"),
    "manner-may-limit": Phrase("begrenst nu", "limits for now"),
    "manner-may-stop": Phrase("kan tegenhouden", "may stop"),
    "manner-lacks": Phrase("ontbreekt", "is lacking"),
    "gate-stops": Phrase("elk hiervan houdt tegen", "each of these stops"),
    "gate-may-stop": Phrase("elk hiervan kan nog tegenhouden", "each of these may still stop"),
    "chain-implied": Phrase("{value}, afgeleid", "{value}, implied"),
    "chain-implies": Phrase("dus", "so"),
    "chain-by": Phrase("{finding} (door: {rules})", "{finding} (by: {rules})"),
    "chain-tally": Phrase("{name} ({parts})", "{name} ({parts})"),
    "arrow-advise": Phrase("adviseert", "advises"),
    "arrow-prefer": Phrase("kiest", "prefers"),
    "arrow-withhold": Phrase("houdt tegen", "withholds"),
    "arrow-avoid": Phrase("ontraadt", "avoids"),
    "arrow-limit": Phrase("begrenst", "limits"),
    "arrow-refer": Phrase("verwijst", "refers"),
    "arrow-ask": Phrase("vraagt", "asks"),
    "arrow-conclude": Phrase("stelt vast", "concludes"),
}

LEDGER: Final[Mapping[str, Phrase]] = {
    "ledger-source": Phrase("{title} ({count})", "{title} ({count})"),
    "ledger-counts": Phrase("uitspraken: {count} ({counts})", "statements: {count} ({counts})"),
    "status-encoded": Phrase("regel", "rule"),
    "status-reason": Phrase("reden bij een regel", "reason with a rule"),
    "status-background": Phrase("achtergrond", "background"),
    "status-marketing": Phrase("reclame, weggelaten", "marketing, left out"),
    "status-not_encodable": Phrase("geen regel van te maken", "cannot be a rule"),
    "ledger-cited-by": Phrase("in: {names}", "in: {names}"),
    "ledger-cases": Phrase("voorbeelden ({count}): {names}", "cases ({count}): {names}"),
    "ledger-explains": Phrase("uitleg bij: {names}", "explains: {names}"),
    "ledger-why": Phrase("waarom niet: {why}", "why not: {why}"),
    "ledger-columns-id": Phrase("uitspraak", "statement"),
    "ledger-columns-where": Phrase("plaats", "place"),
    "ledger-columns-says": Phrase("zegt", "says"),
    "ledger-columns-status": Phrase("status", "status"),
    "ledger-columns-rules": Phrase("regels, of waarom niet", "rules, or why not"),
}

CASES: Final[Mapping[str, Phrase]] = {
    "all-cases-passed": Phrase("voorbeelden: {all}, alle goed", "cases: {all}, all passed"),
    "some-cases-failed": Phrase(
        "voorbeelden: {all}, goed {passed}, fout {failed}", "cases: {all}, passed {passed}, failed {failed}"
    ),
    "no-cases": Phrase("er zijn geen voorbeelden", "there are no cases"),
    "case-differs": Phrase(
        "{name}: verwacht: {wanted}; gekregen: {found}", "{name}: expected: {wanted}; found: {found}"
    ),
    "asked": Phrase("wordt gevraagd", "is asked"),
    "not-asked": Phrase("wordt niet gevraagd", "is not asked"),
    "silent": Phrase("geldt niet", "does not hold"),
    "untold": Phrase("niet verteld", "not told"),
    "told": Phrase("verteld", "told"),
    "rule-left-out": Phrase(
        "telt niet mee bij deze pakketten of instellingen", "has no say with these packs or settings"
    ),
    "coverage": Phrase("Gezien: {seen} van {all} ({percent} %)", "Seen: {seen} of {all} ({percent} %)"),
    "coverage-rules": Phrase("regels ({count}): {cells}", "rules ({count}): {cells}"),
    "coverage-tests": Phrase("voorwaarden ({count}): {cells}", "tests ({count}): {cells}"),
    "coverage-cell": Phrase("{cell} {seen} van {all}", "{cell} {seen} of {all}"),
    "cell-true": Phrase("waar", "true"),
    "cell-false": Phrase("onwaar", "false"),
    "cell-unknown": Phrase("onbekend", "unknown"),
    "cell-decisive": Phrase("beslissend", "decisive"),
    "cell-unseen": Phrase("niet gezien", "not seen"),
    "not-seen": Phrase("In geen voorbeeld gezien", "Seen in no case"),
    "not-seen-row": Phrase("{place}: {what}: nooit {cells}", "{place}: {what}: never {cells}"),
    "coverage-excused": Phrase("Kan niet gezien worden, en waarom", "Cannot be seen, and why"),
    "never-unknown": Phrase(
        "`known` en `unknown` zijn zelf nooit onbekend", "`known` and `unknown` are never unknown themselves"
    ),
    "never-unknown-assumed": Phrase(
        "nooit onbekend, want zonder antwoord telt het voorzichtigste antwoord",
        "never unknown, since without an answer the most cautious one counts",
    ),
    "never-false": Phrase(
        "nooit onwaar: elk getal dat als antwoord mag, voldoet", "never false: every number that may be answered fits"
    ),
    "never-true": Phrase(
        "nooit waar: geen getal dat als antwoord mag, voldoet", "never true: no number that may be answered fits"
    ),
    "holds-always": Phrase("de regel heeft geen voorwaarde", "the rule has no condition"),
    "suggested": Phrase(
        "Voorbeelden om over te nemen naast de regel; kijk na of de uitkomst klopt",
        "Cases to take over beside the rule; check that what comes out is right",
    ),
    "shows-too": Phrase("laat ook zien: {what}: {cells}", "shows too: {what}: {cells}"),
    "cases-ran": Phrase("{files}: {ran} van {all} voorbeelden opnieuw", "{files}: {ran} of {all} cases again"),
    "watching": Phrase("Wacht op opslaan. Stop met Ctrl-C.", "Waiting for a save. Stop with Ctrl-C."),
    "no-suggestion": Phrase(
        "Voor nog {count} is zo geen voorbeeld gevonden. Maak het zelf met `sluimer new case`.",
        "For {count} more no case was found this way. Make it yourself with `sluimer new case`.",
    ),
}

CHECK: Final[Mapping[str, Phrase]] = {
    "mended": Phrase("{count} keer verbeterd, in {files}", "mended {count} times, in {files}"),
    "errors-first": Phrase(
        "los eerst de fouten op; daarna kan --fix verbeteren", "mend the errors first; after that --fix can mend"
    ),
    "left-alone": Phrase(
        "({files}: intussen veranderd en zo gelaten; draai het nog eens)",
        "({files}: changed meanwhile and left alone; run it again)",
    ),
    "nothing-mended": Phrase("er was niets te verbeteren", "there was nothing to mend"),
    "no-problems": Phrase("geen problemen in {knowledge}", "no problems in {knowledge}"),
    "some-problems": Phrase("{errors} in {knowledge}", "{errors} in {knowledge}"),
    "about-knowledge": Phrase("kennisbank: {knowledge}", "knowledge base: {knowledge}"),
    "one-error": Phrase("1 fout", "1 error"),
    "errors": Phrase("{count} fouten", "{count} errors"),
    "one-warning": Phrase("1 waarschuwing", "1 warning"),
    "warnings": Phrase("{count} waarschuwingen", "{count} warnings"),
    "count-facts": Phrase("feiten: {count}", "facts: {count}"),
    "count-findings": Phrase("bevindingen: {count}", "findings: {count}"),
    "count-rules": Phrase("regels: {count} ({packs})", "rules: {count} ({packs})"),
    "count-cases": Phrase("voorbeelden: {count}", "cases: {count}"),
    "count-statements": Phrase("uitspraken van bronnen: {count}", "statements of sources: {count}"),
}

CONVERSATION: Final[Mapping[str, Phrase]] = {
    "welcome": Phrase(
        "{title}. U krijgt een vraag tegelijk. Typ h voor hulp en s om te stoppen.",
        "{title}. You get one question at a time. Type h for help and s to stop.",
    ),
    "question": Phrase("Vraag {number} (hierna nu nog {left})", "Question {number} (for now {left} more after this)"),
    "prompt": Phrase("Uw antwoord", "Your answer"),
    "hint-yes_no": Phrase("ja of nee", "yes or no"),
    "hint-choice": Phrase("typ een nummer", "type one number"),
    "hint-set": Phrase(
        "typ een of meer nummers, zoals 1 3; typ 0 voor geen", "type one or more numbers, such as 1 3; type 0 for none"
    ),
    "hint-number": Phrase("een getal", "a number"),
    "hint-number-unit": Phrase("een getal in {unit}", "a number in {unit}"),
    "hint-weighed": Phrase(
        "Weet u alleen het gewicht van het geheel? Typ erbij wat het is, zoals 500 {name}. Dit kan bij: {names}.",
        "Do you only know the weight of the whole? Type what it is too, such as 500 {name}. This works for: {names}.",
    ),
    "none-of-these": Phrase("geen van deze", "none of these"),
    "may-stop": Phrase("Kan nog iets tegenhouden of begrenzen: {rules}", "May still stop or limit something: {rules}"),
    "may-refer": Phrase("Kan u doorverwijzen: {rules}", "May refer you: {rules}"),
    "may-bring": Phrase("Kan nog iets opleveren: {rules}", "May still bring something: {rules}"),
    "may-cover": Phrase("Bepaalt of deze kennisbank over u gaat.", "Decides whether this knowledge base is about you."),
    "waiting": Phrase("Hierop wacht: {topics}", "What waits for this: {topics}"),
    "lifts": Phrase(
        "Nu gaan wij van het voorzichtigste antwoord uit. Uw antwoord kan dat opheffen: {rules}",
        "For now we assume the most cautious answer. Your answer can lift that: {rules}",
    ),
    "wanted-by": Phrase("Een regel wil dit weten: {rules}", "A rule wants to know this: {rules}"),
    "and-more": Phrase("en {count} meer", "and {count} more"),
    "changes-possible": Phrase(
        "Dit advies kwam er wel als een hiervan waar was:", "This advice would be given if one of these were true:"
    ),
    "changes-fixed": Phrase(
        "Met deze antwoorden zouden de regels dit advies geven, maar wat vaststaat kan niemand veranderen:",
        "With these answers the rules would give this advice, but nobody can change what is fixed:",
    ),
    "change-and": Phrase(", en ", ", and "),
    "change-answered": Phrase("{answer} (nu: {before})", "{answer} (now: {before})"),
    "change-fixed": Phrase("{answer} (nu: {before}, staat vast)", "{answer} (now: {before}, fixed)"),
    "change-unanswered": Phrase("{answer} (nog geen antwoord)", "{answer} (no answer yet)"),
    "no-change": Phrase(
        "Ook met {most} andere antwoorden kwam dit advies er niet.",
        "With {most} other answers this advice would not be given either.",
    ),
    "why-asked": Phrase("Waarom deze vraag", "Why this question"),
    "wrong-yes_no": Phrase("Antwoord met ja of nee, niet met `{reply}`.", "Answer yes or no, not `{reply}`."),
    "wrong-choice": Phrase(
        "`{reply}` is geen keuze hier. Typ een nummer van 1 tot {most}.",
        "`{reply}` is no choice here. Type a number from 1 to {most}.",
    ),
    "wrong-set": Phrase(
        "`{reply}` is geen keuze hier. Typ nummers van 1 tot {most}, of 0 voor geen van deze.",
        "`{reply}` is no choice here. Type numbers from 1 to {most}, or 0 for none of these.",
    ),
    "none-and-some": Phrase(
        "0 betekent geen van deze. Typ 0 alleen, of typ de andere nummers.",
        "0 means none of these. Type 0 on its own, or type the other numbers.",
    ),
    "wrong-number": Phrase(
        "`{reply}` is geen getal. Typ bijvoorbeeld 34 of 0,5.",
        "`{reply}` is not a number. Type for instance 34 or 0.5.",
    ),
    "wrong-thousands": Phrase(
        "`{reply}` kan twee dingen betekenen. Typ {one} of {other}.",
        "`{reply}` can mean two things. Type {one} or {other}.",
    ),
    "wrong-two-ways": Phrase(
        "`{reply}` past bij meer dan een keuze. Typ het hele antwoord.",
        "`{reply}` fits more than one choice. Type the whole answer.",
    ),
    "wrong-unit": Phrase(
        "Het getal moet in {unit} zijn, niet in `{reply}`.", "The number must be in {unit}, not in `{reply}`."
    ),
    "unit-unwanted": Phrase("Typ alleen het getal, zonder `{reply}`.", "Type the number alone, without `{reply}`."),
    "empty-reply": Phrase(
        "Typ een antwoord. Weet u het niet? Typ ?. Wilt u het niet zeggen? Typ -.",
        "Type an answer. You do not know? Type ?. You will not say? Type -.",
    ),
    "nothing-back": Phrase("Er is geen eerder antwoord om terug te nemen.", "There is no earlier answer to take back."),
    "went-back": Phrase("Teruggenomen: {fact}.", "Taken back: {fact}."),
    "stopped": Phrase("Gestopt. Dit is het advies tot nu toe.", "Stopped. This is the advice so far."),
    "finished": Phrase("Er zijn geen vragen meer die iets uitmaken.", "There are no more questions that matter."),
    "saved": Phrase("Uw antwoorden staan in {file}.", "Your answers are in {file}."),
    "help-answer": Phrase("Antwoord op de vraag, of typ:", "Answer the question, or type:"),
    "help-unknown": Phrase("? (weet niet): u weet het antwoord niet", "? (don't know): you do not know the answer"),
    "help-declined": Phrase("- (zeg ik niet): u wilt het niet zeggen", "- (won't say): you do not want to say"),
    "help-back": Phrase("< (terug): neem uw vorige antwoord terug", "< (back): take back your last answer"),
    "help-why": Phrase("w (waarom): waarom deze vraag er is", "w (why): why this question is asked"),
    "help-stop": Phrase("s (stop): stop, met het advies tot nu toe", "s (stop): stop, with the advice so far"),
    "help-help": Phrase("h (help): deze uitleg", "h (help): this list"),
    "comment": Phrase(
        "Antwoorden uit een gesprek met {name} {version}.", "Answers from a conversation with {name} {version}."
    ),
}

AUTHORING: Final[Mapping[str, Phrase]] = {
    "new-welcome": Phrase(
        "Antwoord op elke vraag. Met < neemt u uw vorige antwoord terug. Met Ctrl-C stopt u zonder iets te schrijven.",
        "Answer each question. With < you take back your last answer. With Ctrl-C you stop without writing anything.",
    ),
    "choose-one": Phrase("Typ een nummer of een naam.", "Type a number or a name."),
    "choose-or-skip": Phrase(
        "Typ een nummer of een naam. Enter: overslaan, of klaar.", "Type a number or a name. Enter: skip, or done."
    ),
    "choose-or-new": Phrase(
        "Typ een nummer of een naam, of typ een nieuwe naam.", "Type a number or a name, or type a new name."
    ),
    "search-one": Phrase(
        "Typ een woord uit de naam of de titel; ? toont alle {count}.",
        "Type a word of the name or title; ? shows all {count}.",
    ),
    "search-or-skip": Phrase(
        "Typ een woord uit de naam of de titel; ? toont alle {count}. Enter: overslaan, of klaar.",
        "Type a word of the name or title; ? shows all {count}. Enter: skip, or done.",
    ),
    "search-or-new": Phrase(
        "Typ een woord eruit, of een nieuwe naam; ? toont alle {count}.",
        "Type a word of it, or a new name; ? shows all {count}.",
    ),
    "must-choose": Phrase("Hier is een keuze nodig.", "A choice is needed here."),
    "must-answer": Phrase("Hier is een antwoord nodig.", "An answer is needed here."),
    "none-found": Phrase("`{said}` is niet gevonden.", "`{said}` was not found."),
    "none-found-near": Phrase(
        "`{said}` is niet gevonden. Bedoelt u `{near}`?", "`{said}` was not found. Did you mean `{near}`?"
    ),
    "bad-name": Phrase(
        "Een naam begint met een letter en is hooguit {most} tekens lang.",
        "A name begins with a letter and is at most {most} characters long.",
    ),
    "name-reserved": Phrase(
        "`{name}` is een woord van de taal zelf. Kies een andere naam.",
        "`{name}` is a word of the language itself. Choose another name.",
    ),
    "odd-characters": Phrase(
        "Daar zat een toets of teken in dat geen letter is. Typ het nog eens.",
        "There was a key or sign in it that is no letter. Type it again.",
    ),
    "has-status": Phrase(
        "`{name}` heeft in het register de status `{status}` ({place}). Haal die daar eerst weg, of kies een andere.",
        "`{name}` has the status `{status}` in the ledger ({place}). Remove that there first, or choose another.",
    ),
    "file-not-fit": Phrase(
        "In `{file}` past geen nieuw blok, zoals het nu geschreven is. Kies een ander bestand.",
        "A new block does not fit into `{file}` as it is written now. Choose another file.",
    ),
    "name-taken": Phrase(
        "`{name}` bestaat al. Kies een andere naam.", "`{name}` is there already. Choose another name."
    ),
    "proposed": Phrase("Enter: {name}", "Enter: {name}"),
    "in-language": Phrase("In het {language}", "In {language}"),
    "language-nl": Phrase("Nederlands", "Dutch"),
    "language-en": Phrase("Engels", "English"),
    "skip": Phrase("Enter slaat over.", "Enter skips this."),
    "another": Phrase("Nog een?", "Another one?"),
    "another-option": Phrase("Nog een keuze?", "Another option?"),
    "about-name": Phrase("Bij {name}", "About {name}"),
    "entry-name": Phrase(
        "Een korte naam in kleine letters, zoals left_handed. Enter: klaar.",
        "A short name in lower case, such as left_handed. Enter: done.",
    ),
    "so-far": Phrase("Al genoemd: {names}", "So far: {names}"),
    "all-needed": Phrase(
        "Moeten deze allemaal waar zijn? Bij nee is één genoeg.", "Must all of these be true? With no, one is enough."
    ),
    "way-includes": Phrase("een of meer van deze keuzes", "one or more of these options"),
    "way-choice": Phrase("een van deze keuzes", "one of these options"),
    "way-none": Phrase("geen enkele keuze", "none of the options"),
    "way-not": Phrase("juist niet deze keuzes", "not these options"),
    "kind-yes_no": Phrase("ja of nee", "yes or no"),
    "kind-choice": Phrase("een van een paar keuzes", "one of a few options"),
    "kind-set": Phrase("een of meer keuzes, of geen", "one or more options, or none"),
    "kind-number": Phrase("een getal", "a number"),
    "ask-pack": Phrase("In welk pakket hoort de regel?", "Which pack does the rule belong to?"),
    "ask-file": Phrase("In welk bestand?", "In which file?"),
    "ask-name-rule": Phrase(
        "Hoe heet de regel? Korte Engelse woorden; de naam blijft altijd zo.",
        "What is the rule called? The name stays the same for ever.",
    ),
    "ask-name-fact": Phrase(
        "Hoe heet het feit? Korte Engelse woorden; de naam blijft altijd zo.",
        "What is the fact called? The name stays the same for ever.",
    ),
    "ask-name-case": Phrase(
        "Hoe heet het voorbeeld? Zeg in een paar woorden wat het laat zien.",
        "What is the case called? Say in a few words what it shows.",
    ),
    "ask-about-rule": Phrase("Over welke regel gaat het voorbeeld?", "Which rule is the case about?"),
    "ask-fires": Phrase("Moet {rule} voor deze persoon gelden?", "Must {rule} fire for this person?"),
    "preview": Phrase("Dit komt in {file}, vanaf regel {line}:", "This goes into {file}, from line {line}:"),
    "not-yet": Phrase(
        "Zo kan het nog niet. Typ < om terug te gaan, of stop met Ctrl-C.",
        "It cannot be so yet. Type < to go back, or stop with Ctrl-C.",
    ),
    "write-it": Phrase("Opslaan?", "Save it?"),
    "nothing-written": Phrase("Er is niets geschreven.", "Nothing was written."),
    "written": Phrase("Geschreven in {file}, regel {line}.", "Written to {file}, line {line}."),
    "next-after-rule": Phrase(
        "Maak nu een voorbeeld dat de regel laat zien: sluimer new case {folder}",
        "Now make a case that shows the rule: sluimer new case {folder}",
    ),
    "next-after-fact": Phrase(
        "Er is nog geen regel die dit feit gebruikt: sluimer new rule {folder}",
        "No rule uses this fact yet: sluimer new rule {folder}",
    ),
    "next-after-case": Phrase(
        "Alle voorbeelden draaien: sluimer test {folder}", "Run all cases: sluimer test {folder}"
    ),
}

PROGRAM: Final[Mapping[str, Phrase]] = {
    "program": Phrase(
        "Wat een gids voor een persoon adviseert, waartegen hij waarschuwt, en waarom.",
        "What a guide advises for one person, what it warns against, and why.",
    ),
    "command-advise": Phrase("Het advies voor een persoon, met waarom.", "The advice for one person, with why."),
    "command-ask": Phrase(
        "Hetzelfde als een gesprek: vraagt alleen wat nog uitmaakt.",
        "The same as a conversation: asks only what still matters.",
    ),
    "command-check": Phrase("De problemen van een kennisbank.", "The problems of a knowledge base."),
    "command-ledger": Phrase(
        "Elke uitspraak van de bronnen, met wat ervan werd: welke regels, of waarom niet.",
        "Each statement of the sources, with what became of it: which rules, or why none.",
    ),
    "command-schema": Phrase(
        "Schrijf wat uw editor nodig heeft om namen aan te vullen en fouten te onderstrepen.",
        "Write what your editor needs to complete names and underline mistakes.",
    ),
    "command-show": Phrase(
        "Een regel in gewone zinnen, met bronnen, voorbeelden en wat ermee samenhangt.",
        "A rule in plain sentences, with sources, cases and what hangs together with it.",
    ),
    "command-new": Phrase(
        "Maak een regel, feit of voorbeeld door vragen te beantwoorden.",
        "Make a rule, fact or case by answering questions.",
    ),
    "option-what": Phrase("Wat u maakt.", "What you make."),
    "option-rule": Phrase("De naam van een regel.", "The name of a rule."),
    "option-net": Phrase(
        "In plaats van een regel: waar alle regels samen op neerkomen, als voorwaarden met een naam.",
        "Instead of a rule: what all rules together amount to, as conditions with a name.",
    ),
    "rule-or-net": Phrase("noem een regel, of geef --net", "name a rule, or give --net"),
    "option-view": Phrase("Als tekst, gegevens of een plaatje.", "As text, data or a picture."),
    "command-test": Phrase(
        "Draai de voorbeelden naast de regels, en toon wat anders uitkomt.",
        "Run the cases beside the rules, and show what comes out otherwise.",
    ),
    "command-why": Phrase(
        "Het bewijs: welke regels en antwoorden dit brachten.", "The proof: which rules and answers brought this."
    ),
    "command-why-not": Phrase(
        "Wat iets tegenhield, of wat eraan ontbrak.", "What stopped something, or what it lacked."
    ),
    "example": Phrase("Voorbeeld: {command}", "Example: {command}"),
    "option-case": Phrase(
        "Bestand met antwoorden (YAML of JSON); - is standaardinvoer.",
        "File with answers (YAML or JSON); - is standard input.",
    ),
    "option-target": Phrase(
        "Een regel, bevinding, onderdeel of onderwerp; zonder gaat het over de hele beslissing.",
        "A rule, finding, item or topic; without one it is about the whole decision.",
    ),
    "option-full": Phrase(
        "Ook wat iets nog kan tegenhouden dat al is tegengehouden.",
        "Also what may still stop something that is stopped already.",
    ),
    "option-reader": Phrase(
        "Voor wie de uitleg is: person, professional of auditor.",
        "Whom the explanation is for: person, professional or auditor.",
    ),
    "picture-has-no-reader": Phrase(
        "een plaatje is voor elke lezer hetzelfde; laat `--for` weg, of kies `--format text` of `json`",
        "a picture is the same for every reader; leave `--for` out, or choose `--format text` or `json`",
    ),
    "json-or-picture": Phrase(
        "`--json` en `--format {format}` gaan niet samen; kies er een",
        "`--json` and `--format {format}` do not go together; choose one",
    ),
    "only-item-or-topic": Phrase(
        "`{target}` is een {kind}; `--for` en plaatjes gaan over een onderdeel, een onderwerp of, zonder doel, de hele"
        " beslissing",
        "`{target}` is a {kind}; `--for` and pictures are about an item, a topic or, without a target, the whole"
        " decision",
    ),
    "kind-rule": Phrase("regel", "rule"),
    "kind-finding": Phrase("bevinding", "finding"),
    "option-folder": Phrase(
        "Map van de kennisbank; anders de map waar u in staat, of een map erboven.",
        "Folder of the knowledge base; else the folder you are in, or one above.",
    ),
    "option-fix": Phrase(
        "Verbeter eerst wat maar op een manier kan; de rest van de bestanden blijft zoals het is.",
        "First mend what can be mended in one way only; the rest of the files stays as it is.",
    ),
    "option-strict": Phrase("Mislukt ook bij een waarschuwing.", "Fail on a warning too."),
    "option-format": Phrase(
        "Vorm van de uitvoer, ook voor GitHub en SARIF.", "Form of the output, also for GitHub and SARIF."
    ),
    "option-words": Phrase(
        "Alleen voorbeelden met deze woorden in hun naam of bestand.",
        "Only cases with these words in their name or file.",
    ),
    "option-watch": Phrase(
        "Draai opnieuw bij elke keer opslaan, en alleen wat u raakte.",
        "Run again on each save, and only what you touched.",
    ),
    "not-beside-watch": Phrase("`{other}` kan niet samen met `--watch`", "`{other}` does not go with `--watch`"),
    "no-watchfiles": Phrase(
        "voor `--watch` is meer nodig: pip install 'sluimer[author]'",
        "`--watch` needs more: pip install 'sluimer[author]'",
    ),
    "no-match": Phrase("geen voorbeeld heeft `{words}` in zijn naam", "no case has `{words}` in its name"),
    "no-match-near": Phrase(
        "geen voorbeeld heeft `{words}` in zijn naam; bedoelde u `{near}`?",
        "no case has `{words}` in its name; did you mean `{near}`?",
    ),
    "option-modelines": Phrase(
        "Laat ook elk bestand op zijn eerste regel zijn schema noemen.",
        "Also let each file name its schema on its first line.",
    ),
    "schemas-written": Phrase(
        "{count} schema's geschreven; regel met schema gezet in {files} bestanden",
        "{count} schemas written; line with the schema put in {files} files",
    ),
    "option-json": Phrase("Als JSON.", "As JSON."),
    "option-lang": Phrase(
        "Taal van de tekst: nl, en of een andere van de kennisbank.",
        "Language of the text: nl, en or another of the knowledge base.",
    ),
    "option-knowledge": Phrase(
        "Map van de kennisbank; anders de map waar u in staat of een map erboven, anders die van Sluimer zelf.",
        "Folder of the knowledge base; else the folder you are in or one above, else the one that comes with Sluimer.",
    ),
    "option-packs": Phrase(
        "Alleen deze pakketten regels, met komma's ertussen.", "Only these packs of rules, with commas between them."
    ),
    "option-audience": Phrase(
        "Laat weg wat dit publiek niet verteld mag worden.", "Leave out what this audience may not be told."
    ),
    "option-set": Phrase(
        "Kies een instelling van de kennisbank anders dan gewoonlijk.",
        "Choose a setting of the knowledge base otherwise than by default.",
    ),
    "option-full-json": Phrase(
        "Met --json: alles, ook elke regel die nog iets te zeggen kan krijgen.",
        "With --json: all of it, also each rule that may still get a say.",
    ),
    "option-trace": Phrase("Ook alle stappen die tot het advies leidden.", "Also every step that led to the advice."),
    "option-start": Phrase("Begin met de antwoorden in dit bestand.", "Begin with the answers in this file."),
    "option-save": Phrase(
        "Bewaar de antwoorden in dit nieuwe bestand, dat alleen u kunt lezen.",
        "Save the answers in this new file, which you alone can read.",
    ),
    "option-overwrite": Phrase(
        "Met --save: zet ze in de plaats van wat in het bestand staat.",
        "With --save: put them in place of what the file holds.",
    ),
    "save-exists": Phrase(
        "`{file}` is er al; noem een ander bestand, of voeg `--overwrite` toe",
        "`{file}` is there already; name another file, or add `--overwrite`",
    ),
    "option-status": Phrase("Alleen uitspraken met deze status.", "Only statements with this status."),
    "option-html": Phrase("Als één HTML-pagina.", "As one HTML page."),
    "option-coverage": Phrase(
        "Toon ook welke regels en voorwaarden in geen voorbeeld waar, onwaar, onbekend of beslissend waren.",
        "Also show the rules and tests that were true, false, unknown or decisive in no case.",
    ),
    "option-coverage-html": Phrase(
        "De dekking als één HTML-pagina, met de regels zelf.",
        "The coverage as one HTML page, with the rules themselves.",
    ),
    "option-fail-under": Phrase(
        "Mislukt als minder dan dit percentage is gezien.", "Fail when less than this percentage was seen."
    ),
    "below-fail-under": Phrase(
        "te weinig gezien: {percent} %, gevraagd was {wanted} %", "too little seen: {percent} %, wanted was {wanted} %"
    ),
    "option-version": Phrase("Toon de versie.", "Show the version."),
    "input-is-taken": Phrase(
        "het gesprek zelf gebruikt de standaardinvoer; noem een bestand",
        "the conversation itself uses standard input; name a file",
    ),
    "mistake": Phrase("{place}: fout: {said}", "{place}: error: {said}"),
    "aborted": Phrase("afgebroken", "stopped"),
    "usage": Phrase("Gebruik:", "Usage:"),
    "heading-options": Phrase("Opties", "Options"),
    "heading-arguments": Phrase("Argumenten", "Arguments"),
    "heading-commands": Phrase("Opdrachten", "Commands"),
    "metavar-options": Phrase("[OPTIES]", "[OPTIONS]"),
    "metavar-command": Phrase("OPDRACHT [ARGUMENTEN]...", "COMMAND [ARGS]..."),
    "extra-env var": Phrase("omgevingsvariabele", "env var"),
    "extra-default": Phrase("anders", "default"),
    "option-help": Phrase("Toon deze hulp.", "Show this help."),
    "cannot-write": Phrase(
        "fout: {file} kan niet worden geschreven: {reason}", "error: {file} cannot be written: {reason}"
    ),
    "the-output": Phrase("de uitvoer", "the output"),
    "cannot-save": Phrase(
        "fout: `{file}` kan niet bewaard worden: {reason}", "error: `{file}` cannot be saved: {reason}"
    ),
}

WORDS: Final[Mapping[str, Phrase]] = {
    **ADVICE,
    **PROOFS,
    **READERS,
    **TRACE,
    **RULE,
    **LEDGER,
    **CASES,
    **CHECK,
    **CONVERSATION,
    **AUTHORING,
    **PROGRAM,
    **LOG,
}


def word(key: str, language: str, /, **places: object) -> str:
    """A phrase in Dutch, or in English for every other language, with its places filled.

    >>> word("because", "nl", reason="Omdat.")
    'Waarom: Omdat.'
    """
    phrase = WORDS[key]
    return (phrase.nl if language == "nl" else phrase.en).format(**places)
