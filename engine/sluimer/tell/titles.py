"""Finding a thing by what people call it: its title in any language."""

from collections.abc import Mapping

from sluimer.knowledge.base import Knowledge


def titles_of(knowledge: Knowledge) -> Mapping[str, str]:
    """For each fact, finding, score, topic and rule its titles in every language, as one text."""
    known, rules = knowledge.vocabulary, knowledge.rules
    titled = (known.facts, known.findings, known.scores, known.items, known.topics, rules)
    return {one.id: " ".join(text for _, text in one.title.translations) for some in titled for one in some.values()}


def rules_called(said: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The rules that are called so, else those with these words in their title."""
    rules, wanted = knowledge.rules, said.casefold().strip()
    if said in rules:
        return (said,)
    titles = {name: [title.casefold() for _, title in rule.title.translations] for name, rule in rules.items()}
    exact = tuple(name for name, some in titles.items() if wanted in some)
    words = wanted.split()
    alike = (name for name, some in titles.items() if any(all(word in title for word in words) for title in some))
    return exact or tuple(alike)


def id_of(said: str, knowledge: Knowledge) -> str:
    """The id of the one item or topic that people call so, or its lack, in a language; else what was said, as it is."""
    vocabulary = knowledge.vocabulary
    known = {*vocabulary.items, *vocabulary.topics, *vocabulary.findings, *knowledge.rules}
    wanted = said.strip().rstrip(".").casefold()
    titles = [(name, topic.title) for name, topic in vocabulary.topics.items()]
    titles += [(name, title) for name, item in vocabulary.items.items() for title in (item.title, item.instead)]
    called = {name for name, title in titles if wanted in (text.casefold() for _, text in title.translations)}
    return called.pop() if len(called) == 1 and said not in known else said
