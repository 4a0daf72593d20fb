"""Typewriter text to typographic text: each convention, by language, and that no word changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.markup import Inline, LineBreak, Style, parse_inline, plain_text
from booklet.model import Text
from booklet.typography import typeset_inlines, typeset_text


def shown(text: str, language: str) -> str:
    """The typeset text, with the spaces that are not plain ones made visible."""
    return typeset_text(text, language).replace('\u00a0', '_').replace('\u202f', '·')


@pytest.mark.parametrize(
    ('language', 'expected'),
    [
        ('en', '“a ‘b’ c”'),
        ('en-GB', '“a ‘b’ c”'),
        ('de', '„a ‚b‘ c“'),
        ('de-CH', '«a ‹b› c»'),
        ('fr', '«·a “b” c·»'),
        ('fr-CA', '«a “b” c»'),
        ('sv', '”a ’b’ c”'),
        ('pl', '„a «b» c”'),
        ('cs', '„a ‚b‘ c“'),
        ('it', '«a “b” c»'),
        ('nl', '“a ‘b’ c”'),
        ('hr', '„a ‘b’ c”'),
        ('ru', '«a „b“ c»'),
        ('hu', '„a »b« c”'),
        ('xx', '“a ‘b’ c”'),
    ],
)
def test_quotation_marks_by_language(language: str, expected: str) -> None:
    assert shown('"a \'b\' c"', language) == expected
    assert shown("``a `b' c''", language) == expected


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ("it's the authors' work", 'it’s the authors’ work'),
        ("the '90s, rock 'n' roll, 'tis", 'the ’90s, rock ’n’ roll, ’tis'),
        ('the 5\' end, 3.5" wide', 'the 5′ end, 3.5″ wide'),
        ('("a"), "b"/"c"', '(“a”), “b”/“c”'),
        ('"\'a\' b"', '“‘a’ b”'),
        ('\'"a" b\'', '‘“a” b’'),
        ("`a ``b'''", '‘a “b”’'),
        ('"a "b" c"', '“a ‘b’ c”'),
        ('non-"linear" maps', 'non-“linear” maps'),
        ('"unclosed', '“unclosed'),
        ('"a" "b"', '“a” “b”'),
        ('“already” ‘set’', '“already” ‘set’'),
    ],
)
def test_quotes_and_apostrophes(text: str, expected: str) -> None:
    assert shown(text, 'en') == expected


def test_german_apostrophe_is_no_closing_quote() -> None:
    assert shown("'Hans' Idee', wie geht's", 'de')[-1] == 's'
    assert shown("Wie geht's", 'de') == 'Wie geht’s'


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('1--5, a---b', '1–5, a—b'),
        ('so -- here', 'so_– here'),
        ('so - here', 'so_– here'),
        ('so --- here', 'so_— here'),
        ('so – here', 'so_– here'),
        ('well-known', 'well-known'),
        ('a ---- b', 'a ---- b'),
        ('run it with --strict', 'run it with --strict'),
        ('no --not so-- yes', 'no –not so– yes'),
        ('and so on...', 'and so on…'),
        ('....', '....'),
    ],
)
def test_dashes_and_ellipses_keep_the_spacing(text: str, expected: str) -> None:
    assert shown(text, 'en') == expected


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('5 km in 3 min at 5 % or 20 °C', '5_km in 3_min at 5_% or 20_°C'),
        ('5 kmx 5 a', '5 kmx 5 a'),
        ('€ 5 and 5 € and 10 000 people', '€_5 and 5_€ and 10_000 people'),
        ('see p. 31, Fig. 2 (Sect. 3), No. 5', 'see p._31, Fig._2 (Sect._3), No._5'),
        ('Fig.~2 by Dr.~Who, ~5 of x~N(0,1)', 'Fig._2 by Dr._Who, ~5 of x~N(0,1)'),
        ('J. S. Bach, Yue M. Lu, J.-P. Serre', 'J._S._Bach, Yue M._Lu, J.-P._Serre'),
        ('Prof. Dr. X', 'Prof._Dr._X'),
        ('we prove it. We also', 'we prove it. We also'),
        ('z. B. dies', 'z._B. dies'),
        ('8:30 am', '8:30_am'),
    ],
)
def test_spaces_where_no_line_may_end(text: str, expected: str) -> None:
    assert shown(text, 'en') == expected


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Quoi ? Non! Ah: 12:30; fin.', 'Quoi·? Non·! Ah_: 12:30·; fin.'),
        ('« bon » et «bon»', '«·bon·» et «·bon·»'),
        ('Quoi ?!', 'Quoi·?!'),
        ('"Oui" ?', '«·Oui·»·?'),
    ],
)
def test_french_spaces(text: str, expected: str) -> None:
    assert shown(text, 'fr') == expected


def test_quotes_pair_across_spans_and_code_math_and_addresses_stay() -> None:
    spans = parse_inline(Text('"*so* `x--y\'` $a\'$" at https://x.org/a--b, 5 *km*'))
    result = typeset_inlines(spans, 'de')
    assert plain_text(result) == "„so x--y' a'“ at https://x.org/a--b, 5\u00a0km"
    assert [span.style for span in result if isinstance(span, Inline) and span.text == 'so'] == [Style.EMPHASIS]


def test_a_sign_typed_across_spans_goes_to_the_first() -> None:
    spans = (Inline('a-', Style.EMPHASIS), Inline('-b'), LineBreak(), Inline("'c'"))
    assert typeset_inlines(spans, 'en') == (Inline('a–', Style.EMPHASIS), Inline('b'), LineBreak(), Inline('‘c’'))


def test_untouched_spans_come_back_as_they_are() -> None:
    spans = (Inline('Nothing to do here.'),)
    assert typeset_inlines(spans, 'en') is spans


TEXTS = st.one_of(st.text(alphabet='aB1 .-\'"`~«»:;!?()pkm\n\u00a0', max_size=40), st.text(max_size=40))
SIGNS = re.compile(r'[\W_]+')


@given(TEXTS, st.sampled_from(['en', 'de', 'fr', 'sv', 'hu', '']))
def test_words_never_change(text: str, language: str) -> None:
    assert SIGNS.sub('', typeset_text(text, language)) == SIGNS.sub('', text)


@given(TEXTS, st.sampled_from(['en', 'de', 'fr']))
def test_typeset_text_is_left_alone_by_a_second_pass_but_for_spaces(text: str, language: str) -> None:
    once = typeset_text(text, language)
    if not any(sign in once for sign in ('"', "'", '`', '-', '...', '′')):
        twice = typeset_text(once, language)
        assert SIGNS.sub('', twice) == SIGNS.sub('', once)
        assert [c for c in twice if not c.isspace()] == [c for c in once if not c.isspace()]


@given(st.lists(st.text(alphabet='ab1 .-\'"`', max_size=8), max_size=6), st.sampled_from(['en', 'fr']))
def test_spans_are_typeset_as_the_text_they_make_up(texts: list[str], language: str) -> None:
    styles = (Style.PLAIN, Style.EMPHASIS)
    spans = tuple(Inline(text, styles[index % 2]) for index, text in enumerate(texts))
    assert plain_text(typeset_inlines(spans, language)) == typeset_text(''.join(texts), language)
