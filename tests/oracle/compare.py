"""Our ledger beside the naive one, on generated histories."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milepost.git.repository import Repository
from milepost.pipeline import read_report
from milepost.render.data.status_json import status_json
from oracle.histories.commits import Commit, import_histories
from oracle.histories.habits import with_habits
from oracle.histories.historian import Historian
from oracle.histories.plans import with_plan
from oracle.naive.ledger import NaiveLedger
from oracle.naive.revisions import git

COMPARED = ("kind", "id", "made", "first_due", "agreed", "due", "moves", "rebaselinings")
"""What is compared of each promise of `status.json`, beside every key of every event."""


@dataclass
class Comparison:
    """What was compared, and where the two differ: by seed, the entries that only one of them has.

    `excuses` are those that came late for what the communication plan had due.
    """

    histories: int = 0
    steps: int = 0
    promises: int = 0
    excuses: int = 0
    events: Counter[str] = field(default_factory=Counter)
    differences: dict[int, list[str]] = field(default_factory=dict)

    def __iadd__(self, other: Comparison) -> Comparison:
        self.histories += other.histories
        self.steps += other.steps
        self.promises += other.promises
        self.excuses += other.excuses
        self.events += other.events
        self.differences |= other.differences
        return self


def compare(folder: Path, seeds: Iterable[int], habits: int = 0) -> Comparison:
    """Make a history of each seed, with so many habits in each, and compare the two ledgers of each."""
    return compare_histories(folder, {seed: history(seed, habits) for seed in seeds})


def history(seed: int, habits: int = 0) -> list[Commit]:
    """The history of a seed; with habits of git and editors, and then with a plan of who is told what when."""
    told = Historian(seed).history()
    return with_habits(with_plan(told, seed), seed, habits) if habits else told


def compare_histories(folder: Path, histories: dict[int, list[Commit]]) -> Comparison:
    """Write the histories into a new repository at `folder`, and compare the two ledgers of each."""
    comparison = Comparison()
    import_histories(folder, {f"h{seed}": commits for seed, commits in histories.items()})
    for seed, commits in histories.items():
        # Which clocks were wrong is judged by the line that is checked out.
        git(folder, "symbolic-ref", "HEAD", f"refs/heads/h{seed}")
        repository = Repository.open(folder)
        content = commits[-1].folder
        naive = NaiveLedger(folder, f"h{seed}", folder=content)
        told, promises, plan = naive.events(), naive.promises(), naive.kept_plan()
        comparison.histories += 1
        comparison.steps += len(commits)
        comparison.promises += len(promises)
        comparison.excuses += sum(bool(missed["said"]) for line in plan for missed in line["missed"])
        comparison.events.update(event["event"] for event in told)
        if found := differences(told + promises + plan, ours(repository, f"h{seed}", content)):
            comparison.differences[seed] = found
    return comparison


def ours(repository: Repository, ref: str, content: str = "content") -> list[dict[str, Any]] | str:
    """What the product tells: its events and what stands of its promises, or why it stopped."""
    try:
        data = json.loads(status_json(read_report(repository, content, ref).report, None))
    except Exception as error:
        return f"stopped by {type(error).__name__}: {error}"
    promises = [{"kind": kind, **row} for kind in ("milestone", "commitment") for row in data[f"{kind}s"]]
    plan = [{"kind": "plan", **line} for line in data.get("communication", ())]
    return [*data["events"], *plan, *({key: row[key] for key in COMPARED} for row in promises)]


def differences(naive: list[dict[str, Any]], found: list[dict[str, Any]] | str) -> list[str]:
    """What only one of the two says, and what was internal and is told all the same."""
    if isinstance(found, str):
        return [found]
    said, told = as_bag(found), as_bag(naive)
    lines = [f"ours only:  {entry}" for entry in sorted((said - told).elements())]
    lines += [f"naive only: {entry}" for entry in sorted((told - said).elements())]
    return lines + [f"leaked:     {entry}" for entry in sorted(said) if "CANARY" in entry or "secret" in entry]


def as_bag(entries: Iterable[dict[str, Any]]) -> Counter[str]:
    """Entries without an order, since the contract gives none within a day; what is null is left out."""
    return Counter(
        json.dumps({key: value for key, value in entry.items() if value is not None}, ensure_ascii=False)
        for entry in ({key: entry[key] for key in sorted(entry)} for entry in entries)
    )
