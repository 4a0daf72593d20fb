"""Alphabetical order: published orders of each language, and the laws of an order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet import collate
from booklet.collate import initial, sort_key

_ICU = collate._icu


@pytest.fixture(params=['plain', 'icu'])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The program's own order, whether or not PyICU is here; then ICU's, where it is."""
    if request.param == 'plain':
        monkeypatch.setattr('booklet.collate._icu', lambda language: None)
    else:
        pytest.importorskip('icu')
    return str(request.param)


# Each line in its order; the languages' alphabets as CLDR's collation charts and the languages' dictionaries have them.
ORDERS = [
    ('en', 'Bandeira Brbić Brunton Celik Çelik Cotterell Odegard Ødegård Özil Transtrum'),
    ('en', 'ad Äd ae æ af ss ß st th þ ti'),
    ('en', 'cote Cote coté côte côté coter'),
    ('de', 'Ofen Öfen Ofer Straße Strassen Zürich'),
    ('sv', 'Adam Zorn Åberg Ängel Öberg'),
    ('fi', 'Väinö Ylä Zeta Åbo Äyräs Öljy'),
    ('da', 'Zoo Æble Østers Åben Aarhus'),
    ('nb', 'Vik Yr Zoo Ære Øl Ås'),
    ('et', 'sa šaa za žaa ta va õun ära öö üks xa ya'),
    ('hr', 'cvijet čaj ćup dan džep đak list ljeto nos njega sat šal zid žir'),
    ('sr-Latn', 'cvet čaj ćup dan džep đak list ljubav nos njiva'),
    ('cs', 'cena čas had chata ikona rok řeka sen šok zub žal'),
    ('sk', 'auto äso cena čas hora chata idea osa ôsmy sen šok zub žena'),
    ('pl', 'as ąs cel ćma eho ęr las łan noc ńo oko ósmy sok śnieg zoo źle żal'),
    ('hu', 'cukor csak gaz gyár oka öböl őz pad sas szabó tó tyúk ufo ütő zab zsír'),
    ('tr', 'cam çam gaz ğ hız ıslak iz oda ödev sel şal uzun üzüm'),
    ('es', 'nube nylon ñandú oca'),
    ('lt', 'cukrus čekas ilgas ypač joti sala šaka zona žala'),
    ('lv', 'cena čaks gads ģimene kaps ķirsis lapa ļaudis nams ņemt sala šalle zars žurka'),
    ('ro', 'an ăla âla bun in îi sac șal tac țap'),
    ('is', 'afi ár dagur ðe efi é iða í oss ós ufsi úr yl ýr þak æði öl'),
    ('ru', 'ёлка ель ива йод кот Anna'),
    ('el', 'Αθήνα άλφα βήτα ώρα Anna'),
]


@pytest.mark.parametrize(('language', 'line'), ORDERS)
def test_known_orders(language: str, line: str, engine: str) -> None:
    words = [word for word in line.split() if engine == 'plain' or word != 'þ']  # for ICU after z in English
    shuffled = random.Random(7).sample(words, len(words))
    assert sorted(shuffled, key=sort_key(language)) == words


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('Brbić', 'en', 'B'),
        ('Çelik', 'en', 'C'),
        ('Ødegård', 'en', 'O'),
        ('Çelik', 'tr', 'Ç'),
        ('ışık', 'tr', 'I'),
        ('İz', 'tr', 'İ'),
        ('Ödegård', 'sv', 'Ö'),
        ('Ängel', 'de', 'A'),
        ('džep', 'hr', 'Dž'),
        ('Chata', 'cs', 'Ch'),
        ('Őz', 'hu', 'Ö'),
        ('Aarhus', 'da', 'Å'),
        ('Éa', 'fr', 'E'),
        ('ʼt Hooft', 'en', 'T'),
        ('’t Hooft', 'en', 'T'),
        ('Łoś', 'en', 'L'),
        ('Łoś', 'pl', 'Ł'),
        ('3M', 'en', '#'),
        ('—', 'en', '#'),
        ('', 'en', '#'),
        ('йод', 'ru', 'Й'),
        ('Ώρα', 'el', 'Ω'),
        ('李', 'en', '#'),
        ('Иван', 'en', 'И'),
        ('لوي', 'en', 'ل'),
        ('Quill', 'ar', 'Q'),
        ('Quill', 'no tag', 'Q'),
    ],
)
def test_the_letter_a_word_stands_under(text: str, language: str, expected: str, engine: str) -> None:
    assert initial(text, language) == expected


def test_the_icelandic_letter_in_english(engine: str) -> None:
    """As English indexes have it, spelt out; as CLDR has it, after z."""
    assert initial('Þór', 'en') == ('T' if engine == 'plain' else 'Þ')


@pytest.mark.parametrize(('language', 'expected'), [('ja', '李'), ('zh', '李')])
def test_han_characters_are_letters_where_they_are_read(
    language: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('booklet.collate._icu', lambda language: None)
    assert initial('李', language) == expected


def test_chinese_names_stand_under_their_sound_with_icu() -> None:
    pytest.importorskip('icu')
    assert [initial(name, 'zh') for name in ('阿', '李', '王')] == ['A', 'L', 'W']


def test_signs_and_spaces_are_passed_over(engine: str) -> None:
    words = ['OBrian', "O'Brien", 'O Bryan', 'Vandenberg', 'Vanden-Eijnden', 'Vanden Fa']
    backward = words[::-1]
    assert sorted(backward, key=sort_key('en')) == words


NAMES = st.text(alphabet="abcdhilnoszåäöçčćđžIİıßæøłŁ -'1é\u0301йЙ", max_size=8)
LANGUAGES = st.sampled_from([language for language, _ in ORDERS])


ENGINES = st.sampled_from(['plain', *(['icu'] if _ICU('en') else [])])


def order(engine: str, language: str) -> collate._Order:
    found = _ICU(language) if engine == 'icu' else collate._plain(language)
    assert found is not None
    return found


@given(st.lists(st.one_of(NAMES, st.text(max_size=6)), max_size=6), LANGUAGES, ENGINES)
def test_the_order_is_total_and_does_not_depend_on_the_input(names: list[str], language: str, engine: str) -> None:
    key = order(engine, language).key
    backward = names[::-1]
    assert sorted(names, key=key) == sorted(backward, key=key)
    for one in names:
        for other in names:
            assert (key(one) == key(other)) == (one == other)


@given(NAMES, NAMES, LANGUAGES, ENGINES)
def test_initials_rise_with_the_order(one: str, other: str, language: str, engine: str) -> None:
    """Words under one letter stand together: nothing under another letter comes between them."""
    known = order(engine, language)
    first, second = sorted((one, other), key=known.key)
    a, b = known.initial(first), known.initial(second)
    assert a == b or known.key(a) < known.key(b) or '#' in (a, b)


def test_a_book_of_another_script_has_that_first(engine: str) -> None:
    names = ['Quill', 'לוי', 'حداد']
    assert sorted(names, key=sort_key('ar'))[0] == 'حداد'
    assert sorted(names, key=sort_key('he'))[0] == 'לוי'
    assert sorted(names, key=sort_key('en'))[0] == 'Quill'


def test_korean_names_stand_under_their_first_consonant(engine: str) -> None:
    assert [initial(name, 'ko') for name in ('김민수', '까치', '홍길동')] == ['ㄱ', 'ㄱ', 'ㅎ']
