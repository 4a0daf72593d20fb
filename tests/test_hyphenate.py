"""Hyphenation: Pyphen's own places, and what a line's words bring with them."""

from __future__ import annotations

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.hyphenate import Hyphenator


def broken(word: str, language: str) -> str:
    parts, start = [], 0
    for at in Hyphenator(language).positions(word):
        parts.append(word[start:at])
        start = at
    return '·'.join([*parts, word[start:]])


@pytest.mark.parametrize(
    ('language', 'word', 'expected'),
    [
        ('en-US', 'hyphenation', 'hy·phen·ation'),
        ('en', 'representations', 'rep·re·sen·ta·tions'),
        ('de', 'Silbentrennung', 'Sil·ben·tren·nung'),
        ('de-AT', 'Straßenbahn', 'Stra·ßen·bahn'),
        ('fr', 'typographie', 'ty·po·gra·phie'),
        ('cs', 'matematika', 'ma·te·ma·tika'),
        ('ru', 'математика', 'ма·те·ма·ти·ка'),
    ],
)
def test_words_break_where_the_patterns_say(language: str, word: str, expected: str) -> None:
    assert broken(word, language) == expected


@pytest.mark.parametrize(
    ('word', 'expected'),
    [
        ('“(representations)”,', '“(rep·re·sen·ta·tions)”,'),
        ('mathematician’s', 'math·e·ma·ti·cian’s'),
        ('higher-dimensional', 'higher-dimen·sional'),
        ('Representations', 'Rep·re·sen·ta·tions'),
        ('REPRESENTATIONS', 'REPRESENTATIONS'),
        ('OpenReviewing', 'OpenReviewing'),
        ('table2representations', 'table2representations'),
        ('https://representations.org', 'https://representations.org'),
        ('representations@mathematics.org', 'representations@mathematics.org'),
        ('the', 'the'),
        ('', ''),
        ('—', '—'),
    ],
)
def test_what_stands_around_the_letters(word: str, expected: str) -> None:
    assert broken(word, 'en') == expected


def test_breaks_that_would_respell_the_word_are_not_made() -> None:
    assert 'asz-szony' in pyphen.Pyphen(lang='hu').inserted('asszony')
    assert broken('asszony', 'hu') == 'asszony'


def test_an_unknown_language_breaks_nothing_and_says_so() -> None:
    assert Hyphenator('de').known
    for language in ('', 'xx', 'ja'):
        assert not Hyphenator(language).known
        assert Hyphenator(language).positions('representations') == ()


WORDS = st.text(alphabet='abcdefghijklmnoprstuvzäöüßéçñ', min_size=1, max_size=20)


@settings(deadline=None)  # Pyphen reads a whole dictionary at its first word
@given(WORDS, st.sampled_from([('en', 'en_US'), ('de', 'de_DE'), ('nl', 'nl_NL'), ('it', 'it_IT'), ('nb', 'nb_NO')]))
def test_the_places_are_pyphens(word: str, languages: tuple[str, str]) -> None:
    ours = Hyphenator(languages[0])
    theirs = pyphen.Pyphen(lang=languages[1], left=ours.left, right=ours.right)
    assert list(ours.positions(word)) == [int(at) for at in theirs.positions(word)]


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(['en', 'de', 'hu']))
def test_places_lie_between_enough_letters(word: str, language: str) -> None:
    hyphenator = Hyphenator(language)
    places = hyphenator.positions(word)
    assert list(places) == sorted(set(places))
    for at in places:
        assert word[at - hyphenator.left : at].isalpha()
        assert word[at : at + hyphenator.right].isalpha()
        assert hyphenator.left <= at <= len(word) - hyphenator.right
