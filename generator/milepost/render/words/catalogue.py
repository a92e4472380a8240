"""The catalogue: each text in the reader's language, as the translators wrote it, and with its values filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel import Locale
from markupsafe import Markup, escape

import milepost
from milepost.model.kinds.charter import Language


def read_catalogue(language: Language) -> dict[str, tuple[str, ...]]:
    """Every text that is translated, by its English one, with its plural forms; English needs none."""
    if language is Language.EN:
        return {}
    from babel.messages.pofile import read_po  # imported where it is needed: English sites start faster

    with (theme_folder() / "locales" / language / "LC_MESSAGES" / "milepost.po").open("rb") as po:
        entries = read_po(po, locale=language.value)
    return {_forms(entry.id)[0]: _forms(entry.string) for entry in entries if entry.id and entry.string}


def theme_folder() -> Traversable:
    """Where the templates, styles and catalogues are: beside the package, or in a checkout used as it is."""
    try:
        return files("milepost.theme")
    except ModuleNotFoundError:
        return Path(milepost.__file__).parents[2] / "theme"


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with its values in their places; one that holds markup makes the whole of it markup."""
    if not values:
        return text
    if any(hasattr(value, "__html__") for value in values.values()):
        # What Markup.format does, which parses the text anew by Python: no message says how to write a value.
        shown = {name: str(escape(value)) for name, value in values.items()}
        return Markup(str(escape(text)).format(**shown))  # noqa: S704, all of it is escaped
    return text.format(**values)


@lru_cache(maxsize=1024)
def plural_form(language: Language, n: int) -> str:
    """The plural category of a number, by the language's own rules: `one` or `other` in those that are spoken here."""
    return str(Locale.parse(language.value).plural_form(n))


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
