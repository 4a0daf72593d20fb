"""Typewriter conventions to typographic ones: quotation marks, dashes, ellipses, and spaces that must not break.

In: the spans of one paragraph, and its language. Out: the same spans with the signs that the language uses. Words
never change: letters and digits stay as they are, and so do code, math and printed addresses. A space where no line
may end comes out as U+00A0, or as U+202F where French wants it narrow. Only in doubtless places does a hyphen become a
minus, and only in French does an ordinal's ending rise (`1er`, `XXe siècle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from booklet.markup.spans import Inline, LineBreak, Spans, Style, merged
from booklet.quotes import NARROW, Marks, marks_for, quote_edits

TIE = '\u00a0'

# Words that the number after them must not leave.
_REFERENCE_WORDS = """
    p. pp. Fig. Figs. fig. figs. Sect. Sec. Secs. sect. sec. No. Nos. no. nos. Eq. Eqs. eq. eqs.
    Ref. Refs. ref. refs. Ch. Chap. ch. chap. Vol. vol. Thm. Prop. Lem. Cor. Def. Tab. tab. App. ca. c. approx.
    Figure Section Table Theorem Lemma Chapter Equation Room Hall Part Appendix Proposition Corollary Step Volume Day
    S. Abb. Nr. Kap. Bd. Abschn. Gl. Abs. Anh. Abschnitt Abbildung Tabelle Satz Kapitel Raum Saal Teil Gleichung Band
    Art. art. vs. v. § §§ € $ £ ¥ EUR USD CHF GBP № ° º nº Nº
    pág. págs. núm. pag. pagg. cap. obr. str. s. č. tab. odd. rys. rozdz. rozdział blz. afb. hfst. kapitel sid. avsn.
    σελ. σ. εικ. κεφ. πίν. şek. bkz. рис. Рис. табл. Табл. стр. с. гл. разд. п. пп. мал. розд.
"""
_TITLE_WORDS = 'Dr Prof Mr Mrs Ms St Mme Mlle Hr Fr Ing Dipl Lic Mag Sr Sra Sig Rev Hon Drs Ir mr dr prof'
_TITLE_WORDS += ' Dra Srta Profa Dott Avv mgr inż hab ing doc Doç Arş Gör д к проф акад доц им'
_REFERENCES = frozenset(_REFERENCE_WORDS.split())
_TITLES = frozenset(_TITLE_WORDS.split())
_UNITS = (
    'm|km|dm|cm|mm|µm|μm|nm|pm|fm|Å|s|ms|µs|μs|ns|ps|fs|min|h|hrs?|g|kg|mg|µg|μg|ng|t|A|mA|µA|K|mK|mol|mmol|cd'
    '|Hz|kHz|MHz|GHz|THz|N|kN|Pa|hPa|kPa|MPa|GPa|bar|mbar|J|kJ|MJ|GJ|eV|keV|MeV|GeV|TeV|PeV|W|mW|kW|MW|GW|TW|kWh|MWh'
    '|V|mV|kV|Ω|kΩ|MΩ|nF|pF|µF|T|mT|Wb|lm|lx|Bq|Gy|Sv|mSv|l|L|ml|mL|µl|µL|ha|dB|dBm|bits?|[Bb]ytes?|[kKMGTP]B|[KMGT]iB'
    '|[kMGT]bit/s|[kMG]bps|px|fps|rpm|ppm|ppb|pc|kpc|Mpc|Gpc|ly|AU|[GTPE]?FLOPS?|millions?|billion|trillion|Mio\\.|Mrd\\.'
    '|Millionen|Milliarden|EUR|USD|CHF|GBP|am|pm|a\\.m\\.|p\\.m\\.|AM|PM|Uhr'
    '|milliards?|Kč|zł|r\\.|lei|hod\\.|(?=[Ѐ-ӿχ])(?:км|см|мм|м|кг|мг|г|гг\\.|р\\.|рр\\.|т|мл|л|мин|с|ч|ГГц|МГц|кГц|Гц'
    '|кВт|МВт|Вт|В|млрд|млн|тыс\\.|тис\\.|руб\\.?|грн|χλμ\\.?)'
)
_UNIT = re.compile(rf'(?<=\d) (?=(?:{_UNITS})(?![^\W_]|\.\d)|[°%‰€$£¥₽₴₺₪₹])')
_BEFORE_NUMBER = re.compile(r'[ ~](?=[\d#(])')
_DIGIT = re.compile(r'\d')
_GROUP = re.compile(r'\d{3}(?!\d)')
_FIRST_GROUP = re.compile(r'(?<!\d)\d{1,3}$')
_LAST_WORD = re.compile(r'(?:(?<!\d)[^\W\d_]+\.?|[§€$£¥№°]+)$')
_AFTER_STOP = re.compile(r'\.([ ~])(?=([^\W\d_])(\.)?)')
_ABBREVIATED = re.compile(r'[^\W\d_]+$')
_LONGEST = 16  # characters; no word of the tables is longer
_DASH = re.compile(r'(?<!-)(?:( )(---?|-)(?= )|---?)(?!-)')
_SPACED_DASH = re.compile(r'(?<=\S)( )(?=[–—] )')
_CLOSES_ASIDE = re.compile(r'\w---?(?![\w-])')
_ELLIPSIS = re.compile(r'(?<!\.)\.\.\.(?!\.)')
_FRENCH = re.compile(r'(?<=[^\s:;!?])([ \u00a0\u202f]?)([:;!?]+)(?=$|[\s)»”’"\']|\u202f)')
_GUILLEMETS = re.compile(r'«([ \u00a0\u202f]?)(?=\S)|(?<=\S)([ \u00a0\u202f]?)(?=»)')
_HOURS = re.compile(r'(?<=\d[ \u00a0]h) (?=\d)|(?<=[IVX]e) (?=siècle)')
_FRENCH_ORDINAL = re.compile(
    r'(?<![\w-])(?:\d{1,3}(?=(?:ers?|res?|es?|nde?s?)(?![\w-]))|[IVX]{2,6}(?=es?(?![\w-]))'
    r'|[IVX](?=es?[ \u00a0](?:siècle|Rép)))'
    r'([erns][ersd]*)'
)
_NUMBER = re.compile(r'\d+(?:[.,]\d+)*')
_HYPHEN_BEFORE_NUMBER = re.compile(r'-(?=\d)(?<![\w\-–]-)')
_COLD_OR_LESS = re.compile(r'[ \u00a0\u202f]?[°%‰℃]|[ \u00a0\u202f](?:K|dBm?|[mkM]?eV|[mµk]?V|[mkµ]?m)(?!\w)')
_RELATIONS = frozenset('=<>≤≥≈≃≪≫±')
_RAISED_MINUS = re.compile(r'-\d+(?:[.,/]\d+)?|\d*-')
_MINUS = '−'
_YEAR = re.compile(r'\d{4}')
_RAISED = Style.SUPERSCRIPT | Style.SUBSCRIPT
_GREEK_QUESTION = '\u037e'  # canonically a semicolon, which is in more faces
# Prepositions and conjunctions of one letter, which end no line: ČSN 01 6910; for Polish, Russian and their neighbours
# the custom of their printers.
_ONE_LETTER = {'cs': 'aikosuvz', 'sk': 'aikosuvz', 'pl': 'aiouwz', 'ru': 'авикосу', 'uk': 'авзійоу', 'be': 'азіоу'}
_OPAQUE = '\ufffc'  # stands for a span whose text is not ours to touch
_BREAK = '\n'

Edit = tuple[int, int, str]


def typeset_inlines(inlines: Spans, language: str) -> Spans:
    """The spans of one paragraph in the language's typography. Quotation marks pair across the spans.

    What is in another language keeps to that one's, and its quotation marks pair among themselves.
    """
    if len(inlines) > 1 or (inlines and _foreign(inlines[0], language)):
        if any(_foreign(span, language) for span in inlines):
            return _in_languages(inlines, language)
        if any(isinstance(span, Inline) and span.style & _RAISED for span in inlines):
            inlines = tuple(_with_raised_minus(span) for span in inlines)
    texts = [_visible(span) for span in inlines]
    text = texts[0] if len(texts) == 1 else ''.join(texts)
    edits = _edits(text, language)
    if edits:
        inlines = _replaced(inlines, texts, text, edits)
    return _with_ordinals(inlines) if _conventions(language).french else inlines


def _replaced(inlines: Spans, texts: list[str], text: str, edits: list[Edit]) -> Spans:
    result: list[Inline | LineBreak] = []
    start = 0
    for span, shown in zip(inlines, texts, strict=True):
        end = start + len(shown)
        if isinstance(span, Inline) and shown is span.text:
            span = replace(span, text=_edited(text, start, end, edits))
        result.append(span)
        start = end
    return merged(result)


def _foreign(span: Inline | LineBreak, language: str) -> bool:
    return isinstance(span, Inline) and span.language not in ('', language)


def _in_languages(inlines: Spans, language: str) -> Spans:
    """Each stretch in its own language; to the paragraph's a foreign one is a single sign."""
    stretches = [
        (own, tuple(spans))
        for own, spans in groupby(inlines, lambda s: s.language if isinstance(s, Inline) and s.language else language)
    ]
    outer: list[Inline | LineBreak] = []
    stands_for: dict[Inline | LineBreak, Spans] = {}
    for number, (own, stretch) in enumerate(stretches):
        spans = _of_language(stretch, '')
        if own == language:
            outer += spans
        else:
            sign = Inline(_OPAQUE, math=True, macros=f'\0{number}')
            stands_for[sign] = _of_language(typeset_inlines(spans, own), own)
            outer.append(sign)
    return merged(s for span in typeset_inlines(tuple(outer), language) for s in stands_for.get(span, (span,)))


def _of_language(spans: Spans, language: str) -> Spans:
    return tuple(replace(s, language=language) if isinstance(s, Inline) else s for s in spans)


def _with_raised_minus(span: Inline | LineBreak) -> Inline | LineBreak:
    """An exponent's or a charge's hyphen is a minus."""
    if isinstance(span, Inline) and span.style & _RAISED and _RAISED_MINUS.fullmatch(span.text) and not span.math:
        return replace(span, text=span.text.replace('-', _MINUS))
    return span


def _with_ordinals(inlines: Spans) -> Spans:
    """French ordinals with their endings raised. The letters stay."""
    result: list[Inline | LineBreak] = []
    for span in inlines:
        if not isinstance(span, Inline) or span.style & (_RAISED | Style.CODE) or _visible(span) is not span.text:
            result.append(span)
            continue
        start = 0
        for match in _FRENCH_ORDINAL.finditer(span.text):
            result.append(replace(span, text=span.text[start : match.start(1)]))
            result.append(replace(span, text=match[1], style=span.style | Style.SUPERSCRIPT))
            start = match.end()
        result.append(replace(span, text=span.text[start:]) if start else span)
    return merged(result) if len(result) != len(inlines) else inlines


def typeset_text(text: str, language: str) -> str:
    """A plain line, such as a name or a place, in the language's typography."""
    edits = _edits(text, language)
    return _edited(text, 0, len(text), edits) if edits else text


def _visible(span: Inline | LineBreak) -> str:
    if isinstance(span, LineBreak):
        return _BREAK
    opaque = span.math or span.style & Style.CODE or (span.link and '://' in span.text)
    return _OPAQUE if opaque else span.text


def _edited(text: str, start: int, end: int, edits: list[Edit]) -> str:
    """That part of the text with its edits; one that begins before it only takes its own characters away."""
    parts: list[str] = []
    for first, last, new in edits:
        if last < start or (last == start and first < start) or first >= end:
            continue
        if first >= start:
            parts.append(text[start:first])
            parts.append(new)
        start = min(max(last, start), end)
    parts.append(text[start:end])
    return ''.join(parts)


def _edits(text: str, language: str) -> list[Edit]:
    """What to replace: (start, end, new) in order, none overlapping."""
    own = _conventions(language)
    found: list[Edit] = []
    if '"' in text or "'" in text or '`' in text:
        found += quote_edits(text, own.marks)
    if '-' in text:
        if '--' in text or ' - ' in text:
            found += _dash_edits(text)
        found += (
            (m.start(), m.end(), _MINUS) for m in _HYPHEN_BEFORE_NUMBER.finditer(text) if _is_minus(text, m.start())
        )
    if ' –' in text or ' —' in text:
        found += ((m.start(), m.end(), TIE) for m in _SPACED_DASH.finditer(text))
    if '...' in text:
        found += ((m.start(), m.end(), '…') for m in _ELLIPSIS.finditer(text))
    found += _tie_edits(text)
    if own.one_letter:
        found += _one_letter_edits(text, own.one_letter)
    if own.french:
        found += _french_edits(text, own.marks)
    if _GREEK_QUESTION in text:
        found += ((m.start(), m.end(), ';') for m in re.finditer(_GREEK_QUESTION, text))
    if len(found) > 1:
        found.sort()
        found = list(_disjoint(found))
    return found


def _disjoint(edits: list[Edit]) -> Iterator[Edit]:
    last = -1
    for edit in edits:
        if edit[0] >= last:
            yield edit
            last = max(edit[1], edit[0])


def _dash_edits(text: str) -> Iterator[Edit]:
    """`--` and a hyphen between spaces are en dashes, `---` an em dash; the author's spacing stays."""
    for match in _DASH.finditer(text):
        hyphens = match.group().lstrip()
        if match.group(1):
            if match.start() and not text[match.start() - 1].isspace():
                yield match.start(), match.end(), TIE + _dash(hyphens)
            elif len(hyphens) > 1:
                yield match.start() + 1, match.end(), _dash(hyphens)
        elif not _is_option(text, match.start(), match.end()):
            yield match.start(), match.end(), _dash(hyphens)


def _dash(hyphens: str) -> str:
    return '—' if len(hyphens) == 3 else '–'


def _is_option(text: str, start: int, end: int) -> bool:
    """A program's option, as `--strict`: two hyphens before a word, with none to close an aside after it."""
    leads = (start == 0 or text[start - 1].isspace()) and end - start == 2 and text[end : end + 1].isalpha()
    return leads and _CLOSES_ASIDE.search(text, end) is None


def _tie_edits(text: str) -> Iterator[Edit]:
    """Spaces where no line may end: before units, after `Fig.`, titles and initials, inside grouped numbers."""
    has_number = _DIGIT.search(text) is not None
    for match in _UNIT.finditer(text) if has_number else ():
        yield match.start(), match.end(), TIE
    for match in _BEFORE_NUMBER.finditer(text) if has_number else ():
        start = match.start()
        head = text[max(0, start - _LONGEST) : start]
        word = _LAST_WORD.search(head)
        grouped = _FIRST_GROUP.search(head) and _GROUP.match(text, start + 1) and text[start] == ' '
        if grouped or (word and word.group() in _REFERENCES):
            yield start, start + 1, TIE
    for match in _AFTER_STOP.finditer(text):
        space, following, stop = match.groups()
        word = _ABBREVIATED.search(text[max(0, match.start() - _LONGEST) : match.start()])
        if word and _stays_with(word.group(), space, following, bool(stop)):
            yield match.start(1), match.end(1), TIE


def _stays_with(word: str, space: str, following: str, abbreviated: bool) -> bool:
    """Whether an abbreviation holds the next word: a title, an initial before a name, or one of two (`z. B.`)."""
    initial = len(word) == 1 and (following.isupper() if word.isupper() else abbreviated)
    return (initial and space == ' ') or word in _TITLES


def _one_letter_edits(text: str, before: re.Pattern[str]) -> Iterator[Edit]:
    """The spaces after words of one letter; a capital is such a word only where a sentence begins: `vitamin A`."""
    pointed = f'\n{text}'  # a line begins with it, too
    for match in before.finditer(pointed):
        at = match.end()
        if pointed[at].islower() or match.group().strip(' \u00a0') or pointed[at - 2] in '.!?…':
            yield at, at + 1, TIE  # one less than in `pointed`


def _is_minus(text: str, at: int) -> bool:
    """Whether a hyphen before a figure is a minus beyond doubt: `-12 °C`, `= -3`, `(-1)`; no range, code or date."""
    number = _NUMBER.match(text, at + 1)
    assert number is not None  # the caller looked
    before, after = text[at - 1 : at] if at else '', text[number.end() : number.end() + 1]
    if after.isalnum() or after in ('-', '–', '/', '_'):
        return False
    head = text[max(0, at - 2) : at].rstrip(' \u00a0')[-1:]
    if head in _RELATIONS:
        return True
    if before in ('(', '['):
        closed = after != '' and after in ')],;' and not _YEAR.fullmatch(number.group())
        return closed or _COLD_OR_LESS.match(text, number.end()) is not None
    apart = (not before or before.isspace()) and not head.isdecimal() and head not in ('%', ')', ']')
    return apart and _COLD_OR_LESS.match(text, number.end()) is not None


def _french_edits(text: str, marks: Marks) -> Iterator[Edit]:
    """The spaces before high punctuation and inside guillemets, and in `8 h 30`."""
    for match in _FRENCH.finditer(text):
        sign = match.group(2)[0]
        if sign not in marks.narrow and sign not in marks.full and not match.group(1):
            continue
        space = TIE if sign in marks.full else NARROW
        if match.group(1) != space and not (match.group(1) == '' and text[match.start() - 1] in '(['):
            yield match.start(1), match.end(1), space
    for match in _GUILLEMETS.finditer(text):
        group = 1 if match.group(1) is not None else 2
        if match.group(group) != NARROW:
            yield match.start(group), match.end(group), NARROW
    for match in _HOURS.finditer(text):
        yield match.start(), match.end(), TIE


@dataclass(frozen=True, slots=True)
class _Conventions:
    """What a language does besides what all do. `one_letter` finds what stands before a word of one letter."""

    marks: Marks
    french: bool
    one_letter: re.Pattern[str] | None


@cache
def _conventions(language: str) -> _Conventions:
    marks = marks_for(language)
    letters = _ONE_LETTER.get(language.replace('_', '-').split('-')[0].lower(), '')
    one_letter = re.compile(rf'[\s„«"(](?=[{letters}{letters.upper()}] [\w(„«"{_OPAQUE}])') if letters else None
    return _Conventions(marks, marks.spaced, one_letter)
