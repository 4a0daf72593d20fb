"""Sheets that parts place by hand, for the tests: what they say, and that nothing on them lies over anything else.

In: sections of blocks. Out: their frames and words; assertions. The gauge here knows letters and no fonts, so that
properties over many programmes are quick; whole books are set with the true one.
"""

from __future__ import annotations

import datetime
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from booklet import stock
from booklet.block import Block, Frame, Group, Inlines, Remark, Row, Section, Sheet, Text
from booklet.blocks import with_parts
from booklet.brief import Brief, entry_of
from booklet.design import Layout
from booklet.design_load import load_layout
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.markup import Inline
from booklet.model import (
    Contribution,
    Day,
    Entry,
    Event,
    Kind,
    Person,
    Role,
    Room,
    Slot,
    Talk,
    Track,
)
from booklet.model import Session as Gathering
from booklet.model import Text as Words

NEAR = 0.02  # points


@dataclass(frozen=True)
class Letters:
    """A gauge to which each letter is half an em wide."""

    layout: Layout

    def lines(self, inlines: Inlines, style: str, width: float, scale: float = 1.0) -> int:
        each = max(1, int(width / (0.5 * self.layout.styles[style].size * scale)))
        return sum(max(1, math.ceil(len(part) / each)) for part in words_of(inlines).split('\n'))

    def width(self, inlines: Inlines, style: str, scale: float = 1.0) -> float:
        return len(words_of(inlines)) * 0.5 * self.layout.styles[style].size * scale

    def height(self, blocks: Sequence[Block], width: float) -> float:
        texts = (block for block in blocks if isinstance(block, Text))
        return sum(
            self.lines(text.inlines, text.style, width, text.scale)
            * self.layout.styles[text.style].leading
            * text.scale
            for text in texts
        )


@functools.cache
def layout_of(name: str) -> Layout:
    sink = Sink()
    found = load_layout(name, stock.layouts_folder().parent, sink, Library([stock.fonts_folder()]))
    assert found is not None, sink.items
    return found


def brief_of(event: Event, layout: str, part: str) -> Brief:
    """A part's brief with a gauge of letters, in a book that has an agenda and abstracts beside it."""
    design = layout_of(layout)
    event = replace(event, parts=tuple(Entry(name, name) for name in (part, 'agenda', 'abstracts')))
    event = with_parts(event, design)
    return Brief(event, design, entry_of(event, part), Letters(design))


def words_of(inlines: Inlines) -> str:
    return ''.join(inline.text if isinstance(inline, Inline) else '\n' for inline in inlines)


def sheets(section: Section) -> list[Sheet]:
    return [block for block in section.blocks if isinstance(block, Sheet)]


def told(section: Section) -> list[str]:
    return [block.message for block in section.blocks if isinstance(block, Remark)]


def said(frames: Sequence[Frame]) -> str:
    """All words of some frames, with single spaces."""

    def walk(blocks: Sequence[Block]) -> list[str]:
        found: list[str] = []
        for block in blocks:
            if isinstance(block, Text):
                found.append(words_of(block.inlines))
            elif isinstance(block, Group):
                found += walk(block.blocks)
            elif isinstance(block, Row):
                found += [words_of(cell.inlines) for cell in block.cells]
        return found

    return spaced('\n'.join(part for frame in frames for part in walk(frame.blocks)))


def spaced(text: str) -> str:
    return ' '.join(text.split())


def assert_placed(section: Section, brief: Brief, *, grounds: bool = True) -> None:
    """No frame stands out of the page; all words fit; none that has words (or `grounds`) lies over another that has."""
    width, height = brief.frame.width, brief.frame.height
    for sheet in sheets(section):
        for frame in sheet.frames:
            assert -2 <= frame.x <= width - frame.width + NEAR, frame
            assert -NEAR <= frame.y <= height - frame.height + NEAR, frame
            assert brief.gauge.height(frame.blocks, frame.width) <= frame.height + NEAR, frame
        shown = [frame for frame in sheet.frames if frame.blocks or (grounds and (frame.ground or frame.drawing))]
        for one, other in combinations(shown, 2):
            apart = (
                one.x + one.width <= other.x + NEAR
                or other.x + other.width <= one.x + NEAR
                or one.y + one.height <= other.y + NEAR
                or other.y + other.height <= one.y + NEAR
            )
            assert apart, (one, other)


# --- programmes ---

HALL, LAB, ATTIC, YARD = (Room(name.casefold(), name) for name in ('Hall', 'Lab', 'Attic', 'Yard'))
STEAM, SAIL = Track('steam', 'Steam'), Track('sail', 'Sail')
FIRST = datetime.date(2031, 5, 5)


def talk(start: int, end: int, name: str, room: Room | None = None, track: Track | None = None) -> Slot:
    speaker = Person(f'p-{name}', f'Ada {name.split()[-1]}', name.split()[-1], 'Ada')
    people = (Contribution(speaker, Role.SPEAKER, ()),)
    of = Talk(f't-{name.casefold().replace(" ", "-")}', Words(name), people, track=track)
    return Slot(Kind.TALK, of.title, start, end, of, people, room, track)


def pause(start: int, end: int | None, name: str, kind: Kind = Kind.BREAK, room: Room | None = None) -> Slot:
    return Slot(kind, Words(name), start, end, room=room)


def session(start: int, end: int, name: str, room: Room, *slots: Slot) -> Gathering:
    return Gathering(f's-{name.casefold().replace(" ", "-")}', Words(name), start, end, room=room, slots=slots)


def event_of(*days: Sequence[Slot | Gathering]) -> Event:
    given = tuple(Day(FIRST + datetime.timedelta(number), items=tuple(items)) for number, items in enumerate(days))
    return Event(
        title=Words('Meeting of the ships'),
        short_title='Ships',
        language='en',
        clock=24,
        start=FIRST,
        end=given[-1].date if given else FIRST,
        place='Old Harbour',
        days=given,
        rooms=(HALL, LAB, ATTIC, YARD),
        tracks=(STEAM, SAIL),
    )


def plain_day(number: int) -> list[Slot]:
    """A talk, a break, two talks at the same time, lunch, a talk, an evening."""
    return [
        talk(540, 600, f'Opening of day {number}', HALL),
        pause(600, 630, 'Coffee'),
        talk(630, 690, f'Boilers {number}', HALL, STEAM),
        talk(630, 690, f'Rigging {number}', LAB, SAIL),
        pause(690, 780, 'Lunch', Kind.MEAL),
        talk(780, 840, f'Harbours {number}', HALL),
        pause(1140, 1260, f'Dinner {number}', Kind.SOCIAL, YARD),
    ]
