"""The second event's book, end to end: nothing of its content is lost, and all of it comes out as German is set.

The expectation is a walk over the loaded event that shares no code with the program's own: Markdown by markdown-it,
times and dates written out by hand.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence

import pikepdf
import pypdfium2
import pytest
from book import TAGUNG, Book, Words, book, box, follow, lines, rejoined
from fidelity import words
from markdown_it import MarkdownIt
from pdfkit import destinations, outline, problems

from booklet.model import Affiliation, Contribution, Day, Event, Role, Session, Slot, Talk
from booklet.page import ARTIFACT, Late, Line, Mark, MathRun, Placed, Target

DATES = {
    datetime.date(2027, 6, 10): 'Donnerstag, 10. Juni',
    datetime.date(2027, 6, 11): 'Freitag, 11. Juni',
    datetime.date(2027, 6, 12): 'Samstag, 12. Juni',
    datetime.date(2027, 6, 13): 'Sonntag, 13. Juni',
}
INDEX = """
    Achterberg Ægisdóttir Čović Đặng Guðjónsson Işıklı-Ağaoğlu Ķēniņš-Zaļkalns Křemeňák Nguyễn Ødegård
    O’Farrow-Pennington Öhlenschläger Osterkamp Říčařová Şahin Straaten Szczęsna-Bąk Țurcanu Weißenböck-Müßig Żółć Žužić
"""

Piece = tuple[str, Words]


@pytest.fixture(scope='module')
def made() -> Book:
    return book(TAGUNG, 'tagung')


@pytest.fixture(scope='module')
def event(made: Book) -> Event:
    return made.event


# --- a walk over the event --------------------------------------------------------------------------------------------


def plain(source: str) -> Words:
    """The words of one line of Markdown; a formula stays in its dollars."""
    (token,) = (t for t in MarkdownIt('commonmark').parse(protected(source)) if t.type == 'inline')
    texts = (' ' if child.type == 'softbreak' else child.content for child in token.children or ())
    return words(restored(''.join(texts)))


def protected(source: str) -> str:
    return re.sub(r'\$[^$\n]+\$', lambda match: 'FORMULA' + match[0].encode().hex() + 'END', source)


def restored(text: str) -> str:
    return re.sub('FORMULA([0-9a-f]+)END', lambda match: bytes.fromhex(match[1]).decode(), text)


def prose(source: str) -> Iterator[Piece]:
    """The blocks of an abstract, each with its role."""
    tokens = MarkdownIt('commonmark').parse(protected(source))
    number: list[int] = []
    for token in tokens:
        if token.type == 'ordered_list_open':
            number = [1]
        elif token.type == 'ordered_list_close':
            number = []
        elif token.type == 'list_item_open':
            yield 'Lbl', (f'{number[0]}.',)
            number[0] += 1
        elif token.type == 'inline':
            texts = (' ' if child.type == 'softbreak' else child.content for child in token.children or ())
            yield ('LBody' if number else 'P'), words(restored(''.join(texts)))


def clock(minutes: int) -> Words:
    hour, minute = divmod(minutes, 60)
    return (f'{hour % 24:02}:{minute:02}',)


def names(people: Sequence[Contribution]) -> str:
    return ', '.join(c.person.name + duty(c) for c in people)


def duty(contribution: Contribution) -> str:
    return {Role.MODERATOR: ' (Moderation)', Role.DISCUSSANT: ' (Diskussion)'}.get(contribution.role, '')


def place(affiliation: Affiliation) -> str:
    return f'{affiliation.name}, {affiliation.place}' if affiliation.place else affiliation.name


def cover(event: Event) -> Iterator[Piece]:
    yield 'H1', words(event.title.source)
    yield 'P', words(event.subtitle.source)
    yield 'P', words('10.–13. Juni 2027')
    yield 'P', words(event.place)
    yield 'P', words('Veranstaltet von')
    yield 'P', words(' '.join(event.organisers))
    yield 'P', words('Gefördert von')
    yield 'P', words(' '.join(event.funders))


LANGUAGES = {'en': 'Englisch', 'fr': 'Französisch'}


def day_name(day: Day) -> Words:
    return words(f'{DATES[day.date]} · {day.title.source}')


def agenda(event: Event) -> Iterator[Piece]:
    yield 'H1', ('Programm',)
    for day in event.days:
        yield 'H2', day_name(day)
        if not day.items:
            yield 'P', ('Kein', 'Programm')
        for number, item in enumerate(day.items):
            before = day.items[number - 1] if number else None
            after = day.items[number + 1] if number + 1 < len(day.items) else None
            if not isinstance(item, Session):
                yield from agenda_slot(item, item.room.name if item.room else '')
                continue
            assert item.start is not None
            if before is None or before.start != item.start:  # else the time is said above
                yield 'TD', clock(item.start)
                if after is not None and after.start == item.start:
                    yield 'TD', ('gleichzeitig',)
            yield 'TH', words(item.title.source)
            chairs = f'Leitung: {names(item.chairs)}' if item.chairs else ''
            details = (chairs, item.room.name if item.room else '', item.track.name if item.track else '')
            yield 'TD', words(' · '.join(filter(None, details)))
            if item.note:
                yield 'TD', words(item.note.source)
            for slot in item.slots:
                track = slot.track.name if slot.track and slot.track != item.track else ''
                yield from agenda_slot(slot, track)
            for poster in item.posters:
                yield from agenda_talk((poster.board,), poster.talk, '', False, '')


def agenda_slot(slot: Slot, place: str) -> Iterator[Piece]:
    assert slot.start is not None
    if slot.talk:
        yield from agenda_talk(clock(slot.start), slot.talk, place, slot.cancelled, slot.note.source)
        return
    yield 'TD', clock(slot.start)
    yield 'TD', plain(slot.title.source)
    who = ' · '.join(filter(None, (names(slot.people), place)))
    if who:
        yield 'TD', words(who)
    if slot.note:
        yield 'TD', words(slot.note.source)


def agenda_talk(time: Words, talk: Talk, place: str, cancelled: bool, note: str) -> Iterator[Piece]:
    yield 'TD', time
    mark = ('(entfällt)',) if talk.cancelled or cancelled else ()
    yield 'TD', plain(talk.agenda_title.source or talk.title.source) + mark
    shown = [c for c in talk.people if c.role is not Role.AUTHOR]
    yield 'TD', words(' · '.join(filter(None, (names(shown), place))))
    if note:
        yield 'TD', words(note)


def abstracts(event: Event) -> Iterator[Piece]:
    first = True
    for day in event.days:
        talks = [item for item in day.items if isinstance(item, Session) or item.talk]
        if not talks:
            continue
        if first:
            yield 'H1', ('Vorträge',)
            yield 'P', ('*', 'vortragend')
        first = False
        yield 'H2', day_name(day)
        for item in talks:
            if isinstance(item, Slot):
                yield from abstract(event, item, None)
            elif item.slots or item.posters:
                yield 'H3', words(item.title.source)
                chairs = f'Leitung: {names(item.chairs)}' if item.chairs else ''
                yield 'P', words(' · '.join(filter(None, (chairs, item.room.name if item.room else ''))))
                for slot in item.slots:
                    yield from abstract(event, slot, item)
                for poster in item.posters:
                    yield from abstract_of(event, poster.talk, (poster.board,), '')


def abstract(event: Event, slot: Slot, session: Session | None) -> Iterator[Piece]:
    assert slot.talk
    assert slot.start is not None
    place = slot.room.name if slot.room and (session is None or slot.room != session.room) else ''
    track = slot.track.name if slot.track and (session is None or slot.track != session.track) else ''
    language = LANGUAGES.get(slot.talk.title.language, '')
    details = ' · '.join(filter(None, (place, track, language)))
    yield from abstract_of(event, slot.talk, clock(slot.start), details, slot.cancelled)


def again(event: Event, talk: Talk) -> Iterator[Piece]:
    """Where else a talk is given."""
    for day in event.days:
        for slot in day.slots:
            if slot.talk and (slot.talk.repeat_of == talk.id or slot.talk.id == talk.repeat_of):
                label = 'Wiederholung von' if talk.repeat_of else 'Weiterer Termin'
                assert slot.start is not None
                yield (
                    'P',
                    words(f'{label}: {" ".join(day_name(day))}, {clock(slot.start)[0]} · S. →talk-{slot.talk.id}'),
                )


def abstract_of(event: Event, talk: Talk, time: Words, details: str, cancelled: bool = False) -> Iterator[Piece]:
    yield 'P', time
    if talk.cancelled or cancelled:
        yield 'P', ('Entfällt',)
    marked = {Role.AUTHOR, Role.SPEAKER} <= {c.role for c in talk.people}
    people = list(talk.people) if marked else sorted(talk.people, key=lambda c: c.role is Role.AUTHOR)
    places = [*dict.fromkeys(a for c in talk.people for a in c.affiliations)]
    numbered = len(people) > 1 and len(places) > 1
    shown = [
        c.person.name + (','.join(str(places.index(a) + 1) for a in c.affiliations) if numbered else '')
        + ('*' if marked and c.role is Role.SPEAKER else '') + duty(c)
        for c in people
    ]  # fmt: skip
    if talk.announced:
        yield 'H3', plain(talk.title.source)
    yield ('P' if talk.announced else 'H3'), words(', '.join(shown))
    for number, affiliation in enumerate(places, 1):
        yield 'P', words(f'{number} {place(affiliation)}' if numbered else place(affiliation))
    if details:
        yield 'P', words(details)
    yield from again(event, talk)
    if talk.abstract:
        yield from prose(talk.abstract.source)
    elif not (talk.repeat_of or talk.cancelled or cancelled):
        yield 'P', words('Zusammenfassung folgt' if talk.announced else 'Titel und Zusammenfassung folgen')
    if talk.keywords:
        yield 'P', words('Schlagwörter: ' + ', '.join(talk.keywords))
    if talk.url:
        yield 'P', words(talk.url.removeprefix('https://'))


# --- what is said -----------------------------------------------------------------------------------------------------


def alike(found: Sequence[tuple[str, str]], expected: Sequence[Piece]) -> None:
    """Role by role and word by word; formulas, told by their source, without regard to spaces."""
    for (role, text), (wanted_role, wanted) in zip(found, expected, strict=False):
        text = text.replace('\u00ad', '')
        if '$' in ' '.join(wanted):
            assert ''.join(words(text)) == ''.join(words(' '.join(wanted).replace('$', '')))
        else:
            assert (role, words(text)) == (wanted_role, wanted)
    assert len(found) == len(expected)


def test_roles_read_aloud_say_all_of_the_event(made: Book, event: Event) -> None:
    alike(made.trace('cover'), [*cover(event)])
    alike([piece for piece in made.trace('agenda') if not piece[1].startswith('→')], [*agenda(event)])
    alike(made.trace('abstracts'), [*abstracts(event)])


def test_pdfium_finds_every_word_of_the_abstracts_in_its_place(made: Book, event: Event) -> None:
    follow([*cover(event)], made.pdfium('cover'))
    numbers = made.sections[0].numbers
    shown = [
        (role, tuple(str(numbers[word[1:]]) if word.startswith('→') else word for word in said))
        for role, said in abstracts(event)
    ]
    follow(shown, made.pdfium('abstracts'))


def test_pdfium_finds_every_word_of_the_agenda_in_its_column(made: Book, event: Event) -> None:
    options = made.layout.parts['agenda']
    axis, gap, page = (options.length(name) for name in ('time_width', 'gap', 'page_width'))
    speaker = made.layout.measure - page - gap - options.length('speaker_width')
    shown = made.pdfium('agenda', cut=page + gap / 2, skip=speaker)
    for day in event.days:
        for slot in day.slots:
            for name in names(slot.talk.people if slot.talk else slot.people).split(', '):
                if slot.talk and name in (c.person.name for c in slot.talk.people if c.role is Role.AUTHOR):
                    continue
                assert ' '.join(words(name)) in ' '.join(shown).replace('- ', '-'), name
    assert axis > gap
    told = [line.text for section in made.part('agenda') for _, _, line in lines(section)]
    times = [text for text in told if re.fullmatch(r'\d\d:\d\d', text)]
    assert times == [text[0] for role, text in agenda(event) if re.fullmatch(r'\d\d:\d\d', text[0])]


def test_the_extremes_are_whole(made: Book, event: Event) -> None:
    trace = made.trace('abstracts')
    title = next(text for role, text in trace if role == 'H3' and text.startswith('Ausführlicher'))
    assert len(title.split()) == 400
    talk = next(s.talk for day in event.days for s in day.slots if s.talk and s.talk.id == 'laenge-eines-tages')
    assert talk is not None
    pages = {
        page.number
        for section in made.part('abstracts')
        for page, placed, line in lines(section)
        if any(line.text.startswith(start) for start in ('Ein Tag hat 24', 'und hängen', 'Himmel, immer'))
    }
    assert max(pages) - min(pages) >= 2  # it begins on one page and ends two pages on, at least
    assert trace[-1][1].startswith('Wiederholung von: Donnerstag')


def test_cancelled_empty_and_unannounced_are_told(made: Book) -> None:
    said = [text for _, text in made.trace('agenda')]
    assert sum('(entfällt)' in text for text in said) == 1
    assert 'Kein Programm' in said
    assert 'TBA' in said
    abstracts_ = [text for _, text in made.trace('abstracts')]
    assert abstracts_.count('Entfällt') == 1
    assert 'Titel und Zusammenfassung folgen' in abstracts_


def test_german_is_set_as_german(made: Book) -> None:
    with pypdfium2.PdfDocument(made.pdf) as read:
        text = ' '.join(page.get_textpage().get_text_bounded() for page in read)
    assert '„Zeit, Gezeiten' in text
    assert '‚etwas‘' in text
    assert '“a touch of the gout”' in text  # the talk in English
    assert '"' not in text
    assert "'" not in text
    assert not re.search(r'\b\d{1,2}:\d\d [ap]m\b', text)
    for english in ('Abstract', 'Speaker', 'Contents', 'Keywords', 'Chair', 'June', 'Cancelled', 'announced'):
        assert english not in text
    assert '--' not in text
    assert '...' not in text


def test_english_among_german_is_marked_as_english(made: Book) -> None:
    section = made.part('abstracts')[-1]
    languages = set()
    for _, placed, line in lines(section):
        if line.text.startswith(('For a hundred', 'lighthouse clock', 'Keeping Time')):
            element = placed.element
            while element != ARTIFACT and not section.elements[element].language:
                element = section.elements[element].parent
            languages.add(section.elements[element].language)
    assert languages == {'en'}


def test_spaces_that_must_not_break_do_not(made: Book) -> None:
    """No line ends between a number and its unit, initials and a name, § and its number."""
    ends = [
        (one[2].text, two[2].text)
        for section in made.part('abstracts')
        for one, two in zip([*lines(section)], [*lines(section)][1:], strict=False)
        if one[1].element == two[1].element
    ]
    assert len(ends) > 100
    for line, following in ends:
        assert not (re.search(r'\d$', line) and re.match(r'(mm|cm|km|m|kg|K|°C|µs|µm|ps|min|TW|Uhr|s)\b', following))
        assert not re.search(r'(\b[A-ZÄÖÜ]\.|§|Abs\.|\bDr\.)$', line), line


# --- the ways through the book ----------------------------------------------------------------------------------------


def test_index_is_collated_as_german(made: Book) -> None:
    said = [text for role, text in made.trace('index') if role == 'P']
    assert said[0] == '12 vortragend'
    assert [text.partition(',')[0] for text in said[1:]] == INDEX.split()


def test_index_has_the_page_of_every_talk_of_everyone(made: Book, event: Event) -> None:
    pages: dict[str, set[int]] = {}
    numbers = made.sections[0].numbers
    talks = [slot.talk for day in event.days for slot in day.slots if slot.talk]
    talks += [p.talk for day in event.days for item in day.items if isinstance(item, Session) for p in item.posters]
    for talk in talks:
        for contribution in talk.people:
            pages.setdefault(contribution.person.family, set()).add(numbers[f'talk-{talk.id}'])
    shown = {}
    for role, text in made.trace('index'):
        if role == 'P' and ',' in text:  # all but the line that says how presenting authors look
            name, _, rest = text.partition(',')
            shown[name.replace('’', "'")] = {int(number) for number in re.findall(r'\d+', rest)}
    assert shown == pages


def test_titles_are_where_the_agenda_says(made: Book, event: Event) -> None:
    """The number in the row, by pdfium and the link's rectangle, is the page on which pdfium reads the title."""
    names_ = destinations(made.pdf)
    checked = 0
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pypdfium2.PdfDocument(made.pdf) as read:
        texts = [' '.join(rejoined(page.get_textpage().get_text_bounded())) for page in read]
        for number in made.numbers_of('agenda'):
            text = read[number - 1].get_textpage()
            for annotation in pdf.pages[number - 1].obj.get('/Annots', ()):
                covered = text.get_text_bounded(*(float(v) for v in annotation.Rect)).strip()
                target = str(annotation.get('/Dest') or annotation.A.D)
                if covered.isdecimal():
                    page = names_[target][0] + 1
                    assert int(covered) == page
                    talk = next(t for t in every_talk(event) if target == f'talk-{t.id}')
                    if talk.announced and '$' not in talk.title.source:
                        start = ' '.join(plain(talk.title.source)[:4]).replace('-', '')
                        assert start in texts[page - 1].replace('-', ''), (start, page)
                    checked += 1
    assert checked == len(every_talk(event))


def every_talk(event: Event) -> list[Talk]:
    talks = [slot.talk for day in event.days for slot in day.slots if slot.talk]
    return talks + [p.talk for day in event.days for i in day.items if isinstance(i, Session) for p in i.posters]


def test_outline_has_every_talk_and_poster(made: Book, event: Event) -> None:
    tree = dict(outline(made.pdf))
    assert [*tree] == ['Inhalt', 'Zeitplan', 'Programm', 'Vorträge', 'Sponsoren', 'Mitwirkende']
    assert [words(title) for title, _ in tree['Programm']] == [day_name(day) for day in event.days]
    assert [words(title) for title, _ in tree['Vorträge']] == [day_name(day) for day in event.days if day.slots]
    talks = [title for _, talks in tree['Vorträge'] for title, _ in talks]
    assert len(talks) == len(every_talk(event))
    assert all(
        any(talk.people[0].person.family.replace("'", '’') in title for title in talks) for talk in every_talk(event)
    )


# --- the file and its pages -------------------------------------------------------------------------------------------


def test_file_is_sound_and_letter(made: Book) -> None:
    assert problems(made.pdf) == []
    assert not made.findings
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert str(pdf.Root.Lang) == 'de'
        assert str(pdf.docinfo.Title) == 'Siebte Tagung „Zeit, Gezeiten und Vermessung“'
        for page in pdf.pages:
            assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, 612, 792], abs=0.01)


def test_no_two_lines_overlap_and_none_leaves_the_text_block(made: Book) -> None:
    for section in made.sections:
        for page in section.pages:
            block = made.layout.text_block(page.number % 2 == 1)
            boxes = [(box(p), p) for p in page.items if isinstance(p.item, Line | Late) and shows(p)]
            for number, (first, one) in enumerate(boxes):
                if one.element != ARTIFACT:
                    assert block.x0 - 0.01 <= first[0] <= first[2] <= block.x1 + 0.1, one
                    assert block.y0 - 0.01 <= one.y <= block.y1
                for second, other in boxes[number + 1 :]:
                    apart = first[2] <= second[0] + 0.3 or second[2] <= first[0] + 0.3
                    apart = apart or first[3] <= second[1] + 0.3 or second[3] <= first[1] + 0.3
                    assert apart, (page.number, one, other)


def shows(placed: Placed) -> bool:
    return isinstance(placed.item, Late) or (isinstance(placed.item, Line) and placed.item.width > 0)


def test_times_end_at_one_place(made: Book) -> None:
    edges = set()
    for section in made.part('agenda'):
        for page, placed, line in lines(section):
            if re.fullmatch(r'\d\d:\d\d', line.text):
                edges.add(round(placed.x + line.width - made.layout.text_block(page.number % 2 == 1).x0, 2))
    assert len(edges) == 1


def test_running_heads_tell_the_day(made: Book) -> None:
    for section in made.part('agenda'):
        day = ''
        for page in section.pages:
            marks = [p for p in page.items if isinstance(p.item, Mark) and p.item.key == 'day']
            top = made.layout.text_block().y1 - 0.01
            at_top = [p.item.value for p in marks if isinstance(p.item, Mark) and p.y >= top]
            told = [p.item.text for p in page.items if isinstance(p.item, Line) and p.element == ARTIFACT]
            first = next((p.item.value for p in marks if isinstance(p.item, Mark)), '')
            told_day = at_top[0] if at_top else day or first
            assert str(page.number) in told
            assert (told_day if page.number % 2 else made.event.short_title) in told or not told[1:]
            day = next((p.item.value for p in reversed(marks) if isinstance(p.item, Mark)), day)


def test_formulas_are_set(made: Book) -> None:
    runs = ((s.name, run) for s in made.sections for _, _, line in lines(s) for run in line.runs)
    formulas = {(name, run.element) for name, run in runs if isinstance(run, MathRun)}
    assert len(formulas) >= 6
    elements = [e for s in made.sections for e in s.elements if e.role == 'Formula']
    assert len(elements) == len(formulas)
    assert all(element.alt for element in elements)


def test_every_poster_and_person_has_a_place(made: Book, event: Event) -> None:
    targets = {
        p.item.name for s in made.sections for page in s.pages for p in page.items if isinstance(p.item, Target)
    }  # fmt: skip
    assert targets >= {f'talk-{talk.id}' for talk in every_talk(event)}
    assert targets >= {f'agenda-{talk.id}' for talk in every_talk(event)}
    assert targets >= {f'person-{c.person.id}' for talk in every_talk(event) for c in talk.people}
