"""What one cell of a grid says: title, speakers, chair, session, talks line by line.

In: the text of a cell, and the `Habits` of its table. Out: `Said`, or `Heading` for a session.

A cell alone does not tell whether “Graph Theory: Basics” names a speaker. All cells of the table do: a way of writing
holds where many cells can be read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from booklet.draft import Part, Someone
from booklet.intake.values import names as words_in
from booklet.model import Role
from booklet.reading.institute_words import institutional, is_country
from booklet.reading.kinds import kind_of
from booklet.reading.names import untitled
from booklet.reading.people import nobody, parts

LONGEST_NAMES = 300  # letters of a line that may be names
_STRANGER = 'Ada Lovelace'  # a name like any other, to see what stands before it

_SESSION_WORDS = (
    r'sessions?|sitzung|sektion|sesión|sessão|sessione|séance|sesja|sekce|sessie|sesjon|istunto|секция|сессия'
    r'|セッション'
)
_SESSION = re.compile(
    r'(?:(?:parallel|contributed|invited|plenary|special|oral|technical|regular|paper|thematic|scientific)[ -]+){0,2}'
    rf'(?:(?:{_SESSION_WORDS})|(?:mini-?)?symposium(?=\s+\S{{1,4}}\s*[:.–—-])|(?:track|stream|block)(?=\s+\S{{1,4}}\s*[:–—-]))'
    r'(?:\s*(?P<number>(?:[A-Z]{1,2}[.-]?)?\d{1,3}[A-Za-z]?(?:[.-]\d{1,2})?|[A-Z]|[IVX]{1,5})(?!\w))?'
    r'\s*(?:(?:[:.|]|[–—-](?=\s))\s*(?P<title>.+)|(?P<more>(?<=[\dIVX])\s.+))?',
    re.IGNORECASE,
)
_NUMBERED = re.compile(r'(?:[^\W\d_][\w&/-]*\s){1,3}(?:\d{1,2}[A-Za-z]?|[IVX]{1,4})')
_NOT_NUMBERED = re.compile(
    r'.*\b(?:part|teil|partie|parte|workshop|tutorial|keynote|talk|lecture|group|day|room)\s\S+', re.I
)
_GIVEN_TALK = re.compile(
    r'(?P<what>(?:(?:opening |closing )?keynote(?: (?:talk|lecture|speaker|address))?|invited (?:talk|lecture|speaker)'
    r'|plenary(?: talk| lecture)?|hauptvortrag|festvortrag|conférence plénière)(?: \d{1,2}| [IVX]{1,4})?)'
    r'\s*[:–—-]\s*(?P<rest>.+)',
    re.IGNORECASE,
)
_CHAIR = r'(?:session )?chair(?:s|ed by|persons?|m[ae]n|wom[ae]n)?|vorsitz|moderat(?:or|ion|ed by)|leitung'
_INNER_CHAIR = re.compile(
    rf'[\s,;–—-]*[(\[\s,;–—-](?P<chair>{_CHAIR})\s*:\s*(?P<who>[^()\[\]:]+?)\s*[)\]]?', re.IGNORECASE
)
_NO_NAME = words_in("""
    the a an of for in on with to from your our my is are how why what session workshop talk talks keynote introduction
    lunch break room lecture tutorial discussion panel plenary welcome closing opening poster posters part coffee dinner
    reception registration meeting day track using die das für über mit zum les sur dans pour tba tbd open space setup
    lightning chair director president
""")
_PARTICLES = words_in('de da do dos du des del della di la le van von der den ter ten zu zur af av bin al el y')
_GLUE = re.compile(r'\s*[,;&/+|\n]\s*|\s+(?:and|und|et|y|e|i|og|och|en|with|mit)\s+')
_BRACKETS = re.compile(r'\s*[(\[][^()\[\]]*[)\]]')
_DASH = re.compile(r'\s+[–—-]+\s+|\s*—\s*')
_BULLET = re.compile(r'^[\s•·▪‣*◦–—-]+(?=\S)')
_URL = re.compile(r'<?(https?://\S+?)>?')
_BY = re.compile(r'(?P<title>.+\S)\s+by\s+(?P<names>\S.*)', re.DOTALL)
_GRAMMAR = words_in(
    'and und et y e i og och en with mit by chair chairs chaired session speaker speakers dr prof al u a'
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says of one item. `more`: its other lines. `unsure`: words among names that are no name."""

    title: str
    people: tuple[Part, ...] = ()
    more: tuple[str, ...] = ()
    url: str = ''
    unsure: str = ''


@dataclass(frozen=True, slots=True)
class Heading:
    """A session: what it is called, who chairs it, the lines of its talks."""

    title: str
    chairs: tuple[Someone, ...] = ()
    note: str = ''
    lines: tuple[str, ...] = ()
    unsure: str = ''


@dataclass(frozen=True, slots=True)
class Habits:
    """How the cells of a table are written, where one alone does not tell."""

    colon: bool = False  # Ada Lovelace: On looms
    before: bool = False  # Ada Lovelace – On looms
    after: bool = False  # On looms – Ada Lovelace
    brackets: bool = False  # On looms (Ada Lovelace)
    names_first: bool = False  # the first of two lines
    names_second: bool = False


def lines_of(text: str) -> list[str]:
    """The lines with words, without bullets; a chair inside a line gets one of its own."""
    found = []
    for line in text.replace('\r', '\n').replace('\u2028', '\n').split('\n'):
        words = _BULLET.sub('', ' '.join(line.split()))
        if not re.search(r'[^\W_]', words):
            continue
        inner = _inner_chair(words)
        found += [words] if inner is None else inner
    return found


def _inner_chair(line: str) -> list[str] | None:
    """`Session 2: Logic (Chair: A. Lovelace)` in two lines."""
    at = re.search(r'chair|vorsitz|moderat|leitung', line, re.IGNORECASE)
    if at is None or len(line) > 4 * LONGEST_NAMES:
        return None
    for match in re.finditer(r'(?<=[\s,;(\[–—-])(?:session )?(?:chair|vorsitz|moderat|leitung)', line, re.IGNORECASE):
        head = line[: match.start()].rstrip(' ,;([–—-|')
        inner = _INNER_CHAIR.fullmatch(' ' + line[match.start() :])
        if head and inner is not None:
            return [head, f'{inner["chair"]}: {inner["who"]}']
    return None


def habits(texts: Iterable[str]) -> Habits:
    """Told by all cells: a way holds where a good part of those that it could fit is written so."""
    single = colon = before = after = brackets = 0
    double = first = second = both = 0
    for text in texts:
        lines = [line for line in lines_of(text) if role_before(line) is None]
        if not lines or kind_of(lines[0]) is not None or _SESSION.fullmatch(lines[0]):
            continue
        if len(lines) > 1:
            double += 1
            one, two = names_like(lines[0]), names_like(lines[1])
            first, second, both = first + (one and not two), second + (two and not one), both + (one and two)
            continue
        single += 1
        left, right = _halves(lines[0], ':')
        colon += bool(right) and names_like(left)
        left, right = _dashed(lines[0])
        before += bool(right) and names_like(left) and not names_like(right)
        left, right = _dashed(lines[0], last=True)
        after += bool(right) and names_like(right)
        brackets += _bracketed(lines[0]) is not None
    return Habits(
        colon=2 * colon >= single > 0 < colon,
        before=2 * before >= single > 0 < before,
        after=2 * after >= single > 0 < after and after >= before,
        brackets=4 * brackets >= single > 0 < brackets,
        names_first=first > second,
        names_second=5 * second >= 4 * (double - both) > 0 and second > 1,
    )


def talk(lines: Sequence[str], known: Habits) -> Said:
    """One item: a title and, before or below it, who gives it."""
    told, rest, url = _sorted(lines)
    if not rest:
        people, unsure = _people(told)
        return Said('', people, url=url, unsure=unsure)
    rest = _unwrapped(rest)
    if len(rest) == 1:
        title, names = _single(rest[0], known)
        more: list[str] = []
    else:
        title, names, more = _several(rest, known)
    people, unsure = _people([names, *told] if names else told)
    return Said(title, people, tuple(more), url, unsure)


def heading(lines: Sequence[str], known: Habits) -> Heading | None:
    """The session that a cell is, where it is one: by its name, or by its chair above talks."""
    if not lines:
        return None
    told, rest, _ = _sorted(lines, urls=False)
    match = _SESSION.fullmatch(rest[0]) if rest else None
    if match is None and rest and kind_of(rest[0]) is not None:
        return None
    chaired = [line for line in told if role_before(line) is Role.CHAIR]
    if match is None and not (chaired and rest and (len(rest) > 2 or is_numbered(_dashed(rest[0])[0] or rest[0]))):
        return None
    title, more, note = rest[0], rest[1:], ''
    if match is not None and not (match['title'] or match['more']) and more and not names_like(more[0]):
        title, more = f'{title}: {more[0]}', more[1:]
    left, right = _dashed(title)
    if right and names_like(right):
        title, note = left, right
    if len(more) == 1 and names_like(more[0]):
        note, more = '; '.join(filter(None, (note, more[0]))), []
    people, unsure = _people(told)
    return Heading(title, tuple(part.person for part in people), note, tuple(more), unsure)


def talks(lines: Sequence[str], known: Habits) -> list[list[str]]:
    """The lines of a session by its talks: each title with the names below it, or after names above it."""
    found: list[list[str]] = []
    first = known.names_first
    for line in lines:
        names = names_like(line) or role_before(line) is not None
        if found and (names != first) and len(found[-1]) == 1 and (first or not names_like(found[-1][0])):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def is_session(text: str) -> bool:
    lines = lines_of(text)
    return bool(lines) and _SESSION.fullmatch(lines[0]) is not None and kind_of(lines[0]) is None


def is_numbered(text: str) -> bool:
    """`Logic 2`: one of several sessions of a name."""
    return len(text) < 60 and _NUMBERED.fullmatch(text) is not None and _NOT_NUMBERED.match(text) is None


def names_like(text: str) -> bool:
    """Whether a line may be names and nothing else."""
    if not 4 < len(text) <= LONGEST_NAMES:
        return False
    pieces = [piece for piece in _GLUE.split(_BRACKETS.sub('', text)) if piece]
    if not pieces or not _is_name(pieces[0]) or kind_of(text) is not None:
        return False
    return all(
        (len(piece.split()) == 1 and piece[0].isupper()) or _is_name(piece) or institutional(piece) or is_country(piece)
        for piece in pieces
    )


@lru_cache(maxsize=4096)
def _role(label: str) -> Role | None:
    told = {tuple(parts(f'{label}: {_STRANGER}', role=role)) for role in (Role.AUTHOR, Role.PANELLIST)}
    found = next(iter(told))
    return found[0].role if len(told) == 1 and len(found) == 1 and found[0].person.name == _STRANGER else None


def role_before(line: str) -> Role | None:
    """What those do whom a line names after a colon: `Chair: A. Lovelace`."""
    label, colon, who = line.partition(':')
    if _GIVEN_TALK.match(line):
        return None
    return _role(label.strip()) if colon and who.strip() and 2 < len(label) < 40 else None


def _is_name(piece: str) -> bool:
    words = untitled(piece).split()
    if not 2 <= len(words) <= 5 or institutional(piece):
        return False
    big = [word for word in words if word.casefold() not in _PARTICLES]
    return bool(big) and all(
        word[0].isupper()
        and not any(letter.isdigit() for letter in word)
        and word.casefold().strip('.,:') not in _NO_NAME
        and not re.search(r'[?!:"“”…]', word)
        for word in big
    )


def _halves(line: str, sign: str) -> tuple[str, str]:
    left, _, right = line.partition(sign)
    return left.strip(), right.strip() if right[:1].isspace() else ''


def _dashed(line: str, last: bool = False) -> tuple[str, str]:
    """What stands on both sides of the first dash, or the last; the right is empty where there is none."""
    cuts = list(_DASH.finditer(line))
    if not cuts or not line[: cuts[-last].start()] or not line[cuts[-last].end() :]:
        return line, ''
    return line[: cuts[-last].start()], line[cuts[-last].end() :]


def _bracketed(line: str) -> tuple[str, str] | None:
    """Title and names of `On looms (Ada Lovelace, Analytical Society)`."""
    at = line.rfind('(')
    if at < 1 or not line.endswith(')') or ')' in line[at:-1]:
        return None
    names = line[at + 1 : -1].strip()
    return (line[:at].strip(), names) if names_like(names) and line[:at].strip() else None


def _single(line: str, known: Habits) -> tuple[str, str]:
    """Title and names of a line alone."""
    if kind_of(line) is not None:
        return line, ''
    given = _GIVEN_TALK.fullmatch(line)
    if given is not None:
        return _given(given['what'], given['rest'], line)
    by = _BY.fullmatch(line) if ' by ' in line else None
    if by is not None and names_like(by['names']):
        return by['title'], by['names']
    inside = _bracketed(line)
    if inside is not None and known.brackets:
        return inside
    left, right = _halves(line, ':')
    if known.colon and right and names_like(left):
        return right, left
    left, right = _dashed(line)
    if known.before and right and names_like(left):
        return right, left
    left, right = _dashed(line, last=True)
    if known.after and right and names_like(right):
        return left, right
    return line, ''


def _given(what: str, rest: str, line: str) -> tuple[str, str]:
    """A keynote, whose speaker and title follow its name in any order."""
    left, right = _dashed(rest)
    if not right:
        left, right = _halves(rest, ':')
    if right and names_like(left):
        return f'{what}: {right}', left
    if right and names_like(right):
        return f'{what}: {left}', right
    inside = _bracketed(rest)
    if inside is not None:
        return f'{what}: {inside[0]}', inside[1]
    return (what, rest) if names_like(rest) and len(re.split('[,(]', rest)[0].split()) < 4 else (line, '')


def _several(lines: list[str], known: Habits) -> tuple[str, str, list[str]]:
    """Title, names and what is left, of two lines or more."""
    if kind_of(lines[0]) is not None:
        return lines[0], '', lines[1:]
    one, two = names_like(lines[0]), names_like(lines[1])
    if lines[0].endswith(':'):  # a list stands below
        return lines[0], '', lines[1:]
    if one and (not two or known.names_first):
        end = _places(lines, 1)
        return (lines[end], '\n'.join(lines[:end]), lines[end + 1 :]) if end < len(lines) else (lines[0], '', lines[1:])
    person = not two and known.names_second and len(lines[1].split()) < 4 and lines[1][0].isupper()
    if (two and len(lines) < 6) or person:
        end = _places(lines, 2)
        return lines[0], '\n'.join(lines[1:end]), lines[end:]
    last = next((place for place in range(2, len(lines)) if names_like(lines[place])), None)
    if last is not None:
        end = _places(lines, last + 1)
        if end == len(lines):
            return lines[0], '\n'.join(lines[last:]), lines[1:last]
    title, names = _single(lines[0], known)
    return title, names, lines[1:]


def _places(lines: list[str], at: int) -> int:
    """Where the institutions below a name end."""
    while at < len(lines) and institutional(lines[at]) and len(lines[at]) < LONGEST_NAMES:
        at += 1
    return at


def _unwrapped(lines: list[str]) -> list[str]:
    """A line that goes on in small letters is one with the line before."""
    found = lines[:1]
    for line in lines[1:]:
        if line[0].islower() and not names_like(line):
            found[-1] += ' ' + line
        else:
            found.append(line)
    return found


def _sorted(lines: Sequence[str], urls: bool = True) -> tuple[list[str], list[str], str]:
    """Lines that tell a role, the others, and an address that stands alone."""
    told: list[str] = []
    rest: list[str] = []
    url = ''
    for line in lines:
        alone = _URL.fullmatch(line) if urls and not url else None
        if alone is not None:
            url = alone[1]
        elif role_before(line) is not None and (len(lines) > 1):
            told.append(line)
        else:
            rest.append(line)
    return told, rest, url


def _people(texts: Sequence[str]) -> tuple[tuple[Part, ...], str]:
    """Everybody in these texts, and the texts in which is more than names."""
    found: list[Part] = []
    unsure = []
    for text in texts:
        some = [
            replace(part, role=Role.MODERATOR) if part.role is Role.CHAIR else part
            for part in parts(text)
            if not nobody(part.person.name)
        ]
        found += some
        kept = {
            word
            for part in some
            for name in (part.person.name, *(place.name for place in part.person.institutes))
            for word in _words(name)
        }
        label = _words(text.partition(':')[0]) if role_before(text) else set()
        missing = _words(text) - kept - label - _GRAMMAR
        if any(untitled(f'{word}. X') != 'X' for word in missing):
            unsure.append(text)
    return tuple(found), '; '.join(unsure)


def _words(text: str) -> set[str]:
    return set(re.findall(r'\w+', text.casefold()))
