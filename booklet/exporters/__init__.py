"""The programme to files of other programs: one file a format.

In: an `Event` and the name of a format. Out: the bytes of a file, and, as notes in the sink, what that format cannot
hold, counted by reason. An exporter is a module with

- `TITLE`, the format as people call it;
- `export(event, left) -> bytes`: raises `Unfit` where the format has no file for this programme. What does not fit is
  told to `left`.

Nothing but the event decides the bytes; for calendars SOURCE_DATE_EPOCH too, where it is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from booklet.diagnostics import Sink
from booklet.exporters.left import Left, Unfit
from booklet.model import Event

__all__ = ['FORMATS', 'Format', 'Left', 'Unfit', 'export', 'exporter']


@dataclass(frozen=True, slots=True)
class Format:
    """`file`: what the file is called if nobody says otherwise."""

    module: str
    file: str


FORMATS: dict[str, Format] = {
    'ics': Format('ics', 'programme.ics'),
    'json': Format('document', 'programme.json'),
    'csv': Format('table', 'programme.csv'),
    'schedule.xml': Format('schedule_xml', 'schedule.xml'),
    'schedule.json': Format('schedule_json', 'schedule.json'),
}


def exporter(name: str) -> ModuleType:
    return import_module(f'booklet.exporters.{FORMATS[name].module}')


def export(event: Event, name: str, sink: Sink) -> bytes | None:
    """The programme in a format; None, with an error, where it has no form in it."""
    left = Left()
    try:
        data: bytes = exporter(name).export(event, left)
    except Unfit as error:
        sink.error(f'{name}: {error}', None, error.hint)
        return None
    for message, hint in left.warnings:
        sink.warning(f'{name}: {message}', None, hint)
    for line in left.lines():
        sink.note(f'{name} {line}')
    return data
