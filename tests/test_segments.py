"""UAX #14 and #29 as ICU has them: Unicode's own tests, whole; and what holds of any text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import icu4py
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unicode_tables import read

from booklet import segments

texts = st.text(
    st.sampled_from('ab ,.-–«»()1%$日本、。「」っー한국ไทยកา😀🏽\u200d🇦🇧e\u0301\n\r\u00ad\u200b\u2060\u00a0')
    | st.characters()
)


def cases(name: str) -> Iterator[tuple[str, list[int]]]:
    """A text, and where its pieces end."""
    for line in read(name).splitlines():
        text, ends = '', []
        for token in line.partition('#')[0].split():
            if token == '÷':
                ends.append(len(text))
            elif token != '×':
                text += chr(int(token, 16))
        if text:
            yield text, [end for end in ends if end]


def test_icu_has_the_unicode_of_the_files() -> None:
    """ICU 78 is of Unicode 17. With a newer one the files want renewing, and the two tests below tell what changed."""
    assert icu4py.icu_version.split('.')[0] == '78'


def test_the_whole_line_break_test() -> None:
    count = 0
    for text, ends in cases('LineBreakTest'):
        count += 1
        found = segments.breaks(text, strictness='strict')  # as the annex has it
        assert [end for end, _ in found] + [len(text)] == ends, ascii(text)
    assert count == 19338  # the file says so


def test_the_whole_grapheme_break_test() -> None:
    count = 0
    for text, ends in cases('GraphemeBreakTest'):
        count += 1
        assert segments.clusters(text) == ends, ascii(text)
    assert count == 766


def parts(text: str, language: str = '', strictness: segments.Strictness = 'normal') -> str:
    ends = [0, *(end for end, _ in segments.breaks(text, language, strictness)), len(text)]
    return '|'.join(text[start:end] for start, end in pairwise(ends))


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('a long-winded word', 'en', 'a |long-|winded |word'),
        ('本文「引用」です。', 'ja', '本|文|「引|用」|で|す。'),
        ('中文(括号),标点。', 'zh', '中|文|(括|号),|标|点。'),
        ('한국어 말', 'ko', '한|국|어 |말'),
        ('ภาษาไทยสวยงาม', 'th', 'ภาษา|ไทย|สวยงาม'),
        ('ภาษาไทยสวยงาม', '', 'ภาษา|ไทย|สวยงาม'),  # the dictionary goes by the script
        ('ພາສາລາວ', 'lo', 'ພາສາ|ລາວ'),
        ('ភាសាខ្មែរជា', 'km', 'ភាសាខ្មែរ|ជា'),
        ('စကားသည်', 'my', 'စကား|သည်'),
        ('नमस्ते दुनिया', 'hi', 'नमस्ते |दुनिया'),
        ('שלום עולם', 'he', 'שלום |עולם'),
        ('👩🏽‍🚀🇫🇷🇩🇪', '', '👩🏽‍🚀|🇫🇷|🇩🇪'),
    ],
)
def test_where_lines_may_end(text: str, language: str, expected: str) -> None:
    assert parts(text, language) == expected


def test_small_kana_and_long_vowels_begin_lines_unless_that_is_strict() -> None:
    assert parts('あっコー', 'ja', 'strict') == 'あっ|コー'
    assert parts('あっコー', 'ja', 'normal') == parts('あっコー', 'ja') == 'あ|っ|コ|ー'
    assert parts('人々', 'ja', 'normal') == '人々'
    assert parts('人々', 'ja', 'loose') == '人|々'
    assert all(parts(text, 'ja', 'loose') == text for text in ('す。', '「す', '」、'))  # these never


def test_where_lines_must_end() -> None:
    assert segments.breaks('a\nb\r\nc\u2028d e') == [(2, True), (5, True), (7, True), (9, False)]
    assert segments.breaks('') == segments.breaks('\n') == []


@pytest.mark.parametrize('language', ['', 'en-GB', 'zh-Hant-TW', 'xx', 'c-nonsense@lb=loose', 'x' * 500, '\0', 'ä'])
def test_any_language_will_do(language: str) -> None:
    assert parts('a b', language) == 'a |b'


@pytest.mark.parametrize(
    'text',
    [
        '',
        'naïve – “quoted” … 5 × 3 ≤ 17 → ∞',
        'Ελληνικά ἀρχή',
        'Кириллица',
        'Հայերեն',
        'ქართული',
        'עברית',
        'العربية',
        'e\u0301',
    ],
)
def test_alphabets_need_nothing(text: str) -> None:
    assert not segments.needs(text)


@pytest.mark.parametrize(
    'text', ['日', 'か', '한', 'ไทย', 'ລາວ', 'ខ្មែរ', 'မြန်မာ', 'नमस्ते', '。', 'Ａ', '😀', '☕', '𠀀', 'བོད']
)
def test_others_need_care(text: str) -> None:
    assert segments.needs('a ' + text)


@settings(deadline=None)
@given(texts, st.sampled_from(('', 'ja', 'th', 'en')), st.sampled_from(('strict', 'normal', 'loose')))
def test_breaks_lie_inside_the_text_and_between_clusters(
    text: str, language: str, strictness: segments.Strictness
) -> None:
    ends = [end for end, _ in segments.breaks(text, language, strictness)]
    clusters = segments.clusters(text)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)
    assert clusters == sorted(set(clusters))
    assert clusters[-1:] == ([len(text)] if text else [])
    assert {end for end in ends if text[end - 1] != ' '} <= set(clusters)  # a mark after a space: LB10, LB18


def test_halves_of_characters_are_characters() -> None:
    assert segments.clusters('a\ud800b') == [1, 2, 3]
    assert segments.breaks('a \ud800 b') == [(2, False), (4, False)]
