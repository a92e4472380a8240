"""The command, as the tests of imports use it."""

from __future__ import annotations

from click.testing import CliRunner, Result

from milepost.cli import cli


def milepost(*words: str) -> Result:
    """What a command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])
