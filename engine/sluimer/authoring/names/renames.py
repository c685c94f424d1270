"""The names that were given in place of others, as they are noted: what had an old name is the same thing since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sluimer.authoring.names.find import find_names
from sluimer.authoring.names.mention import OWNED, Named
from sluimer.knowledge.base import Knowledge
from sluimer.language.block import written
from sluimer.language.files import RENAMES_FILE
from sluimer.language.forms import RENAMED, RENAMING
from sluimer.messages import NOWHERE, Position, Problems
from sluimer.read import form
from sluimer.read.manifest import lexicon_of
from sluimer.read.nodes import ListNode, Node

NONE = "[]\n"
"""What the file says where no name is noted any more; an empty file would be a mistake."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Something that was given another name: of what kind it is, and both names, of an option with its owner's."""

    kind: str
    old: str
    new: str
    position: Position = NOWHERE

    def line(self) -> str:
        """It as a line of the file."""
        return f"- {{kind: {self.kind}, old: {written(self.old)}, new: {written(self.new)}}}\n"

    def named(self, name: str) -> Named:
        """What has this name, of its kind."""
        owner, dot, own = name.partition(".")
        return Named(self.kind, own, owner) if dot and self.kind in OWNED else Named(self.kind, name)


def renames_in(nodes: Mapping[str, Node], knowledge: Knowledge, problems: Problems) -> tuple[Renamed, ...]:
    """The names in the file of renames among these, in its order, which is that of time.

    It is a problem where an old name is still, or again, that of something, and where nothing has the new one.
    """
    node = nodes.get(RENAMES_FILE)
    if node is None:
        return ()
    if not isinstance(node, ListNode):
        problems.add("not-a-list", node.position, what="renames")
        return ()
    lexicon = lexicon_of(knowledge.manifest, problems)
    found = []
    for part in node.items:
        fields = form.fields(RENAMING, part, "renaming", lexicon)
        kind, old, new = (fields.get(key, "") for key in ("kind", "old", "new"))
        if kind and old and new:
            found.append(Renamed(kind, old, new, fields.position))
    declared = find_names(nodes, {}).declared.keys()
    for number, one in enumerate(found):
        _check(one, found[number + 1 :], declared, problems)
    return tuple(found)


def _check(one: Renamed, later: Sequence[Renamed], declared: Collection[Named], problems: Problems) -> None:
    new = one.named(one.new)
    for other in later:
        if other.named(other.old) == new:
            new = other.named(other.new)
        elif new.owner == other.old and one.kind in OWNED:
            new = Named(new.kind, new.name, other.new)
    if one.named(one.old) in declared:
        problems.add("renamed-still-there", one.position, name=one.old)
    elif new not in declared:
        near = problems.nearest(new.whole, (each.whole for each in declared if each.kind == one.kind))
        problems.add("renamed-to-nothing", one.position, near, name=new.whole)


def with_renaming(text: str | None, one: Renamed) -> str | None:
    """The text of the file with one more line, or without the line that this one takes back; None where it has none."""
    if one.kind not in RENAMED:
        return None
    back = Renamed(one.kind, one.new, one.old).line()
    before = "" if text is None or text.strip() == NONE.strip() else text
    lines = before.splitlines(keepends=True)
    if back in lines:
        return "".join(line for line in lines if line != back) or NONE
    end = "" if not lines or lines[-1].endswith("\n") else "\n"
    return f"{before}{end}{one.line()}"
