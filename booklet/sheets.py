"""Pages placed by hand: stacks and frames of blocks become one slug as tall as the column.

In: a sheet, and what sets blocks to a measure. Out: slugs; in them the frames' items in reading order, of each its
ground, then what lies on it, then its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Protocol

from booklet.block import Block, Figure, Frame, Picture, Sheet, Stack
from booklet.diagnostics import Span
from booklet.page import Area, Drawing, Line, Placed, Rule, Target
from booklet.paragraph import Composer
from booklet.rulebook import IDS
from booklet.slug import Slug
from booklet.structure import Structure

NO_FOOT = 1e6  # points: of a column that never ends
_STACK_GAP = 12.0  # points between stacks that would meet, where there is no grid
_HANGING = 2.0  # points that words may stand below their frame: less is not seen
_NEAR = 0.01  # points


class Setter(Protocol):
    """What sets blocks; `inner` is another for a rectangle of the same page, `grid` 0 where it has none."""

    slugs: list[Slug]
    measure: float
    height: float
    grid: float
    composer: Composer
    structure: Structure
    span: Span | None

    def inner(self, measure: float, height: float, grid: float | None = None) -> Setter: ...

    def blocks(self, blocks: tuple[Block, ...], parent: int) -> None: ...

    def finish(self) -> None: ...

    def foreign(self, language: str) -> str: ...

    def shown(
        self, picture: Picture | Figure, x: float, foot: float, parent: int, *, of_page: bool = False
    ) -> tuple[Placed, ...]: ...


def pages_of(sheet: Sheet, setter: Setter, waiting: list[Placed], parent: int) -> list[Slug]:
    """A sheet's page, and others like it for what of its stacks does not go on one; `waiting` stands on the first.

    Stacks that would meet move apart.
    """
    pages = _stacked([(stack, _stack(stack, setter, parent)) for stack in sheet.stacks], setter.height, setter.grid)
    drawing = (Placed(0.0, 0.0, Drawing(sheet.drawing, of_page=True)),) if sheet.drawing else ()
    picture = setter.shown(sheet.picture, *sheet.picture_at, parent, of_page=True) if sheet.picture else ()
    pages[0] = [*waiting, *_frames(sheet, setter, parent), *pages[0]]
    return [
        Slug(setter.height, (*drawing, *(() if number else picture), *contents), forced=bool(setter.slugs or number))
        for number, contents in enumerate(pages)
    ]


def depth_of_stack(slugs: list[Slug]) -> float:
    """How deep a stack is, without the space before it."""
    return sum(s.height + s.space_before for s in slugs) - (slugs[0].space_before if slugs else 0.0)


def _stack(stack: Stack, setter: Setter, parent: int) -> list[Slug]:
    inner = setter.inner(setter.measure, setter.height)
    inner.blocks(stack.blocks, parent)
    return inner.slugs


def _stacked(stacks: list[tuple[Stack, list[Slug]]], height: float, grid: float) -> list[list[Placed]]:
    ends = [(s.y, depth_of_stack(slugs)) for s, slugs in stacks if s.edge == 'bottom']
    floor = height - max((y + deep + (grid or _STACK_GAP) for y, deep in ends), default=0.0)
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for stack, slugs in stacks:
        deep = depth_of_stack(slugs)
        y = min(stack.y, floor - deep) if stack.edge == 'top' else height - stack.y - deep
        if max(y, 0.0) + deep > height or (stack.edge == 'top' and y < 0) or y < used - _NEAR:
            y = used
        for index, slug in enumerate(slugs):
            y += slug.space_before if index else 0.0
            if y + slug.height > height + _NEAR:
                pages.append([])
                y = 0.0
            pages[-1] += [replace(p, y=p.y + y) for p in slug.contents]
            y += slug.height
        used = y
    return pages


def _frames(sheet: Sheet, setter: Setter, parent: int) -> list[Placed]:
    """The frames in the sheet's order; those that belong to rows become a table."""
    structure = setter.structure
    if sheet.role and sheet.frames:
        parent = structure.add(sheet.role, parent)
    placed: list[Placed] = []
    table = tr = row = -1
    for frame in sheet.frames:
        if frame.row < 0:
            table = row = -1
        elif frame.row != row:
            table = table if row >= 0 else structure.add('Table', parent)
            tr, row = structure.add('TR', table), frame.row
        above = parent if frame.row < 0 else tr
        element = structure.add(frame.role, above, language=setter.foreign(frame.language)) if frame.role else above
        placed += (*_under(frame, setter, element), *_words(frame, setter, element))
    return placed


def _under(frame: Frame, setter: Setter, element: int) -> list[Placed]:
    """A frame's name, ground, drawing, picture and link."""
    foot = frame.y + frame.height
    placed: list[Placed] = []
    if frame.anchor:
        placed.append(Placed(frame.x, frame.y, Target(frame.anchor)))
    if frame.ground:
        placed.append(Placed(frame.x, frame.y + frame.height / 2, Rule(frame.width, frame.height, frame.ground)))
    if frame.drawing:
        placed.append(Placed(frame.x, foot, Drawing(frame.drawing, width=0.0 if frame.turns else frame.width)))
    if frame.picture:
        x = frame.x + (frame.width - frame.picture.width) / 2
        placed += setter.shown(frame.picture, x, foot - (frame.height - frame.picture.height) / 2, element)
    if frame.link:
        area = Area(frame.width, frame.height, frame.link)
        placed.append(Placed(frame.x, foot, area, setter.structure.add('Link', element), frame.link))
    return placed


def _words(frame: Frame, setter: Setter, element: int) -> list[Placed]:
    inner = setter.inner(frame.width, NO_FOOT, 0.0)
    inner.blocks(frame.blocks, element)
    inner.finish()
    spare = frame.height - depth_of_stack(inner.slugs)
    if spare < -_HANGING and inner.slugs:
        first = next((p.item.text for s in inner.slugs for p in s.contents if type(p.item) is Line), '')
        message = f'“{first}” and what follows it do not go into their frame'
        setter.composer.sink.warning(message, setter.span, 'shorten it', IDS['page-line-overfull'])
    y = frame.y + _share(frame.align) * spare
    placed: list[Placed] = []
    for number, slug in enumerate(inner.slugs):
        y += slug.space_before if number else 0.0
        placed += [replace(p, x=p.x + frame.x, y=p.y + y) for p in slug.contents]
        y += slug.height
    return placed


def _share(align: Literal['top', 'middle', 'bottom']) -> float:
    """How much of the spare space is above the words."""
    return {'top': 0.0, 'middle': 0.5, 'bottom': 1.0}[align]
