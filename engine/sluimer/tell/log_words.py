"""The words of the decision log, in Dutch and English, by their key."""

from collections.abc import Mapping
from typing import Final

from sluimer.tell.phrase import Phrase

_COMMANDS: Final[Mapping[str, Phrase]] = {
    "command-log": Phrase(
        "Het logboek van beslissingen: maken, lezen, nakijken, opnieuw doen, wissen.",
        "The log of decisions: make, read, check, do again, erase.",
    ),
    "command-log-init": Phrase(
        "Maak een logboek, en een sleutel als die er nog niet is. Bewaar de sleutel ergens anders dan het logboek:"
        " wie hem kwijt is, kan het logboek niet meer nakijken.",
        "Make a log, and a key where there is none yet. Keep the key apart from the log:"
        " whoever loses it can no longer check the log.",
    ),
    "command-log-list": Phrase(
        "De beslissingen, een per regel, de nieuwste onderaan; of wat er is gewist.",
        "The decisions, one on a line, the newest last; or what was erased.",
    ),
    "command-log-show": Phrase(
        "Een beslissing, opnieuw gemaakt met de kennis van toen, en of dat is wat in het logboek staat.",
        "One decision, made again with the knowledge of then, and whether that is what the log has.",
    ),
    "command-log-verify": Phrase(
        "Kijk na of het hele logboek nog is wat er is geschreven.",
        "Check whether the whole log is still what was written.",
    ),
    "command-log-replay": Phrase(
        "Maak beslissingen opnieuw: met de kennis van toen, of met die van nu, om te zien voor wie er iets verandert.",
        "Make decisions again: with the knowledge of then, or with that of now, to see for whom something changes.",
    ),
    "command-log-erase": Phrase(
        "Wis wat van personen bewaard is. Dat er een beslissing was, blijft in het logboek staan.",
        "Erase what is kept of persons. That there was a decision stays in the log.",
    ),
    "command-log-export": Phrase(
        "Schrijf de beslissingen in een bestand voor andere programma's.",
        "Write the decisions to a file for other programs.",
    ),
    "command-log-report": Phrase(
        "Een pagina over een beslissing of een periode, ook voor op papier.",
        "A page about a decision or a period, also for paper.",
    ),
    "command-log-backup": Phrase(
        "Kopieer het logboek in een nieuw bestand: heel, ook als er net iets bij komt.",
        "Copy the log into a new file: whole, also while something is added.",
    ),
    "command-log-checkpoint": Phrase(
        "Waar het logboek nu eindigt, in een regel. Bewaar die ergens anders; `log verify` vergelijkt ermee.",
        "Where the log ends now, in one line. Keep it elsewhere; `log verify` compares with it.",
    ),
}

_OPTIONS: Final[Mapping[str, Phrase]] = {
    "option-log": Phrase(
        "Het logboek: een bestand, of een adres van PostgreSQL.", "The log: a file, or an address of PostgreSQL."
    ),
    "option-log-key-file": Phrase(
        "Bestand met de sleutel; de sleutel zelf mag ook in SLUIMER_LOG_KEY staan.",
        "File with the key; the key itself may also stand in SLUIMER_LOG_KEY.",
    ),
    "option-log-keep": Phrase(
        "Leg de beslissing vast in dit logboek, voordat het advies verschijnt.",
        "Log the decision in this log, before the advice is printed.",
    ),
    "option-log-about": Phrase(
        "Waaraan u de persoon kent, zoals een klantnummer. Alleen een schuilnaam wordt bewaard.",
        "What you know the person by, such as the number of a customer. Only a pseudonym is kept.",
    ),
    "option-log-optional": Phrase(
        "Geef het advies ook als het niet kan worden vastgelegd, en zeg dat erbij.",
        "Give the advice also where it cannot be logged, and say so.",
    ),
    "option-log-person": Phrase("Alleen van deze persoon.", "Only of this person."),
    "option-log-since": Phrase(
        "Vanaf deze dag of tijd (UTC), zoals 2026-11-30 of 2026-11-30T14:00.",
        "From this day or time on (UTC), such as 2026-11-30 or 2026-11-30T14:00.",
    ),
    "option-log-until": Phrase(
        "Tot en met deze dag of tijd (UTC).", "Up to this day or time (UTC), with that day or time itself."
    ),
    "option-log-backup-file": Phrase(
        "Het bestand voor de kopie, dat er nog niet is.", "The file for the copy, which is not there yet."
    ),
    "option-log-limit": Phrase("Alleen de laatste zoveel.", "Only the last so many."),
    "option-log-target": Phrase(
        "Een onderdeel of onderwerp van het advies; zonder gaat het over de hele beslissing.",
        "An item or topic of the advice; without one it is about the whole decision.",
    ),
    "option-log-erasures": Phrase(
        "In plaats van de beslissingen wat er is gewist, wanneer en waarom.",
        "Instead of the decisions what was erased, when and why.",
    ),
    "option-log-decision": Phrase("Nummer of naam van een beslissing.", "Number or id of a decision."),
    "option-log-decisions": Phrase(
        "Nummers of namen van beslissingen; zonder zijn het ze allemaal.",
        "Numbers or ids of decisions; without any it is all of them.",
    ),
    "option-log-details": Phrase(
        "Ook elke beslissing van de periode helemaal, met haar plaatjes.",
        "Each decision of the period in full too, with its pictures.",
    ),
    "option-log-report": Phrase(
        "Nummer of naam van een beslissing; zonder gaat het over een periode.",
        "Number or id of a decision; without one it is about a period.",
    ),
    "option-log-checkpoints": Phrase(
        "Bestand met controlepunten van eerder; mag vaker.",
        "File with earlier checkpoints; may be given several times.",
    ),
    "option-log-quick": Phrase(
        "Kijk niet na of elk advies volgt uit zijn regels en antwoorden.",
        "Do not check whether each advice follows from its rules and answers.",
    ),
    "option-log-now": Phrase(
        "Met de kennis van nu. Verschillen zijn dan het antwoord, en geen fout.",
        "With the knowledge of now. Differences are then the answer, and no error.",
    ),
    "option-log-erase-person": Phrase(
        "Wis alles wat van deze persoon bewaard is.", "Erase all that is kept of this person."
    ),
    "option-log-erase-decision": Phrase(
        "Wis wat bij deze beslissing bewaard is.", "Erase what is kept with this decision."
    ),
    "option-log-erase-before": Phrase(
        "Wis wat bewaard is van voor deze dag of tijd (UTC).", "Erase what is kept from before this day or time (UTC)."
    ),
    "option-log-erase-older": Phrase(
        "Wis wat langer dan zoveel dagen bewaard is.", "Erase what was kept for longer than so many days."
    ),
    "option-log-reason": Phrase(
        "Waarom. Dit blijft voor altijd in het logboek, dus noem de persoon niet.",
        "Why. This stays in the log for ever, so do not name the person.",
    ),
    "option-log-yes": Phrase("Vraag niet of het mag.", "Do not ask whether it may be done."),
    "option-log-file": Phrase("Waar het in komt; - is de standaarduitvoer.", "Where it goes; - is standard output."),
    "option-log-format": Phrase(
        "Vorm van het bestand; anders volgt die uit de naam. `records` is de hele vastlegging van elke beslissing.",
        "Form of the file; otherwise its name tells. `records` is the whole record of each decision.",
    ),
}

_MISTAKES: Final[Mapping[str, Phrase]] = {
    "log-bad-date": Phrase(
        "`{written}` is geen dag of tijd; schrijf zoals 2026-11-30 of 2026-11-30T14:00",
        "`{written}` is not a day or time; write such as 2026-11-30 or 2026-11-30T14:00",
    ),
    "log-not-together": Phrase(
        "noem beslissingen, of kies ze met `{other}`; niet allebei",
        "name decisions, or choose them by `{other}`; not both",
    ),
    "log-one-of-four": Phrase(
        "kies er precies een: `--person`, `--decision`, `--before` of `--older-than`",
        "choose exactly one: `--person`, `--decision`, `--before` or `--older-than`",
    ),
    "log-reason-names": Phrase(
        "de reden noemt de persoon, en zou voor altijd blijven staan",
        "the reason names the person, and would stay for ever",
    ),
    "log-unasked": Phrase(
        "hier is geen terminal om het te vragen; geef `--yes` als u het zeker weet",
        "there is no terminal to ask on; give `--yes` if you are certain",
    ),
    "log-which-format": Phrase(
        "de naam `{name}` vertelt de vorm niet; eindig op .jsonl of .parquet, of geef `--format`",
        "the name `{name}` does not tell the form; end it in .jsonl or .parquet, or give `--format`",
    ),
    "log-no-table-there": Phrase(
        "Parquet kan niet naar de standaarduitvoer; noem een bestand",
        "Parquet cannot go to standard output; name a file",
    ),
    "record-has-no-reader": Phrase(
        "de vastlegging is voor elke lezer dezelfde, en altijd heel; laat `--json` weg, of noem alleen de beslissing",
        "the record is the same for every reader, and always all of it; leave `--json` out, or name the decision alone",
    ),
    "log-since-after-until": Phrase("`--since` ligt na `--until`", "`--since` is after `--until`"),
    "log-erasures-alone": Phrase(
        "wat er is gewist, komt er altijd helemaal uit; laat de andere keuzes weg",
        "what was erased is always listed whole; leave the other choices out",
    ),
    "log-itself": Phrase(
        "dat is het logboek zelf, of zijn sleutel; noem een ander bestand",
        "that is the log itself, or its key; name another file",
    ),
}

_SAID: Final[Mapping[str, Phrase]] = {
    "log-receipt": Phrase("Vastgelegd als beslissing {number} ({id})", "Logged as decision {number} ({id})"),
    "log-unlogged": Phrase("LET OP: dit advies is niet vastgelegd", "TAKE CARE: this advice was not logged"),
    "log-made": Phrase("Nieuw logboek: {log}", "New log: {log}"),
    "log-found": Phrase("Dit logboek was er al: {log}", "This log was there already: {log}"),
    "log-key-made": Phrase("Nieuwe sleutel: {file}", "New key: {file}"),
    "log-key-found": Phrase("Deze sleutel was er al: {file}", "This key was there already: {file}"),
    "log-key-apart": Phrase(
        "Bewaar de sleutel ergens anders dan het logboek. Wie allebei heeft, kan het logboek ongemerkt veranderen.",
        "Keep the key apart from the log. Whoever has both can change the log unnoticed.",
    ),
    "log-key-lost": Phrase(
        "Maak een kopie van de sleutel. Wie hem kwijt is, kan het logboek niet meer nakijken, er niets meer aan"
        " toevoegen, en er niemand meer in vinden.",
        "Make a copy of the key. Whoever loses it can no longer check the log, add to it, or find anyone in it.",
    ),
    "log-none": Phrase("Er zijn geen beslissingen.", "There are no decisions."),
    "log-listed": Phrase(
        "{time}  {outcome}  {name} {version}; {choices}", "{time}  {outcome}  {name} {version}; {choices}"
    ),
    "log-choices-gone": Phrase(
        "pakketten en instellingen zijn niet meer bekend", "packs and settings are no longer known"
    ),
    "log-gone": Phrase("niet meer bekend", "no longer known"),
    "log-no-erasures": Phrase("Er is nooit iets gewist.", "Nothing was ever erased."),
    "log-listed-erasure": Phrase("{time}  gewist: {numbers}", "{time}  erased: {numbers}"),
    "log-erasure": Phrase("Nummer {number}: er is iets gewist", "Number {number}: something was erased"),
    "log-erasure-at": Phrase("gewist op {time}", "erased at {time}"),
    "log-erasure-of": Phrase("gewist zijn de gegevens bij: {numbers}", "erased are the facts of: {numbers}"),
    "log-knowledge-digest": Phrase(
        "vingerafdruk van de kennis, zoals het advies die noemt: {digest}",
        "digest of the knowledge, as the advice names it: {digest}",
    ),
    "log-files-digest": Phrase("vingerafdruk van de bestanden: {digest}", "digest of the files: {digest}"),
    "log-contents-digest": Phrase(
        "vingerafdruk van de inhoud, zoals `check_record.py` die noemt: {digest}",
        "digest of the contents, as `check_record.py` names it: {digest}",
    ),
    "log-told-in": Phrase("toen verteld in: {language}", "told then in: {language}"),
    "log-told-otherwise": Phrase(
        "hieronder in: {language}; de woorden zijn dus niet precies die van toen",
        "below in: {language}; so the words are not exactly those of then",
    ),
    "log-was-erased": Phrase("gewist", "erased"),
    "outcome-advice": Phrase("advies", "advice"),
    "outcome-ask_first": Phrase("eerst overleggen", "ask first"),
    "outcome-answers_needed": Phrase("antwoorden nodig", "answers needed"),
    "outcome-not_covered": Phrase("geen uitspraak", "no statement"),
    "log-decision": Phrase("Beslissing {number} ({id})", "Decision {number} ({id})"),
    "log-made-at": Phrase("genomen op {time}", "made at {time}"),
    "log-made-with": Phrase(
        "met {name} {version} en {engine} {engine_version}", "with {name} {version} and {engine} {engine_version}"
    ),
    "log-again-same": Phrase(
        "Opnieuw gemaakt met de kennis van toen: precies wat in het logboek staat.",
        "Made again with the knowledge of then: exactly what the log has.",
    ),
    "log-again-other-engine": Phrase(
        "Sluimer zelf is niet dezelfde uitgave als toen.", "Sluimer itself is not the same release as then."
    ),
    "log-again-differs": Phrase(
        "LET OP: opnieuw gemaakt met de kennis van toen komt er iets anders uit dan in het logboek staat.",
        "TAKE CARE: made again with the knowledge of then, something else comes out than the log has.",
    ),
    "log-again-impossible": Phrase(
        "LET OP: deze beslissing is niet opnieuw te maken.", "TAKE CARE: this decision cannot be made again."
    ),
    "log-what-differs": Phrase("Wat anders is", "What differs"),
    "log-what-it-has": Phrase("Wat in het logboek staat", "What the log has"),
    "log-what-came-now": Phrase("Wat er nu uitkomt", "What comes out now"),
    "log-has-outcome": Phrase("uitkomst: {outcome}", "outcome: {outcome}"),
    "log-has-item": Phrase("{topic} ({item}): {state}", "{topic} ({item}): {state}"),
    "log-range": Phrase("{least} tot {most} {unit}, begin met {start}", "{least} to {most} {unit}, begin with {start}"),
    "log-rank": Phrase("plaats {rank}", "place {rank}"),
    "log-nothing": Phrase("niets", "nothing"),
    "log-erased-at": Phrase(
        "De gegevens van de persoon zijn gewist op {time} (nummer {number} in het logboek).",
        "The facts of the person were erased at {time} (number {number} in the log).",
    ),
    "log-cause-person": Phrase(
        "Waarom: alles van de persoon is gewist.", "Why: all that was kept of the person was erased."
    ),
    "log-cause-age": Phrase("Waarom: te lang geleden.", "Why: too long ago."),
    "log-cause-decision": Phrase("Waarom: deze beslissing is gekozen.", "Why: this decision was chosen."),
    "log-cause-reason": Phrase("Reden: {reason}", "Reason: {reason}"),
    "log-remains": Phrase(
        "Wat er nog is: dat de beslissing er was, wanneer, en met welke kennis. Wat er is geantwoord en geadviseerd, is"
        " weg.",
        "What remains: that there was a decision, when, and with which knowledge. What was answered and advised is"
        " gone.",
    ),
    "log-counts": Phrase(
        "nummers: {entries}; beslissingen: {decisions}, gewist: {erased}, opnieuw te maken: {replayable}",
        "entries: {entries}; decisions: {decisions}, erased: {erased}, can be made again: {replayable}",
    ),
    "log-is-whole": Phrase(
        "Het logboek is wat er is geschreven: niets is veranderd, weggehaald of ertussen gezet.",
        "The log is what was written: nothing was changed, removed or put in between.",
    ),
    "log-follows": Phrase(
        "Elk advies volgt uit de regels en antwoorden waarmee het is gegeven. Nog bewaard en nagekeken: {count}.",
        "Each advice follows from the rules and answers it was given with. Still kept and checked: {count}.",
    ),
    "log-follows-unchecked": Phrase(
        "Of elk advies volgt uit zijn regels en antwoorden is niet nagekeken (`--quick`).",
        "Whether each advice follows from its rules and answers was not checked (`--quick`).",
    ),
    "log-is-broken": Phrase(
        "Het logboek is niet meer wat er is geschreven. Fouten: {count}.",
        "The log is no longer what was written. Faults: {count}.",
    ),
    "log-backed-up": Phrase(
        "De kopie is {file}; regels in het logboek: {entries}.", "The copy is {file}; entries of the log: {entries}."
    ),
    "log-backup-private": Phrase(
        "Wat later wordt gewist, staat er nog in. Haal de kopie weg als u haar niet meer nodig hebt.",
        "What is erased later still stands in it. Remove the copy once you need it no more.",
    ),
    "log-compared": Phrase("Vergeleken met controlepunten: {count}.", "Compared with checkpoints: {count}."),
    "log-not-compared": Phrase(
        "Niet vergeleken met een controlepunt: een oude kopie die in haar geheel is teruggezet, of een kopie zonder het"
        " bestand `-wal` ernaast, valt zo niet op.",
        "Not compared with a checkpoint: an old copy that was put back as a whole, or a copy without the file `-wal`"
        " beside it, is not noticed this way.",
    ),
    "log-replayed-then": Phrase("Opnieuw gemaakt met de kennis van toen", "Made again with the knowledge of then"),
    "log-replayed-now": Phrase(
        "Opnieuw gemaakt met {name} {version} ({digest}), zoals gekozen: {choices}",
        "Made again with {name} {version} ({digest}), as chosen: {choices}",
    ),
    "log-replayed-as-chosen": Phrase(
        "Opnieuw gemaakt met {name} {version} ({digest}); pakketten, instellingen en publiek zoals bij elke beslissing"
        " toen",
        "Made again with {name} {version} ({digest}); packs, settings and audience as each decision had them then",
    ),
    "log-verdict-same": Phrase("hetzelfde: {count}", "the same: {count}"),
    "log-verdict-worded": Phrase("alleen anders verwoord: {count}", "only worded otherwise: {count}"),
    "log-verdict-different": Phrase("anders: {count}", "different: {count}"),
    "log-verdict-erased": Phrase("gewist: {count}", "erased: {count}"),
    "log-verdict-impossible": Phrase("niet opnieuw te maken: {count}", "cannot be made again: {count}"),
    "log-one-worded": Phrase("{number} ({id}): alleen anders verwoord", "{number} ({id}): only worded otherwise"),
    "log-one-different": Phrase("{number} ({id}): anders", "{number} ({id}): different"),
    "log-one-impossible": Phrase("{number} ({id}): niet opnieuw te maken", "{number} ({id}): cannot be made again"),
    "log-one-unlike": Phrase(
        "het advies is hetzelfde, maar niet elke regel, reden of stap",
        "the advice is the same, but not every rule, reason or step",
    ),
    "log-change-outcome": Phrase(
        "uitkomst: in het logboek {then}; opnieuw gemaakt {now}", "outcome: in the log {then}; made again {now}"
    ),
    "log-change-item": Phrase(
        "{item}: in het logboek {then}; opnieuw gemaakt {now}", "{item}: in the log {then}; made again {now}"
    ),
    "log-change-questions": Phrase(
        "nog te vragen: in het logboek {then}; opnieuw gemaakt {now}",
        "still to ask: in the log {then}; made again {now}",
    ),
    "log-urgent": Phrase("dringend", "urgent"),
    "log-not-urgent": Phrase("niet dringend", "not urgent"),
    "log-change-worded": Phrase("{item}: anders verwoord", "{item}: worded otherwise"),
    "log-erase-how-many": Phrase(
        "Dit wist wat van de persoon bewaard is. Beslissingen: {count} ({numbers}).",
        "This erases what is kept of the person. Decisions: {count} ({numbers}).",
    ),
    "log-erase-final": Phrase(
        "Het kan niet ongedaan worden gemaakt. Doorgaan? (ja of nee)", "It cannot be undone. Go on? (yes or no)"
    ),
    "log-erase-none": Phrase("Er is niets om te wissen.", "There is nothing to erase."),
    "log-erase-nobody": Phrase(
        "Er is niets om te wissen: van een persoon met deze naam is niets bewaard.",
        "There is nothing to erase: nothing is kept of a person of that name.",
    ),
    "log-erase-stopped": Phrase("Er is niets gewist.", "Nothing was erased."),
    "log-erase-done": Phrase(
        "Gewist. Beslissingen: {count} ({numbers}). Nummer {entry} in het logboek zegt dat.",
        "Erased. Decisions: {count} ({numbers}). Number {entry} in the log says so.",
    ),
    "log-erase-entries": Phrase(
        "Dat de beslissingen er waren, wanneer en met welke kennis, blijft staan.",
        "That the decisions were made, when and with which knowledge, stays.",
    ),
    "log-erase-left": Phrase(
        "Nog opnieuw te maken: {replayable} van de {decisions} beslissingen.",
        "Can still be made again: {replayable} of {decisions} decisions.",
    ),
    "log-erase-not-clean": Phrase(
        "LET OP: in de bestanden kunnen nog resten staan, want anderen waren aan het lezen, of er was te weinig ruimte."
        " Geef deze opdracht later nog eens; dan worden ze opgeruimd.",
        "TAKE CARE: remains may still be in the files, since others were reading, or there was too little room."
        " Give this command again later; then they are cleared up.",
    ),
    "log-erase-copies": Phrase(
        "Kopieën die u eerder maakte, zijn niet gewist.", "Copies that you made before were not erased."
    ),
    "log-erase-server": Phrase(
        "Het eigen journaal van de PostgreSQL-server en zijn reservekopieën hebben wij niet in de hand: vraag de"
        " beheerder.",
        "The write-ahead log of the PostgreSQL server itself and its backups are not in our hands: ask who runs it.",
    ),
    "log-exported": Phrase(
        "Geschreven in {file}. Beslissingen: {count}. Er staan antwoorden van personen in: bewaar het zorgvuldig.",
        "Written to {file}. Decisions: {count}. It holds answers of persons: keep it with care.",
    ),
    "log-exported-without": Phrase(
        "Gewist, zodat alleen nog staat dat ze er waren: {erased}.",
        "Erased, so that only their being made is left: {erased}.",
    ),
    "log-exported-left-out": Phrase(
        "Gewist, en daarom weggelaten: {erased}.", "Erased, and therefore left out: {erased}."
    ),
}

_PAGES: Final[Mapping[str, Phrase]] = {
    "page-outcomes": Phrase("Uitkomsten", "Outcomes"),
    "page-decisions": Phrase("Beslissingen", "Decisions"),
    "page-items": Phrase("Onderdelen van het advies", "Items of the advice"),
    "page-rules": Phrase("Regels die afgingen", "Rules that fired"),
    "page-knowledge": Phrase("Kennis", "Knowledge"),
    "page-column-outcome": Phrase("uitkomst", "outcome"),
    "page-column-count": Phrase("aantal", "number of decisions"),
    "page-column-number": Phrase("nummer", "number"),
    "page-column-time": Phrase("tijd (UTC)", "time (UTC)"),
    "page-column-version": Phrase("versie", "version"),
    "page-column-id": Phrase("naam", "id"),
    "page-column-topic": Phrase("onderwerp", "topic"),
    "page-column-item": Phrase("onderdeel", "item"),
    "page-column-rule": Phrase("regel", "rule"),
    "page-column-fired": Phrase("keer", "times"),
    "page-column-knowledge": Phrase("kennisbank", "knowledge base"),
    "page-column-digest": Phrase("vingerafdruk", "digest"),
    "page-column-packs": Phrase("pakketten", "packs"),
    "page-column-settings": Phrase("instellingen", "settings"),
    "page-column-audience": Phrase("publiek", "audience"),
    "page-of-decision": Phrase("Beslissing {number}", "Decision {number}"),
    "page-of-period": Phrase("Beslissingen in het logboek", "Decisions in the log"),
    "page-log": Phrase("Logboek: {log}", "Log: {log}"),
    "page-since": Phrase("Vanaf: {time}", "From: {time}"),
    "page-until": Phrase("Tot: {time}", "Until before: {time}"),
    "page-of-person": Phrase("Alleen van één persoon", "Of one person only"),
    "page-follow": Phrase(
        "Nagekeken zonder de motor: van de adviezen die nog bewaard zijn ({whole}) volgen er {right} uit hun regels en"
        " antwoorden.",
        "Checked apart from the engine: of the advices that are still kept ({whole}), {right} follow from their rules"
        " and answers.",
    ),
    "page-follows": Phrase(
        "Nagekeken zonder de motor: het advies volgt uit de regels en antwoorden.",
        "Checked apart from the engine: the advice follows from the rules and answers.",
    ),
    "page-follows-not": Phrase(
        "LET OP: het advies volgt niet uit de regels en antwoorden: {reason}",
        "TAKE CARE: the advice does not follow from the rules and answers: {reason}",
    ),
    "page-follows-unknown": Phrase(
        "LET OP: of het advies volgt uit de regels en antwoorden, is niet na te kijken: {reason}",
        "TAKE CARE: whether the advice follows from the rules and answers cannot be checked: {reason}",
    ),
    "page-unreadable": Phrase(
        "LET OP: niet te lezen, en hieronder dus niet meegeteld. Beslissingen: {count}.",
        "TAKE CARE: not readable, and therefore not counted below. Decisions: {count}.",
    ),
    "page-ends": Phrase(
        "Toen deze pagina werd gemaakt ({time}) eindigde het logboek bij nummer {number}, zegel {mac}.",
        "When this page was made ({time}) the log ended at number {number}, seal {mac}.",
    ),
}

LOG: Final[Mapping[str, Phrase]] = {**_COMMANDS, **_OPTIONS, **_MISTAKES, **_SAID, **_PAGES}
