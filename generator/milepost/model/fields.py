"""The kinds of value that content fields hold, and the record that all items share."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from milepost.model.days import day_from

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(StrEnum):
    """The kinds of item; the word before the colon of an item link."""

    MILESTONE = "milestone"
    COMMITMENT = "commitment"
    UPDATE = "update"
    LESSON = "lesson"


class Visibility(StrEnum):
    """Who may read an item."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Side(StrEnum):
    """The two sides of a project."""

    VENDOR = "vendor"
    CLIENT = "client"


class Status(StrEnum):
    """Red, amber, green: worst last."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


Cause = Literal["scope", "estimate", "technical", "supplier", "staffing", "decision", "client", "external"]


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "{value} is not a date", {"value": repr(value)})
    try:
        return day_from(value)
    except ValueError as error:
        raise PydanticCustomError(
            "day", "{value} is not a date: {why}", {"value": repr(value), "why": str(error)}
        ) from error


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, written `YYYY-MM-DD`."""
ItemId = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name that stays: letters, digits, dot, underscore, hyphen; at most 64."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""A few words on one line, never empty."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Markdown, never empty."""
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]
Ids = Annotated[tuple[ItemId, ...], BeforeValidator(_listed, json_schema_input_type=ItemId | tuple[ItemId, ...])]
"""One id or a list of them."""


class Record(BaseModel):
    """A frozen part of the content; unknown keys are errors, so that no typo loses data."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Item(Record):
    """What every milestone and commitment has."""

    id: ItemId = Field(description="Stays the same for the item's whole life; rename it only with `was`.")
    was: Ids = Field(default=(), description="Earlier ids: joins their history to this one.")
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )
    note: Prose | None = Field(default=None, description="Markdown shown with the item.")
    reason: Prose | None = Field(default=None, description="Why the latest change was made, in words for the client.")
    cause: Cause | None = Field(default=None, description="What kind of reason it is.")

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.visibility is Visibility.PUBLIC
