"""No input ends a reader otherwise than with its own words; `python tests/fuzz.py` tries a million of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from declared import every_register
from fuzzing import TARGETS, TODAY, WORDS, Target, by_name, input_of
from milepost.model.registers import Register
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.files.roles import register_at
from often import often
from sound_files import FILES, PICTURE

ACCIDENTS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(WORDS) | st.text(max_size=8)), min_size=1, max_size=6)
DAYS_AT_THE_ENDS = ("0001-01-01", "0002-01-01", "9998-12-31", "9999-12-31")


def test_what_is_fed_hangs_together() -> None:
    """Each seed is right beside the others: else every input would be refused for that, and none told as a site."""
    files: dict[str, bytes | None] = {PICTURE: b"", **{path: text.encode() for path, text in FILES.items()}}
    snapshot, problems = read_content(files, judging=Judging(today=TODAY, advise=True))
    assert (snapshot is not None, problems) == (True, ())


@every_register
def test_a_seed_holds_it(register: Register) -> None:
    """Each kind is read alone, within the whole, and told."""
    paths = [path for path in FILES if register_at(path) is register]
    assert len(paths) == 1
    assert {register.name, f"content: {paths[0]}", f"site: {paths[0]}"} <= set(by_name())


@pytest.mark.parametrize("target", [t for t in TARGETS if t.every == 1], ids=lambda target: target.name)
@often(150)
@given(ACCIDENTS, st.data())
@example([(0.5, '"\\UFFFFFFFF"')], None)
@example([(0.0, "%YAML 1.99999999999999999999\n---\n")], None)
def test_every_reader_reads_on(target: Target, accidents: list[tuple[float, str]], data: st.DataObject | None) -> None:
    """A sound file of its kind after some accidents is read or refused."""
    text = data.draw(st.sampled_from(target.seeds)) if data else target.seeds[0]
    for where, words in accidents:
        at = int(where * len(text))
        text = text[:at] + words + text[at:]
    target.feed(text.encode(errors="surrogatepass"))


@often(60)
@given(st.integers(0, 1 << 40))
def test_whatever_can_be_read_can_be_told(number: int) -> None:
    """The inputs of the command, those that are told as a site among them."""
    target, data = input_of(number)
    target.feed(data)


@pytest.mark.parametrize("day", DAYS_AT_THE_ENDS)
@pytest.mark.parametrize("field", ["due: 2026-03-06", "start: 2026-02-02", "done: 2026-03-09", "due: 2026-01-16"])
def test_days_at_the_ends_of_the_calendar_are_told_or_refused(day: str, field: str) -> None:
    """An old revision may hold them; nothing that is reckoned from them overflows, and no chart takes a century."""
    target = by_name()["site: milestones.yml"]
    target.feed(target.seeds[0].replace(field, f"{field[:-10]}{day}").encode())


@pytest.mark.parametrize("day", DAYS_AT_THE_ENDS)
def test_so_are_those_of_the_charter_the_promises_and_the_lessons(day: str) -> None:
    """Whichever field holds one."""
    for path, field in (
        ("project.yml", "start: 2026-01-12"),
        ("commitments.yml", "due: 2026-04-15"),
        ("commitments.yml", "made: 2026-02-06"),
        ("commitments.yml", "kept: 2026-04-14"),
        ("lessons/ask.md", "date: 2026-05-08"),
    ):
        target = by_name()[f"site: {path}"]
        target.feed(target.seeds[0].replace(field, f"{field[:-10]}{day}").encode())
