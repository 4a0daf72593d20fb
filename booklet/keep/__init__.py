"""An import brought into content that people have edited: what changed in the source arrives, no edit is lost.

In: a project's folder, and the document that `unload` makes of what was imported. Out: content files, written or
spliced, the import kept as the base of the next one, and in the sink what the two sides disagree about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from booklet.diagnostics import Sink

Plain = dict[str, object]
Keys = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Base:
    """The last import of one name: what the source said, and which id each foreign key was given, by kind."""

    document: Plain
    keys: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done; all empty where an error in the sink kept everything as it was.

    `written` and `deleted` are files (with `dry_run` those that would be). `kept` counts edits by hand that the source
    still says otherwise; `conflicts` what both sides changed. `lines` tell each change to a reader.
    """

    written: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    conflicts: int = 0
    lines: tuple[str, ...] = field(default=())


def last_import(project: Path, name: str, sink: Sink) -> Base | None:
    """The last import of that name; None where there is none, or, with an error in the sink, none that can be read."""
    raise NotImplementedError


def bring_in(
    project: Path,
    name: str,
    document: Plain,
    keys: Keys,
    sink: Sink,
    *,
    prefer: Literal['', 'mine', 'theirs'] = '',
    dry_run: bool = False,
    force: bool = False,
) -> Outcome:
    """Bring the document into the project's content. With an error in the sink nothing was written.

    Conflicts are warnings in the sink; `prefer` settles all of them. `force`: even if half the programme is gone.
    """
    raise NotImplementedError
