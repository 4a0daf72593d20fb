"""The benchmark: its corpora are always the same, its projects load, its measures measure, its meter is true."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reportlab.pdfgen.canvas import Canvas

from booklet.cli import main
from booklet.diagnostics import Sink
from booklet.load import load
from booklet.model import Event, Kind, Slot

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / 'bench'
SYMPOSIUM = (ROOT / 'tests' / 'data' / 'symposium.md').read_text(encoding='utf-8')
# sha256 of the corpus of 28 talks: other engines were measured with these bytes
CORPUS_28 = 'c99f9175daa6e354c1549bf665c2176a74c146ad3c2425809495282595e313c0'


def bench(name: str) -> ModuleType:
    """A script of bench/ as a module; the folder is no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, BENCH / f'{name}.py')
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


generate, convert, measure, rooms = bench('generate'), bench('convert'), bench('measure'), bench('rooms')
run = bench('run')  # imports measure
mixed, quality, tex, compare = bench('mixed'), bench('quality'), bench('tex'), bench('compare')


def talks_of(corpus: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (item for day in corpus['days'] for item in day['items'] if item['kind'] == 'talk')


@pytest.fixture(scope='module')
def corpus() -> dict[str, Any]:
    made: dict[str, Any] = generate.generate(SYMPOSIUM, 28)
    return made


@pytest.fixture(scope='module')
def event(corpus: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Event:
    project = tmp_path_factory.mktemp('bench') / 'project'
    convert.convert(corpus, project)
    sink = Sink()
    loaded = load(project, sink)
    assert sink.items == []
    assert loaded is not None
    assert sorted(path.suffix for path in (project / 'fonts').iterdir()) == ['.ttf'] * 4 + ['.txt']
    return loaded


def talk_slots(event: Event) -> list[Slot]:
    return [slot for day in event.days for slot in day.slots if slot.kind is Kind.TALK]


# --- corpora ---


def test_the_corpus_is_the_one_that_others_were_measured_with(corpus: dict[str, Any]) -> None:
    text = json.dumps(corpus, ensure_ascii=False, indent=1)
    assert hashlib.sha256(text.encode()).hexdigest() == CORPUS_28


def test_a_corpus_has_as_many_talks_as_asked_for() -> None:
    corpus = generate.generate(SYMPOSIUM, 61)
    assert [talk['id'] for talk in talks_of(corpus)] == [f't{number}' for number in range(61)]
    assert len(corpus['days']) == 6
    for talk in talks_of(corpus):
        assert sum(len(paragraph.split()) for paragraph in talk['abstract']) <= 350


@pytest.fixture(scope='module')
def mixture() -> tuple[dict[str, Any], dict[str, Any]]:
    plain = generate.generate(SYMPOSIUM, 200)
    return plain, mixed.mix(plain)


def test_one_talk_in_ten_has_math_and_one_in_twenty_another_script(mixture: tuple[Any, Any]) -> None:
    plain, mixed_ = (list(talks_of(corpus)) for corpus in mixture)
    math = [talk for talk in mixed_ if any(not isinstance(p, str) for p in talk['abstract'])]
    foreign = [talk for talk in mixed_ if 'lang' in talk]
    assert (len(math), len(foreign)) == (20, 10)
    assert sum(a == b for a, b in zip(plain, mixed_, strict=True)) == 170
    assert {talk['lang'] for talk in foreign} == {'ar', 'he', 'ja', 'zh', 'th', 'hi', 'el', 'ru', 'vi', 'ko'}
    for talk in math:
        pieces = [piece for paragraph in talk['abstract'] for piece in paragraph if not isinstance(piece, str)]
        assert {piece['display'] for piece in pieces} == {True, False}
        assert '@' not in json.dumps(pieces)


def test_the_same_words_are_mixed_alike(mixture: tuple[Any, Any]) -> None:
    plain, mixed_ = mixture
    assert mixed.mix(plain) == mixed_
    assert all(isinstance(paragraph, str) for talk in talks_of(plain) for paragraph in talk['abstract'])


def test_formulas_are_strewn_between_the_words_of_a_paragraph(mixture: tuple[Any, Any]) -> None:
    for plain, talk in zip(*map(talks_of, mixture), strict=True):
        texts = [''.join(piece for piece in p if isinstance(piece, str)) for p in talk['abstract'] if p]
        if 'lang' not in talk:
            assert ' '.join(' '.join(texts).split()) == ' '.join(plain['abstract'])


def test_a_mixed_book_is_set_with_nothing_to_find(mixture: tuple[Any, Any], tmp_path: Path) -> None:
    """No character without a glyph, no formula that is not understood; and no glyph of a grid on top of another."""
    corpus = mixture[1]
    days = [{**day, 'items': [i for i in day['items'] if i['kind'] != 'talk' or is_mixed(i)]} for day in corpus['days']]
    convert.convert({**corpus, 'days': days}, tmp_path / 'project')
    arguments = ['build', str(tmp_path / 'project'), '--layout', 'bench', '--output', str(tmp_path / 'x.pdf')]
    assert main([*arguments, '--strict']) == 0
    pairs = [pair for row in quality.read(tmp_path / 'x.pdf') for pair in itertools.pairwise(row.glyphs)]
    syllables = [(a, b) for a, b in pairs if 0xAC00 <= min(ord(a.char), ord(b.char)) <= 0xD7A3]
    assert len(syllables) > 500
    assert all(b.left > a.right - 0.1 for a, b in syllables)


def is_mixed(talk: dict[str, Any]) -> bool:
    return 'lang' in talk or not all(isinstance(paragraph, str) for paragraph in talk['abstract'])


# --- projects ---


def test_a_project_says_what_its_corpus_says(corpus: dict[str, Any], event: Event) -> None:
    talks = list(talks_of(corpus))
    slots = talk_slots(event)
    assert len(slots) == 28
    for talk, slot in zip(talks, slots, strict=True):
        assert slot.talk is not None
        assert (slot.talk.id, slot.talk.title.source) == (talk['id'], talk['title'])
        assert slot.talk.abstract.source.strip().split('\n\n') == talk['abstract']
        assert [c.person.name for c in slot.talk.people] == talk['speakers']
        assert {a.name for c in slot.talk.people for a in c.affiliations} == {talk['affiliation']}
        assert slot.start is not None
        assert generate.clock(*divmod(slot.start, 60)) == talk['time']


def test_a_project_has_the_days_and_breaks_of_its_corpus(corpus: dict[str, Any], event: Event) -> None:
    assert [f'{day.date:%A}, {day.date.day} {day.date:%B}' for day in event.days] == [d['day'] for d in corpus['days']]
    titles = [[slot.title.source for slot in day.slots] for day in event.days]
    assert titles == [[item['title'] for item in day['items']] for day in corpus['days']]
    assert {slot.kind for day in event.days for slot in day.slots} == {Kind.TALK, Kind.BREAK, Kind.MEAL, Kind.END}


def test_people_are_indexed_as_the_corpus_indexes_them(corpus: dict[str, Any], event: Event) -> None:
    assert sorted(f'{p.family}, {p.given}' for p in event.people) == sorted(e['name'] for e in corpus['index'])
    assert [entry.name for entry in event.parts or ()] == ['cover', 'agenda', 'abstracts', 'index']


def test_ids_are_told_apart() -> None:
    assert convert.identify({'Ann Ål': 'al ann', 'Ann Al': 'al ann', 'Ω': 'Ω'}) == {
        'Ann Ål': 'al-ann',
        'Ann Al': 'al-ann-n2',
        'Ω': 'x',
    }


@given(st.text(alphabet='ab1 .,-—“”:;()?!&;*_`[]<>$#|~^{}\\', max_size=40))
def test_plain_text_stays_plain_in_markdown(text: str) -> None:
    text = ' '.join(text.split())
    tokens = MarkdownIt().parseInline(convert.plain(text))[0].children or []
    assert ''.join(token.content for token in tokens) == text
    assert {token.type for token in tokens} <= {'text', 'text_special'}


# --- measures ---


def test_a_run_is_measured() -> None:
    run = measure.timed([sys.executable, '-S', '-c', 'sum(range(1_000_000))'])
    assert 0 < run.wall < 30
    if sys.platform != 'win32':
        assert 0 < run.cpu <= 30
        assert run.memory > 1e6


def test_a_run_that_fails_says_why() -> None:
    with pytest.raises(measure.Failed, match=r'(?s)ended with 3.*no such luck'):
        measure.timed([sys.executable, '-S', '-c', 'import sys; print("no such luck"); sys.exit(3)'])


@pytest.mark.skipif(not Path('/proc/self/smaps_rollup').exists(), reason='needs the proc file system of Linux')
def test_memory_of_children_counts() -> None:
    child = 'import time; x = bytearray(b"x") * 30_000_000; time.sleep(0.3)'
    start = f'subprocess.Popen([sys.executable, "-S", "-c", {child!r}])'
    parent = f'import subprocess, sys; [p.wait() for p in [{start} for _ in range(2)]]'
    # A process of its own measures: one as large as this one would be seen in the result.
    code = 'import sys, measure; c = sys.argv[1:]; print(measure.timed(c).memory, measure.sampled(c).memory)'
    command = [sys.executable, '-c', code, sys.executable, '-S', '-c', parent]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=BENCH)
    largest, tree = map(int, answer.stdout.split())
    assert 30e6 < largest < 60e6 < tree


def engine(name: str, walls: list[float], size: int, folder: Path) -> Any:
    pdf = folder / f'{name}.pdf'
    pdf.write_bytes(b'x' * size)
    runs = [measure.Run(wall, 2 * wall, 1) for wall in walls]
    return run.Engine(name, [], pdf, runs, memory=80_000_000, pages=20)


def test_the_table_gives_ratios_of_medians_and_names_what_is_missed(tmp_path: Path) -> None:
    ours = engine('booklet', [0.5, 9.0, 0.4], 200_000, tmp_path)
    theirs = engine('Typst', [0.2, 0.25, 0.3], 400_000, tmp_path)
    assert run.rows(28, [ours, theirs]) == [
        '| 28 | booklet | 0.50 (0.40–9.00) | 1.00 | 80 | 200 | 20 | 25.0 |',
        '|  | Typst | 0.25 (0.20–0.30) | 0.50 | 80 | 400 | 20 | 12.5 |',
        '|  | *booklet / Typst* | *2.00* | *2.00* | *1.00* | *0.50* | *1.00* |  |',
        '|  | aim | ≤ 2.4 × |  | ≤ 90 | ≤ 130, **missed** |  |  |',
    ]
    assert len(run.rows(28, [ours])) == 2  # without Typst: what was measured, and the aim
    assert all(row.count('|') == run.HEAD[0].count('|') for row in run.rows(28, [ours]))


def test_a_mixed_corpus_is_set_against_the_plain_one_and_not_against_aims(tmp_path: Path) -> None:
    plain = [engine('booklet', [0.5], 200_000, tmp_path)]
    (tmp_path / 'mixed').mkdir()
    mixed = [engine('booklet', [0.6], 300_000, tmp_path / 'mixed')]
    found = run.rows(300, mixed, plain)
    assert found[1:] == ['|  | *mixed / plain, booklet* | *1.20* | *1.20* | *1.00* | *1.50* | *1.00* |  |']
    assert len(run.rows(300, mixed, ())) == 1


def test_only_what_stands_between_the_marks_is_rewritten(tmp_path: Path) -> None:
    report = tmp_path / 'performance.md'
    report.write_text('a\n<!-- begin table -->\nold\n<!-- end table -->\nb\n', encoding='utf-8')
    run.write(report, 'table', r'new \1')
    assert report.read_text(encoding='utf-8') == 'a\n<!-- begin table -->\nnew \\1\n<!-- end table -->\nb\n'
    with pytest.raises(measure.Failed, match='no marks for profile'):
        run.write(report, 'profile', '')


@pytest.mark.parametrize(
    ('report', 'sections'), [(run.REPORT, ('table', 'mixed', 'profile')), (run.TYPOGRAPHY, ('quality',))]
)
def test_the_reports_have_the_marks_of_their_sections(report: Path, sections: tuple[str, ...]) -> None:
    text = report.read_text(encoding='utf-8')
    for section in sections:
        assert text.count(f'<!-- begin {section} -->') == text.count(f'<!-- end {section} -->') == 1


def test_two_states_are_compared_by_least_and_median(tmp_path: Path) -> None:
    sides = []
    for name, seconds in (('abc1234', [2.0, 4.0, 3.0]), ('now', [5.0, 2.2, 3.3])):
        pdf = tmp_path / f'{name}.pdf'
        pdf.write_bytes(b'x' * 1000)
        runs = [measure.Run(2 * cpu, cpu, 50_000_000) for cpu in seconds]
        sides.append(compare.Side(name, tmp_path, [], pdf, runs))
    assert compare.table(sides).split('\n')[2:] == [
        '| abc1234 | 2.00 | 3.00 | 4.00 | 6.00 | 50.00 | 1.00 |',
        '| now | 2.20 | 3.30 | 4.40 | 6.60 | 50.00 | 1.00 |',
        '| *ratio* | *1.100* | *1.100* | *1.100* | *1.100* | *1.000* | *1.000* |',
        '',
        'Ratios of CPU time, round by round: 1.100 (0.550–2.500).',
    ]


def test_each_state_is_set_by_its_own_program(tmp_path: Path) -> None:
    tree = tmp_path / 'tree'
    for folder in ('bench', 'booklet'):
        (tree / folder).mkdir(parents=True)
    (tree / 'bench' / 'convert.py').write_text('')
    (tree / 'booklet' / '__init__.py').write_text('')
    (tree / 'booklet' / '__main__.py').write_text("open('told', 'w').write(__file__)")
    side = compare.side('then', tree, tmp_path / 'x.json', tmp_path)
    side.run()
    assert Path((tree / 'told').read_text()) == tree / 'booklet' / '__main__.py'
    (tree / 'booklet').rename(tree / 'other')
    with pytest.raises(measure.Failed, match='booklet would be taken from'):
        compare.side('then', tree, tmp_path / 'x.json', tmp_path)


def test_time_in_built_in_functions_is_that_of_the_room_that_calls_them() -> None:
    main = ('/x/main.py', 1, 'main')
    load_, shape = (
        (str(rooms.PACKAGE / 'load' / 'files.py'), 1, 'read'),
        (str(rooms.PACKAGE / 'shaping.py'), 1, 'shape'),
    )
    join = ('~', 0, "<method 'join' of 'str' objects>")
    stats = {
        main: (1, 1, 1.0, 10.0, {}),
        load_: (1, 1, 2.0, 9.0, {main: (1, 1, 2.0, 9.0)}),
        shape: (1, 1, 3.0, 6.5, {load_: (1, 1, 3.0, 6.5)}),
        join: (2, 2, 4.0, 4.0, {load_: (1, 1, 0.5, 0.5), shape: (1, 1, 3.5, 3.5)}),
    }
    found = rooms.by_room(stats)
    assert found == {
        'standard library': (1.0, 1.0),
        'booklet.load': (2.5, 9.0),
        'booklet.shaping': (6.5, 6.5),
    }
    assert sum(own for own, _ in found.values()) == 10.0
    assert '| booklet.shaping | 6.500 | 65% | 6.500 |' in rooms.tables(stats)


# --- the evenness of lines ---


def paragraph_of(text: str, *, size: int = 40) -> list[str]:
    """Broken into lines of so many characters at most."""
    lines = ['']
    for word in text.split():
        if len(lines[-1]) + len(word) > size:
            lines.append('')
        lines[-1] += f' {word}' if lines[-1] else word
    return lines


def line_of(text: str, page: int = 0, number: int = 0, gap: float = 2.25, right: float | None = None) -> Any:
    """A row: letters of 4 points, or of the width that lets the last one end at `right`."""
    glyphs, x = [], 51.0
    for char in text:
        if char == ' ':
            x += gap
        else:
            glyphs.append(quality.Glyph(x, x + 4, char))
            x += 4
    if right is not None:
        glyphs[-1] = quality.Glyph(right - 4, right, glyphs[-1].char)
    return quality.Row(page, 500 - 11.5 * number, tuple(glyphs), quality.letters(text))


def judged(text: str, *lines: Any) -> Any:
    return quality.judge(quality.find([text], lines))


WORDS = 'the quick brown foxes jumped over the lazy dogs of many quiet neighbours and their dogs slept through it all'


def test_the_space_of_the_face_is_what_the_meter_takes_it_for() -> None:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(BENCH / 'fonts' / 'LiberationSerif-Regular.ttf'))
    font = uharfbuzz.Font(face)
    glyph = font.get_nominal_glyph(ord(' '))
    assert glyph is not None
    assert font.get_glyph_h_advance(glyph) / face.upem == quality.SPACE


@pytest.mark.parametrize('scale', [98, 99.3, 100, 102])
@pytest.mark.parametrize('space', [160, 250, 410])
def test_spaces_are_measured_as_they_are_seen(scale: float, space: int, tmp_path: Path) -> None:
    """Where a line is scaled, its gaps and letters are."""
    canvas = Canvas(str(tmp_path / 'x.pdf'), pagesize=(148 * quality.MM, 210 * quality.MM), initialFontName='Courier')
    text = canvas.beginText(51, 500)
    text.setFont('Courier', 9)  # every letter is 0.6 em wide
    text.setHorizScale(scale)
    text._code.append(f'[(some) -{space} (words) -{space} (here)] TJ')  # spaces as numbers, as booklet writes them
    text.setTextOrigin(51, 480)
    text.setWordSpace((space - 600) / 1000 * 9)  # spaces as characters, stretched or shrunk
    text._code.append('(some words here) Tj')
    canvas.drawText(text)
    canvas.save()
    rows = quality.read(tmp_path / 'x.pdf')
    assert [row.letters for row in rows] == ['somewordshere'] * 2
    for row in rows:
        assert [gap.spaces for gap in row.gaps()] == pytest.approx([scale / 100 * space / 250] * 2, abs=2e-3)
        assert row.glyphs[-1].right == pytest.approx(51 + 9 * scale / 100 * (13 * 0.6 + 2 * space / 1000), abs=2e-2)


def test_spaces_hyphens_and_edges_of_lines_that_are_justified_count() -> None:
    text = 'the quick brown foxes jumped over the lazy dogs of many self-made neighbours and their dogs'
    lines = (
        line_of('the quick brown foxes jumped over the la-', number=0, gap=2.25),
        line_of('zy dogs of many self-', number=1, gap=4.5),
        line_of('made neighbours and their dogs', number=2, gap=9),
    )
    found = judged(text, *lines)
    assert (found.lines, found.paragraphs, found.missing) == (2, 1, 0)
    assert found.mean == pytest.approx((7 * 1 + 4 * 2) / 11)
    assert found.greatest == pytest.approx(2)  # the last line's spaces do not count
    assert found.wide_lines == 50
    assert found.broken_words == 50  # the other hyphen is the author's


def test_ladders_are_counted_once_and_with_the_authors_hyphens() -> None:
    text = 'an alphabet that begins with betagamma self-made deltaepsilon zetaetatheta iotakappa'
    lines = ['an alphabet that begins with betagam-', 'ma self-', 'made deltaep-', 'silon zetaeta-', 'theta iotakappa']
    assert judged(text, *(line_of(line, number=n) for n, line in enumerate(lines))).ladders == 1
    lines[2:4] = ['made', 'deltaepsilon zetaeta-']
    assert judged(text, *(line_of(line, number=n) for n, line in enumerate(lines))).ladders == 0


@pytest.mark.parametrize(
    ('pages', 'orphans', 'widows'), [('0001', 0, 1), ('0111', 1, 0), ('0011', 0, 0), ('0000', 0, 0)]
)
def test_first_and_last_lines_that_stand_alone_are_found(pages: str, orphans: int, widows: int) -> None:
    lines = paragraph_of(WORDS, size=32)
    assert len(lines) == len(pages)
    rows = []
    for number, (line, page) in enumerate(zip(lines, pages, strict=True)):
        if number and page != pages[number - 1]:  # foot and head stand between
            rows += [line_of('17', int(pages[0])), line_of('The running head', int(page))]
        rows.append(line_of(line, int(page), number))
    found = judged(WORDS, *rows)
    assert (found.orphans, found.widows) == (orphans, widows)


@pytest.mark.parametrize(
    ('text', 'past', 'overfull'),
    [
        ('the quick brown foxes', 0.4, False),
        ('the quick brown foxes', 0.6, True),
        ('the quick brown foxes,', 1.1, False),  # a comma that hangs by half
        ('the quick brown foxes,', 2.2, False),  # and one that hangs wholly
        ('the quick brown foxes-', 2.9, True),  # a hyphen that stands in the margin, wider than anything hangs
        ('the quick brown foxes,', 5, True),  # the letter before it is in the margin too
    ],
)
def test_punctuation_may_hang_and_letters_may_not(text: str, past: float, overfull: bool) -> None:
    assert line_of(text, right=quality.RIGHT + past).overfull() is overfull


def test_a_paragraph_that_is_not_as_in_the_corpus_is_missing() -> None:
    other = WORDS.replace('lazy', 'eager')
    rows = [line_of(line, number=n) for n, line in enumerate(paragraph_of(WORDS))]
    found = quality.find([other, WORDS], rows)
    assert [paragraph is None for paragraph in found] == [True, False]
    assert quality.judge(found).missing == 1
    assert quality.row('x', quality.judge(found)).endswith('| 1 paragraphs not found')
    with pytest.raises(ValueError, match='no paragraph'):
        judged(other, *rows)


def test_rivers_are_wide_gaps_in_four_lines_one_under_the_other() -> None:
    def rivers(*lines: str, gap: float = 3.0, leading: int = 1) -> int:
        rows = [line_of(line, number=leading * n, gap=gap) for n, line in enumerate(lines)]
        return int(quality.rivers(rows, [row.gaps() for row in rows]))

    assert rivers('ab cde', 'xy zzz', 'no par', 'my way') == 1
    assert rivers('ab cde', 'xy zzz', 'no par', 'my way', 'is it') == 1  # a longer one is still one
    assert rivers('ab cde', 'xy zzz', 'no par') == 0
    assert rivers('ab cde', 'xyz zz', 'no par', 'my way') == 0
    assert rivers('ab cde', 'xy zzz', 'no par', 'my way', gap=2.5) == 0  # spaces as they should be
    assert rivers('ab cde', 'xy zzz', 'no par', 'my way', leading=2) == 0


def test_our_own_book_is_read_whole_and_evenly_set(
    corpus: dict[str, Any], event: Event, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp('quality')
    convert.convert(corpus, folder / 'project')
    pdf = folder / 'x.pdf'
    assert main(['build', str(folder / 'project'), '--layout', 'bench', '--output', str(pdf)]) == 0
    found = quality.judge(quality.find(quality.paragraphs_of(corpus), quality.read(pdf)))
    assert (found.missing, found.widows, found.orphans, found.overfull, found.ladders) == (0, 0, 0, 0, 0)
    assert 0.95 < found.mean < 1.05
    assert found.deviation < 0.15
    assert found.wide_lines == 0


def test_tex_gets_the_text_as_it_is(corpus: dict[str, Any]) -> None:
    assert tex.escape(r'50 % of {a_b} \ & more~x^2') == (
        r'50 \% of \{a\_b\} \textbackslash{} \& more\textasciitilde{}x\textasciicircum{}2'
    )
    for engine_ in tex.FACES:
        document = tex.document(engine_, corpus)
        assert all(tex.escape(paragraph) in document for paragraph in quality.paragraphs_of(corpus))
