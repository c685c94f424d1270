"""Everything that a knowledge base declares can be told, in each language."""

from pathlib import Path

import pytest

from conftest import BICYCLE, HOUSE_PLANTS, NEWS2
from sluimer.authoring.names.mention import NameKind
from sluimer.authoring.names.rename import read_names
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge
from sluimer.tell.declared import tell_declared
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker


@pytest.mark.parametrize("folder", [HOUSE_PLANTS, BICYCLE, NEWS2, bundled_folder()], ids=lambda path: path.name)
def test_whatever_is_declared_has_something_to_tell(folder: Path) -> None:
    knowledge = read_knowledge(folder)
    speakers = [Speaker(knowledge, language) for language in ("nl", "en")]
    for named in read_names(folder).index.declared:
        if named.kind not in (NameKind.RULE, NameKind.CASE, NameKind.THEOREM):  # told otherwise, or where they stand
            told = [plain(tell_declared(named.kind, named.name, named.owner, speaker)) for speaker in speakers]
            assert all(map(str.strip, told)), named
