"""Characters that no face has: what they are called, and which font has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.missing import describe


@pytest.mark.parametrize(
    ('cluster', 'told', 'script', 'family', 'package'),
    [
        ('ሀ', 'U+1200 ETHIOPIC SYLLABLE HA', 'Ethiopic', 'Noto Serif Ethiopic', 'fonts-noto-core'),
        ('ߊ', 'U+07CA NKO LETTER A', 'Nko', 'Noto Sans NKo', 'fonts-noto-core'),
        ('ب', 'U+0628 ARABIC LETTER BEH', 'Arabic', 'Noto Naskh Arabic', 'fonts-noto-core'),
        ('あ', 'U+3042 HIRAGANA LETTER A', 'Hiragana', 'Noto Serif CJK JP', 'fonts-noto-cjk'),
        ('한', 'U+D55C HANGUL SYLLABLE HAN', 'Hangul', 'Noto Serif CJK KR', 'fonts-noto-cjk'),
        ('漢', 'U+6F22 CJK UNIFIED IDEOGRAPH-6F22', 'Han', 'Noto Serif CJK SC', 'fonts-noto-cjk'),
        ('→', 'U+2192 RIGHTWARDS ARROW', 'mathematics', 'Noto Sans Math', 'fonts-noto-core'),
        ('𝄞', 'U+1D11E MUSICAL SYMBOL G CLEF', 'music', 'Noto Music', 'fonts-noto-core'),
        ('😶\u200d🌫\ufe0f', 'U+1F636 FACE WITHOUT MOUTH, U+1F32B FOG', 'emoji', 'Noto Emoji', ''),
        ('\x07', 'U+0007 (control)', 'control characters', '', ''),
        ('\ue000', 'U+E000 (private use)', 'private use', '', ''),
        ('\ud800', 'U+D800 (surrogate)', 'no characters', '', ''),
        ('\u0378', 'U+0378', 'no characters', '', ''),
        ('\U00016100', 'U+16100', 'Gurung Khema', '', ''),  # Unicode 16: younger than the lists of Noto here
    ],
)
def test_what_is_missing_and_what_has_it(cluster: str, told: str, script: str, family: str, package: str) -> None:
    missing = describe(cluster)
    assert str(missing).startswith(told)
    assert (missing.script, missing.family, missing.package) == (script, family, package)


@pytest.mark.parametrize(
    ('language', 'family'),
    [('ja', 'JP'), ('zh', 'SC'), ('zh-TW', 'TC'), ('zh-Hant-HK', 'HK'), ('ko-KR', 'KR'), ('de', 'SC')],
)
def test_the_language_chooses_among_east_asian_fonts(language: str, family: str) -> None:
    for cluster in ('漢', '、'):
        assert describe(cluster, language).family == f'Noto Serif CJK {family}'
    assert describe('あ', language).family == 'Noto Serif CJK JP', 'kana are Japanese in any text'


def test_hints() -> None:
    assert describe('ሀ').hint() == (
        'put the font Noto Serif Ethiopic into the folder fonts/ (Google Fonts; Debian: fonts-noto-core)'
    )
    assert describe('漢', 'ja').hint().endswith('(Google Fonts: Noto Serif JP; Debian: fonts-noto-cjk)')
    assert describe('😶').hint() == 'put the font Noto Emoji into the folder fonts/ (Google Fonts)'
    assert describe('\x07').hint() == 'take it out: it stands for nothing'
    assert describe('\ue000').hint().startswith('write the character that is meant')
    assert describe('\U00016100').hint() == 'put a font for the script Gurung Khema into the folder fonts/'


def test_a_long_cluster_is_told_in_part() -> None:
    missing = describe('a\u0300\u0301\u0302\u0303\u0304')
    assert len(missing.characters) == 6
    assert str(missing).endswith('U+0302 COMBINING CIRCUMFLEX ACCENT, …')


@given(st.text(st.characters(), min_size=1, max_size=8), st.sampled_from(['', 'en', 'ja', 'zh-Hant', '-', 'x' * 50]))
def test_anything_has_a_script_and_a_hint(cluster: str, language: str) -> None:
    missing = describe(cluster, language)
    assert set(missing.characters) <= set(cluster)
    assert len(missing.names) == len(missing.characters) >= 1
    assert missing.script
    assert missing.hint()
    assert str(missing).startswith('U+')
