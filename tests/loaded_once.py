"""What is loaded once a run, and not in other processes again: it is the same for all tests, and none is about it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from types import CodeType

from jinja2 import FileSystemBytecodeCache
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


def load_templates_once() -> None:
    """Every build has environments of its own, and some tests a folder of their own for compiled templates."""
    load, dump = FileSystemBytecodeCache.load_bytecode, FileSystemBytecodeCache.dump_bytecode
    loaded: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        if (known := loaded.get((bucket.key, bucket.checksum))) is not None:
            bucket.code = known
            return
        load(self, bucket)
        if bucket.code is not None:
            loaded[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        if bucket.code is not None:
            loaded[bucket.key, bucket.checksum] = bucket.code
        dump(self, bucket)

    FileSystemBytecodeCache.load_bytecode = load_bytecode  # type: ignore[method-assign]
    FileSystemBytecodeCache.dump_bytecode = dump_bytecode  # type: ignore[method-assign]
