"""The programme that travels in a booklet's PDF, so that a later one can be held against it.

In: an event and the pages of its book; or a PDF that booklet built. Out: the files to embed; or what they said.

`programme.json` is a content file (docs/content.md): loaded, it is the event again, but for its long texts. An abstract
or a biography is a digest of its words, which tells whether they changed: the words themselves would add a sixth to the
PDF, and biographies stand on none of its pages. `pages.json` tells which places are on which page.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from booklet import references
from booklet.assemble import Attachment
from booklet.diagnostics import Sink, Span
from booklet.load import load_document
from booklet.model import Event, Session
from booklet.source import Source
from booklet.unload import unload

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

FORMAT = 1  # of `pages.json`
PROGRAMME, PAGES = 'programme.json', 'pages.json'
MAX_PDF = 512 * 1024 * 1024
MAX_BYTES = 16 * 1024 * 1024  # of an embedded file; 10,000 talks take 3 MB
_MOST_FILES = 100  # that are associated with a PDF and are looked at
_DIGITS = 12  # hexadecimal: of two texts under one id, one in 10^14 is mistaken for the other
_LONG_TEXTS = ('abstract', 'biography', 'text')
# JSON is YAML but for these: YAML takes some for line ends, and does not allow the others.
_NOT_IN_YAML = re.compile('[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_MEDIA_TYPE = 'application/json'
_FROM_BOOKLET = 'only PDFs as booklet built them carry one: name such a PDF, or the folder of its project'


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of the book: what its folio prints, and the names of the places on it (`references`)."""

    label: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """What a PDF says of itself. The long texts of `event` are digests: hold it against one that is `condensed` too."""

    event: Event
    layout: str
    pages: tuple[PrintedPage, ...]

    @property
    def places(self) -> dict[str, str]:
        """The label of the page that each place is on."""
        return {anchor: page.label for page in self.pages for anchor in page.anchors}

    def talk_pages(self) -> dict[str, tuple[str, ...]]:
        """The labels of each talk's pages, by its id: where the agenda has it, where its abstract begins."""
        places = self.places
        anchors = {id_: (references.in_agenda(id_), references.talk(id_)) for id_ in _talks(self.event)}
        found = {id_: dict.fromkeys(places[one] for one in ours if one in places) for id_, ours in anchors.items()}
        return {id_: tuple(labels) for id_, labels in found.items() if labels}


def _talks(event: Event) -> Iterator[str]:
    """The ids of all talks and posters."""
    for day in event.days:
        yield from (slot.talk.id for slot in day.slots if slot.talk is not None)
        yield from (poster.talk.id for item in day.items if isinstance(item, Session) for poster in item.posters)
    yield from (poster.talk.id for poster in event.posters)
    yield from (talk.id for talk in event.talks)


def digest(source: str) -> str:
    """What stands for a long text: the same for the same words, however they are spaced; empty for none."""
    words = ' '.join(source.split())
    return f'sha256:{hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]}' if words else ''


def condensed(event: Event) -> Event:
    """The event as a PDF has it: to be compared with one that was read from there."""
    found = load_document(Source(PROGRAMME, _json(_document(event))), Sink())
    assert found is not None, 'what is unloaded can be loaded'
    return found


def attachments(event: Event, layout: str, labels: Sequence[str], numbers: Mapping[str, int]) -> tuple[Attachment, ...]:
    """The files to embed. `labels` are those of all pages, `numbers` the page of each anchor, from 1."""
    anchors: list[list[str]] = [[] for _ in labels]
    for anchor, number in numbers.items():
        if not anchor.startswith(references.NOTES):
            anchors[number - 1].append(anchor)
    rows = [{'label': label, 'anchors': names} for label, names in zip(labels, anchors, strict=True)]
    pages = {'format': FORMAT, 'layout': layout, 'pages': rows}
    return (
        Attachment(
            PROGRAMME,
            _MEDIA_TYPE,
            'The programme of this booklet, as content of booklet; abstracts and biographies as digests of their words',
            _json(_document(event)).encode(),
        ),
        Attachment(PAGES, _MEDIA_TYPE, 'The pages of this booklet, and what is on each', _json(pages).encode()),
    )


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
    return _NOT_IN_YAML.sub(lambda found: f'\\u{ord(found[0]):04x}', text)


def _document(event: Event) -> dict[str, Any]:
    """The content of the event, its long texts as digests."""
    document: dict[str, Any] = unload(event)
    for entry in _entries(document):
        for key in _LONG_TEXTS:
            if key in entry:
                entry[key] = digest(entry[key])
    return document


def _entries(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What may have long texts: people, slots and posters."""
    yield from (person for person in document.get('people', {}).values() if isinstance(person, dict))
    items = [item for day in document.get('days', ()) for item in day.get('items', ())]
    for one in (*items, *document.get('posters', ()), *document.get('talks', ()), *document.get('information', ())):
        yield one
        yield from (*one.get('items', ()), *one.get('posters', ()))


class _Refused(Exception):
    """The PDF does not serve; the message says why. `hint` is what to do."""

    def __init__(self, message: str, hint: str = '') -> None:
        super().__init__(message)
        self.hint = hint


def read_programme(path: Path, sink: Sink) -> Programme | None:
    """What a PDF that booklet built says of its programme; None with an error where it says nothing."""
    try:
        with path.open('rb') as stream:
            files = _files(stream)
        layout, pages = _pages(files[PAGES])
        return Programme(_event(path, files[PROGRAMME]), layout, pages)
    except OSError as error:
        sink.error(f'the file cannot be read: {error.strerror or error}', Span(str(path), 1))
    except _Refused as refusal:
        sink.error(str(refusal), Span(str(path), 1), refusal.hint)
    return None


def _files(stream: IO[bytes]) -> dict[str, bytes]:
    """The two files that are embedded in a PDF."""
    if b'%PDF-' not in stream.read(1024):
        raise _Refused('the file is no PDF', 'name a PDF that booklet built, or the folder of its project')
    if stream.seek(0, 2) > MAX_PDF:
        raise _Refused(f'the PDF is larger than {MAX_PDF >> 20} MB')
    try:
        with _silence():
            found = _associated(stream)
    except (_Refused, OSError):
        raise
    except Exception as error:  # pypdf raises whatever its reading of a broken file comes upon
        raise _Refused(f'the PDF is damaged: {_short(error)}', 'fetch it anew') from error
    if missing := {PROGRAMME, PAGES} - found.keys():
        raise _Refused(f'the PDF carries no programme ({" and ".join(sorted(missing))})', _FROM_BOOKLET)
    return found


@contextmanager
def _silence() -> Iterator[None]:
    """What pypdf remarks about a file is not for our users."""
    log, deaf = logging.getLogger('pypdf'), logging.NullHandler()
    log.addHandler(deaf)
    propagates, log.propagate = log.propagate, False
    try:
        yield
    finally:
        log.removeHandler(deaf)
        log.propagate = propagates


def _associated(stream: IO[bytes]) -> dict[str, bytes]:
    """Those of the files associated with the document (ISO 32000-2, 14.13.3) that are ours."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    try:
        reader = PdfReader(stream)
        locked = reader.is_encrypted
    except DependencyError:  # it tries to decrypt with a library that we have no other use for
        locked = True
    if locked:
        raise _Refused('the PDF is encrypted', 'name the PDF as booklet built it, without a password')
    files = _got(reader.trailer['/Root']).get('/AF', ())
    found: dict[str, bytes] = {}
    for listed in list(_got(files))[:_MOST_FILES]:
        specification = _got(listed)
        name = str(specification.get('/UF', specification.get('/F', '')))
        if name in (PROGRAMME, PAGES) and name not in found:
            places = _got(specification['/EF'])
            try:
                data = bytes(_got(places.get('/F', places.get('/UF'))).get_data())
            except LimitReachedError:
                data = bytes(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise _Refused(f'{name} in the PDF is larger than {MAX_BYTES >> 20} MB')
            found[name] = data
    return found


def _got(value: PdfObject | Any) -> Any:
    """An object of the file, wherever it stands there."""
    return value.get_object() if hasattr(value, 'get_object') else value


def _event(path: Path, data: bytes) -> Event:
    found = Sink()
    try:
        event = load_document(Source(f'{path}#{PROGRAMME}', data.decode()), found)
    except UnicodeDecodeError as error:
        raise _damaged(PROGRAMME, error) from None
    if event is None:
        first = next((item for item in found.items), None)
        said = first.message if first else 'it is empty'
        hint = first.hint if first and 'format' in said else 'it may come from a newer booklet, or have been changed'
        raise _Refused(f'{PROGRAMME} in the PDF cannot be read: {said}', hint)
    return event


def _pages(data: bytes) -> tuple[str, tuple[PrintedPage, ...]]:
    """The layout's name, and the pages."""
    try:
        found = json.loads(data)
        if isinstance(found['format'], int) and found['format'] > FORMAT:
            message = (
                f'the PDF was built by a newer booklet ({PAGES} in format {found["format"]}; this one reads {FORMAT})'
            )
            raise _Refused(message, 'use a booklet that is not older than the PDF')
        if found['format'] != FORMAT:
            raise ValueError('its format is not known')
        pages = tuple(PrintedPage(_text(page['label']), tuple(map(_text, page['anchors']))) for page in found['pages'])
        return _text(found['layout']), pages
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _damaged(PAGES, error) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError('a text is wanted')
    return value


def _damaged(name: str, error: Exception) -> _Refused:
    return _Refused(f'{name} in the PDF is damaged: {_short(error)}', 'name the PDF as booklet built it')


def _short(error: Exception) -> str:
    return ' '.join(str(error).split())[:80] or type(error).__name__
