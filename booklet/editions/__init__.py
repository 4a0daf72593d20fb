"""One programme of the two that are compared, wherever it is kept.

In: what the user typed: a project's folder, a file with a whole content (as `unload` makes it), a PDF that booklet has
built, or a revision of the git repository that the project stands in. Out: an `Edition`, or None with errors that say
what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from booklet.diagnostics import Diagnostic, Severity, Sink, Span
from booklet.editions.revisions import KINDS, NoRevision, checked_out
from booklet.load import load, load_document
from booklet.model import Event
from booklet.source import read_source

_DOCUMENTS = ('.json', '.yaml', '.yml')


@dataclass(frozen=True, slots=True)
class Edition:
    """`anchors`: of a printed book, the label of the page of each of its places (`references`)."""

    name: str
    event: Event
    anchors: Mapping[str, str] = field(default_factory=dict)


def read(given: str, home: Path, sink: Sink) -> Edition | None:
    """The programme that `given` names; revisions are those of the repository that `home` stands in.

    A folder or file of that name comes before a revision.
    """
    path = Path(given)
    found = Sink()
    edition = _edition(given, path, home, found)
    sink.items.extend(item for item in found.items if item.severity is Severity.ERROR)  # the rest is for `check`
    return edition


def _edition(given: str, path: Path, home: Path, sink: Sink) -> Edition | None:
    if path.is_dir():
        return _folder(given, path, sink)
    if path.is_file():
        return _printed(given, path, sink) if path.suffix.lower() == '.pdf' else _document(given, path, sink)
    if path.suffix.lower() in ('.pdf', *_DOCUMENTS) and ':' not in given:
        sink.error(f'there is no file {given}', None, KINDS)
        return None
    return _revision(given, home, sink)


def _folder(given: str, path: Path, sink: Sink) -> Edition | None:
    if not (path / 'content').is_dir():
        sink.error(f'{path.resolve()} holds no folder content/, so it is no project', None, KINDS)
        return None
    event = load(path, sink)
    name = 'the content here' if path.resolve() == Path.cwd() else given
    return Edition(name, event) if event else None


def _document(given: str, path: Path, sink: Sink) -> Edition | None:
    if path.suffix.lower() not in _DOCUMENTS:
        sink.error(f'{given} is no content file and no PDF', Span(str(path), 1), KINDS)
        return None
    source = read_source(path, sink)
    event = load_document(source, sink) if source else None
    return Edition(given, event) if event else None


def _printed(given: str, path: Path, sink: Sink) -> Edition | None:
    from booklet.embedded import read_programme

    programme = read_programme(path, sink)
    if programme is None:
        return None
    anchors = {anchor: page.label for page in reversed(programme.pages) for anchor in page.anchors}
    return Edition(given, programme.event, anchors)


def _revision(given: str, home: Path, sink: Sink) -> Edition | None:
    try:
        with checked_out(given, home) as folder:
            event = load(folder, sink)
            sink.items[:] = [_renamed(item, folder, given) for item in sink.items]
    except NoRevision as error:
        sink.error(str(error), None, error.hint)
        return None
    return Edition(given, event) if event else None


def _renamed(item: Diagnostic, folder: Path, given: str) -> Diagnostic:
    """A finding in the files of the revision, not in those of a folder that is gone."""
    if item.span is None or not Path(item.span.file).is_relative_to(folder):
        return item
    file = Path(item.span.file).relative_to(folder).as_posix()
    return replace(item, span=replace(item.span, file=f'{given.partition(":")[0]}:{file}'))
