"""What was read stays read: warm, cold and naive say the same, wherever HEAD stands and whatever was kept before."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from milepost.errors import MilepostError
from milepost.git.repository import Repository
from milepost.memory import records
from milepost.pipeline import AsOf, derive_reading, read_today
from milepost.source import history
from milepost.source import past as past_of
from milepost.source.history import Uncommitted, read_history
from milepost.source.latest import read_files
from often import how_often
from oracle.compare import differences, ours
from oracle.histories.commits import import_histories
from oracle.histories.historian import Historian
from oracle.naive.ledger import NaiveLedger
from repository_builder import RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
BATCHES, BATCH = round(3 * how_often()), 8
# How much has to be new until a reading is kept; each batch has another.
KEEPING = (1, 3, 20)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of the test's own, in which every step counts."""
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(past_of, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(past_of, "_WORTH_BEGINNING", 1)
    return tmp_path / "kept"


TODAY = AsOf(moment=NOON)


def warm(folder: Path, as_of: AsOf = TODAY, work: Uncommitted | None = None) -> Any:
    """What is said with what is kept, or why not."""
    try:
        return read_today(Repository.open(folder), "content", as_of, work)
    except MilepostError as error:
        return str(error)


def cold(folder: Path, as_of: AsOf = TODAY, work: Uncommitted | None = None) -> Any:
    """What is said without it, or why not."""
    try:
        return derive_reading(read_history(Repository.open(folder), "HEAD", "content", work), as_of)
    except MilepostError as error:
        return str(error)


def put_head(folder: Path, sha: str) -> None:
    """Let the branch that is checked out end at a commit."""
    (folder / ".git/HEAD").write_text("ref: refs/heads/here\n")
    here = folder / ".git/refs/heads/here"
    here.parent.mkdir(parents=True, exist_ok=True)
    here.write_text(f"{sha}\n")


@pytest.fixture
def steps_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of each reading, how many commits were walked."""
    counts: list[int] = []
    walk = history.with_data

    def counted(repository: Repository, raws: Iterator[Any], *note: Any) -> Iterator[Any]:
        counts.append(0)
        for one in walk(repository, raws, *note):
            counts[-1] += 1
            yield one

    monkeypatch.setattr(history, "with_data", counted)
    return counts


@pytest.mark.parametrize("batch", range(BATCHES))
def test_warm_and_cold_agree_wherever_a_line_is_met(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any prefix, forwards and back, from one line to another, on any day, with and without work on the disk."""
    folder, seeds = tmp_path / "repository", range(batch * BATCH + 1, batch * BATCH + BATCH + 1)
    import_histories(folder, {f"h{seed}": Historian(seed).history() for seed in seeds})
    chance = random.Random(batch)  # noqa: S311, a seeded walk, not a secret
    monkeypatch.setattr(past_of, "_WORTH_KEEPING", KEEPING[batch % len(KEEPING)])
    repository, told = Repository.open(folder), 0
    lines = {seed: [commit.sha for commit in repository.line(f"h{seed}")] for seed in seeds}
    for seed, line in lines.items():
        ends = sorted(chance.sample(range(len(line)), min(4, len(line))))
        back = chance.randrange(len(line))
        for end in (*ends, back, len(line) - 1, len(line) - 1):
            put_head(folder, line[end])
            as_of = AsOf(moment=NOON + timedelta(days=chance.randrange(-200, 200)))
            said = cold(folder, as_of)
            assert warm(folder, as_of) == said, (seed, end)
            told += not isinstance(said, str)
        work = Uncommitted(read_files(repository, chance.choice(line), "content"), NOON)
        assert warm(folder, work=work) == cold(folder, work=work), seed
        assert warm(folder) == cold(folder)
    assert told > 4 * BATCH


@pytest.mark.parametrize("batch", range(2))
def test_warm_and_naive_agree(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The naive ledger, which shares no line with ours, says what ours says that went on from its own middle."""
    folder, seeds = tmp_path / "repository", range(101 + batch * 10, 111 + batch * 10)
    import_histories(folder, {f"h{seed}": Historian(seed).history() for seed in seeds})
    lines = {seed: [commit.sha for commit in Repository.open(folder).line(f"h{seed}")] for seed in seeds}
    monkeypatch.setattr("oracle.compare.read_report", lambda r, prefix, ref: read_today(r, prefix, AsOf()))
    for seed, line in lines.items():
        for end in (len(line) // 3, len(line) * 2 // 3, len(line) - 1):
            put_head(folder, line[end])
            warm(folder)
        put_head(folder, line[-1])
        naive = NaiveLedger(folder, f"h{seed}")
        assert differences(naive.events() + naive.promises(), ours(Repository.open(folder), "HEAD")) == [], seed


def moved(due: str) -> dict[str, str | bytes | None]:
    """A plan whose one date is another."""
    return {"content/milestones.yml": f"- id: beta\n  title: The beta is open\n  due: {due}\n"}


def test_only_what_is_new_is_read(project: Project, steps_read: list[int]) -> None:
    """A commit that was walked is not walked again; nor is anything, where nothing is new."""
    repository = project()
    for day in range(7, 12):
        repository.commit(moved(f"2026-04-{day:02}"), on=f"2026-03-{day:02}")
    assert warm(repository.path) == cold(repository.path)
    repository.commit(moved("2026-05-01"), on="2026-03-12")
    assert warm(repository.path) == warm(repository.path) == cold(repository.path)
    assert steps_read == [6, 6, 1, 0, 7]


def _amended(repository: RepositoryBuilder) -> None:
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.commit(moved("2026-07-01"), on="2026-03-09")


def _begun_again(repository: RepositoryBuilder) -> None:
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.commit(moved("2026-07-01"), on="2026-03-09")


def _merged(repository: RepositoryBuilder) -> None:
    """What was public is the side of a merge, not the line any more."""
    repository.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repository.commit(moved("2026-07-01"), on="2026-03-09")
    who = ("-c", "user.name=Lead", "-c", "user.email=lead@example.org")
    repository.git(*who, "merge", "--quiet", "--strategy", "ours", "main")


def _renamed(repository: RepositoryBuilder) -> None:
    """The content moves away, and comes back."""
    repository.git("mv", "content", "status")
    repository.commit({}, on="2026-03-09")
    repository.git("mv", "status", "content")
    repository.commit(moved("2026-07-01"), on="2026-03-10")


_ZONE = "name: Harbour line\ntimezone: Pacific/Auckland\n"
REWRITTEN: dict[str, Callable[[RepositoryBuilder], object]] = {
    "amended": _amended,
    "rewound": lambda r: r.git("reset", "--quiet", "--hard", "HEAD~1"),
    "another root": _begun_again,
    "merged the wrong way round": _merged,
    "a clock set back": lambda r: r.commit(moved("2026-07-01"), on="2024-01-01"),
    "a clock set ahead": lambda r: r.commit(moved("2026-07-01"), on="2030-01-01").commit({"x": "x"}, on="2026-03-10"),
    "another zone": lambda r: r.commit({"content/project.yml": _ZONE}, on="2026-03-09T23:30"),
    "another folder": _renamed,
}


@pytest.mark.parametrize("rewrite", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_a_history_that_is_another_now_is_read_anew(
    project: Project, rewrite: Callable[[RepositoryBuilder], object]
) -> None:
    """Nothing is mended: what was kept is as good as none, and what is said is what a first reading says."""
    repository = project()
    repository.commit(moved("2026-05-01"), on="2026-03-07").commit(moved("2026-06-01"), on="2026-03-08")
    assert warm(repository.path) == cold(repository.path)
    rewrite(repository)
    assert warm(repository.path) == cold(repository.path)
    repository.commit(moved("2026-08-01"), on="2026-03-20")
    assert warm(repository.path) == cold(repository.path)


def test_a_line_on_which_a_clock_ran_backwards_is_not_gone_on_from(project: Project, steps_read: list[int]) -> None:
    """Which of two clocks was wrong, what comes next decides: here first the one that was ahead, then the other."""
    repository = project(on="2026-01-05")
    repository.commit(moved("2026-07-01"), on="2026-05-01").commit(moved("2026-08-01"), on="2026-03-01")
    assert warm(repository.path) == cold(repository.path)
    repository.commit(moved("2026-09-01"), on="2026-05-02")
    assert warm(repository.path) == cold(repository.path)
    assert steps_read == [3, 3, 4, 4]


def test_replaced_objects_and_grafts_change_nothing(project: Project) -> None:
    """They are one clone's own; neither a first reading nor a later one follows them."""
    repository = project()
    repository.commit(moved("2026-05-01"), on="2026-03-07")
    said = warm(repository.path)
    repository.git("replace", "HEAD:content/milestones.yml", "HEAD~1:content/milestones.yml")
    repository.write({".git/info/grafts": f"{repository.git('rev-parse', 'HEAD')}\n"})
    assert warm(repository.path) == cold(repository.path) == said


def test_a_shallow_clone_is_refused_warm_too(project: Project) -> None:
    """Whatever was kept of it while it was whole."""
    repository = project()
    repository.commit(moved("2026-05-01"), on="2026-03-07")
    warm(repository.path)
    repository.write({".git/shallow": f"{repository.git('rev-parse', 'HEAD')}\n"})
    assert "shallow" in warm(repository.path)


def test_a_day_that_is_asked_for_is_told_without_what_is_kept(project: Project, steps_read: list[int]) -> None:
    """The ledger tells by the day whether a date was missed."""
    repository = project()
    repository.commit(moved("2026-05-01"), on="2026-03-07")
    as_of = AsOf(exactly=datetime(2026, 4, 20, tzinfo=UTC).date())
    warm(repository.path)
    assert warm(repository.path, as_of) == cold(repository.path, as_of)
    assert steps_read == [2, 2, 2]


def test_what_is_kept_is_of_one_program(
    project: Project, steps_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another Milepost, or another library beneath it, reads for itself."""
    repository = project()
    warm(repository.path)
    monkeypatch.setattr(records, "program", lambda: "another")
    warm(repository.path)
    monkeypatch.setattr(records, "program", lambda: None)
    warm(repository.path)
    assert steps_read == [1, 1, 1]


def test_what_is_damaged_is_dropped(project: Project, kept: Path, steps_read: list[int]) -> None:
    """Cut short, empty, something else: it is read anew, and kept anew."""
    repository = project()
    repository.commit(moved("2026-05-01"), on="2026-03-07")
    said = warm(repository.path)
    for file in [path for path in kept.rglob("*") if path.is_file()]:
        whole = file.read_bytes()
        for wrong in (b"", whole[: len(whole) // 2], whole[:-1], b"x" * len(whole)):
            file.write_bytes(wrong)
            assert warm(repository.path) == said
        steps_read.clear()
        assert warm(repository.path) == said
        assert steps_read == [0]


class Harmful:
    """What would run when it is read back, if it could."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /nowhere/harm",)


@pytest.mark.parametrize("value", [Harmful(), sys.exit, Path("x"), MilepostError("x"), [{"a": Harmful()}]])
def test_nothing_that_is_kept_can_run(value: object) -> None:
    """Records are made of records; whatever else a file asks for makes all of it useless."""
    assert records.thawed(records.frozen(value)) is None


def test_records_come_back_as_they_were() -> None:
    """Numbers, texts, days, mappings and views of them, sets and counters."""
    value = {"a": [1, None, "é", NOON, NOON.date()], "b": frozenset({"x"})}
    assert records.thawed(records.frozen(value)) == value


def test_two_at_once_say_what_one_says(project: Project) -> None:
    """Each takes over what is whole, or nothing."""
    repository = project()
    for day in range(7, 28):
        repository.commit(moved(f"2026-04-{day:02}"), on=f"2026-03-{day:02}")
    heads = repository.git("rev-list", "HEAD").split()
    with ThreadPoolExecutor(4) as pool:
        for head in (*heads[8::-2], heads[0]):
            put_head(repository.path, head)
            said = cold(repository.path)
            assert list(pool.map(lambda _: warm(repository.path), range(6))) == [said] * 6
