"""Script runs, and the table of scripts."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unicode_tables import names, rows, span

from booklet import scripts

texts = st.text(st.sampled_from('ab ж.(){}「」ー日かカ한अ।ไשع٣،\u0301\u0640😀①') | st.characters())


def parts(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], script) for start, end, script in scripts.runs(text)]


def test_the_table_is_that_of_the_file() -> None:
    tags = {long: tag for tag, long in names().items()}
    expected = ['Zzzz'] * 0x110000
    for where, long in rows('Scripts'):
        for code in span(where):
            expected[code] = tags[long]
    assert [scripts.of(chr(code)) for code in range(0x110000)] == expected


@pytest.mark.parametrize(
    ('character', 'tag', 'name'),
    [
        ('a', 'Latn', 'Latin'),
        ('अ', 'Deva', 'Devanagari'),
        ('日', 'Hani', 'Han'),
        ('ᏸ', 'Cher', 'Cherokee'),
        ('ᐁ', 'Cans', 'Canadian Aboriginal'),
        ('.', 'Zyyy', 'Common'),
        ('\u0301', 'Zinh', 'Inherited'),
        ('\U000e0080', 'Zzzz', 'Unknown'),
    ],
)
def test_scripts_of_characters(character: str, tag: str, name: str) -> None:
    assert (scripts.of(character), scripts.name(character)) == (tag, name)


def test_every_script_has_a_name() -> None:
    assert all(scripts.name(chr(code)) for code in range(0, 0x110000, 7))


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('', []),
        ('...', [('...', 'Zyyy')]),
        ('…', [('…', 'Zyyy')]),
        ('plain text', [('plain text', 'Latn')]),
        ('Hello, мир! καλά', [('Hello, ', 'Latn'), ('мир! ', 'Cyrl'), ('καλά', 'Grek')]),
        ('“мир”', [('“мир”', 'Cyrl')]),  # at the beginning with what follows
        ('е\u0301', [('е\u0301', 'Cyrl')]),
        ('мир (peace) дом', [('мир (', 'Cyrl'), ('peace', 'Latn'), (') дом', 'Cyrl')]),
        ('(שלום) abc', [('(שלום) ', 'Hebr'), ('abc', 'Latn')]),
        ('한「(a]」b', [('한「(', 'Hang'), ('a]', 'Latn'), ('」', 'Hang'), ('b', 'Latn')]),
        ('コーヒーです。', [('コーヒー', 'Kana'), ('です。', 'Hira')]),
        ('Tokyo、東京', [('Tokyo', 'Latn'), ('、東京', 'Hani')]),  # a comma that Latin does not share
        ('abc ٣٤', [('abc ', 'Latn'), ('٣٤', 'Arab')]),
        ('abc ــ', [('abc ــ', 'Latn')]),  # what many share, none of them near
        ('नमस्ते। 123', [('नमस्ते। 123', 'Deva')]),
        ('a\ud800', [('a', 'Latn'), ('\ud800', 'Zzzz')]),
    ],
)
def test_runs(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text) == expected


@settings(deadline=None)
@given(texts)
def test_runs_cover_the_text(text: str) -> None:
    runs = scripts.runs(text)
    assert [start for start, _, _ in runs] == [0, *(end for _, end, _ in runs)][: len(runs)]
    assert runs[-1][1] == len(text) if text else runs == []
    assert all(start < end for start, end, _ in runs)
    assert all(one[2] != two[2] for one, two in pairwise(runs))
    for start, end, script in runs:
        assert {scripts.of(character) for character in text[start:end]} <= {script, 'Zyyy', 'Zinh'}
    assert 'Zinh' not in {script for _, _, script in runs}


def test_cjk() -> None:
    assert all(map(scripts.is_cjk, '日𠀀々かカーㇰㄅ한ㄱ、。「」（）！Ａｱ・〜㎏'))
    assert not any(map(scripts.is_cjk, 'aжא अไ.,—“”…×😀'))
    letters = {'Hani', 'Hira', 'Kana', 'Bopo', 'Hang'}
    for code in range(0x110000):
        if scripts.of(chr(code)) in letters:
            assert scripts.is_cjk(chr(code)), hex(code)
        elif scripts.is_cjk(chr(code)) and unicodedata.category(chr(code))[0] == 'L' and code < 0xFF00:
            assert scripts.of(chr(code)) in ('Zyyy', 'Zinh'), hex(code)  # as the mark of long vowels


@pytest.mark.parametrize('piece', ['(', '()', '(ж', 'ж)', 'жa', '(ж)a', '٣', '\u0301'])
def test_time_is_linear(piece: str) -> None:
    start = time.process_time()
    scripts.runs(piece * (50000 // len(piece)))
    assert time.process_time() - start < 5
