"""People as texts tell of them: lists of names, affiliations in brackets, numbers that refer to affiliations.

In: a cell or a line. Out: `Someone`s, or `Part`s where the text says what they do (`Chair: A`, `B (moderator)`).

A text is cut at semicolons and line ends, then at commas and words for “and”; nothing inside of brackets is cut. What
is left of each piece, after marks and brackets, is a name, unless it looks like an institution: then it is that of the
people before it who have none yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from booklet.draft import Institute, Part, Someone
from booklet.model import Role
from booklet.reading.institute_words import institutional, is_country
from booklet.reading.marks import numbered, with_marks
from booklet.reading.names import SMALL_PARTICLES, SUFFIXES, is_degree, nobody, person, untitled

__all__ = ['inverted', 'nobody', 'only_names', 'parts', 'people', 'person']

MOST = 3000  # people of one text

# Words for “and”. One alone is part of a name where a side has but one word: Santiago Ramón y Cajal.
_AND = re.compile(r'\s*(?:(?<=\s)(?:and|und|och|og|oraz|with|mit|ja|sowie)(?=\s)|&|＆|\+(?=\s))\s*')
_AND_OR_NAME = re.compile(
    r'\s+(?:et|y|e|ed|en|i|a|u\.|és|ve|ir|un|și|si|и|та|і|й|και|và|dan|in)\s+(?!al\b|[\'’]t\b|den\b|der\b|de\b)'
)
_AND_EASTERN = re.compile(
    r'[、，・]|(?<=[\u3040-\u9fff\uac00-\ud7af])\s*(?:と|和|与|與|及|와|과)\s*(?=[\u3040-\u9fff\uac00-\ud7af])'
)
_OTHERS = re.compile(r',?\s*(?:\bet\.?\s?al\b\.?|\band others\b|\bu\.\s?a\.|\bи др\.|ほか|等$)', re.IGNORECASE)
_STRONG = re.compile(r'\s*(?:[;；\n|•]|\s[·/]\s)\s*')
_DASH = re.compile(r'\s+[–—-]\s+|\s*@\s+|:\s+')
_ROLES = {  # the words that tell a role, before a colon or in brackets
    Role.CHAIR: (
        r'(?:session )?chairs?|chairpersons?|chairwom[ae]n|chairm[ae]n|vorsitz\w*|sitzungsleit\w*|leitung|président\w*'
        r'|presiden?t\w*|preside|voorzitter|przewodni\w+|moderação|puheenjohtaja|předsed\w+|председател\w*|座長|좌장'
    ),
    Role.MODERATOR: r'moderat\w*|modératr?\w*|moderac\w*|host(?:ed by)?|facilitators?|ведущ\w+|司会',
    Role.PANELLIST: r'panell?ists?|podium|panel|diskutant\w*',
    Role.DISCUSSANT: r'discuss?ants?|kommentar|discutant\w*|respondents?|kommentator\w*',
    Role.SPEAKER: (
        r'speakers?|presenters?|presenting(?: author)?|invited(?: speaker)?|keynote(?: speaker)?'
        r'|referent\w*|vortragend\w*'
        r'|redner\w*|sprecher\w*|orateurs?|oratr\w*|intervenants?|ponentes?|relator\w*|palestrantes?|spreker'
        r'|prelegent\w*|докладчик\w*|presented by|発表者'
    ),
    Role.AUTHOR: r'(?:co-?)?authors?|(?:ko-?|mit)?autor\w*|auteurs?|autore|autori|written by',
}
_ROLE_WORDS = {role: re.compile(rf'(?:{words})\s*', re.IGNORECASE) for role, words in _ROLES.items()}
_ANY_ROLE = '|'.join(_ROLES.values())
_ROLE_BEFORE = re.compile(rf'\s*(?P<role>{_ANY_ROLE})(?:\s?\((?:in|innen|s|en)\)|/-?in)?\s*[:：]\s*', re.IGNORECASE)
_REMARKS = re.compile(
    r'(?:online|remote|virtual|in person|onsite|on-site|hybrid|tb[acd]|invited|cancelled|tentative'
    r'|unconfirmed|confirmed|corresponding(?: author)?|by video|zoom|phd student|student|\?)',
    re.IGNORECASE,
)
_NUMBERS = re.compile('\ue000([^\ue000\ue001]*)\ue001')
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w.'’\-~]*|de|da|di|del|van|von|der|den|la|le|ten|dos|do|al")
_LONGEST = 600  # letters of a line of names
_OPENING, _CLOSING = '([{（［⟨\ue000', ')]}）］⟩\ue001'


@dataclass(slots=True)
class _Named:
    """A piece that is a name: what stands in it besides."""

    name: str
    role: Role | None = None
    marks: tuple[str, ...] = ()
    institutes: list[Institute] = field(default_factory=list)
    starred: bool = False


def people(text: str, affiliations: str = '', inverted: bool | None = None) -> tuple[Someone, ...]:
    """Everybody in a text: `A, B and C`; `A; B`; `Lovelace, Ada; Babbage, Charles`; `A (Society), B (Cambridge)`;
    `A (1,2), B (2)` with `affiliations` `(1) Society (2) Cambridge`; line by line.

    `inverted`: that family names come first with a comma after them, or that they do not, where a column tells it.
    """
    return tuple(part.person for part in parts(text, affiliations, Role.SPEAKER, inverted))


def parts(
    text: str, affiliations: str = '', role: Role = Role.SPEAKER, inverted: bool | None = None
) -> tuple[Part, ...]:
    """The same with what each does, where the text says so; else all have the `role`.

    A star marks who presents where the others are authors only.
    """
    named = _named(text, inverted, bool(numbered(affiliations)))
    told = _institutes(affiliations, named)
    found = []
    stars = [one for one in named if one.starred]
    presented = role in (Role.AUTHOR, Role.SPEAKER) and 0 < len(stars) < len(named)
    for one, places in zip(named, told, strict=True):
        someone = person(one.name)
        if not nobody(someone.name):
            doing = one.role or (role if not presented else Role.SPEAKER if one.starred else Role.AUTHOR)
            found.append(Part(replace(someone, institutes=tuple(dict.fromkeys(places))), doing))
    return tuple(found[:MOST])


def only_names(text: str) -> bool:
    """Whether a line can be nothing but names: two to four words with capitals in each piece, no institution."""
    text = re.sub(r'\([^()]*\)|[*†‡]|\d|,\s*(?:Jr|Sr|PhD|MD)\b\.?', ' ', text)
    pieces = [piece.split() for piece in re.split(r'[,;/]|\s(?:and|und|et|y|e|with)\s|&', text) if piece.strip()]
    if not pieces or len(text) > _LONGEST or institutional(text):
        return False
    named = sum(2 <= len(words) <= 4 and all(_NAME_WORD.fullmatch(word) for word in words) for words in pieces)
    return named >= 0.8 * len(pieces)


def inverted(cells: Iterable[str]) -> bool:
    """Whether a column writes `Lovelace, Ada`: nearly every cell has a comma within each name."""
    votes = against = 0
    for cell in cells:
        for chunk in _cut(_STRONG, with_marks(cell)):
            pieces = _cut_commas(chunk)
            if len(pieces) == 2 and _is_inverted(pieces):
                votes += 1
            elif len(pieces) != 2 or len(_outside(pieces[1]).split()) != 1 or institutional(pieces[1]):
                against += len(pieces) > 0
    return votes > 4 * against


def _named(text: str, turned: bool | None, attached: bool = False) -> list[_Named]:
    """All names of a text with what stands beside them."""
    found: list[_Named] = []
    role: Role | None = None
    chunks = [chunk for chunk in _cut(_STRONG, with_marks(_OTHERS.sub(' ', text), attached)) if chunk.strip()]
    if turned is None:
        pairs = [pieces for chunk in chunks if len(pieces := _cut_commas(chunk)) == 2]
        turned = len(chunks) > 1 and bool(pairs) and any(map(_is_inverted, pairs)) and not any(map(_is_placed, pairs))
    waiting: list[_Named] = []
    for chunk in chunks[:MOST]:
        if len(found) > MOST:
            break
        before = _ROLE_BEFORE.match(chunk)
        if before:
            role = _role(before['role'])
            chunk = chunk[before.end() :]
        if found and _is_only_place(chunk):
            _give(waiting or found[-1:], chunk)
            waiting = []
            continue
        waiting = []
        for piece in _pieces(chunk, turned):
            _take(piece, role, found, waiting)
    return found


def _take(piece: str, role: Role | None, found: list[_Named], waiting: list[_Named]) -> None:
    """A piece between commas: a name, or the institution of those who wait for one."""
    one = _read(piece, role)
    if found and not one.name and one.institutes:
        for other in waiting or found[-1:]:
            other.institutes.extend(one.institutes)
        waiting.clear()
    elif found and (is_degree(piece) or not one.name):
        found[-1].marks += one.marks
    elif nobody(piece):
        return
    elif found and _is_only_place(piece):
        if waiting:
            _give(waiting, piece)
            waiting.clear()
        else:
            _lengthen(found, piece.strip())
    elif one.name and not nobody(one.name):
        found.append(one)
        waiting.append(one)
        if one.institutes:
            for other in waiting[:-1]:
                other.institutes.extend(one.institutes)
            waiting.clear()


def _is_only_place(piece: str) -> bool:
    bare = _NUMBERS.sub('', piece).strip()
    first = untitled(re.split('[(,，]', bare)[0].strip())
    return bool(first) and (institutional(first) or is_country(first))


def _give(named: list[_Named], words: str) -> None:
    for one in named:
        one.institutes.append(Institute(' '.join(_NUMBERS.sub('', words).split()).strip(' ,')))


def _lengthen(found: list[_Named], words: str) -> None:
    """The rest of an institution that has commas of its own: `Royal Society, London, UK`."""
    last = found[-1].institutes[-1:]
    if not last:
        _give(found[-1:], words)
        return
    for one in found:
        if one.institutes[-1:] == last:
            one.institutes[-1] = Institute(f'{last[0].name}, {words}')


def _pieces(chunk: str, turned: bool) -> list[str]:
    """The names and institutions of a chunk."""
    pieces = _cut_commas(chunk)
    if turned and len(pieces) == 2 and not institutional(pieces[1]):
        return [chunk]
    if len(pieces) == 2 and _is_inverted(pieces) and not any(_AND.search(f' {piece} ') for piece in pieces):
        return [chunk]
    if len(pieces) == 3 and SUFFIXES.fullmatch(pieces[2].strip()) and _is_inverted(pieces[:2]):
        return [chunk]
    if (
        len(pieces) > 2
        and len(pieces) % 2 == 0
        and all(_is_inverted(pieces[at : at + 2]) for at in range(0, len(pieces), 2))
    ):
        return [', '.join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    found: list[str] = []
    for piece in pieces:
        if found and SUFFIXES.fullmatch(piece.strip()):
            found[-1] = f'{found[-1]} {piece.strip()}'
        else:
            found.extend(_cut_and(re.sub(r'^\s*(?:and|und|et|och|og|y|e|i)\s+(?=\S)', '', piece)))
    if len(found) > 2 and any(institutional(piece) for piece in found[1:]):
        found = _with_towns(found)
    return found


def _with_towns(pieces: list[str]) -> list[str]:
    """`Ada Lovelace, Royal Society, London`: what follows an institution is of it, but for names before another one."""
    placed = [_is_only_place(piece) for piece in pieces]
    last = max((place for place, piece in enumerate(pieces) if placed[place] and not is_country(piece)), default=0)
    found: list[str] = []
    after = False
    for place, piece in enumerate(pieces):
        town = not placed[place] and (len(piece.split()) < 2 or place > last) and '(' not in piece
        if after and (town or is_country(piece)):
            found[-1] = f'{found[-1]}, {piece.strip()}'
            continue
        after = place > 0 and placed[place]
        found.append(piece)
    return found


def _cut_and(piece: str) -> list[str]:
    if institutional(piece.split('(')[0]) and not re.match(r'\s*\S+\s+\S+\s*[&(]', piece):
        return [piece]
    found = []
    for part in _cut(_AND, piece):
        for one in _cut(_AND_EASTERN, part):
            found.extend(_cut_small(one))
    return found


def _cut_small(piece: str) -> list[str]:
    """At words for “and” that stand in names too: only between two that have several words each."""
    halves = _cut(_AND_OR_NAME, piece)
    found, last = halves[:1], len(halves[0])
    for half in halves[1:]:
        start = piece.index(half, last)
        if len(_outside(found[-1]).split()) > 1 and len(_outside(half).split()) > 1:
            found.append(half)
        else:
            found[-1] += piece[last:start] + half
        last = start + len(half)
    return found


def _outside(text: str) -> str:
    """What stands outside of brackets."""
    return re.sub('[(\\[{\ue000][^()\\[\\]{}\ue000\ue001]*[)\\]}\ue001]', '', text)


def _is_inverted(pieces: list[str]) -> bool:
    """`Lovelace`, `Ada`; `de la Vallée`, `Charles`; `Smith`, `J. A.`: the first is a family name alone."""
    left, right = (_outside(piece).split() for piece in pieces)
    big = [word for word in left if word not in SMALL_PARTICLES and word.casefold().rstrip('.') not in ('dr', 'prof')]
    if not big or not right or len(right) > 4 or institutional(' '.join(right)) or is_country(' '.join(right)):
        return False
    if '.' in pieces[0].strip()[-1:] and len(big[-1]) < 4:
        return False
    initials = all(re.fullmatch(r'(?:[^\W\d_]\.?-?){1,3}', word) and (word.isupper()) for word in right)
    shouted = all(word.isupper() and len(word) > 2 for word in big) and not all(word.isupper() for word in right)
    return (len(big) == 1 and right[0][:1].isupper()) or ((initials or shouted) and len(big) < 4)


def _is_placed(pieces: list[str]) -> bool:
    """`Ada Lovelace`, `Royal Society`."""
    return len(_outside(pieces[0]).split()) > 1 and (institutional(pieces[1]) or is_country(pieces[1]))


def _read(piece: str, role: Role | None) -> _Named:
    """The name in a piece, and what stands in brackets and after dashes."""
    one = _Named('', role)
    words = piece
    for match in _NUMBERS.finditer(piece):
        one.marks += tuple(re.findall(r'\w+', match[1]))
    words = _NUMBERS.sub(' ', words)
    one.starred = re.search(r'[*★☆]|\u0332', words) is not None
    before = _ROLE_BEFORE.match(words)
    if before:
        one.role = _role(before['role'])
        words = words[before.end() :]
    for inside in re.findall(r'[(\[（]([^()\[\]（）]*(?:\([^()]*\)[^()\[\]（）]*)*)[)\]）]', words):
        told = inside.strip()
        if (found := _role(told)) is not None:
            one.role = found
        elif told and not _is_remark(told):
            one.institutes.extend(
                Institute(' '.join(name.split())) for name in re.split(r'\s*;\s*', told) if name.strip()
            )
    words = re.sub(r'[(\[（][^()\[\]（）]*(?:\([^()]*\)[^()\[\]（）]*)*[)\]）]', ' ', words)
    cut = _DASH.search(words)
    if cut and cut.start() and len(words[: cut.start()].split()) > 1:
        place = words[cut.end() :].strip()
        words = words[: cut.start()]
        if (found := _role(place)) is not None:
            one.role = found
        elif place and not nobody(place):
            one.institutes.append(Institute(' '.join(place.split())))
    name = (
        ' '.join(words.split()).strip(' ,.:')
        if not re.search(r'\b\w{1,3}\.$', words.strip())
        else ' '.join(words.split()).strip(' ,:')
    )
    one.name = name
    return one


def _is_remark(text: str) -> bool:
    """What stands in brackets and is no institution: `online`, `she/her`, `1`."""
    pronouns = re.fullmatch(
        r'(?:she|he|they|her|him|them|sie|er|ihr|elle|il|xe|ze|any)(?:\s?/\s?\w{1,6}){0,3}', text, re.IGNORECASE
    )
    return bool(
        _REMARKS.fullmatch(text) or pronouns or re.fullmatch(r'[\d\s,.;*†‡-]+', text) or '@' in text or nobody(text)
    )


def _role(text: str) -> Role | None:
    return next((role for role, words in _ROLE_WORDS.items() if words.fullmatch(text.strip())), None)


def _institutes(affiliations: str, named: list[_Named]) -> list[list[Institute]]:
    """Those of everybody: what stands beside the name, else what the text of affiliations says."""
    own = [one.institutes for one in named]
    if not affiliations.strip() or nobody(affiliations):
        return own
    by_mark = numbered(affiliations)
    if by_mark:
        told = [[by_mark[mark] for mark in one.marks if mark in by_mark] for one in named]
        if any(told):
            return [places or mine for places, mine in zip(told, own, strict=True)]
    names = {_folded(person(one.name).name): place for place, one in enumerate(named)}
    beside = (
        _named(affiliations, None)
        if any(_folded(piece) in names for piece in re.split('[,;\n(]', affiliations))
        else []
    )
    if any(one.institutes and _folded(one.name) in names for one in beside):
        told = [[] for _ in named]
        for one in beside:
            if (place := names.get(_folded(one.name))) is not None:
                told[place] = one.institutes
        return [places or mine for places, mine in zip(told, own, strict=True)]
    every = list(by_mark.values()) or [
        Institute(' '.join(one.split())) for one in re.split(r'\s*[;\n]\s*', affiliations)
    ]
    listed = [one for one in every if not nobody(one.name)]
    if len(every) == len(named) > 1:
        return [mine or ([] if nobody(one.name) else [one]) for mine, one in zip(own, every, strict=True)]
    return [mine or list(listed) for mine in own]


def _folded(name: str) -> str:
    return ' '.join(re.findall(r'\w+', name.casefold()))


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    """The text cut where the pattern matches outside of brackets."""
    depth, deep = 0, bytearray(len(text) + 1)
    for place, sign in enumerate(text):
        if sign in _OPENING:
            depth += 1
        deep[place] = depth > 0
        if sign in _CLOSING and depth:
            depth -= 1
    if depth:  # a bracket that nothing closes holds nothing
        deep = bytearray(len(text) + 1)
    found, last = [], 0
    for match in pattern.finditer(text):
        if match.start() == match.end() or any(deep[match.start() : match.end()]):
            continue
        found.append(text[last : match.start()])
        last = match.end()
    return [*found, text[last:]]


_COMMA = re.compile(r'\s*[,，]\s*')


def _cut_commas(chunk: str) -> list[str]:
    return [piece for piece in _cut(_COMMA, chunk) if piece.strip()][:MOST]
