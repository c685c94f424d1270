"""Options by what people call them."""

from collections.abc import Callable
from pathlib import Path

import pytest

import sluimer
from sluimer.case.called import options_called
from sluimer.language.forms import FACT

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]

FACTS = sluimer.load().knowledge.vocabulary.facts


@pytest.mark.parametrize(
    ("fact", "said", "meant"),
    [
        ("medicines", "omeprazol", ["ppi"]),
        ("medicines", "  OMEPRAZOLE ", ["ppi"]),
        ("medicines", "nitrofurantoine", ["other_infection_medicine"]),
        ("medicines", "lithium", ["lithium"]),
        ("conditions", "suikerziekte", ["diabetes"]),
        ("current_form", "Bisglycinaat", ["glycinate"]),
        ("medicines", "ome", []),
        ("medicines", "paracetamol", []),
        ("medicines", "", []),
    ],
)
def test_an_option_is_found_by_its_whole_name_alone(fact: str, said: str, meant: list[str]) -> None:
    assert [option.id for option in options_called(said, FACTS[fact])] == meant


def test_a_name_that_options_share_finds_each_of_them() -> None:
    found = {option.id for option in options_called("antibioticum", FACTS["medicines"])}
    assert found == {"tetracycline", "quinolone", "other_infection_medicine"}


def test_names_stand_beside_the_languages_of_an_option_and_nowhere_else(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    change("facts/advice.yaml", "en: How much water}", "en: How much water, names: [drink]}")
    assert problems_of(plants) == ["facts/advice.yaml:13:56 unknown-language"]
    assert "options" in FACT.names
