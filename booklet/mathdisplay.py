r"""A formula on lines of its own: centred, numbered, broken where it is too wide, parted where it is too tall.

In: its source, its setting, and the measure in ems. Out: a `SetDisplay`. A display that is too wide breaks before
relations, which stand under each other, else before binary operators (as is usual since The TeXbook, p. 195); one that
cannot is set smaller; one that even so is too wide runs off, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import inf

from booklet.formula import Formula, MathError, moved, scaled, together
from booklet.mathbreak import Fragment, cut, fragments, offset
from booklet.mathdraw import draw
from booklet.mathrows import Row, breaks, environment, inner_name, joined, rows_of, split, tags_of, untagged, unwrapped
from booklet.mathsource import NUMBER, Source, Token, tex_of

SMALLEST = 0.7  # of the size: smaller no display is set
_HARDLY_SMALLER = 0.9  # rows are rather broken than set smaller than this
_QUAD, _TAG_GAP = 1.0, 1.0  # ems
_ALIGN_WITHIN = 0.4  # of the measure: relations farther right do not draw the next lines under them
_ROW_SKIP, _ROW_GAP = 1.5, 0.3  # ems, from baseline to baseline, and between what reaches down and up; mathra's own
_EVERY_ROW, _NESTED, _RAGGED = 100.0, 200.0, 40.0  # costs
_CUTS = {'rel': 0.0, 'bin': 60.0, 'punct': 100.0, 'space': -30.0}

_ALIGNED = ('align', 'aligned', 'split', 'alignat', 'alignedat', 'flalign', 'eqnarray', 'xalignat')
_CENTRED = ('gather', 'gathered')
_FLUSH = ('multline', 'multlined')
_STRUCTURED = frozenset((r'\tag', NUMBER, r'\\', r'\cr', r'\newline'))


@dataclass(frozen=True, slots=True)
class SetDisplay:
    """A display in lines, each as wide as the measure; `whole` is it in one, for its words.

    `wide`: it runs out of its column.
    """

    lines: tuple[Formula, ...]
    whole: Formula
    wide: bool = False


@dataclass(slots=True)
class _Sheet:
    """Rows of a display while they are gathered: where each begins, itself, and its number."""

    measure: float
    rows: list[tuple[float, Formula, Formula | None, float]] = field(default_factory=list)
    wide: bool = False

    def add(self, x: float, formula: Formula, tag: Formula | None = None, skip: float = 0.0) -> None:
        """`skip`: how far its baseline is to be below the last, at least."""
        self.rows.append((x, formula, tag, skip))

    def centred(self, rows: Sequence[tuple[float, Formula]], tag: Formula | None) -> None:
        """Rows that keep their places among each other, so far to the left that the number goes beside the last."""
        width = max(x + formula.width for x, formula in rows)
        shift = max(0.0, (self.measure - width) / 2)
        last_x, last = rows[-1]
        if tag:
            shift = min(shift, max(0.0, self.measure - tag.width - _TAG_GAP - last_x - last.width))
        self.numbered(rows, shift, tag)

    def numbered(self, rows: Sequence[tuple[float, Formula]], shift: float, tag: Formula | None) -> None:
        """Rows, moved; the number stands at the last, or below it where there is no room."""
        last_x, last = rows[-1]
        below = tag is not None and shift + last_x + last.width + _TAG_GAP + tag.width > self.measure + 1e-6
        for number, (x, formula) in enumerate(rows, 1):
            self.add(x + shift, formula, tag if number == len(rows) and not below else None)
        if tag and below:
            self.add(self.measure - tag.width, tag)

    def letters(self) -> Counter[str]:
        """What stands on it, so that nothing is lost."""
        return Counter(g.text for _, formula, tag, _ in self.rows for f in (formula, tag) if f for g in f.glyphs)

    def lines(self, whole: Formula, height: float) -> tuple[Formula, ...]:
        """The rows one under the other, as many in one as go on a page."""
        stacks: list[list[Formula]] = []
        y = top = 0.0
        before: Formula | None = None
        for x, formula, tag, skip in self.rows:
            drawn = [moved(formula, x)] + ([moved(tag, self.measure - tag.width)] if tag else [])
            row = together(drawn, self.measure, formula)
            if before:
                y -= max(_ROW_SKIP, skip, before.descent + _ROW_GAP + row.ascent)
            if before is None or top - y + row.descent > height:
                stacks.append([])
                y, top = 0.0, row.ascent
            placed = moved(row, 0.0, y)
            stacks[-1].append(replace(placed, ascent=row.ascent + y, descent=row.descent - y))
            before = row
        words = [whole, *[replace(whole, source='', text='', speech='')] * (len(stacks) - 1)]
        return tuple(together(stack, self.measure, like) for stack, like in zip(stacks, words, strict=True))


def _letters(formula: Formula) -> Counter[str]:
    return Counter(glyph.text for glyph in formula.glyphs)


def display_of(
    source: Source, prefix: str, names: frozenset[str], whole: Formula, measure: float, height: float
) -> SetDisplay:
    """The display of a formula whose setting is `whole`."""
    fits = whole.width <= measure and whole.ascent + whole.descent <= height
    if fits and not any(t.text in _STRUCTURED for t in source.tokens):
        return SetDisplay((replace(moved(whole, (measure - whole.width) / 2), width=measure),), whole)
    sheet = _Sheet(measure)
    setter = _Setter(source, prefix, names, sheet, height)
    with suppress(MathError):
        setter.set()
    if not sheet.rows or sheet.letters() != _letters(whole):  # taken apart it is not what it was
        sheet.rows.clear()
        sheet.wide = False
        setter.scaled_whole(whole)
    return SetDisplay(sheet.lines(whole, height), whole, sheet.wide)


@dataclass(frozen=True, slots=True)
class _Setter:
    source: Source
    prefix: str
    names: frozenset[str]
    sheet: _Sheet
    height: float

    def draw(self, tokens: Sequence[Token]) -> Formula:
        return draw(self.prefix + tex_of(tokens), True)

    def set(self) -> None:
        tokens, outer_tag = untagged(unwrapped(self.source.tokens))
        name, inner, arguments = environment(tokens)
        if name in _ALIGNED:
            self.aligned(name, arguments, rows_of(inner), outer_tag)
        elif name in (*_CENTRED, *_FLUSH) or (not name and breaks(tokens)):
            rows = [row for row in rows_of(inner if name else tokens) if tex_of(row.cells[0]).strip()]
            for number, row in enumerate(rows):
                last = number == len(rows) - 1
                tag = row.tag or (outer_tag if last else '')
                flush = name in _FLUSH and len(rows) > 1
                self.plain(
                    joined(row.cells), tag, 'left' if flush and not number else 'right' if flush and last else ''
                )
        else:
            self.plain(tokens, outer_tag)

    def tag(self, tex: str) -> Formula | None:
        return draw(self.prefix + tex, False) if tex else None

    def plain(self, tokens: Sequence[Token], tag_tex: str, side: str = '') -> None:
        """A formula of one row, broken if need be."""
        tag, measure = self.tag(tag_tex), self.sheet.measure
        body = self.draw(tokens)
        room = measure - (tag.width + _TAG_GAP if tag else 0.0)
        several = self.several(tokens, room) if body.width > room else []
        if several:
            for number, row in enumerate(several, 1):
                self.sheet.centred([(0.0, row)], tag if number == len(several) else None)
            return
        if body.width <= measure:
            edge = tag.width + _TAG_GAP if tag else _QUAD
            if side and body.width + _QUAD + edge <= measure:
                self.sheet.add(_QUAD if side == 'left' else measure - edge - body.width, body, tag)
            else:
                self.sheet.centred([(0.0, body)], tag)
            return
        parts = fragments(Source(tuple(tokens), self.source.author), self.prefix, self.names, body, True)
        rows = broken_rows(parts, body, measure)
        if rows:
            self.sheet.centred(rows, tag)
        elif body.width * SMALLEST <= measure:
            self.sheet.centred([(0.0, scaled(body, measure / body.width))], tag)
        else:
            rows = broken_rows(parts, body, measure / SMALLEST) or [(0.0, body)]
            small = [(x * SMALLEST, scaled(formula, SMALLEST)) for x, formula in rows]
            self.sheet.wide |= max(x + formula.width for x, formula in small) > measure
            self.sheet.centred(small, tag)

    def several(self, tokens: Sequence[Token], room: float) -> list[Formula]:
        """Formulas that wide spaces part, as many in a row as have room; none where one alone has not."""
        rows: list[list[Token]] = []
        for part in split(tokens, (r'\qquad',)):
            longer = [*rows[-1], Token(r'\qquad ', part[0].at), *part] if rows and part else [*part]
            if rows and self.draw(longer).width <= room:
                rows[-1] = longer
            elif part:
                rows.append([*part])
        drawn = [self.draw(row) for row in rows]
        return drawn if len(drawn) > 1 and all(row.width <= room for row in drawn) else []

    def aligned(self, name: str, arguments: str, rows: list[Row], outer_tag: str) -> None:
        """Rows in columns: as they are, or smaller, else each row for itself."""
        env = inner_name(name)
        first, *others = rows
        tex = tex_of(joined(first.cells, '&')) + ''.join(
            rf'\\{row.skip}{tex_of(joined(row.cells, "&"))}' for row in others
        )
        body = draw(rf'{self.prefix}\begin{{{env}}}{arguments}{tex}\end{{{env}}}', True)
        tags = [row.tag for row in rows]
        measure = self.sheet.measure
        labels = [self.tag(tag) for tag in tags]
        wanted = max((tag.width + _TAG_GAP for tag in labels if tag), default=0.0)
        scale = min(1.0, (measure - wanted) / body.width) if body.width else 1.0
        places = self.places(rows, body) if any(tags) or self.too_tall(body) else []
        if (scale < _HARDLY_SMALLER and self.broken(rows, outer_tag)) or scale < SMALLEST or (any(tags) and not places):
            if not self.sheet.rows:
                self.singly(rows, outer_tag)
            return
        body = scaled(body, scale) if scale < 1 else body
        if not places:
            self.sheet.centred([(0.0, body)], self.tag(outer_tag))
            return
        if outer_tag and not labels[-1]:
            labels[-1] = self.tag(outer_tag)
        shift = max(0.0, min((measure - body.width) / 2, measure - wanted - body.width))
        above = places[0][1]
        for (part, y), tag in zip(places, labels, strict=True):
            row = moved(part, 0.0, -y * scale, scale) if scale < 1 else moved(part, 0.0, -y)
            self.sheet.add(shift, row, tag, (above - y) * scale)
            above = y

    def broken(self, rows: Sequence[Row], outer_tag: str) -> bool:
        """Rows that break each for itself, their first relations under each other; whether that can be."""
        if any(len(row.cells) > 2 for row in rows):
            return False
        tokens = [joined(row.cells) for row in rows]
        bodies = [self.draw(row) for row in tokens]
        parts = [
            fragments(Source(row, self.source.author), self.prefix, self.names, body, True)
            for row, body in zip(tokens, bodies, strict=True)
        ]
        found = [_first_relation(row)[0] for row in parts]
        relations = [relation for relation in found if relation]
        measure = self.sheet.measure
        column = max((relation.x for relation in relations), default=0.0)
        if len(relations) < len(rows) or column > _ALIGN_WITHIN * measure:
            return False
        broken: list[list[tuple[float, Formula]]] = []
        for row, body, relation in zip(parts, bodies, relations, strict=True):
            shift = column - relation.x
            room = measure - shift
            lines = broken_rows(row, body, room) if body.width > room else [(0.0, body)]
            broken.append([(x + shift, formula) for x, formula in lines])
        if not all(broken):
            return False
        width = max(x + formula.width for lines in broken for x, formula in lines)
        for lines, tag in zip(broken, tags_of(rows, outer_tag), strict=True):
            self.sheet.numbered(lines, max(0.0, (measure - width) / 2), self.tag(tag))
        return True

    def singly(self, rows: Sequence[Row], outer_tag: str) -> None:
        """Rows one by one, each as a display of its own."""
        for row, tag in zip(rows, tags_of(rows, outer_tag), strict=True):
            self.plain(joined(row.cells), tag)

    def too_tall(self, body: Formula) -> bool:
        return body.ascent + body.descent > self.height

    def places(self, rows: Sequence[Row], body: Formula) -> list[tuple[Formula, float]]:
        """Each row as a part of the whole, and the height of its baseline; none where they cannot be told apart."""
        found: list[tuple[Formula, float]] = []
        glyphs = rules = paths = 0
        for row in rows:
            start = glyphs, rules, paths
            baseline, ascent, descent = None, 0.0, 0.0
            for cell in row.cells:
                alone, y = self.cell(cell, body, (glyphs, rules, paths))
                if alone is None:
                    continue
                if y is None or (baseline is not None and abs(y - baseline) > 0.001):
                    return []
                baseline = y
                ascent, descent = max(ascent, alone.ascent), max(descent, alone.descent)
                glyphs, rules, paths = glyphs + len(alone.glyphs), rules + len(alone.rules), paths + len(alone.paths)
            if baseline is None:
                continue
            part = replace(
                body,
                ascent=ascent,
                descent=descent,
                glyphs=body.glyphs[start[0] : glyphs],
                rules=body.rules[start[1] : rules],
                paths=body.paths[start[2] : paths],
            )
            found.append((part, baseline))
        if len(found) != len(rows) or glyphs != len(body.glyphs):
            return []
        return found

    def cell(
        self, tokens: Sequence[Token], body: Formula, start: tuple[int, int, int]
    ) -> tuple[Formula | None, float | None]:
        if not tex_of(tokens).strip():
            return None, None
        for before in ('', '{}'):
            alone = draw(self.prefix + before + tex_of(tokens), True)
            counts = len(alone.glyphs), len(alone.rules), len(alone.paths)
            if not any(counts):
                return None, None
            first, second, third = (slice(at, at + count) for at, count in zip(start, counts, strict=True))
            place = offset(alone, body, (first, second, third))
            if place:
                return alone, place[1]
        return alone, None

    def scaled_whole(self, whole: Formula) -> None:
        scale = max(SMALLEST, min(1.0, self.sheet.measure / whole.width)) if whole.width else 1.0
        small = scaled(whole, scale) if scale < 1 else whole
        self.sheet.wide = small.width > self.sheet.measure + 1e-6
        self.sheet.centred([(0.0, small)], None)


def broken_rows(parts: Sequence[Fragment], body: Formula, measure: float) -> list[tuple[float, Formula]]:
    """The formula in rows that fit, each with its indent; none where that cannot be."""
    if not parts:
        return []
    relation, following = _first_relation(parts)
    indents = [(2 * _QUAD, 3 * _QUAD), (0.0, _QUAD)]
    if relation and following and relation.x <= _ALIGN_WITHIN * measure:
        indents.insert(0, (relation.x, following.x))
    for under_relation, under_term in indents:
        ends = _best_cuts(parts, measure, under_relation, under_term)
        if ends:
            rows, first = [], 0
            for end in ends:
                x = 0.0 if not first else under_relation if parts[first].kind == 'rel' else under_term
                members = parts[first:end]
                rows.append((x, cut(body, members, members[0].x, members[-1].end)))
                first = end
            return rows
    return []


def _first_relation(parts: Sequence[Fragment]) -> tuple[Fragment | None, Fragment | None]:
    """The first relation outside all brackets, and what comes after it."""
    relation = next((part for part in parts if part.kind == 'rel' and not part.depth), None)
    return relation, next((part for part in parts if relation and part.x > relation.x), None)


def _best_cuts(parts: Sequence[Fragment], measure: float, under_relation: float, under_term: float) -> list[int]:
    """The ends of the rows that cost least, a shortest path; none where a row does not fit."""
    count = len(parts)
    best = [0.0] + [inf] * count
    came = [0] * (count + 1)
    for end in range(1, count + 1):
        cost = _cut_cost(parts, end)
        if cost is None:
            continue
        for start in range(end - 1, -1, -1):
            x = 0.0 if not start else under_relation if parts[start].kind == 'rel' else under_term
            width = x + parts[end - 1].end - parts[start].x
            if width > measure:
                break
            ragged = 0.0 if end == count else _RAGGED * (1 - width / measure) ** 2
            total = best[start] + cost + _EVERY_ROW + ragged
            if total < best[end]:
                best[end], came[end] = total, start
    if best[count] == inf:
        return []
    ends = [count]
    while came[ends[-1]]:
        ends.append(came[ends[-1]])
    return ends[::-1]


def _cut_cost(parts: Sequence[Fragment], end: int) -> float | None:
    """What a row's end before part `end` costs; None where none may be."""
    if end == len(parts):
        return 0.0
    kind = parts[end].kind or parts[end - 1].closed
    if kind not in _CUTS or parts[end - 1].kind:
        return None
    return _CUTS[kind] + _NESTED * (parts[end].depth > 0)
