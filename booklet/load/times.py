"""Times of day as people write them, to minutes after midnight.

In: `8:30 am`, `8.30`, `20:15`, `08:30–09:15`, `26:00` for two in the morning of the next day. Out: minutes, or None.
"""

from __future__ import annotations

import re

LAST = 48 * 60  # a day's programme may run through the next day, no further
LATEST_MORNING = 6 * 60  # an end before its start is of the next day if it is no later than this,
LONGEST_NIGHT = 8 * 60  # and the item no longer than this; anything else is a slip
TIME = re.compile(
    r'(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?\s*(?P<half>[ap])?(?(half)\.?\s?m\.?)\s*(?:h|uhr)?',
    re.IGNORECASE,
)
RANGE = re.compile(r'(?P<start>[^-–—]+?)\s*[-–—]\s*(?P<end>[^-–—]+)')
HINT = 'write 8:30 am, 20:15, 08:30–09:15, or 26:00 for 2 am of the next day'

Times = tuple[int, int | None]


def parse_time(text: str) -> int | None:
    """Minutes after midnight, 0 to 48 hours; None for what is no time."""
    match = TIME.fullmatch(text.strip())
    if match is None or (match['minute'] is None and match['half'] is None):
        return None
    hour, minute, half = int(match['hour']), int(match['minute'] or 0), (match['half'] or '').lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == 'p' else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes < LAST else None


def parse_times(text: str) -> Times | None:
    """Start and, for a range, end. An am or pm that only the end has holds for the start too, where that fits."""
    match = RANGE.fullmatch(text.strip())
    if match is None:
        start = parse_time(text)
        return None if start is None else (start, None)
    start, end = parse_time(match['start']), parse_time(match['end'])
    if end is None:
        return None
    half = re.search(r'[ap]\.?\s?m\.?\s*$', match['end'], re.IGNORECASE)
    if half and not re.search(r'[ap]\.?\s?m', match['start'], re.IGNORECASE):
        choices = [parse_time(match['start'] + suffix) for suffix in (half.group(), 'am', 'pm')]
        start = next((choice for choice in choices if choice is not None and choice <= end), start)
    return None if start is None else (start, end)


def after(start: int, end: int) -> int | None:
    """The end of an item that begins at `start`: as it is, or moved into the next day; None for a slip."""
    if end >= start:
        return end
    overnight = end + 24 * 60
    return overnight if end <= LATEST_MORNING and 0 <= overnight - start <= LONGEST_NIGHT else None
