"""Blocks set to a measure: a galley of slugs, not yet on pages.

In: the blocks of one section and the column's measure. Out: slugs in order, and the structure they belong to. With a
baseline grid every paragraph's height and every space is a whole number of grid steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from booklet.block import (
    Anchor,
    Block,
    Cell,
    Display,
    Figure,
    Group,
    Hung,
    NewPage,
    Ornament,
    Picture,
    Remark,
    Row,
    Section,
    Sheet,
    Text,
)
from booklet.design import Colour, TextStyle
from booklet.diagnostics import Diagnostic, Span
from booklet.figures import figure
from booklet.images import Image
from booklet.markup import Inline
from booklet.page import ARTIFACT, Area, Drawing, Item, Late, Line, Mark, MathRun, Placed, Rule, Run, Target
from booklet.paragraph import Composer
from booklet.rulebook import IDS
from booklet.sheets import NO_FOOT, depth_of_stack, pages_of
from booklet.slug import Slug
from booklet.structure import Structure

_BELOW = 0.27  # of the leading: what lies below the baseline of a line's strip
_HAIRLINE = Colour(0.6, 0.6, 0.6)  # where the layout's palette does not name one
_HANGING = 2.0  # points that a line may stand out: less is not seen
_ASCENT, _DESCENT = 0.7, 0.25  # of the size: how far a line's letters reach above and below its baseline
_NEAR = 0.04  # of the size: by how much they may fail to, for few reach so far, and fewer just there
_INTO_SPACE = 0.4  # of the leading: how far a display may reach into the space around it, both sides together
_PLACE = '000'  # stands for a page number until the line is broken
_CAPITALS = 0.66  # of the size: how high they are, in most faces
_ROW_KEPT_WHOLE = 8  # lines; a taller table row may break over pages


# An item on a baseline: x, the item, its element, its link and how wide the link's area is (leftwards if negative).
_Put = tuple[float, Item, int, str, float]


@dataclass(frozen=True, slots=True)
class Galley:
    """`head` stands across the columns of the first page and takes `head_depth` points of them.

    `told`: of what the sink was told meanwhile, by its number there, the slug that it is about.
    """

    slugs: list[Slug]
    structure: Structure
    head: list[Slug]
    head_depth: float
    told: Mapping[int, int] = field(default_factory=dict)


def set_galley(
    section: Section,
    measure: float,
    full: float,
    height: float,
    composer: Composer,
    images: Mapping[str, Image] | None = None,
) -> Galley:
    """Sets a section on columns of `measure` × `height` points; `full` is the width of all columns together.

    `images`: those of the book, by their keys.
    """
    structure = Structure()
    root = structure.add('Sect', -1)
    head = _Setter(full, height, composer, structure, images=images)
    head.blocks(section.head, root)
    depth = sum(s.height + s.space_before for s in head.slugs)
    if head.slugs:
        depth += head.on_grid(head.space) - head.slugs[0].space_before
    setter = _Setter(measure, height, composer, structure, images=images)
    setter.blocks(section.blocks, root)
    setter.finish()
    return Galley(setter.slugs, structure, head.slugs, depth, {**dict.fromkeys(head.told, 0), **setter.told})


def depth_of(blocks: tuple[Block, ...], measure: float, composer: Composer, grid: float | None = 0.0) -> float:
    """How deep blocks are on a measure, without the space before the first; points. `grid` None: on the layout's."""
    setter = _Setter(measure, NO_FOOT, composer, grid=grid)
    setter.blocks(blocks, -1)
    return depth_of_stack(setter.slugs)


class _Setter:
    """The slugs so far, and what still waits for the next one: space, a new page, targets, marks, rules."""

    def __init__(
        self,
        measure: float,
        height: float,
        composer: Composer,
        structure: Structure | None = None,
        grid: float | None = None,
        images: Mapping[str, Image] | None = None,
    ) -> None:
        self.measure, self.height, self.composer = measure, height, composer
        self.images = images or {}
        self.grid = composer.layout.grid if grid is None else grid
        self.hairline = composer.layout.palette.get('hairline', _HAIRLINE)
        self.structure = structure or Structure()
        self.slugs: list[Slug] = []
        self.space = 0.0
        self.waiting: list[Placed] = []
        self.forced = False
        self.keep = False
        self.unit = -1
        self.units = 0
        self.span: Span | None = None
        self.told: dict[int, int] = {}

    def blocks(self, blocks: tuple[Block, ...], parent: int) -> None:
        findings = self.composer.sink.items
        for block in blocks:
            before, slug = len(findings), len(self.slugs)
            if isinstance(block, Text | Display):
                self.span = block.span
            if type(block) is Text:
                self.text(block, parent)
            elif type(block) is Row:
                self.row(block, parent)
            elif type(block) is Group:
                self.group(block, parent)
            elif type(block) is Display:
                self.display(block, parent)
            elif type(block) is Ornament:
                self.ornament(block)
            elif type(block) is Picture or type(block) is Figure:
                self.picture(block, parent)
            elif type(block) is Hung:
                self.hung(block, parent)
            elif type(block) is Sheet:
                self.sheet(block, parent)
            elif type(block) is Anchor:
                self.mark(block.name, ())
            elif type(block) is NewPage:
                self.forced = True
            elif type(block) is Remark:
                findings.append(Diagnostic(block.severity, block.message, block.span, block.hint, block.rule))
            for number in range(before, len(findings)):
                self.told.setdefault(number, slug)

    def finish(self) -> None:
        """What still waits for a slug goes to the foot of the last."""
        if self.waiting and self.slugs:
            last = self.slugs[-1]
            left = tuple(replace(p, y=p.y + last.height) for p in self.waiting)
            self.slugs[-1] = replace(last, contents=(*last.contents, *left))
            self.waiting.clear()

    def group(self, group: Group, parent: int) -> None:
        element = (
            self.structure.add(group.role, parent, language=self.foreign(group.language)) if group.role else parent
        )
        outer = self.unit
        if group.unit:
            self.unit = self.units
            self.units += 1
        self.blocks(group.blocks, element)
        self.unit = outer

    def text(self, text: Text, parent: int) -> None:
        composer = self.composer
        style = composer.style(text.style, text.scale)
        before = len(composer.sink.items)
        label_element = self.structure.add('Lbl', parent) if text.label else ARTIFACT  # read before its item
        element = self.structure.add(text.role, parent, language=self.foreign(text.language))
        if text.link:
            element = self.structure.add('Link', element)
        left = style.indent + text.indent
        measure = self.measure - left - style.right_indent
        turned = bool(text.turns and text.indent and composer.runs_against(text.inlines, text.language))
        if turned:  # its indent is on the other side
            left -= text.indent
        lines = composer.lines(
            (*text.inlines, Inline(_PLACE, link=f'#{text.page_of}')) if text.page_of else text.inlines,
            style,
            measure,
            language=text.language,
            structure=self.structure,
            parent=element,
            span=text.span,
            turns=text.turns,
        )
        late = None
        if text.page_of and lines:
            lines[-1], late = self.numbered(lines[-1], style, text.page_of)
        self.within(lines, measure, text.span)
        self.told_of(lines, before)
        self.mark(text.anchor, text.marks)
        self.keep = text.keep
        if text.label:
            label = composer.line(text.label, style)
            gap = 0.4 * style.size
            x = left + measure + gap if turned else max(0.0, left - label.width - gap)
            depth = self.below(style)
            self.waiting.append(Placed(x, self.padded(style, len(lines)) + style.leading - depth, label, label_element))
        rows: list[list[_Put]] = []
        for number, line in enumerate(lines):
            indent = style.hanging if number else style.first_indent
            x = left + indent + _offset(style, measure - indent, line.width)
            rows.append([(x, line, element, text.link, line.width)])
        if late:
            x, line = rows[-1][0][0], lines[-1]
            # In a book that is turned round its place is counted from the line's other end.
            at = x + line.width - late[0] if composer.base else x + late[0]
            if not composer.base:  # the line ends where its number begins
                rows[-1][0] = (x, replace(line, width=late[0]), *rows[-1][0][2:])
            rows[-1].append((at, late[1], late[2], text.link or f'#{text.page_of}', 0.0))
        self.strips(rows, style, style.space_before, style.space_after, style.keep_with_next, keep=style.keep_with_next)

    def numbered(self, line: Line, style: TextStyle, anchor: str) -> tuple[Line, tuple[float, Late, int] | None]:
        """The line without what stands for its page number at its end, and the number: where it begins, its element."""
        last = line.runs[-1] if line.runs else None
        if not isinstance(last, Run) or last.text != _PLACE:
            return line, None
        kind = self.composer.type(style)  # not that of the run, whose script may have found its figures elsewhere
        late = Late(anchor, kind.font, kind.run, leading=not self.composer.base)
        return replace(line, runs=line.runs[:-1]), (last.x, late, last.element)

    def display(self, display: Display, parent: int) -> None:
        style = self.composer.layout.styles[display.style]
        left = style.indent + display.indent
        measure = self.measure - left
        lines = self.composer.display(
            display.tex,
            style,
            measure,
            self.height - self.grid,
            language=display.language,
            macros=display.macros,
            span=display.span,
        )
        formulas = [run for line in lines for run in line.runs if isinstance(run, MathRun)]
        spoken = formulas[0].formula.speech if formulas else ''
        element = self.structure.add('Formula', parent, alt=spoken or display.tex)
        if not formulas:
            rows: list[list[_Put]] = [[(left, line, element, '', 0.0)] for line in lines]
            self.strips(rows, style, style.space_before, style.space_after, False, keep=False)
            return
        spare = _INTO_SPACE if len(lines) == 1 and min(style.space_before, style.space_after) >= style.leading else 0.01
        for number, (line, run) in enumerate(zip(lines, formulas, strict=True)):
            formula, size = run.formula, run.style.size
            tall = (formula.ascent + formula.descent) * size
            own = replace(style, leading=style.leading * max(1, math.ceil(tall / style.leading - spare)))
            before = 0.0 if number else style.space_before
            after = style.space_after if number == len(lines) - 1 else 0.0
            self.strips([[(left, line, element, '', 0.0)]], own, before, after, False, keep=False)
            self.fits(tall)
            # its own depth decides where its baseline lies in the strip
            slug = self.slugs[-1]
            y = (slug.height + (formula.ascent - formula.descent) * size) / 2
            moved = [replace(p, y=y) if p.item is line else p for p in slug.contents]
            self.slugs[-1] = replace(slug, contents=tuple(moved))

    def row(self, row: Row, parent: int) -> None:
        element = self.structure.add(row.role, parent) if row.role else parent
        styles = self.composer.layout.styles
        columns: list[list[_Put]] = []
        tallest: TextStyle | None = None
        within = element
        for cell in row.cells:
            style = styles[cell.style]
            if cell.align:
                # What its author wants at the right is there in a book that is turned round too: figures line up so.
                align = 'left' if self.composer.base and cell.align == 'right' else cell.align
                style = replace(style, align=align)
            if tallest is None or style.leading > tallest.leading:
                tallest = style
            if not cell.joins:
                within = self.structure.add(cell.role, element) if cell.role else ARTIFACT
            columns.append(self.cell(cell, style, within))
        if tallest is None:
            return
        self.mark(row.anchor, row.marks)
        count = max(1, *map(len, columns))
        rows = [[column[i] for column in columns if i < len(column)] for i in range(count)]
        if row.rule:
            rule = Rule(self.measure - row.rule_x, row.rule, self.hairline)
            self.waiting.append(Placed(row.rule_x, 0.0, rule))
        self.keep = self.keep or row.follows
        whole = row.keep or count <= _ROW_KEPT_WHOLE
        first = len(self.slugs)
        self.strips(rows, tallest, row.space_before, row.space_after, row.keep_with_next, keep=whole)
        if row.again:
            self.again(first, row.again)

    def again(self, first: int, cells: tuple[Cell, ...]) -> None:
        """What a slug shows besides where it is the first of its column, on the baseline that it has anyway."""
        slug = self.slugs[first]
        y = next((p.y for p in slug.contents if type(p.item) is Line), slug.height)
        styles = self.composer.layout.styles
        puts = [self.cell(cell, styles[cell.style], ARTIFACT)[:1] for cell in cells]
        head = tuple(Placed(x, y, item, ARTIFACT) for row in puts for x, item, *_ in row)
        self.slugs[first] = replace(slug, head=head)

    def cell(self, cell: Cell, style: TextStyle, element: int) -> list[_Put]:
        if cell.link and element != ARTIFACT:
            element = self.structure.add('Link', element)
        if cell.page_of:
            kind = self.composer.type(style)
            return [(cell.x + cell.width, Late(cell.page_of, kind.font, kind.run), element, cell.link, -cell.width)]
        before = len(self.composer.sink.items)
        lines = self.composer.lines(
            cell.inlines, style, cell.width, structure=self.structure, parent=element, span=cell.span
        )
        self.within(lines, cell.width, cell.span)
        self.told_of(lines, before)
        placed: list[_Put] = []
        for number, line in enumerate(lines):
            indent = style.hanging if number else style.first_indent
            x = cell.x + indent + _offset(style, cell.width - indent, line.width)
            placed.append((x, line, element, cell.link, line.width))
        return placed

    def ornament(self, ornament: Ornament) -> None:
        self.space = max(self.space, ornament.space_before)
        width = ornament.width or self.measure - ornament.x
        self.waiting.append(Placed(ornament.x, -ornament.space_after, Rule(width, ornament.thickness, self.hairline)))

    def picture(self, picture: Picture | Figure, parent: int) -> None:
        """A slug of its own, its space below running on to the grid. What does not say where stands in the middle."""
        space = self.on_grid(max(self.space, picture.space_before))
        x = picture.x if isinstance(picture, Figure) else (self.measure - picture.width) / 2
        contents = (*self.waiting, *self.shown(picture, x, picture.height, parent))
        self.waiting.clear()
        height = self.on_grid(picture.height)
        self.slugs.append(Slug(height, contents, space, keep=self.keep, unit=self.unit, forced=self.forced))
        self.space, self.forced, self.keep = picture.space_after, False, False

    def hung(self, hung: Hung, parent: int) -> None:
        """The picture's head is level with the capitals of the first line beside it."""
        picture, start = hung.picture, len(self.slugs)
        head = self.head(hung.blocks)
        self.waiting += self.shown(picture, hung.x, head + picture.height, parent)
        self.blocks(hung.blocks, parent)
        depth = 0.0
        for number in range(start, len(self.slugs)):
            slug = self.slugs[number]
            depth += slug.space_before if number > start else 0.0
            if number > start and depth < head + picture.height:
                self.slugs[number] = replace(slug, keep=True)
            depth += slug.height
        missing = head + picture.height - depth
        if missing > 0 and len(self.slugs) > start:
            last = self.slugs[-1]
            self.slugs[-1] = replace(last, height=last.height + self.on_grid(missing))

    def head(self, blocks: tuple[Block, ...]) -> float:
        """How far below the head of its slug the capitals of the first line begin."""
        first = next((block for block in blocks if isinstance(block, Text | Group)), None)
        if isinstance(first, Group):
            return self.head(first.blocks)
        if first is None:
            return 0.0
        style = self.composer.style(first.style, first.scale)
        return self.padded(style, 1) + style.leading - self.below(style) - _CAPITALS * style.size

    def shown(
        self, picture: Picture | Figure, x: float, foot: float, parent: int, *, of_page: bool = False
    ) -> tuple[Placed, ...]:
        """A picture whose lower left corner is there; none where it cannot be shown."""
        if isinstance(picture, Figure):
            return self.drawn(picture, x, foot, parent)
        item = figure(picture, self.images, of_page=of_page)
        if item is None:
            return ()
        element = self.structure.add('Figure', parent, alt=picture.alt) if picture.alt else ARTIFACT
        return (Placed(x, foot, item, element),)

    def drawn(self, drawn: Figure, x: float, foot: float, parent: int) -> tuple[Placed, ...]:
        element = self.structure.add('Figure', parent, alt=drawn.alt) if drawn.alt else ARTIFACT
        drawing = Placed(x, foot, Drawing(drawn.drawing, drawn.alt, width=drawn.width), element)
        if not drawn.link:
            return (drawing,)
        area = Area(drawn.width, drawn.height, drawn.link)
        return (drawing, Placed(x, foot, area, self.structure.add('Link', parent), drawn.link))

    def sheet(self, sheet: Sheet, parent: int) -> None:
        self.mark(sheet.anchor, sheet.marks)
        pages = pages_of(sheet, self, self.waiting, parent)
        self.waiting.clear()
        self.slugs += pages
        self.forced = True

    def inner(self, measure: float, height: float, grid: float | None = None) -> _Setter:
        """A setter for a rectangle of the page, on the grid or, with `grid` 0, off it."""
        return _Setter(measure, height, self.composer, self.structure, grid, self.images)

    def foreign(self, language: str) -> str:
        """A language that the structure must name, because it is not the book's."""
        return language if language != self.composer.language else ''

    def mark(self, anchor: str, marks: tuple[tuple[str, str], ...]) -> None:
        if anchor:
            self.waiting.append(Placed(0.0, 0.0, Target(anchor)))
        for key, value in marks:
            self.waiting.append(Placed(0.0, 0.0, Mark(key, value)))

    def below(self, style: TextStyle) -> float:
        return _BELOW * (self.grid or style.leading)

    def on_grid(self, space: float) -> float:
        """A space rounded up to whole steps of the grid."""
        return math.ceil(space / self.grid - 0.01) * self.grid if self.grid else space

    def padded(self, style: TextStyle, lines: int) -> float:
        """What a paragraph of so many lines wants above it to end on the grid, points."""
        if not self.grid:
            return 0.0
        height = lines * style.leading
        return math.ceil(height / self.grid - 0.01) * self.grid - height

    def swelling(
        self, row: list[_Put], style: TextStyle, space: float = 0.0, meeting: float = 0.0
    ) -> tuple[float, float]:
        """What a line wants above, beyond the space there, and below so that its formulas touch no neighbour, points.

        `meeting` is by how much they would reach into formulas of the line above.
        """
        above, below = max(0.0, meeting), 0.0
        for put in row:
            item = put[1]
            if type(item) is not Line:
                continue
            for run in item.runs:
                if type(run) is MathRun:
                    size, formula = run.style.size, run.formula
                    above = max(above, formula.ascent * size - style.leading + (_DESCENT - _NEAR) * style.size - space)
                    below = max(below, formula.descent * size - style.leading + (_ASCENT - _NEAR) * style.size)
        above, below = self.on_grid(above), self.on_grid(below)
        if above or below:
            self.fits(style.leading + above + below)
        return above, below

    def within(self, lines: list[Line], measure: float, span: Span | None) -> None:
        """Tells of a line that runs out of its column, as one word may that nothing can break."""
        wide = next((line for line in lines if line.width > measure + _HANGING), None)
        if wide:
            self.composer.wide(wide, span)

    def told_of(self, lines: list[Line], before: int) -> None:
        """Places what was told of a paragraph, from `before` on, at the first line that says what it quotes."""
        for number in range(before, len(self.composer.sink.items)):
            quoted = self.composer.sink.items[number].message.partition('“')[2].rpartition('”')[0]
            at = next((n for n, line in enumerate(lines) if quoted and quoted in line.text), 0)
            self.told[number] = len(self.slugs) + at

    def fits(self, height: float) -> None:
        """Tells of a formula taller than a page."""
        if height > self.height:
            hint = 'put it in lines of its own, or in smaller pieces'
            self.composer.sink.warning(
                'a formula is taller than its page', self.span, hint, IDS['page-formula-overfull']
            )

    def strips(
        self,
        rows: list[list[_Put]],
        style: TextStyle,
        before: float,
        after: float,
        heading: bool,
        *,
        keep: bool,
    ) -> None:
        """One slug for each row of items that share a baseline."""
        space = max(self.space, before)
        space = self.on_grid(space)
        self.space = after
        pad = self.padded(style, len(rows))
        depth = self.below(style)
        leading, unit, last = style.leading, self.unit, len(rows) - 1
        below = 0.0
        for number, row in enumerate(rows):
            height = leading if number else leading + pad
            y = height - depth
            meeting = _meeting(rows[number - 1], row) - leading - below if number else 0.0
            above, below = self.swelling(row, style, 0.0 if number else space + pad, meeting)
            if above or below:
                y += above
                height += above + below
            contents = tuple([Placed(x, y, item, element, link, width) for x, item, element, link, width in row])
            if number == 0 and self.waiting:
                waiting = [replace(p, y=p.y + above) if above and type(p.item) is Line else p for p in self.waiting]
                contents = (*waiting, *contents)
                self.waiting.clear()
            first = row[0][1] if row else None
            self.slugs.append(
                Slug(
                    height,
                    contents,
                    0.0 if number else space,
                    number,
                    last + 1,
                    heading and number == last,
                    (keep and number > 0) or (number == 0 and self.keep),
                    unit,
                    type(first) is Line and first.hyphen,
                    self.forced and number == 0,
                )
            )
        if rows:
            self.forced = self.keep = False


def _meeting(upper: list[_Put], lower: list[_Put]) -> float:
    """How far apart the baselines of two rows must be for formulas that stand one above the other."""
    apart = 0.0
    below = _formulas(lower) if (over := _formulas(upper)) else []
    for start, end, run in over:
        for start_, end_, other in below:
            if start < end_ and start_ < end:
                size = run.style.size
                apart = max(apart, (run.formula.descent - _NEAR) * size + other.formula.ascent * other.style.size)
    return apart


def _formulas(row: list[_Put]) -> list[tuple[float, float, MathRun]]:
    """From where to where each piece of a formula stands in a row."""
    return [
        (put[0] + run.x, put[0] + run.x + run.width, run)
        for put in row
        if type(put[1]) is Line
        for run in put[1].runs
        if type(run) is MathRun
    ]


def _offset(style: TextStyle, measure: float, width: float) -> float:
    if style.align == 'right':
        return measure - width
    return (measure - width) / 2 if style.align == 'centre' else 0.0
