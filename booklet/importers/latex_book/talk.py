"""A talk of a book, from its pieces.

In: an `Entry`. Out: an `Item`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from booklet.draft import Item, Losses, Part
from booklet.importers.latex_book.entries import AUTHOR, PLACE, Entry
from booklet.importers.latex_book.looks import (
    EMPTY,
    INDEX,
    MAIL,
    RAISED,
    bare,
    head_of,
    looks_like_names,
    names_source,
    plain,
    raised_marks,
    unbraced,
)
from booklet.intake.latex_text import END, Tex, definitions, needed
from booklet.model import Role, Text
from booklet.reading.dates import find_date
from booklet.reading.people import people
from booklet.reading.times import clocks

_KEYWORDS = re.compile(
    r'(?:\\keywords?\b\s*:?|(?:\\textbf|\\textit|\\emph)\s*\{\s*key\s?words?\s*:?\s*\}\s*:?|(?m:^)\s*key\s?words?\s*:)'
    r'(?P<words>.*?)(?=\n\s*\n|\\end\b|\\[a-z]+\s*(?=\\index)|\\packages\b|\Z)',
    re.IGNORECASE | re.DOTALL,
)
_WHEN = re.compile(r'\\[A-Za-z]*(?:date|day|time|slot)\s*(?=\{)', re.IGNORECASE)


def item(entry: Entry, track: str, macros: dict[str, str], losses: Losses) -> Item:
    body, (date, start, end) = _when(entry.body.replace(END.strip(), ''))
    speakers, places = entry.speakers, entry.affiliations
    body, speakers = _taken(body, AUTHOR, speakers)
    body, places = _taken(body, PLACE, places)
    body, listed = _listed_places(body)
    body, keywords = _keywords(body, entry.keywords)
    paragraphs = [one for part in re.split(r'\n[ \t]*\n', body) if bare(part) and (one := part.strip())]
    if not speakers:
        for number, paragraph in enumerate(paragraphs[:2]):
            if looks_like_names(bare(paragraph)):
                speakers = bare(paragraphs.pop(number))
                break
    if not plain(speakers):
        speakers, below, rest = head_of('\n\n'.join(paragraphs))
        places = places or below
        paragraphs = [one for part in re.split(r'\n[ \t]*\n', rest) if bare(part) and (one := part.strip())]
    title = ' '.join(INDEX.sub('', entry.title).split())
    source = '\n\n'.join(_trimmed(paragraphs))
    own = definitions(source)
    needs = needed(source, {name: words for name, words in macros.items() if name not in own})
    abstract = '\n'.join(needs) + '\n\n' + source if needs and source else source
    if not source:
        losses.changed('abstract', plain(title), 'the source has a heading and no text')
    return Item(
        title=title,
        dialect='latex',
        abstract=Text(abstract, 'latex'),
        date=date,
        start=start,
        end=end,
        track=track or plain(entry.session),
        people=tuple(_parts(speakers, places or listed)),
        keywords=keywords,
    )


def _when(body: str) -> tuple[str, tuple[datetime.date | None, int | None, int | None]]:
    """The day and time that macros of their own tell; a body without them."""
    tex, date, span = Tex(body), None, None
    pieces, at = [], 0
    for match in _WHEN.finditer(body):
        words = tex.group(match.end())
        told = plain(words[0]) if words else ''
        found, clock = find_date(told), clocks(told)
        if words is not None and (found or clock):
            date, span = date or found, span or clock
            pieces.append(body[at : match.start()])
            at = words[1]
    start, end = span or (None, None)
    return ''.join([*pieces, body[at:]]), (date, start, end) if date else (None, None, None)


def _taken(body: str, mark: re.Pattern[str], so_far: str) -> tuple[str, str]:
    """The arguments of a macro out of the head of a body."""
    tex, found, pieces, at = Tex(body), [so_far] if so_far else [], [], 0
    for match in mark.finditer(body):
        number = re.match(r'\s*\[([^\]]{0,40})\]', body[match.end() : match.end() + 60])
        words = tex.group(match.end() + (number.end() if number else 0))
        if words is not None and match.start() >= at:
            pieces.append(body[at : match.start()])
            at = words[1]
            second = tex.group(at) if mark is AUTHOR and body[at : at + 1] == '{' else None
            at = second[1] if second else at
            told = f'{words[0]} ({second[0]})' if second else words[0]
            found.append(f'({number[1]}) {told}' if number else told)
    return ''.join([*pieces, body[at:]]), '; '.join(found)


def _listed_places(body: str) -> tuple[str, str]:
    """An environment `affiliations` with numbered items."""
    one = next((one for one in Tex(body).environments() if re.match('affil|institut|address', one.name)), None)
    if one is None:
        return body, ''
    items = [bare(re.sub(r'\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?|\$\^.*', '', part, flags=re.DOTALL))
             for part in re.split(r'\\item\b', one.content)[1:]]  # fmt: skip
    listed = '; '.join(f'({number}) {plain(item)}' for number, item in enumerate(items, 1) if item)
    return body[: one.start] + '\n\n' + body[one.end :], listed


def _keywords(body: str, told: str) -> tuple[str, tuple[str, ...]]:
    match = _KEYWORDS.search(body)
    words = told or (match['words'] if match else '')
    words = re.sub(r'^\s*\{(.*)\}\s*$', r'\1', words.strip(), flags=re.DOTALL)
    if match and not told:
        body = body[: match.start()] + body[match.end() :]
    found = [plain(word).strip(' .') for word in re.split(r'[;,]|\\(?:and|sep)\b', words)]
    return body, tuple(word for word in found if 0 < len(word) < 80)


def _trimmed(paragraphs: list[str]) -> list[str]:
    """Without leading and trailing commands that only move what follows."""
    found = [one for paragraph in paragraphs if (one := re.sub(rf'\A(?:\s|{EMPTY.pattern})+', '', paragraph).strip())]
    return [re.sub(r'\\(?:newpage|clearpage|pagebreak|bigskip|medskip|vfill)\s*\Z', '', one).rstrip() for one in found]


def _parts(speakers: str, places: str) -> Iterator[Part]:
    """Everybody; where some are underlined, they present and the others are authors."""
    source = names_source(re.sub(r'\\(?:and|And|AND)\b|\\\\', '; ', speakers))
    underlined = re.findall(r'\\underline\s*\{((?:[^{}]|\{[^{}]*\})*)\}', source)
    presenting = {plain(words) for words in underlined}
    listed = RAISED.sub(lambda match: f'({raised_marks(next(filter(None, match.groups()), ""))}) ', places)
    for one in people(unbraced(plain(source)), unbraced(plain(MAIL.sub('', listed)))):
        author = presenting and not any(name in one.name or one.name in name for name in presenting)
        yield Part(one, Role.AUTHOR if author else Role.SPEAKER)
