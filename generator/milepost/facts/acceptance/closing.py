"""The closing report with what history says of it, and what is still open when a project is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from milepost.facts.acceptance.asks import waits_for_acceptance
from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.facts.threads.threads import PageThread
from milepost.facts.updates import told_pages
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.kinds.charter import AcceptanceTerms
from milepost.model.records.closing import Closing
from milepost.model.records.feedback import Feedback


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """The closing report, the day on which it was published, and the `edited` events since, oldest first.

    `days` is how long the client has for a word on it.
    """

    closing: Closing
    recorded: date
    edits: tuple[Event, ...]
    days: int = AcceptanceTerms().days

    @property
    def item(self) -> Closing:
        """What is to be accepted."""
        return self.closing

    @property
    def due(self) -> date | None:
        """The last day for a word; None once there was one."""
        matter = self.closing.matter
        return None if matter.accepted else matter.on + timedelta(min(self.days, (date.max - matter.on).days))

    @property
    def edits_after_acceptance(self) -> tuple[Event, ...]:
        """What was changed in it after the client had agreed to it."""
        return tuple(edit for edit in self.edits if edit.field == "accepted")


def closing_facts(
    threads: Iterable[PageThread], events: Sequence[Event], terms: AcceptanceTerms | None = None
) -> ClosingFacts | None:
    """The closing report; None until there is one."""
    days = (terms or AcceptanceTerms()).days
    return next((ClosingFacts(*told, days) for told in told_pages(threads, events, Closing)), None)


def is_open(promise: PromiseFacts) -> bool:
    """Whether something is still to be done for a promise, or to be said to a delivery."""
    return promise.state.is_open or waits_for_acceptance(promise)


def left_open(promises: Iterable[PromiseFacts]) -> tuple[PromiseFacts, ...]:
    """The promises that are still open, soonest first."""
    return tuple(sorted((p for p in promises if is_open(p)), key=lambda p: (p.due, p.item.id)))


def records_left_open(records: Iterable[RecordFacts]) -> tuple[RecordFacts, ...]:
    """The problems, risks, questions, requests and words of the client's that are still open, oldest first."""
    found = [r for r in records if r.is_open and r.item.kind is not Kind.BUDGET and not _is_silent(r)]
    return tuple(sorted(found, key=lambda r: (tuple(Kind).index(r.item.kind), r.raised_on, r.item.id)))


def _is_silent(facts: RecordFacts) -> bool:
    """Whether we asked, and nobody has said a word: then there is nothing to answer."""
    return isinstance(facts.item, Feedback) and facts.item.is_silent
