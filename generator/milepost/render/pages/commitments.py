"""The commitments: every promise of either side, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.sides import keeping_of
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.promises.rows import IN_SIGHT, Row, Year, by_quarter, elsewhere_json, placed
from milepost.render.words.distance import due_of
from milepost.render.words.terms import message


@dataclass(frozen=True, slots=True)
class Count:
    """How many promises stand in one way; `share` of 100, and where the part before it ends, for a bar."""

    label: str
    number: int
    tone: str
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Score:
    """How many promises were kept, are open, overdue, and gone; of some of them, how many of which are late."""

    kept: int
    kept_late: int
    open: int
    open_later: int
    overdue: int
    withdrawn: int
    vanished: int


def commitments_pages(context: Context) -> Iterator[Page]:
    """Every promise of either side, and pages of their own for the years that have no room beside the others."""
    report = context.report
    still = sorted((c for c in report.commitments if c.state.is_open), key=lambda c: (c.due, c.item.id))
    closed = sorted(
        (c for c in report.commitments if not c.state.is_open),
        key=lambda c: (-(c.closed_on or c.due).toordinal(), c.item.id),
    )
    rows, years = placed([_row(context, promise, "commitments.md") for promise in (*still, *closed)])
    yield _page(context, rows, years)
    for year in years:
        yield _year_page(context, year)


def _page(context: Context, rows: Sequence[Row], years: Sequence[Year]) -> Page:
    words, commitments = context.words, context.report.commitments
    still, closed = [r for r in rows if r.promise.state.is_open], [r for r in rows if not r.promise.state.is_open]
    before = context.render(
        "commitments.html",
        "commitments.md",
        score=score_of(commitments),
        keeping=keeping_of(commitments, context.report.status_date),
        shown=_shown(rows),
        open=still[:IN_SIGHT],
        later=by_quarter(still[IN_SIGHT:]),
        quarters_closed=by_quarter(closed),
        closed=len(closed),
        years=years,
        elsewhere=elsewhere_json(years),
    )
    title = words("Commitments")
    description = words("Every promise made on this project, by either side, and how each one changed.")
    return Page(
        "commitments.md",
        title,
        description,
        before,
        nav=title if commitments else None,
        source=_source(context),
        changed=context.last_change(Kind.COMMITMENT),
        is_state=True,
        waits=sum(ask.item.kind is Kind.COMMITMENT for ask in context.report.asks),
    )


def _year_page(context: Context, year: Year) -> Page:
    words, uri = context.words, f"commitments/{year.name}.md"
    title = words("Commitments: {year}", year=year.year)
    if year.part > 1:
        title = words("Commitments: {year}, part {part}", year=year.year, part=year.part)
    # A page deeper, its links lead a folder further up.
    rows = [_row(context, row.promise, uri) for row in year.rows]
    before = context.render("commitments_year.html", uri, title=title, rows=rows)
    description = words("The promises that ended in {year}, and how each one changed.", year=year.year)
    changed = context.last_change(Kind.COMMITMENT)
    return Page(
        uri,
        title,
        description,
        before,
        source=_source(context),
        changed=changed,
        is_state=True,
        under="commitments.md",
    )


def _row(context: Context, promise: PromiseFacts, uri: str) -> Row:
    words, today = context.words, context.report.status_date
    html = context.render(
        "commitment.html",
        uri,
        promise=promise,
        due=due_of(promise, words, today),
        entries=context.history(promise),
        looks=" ".join(_looks(promise)),
    )
    return Row(promise, Markup(html))  # noqa: S704, a template of ours has escaped it


def _looks(promise: PromiseFacts) -> Iterator[str]:
    """By what the choices of the page find a row."""
    item, state = promise.item, promise.state
    yield "mp-you" if isinstance(item, Commitment) and item.from_ is Side.CLIENT else "mp-us"
    if state in {State.OVERDUE, State.MOVED, State.KEPT_LATE}:
        yield "mp-late"
    if state in {State.KEPT, State.KEPT_LATE}:
        yield "mp-kept"


def _shown(rows: Sequence[Row]) -> Counter[str]:
    """How many rows each choice shows."""
    return Counter(look for row in rows for look in ("mp-row", *_looks(row.promise)))


def _source(context: Context) -> str | None:
    return next((path for (kind, _), path in sorted(context.report.sources.items()) if kind is Kind.COMMITMENT), None)


def score_of(commitments: Sequence[PromiseFacts]) -> Score:
    """How the promises stand, in a few numbers."""
    by_state = Counter(commitment.state for commitment in commitments)
    return Score(
        kept=by_state[State.KEPT] + by_state[State.KEPT_LATE],
        kept_late=by_state[State.KEPT_LATE],
        open=by_state[State.OPEN] + by_state[State.ACTIVE] + by_state[State.MOVED],
        open_later=by_state[State.MOVED],
        overdue=by_state[State.OVERDUE],
        withdrawn=by_state[State.WITHDRAWN] + by_state[State.CANCELLED],
        vanished=by_state[State.VANISHED],
    )


def commitment_counts(commitments: Sequence[PromiseFacts]) -> tuple[Count, ...]:
    """How the promises stand, in the order of a bar: what went well on the left."""
    sorts = (
        (message("Kept by the agreed date"), "ok", {State.KEPT}),
        (message("Kept late"), "late", {State.KEPT_LATE}),
        (message("Open, later than agreed"), "warn", {State.MOVED}),
        (message("Overdue"), "bad", {State.OVERDUE}),
        (message("Open as agreed"), "idle", {State.OPEN, State.ACTIVE}),
        (message("Withdrawn"), "gone", {State.WITHDRAWN, State.CANCELLED}),
        (message("Removed without a word"), "bad", {State.VANISHED}),
    )
    counts, start = [], 0.0
    for label, tone, states in sorts:
        number = sum(c.state in states for c in commitments)
        share = 100 * number / max(len(commitments), 1)
        counts.append(Count(label, number, tone, round(start, 2), round(share, 2)))
        start += share
    return tuple(counts)
