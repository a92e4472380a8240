"""Days: which day it is for a project in its own time zone, and how long it is the same day as now."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from milepost.project.opening import Project
from milepost.source.yaml.located_yaml import parse_yaml


def today_in(content: Path, moment: datetime) -> date:
    """The day of a moment in the time zone that the charter on the disk names; UTC is the default there, too."""
    text = _bytes_of(content / "project.yml")
    try:
        zone = _zone_in(text) if text is not None else UTC
    except (ValueError, KeyError, OSError):  # What is wrong with the charter, `check` tells.
        zone = UTC
    return moment.astimezone(zone).date()


def day_ends(project: Project, now: datetime) -> datetime:
    """Up to when it is the same day as now, by UTC and by the charters that are committed and on the disk.

    That is now where nobody can tell, and while the newest commit is from the future.
    """
    repository, charter = project.repository, f"{project.prefix}/project.yml"
    if repository.written("HEAD") > now:
        return now
    texts = [*repository.read_paths([("HEAD", charter)]).values(), _bytes_of(project.content / "project.yml")]
    try:
        zones = {_zone_in(text) for text in texts if text is not None}
        return min(_midnight(now, zone) for zone in {UTC, *zones})
    except (ValueError, KeyError, OSError, OverflowError):
        return now


def _zone_in(charter: bytes) -> tzinfo:
    value = parse_yaml(charter.decode(), "").value
    said = value.get("timezone") if isinstance(value, dict) else None
    return ZoneInfo(str(said)) if said else UTC


def _midnight(now: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone)


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
