"""A decision as an auditor retraces it: with what, on which answers, every step, and every rule that did not fire."""

from collections.abc import Iterable

from sluimer.case import Case
from sluimer.explain.argument import DecisionProof
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import FindingProof
from sluimer.meaning.advice import KnowledgeName
from sluimer.tell.advice import granted
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.professional import arguments_told, stopped_rule
from sluimer.tell.rule_proof import finding_tally, rule_head
from sluimer.tell.sources import sources_told, statements_told
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_steps

_DIGITS = 9
"""After the point, to which sums of amounts are compared."""


def tell_auditor(proof: DecisionProof, consultation: Consulted, speaker: Speaker) -> Outline:
    """Everything there is to say."""
    account = parted(*arguments_told(proof, consultation, speaker, full=True), *steps_told(proof, speaker))
    return parted(account, *ground_told(account, proof, speaker))


def steps_told(proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """The answers, every firing, every finding, and every rule that did not fire, each as a section."""
    return (
        *_answers(proof, speaker),
        granted(proof.case, speaker),
        tell_steps(proof.trace, proof.case, speaker, proof.scope.truth is False),
        _findings(proof, speaker),
        _silent(proof, speaker),
    )


def ground_told(account: Outline, proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """What the statements say that an account only names, where its sources are, and what it was made with."""
    return (
        statements_told(account, proof.cited, speaker),
        sources_told(proof.cited, speaker),
        made_with(proof.knowledge, speaker),
    )


def _answers(proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """What was asked, and what came of that."""
    case, facts = proof.case, speaker.knowledge.vocabulary.facts.values()
    given = [slot for fact in facts for slot in fact.slots if slot in case.given]
    asked = {*case.unknown, *case.declined, *(slot.partition(".")[0] for slot in given)}
    return (
        _section("answers-given", [answer_given(slot, case, speaker) for slot in given], speaker),
        _section("answers-unknown", [_fact(fact.id, speaker) for fact in facts if fact.id in case.unknown], speaker),
        _section("answers-declined", [_fact(fact.id, speaker) for fact in facts if fact.id in case.declined], speaker),
        _section("answers-not-asked", [_fact(fact.id, speaker) for fact in facts if fact.id not in asked], speaker),
    )


def answer_given(slot: str, case: Case, speaker: Speaker) -> str:
    """An answer as it was given: what was weighed whole by its own amount, with what counts of it."""
    parts = [part for part in case.parts if part.fact == slot]
    if not parts:
        return speaker.answer(slot, case.given[slot])
    told = [speaker.say("answer-weighed", **speaker.weighed(part)) for part in parts]
    rest = round(float(case.given[slot]) - sum(part.counts for part in parts), _DIGITS)
    told += [speaker.value(slot, rest)] if rest else []
    places = {"fact": speaker.name(slot), "parts": "; ".join(told)}
    if len(told) == 1:
        return speaker.say("answer-of-parts", **places)
    return speaker.say("answer-of-more-parts", **places, value=speaker.value(slot, case.given[slot]))


def _fact(name: str, speaker: Speaker) -> str:
    return f"{speaker.name(name)} ({name})"


def _section(key: str, texts: Iterable[str], speaker: Speaker) -> Outline:
    lines = [Line(text, 1, mark="-") for text in texts]
    return (Line(speaker.say(key), tone=Tone.HEADING), *lines) if lines else ()


def _findings(proof: DecisionProof, speaker: Speaker) -> Outline:
    """Each finding, with the rules that agree on it."""
    found = sorted((*proof.findings, *proof.beside), key=lambda one: one.finding)
    told = [line for one in found for line in deeper(_finding(one, speaker))]
    return (Line(speaker.say("all-findings"), tone=Tone.HEADING), *told) if told else ()


def _finding(proof: FindingProof, speaker: Speaker) -> Outline:
    rules = (rule_head(rule, speaker) for rule in proof.rules)
    return (Line(finding_state(proof, speaker)), *deeper((*finding_tally(proof, speaker), *rules)))


def finding_state(proof: FindingProof, speaker: Speaker) -> str:
    """A finding by its title and id, and whether it is so."""
    state = "unknown" if proof.truth is None else "true" if proof.truth else "false"
    return f"{speaker.name(proof.finding)} ({proof.finding}): {speaker.say(f'state-{state}')}"


def _silent(proof: DecisionProof, speaker: Speaker) -> Outline:
    told = [line for rule in proof.silent for line in deeper(stopped_rule(rule, proof, speaker))]
    return (Line(speaker.say("silent-rules"), tone=Tone.HEADING), *told) if told else ()


def made_with(name: KnowledgeName, speaker: Speaker) -> Outline:
    """Every line that tells which knowledge, chosen how, and which engine made it."""
    return (
        *_notice(speaker),
        Line(speaker.say("what-it-was"), tone=Tone.HEADING),
        *(Line(text, 1, mark="-") for text in provenance(name, speaker)),
    )


def _notice(speaker: Speaker) -> Outline:
    notice = speaker.text(speaker.knowledge.manifest.notice)
    return (Line(notice), Line("")) if notice else ()


def provenance(name: KnowledgeName, speaker: Speaker) -> list[str]:
    """The knowledge, its packs and settings, the audience and the engine, each in a line."""
    from importlib.metadata import version  # here, since it takes long to load

    settings = "; ".join(f"{setting}: {option}" for setting, option in name.settings)
    audience = speaker.text(speaker.knowledge.audience.title)
    return [
        speaker.say("digest", name=name.name, version=name.version, digest=name.digest),
        speaker.say("packs", packs=", ".join(name.packs)),
        *([speaker.say("all-settings", settings=settings)] if settings else []),
        speaker.say("audience", audience=audience) if audience else speaker.say("audience-everybody"),
        speaker.say("engine", version=version("sluimer")),
    ]
