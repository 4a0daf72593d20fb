"""The event does not say its time zone.

Print can do without. Calendars that are made from the programme cannot: a reader elsewhere would be told the wrong
hour. If the place or the language gives it away, the likely zone is named.

    event:
      title: Engines     # B050
      place: Zagreb

Better:

    event:
      title: Engines
      place: Zagreb
      time_zone: Europe/Zagreb
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.likeness import folded, words_of

SEVERITY = Severity.NOTE
_SHOWN = 3


def check(event: Event) -> Iterator[Diagnostic]:
    timed = any(slot.start is not None for day in event.days for slot in day.slots)
    if not event.time_zone and timed:
        zones = likely(event.place, event.language)
        named = ' or '.join(zones) if len(zones) <= _SHOWN else ''
        hint = f'add time_zone: {named}' if named else 'add time_zone, as in Europe/Zagreb or America/New_York'
        yield Diagnostic(SEVERITY, 'the event does not say its time zone', event.span, hint)


def likely(place: str, language: str) -> list[str]:
    """The zones of the cities that the place names, else of the country that it names, else of the language's."""
    words = f' {" ".join(words_of(place))} '
    cities = {zone for zone in zoneinfo.available_timezones() if '/' in zone and not zone.startswith('Etc/')}
    named = [zone for zone in cities if f' {folded(zone.rpartition("/")[2]).replace("_", " ")} ' in words]
    return sorted(named) or _of_country(words, language)


def _of_country(words: str, language: str) -> list[str]:
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    territories: dict[str, str] = dict(get_global('zone_territories'))
    for tag in dict.fromkeys(('en', language.split('-')[0])):
        try:
            names = Locale(tag).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in names.items():
            if len(code) == 2 and f' {" ".join(words_of(name))} ' in words:
                return sorted(zone for zone, territory in territories.items() if territory == code)
    home = '' if words.strip() else str(get_global('likely_subtags').get(language, '')).rpartition('_')[2]
    found = sorted(zone for zone, territory in territories.items() if territory == (language.partition('-')[2] or home))
    return found if len(found) <= _SHOWN and language != 'en' else []
