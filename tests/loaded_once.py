"""What is loaded once a run, and not in other processes again: it is the same for all tests, and none is about it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, FileSystemBytecodeCache, Template
from jinja2.bccache import Bucket
from mkdocs import plugins, utils

from milepost.versions import every_version, whole_site


def look_once_for_what_is_installed() -> None:
    """MkDocs reads every package's entry points five times a build, and what each theme's package says of itself."""
    plugins.entry_points = utils.entry_points = cache(entry_points)  # type: ignore[assignment]
    utils.get_themes = cache(utils.get_themes)


def build_in_this_process() -> None:
    """What is small is quicker so; who asks for processes of their own (a command, or a test of them) has them."""
    every_version._WORTH_IT = 1000
    whole_site._LARGE = 1_000_000


class _Compiled(BytecodeCache):
    """Templates as they were compiled in this process."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Know what was compiled."""
        if bucket.code is not None:
            self.known[bucket.key, bucket.checksum] = bucket.code


def load_templates_once() -> None:
    """Every build has environments of its own, and some tests a folder of their own for what they keep, or none."""
    compiled = _Compiled()
    load_kept, keep = FileSystemBytecodeCache.load_bytecode, FileSystemBytecodeCache.dump_bytecode
    load = BaseLoader.load

    def load_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        compiled.load_bytecode(bucket)
        if bucket.code is None:
            load_kept(self, bucket)
            compiled.dump_bytecode(bucket)

    def dump_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        compiled.dump_bytecode(bucket)
        keep(self, bucket)

    def load_template(self: BaseLoader, environment: Environment, name: str, of: Any = None) -> Template:
        environment.bytecode_cache = environment.bytecode_cache or compiled
        return load(self, environment, name, of)

    FileSystemBytecodeCache.load_bytecode = load_bytecode  # type: ignore[method-assign]
    FileSystemBytecodeCache.dump_bytecode = dump_bytecode  # type: ignore[method-assign]
    BaseLoader.load = load_template  # type: ignore[method-assign, assignment]
