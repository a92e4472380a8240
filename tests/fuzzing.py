"""Inputs that nobody would write, and every reader that may meet them: what neither the tests nor the command end with.

An input is a seed (a sound file of its kind) that was cut, doubled, spliced and peppered with words that readers
stumble over. The same number gives the same input, so that whatever is found can be found again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from random import Random
from typing import Any

from milepost.errors import MilepostError
from milepost.facts.advice.advice import advise
from milepost.facts.report.deriving import derive_report
from milepost.git.log.raw_log import read_log
from milepost.model.history import History, Revision, Step, changes_between
from milepost.model.registers import REGISTERS, Register
from milepost.pipeline import Reading, render_site
from milepost.render.data.changelog import changelog
from milepost.render.words.words import Words
from milepost.source.changed_items import read_version
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.files.glossary import read_glossary
from milepost.source.files.items import read_file
from milepost.source.files.roles import register_at
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.versions.making.checkout import settings_in
from milepost.versions.receipts.manifests import read_manifest
from sound_files import FILES, GLOSSARY, PICTURE

TODAY = date(2026, 11, 26)
MKDOCS = """\
site_name: Harbour line
site_url: https://status.example.org/
docs_dir: content
INHERIT: base.yml
theme: {name: material, custom_dir: theme}
hooks: [hook.py]
plugins:
  - search
  - milepost: {status_date: 2026-03-06}
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji}
"""
MANIFEST = """\
{"schema": 1, "version": "2026-03-06", "revision": "aa", "tree": "bb", "status_date": "2026-03-06", "updates": ["u"],
 "status": {"claimed": "green", "computed": "green", "headline": "H"}, "generator": {"milepost": "1"},
 "previous": {"version": "2026-02-27", "receipt": "cc"}, "files": {"index.html": "dd"}, "scripts": [], "objects": {}}
"""
_SHA = "a" * 40
LOG = (
    f"{_SHA}\0001767967200\0Office\0Words\n\nReason: rain\n\0\n:100644 100644 {_SHA} {_SHA} M\0content/milestones.yml\0"
    f"{_SHA}\0001767967300\0Office\0More\0\n:000000 120000 {_SHA} {_SHA} A\0content/a\0"
)

# What readers stumble over, each for a reason of its own.
WORDS = (
    *'"\'`#*&!|>%@[]{},:-?\\\n\t\r \0\ufeff\u2028\u202e\u200b~<>=+()/', "\\x", "\\xZZ", "\\u12", "\\UFFFFFFFF",
    "\\U00110000", "\\ud800", "\\N", "\\P", "\\e", "%YAML 9.9\n---\n", "%YAML 1.99999999999999999999\n---\n",
    "%TAG ! tag:x,2000:\n---\n", "%", "--- ", "\n---\n", "\n...\n", "&a ", "*a", "<<: ", "!!int ", "!x ",
    "!!python/name:os.system ", "? ", "- - - ", "  ", "    ", "[" * 30, "{" * 30, "]" * 30, "[[[[]]]]", "- " * 25,
    "> " * 25, "a: {" * 12, "(" * 50, "`" * 50, "_" * 50, "![" * 20, "0001-01-01", "9999-12-31", "9998-12-31",
    "0002-01-01", "2026-02-29", "2026-13-01", "2026-1-1", "１２３４-０１-０１",
    "²⁰²⁶-01-01", "9" * 60,
    "1e999", "-1e-999", ".inf", "0x1F", "0b1", "1_000", "+.5", "-", "1.", "12:30:45", "٣", "²", "1" * 5000,
    "null", "~", "true", "yes",
    "No", "public", "internal", "visibility: [internal]\n", "visibility: {a: b}\n", "visibility: internal\n",
    "id: beta\n", "was: beta\n", "was: [start, start]\n", "due: 9999-12-31\n", "status: [green]\n",
    "date: 9999-12-31\n", "start: 0001-01-01\n", "timezone: ../../etc/passwd\n", "timezone: \"\\0\"\n",
    "timezone: CON\n", "timezone: Europe\n", "timezone: '" + "x" * 300 + "'\n", "language: [zh]\n",
    "grace_days: 31\n", "rhythm: month\n", "after: [beta]\n", "after: [[a]]\n", "phases: {a: b}\n", "tags: [[a]]\n",
    "title: [a, b]\n", "title: {a: b}\n", "period: month\n", "every: month, ", "every: fortnight, ",
    "day: sunday, ", "{}", "[]", "''", '""', "word" * 300, "a-" * 200, "1.1." * 100, "[x](milestone:beta)",
    "<milestone:beta>", "[x](milestone:)", "<risk:R-1>", "[x](<a b>)", "[x](../../../etc)", "[x](:a)", "[x]([y](z)",
    "[x](file:///etc)", "[x](//x)", "[x]://[", "https://[::1", "http://[", "mailto:", "<http://x", "![x](data:,x)",
    '<img src="a.png">', "<img src=http://x>", "<script>", "<!--", "-->", "<details>", "</div>", "&#8238;", "&amp;",
    "&#xffffffff;", "```\n", "~~~\n", "```mermaid\n", "> [!NOTE]\n", "[^1]: x\n", "[a]: b\n",
    "| a | b |\n|---|---|\n", "- [x] a\n", "# #\n", "=====\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n",
    "version https://git-lfs.github.com/spec/v1\n", "--8<-- \"x\"\n", "{{ x }}", "{% raw %}", "UAT",
    "UAT (user acceptance testing)", "售票", "🚢", "é", "e\u0301", "\u3164", "\u2067", "\u2069", "ﷺ", "İ", "ß", "K",
    '{"a": 1}', '"schema": 2', '"files": []', '"files": {"../x": "y"}', '"previous": "x"', "NaN", "Infinity",
    ":100644", "\0\0", "-1", "99999999999999",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A reader with the sound inputs it is fed from; `every` how seldom it is fed, for some take their time."""

    name: str
    seeds: tuple[str, ...]
    feed: Callable[[bytes], object]
    every: int = 1


def mutated(seed: str, random: Random) -> bytes:
    """A seed after a few accidents."""
    text = seed
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        at, to = sorted((random.randrange(len(text) + 1), random.randrange(len(text) + 1)))
        to = min(to, at + random.choice((0, 1, 4, 20, 80)))
        match random.randrange(7):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + text[at:to] * random.choice((2, 3, 30)) + text[to:]
            case 2:
                start = random.randrange(len(text) + 1)
                text = text[:at] + text[start : start + 30] + text[to:]
            case 3:
                text = text[:at] + random.choice(WORDS) * random.choice((1, 1, 1, 2, 40)) + text[to:]
            case 4:
                lines = text.split("\n")
                random.shuffle(lines)
                text = "\n".join(lines)
            case _:
                text = text[:at] + random.choice(WORDS) + text[to:]
    data = text.encode(errors="surrogatepass")
    if not random.randrange(30):
        at = random.randrange(len(data) + 1)
        data = data[:at] + bytes([random.randrange(256)]) + data[at:]
    return data


def _content(data: bytes, path: str, *, today: date | None = TODAY) -> Any:
    files: dict[str, bytes | None] = {PICTURE: b"", **{name: text.encode() for name, text in FILES.items()}}
    return read_content({**files, path: data}, judging=Judging(today=today, advise=True))[0]


def _site(data: bytes, path: str) -> None:
    """Whatever can be read can be told, from one state to the other and back."""
    sound, odd = _content(FILES[path].encode(), path), _content(data, path, today=None)
    assert sound is not None, "what is fed hangs together, or nothing of it is ever told"
    if odd is None:
        return
    steps = []
    for number, (day, before, after) in enumerate((("05", {}, sound.items), ("20", sound.items, odd.items))):
        moment = datetime(2026, 3, int(day), 12, tzinfo=UTC)
        revision = Revision(f"{number:040x}", moment, "Office", None)
        steps.append(Step(revision, moment.date(), changes_between(before, after)))
    history = History(odd, steps[-1].revision, steps[-1].day, iter(steps), [])
    report = derive_report(history, date(2026, 11, 26))
    advise(report)
    render_site(Reading(report, ()), "https://status.example.org/")
    for form in ("text", "markdown", "json"):
        changelog(report.events, form, Words.of(report.charter.language)).encode(errors="surrogatepass")


def _of(read: Callable[..., object], *arguments: Any) -> Callable[[bytes], object]:
    return lambda data: read(*arguments, data)


def _window(register: Register, path: str, seed: str) -> Callable[[bytes], object]:
    before = read_version(register, path, seed.encode(), "content/", None)
    return lambda data: read_version(register, path, data, "content/", before)


def _refusing(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """A reader that refuses in words what is not ours."""

    def fed(data: bytes) -> object:
        try:
            return read(data)
        except MilepostError as refusal:
            return str(refusal)

    return fed


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


_SEEDS = {register.kind: (path, FILES[path]) for path in FILES if (register := register_at(path))}
_LISTS = [register for register in REGISTERS if register.is_list]
TARGETS = (
    Target(
        "yaml",
        tuple(FILES[path] for path in FILES if path.endswith(".yml")),
        lambda data: parse_yaml(_text(data), "a.yml"),
    ),
    Target(
        "front matter",
        tuple(FILES[path] for path in FILES if path.endswith(".md")),
        lambda data: split_front_matter(_text(data), "a.md"),
    ),
    *(Target(r.name, (seed,), _of(read_file, r, path)) for r in REGISTERS for path, seed in [_SEEDS[r.kind]]),
    *(
        Target(f"{r.name} by window", (seed,), _window(r, path, seed))
        for r in _LISTS
        for path, seed in [_SEEDS[r.kind]]
    ),
    Target("glossary", (GLOSSARY,), read_glossary),
    Target("manifests", (MANIFEST,), _refusing(lambda data: read_manifest(data, "manifest.json"))),
    Target("mkdocs.yml", (MKDOCS,), settings_in),
    Target("log", (LOG,), _refusing(lambda data: list(read_log([data[:50], data[50:]], "content/")))),
    *(Target(f"content: {path}", (seed,), partial(_content, path=path), every=4) for path, seed in FILES.items()),
    *(Target(f"site: {path}", (seed,), partial(_site, path=path), every=150) for path, seed in FILES.items()),
)


def input_of(number: int) -> tuple[Target, bytes]:
    """The input of a number, and the reader it is for."""
    random = Random(number)  # noqa: S311, nothing is kept secret here
    weights = [1 / target.every for target in TARGETS]
    (target,) = random.choices(TARGETS, weights)
    return target, mutated(random.choice(target.seeds), random)


def by_name() -> Mapping[str, Target]:
    """The readers by name."""
    return {target.name: target for target in TARGETS}
