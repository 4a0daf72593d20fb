"""Names that other systems know a programme's things by: UUIDs, numbers, acronyms, slugs; the same at every export.

In: an event and the ids of its content. Out: identifiers that stay while those ids stay.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping

from booklet.load.ids import slug
from booklet.model import Event

_NUMBERS = 2**31 - 1  # what programs that read schedules hold in 32 bits


class Names:
    """UUIDs below the event's own (RFC 9562, 5.5): of its address, else of its title and year."""

    def __init__(self, event: Event) -> None:
        year = event.start.year if event.start else ''
        self.space = uuid.uuid5(uuid.NAMESPACE_URL, event.url or f'urn:booklet:{event.title.source}:{year}')

    def of(self, what: str, name: str) -> str:
        return str(uuid.uuid5(self.space, f'{what}/{name}'))


def acronym(event: Event) -> str:
    """Letters, digits and underscores, four at least, as schedule.xml and schedule.json both want it."""
    words = re.sub('[^a-z0-9]+', '_', slug(event.short_title, 6)).strip('_')[:40].rstrip('_') or 'event'
    year = str(event.start.year) if event.start else ''
    if year and year not in words:
        words = f'{words}_{year}'
    return words if len(words) >= 4 else f'{words}_event'


def numbers(guids: Iterable[str]) -> dict[str, int]:
    """A positive number for each UUID, out of itself; of two that would have the same, the later takes the next."""
    found: dict[int, str] = {}
    for guid in sorted(guids):
        number = uuid.UUID(guid).int % _NUMBERS + 1
        while number in found:
            number = number % _NUMBERS + 1
        found[number] = guid
    return {guid: number for number, guid in found.items()}


def slugs(start: str, guids: Mapping[str, str]) -> dict[str, str]:
    """By name, a short word for addresses that begins with `start`; part of the UUID where the name alone will not do.

    `guids`: the UUIDs by name.
    """
    plain = {name: re.sub('[^a-z0-9]+', '-', name.casefold()).strip('-') for name in guids}
    return {
        name: f'{start}-{word}' if word == name and len(word) >= 4 else f'{start}-{word or "item"}-{guids[name][:13]}'
        for name, word in plain.items()
    }
