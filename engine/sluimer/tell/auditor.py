"""A decision as an auditor retraces it: with what, on which answers, every step, and every rule that did not fire."""

from sluimer.case import Case
from sluimer.explain.argument import DecisionProof
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import FindingProof, RuleProof
from sluimer.explain.summary import summary_of
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.model import State
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, parted, section
from sluimer.tell.professional import argument_sections
from sluimer.tell.rule_proof import RuleTeller, finding_tally, proof_lines, rule_head
from sluimer.tell.sections import assumptions, grouped, notice
from sluimer.tell.sources import source_section, statement_section
from sluimer.tell.speaker import Speaker
from sluimer.tell.summary import tell_summary
from sluimer.tell.trace import tell_steps

_DIGITS = 9
"""After the point, to which sums of amounts are compared."""


def tell_auditor(proof: DecisionProof, consultation: Consulted, speaker: Speaker) -> Outline:
    """Everything there is to say."""
    arguments = argument_sections(proof, consultation, speaker, full=True, with_ids=True)
    account = parted(*arguments, *step_sections(proof, speaker))
    first = () if proof.target else (summary_section(consultation, speaker), index_section(proof, speaker))
    return parted(*first, account, *ground_sections(account, proof, speaker))


def summary_section(consultation: Consulted, speaker: Speaker) -> Outline:
    """What the person reads first."""
    summary = summary_of(consultation.advice, speaker.knowledge, consultation.covered)
    tone = Tone.URGENT if summary.emergency else Tone.HEADING
    return section(speaker.say("account-summary"), deeper(tell_summary(summary, speaker)), tone)


def index_section(proof: DecisionProof, speaker: Speaker) -> Outline:
    """Every item by its state, topic by topic, and how much of everything stands below."""
    lines = []
    for state in State:
        items = grouped(proof.in_state(state), lambda each: each.advice.topic)
        told = (f"{speaker.name(topic)} ({', '.join(one.advice.id for one in some)})" for topic, some in items.items())
        lines += [Line(speaker.say(f"state-{state}"), 1), *bullets(told, 2)] if items else []
    return section(speaker.say("account-index"), (*lines, Line(account_counts(proof, speaker), 1)))


def account_counts(proof: DecisionProof, speaker: Speaker) -> str:
    """How many rules fired and did not, and how many statements they stand on."""
    counts = {"fired": len(proof.fired), "silent": len(proof.silent), "cited": len(proof.cited)}
    return speaker.say("account-counts", **counts)


def step_sections(proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """The answers, every firing, every finding and score, and every rule that did not fire, each as a section."""
    findings = sorted((*proof.findings, *proof.beside), key=lambda one: one.finding)
    return (
        *_answers(proof, speaker),
        assumptions(proof.case, speaker),
        tell_steps(proof.trace, proof.case, speaker, proof.scope.truth is False),
        section(speaker.say("all-findings"), (line for one in findings for line in _finding(one, speaker))),
        section(speaker.say("all-scores"), _scores(proof, speaker)),
        section(speaker.say("silent-rules"), (line for rule in proof.silent for line in _silent(rule, proof, speaker))),
    )


def ground_sections(account: Outline, proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """What the statements say that an account only names, where its sources are, and what it was made with."""
    return (
        statement_section(account, proof.cited, speaker),
        source_section(proof.cited, speaker),
        provenance_section(proof.knowledge, speaker),
    )


def _answers(proof: DecisionProof, speaker: Speaker) -> tuple[Outline, ...]:
    """What was asked, and what came of that."""
    case, facts = proof.case, speaker.knowledge.vocabulary.facts.values()
    given = [slot for fact in facts for slot in fact.slots if slot in case.given]
    asked = {*case.unknown, *case.declined, *(slot.partition(".")[0] for slot in given)}
    named = {fact.id: f"{speaker.name(fact.id)} ({fact.id})" for fact in facts}
    answers = {
        "answers-given": [answer_given(slot, case, speaker) for slot in given],
        "answers-unknown": [text for fact, text in named.items() if fact in case.unknown],
        "answers-declined": [text for fact, text in named.items() if fact in case.declined],
        "answers-not-asked": [text for fact, text in named.items() if fact not in asked],
    }
    return tuple(section(speaker.say(key), bullets(texts)) for key, texts in answers.items())


def answer_given(slot: str, case: Case, speaker: Speaker) -> str:
    """An answer as it was given: what was weighed whole by its own amount, with what counts of it."""
    parts = [part for part in case.parts if part.fact == slot]
    if not parts:
        return speaker.answer(slot, case.given[slot])
    texts = [speaker.say("answer-weighed", **speaker.weighed(part)) for part in parts]
    rest = round(float(case.given[slot]) - sum(part.counts for part in parts), _DIGITS)
    texts += [speaker.value(slot, rest)] if rest else []
    places = {"fact": speaker.name(slot), "parts": "; ".join(texts)}
    if len(texts) == 1:
        return speaker.say("answer-of-parts", **places)
    return speaker.say("answer-of-more-parts", **places, value=speaker.value(slot, case.given[slot]))


def _finding(proof: FindingProof, speaker: Speaker) -> Outline:
    """A finding, with the rules that agree on it."""
    rules = (rule_head(rule, speaker) for rule in proof.rules)
    return (Line(finding_state(proof, speaker), 1), *deeper((*finding_tally(proof, speaker), *rules), 2))


def _scores(proof: DecisionProof, speaker: Speaker) -> Outline:
    """Every score, term by term; what its conditions stand on is told elsewhere."""
    teller, lines = RuleTeller(proof.case, speaker, ()), list[Line]()
    for one in proof.scores:
        cites = [Line(speaker.say("cites", cites=", ".join(one.cites)), 2, Tone.QUIET)] if one.cites else []
        lines += [Line(speaker.score(one), 1), *deeper(teller.terms(one), 2), *cites]
    return tuple(lines)


def finding_state(proof: FindingProof, speaker: Speaker) -> str:
    """A finding by its title and id, and whether it is so."""
    return f"{speaker.name(proof.finding)} ({proof.finding}): {speaker.truth('state', proof.truth)}"


def _silent(rule: RuleProof, proof: DecisionProof, speaker: Speaker) -> Outline:
    """A rule that did not fire, with what stopped it, and its statements by their codes; its reason is none here."""
    cites = Line(speaker.say("cites", cites=", ".join(rule.cites)), 1, Tone.QUIET)
    return deeper((rule_head(rule, speaker), *deeper(proof_lines(rule, proof.case, speaker)), cites))


def provenance_section(name: KnowledgeName, speaker: Speaker) -> Outline:
    """Every line that tells which knowledge, chosen how, and which engine made it."""
    return parted(notice(speaker), section(speaker.say("what-it-was"), bullets(provenance(name, speaker))))


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
