"""What advice names of the knowledge that gave it: which it is, and its texts."""

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import NO_EVIDENCE
from sluimer.meaning.advice import KnowledgeName, Wordings


def name_of(knowledge: Knowledge) -> KnowledgeName:
    """Which knowledge this is."""
    manifest = knowledge.manifest
    return KnowledgeName(
        manifest.name,
        manifest.version,
        knowledge.digest,
        knowledge.packs,
        tuple(knowledge.settings.items()),
        knowledge.audience.id,
    )


def wordings_of(knowledge: Knowledge) -> Wordings:
    """The texts that its advice is told with."""
    scope = knowledge.manifest.scope
    return Wordings(
        items=frozen({name: item.text for name, item in knowledge.vocabulary.items.items()}),
        reasons=frozen({SCOPE: scope.because, **{rule.id: rule.because for rule in knowledge.rules.values()}}),
        cites=frozen({SCOPE: scope.cites, **{rule.id: rule.cites for rule in knowledge.rules.values()}}),
        item_claims=frozen({name: item.claim for name, item in knowledge.vocabulary.items.items() if item.claim}),
        rule_claims=frozen({rule.id: rule.claim for rule in knowledge.rules.values() if rule.claim}),
        evidence=frozen({rule.id: rule.evidence for rule in knowledge.rules.values() if rule.evidence != NO_EVIDENCE}),
        units=frozen(knowledge.manifest.units),
        questions=frozen({fact.id: fact.question for fact in knowledge.vocabulary.facts.values()}),
        languages=knowledge.manifest.languages,
        concluding=frozenset(rule.id for rule in knowledge.rules.values() if rule.concludes),
    )
