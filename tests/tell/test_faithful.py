"""What is told is what was decided: for every reader, in both languages, on any knowledge; false texts are found."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES, KNOWLEDGE
from sluimer import Consultation, KnowledgeBase
from sluimer.explain.argument import DecisionProof
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import Text
from sluimer.tell.faithful import Standard, _FilledPhrase, _Text, unfaithful
from sluimer.tell.outline import Line, Outline
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.slip import Fault, Slip
from sluimer.tell.speaker import Speaker
from strategies.falsified import WAYS, falsified
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import draw_persons
from tries import IN_FULL, IN_PART, amount

LANGUAGES = ("nl", "en")
TYPICAL = {"age": (18, 90), "egfr": (10, 120), "current_dose": (0, 900)}
INSTANCES = amount("INSTANCES", 16, 200)
BUNDLED_PERSONS, SMALL_PERSONS, GENERATED = max(INSTANCES // 5, 8), max(INSTANCES // 10, 8), INSTANCES // 4


@pytest.fixture(scope="module")
def bundled() -> KnowledgeBase:
    return sluimer.load()


def told_to_everyone(
    consultation: Consultation, languages: Sequence[str] = LANGUAGES
) -> list[tuple[Reader, Speaker, Outline]]:
    """What each reader is told in each of these languages."""
    speakers = [Speaker(consultation.knowledge, language) for language in languages]
    return [(reader, one, tell_to(reader, consultation, one)) for one in speakers for reader in Reader]


def slips(told: Outline, proof: DecisionProof, speaker: Speaker) -> tuple[Slip, ...]:
    """Where a text departs from the proof."""
    return unfaithful(told, proof, speaker.knowledge, speaker.language)


def standards(consultation: Consultation) -> dict[str, Standard]:
    """For each language what the texts of a decision are held against."""
    proof = consultation.proof
    return {language: Standard(proof, consultation.knowledge, language) for language in LANGUAGES}


def false_alarms(
    consultation: Consultation, languages: Sequence[str] = LANGUAGES
) -> list[tuple[Reader, str, Slip, str]]:
    """Every slip in what each reader is told, with the line that it stands in."""
    proof = consultation.proof
    return [
        (reader, speaker.language, slip, told[slip.line].text if slip.line >= 0 else "")
        for reader, speaker, told in told_to_everyone(consultation, languages)
        for slip in slips(told, proof, speaker)
    ]


@IN_PART
@pytest.mark.parametrize("part", range(4))
def test_what_a_person_of_the_bundled_knowledge_is_told_is_in_the_proof(bundled: KnowledgeBase, part: int) -> None:
    drawn = draw_persons(bundled.knowledge, BUNDLED_PERSONS, seed=1, typical=TYPICAL)
    for number, answers in enumerate(drawn[part::4]):
        assert false_alarms(bundled.consult(answers), [LANGUAGES[number % 2]]) == []


@pytest.mark.parametrize("name", ["house-plants", "bicycle"])
def test_what_is_told_of_any_other_domain_is_in_the_proof(name: str) -> None:
    kb = sluimer.load(KNOWLEDGE / name)
    for answers in draw_persons(kb.knowledge, SMALL_PERSONS, seed=2):
        assert false_alarms(kb.consult(answers)) == []


def with_own_reasons(knowledge: Knowledge) -> Knowledge:
    """The same knowledge, in which each rule has a title and a reason of its own."""
    own = {
        name: replace(
            rule,
            title=Text((("nl", f"Titel van {name}"), ("en", f"Title of {name}"))),
            because=Text((("nl", f"Omdat {name} dat zegt."), ("en", f"Because {name} says so."))),
        )
        for name, rule in knowledge.rules.items()
    }
    return replace(knowledge, rules=own)


@settings(max_examples=GENERATED)
@given(st.data(), knowledge_bases(), st.booleans())
def test_what_is_told_of_generated_knowledge_is_in_the_proof(
    data: st.DataObject, knowledge: Knowledge, own_reasons: bool
) -> None:
    """Also where all rules share one reason, and where each has its own."""
    knowledge = with_own_reasons(knowledge) if own_reasons else knowledge
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    assert false_alarms(consultation) == []
    for topic in knowledge.vocabulary.topics:
        proof, speaker = consultation.proof_of(topic), Speaker(knowledge, "en")
        for reader in Reader:
            assert slips(tell_to(reader, consultation, speaker, topic), proof, speaker) == ()


@settings(max_examples=GENERATED)
@given(st.data(), knowledge_bases(), st.randoms(use_true_random=False))
def test_a_falsified_text_of_generated_knowledge_is_found(
    data: st.DataObject, knowledge: Knowledge, random: Random
) -> None:
    knowledge = with_own_reasons(knowledge)
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    proof, held = consultation.proof, standards(consultation)
    for _, speaker, told in told_to_everyone(consultation):
        for way, made in falsified(told, proof, speaker, random):
            assert held[speaker.language].slips(made), way


@IN_FULL
def test_a_falsified_text_of_the_bundled_knowledge_is_found_in_every_way_it_can_go_wrong(
    bundled: KnowledgeBase,
) -> None:
    random, found = Random(3), Counter[str]()
    examples = [bundled.read_case(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.yaml"))]
    drawn = draw_persons(bundled.knowledge, 1, seed=4, typical=TYPICAL)
    drawn.append({"age": 60, "insomnia": True, "egfr": 45, "kidney_problems": False})
    for number, consultation in enumerate((*map(bundled.consult, examples), *map(bundled.consult, drawn))):
        proof, held = consultation.proof, standards(consultation)
        for reader, speaker, told in told_to_everyone(consultation, [LANGUAGES[number % 2]]):
            for way, made in falsified(told, proof, speaker, random):
                assert held[speaker.language].slips(made), (way, reader, speaker.language)
                found[way] += 1
    assert set(found) == {way.__name__ for way in WAYS}
    assert sum(found.values()) > 80


def plants_told(text: str, lines: list[str], plant_care: KnowledgeBase) -> list[tuple[Fault, str]]:
    """What is wrong with these lines about a plant with these answers."""
    proof = plant_care.consult(plant_care.read_case(text)).proof
    found = unfaithful([Line(line) for line in lines], proof, plant_care.knowledge, "en")
    return [(slip.fault, slip.name) for slip in found if slip.line >= 0]


DRY = "drooping: yes\nindoors: yes\nmoisture: 20\nheight: 10\n"
WET = "drooping: yes\nindoors: yes\nmoisture: 70\nheight: 10\n"


def test_an_id_that_is_a_common_word_counts_only_where_names_stand(plant_care: KnowledgeBase) -> None:
    quiet = "drooping: no\nindoors: yes\nmoisture: 20\nheight: 10\n"
    assert plants_told(quiet, ["Plants drink water."], plant_care) == []
    assert plants_told(quiet, ["Take it (water) now."], plant_care) == [(Fault.ITEM, "water")]
    assert plants_told(quiet, ["See `water`."], plant_care) == [(Fault.ITEM, "water")]


def test_an_amount_counts_unless_it_stands_in_a_sentence_of_the_proof(plant_care: KnowledgeBase) -> None:
    assert plants_told(DRY, ["Moisture: 20 percent"], plant_care) == []
    assert plants_told(DRY, ["Moisture: 21 percent"], plant_care) == [(Fault.AMOUNT, "21")]


def test_a_rule_is_called_by_its_true_state(plant_care: KnowledgeBase) -> None:
    assert plants_told(WET, ["Wet soil (wet-soil-stops-water): holds"], plant_care) == []
    assert plants_told(WET, ["Wet soil (wet-soil-stops-water): does not hold"], plant_care) == [
        (Fault.CAUSE, "wet-soil-stops-water")
    ]


def test_a_line_of_what_is_not_now_names_only_what_is_withheld(plant_care: KnowledgeBase) -> None:
    assert plants_told(WET, ["No advice now about: Water"], plant_care) == []
    assert plants_told(DRY, ["No advice now about: Water"], plant_care) == [(Fault.STATE, "water")]


def test_an_empty_text_drops_everything_that_is_withheld(plant_care: KnowledgeBase) -> None:
    proof = plant_care.consult(plant_care.read_case(WET)).proof
    assert Slip(-1, Fault.DROPPED_ITEM, "water") in unfaithful([], proof, plant_care.knowledge, "en")


@given(
    st.lists(st.sampled_from(["", " ", "a", "a a", "1", " to "]), min_size=1, max_size=4),
    st.text("1 2a\nto", max_size=90),
)
def test_a_text_with_places_is_found_as_a_pattern_finds_it(pieces: list[str], text: str) -> None:
    """The first that fits from the left, with as little in each place as can be."""
    pattern = re.compile(r"\d[^\n]{0,60}?".join(map(re.escape, pieces)) + r"(?!\w)")
    found = [(span.start, span.end) for span in _Text((text,)).find_filled(tuple(pieces))]
    assert found == [match.span() for match in pattern.finditer(text)]


def test_many_numbers_under_a_text_of_many_places_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is counted: a text of eight places, of which the last never fits, in a text of numbers alone."""
    looks: Counter[int] = Counter()
    real = _FilledPhrase._starts

    def starts(filled: _FilledPhrase, piece: str, place: int) -> Iterator[int]:
        looks[size] += 1
        return real(filled, piece, place)

    monkeypatch.setattr(_FilledPhrase, "_starts", starts)
    for size in (200, 400):
        assert not list(_Text(("1 " * size,)).find_filled((*[" "] * 8, " x")))
    assert looks[400] < 2.5 * looks[200]
