"""A changed name changes nothing else: what is advised is the same, and the way back leads to the same bytes."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import BICYCLE, HOUSE_PLANTS, NEWS2
from sluimer import KnowledgeBase
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.names.find import find_names
from sluimer.authoring.names.mention import Named, NameKind
from sluimer.authoring.names.rename import NamedFiles, Renaming, one_called, read_names, rename
from sluimer.authoring.names.renames import NONE
from sluimer.files.replace import ChangedMeanwhileError
from sluimer.knowledge_base import bundled_folder
from sluimer.language.files import RENAMES_FILE
from sluimer.messages import KnowledgeError, Problems
from sluimer.read import read_knowledge
from sluimer.read.nodes import Node, parse
from strategies.persons import Answers, draw_persons
from tries import IN_FULL, tries

Change = Callable[[str, str | None, str], None]
SMALL = [HOUSE_PLANTS, BICYCLE, NEWS2]
SENT = (NameKind.FACT, NameKind.OPTION, NameKind.WEIGHED)


@cache
def names_in(folder: Path) -> NamedFiles:
    return read_names(folder)


def other_name(named: Named) -> str:
    """A name that nothing has, as those of its kind are written."""
    return "zz-else-zz" if named.kind in (NameKind.RULE, NameKind.CASE, NameKind.THEOREM) else "zz_else_zz"


def in_memory(change: Renaming, files: NamedFiles) -> NamedFiles:
    """The files as they would be after a change."""
    texts, cases, examples = (
        {name: change.texts.get(name, text) for name, text in each.items()}
        for each in (files.knowledge, files.cases, files.examples)
    )
    cases |= {name: text for name, text in change.texts.items() if name == RENAMES_FILE}
    index = find_names(_nodes({**texts, **cases}), _nodes(examples))
    return NamedFiles(files.folder, texts, cases, examples, index)  # type: ignore[arg-type]  # examples have a text each


def _nodes(texts: Mapping[str, str | None]) -> dict[str, Node]:
    parsed = {name: parse(text or "", name, Problems()) for name, text in texts.items()}
    return {name: node for name, node in parsed.items() if node is not None}


@st.composite
def named_things(draw: st.DrawFn) -> tuple[Path, Named]:
    """A thing of some kind that one of the knowledge bases declares; a pack is a folder."""
    folder = draw(st.sampled_from(SMALL))
    declared = sorted(names_in(folder).index.declared)
    kind = draw(st.sampled_from(sorted({one.kind for one in declared} - {NameKind.PACK})))
    return folder, draw(st.sampled_from([one for one in declared if one.kind == kind]))


@given(named_things())
@settings(max_examples=tries(20))
def test_what_is_advised_is_the_same_but_for_the_name(drawn: tuple[Path, Named]) -> None:
    assert_the_same_but_for_the_name(*drawn)


@IN_FULL
@pytest.mark.parametrize(
    "kind", [NameKind.FACT, NameKind.OPTION, NameKind.WEIGHED, NameKind.FINDING, NameKind.ITEM, NameKind.RULE]
)
def test_what_the_guide_advises_is_the_same_but_for_the_name(kind: NameKind) -> None:
    """Every kind of name is tried on smaller knowledge above; here it is one that stands in many places."""
    declared = [one for one in names_in(bundled_folder()).index.declared if one.kind == kind != NameKind.PACK]
    for named in declared[:1]:
        assert_the_same_but_for_the_name(bundled_folder(), named)


def assert_the_same_but_for_the_name(folder: Path, named: Named) -> None:
    """What persons are advised, and what the cases say."""
    files, name = names_in(folder), other_name(named)
    change = rename(named, name, files)
    now, then = change.inspection, _knowledge_in(folder)
    assert now.knowledge is not None
    assert all(result.passed for result in run_cases(now.cases, now.knowledge))
    for person in draw_persons(then.knowledge, 4):
        before = then.consult(person).to_json()
        after = KnowledgeBase(now.knowledge).consult(_sent(person, named, name)).to_json()
        assert _meant(after, name, named.name) == _meant(before, name, named.name)


@cache
def _knowledge_in(folder: Path) -> KnowledgeBase:
    return KnowledgeBase(read_knowledge(folder))


def _sent(person: Answers, named: Named, name: str) -> Answers:
    """The answers as whoever sends them writes them with the other name."""
    if named.kind == NameKind.FACT:
        return {name if fact == named.name else fact: answer for fact, answer in person.items()}
    if named.kind == NameKind.OPTION and named.owner in person:
        return {**person, named.owner: _with_option(person[named.owner], named.name, name)}
    return person


def _with_option(answer: object, old: str, new: str) -> object:
    if isinstance(answer, Mapping):
        return {key: _with_option(part, old, new) for key, part in answer.items()}
    if isinstance(answer, list):
        return [_with_option(part, old, new) for part in answer]
    return new if answer == old else answer


def _meant(advice: str, new: str, old: str) -> object:
    """Advice without the digest of the files, with the old name, and without the order in which names are listed.

    Of questions that are worth as much the first name comes first, which the summary then tells.
    """
    said = json.loads(re.sub(r"sha256:[0-9a-f]+", "", advice).replace(new, old))
    said["summary"].pop("next")
    return _unordered(said)


def _unordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _unordered(part) for key, part in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    return value


@given(named_things())
@settings(max_examples=tries(20))
def test_the_way_back_leads_to_the_same_bytes(drawn: tuple[Path, Named]) -> None:
    folder, named = drawn
    files = names_in(folder)
    there = rename(named, other_name(named), files)
    assert there.texts
    renamed = in_memory(there, files)
    back = rename(there.new, named.name, renamed)
    texts = {**renamed.texts, **back.texts}
    assert texts.pop(RENAMES_FILE, NONE) == NONE  # what was noted is taken back
    assert texts == files.texts


def test_every_name_of_a_small_knowledge_base_can_be_changed() -> None:
    files = names_in(HOUSE_PLANTS)
    declared = [named for named in files.index.declared if named.kind != NameKind.PACK]
    assert len(declared) > 30
    for named in declared:
        change = rename(named, other_name(named), files)
        assert change.places == len(files.index.of(named)) > 0


def test_everything_that_is_named_in_the_knowledge_bases_is_declared() -> None:
    """So no place is missed because it was taken for another kind of name."""
    for folder in (*SMALL, bundled_folder()):
        index = names_in(folder).index
        assert {one.named for one in index.mentions} <= index.declared.keys()


def test_comments_quotes_and_layout_stay(plants: Path, change: Change) -> None:
    odd = (
        "# why `moisture` matters\n# moisture as a word\n"
        "odd-rule:   {then: {refer: call_now},   when: {\"moisture\": {at_least: '90  percent'}, 'pests':\n"
        "   {includes_any: [ mites ,aphids]}},   # moisture again\n"
        "  because: {nl: 'De moisture is hoog.', en: Too wet.}, cites: [B4]}\n"
    )
    change("rules/care/odd.yaml", None, odd)
    files = read_names(plants)
    wet = rename(one_called("moisture", "", files), "wetness", files)
    assert wet.texts["rules/care/odd.yaml"] == odd.replace('"moisture"', '"wetness"')
    assert [str(place) for place in wet.left] == ["rules/care/odd.yaml:1:1"]
    unit = rename(one_called("percent", "", files), "%", files)
    assert "'90  %'" in unit.texts["rules/care/odd.yaml"]
    option = rename(one_called("mites", "", files), "pests.tiny_spiders", files)
    assert "[ tiny_spiders ,aphids]" in option.texts["rules/care/odd.yaml"]


def test_line_ends_and_byte_order_marks_stay(plants: Path) -> None:
    path = plants / "rules/care/stop.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    files = read_names(plants)
    rename(one_called("moisture", "", files), "wetness", files).write(plants)
    assert path.read_bytes() == before.replace(b"moisture", b"wetness")


def test_examples_and_json_are_changed_too(plants: Path) -> None:
    (plants / "examples").mkdir()
    (plants / "examples/one.json").write_text('{"moisture": 30,\n  "light": "sun", "pests": ["mites"]}\n', "utf-8")
    (plants / "examples/other.yaml").write_text("colours: [red]\n", "utf-8")
    files = read_names(plants)
    rename(one_called("light.sun", "", files), "full_sun", files).write(plants)
    files = read_names(plants)
    rename(one_called("moisture", "", files), "wetness", files).write(plants)
    text = (plants / "examples/one.json").read_text("utf-8")
    assert text == '{"wetness": 30,\n  "light": "full_sun", "pests": ["mites"]}\n'


def test_a_name_between_the_braces_of_a_text_is_a_use(plants: Path) -> None:
    """Where a text may name a number of its rule, as in `{height.above}`, that goes along."""
    texts = {name: (plants / name).read_text("utf-8") for name in ("facts/plant.yaml", "rules/care/stop.yaml")}
    texts["rules/care/stop.yaml"] = texts["rules/care/stop.yaml"].replace(
        "Niet te veel.", '"Tot {height.above} en {x.y}"'
    )
    index = find_names(_nodes(texts), {})
    assert [one.place.line for one in index.of(Named("fact", "height")) if one.part] == [14]
    assert index.called("x") == ()


def test_nothing_is_written_where_one_file_may_not_be(plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = read_names(plants)
    change = rename(one_called("moisture", "", files), "wetness", files)
    before = {path: path.read_bytes() for path in plants.rglob("*") if path.is_file()}
    last = plants / max(change.texts.keys() - {RENAMES_FILE})
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != last)  # whoever runs this may be let in anywhere
    with pytest.raises(PermissionError, match=re.escape(str(last))):
        change.write(plants)
    assert {path: path.read_bytes() for path in plants.rglob("*") if path.is_file()} == before


def test_nothing_is_written_over_what_somebody_saved_meanwhile(plants: Path) -> None:
    files = read_names(plants)
    change = rename(one_called("moisture", "", files), "wetness", files)
    last = plants / max(change.texts.keys() - {RENAMES_FILE})
    last.write_text(last.read_text("utf-8") + "# more\n", "utf-8")
    before = {path: path.read_bytes() for path in plants.rglob("*") if path.is_file()}
    with pytest.raises(ChangedMeanwhileError):
        change.write(plants)
    assert {path: path.read_bytes() for path in plants.rglob("*") if path.is_file()} == before


def test_a_broken_knowledge_base_is_told_and_not_changed(plants: Path, change: Change) -> None:
    change("rules/care/stop.yaml", "withhold: water", "withhold: watre")
    files = read_names(plants)
    with pytest.raises(KnowledgeError) as raised:
        rename(one_called("moisture", "", files), "wetness", files)
    assert [problem.code for problem in raised.value.problems] == ["unknown-item-or-topic"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("moisture", "drooping", "renamed-to-taken"),
        ("moisture", "thirsty", "renamed-to-taken"),
        ("moisture", "water", "renamed-to-taken"),
        ("moisture", "moisture", "renamed-to-taken"),
        ("moisture", "all", "reserved-name"),
        ("moisture", "Wet soil", "bad-id"),
        ("moisture", "", "bad-id"),
        ("moisture", "w" * 81, "bad-id"),
        ("pests.mites", "aphids", "renamed-to-taken"),
        ("pests.mites", "none", "reserved-option"),
        ("wet-soil-stops-water", "wet_soil", "bad-id"),
        ("B4", "B2", "renamed-to-taken"),
        ("book", "care", "pack-is-a-folder"),
    ],
)
def test_a_name_that_cannot_be_is_refused(old: str, new: str, code: str) -> None:
    files = names_in(HOUSE_PLANTS)
    with pytest.raises(KnowledgeError) as raised:
        rename(one_called(old, "pack" if old == "book" else "", files), new, files)
    assert raised.value.problems[0].code == code


def test_an_option_may_have_the_name_of_one_of_another_fact() -> None:
    files = names_in(HOUSE_PLANTS)
    assert rename(one_called("pests.mites", "", files), "sun", files).texts


def test_what_is_written_is_what_was_tried_out(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BICYCLE, tmp_path / "bicycle"))
    files = read_names(folder)
    named = next(one for one in files.index.declared if one.kind == NameKind.FACT)
    change = rename(named, "zz_else_zz", files)
    change.write(folder)
    assert {**files.texts, **change.texts} == read_names(folder).texts
