"""The group `sluimer log`, whose commands are made once one of them is wanted."""

from collections.abc import MutableMapping
from typing import Any

from click import Context
from typer.main import get_group

from sluimer.commands.help import Group


class LogGroup(Group):
    """The commands about the log, which are made once one of them is wanted: the others start without them."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # as the group that it is has it
        """Their names, in the order in which they are shown."""
        return [*self._made()]

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ARG002  # likewise
        """One of them, or None."""
        return self._made().get(cmd_name)

    def _made(self) -> MutableMapping[str, Any]:
        if not self.commands:
            from sluimer.commands.log import log

            self.commands.update(get_group(log).commands)
        return self.commands
