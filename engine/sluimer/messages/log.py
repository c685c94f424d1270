"""What can be wrong with a log of decisions, or with its key: an error of whoever opens it, or a fault that is found.

A fault stands at the number of its entry.
"""

from collections.abc import Mapping
from typing import Final

from sluimer.messages.wording import Wording

LOG: Final[Mapping[str, Wording]] = {
    "log-place": Wording(
        "`{name}` is no place for a log",
        "`{name}` is geen plaats voor een logboek",
        "name a file, or an address such as `postgresql://user@host/database`",
        "noem een bestand, of een adres zoals `postgresql://gebruiker@host/database`",
    ),
    "log-needs-extra": Wording(
        "this needs a part that is not installed",
        "hiervoor ontbreekt een onderdeel",
        "install it with `pip install 'sluimer[{extra}]'`",
        "installeer het met `pip install 'sluimer[{extra}]'`",
    ),
    "log-no-place": Wording(
        "no log was named",
        "er is geen logboek genoemd",
        "name it with `--log`, or in the environment as `SLUIMER_LOG`",
        "noem het met `--log`, of in de omgeving als `SLUIMER_LOG`",
    ),
    "log-no-key": Wording(
        "no key was named, and without it a log can be neither written nor checked",
        "er is geen sleutel genoemd, en zonder sleutel kan een logboek niet worden geschreven of nagekeken",
        "name its file with `--key-file`, or in the environment as `SLUIMER_LOG_KEY_FILE`",
        "noem het bestand met `--key-file`, of in de omgeving als `SLUIMER_LOG_KEY_FILE`",
    ),
    "log-key-form": Wording(
        "this is no key of a log",
        "dit is geen sleutel van een logboek",
        "a key is 64 hexadecimal digits; `sluimer log init` makes one",
        "een sleutel is 64 hexadecimale cijfers; `sluimer log init` maakt er een",
    ),
    "log-key-unreadable": Wording(
        "the key cannot be read: {reason}",
        "de sleutel kan niet worden gelezen: {reason}",
        "check the name of the file and who may read it",
        "controleer de naam van het bestand en wie het mag lezen",
    ),
    "log-key-unwritable": Wording(
        "the key cannot be saved: {reason}",
        "de sleutel kan niet worden bewaard: {reason}",
        "name a file that does not exist yet, in a folder that you may write in",
        "noem een bestand dat nog niet bestaat, in een map waarin u mag schrijven",
    ),
    "log-wrong-key": Wording(
        "this is not the key that the log was made with",
        "dit is niet de sleutel waarmee het logboek is gemaakt",
        "use that one; another key cannot add to the log or check it",
        "gebruik die; met een andere sleutel kan er niets bij en valt er niets na te kijken",
    ),
    "log-absent": Wording(
        "there is no log here",
        "hier is geen logboek",
        "check the name; `sluimer log init` makes a new one",
        "controleer de naam; `sluimer log init` maakt een nieuw logboek",
    ),
    "log-unreadable": Wording(
        "the log cannot be read: {reason}",
        "het logboek kan niet worden gelezen: {reason}",
        "check whether it is there, whether there is room, and who may read it",
        "controleer of het er is, of er ruimte is, en wie het mag lezen",
    ),
    "log-unwritable": Wording(
        "the log cannot be written: {reason}",
        "het logboek kan niet worden geschreven: {reason}",
        "check whether it is there, whether there is room, and who may write it; no decision was logged",
        "controleer of het er is, of er ruimte is en wie erin mag schrijven; er is geen beslissing vastgelegd",
    ),
    "log-read-only": Wording(
        "who runs this may not write the log",
        "wie dit draait mag het logboek niet schrijven",
        "allow it for the file and for its folder, or name another place; nothing was logged",
        "sta het toe voor het bestand en voor de map, of noem een andere plaats; er is niets vastgelegd",
    ),
    "log-replaced": Wording(
        "the file of the log was moved away or replaced while it was open",
        "het bestand van het logboek is weggehaald of vervangen terwijl het open was",
        "nothing was logged; open the log again, and look with `sluimer log verify` at what stands there now",
        "er is niets vastgelegd; open het logboek opnieuw, en kijk met `sluimer log verify` wat er nu staat",
    ),
    "log-backup-unwritable": Wording(
        "the copy of the log cannot be written: {reason}",
        "de kopie van het logboek kan niet worden geschreven: {reason}",
        "name a file that does not exist yet, in a folder that you may write in and that has room",
        "noem een bestand dat nog niet bestaat, in een map waarin u mag schrijven en die ruimte heeft",
    ),
    "log-backup-server": Wording(
        "this log is kept by a server, which copies it in its own way",
        "dit logboek staat op een server, die er zelf een kopie van maakt",
        "use `pg_dump --format=custom --table='sluimer_*'`, and `pg_restore` to put it back",
        "gebruik `pg_dump --format=custom --table='sluimer_*'`, en `pg_restore` om het terug te zetten",
    ),
    "log-swallowed": Wording(
        "the database took the decision and did not keep it",
        "de database nam de beslissing aan en bewaarde die niet",
        "something was put into the database that drops or changes what is written; nothing was logged",
        "er is iets in de database gezet dat weglaat of verandert wat er wordt geschreven; er is niets vastgelegd",
    ),
    "log-unsure": Wording(
        "it is not known whether decision `{name}` was logged: {reason}",
        "het is niet bekend of beslissing `{name}` is vastgelegd: {reason}",
        "look for that id when the log can be read again",
        "zoek die naam op als het logboek weer te lezen is",
    ),
    "log-strange-object": Wording(
        "`{name}` is in the database of the log and not part of it",
        "`{name}` staat in de database van het logboek en hoort er niet bij",
        "it may change, drop or copy what is written; find out who put it there, and remove it",
        "het kan wijzigen, weglaten of kopiëren wat er wordt geschreven; zoek uit wie het erin zette, en haal het weg",
    ),
    "log-crooked": Wording(
        "the database itself is damaged, so that something in it may not be found",
        "de database zelf is beschadigd, zodat iets erin misschien niet gevonden wordt",
        "compare it with a copy, or make its indexes anew with `REINDEX`",
        "vergelijk met een kopie, of maak de indexen opnieuw met `REINDEX`",
    ),
    "log-incomplete": Wording(
        "entries are missing from the log, or were changed",
        "er ontbreken nummers in het logboek, of ze zijn veranderd",
        "`sluimer log verify` says which",
        "`sluimer log verify` vertelt welke",
    ),
    "log-person": Wording(
        "no person was named",
        "er is niemand genoemd",
        "give what you know the person by, such as the number of a customer",
        "geef waaraan u de persoon kent, zoals een klantnummer",
    ),
    "log-unknown-decision": Wording(
        "`{name}` is no decision in this log",
        "`{name}` is geen beslissing in dit logboek",
        "`sluimer log list` shows the numbers and ids that there are",
        "`sluimer log list` toont de nummers en namen die er zijn",
    ),
    "log-erased": Wording(
        "the facts of decision `{name}` were erased",
        "de gegevens van beslissing `{name}` zijn gewist",
        "what remains is when it was made, and with which knowledge",
        "wat er nog is: wanneer de beslissing is genomen, en met welke kennis",
    ),
    "log-entry-changed": Wording(
        "this entry is not what was written",
        "dit is niet wat er is geschreven",
        "somebody changed it, or the database is damaged; compare it with a copy",
        "iemand heeft het veranderd, of de database is beschadigd; vergelijk het met een kopie",
    ),
    "log-entry-foreign": Wording(
        "this entry was written in another log",
        "dit is geschreven in een ander logboek",
        "it was put in here past the log",
        "het is hier buiten het logboek om in gezet",
    ),
    "log-entry-moved": Wording(
        "this entry was written as number {number}",
        "dit is geschreven als nummer {number}",
        "entries were exchanged, or an old one was put in again",
        "er is iets verwisseld, of iets ouds is er opnieuw in gezet",
    ),
    "log-entry-missing": Wording(
        "missing from the log: {numbers}",
        "in het logboek ontbreekt: {numbers}",
        "it was removed; a copy of the log may still have it",
        "het is weggehaald; misschien staat het nog in een kopie van het logboek",
    ),
    "log-link-broken": Wording(
        "this entry does not follow the one before it",
        "dit volgt niet op wat ervoor staat",
        "something was put in, taken out or exchanged before it",
        "ervoor is iets ingevoegd, weggehaald of verwisseld",
    ),
    "log-column-changed": Wording(
        "`{name}` says otherwise than what was sealed",
        "`{name}` zegt iets anders dan wat verzegeld is",
        "the sealed text is right; the column beside it was changed",
        "de verzegelde tekst klopt; de kolom ernaast is veranderd",
    ),
    "log-tail-missing": Wording(
        "the log ends here, and {by} says that it went on to {number}",
        "het logboek eindigt hier, en volgens {by} ging het door tot {number}",
        "the last entries were removed, or this is a copy without the file `-wal` from beside the log; look there",
        "het laatste deel is weggehaald, of dit is een kopie zonder het bestand `-wal` naast het logboek; kijk daar",
    ),
    "log-head-changed": Wording(
        "the note of where the log ends is not what was written",
        "de aantekening waar het logboek eindigt is niet wat er is geschreven",
        "somebody changed it; a checkpoint kept elsewhere tells where the log ended",
        "iemand heeft die veranderd; een controlepunt van elders vertelt waar het logboek eindigde",
    ),
    "log-checkpoint-differs": Wording(
        "this entry is another one than when the checkpoint of {time} was made",
        "hier staat iets anders dan toen het controlepunt van {time} werd gemaakt",
        "the log was replaced or made anew from here or before",
        "het logboek is vervangen of opnieuw gemaakt, vanaf hier of eerder",
    ),
    "log-checkpoint-form": Wording(
        "this is no checkpoint of this log",
        "dit is geen controlepunt van dit logboek",
        "a checkpoint is one line of `sluimer log checkpoint`, made with the key of this log",
        "een controlepunt is één regel van `sluimer log checkpoint`, gemaakt met de sleutel van dit logboek",
    ),
    "log-facts-changed": Wording(
        "what is kept of the person is not what was written",
        "wat van de persoon bewaard is, is niet wat er is geschreven",
        "somebody changed it, or the database is damaged; compare it with a copy",
        "iemand heeft het veranderd, of de database is beschadigd; vergelijk het met een kopie",
    ),
    "log-facts-missing": Wording(
        "what is kept of the person is gone, and no entry says that it was erased",
        "wat van de persoon bewaard was, is weg, en nergens staat dat het is gewist",
        "it was removed past the log; a copy may still have it",
        "het is buiten het logboek om weggehaald; misschien staat het nog in een kopie",
    ),
    "log-facts-remain": Wording(
        "what was erased of the person is there again",
        "wat van de persoon was gewist, is er weer",
        "a copy from before was put back; erase it again",
        "een kopie van eerder is teruggezet; wis het opnieuw",
    ),
    "log-facts-unknown": Wording(
        "facts are kept for decision `{name}`, which no entry names",
        "er zijn gegevens bewaard bij beslissing `{name}`, die nergens staat",
        "they were put in past the log, or their entry was removed",
        "ze zijn er buiten het logboek om in gezet, of het bijbehorende nummer is weggehaald",
    ),
    "log-knowledge-missing": Wording(
        "the knowledge of this decision is gone",
        "de kennis van deze beslissing is weg",
        "it was removed past the log; a copy may still have it",
        "die is buiten het logboek om weggehaald; misschien staat die nog in een kopie",
    ),
    "log-knowledge-changed": Wording(
        "the rules kept for this decision are not those it was made with",
        "de regels die bij deze beslissing bewaard zijn, zijn niet die waarmee ze is genomen",
        "somebody changed them; a copy may still have what they were",
        "iemand heeft ze veranderd; misschien staan ze nog in een kopie zoals ze waren",
    ),
    "log-files-missing": Wording(
        "the files of the knowledge of this decision are gone, so that it cannot be consulted again",
        "de bestanden met de kennis van deze beslissing zijn weg, zodat die niet meer te raadplegen is",
        "they were removed past the log; a copy may still have them",
        "ze zijn buiten het logboek om weggehaald; misschien staan ze nog in een kopie",
    ),
    "log-files-changed": Wording(
        "the files kept for this decision are not those it was made with",
        "de bestanden die bij deze beslissing bewaard zijn, zijn niet die waarmee ze is genomen",
        "somebody changed them; a copy may still have what they were",
        "iemand heeft ze veranderd; misschien staan ze nog in een kopie zoals ze waren",
    ),
    "log-record-wrong": Wording(
        "the advice does not follow from the rules and answers in the record: {reason}",
        "het advies volgt niet uit de regels en antwoorden in de vastlegging: {reason}",
        "`check_record.py` says the same of the record by itself; the engine or the record is wrong",
        "`check_record.py` zegt hetzelfde van de vastlegging alleen; de motor of de vastlegging is fout",
    ),
}
