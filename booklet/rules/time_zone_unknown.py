"""The event's time zone is none that the time zone database has.

Its names are made of a continent and a city, `Europe/Zagreb`; abbreviations such as CET do not say when summer begins.

    event:
      time_zone: Europe/Zagrab     # B011
"""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event


def check(event: Event) -> Iterator[Diagnostic]:
    zones = zoneinfo.available_timezones()  # empty on a machine without the database: then nothing can be said
    if event.time_zone and zones and event.time_zone not in zones:
        near = difflib.get_close_matches(event.time_zone, sorted(zones), 1)
        hint = f'did you mean {near[0]}?' if near else 'write it as Europe/Zagreb or America/New_York'
        yield Diagnostic(Severity.WARNING, f'there is no time zone “{event.time_zone}”', event.span, hint)
