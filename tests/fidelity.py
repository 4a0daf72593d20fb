"""What the symposium's content must say, word for word, derived from the organisers' text.

In: `data/symposium.md` (the transcription, byte for byte) and the table of mends in `content/README.md`. Out: an
ordered tuple of `Entry`, each a cover line, a line of the agenda or an abstract, in words. `entries_of` makes the same
of a loaded event, so that the two can be compared; `locate` finds an entry's words in any other text, say of the built
PDF.

The parser is strict: a line it does not expect is an error, so that nothing of the transcription is passed over.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from booklet.model import Contribution, Event, Slot

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / 'tests' / 'data' / 'symposium.md'
MENDS = ROOT / 'content' / 'README.md'
HEADER = ['line', 'place', 'before', 'after', 'why']
LINE_END = '⏎'  # stands for a line end in the table of mends

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """Damage of the transcription: `before` begins in `line` (from 1) of it, and reads `after` when mended."""

    line: int
    place: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the book says. `label` names a cover line; `strong` are the runs that the author stressed."""

    kind: Literal['cover', 'agenda', 'abstract']
    label: str = ''
    day: str = ''
    time: str = ''
    speaker: Words = ()
    affiliation: Words = ()
    title: Words = ()
    body: tuple[Words, ...] = ()
    strong: tuple[Words, ...] = ()

    @property
    def texts(self) -> tuple[Words, ...]:
        """What is to be read, in no layout's order: each is one run of words on the page."""
        return tuple(text for text in (self.speaker, self.affiliation, self.title, *self.body) if text)


# --- words ------------------------------------------------------------------------------------------------------------

TYPOGRAPHY = str.maketrans(
    {
        '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'", '‚': "'",
        '\u2010': '-', '\u2011': '-', '\u2212': '-', '…': '...',
        '\u00ad': None, '\u200b': None, '\u2060': None, '\ufeff': None,
        'ﬀ': 'ff', 'ﬁ': 'fi', 'ﬂ': 'fl', 'ﬃ': 'ffi', 'ﬄ': 'ffl',
    }
)  # fmt: skip
FORMULA = re.compile(r'\$[^$\n]+\$')


@lru_cache(maxsize=1024)
def words(text: str) -> Words:
    """The words of `text`, with what is only typography made alike: kinds of quotes, spaces, dashes spelled in hyphens,
    presentation ligatures, markers of bold. A formula is one word: its TeX source without spaces.
    """
    text = FORMULA.sub(lambda match: re.sub(r'\s', '', match[0]), text)
    text = text.translate(TYPOGRAPHY).replace('**', '').replace('---', '—').replace('--', '–')
    return tuple('–' if word == '-' else word for word in text.split())


def strong_runs(text: str) -> tuple[Words, ...]:
    return tuple(words(run) for run in re.findall(r'\*\*(.+?)\*\*', text, re.DOTALL))


def paragraphs(text: str) -> tuple[Words, ...]:
    return tuple(words(part) for part in re.split(r'\n\s*\n', text) if part.strip())


def locate(needle: Words, haystack: Sequence[str], start: int = 0, formula: int = 16) -> int:
    """The index after the first place at or after `start` where `needle` stands in `haystack`, or -1.

    A formula of the needle may be any 1 to `formula` words there: set mathematics extracts in its own way.
    """
    for first in range(start, len(haystack)):
        end = _matches(needle, haystack, first, formula)
        if end >= 0:
            return end
    return -1


def _matches(needle: Words, haystack: Sequence[str], at: int, formula: int) -> int:
    for done, word in enumerate(needle):
        if FORMULA.fullmatch(word):
            ends = (_matches(needle[done + 1 :], haystack, at + gap, formula) for gap in range(1, formula + 1))
            return next((end for end in ends if end >= 0), -1)
        if at >= len(haystack) or haystack[at] != word:
            return -1
        at += 1
    return at if at <= len(haystack) else -1


# --- the mends --------------------------------------------------------------------------------------------------------


def read_mends(text: str) -> tuple[Mend, ...]:
    """The rows of the table whose header is `HEADER`."""
    rows: list[list[str]] = []
    for token in MarkdownIt('commonmark').enable('table').parse(text):
        if token.type == 'tr_open':
            rows.append([])
        elif token.type == 'inline' and rows and token.level >= 4:
            children = token.children or []
            code = [child.content for child in children if child.type == 'code_inline']
            rows[-1].append(code[0].strip() if len(children) == len(code) == 1 else token.content)
    start = rows.index(HEADER) + 1
    return tuple(
        Mend(int(line), place, before.replace(LINE_END, '\n'), after.replace(LINE_END, '\n'), why)
        for line, place, before, after, why in rows[start:]
    )


def mended(seed: str, mends: Sequence[Mend]) -> str:
    """The transcription with every mend applied; each must fit exactly once in its line, and overlap no other."""
    starts = [0]
    for line in seed.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    cuts: list[tuple[int, int, str]] = []
    for mend in mends:
        begin, end = starts[mend.line - 1], starts[mend.line]
        found = [m.start() for m in re.finditer(re.escape(mend.before), seed[begin : end + len(mend.before)])]
        found = [begin + at for at in found if begin + at < end]
        if len(found) != 1:
            raise ValueError(f'mend fits {len(found)} times in line {mend.line}: {mend.before!r}')
        if mend.before == mend.after:
            raise ValueError(f'mend mends nothing in line {mend.line}: {mend.before!r}')
        cuts.append((found[0], found[0] + len(mend.before), mend.after))
    parts, at = [], 0
    for first, last, after in sorted(cuts):
        if first < at:
            raise ValueError(f'mends overlap: {seed[first:last]!r}')
        parts += [seed[at:first], after]
        at = last
    return ''.join([*parts, seed[at:]])


# --- the transcription ------------------------------------------------------------------------------------------------

DAY = r'(?P<day>(?:Sun|Mon|Tues|Wednes|Thurs)day, \d+ (?:September|October))'
TIME = r'(?P<time>\d{1,2}:\d\d [ap]m)'
SPEAKER = re.compile(rf'(?:#### )?{TIME} (?P<bold>\*\*)?(?P<speaker>[^*]+?)(?(bold)\*\*) — (?P<affiliation>.+)')
ROW = re.compile(r'\|(?P<time>[^|]*)\|(?P<title>[^|]*)\|(?P<speaker>[^|]*)\|')


def parse(text: str) -> tuple[Entry, ...]:
    """The mended transcription, entry by entry, in its order."""
    cover, rest = _halves(text, '## **Agenda**\n')
    agenda, abstracts = _halves(rest, '## Abstracts — ')
    return (*_cover(cover), *_agenda(agenda), *_abstracts('## Abstracts — ' + abstracts))


def _halves(text: str, mark: str) -> tuple[str, str]:
    head, found, tail = text.partition(mark)
    if not found:
        raise ValueError(f'no {mark!r}')
    return head, tail


def _cover(text: str) -> Iterator[Entry]:
    blocks = [block.strip() for block in re.split(r'\n\s*\n', text) if block.strip()]
    title, dates, place, label, funders, *again = blocks
    if not title.startswith('## ') or label != '#### Funded by':
        raise ValueError(f'not a cover: {blocks}')
    title = title.removeprefix('## ')
    if again != ['# ' + title, '## ' + dates, '### ' + place]:
        raise ValueError(f'the second title page differs: {again}')
    for name, value in (('title', title), ('dates', dates), ('place', place), ('funders', funders)):
        yield Entry('cover', label=name, title=words(value))


def _agenda(text: str) -> Iterator[Entry]:
    day = ''
    for line in text.splitlines():
        row = ROW.fullmatch(line)
        if not line or re.fullmatch(r'[|-]+', line):
            continue
        if heading := re.fullmatch(f'## {DAY}', line):
            day = heading['day']
        elif single := re.fullmatch(rf'\*\*{TIME}\*\* (?P<title>.+)', line):
            yield Entry('agenda', day=day, time=single['time'], title=words(single['title']))
        elif not row:
            raise ValueError(f'not a line of the agenda: {line!r}')
        elif heading := re.fullmatch(DAY, row['title'].strip()):
            if row['time'].strip() or row['speaker'].strip():
                raise ValueError(f'not a day: {line!r}')
            day = heading['day']
        elif re.fullmatch(TIME, row['time'].strip()):
            yield Entry(
                'agenda', day=day, time=row['time'].strip(), title=words(row['title']), speaker=words(row['speaker'])
            )
        elif any(cell.strip() for cell in row.groups()):
            raise ValueError(f'not a row of the agenda: {line!r}')


def _abstracts(text: str) -> Iterator[Entry]:
    blocks = [block.strip() for block in re.split(r'\n\s*\n', text) if block.strip()]
    day, head, body = '', None, []
    for block in blocks:
        heading = re.fullmatch(f'## Abstracts — {DAY}', block)
        speaker = SPEAKER.fullmatch(block)
        if not (heading or speaker):
            body.append(block)
            continue
        if head:
            yield _abstract(day, head, body)
        elif body:
            raise ValueError(f'an abstract of nobody: {body}')
        day, head, body = heading['day'] if heading else day, speaker, []
    if head:
        yield _abstract(day, head, body)


def _abstract(day: str, head: re.Match[str], blocks: Sequence[str]) -> Entry:
    title, *body = blocks or ['']
    if any(block.startswith('#') for block in body):
        raise ValueError(f'a heading inside an abstract: {body}')
    return Entry(
        'abstract',
        day=day,
        time=head['time'],
        speaker=words(head['speaker']),
        affiliation=words(head['affiliation']),
        title=words(title.removeprefix('#### ')),
        body=tuple(words(block) for block in body),
        strong=tuple(run for block in body for run in strong_runs(block)),
    )


def expected_entries() -> tuple[Entry, ...]:
    """What the book must say: the transcription, mended by exactly the listed mends."""
    seed = SEED.read_bytes().decode('utf-8')
    return parse(mended(seed, read_mends(MENDS.read_text(encoding='utf-8'))))


# --- a loaded event ---------------------------------------------------------------------------------------------------

WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
MONTHS = {9: 'September', 10: 'October'}


def entries_of(event: Event) -> tuple[Entry, ...]:
    """The same of a loaded event: cover lines, agenda of every day, abstracts of every day."""
    return (*_cover_of(event), *_agenda_of(event), *_abstracts_of(event))


def _cover_of(event: Event) -> Iterator[Entry]:
    cover = (event.title.source, event.dates_text, event.place, ' and '.join(event.funders))
    for name, value in zip(('title', 'dates', 'place', 'funders'), cover, strict=True):
        yield Entry('cover', label=name, title=words(value))


def _agenda_of(event: Event) -> Iterator[Entry]:
    for day in event.days:
        for slot in day.slots:
            title = slot.talk.agenda_title or slot.talk.title if slot.talk else slot.title
            yield Entry(
                'agenda',
                day=day_name(day.date),
                time=clock(slot),
                title=words(title.source),
                speaker=_names(slot.talk.people if slot.talk else slot.people),
            )


def _abstracts_of(event: Event) -> Iterator[Entry]:
    for day in event.days:
        for slot in day.slots:
            if slot.talk:
                talk = slot.talk
                yield Entry(
                    'abstract',
                    day=day_name(day.date),
                    time=clock(slot),
                    speaker=_names(talk.people),
                    affiliation=words('; '.join(a.name for c in talk.people for a in c.affiliations)),
                    title=words(talk.title.source) if talk.announced else (),
                    body=paragraphs(talk.abstract.source),
                    strong=strong_runs(talk.abstract.source),
                )


def _names(people: Sequence[Contribution]) -> Words:
    return words(', '.join(contribution.person.name for contribution in people))


def day_name(date: datetime.date) -> str:
    """As the transcription writes it: `Monday, 30 September`, whatever the machine's locale."""
    return f'{WEEKDAYS[date.weekday()]}, {date.day} {MONTHS.get(date.month, "?")}'


def clock(slot: Slot) -> str:
    """As the transcription writes it: `8:30 am`."""
    if slot.start is None:
        return ''
    hour, minute = divmod(slot.start, 60)
    return f'{(hour - 1) % 12 + 1}:{minute:02} {"am" if hour % 24 < 12 else "pm"}'
