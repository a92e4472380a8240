"""Names that Windows cannot keep: of files of the author's, and of items that have a page of their own on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.places import folder_of
from milepost.model.registers import register_of
from milepost.source.files.readings import Sources
from milepost.source.files.roles import is_hidden

# Names of devices, whatever comes behind a dot; see "Naming Files, Paths, and Namespaces" in the manual of Windows.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?")


def windows_names(sources: Sources) -> Iterator[Problem]:
    """Names with which a clone on Windows cannot check out the content, or the site."""
    for path in sorted(path for path in sources.paths if not is_hidden(path)):
        if why := next(filter(None, map(why_not_on_windows, path.split("/"))), None):
            message = f"a clone on Windows cannot hold this file: {why}"
            yield Problem(Location(sources.prefix + path), message, "rename it", Severity.WARNING)
    for sourced in sources.items:
        register = register_of(sourced.item.kind)
        why = why_not_on_windows(sourced.item.id) if register.is_list and folder_of(register.page) else None
        if why:
            message = f"a clone on Windows cannot hold the page of the {register.kind} {sourced.item.id!r}: {why}"
            hint = f"give it another id, and was: {sourced.item.id}"
            yield Problem(sourced.locate("id"), message, hint, Severity.WARNING)


def why_not_on_windows(name: str) -> str | None:
    """Why Windows cannot keep a file or folder of a name, or None."""
    if found := _DEVICE.fullmatch(name):
        return f"{found[1]} is the name of a device there"
    return "no name there ends in a dot" if name.endswith(".") else None
