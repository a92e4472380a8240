"""Playing a story: steps in, commits out; and the story that is shipped."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from milepost.authoring.story import Commit, final_files, play

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "generator" / "milepost" / "authoring" / "demo_story"
PLAN = "content/milestones.yml"


def step(**fields: object) -> dict[str, object]:
    """A step with its three needed keys."""
    return {"on": "2026-01-16", "by": "Project office", "message": "Update"} | fields


def shipped_story() -> list[Commit]:
    """The demo's commits; BaseLoader keeps every scalar as text, as YAML 1.2 reads `on` and play() wants dates."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.yml")))
    return play(yaml.load(text, yaml.BaseLoader))  # noqa: S506, it makes nothing but text


def test_a_step_becomes_a_commit() -> None:
    """A step gives one commit by its author, at 15:00 UTC, with the paths it wrote."""
    assert play([step(message="Subject\n\nReason: none\n", write={PLAN: "[]\n"})]) == [
        Commit(
            branch="main",
            on=datetime(2026, 1, 16, 15, tzinfo=UTC),
            author="Project office",
            email="project-office@northlight.example",
            message="Subject\n\nReason: none\n",
            files={PLAN: "[]\n"},
            merge=None,
        )
    ]


def test_a_time_is_utc() -> None:
    """A step may name the minute, which is taken as UTC."""
    assert play([step(on="2026-06-08T22:30")])[0].on == datetime(2026, 6, 8, 22, 30, tzinfo=UTC)


def test_texts_are_replaced_appended_and_deleted() -> None:
    """Each commit holds the whole new text of what it changed, and None for what it deleted."""
    commits = play(
        [
            step(write={PLAN: "due: 2026-03-06\n", "content/x.md": "x\n", "content/same.md": "same\n"}),
            step(
                replace={PLAN: [{"old": "03-06", "new": "03-13"}, {"old": "due", "new": "until"}]},
                append={"content/same.md": ""},
            ),
            step(append={PLAN: "done: 2026-03-12\n"}, delete=["content/x.md"]),
        ]
    )
    assert [commit.files for commit in commits[1:]] == [
        {PLAN: "until: 2026-03-13\n"},
        {PLAN: "until: 2026-03-13\ndone: 2026-03-12\n", "content/x.md": None},
    ]
    assert final_files(commits) == {PLAN: "until: 2026-03-13\ndone: 2026-03-12\n", "content/same.md": "same\n"}


def test_a_merge_takes_over_what_the_branch_changed() -> None:
    """A branch forks from main at its first use; its merge brings its files and keeps main's others."""
    commits = play(
        [
            step(write={"a": "a1", "b": "b1", "c": "c1"}),
            step(branch="wording", write={"a": "a2"}, delete=["c"]),
            step(write={"b": "b2"}),
            step(merge="wording"),
        ]
    )
    assert [(commit.branch, commit.merge, commit.files) for commit in commits[1:]] == [
        ("wording", None, {"a": "a2", "c": None}),
        ("main", None, {"b": "b2"}),
        ("main", "wording", {"a": "a2", "c": None}),
    ]
    assert final_files(commits) == {"a": "a2", "b": "b2"}


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ({"replace": {"a": [{"old": "x", "new": "y"}]}}, "a: the text to replace occurs 2 times, not once: 'x'"),
        ({"replace": {"a": [{"old": "z", "new": "y"}]}}, "a: the text to replace occurs 0 times, not once: 'z'"),
        ({"replace": {"a": [{"old": "x"}]}}, "'replace' of a must be a list of {old: text, new: text}"),
        ({"replace": ["a"]}, "'replace' must be a mapping of paths"),
        ({"append": {"b": "x"}}, "b: no such file"),
        ({"delete": ["b"]}, "b: no such file"),
        ({"delete": "b"}, "'delete' must be a list of paths"),
        ({"write": {"b": None}}, "'write' of b must be text"),
        ({"wirte": {}}, "unknown key 'wirte' (known: on, by, message, write, replace, append, delete, branch, merge)"),
        ({"message": " "}, "'message' must be text"),
        (
            {"merge": "wording"},
            "cannot merge 'wording' into 'main' (a merge goes from an open branch into main)",
        ),
    ],
)
def test_a_step_that_cannot_be_played_is_named(second: dict[str, object], problem: str) -> None:
    """What is wrong is told with the number and the date of the step."""
    with pytest.raises(ValueError, match=re.escape(f"step 2 (2026-01-16): {problem}")):
        play([step(write={"a": "x x"}), step(**second)])


@pytest.mark.parametrize("on", ["tomorrow", "", "2026-01-16T10:00+02:00"])
def test_a_step_needs_a_date(on: str) -> None:
    """A date is never guessed, and never in another zone."""
    with pytest.raises(ValueError, match="'on'"):
        play([step(on=on)])


def test_a_merged_branch_is_over() -> None:
    """A branch is merged once; what comes later needs a new name."""
    steps = [step(branch="wording", write={"a": "1"}), step(merge="wording"), step(branch="wording", write={"a": "2"})]
    with pytest.raises(ValueError, match=re.escape("branch 'wording' is merged already (use a new name)")):
        play(steps)


def test_the_shipped_story_tells_forty_weeks() -> None:
    """The demo has a public update for each Friday but Good Friday, and ends on its status date."""
    commits = shipped_story()
    files = final_files(commits)
    updates = [path for path in files if re.fullmatch(r"content/updates/2026-\d\d-\d\d\.md", path)]
    words = Counter(re.findall(r"^status: (\w+)$", "".join(files[path] for path in updates), re.MULTILINE))
    assert (len(commits), len(updates), words) == (84, 39, {"green": 23, "amber": 14, "red": 2})
    assert commits[-1].on == datetime(2026, 10, 16, 15, tzinfo=UTC)


def test_main_of_the_shipped_story_never_goes_back_in_time() -> None:
    """The commits of main follow each other in time, so the ledger can tell them in order."""
    days = [commit.on for commit in shipped_story() if commit.branch == "main"]
    assert days == sorted(days)


def test_every_state_of_the_shipped_story_is_yaml_with_unique_ids() -> None:
    """After each commit the plan and the promises can be read, and no id occurs twice."""
    doubled = []
    for commit in shipped_story():
        for path, text in commit.files.items():
            if text is not None and path in (PLAN, "content/commitments.yml"):
                ids = Counter(item["id"] for item in yaml.load(text, yaml.BaseLoader))  # noqa: S506, it makes nothing but text
                doubled += [(commit.on, path, name) for name, count in ids.items() if count > 1]
    assert doubled == []


def test_what_must_not_be_published_is_in_the_shipped_story() -> None:
    """The marks that other tests look for: an internal word in three files, an indiscreet one in two messages."""
    commits = shipped_story()
    marked = [path for path, text in final_files(commits).items() if "Kestrel" in text]
    assert marked == ["content/commitments.yml", PLAN, "content/updates/2026-08-21-steering-prep.md"]
    assert sum("grumble" in commit.message for commit in commits) == 2


def test_the_checked_in_content_is_the_end_of_the_shipped_story() -> None:
    """What stands in content/ and mkdocs.yml is what the story ends with."""
    files = final_files(shipped_story())
    told = {path: text for path, text in files.items() if path.startswith(("content/", "mkdocs.yml"))}
    assert {path: (ROOT / path).read_text(encoding="utf-8") for path in told} == told
