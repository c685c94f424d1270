"""The group `sluimer log`, whose commands are made once one of them is wanted."""

from click import Command, Context

from sluimer.commands.help import Group


class LogGroup(Group):
    """The commands about the log, which are made once one of them is wanted: the others start without them."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Their names, in the order in which they are shown."""
        self._make()
        return super().list_commands(ctx)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """One of them, or None."""
        self._make()
        return super().get_command(ctx, cmd_name)

    def _make(self) -> None:
        if not self.commands:
            from sluimer.commands.auditor.log import LOG_COMMANDS

            self.commands.update({str(command.name): command for command in LOG_COMMANDS})
