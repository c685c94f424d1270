"""Every text of the bundled knowledge can be read by people who read at level B1: measured, with exceptions by name."""

import re
from collections.abc import Iterator
from statistics import median

import pytest

import sluimer
from sluimer import KnowledgeBase
from sluimer.knowledge.text import Text

MEDIAN_WORDS, MOST_WORDS, MOST_WORDS_TO_A_PERSON = 12, 25, 20
LONGEST = {"nl": 18, "en": 14}
"""Letters of a word; both languages have half of their words at five or fewer."""
LONG_WORDS = {
    "nl": {
        "hydrochloorthiazide": "as it stands on the box",
        "magnesiumbisglycinaat": "as it stands on the label",
        "magnesiumlactaat-dihydraat": "a compound, for who reads sources",
        "transferrineverzadiging": "to be said to the doctor",
    },
    "en": {
        "aminoglycosides": "a medicine, for who reads sources",
        "benzodiazepines": "a medicine, for who reads sources",
        "bisphosphonates": "a medicine, for who reads sources",
        "hydrochlorothiazide": "as it stands on the box",
        "hydroxychloroquine": "as it stands on the box",
        "life-threatening": "two short words",
        "potassium-binding": "two short words",
        "potassium-sparing": "two short words",
    },
}
CODES = re.compile(r"\b[A-Z]\d+\.\d+\b")
NO_WORDS_OF_A_PERSON = re.compile(r"\b(kennisbank|knowledge base|regelset|rule base|slot|payload)\b", re.IGNORECASE)
A_DEADLY_AMOUNT = re.compile(r"\b(\d[\d.,]*\d{3}|[1-9]\d{3,})\s*(mg|milligram)|\b\d+\s*(gram|g)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return sluimer.load()


def texts_to_a_person(kb: KnowledgeBase) -> Iterator[tuple[str, Text]]:
    """What a person is asked, told and given as a reason, with a name for each."""
    manifest, vocabulary = kb.knowledge.manifest, kb.knowledge.vocabulary
    yield from (("title", manifest.title), ("notice", manifest.notice), ("scope", manifest.scope.because))
    for rule in kb.knowledge.rules.values():
        yield from ((f"{rule.id}: {kind}", text) for kind, text in [("title", rule.title), ("because", rule.because)])
        yield f"{rule.id}: note", rule.evidence.note
    for fact in vocabulary.facts.values():
        yield from ((f"{fact.id}: {kind}", text) for kind, text in [("title", fact.title), ("question", fact.question)])
        yield f"{fact.id}: note", fact.note
        yield from ((f"{fact.id}: {option.id}", option.label) for option in fact.options)
    yield from ((f"{topic.id}: topic", topic.title) for topic in vocabulary.topics.values())
    yield from ((f"{item.id}: item", item.text) for item in vocabulary.items.values())


def texts(kb: KnowledgeBase) -> Iterator[tuple[str, Text]]:
    """Every text, those for who checks the rules too."""
    yield from texts_to_a_person(kb)
    yield from ((f"{rule.id}: reading", rule.interpretation) for rule in kb.knowledge.rules.values())
    for statement in kb.knowledge.statements.values():
        yield from ((f"{statement.id}: says", statement.says), (f"{statement.id}: why", statement.why))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a part of a list, after `:` or `;`, is read as one."""
    return [each for each in re.split(r"(?<=[.?!:;])\s+", text) if words(each)]


def words(sentence: str) -> list[str]:
    """The words and numbers of a sentence."""
    return re.findall(r"[^\W_]+(?:[-'.,/][^\W_]+)*", sentence)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sentences_are_short(kb: KnowledgeBase, language: str) -> None:
    """Half of them have at most twelve words, and none more than 25; to a person none has more than twenty."""
    every = [(name, each) for name, text in texts(kb) for each in sentences(text.in_language(language))]
    assert median(len(words(each)) for _, each in every) <= MEDIAN_WORDS
    assert [one for one in every if len(words(one[1])) > MOST_WORDS] == []
    spoken = [(name, text.in_language(language)) for name, text in texts_to_a_person(kb)]
    to_a_person = [(name, each) for name, text in spoken for each in sentences(text)]
    assert median(len(words(each)) for _, each in to_a_person) <= MEDIAN_WORDS
    assert [one for one in to_a_person if len(words(one[1])) > MOST_WORDS_TO_A_PERSON] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_words_are_short(kb: KnowledgeBase, language: str) -> None:
    """A word that is longer stands in the list of exceptions, and no exception is idle."""
    used = {word.lower() for _, text in texts(kb) for word in words(text.in_language(language))}
    assert {word for word in used if len(word) > LONGEST[language]} == set(LONG_WORDS[language])
    assert median(len(word) for _, text in texts(kb) for word in words(text.in_language(language))) <= 5


def test_no_code_and_no_word_of_ours_reaches_a_person(kb: KnowledgeBase) -> None:
    said = [(name, each) for name, text in texts_to_a_person(kb) for _, each in text.translations]
    assert [one for one in said if CODES.search(one[1]) or NO_WORDS_OF_A_PERSON.search(one[1])] == []


def test_no_text_names_a_deadly_amount(kb: KnowledgeBase) -> None:
    """Also not where a source is told: someone in danger may read it."""
    assert [one for name, text in texts(kb) for one in text.translations if A_DEADLY_AMOUNT.search(one[1])] == []


def test_the_web_shop_is_named_once(kb: KnowledgeBase) -> None:
    """Who wrote the guide stands in the notice, and in no other text for a person."""
    named = [name for name, text in texts_to_a_person(kb) if "webwinkel" in text.in_language("nl")]
    assert named == ["notice"]
