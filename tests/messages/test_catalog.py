"""Every message of the catalogue: what brings it, where it points, what it says and advises, in both languages."""

import os
import pickle
import shutil
import string
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import pytest
import yaml

from conftest import git
from sluimer import Case, CaseError, KnowledgeBase, KnowledgeError, Position, Problem, UnknownTargetError, load
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.lint.inspect import inspect
from sluimer.authoring.names.rename import one_called, read_names, rename
from sluimer.authoring.versions.read import read_old_version
from sluimer.commands.author.new import folder_to_begin_in
from sluimer.commands.author.run import needs_solver
from sluimer.commands.knowledge import authors_folder
from sluimer.commands.versions import version_folder
from sluimer.files.replace import NotPlainError, must_be_free
from sluimer.files.source import problem_of, read_file
from sluimer.language.files import RENAMES_FILE, THEOREMS_FILE
from sluimer.messages import Language, Problems
from sluimer.messages.texts import PROBLEMS, codes, section, spoken
from sluimer.read import check_knowledge, read_knowledge

Change = Callable[[str, str | None, str], None]
LANGUAGES: tuple[Language, ...] = spoken()
CODES = [code for room in PROBLEMS for code in codes(room)]


def _texts(language: Language) -> dict[str, tuple[str, ...]]:
    """Every message of problems, by its key."""
    keys = {f"{code}{part}" for code in CODES for part in ("", ".help", ".none")}
    found = {key: forms for room in PROBLEMS for key, forms in section(room, language=language).items()}
    return {key: forms for key, forms in found.items() if key in keys}


TEXTS = {language: _texts(language) for language in LANGUAGES}


@dataclass(frozen=True)
class Mistake:
    """One mistake in the house plants or in a case, and the one message it must give."""

    code: str
    en: str
    nl: str
    file: str = ""
    replace: str | None = None
    by: str = ""
    case: str = ""


def _mistakes() -> list[Mistake]:
    text = (Path(__file__).parent / "problems.yaml").read_text(encoding="utf-8")
    return [Mistake(**fields) for fields in yaml.safe_load(text)]


MISTAKES = _mistakes()
IN_FILES = [mistake for mistake in MISTAKES if mistake.file]
IN_CASES = [mistake for mistake in MISTAKES if not mistake.file]


def _name(mistake: Mistake) -> str:
    return mistake.code


def _printed(problems: tuple[Problem, ...], language: str) -> str:
    return "".join(problem.render("nl" if language == "nl" else "en") + "\n" for problem in problems)


@pytest.mark.parametrize("mistake", IN_FILES, ids=_name)
def test_a_mistake_in_the_knowledge_gives_one_message(mistake: Mistake, plants: Path, change: Change) -> None:
    """The code, the exact place, the message and the help, in English and Dutch, and nothing else."""
    change(mistake.file, mistake.replace, mistake.by)
    knowledge, problems = check_knowledge(plants)
    if mistake.file.endswith(".cases.yaml"):
        assert knowledge is not None
        problems = read_cases(plants, knowledge)[1]
    elif mistake.file == THEOREMS_FILE:
        problems = inspect(plants).errors
    else:
        assert knowledge is None
    assert [problem.code for problem in problems] == [mistake.code]
    assert _printed(problems, "en") == mistake.en
    assert _printed(problems, "nl") == mistake.nl


@pytest.mark.parametrize("mistake", IN_CASES, ids=_name)
def test_a_mistake_in_a_case_gives_one_message(mistake: Mistake, plant_care: KnowledgeBase) -> None:
    """The same for a person's answers."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(mistake.case, "anna.yaml")
    assert [problem.code for problem in raised.value.problems] == [mistake.code]
    assert _printed(raised.value.problems, "en") == mistake.en
    assert _printed(raised.value.problems, "nl") == mistake.nl


def _of_file(path: Path) -> tuple[Problem, ...]:
    problems = Problems()
    assert read_file(path, path.name, problems) is None
    return problems.sorted()


def _of_folder(path: Path) -> tuple[Problem, ...]:
    return check_knowledge(path)[1]


def _no_such_file(folder: Path) -> tuple[Problem, ...]:
    return _of_file(folder / "anna.yaml")


def _is_a_folder(folder: Path) -> tuple[Problem, ...]:
    (folder / "anna.yaml").mkdir()
    return _of_file(folder / "anna.yaml")


def _unreadable_file(folder: Path) -> tuple[Problem, ...]:
    (folder / "anna.yaml").symlink_to("anna.yaml")
    return _of_file(folder / "anna.yaml")


def _not_plain(folder: Path) -> tuple[Problem, ...]:
    os.mkfifo(folder / "anna.yaml")
    return _of_file(folder / "anna.yaml")


def _leads_out(folder: Path) -> tuple[Problem, ...]:
    (folder / "plants" / "facts" / "more.yaml").symlink_to(__file__)
    return _of_folder(folder / "plants")


def _linked_folder(folder: Path) -> tuple[Problem, ...]:
    (folder / "plants" / "facts" / "more").symlink_to(folder)
    return _of_folder(folder / "plants")


def _is_a_link(folder: Path) -> tuple[Problem, ...]:
    (folder / "anna.yaml").symlink_to("bert.yaml")
    with pytest.raises(NotPlainError) as raised:
        must_be_free(folder / "anna.yaml", over=True)
    return (problem_of(raised.value, "anna.yaml"),)


def _too_many_files(folder: Path) -> tuple[Problem, ...]:
    for number in range(101):
        (folder / "plants" / "facts" / f"more{number}").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sluimer.read.folder.MOST_FILES", 100)
        return _of_folder(folder / "plants")


def _folder_too_large(folder: Path) -> tuple[Problem, ...]:
    os.chdir(folder / "plants")
    for number in range(6):
        Path(f"facts/more{number}.yaml").write_bytes(b"#" * 3_900_000)
    return tuple(one for one in _of_folder(Path()) if one.code != "empty-file")


def _file_too_large(folder: Path) -> tuple[Problem, ...]:
    (folder / "anna.yaml").write_bytes(b"#" * 10_000_000)
    return _of_file(folder / "anna.yaml")


def _too_many_answers(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult({"pests": ["mites"] * 100_000})
    return raised.value.problems


def _value_too_long(folder: Path) -> tuple[Problem, ...]:
    (folder / "plants" / "facts" / "more.yaml").write_text(f"facts: {'x' * 2_001}", encoding="utf-8")
    return _of_folder(folder / "plants")


def _more_problems(folder: Path) -> tuple[Problem, ...]:
    problems = Problems()
    for number in range(502):
        problems.add("unknown-fact", Position("anna.yaml", number), name=number)
    return problems.sorted()[-1:]


def _too_many_values(folder: Path) -> tuple[Problem, ...]:
    (folder / "plants" / "rules" / "book" / "more.yaml").write_text("[" + "x," * 100_000 + "]", encoding="utf-8")
    return _of_folder(folder / "plants")


def _chain_too_long(folder: Path) -> tuple[Problem, ...]:
    links = range(60)
    title, rest = "{title: {nl: s, en: l}}", "because: {nl: r, en: r}, cites: [B1]"
    findings = "".join(f"  f{number}: {title}\n" for number in links)
    rules = "".join(
        f"r{n}: {{when: {{{f'f{n - 1}' if n else 'drooping'}: yes}}, then: {{conclude: f{n}}}, {rest}}}\n"
        for n in links
    )
    (folder / "plants" / "facts" / "chain.yaml").write_text(f"findings:\n{findings}", encoding="utf-8")
    (folder / "plants" / "rules" / "book" / "chain.yaml").write_text(rules, encoding="utf-8")
    return _of_folder(folder / "plants")


def _limits_of_several(folder: Path) -> tuple[Problem, ...]:
    items = "mist: {unit: ml/week, title: {nl: v, en: m}, text: {nl: '{range}', en: '{range}'}}"
    never = "never: {title: {nl: n, en: n}, text: {nl: 'Hooguit {limit}.', en: 'At most {limit}.'}}"
    care = f"topics: {{care: {{title: {{nl: z, en: c}}, items: {{{items}, {never}}}}}}}"
    limits = "limit: {water: {at_most: 9 ml/week}, mist: {at_most: 9 ml/week}}"
    rule = f"caution: {{then: [advise: never, {limits}], because: {{nl: r, en: r}}, cites: [B1]}}"
    (folder / "plants" / "facts" / "care.yaml").write_text(care, encoding="utf-8")
    (folder / "plants" / "rules" / "book" / "care.yaml").write_text(rule, encoding="utf-8")
    manifest = folder / "plants" / "rules" / "knowledge.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("topics: [", "topics: [care, "), encoding="utf-8")
    return _of_folder(folder / "plants")


def _not_utf_8(folder: Path) -> tuple[Problem, ...]:
    (folder / "anna.yaml").write_bytes("age: 4\nname: é".encode("latin-1"))
    return _of_file(folder / "anna.yaml")


def _no_such_folder(folder: Path) -> tuple[Problem, ...]:
    os.chdir(folder)
    return _of_folder(Path("nowhere"))


def _no_manifest(folder: Path) -> tuple[Problem, ...]:
    os.chdir(folder)
    return _of_folder(Path())


def _no_facts(folder: Path) -> tuple[Problem, ...]:
    shutil.rmtree(folder / "plants" / "facts")
    return _of_folder(Path())


def _cases_elsewhere(folder: Path) -> tuple[Problem, ...]:
    path = folder / "plants" / "cases" / "water.cases.yaml"
    path.parent.mkdir()
    path.write_text("wet: {person: {drooping: no}, expect: {outcome: advice}}\n", encoding="utf-8")
    return read_cases(folder / "plants", read_knowledge(folder / "plants"))[1]


def _no_knowledge_here(folder: Path) -> tuple[Problem, ...]:
    os.chdir(folder)
    with pytest.raises(KnowledgeError) as raised:
        authors_folder(None)
    return raised.value.problems


def _not_a_name(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult({3: "yes"})  # type: ignore[dict-item]  # what a caller can get wrong
    return raised.value.problems


def _several_answers(folder: Path) -> tuple[Problem, ...]:
    Word = Enum("Word", {"DROOPING": "drooping"})  # noqa: N806  # it is a class
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult({"drooping": True, Word("drooping"): True})  # type: ignore[dict-item]  # what a caller can get wrong
    return raised.value.problems


def _case_of_another(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult(Case({"drooping": True}))
    return raised.value.problems


@dataclass
class _Plant:
    indoors: bool = True


def _answer_default(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult(_Plant())
    return raised.value.problems


def _another_knowledge(folder: Path) -> tuple[Problem, ...]:
    os.chdir(folder)
    sent = pickle.dumps(load(Path("plants")).consult({}))
    change = folder / "plants" / "facts" / "plant.yaml"
    change.write_text(change.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        pickle.loads(sent)
    (problem,) = raised.value.problems
    assert problem.position.file == str(folder / "plants")
    return (replace(problem, position=Position("plants")),)


def _claiming(folder: Path, file: str, old: str, new: str) -> tuple[Problem, ...]:
    """The house plants with marks of claims, of which one place is changed."""
    marks = "{bold: {nl: b, en: b}, plain: {nl: p, en: p}}"
    shop = "{title: {nl: w, en: s}, leaves_out: bold, instead: {nl: weg, en: left out}}"
    declared = f"claims: {{options: {marks}, default: plain}}\naudiences: {{shop: {shop}}}\nunits:\n"
    edits = [
        ("rules/knowledge.yaml", "units:\n", declared),
        ("facts/advice.yaml", "    items:\n", "    claim: plain\n    items:\n"),
        (file, old, new),
    ]
    for name, before, after in edits:
        path = folder / "plants" / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return _of_folder(folder / "plants")


def _claim_missing(folder: Path) -> tuple[Problem, ...]:
    title = "title: {nl: Water, en: Water}\n"
    return _claiming(folder, "facts/advice.yaml", f"{title}    claim: plain\n", title)


def _caution_hidden(folder: Path) -> tuple[Problem, ...]:
    return _claiming(
        folder, "rules/care/stop.yaml", "wet-soil-stops-water:\n", "wet-soil-stops-water:\n  claim: bold\n"
    )


def _unknown_target(folder: Path, ask: str = "why", target: str = "watre") -> tuple[Problem, ...]:
    with pytest.raises(UnknownTargetError) as raised:
        getattr(load(folder / "plants").consult({}), ask)(target)
    return raised.value.problems


def _not_an_item_or_topic(folder: Path) -> tuple[Problem, ...]:
    """A rule is something else, though there is one of this name."""
    return _unknown_target(folder, "proof_of", "wet-soil-stops-water")


def _not_an_item(folder: Path) -> tuple[Problem, ...]:
    return _unknown_target(folder, "changes", "wet-soil-stops-water")


def _not_a_question(folder: Path) -> tuple[Problem, ...]:
    return _unknown_target(folder, "stakes", "wet-soil-stops-water")


def _score_answered(folder: Path) -> tuple[Problem, ...]:
    facts = folder / "plants" / "facts" / "advice.yaml"
    score = "scores:\n  neglect:\n    title: {nl: Nood, en: Need}\n    points: [{when: {drooping: yes}, points: 1}]\n"
    facts.write_text(score + facts.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").read_case("neglect: 3\n", "anna.yaml")
    return raised.value.problems


def _weighed(folder: Path, answer: object) -> tuple[Problem, ...]:
    height = "  height:\n    kind: number\n"
    weighed = "    weighed_as: {pot: {label: {nl: pot, en: pot}, percent: 5, cites: [B2]}}\n"
    path = folder / "plants" / "facts" / "plant.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(height, height + weighed), encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        load(folder / "plants").consult({"height": answer})
    return raised.value.problems


def _answer_weighed(folder: Path) -> tuple[Problem, ...]:
    return _weighed(folder, {"amount": 3, "as": "pots"})


def _answer_amount(folder: Path) -> tuple[Problem, ...]:
    return _weighed(folder, {"amount": "unknown", "as": "pot"})


def _code_twice(folder: Path) -> tuple[Problem, ...]:
    light = "  light:\n    kind: choice\n"
    edits = {
        "rules/knowledge.yaml": ("units:\n", "code_systems: {garden: {title: {nl: t, en: g}}}\nunits:\n"),
        "facts/plant.yaml": (light, f"{light}    codes: {{sun: {{garden: S}}, shade: {{garden: S}}}}\n"),
    }
    for name, (before, after) in edits.items():
        path = folder / "plants" / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return _of_folder(folder / "plants")


def _no_packs(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as raised:
        load(folder / "plants", packs=[])
    return raised.value.problems


def _unknown_pack(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as raised:
        load(folder / "plants", packs=["boek"])
    return raised.value.problems


def _renamed(folder: Path, old: str, new: str, kind: str = "") -> tuple[Problem, ...]:
    files = read_names(folder / "plants")
    with pytest.raises((KnowledgeError, UnknownTargetError)) as raised:
        rename(one_called(old, kind, files), new, files)
    return raised.value.problems


def _unknown_name(folder: Path) -> tuple[Problem, ...]:
    return _renamed(folder, "moistrue", "wetness")


def _name_of_several_kinds(folder: Path) -> tuple[Problem, ...]:
    return _renamed(folder, "water", "drink")


def _name_of_several(folder: Path) -> tuple[Problem, ...]:
    facts = folder / "plants" / "facts" / "plant.yaml"
    words = "{kind: choice, title: {nl: p, en: p}, question: {nl: P?, en: P?}, options: {sun: {nl: zon, en: sun}}}"
    facts.write_text(f"{facts.read_text(encoding='utf-8')}  place: {words}\n", encoding="utf-8")
    return _renamed(folder, "sun", "full_sun")


def _renamed_to_taken(folder: Path) -> tuple[Problem, ...]:
    return _renamed(folder, "moisture", "drooping")


def _pack_is_a_folder(folder: Path) -> tuple[Problem, ...]:
    return _renamed(folder, "care", "safety")


def _name_spelled_otherwise(folder: Path) -> tuple[Problem, ...]:
    rules = folder / "plants" / "rules" / "care" / "stop.yaml"
    text = rules.read_text(encoding="utf-8").replace("moisture", '"\\x6doisture"', 1)
    rules.write_text(text, encoding="utf-8")
    return _renamed(folder, "moisture", "wetness")


def _new_knowledge(folder: str) -> tuple[Problem, ...]:
    Path("full").mkdir()
    Path("full", "file").touch()
    with pytest.raises(KnowledgeError) as raised:
        folder_to_begin_in(Path(folder))
    return raised.value.problems


def _knowledge_inside_another(_: Path) -> tuple[Problem, ...]:
    return _new_knowledge("rules/own")


def _folder_not_empty(_: Path) -> tuple[Problem, ...]:
    return _new_knowledge("full")


def _folder_is_a_file(_: Path) -> tuple[Problem, ...]:
    return _new_knowledge("full/file")


def _prove_needs_extra(_: Path) -> tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "z3", None)
        with pytest.raises(KnowledgeError) as raised:
            needs_solver()
    return raised.value.problems


def _version(name: str, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as raised, version_folder(name, folder):
        pass
    return raised.value.problems


def _version_unreadable(folder: Path) -> tuple[Problem, ...]:
    """A revision with more mistakes than are told; nobody can mend what git has."""
    plants = _in_git(folder)
    (plants / "facts" / "more.yaml").write_text("".join(f"a{one}: {{}}\n" for one in range(4)), encoding="utf-8")
    for words in (("add", "."), ("commit", "-q", "-m", "old"), ("tag", "old")):
        git(plants, *words)
    with pytest.raises(KnowledgeError) as raised, version_folder("old", plants) as there:
        read_old_version(there)
    summary, *first = raised.value.problems
    assert {one.position.file for one in first} == {"old:facts/more.yaml"}
    return (summary,)


def _in_git(folder: Path) -> Path:
    plants = folder / "plants"
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "nothing yet"), ("tag", "none")):
        git(plants, *words)
    return plants


def _version_unknown(folder: Path) -> tuple[Problem, ...]:
    return _version("v1", _in_git(folder))


def _version_without_knowledge(folder: Path) -> tuple[Problem, ...]:
    return _version("none", _in_git(folder))


def _version_two_meanings(folder: Path) -> tuple[Problem, ...]:
    plants = _in_git(folder)
    Path("none").mkdir()
    return _version("none", plants)


def _version_not_in_git(folder: Path) -> tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CEILING_DIRECTORIES", str(folder))
        return _version("v1", folder / "plants")


def _version_needs_git(folder: Path) -> tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder))
        return _version("v1", folder / "plants")


def _noted(line: str, folder: Path) -> tuple[Problem, ...]:
    plants = folder / "plants"
    (plants / RENAMES_FILE).write_text(f"- {line}\n", encoding="utf-8")
    return inspect(plants).errors


def _renamed_still_there(folder: Path) -> tuple[Problem, ...]:
    return _noted("{kind: fact, old: light, new: moisture}", folder)


def _renamed_to_nothing(folder: Path) -> tuple[Problem, ...]:
    return _noted("{kind: fact, old: wetness, new: moistrue}", folder)


def _test_of_two(folder: Path) -> tuple[Problem, ...]:
    """A finding is called as what a theorem can test."""
    plants = folder / "plants"
    for name in ("facts/advice.yaml", "rules/book/water.yaml"):
        path = plants / name
        path.write_text(path.read_text(encoding="utf-8").replace("stressed", "covered"), encoding="utf-8")
    theorem = "all-covered:\n  says: {nl: Zo., en: So.}\n  always: {covered: yes}\n"
    (plants / THEOREMS_FILE).write_text(theorem, encoding="utf-8")
    return inspect(plants).errors


ARRANGED = {
    "prove-needs-extra": (
        _prove_needs_extra,
        "sluimer prove: error: this needs a part that is not installed\n  help: in",
    ),
    "version-unknown": (_version_unknown, "v1: error: `v1` is no folder, and no revision of `"),
    "version-without-knowledge": (
        _version_without_knowledge,
        "none: error: at `none` there is no knowledge base in `",
    ),
    "version-unreadable": (
        _version_unreadable,
        "old: error: this Sluimer cannot read `old`: 4 problems, of which these are the first\n  help: choose",
    ),
    "version-two-meanings": (_version_two_meanings, "none: error: `none` is a folder and also a revision in git"),
    "version-not-in-git": (_version_not_in_git, "v1: error: `v1` is no folder, and `"),
    "version-needs-git": (
        _version_needs_git,
        "v1: error: `v1` is no folder, and git is not installed to look for a revision\n  help: install git",
    ),
    "renamed-still-there": (
        _renamed_still_there,
        "rules/renames.yaml:1:3: error: `light` was given another name, and is still the name of something",
    ),
    "renamed-to-nothing": (
        _renamed_to_nothing,
        "rules/renames.yaml:1:3: error: nothing is called `moistrue` now\n  help: did you mean `moisture`",
    ),
    "test-of-two": (
        _test_of_two,
        "rules/theorems.yaml:3:12: error: `covered` can mean two things here: what comes out",
    ),
    "knowledge-inside-another": (
        _knowledge_inside_another,
        "rules/own: error: `rules/own` is a part of the knowledge base in",
    ),
    "folder-not-empty": (_folder_not_empty, "full: error: `full` is not empty"),
    "folder-is-a-file": (_folder_is_a_file, "full/file: error: `full/file` is a file"),
    "unknown-name": (
        _unknown_name,
        "moistrue: error: no name in this knowledge base is `moistrue`\n  help: did you mean `moisture`? write",
    ),
    "name-of-several-kinds": (
        _name_of_several_kinds,
        "water: error: `water` can be more than one thing: `item`, `topic`\n  help: say which, such as with `--kind it",
    ),
    "name-of-several": (
        _name_of_several,
        "sun: error: `sun` can be more than one thing: `light.sun`, `place.sun`\n  help: write one of these",
    ),
    "renamed-to-taken": (_renamed_to_taken, "facts/plant.yaml:6:3: error: the name `drooping` is taken already"),
    "pack-is-a-folder": (_pack_is_a_folder, "rules/knowledge.yaml:13:3: error: `care` is a folder of rules too"),
    "name-spelled-otherwise": (
        _name_spelled_otherwise,
        "rules/care/stop.yaml:3:10: error: `moisture` is not written as a plain word here",
    ),
    "no-such-file": (_no_such_file, "anna.yaml: error: there is no file `anna.yaml`"),
    "is-a-folder": (_is_a_folder, "anna.yaml: error: `anna.yaml` is a folder, not a file"),
    "unreadable-file": (_unreadable_file, "anna.yaml: error: `anna.yaml` cannot be read: "),
    "not-plain": (_not_plain, "anna.yaml: error: `anna.yaml` is no plain file"),
    "leads-out": (
        _leads_out,
        "facts/more.yaml: error: `facts/more.yaml` leads out of the folder of the knowledge base",
    ),
    "linked-folder": (
        _linked_folder,
        "facts/more: error: `facts/more` is a link to a folder, and such links are not followed",
    ),
    "is-a-link": (_is_a_link, "anna.yaml: error: `anna.yaml` is a link to another place"),
    "too-many-files": (_too_many_files, "facts: error: there are more than 100 files and folders"),
    "folder-too-large": (_folder_too_large, ".: error: the files are larger than 20 MB together"),
    "file-too-large": (_file_too_large, "anna.yaml: error: the file is larger than 4 MB"),
    "too-many-answers": (_too_many_answers, "case: error: these are more than 100000 answers"),
    "value-too-long": (
        _value_too_long,
        f"facts/more.yaml:1:8: error: the value that begins with `{'x' * 30}` is longer than 2000 characters",
    ),
    "more-problems": (_more_problems, "anna.yaml: error: and 2 more"),
    "too-many-values": (
        _too_many_values,
        "rules/book/more.yaml:1:199998: error: the file holds more than 100000 values",
    ),
    "limit-told-of-several": (
        _limits_of_several,
        "facts/care.yaml:1:132: error: `{limit}` in the text of `never` means the limit of several items",
    ),
    "chain-too-long": (
        _chain_too_long,
        "facts/chain.yaml:52:3: error: `f50` builds on more than 50 findings and scores in a row",
    ),
    "not-utf-8": (_not_utf_8, "anna.yaml:2:7: error: this byte is not UTF-8 text"),
    "no-such-folder": (_no_such_folder, "nowhere: error: there is no folder of this name"),
    "no-manifest": (_no_manifest, ".: error: there is no `rules/knowledge.yaml` in this folder"),
    "another-knowledge": (
        _another_knowledge,
        "plants: error: the knowledge base here is not the one that the decision was made with\n  help: load the one",
    ),
    "answer-default": (_answer_default, "case#/indoors: error: nobody can tell whether `indoors` was answered"),
    "cases-elsewhere": (
        _cases_elsewhere,
        "cases/water.cases.yaml: error: this file holds cases, and nothing runs them, since it is not in `rules/`",
    ),
    "no-facts": (_no_facts, ".: error: there is no folder `facts/` beside `rules/`"),
    "no-knowledge-here": (_no_knowledge_here, "/"),
    "not-a-name": (_not_a_name, "case: error: `3` cannot be the name of a fact"),
    "several-answers": (_several_answers, "case#/drooping: error: `drooping` is answered more than once"),
    "case-of-another": (
        _case_of_another,
        "case: error: this case is not what is read here from the answers in it",
    ),
    "not-an-item-or-topic": (
        _not_an_item_or_topic,
        "wet-soil-stops-water: error: `wet-soil-stops-water` is not an item or",
    ),
    "not-an-item": (_not_an_item, "wet-soil-stops-water: error: `wet-soil-stops-water` is not an item, nor `outcome`"),
    "score-answered": (_score_answered, "anna.yaml:1:1: error: `neglect` is a score, and nobody is asked for it"),
    "not-a-question": (_not_a_question, "wet-soil-stops-water: error: `wet-soil-stops-water` is not a fact that can"),
    "unknown-target": (_unknown_target, "watre: error: `watre` is not a rule, item, topic, finding or score"),
    "claim-missing": (
        _claim_missing,
        "facts/advice.yaml:10:7: error: nothing says what the text of `water` claims",
    ),
    "caution-hidden": (
        _caution_hidden,
        "rules/care/stop.yaml:1:1: error: `wet-soil-stops-water` stops, limits or refers, and its reason is marked",
    ),
    "answer-weighed": (
        _answer_weighed,
        "case#/height/as: error: `pots` is not an amount of `height`\n  help: did you",
    ),
    "answer-amount": (
        _answer_amount,
        "case#/height/amount: error: an amount of `height` is a number, not `unknown`\n  help: write digits",
    ),
    "code-twice": (
        _code_twice,
        "facts/plant.yaml:32:3: error: code `S` of `garden` stands for `light.shade` and for `light.sun`",
    ),
    "no-packs": (_no_packs, "packs: error: no pack is named"),
    "unknown-pack": (_unknown_pack, "packs: error: `boek` is not a pack of this knowledge base"),
}


@pytest.mark.parametrize("code", ARRANGED)
def test_a_mistake_around_the_files_gives_one_message(
    code: str, tmp_path: Path, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written as a text: missing files, folders, bytes, calls."""
    monkeypatch.chdir(plants)
    arrange, beginning = ARRANGED[code]
    (problem,) = arrange(tmp_path)
    assert problem.code == code
    assert problem.render("en").startswith(beginning)
    assert "\n  help: " in problem.render("en")
    assert "fout: " in problem.render("nl")


def test_every_message_of_the_catalogue_is_brought_by_some_mistake() -> None:
    """Also the other way round: no test stands for a message that is gone.

    Those of warnings are in tests/lint/, those of logs in tests/log/, those of the command line in tests/commands/.
    """
    assert {mistake.code for mistake in MISTAKES} | set(ARRANGED) == set(codes("messages"))


def _places(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


NEVER_EMPTY = {
    *("unknown-language", "unknown-option", "answer-choice", "answer-set-yes-no", "answer-weighed"),  # else told before
    *(
        "claim-missing",
        "unknown-effect",
        "unknown-strength",
        "statement-without-status",
        "value-not-offered",
        "no-such-language",
        "where-unknown-value",
        "by-set",
    ),
}


@pytest.mark.parametrize("code", [code for code in CODES if "known" in _places(TEXTS["en"][f"{code}.help"][0])])
def test_a_help_that_names_what_there_is_has_other_words_where_there_is_nothing(code: str) -> None:
    assert (f"{code}.none" in TEXTS["en"]) is (code not in NEVER_EMPTY)
    if code in NEVER_EMPTY:
        return
    sentences = [form for key in (code, f"{code}.help") for form in TEXTS["en"][key]]
    words = {name: "x" for template in sentences for name in _places(template)} | {"known": ""}
    problem = Problem(code, Position("file"), tuple(words.items()))
    for language in LANGUAGES:
        assert problem.help(language) == TEXTS[language][f"{code}.none"][0]


@pytest.mark.parametrize("code", CODES)
def test_messages_are_lower_case_and_have_no_full_stop(code: str) -> None:
    """The house style: lower case, no full stop, no names of the implementation."""
    for sentence in (form for texts in TEXTS.values() for part in ("", ".help") for form in texts[f"{code}{part}"]):
        assert sentence[0] in "`{" or sentence[0].islower()
        assert not sentence.endswith(".")
        assert not {"str", "int", "dict", "None", "NoneType", "Exception"} & set(sentence.split())


def test_dutch_differs_from_english() -> None:
    """No message was left untranslated."""
    assert [code for code in CODES if TEXTS["en"][code] == TEXTS["nl"][code]] == []
