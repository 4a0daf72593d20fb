"""Paragraphs in any script are cut where script, direction or style change, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.itemise import (
    FORCED,
    JOIN,
    NO_BREAK,
    Piece,
    base_level,
    clusters,
    isolated,
    itemised,
    needs,
    runs_left,
    visible,
)
from booklet.markup import Inline, LineBreak, Style
from booklet.spacing import IDEOGRAPHS, MIXED, PUNCTUATION, TIED, WORDS


def pieces(*inlines: Inline | LineBreak, base: int = 0, language: str = 'en') -> list[Piece]:
    return itemised(inlines, base, lambda inline: inline.language or language)


def told(found: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.text, piece.after) for piece in found]


def test_plain_text_needs_no_itemising() -> None:
    for text in ('Plain words', 'naïve “quotes” – dashes… ½ €', 'Ἀχιλῆος', 'Ёлки', 'ước', 'Sokołowska', 'x → y'):
        assert not needs(text), text
    for text in ('שלום', 'مرحبا', '漢字', 'カナ', '한국어', 'ภาษา', 'हिन्दी', 'smile 🎉', 'left\u200fmark'):
        assert needs(text), text


def test_latin_words_part_at_spaces_as_in_any_paragraph() -> None:
    assert told(pieces(Inline('two words, so-called 漢'))) == [
        ('two', ' '),
        ('words,', ' '),
        ('so-', ''),
        ('called', ' '),
        ('漢', FORCED),
    ]


def test_a_soft_hyphen_parts_no_word() -> None:
    assert told(pieces(Inline('so\u00adcalled 漢'))) == [('so\u00adcalled', ' '), ('漢', FORCED)]


def test_ideographs_are_parted_by_what_chinese_and_japanese_ask_for() -> None:
    assert told(pieces(Inline('漢字、Aと「字」。'), language='ja')) == [
        ('漢', IDEOGRAPHS),
        ('字', JOIN),  # no comma begins a line
        ('、', PUNCTUATION),
        ('A', MIXED),
        ('と', PUNCTUATION),
        ('「', JOIN),  # no bracket ends one
        ('字', JOIN),
        ('」', JOIN),
        ('。', FORCED),
    ]


def test_words_of_thai_part_without_spaces() -> None:
    found = told(pieces(Inline('ภาษาไทยสวย'), language='th'))
    tied = TIED[WORDS]  # a wide line is spread between all letters, and ends between words only
    assert found == [
        *(('ภ', tied), ('า', tied), ('ษ', tied), ('า', WORDS)),
        *(('ไ', tied), ('ท', tied), ('ย', WORDS)),
        *(('ส', tied), ('ว', tied), ('ย', FORCED)),
    ]


def test_levels_follow_the_direction() -> None:
    found = pieces(Inline('אחד two 34 שלוש'), base=1, language='he')
    assert [(piece.text, piece.level) for piece in found] == [('אחד', 1), ('two', 2), ('34', 2), ('שלוש', 1)]
    assert [piece.script.leftwards for piece in found] == [True, False, False, True]
    assert found[0].script.tag == 'Hebr'


def test_a_piece_has_one_style() -> None:
    found = pieces(Inline('שלו'), Inline('ם', Style.EMPHASIS), Inline(' עולם'))
    assert [(piece.text, piece.owner, piece.after) for piece in found] == [
        ('שלו', 0, JOIN),
        ('ם', 1, ' '),
        ('עולם', 2, FORCED),
    ]


def test_formulas_and_forced_breaks_have_their_places() -> None:
    found = pieces(Inline('נוסחה '), Inline('x', math=True), Inline('.'), LineBreak(), Inline('סוף'))
    assert [(piece.text, piece.owner, piece.after) for piece in found] == [
        ('נוסחה', 0, ' '),
        ('', 1, JOIN),
        ('.', 2, FORCED),
        ('סוף', 4, FORCED),
    ]


def test_spaces_that_hold_hold() -> None:
    assert told(pieces(Inline('漢字\u00a0A')))[1] == ('字', NO_BREAK)
    assert told(pieces(Inline('שלום\u00a0עולם')))[0] == ('שלום', NO_BREAK)


def test_the_level_of_a_paragraph() -> None:
    assert runs_left('ar-EG')
    assert not runs_left('en')
    assert base_level('שלום TeX', 'he', True) == 1
    assert base_level('Mostly English, with שלום inside', 'en', False) == 0
    assert base_level('שלום עולם וברכה (TeX)', 'en', False) == 1  # nobody said which language it is in
    assert base_level('English, with שלום inside', 'ar', False) == 1
    assert base_level('English only', 'ar', False) == 0
    assert base_level('English only', 'ar', True) == 1


LETTERS = 'abc אבגד مرحبا 漢字かなカナ한국어 ภาษาไทย हिन्दी 🎉👩‍💻 ()«»“”「」、。,.!? 0123 \u00a0\u3000-–—'
TEXTS = st.text(st.sampled_from(LETTERS), max_size=60)


@given(st.lists(TEXTS, max_size=4), st.sampled_from([0, 1]))
def test_every_character_comes_out_once_and_in_order(texts: list[str], base: int) -> None:
    inlines = tuple(map(Inline, texts))
    found = itemised(inlines, base, lambda inline: 'en')
    expected = ''.join(visible(inlines).split()).replace('\u3000', '').replace('\u00a0', '')
    assert ''.join(piece.text for piece in found) == expected
    assert not found or found[-1].after == FORCED
    assert all(piece.level >= base for piece in found)


@given(TEXTS)
def test_clusters_make_up_the_text(text: str) -> None:
    assert ''.join(clusters(text)) == text


def test_names_amid_a_line_keep_to_themselves() -> None:
    assert isolated('Ada Alpha', 'en') == 'Ada Alpha'
    assert isolated('דנה לוי', 'he') == 'דנה לוי'
    chair = f'Chair: {isolated("נעמי ברקוביץ", "en")}'
    assert base_level(chair, 'en', False) == 0  # most letters run to the left, but they are a name
    entry = pieces(Inline(isolated('Quill, Rosalind', 'ar')), Inline(' 9'), Inline(' מפתח'), base=1, language='ar')
    assert {piece.text: piece.level for piece in entry}['9'] == 2
    assert [piece.level for piece in entry if piece.text in ('Quill,', 'Rosalind')] == [2, 2]
    loose = pieces(Inline('Quill, Rosalind'), Inline(' 9'), base=1, language='ar')
    assert [piece.level for piece in loose] == [2, 2, 2]  # one run: the figure would stand at its right


def test_a_raised_figure_is_no_number_of_the_word_before_it() -> None:
    found = pieces(Inline('it المتأخر'), Inline('1', Style.SUPERSCRIPT, '#note:1'), Inline('.'), base=0)
    assert [piece.level for piece in found][-1] == 0  # else the full stop went before the Arabic
    assert found[-2].text == '1'


def test_figures_beside_devanagari_are_those_of_the_text_around() -> None:
    tags = {piece.text: piece.script.tag for piece in pieces(Inline('वर्ष 2024 में'), language='hi')}
    assert tags == {'वर्ष': 'Deva', '2024': '', 'में': 'Deva'}
    assert pieces(Inline('سنة 2024'), base=1, language='ar')[1].script.tag == 'Arab'


def test_overrides_turn_nothing_round() -> None:
    assert told(pieces(Inline('left \u202eright\u202c on'))) == [('left', ' '), ('right', ' '), ('on', FORCED)]
    assert all(piece.level == 0 for piece in pieces(Inline('left \u202eright\u202c on')))
