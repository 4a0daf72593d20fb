"""Typewriter conventions to typographic ones: quotation marks, dashes, ellipses, and spaces that must not break.

In: the spans of one paragraph, and its language. Out: the same spans with the signs that the language uses. Words
never change: letters and digits stay as they are, and so do code, math and printed addresses. A space where no line
may end comes out as U+00A0, or as U+202F where French wants it narrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from booklet.markup.spans import Inline, LineBreak, Spans, Style, merged
from booklet.quotes import NARROW, Marks, marks_for, quote_edits

TIE = '\u00a0'

# Words that the number after them must not leave.
_REFERENCE_WORDS = """
    p. pp. Fig. Figs. fig. figs. Sect. Sec. Secs. sect. sec. No. Nos. no. nos. Eq. Eqs. eq. eqs.
    Ref. Refs. ref. refs. Ch. Chap. ch. chap. Vol. vol. Thm. Prop. Lem. Cor. Def. Tab. tab. App. ca. c. approx.
    Figure Section Table Theorem Lemma Chapter Equation Room Hall Part Appendix Proposition Corollary Step Volume Day
    S. Abb. Nr. Kap. Bd. Abschn. Gl. Abs. Anh. Abschnitt Abbildung Tabelle Satz Kapitel Raum Saal Teil Gleichung Band
    Art. art. vs. v. § §§ € $ £ ¥ EUR USD CHF GBP
"""
_TITLE_WORDS = 'Dr Prof Mr Mrs Ms St Mme Mlle Hr Fr Ing Dipl Lic Mag Sr Sra Sig Rev Hon Drs Ir mr dr prof'
_REFERENCES = frozenset(_REFERENCE_WORDS.split())
_TITLES = frozenset(_TITLE_WORDS.split())
_UNITS = (
    'm|km|dm|cm|mm|µm|μm|nm|pm|fm|Å|s|ms|µs|μs|ns|ps|fs|min|h|hrs?|g|kg|mg|µg|μg|ng|t|A|mA|µA|K|mK|mol|mmol|cd'
    '|Hz|kHz|MHz|GHz|THz|N|kN|Pa|hPa|kPa|MPa|GPa|bar|mbar|J|kJ|MJ|GJ|eV|keV|MeV|GeV|TeV|PeV|W|mW|kW|MW|GW|TW|kWh|MWh'
    '|V|mV|kV|Ω|kΩ|MΩ|nF|pF|µF|T|mT|Wb|lm|lx|Bq|Gy|Sv|mSv|l|L|ml|mL|µl|µL|ha|dB|dBm|bits?|[Bb]ytes?|[kKMGTP]B|[KMGT]iB'
    '|[kMGT]bit/s|[kMG]bps|px|fps|rpm|ppm|ppb|pc|kpc|Mpc|Gpc|ly|AU|[GTPE]?FLOPS?|million|billion|trillion|Mio\\.|Mrd\\.'
    '|Millionen|Milliarden|EUR|USD|CHF|GBP|am|pm|a\\.m\\.|p\\.m\\.|AM|PM|Uhr'
)
_UNIT = re.compile(rf'(?<=\d) (?=(?:{_UNITS})(?![^\W_]|\.\d)|[°%‰€$£¥])')
_BEFORE_NUMBER = re.compile(r'[ ~](?=[\d#(])')
_DIGIT = re.compile(r'\d')
_GROUP = re.compile(r'\d{3}(?!\d)')
_FIRST_GROUP = re.compile(r'(?<!\d)\d{1,3}$')
_LAST_WORD = re.compile(r'(?:[^\W\d_]+\.?|[§€$£¥]+)$')
_AFTER_STOP = re.compile(r'\.([ ~])(?=([^\W\d_])(\.)?)')
_ABBREVIATED = re.compile(r'[^\W\d_]+$')
_LONGEST = 16  # characters; no word of the tables is longer
_DASH = re.compile(r'(?<!-)(?:( )(---?|-)(?= )|---?)(?!-)')
_SPACED_DASH = re.compile(r'(?<=\S)( )(?=[–—] )')
_CLOSES_ASIDE = re.compile(r'\w---?(?![\w-])')
_ELLIPSIS = re.compile(r'(?<!\.)\.\.\.(?!\.)')
_FRENCH = re.compile(r'(?<=[^\s:;!?])([ \u00a0\u202f]?)([:;!?]+)(?=$|[\s)»”’"\']|\u202f)')
_GUILLEMETS = re.compile(r'«([ \u00a0\u202f]?)(?=\S)|(?<=\S)([ \u00a0\u202f]?)(?=»)')
_OPAQUE = '\ufffc'  # stands for a span whose text is not ours to touch
_BREAK = '\n'

Edit = tuple[int, int, str]


def typeset_inlines(inlines: Spans, language: str) -> Spans:
    """The spans of one paragraph in the language's typography. Quotation marks pair across the spans."""
    texts = [_visible(span) for span in inlines]
    text = texts[0] if len(texts) == 1 else ''.join(texts)
    edits = _edits(text, language)
    if not edits:
        return inlines
    result: list[Inline | LineBreak] = []
    start = 0
    for span, shown in zip(inlines, texts, strict=True):
        end = start + len(shown)
        if isinstance(span, Inline) and shown is span.text:
            span = replace(span, text=_edited(text, start, end, edits))
        result.append(span)
        start = end
    return merged(result)


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
    marks = _conventions(language)
    found: list[Edit] = []
    if '"' in text or "'" in text or '`' in text:
        found += quote_edits(text, marks)
    if '--' in text or ' - ' in text:
        found += _dash_edits(text)
    if ' –' in text or ' —' in text:
        found += ((m.start(), m.end(), TIE) for m in _SPACED_DASH.finditer(text))
    if '...' in text:
        found += ((m.start(), m.end(), '…') for m in _ELLIPSIS.finditer(text))
    found += _tie_edits(text)
    if marks.spaced:
        found += _french_edits(text)
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


def _french_edits(text: str) -> Iterator[Edit]:
    """Imprimerie nationale, Lexique des règles typographiques: a narrow space before ; ! ? and a full one before :."""
    for match in _FRENCH.finditer(text):
        space = TIE if match.group(2)[0] == ':' else NARROW
        if match.group(1) != space and not (match.group(1) == '' and text[match.start() - 1] in '(['):
            yield match.start(1), match.end(1), space
    for match in _GUILLEMETS.finditer(text):
        group = 1 if match.group(1) is not None else 2
        if match.group(group) != NARROW:
            yield match.start(group), match.end(group), NARROW


@cache
def _conventions(language: str) -> Marks:
    return marks_for(language)
