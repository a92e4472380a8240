"""Versions in git: which ones a history gives, and how that goes with what is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from milepost.errors import RepositoryError
from milepost.facts.telling.told_ledger import PublishedUpdate
from milepost.model.history import Commit
from milepost.project.opening import Project
from milepost.source.line.clone import refuse_the_future
from milepost.source.line.line import refuse_another_line
from milepost.versions.published.site import PublishedSite
from milepost.versions.receipts.manifests import Manifest
from milepost.versions.which.days import days_of
from milepost.versions.which.naming import TAGS, Tag, Version, in_order, passed_over, versions_of


class VersionsInGit:
    """The versions that a history gives up to a revision."""

    def __init__(
        self,
        project: Project,
        published_updates: Sequence[PublishedUpdate],
        ref: str = "HEAD",
        tags: Collection[Tag] | None = None,
    ) -> None:
        """Go by the tags that there are, or with those that somebody names."""
        self.line = project.repository.line(ref)
        self._project = project
        self._published_updates = published_updates
        self._places = {commit.sha: place for place, commit in enumerate(self.line)}
        self._tags = self._tags_so_far() if tags is None else tags
        self._days: dict[str, date] = {}

    def _tags_so_far(self) -> Collection[Tag]:
        """The tags without those that stand further on: they are none of this revision's business."""
        repository, tip = self._project.repository, self.line[-1].sha
        tags = repository.tags(TAGS).items()
        return [(tag, sha) for tag, sha in tags if sha in self._places or not repository.is_ancestor(tip, sha)]

    def versions(
        self, unreadable: Collection[str] = (), there: PublishedSite | None = None, now: datetime | None = None
    ) -> tuple[Version, ...]:
        """Every version, those that are there whose tag is gone among them; `now` guards against wrong clocks."""
        self._learn_days(unreadable)
        versions = versions_of(
            self.line, self._published_updates, self._tags, lambda commit: self._days[commit.sha], unreadable
        )
        if there:
            versions = self._with_published(versions, there.manifests())
        if now:
            refuse_the_future(self.line[-1], now)
        return versions

    def _learn_days(self, unreadable: Collection[str]) -> None:
        """The day of each commit that may be a version: what publishes, is tagged, or follows what cannot be read."""
        marked = {*(published.revision for published in self._published_updates), *(sha for _, sha in self._tags)}
        after = {self._places[sha] + 1 for sha in unreadable if sha in self._places}
        wanted = [c for place, c in enumerate(self.line) if c.sha in marked or place in after]
        unknown = [commit for commit in wanted if commit.sha not in self._days]
        self._days |= days_of(self._project.repository, unknown, self._project.prefix)

    def passed_over(self, manifests: Mapping[str, Manifest]) -> frozenset[str]:
        """The revisions that could not be read when what is published was."""
        told = {update: manifest.revision for manifest in manifests.values() for update in manifest.updates}
        return passed_over(self.line, self._published_updates, told)

    def _with_published(self, versions: Sequence[Version], manifests: Mapping[str, Manifest]) -> tuple[Version, ...]:
        """The versions with those that are there whose tag is gone: what was told once stays told."""
        published = {name: manifest.revision for name, manifest in manifests.items()}
        refuse_another_line(self._project.repository, self.line, published)
        planned = {version.name: version for version in versions}
        extra = []
        for name, manifest in manifests.items():
            if name not in planned:
                before = manifest.previous.version if manifest.previous else None
                extra.append(Version(name, self._commit(manifest), before=before))
            elif planned[name].revision != manifest.revision:
                raise RepositoryError(
                    f"{name} was published from {manifest.revision[:10]}, and is {planned[name].revision[:10]} here",
                    "nothing that was published is overwritten: publish to another branch, or move the tag back",
                )
        return in_order((*versions, *extra), self._places)

    def _commit(self, manifest: Manifest) -> Commit:
        return self.line[self._places[manifest.revision]]
