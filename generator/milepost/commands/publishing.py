"""Commands that publish every version, and prove what is published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from milepost.clock import read_clock
from milepost.commands.options import collect_seldom, config_option
from milepost.commands.printing import (
    colour,
    counted,
    fail,
    progress_bar,
    say_published,
    some,
)
from milepost.errors import ExitCode

if TYPE_CHECKING:
    pass


@click.command()
@config_option
@click.option("-b", "--branch", default="gh-pages", show_default=True, help="The branch to publish on.")
@click.option("--remote", default="origin", show_default=True, help="Whose branch it is.")
@click.option("--push", is_flag=True, help="Send the branch to the remote; if that fails, nothing is published.")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Publish into this folder, on no branch.")
@click.option("--witness", metavar="URL", help="Have this RFC 3161 authority sign that the newest version was there.")
@click.option("--committed-only", is_flag=True, help="Leave out what is not committed, which stops it otherwise.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--tell-otherwise", is_flag=True, help="Go on without entries that were told; the site says so for ever.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def publish(
    config_file: Path | None,
    branch: str,
    remote: str,
    push: bool,
    folder: Path | None,
    witness: str | None,
    committed_only: bool,
    dry_run: bool,
    tell_otherwise: bool,
    quiet: bool,
) -> None:
    """Put the site with all its versions on a branch, as one commit on top of what is there."""
    given = click.get_current_context().get_parameter_source("branch")
    if folder and (push or given is not ParameterSource.DEFAULT):
        raise click.UsageError("--push and --branch go with a branch, and --to with a folder")
    collect_seldom()
    from milepost.publication.into_folder import publish_folder
    from milepost.publication.onto_branch import publish_branch
    from milepost.publication.proof.witness import authority
    from milepost.publication.publish import Terms
    from milepost.site.build import configured_project

    ask = authority(witness) if witness else None
    project, (now, moment) = configured_project(config_file), read_clock()
    with progress_bar("Building versions", quiet=quiet) as progress:
        terms = Terms(now, progress, moment, dry_run, committed_only, tell_otherwise, ask)
        if folder:
            done = publish_folder(project, folder, terms)
        else:
            done = publish_branch(project, branch, remote, terms, push=push)
    if not quiet:
        say_published(done, str(folder or branch), dry_run=dry_run)
        if done.witnessed:
            click.echo(f"  witnessed: {done.witnessed}, by {witness}")
        if done.sent:
            click.echo(f"Sent to {remote}.")
        elif done.commit:
            click.echo(f"Send it: git push {remote} {branch}")
    for warning in done.warnings:
        click.echo(f"{click.style('warning', fg='yellow', bold=True)}: {warning}", err=True, color=colour(sys.stderr))
    if done.missing:
        told = ", ".join(done.missing)
        fail(
            f"no version tells {told}: the revisions that published them cannot be built (see above; check tells more)"
        )


@click.command()
@config_option
@click.argument("where", metavar="[URL-or-DIR]", required=False)
@click.option("-b", "--branch", default="gh-pages", show_default=True, help="The branch, where no URL or DIR is given.")
@click.option("--remote", default="origin", show_default=True, help="Whose branch it is.")
@click.option("--receipt", "receipts", multiple=True, metavar="SHA256", help="A hash that a feed or manifest gave you.")
@click.option(
    "--trust", multiple=True, type=click.Path(path_type=Path), help="The root certificate of an authority that signs."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def verify(
    config_file: Path | None,
    where: str | None,
    branch: str,
    remote: str,
    receipts: tuple[str, ...],
    trust: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Build every published version again from git, and compare.

    Ends with 0 if every file is what git gives, 4 if something differs, 5 if nothing does but not all could be built.
    """
    collect_seldom()
    from milepost.publication.proof.verify import verify as verify_tree
    from milepost.site.build import configured_project
    from milepost.versions.published.address import site_at

    project = configured_project(config_file)
    library = site_at(project.repository, where, branch, remote)
    with progress_bar("Building versions", quiet=quiet) as progress:
        verdict = verify_tree(project, library, receipts, progress, trust)
    for finding in verdict.wrong:
        click.echo(f"{click.style('differs', fg='red', bold=True)}: {finding}", color=colour(sys.stdout))
    for version in verdict.unproven:
        click.echo(f"{click.style('unproven', fg='yellow', bold=True)}: {version}", color=colour(sys.stdout))
    if not quiet:
        told = f"{counted(verdict.versions, 'version')}, {counted(verdict.files, 'file')} on {library.where}"
        wrong = counted(len(verdict.wrong), "difference")
        click.echo(f"{wrong}: {told}" if verdict.wrong else f"As git says: {told}")
        for told in verdict.witnessed:
            click.echo(f"witnessed: {told}")
        if verdict.otherwise:
            since = min(one.since for one in verdict.otherwise)
            click.echo(f"Told otherwise since {since}, as the site says: {len(verdict.otherwise)} entries (versions/)")
        if verdict.strangers:
            click.echo(f"Not ours, and not looked at: {len(verdict.strangers)} files{some(verdict.strangers)}")
    if verdict.wrong or verdict.unproven:
        raise click.exceptions.Exit(ExitCode.DIFFERS if verdict.wrong else ExitCode.UNPROVEN)
