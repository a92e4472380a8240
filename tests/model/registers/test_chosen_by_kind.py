"""What we decide for each kind of item, since no mark could say it: who adds one reads what is left to decide."""

from __future__ import annotations

from click import Context, Group

from declared import RECORDS
from milepost.authoring.items.finding import COMMANDS_OF
from milepost.commands.writing.new import new
from milepost.facts.health.rules import AREA_OF, AREAS, Topic
from milepost.model.fields import Kind
from milepost.model.marks import Mark, marked
from milepost.model.places import TOPICS
from milepost.model.registers import REGISTERS
from milepost.render.archive import month
from milepost.render.feeds.topics import TOPIC_OF
from milepost.render.sentences.whole import MISSED, PUBLISHED

PAGES = {register.kind for register in REGISTERS if not register.is_list}


def test_each_kind_has_its_feed_or_none() -> None:
    """Of every topic but what is asked of the client, which is told by who has to do it."""
    assert tuple(TOPIC_OF) == tuple(Kind)
    assert set(TOPIC_OF.values()) - {""} == set(TOPICS) - {"asks"}


def test_each_kind_weighs_on_health_or_does_not() -> None:
    """Every area but that of notice, which is about all promises, is the area of a kind."""
    assert tuple(AREA_OF) == tuple(Kind)
    assert set(AREA_OF.values()) - {None} == set(AREAS) - {Topic.NOTICE}


def test_a_page_of_each_kind_is_said_to_have_come() -> None:
    """In the ledger and in the feed, and in the month in which it came."""
    assert set(PUBLISHED) == set(month.PAGES_OF) == PAGES


def test_what_can_be_missed_is_said_to_have_been() -> None:
    """Promises, and records of which a day moves and passes."""
    passing = {register.kind for register in RECORDS if any(marked(register.written, Mark.DATE))}
    assert set(MISSED) == passing | {register.kind for register in REGISTERS if register.is_promise}


def test_what_was_decided_is_told_in_its_month() -> None:
    """Whatever has a day on which it is decided has a part there."""
    assert set(month.DECIDED) == {r.kind for r in RECORDS if any(marked(r.written, Mark.DECIDES))}


def test_what_goes_on_with_each_kind_is_said() -> None:
    """Where its id was given to a command of another kind."""
    assert set(COMMANDS_OF) == {register.kind for register in REGISTERS if register.is_list}


def test_one_writes_each_kind_with_a_command() -> None:
    """`milepost new KIND`, which says in a line what it does."""
    assert isinstance(new, Group)
    context = Context(new)
    commands = {name: new.get_command(context, name) for name in new.list_commands(context)}
    assert set(commands) == {str(register.kind) for register in REGISTERS}
    assert [name for name, command in commands.items() if not (command and command.get_short_help_str())] == []
