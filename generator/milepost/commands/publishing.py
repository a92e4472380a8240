"""Commands that publish every version, and prove what is published."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.core import ParameterSource

from milepost.clock import read_clock
from milepost.commands.options import collect_seldom, config_option, gathered
from milepost.commands.printing import colour, counted, fail, is_a_step, progress_bar, say_published, some
from milepost.errors import ExitCode
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What `publish` is told on the command line."""

    config_file: Path | None
    branch: str
    remote: str
    push: bool
    folder: Path | None
    witness: str | None
    committed_only: bool
    dry_run: bool
    tell_otherwise: bool
    quiet: bool


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
@gathered(PublishOptions)
def publish(options: PublishOptions) -> None:
    """Put the site with all its versions on a branch, as one commit on top of what is there.

    \b
    milepost publish --push
    milepost publish --to public
    """
    given = click.get_current_context().get_parameter_source("branch")
    if options.folder and (options.push or given is not ParameterSource.DEFAULT):
        raise click.UsageError("--push and --branch go with a branch, and --to with a folder")
    collect_seldom()
    from milepost.publication.into_folder import publish_folder
    from milepost.publication.onto_branch import publish_branch
    from milepost.publication.proof.witness import authority
    from milepost.publication.publish import Terms
    from milepost.site.configuration import configured_project

    ask = authority(options.witness) if options.witness else None
    project, (now, moment) = configured_project(options.config_file), read_clock()
    with progress_bar("Building versions", quiet=options.quiet) as progress:
        terms = Terms(now, progress, moment, options.dry_run, options.committed_only, options.tell_otherwise, ask)
        if options.folder:
            done = publish_folder(project, options.folder, terms)
        else:
            done = publish_branch(project, options.branch, options.remote, terms, push=options.push)
    if not options.quiet:
        say_published(done, str(options.folder or options.branch), dry_run=options.dry_run)
        if done.witnessed:
            click.echo(f"  witnessed: {done.witnessed}, by {options.witness}")
        if done.sent:
            click.echo(f"Sent to {options.remote}.")
        elif done.commit and not is_a_step():
            click.echo(f"Send it: git push {options.remote} {options.branch}")
    for warning in done.warnings:
        click.echo(f"{click.style('warning', fg='yellow', bold=True)}: {warning}", err=True, color=colour(sys.stderr))
    if done.missing:
        told = ", ".join(done.missing)
        fail(
            f"no version tells {told}: the revisions that published them cannot be built (see above; check tells more)"
        )


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What `verify` is told on the command line."""

    config_file: Path | None
    where: str | None
    branch: str
    remote: str
    receipts: tuple[str, ...]
    trust: tuple[Path, ...]
    quiet: bool


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
@gathered(VerifyOptions)
def verify(options: VerifyOptions) -> None:
    """Build every published version again from git, and compare.

    Ends with 0 if every file is what git gives, 4 if something differs, 5 if nothing does but not all could be built.

    \b
    milepost verify
    milepost verify https://status.example.org/
    """
    collect_seldom()
    from milepost.publication.proof.verify import verify as verify_tree
    from milepost.site.configuration import configured_project
    from milepost.versions.published.address import site_at

    project = configured_project(options.config_file)
    there = site_at(project.repository, options.where, options.branch, options.remote)
    with progress_bar("Building versions", quiet=options.quiet) as progress:
        verdict = verify_tree(project, there, options.receipts, progress, options.trust)
    for finding in verdict.wrong:
        click.echo(f"{click.style('differs', fg='red', bold=True)}: {finding}", color=colour(sys.stdout))
    for version in verdict.unproven:
        click.echo(f"{click.style('unproven', fg='yellow', bold=True)}: {version}", color=colour(sys.stdout))
    if not options.quiet:
        told = f"{counted(verdict.versions, 'version')}, {counted(verdict.files, 'file')} on {there.where}"
        wrong = counted(len(verdict.wrong), "difference")
        click.echo(f"{wrong}: {told}" if verdict.wrong else f"As git says: {told}")
        for told in verdict.witnessed:
            click.echo(f"witnessed: {told}")
        if verdict.otherwise:
            since = min(one.since for one in verdict.otherwise)
            click.echo(
                f"No longer as published since {since}, as the site says: {len(verdict.otherwise)} entries (versions/)"
            )
        if verdict.strangers:
            click.echo(f"Not ours, and not looked at: {len(verdict.strangers)} files{some(verdict.strangers)}")
    if verdict.wrong or verdict.unproven:
        raise click.exceptions.Exit(ExitCode.DIFFERS if verdict.wrong else ExitCode.UNPROVEN)
