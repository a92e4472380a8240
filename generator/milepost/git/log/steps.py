"""Steps: what each revision changed below a folder, whatever the folder was called then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from milepost.git.commands import Commands
from milepost.git.log.raw_log import FORMAT, FileChange, RawStep, read_log
from milepost.git.log.renames import Era, eras_of
from milepost.git.reading.trees import Trees, folder_of, only

_CHUNK = 1 << 16


class Steps(Trees):
    """The commits of a repository with what each of them changed."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(commands)
        self._found_eras: dict[tuple[str, str], tuple[Era, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def steps(self, ref: str, prefix: str) -> Iterator[RawStep]:
        """The first-parent line up to `ref`, oldest first: each revision that changed something below `prefix`.

        Where the whole folder had another name before, so do the steps: the one that renamed it is a step like others.
        """
        eras = self._eras(self.sha(ref), folder_of(prefix).rstrip("/"))
        for era, before in zip(eras, (None, *eras), strict=False):
            if before:
                yield self._renaming(before, era)
            yield from self._steps_below(era.prefix, era.since, era.until)

    def steps_since(self, sha: str, prefix: str) -> Iterator[RawStep]:
        """Those of the steps up to HEAD that come after a commit of its line, where the folder has kept its name."""
        yield from self._steps_below(folder_of(prefix).rstrip("/"), sha, self.sha("HEAD"))

    def steps_up_to(self, sha: str, folder: str) -> Iterator[RawStep]:
        """What any line, such as that of a site's branch, did in a folder, from its first commit to the last."""
        yield from self._steps_below(folder, None, sha)

    def _steps_below(self, prefix: str, since: str | None, until: str) -> Iterator[RawStep]:
        line = ("--first-parent", "-m", "--reverse", "--root", "--encoding=UTF-8", FORMAT)
        raw = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-color")
        span = f"{since}..{until}" if since else until
        with self._git.running("log", *line, *raw, span, "--", *only(prefix)) as process:
            for step in read_log(iter(lambda: process.stdout.read(_CHUNK), b""), folder_of(prefix)):
                yield replace(step, revision=self._timed(step.revision)) if step.revision.sha in self.clocks else step

    def known_as(self, path: str, sha: str) -> str:
        """What a folder or file of HEAD's was called at a revision; the name it has now, where nobody can tell."""
        if path not in self._names:
            found = self._eras(self.sha("HEAD"), path) if path.strip("/") not in {"", "."} else ()
            self._names[path] = tuple(dict.fromkeys(era.prefix for era in reversed(found))) or (path,)
        names = self._names[path]
        if len(names) == 1:
            return path
        return next((name for name in names if self.files_at(sha, name)), path)

    def _eras(self, sha: str, path: str) -> tuple[Era, ...]:
        """The names that a folder with a charter, or a file, had on the line up to a commit, oldest first."""
        if (sha, path) not in self._found_eras:
            self._found_eras[sha, path] = tuple(eras_of(self._git, sha, path))
        return self._found_eras[sha, path]

    def _renaming(self, before: Era, era: Era) -> RawStep:
        """The step that gave the content folder another name, as what it did to the files in it."""
        assert era.since, "an era that follows another has a beginning"
        old, new = self.files_at(before.until, before.prefix), self.files_at(era.since, era.prefix)
        names = [path for path in sorted({*old, *new}) if old.get(path, "") != new.get(path, "")]
        files = (FileChange(path, old.get(path), new.get(path), path in new and new[path] is None) for path in names)
        return RawStep(self.revision(era.since), tuple(files))
