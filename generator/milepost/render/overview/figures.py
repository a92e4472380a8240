"""The closing report: what a project came to, once nothing is open any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.fields import Status
from milepost.render.context import Context
from milepost.render.words.words import Words

_DONE = {State.KEPT, State.KEPT_LATE}


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure: what it is of, the figure, and how good that is."""

    title: str
    figure: str
    notes: tuple[str, ...]
    tone: str


def closing_figures(context: Context) -> tuple[Figure, ...]:
    """When it ended, what was promised and reached, and how often it was said to be on track."""
    report = context.report
    found = [_ended(context)] if report.finish else []
    found += [_kept(context, report.commitments)] if report.commitments else []
    found += [_reached(context.words, report.milestones)] if report.milestones else []
    return (*found, *([_said(context)] if report.updates else []))


def _ended(context: Context) -> Figure:
    words, report = context.words, context.report
    assert report.finish is not None, "asked for only where there is one"
    promise = report.finish.promise
    agreed, days = context.time(promise.agreed, report.status_date), promise.variance_days
    if days > 0:
        told = words.plural("{n} day after the agreed {day}", "{n} days after the agreed {day}", days, day=agreed)
    elif days < 0:
        told = words.plural("{n} day before the agreed {day}", "{n} days before the agreed {day}", -days, day=agreed)
    else:
        told = words("on the agreed date")
    anew = promise.rebaselinings
    often = words.plural("agreed anew once", "agreed anew {n} times", anew) if anew else words("never agreed anew")
    title = words("Ended") if report.is_complete else words("The last milestone was reached")
    return Figure(title, words.near_day(promise.forecast, report.status_date), (told, often), _tone(days > 0))


def _kept(context: Context, promises: Sequence[PromiseFacts]) -> Figure:
    words = context.words
    kept, late = _counted(promises)
    told = words.plural("{n} late", "{n} late", late) if late else words("all on the agreed date") if kept else ""
    gone = len(promises) - kept
    rest = words.plural("{n} given up or removed", "{n} given up or removed", gone) if gone else ""
    figure = words("{n} of {all} kept", n=kept, all=len(promises))
    return Figure(words("Promises"), figure, tuple(filter(None, (told, rest))), _tone(bool(late)))


def _reached(words: Words, milestones: Sequence[PromiseFacts]) -> Figure:
    reached, late = _counted(milestones)
    days = [m.variance_days for m in milestones if m.state is State.KEPT_LATE]
    told = words("all on the agreed date") if reached else ""
    if late:
        told = words.plural("{n} late, by up to {days}", "{n} late, by up to {days}", late, days=words.days(max(days)))
    figure = words("{n} of {all} reached", n=reached, all=len(milestones))
    return Figure(words("Milestones"), figure, (told,) if told else (), _tone(bool(late) or reached < len(milestones)))


def _said(context: Context) -> Figure:
    """How often each word was said, and how often the rules disagreed."""
    words = context.words
    said = Counter(verdict.claimed for verdict in context.verdicts)
    status, most = max(((status, said[status]) for status in Status), key=lambda pair: pair[1])
    title = words.plural("Status in {n} update", "Status in {n} updates", len(context.verdicts))
    others = words(", ").join(f"{said[s]} × {words.status(s)}" for s in Status if said[s] and s is not status)
    worse = sum(context.worse_by_rules(facts) is not None for facts in context.report.updates)
    rules = words.plural("our rules were stricter once", "our rules were stricter {n} times", worse) if worse else ""
    tone = "idle" if status is Status.GREEN else "warn"
    return Figure(title, f"{most} × {words.status(status)}", tuple(filter(None, (others, rules))), tone)


def _counted(promises: Sequence[PromiseFacts]) -> tuple[int, int]:
    """How many were kept or reached, and how many of them late."""
    return sum(p.state in _DONE for p in promises), sum(p.state is State.KEPT_LATE for p in promises)


def _tone(is_late: bool) -> str:
    return "warn" if is_late else "ok"
