"""Dates as people write them, in many languages, to days.

In: texts. Out: `datetime.date`s; None for what is no date. The names of months and weekdays come from CLDR.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

LONGEST = 120  # letters: no date is longer
FIRST_YEAR, LAST_YEAR = 1900, 2199
_BUDDHIST = 543  # years of Thai dates are ahead by so many

# Where a name stands for two months (listopad), the language that comes first decides unless it is named.
LANGUAGES = (
    *('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'sv', 'da', 'nb', 'nn', 'fi', 'is', 'ru', 'uk', 'tr', 'el'),
    *('hu', 'ro', 'sk', 'sl', 'hr', 'sr', 'sr_Latn', 'bg', 'mk', 'lt', 'lv', 'et', 'ca', 'gl', 'eu', 'ga', 'cy', 'sq'),
    *('ar', 'ar_LB', 'fa', 'he', 'hi', 'th', 'vi', 'id', 'ms', 'ja', 'zh', 'ko', 'ka', 'az', 'kk'),
)
_MORE = {'sept': 9, 'febr': 2, 'jänner': 1, 'mrz': 3, 'märz': 3, 'ene': 1, 'set': 9}  # what CLDR has in regions only
_FILLERS = frozenset(
    (
        *(
            'the',
            'of',
            'on',
            'de',
            'del',
            'la',
            'el',
            'le',
            'il',
            'da',
            'do',
            'dia',
            'den',
            'der',
            'dem',
            'am',
            'vom',
            'd',
        ),
        *('en', 'på', 'i', 'år', 'ב', 'г', 'года', 'року', 'р', 'г.', 'сага', 'ano', 'anno', 'an', 'm', 'gada'),
        *('thứ', 'chủ', 'יום', 'ค.ศ', 'พ.ศ'),
    )
)
_NUMBER_NAMES = {'tháng': 'month', 'thg': 'month', 'ngày': 'day', 'năm': 'year'}
_EASTERN = {
    '年': 'year',
    '년': 'year',
    '月': 'month',
    '월': 'month',
    '日': 'day',
    '일': 'day',
    '号': 'day',
    '號': 'day',
}
_DASHES = '-‐‑‒–—−~〜～'

_TOKEN = re.compile(r"\d+|[^\W\d_][^\s\d,;:()/·_\-‐‑‒–—−~〜]*(?:-[^\W\d_][^\s\d,;:()/·\-–—]*)*|'(?=\d)")
_ORDINAL = re.compile(r'(?<=\d)(?:st|nd|rd|th|er|ère|re|ème|e|ste|de|o|ª|°|a)(?![^\W\d_])', re.IGNORECASE)
_ISO = re.compile(r'(\d{4})(?:([-/.]) ?(\d{1,2})\2 ?(\d{1,2})|(\d{2})(\d{2}))\.?')
_NUMERIC = re.compile(r'(\d{1,4})\s?([-/.‐‑–])\s?(\d{1,2})(?:(\s?\2)\s?(\d{4}|\d{2})?)?')
_RANGE = re.compile(
    rf'(?<!\s)\s*(?:[{_DASHES}]+|\bto\b|\bbis\b|\bau\b|\bal\b|\ba\b|\btill\b|\btot\b|\bdo\b)\s*', re.IGNORECASE
)


def date(text: str, year: int | None = None, order: str = '', language: str = '') -> datetime.date | None:
    """A date: `2024-06-01`, `1.6.2024`, `Saturday, June 1st`, `3 juin 2024`, `6月3日`.

    `year` serves where the text has none. `order`: 'dmy' or 'mdy', for `6/1/2024`; see `date_order`.
    """
    parts = _parse(_plain(text), order, language)
    return None if parts is None else parts.date(year)


def days(text: str, year: int | None = None, order: str = '') -> tuple[datetime.date, datetime.date] | None:
    """First and last day: of one date both are the same; `3–5 June 2024`, `May 30 to June 2, 2024`, `3.–5.6.2024`."""
    plain = _plain(text)
    whole = _parse(plain, order, '')
    if whole is not None and (found := whole.date(year)):
        return found, found
    for cut in [*_RANGE.finditer(plain), *re.finditer('/', plain)]:
        left = _parse(plain[: cut.start()], order, '', whole=False)
        right = _parse(plain[cut.end() :], order, '', whole=False)
        if left is None or right is None:
            continue
        first, last = left.filled(right).date(year), right.filled(left).date(year)
        if first and last and first <= last:
            return first, last
    return None


def find_date(text: str, year: int | None = None, order: str = '') -> datetime.date | None:
    """The date in a heading that says more: `Day 1: Monday, June 3`, `Tag 2 (4. Juni)`, `2033-06-03 Looms`."""
    plain = _plain(text)
    pieces = [piece for piece in re.split(r'\s*(?:[:()\[\]|;,•·]|\s[-–—]+\s)\s*', plain) if piece][:12]
    for length in range(len(pieces), 0, -1):
        for first in range(len(pieces) - length + 1):
            parts = _parse(' '.join(pieces[first : first + length]), order, '')
            if parts is not None and (found := parts.date(year)):
                return found
    iso = re.search(r'(?<!\d)\d{4}-\d\d-\d\d(?!\d)', plain)
    parts = _parse(iso[0], order, '') if iso else None
    return parts.date(year) if parts else None


def date_order(texts: Iterable[str]) -> str:
    """Whether `6/1/2024` is the sixth of January ('dmy') or the first of June ('mdy'), told by a whole column.

    What is no day or month decides, then the weekdays beside the figures, then which reading keeps the days together:
    programmes do not last for months. Empty where nothing tells.
    """
    numeric = [
        (match, plain) for plain in map(_plain, texts) if (match := _NUMERIC.search(plain)) and len(match[1]) < 3
    ]
    pairs = [(int(match[1]), int(match[3])) for match, _ in numeric]
    if not pairs or not all(1 <= number <= 31 for pair in pairs for number in pair):
        return ''
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    if day_first or month_first:
        return '' if day_first and month_first else 'dmy' if day_first else 'mdy'
    votes = {order: sum(_weekday_fits(plain, order) for _, plain in numeric) for order in ('dmy', 'mdy')}
    if votes['dmy'] != votes['mdy']:
        return max(votes, key=lambda order: votes[order])
    if any('.' in match.group() for match, _ in numeric):
        return 'dmy'
    spans = {
        'dmy': _spread([b * 31 + a for a, b in pairs]),
        'mdy': _spread([a * 31 + b for a, b in pairs]),
    }
    return '' if spans['dmy'] == spans['mdy'] else min(spans, key=lambda order: spans[order])


def fitting_year(texts: Iterable[str], near: int) -> int | None:
    """The year nearest to `near` in which the weekdays of dates without a year fit; None where no weekday tells."""
    found = [parts for text in texts if (parts := _parse(_plain(text), '', '')) and parts.weekday is not None]
    years = sorted(range(near - 14, near + 15), key=lambda year: (abs(year - near), -year))
    told = [parts for parts in found if parts.year is None]
    return next((year for year in years if told and all(parts.fits(year) for parts in told)), None)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a text says of a date; at least one of it. `weekday`: Monday is 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def date(self, year: int | None) -> datetime.date | None:
        year = self.year or year
        if year is None or self.month is None or self.day is None or not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    def filled(self, other: _Parts) -> _Parts:
        """With the year, and the month too, of the other end of a range."""
        return _Parts(self.year or other.year, self.month or other.month, self.day, self.weekday)

    def fits(self, year: int) -> bool:
        found = self.date(year)
        return found is not None and found.weekday() == self.weekday


def _plain(text: str) -> str:
    """Full-width figures made plain, marks of direction and space left out; what is too long for a date is empty."""
    if len(text) > LONGEST:
        return ''
    return ' '.join(_seen(text).split())


def _seen(text: str) -> str:
    return re.sub('[\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', unicodedata.normalize('NFKC', text))


def _parse(text: str, order: str, language: str, whole: bool = True) -> _Parts | None:
    """`whole`: there must be a day and a month; the end of a range may be a day alone."""
    match = _ISO.fullmatch(text)
    if match:
        year, month, day = int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])
        return _Parts(_common_era(year), month, day)
    parts = _parse_eastern(text) or _parse_numeric(text, order) or _parse_words(text, language, order)
    if parts is None or (whole and (parts.month is None or parts.day is None)):
        return None
    return parts


def _parse_eastern(text: str) -> _Parts | None:
    """`2024年6月3日（月）`, `6월 3일`."""
    found: dict[str, int] = {}
    rest = text
    for match in re.finditer(r'(\d{1,4})\s*([年년月월日일号號])', text):
        if _EASTERN[match[2]] in found:
            return None
        found[_EASTERN[match[2]]] = int(match[1])
        rest = rest.replace(match.group(), '', 1)
    if not found or re.search(r'\d', rest):
        return None
    weekday = re.search(r'[日月火水木金土一二三四五六일월화수목금토]', rest)
    names = ('月一월', '火二화', '水三수', '木四목', '金五금', '土六토', '日일')
    number = next((i for i, name in enumerate(names) if weekday and weekday.group() in name), None)
    return _Parts(found.get('year'), found.get('month'), found.get('day'), number)


def _parse_numeric(text: str, order: str) -> _Parts | None:
    """`1.6.2024`, `Mon 3.6.`, `6/3/24`: numbers with their separators, a weekday at most beside them."""
    match = _NUMERIC.search(text)
    if match is None or re.search(r'\d', text[: match.start()] + text[match.end() :]):
        return None
    beside = [_key(token) for token in _TOKEN.findall(f'{text[: match.start()]} {text[match.end() :]}')]
    weekdays = [_weekdays().get(key) for key in beside if key not in _FILLERS]
    if len(weekdays) > 1 or None in weekdays:
        return None
    weekday = weekdays[0] if weekdays else None
    first, second, closed, third = int(match[1]), int(match[3]), match[4], match[5]
    if third is None and not weekdays and not (match[2] == '/' or (match[2] == '.' and closed)):
        return None  # 9.30 is a time, 2-3 a range
    if len(match[1]) == 4:
        return _Parts(first, second, int(third), weekday) if third else None
    year = None if third is None else _century(third)
    if first > 12 >= second:
        day, month = first, second
    elif second > 12 >= first and (match[2] != '.' or order == 'mdy'):
        day, month = second, first
    else:
        day, month = (second, first) if order == 'mdy' else (first, second)
    return _Parts(year, month, day, weekday)


def _parse_words(text: str, language: str, order: str) -> _Parts | None:
    """`Monday, 3rd of June 2024`, `Juin 3`, `3. Juni`, `ngày 3 tháng 6 năm 2024`."""
    months, weekdays = _months(language), _weekdays()
    year = month = day = weekday = None
    unit = ''
    numbers: list[str] = []
    names: list[str] = []
    for token in _TOKEN.findall(_ORDINAL.sub('', text)):
        key = _key(token)
        if key not in months and key.removeprefix('ב') in months:
            key = key.removeprefix('ב')  # Hebrew: in
        if token.isdecimal():
            if unit == 'month':
                month = int(token)
            else:
                numbers.append(token if unit != "'" or len(token) != 2 else str(_century(token)))
            unit = ''
        elif token == "'" or key in _NUMBER_NAMES:
            unit = "'" if token == "'" else _NUMBER_NAMES[key]
        elif key in _FILLERS:
            continue
        elif key in months or key in weekdays:
            names.append(key)
        else:
            return None
    for key in sorted(names, key=lambda key: (key in months) + (key in weekdays)):  # the sure ones first: mar. 3 juin
        if key in months and month is None:
            month = months[key]
        elif key in weekdays and weekday is None:
            weekday = weekdays[key]
        else:
            return None
    for token in numbers:
        if len(token) == 4 and year is None:
            year = _common_era(int(token))
        elif len(token) <= 2 and day is None and 1 <= int(token) <= 31:
            day = int(token)
        elif len(token) == 2 and year is None and month is not None:
            year = _century(token)
        else:
            return None
    return None if month is None and day is None else _Parts(year, month, day, weekday)


def _century(text: str) -> int:
    return _common_era(int(text)) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _common_era(year: int) -> int:
    return year - _BUDDHIST if 2443 <= year <= 2643 else year


def _weekday_fits(plain: str, order: str) -> bool:
    parts = _parse(plain, order, '')
    return parts is not None and parts.weekday is not None and parts.year is not None and parts.fits(parts.year)


def _spread(numbers: Sequence[int]) -> int:
    return sum(b - a for a, b in pairwise(sorted(numbers)))


def _key(word: str) -> str:
    return word.strip(".'’´`،").removesuffix('ที่').casefold()  # Thai: on


def _bare(word: str) -> str:
    return ''.join(c for c in unicodedata.normalize('NFD', word) if not unicodedata.combining(c))


@cache
def _months(language: str = '') -> dict[str, int]:
    """Names of months in small letters, with accents and without; the language's own before others."""
    found: dict[str, int] = {}
    own = language.replace('-', '_').partition('_')[0]
    for code in sorted(LANGUAGES, key=lambda code: code.partition('_')[0] != own):
        for width in ('wide', 'abbreviated'):
            _learn(found, _names(code, 'months', width))
    for name, number in _MORE.items():
        found.setdefault(name, number)
    return found


@cache
def _weekdays() -> dict[str, int]:
    found: dict[str, int] = {}
    for width in ('wide', 'abbreviated', 'short'):
        for code in LANGUAGES:
            _learn(found, _names(code, 'days', width))
    _learn(found, [(name, i) for i, name in enumerate(('tues', 'thurs', 'thur')) for i in ((1,), (3,), (3,))[i]])
    return found


def _learn(found: dict[str, int], names: Iterable[tuple[str, int]]) -> None:
    for name, number in names:
        for word in (_key(_seen(name)), _bare(_key(_seen(name)))):
            last = word.rpartition(' ')[2]  # Thứ Hai: the words before it are fillers
            if last and not last[0].isdecimal():
                found.setdefault(last, number)


def _names(code: str, what: str, width: str) -> list[tuple[str, int]]:
    from babel import Locale

    forms = getattr(Locale.parse(code), what)
    return [
        (str(name), number) for form in ('format', 'stand-alone') for number, name in forms[form].get(width, {}).items()
    ]
