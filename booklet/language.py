"""A language's dates and times, and the words that the book says for itself.

In: days, minutes and English words. Out: what a reader of the language expects to see. Dates and times come from CLDR,
through Babel, which English needs not at all and the other languages have loaded when they first ask. The book's own
words lie in catalogues, `locale/<language>/LC_MESSAGES/booklet.mo`. All figures are European ones, 0 to 9: the pages'
numbers are.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

    from babel import Locale

_MINUTES_OF_DAY = 24 * 60
_TIE, _JOINER = '\u00a0', '\u2060'  # no-break space, word joiner

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
_WIDE = {'E': 'EEEE', 'ccc': 'cccc', 'MMM': 'MMMM', 'LLL': 'LLLL', 'dd': 'd'}
_NUMERIC_MONTH = re.compile(r'(?<!M)M\.')  # Czech and Slovak, whose other dates have the month's name
_ERA = re.compile(r'G+[\s\u00a0]*')  # Thai: the years are those of the common era, unsaid
_DAY_AND_MONTH = re.compile(r"((?:d|[ML]{3,4})\.?)((?: |'[^']*'|[^\x00-\x7f])+)(?=d|[ML]{3})")
_SPACED_DASH = re.compile(r'[\s\u00a0\u2009\u202f]+–[\s\u00a0\u2009\u202f]+')
_FIRST_OF_MONTH = {'fr': 'er', 'it': 'º', 'pt': 'º', 'pt_PT': ''}  # CLDR has bare figures
_IN_MONTH = {'he': 'ב'}  # CLDR leaves it out where a period spans months
_DAY_PERIOD = re.compile(r'[\s\u00a0\u202f]*[abB]+[\s\u00a0\u202f]*')

_LOCALE = Path(__file__).parent / 'locale'
# A catalogue that serves where a tag has none of its own: same script, or the language's other standard.
_INSTEAD = {'zh_TW': 'zh_Hant', 'zh_HK': 'zh_Hant', 'zh_MO': 'zh_Hant', 'no': 'nb', 'nn': 'nb'}
_INSTEAD |= {'en_PH': 'en_US', 'en_PR': 'en_US'}


class Words(dict[str, str]):
    """The book's own words by their English, which also stands where a language has no word for it."""

    def __init__(self, catalogue: NullTranslations | None = None) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, english: str) -> str:
        found = self[english] = self._catalogue.gettext(english) if self._catalogue else english
        return found


@cache
def words(language: str) -> Words:
    """The book's own words in a language: `words('de')['Contents']` is `'Inhalt'`.

    Those of pt-BR, then of pt, then English. Plain and British English read no file.
    """
    return Words(_catalogue(language))


def has_words(language: str) -> bool:
    """Whether the book can speak the language."""
    return _base(language) == 'en' or _catalogue(language) is not None


@cache
def _catalogue(language: str) -> NullTranslations | None:
    if _base(language) == 'en' and not _month_first(language):
        return None
    from gettext import GNUTranslations

    found: NullTranslations | None = None
    for tag in _tags(language):
        path = _LOCALE / tag / 'LC_MESSAGES' / 'booklet.mo'
        if path.is_file():
            with path.open('rb') as file:
                catalogue = GNUTranslations(file)
            if found:
                found.add_fallback(catalogue)
            found = found or catalogue
    return found


def labelled(label: str, text: str, language: str) -> str:
    """“Chair: Ada Alpha”, with the colon of the language."""
    return words(language)['{label}: {text}'].replace('{label}', label).replace('{text}', text)


def bracketed(text: str, language: str) -> str:
    """“ (cancelled)”, to be put after other words, so with the space before it, where the language has one."""
    return words(language)[' ({text})'].replace('{text}', text)


def comma(language: str) -> str:
    """What stands between the members of a list: “, ”."""
    return words(language)[', ']


def capitalised(text: str, language: str) -> str:
    """The text as a heading begins: with a capital."""
    if text.startswith('i') and _base(language) in ('tr', 'az'):
        return 'İ' + text[1:]
    return text[:1].title() + text[1:]


def format_weekday(date: datetime.date, language: str) -> str:
    """The day of the week, abbreviated: “Mon”, without a full stop."""
    if _is_english(language):
        return _DAYS[date.weekday()][:3]
    from babel.dates import get_day_names

    # Not those that stand alone: Babel has one table of them for all languages that inherit theirs, the first's.
    return str(get_day_names('abbreviated', 'format', locale=_locale(language))[date.weekday()]).removesuffix('.')


def format_day(date: datetime.date, language: str) -> str:
    """A day of the programme, its year left to the cover: `Monday, 30 September`, `Montag, 30. September`.

    As in running text, so with a small letter where the language has one. Day and month stay on one line.
    """
    if _is_english(language):
        day, month = _DAYS[date.weekday()], _MONTHS[date.month - 1]
        return f'{day}, {_english_day(month, date.day, month_first=_month_first(language))}'
    locale = _locale(language)
    skeletons = locale.datetime_skeletons
    for skeleton in ('MMMMEEEEd', 'MMMMEd', 'MMMEd'):
        if skeleton in skeletons:
            return _formatted(date, str(skeletons[skeleton].pattern), language)
    return _formatted(date, 'EEEE, d. MMMM', language)


def format_dates(start: datetime.date, end: datetime.date, language: str) -> str:
    """The days of an event: `30 September 2024`, `1–3 October 2024`, `29 September – 3 October 2024`."""
    if _is_english(language):
        return _english_dates(start, end, month_first=_month_first(language))
    locale = _locale(language)
    long = str(locale.date_formats['long'].pattern)
    if start == end:
        return _formatted(start, long, language)
    field = 'y' if start.year != end.year else 'M' if start.month != end.month else 'd'
    for skeleton in ('yMMMMd', 'yMMMd'):
        pieces = locale.interval_formats.get(skeleton, {}).get(field)
        if pieces and len(pieces) == 2:
            if field != 'd':
                before = _IN_MONTH.get(_base(language), '')
                pieces = [re.sub(rf'(?<!{before})M{{3,4}}', f'{before}MMMM', p) if before else p for p in pieces]
            both = ''.join(_formatted(day, p, language) for day, p in zip((start, end), pieces, strict=True))
            return _SPACED_DASH.sub(f'{_TIE}–{_TIE}' if field == 'd' else f'{_TIE}– ', both)
    return f'{_formatted(start, long, language)}{_TIE}– {_formatted(end, long, language)}'


def format_time(minutes: int, clock: int, language: str) -> str:
    """A time of day: `08:30`, or with a clock of 12 hours `8:30 am`, its space one that does not break.

    `minutes` count from midnight; 26:00 is two in the morning.
    """
    figures, period = time_pieces(minutes, clock, language)
    if not period:
        return figures
    pattern = 'h:mm a' if _is_english(language) else _time_pattern(12, language)
    gap = _TIE if re.search(r'[\s\u00a0\u202f]', pattern) else ''
    return figures + gap + period if re.match(r'\s*[hK]', pattern) else period + gap + figures


def format_times(start: int | None, end: int | None, clock: int, language: str) -> str:
    """From when to when: `9:00–10:30`, never broken; just the one that is known."""
    shown = [format_time(time, clock, language) for time in (start, end) if time is not None]
    return f'{_JOINER}–{_JOINER}'.join(shown)


def language_name(tag: str, language: str) -> str:
    """What a language is called in another: `French`, `Französisch`; its tag where nobody knows it."""
    if not is_known(tag):
        return tag
    return capitalised(_locale(tag).get_language_name(_locale(language)) or tag, language)


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
    figures = figures.replace(' ', _TIE)
    return figures, '' if clock == 24 else str(babel_time(time, 'a', locale=locale))


def _english_day(month: str, day: int, *, month_first: bool) -> str:
    return f'{month}{_TIE}{day}' if month_first else f'{day}{_TIE}{month}'


def _english_dates(start: datetime.date, end: datetime.date, *, month_first: bool) -> str:
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    stop = ',' if month_first else ''
    whole = f'{_english_day(last, end.day, month_first=month_first)}{stop} {end.year}'
    if start == end:
        return whole
    if (start.year, start.month) == (end.year, end.month):
        return f'{first}{_TIE}{start.day}–{end.day}, {end.year}' if month_first else f'{start.day}–{whole}'
    year = '' if start.year == end.year else f'{stop} {start.year}'
    return f'{_english_day(first, start.day, month_first=month_first)}{year}{_TIE}– {whole}'


@cache
def _time_pattern(clock: int, language: str) -> str:
    """The pattern of hours and minutes (CLDR, skeletons `Hm` and `hm`)."""
    skeleton = _locale(language).datetime_skeletons.get('Hm' if clock == 24 else 'hm')
    return str(skeleton.pattern) if skeleton else ('HH:mm' if clock == 24 else 'h:mm a')


def _formatted(date: datetime.date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    first = next((_FIRST_OF_MONTH[tag] for tag in _tags(language) if tag in _FIRST_OF_MONTH), '')
    return str(format_date(date, _widened(pattern, first if date.day == 1 else ''), locale=_locale(language)))


def _widened(pattern: str, after_day: str) -> str:
    """A pattern with the days' and months' names in full (UTS 35, Dates, 2.6.2.2: width may follow the skeleton)."""
    pattern = _ERA.sub('', _NUMERIC_MONTH.sub('MMMM', pattern))
    pattern = _FIELD.sub(lambda match: _WIDE.get(match.group(), match.group()), pattern)
    if after_day:
        pattern = _FIELD.sub(lambda match: f"d'{after_day}'" if match.group() == 'd' else match.group(), pattern)
    return _DAY_AND_MONTH.sub(lambda match: match[1] + match[2].replace(' ', _TIE), pattern)


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


def _tags(language: str) -> list[str]:
    """The tag and what it falls back to, as CLDR writes them: `zh_Hant_TW`, `zh_Hant`, `zh`."""
    first, *others = language.replace('_', '-').split('-')
    tag = '_'.join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])
    found = []
    while tag:
        found += [tag, _INSTEAD[tag]] if tag in _INSTEAD else [tag]
        tag = tag.rpartition('_')[0]
    return found


def is_known(language: str) -> bool:
    """Whether CLDR has the language, so that dates and times can be told in it."""
    return _base(language) == 'en' or _locale(language).language != 'en'


def _base(language: str) -> str:
    return language.replace('_', '-').split('-')[0].lower()


@cache
def _is_english(language: str) -> bool:
    """Whether the English of this module will do: for English, and for what Babel has never heard of."""
    return _base(language) in ('en', '') or _locale(language).language == 'en'


def _month_first(language: str) -> bool:
    return language.replace('_', '-').lower() in _MONTH_FIRST
