"""Whether words name an institution or a place rather than a person.

In: a text. Out: yes or no. The words are those with which institutions of many languages call themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STARTS = tuple(
    sorted(
        words("""
            univer institu instytut ústav colleg hochschul fachhochschul academ akadem laborato departament departement
            département departam departm dipartimento facult fakult wydział centre center centro centrum zentrum cnrs
            inserm inria csic polytech politec politech observato hospital klinik clinic museum museo musée bibliothe
            librar ministr foundation fondation stiftung fundaci fundação societ sociét gesellschaft verein associa
            consort corporat compan technolog software solution consult research forschung recherche agency agence
            bundesanstalt national escuela école ecole scuola szkoła egyetem üniversite yliopisto högskola höyskole
            højskole унив инст академ πανεπιστ kolej council bureau statisti authority commission committee kommission
            organis organiz sciences engineering school schule lycée gruppe
        """)
    )
)
_WHOLE = words('univ dept inst lab labs inc ltd gmbh llc corp plc bank team group office')
_EASTERN = (
    '大学',
    '大學',
    '学院',
    '學院',
    '研究所',
    '研究院',
    '株式会社',
    '有限公司',
    '公司',
    '대학교',
    '연구소',
    '연구원',
)
_KNOWN = words(
    'TU FH UC ETH HU FU LMU MIT IIT RWTH KTH EPFL CERN DESY IBM NASA SAP KIT TUM UCL KU GESIS CNRS INRIA TNO CWI VU'
)


def institutional(text: str) -> bool:
    """Whether this is rather an institution than a person."""
    plain = unicodedata.normalize('NFKC', text).casefold()
    found = re.findall(r'[^\W\d_]+', plain)
    if any(word in _WHOLE or word.startswith(_STARTS) for word in found) or any(name in plain for name in _EASTERN):
        return True
    shown = re.findall(r'[^\s(),;/]+', text)
    if (
        len(shown) == 1
        and shown[0].isupper()
        and 2 <= len(shown[0]) <= 9
        and '.' not in shown[0]
        and shown[0].isascii() | (len(shown[0]) < 4)
    ):
        return True
    if not _KNOWN.isdisjoint(shown):
        return True
    return any(word in ('of', 'for', 'für', 'pour') for word in found[1:])


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = {
        'usa',
        'uk',
        'u.s.a.',
        'u.k.',
        'usa.',
        'england',
        'scotland',
        'wales',
        'holland',
        'czech republic',
        'turkey',
        'p.r. china',
    }
    for language in ('en', 'de', 'fr', 'es', 'it', 'pt', 'pl'):
        names.update(name.casefold() for code, name in Locale(language).territories.items() if code.isalpha())
    return frozenset(names)


def is_country(text: str) -> bool:
    return ' '.join(text.split()).casefold() in _countries()
