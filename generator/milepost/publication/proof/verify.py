"""Verifying: whether what is published is what git gives, and what its own receipts say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from milepost.errors import MilepostError, SiteError
from milepost.facts.telling.binding import Otherwise
from milepost.frozen import dataclass
from milepost.model.places import TODAY
from milepost.project.opening import Project
from milepost.publication.changes import NO_JEKYLL, addresses_of
from milepost.publication.proof.claims import (
    Claims,
    broken_links,
    claims_of,
    forgotten_entries,
    name_of,
    unknown_receipts,
)
from milepost.publication.proof.git_line import Line, missing, refuse_an_older_checkout, rewritten
from milepost.publication.proof.second_build import built_again, differences_from
from milepost.publication.proof.surroundings import listed, manifests_of, published_tags, rolled_back, strangers_in
from milepost.publication.proof.witness import testimonies
from milepost.site.host.log import quiet
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import writing
from milepost.versions.every_version import Progress
from milepost.versions.published.site import ReadableSite
from milepost.versions.receipts.manifests import Manifest, digest, made_elsewhere
from milepost.versions.which.naming import TAGS, Tag

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
        raise _nothing_in(there)
    line = project.repository.line()
    refuse_an_older_checkout(project, today, line)
    claims = claims_of(there, today, manifests)
    names = listed(there)
    tags = _tags(project, names, claims, line)
    stamps = list(testimonies(there, manifests, roots))
    strangers = strangers_in(there, addresses_of(manifests.values(), today) | {NO_JEKYLL}, claims.files)
    wrong = [
        *broken_links(claims),
        *rewritten(claims, line),
        *missing(project, claims, line, tags, names),
        *unknown_receipts(receipts, claims),
        *rolled_back(project.repository, there, today),
        *(told for told, is_wrong in stamps if is_wrong),
        *_altered(there, claims.files),
        *forgotten_entries(claims),
        *strangers.wrong,
    ]
    unproven = [_made_elsewhere(manifest) for manifest in claims.all if made_elsewhere(manifest)]
    if any(commit.sha == today.revision for commit in line):
        differs, cannot = _compared(project, claims, tags, progress)
        wrong += differs
        unproven += cannot
    witnessed = tuple(told for told, is_wrong in stamps if not is_wrong)
    told, counts = (tuple(dict.fromkeys(wrong)), tuple(unproven)), (len(manifests), len(claims.files))
    return Verdict(*told, *counts, strangers.beside, witnessed, claims.account.otherwise)


def _nothing_in(there: ReadableSite) -> SiteError:
    hint = "milepost publish puts it on a branch; or name the address or folder where it is"
    return SiteError(f"{there.where}: has no {TODAY}, so nothing of Milepost's is published there ({hint})")


def _tags(project: Project, names: Mapping[str, tuple[str, ...]], claims: Claims, line: Line) -> Collection[Tag]:
    """The tags as they were when this was published, as far as their commits are on this line."""
    known = published_tags(names, claims.manifests, project.repository.tags(TAGS))
    here = {commit.sha for commit in line}
    return [(tag, sha) for tag, sha in known if sha in here]


def _altered(there: ReadableSite, known: Mapping[str, str]) -> Iterator[str]:
    """Each file is what its manifest says."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for address, data in zip(known, pool.map(there.read, known), strict=True):
            if data is None:
                yield f"{address}: is missing"
            elif digest(data) != known[address]:
                yield f"{address}: is not what its manifest says"


def _compared(
    project: Project, claims: Claims, tags: Collection[Tag], progress: Progress
) -> tuple[Sequence[str], Sequence[str]]:
    """What is not as git gives it, and what could not be compared with that, and why."""
    with quiet(), writing("a second build"), workshop() as scratch:
        try:
            again = built_again(project, claims, tags, scratch, progress)
        except MilepostError as error:  # What was published could be built; that it cannot be here proves nothing.
            return (), (f"nothing more could be compared: {error}",)
        needless = (f"{name}: was built without {', '.join(n)}: {_HERE}" for name, n in again.needless.items())
        return tuple(differences_from(again, claims)), (*again.unbuildable.values(), *needless)


def _made_elsewhere(manifest: Manifest) -> str:
    parts = ", ".join(made_elsewhere(manifest))
    return f"{name_of(manifest)}: was made with {parts}; with that installed it can be built again"
