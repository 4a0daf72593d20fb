"""One name as people write it: titles out, turned the right way round, and the family name where it is told.

In: a text. Out: a `Someone`. Where the source tells the family name (`Lovelace, Ada`; `Ada LOVELACE`; `Augustus De
Morgan`), it is known; capitals stay as they are written. Small particles (`de`, `von`) are left to the rule of the
content: `Anna de Vries` is found under V.
"""

from __future__ import annotations

import re
import unicodedata

from booklet.draft import Institute, Someone
from booklet.reading.institute_words import institutional, words
from booklet.scripts import is_cjk

LONGEST = 300  # letters: no name is longer

# What stands for somebody who is not known yet, or for nobody.
_NOBODY = re.compile(
    r'(?:tb[acdn]|t\.b\.[acdn]\.|to be (?:announced|confirmed|determined|decided|defined|named)|n\.?\s?n\.?|nn|n/?a'
    r'|nan|none|null|nil|unknown|anonymous|various|several|speakers?|unbekannt|offen|wird noch bekannt\s?gegeben'
    r'|noch offen|à confirmer|à préciser|por confirmar|por definir|a confirmar|da definire|da confermare'
    r'|nader te bepalen|do ustalenia|未定|待定|調整中|미정|et\.? al\.?|and others|u\.\s?a\.|и др\.?|[\d.,:\s]+|[\W_]+)',
    re.IGNORECASE,
)
_TITLES = words("""
    dr drs dra drd prof profa professor professorin professeur professeure profesor profesora professora professore
    assoc assist asst habil hab inż ing dipl pd privdoz priv em apl mag mgr bc rndr phdr mudr judr csc drsc doc docent
    rer nat phil med jur pol oec publ techn h.c hc univ ir ao mr mrs ms mx miss herr frau hr fr mme mlle sr sra srta
    dott dottssa ssa nadzw zw проф др доц ks hon eng engr arch adj emer emeritus emerita junprof jun jprof phd
    math phys inf chem
""")
_ONLY_WITH_POINT = words("""
    em fr hr ir ks sr nat phil med pol rer bc ing zw pd ao hab arch mag doc eng hon jur adj assist hc math phys inf chem
    publ techn univ jun ssa emer engr
""")
_DEGREES = re.compile(
    r'(?:ph\.?\s?d\.?|d\.?\s?phil\.?|dr\.?|dr-?ing\.?|m\.?\s?d\.?|m\.?\s?sc\.?|b\.?\s?sc\.?|m\.?\s?a\.|b\.?\s?a\.|mba|m\.?\s?ed\.?|m\.?\s?eng\.?'
    r'|csc\.?|drsc\.?|mph|mbbs|frcp|frs|rn|facs|ll\.?m\.?|esq\.?|ma|mas|dvm|d\.?sc\.?|sc\.?d\.?|ed\.?d\.?|dsc|p\.?\s?e\.?|cissp|pmp)'
)
SUFFIXES = re.compile(r'(?:jr|sr|jun|sen|jnr|snr|filho|neto|júnior|junior)\.?|I{2,3}|IV|VI{0,3}', re.IGNORECASE)
_BIG_PARTICLES = words("""
    De Del Della Dello Di Da Do Dos Das Du Des La Las Le Lo Los El Al Van Von Vander Ter Ten Den Der Mac Mc St. Saint
    San Santa Bin Ibn Abu Abd Ould Ó Ní Nic Uí
""")
SMALL_PARTICLES = words("""
    de del della dello dei di da do dos das du des la las le los el al van von zu zum zur vom vander ter te ten den der
    af av bin bint ibn y e i 't ’t op
""")
_HONORIFICS = (
    '教授',
    '准教授',
    '副教授',
    '博士',
    '先生',
    '女士',
    '老师',
    '老師',
    'さん',
    '氏',
    '様',
    '교수',
    '박사',
    '님',
)
_PRONOUNS = r'(?:she|he|they|xe|ze|any|sie|er|elle|il|ella|él)(?:\s?/\s?\w{1,6}){0,3}'
EMAIL = re.compile(
    r'[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\s*[>)\]]?'
)
_PROFILE = re.compile(r'<?\b(?:https?://|orcid\.org/|orcid:?\s*\d)[^\s,;()<>]{1,200}>?', re.IGNORECASE)


def nobody(text: str) -> bool:
    """Whether a text names no person: `TBA`, `N.N.`, `-`."""
    plain = ' '.join(unicodedata.normalize('NFKC', text).split()).strip(' ()[]"\'*')
    return not plain or _NOBODY.fullmatch(plain) is not None


def person(name: str, affiliation: str = '') -> Someone:
    """One person: titles such as Dr. and Prof. left out, `Lovelace, Ada` turned round, capitals as they are."""
    places = (Institute(' '.join(affiliation.split())),) if affiliation.strip() else ()
    shown = _cleaned(name)
    family = ''
    if len(shown) <= LONGEST:
        head, comma, tail = shown.partition(',')
        while comma and (not tail.strip() or is_degree(tail.split(',')[0])):
            shown = ', '.join(filter(None, (head.strip(), tail.partition(',')[2].strip())))
            head, comma, tail = shown.partition(',')
        suffix = ''
        if comma and SUFFIXES.fullmatch(tail.split(',')[0].strip()):
            suffix, _, tail = (part.strip() for part in tail.partition(','))
        given, again, rest = tail.rpartition(',')
        if again and SUFFIXES.fullmatch(rest.strip()):
            tail, suffix = given, rest.strip()
        if comma and tail.strip() and ',' not in tail:
            family = untitled(head) or head.strip()
            given = untitled(tail) or tail.strip()
            shown = ' '.join(filter(None, (given, family, suffix)))
        else:
            shown = untitled(' '.join(filter(None, (head if suffix else shown, suffix))))
    return Someone(shown, family=family or family_told(shown), institutes=places)


def _cleaned(name: str) -> str:
    """Without addresses, pronouns and marks; on one line."""
    shown = _PROFILE.sub(' ', EMAIL.sub(' ', name[: 4 * LONGEST]))
    shown = re.sub(rf'[(\[]\s*{_PRONOUNS}\s*[)\]]', ' ', shown, flags=re.IGNORECASE)
    shown = re.sub(r'[*†‡§¶#✉\ue000-\ue003]+|\(\s*\)|\[\s*\]|<\s*>', ' ', shown)
    return ' '.join(shown.split()).strip(' ,;:/|•·')


def untitled(name: str) -> str:
    """Without titles and degrees; as it is where nothing else is in it."""
    shown = name.split()
    first, last = 0, len(shown)
    while first < last and _is_title(shown[first]):
        first += 1
    while last - 1 > first and (
        is_degree(shown[last - 1]) or (shown[last - 1].endswith('.') and _is_title(shown[last - 1]))
    ):
        if last - 2 > first or len(shown[last - 1]) > 2:
            last -= 1
        else:
            break
    found = ' '.join(shown[first:last]).strip(' ,')
    for honorific in _HONORIFICS:
        if found.endswith(honorific) and len(found) >= len(honorific) + 2:
            found = found[: -len(honorific)].strip()
    return found or ' '.join(shown)


def _is_title(word: str) -> bool:
    """`Prof.`, `Dr`, `Dr.-Ing.`, `rer.`; words that are names too only with a full stop."""
    plain = word.strip('(),').casefold()
    bare = plain.rstrip('.')
    parts = [part.strip('.') for part in re.split(r'[.\-/](?=\w)', bare)]
    if bare in _ONLY_WITH_POINT:
        return plain.endswith('.')
    return bare in _TITLES or (len(parts) > 1 and all(part in _TITLES for part in parts))


def is_degree(text: str) -> bool:
    plain = text.strip(' ()')
    return _DEGREES.fullmatch(plain.casefold()) is not None and (
        plain.isupper() or '.' in plain or plain[1:2].isupper() or 'h' in plain[1:3]
    )


def family_told(name: str) -> str:
    """The family name where the spelling tells it: in capitals alone among others, or after a particle with one."""
    shown = name.split()
    while len(shown) > 2 and SUFFIXES.fullmatch(shown[-1]):
        shown.pop()
    cut = len(name.split()) > len(shown)
    if len(shown) < 2 or institutional(name):
        return ''
    shouted = [_is_shouted(word) for word in shown]
    bare = [word for word, loud in zip(shown, shouted, strict=True) if not loud]
    if any(shouted) and any(letter.islower() for word in bare for letter in word if word not in SMALL_PARTICLES):
        runs = [place for place, loud in enumerate(shouted) if loud]
        if runs == list(range(runs[0], runs[-1] + 1)) and (runs[-1] == len(shown) - 1 or runs[0] == 0):
            return ' '.join(shown[runs[0] : runs[-1] + 1])
    if all(map(is_cjk, ''.join(shown))):
        return ''
    place = len(shown) - 1
    while place > 1 and shown[place - 1] in _BIG_PARTICLES:
        place -= 1
    return ' '.join(shown[place:]) if place < len(shown) - 1 or cut else ''


def _is_shouted(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return (
        len(letters) >= 2
        and '.' not in word
        and all(letter.isupper() for letter in letters)
        and not SUFFIXES.fullmatch(word)
    )
