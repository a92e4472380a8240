"""A long history, the same for the same numbers: seeded, written by `git fast-import`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from milepost.authoring.story import Commit
from milepost.git.writing.history import write_history

MILESTONES, COMMITMENTS = 100, 200
_BEGIN = datetime(2020, 1, 6, 9, tzinfo=UTC)


def write_long_history(folder: Path, commits: int, touching: int, seed: int = 1) -> None:
    """A repository with so many commits, of which `touching` change a milestone or a commitment."""
    write_history(folder, _commits(commits, touching, random.Random(seed)))  # noqa: S311, a seeded history, not a secret


def _commits(commits: int, touching: int, chance: random.Random) -> Iterator[Commit]:
    plan = {f"m-{n}": _item(f"m-{n}", "title", n) for n in range(MILESTONES)}
    promises = {f"C-{n}": _item(f"C-{n}", "promise", n) for n in range(COMMITMENTS)}
    project = "name: A long project\ntimezone: Europe/Oslo\n"
    yield _commit(0, {"content/project.yml": project, **_files(plan, promises)})
    touched = set(chance.sample(range(1, commits), touching - 1))
    for number in range(1, commits):
        if number not in touched:
            yield _commit(number, {"src/code.txt": f"line {number}\n"})
            continue
        in_plan = chance.random() < 0.5
        items = plan if in_plan else promises
        name = chance.choice(sorted(items))
        items[name] = _changed(items[name], "done" if in_plan else "kept", chance)
        files = _files(plan, promises)
        path = "content/milestones.yml" if in_plan else "content/commitments.yml"
        yield _commit(number, {path: files[path]})


def _item(name: str, words: str, number: int) -> dict[str, str]:
    due = date(2021, 1, 4) + timedelta(days=3 * number)
    return {"id": name, words: f"Section {number} of the line is laid", "due": due.isoformat(), "owner": "Line crew"}


def _changed(item: dict[str, str], fulfilled: str, chance: random.Random) -> dict[str, str]:
    """Mostly a date moves, with a reason; sometimes the item is kept, or that is taken back."""
    if fulfilled in item:
        return {key: value for key, value in item.items() if key != fulfilled}
    if chance.random() < 0.2:
        return {**item, fulfilled: item["due"]}
    due = date.fromisoformat(item["due"]) + timedelta(days=chance.choice((-2, 3, 7, 14)))
    return {**item, "due": due.isoformat(), "reason": f"The weather of week {chance.randrange(1, 53)}"}


def _files(plan: dict[str, dict[str, str]], promises: dict[str, dict[str, str]]) -> dict[str, str]:
    return {"content/milestones.yml": _yaml(plan), "content/commitments.yml": _yaml(promises)}


def _yaml(items: dict[str, dict[str, str]]) -> str:
    return "".join(
        "- " + "\n  ".join(f"{key}: {value}" for key, value in item.items()) + "\n" for item in items.values()
    )


def _commit(number: int, files: dict[str, str]) -> Commit:
    on = _BEGIN + timedelta(hours=4 * number)
    return Commit("main", on, "Project office", "office@example.org", f"Step {number}\n", files, None)
