"""The past: how far a history was read, so that another reading may go on from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from milepost.git.log.raw_log import RawStep
from milepost.git.repository import Repository
from milepost.model.history import Step
from milepost.source.reader import Reader

_CHARTER = "project.yml"
# To read so few files again takes less than to write down where they lead, be they the first ones or the next.
# On a machine where nothing was ever kept it takes more, for that may have been made for one build.
_WORTH_KEEPING, _WORTH_BEGINNING = 20, 1000


@dataclass(slots=True)
class Past:
    """What a reader knew at a commit (nothing: before the first), and the step that may yet turn out to be one.

    `stamp` is when that commit says it was made (nothing: some clock ran backwards up to there), `clocks` what is
    believed of wrong ones. `reached` is called once all that is committed has been walked, where that was far.
    `is_first` says that nothing was kept on this machine before.
    """

    reader: Reader
    sha: str = ""
    quiet: Step | None = None
    day: date = date.min
    stamp: str = ""
    clocks: Mapping[str, datetime] = field(default_factory=dict)
    reached: Callable[[Past], None] | None = None
    is_first: bool = False

    def fresh_in(self, repository: Repository, prefix: str) -> tuple[RawStep, ...] | None:
        """What HEAD's line did to the content since then; None where it does not go on from there, or not plainly.

        It does not where a clock ran backwards since, for that may change what is believed of others; nor where a
        charter came, for the folder may have had another name before.
        """
        if repository.sha("HEAD") == self.sha:
            repository.believe(self.clocks, runs_forwards=bool(self.stamp))
            return ()
        if not self.stamp or not repository.goes_on_from(self.sha, self.stamp):
            return None
        repository.believe({}, runs_forwards=True)
        steps = tuple(repository.steps_since(self.sha, prefix))
        came = (change for step in steps for change in step.files if change.path == _CHARTER)
        return None if any(change.before is None for change in came) else steps

    def arrived(self, repository: Repository, sha: str, told: int, read: int) -> None:
        """Say that all that is committed up to HEAD has been walked, and how many files were `read` on the way.

        Of the problems, the first so many that were `told` are those of the content as it stands, not of its past.
        """
        if self.reached is None or read < (_WORTH_BEGINNING if self.is_first else _WORTH_KEEPING):
            return
        self.sha, self.clocks = sha, dict(repository.clocks)
        self.stamp = repository.stamp_of(sha) if repository.runs_forwards else ""
        reached, problems = self.reached, self.reader.problems
        self.reached, self.reader.problems = None, problems[told:]
        reached(self)
        self.reader.problems = problems
