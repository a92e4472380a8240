"""Help: what each command shows of itself, with an example that works as it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from installed import milepost
from milepost.cli import cli
from milepost.commands import SUBJECTS
from repository_builder import RepositoryBuilder
from test_every_command import FILES


def _commands(group: click.Group, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None, name
        yield (*names, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, *names, name)


EVERY = list(_commands(cli))


@pytest.mark.parametrize(("names", "command"), EVERY, ids=[" ".join(names) for names, _ in EVERY])
def test_help_has_an_example(names: tuple[str, ...], command: click.Command) -> None:
    """Each example names this command, and only options that it has."""
    shown = command.get_help(click.Context(command, info_name=f"milepost {' '.join(names)}"))
    examples = re.findall(
        rf"^ *(?:eval \"\$\()?(milepost {' '.join(names)}\b[^|#\n]*)", command.help or "", re.MULTILINE
    )
    assert examples, shown
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for example in examples:
        words = shlex.split(example.replace(')"', ""))
        if not isinstance(command, click.Group):
            assert [word for word in words if word.startswith("-") and word not in known] == [], example
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_each_command_is_told_in_one_line(tmp_path: Path) -> None:
    """The list of commands is one to skim: each once, by its subject, on one line that is not cut."""
    told = milepost(tmp_path, "--help").stdout
    listed = re.findall(r"^  ([a-z]+) +([A-Z].*\.)$", told, re.MULTILINE)
    assert [name for name, _ in listed] == [name for commands in SUBJECTS.values() for name in commands]
    assert sorted(cli.commands) == sorted(name for name, _ in listed)
    assert max(map(len, told.splitlines())) <= 78
    assert "..." not in told.removeprefix("Usage: milepost [OPTIONS] COMMAND [ARGS]...")
    assert [names for names, command in EVERY if not command.get_short_help_str(200)] == []


@pytest.mark.parametrize(
    "words",
    [
        ("nothing-like-it",),
        ("move",),
        ("move", "beta", "soon", "--reason", "x"),
        ("done", "nobody"),
        ("build", "--unknown"),
        ("check", "--format", "xml"),
        ("import", "nowhere.csv"),
        ("completion", "tcsh"),
        ("init", "--host", "moon"),
        ("publish", "--to", "x", "--push"),
        ("changelog", "A...B"),
        ("verify", "nowhere"),
        ("rename", "a", "b"),
        ("apply", "x", "--where", "y"),
        ("new", "milestone", "x"),
        ("new", "update", "--on", "someday"),
    ],
    ids=" ".join,
)
def test_a_message_has_two_lines_at_most(words: tuple[str, ...], demo: Path) -> None:
    """What is wrong, and what to do about it; nothing on standard output, no colour where nobody sees it."""
    done = milepost(demo, *words)
    assert done.returncode in {1, 2}
    assert 1 <= len(done.stderr.splitlines()) <= 2, done.stderr
    assert done.stdout == ""
    assert "\x1b" not in done.stderr


def test_what_is_misspelt_is_told_with_what_is_near(tmp_path: Path) -> None:
    """Also among the commands of a group, whose list is not cut either."""
    for words, meant in ((["chek"], "'check'"), (["new", "comitment"], "'commitment'"), (["new", "updat"], "'update'")):
        told = milepost(tmp_path, *words).stderr
        assert ("Did you mean" in told, meant in told) == (True, True), told
    told = milepost(tmp_path, "new", "--help").stdout
    assert "..." not in told.removeprefix("Usage: milepost new [OPTIONS] COMMAND [ARGS]...")


@pytest.mark.parametrize("command", ["serve", "view"])
def test_an_address_that_is_none_is_a_mistake_of_the_option(command: str, builder: RepositoryBuilder) -> None:
    """And not of `mkdocs.yml`."""
    builder.commit({**FILES, "site/index.html": "x"})
    told = milepost(builder.path, command, "-a", "foo").stderr
    assert told == "error: foo: is no HOST:PORT (write it as 127.0.0.1:8000)\n"


def test_an_amount_that_is_none_is_told_without_a_line_that_nobody_has(builder: RepositoryBuilder) -> None:
    """The file is not there, and is not made."""
    builder.commit(FILES)
    told = milepost(builder.path, "new", "budget", "Build", "--agreed", "forty", "--unit", "days").stderr
    assert re.search(r"content/budget\.yml: .*forty", told), told
    assert not (builder.path / "content/budget.yml").exists()


def test_strictness_is_told_in_our_words(builder: RepositoryBuilder) -> None:
    """With what to do."""
    builder.commit({**FILES, "content/extra.md": "See [it](gone.md).\n"})
    for words in (["build", "-s"], ["build", "-s", "--versions"]):
        told = milepost(builder.path, *words).stderr
        assert "Aborted with" not in told
        assert "warning" in told.splitlines()[-1], told
