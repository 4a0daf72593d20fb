"""What people call the fields of a talk, a session, a person: keys to roles, in several languages.

The names of columns serve, and those that only records have. In: a key as somebody made it up (`startTime`,
`talk_title`, `Vortragende`). Out: its role, and the language that it names (`title_en`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from booklet.intake.values import names

_FIELDS = {  # the fields of columns that go by another name here
    'speakers': 'people',
    'kind': 'type',
    'biography': 'bio',
    'session_id': 'session',
}
_WORDS = {  # what sites call them besides, or otherwise than people call columns
    'title': 'titl, headline, heading, topic title, rubrik, baslik, nazwa, 標題, заголовок',
    'name': 'name, nom, nombre, nome, naam, navn, namn, nimi, display name, full name, title name, 名前, 姓名, 氏名, '
    '名称, 名稱, 이름, имя, фио',
    'subtitle': 'sub title, tagline, 副題, 副标题',
    'first': 'given, fname, nombre de pila',
    'last': 'family, lname',
    'people': 'speaking, presenting, presented by, performer, by, tutor, intervenante, oratore, konusmaci, 講師, '
    'speaker info',
    'authors': 'creator',
    'chairs': 'program chair, programme chair, organizer and chair, organiser and chair, vorsitzende, sitzungsleiter, '
    'president de seance, 主席, session lead',
    'moderators': 'moderador, facilitator, модератор, mc',
    'organisers': 'organizer, organiser, organisator, organisateur, organizador, organizzatore',
    'abstract': 'content, summary, short description, text, about, info, synopsis, overview, outline, blurb, '
    'beschrijving, beskrivning, 簡介, 介紹, 内容, 說明',
    'bio': 'vita, about speaker, profile text, introduction, 自己紹介, 略歴, 소개',
    'start': 'starting, beginning, start date time, heure debut, hora inicio, start datetime, datetime, date time, '
    'timestamp, begin at, dtstart, startat, 開始時間',
    'end': 'ending, till, end date time, heure fin, hora fin, end datetime, dtend, endat, 結束, stop',
    'time': 'clock, when, uhrzeit, heure, hora, ora, godzina, cas, slot, time range',
    'duration': 'lasting, dlugosc, duration in minute, length minute, 長さ',
    'date': 'day date, calendar date',
    'day': 'tag, day number, 요일',
    'room': 'auditorium, horsaal, misto, huone, theatre, theater, 会场, 場所, 教室, 지점',
    'country': 'country, city, state, town, land, pays, pais, paese, stadt, ville, place',
    'track': 'topic, tema, traccia, parcours, spur, 分類, 分类, 議程軌, カテゴリ, трек, тема',
    'session': 'panel, sekce, symposium, workshop',
    'id': 'uuid, identifier, guid, ref, reference, anchor, submission number, proposal, kennung, tag id, 編號',
    'affiliation': 'organisme, entreprise, azienda, affil, instansi, speaker org, 所屬, 公司, компания',
    'url': 'href, www, site, page, sitio, website url, more, permalink url',
    'language': '語言, locale',
    'keywords': 'tagging, label, stichwort, schlagwort, parola chiave, 關鍵字, ключевое слово',
    'type': 'genre, 類型',
    'board': 'poster id',
    'cancelled': 'is cancelled',
    'zone': 'timezone, time zone, tz, tzid, zeitzone',
    'colour': 'color, colour, farbe, couleur',
    'sponsors': 'sponsor, sponsoren, supporter, partner',
    'tier': 'tier, level, package',
}
# Keys under which talks stand, and those that say nothing of what they hold.
TALKS = names(
    'talk presentation paper contribution lecture event item program programme schedule entry agenda poster keynote '
    'session vortrag vortrage beitrag expose communication ponencia intervento relazione child children slot timeslot '
    'activity tutorial workshop plenary record result data element list row speech competition demo subsession '
    'lightning submission proposal abstract timetable 議程 プログラム 発表'
)
_GENERIC = names(
    'talk presentation paper contribution lecture event item program programme schedule entry agenda session slot '
    'timeslot record result data element list row submission proposal abstract timetable day room track conference '
    'content all child children main page value node activity time block grid person people speaker vortrag vortrage '
    'beitrag programm tag raum talk list index root jour dia'
)
_SYSTEM = names(
    'layout permalink created updated created at updated at modified published weight order sort position usemathjax '
    'slug draft revision version checksum hash abbr abbreviation css class style icon nav menu sitemap toc hidden '
    'visible sort order display order published at last modified lastmod collection'
)
_LANGUAGES = names('en de fr es it pt ja jp zh ko ru uk pl cs nl sv da fi tr el he ar hu ro hr ca eu gl')
_FORMS = names('iso8601 iso utc local long full formatted text html md markdown str string short plain')
_ENDS = names('name id slug list ref key url label title info detail text code')
_STARTS = names(
    'session talk event paper presentation lecture contribution conference programme program speaker author presenter '
    'poster slot item entry abstract main primary panel my'
)
_TAGS = frozenset(('tags', 'labels'))


def folded(key: str) -> str:
    """`startTime`, `start_time`, `Start-Times` are `start time`."""
    parted = re.sub(r'(?<=[a-z0-9])(?=[A-Z])', ' ', key[:80])
    plain = ''.join(c for c in unicodedata.normalize('NFKD', parted) if not unicodedata.combining(c))
    words = re.findall(r'[^\W_]+', unicodedata.normalize('NFKC', plain).casefold())
    return ' '.join(word[:-1] if len(word) > 2 and word[-1] == 's' and word[-2] != 's' else word for word in words)


@cache
def _table() -> dict[str, str]:
    from booklet.columns.names import NAMES

    columns = {folded(name): _FIELDS.get(field, field) for field, known in NAMES.items() for name in known}
    return columns | {folded(word): role for role, words in _WORDS.items() for word in words.split(', ')}


@lru_cache(maxsize=20_000)
def role_of(key: str) -> tuple[str, str]:
    """The role and the language of a key; empty where it is nobody's."""
    if len(key) > 60:
        return '', ''
    table, words, language = _table(), folded(key).split(), ''
    if len(words) > 1 and words[-1] in _LANGUAGES:
        language = words.pop()
    whole = ' '.join(words)
    if key.casefold() in _TAGS or (whole.endswith('tag') and key.casefold().endswith('s')):
        return 'keywords', language
    if whole in table:
        return table[whole], language
    bare = [word for word in words if word not in _FORMS]
    for choice in (bare, bare[:-1] if bare and bare[-1] in _ENDS else bare, _without_start(bare)):
        if ' '.join(choice) in table:
            return table[' '.join(choice)], language
    if bare and bare[-1] == 'chair':
        return 'chairs', language
    for role in ('start', 'end'):
        if re.match(rf'{role} ?(?:$|at|time|date|long|on|hour|utc)', whole):
            return role, language
    if bare and bare[-1] in ('abstract', 'description', 'bio', 'biography'):
        return ('abstract' if bare[-1] in ('abstract', 'description') else 'bio'), language
    return '', language


def _without_start(words: list[str]) -> list[str]:
    found = words[1:] if len(words) > 1 and words[0] in _STARTS else words
    return found[:-1] if len(found) > 1 and found[-1] in _ENDS else found


def holds_talks(key: str) -> bool:
    """Whether a key says that talks stand under it."""
    return any(word in TALKS for word in folded(key).split())


def generic(key: str) -> bool:
    """Whether a key says nothing that a reader would miss: `talks`, `program_data`, `0`."""
    return all(word in _GENERIC or word.isdecimal() for word in folded(key).split())


def of_the_system(key: str) -> bool:
    """What only a site's generator reads."""
    words = folded(key)
    return words in _SYSTEM or all(word in _SYSTEM for word in words.split())
