"""TeX's own line breaking, slow and literal, to hold `booklet.linebreak` against.

D. E. Knuth, TeX: The Program (1986), §108 and §829–§877, in Python: scaled points, one list of active nodes, every
breakpoint tried against each of them. It reads the items themselves and shares nothing with the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet.linebreak import Box, Glue, Item, Parameters, Penalty

UNITY = 65536  # scaled points in a point
FIL = 1e6  # points of stretch: first-order infinite
_INF_BAD = 10000
_AWFUL_BAD = 1 << 62  # TeX stops counting at 2^30 - 1, which a hundred lines of badness 10000 pass
_MAX_HALFWORD = 65535
_VERY_LOOSE, _LOOSE, _DECENT, _TIGHT = range(4)


def scaled(points: float) -> int:
    """Points to scaled points; the tests use only lengths that are whole numbers of them."""
    result = points * UNITY
    assert result == int(result)
    return int(result)


def badness(t: int, s: int) -> int:
    """§108."""
    if t == 0:
        return 0
    if s <= 0:
        return _INF_BAD
    if t <= 7230584:
        r = t * 297 // s
    elif s >= 1663497:
        r = t // (s // 297)
    else:
        r = t
    return _INF_BAD if r > 1290 else (r * r * r + 0o400000) // 0o1000000


@dataclass(eq=False)
class Node:
    """An active node and its passive node in one (§819, §821)."""

    position: int  # in the items; -1 at the start
    line: int  # the number of the line that begins here, from 1
    fitness: int
    hyphenated: bool
    total: int
    origin: Node | None
    overfull: bool = False


class TeX:
    """One paragraph; its last item must be a forced break."""

    def __init__(self, items: list[Item], first: float, rest: float, parameters: Parameters) -> None:
        self.items, self.parameters = items, parameters
        self.first, self.rest = scaled(first), scaled(rest)
        self.easy_line = 0 if first == rest else 1  # §848: \hangindent with \hangafter=1 makes line 1 special

    def paragraph(self, plain: list[Item]) -> tuple[list[Item], list[Node]]:
        """§863: the items that served, those without discretionaries or all, and the nodes but for the first."""
        p = self.parameters
        every = self.items
        if p.pretolerance >= 0:
            self.items = plain
            if nodes := self.attempt(p.pretolerance, 0, final=False):
                return plain, nodes
        self.items = every
        if nodes := self.attempt(p.tolerance, 0, final=p.emergency_stretch <= 0):
            return every, nodes
        return every, self.attempt(p.tolerance, scaled(p.emergency_stretch), final=True)

    def attempt(self, threshold: int, emergency: int, *, final: bool) -> list[Node]:
        """§863: one pass over the paragraph; an empty list where it fails."""
        self.threshold, self.final = threshold, final
        self.background = scaled(self.parameters.line_stretch) + emergency
        self.active = [Node(-1, 1, _DECENT, False, 0, None)]
        for position, item in enumerate(self.items):
            if isinstance(item, Glue):  # §868: glue after a box, here also after a discretionary's box
                if position and isinstance(self.items[position - 1], Box):
                    self.try_break(position, 0, hyphenated=False)
            elif isinstance(item, Penalty):
                last = position == len(self.items) - 1
                self.try_break(position, item.penalty, hyphenated=item.flagged or last)  # §873
            if not self.active:
                return []
        best = self.active[0]  # §874
        for node in self.active:
            if node.total < best.total:
                best = node
        chain = []
        end: Node | None = best
        while end and end.origin:
            chain.append(end)
            end = end.origin
        return chain[::-1]

    def spans(self, start: int, stop: int) -> tuple[int, int, int, bool]:
        """Natural width, stretch and shrink of a line, and whether it has infinite stretch (§837, §838)."""
        begin = start
        if start >= 0:
            while not isinstance(self.items[begin], Box) and begin < stop:
                begin += 1
        width = stretch = shrink = 0
        infinite = False
        for item in self.items[max(begin, 0) : stop]:
            if isinstance(item, Box):
                width += scaled(item.width)
            elif isinstance(item, Glue):
                width += scaled(item.width)
                shrink += scaled(item.shrink)
                if item.stretch >= FIL:
                    infinite = True
                else:
                    stretch += scaled(item.stretch)
        end = self.items[stop]
        if isinstance(end, Penalty):
            width += scaled(end.width)
        return width, stretch + self.background, shrink, infinite

    def try_break(self, position: int, pi: int, *, hyphenated: bool) -> None:
        """§829–§836, §845, §851–§855."""
        if pi >= 10000:
            return
        pi = max(pi, -10000)
        p = self.parameters
        minimal: list[tuple[int, Node | None, int, bool]] = []

        def forget() -> None:
            minimal[:] = [(_AWFUL_BAD, None, 0, False)] * 4

        def least() -> int:
            return min(demerits for demerits, *_ in minimal)

        def create() -> list[Node]:
            bar = least() + p.adjacent_demerits  # §836
            made = []
            for fitness, (demerits, origin, line, overfull) in enumerate(minimal):
                if origin and demerits <= bar:
                    made.append(Node(position, line + 1, fitness, hyphenated, demerits, origin, overfull))
            forget()
            return made

        forget()
        kept: list[Node] = []
        old_line = 0
        width = 0
        nodes = self.active
        for index, r in enumerate(nodes):
            if r.line > old_line:  # §835
                if least() < _AWFUL_BAD and old_line != self.easy_line:
                    kept += create()
                if r.line > self.easy_line:
                    width, old_line = self.rest, _MAX_HALFWORD - 1
                else:
                    old_line, width = r.line, self.first
            natural, stretch, shrink, infinite = self.spans(r.position, position)
            shortfall = width - natural
            if shortfall > 0:  # §852
                if infinite:
                    b, fitness = 0, _DECENT
                else:
                    b = badness(shortfall, stretch)
                    fitness = _VERY_LOOSE if b > 99 else _LOOSE if b > 12 else _DECENT
            else:  # §853
                b = _INF_BAD + 1 if -shortfall > shrink else badness(-shortfall, shrink)
                fitness = _TIGHT if b > 12 else _DECENT
            artificial = False
            if b > _INF_BAD or pi == -10000:  # §854
                alone = not kept and index == len(nodes) - 1
                if self.final and least() == _AWFUL_BAD and alone:
                    artificial = True
                elif b > self.threshold:
                    continue  # it dies
                stays = False
            elif b > self.threshold:
                kept.append(r)
                continue
            else:
                stays = True
            if artificial:
                d = 0
            else:  # §859
                d = p.line_penalty + b
                d = 100000000 if abs(d) >= 10000 else d * d
                if pi > 0:
                    d += pi * pi
                elif -10000 < pi < 0:
                    d -= pi * pi
                if hyphenated and r.hyphenated:
                    last = position == len(self.items) - 1
                    d += p.final_hyphen_demerits if last else p.double_hyphen_demerits
                if abs(fitness - r.fitness) > 1:
                    d += p.adjacent_demerits
            d += r.total
            if d <= minimal[fitness][0]:  # §855
                minimal[fitness] = (d, r, r.line, b > _INF_BAD)
            if stays:
                kept.append(r)
        if least() < _AWFUL_BAD:
            kept += create()
        self.active = kept
