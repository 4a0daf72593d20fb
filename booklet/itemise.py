"""A paragraph to pieces of one script, direction and style, with what stands between them.

In: inlines in any script. Out: `Piece`s in reading order, each with its level of embedding (UAX #9), so that lines can
be put in visual order once they are broken; where lines may end is what UAX #14 says. Only paragraphs that need this
come here: `needs` tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category

from booklet import bidi, scripts, segments, spacing
from booklet.markup import Inline, LineBreak, Style
from booklet.shaping import LATIN, Script

NO_BREAK, JOIN, FORCED, BREAK = '\u00a0', '\u2060', '\n', '\u200b'
_BLANKS = str.maketrans('\t\n\v\f\r', '     ')
_FORMULA = '\U0001d465'  # an italic x stands for a formula: a letter that runs to the right and is of no script
_LINE_END = '\u2028'
_SPACE = re.compile('[ \u00a0\u200b\u2028\u2060\u3000]+')
_FORMAT = re.compile('[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u2060\ufeff]')  # have done their work by now
_LATIN_LIKE = frozenset(('Latn', 'Grek', 'Cyrl', 'Armn', 'Geor', 'Zyyy', 'Zinh', 'Zzzz'))
_LEFTWARDS = frozenset(('ar', 'he', 'fa', 'ur', 'yi', 'ps', 'sd', 'ug', 'dv', 'ckb', 'syr'))
_KANA = frozenset(('Hira', 'Kana'))
_EAST_ASIAN = _KANA | {'Hani', 'Bopo', 'Hang'}
# Scripts whose figures and punctuation come from their own face; beside all others those of the text around do.
_OWN_SIGNS = frozenset(('Hani', 'Hira', 'Kana', 'Bopo', 'Hang', 'Arab', 'Syrc', 'Thaa', 'Nkoo', 'Adlm'))
_SPREAD = re.compile('[\u0e00-\u0eff]')  # Thai and Lao, which a wide line spreads letter by letter
ISOLATE, POP = '\u2068', '\u2069'  # UAX #9, 2.4: FSI and PDI
_ISOLATED = re.compile(f'{ISOLATE}[^{POP}]*{POP}')
_OVERRIDE = re.compile('[\u202d\u202e]')
_RAISED = Style.SUPERSCRIPT | Style.SUBSCRIPT
_HYPHENS = frozenset('-‐–—/')


class Piece(NamedTuple):
    """Text of inline `owner` in one script and direction, and the separator after it ('\\n' after the last).

    A formula has no text.
    """

    text: str
    owner: int
    script: Script
    level: int
    after: str


def needs(text: str) -> bool:
    """Whether a text has anything but letters, figures and signs that run to the right and break at spaces."""
    return not text.isascii() and (bidi.needs(text) or segments.needs(text))


def runs_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.replace('_', '-').split('-')[0].lower() in _LEFTWARDS


def base_level(text: str, language: str, own: bool) -> int:
    """A paragraph's level: that of its language where it says one of its `own`, else by its letters.

    In a book that runs to the left, any letter that does decides; in others most of them must, but for names and other
    words that are isolated.
    """
    if own or not bidi.needs(text):
        return int(own and runs_left(language))
    outside = _ISOLATED.sub('', text)
    left = sum(1 for character in outside if bidi.needs(character))
    return int(runs_left(language) or 2 * left > sum(map(str.isalpha, outside)))


def visible(inlines: Sequence[Inline | LineBreak]) -> str:
    """The text of a paragraph, with one sign for each formula and each forced break."""
    return ''.join(map(_shown, inlines))


def isolated(text: str, language: str) -> str:
    """Words amid others of a line in the language, kept from running into them where they run against it."""
    return f'{ISOLATE}{text}{POP}' if bidi.needs(text) != runs_left(language) else text


def _shown(inline: Inline | LineBreak) -> str:
    """A raised figure, as of a note, is no number of the text beside it; and no author turns letters round by force."""
    if isinstance(inline, LineBreak):
        return _LINE_END
    if inline.math:
        return _FORMULA
    text = _OVERRIDE.sub('', inline.text)
    return f'{ISOLATE}{text}{POP}' if inline.style & _RAISED else text


def itemised(inlines: Sequence[Inline | LineBreak], base: int, language_of: Callable[[Inline], str]) -> list[Piece]:
    """The pieces of a paragraph whose level is `base`."""
    text = visible(inlines).translate(_BLANKS)
    _, levels = bidi.levels(text, base) if base or bidi.needs(text) else (0, [0] * len(text))
    owners = _owners(inlines)
    free = _breaks(text, inlines, language_of)
    tags = _tags(text)
    pieces: list[Piece] = []
    glue, previous = '', ''
    for start, end in pairwise(_cuts(text, owners, free, levels, tags)):
        chunk = text[start:end]
        if _SPACE.fullmatch(chunk):
            glue = _stronger(glue, chunk)
            continue
        owner = owners[start]
        inline = inlines[owner]
        shown = '' if isinstance(inline, Inline) and inline.math else _FORMAT.sub('', chunk)
        if not shown and chunk != _FORMULA:
            continue
        language = language_of(inline) if isinstance(inline, Inline) else ''
        first, last = (shown or _FORMULA)[0], (shown or _FORMULA)[-1]
        if pieces:
            code = isinstance(inline, Inline) and bool(inline.style & Style.CODE) and owners[start - 1] == owner
            between = _between(glue, previous, first, start in free and not (code and glue == ' '), language)
            pieces[-1] = pieces[-1]._replace(after=between)
        tag, level = tags[start], levels[start]
        plain = tag in _LATIN_LIKE and not level % 2
        script = LATIN if plain else Script('Latn' if tag in ('Zyyy', 'Zinh', 'Zzzz') else tag, level % 2 == 1)
        pieces.append(Piece(shown, owner, script, level, FORCED))
        glue, previous = '', last
    return pieces


def _owners(inlines: Sequence[Inline | LineBreak]) -> list[int]:
    """Which inline each character of `visible` belongs to."""
    owners: list[int] = []
    for number, inline in enumerate(inlines):
        owners += [number] * len(_shown(inline))
    return owners


def _breaks(text: str, inlines: Sequence[Inline | LineBreak], language_of: Callable[[Inline], str]) -> frozenset[int]:
    """Where lines may end, by the rules of the first inline’s language; soft hyphens are left to hyphenation."""
    first = next((language_of(inline) for inline in inlines if isinstance(inline, Inline)), '')
    return frozenset(at for at, _ in segments.breaks(text, first, 'strict') if text[at - 1] != '\u00ad')


def _tags(text: str) -> list[str]:
    """The script of each character. Japanese is one: its kana and its ideographs come from one face."""
    runs = scripts.runs(text)
    japanese = any(tag in _KANA for _, _, tag in runs)
    tags: list[str] = []
    for start, end, tag in runs:
        for character in text[start:end]:
            if character <= '~' and tag not in _OWN_SIGNS:
                tags.append('Latn')
            elif tag in _KANA or (tag not in _EAST_ASIAN and scripts.is_cjk(character)) or (japanese and tag == 'Hani'):
                tags.append('Hira' if japanese else 'Hani')
            else:
                tags.append(tag)
    return tags


def _cuts(text: str, owners: list[int], free: frozenset[int], levels: list[int], tags: list[str]) -> list[int]:
    """Every place where a piece begins or ends."""
    cuts = {0, len(text), *(at for at in free if at < len(text))}
    if _SPREAD.search(text):
        cuts.update(at for at in segments.clusters(text) if at < len(text) and _SPREAD.match(text, at - 1))
    for match in _SPACE.finditer(text):
        cuts.update(match.span())
    wide = [spacing.is_wide(text, at) for at in range(len(text))]
    for at in range(1, len(text)):
        alike = owners[at] == owners[at - 1] and levels[at] == levels[at - 1] and tags[at] == tags[at - 1]
        if not alike or wide[at - 1] or (wide[at] and not category(text[at]).startswith('M')):
            cuts.add(at)
    return sorted(cuts)


def _stronger(glue: str, blank: str) -> str:
    """Of separators that meet the strongest: a forced break, a space that holds, a space, a place to break."""
    if _LINE_END in blank or glue == FORCED:
        return FORCED
    if NO_BREAK in blank or glue == NO_BREAK:
        return NO_BREAK
    if spacing.WIDE in blank or glue == spacing.WIDE:
        return spacing.WIDE
    if ' ' in blank or glue == ' ':
        return ' '
    return BREAK if '\u200b' in blank else JOIN


def _between(glue: str, before: str, after: str, free: bool, language: str) -> str:
    if glue == ' ' and not free:
        return NO_BREAK
    if glue:
        return glue
    wide = spacing.separator(before, after, free, language)
    if wide:
        return JOIN if wide == spacing.SOLID else wide
    if not free:
        return JOIN
    return '' if before in _HYPHENS else BREAK


def clusters(text: str) -> Iterator[str]:
    """Grapheme clusters (UAX #29)."""
    return (text[start:end] for start, end in pairwise((0, *segments.clusters(text), len(text))) if end > start)
