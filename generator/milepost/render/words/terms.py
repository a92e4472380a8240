"""The terms: what the project's own words are called on a page, before they are translated."""

from __future__ import annotations

from collections.abc import Mapping

from milepost.facts.events import EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind, Side, Status


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
EVENTS = {
    EventName.MADE: message("New"),
    EventName.RAISED: message("Raised"),
    EventName.MOVED: message("Moved"),
    EventName.START_MOVED: message("Start moved"),
    EventName.PROGRESSED: message("Progress"),
    EventName.REWORDED: message("Reworded"),
    EventName.REASSIGNED: message("Reassigned"),
    EventName.CHANGED: message("Changed"),
    EventName.RATED: message("Rated"),
    EventName.STEPPED: message("Told"),
    EventName.DECIDED: message("Decided"),
    EventName.REWRITTEN: message("Rewritten"),
    EventName.SUPERSEDED: message("Superseded"),
    EventName.MERGED: message("Joined"),
    EventName.REBASELINED: message("Agreed anew"),
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
    Kind.MILESTONE: {EventName.KEPT: message("Reached"), EventName.KEPT_LATE: message("Reached late")},
    Kind.PROBLEM: {EventName.MISSED: message("Overdue"), EventName.CLOSED: message("Resolved")},
    Kind.DECISION: {EventName.RAISED: message("Asked"), EventName.MISSED: message("Overdue")},
    Kind.CHANGE: {EventName.RAISED: message("Requested"), EventName.RATED: message("Assessed")},
    Kind.FEEDBACK: {EventName.RAISED: message("Received"), EventName.DECIDED: message("Answered")},
}
# What an end or a verdict is called by its field, or by what was decided.
ENDS = {
    "withdrawn": message("Withdrawn"),
    "implemented": message("Carried out"),
    "approved": message("Approved"),
    "rejected": message("Rejected"),
    "deferred": message("Deferred"),
    "investigating": message("Looked into"),
    "identified": message("Cause found"),
    "fixing": message("Being solved"),
    "monitoring": message("Watched"),
    "resolved": message("Resolved"),
    "asked": message("Asked"),
    "said": message("Received"),
}
KINDS = {
    Kind.MILESTONE: message("Milestone"),
    Kind.COMMITMENT: message("Commitment"),
    Kind.UPDATE: message("Update"),
    Kind.LESSON: message("Lesson"),
    Kind.RISK: message("Risk"),
    Kind.PROBLEM: message("Problem"),
    Kind.DECISION: message("Decision"),
    Kind.CHANGE: message("Change request"),
    Kind.FEEDBACK: message("Feedback"),
}
REGISTERS = {
    Kind.RISK: (message("Risks"), message("What may happen, and what is done about it.")),
    Kind.PROBLEM: (message("Problems"), message("What has gone wrong, and what is done about it.")),
    Kind.DECISION: (message("Decisions"), message("What must be decided, by whom, and what was.")),
    Kind.CHANGE: (message("Change requests"), message("What was asked for beyond the plan, and what came of it.")),
    Kind.FEEDBACK: (message("Feedback"), message("What you said, and what we did.")),
}
MANY = {
    Kind.MILESTONE: message("Milestones"),
    Kind.COMMITMENT: message("Commitments"),
    Kind.UPDATE: message("Updates"),
    Kind.LESSON: message("Lessons"),
    **{kind: title for kind, (title, _) in REGISTERS.items()},
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
FIELDS = {
    "title": message("title"),
    "promise": message("promise"),
    "acceptance": message("acceptance"),
    "owner": message("owner"),
    "from": message("who promises"),
    "to": message("promised to"),
    "phase": message("phase"),
    "after": message("waits for"),
    "note": message("note"),
    "made": message("promised on"),
    "milestone": message("milestone"),
    "evidence": message("evidence"),
    "reason": message("reason"),
    "cause": message("kind of reason"),
    "key": message("key date"),
    "approved_by": message("agreed by"),
    "agreed_with": message("agreed with whom"),
    "change": message("change request"),
    "raised": message("raised on"),
    "raised_by": message("raised by"),
    "affects": message("touches"),
    "kind": message("kind"),
    "effect": message("effect"),
    "probability": message("likelihood"),
    "impact": message("impact"),
    "response": message("response"),
    "plan": message("plan"),
    "near": message("possible from"),
    "review": message("looked at again"),
    "closed.because": message("how it ended"),
    "closed.problem": message("what it became"),
    "severity": message("how grave"),
    "risk": message("foreseen as"),
    "problem.due": message("solved by"),
    "workaround": message("until then"),
    "lesson": message("lesson"),
    "thread": message("what is done about it"),
    "because": message("follows from"),
    "decision.from": message("who decides"),
    "due": message("due"),
    "decision.due": message("needed by"),
    "options": message("what can be chosen"),
    "if_late": message("what waiting costs"),
    "decided": message("decided on"),
    "decision": message("what was decided"),
    "why": message("why"),
    "by": message("decided by"),
    "consulted": message("asked before"),
    "supersedes": message("in place of"),
    "revisit": message("looked at again"),
    "side": message("who asks for it"),
    "requested": message("asked for on"),
    "action": message("what it does"),
    "contract": message("in the contract"),
    "impact.days": message("effect on dates"),
    "impact.cost": message("effect on cost"),
    "impact.effort": message("effort"),
    "impact.scope": message("effect on scope"),
    "impact.quality": message("effect on quality"),
    "decided.outcome": message("what was decided"),
    "decided.by": message("decided by"),
    "decided.why": message("why it was decided so"),
    "on": message("said on"),
    "asked": message("asked on"),
    "rating": message("how satisfied"),
    "said": message("what was said"),
    "answer": message("our answer"),
    "answered": message("answered on"),
    "outcome": message("outcome"),
    "actions": message("what came of it"),
}
# What values of these fields mean that are no words of the author's.
VALUES: Mapping[str, Mapping[str, str]] = {
    "from": {"vendor": message("Vendor"), "client": message("Client")},
    "side": {"vendor": message("Vendor"), "client": message("Client")},
    "action": {
        "add": message("adds to the work"),
        "modify": message("makes something otherwise"),
        "remove": message("leaves something out"),
    },
    "contract": {"inside": message("inside of what was agreed"), "outside": message("outside of what was agreed")},
    "decided.outcome": {
        "approved": message("approved"),
        "rejected": message("rejected"),
        "deferred": message("deferred"),
    },
    "kind": {
        "threat": message("threat"),
        "opportunity": message("opportunity"),
        "praise": message("praise"),
        "wish": message("wish"),
        "complaint": message("complaint"),
        "question": message("question"),
    },
    "rating": {
        "1": message("1 of 5"),
        "2": message("2 of 5"),
        "3": message("3 of 5"),
        "4": message("4 of 5"),
        "5": message("5 of 5"),
    },
    "outcome": {"done": message("done"), "planned": message("planned"), "declined": message("not done")},
    "probability": {
        "1": message("very unlikely"),
        "2": message("unlikely"),
        "3": message("possible"),
        "4": message("likely"),
        "5": message("very likely"),
    },
    "impact": {
        "1": message("very small"),
        "2": message("small"),
        "3": message("noticeable"),
        "4": message("large"),
        "5": message("very large"),
    },
    "key": {"yes": message("yes")},
    "response": {
        "avoid": message("avoid it"),
        "reduce": message("make it smaller"),
        "transfer": message("let somebody else bear it"),
        "share": message("share it"),
        "accept": message("accept it"),
        "prepare": message("be ready for it"),
        "exploit": message("make sure of it"),
        "enhance": message("make it likelier"),
    },
    "thread.state": {
        state: ENDS[state] for state in ("investigating", "identified", "fixing", "monitoring", "resolved")
    },
    "severity": {"low": message("minor"), "medium": message("serious"), "high": message("grave")},
    "closed.because": {
        "occurred": message("it happened"),
        "passed": message("it did not happen"),
        "reduced": message("it was reduced until it needed no watching"),
        "transferred": message("somebody else bears it"),
        "accepted": message("it was accepted as it is"),
    },
}
