"""What `status.json` holds of items that are no promises: what is written of each, and what history says of it."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from milepost.model.fields import Day, Kind
from milepost.model.registers import REGISTERS, Register
from milepost.render.data.status_items import Part, of


class EffectData(Part):
    """What an item did to a date."""

    kind: Kind = of("The kind of the item whose date moved.")
    id: str = of("Its id now.")
    days: int = of("How many days later; negative is earlier.")


class ForeseenData(Part):
    """A problem that had stood in the risks before."""

    problem: str = of("Its id.")
    risk: str = of("The id of the risk.")
    days: int = of("How many days before it had been raised.")


class ForesightData(Part):
    """Which problems had been seen before."""

    problems: int = of("How many there were.")
    foreseen: tuple[ForeseenData, ...] = of("Those that had stood in the risks.")
    unlikely: tuple[str, ...] = of("The ids of risks that came true and had been rated 1.")


class ExposureData(Part):
    """What was at stake on a day."""

    on: Day = of("The day of an update, or the status date.")
    weight: int = of("Likelihood times impact, summed over the threats that were open.")


class SatisfactionData(Part):
    """How satisfied the client was with a phase."""

    phase: str = of("The id of the phase.")
    ratings: tuple[int, ...] = of("Each rating that was given, oldest first.")
    asked: int = of("How often we asked.")
    silent: int = of("How often nobody answered.")


class RecordData(Part):
    """What the items of every other register have in common; one that was deleted is among them as it last was."""

    id: str = of("Its id now.")
    url: str = of("The address of its page, as above.")
    raised: Day = of("The day it was raised.")
    open: bool = of("Whether it is neither closed nor deleted.")
    gone: Day | None = of("The day it was deleted, if it was.")
    closed_on: Day | None = of("The day it was closed.")
    overdue_days: int = of("How many days it is overdue; else 0.")
    effects: tuple[EffectData, ...] = of("How far each date moved in all that names it in `because`.")
    first: dict[str, int | Day | str] = of("What each of its degrees and dates was first.")


def record_data(register: Register) -> type[RecordData]:
    """The shape of an item of a register: what is written of it, every key always there."""
    written = {
        # `requested` of a change is not the `raised` that every item has.
        (key if name in RecordData.model_fields else name): (field.annotation, of(field.description or "", alias=key))
        for name, field in register.written.model_fields.items()
        for key in [field.alias or name]
        if key not in {"id", "was", "visibility", "raised"}
    }
    fields: dict[str, Any] = written
    told = f"An item of `{register.files[0]}`; one that was deleted is among them as it last was."
    return create_model(f"{register.kind.capitalize()}Data", __base__=RecordData, __doc__=told, **fields)


RECORDS = {register.name: register for register in REGISTERS if register.is_record}
"""The keys that are there only where a project has such items."""
