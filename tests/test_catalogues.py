"""The catalogues hold every word that the program asks for, in every language, and the compiled files are theirs."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import unicodedata

import catalogues
import pytest
from babel import Locale
from catalogues import TEMPLATE, Unclear, asked, asked_anywhere, languages, loaded, source_of, translated

from booklet.hyphenate import Hyphenator, is_hyphenated
from booklet.language import format_day, has_words, words
from booklet.parts import PARTS
from booklet.quotes import marks_for

ASKED = asked_anywhere()
WANTED = (
    'de fr es it pt pt_PT nl pl cs hr el ru tr ja zh zh_Hant ar he sv da nb fi hu ro uk ca sk sl ko fa hi th vi en_US'
)
# Scripts that are not Latin: what the words' letters must be (but `poster`, `{label}` and East Asian `p.`).
LETTERS = {
    **dict.fromkeys(('ru', 'uk'), 'CYRILLIC'),
    **dict.fromkeys(('ar', 'fa'), 'ARABIC'),
    'el': 'GREEK',
    'he': 'HEBREW',
    'hi': 'DEVANAGARI',
    'th': 'THAI',
    'ko': 'HANGUL',
    'zh': 'CJK',
    'zh_Hant': 'CJK',
    'ja': 'CJK|HIRAGANA|KATAKANA',
}


def test_the_languages_are_all_there_and_cldr_knows_them() -> None:
    assert set(WANTED.split()) <= set(languages())
    for language in languages():
        assert str(Locale.parse(language)) == language


@pytest.mark.parametrize('language', languages())
def test_every_word_is_translated_and_no_other(language: str) -> None:
    own = translated(source_of(language).read_bytes())
    assert set(own) == set(ASKED), 'run `make words`'
    assert [english for english, word in own.items() if not word.strip() and english.strip()] == []
    for english, word in own.items():
        assert sorted(re.findall(r'\{\w+\}', word)) == sorted(re.findall(r'\{\w+\}', english)), english
        assert unicodedata.normalize('NFC', word) == word
        assert '  ' not in word
        assert "'" not in word
        assert '"' not in word
        if not re.search(r'[{,]', english):
            assert word.strip() == word


@pytest.mark.parametrize('language', languages())
def test_the_compiled_file_is_what_babel_makes_of_the_source(language: str) -> None:
    path = source_of(language)
    assert loaded(path.with_suffix('.mo').read_bytes()) == loaded(catalogues.compiled(path.read_bytes()))


@pytest.mark.parametrize('language', sorted(LETTERS))
def test_words_are_in_the_script_of_their_language(language: str) -> None:
    for english, word in translated(source_of(language).read_bytes()).items():
        for letter in re.sub(r'\{\w+\}|poster|^p\.$', '', word):
            if letter.isalpha() and unicodedata.category(letter) != 'Lm':
                assert re.match(LETTERS[language], unicodedata.name(letter)), (english, word)


@pytest.mark.parametrize('language', [tag for tag in languages() if tag not in LETTERS])
def test_headings_and_labels_begin_with_a_capital_and_remarks_do_not(language: str) -> None:
    for english, word in translated(source_of(language).read_bytes()).items():
        if english[0].isalpha():
            noun = language == 'de' and word[0].isupper()
            assert noun or word[0].isupper() == english[0].isupper(), (english, word)


def test_the_template_has_every_word_and_none_translated() -> None:
    assert translated(TEMPLATE.read_bytes()) == dict.fromkeys(ASKED, '')


def test_translations_are_the_languages_own() -> None:
    assert words('fr')['Speaker index'] == 'Index des intervenants'
    assert words('pl')['Speaker index'] == 'Indeks prelegentów'
    assert words('ja-JP')['Speaker index'] == '発表者索引'
    assert words('ar-EG')['Speaker index'] == 'فهرس المتحدثين'
    assert words('he')['Speaker index'] == 'מפתח הדוברים'


@pytest.mark.parametrize(
    ('tag', 'speaker_index'),
    [
        ('pt', 'Índice de palestrantes'),
        ('pt-BR', 'Índice de palestrantes'),
        ('pt-pt', 'Índice de oradores'),
        ('pt_AO', 'Índice de palestrantes'),
        ('zh', '报告人索引'),
        ('zh-Hans-CN', '报告人索引'),
        ('zh-TW', '講者索引'),
        ('zh-Hant-HK', '講者索引'),
        ('no', 'Register over foredragsholdere'),
        ('de-AT-1996', 'Verzeichnis der Vortragenden'),
        ('en-GB', 'Speaker index'),
        ('ga', 'Speaker index'),
        ('', 'Speaker index'),
        ('../../x', 'Speaker index'),
    ],
)
def test_a_tag_falls_back_to_what_is_nearest(tag: str, speaker_index: str) -> None:
    assert words(tag)['Speaker index'] == speaker_index
    assert has_words(tag) == (tag not in ('ga', '', '../../x'))


def test_american_spelling_is_a_catalogue_too() -> None:
    assert words('en-US')['Organised by'] == 'Organized by'
    assert words('en')['Organised by'] == words('en-AU')['Organised by'] == 'Organised by'


def test_english_reads_no_file_and_no_gettext() -> None:
    code = "import sys; from booklet.language import words; words('en')['Contents'], words('en-GB')['Agenda'];"
    code += " print([name for name in ('gettext', 'babel') if name in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout == '[]\n'


# --- what the walk over the source sees ---


@pytest.mark.parametrize(
    ('source', 'found'),
    [
        ("words(x)['A']", {'A'}),
        ("language.words(event.language)['A']", {'A'}),
        ("said = words(x)\nsaid['A'] + said['B']", {'A', 'B'}),
        ("words(x)['A' if y else 'B']", {'A', 'B'}),
        ("T = {1: 'A', 2: 'B'}\nwords(x)[T[y]]", {'A', 'B'}),
        ("T: dict[int, str] = {1: 'A'}\nk = T.get(y)\nwords(x)[k]", {'A'}),
        ("for k, n in (('A', 'no'), ('B', 'no')):\n    words(x)[k]", {'A', 'B'}),
        ("[words(x)[k] for k in ('A', 'B')]", {'A', 'B'}),
        ('word = PARTS[x].word\nwords(y)[word]', {part.word for part in PARTS.values()} - {''}),
        ("other['A']", set()),
        ('words(x)', set()),
    ],
)
def test_words_asked_for_are_found(source: str, found: set[str]) -> None:
    assert asked(source) == found


@pytest.mark.parametrize('source', ['def f(k):\n    return words(x)[k]', "words(x)[f'{y}']", 'k = k\nwords(x)[k]'])
def test_a_word_that_cannot_be_followed_is_told(source: str) -> None:
    with pytest.raises(Unclear, match=r'line \d: words'):
        asked(source)


def test_files_are_written_as_they_are_read() -> None:
    tricky = {'Say "x\\y"': 'Sag „x\\y“', 'To do': ''}
    text = catalogues.written('de', tricky, {english: ['a.py'] for english in tricky})
    assert translated(text.encode()) == tricky
    assert loaded(catalogues.compiled(text.encode())) == {'Say "x\\y"': 'Sag „x\\y“'}
    assert translated(text.replace('#: a.py', '#, fuzzy').encode()) == dict.fromkeys(tricky, '')
    assert translated(catalogues.written('de', {'Gone': 'Weg'}, {}).encode()) == {}


# --- what the manual says ---


def row(tag: str) -> list[str]:
    """A language's row in the manual, but for its last cell."""
    marks = marks_for(tag)
    quotes = f'{marks.opening}a {marks.inner_opening}b{marks.inner_closing}{marks.closing}'
    hyphenator = Hyphenator(tag)
    breaks = 'yes' if hyphenator.known else 'no' if is_hyphenated(tag) else 'none'
    said = words(tag)
    day = format_day(datetime.date(2030, 9, 30), tag)
    cells = [f'`{tag}`', Locale.parse(tag, sep='-').get_display_name('en') or '']
    return [re.sub(r'\s', ' ', cell) for cell in (*cells, said['Agenda'], said['Speaker index'], quotes, day, breaks)]


MANUAL = (catalogues.ROOT / 'docs' / 'languages.md').read_text('utf-8')
ROWS = [
    [cell.strip() for cell in line.strip('|\n').split('|')] for line in MANUAL.splitlines() if line.startswith('| `')
]


@pytest.mark.parametrize('tag', sorted({'en', *(language.replace('_', '-') for language in languages())}))
def test_the_manual_tells_what_a_language_gets(tag: str) -> None:
    told = {cells[0]: cells for cells in ROWS}
    assert told[f'`{tag}`'][:-1] == row(tag)


def test_the_manual_tells_of_no_other_languages() -> None:
    assert len(ROWS) == len(languages()) + 1
