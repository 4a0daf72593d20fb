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
        ('fr-CA', '«·a “b” c·»'),
        ('fr-CH', '«·a ‹b› c·»'),
        ('fr-FR', '«·a “b” c·»'),
        ('es', '«a “b” c»'),
        ('es-MX', '«a “b” c»'),
        ('pt', '“a ‘b’ c”'),
        ('pt-BR', '“a ‘b’ c”'),
        ('pt-pt', '«a “b” c»'),
        ('el', '«a “b” c»'),
        ('uk', '«a „b“ c»'),
        ('tr', '“a ‘b’ c”'),
        ('ja', '「a 『b』 c」'),
        ('zh', '“a ‘b’ c”'),
        ('zh-Hans', '“a ‘b’ c”'),
        ('zh-Hant-TW', '「a 『b』 c」'),
        ('zh_HK', '「a 『b』 c」'),
        ('ar', '«a ‹b› c»'),
        ('fa', '«a ‹b› c»'),
        ('he', '”a ’b’ c”'),
        ('fi', '”a ’b’ c”'),
        ('da', '“a ‘b’ c”'),
        ('nb', '«a ‘b’ c»'),
        ('ro', '„a «b» c”'),
        ('sk', '„a ‚b‘ c“'),
        ('sl', '„a ‚b‘ c“'),
        ('ca', '«a “b” c»'),
        ('ko', '“a ‘b’ c”'),
        ('hi', '“a ‘b’ c”'),
        ('th', '“a ‘b’ c”'),
        ('vi', '“a ‘b’ c”'),
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


@pytest.mark.parametrize(
    ('language', 'text', 'expected'),
    [
        ('he', 'צה"ל ומנכ"לית', 'צה״ל ומנכ״לית'),
        ('he', 'אמר "שלום" לו', 'אמר ”שלום” לו'),
        ('he', 'ב"הארץ" נכתב', 'ב”הארץ” נכתב'),
        ('he', 'הש"ס, יו"ר', 'הש״ס, יו״ר'),
        ('he', "ג'ורג' ורח' א", 'ג׳ורג׳ ורח׳ א'),
        ('en', 'the צה"ל "a"', 'the צה״ל “a”'),
        ('zh', '他说"你好"和"A"。', '他说“你好”和“A”。'),
        ('ja', 'これは"例"です', 'これは「例」です'),
        ('th', 'คำว่า"ไทย"คือ', 'คำว่า“ไทย”คือ'),
        (
            'nl',
            "'s avonds in 's-Hertogenbosch, 't is 'k en 'ns 'nu'",
            '’s avonds in ’s-Hertogenbosch, ’t is ’k en ’ns ‘nu’',
        ),
        ('nl', "de 'k' en de 'ns'", 'de ‘k’ en de ‘ns’'),
        ('es', '¿"qué"? ¡"sí"!', '¿«qué»? ¡«sí»!'),
        ('el', '"Τι;" Και\u037e', '«Τι;» Και;'),
        ('de', '"Ach"--"so"', '„Ach“–„so“'),
    ],
)
def test_quotes_of_other_scripts_and_languages(language: str, text: str, expected: str) -> None:
    assert shown(text, language) == expected


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('at -12 °C, -5 %, -3% and -40°', 'at −12_°C, −5_%, −3% and −40°'),
        ('-12 °C', '−12_°C'),
        ('x = -3, y<-2.5, z ≤ -1', 'x = −3, y<−2.5, z ≤ −1'),
        ('(-1) and [-1, 1] and (-2.5, 0)', '(−1) and [−1, 1] and (−2.5, 0)'),
        ('gains of -3 dB at -70 mV', 'gains of −3_dB at −70_mV'),
        ('5-10 °C, 5 -10 °C, -5-10 °C', '5-10_°C, 5 -10_°C, -5-10_°C'),
        ('2024-09-30, (-1999), +49 89 -123, kill -9 it', '2024-09-30, (-1999), +49 89 -123, kill -9 it'),
        ('-5 apples, Boeing-747, -3D, (-1-2), COVID-19', '-5 apples, Boeing-747, -3D, (-1-2), COVID-19'),
        ('pages -- -5 %', 'pages_– −5_%'),
    ],
)
def test_a_hyphen_is_a_minus_only_where_that_is_certain(text: str, expected: str) -> None:
    assert shown(text, 'en') == expected


def test_exponents_and_charges_have_a_minus() -> None:
    raised = [
        Inline('10'),
        Inline('-3', Style.SUPERSCRIPT),
        Inline(' s'),
        Inline('-1', Style.SUPERSCRIPT),
        Inline(' Cl'),
    ]
    raised += [Inline('-', Style.SUPERSCRIPT), Inline(' see'), Inline('2-3', Style.SUPERSCRIPT)]
    assert plain_text(typeset_inlines(tuple(raised), 'en')) == '10−3\u00a0s−1 Cl− see2-3'


@pytest.mark.parametrize(
    ('language', 'text', 'expected'),
    [
        ('cs', 'V lese a v poli i u vody s K. Novákem', 'V_lese a_v_poli i_u_vody s_K._Novákem'),
        ('cs', 'vitamin A je. A také (o „tom“)', 'vitamin A je. A_také (o_„tom“)'),
        ('pl', 'w domu i z „nimi” o (czym)', 'w_domu i_z_„nimi” o_(czym)'),
        ('sk', 'k nim, v-tvar s', 'k_nim, v-tvar s'),
        ('ru', 'в доме и с ним, но К. Маркс', 'в_доме и_с_ним, но К._Маркс'),
        ('uk', 'у місті й в селі', 'у_місті й_в_селі'),
        ('hr', 'u gradu i s njim', 'u gradu i s njim'),
        ('en', 'a house', 'a house'),
        ('pl', 'w 2024 r. o 5 zł, rys. 2', 'w_2024_r. o_5_zł, rys._2'),
        ('cs', '20 Kč, č. 3, obr. 4', '20_Kč, č._3, obr._4'),
        ('ru', '5 км в 2024 г., рис. 2, № 7', '5_км в_2024_г., рис._2, №_7'),
        ('fr', 'n° 5, 8 h 30, XXe siècle', 'n°_5, 8_h_30, XXe_siècle'),
        ('es', 'pág. 5, n.º 3, 5 %', 'pág._5, n.º_3, 5_%'),
    ],
)
def test_ties_by_language(language: str, text: str, expected: str) -> None:
    assert shown(text, language) == expected


def test_french_ordinals_are_raised_and_no_other_words() -> None:
    text = 'Le 1er, la 1re, le 2e et le XXe siècle, la Ve République; Ce vers, Xe, 5e-3, IIe-IVe, x2e, Ve 3es, CIVe'
    raised = [s.text for s in typeset_inlines((Inline(text),), 'fr') if isinstance(s, Inline) and s.style]
    assert raised == ['er', 're', 'e', 'e', 'e', 'es']
    assert plain_text(typeset_inlines((Inline('le 1er', Style.EMPHASIS),), 'fr')) == 'le 1er'
    assert typeset_inlines((Inline('the 1st and 1er'),), 'en') == (Inline('the 1st and 1er'),)
    code = (Inline('1er', Style.CODE), Inline('1er', math=True))
    assert typeset_inlines(code, 'fr') == code


def test_spans_of_another_language_keep_to_their_own() -> None:
    spans = (
        Inline('"He said '),
        Inline('"ja"', language='de'),
        Inline(', "da"', Style.EMPHASIS, language='de'),
        Inline('" and "'),
        Inline('Quoi ?', language='fr'),
        Inline('"', language='en'),
    )
    result = typeset_inlines(spans, 'en')
    assert plain_text(result) == '“He said „ja“, „da“” and “Quoi\u202f?”'
    assert [s.language for s in result if isinstance(s, Inline)] == ['', 'de', 'de', '', 'fr', '']


def test_a_paragraph_all_in_another_language() -> None:
    assert plain_text(typeset_inlines((Inline('"ja"', language='de'),), 'en')) == '„ja“'


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


@pytest.mark.parametrize(
    ('language', 'expected'),
    [
        ('fr', 'Quoi·? Non·! Ah_: «·bon·»·; 12:30'),
        ('fr-CH', 'Quoi·? Non·! Ah·: «·bon·»·; 12:30'),
        ('fr-CA', 'Quoi·? Non! Ah_: «·bon·»; 12:30'),
    ],
)
def test_french_spaces_by_country(language: str, expected: str) -> None:
    assert shown('Quoi ? Non! Ah: «bon»; 12:30', language) == expected


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


@given(TEXTS, st.sampled_from(['en', 'de', 'fr', 'sv', 'hu', 'he', 'pl', 'nl', '']))
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
