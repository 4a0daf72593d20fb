"""What people call the fields of a talk, a session, a person: keys to roles, in several languages.

In: a key as somebody made it up (`startTime`, `talk_title`, `Vortragende`). Out: its role, and the language that it
names (`title_en`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORDS = {  # words parted by commas, in the singular; what stands first in a key decides nothing
    'title': 'title, titel, titre, titulo, titolo, titl, talk title, talk, headline, heading, subject, topic title, '
    'tytul, nazev, cim, rubrik, otsikko, baslik, nazwa, thema, 標題, 标题, タイトル, 題名, 제목, название, заголовок, назва',
    'name': 'name, nom, nombre, nome, naam, navn, namn, nimi, display name, full name, title name, 名前, 姓名, 氏名, 名称, 名稱, '
    '이름, имя, фио',
    'subtitle': 'subtitle, sub title, tagline, untertitel, sous titre, subtitulo, sottotitolo, 副題, 副标题',
    'first': 'first name, first, given, given name, forename, fname, vorname, prenom, nombre de pila, firstname',
    'last': 'last name, last, family, family name, surname, lname, nachname, familienname, nom de famille, apellido, '
    'cognome, sobrenome, lastname',
    'people': 'speaker, presenter, people, person, participant, presented by, lecturer, instructor, panelist, panellist, '
    'host, performer, by, who, tutor, referent, referentin, vortragende, vortragender, redner, rednerin, sprecher, '
    'orateur, oratrice, intervenant, intervenante, ponente, conferenciante, orador, relatore, oratore, palestrante, '
    'spreker, prelegent, prednasejici, eloado, foredragsholder, talare, puhuja, konusmaci, докладчик, спикер, ведущий, '
    'доповідач, 講者, 讲者, 講師, 演讲者, 登壇者, 発表者, スピーカー, 발표자, 연사, invited speaker, keynote speaker, speaker info, presenting author',
    'authors': 'author, co author, coauthor, autor, autorin, auteur, autore, creator, contributor, автор, 著者, 作者, 저자',
    'chairs': 'chair, chairperson, chairman, session chair, program chair, programme chair, organizer and chair, '
    'organiser and chair, vorsitz, vorsitzende, sitzungsleitung, sitzungsleiter, leitung, president de seance, '
    'presidente, voorzitter, przewodniczacy, puheenjohtaja, председатель, 座長, 主席, 主持人, 좌장, session lead, convenor, convener',
    'moderators': 'moderator, moderatorin, moderation, moderateur, moderador, moderatore, facilitator, 司会, модератор, mc',
    'organisers': 'organizer, organiser, organisator, organisateur, organizador, organizzatore',
    'abstract': 'abstract, description, desc, body, content, detail, summary, long description, short description, text, '
    'about, info, synopsis, overview, outline, blurb, zusammenfassung, beschreibung, inhalt, resume, resumen, resumo, '
    'descripcion, descricao, descrizione, riassunto, sommario, samenvatting, beschrijving, streszczenie, opis, abstrakt, '
    'popis, osszefoglalo, sammanfattning, beskrivning, tiivistelma, ozet, аннотация, описание, тезисы, анотація, '
    '摘要, 簡介, 简介, 介紹, 概要, 内容, 說明, 要旨, 초록, 설명',
    'bio': 'bio, biography, biographie, biografia, biografie, vita, cv, about speaker, profile text, introduction, '
    '自己紹介, 略歴, 소개, биография, short bio, speaker bio',
    'start': 'start, start time, time start, starting, begin, begin time, beginning, from, start date time, starttime, '
    'start at, beginn, anfang, debut, heure debut, inicio, hora inicio, inizio, aanvang, poczatek, zacatek, '
    'start datetime, datetime, date time, timestamp, begin at, dtstart, startat, начало, 開始, 开始, 開始時間, 시작',
    'end': 'end, end time, time end, ending, finish, until, to, till, end date time, endtime, end at, ende, bis, fin, '
    'heure fin, hora fin, fine, einde, koniec, konec, end datetime, dtend, endat, конец, окончание, 終了, 结束, 結束, 종료, stop',
    'time': 'time, hour, clock, when, zeit, uhrzeit, heure, horaire, hora, ora, orario, tijd, godzina, czas, cas, tid, '
    'aika, saat, slot, time slot, timeslot, time range, время, час, 時間, 时间, 시간',
    'duration': 'duration, length, lasting, minute, dauer, lange, duree, duracion, durata, duracao, duur, dlugosc, '
    'duration minute, duration min, duration in minute, length minute, min, 長さ, 时长, продолжительность',
    'date': 'date, datum, fecha, data, dato, paivamaara, tarih, day date, start date, calendar date, дата, 日期, 日付, 날짜',
    'day': 'day, weekday, tag, wochentag, jour, dia, giorno, dag, dzien, den, nap, paiva, gun, conference day, day number, '
    'день, 日, 曜日, 요일',
    'room': 'room, location, venue, hall, stage, where, auditorium, raum, saal, ort, horsaal, salle, lieu, '
    'sala, lugar, luogo, aula, zaal, locatie, miejsce, mistnost, misto, terem, lokal, rum, huone, salon, theatre, theater, '
    'аудитория, зал, место, 會場, 会场, 会場, 場所, 教室, 지점, 장소',
    'country': 'country, city, state, town, land, pays, pais, paese, stadt, ville, place',
    'track': 'track, category, topic, theme, stream, strand, area, subject area, sektion, themenbereich, kategorie, '
    'categorie, categoria, tema, traccia, thematique, parcours, spur, 分類, 分类, 議程軌, トラック, カテゴリ, 트랙, секция, трек, тема',
    'session': 'session, panel, sitzung, seance, sesion, sessione, sessao, sessie, sesja, sekce, block, symposium, '
    'セッション, 세션, сессия, session title, session name, session number, session code, workshop',
    'id': 'id, uid, uuid, slug, code, key, identifier, number, nr, no, paper id, guid, ref, reference, anchor, paper number, '
    'submission id, submission number, proposal, proposal id, kennung, numero, tag id, 編號, 番号',
    'affiliation': 'affiliation, org, organization, organisation, institution, institute, company, university, employer, '
    'firma, einrichtung, organisme, etablissement, entreprise, afiliacion, institucion, empresa, affiliazione, azienda, '
    'afiliacja, affil, instansi, speaker org, 所属, 所屬, 公司, 单位, 單位, 소속, организация, аффилиация, компания',
    'url': 'url, link, website, web, homepage, href, www, site, page, webseite, lien, enlace, sitio, sito, website url, '
    'more, permalink url',
    'language': 'language, lang, sprache, langue, idioma, lingua, jezyk, taal, язык, 語言, 语言, 言語, 언어, locale',
    'keywords': 'keyword, tag list, tagging, label, stichwort, schlagwort, mot cle, palabra clave, parola chiave, 關鍵字, '
    '关键词, キーワード, 키워드, ключевые слова, ключевое слово',
    'type': 'type, kind, format, talk type, typ, art, tipo, genre, vortragsart, тип, 類型, 类型, 種類, 유형',
    'board': 'board, poster number, poster board, poster id',
    'cancelled': 'cancelled, canceled, is cancelled, abgesagt, annule, cancelado, annullato',
    'zone': 'timezone, time zone, tz, tzid, zeitzone',
    'colour': 'color, colour, farbe, couleur',
    'sponsors': 'sponsor, sponsoren, supporter, partner',
    'tier': 'tier, level, package',
}
# Keys under which talks stand, and those that say nothing of what they hold.
TALKS = frozenset(
    'talk presentation paper contribution lecture event item program programme schedule entry agenda poster keynote '
    'session vortrag vortrage beitrag expose communication ponencia intervento relazione child children slot timeslot '
    'activity tutorial workshop plenary record result data element list row speech competition demo subsession '
    'lightning submission proposal abstract timetable 議程 プログラム 発表'.split()
)
_GENERIC = frozenset(
    'talk presentation paper contribution lecture event item program programme schedule entry agenda session slot '
    'timeslot record result data element list row submission proposal abstract timetable day room track conference '
    'content all child children main page value node activity time block grid person people speaker vortrag vortrage '
    'beitrag programm tag raum talk list index root jour dia'.split()
)
_SYSTEM = frozenset(
    'layout permalink created updated created at updated at modified published weight order sort position usemathjax '
    'slug draft revision version checksum hash abbr abbreviation css class style icon nav menu sitemap toc hidden '
    'visible sort order display order published at last modified lastmod collection'.split()
)
_LANGUAGES = frozenset('en de fr es it pt ja jp zh ko ru uk pl cs nl sv da fi tr el he ar hu ro hr ca eu gl'.split())
_FORMS = frozenset('iso8601 iso utc local long full formatted text html md markdown str string short plain'.split())
_ENDS = frozenset('name id slug list ref key url label title info detail text code'.split())
_STARTS = frozenset(
    'session talk event paper presentation lecture contribution conference programme program speaker author presenter '
    'poster slot item entry abstract main primary panel my'.split()
)
_TAGS = frozenset(('tags', 'tag', 'labels', 'review tag'))


def folded(key: str) -> str:
    """`startTime`, `start_time`, `Start-Times` are `start time`."""
    parted = re.sub(r'(?<=[a-z0-9])(?=[A-Z])', ' ', key[:80])
    plain = ''.join(c for c in unicodedata.normalize('NFKD', parted) if not unicodedata.combining(c))
    words = re.findall(r'[^\W_]+', unicodedata.normalize('NFKC', plain).casefold())
    return ' '.join(word[:-1] if len(word) > 2 and word[-1] == 's' and word[-2] != 's' else word for word in words)


@cache
def _table() -> dict[str, str]:
    return {folded(word): role for role, words in _WORDS.items() for word in words.split(', ')}


@cache
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
