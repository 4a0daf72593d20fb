"""booklet's own form: what `booklet export --to json` writes, and any content file that holds a whole programme.

Read: everything; it is the content itself (docs/content.md): as JSON or YAML in one file, with the abstracts in it, or
a whole project, with its abstracts in their files. Dropped: nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from booklet.diagnostics import Sink
from booklet.draft import Losses
from booklet.intake.given import Blob, Given, Refusal
from booklet.load import load, load_document
from booklet.model import Event
from booklet.source import Node, Source

NAME = 'booklet'
TITLE = 'booklet’s own JSON or YAML'
_HEAD = re.compile(r'\s*(?:#[^\n]*\n\s*)*(?:\{\s*)?"?format"?\s*:\s*\d', re.ASCII)


def recognise(given: Given) -> float:
    if _content(given) is not None:
        return 0.97
    return 0.95 if len(given.blobs) == 1 and _is_own(given.blobs[0]) else 0.0


def _is_own(blob: Blob) -> bool:
    head = blob.data[:4000].decode('utf-8-sig', 'replace')
    return _HEAD.match(head) is not None and re.search(r'"?event"?\s*:', head) is not None


def _content(given: Given) -> Path | None:
    """The project of which a folder was given: itself, or its `content/`."""
    for blob in given.blobs:
        folder = Path(blob.where).parent
        inside = blob.name.startswith('content/') or (folder.name or folder.resolve().name) == 'content'
        if inside and blob.suffix in ('.yaml', '.yml') and len(given.blobs) > 1 and _is_own(blob):
            return folder.resolve().parent
    return None


def read(given: Given, losses: Losses, mapping: Node | None) -> Event:
    project = _content(given)
    if project is None and len(given.blobs) != 1:
        hint = 'name one file, or the folder of a project'
        raise Refusal('a programme of booklet’s own is one file or one project', given.blobs[1].span(), hint)
    blob = given.blobs[0]
    sink = Sink()
    event = (
        load(project, sink)
        if project
        else load_document(Source(blob.where or blob.name, blob.text.lstrip('\ufeff')), sink)
    )
    if event is None and not sink.items:
        raise Refusal('the file holds no programme', blob.span(), 'was it saved whole?')
    if event is None:
        first, more = sink.items[0], len(sink.items) - 1
        raise Refusal(first.message + (f' (and {more} more)' if more else ''), first.span, first.hint)
    return event
