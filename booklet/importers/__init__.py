"""Foreign programmes to the model: one file a format.

In: files, and the format where the user names it. Out: a `Draft`, which `arrange` makes an `Event`, and what was lost
on the way. An importer is a module with

- `NAME`, as `--as` names the format, and `TITLE`, as people do;
- `recognise(given) -> float`: how sure it is, from 0 to 1, that this is its format; it never raises;
- `read(given, losses, mapping) -> Draft` (or an `Event`, of what is one): raises `Refusal` where the files cannot be
  read. `mapping` is the user's own mapping of columns, None where there is none.

Its docstring is the format's manual page: what is read, what is dropped, and where the format is documented.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from booklet.arranging import NOTHING_KNOWN, arrange
from booklet.arranging.naming import Keys, Known, own_keys
from booklet.draft import Draft, Losses
from booklet.importers.report import Counts, counted
from booklet.intake.given import Given, Refusal
from booklet.model import Event
from booklet.source import Node

# The most telling first: of two that are equally sure, the first is taken.
FORMATS: dict[str, str] = {  # the name of a format, and its module
    'booklet': 'own',
    'frab-json': 'frab_json',
    'frab-xml': 'frab_xml',
    'europython-xml': 'europython_xml',
    'pretalx': 'pretalx',
    'indico': 'indico',
    'sessionize': 'sessionize',
    'symposion': 'symposion',
    'sigchi': 'sigchi',
    'fortee': 'fortee',
    'hotcrp': 'hotcrp',
    'openreview': 'openreview',
    'aclpub2': 'aclpub2',
    'conftool': 'conftool',
    'easychair': 'easychair',
    'miniconf': 'miniconf',
    'icalendar': 'ics',
    'latex': 'latex_book',
    'agenda': 'agenda_text',
    'records': 'records',
    'table': 'table',
}
MAPPED = frozenset(('table', 'records', 'agenda', 'latex', 'miniconf'))  # those that take a mapping
LEAST = 0.3  # how sure a format must be to be taken unasked

__all__ = ['FORMATS', 'Imported', 'Known', 'Refusal', 'bring', 'importer', 'recognise', 'surest']


def importer(name: str) -> ModuleType:
    return import_module(f'booklet.importers.{FORMATS[name]}')


def recognise(given: Given) -> list[tuple[float, str]]:
    """The formats that this may be, the surest first."""
    found = [(importer(name).recognise(given), name) for name in FORMATS]
    return sorted((one for one in found if one[0] >= LEAST), key=lambda one: -one[0])


@dataclass(frozen=True, slots=True)
class Imported:
    """A foreign programme as an event. `keys`: its ids by the source's keys. `told`: how much the source holds."""

    form: str
    event: Event
    keys: Keys
    told: Counts
    losses: Losses


def surest(given: Given) -> str:
    """The format that this is. Raises `Refusal` where it is none, or is broken."""
    _require_whole(given)
    sure = recognise(given)
    if not sure:
        hint = 'booklet import --formats lists what can be read; if it is one of these, name it with --as'
        raise Refusal('this is no format that booklet knows', given.blobs[0].span(), hint)
    return sure[0][1]


def bring(given: Given, form: str = '', mapping: Node | None = None, known: Known = NOTHING_KNOWN) -> Imported:
    """Reads what was given, in the format named, else in the one that it looks like. Raises `Refusal`."""
    form = form or surest(given)
    _require_whole(given)
    if mapping is not None and form not in MAPPED:
        raise Refusal(f'{form} takes no mapping: its fields have names of their own', mapping.span, 'leave out --map')
    losses = Losses()
    made: Draft | Event = importer(form).read(given, losses, mapping)
    if isinstance(made, Event):
        return Imported(form, made, own_keys(made), counted(made), losses)
    arranged = arrange(made, losses, known)
    return Imported(form, arranged.event, arranged.keys, counted(made), losses)


def _require_whole(given: Given) -> None:
    """What breaks off is told with its place, before anybody wonders what it is."""
    for blob in given.blobs:
        if blob.suffix == '.json' or (not blob.suffix and blob.looks_like_json()):
            _ = blob.json
        elif blob.suffix == '.xml' or (not blob.suffix and blob.looks_like_xml()):
            _ = blob.xml
