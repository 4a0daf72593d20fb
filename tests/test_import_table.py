"""Spreadsheets of any kind: which column is what, rows that stand for more, and the user's mapping."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_fuzz import FIXTURES, mutated_bytes, only_refusals, reasons

from booklet.columns import head_row, match, named
from booklet.diagnostics import Sink
from booklet.draft import Draft, Item, Losses
from booklet.importers import table
from booklet.intake.given import Blob, Given, Refusal, gather
from booklet.source import Node, Source, parse

HERE = FIXTURES / 'table'
DAY = datetime.date(2024, 6, 3)


def read(text: str, mapping: str = '', name: str = 'talks.csv') -> tuple[Draft, Losses]:
    losses = Losses()
    return table.read(Given((Blob(name, text.encode()),)), losses, node(mapping)), losses


def node(text: str) -> Node | None:
    return parse(Source('map.yaml', text), Sink()) if text else None


def fixture(name: str) -> tuple[Draft, Losses]:
    losses = Losses()
    return table.read(gather([HERE / name]), losses, None), losses


def when(item: Item) -> str:
    def shown(time: int | None) -> str:
        return '' if time is None else f'{time // 60}:{time % 60:02}'

    return f'{item.date} {shown(item.start)}-{shown(item.end)}'


def who(item: Item) -> list[str]:
    return [f'{part.person.name} ({"; ".join(place.name for place in part.person.institutes)})' for part in item.people]


HEADERS = {
    'en': ('Title', 'Speakers', 'Abstract', 'Start time', 'End time', 'Room'),
    'de': ('Titel', 'Vortragende', 'Zusammenfassung', 'Beginn', 'Ende', 'Raum'),
    'fr': ('Titre', 'Intervenants', 'Résumé', 'Début', 'Fin', 'Salle'),
    'es': ('Título', 'Ponentes', 'Resumen', 'Inicio', 'Hora de fin', 'Sala'),
    'it': ('Titolo', 'Relatori', 'Riassunto', 'Inizio', 'Fine', 'Aula'),
    'pt': ('Título', 'Palestrantes', 'Resumo', 'Início', 'Término', 'Local'),
    'nl': ('Titel', 'Sprekers', 'Samenvatting', 'Aanvang', 'Eindtijd', 'Zaal'),
    'pl': ('Tytuł', 'Prelegenci', 'Streszczenie', 'Początek', 'Koniec', 'Sala'),
    'cs': ('Název', 'Přednášející', 'Abstrakt', 'Začátek', 'Konec', 'Místnost'),
    'sv': ('Titel', 'Talare', 'Sammanfattning', 'Starttid', 'Sluttid', 'Rum'),
    'fi': ('Otsikko', 'Puhuja', 'Tiivistelmä', 'Alkaa', 'Päättyy', 'Paikka'),
    'hu': ('Cím', 'Előadó', 'Kivonat', 'Kezdés', 'Vége', 'Terem'),
    'ru': ('Название', 'Докладчик', 'Аннотация', 'Начало', 'Окончание', 'Аудитория'),
    'el': ('Τίτλος', 'Ομιλητής', 'Περίληψη', 'Έναρξη', 'Λήξη', 'Αίθουσα'),
    'tr': ('Başlık', 'Konuşmacı', 'Özet', 'Başlangıç', 'Bitiş', 'Salon'),
    'ja': ('題名', '発表者', '要旨', '開始', '終了', '会場'),
    'zh': ('标题', '报告人', '摘要', '开始时间', '结束时间', '地点'),
    'ko': ('제목', '발표자', '초록', '시작', '종료', '장소'),
    'code': ('talk_title', 'speakerName', 'abstract_text', 'startTime', 'END_TIME', 'room-name'),
}  # fmt: skip


@pytest.mark.parametrize('language', HEADERS)
def test_columns_are_known_by_name(language: str) -> None:
    rows = [('On roots', 'Ada Lovelock', 'Roots grow. ' * 20, '9:00', '9:30', 'R1')]
    found = match(HEADERS[language], rows)
    assert [one.field for one in found] == ['title', 'speakers', 'abstract', 'start', 'end', 'room']
    assert all(one.why == 'name' and one.sure > 0.7 for one in found)
    assert head_row([('Some conference',), (), HEADERS[language], *rows]) == 2


def test_a_slip_in_a_name_does_no_harm() -> None:
    assert max(named('Abstrct')) == 'abstract'
    assert named('Attachment') == {'unread': 1.0}
    assert named('Wombat') == {}


def test_cells_deny_what_a_name_says() -> None:
    found = match(('Title', 'Date'), [('9:00', 'Ada Lovelock'), ('9:30', 'Berta Boom')])
    assert [one.field for one in found] == ['', '']


def test_headings_between_rows_and_an_old_encoding() -> None:
    draft, losses = fixture('tagung.csv')
    assert draft.title == 'Tagung der Baumfreunde'
    assert [(item.title, when(item), item.room, item.session != '') for item in draft.items] == [
        ('Eröffnung', '2024-06-03 9:00-9:15', 'Aula', False),
        ('Über Bäume und Größe', '2024-06-03 9:15-10:00', 'Aula', True),
        ('Wurzeln', '2024-06-03 10:00-10:30', 'Aula', True),
        ('Kaffeepause', '2024-06-03 10:30-11:00', '', False),
        ('Das Moos', '2024-06-04 9:00-10:00', 'Saal 2', False),
    ]
    assert who(draft.items[1]) == ['Jürgen Müßig (Universität Köln)', 'Anaïs Lefèvre (Universität Köln)']
    assert draft.items[1].abstract.source == 'Bäume wachsen; sie tun es langsam.\n\nEin zweiter Absatz.'
    (session,) = draft.sessions
    assert (session.title, [one.name for one in session.chairs]) == ('Sitzung 1: Wälder', ['Gustav Förster'])
    assert [loss[2] for loss in reasons(losses)] == ['vom 3. bis 4. Juni 2024 in Jena']


def test_a_row_for_each_author() -> None:
    draft, losses = fixture('per-author.csv')
    assert [(item.key, item.title, when(item), who(item)) for item in draft.items] == [
        ('17', 'On roots', '2024-06-03 9:00-9:30',
         ['Ada Lovelock (University of Aa)', 'Berta de Boom (Institute of Bb)']),
        ('18', 'On leaves', '2024-06-03 9:30-10:00', ['Dora Douglas (University of Aa)']),
        ('20', 'On twigs', '2024-06-13 14:00-14:30', ['Ada Lovelock (University of Aa)']),
    ]  # fmt: skip
    assert draft.items[0].people[1].person.family == 'de Boom'
    assert [(one.title, [chair.name for chair in one.chairs]) for one in draft.sessions] == [
        ('Roots', ['Carla Chair']),
        ('Leaves', ['Frida Field']),
    ]
    assert ('dropped', 'event', 'On bark', 'its status is “Reject”') in reasons(losses)
    assert losses.fields == {'Email': 5}


def test_several_sheets_and_merged_cells() -> None:
    draft, losses = fixture('convegno.xlsx')
    assert draft.title == 'Convegno degli alberi'
    assert [(item.key, item.title, when(item), item.room) for item in draft.items] == [
        ('1', 'Le radici', '2024-06-03 9:00-9:30', 'Aula Magna'),
        ('2', 'Le foglie', '2024-06-03 9:30-10:00', 'Aula Magna'),
        ('', 'Pausa caffè', '2024-06-03 10:00-10:30', ''),
        ('3', 'La corteccia', '2024-06-04 14:30-15:15', 'Aula 2'),
    ]
    assert [item.abstract.source for item in draft.items] == [
        'Le radici crescono sotto terra.', '', '', 'La corteccia protegge.',
    ]  # fmt: skip
    assert draft.items[0].keywords == ('radici', 'terra')
    assert {one.title: [chair.name for chair in one.chairs] for one in draft.sessions} == {
        'Radici': ['Carla Sedia'],
        'Cortecce': ['Emilio Elmo'],
    }
    assert [(one.name, one.institutes[0].name, one.biography.source) for one in draft.people] == [
        ('Ada Lucci', 'Università di Aa', 'Studia radici.'),
        ('Frida Felce', 'Istituto Bb', 'Scrive di cortecce.'),
    ]
    assert reasons(losses) == [
        ('dropped', 'field', 'E2', 'a formula without a value'),
        ('dropped', 'sheet', 'Conti', 'is hidden, with 1 rows'),
    ]


def test_talks_side_by_side() -> None:
    draft, _ = fixture('wide.csv')
    assert [(item.title, who(item)) for item in draft.items] == [
        ('On roots', ['Ada Lovelock ()', 'Berta de Boom ()']),
        ('On deep roots', ['Dora Douglas ()']),
        ('On leaves', ['Emil Elm ()']),
    ]
    first = draft.sessions[0]
    assert (first.title, first.start, first.end, first.room) == ('Roots', 540, 630, 'Hall 1')


def test_columns_without_names() -> None:
    draft, losses = fixture('no-names.tsv')
    assert [when(item)[11:] for item in draft.items] == [
        '9:00-9:30',
        '9:30-10:00',
        '10:00-10:30',
        '11:30-12:30',
        '13:00-14:00',
    ]
    assert who(draft.items[1]) == ['Berta Boom ()', 'Dora Douglas ()']
    assert {item.date for item in draft.items} == {DAY}
    assert reasons(losses)[0][1] == 'time'


def test_times_that_a_spreadsheet_took_for_numbers() -> None:
    draft, _ = read('Title,Date,Start,End\nA talk,2024-06-03,11.15,15.3\nAnother,2024-06-03,0.375,0.5\n')
    assert [when(item) for item in draft.items] == ['2024-06-03 11:15-15:30', '2024-06-03 9:00-12:00']


def test_rows_of_one_title_that_are_several_talks() -> None:
    draft, losses = read(
        'Title,Type,Speaker,Country,Affiliation,Abstract,Day\n'
        'Trees,Poster,Ada Lovelock,Italy,University of Aa,,Mon\n'
        'Trees,Talk,Ada Lovelock,Italy,University of Aa,,Mon\n'
        'Trees,Talk,Ada Lovelock,Italy,University of Aa,,Tue\n'
        'Trees,Talk,Ada Lovelock,Italy,University of Aa,,Tue\n'
    )
    assert [item.poster for item in draft.items] == [True, False, False]
    assert draft.items[0].people[0].person.institutes[0].place == 'Italy'
    assert ('changed', 'event', 'Trees', 'stands twice, with the same people: once is enough') in reasons(losses)


def test_blank_cells_mean_as_above_only_where_each_other_tells_something_new() -> None:
    head = 'Title,Session,Date,Start\n'
    draft, _ = read(head + 'A,Roots,2024-06-03,9:00\nB,,,9:30\nC,Leaves,,10:00\nD,,,10:30\nLunch,,,11:00\n')
    assert [item.session for item in draft.items] == ['roots', 'roots', 'leaves', 'leaves', '']
    assert {item.date for item in draft.items} == {DAY}
    draft, _ = read(
        head + 'A,Roots,2024-06-03,9:00\nB,Roots,2024-06-03,9:30\nC,,2024-06-03,10:00\nD,,,\nE,,2024-06-03,11:00\n'
    )
    assert [item.session for item in draft.items] == ['roots', 'roots', '', '', '']
    assert [item.date for item in draft.items] == [DAY, DAY, DAY, None, DAY]


@pytest.mark.parametrize(
    ('head', 'rows', 'expected'),
    [
        ('Date/Time,Title', ['"Mon 3 June 2024, 9:00",A'], ['2024-06-03 9:00-']),
        ('speaker,talk,when it is', ['B B,A,2024-06-03T09:00:00+02:00'], ['2024-06-03 9:00-']),
        ('Beginn;Ende;Titel;Referent:in', ['03.06.2024 09:00;03.06.2024 10:00;A;B B'], ['2024-06-03 9:00-10:00']),
        (
            'Start,Duration,Title,Date',
            ['9:00,30,A,6/3/24', '9:00,45,B,6/14/24'],
            ['2024-06-03 9:00-9:30', '2024-06-14 9:00-9:45'],
        ),
        (
            'Time,Title,Date',
            ['1:00 PM,A,2024-06-03', '2:30-3 PM,B,2024-06-03'],
            ['2024-06-03 13:00-', '2024-06-03 14:30-15:00'],
        ),
    ],
)
def test_ways_to_write_times(head: str, rows: list[str], expected: list[str]) -> None:
    draft, _ = read('\n'.join([head, *rows]) + '\n')
    assert [when(item) for item in draft.items] == expected


def test_the_day_of_the_file_is_no_day_of_the_programme() -> None:
    head = 'Engines – Wednesday 2 June 2027\n"Stand: 12.4.2027, subject to change"\nTime,Title,Speaker\n'
    draft, _ = read(head + '9:00,On looms,Ada Lovelace\n10:00,On cards,Charles Babbage\n')
    assert [str(item.date) for item in draft.items] == ['2027-06-02', '2027-06-02']


def test_days_with_heads_of_their_own() -> None:
    draft, _ = read(
        'Program\nDay 1 - June 3\nTime,Speaker,Title\n9:00 AM,Ada Lovelock,On roots\n'
        'Day 2 - June 4\nTime,Speaker,Title\n9:00 AM,Berta Boom,On twigs\n',
        name='program 2024.csv',
    )
    assert draft.title == 'Program'
    assert [(item.title, when(item)) for item in draft.items] == [
        ('On roots', '2024-06-03 9:00-'),
        ('On twigs', '2024-06-04 9:00-'),
    ]


def test_rows_of_sessions_between_rows_of_talks() -> None:
    draft, _ = read(
        'Session,Session Chair,Date,Start,End,Talk,Speaker\nRoots,Carla Chair,2024-06-03,9:00,10:30,,\n'
        ',,2024-06-03,9:00,9:30,On roots,Ada Lovelock\n,,2024-06-03,9:30,10:00,On bark,Emil Elm\n'
        'Leaves,Frida Field,2024-06-03,11:00,12:00,,\n,,2024-06-03,11:00,11:30,On leaves,Emil Elm\n'
    )
    assert [(item.title, item.session) for item in draft.items] == [
        ('On roots', 'roots'),
        ('On bark', 'roots'),
        ('On leaves', 'leaves'),
    ]
    assert [(one.title, one.start, one.end, one.chairs[0].name) for one in draft.sessions] == [
        ('Roots', 540, 630, 'Carla Chair'),
        ('Leaves', 660, 720, 'Frida Field'),
    ]


def test_times_that_all_talks_of_a_session_share_are_the_sessions() -> None:
    draft, _ = read('Title,Session,Date,Time\nA,Roots,2024-06-03,9:00-10:00\nB,Roots,2024-06-03,9:00-10:00\n')
    assert [item.start for item in draft.items] == [None, None]
    assert (draft.sessions[0].start, draft.sessions[0].end) == (540, 600)


def test_a_mapping_names_columns_and_what_the_table_does_not_tell() -> None:
    text = (
        'Draft\nWas;Wer;Vorname;Wochentag;um\nOn roots;Lovelock;Ada;Dienstag;9:00\nOn leaves;Boom;Berta;Tag 1;10:00\n'
    )
    draft, _ = read(
        text,
        'columns: {title: Was, first: Vorname, last: Wer, day: Wochentag, start: um}\n'
        'first_row: 2\ndate: 2024-06-03\ntime_zone: Europe/Berlin\nlanguage: de\ndelimiter: ";"\n',
    )
    assert [(item.title, when(item), who(item)) for item in draft.items] == [
        ('On roots', '2024-06-04 9:00-', ['Ada Lovelock ()']),
        ('On leaves', '2024-06-03 10:00-', ['Berta Boom ()']),
    ]
    assert (draft.time_zone, draft.language) == ('Europe/Berlin', 'de')


def test_a_mapping_may_give_speakers_two_halves_of_a_name() -> None:
    draft, _ = read(
        'Was;Vorname;Nachname\nOn roots;Ada;Lovelock\n', 'columns: {title: Was, speakers: [Vorname, Nachname]}'
    )
    assert who(draft.items[0]) == ['Ada Lovelock ()']
    assert draft.items[0].people[0].person.family == 'Lovelock'


@pytest.mark.parametrize(
    ('mapping', 'message', 'line'),
    [
        ('columns: {titel: Was}\n', "the columns has no key 'titel'", 1),
        ('language: de\ncolours: red\n', "the mapping has no key 'colours'", 2),
        ('date: tomorrow\n', "'tomorrow' is no date", 1),
        ('- a\n', 'the mapping should be a mapping, not a list', 1),
        ('day_order: year\n', "the mapping: 'year' is no day order", 1),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(mapping: str, message: str, line: int) -> None:
    with pytest.raises(Refusal) as caught:
        read('title,speaker\nA,B\n', mapping)
    found = caught.value.diagnostic
    assert (found.message, found.span.line if found.span else 0) == (message, line)


@pytest.mark.parametrize('path', sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_the_mapping_that_is_shown_reads_the_same(path: Path) -> None:
    source = gather([path])
    shown = table.suggested_map(source)
    losses = Losses()
    draft, again = table.read(source, Losses(), None), table.read(source, losses, node(shown))
    if path.suffix == '.csv' and path.name != 'wide.csv':
        assert again == draft
    assert [item.title for item in again.items] == [item.title for item in draft.items]


def test_names_that_differ_in_capitals_are_two_columns() -> None:
    text = 'id,title,ID,Speaker\n7,On roots,x7,Ada Lovelock\n8,On bark,x8,Emil Elm\n'
    shown = table.suggested_map(Given((Blob('a.csv', text.encode()),)))
    assert [item.key for item in read(text, shown)[0].items] == ['7', '8']
    assert [item.key for item in read(text, 'columns: {id: ID}')[0].items] == ['x7', 'x8']


def test_a_table_of_nothing_known_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read('12,13\n14,15\n')
    assert '--show-map' in caught.value.diagnostic.hint


def test_what_columns_are_is_explained() -> None:
    (blob,) = gather([HERE / 'per-author.csv']).blobs
    found = {one.header: one.field for one in table.explain(blob, blob.tables[0])}
    assert found['Paper title'] == 'title'
    assert found['Email'] == 'email'
    assert found['Decision'] == 'status'


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_only_refusals_come_out(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in HERE.iterdir() if path.suffix != '.xlsx')))
    only_refusals(table, (path.name, data.draw(mutated_bytes(path.read_bytes()))))


@settings(deadline=None, max_examples=25)
@given(mutated_bytes((HERE / 'convegno.xlsx').read_bytes()))
def test_a_damaged_workbook_is_read_or_refused(data: bytes) -> None:
    only_refusals(table, ('convegno.xlsx', data))


def test_ids_of_others_are_neither_people_nor_numbers_of_talks() -> None:
    talks = 'Name (required),Start Time,Session Tracks,Speaker IDs,Session ID\n'
    talks += (
        'On looms,3/6/24 9:00,Warp,11,LOOM1\nOn yarn,3/6/24 10:00,Weft,11,YARN2\nOn dye,3/6/24 11:00,Weft,12,DYE3\n'
    )
    draft, _ = read(talks)
    assert [(item.title, item.key, item.people) for item in draft.items] == [
        ('On looms', 'LOOM1', ()),
        ('On yarn', 'YARN2', ()),
        ('On dye', 'DYE3', ()),
    ]
    assert not draft.sessions
    assert named('Session Num') == {'session_id': 1.0}
    assert named('speaker_id') == {}
