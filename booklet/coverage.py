"""What it takes to have a cluster, and which families are asked for it first. Pure.

In: a grapheme cluster, and what families say of themselves. Out: the characters a face must have, and an order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from booklet.sfnt import east_asian

# Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt): a face needs no glyph for these.
_IGNORABLE = re.compile(
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164'
    '\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+'
)
# Letters and punctuation that Chinese, Japanese and Korean share and draw each in their way.
_EAST_ASIAN = re.compile(
    '[\u1100-\u11ff\u2e80-\u31ff\u3200-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f'
    '\uff00-\uffef\U00016fe0-\U00018dff\U0001b000-\U0001b2ff\U0001f200-\U0001f2ff\U00020000-\U0003ffff]'
)
_KANA = re.compile('[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]')
_HANGUL = re.compile('[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff]')
_TEXT, _EMOJI = '\ufe0e', '\ufe0f'  # variation selectors (Unicode, 23.4)
_UNASKED = ('ja', 'zh-Hans', 'zh-Hant', 'zh-HK', 'ko')  # the order where the text's language does not choose
_SPECIAL = ('display', 'mono', 'math', 'symbol', 'emoji', 'moji')  # not made for running text; the later the worse
_SANS = ('sans', 'gothic', 'kufi', 'grotesk')

# A script is covered when the face has all of these.
SCRIPTS = (
    ('Latin', 'AZazßæøł'),
    ('Vietnamese', 'ơưạảấầđ'),
    ('Greek', 'ΑΩαωάώς'),
    ('Polytonic Greek', 'ἀἂᾳῆῷῥ'),
    ('Cyrillic', 'АЯаяёїћ'),
    ('Armenian', 'Աաև'),
    ('Georgian', 'აბჰ'),
    ('Hebrew', 'אבתם'),
    ('Arabic', 'ابي،'),
    ('Devanagari', 'अकह्ा'),
    ('Bengali', 'অকহ'),
    ('Tamil', 'அகஹ'),
    ('Thai', 'กฮะา'),
    ('Hiragana', 'あん'),
    ('Katakana', 'アン'),
    ('Han', '一中國国'),
    ('Hangul', '가한글'),
    ('Ethiopic', 'ሀፐ'),
    ('Mathematics', '∀∑∫√𝑥𝐀ℝ'),
    ('Emoji', '😀🚀🤖'),
)


def shown(cluster: str) -> str:
    """The cluster without what only tells how to show the rest."""
    return _IGNORABLE.sub('', cluster)


def spellings(cluster: str) -> tuple[tuple[int, ...], ...]:
    """The code points a face must have: as written, composed or decomposed; none where nothing is to be seen."""
    seen = shown(cluster)
    forms = (seen, unicodedata.normalize('NFC', seen), unicodedata.normalize('NFD', seen)) if seen else ()
    return tuple(dict.fromkeys(tuple(map(ord, dict.fromkeys(form))) for form in forms))


def presentation(cluster: str) -> str:
    """The variation selector by which the cluster asks to be shown as emoji or as text, if it does."""
    return _EMOJI if _EMOJI in cluster else _TEXT if _TEXT in cluster else ''


def writing(cluster: str, language: str) -> str | None:
    """The language by which East Asian families are chosen; None for other scripts.

    It is the text's, or else the one whose letters these are alone; empty where nothing tells.
    """
    if not _EAST_ASIAN.search(cluster):
        return None
    return east_asian(language) or ('ja' if _KANA.search(cluster) else 'ko' if _HANGUL.search(cluster) else '')


def precedence(
    family: str, languages: Sequence[str], tier: int, position: int, asked: tuple[str, str | None, str]
) -> tuple[int | str, ...]:
    """A sort key: less is asked earlier. `tier` is where the family was found, `position` its place in there, if any.

    `asked`: presentation, writing, and the family that the text around is in. A choice of emoji or text goes before
    all; the language chooses among the families of one tier, where there is one; then come those with serifs, or
    without, as around.
    """
    presented, written, around = asked
    folded = family.casefold()
    drawn = bool(presented) and ('moji' in folded) != (presented == _EMOJI)
    special = next((number for number, word in enumerate(_SPECIAL, 1) if word in folded), 0)
    tongue = _tongue(languages, written)
    order = (tongue, position) if written else (position, tongue)
    return drawn, tier, *order, special, _sans(family) != _sans(around), folded


def _sans(family: str) -> bool:
    return any(word in family.casefold() for word in _SANS)


def _tongue(languages: Sequence[str], written: str | None) -> int:
    """How far the languages that a family is drawn for are from the one wanted."""
    if written is None:
        return 0
    if not written:
        return min((_UNASKED.index(language) for language in languages), default=len(_UNASKED))
    if written in languages:
        return 0
    near = {'zh-Hant', 'zh-HK'} if written in ('zh-Hant', 'zh-HK') else {written}
    return 1 if near & set(languages) else 3 if languages else 2
