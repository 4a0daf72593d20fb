"""What a character is that no face has, and which font has it.

In: a grapheme cluster, and the language of its text. Out: the names and the script of its characters, and the font that
has them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from booklet import scripts
from booklet.coverage import shown, writing

_CORE, _CJK = 'fonts-noto-core', 'fonts-noto-cjk'  # packages of Debian and Ubuntu
_MOST_NAMES = 4

# Scripts that Noto has a face for, by their tags (ISO 15924), of four letters each.
_SERIF = (
    'Ahom Armn Bali Beng Deva Dogr Ethi Geor Gran Gujr Guru Hebr Hmnp Khmr Khoj Knda Laoo Mlym Mymr Sinh Taml Tang '
    'Telu Thai Tibt Yezi'
)
_SANS = (
    'Adlm Aghb Armi Avst Bamu Bass Batk Bhks Brah Bugi Buhd Cakm Cans Cari Cham Cher Copt Cprt Dsrt Dupl Egyp Elba '
    'Elym Glag Gong Gonm Goth Hano Hatr Hluw Hmng Hung Ital Java Kali Khar Kthi Lana Lepc Limb Lina Linb Lisu Lyci '
    'Lydi Mahj Mand Mani Marc Medf Mend Mero Modi Mong Mroo Mtei Mult Narb Nbat Newa Nkoo Nshu Ogam Olck Orkh Orya '
    'Osge Osma Palm Pauc Perm Phag Phli Phlp Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Sgnw Shaw Shrd Sidd Sind '
    'Sogd Sogo Sora Soyo Sund Sylo Syrc Tagb Takr Tale Talu Tavt Tfng Tglg Thaa Tirh Ugar Vaii Wara Wcho Xpeo Xsux '
    'Yiii Zanb'
)
_OTHER_WORDS = {
    'Merc': 'Meroitic',
    'Mero': 'Meroitic',
    'Nkoo': 'NKo',
    'Phag': 'PhagsPa',
}  # where Noto words a script otherwise
_WHOLE = {
    'Arab': ('Noto Naskh Arabic', _CORE),
    'Brai': ('Noto Sans Symbols 2', _CORE),
    'Cyrl': ('Noto Serif', _CORE),
    'Grek': ('Noto Serif', _CORE),
    'Latn': ('Noto Serif', _CORE),
}
_CJK_WORDS = {'ja': 'JP', 'ko': 'KR', 'zh-Hans': 'SC', 'zh-Hant': 'TC', 'zh-HK': 'HK'}
_CJK_SCRIPTS = {'Hani': '', 'Hira': 'ja', 'Kana': 'ja', 'Hang': 'ko', 'Bopo': 'zh-Hant'}  # and whose they are alone

_CONTROL, _SYMBOLS, _MATHEMATICS, _EMOJI = 'control characters', 'symbols', 'mathematics', 'emoji'
_EAST_ASIAN, _MUSIC, _PRIVATE, _NO_CHARACTER = 'East Asian punctuation', 'music', 'private use', 'no characters'
# Characters that many scripts share, by blocks: where one begins, and what its characters are.
_BLOCKS = (
    *((0x0000, _CONTROL), (0x0020, ''), (0x007F, _CONTROL), (0x00A0, ''), (0x2190, _MATHEMATICS), (0x2400, _SYMBOLS)),
    *((0x27C0, _MATHEMATICS), (0x27F0, _MATHEMATICS), (0x2800, _SYMBOLS), (0x2900, _MATHEMATICS), (0x2B00, _SYMBOLS)),
    *((0x2C00, ''), (0x2E80, _EAST_ASIAN), (0xA000, ''), (0xD800, _NO_CHARACTER), (0xE000, _PRIVATE), (0xF900, '')),
    *((0xFE10, _EAST_ASIAN), (0xFE20, ''), (0xFE30, _EAST_ASIAN), (0xFE70, ''), (0xFF00, _EAST_ASIAN)),
    *((0xFFF0, ''), (0x1D000, _MUSIC), (0x1D250, ''), (0x1D400, _MATHEMATICS), (0x1D800, ''), (0x1EE00, _MATHEMATICS)),
    *((0x1EF00, ''), (0x1F000, _EMOJI), (0x1F700, _SYMBOLS), (0x1F900, _EMOJI), (0x1FB00, _SYMBOLS), (0x1FC00, '')),
    *((0x20000, _EAST_ASIAN), (0x40000, ''), (0xF0000, _PRIVATE)),
)
_STARTS = tuple(start for start, _ in _BLOCKS)
_SHARED = {
    _SYMBOLS: ('Noto Sans Symbols 2', _CORE),
    _MATHEMATICS: ('Noto Sans Math', _CORE),
    _MUSIC: ('Noto Music', _CORE),
    _EMOJI: ('Noto Emoji', ''),  # Debian has the coloured one alone, which has no outlines
    '': ('Noto Serif', _CORE),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """`characters` are those to be seen, each once; `script` is worded in English. `family` is a font that has them,
    `package` the package of Debian that holds it: empty where none is known."""

    characters: tuple[str, ...]
    names: tuple[str, ...]
    script: str
    family: str
    package: str

    def __str__(self) -> str:
        """“U+1200 ETHIOPIC SYLLABLE HA”, the first of many."""
        pairs = zip(self.characters, self.names, strict=True)
        told = [f'U+{ord(char):04X} {name}'.rstrip() for char, name in pairs]
        return ', '.join([*told[:_MOST_NAMES], *(['…'] if len(told) > _MOST_NAMES else [])])

    def hint(self) -> str:
        """What to do about it."""
        if self.script in (_CONTROL, _NO_CHARACTER):
            return 'take it out: it stands for nothing'
        if self.script == _PRIVATE:
            return 'write the character that is meant: this one means something in one font alone'
        if not self.family:
            return f'put a font for the script {self.script} into the folder fonts/'
        elsewhere = f': {self.family.replace("CJK ", "")}' if 'CJK' in self.family else ''
        where = f'Google Fonts{elsewhere}' + (f'; Debian: {self.package}' if self.package else '')
        return f'put the font {self.family} into the folder fonts/ ({where})'


def describe(cluster: str, language: str = '') -> Missing:
    """What the cluster is, as far as it is to be seen, and what has it. `language` chooses among East Asian fonts."""
    characters = tuple(dict.fromkeys(shown(cluster) or cluster))
    names = tuple(map(_name, characters))
    lettered = next((char for char in characters if _script(char)), '')
    tag, word = (scripts.of(lettered), scripts.name(lettered)) if lettered else ('', '')
    if tag in _CJK_SCRIPTS:
        return Missing(characters, names, word, *_east_asian(_CJK_SCRIPTS[tag], cluster, language))
    if not tag:
        kind = next(filter(None, map(_kind, characters)), '')
        if kind == _EAST_ASIAN:  # no script of its own, but its look is the language's
            return Missing(characters, names, kind, *_east_asian('', cluster, language))
        return Missing(characters, names, kind or 'no one script', *_SHARED.get(kind, ('', '')))
    return Missing(characters, names, word, *_family(tag, word))


def _name(character: str) -> str:
    name = unicodedata.name(character, '')
    if name:
        return name
    return {'Cc': '(control)', 'Cs': '(surrogate)', 'Co': '(private use)'}.get(unicodedata.category(character), '')


def _script(character: str) -> str:
    """The script's tag; empty for characters that many scripts share."""
    tag = scripts.of(character)
    return '' if tag in (scripts.COMMON, scripts.INHERITED, scripts.UNKNOWN) else tag


def _kind(character: str) -> str:
    kind = _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]
    return _NO_CHARACTER if not kind and scripts.of(character) == scripts.UNKNOWN else kind


def _family(tag: str, word: str) -> tuple[str, str]:
    if tag in _WHOLE:
        return _WHOLE[tag]
    style = 'Serif' if tag in _SERIF else 'Sans' if tag in _SANS else ''
    return (f'Noto {style} {_OTHER_WORDS.get(tag, word)}', _CORE) if style else ('', '')


def _east_asian(alone: str, cluster: str, language: str) -> tuple[str, str]:
    return f'Noto Serif CJK {_CJK_WORDS[alone or writing(cluster, language) or "zh-Hans"]}', _CJK
