"""Verifying: whether what is published is what git gives, and what its own receipts say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from milepost.errors import MilepostError, SiteError
from milepost.facts.telling.binding import Otherwise
from milepost.model.history import Commit
from milepost.model.places import TODAY
from milepost.pipeline import AsOf, read_report
from milepost.project import Project
from milepost.publication.changes import NO_JEKYLL, addresses_of
from milepost.publication.holding import published_account
from milepost.publication.proof.surroundings import (
    as_receipt,
    listed,
    manifests_of,
    published_tags,
    rolled_back,
    strangers_in,
)
from milepost.publication.proof.witness import testimonies
from milepost.site.build import quiet
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import writing
from milepost.source.checks.line import refuse_another_line
from milepost.versions.every_version import Progress
from milepost.versions.one_version import UnbuildableError
from milepost.versions.published.policy import OnceMore
from milepost.versions.published.site import ReadableSite
from milepost.versions.receipts.account import LEDGER, Account, account_of, described, missing_from
from milepost.versions.receipts.manifests import NAME, Manifest, digest, made_elsewhere
from milepost.versions.sharing import folder_of
from milepost.versions.which.in_git import VersionsInGit
from milepost.versions.which.naming import TAGS
from milepost.versions.whole_site import Wanted, WholeSite, build_whole_site

# Whoever leaves out what was there hides what it does, so that nobody is believed who says that it was not.
_HERE = "that is here, and nobody can tell whether it was then"
# So many files are asked for at a time: they may come from far away.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found to be wrong, one sentence each; what could not be built again and why; what was looked at.

    `strangers` are files beside the site's own that are not of its making, `witnessed` is what time stamps say,
    `otherwise` are the entries that the site itself says are told otherwise than before.
    """

    wrong: tuple[str, ...]
    unproven: tuple[str, ...]
    versions: int
    files: int
    strangers: tuple[str, ...] = ()
    witnessed: tuple[str, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()


def verify(
    project: Project, there: ReadableSite, receipts: Collection[str], progress: Progress, roots: Sequence[Path] = ()
) -> Verdict:
    """Compare a published tree with its own manifests, with the chain of receipts, and with what git gives.

    `roots` are the certificates of authorities whose time stamps are believed.
    """
    today, manifests, forged = manifests_of(there)
    if forged:
        return Verdict(forged, (), 0, 0)
    if today is None:
        hint = "milepost publish puts it on a branch; or name the address or folder where it is"
        raise SiteError(f"{there.where}: has no {TODAY}, so nothing of Milepost's is published there ({hint})")
    line = project.repository.line()
    _refuse_an_older_checkout(project, today, line)
    names, here = listed(there), {commit.sha for commit in line}
    known_tags = published_tags(names, manifests, project.repository.tags(TAGS))
    tags = {tag: sha for tag, sha in known_tags.items() if sha in here}
    wrong = [
        *_chain(manifests, today),
        *_history(project, manifests, today, line, tags, names),
        *_unknown(receipts, manifests, today),
        *rolled_back(project.repository, there, today),
    ]
    stamps = list(testimonies(there, manifests, roots))
    wrong += [told for told, is_wrong in stamps if is_wrong]
    known = {address: sha for m in (*manifests.values(), today) for address, sha in m.files.items()}
    wrong += _files(there, known)
    account = _account(there, today)
    wrong += _ledgers(manifests, today, account)
    ours = addresses_of(manifests.values(), today) | {NO_JEKYLL}
    strangers = strangers_in(there, ours, known)
    wrong += strangers.wrong
    unproven = [_made_elsewhere(m) for m in (*manifests.values(), today) if made_elsewhere(m)]
    if any(commit.sha == today.revision for commit in line):
        with quiet(), writing("a second build"), workshop() as scratch:
            try:
                again, cannot = _grown(project, account, manifests, today, tags, scratch, progress)
            except MilepostError as error:  # What was published could be built; that it cannot be here proves nothing.
                unproven.append(f"nothing more could be compared: {error}")
            else:
                wrong += _differences_from(again, account, manifests.keys() - cannot.keys(), manifests, today)
                unproven += cannot.values()
                unproven += (f"{name}: was built without {', '.join(n)}: {_HERE}" for name, n in again.needless.items())
    witnessed = tuple(told for told, is_wrong in stamps if not is_wrong)
    counts = len(manifests), len(known)
    told = tuple(dict.fromkeys(wrong)), tuple(unproven)
    return Verdict(*told, *counts, strangers.beside, witnessed, account.otherwise)


def _refuse_an_older_checkout(project: Project, today: Manifest, line: tuple[Commit, ...]) -> None:
    """Whoever cannot see the commits that were published from must not call them rewritten."""
    if today.revision not in {commit.sha for commit in line}:
        repository = project.repository
        if not repository.knows(today.revision) or repository.is_ancestor(line[-1].sha, today.revision):
            refuse_another_line(repository, line, {"today's site": today.revision})


def _chain(manifests: Mapping[str, Manifest], today: Manifest) -> Iterator[str]:
    """Each manifest holds the hash of the one before it."""
    for manifest in (*manifests.values(), today):
        link = manifest.previous
        if link is None:
            continue
        before = manifests.get(link.version)
        if before is None:
            yield f"{link.version}: is gone, and {_name(manifest)} rests on it"
        elif before.receipt != link.manifest:
            yield f"{link.version}: the chain is broken: {_name(manifest)} rests on another manifest of it"


def _history(
    project: Project,
    manifests: Mapping[str, Manifest],
    today: Manifest,
    line: tuple[Commit, ...],
    tags: Mapping[str, str],
    names: Collection[str],
) -> Iterator[str]:
    """Each version was made from a revision of this branch, and each that this branch gives is there."""
    commits = {commit.sha: commit for commit in line}
    for manifest in (*manifests.values(), today):
        commit = commits.get(manifest.revision)
        if commit is None:
            yield f"{_name(manifest)}: history was rewritten: {manifest.revision[:10]} is not on this branch"
        elif commit.tree != manifest.tree:
            yield f"{_name(manifest)}: its manifest names another content of {manifest.revision[:10]} than git has"
    if today.revision not in commits:
        return
    prefix = project.repository.known_as(project.prefix, today.revision)
    reading = read_report(project.repository, prefix, today.revision)
    in_git = VersionsInGit(project, reading.report.published_updates, today.revision, tags)
    planned = in_git.versions(in_git.passed_over(manifests))
    for version in planned:
        published = manifests.get(version.name)
        if published is None:
            yield f"{version.name}: is gone: git has it at {version.revision[:10]}, and it is not published"
        elif published.revision != version.revision and published.revision in commits:
            yield f"{version.name}: was made from {published.revision[:10]}, and git says {version.revision[:10]}"
    for name in sorted({*names} - {*manifests} - {version.name for version in planned}):
        yield f"{name}: is gone, and the list of versions names it"


def _unknown(receipts: Iterable[str], manifests: Mapping[str, Manifest], today: Manifest) -> Iterator[str]:
    """Each receipt that somebody holds is the hash of a manifest."""
    known = {manifest.receipt for manifest in (*manifests.values(), today)}
    for receipt in receipts:
        if as_receipt(receipt) not in known:
            yield f"{receipt}: no manifest that is published has this hash"


def _files(there: ReadableSite, known: Mapping[str, str]) -> Iterator[str]:
    """Each file is what its manifest says."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for address, data in zip(known, pool.map(there.read, known), strict=True):
            if data is None:
                yield f"{address}: is missing"
            elif digest(data) != known[address]:
                yield f"{address}: is not what its manifest says"


def _grown(
    project: Project,
    account: Account,
    manifests: Mapping[str, Manifest],
    today: Manifest,
    tags: Mapping[str, str],
    room: Path,
    progress: Progress,
) -> tuple[WholeSite, dict[str, str]]:
    """The site as git gives it, and why versions are in it as they are published: made elsewhere, they say how."""
    as_of = AsOf(fixed=date.fromisoformat(today.status_date))  # never the day on which somebody verifies
    wanted = Wanted(
        project,
        OnceMore(manifests, {}),
        ref=today.revision,
        as_of=as_of,
        tags=tags,
        account_for=partial(account_of, otherwise=account.otherwise),
        otherwise=lambda name: _otherwise_then(account, manifests.get(name)),
    )
    others = {name: m for name, m in manifests.items() if made_elsewhere(m)}
    cannot: dict[str, str] = {}
    while True:
        target = room / str(len(cannot))
        target.mkdir()
        taken = {name: m for name, m in manifests.items() if name in others or name in cannot}
        try:
            return build_whole_site(replace(wanted, policy=OnceMore(manifests, taken)), target, progress), cannot
        except UnbuildableError as error:
            cannot[error.version] = str(error)


def _differences_from(
    site: WholeSite,
    account: Account,
    comparable: Collection[str],
    manifests: Mapping[str, Manifest],
    today: Manifest,
) -> Iterator[str]:
    """Each file is what git gives; what another generator made is taken as it is."""
    again, again_told = site.manifests, site.told
    for name, manifest in manifests.items():
        if name not in again:
            yield f"{name}: git does not give it"
        elif name in comparable and not made_elsewhere(manifest):
            yield from _differences(manifest, again[name])
            if manifest.receipt != again[name].receipt:
                yield f"{folder_of(name)}{NAME}: is not what git gives"
    if not made_elsewhere(today):
        yield from _differences(today, site.today)
        if today.files == site.today.files and today.receipt != site.today.receipt:
            yield f"{TODAY}: is not what git gives"
    excused = [one.entry.digest for one in account.otherwise]
    for name, entries in sorted(again_told.items()):
        if missing := missing_from(entries, site.reading.report, excused):
            yield f"{name}: told what today's site does not: {described(missing, site.reading.report)}"


def _account(there: ReadableSite, today: Manifest) -> Account:
    """The published account; none where there is none that could be right, which its manifest says."""
    try:
        return published_account(there, today) if today.ledger else Account()
    except SiteError:
        return Account()


def _otherwise_then(account: Account, manifest: Manifest | None) -> tuple[Otherwise, ...]:
    """What had been told otherwise when a version was built."""
    return account.otherwise[: manifest.ledger.otherwise if manifest and manifest.ledger else None]


def _ledgers(manifests: Mapping[str, Manifest], today: Manifest, account: Account) -> Iterator[str]:
    """Whatever a manifest says is told otherwise, the newest account still says."""
    if today.ledger and account.ledger != today.ledger:
        yield f"{LEDGER}: is not what today's manifest says of the ledger"
    for name, manifest in manifests.items():
        then = Account((), _otherwise_then(account, manifest)).ledger
        known = manifest.ledger
        if known and (known.otherwise, known.otherwise_sha256) != (then.otherwise, then.otherwise_sha256):
            yield f"{name}: says of {known.otherwise} entries that they are told otherwise, and {LEDGER} does not"


def _differences(published: Manifest, again: Manifest) -> Iterator[str]:
    for address in sorted(published.files.keys() | again.files.keys()):
        there, here = published.files.get(address), again.files.get(address)
        if there is None:
            yield f"{address}: git gives it, and {_name(published)} does not have it"
        elif here is None:
            yield f"{address}: {_name(published)} has it, and git does not give it"
        elif there != here:
            yield f"{address}: is not what git gives"


def _made_elsewhere(manifest: Manifest) -> str:
    parts = ", ".join(made_elsewhere(manifest))
    return f"{_name(manifest)}: was made with {parts}; with that installed it can be built again"


def _name(manifest: Manifest) -> str:
    return manifest.version or "today's site"
