"""Completion in the shell: commands and options by click, ids with titles by a look at the files.

Whoever presses the key waits: neither YAML nor git is asked, and nothing is imported but click.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

_SHELLS = ("bash", "zsh", "fish")
_NO_LISTS = {"project.yml", "glossary.yml"}
_ITEM = re.compile(r"^[ ]*-[ ]+", re.MULTILINE)
_ID = re.compile(r"(?:^|[\s{,])id:[ ]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")
_TITLE = re.compile(r"(?:^|[\s{,])(?:title|promise):[ ]*(?:\"([^\"\n]*)\"|'((?:[^'\n]|'')*)'|([^\n{},#]*))")
_DOCS = re.compile(r"^docs_dir:[ ]*[\"']?([^\"'#\n]+)", re.MULTILINE)
_MOST = 1 << 20


def ids(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes the ids of some kinds, or of whatever is listed, each with its title."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        content = _content(context.params.get("config_file"))
        found = dict(pair for kind in kinds or ("*",) for pair in _items(content, kind))
        return [CompletionItem(name, help=title) for name, title in found.items() if name.startswith(begun)]

    return complete


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, options, and the ids of your items with their titles.

    \b
    eval "$(milepost completion bash)"          # in ~/.bashrc
    eval "$(milepost completion zsh)"           # in ~/.zshrc, after compinit
    milepost completion fish | source           # in ~/.config/fish/config.fish
    """
    root = click.get_current_context().find_root()
    made = get_completion_class(shell)
    assert made is not None, "click knows these shells"
    click.echo(made(root.command, {}, "milepost", "_MILEPOST_COMPLETE").source())


def _items(content: Path, kind: str) -> Iterator[tuple[str, str]]:
    """The items of a kind, as far as a look at its files finds them; these are called as it, or as several of it."""
    if kind == "lesson":
        yield from ((page.stem, _title(_text(page))) for page in sorted((content / "lessons").glob("*.md")))
        return
    files = [
        file for name in (f"{kind}s", kind) for way in (f"{name}.yml", f"{name}/*.yml") for file in content.glob(way)
    ]
    for file in sorted({file for file in files if file.relative_to(content).as_posix() not in _NO_LISTS}):
        text = _text(file)
        begins = [found.start() for found in _ITEM.finditer(text)]
        for start, end in pairwise([*begins, len(text)]):
            item = text[start:end]
            if found := _ID.search(item):
                yield found[1], _title(item)


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return next((part.strip().replace("''", "'") for part in found.groups() if part), "") if found else ""


def _content(config_file: object) -> Path:
    """The content folder, as `mkdocs.yml` here or above names it."""
    here = Path.cwd()
    given = Path(str(config_file)) if config_file else None
    for folder in (given.parent,) if given else (here, *here.parents):
        settings = given or folder / "mkdocs.yml"
        if settings.is_file():
            named = _DOCS.search(_text(settings))
            return folder / (named[1].strip() if named else "docs")
        if (folder / "content/project.yml").is_file():
            return folder / "content"
    return here / "content"


def _text(file: Path) -> str:
    try:
        return file.read_bytes()[:_MOST].decode(errors="replace")
    except OSError:
        return ""
