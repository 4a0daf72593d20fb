"""Wall clock times with the offset of the event's time zone.

In: times without zone, and the event. Out: times as ISO 8601 has them, `2030-05-01T09:00:00+01:00`.
"""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from booklet.exporters.left import Left
from booklet.model import Event

HINT = 'give the event its ‘time_zone’, such as Europe/London'


def zone_of(event: Event, left: Left, otherwise: str) -> ZoneInfo | None:
    """The event's time zone; None, with a warning that times are written `otherwise`, where none is known."""
    if not event.time_zone:
        left.warn(f'the event has no time zone: times are written {otherwise}', HINT)
        return None
    try:
        return ZoneInfo(event.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        left.warn(f'there is no time zone ‘{event.time_zone[:60]}’: times are written {otherwise}', HINT)
        return None


def iso(time: datetime.datetime, zone: ZoneInfo | None) -> str:
    """In whole minutes: before there were time zones, offsets had seconds."""
    offset = time.replace(tzinfo=zone).utcoffset() if zone is not None else None
    minutes = round((offset or datetime.timedelta()).total_seconds() / 60)
    fixed = datetime.timezone(datetime.timedelta(minutes=minutes))
    return time.replace(tzinfo=fixed).isoformat(timespec='seconds')
