"""Dates and times as systems and people write them, to days and minutes.

In: texts, numbers. Out: `datetime.date`s, minutes after midnight, offsets in minutes; None for what is none.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.reading.dates import date, date_order, days, find_date, fitting_year

__all__ = ['Moment', 'afternoon', 'afternoon_spans', 'clock', 'clocks', 'date', 'date_order', 'days', 'find_date']
__all__ += ['fitting_year', 'lasting', 'local', 'moment']

DAY = 24 * 60
HALF_DAY = 12 * 60
LONGEST = 200  # letters: no time is longer
LONGEST_GAP = 8 * 60  # between two items that follow each other in a day
EARLIEST_HOUR = 7  # of a morning that is written without am

_DASHES = '-‐‑‒–—−~〜～→'
_EPOCHS = (631_152_000, 4_102_444_800)  # 1990 to 2100, in seconds
_ZONE_NAMES = {'z': 0, 'utc': 0, 'gmt': 0, 'ut': 0, 'est': -300, 'edt': -240, 'cst': -360, 'cdt': -300}  # RFC 5322, 4.3
_ZONE_NAMES |= {'mst': -420, 'mdt': -360, 'pst': -480, 'pdt': -420, 'cet': 60, 'cest': 120, 'mez': 60, 'mesz': 120}
_ZONE = re.compile(
    r'\s*(?P<name>[A-Za-z]{1,4})?\s*(?:(?P<sign>[-+−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?::\d\d)?)?'
)
_TAIL = re.compile(r'\s*(?:\[[^\[\]]*\]|\([^()]*\))$')  # RFC 9557's [Europe/Berlin], JavaScript's (Central …)
_ISO = re.compile(r'(\d{4}([-/.]?)\d{1,2}\2\d{1,2})(?:[T\s,]+(.*))?', re.IGNORECASE)

_HALF = r'(?P<half>[ap])\.?\s?m\b\.?|(?P<noon>noon)\b'
_CLOCK = re.compile(
    r'(?:(?:at|um|à|às|a las|alle|ore|ab|ca|gegen|dès|kl|klo|ob|o|v|в|u)\.?\s+)?'
    r'(?P<early>午前|午後|上午|下午|오전|오후)?\s*'
    r'(?P<hour>\d{1,2})(?:\s?(?:[:.h時时点點시]|hs?\b|uhr)\s?(?P<minute>\d{2})?(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?)?'
    r'(?P<minute2>\d{2})?\s?[분分]?\s*(?:' + _HALF + r')?\s*(?P<unit>h|hrs?|hs|uhr|hours|時|时|点|點|시|ч)?\.?',
    re.IGNORECASE,
)
_PACKED = re.compile(r'(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?')
_NAMED = {
    **dict.fromkeys(
        ('noon', 'midday', '12 noon', 'mittag', 'mittags', 'midi', 'mediodía', 'meio-dia', '正午'), HALF_DAY
    ),
    **dict.fromkeys(
        ('mezzogiorno', 'middag', 'południe', 'poledne', 'полдень', '12m', '12 m', '12n', '12 n'), HALF_DAY
    ),
    **dict.fromkeys(
        ('midnight', '12 midnight', 'mitternacht', 'minuit', 'medianoche', 'mezzanotte', 'meia-noite'), DAY
    ),
}
_IN_TEXT = re.compile(
    r'(?<![\d:.+-])\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?\s?m\b\.?|\s?(?:uhr|h)\b)?|\s?[ap]\.?\s?m\b\.?|h\d{2}\b|\.\d{2}\s?(?:h|uhr)\b)'
    r'|(?:午前|午後|上午|下午|오전|오후)?\s*\d{1,2}\s?[時时点點시](?:\s?\d{1,2}\s?[분分])?',
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r'^(?:from|von|de|da|das|dalle|van|od|с|fra|vanaf|starting (?:at|from)|à partir d[eu]'
    r'|a partir d[ae]s?|a partire dalle)\s+(?:ca\.?\s+)?(?=\d)',
    re.IGNORECASE,
)
_BEHIND = re.compile(r'\s+(?:[cs]\.\s?t\.?|ff\.?)$')  # sine and cum tempore
_OPEN = re.compile(r'[ ?.…]*|\(?(?:open(?: end)?|ende offen|offen|ende|end|fin)\)?', re.IGNORECASE)
_AFTER_TIME = re.compile(r'\s*(?:(?:Z|UTC|GMT|[A-Z]{3,4})\b)?\s*(?:[-+−]\d{2}:?\d{2}\b)?', re.IGNORECASE)

_HOURS = (
    r'(?:h|hs|hrs?|hours?|std|stunden?|heures?|horas?|or[ae]|uur|uren|godz|godziny?|tim|timm[ae]r?|hod|час\w{0,2}'
    r'|時間|小时|小時|시간)'
)
_MINUTES = r"(?:m|mins?|minutes?|minuten|minut[ios]|minutos|minuter|мин\w{0,3}|分钟|分鐘|分|분|['′’])"
_LASTING = re.compile(
    rf'(?:(?P<hours>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*{_HOURS}\.?\s*(?:,|and|und|et|y)?\s*)?'
    rf'(?:(?P<minutes>\d{{1,5}}(?:[.,]\d)?)\s*{_MINUTES}?\.?)?',
    re.IGNORECASE,
)
_LASTING_CLOCK = re.compile(
    r'(?:(\d{1,2})\s?(?:days?,?\s|d\s|\.|\s))?(\d{1,3}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*h(?:rs|ours)?)?'
)
_LASTING_ISO = re.compile(  # ISO 8601-1, 5.5.2
    r'P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4}(?:[.,]\d+)?)H)?(?:(\d{1,6}(?:[.,]\d+)?)M)?(?:(\d{1,7}(?:[.,]\d+)?)S)?)?',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall clock's date and minutes after midnight as written, and what the source says of its offset from UTC.

    `offset` in minutes; None where it says nothing. Whether the offset is true is for `local` to judge.
    """

    date: datetime.date
    minutes: int | None = None
    offset: int | None = None


def moment(value: object, year: int | None = None, order: str = '') -> Moment | None:
    """A date and, if it has one, its time.

    ISO 8601 in its variants (`2024-06-01T09:00:00.000+0200`, `2024-06-01 09:00`, `20240601T090000Z`, a date alone);
    seconds or milliseconds since 1970, as numbers or figures; RFC 2822; what people write (`6/1/2024 9:00 AM`).
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    text = ' '.join(unicodedata.normalize('NFKC', value).split())
    if re.fullmatch(r'\d{10}|\d{13}', text):
        return _epoch(int(text))
    text = _TAIL.sub('', text)
    match = _ISO.fullmatch(text)
    if match and (found := date(match[1])):
        return _timed(found, match[3] or '')
    if (alone := date(text, year, order)) is not None:
        return Moment(alone)
    return _written(text, year, order)


def clock(text: str, bare: bool = False) -> int | None:
    """A time of day: `9:00`, `9.00`, `9h30`, `9:00 am`, `0930`, `9 Uhr`, `15時30分`, `24:00`, `noon`, `midnight`.

    `bare`: a number alone is an hour. Times beyond 24:00 are those of the night after: 26:00 is two in the morning.
    """
    if len(text) > LONGEST:
        return None
    plain = ' '.join(unicodedata.normalize('NFKC', text).casefold().split()).strip(' ()[],;')
    if plain in _NAMED:
        return _NAMED[plain]
    match = _PACKED.fullmatch(plain)
    if match:
        return _minutes(int(match['hour']), int(match['minute']), int(match['second'] or 0))
    match = _CLOCK.fullmatch(plain)
    if match is None or (match['minute'] and match['minute2']):
        return None
    minute = match['minute'] or match['minute2']
    if minute is None and not (match['half'] or match['noon'] or match['unit'] or match['early']):
        if not bare and plain.isdecimal():
            return None
        if not bare and not re.search('[h時时点點시]|uhr', plain):
            return None
    hour, late = int(match['hour']), match['half'] == 'p' or (match['early'] or '') in ('午後', '下午', '오후')
    if match['half'] and not 1 <= hour <= 12:
        return hour * 60 + int(minute or 0) if late and 12 < hour < 24 else None  # 14:00 pm
    if (late or match['early'] or match['half']) and hour <= 12:
        hour = hour % 12 + (12 if late else 0)
    return _minutes(hour, int(minute or 0), int(match['second'] or 0))


def clocks(text: str, bare: bool = False) -> tuple[int, int | None] | None:
    """A time of day or a range of two: `9:00 – 10:30`, `9-10.30 am`, `von 9 bis 10:30 Uhr`, `0900-1030`.

    An am or pm that only the end has holds for the start too, where that fits. An end before its start is left so:
    `afternoon_spans` mends clocks of twelve hours, `arrange` nights. `bare`: `9-10` are hours.
    """
    if len(text) > LONGEST:
        return None
    plain = ' '.join(unicodedata.normalize('NFKC', text).split())
    plain = _BEFORE.sub('', _BEHIND.sub('', plain))
    alone = clock(plain, bare)
    if alone is not None:
        return alone, None
    halves = re.split(rf'\s*(?:[{_DASHES}]+|から)\s*|\s+(?:to|until|till|bis|à|a|al|alle|até|tot|do|до|til)\s+', plain)
    if len(halves) == 2 and _OPEN.fullmatch(halves[1]):  # 18:00 –
        alone = clock(halves[0], bare)
        return None if alone is None else (alone, None)
    if len(halves) != 2:
        return None
    start, end = clock(halves[0], True), clock(halves[1], True)
    told = any(clock(half) is not None for half in halves)
    if start is None or end is None or not (told or bare):
        return None
    half = re.search(r'[ap]\.?\s?m\.?\s*$', halves[1], re.IGNORECASE)
    if half and not re.search(r'[ap]\.?\s?m\b|noon|midnight|uhr', halves[0], re.IGNORECASE):
        choices = [clock(halves[0] + suffix) for suffix in (half.group(), 'am', 'pm')]
        start = next((choice for choice in choices if choice is not None and choice <= end), start)
    return start, end


def lasting(value: object) -> int | None:
    """A duration in minutes: `00:45`, `1:30:00`, `45 min`, `1 h 30`, `1.5 hours`, `PT1H30M`; a number is minutes."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 <= value < 100_000 else None
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        return None
    text = ' '.join(unicodedata.normalize('NFKC', value).split()).lstrip('~+ ')
    match = _LASTING_CLOCK.fullmatch(text)
    if match:
        return int(match[1] or 0) * DAY + int(match[2]) * 60 + int(match[3]) if int(match[3]) < 60 else None
    match = _LASTING_ISO.fullmatch(text)
    if match and any(match.groups()):
        weeks, whole_days, hours, minutes, seconds = (float((part or '0').replace(',', '.')) for part in match.groups())
        return round((weeks * 7 + whole_days) * DAY + hours * 60 + minutes + seconds / 60)
    match = _LASTING.fullmatch(text)
    if match is None or not (match['hours'] or match['minutes']):
        return None
    found = float((match['hours'] or '0').replace(',', '.')) * 60 + float((match['minutes'] or '0').replace(',', '.'))
    return round(found) if found < 100_000 else None


def afternoon(times: Sequence[int | None]) -> list[int | None]:
    """Starts of one day in their order, of a clock of twelve hours without am and pm, on one of twenty-four.

    A day's programme does not go backwards: after 11:30 comes 1:00 in the afternoon. One that begins between one and
    seven begins in the afternoon. Where any time is one of a 24-hour clock, all are as they stand.
    """
    if any(time is not None and not 60 <= time < 13 * 60 for time in times):
        return list(times)
    found: list[int | None] = []
    last: int | None = None
    for time in times:
        if time is not None:
            time = _forward(time % HALF_DAY, last)
            last = time if last is None else max(last, time)
        found.append(time)
    return found


def afternoon_spans(spans: Sequence[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """The same for starts with ends: an end is after its start."""
    every = [time for span in spans for time in span]
    starts = afternoon([start for start, _ in spans])
    if any(time is not None and not 60 <= time < 13 * 60 for time in every):
        return list(spans)
    found: list[tuple[int, int | None]] = []
    for start, (_, end) in zip(starts, spans, strict=True):
        assert start is not None
        found.append((start, None if end is None else start + (end - start) % HALF_DAY))
    return found


def local(moments: list[Moment], zone: str) -> list[Moment]:
    """The moments on the wall clock of `zone`: true offsets are converted, offsets that lie are left out.

    Local time is often written with `Z`, or with a wrong offset. All moments of a source are judged together;
    `booklet.reading.zones.judge` tells how, and why.
    """
    from booklet.reading.zones import judge

    return list(judge(moments, zone).moments)


def _epoch(value: float) -> Moment | None:
    if not _EPOCHS[0] <= value <= _EPOCHS[1] * 1000:
        return None
    seconds = value / 1000 if value >= _EPOCHS[0] * 1000 else value
    if seconds > _EPOCHS[1]:
        return None
    found = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return Moment(found.date(), found.hour * 60 + found.minute, 0)


def _minutes(hour: int, minute: int, second: int) -> int | None:
    """Minutes after midnight; the last second of a minute is the next one (23:59:59)."""
    if minute > 59 or second > 60:
        return None
    found = hour * 60 + minute + (second >= 59)
    return found if found < 2 * DAY else None


def _timed(day: datetime.date, rest: str) -> Moment | None:
    """With the time and the zone that stand after an ISO date."""
    if not rest:
        return Moment(day)
    time, offset = rest, None
    match = re.fullmatch(
        r'([\d:.,]+?(?:\s?[ap]\.?m\.?)?)(\s*[A-Za-z]{1,4}|(?:\s*(?:UTC|GMT))?\s*[-+−]\d{1,2}(?::?\d{2})?(?::\d\d)?)',
        rest,
    )
    if match and (zone := _offset(match[2])) is not None:
        time, offset = match[1], zone
    minutes = clock(time.replace(',', '.'), bare=True)
    return None if minutes is None else Moment(day, minutes, offset)


def _offset(text: str) -> int | None:
    match = _ZONE.fullmatch(text.rstrip())
    if match is None or not (match['name'] or match['sign']):
        return None
    base = _ZONE_NAMES.get((match['name'] or 'z').lower())
    if base is None:
        return None
    if match['sign'] is None:
        return base
    found = int(match['hours']) * 60 + int(match['minutes'] or 0)
    return (found if match['sign'] == '+' else -found) if found <= 15 * 60 else None


def _written(text: str, year: int | None, order: str) -> Moment | None:
    """A time somewhere beside a date: `Sat, 01 Jun 2024 09:00:00 +0200`, `Sat Jun  1 09:00:00 2024`, `9 am, June 1`."""
    match = _IN_TEXT.search(text)
    if match is None:
        return None
    minutes, after = clock(match.group()), match.end()
    offset, zone = None, _AFTER_TIME.match(text, after)
    if zone and zone.group().strip() and (offset := _offset(zone.group())) is not None:
        after = zone.end()
    rest = f'{text[: match.start()]} {text[after:]}'.strip(' ,;@|-–(')
    found = date(re.sub(r'[\s,]+(?:at|um|à|om|kl\.?|klo|alle|@)$', '', rest, flags=re.IGNORECASE), year, order)
    return None if found is None or minutes is None else Moment(found, minutes, offset)


def _forward(base: int, last: int | None) -> int:
    """The time with these hours of half a day that goes on from `last`; one a little back stands beside it."""
    if last is None:
        return base + HALF_DAY if base < EARLIEST_HOUR * 60 else base
    choices = [base + half * HALF_DAY for half in range(5)]
    forward = next(choice for choice in choices if choice >= last) if last <= choices[-1] else choices[-1]
    back = max((choice for choice in choices if choice <= last), default=forward)
    return forward if forward - last <= LONGEST_GAP else back
