"""A language's dates and times, and the words that the book says for itself.

In: days, minutes and English words. Out: what a reader of the language expects to see. English needs no Babel; the
other languages have it loaded when they first ask.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_MINUTES_OF_DAY = 24 * 60
_NO_BREAK_SPACE = '\u00a0'

_DAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_MONTHS = (
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
)
_MONTH_FIRST = frozenset(('en-us', 'en-ph', 'en-pr'))

_FIELD = re.compile(r"'[^']*'|([A-Za-z])\1*")
_WIDE = {'E': 'EEEE', 'ccc': 'cccc', 'MMM': 'MMMM', 'LLL': 'LLLL'}
_DAY_PERIOD = re.compile(r'[\s\u00a0\u202f]*[abB]+[\s\u00a0\u202f]*')

_GERMAN = {
    'Abstract to be announced': 'Zusammenfassung folgt',
    'Abstracts': 'Zusammenfassungen',
    'Affiliation': 'Zugehörigkeit',
    'Agenda': 'Programm',
    'Author index': 'Autorenverzeichnis',
    'Break': 'Pause',
    'Cancelled': 'Entfällt',
    'Chair': 'Leitung',
    'Chairs': 'Leitung',
    'Contents': 'Inhalt',
    'Day': 'Tag',
    'End of the day': 'Ende des Tages',
    'Funded by': 'Gefördert von',
    'Keywords': 'Schlagwörter',
    'No programme': 'Kein Programm',
    'Organised by': 'Veranstaltet von',
    'Page': 'Seite',
    'Poster': 'Poster',
    'Posters': 'Poster',
    'Programme': 'Programm',
    'Room': 'Raum',
    'Session': 'Sitzung',
    'Speaker index': 'Verzeichnis der Vortragenden',
    'Speakers': 'Vortragende',
    'Sponsors': 'Förderer',
    'Supported by': 'Unterstützt von',
    'Time': 'Zeit',
    'Title': 'Titel',
    'Title and abstract to be announced': 'Titel und Zusammenfassung folgen',
    'Title to be announced': 'Titel folgt',
    'To be announced': 'Wird bekannt gegeben',
    'Track': 'Themenreihe',
    'and': 'und',
    'by': 'von',
    'cancelled': 'entfällt',
    'continued': 'Fortsetzung',
    'discussant': 'Diskussion',
    'moderator': 'Moderation',
    'page': 'Seite',
    'see also': 'siehe auch',
    'see page': 'siehe Seite',
    'to': 'bis',
}
_TABLES: Mapping[str, Mapping[str, str]] = {'de': _GERMAN}


class Words(dict[str, str]):
    """The book's own words by their English, which also stands where a language has no word for it."""

    def __missing__(self, english: str) -> str:
        return english


@cache
def words(language: str) -> Words:
    """The book's own words in a language: `words('de')['Contents']` is `'Inhalt'`."""
    return Words(_TABLES.get(_base(language), {}))


def format_day(date: datetime.date, language: str) -> str:
    """A day of the programme, its year left to the cover: `Monday, 30 September`, `Montag, 30. September`."""
    if _is_english(language):
        day, month = _DAYS[date.weekday()], _MONTHS[date.month - 1]
        return f'{day}, {month} {date.day}' if _month_first(language) else f'{day}, {date.day} {month}'
    locale = _locale(language)
    skeletons = locale.datetime_skeletons
    for skeleton in ('MMMMEEEEd', 'MMMMEd', 'MMMEd'):
        if skeleton in skeletons:
            return _formatted(date, _widened(str(skeletons[skeleton].pattern)), locale)
    return _formatted(date, 'EEEE, d. MMMM', locale)


def format_dates(start: datetime.date, end: datetime.date, language: str) -> str:
    """The days of an event: `30 September 2024`, `1–3 October 2024`, `29 September – 3 October 2024`."""
    if _is_english(language):
        return _english_dates(start, end, month_first=_month_first(language))
    from babel.dates import format_date

    locale = _locale(language)
    if start == end:
        return str(format_date(start, 'long', locale=locale))
    field = 'y' if start.year != end.year else 'M' if start.month != end.month else 'd'
    for skeleton in ('yMMMMd', 'yMMMd'):
        pieces = locale.interval_formats.get(skeleton, {}).get(field)
        if pieces and len(pieces) == 2:
            first, second = (_formatted(day, _widened(p), locale) for day, p in zip((start, end), pieces, strict=True))
            return first + second
    return f'{format_date(start, "long", locale=locale)} – {format_date(end, "long", locale=locale)}'


def format_time(minutes: int, clock: int, language: str) -> str:
    """A time of day: `08:30`, or with a clock of 12 hours `8:30 am`, its space one that does not break.

    `minutes` count from midnight; 26:00 is two in the morning.
    """
    figures, period = time_pieces(minutes, clock, language)
    if not period:
        return figures
    if not _is_english(language) and not re.match(r'[hK]', _time_pattern(12, language).lstrip()):
        return f'{period}{_NO_BREAK_SPACE}{figures}'
    return f'{figures}{_NO_BREAK_SPACE}{period}'


def time_pieces(minutes: int, clock: int, language: str) -> tuple[str, str]:
    """A time of day as its figures and, with a clock of 12 hours, its `am` or `pm`, to be set in columns."""
    hour, minute = divmod(minutes % _MINUTES_OF_DAY, 60)
    if _is_english(language):
        if clock == 24:
            return f'{hour:02}:{minute:02}', ''
        return f'{(hour - 1) % 12 + 1}:{minute:02}', 'am' if hour < 12 else 'pm'
    from babel.dates import format_time as babel_time

    locale, time = _locale(language), datetime.time(hour, minute)
    figures = str(babel_time(time, _DAY_PERIOD.sub('', _time_pattern(clock, language)), locale=locale))
    return figures, '' if clock == 24 else str(babel_time(time, 'a', locale=locale))


def _english_dates(start: datetime.date, end: datetime.date, *, month_first: bool) -> str:
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    same_month = (start.year, start.month) == (end.year, end.month)
    if month_first:
        whole = f'{last} {end.day}, {end.year}'
        if start == end:
            return whole
        if same_month:
            return f'{first} {start.day}–{end.day}, {end.year}'
        return f'{first} {start.day}{"" if start.year == end.year else f", {start.year}"} – {whole}'
    whole = f'{end.day} {last} {end.year}'
    if start == end:
        return whole
    if same_month:
        return f'{start.day}–{whole}'
    return f'{start.day} {first}{"" if start.year == end.year else f" {start.year}"} – {whole}'


@cache
def _time_pattern(clock: int, language: str) -> str:
    """The pattern of hours and minutes (CLDR, skeletons `Hm` and `hm`)."""
    skeleton = _locale(language).datetime_skeletons.get('Hm' if clock == 24 else 'hm')
    return str(skeleton.pattern) if skeleton else ('HH:mm' if clock == 24 else 'h:mm a')


def _widened(pattern: str) -> str:
    """A pattern with the days' and months' names in full (UTS 35, Dates, 2.6.2.2: width may follow the skeleton)."""
    return _FIELD.sub(lambda match: _WIDE.get(match.group(), match.group()), pattern)


def _formatted(date: datetime.date, pattern: str, locale: Locale) -> str:
    from babel.dates import format_date

    return str(format_date(date, pattern, locale=locale))


@cache
def _locale(language: str) -> Locale:
    """Babel's locale of a BCP 47 language, or of the part of its tag that is known; else English."""
    from babel import Locale, UnknownLocaleError

    tag = language.replace('_', '-')
    while tag:
        try:
            return Locale.parse(tag, sep='-')
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition('-')[0]
    return Locale('en')


def _base(language: str) -> str:
    return language.replace('_', '-').split('-')[0].lower()


@cache
def _is_english(language: str) -> bool:
    """Whether the English of this module will do: for English, and for what Babel has never heard of."""
    return _base(language) in ('en', '') or _locale(language).language == 'en'


def _month_first(language: str) -> bool:
    return language.replace('_', '-').lower() in _MONTH_FIRST
