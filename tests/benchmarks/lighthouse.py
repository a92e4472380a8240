"""How light the demo's pages are on a phone, by Lighthouse; beside its overview, its newest update in stock Material.

Both are served compressed, with the cache and headers of a static host. The demo stands there with all its versions.
Lighthouse wants every page to be found by search engines, which a status site does not: what is promised of that (seo)
is measured on a build with `indexed: true`. Stock Material goes without its web fonts, which nobody can fetch offline.
Of several runs in alternation the one with the median performance counts. It is written
to `figures/lighthouse.json`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any

from screenshots import FLAGS, chromium_path, with_versions
from serving import Host, hosted
from timing import Row, command

RUNS = 3
PAGES = {"plan": "plan/", "commitments": "commitments/"}
"""What is measured beside the overview."""
PROMISED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_KIB = 80
FIGURES = Path(__file__).with_name("figures") / "lighthouse.json"
_METRICS = ("first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time")
_TOOLS = Path(__file__).parents[1] / "browser" / "tools"
_LIGHTHOUSE = _TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
_STOCK = (
    "site_name: Harbour ticketing relaunch\nsite_url: https://status.example.org/\ndocs_dir: content\n"
    "theme: {name: material, font: false}\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n"
)


def check() -> None:
    """Say at once what is not installed."""
    if not _LIGHTHOUSE.exists() or shutil.which("node") is None:
        raise SystemExit("Lighthouse is not installed: npm ci --ignore-scripts --prefix tests/browser/tools")
    if chromium_path() is None:
        raise SystemExit("Chromium is not installed")


def measure() -> list[Row]:
    """Scores against what is promised, and the weight of a first visit; the figures go into their file."""
    with tempfile.TemporaryDirectory() as room, ExitStack() as stack:
        sites = _sites(Path(room))
        ours, stock, indexed = (stack.enter_context(hosted(site)) for site in sites)
        turns = [(_verdict(ours), _verdict(stock)) for _ in range(RUNS)]
        figures = {
            **_circumstances(turns[0][0]),
            "milepost": _figures(_median([turn[0] for turn in turns]), ours),
            **{f"milepost, {name}": _of_a_page(ours, path) for name, path in PAGES.items()},
            "milepost, indexed: true": {"scores": _scores(_verdict(indexed, "--only-categories=seo"))},
            "stock Material": _figures(_median([turn[1] for turn in turns]), stock),
        }
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return list(_rows(figures))


def _sites(room: Path) -> tuple[Path, Path, Path]:
    """The demo with its versions, its texts in stock Material, and today's demo for search engines."""
    from milepost.authoring.demo import write_demo

    demo, stock = room / "demo", room / "stock"
    write_demo(demo)
    ours = with_versions(demo, room / "ours")
    shutil.copytree(demo / "content", stock / "content", ignore=shutil.ignore_patterns("*.yml"))
    shutil.copyfile(max((demo / "content" / "updates").glob("*.md")), stock / "content" / "index.md")
    (stock / "mkdocs.yml").write_text(_STOCK, "utf-8")
    settings = demo / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("milepost: {", "milepost: {indexed: true, "), "utf-8")
    scripts = Path(sys.executable).parent
    command([str(scripts / "mkdocs"), "build", "-q"], stock)()
    command([str(scripts / "milepost"), "build", "-q"], demo)()
    return ours, stock / "site", demo / "site"


def _of_a_page(host: Host, path: str) -> dict[str, Any]:
    """Scores and times of a page, the one with the median performance."""
    verdict = _median([_verdict(host, path=path) for _ in range(RUNS)])
    return {"scores": _scores(verdict), "milliseconds": _milliseconds(verdict)}


def _verdict(host: Host, *options: str, path: str = "") -> dict[str, Any]:
    """What Lighthouse says of a page of a host."""
    environment = {**os.environ, "CHROME_PATH": chromium_path() or ""}
    flags = f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, "verdict.json")
        arguments = [host.address + path, flags, "--output=json", f"--output-path={file}", "--quiet", *options]
        command(["node", str(_LIGHTHOUSE), *arguments], environment=environment)()
        verdict: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return verdict


def _median(verdicts: list[dict[str, Any]]) -> dict[str, Any]:
    return sorted(verdicts, key=lambda verdict: _scores(verdict)["performance"])[len(verdicts) // 2]


def _scores(verdict: Mapping[str, Any]) -> dict[str, int]:
    return {name: round(100 * category["score"]) for name, category in verdict["categories"].items()}


def _figures(verdict: Mapping[str, Any], host: Host) -> dict[str, Any]:
    """Scores, times in milliseconds, bytes by kind and by file, and the audits that are not content."""
    audits = verdict["audits"]
    requests = audits["network-requests"]["details"]["items"]
    kinds = {"/" + asked["url"].removeprefix(host.address): asked["resourceType"].lower() for asked in requests}
    files = {path: size for path, size in sorted(host.sent.items()) if path in kinds}
    by_kind = {kind: sum(files[path] for path in files if kinds[path] == kind) for kind in sorted({*kinds.values()})}
    return {
        "scores": _scores(verdict),
        "milliseconds": _milliseconds(verdict),
        "cumulative-layout-shift": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "bytes": {"total": sum(files.values()), **{kind: size for kind, size in by_kind.items() if size}},
        "bytes of headers": sum(host.headers[path] for path in files),
        "files": files,
        "listed": sorted(name for name, audit in audits.items() if audit["score"] is not None and audit["score"] < 0.9),
    }


def _milliseconds(verdict: Mapping[str, Any]) -> dict[str, int]:
    return {name: round(verdict["audits"][name]["numericValue"]) for name in _METRICS}


def _circumstances(verdict: Mapping[str, Any]) -> dict[str, Any]:
    found = re.search(r"Chrome/([\d.]+)", verdict["environment"]["hostUserAgent"])
    return {
        "measured": f"each page on a phone, as simulated by Lighthouse; median of {RUNS} runs",
        "served": "HTTP/1.1, gzip -6, Cache-Control: max-age=600, headers of _headers",
        "versions": {
            "lighthouse": verdict["lighthouseVersion"],
            "chromium": found[1] if found else "",
            **{name: version(name) for name in ("milepost", "mkdocs", "mkdocs-material")},
        },
        "promised": {**PROMISED, "KiB": MOST_KIB},
    }


def _row(what: str, score: int, least: int, peer: str = "–") -> Row:
    return Row(
        what=f"Lighthouse, {what}",
        ours=str(score),
        peer=peer,
        ratio=round(least / max(score, 1), 3),
        bound=1.0,
        against=f"at least {least}",
    )


def _rows(figures: Mapping[str, Any]) -> Iterator[Row]:
    ours, stock = figures["milepost"], figures["stock Material"]
    scores = {**ours["scores"], **figures["milepost, indexed: true"]["scores"]}
    for name, least in PROMISED.items():
        what = name + (", with indexed: true" if name == "seo" else "")
        yield _row(what, scores[name], least, peer=str(stock["scores"][name]))
    for name in PAGES:
        scores = figures[f"milepost, {name}"]["scores"]
        yield from (_row(f"{name}, {what}", scores[what], least) for what, least in PROMISED.items() if what != "seo")
    total, theirs = (side["bytes"]["total"] / 1024 for side in (ours, stock))
    headers = ours["bytes of headers"] / 1024
    yield Row(
        what="a first visit, compressed",
        ours=f"{total:.1f} KiB",
        peer=f"{theirs:.1f} KiB",
        ratio=round(total / MOST_KIB, 3),
        bound=1.0,
        against=f"at most {MOST_KIB} KiB; HTTP/1.1 headers add {headers:.1f}; the peer is one update in stock Material",
    )
