"""The draft of a closing report: what came of the goals, what was not done, and what is still open, to be put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from milepost.authoring.edits.scalars import written
from milepost.authoring.update_draft import link_to
from milepost.facts.acceptance.closing import left_open, records_left_open
from milepost.facts.promises.promises import State
from milepost.facts.report.report import StatusReport
from milepost.model.snapshot import ListItem
from milepost.render.words.tally import tally
from milepost.render.words.words import Words

_GONE = {State.CANCELLED, State.WITHDRAWN, State.VANISHED}


def closing_draft(report: StatusReport, words: Words, day: date) -> str:
    """The text of `closing.md`; every line of it is true as it stands, and comments are not published."""
    sections = (
        (words("What was achieved"), _achieved(report, words), words("What is better now, for whom?")),
        (words("What was not achieved"), _not_achieved(report, words), words("And why not?")),
        (
            words("Thanks and what follows"),
            iter(()),
            words("Whom you thank, what stays with the client, whom to ask from now on."),
        ),
    )
    texts = [_front_matter(report, words, day)]
    texts += [f"## {title}\n\n{_lines((*said, f'<!-- {asked} -->'))}" for title, said, asked in sections]
    still = tuple(_still_open(report, words))
    return "\n".join([*texts, *([_lines(still)] if still else [])])


def _front_matter(report: StatusReport, words: Words, day: date) -> str:
    newest = report.updates[0].update.matter.headline if report.updates else None
    asked = words("What the project came to, in a sentence")
    title = f"title: {written(newest)}" if newest else f"# title: {asked}"
    return f"---\n{title}\non: {day}\n# accepted: {{on: YYYY-MM-DD, by: …}}\n---\n"


def _achieved(report: StatusReport, words: Words) -> Iterator[str]:
    """What came of each goal, and of the plan."""
    for goal in report.charter.goals:
        if goal.result:
            yield f"- {goal.goal}{words(': ')}{goal.result}"
    for title, promises in ((words("Milestones"), report.milestones), (words("Promises"), report.commitments)):
        if promises:
            yield f"- {title}{words(': ')}{tally(promises, words)}"


def _not_achieved(report: StatusReport, words: Words) -> Iterator[str]:
    """The goals of which nothing is said, and what was given up or taken out."""
    unsaid = words("Nothing is said yet of this goal:")
    for goal in report.charter.goals:
        if not goal.result:
            yield f"<!-- {unsaid} {_harmless(goal.goal)} -->"
    for promise in (*report.milestones, *report.commitments):
        if promise.state in _GONE:
            yield f"- {link_to(promise.item)}{words(': ')}{words.state(promise.state, promise.item.kind)}"


def _still_open(report: StatusReport, words: Words) -> Iterator[str]:
    """What the page lists by itself as open, for whoever writes."""
    promises = left_open((*report.milestones, *report.commitments))
    records = records_left_open(record for found in report.records.values() for record in found)
    items: list[ListItem] = [*(facts.item for facts in promises), *(facts.item for facts in records)]
    listed = words("The page lists by itself what is still open, and who takes it:")
    if items:
        yield f"<!-- {listed}"
        yield from (f"- {_harmless(item.title)} ({item.id})" for item in items)
        yield "-->"


def _harmless(title: str) -> str:
    """A title that ends no comment that it stands in."""
    return title.replace("-->", "→")


def _lines(lines: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)
