"""The commands by subject, and what they print.

Commands import what they need when they run, so that `milepost --help` costs no more than click itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from keyword import iskeyword

import click

SUBJECTS = {
    "Begin": {
        "demo": ("writing.authoring", "Write a demo with 40 weeks of history, and show its site."),
        "init": ("writing.beginning", "Begin a project of your own."),
    },
    "Look": {
        "status": ("looking.standing", "Tell in twenty lines how things stand and what is to do."),
        "check": ("looking.checking", "Tell every problem of every file, and what a client may ask."),
        "changelog": ("looking.changelog", "Print what was promised, moved, kept or broken, and when."),
        "serve": ("building", "Show the site as you write."),
        "build": ("building", "Build the site from what is committed."),
        "view": ("building", "Show a site that was built."),
    },
    "Write": {
        "friday": ("writing.friday", "Walk through the week's update, to the end."),
        "new": ("writing.new", "Draft an update from the ledger, or add an item."),
        "done": ("writing.editing", "Say that a milestone is reached or a commitment kept."),
        "move": ("writing.editing", "Move a date, and say why."),
        "withdraw": ("writing.editing", "Take a promise back, and say why."),
        "step": ("writing.registers", "Say what was done about a problem."),
        "decide": ("writing.registers", "Say how a question or a change request was decided."),
        "answer": ("writing.registers", "Answer what the client said."),
        "close": ("writing.registers", "Close a risk, and say whether it happened."),
        "apply": ("writing.registers", "Say that a lesson was used, and where."),
        "rename": ("writing.registers", "Give an item another id; its history stays."),
    },
    "Take over": {
        "import": ("incoming.exports", "Take over what another tool exports."),
        "record": ("incoming.answers", "Take over what a client answered by mail."),
    },
    "Publish": {
        "publish": ("publishing", "Put the site with all its versions on a branch."),
        "verify": ("publishing", "Build what was published again from git, and compare."),
    },
    "Set up": {
        "schema": ("writing.authoring", "Write the JSON Schemas that editors complete keys from."),
        "completion": ("completing", "Print what makes a shell complete commands and ids."),
    },
}
"""Every command by its subject: the module that holds it, and what it does in so few words that no line is cut."""
_MODULES = {name: module for commands in SUBJECTS.values() for name, (module, _) in commands.items()}


class CommandsByName(Mapping[str, click.Command]):
    """Every command, imported when somebody asks for it: a build waits for none of the others."""

    def __getitem__(self, name: str) -> click.Command:
        """The command of a name, which is also that of its function."""
        module = import_module(f"milepost.commands.{_MODULES[name]}")
        command = getattr(module, f"{name}_" if iskeyword(name) else name)
        assert isinstance(command, click.Command), name
        return command

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(_MODULES)

    def __len__(self) -> int:
        """How many there are."""
        return len(_MODULES)

    def __contains__(self, name: object) -> bool:
        """Whether there is one of a name; nothing is imported for that."""
        return name in _MODULES


def tell_subjects(formatter: click.HelpFormatter) -> None:
    """List all commands for help, which imports none of them."""
    for subject, commands in SUBJECTS.items():
        with formatter.section(subject):
            formatter.write_dl([(f"{name:<{_WIDEST}}", told) for name, (_, told) in commands.items()])


_WIDEST = max(map(len, _MODULES))
"""So many letters have all names, so that what is told of them stands in one column."""
