"""Events of a calendar that come again.

In: the first, and its rule. Out: the days of the others; what is not written out, in words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from booklet.reading.times import Moment

MAX_TIMES = 100  # of one event
_YEAR = 366  # days: no conference lasts longer
_UNDERSTOOD = {'FREQ', 'COUNT', 'UNTIL', 'INTERVAL', 'BYDAY', 'WKST'}
_DAYS = {name: number for number, name in enumerate(('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'))}


def occurrences(first: Moment, part: Any) -> tuple[list[datetime.date], str]:
    """Days after the first; and why some are missing."""
    rule = _rule(part)
    excepted, added = _dates(part, 'EXDATE'), _dates(part, 'RDATE')
    untold = ''
    days: list[datetime.date] = []
    if rule:
        known = rule['FREQ'] in ('DAILY', 'WEEKLY') and rule.keys() <= _UNDERSTOOD
        if known and all(day in _DAYS for day in rule.get('BYDAY', '').split(',') if day):
            days = list(islice(_by_rule(first.date, rule), MAX_TIMES + 1))
            if len(days) > MAX_TIMES:
                days, untold = days[:MAX_TIMES], f'comes again more than {MAX_TIMES} times: the others are left out'
        else:
            often = rule['FREQ'].lower()[:20]
            untold = f'comes again by a rule that is not written out ({often}): only the first is read'
    later = sorted({*days, *added} - excepted - {first.date})
    return [day for day in later if day > first.date][:MAX_TIMES], untold


def _rule(part: Any) -> dict[str, str]:
    """The parts of the rule as they are written."""
    value = part.get('RRULE')
    value = value[0] if isinstance(value, list) and value else value
    if value is None:
        return {}
    try:
        text = value.to_ical().decode()
    except Exception:  # a broken property raises whatever is asked of it
        return {'FREQ': 'broken'}
    pairs = [piece.partition('=') for piece in text.upper().split(';')]
    found = {name: value for name, _, value in pairs if name}
    return {'FREQ': '?', **found}


def _by_rule(first: datetime.date, rule: dict[str, str]) -> Iterator[datetime.date]:
    """Day after day for a year: whether the rule has it."""
    step = max(1, min(_number(rule.get('INTERVAL')) or 1, _YEAR))
    left = (_number(rule.get('COUNT')) or MAX_TIMES + 2) - 1
    until = _until(rule.get('UNTIL', ''))
    wanted = {_DAYS[name] for name in rule.get('BYDAY', '').split(',') if name}
    weekly = rule['FREQ'] == 'WEEKLY'
    wanted = wanted or ({first.weekday()} if weekly else set(_DAYS.values()))
    begins = _DAYS.get(rule.get('WKST', 'MO'), 0)
    week = (first - datetime.timedelta(days=(first.weekday() - begins) % 7)) if first.toordinal() > 7 else first
    for ahead in range(1, _YEAR + 1):
        if left <= 0 or first.toordinal() + ahead > datetime.date.max.toordinal():
            return
        day = first + datetime.timedelta(days=ahead)
        if until is not None and day > until:
            return
        steps = (day - week).days // 7 if weekly else ahead
        if steps % step == 0 and day.weekday() in wanted:
            left -= 1
            yield day


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r'\d{1,6}', text) else None


def _until(text: str) -> datetime.date | None:
    match = re.match(r'(\d{4})-?(\d{2})-?(\d{2})', text)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _dates(part: Any, name: str) -> set[datetime.date]:
    value = part.get(name)
    found = set()
    for one in value if isinstance(value, list) else [value]:
        try:
            days = [each.dt for each in getattr(one, 'dts', ())]
        except Exception:  # as in `_rule`
            continue
        for day in days:
            day = day[0] if isinstance(day, tuple) else day
            if isinstance(day, datetime.date):
                found.add(day.date() if isinstance(day, datetime.datetime) else day)
    return found
