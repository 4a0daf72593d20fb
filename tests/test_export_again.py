"""Import, export, import: the same, in whatever the format holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import events

from booklet.diagnostics import Sink
from booklet.exporters import FORMATS, export
from booklet.exporters import plain as words
from booklet.importers import FORMATS as READ
from booklet.importers import bring
from booklet.intake.given import Blob, Given, Refusal, gather
from booklet.model import Event, Kind, Session, Slot

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / 'shared' / 'real'
FOLDERS = ('booklet', 'frab-json', 'frab-xml', 'europython-xml', 'pretalx', 'symposion', 'fortee', 'icalendar')
FIXTURES = sorted(path for name in FOLDERS for path in (ROOT / 'tests' / 'imports' / name).glob('*'))
REAL_FILES = sorted(path for path in REAL.glob('*/*') if path.parent.name in ('frab_json', 'pentabarf_xml', 'ics'))
BACK = {'schedule.json': 'frab-json', 'schedule.xml': 'frab-xml', 'ics': 'icalendar', 'json': 'booklet'}


@dataclass(frozen=True)
class Told:
    """What every format holds of an item."""

    day: str
    start: int | None
    title: str
    room: str
    cancelled: bool


def told(event: Event, form: str) -> Counter[Told]:
    """Every item that the format gives a place of its own."""
    found = Counter[Told]()
    for day in event.days:
        for item in day.items:
            outer = item if isinstance(item, Session) else None
            for slot in _items(item, form):
                title = words.line(slot.talk.title if isinstance(slot, Slot) and slot.talk else slot.title)
                first = slot.room or (outer.room if outer else None)
                rooms = [first.name] if first else []
                if form == 'ics' and isinstance(slot, Slot):  # a calendar has them in one line
                    rooms += [room.name for room in slot.further_rooms]
                cancelled = slot.cancelled or bool(outer and outer.cancelled)
                after, start = (
                    divmod(slot.start, 24 * 60) if slot.start is not None and form == 'ics' else (0, slot.start)
                )
                when = day.date + timedelta(days=after)  # a calendar does not know to which evening a night belongs
                found[Told(str(when), start, title, ', '.join(rooms), cancelled)] += 1
    return found


def _items(item: Slot | Session, form: str) -> list[Slot | Session]:
    """A session stands for posters in calendars, and for nothing at all."""
    if isinstance(item, Slot):
        return [item] if item.kind is not Kind.END and (item.start is not None or form == 'ics') else []
    inner = [one for slot in item.slots for one in _items(slot, form if item.start is None else 'ics')]
    stands = item.start is not None and (not inner if form != 'ics' else bool(item.posters) or not inner)
    return [*inner, *([item] if stands and not (item.posters and form != 'ics') else [])]


def imported(path: Path) -> Event:
    try:
        return bring(gather([path])).event
    except Refusal as refusal:
        pytest.skip(f'not this one: {refusal}')


def again(event: Event, form: str) -> Event | None:
    data = export(event, form, Sink())
    return None if data is None else bring(Given((Blob(FORMATS[form].file, data),)), BACK[form]).event


def abstracts(event: Event) -> Counter[str]:
    return Counter(
        ' '.join(slot.talk.abstract.source.split())
        for day in event.days
        for slot in day.slots
        if slot.talk and slot.talk.abstract and not slot.note
    )


def names(event: Event) -> set[str]:
    return {part.person.name for day in event.days for slot in day.slots for part in slot.people}


def hold(event: Event, form: str) -> None:
    second = again(event, form)
    if second is None:
        assert not event.days or form == 'ics'
        return
    if form == 'json':
        assert second == event
        return
    assert told(second, form) == told(event, form)
    if form != 'ics':
        assert abstracts(event) <= abstracts(second)
        assert names(event) == names(second)
    third = again(second, form)
    assert third is not None
    assert told(third, form) == told(second, form)


@pytest.mark.parametrize('form', BACK)
@pytest.mark.parametrize('path', FIXTURES, ids=lambda path: f'{path.parent.name}-{path.name}')
def test_a_fixture_goes_out_and_comes_back(path: Path, form: str) -> None:
    hold(imported(path), form)


@pytest.mark.parametrize('path', REAL_FILES, ids=lambda path: path.name)
def test_a_real_programme_goes_out_and_comes_back(path: Path) -> None:
    event = imported(path)
    for form in BACK:
        hold(event, form)


@settings(deadline=None, max_examples=50)
@given(events())
def test_any_programme_is_read_again(event: Event) -> None:
    """No format but JSON holds all of it, but whatever it holds comes back as an item."""
    believed = all(day.date.year in range(1970, 2100) for day in event.days)  # by importers
    for form in BACK:
        second = again(event, form)
        if second is not None and form == 'json':
            assert second == event
        elif second is not None and believed:
            assert sum(told(second, form).values()) >= sum(told(event, form).values())


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) >= 5
    assert set(BACK.values()) <= set(READ)
