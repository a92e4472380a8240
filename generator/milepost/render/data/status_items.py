"""What `status.json` says of each item: promises, updates, lessons and terms."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from milepost.facts.acceptance.handover import Stage
from milepost.facts.promises.promises import State
from milepost.model.fields import Cause, Day, Kind, Side, Status
from milepost.model.kinds.charter import Every
from milepost.model.kinds.commitments import Withdrawal
from milepost.model.kinds.lessons import Application
from milepost.model.kinds.meetings import Approval, MeetingKind
from milepost.model.kinds.milestones import Acceptance, Rejection
from milepost.model.records.closing import ClosingAcceptance


def of(description: str, **options: Any) -> Any:
    """A key and what it holds."""
    return Field(description=description, **options)


class Part(BaseModel):
    """A part of `status.json`; every key is always there, `null` where there is nothing to say."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class SlipData(Part):
    """A part of the way of a date from the first promise to now: how far it went for one reason."""

    days: int = of("How many days later; negative is earlier.")
    because: tuple[str, ...] = of("The items that these moves follow from, as `kind:id`.")
    cause: Cause | None = of("Failing these: what kind of reason it was.")
    told: bool = of("Whether a reason was given in words alone.")
    arrival: bool = of("Whether it is the difference between the date named last and the day on which it was reached.")


class PromiseData(Part):
    """What milestones and commitments have in common."""

    id: str = of("Its id now.")
    url: str = of("The address of its place on the site; without a `site_url`, counted from the site's root.")
    title: str = of("Its words.")
    owner: str | None = of("Who sees to it.")
    state: State = of("Where it stands on the status date.")
    made: Day = of("The day it was given.")
    first_due: Day = of("The first promise.")
    agreed: Day = of("The agreed date: the first promise, or the newest baseline.")
    due: Day = of("The date promised now.")
    closed: Day | None = of("When it was reached, kept, given up, or vanished.")
    variance_days: int = of("Days after the agreed date; negative is before it.")
    moves: int = of("How often `due` has changed.")
    rebaselinings: int = of("How often a new baseline was agreed.")
    note: str | None = of("Markdown.")
    reason: str | None = of("Why the latest change was made; Markdown.")
    cause: Cause | None = of("What kind of reason it is.")
    because: tuple[str, ...] = of("The items that its latest change follows from, by id or as `kind:id`.")
    waterfall: tuple[SlipData, ...] = of("What moved its date since the first promise; the days sum to the slip.")


class MilestoneData(PromiseData):
    """A milestone; one that was deleted is among them as it last was."""

    phase: str | None = of("The id of its phase.")
    after: tuple[str, ...] = of("The ids of the milestones that it waits for.")
    start: Day | None = of("When it begins.")
    progress: int | None = of("In percent.")
    acceptance: str | None = of("How both sides will know that it is reached; Markdown.")
    key: bool = of("Whether it is one of the dates that stand first wherever dates are told.")
    handover: Stage | None = of("How far its acceptance is; `deemed`: accepted by silence, as agreed.")
    delivered: Day | None = of("When it was handed over.")
    accepted: Acceptance | None = of("When it was accepted, by whom and how.")
    rejected: Rejection | None = of("When it was rejected, and why.")
    accept_by: Day | None = of("The last day for a word, while it waits for one.")
    silence_accepts: bool = of("Whether it then counts as accepted on the day after.")


class CommitmentData(PromiseData):
    """A commitment; one that was deleted is among them as it last was."""

    from_: Side = of("Whose promise it is.", alias="from")
    to: str | None = of("To whom it was given.")
    milestone: str | None = of("The id of the milestone that it belongs to.")
    evidence: str | None = of("What proves that it was kept.")
    withdrawn: Withdrawal | None = of("When it was taken back, and who agreed.")


class AskedData(Part):
    """What the client was asked for on the day of an update."""

    kind: Kind = of("The kind of the item.")
    id: str = of("What the item is called now.")
    due: Day | None = of("The day by which it was asked for.")


class UpdateData(Part):
    """An update."""

    id: str = of("Its file's name.")
    url: str = of("Its address, as above.")
    number: int = of("1 for the first.")
    date: Day = of("The day in its name.")
    recorded: Day = of("The day it was committed.")
    late_days: int = of("How many days that is after its own day, where it is more than the grace; else 0.")
    edits: int = of("How often it was changed after publication.")
    status: Status = of("The manager's word in it.")
    headline: str = of("The news as one sentence.")
    author: str | None = of("Who wrote it.")
    period: Every = of("The time it tells of.")
    asks: tuple[str, ...] = of("The ids of the client's commitments that it asks for.")
    asked: tuple[AskedData, ...] = of("All that it asks the client for, of every kind, as it stood on its day.")


class LessonData(Part):
    """A lesson."""

    id: str = of("Its file's name.")
    url: str = of("Its address, as above.")
    title: str = of("The advice.")
    date: Day = of("The day it was learned.")
    kind: Literal["keep", "improve"] = of("Whether it went well or should go better.")
    phase: str | None = of("The id of a phase.")
    tags: tuple[str, ...] = of("Words to find it by.")
    milestone: str | None = of("The id of the milestone that taught it.")
    author: str | None = of("Who wrote it down.")
    applied: tuple[Application, ...] = of("Where it was used, and when.")
    in_practice: bool = of("Whether it has been used.")


class MeetingData(Part):
    """A meeting."""

    id: str = of("Its file's name.")
    url: str = of("Its address, as above.")
    title: str = of("What it was about, or what it is called.")
    kind: MeetingKind = of("What kind of meeting it was.")
    date: Day = of("The day in its name.")
    recorded: Day = of("The day on which its minutes were committed.")
    days: int = of("How many days after the meeting that was.")
    present: tuple[str, ...] = of("Who was there.")
    absent: tuple[str, ...] = of("Who was asked and could not be there.")
    next: Day | None = of("The day of the next one of its kind.")
    approved: Approval | None = of("When the minutes were agreed to, and by whom.")
    edits: int = of("How often the minutes were changed after publication.")
    edits_after_approval: int = of("How often after they had been agreed to.")


class ClosingData(Part):
    """The closing report."""

    url: str = of("Its address, as above.")
    title: str | None = of("What the project came to, as one sentence.")
    on: Day = of("The day on which the project was closed.")
    recorded: Day = of("The day on which the report was committed.")
    accepted: ClosingAcceptance | None = of("When the client agreed to it, and who did.")
    edits: int = of("How often it was changed after publication.")
    edits_after_acceptance: int = of("How often after the client had agreed to it.")


class NotKeptData(Part):
    """A day on which a line of the communication plan was not kept."""

    on: Day = of("The day on which it was due.")
    why: str | None = of("Why it did not come, as `project.yml` says.")
    said: Day | None = of("The day on which that was said, where it was after the grace.")


class KeptLineData(Part):
    """A line of the communication plan beside what happened."""

    what: str = of("What is told.")
    due: int = of("How often it was due so far.")
    kept: int = of("How often it was kept.")
    missed: tuple[NotKeptData, ...] = of("The days on which it was not, newest first.")


class MinutesData(Part):
    """How soon minutes are written down."""

    within_days: int = of("Within so many days they are in time: the grace of the rhythm.")
    meetings: int = of("How many meetings there were.")
    in_time: int = of("Of how many the minutes came in time.")


class TermData(Part):
    """A word that is explained."""

    term: str = of("The word.")
    explanation: str = of("What it means, in plain text.")
