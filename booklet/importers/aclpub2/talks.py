"""aclpub2's invited talks and panels, people, and texts in LaTeX.

In: records of its YAML files, and the LaTeX files that they name. Out: items, people, texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from booklet.draft import Institute, Item, Losses, Part, Someone
from booklet.intake.given import Blob, Refusal
from booklet.intake.values import Record, first, names, records, text
from booklet.markup import parse_inline, plain_text
from booklet.model import Kind, Role, Text
from booklet.reading.instants import Times, span
from booklet.reading.people import person as someone_named
from booklet.reading.times import Moment, clocks, date, moment

_MARKED = re.compile(r'\\[a-zA-Z%&_#${}"\'`^~=.\\-]|\$[^$]+\$|``|\'\'')
_KNOWN = names(
    'title speaker_name institution abstract_file bio_file date time location room chair moderators panelists '
    'custom_prefix start_time end_time abstract bio file id'
)


def text_of(words: str) -> Text:
    """LaTeX where it has any: elsewhere a percent sign is one, and no remark begins there."""
    return Text(words, 'latex' if _MARKED.search(words) else '')


def plain(words: str) -> str:
    """A line of LaTeX in letters alone, for names and titles of sessions."""
    line = ' '.join(words.split())
    if not _MARKED.search(line):
        return line
    return ' '.join(plain_text(parse_inline(Text(line, 'latex'))).split())


def person(one: Record) -> Someone:
    """`preferred_name` stands for the first name where it is given."""
    given = [first(one, 'preferred_name', 'first_name'), text(one.get('middle_name'))]
    family = plain(text(one.get('last_name')))
    name = ' '.join(plain(' '.join(given)).split() + family.split()) or plain(first(one, 'name', 'speaker_name'))
    where = plain(text(one.get('institution')))
    return Someone(name, family=family if any(given) else '', institutes=(Institute(where),) if where else ())


def invited(one: Record, files: Mapping[str, Blob], losses: Losses) -> Item:
    who = someone_named(plain(text(one.get('speaker_name'))), plain(text(one.get('institution'))))
    biography = _file(one, 'bio_file', files, losses) or text_of(text(one.get('bio')))
    speaker = Someone(who.name, who.key, who.family, who.institutes, biography=biography)
    people = (Part(speaker),) if speaker.name else ()
    if one.get('chair'):
        losses.fields['invited talk.chair'] += 1
    if biography and not speaker.name:
        losses.dropped('field', 'biography', 'of nobody who is named', text(one.get('title')))
    return _item(one, people, files, losses)


def panel(one: Record, files: Mapping[str, Blob], losses: Losses) -> Item:
    people = []
    for key, role in (('moderators', Role.MODERATOR), ('panelists', Role.PANELLIST)):
        for each in records(one.get(key)):
            who = someone_named(plain(text(each.get('name'))), plain(text(each.get('institution'))))
            biography = _file(each, 'bio_file', files, losses)
            people.append(Part(Someone(who.name, who.key, who.family, who.institutes, biography=biography), role))
    return _item(one, tuple(people), files, losses)


def _item(one: Record, people: tuple[Part, ...], files: Mapping[str, Blob], losses: Losses) -> Item:
    losses.unread(one, _KNOWN, 'invited talk.')
    day, start, end = _times(one)
    title = ' '.join(text(one.get('title')).split()) or plain(text(one.get('custom_prefix')))
    return Item(
        title,
        f'invited {title or (people[0].person.name if people else "")}',
        Kind.TALK,
        'latex' if text_of(title).dialect else '',
        abstract=_file(one, 'abstract_file', files, losses)
        or _file(one, 'file', files, losses)
        or text_of(text(one.get('abstract'))),
        date=day,
        start=start,
        end=end,
        room=plain(first(one, 'location', 'room')),
        people=people,
        origin=f'invited talk “{title}”',
    )


def _times(one: Record) -> Times:
    """`date: 2020-07-01 18:30:00`, or `date: Mon, March 18, 2024` and `time: 09:00 -- 10:00`."""
    said = first(one, 'start_time', 'date')
    at = moment(said)
    hours = clocks(text(one.get('time')).replace('--', '–'))
    day = at.date if at is not None else date(said)
    if day is not None and hours is not None:
        return day, hours[0], hours[1]
    if day is not None and at is None:
        at = Moment(day)
    return span(at, moment(one.get('end_time')))


def _file(one: Record, key: str, files: Mapping[str, Blob], losses: Losses) -> Text:
    """The LaTeX file that is named, if it was given."""
    name = text(one.get(key)).rsplit('/', 1)[-1]
    blob = files.get(name.lower()) if name else None
    if blob is None:
        if name and key != 'file':
            losses.dropped('abstract' if 'abstract' in key else 'field', name, 'the file was not given')
        return Text('')
    try:
        return Text(blob.text.strip(), 'latex')
    except Refusal as refusal:
        losses.dropped('field', name, str(refusal))
        return Text('')
