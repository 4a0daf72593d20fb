"""A PDF carries its programme: what is read back is the event that was built, and no file makes the reader fail."""

from __future__ import annotations

import io
import json
import logging
import shutil
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pdfkit
import pikepdf
import pytest
from book import ROOT, TAGUNG, book
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from booklet import build as pipeline
from booklet import embedded, references
from booklet.assemble import Attachment, Metadata, PageLabel, assemble
from booklet.diagnostics import Sink
from booklet.embedded import PAGES, PROGRAMME, Programme, attachments, condensed, digest, read_programme
from booklet.load import load, load_document
from booklet.model import Event, Information, Person, Talk, Text
from booklet.source import Source

PROJECTS = [ROOT, *(path.parent.parent for path in sorted((ROOT / 'tests' / 'events').glob('*/content/event.yaml')))]
PROJECTS += [TAGUNG] if TAGUNG not in PROJECTS else []
WORDS = st.text(st.characters(codec='utf-8', exclude_characters='\0'), max_size=40)
METADATA = Metadata('Title', 'Author', 'en')


def read(path: Path) -> tuple[Programme | None, list[str]]:
    sink = Sink()
    found = read_programme(path, sink)
    assert (found is None) == sink.has_errors
    assert all(item.span and item.span.file == str(path) for item in sink.items)
    return found, [item.message for item in sink.items]


def built(folder: Path, project: Path) -> Path:
    sink = Sink()
    assert pipeline.build(project, 'symposium', folder / 'book.pdf', sink) is not None, sink.items
    return folder / 'book.pdf'


def loaded(project: Path) -> Event:
    event = load(project, Sink())
    assert event is not None
    return event


def with_digests(value: Any) -> Any:
    """The model with digests in place of long texts, made without `unload` and `load`."""
    if isinstance(value, tuple):
        return tuple(map(with_digests, value))
    if not is_dataclass(value) or isinstance(value, Text | type):
        return value
    own = {field.name: with_digests(getattr(value, field.name)) for field in fields(value)}
    for name, kind in (('abstract', Talk), ('biography', Person), ('text', Information)):
        if isinstance(value, kind):
            text = getattr(value, name)
            own[name] = replace(text, source=digest(text.source))
    return replace(value, **own)


@pytest.fixture(scope='module')
def seed() -> bytes:
    return book().pdf


@pytest.fixture
def file(tmp_path: Path, seed: bytes) -> Path:
    (tmp_path / 'book.pdf').write_bytes(seed)
    return tmp_path / 'book.pdf'


# --- there and back ---


@pytest.mark.parametrize('project', PROJECTS, ids=lambda path: path.name)
def test_what_is_read_is_the_event_that_was_built(tmp_path: Path, project: Path) -> None:
    found, said = read(built(tmp_path, project))
    assert said == []
    assert found is not None
    event = loaded(project)
    assert found.event == condensed(event) == with_digests(event)
    assert found.layout == 'symposium'


def test_the_pages_are_those_of_the_book(file: Path, seed: bytes) -> None:
    found, _ = read(file)
    assert found is not None
    with pikepdf.open(io.BytesIO(seed)) as pdf:
        assert [page.label for page in found.pages] == [page.label for page in pdf.pages]
    numbers = book().sections[0].numbers
    assert found.places == {anchor: str(n) for anchor, n in numbers.items() if not anchor.startswith(references.NOTES)}
    assert len(found.talk_pages()) == 24
    for id_, labels in found.talk_pages().items():
        ours = (references.in_agenda(id_), references.talk(id_))
        assert labels == tuple(dict.fromkeys(str(numbers[anchor]) for anchor in ours if anchor in numbers))


def test_long_texts_are_not_in_the_file(seed: bytes) -> None:
    with pikepdf.open(io.BytesIO(seed)) as pdf:
        data = pdf.attachments[PROGRAMME].get_file().read_bytes()
    document = json.loads(data)
    abstracts = [item['abstract'] for day in document['days'] for item in day['items'] if 'abstract' in item]
    assert len(abstracts) >= 20
    assert all(text.startswith('sha256:') and len(text) == 19 for text in abstracts)
    assert len(set(abstracts)) == len(abstracts)


@given(WORDS, WORDS, WORDS)
@settings(max_examples=40)
def test_any_words_come_back(title: str, place: str, biography: str) -> None:
    event = loaded(TAGUNG)
    person = replace(event.people[0], biography=replace(event.people[0].biography, source=biography.strip() or 'x'))
    people = (person, *event.people[1:])
    changed = replace(event, title=replace(event.title, source=f'a{title}b'), place=f'a{place}b', people=people)
    first = condensed_or_none(changed)
    if first is None:  # with a character that no content file may hold, and the loader tells so
        assert any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in title + place + biography)
        return
    assert first.title.source.split() == f'a{title}b'.split()
    assert first.place.split() == f'a{place}b'.split()
    assert condensed_or_none(first) == with_digests(first)


def condensed_or_none(event: Event) -> Event | None:
    data = attachments(event, 'l', ['1'], {})[0].data
    return load_document(Source('x', data.decode()), Sink())


def test_ids_that_are_called_as_keys_are_no_long_texts(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    people = 'people: {abstract: Ada Lovelace, biography: {name: Charles Babbage, biography: He *built*.}}\n'
    text = (
        f'format: 1\nevent: {{title: Engines}}\n{people}days:\n  - {{date: 2030-05-01, items: [{{talk: A, id: items, '
    )
    (tmp_path / 'content' / 'a.yaml').write_text(
        f'{text}abstract: Words.}}, {{session: S, posters: [{{talk: P, abstract: W}}]}}]}}\n', 'utf-8'
    )
    event = loaded(tmp_path)
    assert condensed(event) == with_digests(event)
    assert [person.name for person in condensed(event).people] == ['Ada Lovelace', 'Charles Babbage']
    assert condensed(event).people[1].biography.source == digest('He *built*.')


@given(WORDS, WORDS)
def test_a_digest_tells_words_apart_and_not_their_spaces(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) is (one.split() == other.split())
    assert digest(f' {one}\n') == digest(one)
    assert bool(digest(one)) is bool(one.split())


def test_a_changed_abstract_is_a_changed_event(file: Path) -> None:
    found, _ = read(file)
    event = loaded(ROOT)
    day = event.days[1]
    at, slot = next((n, slot) for n, slot in enumerate(day.items) if getattr(slot, 'talk', None) and slot.talk.abstract)
    talk = replace(slot.talk, abstract=replace(slot.talk.abstract, source=slot.talk.abstract.source + ' more'))
    changed = replace(day, items=(*day.items[:at], replace(slot, talk=talk), *day.items[at + 1 :]))
    event = replace(event, days=(event.days[0], changed, *event.days[2:]))
    assert found is not None
    assert condensed(event) != found.event


# --- in the PDF ---


def test_the_files_stand_where_readers_look(seed: bytes) -> None:
    assert pdfkit.problems(seed) == []
    assert set(PdfReader(io.BytesIO(seed)).attachments) == {PAGES, PROGRAMME}
    with pikepdf.open(io.BytesIO(seed)) as pdf:
        assert list(pdf.attachments) == [PAGES, PROGRAMME]
        associated = list(pdf.Root.AF)
        assert [str(one.UF) for one in associated] == [str(one.F) for one in associated] == [PAGES, PROGRAMME]
        for one in associated:
            assert one.is_indirect
            assert (one.Type, one.AFRelationship) == ('/Filespec', '/Data')
            stream = one.EF.F
            assert (stream.Type, stream.Subtype) == ('/EmbeddedFile', '/application/json')
            assert stream.Params.Size == len(stream.read_bytes())
            assert '/ModDate' not in stream.Params
            assert stream.read_raw_bytes() == zlib.compress(stream.read_bytes(), 9)
            assert one.objgen == pdf.attachments[str(one.UF)].obj.objgen
            assert len(str(one.Desc)) > 20


def test_the_date_is_that_of_the_metadata() -> None:
    part = pdfkit.paint('one', [[]])
    file = Attachment('a.txt', 'text/plain', 'Ä note', b'words')
    dated = assemble([part], {}, (), (PageLabel(0, 'D'),), replace(METADATA, date="D:20240929080000+00'00'"), [file])
    with pikepdf.open(io.BytesIO(dated)) as pdf:
        found = pdf.attachments['a.txt']
        assert found.description == 'Ä note'
        assert found.get_file().mime_type == 'text/plain'
        assert found.get_file().mod_date is not None
        assert found.get_file().mod_date.date() == date(2024, 9, 29)
        assert found.get_file().read_bytes() == b'words'


def test_without_files_the_book_says_nothing_of_them() -> None:
    plain = assemble([pdfkit.paint('one', [[]])], {}, (), (), METADATA)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert '/AF' not in pdf.Root
        assert '/Names' not in pdf.Root


def saved(data: bytes, **options: Any) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    'options',
    [
        {},
        {'linearize': True},
        {'object_stream_mode': pikepdf.ObjectStreamMode.disable, 'qdf': True},
        {'recompress_flate': True},
    ],
)
def test_it_outlives_being_saved_by_other_programs(file: Path, seed: bytes, options: dict[str, Any]) -> None:
    before, _ = read(file)
    file.write_bytes(saved(seed, **options))
    assert read(file) == (before, [])


# --- what is refused ---


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.Root.AF:
            if str(one.UF) == name:
                one.EF.F.write(change(one.EF.F.read_bytes()))
        pdf.save(stream)
    return stream.getvalue()


def encrypted(data: bytes, user: str) -> bytes:
    return saved(data, encryption=pikepdf.Encryption(owner='owner', user=user))


def renumbered(data: bytes) -> bytes:
    return data.replace(b'"format":1', b'"format":9', 1)


def without_programme(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.AF
        pdf.save(stream)
    return stream.getvalue()


def other_keys(data: bytes) -> bytes:
    return data.replace(b'"language"', b'"tongue"', 1)


def aliases(data: bytes) -> bytes:
    lines = [b'b%d: &b%d [*b%d,*b%d]\n' % (n, n, n - 1, n - 1) for n in range(1, 60)]
    return b'b0: &b0 [x,x]\n' + b''.join(lines)


Bytes = Callable[[bytes], bytes]
WHOLE: dict[str, tuple[Bytes, str]] = {
    'empty': (lambda data: b'', 'the file is no PDF'),
    'text': (lambda data: b'format: 1\n', 'the file is no PDF'),
    'of others': (without_programme, 'the PDF carries no programme (pages.json and programme.json)'),
    'locked': (lambda data: encrypted(data, 'secret'), 'the PDF is encrypted'),
    'protected': (lambda data: encrypted(data, ''), 'the PDF is encrypted'),
    'cut off': (lambda data: data[: len(data) // 3], 'the PDF is damaged'),
    'head alone': (lambda data: b'%PDF-1.7\n', 'the PDF is damaged'),
}
ODD_PAGES: dict[str, tuple[Bytes, str]] = {
    'newer': (renumbered, 'the PDF was built by a newer booklet (pages.json in format 9'),
    'no JSON': (lambda data: data[:-3], 'pages.json in the PDF is damaged'),
    'no pages': (lambda data: b'{"format":1,"layout":"a"}', 'pages.json in the PDF is damaged'),
    'numbers': (lambda data: b'{"format":1,"layout":"a","pages":[{"label":1,"anchors":[]}]}', 'a text is wanted'),
    'a list': (lambda data: b'[]', 'pages.json in the PDF is damaged'),
    'deep': (lambda data: b'[' * 200_000, 'pages.json in the PDF is damaged'),
    'huge number': (lambda data: b'{"format":' + b'9' * 9999 + b'}', 'pages.json in the PDF is damaged'),
    'bomb': (lambda data: b' ' * 200_000_000, 'is larger than 16 MB'),
}
ODD_PROGRAMMES: dict[str, tuple[Bytes, str]] = {
    'newer': (renumbered, "in format '9', and booklet reads format 1"),
    'other keys': (other_keys, "programme.json in the PDF cannot be read: the event has no key 'tongue'"),
    'no UTF-8': (lambda data: b'\xff' + data, 'programme.json in the PDF is damaged'),
    'no content': (lambda data: b'', 'programme.json in the PDF cannot be read'),
    'aliases': (aliases, 'programme.json in the PDF cannot be read'),
    'bomb': (lambda data: b' ' * (embedded.MAX_BYTES + 1), 'is larger than 16 MB'),
}
REFUSED = {
    **WHOLE,
    **{
        f'pages: {name}': (partial(altered, name=PAGES, change=change), said)
        for name, (change, said) in ODD_PAGES.items()
    },
    **{
        f'programme: {name}': (partial(altered, name=PROGRAMME, change=change), said)
        for name, (change, said) in ODD_PROGRAMMES.items()
    },
}


@pytest.mark.parametrize('name', REFUSED)
def test_what_does_not_serve_is_refused_with_its_reason(
    file: Path, seed: bytes, name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    change, words = REFUSED[name]
    file.write_bytes(change(seed))
    start = time.perf_counter()
    found, said = read(file)
    assert time.perf_counter() - start < 5
    assert found is None
    assert len(said) == 1
    assert words in said[0]
    assert len(said[0]) < 400
    assert capfd.readouterr() == ('', ''), 'the library is not heard'


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert read(tmp_path / 'none.pdf')[1] == ['the file cannot be read: No such file or directory']
    assert read(tmp_path)[0] is None


def test_a_file_that_is_too_large_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, 'MAX_PDF', 1 << 14)
    assert read(file)[1] == ['the PDF is larger than 0 MB']


def test_other_libraries_logging_is_left_as_it_was(file: Path) -> None:
    log = logging.getLogger('pypdf')
    before = ([*log.handlers], log.propagate, log.level)
    read(file)
    file.write_bytes(b'%PDF-1.7\n')
    read(file)
    assert ([*log.handlers], log.propagate, log.level) == before


def test_files_that_hang_together_in_a_circle(file: Path, seed: bytes) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(seed)) as pdf:
        ring = pdf.make_indirect(pikepdf.Array())
        ring.append(ring)
        pdf.Root.AF = ring
        pdf.save(stream)
    file.write_bytes(stream.getvalue())
    assert read(file)[0] is None


SMALL = assemble(
    [pdfkit.paint('one', [[]])],
    {},
    (),
    (PageLabel(0, 'D'),),
    METADATA,
    attachments(loaded(TAGUNG), 'symposium', ['1'], {'talk-a': 1}),
)


def spoilt() -> Iterator[Any]:
    spot = st.tuples(st.integers(0, len(SMALL)), st.integers(0, 40), st.binary(max_size=12))
    return st.lists(spot, min_size=1, max_size=6)


@given(spoilt())
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[int, int, bytes]]
) -> None:
    data = SMALL
    for at, length, new in spots:
        data = data[:at] + new + data[at + length :]
    file = tmp_path_factory.getbasetemp() / 'spoilt.pdf'
    file.write_bytes(data)
    start = time.perf_counter()
    read(file)
    assert time.perf_counter() - start < 5


@pytest.mark.skipif(not shutil.which('qpdf'), reason='qpdf is not installed')
def test_qpdf_hands_it_out(file: Path) -> None:
    shown = subprocess.run(['qpdf', f'--show-attachment={PAGES}', str(file)], capture_output=True, check=True).stdout
    assert json.loads(shown)['layout'] == 'symposium'
