"""Finding a thing by what people call it: its title in any language."""

from collections.abc import Mapping

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import Text


def titles_of(knowledge: Knowledge) -> Mapping[str, str]:
    """For each fact, finding, score, topic and rule its titles in every language, as one text."""
    vocabulary = knowledge.vocabulary
    return {
        **{one.id: _all(one.title) for one in vocabulary.facts.values()},
        **{one.id: _all(one.title) for one in vocabulary.findings.values()},
        **{one.id: _all(one.title) for one in vocabulary.scores.values()},
        **{one.id: _all(one.title) for one in vocabulary.topics.values()},
        **{one.id: _all(one.title) for name, one in vocabulary.items.items() if name not in vocabulary.topics},
        **{one.id: _all(one.title) for one in knowledge.rules.values()},
    }


def rules_called(said: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The rules that are called so, else those with these words in their title."""
    rules, wanted = knowledge.rules, said.casefold().strip()
    if said in rules:
        return (said,)
    titles = {name: [title.casefold() for _, title in rule.title.translations] for name, rule in rules.items()}
    exact = tuple(name for name, some in titles.items() if wanted in some)
    return exact or tuple(name for name, some in titles.items() if any(_has(title, wanted) for title in some))


def _has(title: str, wanted: str) -> bool:
    return all(word in title for word in wanted.split())


def _all(title: Text) -> str:
    return " ".join(text for _, text in title.translations)


def id_of(said: str, knowledge: Knowledge) -> str:
    """The id of the one item or topic that people call so, or its lack, in a language; else what was said, as it is."""
    vocabulary = knowledge.vocabulary
    known = {*vocabulary.items, *vocabulary.topics, *vocabulary.findings, *knowledge.rules}
    wanted = said.strip().rstrip(".").casefold()
    titles = [(name, topic.title) for name, topic in vocabulary.topics.items()]
    titles += [(name, title) for name, item in vocabulary.items.items() for title in (item.title, item.instead)]
    called = {name for name, title in titles if wanted in (text.casefold() for _, text in title.translations)}
    return called.pop() if len(called) == 1 and said not in known else said
