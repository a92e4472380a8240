"""What MkDocs is told: our theme parts and, where the author has said nothing, our settings."""

from __future__ import annotations

from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from milepost.pipeline import Site
from milepost.render.words.catalogue import theme_folder
from milepost.site.draft import Draft
from milepost.site.finishing.policy import Policy, origins
from milepost.site.host.navigation import navigation_of
from milepost.site.pages.frames import stock_theme
from milepost.site.stylesheet import STYLESHEET
from milepost.site.theme_files import spare_environments

_TOGGLES = (("light", "default", "weather-night"), ("dark", "slate", "weather-sunny"))


def dress(config: MkDocsConfig, draft: Draft) -> MkDocsConfig:
    """Give MkDocs our theme parts and, where the author has said nothing, our settings."""
    if not config.use_directory_urls:
        raise PluginError("mkdocs.yml: use_directory_urls is off (Milepost's addresses need it: leave it out)")
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_folder()))
    spare_environments(config.theme)
    config.extra_css = [*(sheet for sheet in (STYLESHEET,) if sheet not in config.extra_css), *config.extra_css]
    config.watch.append(config.docs_dir)
    stock = stock_theme(config.theme.name)
    for name, value in _theme_settings(draft.site).items():
        if config.theme.get(name) == stock.get(name):
            config.theme[name] = value
    if draft.site and config.extra.get("milepost", {}).get("named_by_charter"):
        config.site_name = draft.site.report.charter.name
    config.site_name = escape(config.site_name)  # Material 9.8 prints it as it is (tests/test_upstream.py).
    config.nav = navigation_of(config, draft)
    if draft.old_version:
        config.extra["homepage"] = draft.at
        config.theme.static_templates = set()
    return config


def policy_of(config: MkDocsConfig, draft: Draft, *, indexed: bool) -> Policy:
    """What pages may load: the site's own, and what the configuration itself names elsewhere."""
    scripts = (str(getattr(script, "path", script)) for script in config.extra_javascript)
    return Policy(origins(scripts), origins(config.extra_css), indexed and not draft.old_version)


def _theme_settings(site: Site | None) -> dict[str, Any]:
    language = site.report.charter.language.value if site else "en"
    say = site.words if site else str
    names = {"light": say("Switch to dark mode"), "dark": say("Switch to light mode")}
    return {
        "language": language,
        "font": False,
        "favicon": "assets/milepost.svg",
        "features": ["navigation.tabs"],
        "palette": [
            {
                "media": f"(prefers-color-scheme: {name})",
                "scheme": scheme,
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": f"material/{icon}", "name": names[name]},
            }
            for name, scheme, icon in _TOGGLES
        ],
    }
