"""A knowledge base is found from wherever in it somebody stands, and nothing else is taken for one."""

import os
from pathlib import Path

import pytest

from sluimer.messages import KnowledgeError
from sluimer.read import check_knowledge, find_knowledge, read_knowledge


@pytest.mark.parametrize("place", ["", "rules", "facts", "rules/book", "rules/book/water.yaml", "notes/of/mine"])
def test_it_is_found_from_every_place_in_it(place: str, plants: Path) -> None:
    (plants / "notes/of/mine").mkdir(parents=True)
    assert find_knowledge(plants / place) == plants


def test_the_nearest_one_is_found(plants: Path) -> None:
    inner = plants / "tests" / "inner"
    inner.parent.mkdir()
    for part in ("facts", "rules"):
        (inner / part).mkdir(parents=True)
    assert find_knowledge(inner / "rules") == inner
    assert find_knowledge(inner.parent) == plants


def test_above_it_and_beside_it_nothing_is_found(plants: Path) -> None:
    beside = plants.parent / "beside"
    beside.mkdir()
    assert find_knowledge(plants.parent) is None
    assert find_knowledge(beside) is None
    assert find_knowledge(plants.parent / "nowhere") is None


@pytest.mark.parametrize("lost", ["facts", "rules/knowledge.yaml"])
def test_half_of_one_is_found_and_told(lost: str, plants: Path) -> None:
    (plants / lost).rename(plants.parent / "lost")
    assert find_knowledge(plants / "rules") == plants
    (problem,) = check_knowledge(plants)[1]
    assert lost in problem.message()


def test_facts_alone_are_no_knowledge_base(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    assert find_knowledge(tmp_path) is None


@pytest.mark.parametrize(
    "manifest",
    ["name: my rules\nversion: 1\n", "", "rules: [a, b]\n", "[", "# name: version: title: languages: main_topic:\n"],
)
def test_a_manifest_of_something_else_is_no_knowledge_base(manifest: str, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/knowledge.yaml").write_text(manifest, encoding="utf-8")
    assert find_knowledge(tmp_path) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("main_topic:", "maintopic:"), ("title: {", "title {"), ("name: house-plants", "\tname: [")],
)
def test_a_manifest_with_mistakes_is_still_ours(old: str, new: str, plants: Path) -> None:
    path = plants / "rules/knowledge.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (plants / "facts").rename(plants.parent / "elsewhere")
    assert find_knowledge(plants / "rules") == plants


def test_a_manifest_in_json_is_ours(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    keys = ", ".join(f'"{key}": 1' for key in ("name", "version", "title", "languages", "packs"))
    (tmp_path / "rules/knowledge.yaml").write_text(f"{{{keys}}}", encoding="utf-8")
    assert find_knowledge(tmp_path) == tmp_path


def test_who_stands_in_a_folder_through_a_link_stands_where_it_leads(plants: Path) -> None:
    link = plants.parent / "link"
    link.symlink_to(plants / "rules", target_is_directory=True)
    assert find_knowledge(link) == plants


def test_the_root_of_the_file_system_ends_the_search() -> None:
    assert find_knowledge(Path(os.path.abspath(os.sep))) is None  # noqa: PTH100  # the root itself


def test_where_strangers_may_put_files_nothing_is_found_unless_it_is_named(plants: Path) -> None:
    plants.chmod(0o1777)
    assert find_knowledge(plants / "rules") is None
    assert read_knowledge(plants).manifest.name == "house-plants"


def test_a_folder_inside_one_is_not_taken_for_it_but_the_message_names_it(plants: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        read_knowledge(plants / "rules")
    (problem,) = raised.value.problems
    assert f"did you mean `{plants}`?" in problem.help()
