"""The symposium's content says what the organisers' text says: not a word less, more or other."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fidelity import (
    MENDS,
    ROOT,
    SEED,
    Entry,
    Mend,
    clock,
    day_name,
    entries_of,
    expected_entries,
    locate,
    mended,
    parse,
    read_mends,
    words,
)
from markdown_it import MarkdownIt

from booklet.diagnostics import Sink
from booklet.load import load
from booklet.model import Event, Kind, Slot, Text

SEED_SHA256 = '80fb719013d92712a0f9ac581adc16bae290aec314c597fcd322276beba05213'
KINDS = {
    'Welcome drink and Reception': Kind.SOCIAL,
    'Opening remarks': Kind.REMARKS,
    'Coffee/juice break': Kind.BREAK,
    'Lunch': Kind.MEAL,
    'End of the day': Kind.END,
}
FAMILIES = {'Maarten de Hoop': 'Hoop', 'Rava da Silveira': 'Silveira'}


@pytest.fixture(scope='module')
def expected() -> tuple[Entry, ...]:
    return expected_entries()


@pytest.fixture(scope='module')
def event() -> Event:
    return loaded(ROOT)


def loaded(project: Path) -> Event:
    sink = Sink()
    event = load(project, sink)
    assert not sink.has_errors, sink.items
    assert event is not None
    return event


# --- the content ------------------------------------------------------------------------------------------------------


def test_content_says_what_the_transcription_says(event: Event, expected: tuple[Entry, ...]) -> None:
    found = entries_of(event)
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours == theirs


def test_particulars_that_the_words_do_not_show(event: Event) -> None:
    assert (event.language, event.clock, event.time_zone) == ('en', 12, 'Europe/Zagreb')
    assert {day.date.year for day in event.days} == {2024}
    assert event.start is not None
    assert event.end is not None
    assert [event.start, event.end] == [event.days[0].date, event.days[-1].date]
    assert [day_name(event.start), day_name(event.end)] == ['Sunday, 29 September', 'Thursday, 3 October']
    assert 0 < len(event.short_title) <= 40
    assert event.funders == ('Center for Data Analytics, University of Basel', 'European Research Council')


def test_every_slot_is_of_its_kind(event: Event) -> None:
    for slot in slots(event):
        assert slot.kind is KINDS.get(slot.title.source, Kind.TALK)
        assert (slot.talk is not None) == (slot.kind is Kind.TALK)


def test_the_agenda_shows_the_agendas_title(event: Event) -> None:
    talks = [(slot, slot.talk) for slot in slots(event) if slot.talk]
    assert all(slot.title.source == (talk.agenda_title or talk.title).source for slot, talk in talks)
    differing = [talk.title.source for _, talk in talks if talk.agenda_title]
    assert differing == [
        'Synthetic Data – Friend or Foe in the Age of Scaling',
        'How Feature Learning Can Improve Neural Scaling Laws',
    ]
    unannounced = [talk.people[0].person.name for _, talk in talks if not talk.announced]
    assert unannounced == ['Yue M. Lu', 'Maria Brbić', 'Rava da Silveira', 'Nicolas Flammarion']


def test_people_are_those_who_appear_and_sort_by_their_family_names(event: Event) -> None:
    appear = {c.person for slot in slots(event) for c in (slot.talk.people if slot.talk else slot.people)}
    assert set(event.people) == appear
    assert len(event.people) == len(appear) == 25
    for person in event.people:
        assert person.family == FAMILIES.get(person.name, person.name.split()[-1])


def test_abstracts_are_plain_paragraphs(event: Event) -> None:
    """No line of an abstract happens to begin as a list, a quotation or a heading does."""
    parser = MarkdownIt('commonmark')
    for slot in slots(event):
        if slot.talk and slot.talk.abstract:
            kinds = {token.type for token in parser.parse(slot.talk.abstract.source)}
            assert kinds == {'paragraph_open', 'inline', 'paragraph_close'}


def test_every_abstract_file_is_used() -> None:
    named = re.findall(r'abstract_file: (\S+)', (ROOT / 'content' / 'programme.yaml').read_text(encoding='utf-8'))
    assert sorted(named) == sorted(path.name for path in (ROOT / 'content' / 'abstracts').iterdir())


def slots(event: Event) -> Iterator[Slot]:
    return (slot for day in event.days for slot in day.slots)


# --- the derivation ---------------------------------------------------------------------------------------------------


def test_the_transcription_is_untouched() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SEED_SHA256
    original = ROOT.parent / 'shared' / 'seed' / 'symposium.md'
    if original.exists():
        assert SEED.read_bytes() == original.read_bytes()


def test_no_word_of_the_transcription_is_passed_over(expected: tuple[Entry, ...]) -> None:
    """The entries, one after the other, are the mended transcription less its markup, read in one go."""
    text = mended(SEED.read_text(encoding='utf-8'), read_mends(MENDS.read_text(encoding='utf-8')))
    text = text.replace('## **Agenda**', '').replace('#### Funded by', '').replace('## Abstracts — ', '')
    text = re.sub(r'(?m)^#+ |^[|-]+$|\|| — (?=[A-Z])', ' ', text)
    title, dates, place, funders, *rest = expected
    said = [*title.title, *dates.title, *place.title, *funders.title, *title.title, *dates.title, *place.title]
    day = ''
    for entry in rest:
        if entry.day != day:
            said += words(entry.day)
        day = entry.day
        said += [*words(entry.time), *(entry.title if entry.kind == 'agenda' else ()), *entry.speaker]
        if entry.kind == 'abstract':
            said += [*entry.affiliation, *entry.title, *(word for text in entry.body for word in text)]
    assert said == list(words(text))


def test_each_mend_is_needed_and_fits(expected: tuple[Entry, ...]) -> None:
    seed, mends = SEED.read_text(encoding='utf-8'), read_mends(MENDS.read_text(encoding='utf-8'))
    assert len(mends) == len(set(mends)) == 29
    for left_out in mends:
        try:
            without = parse(mended(seed, [mend for mend in mends if mend is not left_out]))
        except ValueError:
            continue
        assert without != expected, left_out


def test_each_mend_names_its_place(expected: tuple[Entry, ...]) -> None:
    speakers = {' '.join(entry.speaker) for entry in expected if entry.kind == 'abstract'}
    times = {f'{e.day.split(",")[0]} {e.time}' for e in expected if e.kind == 'agenda'}
    for mend in read_mends(MENDS.read_text(encoding='utf-8')):
        part, _, where = mend.place.partition(', ')
        assert where in {'cover': {''}, 'agenda': times, 'abstract': speakers}[part]
        assert mend.why


@pytest.mark.parametrize(
    ('mend', 'message'),
    [
        (Mend(7, 'cover', 'Sponsored by', 'Funded by', ''), '0 times'),
        (Mend(8, 'cover', 'Found by', 'Funded by', ''), '0 times'),
        (Mend(82, 'abstract', 'scaling', 'sealing', ''), '5 times'),
        (Mend(7, 'cover', 'by', 'by', ''), 'mends nothing'),
        (Mend(54, 'agenda', 'NTK<br>', 'NTK ', ''), 'overlap'),
    ],
)
def test_a_mend_that_does_not_fit_is_refused(mend: Mend, message: str) -> None:
    mends = read_mends(MENDS.read_text(encoding='utf-8'))
    with pytest.raises(ValueError, match=message):
        mended(SEED.read_text(encoding='utf-8'), [*mends, mend])


@pytest.mark.parametrize(
    ('before', 'after'),
    [('| 12:20 pm | Lunch', '| noon | Lunch'), ('#### Funded by', '#### Found by'), ('# 1st Symp', '# 2nd Symp')],
)
def test_the_parser_is_strict(before: str, after: str) -> None:
    text = mended(SEED.read_text(encoding='utf-8'), read_mends(MENDS.read_text(encoding='utf-8')))
    assert before in text
    with pytest.raises(ValueError, match=r'not a|no |differs'):
        parse(text.replace(before, after, 1))


def test_words_fold_typography_and_nothing_else() -> None:
    assert words('“lazy” – and -- „so“\u00a0on…') == words('"lazy" -- and – "so" on...')
    assert words('spring--block') == words('spring–block') != words('spring-block') != words('springblock')
    assert words('**scaling laws**') == ('scaling', 'laws')
    assert words(r'$u:[0,1]^2\to \mathbb{R}$ that') == (r'$u:[0,1]^2\to\mathbb{R}$', 'that')
    assert words('Laws?') != words('Laws') != words('laws')


def test_locate_finds_an_entry_in_a_longer_text() -> None:
    text = words('Abstracts 12 Functions u : [0, 1]2 → R that model images')
    assert locate(words('that model'), text) == len(text) - 1
    assert locate(words(r'Functions $u:[0,1]^2\to \mathbb{R}$ that'), text) == len(text) - 2
    assert locate(words('that images'), text) == -1
    assert locate(words('images again'), text) == -1


# --- the comparison can fail ------------------------------------------------------------------------------------------


Path_ = tuple[str | int, ...]


def leaves(event: Event) -> Iterator[tuple[Path_, str]]:
    """Every text that an organiser wrote, with the way to it."""
    yield ('title', 'source'), event.title.source
    yield ('dates_text',), event.dates_text
    yield ('place',), event.place
    for n, funder in enumerate(event.funders):
        yield ('funders', n), funder
    for d, day in enumerate(event.days):
        for s, slot in enumerate(day.items):
            assert isinstance(slot, Slot), 'the symposium has no sessions'
            yield from slot_leaves(slot, ('days', d, 'items', s))


def slot_leaves(slot: Slot, at: Path_) -> Iterator[tuple[Path_, str]]:
    if slot.talk:
        for name in ('title', 'agenda_title', 'abstract'):
            text = getattr(slot.talk, name)
            if text and (name != 'title' or slot.talk.announced):
                yield (*at, 'talk', name, 'source'), text.source
    else:
        yield (*at, 'title', 'source'), slot.title.source
    at, people = ((*at, 'talk'), slot.talk.people) if slot.talk else (at, slot.people)
    for p, contribution in enumerate(people):
        yield (*at, 'people', p, 'person', 'name'), contribution.person.name
        for a, affiliation in enumerate(contribution.affiliations if slot.talk else ()):
            yield (*at, 'people', p, 'affiliations', a, 'name'), affiliation.name


def changed(thing: Any, path: Path_, value: object) -> Any:
    """A copy of a frozen structure in which what `path` leads to is `value`."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        assert isinstance(thing, tuple)
        return (*thing[:step], changed(thing[step], tuple(rest), value), *thing[step + 1 :])
    return dataclasses.replace(thing, **{step: changed(getattr(thing, step), tuple(rest), value)})


def damaged(text: str) -> Iterator[str]:
    """Each word of `text` dropped, altered by a letter, repeated, and swapped with its neighbour, one at a time."""
    parts = re.split(r'(\s+)', text.strip())
    for n in range(0, len(parts), 2):
        word = parts[n]
        if word:
            yield ''.join(parts[:n] + parts[n + 2 :])
            yield ''.join([*parts[:n], altered(word), *parts[n + 1 :]])
            yield ''.join([*parts[:n], word, ' ', word, *parts[n + 1 :]])
        if n + 2 < len(parts) and word != parts[n + 2]:
            yield ''.join([*parts[:n], parts[n + 2], parts[n + 1], word, *parts[n + 3 :]])


def altered(word: str) -> str:
    """`word` with one letter (or sign) of its middle made another, never only its typography."""
    middle = len(word) // 2
    return word[:middle] + ('x' if word[middle] != 'x' else 'y') + word[middle + 1 :]


def test_every_text_of_the_content_is_walked(event: Event, expected: tuple[Entry, ...]) -> None:
    """The mutations below reach every word that is compared."""
    said = sum(len(words(text)) for _, text in leaves(event))
    counted = sum(len(text) for entry in expected for text in entry.texts)
    counted -= len(words('and'))  # between the two funders
    names_twice = sum(len(e.speaker) for e in expected if e.kind == 'abstract')
    same_title = sum(len(s.talk.title.source.split()) for s in slots(event) if s.talk and not s.talk.agenda_title)
    assert said == counted - names_twice - same_title


def test_one_damaged_word_anywhere_fails_the_comparison(event: Event, expected: tuple[Entry, ...]) -> None:
    tried = 0
    for path, text in leaves(event):
        # An entry depends on its own slot only, so it is enough to compare the day that holds the change.
        for wrong in damaged(text):
            if path[0] == 'days':
                small, want = alone(changed(event, path, wrong), int(path[1])), of_day(expected, event, int(path[1]))
            else:
                small, want = dataclasses.replace(changed(event, path, wrong), days=()), expected[:4]
            assert entries_of(small) != want, (path, wrong)
            tried += 1
    assert tried > 12_000


def test_an_item_dropped_swapped_or_moved_fails_the_comparison(event: Event, expected: tuple[Entry, ...]) -> None:
    for d, day in enumerate(event.days):
        want = of_day(expected, event, d)
        assert entries_of(alone(event, d)) == want
        for n, item in enumerate(day.items):
            assert isinstance(item, Slot)
            assert item.start is not None
            rest = day.items[n + 1 :]
            for items in (
                (*day.items[:n], *rest),
                (*day.items[:n], dataclasses.replace(item, start=item.start + 1), *rest),
                (*day.items[:n], dataclasses.replace(item, start=item.start + 12 * 60), *rest),
                (*day.items[:n], *rest[:1], item, *rest[1:]) if rest else (),
            ):
                assert entries_of(alone(changed(event, ('days', d, 'items'), items), d)) != want


def test_lost_stress_or_a_lost_paragraph_fails_the_comparison(event: Event, expected: tuple[Entry, ...]) -> None:
    for path, text in leaves(event):
        for wrong in {text.replace('**', ''), text.replace('\n\n', '\n')} - {text}:
            assert entries_of(changed(event, path, wrong)) != expected


def alone(event: Event, day: int) -> Event:
    return dataclasses.replace(event, days=event.days[day : day + 1])


def of_day(expected: tuple[Entry, ...], event: Event, day: int) -> tuple[Entry, ...]:
    name = day_name(event.days[day].date)
    return tuple(entry for entry in expected if entry.kind == 'cover' or entry.day == name)


def files_and_words() -> list[tuple[str, str]]:
    """One word in each file of the content, and one in each kind of field of the YAML."""
    abstracts = sorted((ROOT / 'content' / 'abstracts').glob('*.md'))
    longest = [max(path.read_text(encoding='utf-8').split(), key=len) for path in abstracts]
    return [
        *((f'abstracts/{path.name}', word) for path, word in zip(abstracts, longest, strict=True)),
        ('event.yaml', 'Symposium'),
        ('event.yaml', '29th'),
        ('event.yaml', 'Rovinj'),
        ('event.yaml', 'Research'),
        ('people.yaml', 'Brigham'),
        ('people.yaml', 'Qin'),
        ('programme.yaml', 'Reception'),
        ('programme.yaml', 'Lunch'),
        ('programme.yaml', 'Scaling?'),
        ('programme.yaml', 'sharp'),
        ('programme.yaml', '6:30'),
        ('programme.yaml', 'TBD'),
    ]


@pytest.mark.parametrize(('file', 'word'), files_and_words())
def test_a_word_altered_in_a_file_fails_the_comparison(
    file: str, word: str, tmp_path: Path, expected: tuple[Entry, ...]
) -> None:
    shutil.copytree(ROOT / 'content', tmp_path / 'content')
    target = tmp_path / 'content' / file
    text = target.read_text(encoding='utf-8')
    assert word in text
    wrong = '6:31' if word == '6:30' else altered(word)
    target.write_text(text.replace(word, wrong, 1), encoding='utf-8')
    assert entries_of(loaded(tmp_path)) != expected


def test_clock() -> None:
    at = {0: '12:00 am', 510: '8:30 am', 720: '12:00 pm', 740: '12:20 pm', 1110: '6:30 pm', 1500: '1:00 am'}
    assert {start: clock(Slot(Kind.MEAL, Text('x'), start=start)) for start in at} == at
