"""The terms: what the project's own words are called on a page, before they are translated."""

from __future__ import annotations

from collections.abc import Mapping

from milepost.facts.acceptance.handover import Stage
from milepost.facts.events import EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind, Side, Status
from milepost.model.records.problems import STEP_STATES


def message(text: str) -> str:
    """Mark a text for translation where it is only named, and translated later."""
    return text


STATUSES = {Status.GREEN: message("On track"), Status.AMBER: message("At risk"), Status.RED: message("Off track")}
STATES = {
    State.KEPT: message("Kept"),
    State.KEPT_LATE: message("Kept late"),
    State.ACTIVE: message("In progress"),
    State.OPEN: message("Open"),
    State.MOVED: message("Moved"),
    State.OVERDUE: message("Overdue"),
    State.WITHDRAWN: message("Withdrawn"),
    State.CANCELLED: message("Cancelled"),
    State.VANISHED: message("Removed without a word"),
}
MILESTONE_STATES = {
    State.KEPT: message("Reached"),
    State.KEPT_LATE: message("Reached late"),
    State.OPEN: message("Planned"),
}
# How far the acceptance of what was delivered is.
STAGES = {
    Stage.DELIVERED: message("To be accepted"),
    Stage.REJECTED: message("Not accepted"),
    Stage.ACCEPTED: message("Accepted"),
    Stage.DEEMED: message("Deemed accepted"),
}
EVENTS = {
    EventName.MADE: message("New"),
    EventName.RAISED: message("Raised"),
    EventName.MOVED: message("Moved"),
    EventName.START_MOVED: message("Start moved"),
    EventName.PROGRESSED: message("Progress"),
    EventName.REWORDED: message("Reworded"),
    EventName.REASSIGNED: message("Reassigned"),
    EventName.CHANGED: message("Changed"),
    EventName.SPENT: message("Used"),
    EventName.RATED: message("Rated"),
    EventName.STEPPED: message("Told"),
    EventName.DECIDED: message("Decided"),
    EventName.REWRITTEN: message("Rewritten"),
    EventName.SUPERSEDED: message("Superseded"),
    EventName.MERGED: message("Joined"),
    EventName.REBASELINED: message("Agreed anew"),
    EventName.DELIVERED: message("Delivered"),
    EventName.REJECTED: message("Rejected"),
    EventName.ACCEPTED: message("Accepted"),
    EventName.DEEMED_ACCEPTED: message("Deemed accepted"),
    EventName.KEPT: message("Kept"),
    EventName.KEPT_LATE: message("Kept late"),
    EventName.MISSED: message("Missed"),
    EventName.CLOSED: message("Closed"),
    EventName.REOPENED: message("Reopened"),
    EventName.WITHDRAWN: message("Withdrawn"),
    EventName.CANCELLED: message("Cancelled"),
    EventName.VANISHED: message("Removed without a word"),
    EventName.RETURNED: message("Returned"),
    EventName.PUBLISHED: message("Published"),
    EventName.EDITED: message("Edited"),
}
EVENTS_OF: Mapping[Kind, Mapping[EventName, str]] = {
    Kind.MILESTONE: {
        EventName.KEPT: message("Reached"),
        EventName.KEPT_LATE: message("Reached late"),
        EventName.REJECTED: message("Not accepted"),
    },
    Kind.PROBLEM: {EventName.MISSED: message("Overdue"), EventName.CLOSED: message("Resolved")},
    Kind.DECISION: {EventName.RAISED: message("Asked"), EventName.MISSED: message("Overdue")},
    Kind.CHANGE: {EventName.RAISED: message("Requested"), EventName.RATED: message("Assessed")},
    Kind.FEEDBACK: {EventName.RAISED: message("Received"), EventName.DECIDED: message("Answered")},
    Kind.BUDGET: {EventName.RAISED: message("Agreed")},
    Kind.MEETING: {
        EventName.PUBLISHED: message("Written down"),
        EventName.CLOSED: message("Minutes approved"),
        EventName.REOPENED: message("Approval taken back"),
    },
    Kind.CLOSING: {
        EventName.PUBLISHED: message("Project closed"),
        EventName.CLOSED: message("Closing report accepted"),
        EventName.REOPENED: message("Acceptance taken back"),
    },
}
# What an end or a verdict is called by its field, or by what was decided.
ENDS = {
    "withdrawn": message("Withdrawn"),
    "implemented": message("Carried out"),
    "approved": message("Approved"),
    "rejected": message("Rejected"),
    "deferred": message("Deferred"),
    **STEP_STATES.values,
    "asked": message("Asked"),
    "said": message("Received"),
}
SIDES = {Side.VENDOR: message("Vendor"), Side.CLIENT: message("Client")}
CAUSES = {
    "scope": message("change of scope"),
    "estimate": message("estimate too low"),
    "technical": message("technical difficulty"),
    "supplier": message("supplier"),
    "staffing": message("staffing"),
    "decision": message("decision pending"),
    "client": message("on the client’s side"),
    "external": message("outside the project"),
}
