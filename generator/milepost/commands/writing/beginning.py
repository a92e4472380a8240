"""The command that begins a project."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from milepost.commands.options import gathered
from milepost.commands.printing import counted, some
from milepost.errors import RepositoryError
from milepost.frozen import dataclass
from milepost.model.texts.typed import seen_from, typed

_LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class InitOptions:
    """What `init` is told on the command line."""

    directory: Path
    name: str | None
    client: str | None
    vendor: str | None
    language: str | None
    host: str | None
    yes: bool


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--name", metavar="TEXT", help="What the project is called (default: after the folder).")
@click.option("--client", metavar="TEXT", help="For whom you work.")
@click.option("--vendor", metavar="TEXT", help="Who you are.")
@click.option("--language", type=click.Choice(_LANGUAGES), help="The language of the site (default: yours).")
@click.option("--host", metavar="HOST", help="github, gitlab, netlify, cloudflare or none (default: by your remote).")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@gathered(InitOptions)
def init(options: InitOptions) -> None:
    """Begin a project of your own in DIRECTORY: settings, an empty plan to fill, and workflows that publish it.

    \b
    milepost init harbour --name "Harbour ticketing" --client "Harbour Ferries" --yes
    """
    from milepost.authoring.beginning import HOSTS, Beginning, drafts, project_files
    from milepost.authoring.edits.files import write_together
    from milepost.git.writing.beginning import surroundings_of

    if options.host is not None and options.host not in HOSTS:
        raise click.BadParameter(f"{options.host!r} is none of {', '.join(HOSTS)}", param_hint="--host")
    place = options.directory.resolve()
    around = surroundings_of(place)
    root = around.root or place
    ask = _asker(is_asking=not options.yes and sys.stdin.isatty() and sys.stdout.isatty())
    beginning = Beginning(
        name=options.name or ask("Project", _named_after(place)),
        client=options.client or ask("Client", "The client"),
        vendor=options.vendor or ask("You", "The team"),
        language=options.language or ask("Language", _language(), _LANGUAGES),
        timezone=_timezone(),
        host=options.host or next((known for known in HOSTS[:2] if known in around.host), "none"),
        branch=around.branch,
        folder=place.relative_to(root).as_posix(),
    )
    new, there = drafts(project_files(beginning, place, root), place)
    write_together(new)
    if there:
        names = [seen_from(path, place) for path in there]
        click.echo(f"There already, and left as it is: {counted(len(there), 'file')}{some(names)}")
    click.echo(f"Wrote {counted(len(new), 'file')} into {place}." if new else "Nothing is missing.")
    if new:
        _commit(root, [draft.file for draft in new], has_commits=around.has_commits)
    step = "" if place == Path.cwd() else f"cd {typed(options.directory)} && "
    click.echo(f"Next: {step}milepost serve -o, and fill content/milestones.yml")


def _commit(root: Path, paths: list[Path], *, has_commits: bool) -> None:
    """Make the first commit; into a history that has begun nothing is put that its owner has not seen."""
    from milepost.git.writing.beginning import begin

    if has_commits:
        click.echo("Not committed yet: look at it with git status, then git add and git commit.")
        return
    try:
        begin(root, paths, "Begin the status site")
    except RepositoryError as error:
        click.echo(f"Not committed: {error}", err=True)
    else:
        click.echo("Committed it: Begin the status site")


def _asker(*, is_asking: bool) -> Callable[..., str]:
    """Asks for what was not given, or takes what is likely."""

    def ask(question: str, default: str, choices: tuple[str, ...] = ()) -> str:
        kind = click.Choice(choices) if choices else None
        return str(click.prompt(question, default=default, type=kind)) if is_asking else default

    return ask


def _named_after(place: Path) -> str:
    return place.name.replace("-", " ").replace("_", " ").strip().capitalize() or "Project"


def _language() -> str:
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if told.startswith("zh") else "en"


def _timezone() -> str:
    """The time zone of this machine by its name, where it has one."""
    from babel.dates import LOCALTZ

    name = str(getattr(LOCALTZ, "key", "") or "UTC")
    return name if "/" in name and not name.startswith("Etc/") else "UTC"
