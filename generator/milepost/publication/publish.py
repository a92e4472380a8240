"""Publishing: the tree onto a branch or into a folder, in one step, on top of what is there, or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from milepost.errors import ContentError, Location, Problem, SiteError, errors_in
from milepost.git.branch import Branch
from milepost.model.places import TODAY
from milepost.project import Project, nested_in
from milepost.publication.build_tree import PLAIN, bring
from milepost.publication.changes import NO_JEKYLL, Publication, addresses_of, kept_addresses, publication_of
from milepost.publication.holding import held
from milepost.publication.witness import Ask, attest
from milepost.site.build import quiet
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import beside, recover, swap, writing
from milepost.source.checks.line import clock_problems, refuse_the_future, repository_problems
from milepost.versions.checkout import layout_of
from milepost.versions.every_version import Progress
from milepost.versions.receipts.manifests import digest
from milepost.versions.receipts.published import BranchShelf, Folder, Shelf
from milepost.versions.tree import Tree, grow

_HALF = "is not committed as it is, so that it would not be published"
_WHOLE = "git add it and commit, or leave it out: --committed-only"
# So many files are named at a time.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Published:
    """What was done, or would be: the newest day told, new versions and kept ones, and what it meant for the files.

    `commit` is empty for a folder, for a dry run, and where there was nothing to do; `sent` says that the remote has it
    now. `healed` versions were altered and are as they were again; `left_out` are revisions that nobody can read, and
    why; `missing` are updates that no version tells; `warnings` are for whoever publishes. `witnessed` is the version
    that an authority has signed now.
    """

    day: str
    new: tuple[str, ...]
    kept: int
    publication: Publication
    commit: str = ""
    healed: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    sent: bool = False
    witnessed: str | None = None


def publish_branch(
    project: Project,
    name: str,
    remote: str,
    *,
    push: bool,
    dry_run: bool,
    committed_only: bool = False,
    now: datetime,
    moment: datetime | None = None,
    witness: Ask | None = None,
    tell_otherwise: bool = False,
    progress: Progress,
) -> Published:
    """Put the tree on a branch as one commit; with `push`, on the remote's branch too, or on neither.

    `now` guards against wrong clocks; what is told is told for the day of the `moment` (None: of the last revision).
    Work that is not committed stops it, unless `committed_only` says that it is to be left out. With `tell_otherwise`
    it goes on where an entry that was told is gone, and says so for ever.
    """
    warnings = _warnings(project, now)
    if not committed_only:
        _refuse_half_a_story(project)
    branch = project.repository.branch(name, remote)
    branch.refuse_checkouts()
    if push:
        branch.fetch()
    if not dry_run:
        branch.tidy()
    shelf = BranchShelf(project.repository, branch)
    _refuse_a_loss(branch)
    with quiet(), writing(name), workshop() as target:
        (target / NO_JEKYLL).touch()
        tree = grow(
            project,
            target,
            shelf,
            keep_any=True,
            now=now,
            moment=moment,
            account_for=partial(held, project, shelf, tell_otherwise=tell_otherwise),
            progress=progress,
        )
        witnessed = attest(witness, tree.collection, shelf, target) if witness and not dry_run else None
        files = _files(target)
        plan = _plan(shelf, tree, branch.files(), {a: branch.name_of(f.read_bytes()) for a, f in files.items()}, name)
        commit = ""
        if not dry_run and (plan.written or plan.removed):
            source = project.repository.revision("HEAD")
            message = f"Publish {tree.today.status_date} ({source.sha[:10]})"
            wanted = {address: files[address] for address in plan.written}
            commit = branch.commit(wanted, plan.removed, message, source, project.repository.email(source.sha))
        sent = push and not dry_run and branch.push(commit)
    done = _published(tree, plan, commit)
    warnings += done.warnings
    if push and not project.repository.is_on_remote(project.repository.sha("HEAD"), remote):
        warnings.append(f"HEAD is not on {remote} yet, so nobody else can verify this (git push)")
    return replace(done, warnings=tuple(warnings), sent=sent, witnessed=witnessed)


def _refuse_a_loss(branch: Branch) -> None:
    """Where somebody took the versions off the branch, say how they come back: built again they would be others."""
    if TODAY not in branch.files() and (last := branch.last_with(TODAY)):
        back = f"git commit-tree {last[:10]}^{{tree}} -p {branch.tip} -m 'Bring the versions back'"
        raise SiteError(
            f"{branch.name} had versions up to {last[:10]}, and has none now: mkdocs gh-deploy or a push took them away"
            f' (git branch -f {branch.name} "$({back})" brings them back; then publish once more)'
        )


def _refuse_half_a_story(project: Project) -> None:
    """Stop where the working tree tells more than its last commit: that would be published without its reasons."""
    repository = project.repository
    layout = layout_of(repository, repository.sha("HEAD"), project.configuration, project.prefix)
    places = filter(None, (project.configuration, *layout.needed))
    changed = {f"{project.prefix}/{path}" for path in repository.uncommitted(project.prefix)}
    changed |= {name for place in places for name in repository.uncommitted(place)}
    paths = sorted(path for path in changed if not any(part.startswith(".") for part in path.split("/")))
    problems = [Problem(Location(path), _HALF, _WHOLE) for path in paths[:_TOLD]]
    if len(paths) > _TOLD:
        problems.append(Problem(Location(project.prefix), f"so are {len(paths) - _TOLD} more files", _WHOLE))
    if problems:
        raise ContentError(problems)


def _warnings(project: Project, now: datetime) -> list[str]:
    """What is not as it should be and stops nothing; what git itself would keep from being told stops it."""
    repository = project.repository
    line = repository.line()
    refuse_the_future(line[-1], now)
    found = [*clock_problems(repository, line), *repository_problems(repository, project.prefix)]
    found += nested_in(project)
    if errors := errors_in(found):
        raise ContentError(errors)
    return [str(problem) for problem in found]


def publish_folder(
    project: Project,
    folder: Path,
    *,
    dry_run: bool,
    committed_only: bool = False,
    now: datetime,
    moment: datetime | None = None,
    witness: Ask | None = None,
    tell_otherwise: bool = False,
    progress: Progress,
) -> Published:
    """Put the tree in the place of a folder in one move, with the versions and strangers' files that are in it."""
    if not committed_only:
        _refuse_half_a_story(project)
    target = folder.resolve()
    recover(target)
    _refuse_overlap(project, target)
    warnings = _warnings(project, now)
    shelf = Folder(target)
    before = _state(target)
    with quiet(), beside(target) as scratch:
        tree = grow(
            project,
            scratch,
            shelf,
            keep_any=True,
            now=now,
            moment=moment,
            account_for=partial(held, project, shelf, tell_otherwise=tell_otherwise),
            progress=progress,
        )
        witnessed = attest(witness, tree.collection, shelf, scratch) if witness and not dry_run else None
        there = {address: digest(file.read_bytes()) for address, file in _files(target).items()}
        grown = {address: digest(file.read_bytes()) for address, file in _files(scratch).items()}
        plan = _plan(shelf, tree, there, grown, str(target))
        has_work = bool(plan.written or plan.removed) and not dry_run
        if has_work:
            for address in sorted({*plan.strangers, *kept_addresses(tree.collection)} - grown.keys()):
                if (target / address).is_file():
                    bring(target / address, scratch / address)
            _bring_along(target, scratch)
        if not dry_run and _state(target) != before:
            raise SiteError(f"{target}: somebody else has published or written there meanwhile (publish once more)")
        if has_work:
            swap(scratch, target)
    done = _published(tree, plan, "")
    return replace(done, warnings=(*warnings, *done.warnings), witnessed=witnessed)


def _bring_along(target: Path, scratch: Path) -> None:
    """Strangers' links and empty folders, which no list of files has."""
    for folder, folders, names in os.walk(target):
        here = scratch / Path(folder).relative_to(target)
        for name in (*folders, *names):
            entry, place = Path(folder, name), here / name
            if entry.is_symlink() and not os.path.lexists(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(entry.readlink())
        if folder != str(target) and not folders and not names:
            here.mkdir(parents=True, exist_ok=True)


def _plan(shelf: Shelf, tree: Tree, there: Mapping[str, str], grown: Mapping[str, str], where: str) -> Publication:
    ours = addresses_of(shelf.manifests().values(), shelf.today()) | {NO_JEKYLL}
    return publication_of(there, ours, grown, kept_addresses(tree.collection), where)


def _published(tree: Tree, plan: Publication, commit: str) -> Published:
    collection = tree.collection
    told = {update for version in collection.versions for update in version.updates}
    due = {publication.update for publication in tree.reading.report.publications}
    built = [version.name for version in collection.versions if version.name not in collection.kept]
    return Published(
        day=tree.today.status_date,
        new=tuple(name for name in built if name not in collection.healed),
        kept=len(collection.kept),
        publication=plan,
        commit=commit,
        healed=tuple(sorted(collection.healed)),
        left_out=collection.unreadable,
        missing=tuple(sorted(due - told)),
        warnings=tuple(f"{name}: {PLAIN}: {why}" for name, why in collection.plain.items()),
    )


def _files(folder: Path) -> dict[str, Path]:
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


def _state(target: Path) -> object:
    """What tells that a folder was replaced, or that somebody wrote into it."""
    if not target.exists():
        return None
    entries = (Path(folder, name) for folder, folders, names in os.walk(target) for name in (*folders, *names))
    marks = ((str(entry), entry.lstat()) for entry in entries)
    return target.stat().st_ino, {name: (mark.st_ino, mark.st_size, mark.st_mtime_ns) for name, mark in marks}


def _refuse_overlap(project: Project, target: Path) -> None:
    root = project.repository.root
    if target == root or target in root.parents or target == project.content or project.content in target.parents:
        raise SiteError(f"{target}: the site and the project lie in one another (choose another --to)")
    if target.exists() and not target.is_dir():
        raise SiteError(f"{target}: is a file (choose another --to)")
