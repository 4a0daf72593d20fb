"""Texts as they really arrive: none raises, none loses a word, few fall back; and damage to a reader is noticed.

The fixtures of each format are the tests' own; where real programmes are at hand, they go the same way.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from book import book
from hypothesis import given, settings
from hypothesis import strategies as st
from real_book import words_by_talk, write_project
from real_formats import Entry, entries
from real_markup import addresses, read
from real_texts import REAL, Result, examine, report
from real_words import Loss, Reading, loss

from booklet import markup
from booklet.blocks.pieces import prose
from booklet.markup import Block, Code, DisplayMath, Heading, Inline, List, Paragraph, Quotation
from booklet.markup.guess import DOUBTFUL, guess

OWN = Path(__file__).parent / 'data' / 'texts'
FIXTURES = tuple(entries(OWN))
PROSE = tuple(entry for entry in FIXTURES if not entry.line and len(read(entry.source, entry.dialect).must) > 9)

needs_texts = pytest.mark.skipif(not REAL.is_dir(), reason='the real programmes are not here')


def named(entry: Entry) -> str:
    return f'{entry.file}-{entry.talk[:12]}-{entry.field}'


# The fixtures

DIALECTS = {
    ('papers.csv', 'Counting sheep, fast'): 'latex',
    ('papers.csv', 'On p<0.05, and what R&D makes of it'): 'markdown',
    ('papers.csv', 'Meadow~models'): 'latex',
    ('papers.csv', 'Ἀρχὴ σοφίας and Начало'): 'plain',
    ('papers.yml', 'Wool in {T}hree Dimensions'): 'latex',
    ('papers.yml', 'Spinning'): 'markdown',
    ('sessions.csv', 'Wolle'): 'html',
    ('talks.json', '羊を数える方法'): 'markdown',
    ('talks.json', 'Generics: Map<Key, Value>'): 'markdown',
    ('page.md', 'Lightning: wool'): 'markdown',
    ('abstract.tex', ''): 'latex',
}
FALLBACKS = {
    'a script is left out': 1,
    'the tag <input> is not known': 1,
    'the environment affiliations is not known: what stands in it is set as it is': 1,
    '\\packages is not known': 1,
    'what a table repeats on every page is left out': 1,
    '\\includegraphics would need a file, and none is read': 1,
    '\\ref names no label of this text': 1,
}


def test_every_format_is_read() -> None:
    kinds = {path.suffix for path in OWN.iterdir()}
    assert kinds == {'.csv', '.xml', '.json', '.yml', '.ics', '.md', '.tex'}
    assert {entry.file for entry in FIXTURES} == {path.name for path in OWN.iterdir() if path.name != 'README.md'}
    texts = {entry.source for entry in FIXTURES}
    assert 'Käse, Wolle & mehr' in texts, 'folded and escaped lines of iCalendar'
    assert 'Fäden „zählen“' in texts, "Windows' Latin"
    assert 'Shearing & sharing' in texts
    assert 'Zählen &amp; schlafen' in texts, 'a title in two languages'


@pytest.mark.parametrize('entry', FIXTURES, ids=named)
def test_no_word_is_lost(entry: Entry) -> None:
    result = examine(entry)
    assert result.error == ''
    assert result.loss == Loss()
    assert result.dead == ()
    assert not result.overfull


def test_dialects_are_guessed() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for entry in FIXTURES:
        if not entry.line and entry in PROSE:
            found.setdefault((entry.file, entry.talk), set()).add(guess(entry.source).dialect)
    marked = {key: dialects - {'plain'} or dialects for key, dialects in found.items()}
    assert {key: marked[key] for key in DIALECTS} == {key: {dialect} for key, dialect in DIALECTS.items()}


def test_what_falls_back_is_told() -> None:
    told = Counter(message for entry in FIXTURES for message in examine(entry).fallbacks)
    assert told == Counter(FALLBACKS)


def test_the_report_lists_what_fell_back_and_what_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    results = [examine(entry) for entry in FIXTURES]
    assert report(results) == 0
    told = capsys.readouterr().out
    assert f'What fell back to source text: {sum(FALLBACKS.values())}\n' in told
    assert '1  a script is left out\n          sessions.csv “Wolle” p2_abstract\n' in told
    assert 'Words lost, added or moved: none' in told
    broken = replace(results[0], loss=Loss(lost=('sheep',)))
    assert report([broken, replace(results[1], error='Traceback\nValueError: no\n')]) == 2
    told = capsys.readouterr().out
    assert 'lost: sheep' in told
    assert 'ValueError: no' in told


# The comparison notices damage

Damage = Callable[[tuple[Block, ...]], tuple[Block, ...]]


def _in_longest(blocks: tuple[Block, ...], change: Callable[[str], str]) -> tuple[Block, ...]:
    """The blocks with the longest stretch of running text changed that can be."""
    for span in sorted(_spans(blocks), key=lambda span: -len(span.text)):
        if not span.math and (text := change(span.text)) != span.text:
            changed = replace(span, text=text)
            return tuple(_replaced(block, span, changed) for block in blocks)
    pytest.skip('nothing in it can be damaged in this way')


def _spans(blocks: tuple[Block, ...]) -> list[Inline]:
    found: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                found += [span for span in inlines if isinstance(span, Inline)]
            case List(items):
                for item in items:
                    found += _spans(item.blocks)
            case Quotation(inner):
                found += _spans(inner)
    return found


def _replaced(block: Block, old: Inline, new: Inline) -> Block:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return replace(block, inlines=tuple(new if span is old else span for span in inlines))
        case List(items):
            inner = (replace(item, blocks=tuple(_replaced(b, old, new) for b in item.blocks)) for item in items)
            return replace(block, items=tuple(inner))
        case Quotation(blocks):
            return replace(block, blocks=tuple(_replaced(b, old, new) for b in blocks))
    return block


_LONG_WORD = re.compile(r'\w{3,}')


def _without_a_word(text: str) -> str:
    return _LONG_WORD.sub('', text, count=1)


def _with_a_word_twice(text: str) -> str:
    return _LONG_WORD.sub(lambda match: f'{match[0]} {match[0]}', text, count=1)


def _without_a_letter(text: str) -> str:
    return _LONG_WORD.sub(lambda match: match[0][:-1], text, count=1)


def _two_words_swapped(text: str) -> str:
    return re.sub(r'(\w{3,}) (\w{3,})', r'\2 \1', text, count=1)


def _without_its_end(text: str) -> str:
    return text[: len(text) // 2]


DAMAGES: dict[str, Damage] = {
    'a block is lost': lambda blocks: blocks[:-1] if not isinstance(blocks[-1], Code) else blocks[1:],
    'a block is doubled': lambda blocks: (blocks[0], *blocks),
    **{
        change.__name__: lambda blocks, change=change: _in_longest(blocks, change)  # type: ignore[misc]
        for change in (_without_a_word, _with_a_word_twice, _without_a_letter, _two_words_swapped, _without_its_end)
    },
}


@pytest.mark.parametrize('damage', DAMAGES)
@pytest.mark.parametrize('entry', PROSE, ids=named)
def test_a_damaged_reader_is_found_out(entry: Entry, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(entry.source, entry.dialect or guess(entry.source).dialect)
    if damage == '_two_words_swapped' and reading.moves:
        pytest.skip('its notes and tables may move')
    monkeypatch.setattr(prose, 'parse', lambda text, found: DAMAGES[damage](markup.parse(text, found)))
    result = examine(entry)
    assert result.error == ''
    assert result.loss


def test_a_lost_formula_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = next(entry for entry in FIXTURES if '\\sum' in entry.source)

    def without(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block for block in blocks if not isinstance(block, DisplayMath))

    monkeypatch.setattr(prose, 'parse', lambda text, found: without(markup.parse(text, found)))
    assert Counter(examine(entry).loss.lost) >= Counter('kkn')


@pytest.mark.parametrize(
    ('dialect', 'source', 'must'),
    [
        ('plain', 'a <b> c, d_e & 3mm', 'a b c d e 3 mm'),
        ('html', '<p class="x">One<br>two &amp;amp; three</p><script>x()</script>', 'One two three'),
        ('html', '<img src="a.png" alt="a sheep"> List<Sheep>', 'a sheep List Sheep'),
        ('markdown', '*One* [two](https://example.org/x "title") ![three](y.png)', 'One two three'),
        ('markdown', 'x $\\alpha_1$ and \\[ \\sin x \\]', 'x α 1 and sin x'),
        ('latex', 'na\\"{\\i}ve \\v{S}koda \\\'el\\`eve {\\bf b} % no\n c', 'naïve Škoda élève b c'),
        (
            'latex',
            '\\section*{A} \\cite{k} \\vskip 2cm b\\\\[2pt] \\begin{tabular}{lc} c & d \\end{tabular}',
            'A b c d',
        ),
        ('latex', '\\newcommand{\\x}[1]{y #1} \\x{z} \\verb|a_b| \\href{u}{v}', 'z a b v'),
    ],
)
def test_sources_are_read_a_second_time(dialect: str, source: str, must: str) -> None:
    assert read(source, dialect).must == must.split()


def test_addresses_are_read_a_second_time() -> None:
    source = '<a href="https://x.org/?a=1&amp;b=2">x</a> (http://y.org/_a_). <!-- https://no.org --><img src="http://no.org">'
    assert addresses(source) == ['https://x.org/?a=1&b=2', 'http://y.org/_a_']


def test_losses() -> None:
    reading = Reading()
    reading.add('one two three 羊を数')
    assert loss(reading, 'one two three 羊を 数') == Loss()
    assert loss(reading, 'one three 羊を数') == Loss(lost=('two',))
    assert loss(reading, 'one two two three 羊を数') == Loss(added=('two',))
    assert len(loss(reading, 'one three two 羊を数').moved) == 1
    assert loss(reading, 'onetwo three 羊を数') == Loss(), 'parted otherwise'
    assert loss(reading, 'one two thre 羊数') == Loss(lost=('three', 'を'))
    reading.add('two', 'tag')
    assert loss(reading, 'one two two three 羊を数') == Loss(), 'it may be there'


# Broken variants


def _mojibake(text: str) -> str:
    return text.encode('utf-8', 'replace').decode('latin-1')


BREAKS: dict[str, Callable[[str, random.Random], str]] = {
    'cut off': lambda text, dice: text[: dice.randrange(len(text))],
    'beheaded': lambda text, dice: text[dice.randrange(len(text)) :],
    'mojibake': lambda text, dice: _mojibake(text),
    'nul': lambda text, dice: _sprinkled(text, '\0', dice),
    'half entities': lambda text, dice: _sprinkled(text, dice.choice(['&', '&am', '&#', '&#x', '&lt', '&amp']), dice),
    'stray signs': lambda text, dice: _sprinkled(text, dice.choice('{}$\\<>*_`[]()#%~^|"\u202e\u2028\ufdd0'), dice),
    'signs lost': lambda text, dice: _thinned(text, dice),
    'twice over': lambda text, dice: text + text,
    'lines joined': lambda text, dice: text.replace('\n', dice.choice([' ', '\r', '\r\n', '\n\n', '\u2028'])),
}


def _sprinkled(text: str, sign: str, dice: random.Random) -> str:
    for _ in range(3):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + sign + text[at:]
    return text


def _thinned(text: str, dice: random.Random) -> str:
    """Without one of the signs that open or close something."""
    signs = [match.start() for match in re.finditer(r'[{}$\\<>*_`\[\]()]', text)]
    at = dice.choice(signs) if signs else 0
    return text[:at] + text[at + 1 :]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([e for e in FIXTURES if not e.line]), st.sampled_from(sorted(BREAKS)), st.integers(0, 10**6))
def test_broken_texts_do_not_break_the_book(entry: Entry, way: str, seed: int) -> None:
    broken = replace(entry, source=BREAKS[way](entry.source, random.Random(seed)))
    assert examine(broken).error == ''


# Real programmes, where they are at hand

ASKED = ('latex_boa', 'markdown', 'miniconf_csv', 'csv_program', 'pentabarf_xml')


@pytest.fixture(scope='module')
def real() -> list[Result]:
    """Everything that was asked for, and every fourth text of the other formats."""
    wanted = (e for n, e in enumerate(entries(REAL)) if e.file.startswith(ASKED) or n % 4 == 0)
    return [examine(entry) for entry in wanted]


@needs_texts
def test_no_real_text_raises(real: list[Result]) -> None:
    assert [result.error for result in real if result.error] == []


@needs_texts
def test_no_real_text_loses_a_word(real: list[Result]) -> None:
    assert {(r.entry.file, r.entry.talk[:30]): r.loss for r in real if r.loss} == {}


@needs_texts
def test_no_real_text_loses_an_address(real: list[Result]) -> None:
    assert [(r.entry.file, r.entry.talk[:30], r.dead) for r in real if r.dead] == []


@needs_texts
def test_few_real_texts_fall_back_or_run_over(real: list[Result]) -> None:
    assert [message for result in real for message in result.overfull] == []
    # Those files are parts of a document whose own commands stand in another file.
    reasons = Counter(m for r in real if 'latex_boa' not in r.entry.file for m in r.fallbacks)
    assert sum(reasons.values()) <= len(real) // 1000, reasons
    # pages of sites that are HTML for the most part
    named = [r for r in real if r.entry.dialect == 'latex' and guess(r.entry.source).dialect != 'latex']
    assert named == []


@needs_texts
def test_few_real_texts_are_doubtful(real: list[Result]) -> None:
    assert sum(result.confidence < DOUBTFUL for result in real) <= len(real) // 50


# Whole books, and what readers of the PDF get


def _lost_in(path: Path, folder: Path, step: int = 1) -> dict[tuple[str, str, str], object]:
    """What a book of the texts of a file or folder has not got, by each reader; its findings have places in it."""
    chosen = [entry for entry in entries(path) if not entry.line][::step]
    taken = write_project(chosen, folder)
    made = book(folder)
    lines = (folder / 'content' / 'programme.yaml').read_text('utf-8').count('\n')
    for finding in made.findings:
        assert finding.span is None or 0 < finding.span.line <= lines
    lost: dict[tuple[str, str, str], object] = {}
    for reader in ('pdfium', 'poppler'):
        for entry, text in zip(taken, words_by_talk(made, reader), strict=True):
            reading = read(entry.source, entry.dialect or guess(entry.source).dialect)
            reading.moves = True  # cells and displays are read line by line
            found = loss(reading, text)
            if found.lost or (found.added and reader == 'poppler'):
                lost[reader, entry.file, entry.talk] = found
    return lost


def test_no_word_is_lost_in_the_pdf(tmp_path: Path) -> None:
    assert _lost_in(OWN, tmp_path / 'project') == {}


@needs_texts
@pytest.mark.parametrize(
    ('name', 'step'),
    [
        ('latex_boa/erum2016/abstracts', 2),
        ('markdown', 2),
        ('pentabarf_xml', 12),
        ('csv_program', 16),
        ('site_json', 12),
    ],
)
def test_no_word_is_lost_in_a_book_of_real_texts(name: str, step: int, tmp_path: Path) -> None:
    assert _lost_in(REAL / name, tmp_path / 'project', step) == {}
