"""booklet's own form: the whole programme as one JSON document with the keys of the content (docs/content.md).

In: an `Event`. Out: UTF-8; the file is itself a content file, and nothing is left out. Entries of `affiliations` that
nobody has are no part of the programme.
"""

from __future__ import annotations

from booklet.exporters.left import Left
from booklet.model import Event
from booklet.unload import to_json

TITLE = 'booklet’s own JSON'


def export(event: Event, left: Left) -> bytes:
    return to_json(event).encode('utf-8')
