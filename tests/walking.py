"""The tree of commands, walked to its leaves."""

from __future__ import annotations

from collections.abc import Iterator

import click


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, with all its names."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from every_command(command, *names, name)
        else:
            yield " ".join((*names, name)), command
