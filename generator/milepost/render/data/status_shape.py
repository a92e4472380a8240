"""What `status.json` holds, key by key: a contract with whoever reads it.

`SCHEMA` of `status_json` counts what breaks it. What is added breaks nothing: readers leave alone what they do not
know.
"""

from __future__ import annotations

from types import GenericAlias
from typing import Any, Literal

from pydantic import TypeAdapter, create_model

from milepost.facts.events import EventName
from milepost.model.fields import Cause, Day, Kind, Line, Status
from milepost.model.kinds.charter import Charter, Goal
from milepost.model.kinds.milestones import Manner
from milepost.model.records.changes import Outcome
from milepost.model.records.problems import StepState
from milepost.model.records.risks import Ending
from milepost.render.data.status_items import (
    ClosingData,
    CommitmentData,
    KeptLineData,
    LessonData,
    MeetingData,
    MilestoneData,
    MinutesData,
    Part,
    TermData,
    UpdateData,
    of,
)
from milepost.render.data.status_records import RECORDS, ExposureData, ForesightData, SatisfactionData, record_data


class AreaData(Part):
    """One area of health."""

    name: Literal["milestones", "commitments", "notice", "rhythm", "risks", "problems"] = of(
        "Which area; the last two only where there are any."
    )
    status: Status = of("Its colour.")
    findings: tuple[str, ...] = of("The codes of the rules that gave it.")
    items: tuple[str, ...] = of("The items that they found, as `kind:id`.")


class HealthData(Part):
    """The manager's word, and beside it what the rules make of the facts."""

    claimed: Status | None = of("The manager's word in the newest update.")
    computed: Status = of("What the rules compute.")
    why: str | None = of("Why the manager sees it otherwise; Markdown.")
    areas: tuple[AreaData, ...] = of("The areas that it is computed from.")


class RhythmData(Part):
    """When updates are due."""

    next_due: Day | None = of("When the next update is due.")
    overdue_days: int = of("How many days it is overdue, where that is more than the grace; else 0.")


class ForecastData(Part):
    """What was forecast on a day."""

    on: Day = of("The day of an update.")
    forecast: Day = of("What was forecast then.")


class FinishData(Part):
    """The last milestone: when the project will be done."""

    milestone: str = of("Its id.")
    forecast: Day = of("When it was reached, or is promised now.")
    agreed: Day = of("The agreed date.")
    first: Day = of("The first promise.")
    days: int = of("Days after the agreed date; negative is before it.")
    trend: tuple[ForecastData, ...] = of("What was forecast at each update, oldest first.")


class MovesData(Part):
    """A date that waits for an answer."""

    kind: Kind = of("The kind of the item.")
    id: str = of("Its id.")
    after: Day = of("An answer after this day makes its date later than it is; today: each further day does.")


class AskData(Part):
    """What the client is asked for."""

    kind: Kind = of("The kind of the item.")
    id: str = of("Its id.")
    title: str = of("Its words.")
    due: Day | None = of("By when.")
    overdue_days: int = of("How many days ago that was; else 0.")
    asked: Day = of("Since when.")
    days: int = of("How many days ago that was.")
    moves: tuple[MovesData, ...] = of(
        "The dates that wait for it, as far as that follows from the plan; first moved first."
    )


class AnnouncementData(Part):
    """The update that told a change."""

    update: str = of("Its id.")
    on: Day = of("The day on which a reader could know.")


class EventData(Part):
    """An entry of the ledger."""

    kind: Kind = of("The kind of the item.")
    id: str = of("What the item is called now.")
    event: EventName = of("What happened.")
    on: Day = of("The day it is about.")
    recorded: Day = of("The day it was committed, or the clock told it.")
    revision: str | None = of("The commit; `null` for the clock's own entry.")
    author: str | None = of("Whose commit it was, by name.")
    field: str = of("The field that moved, was rated or reads otherwise, as the file calls it; only where it is one.")
    first: str | int = of("`moved`, `rated`: what that field said first; only where it said anything.")
    from_: str | int | None = of("What stood before.", alias="from")
    to: str | int | None = of("What stands since.")
    days: int | None = of(
        "`moved`: how far; `kept`: days after the agreed date; `decided`: after it was needed; `published` of a "
        "meeting: after it. Later is positive."
    )
    days_from_first: int | None = of("Days from the first promise.")
    days_from_due: int | None = of("Days from the date that was named last.")
    reason: str | None = of("The reason that was given with it.")
    cause: Cause | Ending | Outcome | StepState | Manner | None = of(
        "What kind of reason it is; `closed`: how it ended; `decided`: what was decided of a change; "
        "`accepted`: by which means; "
        "`stepped`: how far a problem was."
    )
    because: tuple[str, ...] = of("The items that it follows from, as `kind:id`; only where there are any.")
    evidence: str = of("`kept`: what proves it; only where that first came with it.")
    announced: AnnouncementData | None = of("The update that told it.")
    notice_days: int | None = of("How many days ahead of the old date; negative is after the fact.")


class WithheldData(Part):
    """That something public was made internal, and no more."""

    kind: Kind = of("The kind of the item.")
    recorded: Day = of("The day on which it was made internal.")


class OtherwiseData(Part):
    """An entry that had been told and is not told any more, or says something else."""

    since: Day = of("The day on which it was first told otherwise.")
    kind: Kind = of("The kind of the item.")
    id: str | None = of("What the item was called first; `null` once it is internal.")
    event: EventName = of("What had happened.")
    recorded: Day = of("The day it had been recorded.")
    digest: str = of("The digest of what it had said.")


class StatusData(Part):
    """Everything public that a site of Milepost knows."""

    schema_: int = of("2: all of schema 1, and more.", alias="schema")
    generator: str = of("The name and version of what wrote it.")
    project: Charter = of("What `project.yml` says.")
    status_date: Day = of("The day for which everything is told.")
    revision: str | None = of("The commit that it was made from.")
    health: HealthData = of("How the project is.")
    rhythm: RhythmData = of("When updates are due.")
    finish: FinishData | None = of("When it will be done, and was to be done.")
    key_dates: tuple[FinishData, ...] = of("The dates that stand first wherever dates are told, soonest first.")
    asks: tuple[AskData, ...] = of("What the client is asked for now, of every kind, soonest first.")
    milestones: tuple[MilestoneData, ...] = of("The plan, with what was deleted.")
    commitments: tuple[CommitmentData, ...] = of("The promises of both sides, with what was deleted.")
    updates: tuple[UpdateData, ...] = of("The updates, newest first.")
    lessons: tuple[LessonData, ...] = of("The lessons.")
    meetings: tuple[MeetingData, ...] = of("The meetings, newest first; only where there are any.")
    closing: ClosingData = of("The closing report; only where there is one.")
    communication: tuple[KeptLineData, ...] = of(
        "The communication plan beside what happened; only where it says how often."
    )
    minutes: MinutesData = of("How soon minutes are written down; only where there are meetings.")
    foresight: ForesightData = of("Which problems had been seen before; only where there are problems.")
    exposure: tuple[ExposureData, ...] = of(
        "What was at stake at each update, oldest first; only where there are risks."
    )
    satisfaction: tuple[SatisfactionData, ...] = of(
        "How satisfied the client was, phase by phase; only where it was asked, or said so."
    )
    glossary: tuple[TermData, ...] = of("The words that are explained.")
    events: tuple[EventData, ...] = of("The ledger, oldest first.")
    withheld: tuple[WithheldData, ...] = of("That something was made internal, not what.")
    told_otherwise: tuple[OtherwiseData, ...] = of("What the ledger had told and tells no more.")


def _whole() -> type[StatusData]:
    fields: dict[str, Any] = {
        name: (
            GenericAlias(tuple, (record_data(register), ...)),
            of(f"{register.about}, with what was deleted; only where there are any."),
        )
        for name, register in RECORDS.items()
    }
    fields["project"] = (_project(), of("What `project.yml` says."))
    return create_model("StatusData", __base__=StatusData, __doc__=StatusData.__doc__, **fields)


def _project() -> type[Charter]:
    """The charter, with its goals as lines, as they were before they could have more than one."""
    told: dict[str, Any] = {
        "goals": (GenericAlias(tuple, (Line, ...)), of("What the project is for.")),
        "outcomes": (GenericAlias(tuple, (Goal, ...)), of("Each goal with its measure and its result.")),
    }
    return create_model("Charter", __base__=Charter, __doc__=Charter.__doc__, **told)


# The keys of a part that are left out where a project has nothing of the kind.
_RARE = {"EventData": ("field", "first", "because", "evidence"), "FeedbackRoute": ("answer_days",)}


_RARE_IN_ALL = {
    *RECORDS,
    "meetings",
    "closing",
    "communication",
    "minutes",
    "foresight",
    "exposure",
    "satisfaction",
}


def status_schema() -> dict[str, Any]:
    """The JSON Schema of `status.json`: all of its keys are always there, and more may come."""
    found = TypeAdapter(_whole()).json_schema(by_alias=True, mode="serialization")
    for shape in (found, *found["$defs"].values()):
        if "properties" in shape:
            rare = _RARE_IN_ALL if shape is found else _RARE.get(shape["title"], ())
            shape["required"] = [name for name in shape["properties"] if name not in rare]
            shape.pop("additionalProperties", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "status.json of Milepost"}
