"""UAX #9: Unicode's own tests, whole; and what holds of any text."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unicode_tables import BIDI, VERSION, bidi_classes, module, read, rows

from booklet import bidi, ucd, ucd_tables

PARTS = 4  # so that several processes may share the work
HEBREW, ARABIC = 'אבג', 'ابج'
LRE, RLE, PDF, LRO, RLO = '\u202a\u202b\u202c\u202d\u202e'
LRI, RLI, FSI, PDI = '\u2066\u2067\u2068\u2069'
TRICKY = ''.join(
    (HEBREW, ARABIC, 'aB 1٣-+#,.(){}[]⟨⟩\u2329\u3009\u0301\u00ad\t\n\u200f\u061c', LRE + RLE + PDF + LRO + RLO)
)
TRICKY += LRI + RLI + FSI + PDI
texts = st.text(st.sampled_from(TRICKY) | st.characters(), max_size=60)


def visual(levels: Sequence[int]) -> str:
    return ''.join(map(str, levels))


# --- Unicode's tests ---


def wrong(found: list[int], levels: list[str], order: list[int]) -> bool:
    """Whether these are not the levels and the order that the file has. It has x for what rule X9 removes."""
    kept = [at for at, level in enumerate(levels) if level != 'x']
    same = [str(found[at]) for at in kept] == [levels[at] for at in kept]
    return not same or [kept[at] for at in bidi.order([found[at] for at in kept])] != order


def class_cases() -> Iterator[tuple[str, int, list[str], list[int]]]:
    levels: list[str] = []
    order: list[int] = []
    for line in read('BidiTest').splitlines():
        if line.startswith('@Levels:'):
            levels = line.removeprefix('@Levels:').split()
        elif line.startswith('@Reorder:'):
            order = [int(at) for at in line.removeprefix('@Reorder:').split()]
        elif line and not line.startswith('#'):
            classes, bits = line.split(';')
            yield classes, int(bits, 16), levels, order


@pytest.mark.parametrize('part', range(PARTS))
def test_the_whole_bidi_test(part: int) -> None:
    lines = cases = 0
    for line, (names, bits, levels, order) in enumerate(class_cases()):
        lines += 1
        if line % PARTS != part:
            continue
        classes = ''.join([BIDI[name] for name in names.split()])
        for bit, base in ((1, None), (2, 0), (4, 1)):
            if bits & bit:
                cases += 1
                found = bidi.resolved('.' * len(classes), classes, base)[1]
                assert not wrong(found, levels, order), (names, base, found, levels, order)
    assert lines == 490846  # the file says so
    assert cases > 770000 // PARTS - 1000


def test_the_whole_bidi_character_test() -> None:
    cases = 0
    for codes, direction, base, levels, order in rows('BidiCharacterTest'):
        cases += 1
        text = ''.join([chr(int(code, 16)) for code in codes.split()])
        level, found = bidi.levels(text, {'0': 0, '1': 1, '2': None}[direction])
        assert str(level) == base, codes
        assert not wrong(found, levels.split(), [int(at) for at in order.split()]), (codes, direction, found)
    assert cases == 91707


def test_the_data_are_those_of_one_version_and_the_tables_are_made_of_them() -> None:
    names = ('BidiTest', 'BidiCharacterTest', 'BidiBrackets', 'DerivedBidiClass', 'LineBreakTest', 'GraphemeBreakTest')
    for name in (*names, 'Scripts', 'ScriptExtensions', 'PropertyValueAliases'):
        assert read(name).splitlines()[0] == f'# {name}-{VERSION}.txt'
    assert VERSION == ucd.VERSION == ucd_tables.VERSION == '17.0.0'
    with open(ucd_tables.__file__, encoding='utf-8') as file:
        assert file.read() == module()


def test_every_character_has_its_class_and_none_that_may_run_to_the_left_is_missed() -> None:
    right = {BIDI[name] for name in ('R', 'AL', 'AN', 'LRE', 'RLE', 'LRO', 'RLO', 'PDF', 'LRI', 'RLI', 'FSI', 'PDI')}
    for code, expected in enumerate(bidi_classes()):
        assert bidi._CLASSES[code] == expected
        assert expected not in right or bidi.needs(chr(code)), hex(code)


# --- by hand ---


@pytest.mark.parametrize(
    ('text', 'base', 'levels'),
    [
        ('', 0, ''),
        ('abc', 0, '000'),
        ('אבג', 1, '111'),
        ('a אב b', 0, '001100'),
        ('א ab ג', 1, '112211'),
        ('א 12 ג', 1, '112211'),
        ('a (אב) b', 0, '00011000'),
        ('א (ab) ג', 1, '11122111'),
        ('אב.', 1, '111'),  # the full stop stands at the left
        (RLI + 'a' + PDI, 0, '020'),
        ('אב\n', 1, '111'),
    ],
)
def test_levels(text: str, base: int, levels: str) -> None:
    found = bidi.levels(text)
    assert (found[0], visual(found[1])) == (base, levels)


def test_a_base_that_is_given_holds() -> None:
    assert bidi.levels('abc.', 1) == (1, [2, 2, 2, 1])
    assert bidi.levels('אב.', 0) == (0, [1, 1, 0])


@pytest.mark.parametrize(
    ('text', 'direction'),
    [
        ('', None),
        ('12 – 3', None),
        ('abc', 0),
        ('(1) אבג abc', 1),
        ('ابج', 1),
        (RLI + 'א' + PDI + 'a', 0),  # P2 passes isolates over
        (LRE + 'א', 1),
    ],
)
def test_the_direction_is_that_of_the_first_strong_character(text: str, direction: int | None) -> None:
    assert bidi.direction(text) == direction


@pytest.mark.parametrize('text', ['', 'abc', 'naïve – “quoted” … Ελληνικά Кириллица 日本語 e\u0301 \u200b\u00ad\ufeff'])
def test_texts_from_left_to_right_need_nothing(text: str) -> None:
    assert not bidi.needs(text)
    assert set(bidi.levels(text, 0)[1]) <= {0}


def test_spaces_at_a_lines_end_go_to_the_paragraphs_side() -> None:
    text = 'abc אבג דהו abc'
    base, levels = bidi.levels(text)
    assert visual(levels) == '000011111110000'
    assert visual(bidi.reset(text, levels, 4, 8, base)) == '1110'
    assert visual(bidi.reset(text, levels, 4, 11, base)) == '1111111'
    assert visual(bidi.reset('א\tב  ', [1] * 5, 0, 5, 0)) == '10100'


@pytest.mark.parametrize(
    ('levels', 'order'),
    [
        ('', []),
        ('000', [0, 1, 2]),
        ('111', [2, 1, 0]),
        ('0110', [0, 2, 1, 3]),
        ('11221', [4, 2, 3, 1, 0]),
        ('222', [0, 1, 2]),
        ('1331', [3, 2, 1, 0]),  # thrice reversed in the middle, once for the level between
    ],
)
def test_order(levels: str, order: list[int]) -> None:
    assert bidi.order([int(level) for level in levels]) == order


@given(st.lists(st.integers(0, 126), max_size=40))
def test_the_order_is_a_permutation(levels: list[int]) -> None:
    assert sorted(bidi.order(levels)) == list(range(len(levels)))


@settings(deadline=None)
@given(texts, st.sampled_from((None, 0, 1)))
def test_levels_of_any_text(text: str, base: int | None) -> None:
    level, levels = bidi.levels(text, base)
    assert len(levels) == len(text)
    assert level in (0, 1)
    assert all(level <= found <= bidi.MAX_DEPTH + 1 for found in levels)
    assert base in (None, level)
    if base is None:
        assert level == (bidi.direction(text) or 0)
    assert bidi.reset(text, levels, 0, len(text), level) == levels
    if not bidi.needs(text) and level == 0:
        assert not any(levels)


@settings(deadline=None)
@given(texts)
def test_isolates_keep_to_themselves(text: str) -> None:
    """What stands between an isolate's ends does not change the levels beside it."""
    inner = ''.join(character for character in text if bidi._CLASSES[ord(character)] not in 'Bijfp')
    base, levels = bidi.levels(f'א 1 {RLI}{inner}{PDI}, a')
    empty = bidi.levels(f'א 1 {RLI}{PDI}, a')[1]
    assert base == 1
    assert levels[:5] + levels[5 + len(inner) :] == empty


@pytest.mark.parametrize(
    'piece',
    [RLE, RLI, FSI, FSI + '.', '(', '()', '(א)a', RLE + LRE, RLE + 'a' + PDF, f'{LRI}a{PDI}א', '#', 'a\u0301', ' '],
)
def test_time_is_linear_and_depth_bounded(piece: str) -> None:
    text = piece * (50000 // len(piece))
    start = time.process_time()
    _, levels = bidi.levels(text, 1)
    bidi.order(levels)
    assert time.process_time() - start < 5  # a tenth of that; by squares it would be minutes
    assert max(levels) <= bidi.MAX_DEPTH + 1
