"""The content files to the model.

In: a project's folder. Out: an `Event`, or None when anything is in error; everything that is wrong stands in the sink.
The walk is that of the format: files merged, then the event, affiliations, people, rooms, tracks, days and posters.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from booklet.diagnostics import Sink, in_order
from booklet.fields import Fields
from booklet.load import keys
from booklet.load.checks import read_checks
from booklet.load.context import Context, language, named, url
from booklet.load.files import Content, find_beside, one_document, read_content, unnamed
from booklet.load.parts import read_parts
from booklet.load.people import committees, read_affiliations, read_people
from booklet.load.programme import Programme
from booklet.model import Event, Information, Room, Sponsor, Track
from booklet.source import Source, uncollected

COLOUR = re.compile(r'#[0-9A-Fa-f]{6}')
CLOCKS = {'12': 12, '24': 24}

__all__ = ['load', 'load_document']


def load(project: Path, sink: Sink) -> Event | None:
    """Reads `project/content/`. Reports every error, by file and line; None if there is one."""
    before = len(sink.items)
    event = None
    with uncollected():
        content = read_content(project, sink)
        if content is not None:
            event = _event(content, sink)
            content.merged.values.clear()
    sink.items[before:] = in_order(sink.items[before:])
    return None if sink.has_errors else event


def load_document(source: Source, sink: Sink) -> Event | None:
    """Reads a content that is one text, such as `unload` makes: nothing beside it is looked for."""
    before = len(sink.items)
    with uncollected():
        content = one_document(source, sink)
        event = _event(content, sink) if content is not None else None
        if content is not None:
            content.merged.values.clear()
    sink.items[before:] = in_order(sink.items[before:])
    return None if sink.has_errors else event


def _event(content: Content, sink: Sink) -> Event:
    root = Fields(content.merged, sink, 'the content', keys.FILE)
    node = root.get('event')
    if node is None:
        node = content.merged
        if content.complete:
            sink.error(
                "the content has no 'event'", node.span, 'add “event:” with a title below it, and “format: 1” above'
            )
    fields = Fields(node, sink, 'the event', keys.EVENT if 'event' in root else None)
    dialect = fields.choice('dialect', tuple(keys.DIALECTS), '')
    context = Context(content, sink, language(fields, 'en'), dialect)
    read_affiliations(context, root)
    read_people(context, root)
    _rooms_and_tracks(context, root)
    title = context.marked(fields, 'title', required='event' in root)
    start, end, dates_text = _dates(fields)
    days, posters, talks = Programme(context).read(root)
    return Event(
        title=title,
        short_title=fields.text('short_title') or title.source,
        language=context.language,
        clock=fields.choice('clock', CLOCKS, 24),
        parts=read_parts(context, fields),
        subtitle=context.marked(fields, 'subtitle'),
        start=start or (days[0].date if days else None),
        end=end or (days[-1].date if days else start),
        dates_text=dates_text,
        place=fields.text('place'),
        time_zone=fields.text('time_zone'),
        organisers=fields.list_of_text('organisers'),
        funders=fields.list_of_text('funders'),
        url=url(fields),
        online=url(fields, 'online'),
        version=fields.text('version'),
        updated=fields.date('updated'),
        draft=fields.boolean('draft'),
        committees=committees(context, root),
        information=_information(context, root),
        days=days,
        people=tuple(context.people.values()),
        rooms=tuple(context.rooms.values()),
        tracks=tuple(context.tracks.values()),
        sponsors=_sponsors(context, root),
        posters=posters,
        talks=talks,
        checks=read_checks(root),
        unnamed=unnamed(content),
        span=title.span,
    )


def _dates(fields: Fields) -> tuple[datetime.date | None, datetime.date | None, str]:
    dates = fields.child('dates', "the event's dates", keys.DATES)
    if dates is None:
        return None, None, ''
    start, end = dates.date('start'), dates.date('end')
    if start is not None and end is not None and end < start:
        dates.error('the event ends before it begins', 'end')
    return start, end, dates.text('text')


def _rooms_and_tracks(context: Context, root: Fields) -> None:
    for key, node in root.entries('rooms'):
        fields = named(node, context.sink, f"room '{key.text}'", keys.ROOM)
        if fields is not None:
            context.rooms[key.text] = Room(key.text, fields.text('name', required=True))
    for key, node in root.entries('tracks'):
        fields = named(node, context.sink, f"track '{key.text}'", keys.TRACK)
        if fields is not None:
            colour = fields.text('colour')
            if colour and not COLOUR.fullmatch(colour):
                fields.error(f"'{colour[:60]}' is no colour", 'colour', "write it as '#aabbcc', in quotes")
            context.tracks[key.text] = Track(key.text, fields.text('name', required=True), colour)


def _sponsors(context: Context, root: Fields) -> tuple[Sponsor, ...]:
    found = []
    for node in root.sequence('sponsors'):
        fields = named(node, context.sink, 'a sponsor', keys.SPONSOR)
        if fields is not None:
            logo = fields.scalar('logo')
            if logo is not None:
                find_beside(context.content, logo, '', context.sink)
            name = fields.text('name', required=True)
            image, place = (logo.text.strip(), logo.span) if logo else ('', None)
            found.append(Sponsor(name, fields.text('tier'), url(fields), image, fields.value_span('name'), place))
    return tuple(found)


def _information(context: Context, root: Fields) -> tuple[Information, ...]:
    found = []
    for node in root.sequence('information'):
        fields = Fields(node, context.sink, 'an entry of the information', keys.INFORMATION)
        if fields.values:
            dialect = fields.choice('dialect', tuple(keys.DIALECTS), '')
            fields.require('text')
            text = context.long_text(fields, 'text', dialect, context.language)
            found.append(Information(fields.text('title', required=True), text))
    return tuple(found)
