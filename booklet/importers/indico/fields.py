"""What every export of Indico has alike: names of fields, people, moments, places.

In: records as JSON has them. Out: people with their parts, moments on the event's clock.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from booklet.draft import Institute, Losses, Part, Someone
from booklet.intake.values import Record, first, names, number, record, records, text
from booklet.reading import credits
from booklet.reading.instants import DAY, Times, span
from booklet.reading.people import person as someone_named
from booklet.reading.times import Moment, moment

DULL = names(
    '_type _fossil id db_id friendly_id friendlyId uniqueId scheduleEntryId conferenceId contributionId categoryId '
    'sessionId sessionSlotId sessionSlotEntryId hasAnyProtection creationDate creator visibility allowed url pdf color '
    'textColor inheritLoc inheritRoom inherit_location isParallel isParallelInSession canSwapUp canSwapDown numSlots '
    'label roomMapURL contribDuration adjustedStartDate adjustedEndDate modificationDate protection isPoster '
    'conference lastModified fullSizeMaterial'
)
PLACE = names('startDate endDate duration room roomFullname room_name location venue_name')
EVENT = (
    DULL
    | PLACE
    | names(
        'title timezone type category address chairs organizer language keywords contributions sessions occurrences'
    )
)
TALK = (
    DULL
    | PLACE
    | names(
        'title description speakers presenters authors primaryauthors coauthors keywords track session board_number '
        'boardNumber subContributions entryType sessionCode address abstract_id start_dt end_dt persons '
        'session_block'
    )
)
SESSION = (
    DULL
    | PLACE
    | names(
        'title slotTitle conveners sessionConveners contributions entries session sessionCode entryType address code'
    )
)
ABSTRACT = names(
    'id friendly_id title content state persons accepted_track submitted_dt modified_dt judgment_dt submitter judge '
    'modified_by submitted_for_tracks reviewed_for_tracks submitted_contrib_type duplicate_of merged_into score '
    'score_std'
)
PERSON = names(
    '_type _fossil id db_id person_id first_name last_name firstName familyName fullName full_name name affiliation '
    'affiliation_link affiliation_meta emailHash email_hash displayOrderKey is_speaker author_type title'
)


def is_poster(kind: str) -> bool:
    return re.search(r'\bposters?\b', kind, re.IGNORECASE) is not None


def session_title(title: str, slot: str) -> str:
    return f'{title}: {slot}' if slot and slot not in title else title


def words(value: object) -> tuple[str, ...]:
    """Keywords: a list, or a text with one a line."""
    found = value if isinstance(value, list) else text(value).split('\n')
    return tuple(word for one in found if (word := text(one)))


def public(url: str) -> str:
    """Addresses without a server lead nowhere."""
    return url if url.startswith('http') else ''


def parts(speakers: list[Record], authors: list[Record], losses: Losses) -> tuple[Part, ...]:
    return credits.parts([someone(one, losses) for one in authors], [someone(one, losses) for one in speakers])


def persons(one: Record, losses: Losses) -> tuple[Part, ...]:
    """Persons with a flag for who speaks."""
    found = [(someone(person, losses), person.get('is_speaker') is True) for person in records(one.get('persons'))]
    return credits.parts([who for who, _ in found], [who for who, speaks in found if speaks])


def someone(one: Record, losses: Losses) -> Someone:
    given, family = first(one, 'first_name', 'firstName'), first(one, 'last_name', 'familyName')
    name = ' '.join(f'{given} {family}'.split())
    affiliation = text(one.get('affiliation'))
    losses.unread(one, PERSON, 'person.')
    key = text(one.get('person_id'))
    if not name:
        named = someone_named(first(one, 'fullName', 'full_name', 'name'), affiliation)
        return replace(named, key=key)
    institutes = (Institute(' '.join(affiliation.split())),) if affiliation else ()
    return Someone(name, key, ' '.join(family.split()) if given else '', institutes)


def when(value: object, zone: str) -> Moment | None:
    """A date, a time and the zone they are in; on the clock of `zone` where that is another."""
    node = record(value)
    if not node:
        return moment(value)
    found = moment(f'{text(node.get("date"))} {text(node.get("time"))}'.strip())
    return moved(found, text(node.get('tz')), zone)


def moved(found: Moment | None, told: str, zone: str) -> Moment | None:
    from booklet.reading.zones import time_zone

    there, here = time_zone(told), time_zone(zone)
    if found is None or found.minutes is None:
        return found
    if there is None or here is None or told == zone:
        return replace(found, offset=None)
    try:
        at = datetime.datetime.combine(found.date, datetime.time()) + datetime.timedelta(minutes=found.minutes)
        moved = at.replace(tzinfo=there).astimezone(here)
    except OverflowError:
        return replace(found, offset=None)
    return Moment(moved.date(), moved.hour * 60 + moved.minute)


def times(one: Record, zone: str) -> Times:
    """From start and end; without an end, from the duration."""
    date, start, end = span(when(one.get('startDate'), zone), when(one.get('endDate'), zone))
    minutes = number(one.get('duration'))
    if start is not None and end is None and minutes is not None and 0 < minutes < DAY:
        end = start + int(minutes)
    return date, start, end
