"""The orders in which abstracts may stand: by day, session, track, title or name.

In: an event. Out: chapters, each of which begins a page; in each, stretches of talks under a heading of their own.
Days keep the order of the content, tracks that of its list; titles and names are collated by the language's rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from booklet import references
from booklet.blocks.pieces.common import day_name
from booklet.blocks.pieces.given import Given, of_day, of_event, of_nowhere
from booklet.collate import initial, sort_key
from booklet.language import words
from booklet.model import Event, Role, Session, Track

FEW, MANY = (
    40,
    120,
)  # talks in a chapter of an alphabetical order: it ends after a letter from the one on, or at the other


@dataclass(frozen=True, slots=True)
class Stretch:
    """Talks that stand together, under the heading of their session where they have one."""

    talks: tuple[Given, ...]
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """`name` is its heading, and what the contents list; chapters without one read as a single one."""

    stretches: tuple[Stretch, ...]
    name: str = ''
    anchor: str = ''
    track: Track | None = None

    @property
    def talks(self) -> tuple[Given, ...]:
        return tuple(talk for stretch in self.stretches for talk in stretch.talks)


def keys(event: Event, order: str, posters: bool = True) -> tuple[int, ...]:
    """The chapters that have something in them. `posters`: whether these stand among the talks."""
    return _ORDERS[order].keys(event, posters)


def chapter(event: Event, order: str, key: int, posters: bool = True) -> Chapter:
    return _ORDERS[order].chapter(event, key, posters)


# --- by day, and by session ---


def _days(event: Event, posters: bool) -> tuple[int, ...]:
    """Days that have talks, by their number; then the posters, and the talks, that belong to none."""
    found = [number for number, day in enumerate(event.days) if any(posters or not one.poster for one in of_day(day))]
    loose = list(of_nowhere(event))
    last = len(event.days)
    found += [last] if posters and any(one.poster for one in loose) else []
    return (*found, *([last + 1] if any(not one.poster for one in loose) else []))


def _day(event: Event, key: int, posters: bool) -> Chapter:
    said, last = words(event.language), len(event.days)
    if key < last:
        day = event.days[key]
        return Chapter(_stretches(of_day(day), posters), day_name(event, day), references.day('abstracts', day.date))
    talks = tuple(one for one in of_nowhere(event) if one.poster == (key == last))
    if key == last:
        return Chapter((Stretch(talks),), said['Posters'], references.posters('abstracts'))
    return Chapter((Stretch(talks),), said['Contributions'], references.talks('abstracts'))


def _stretches(talks: Iterable[Given], posters: bool) -> tuple[Stretch, ...]:
    """Neighbours of one session, or of none, together."""
    shown = (one for one in talks if posters or not one.poster)
    together = ((list(group)) for _, group in groupby(shown, lambda one: one.session.id if one.session else ''))
    return tuple(Stretch(tuple(group), group[0].session) for group in together)


# --- by track ---


def _by_track(event: Event, posters: bool) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {track.id: [] for track in (*event.tracks, Track('', ''))}
    for one in of_event(event):
        if posters or not one.poster:
            track = _track(one)
            found.setdefault(track.id if track else '', []).append(one)
    return found


def _track(one: Given) -> Track | None:
    return one.talk.track or (one.slot and one.slot.track) or (one.session and one.session.track) or None


def _tracks(event: Event, posters: bool) -> tuple[int, ...]:
    return tuple(number for number, talks in enumerate(_by_track(event, posters).values()) if talks)


def _of_track(event: Event, key: int, posters: bool) -> Chapter:
    id_, talks = list(_by_track(event, posters).items())[key]
    track = _track(talks[0])
    alone = len(_tracks(event, posters)) == 1
    name = track.name if track else '' if alone else words(event.language)['Without track']
    return Chapter((Stretch(tuple(talks)),), name, references.track('abstracts', id_), track)


# --- by title, and by name ---


def _by_title(one: Given) -> tuple[str, ...]:
    """Signs of markup do not count in an alphabet."""
    return (one.talk.title.source,) if one.talk.announced else ()


def _by_name(one: Given) -> tuple[str, ...]:
    """Whoever gives the talk, or has written it; then its title."""
    people = sorted(one.talk.people, key=lambda part: part.role is Role.AUTHOR)
    if not people:
        return _by_title(one)
    return (people[0].person.family, people[0].person.given, one.talk.title.source)


def _alphabetical(event: Event, posters: bool, words_of: Callable[[Given], tuple[str, ...]]) -> list[list[Given]]:
    talks = [one for one in of_event(event) if posters or not one.poster]
    chapters = collated(tuple(map(words_of, talks)), event.language)
    return [[talks[number] for number in chapter] for chapter in chapters]


@lru_cache(maxsize=4)
def collated(entries: tuple[tuple[str, ...], ...], language: str) -> tuple[tuple[int, ...], ...]:
    """The numbers of the entries in alphabetical order, those without words last, in chapters of whole letters."""
    key = sort_key(language)
    order = sorted(range(len(entries)), key=lambda n: (not entries[n], tuple(map(key, entries[n])), n))
    letters = {n: initial(entries[n][0], language) if entries[n] else '' for n in order}
    chapters: list[tuple[int, ...]] = []
    chapter: list[int] = []
    for number in order:
        ended = chapter and letters[chapter[-1]] != letters[number]
        if (ended and len(chapter) >= FEW) or len(chapter) >= MANY:
            chapters.append(tuple(chapter))
            chapter = []
        chapter.append(number)
    return (*chapters, *([tuple(chapter)] if chapter else []))


@dataclass(frozen=True, slots=True)
class _Order:
    keys: Callable[[Event, bool], tuple[int, ...]]
    chapter: Callable[[Event, int, bool], Chapter]


def _alphabet(words_of: Callable[[Given], tuple[str, ...]]) -> _Order:
    return _Order(
        lambda event, posters: tuple(range(len(_alphabetical(event, posters, words_of)))),
        lambda event, key, posters: Chapter((Stretch(tuple(_alphabetical(event, posters, words_of)[key])),)),
    )


_ORDERS = {
    'day': _Order(_days, _day),
    'session': _Order(_days, _day),
    'track': _Order(_tracks, _of_track),
    'title': _alphabet(_by_title),
    'name': _alphabet(_by_name),
}
