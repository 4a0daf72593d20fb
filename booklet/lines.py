"""Broken paragraphs to set lines: the words between two breaks, spaced to fill the measure.

In: a paragraph's tokens and two places in them. Out: a `page.Line`, its left edge at 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import cast

from booklet.bidi import order
from booklet.glue import IN_FORMULA, Glue, Type, between, hangs_out, may_hang
from booklet.itemise import FORCED, NO_BREAK
from booklet.markup import Inline, LineBreak
from booklet.math import Formula
from booklet.page import SAME, Line, MathRun, Run
from booklet.shaping import NOTHING, UNWRITTEN, Font, Word
from booklet.spacing import SPACES as WIDE_SPACES
from booklet.spacing import WIDE
from booklet.tokens import Place, Tokens

_SPACES = frozenset((' ', NO_BREAK, WIDE))
_PARTING = frozenset((*_SPACES, *WIDE_SPACES))  # what a line may widen; all else joins words into one
_ENDS = _SPACES | {FORCED}
# Spaces give their shrink and a little for the kerns of words that are whole again; beyond that a line is overfull.
_FLOOR = 1.25


def assemble_line(
    found: Tokens,
    start: Place,
    stop: Place,
    measure: float,
    justify: bool,
    inlines: Sequence[Inline | LineBreak],
    elements: Mapping[int, int],
    hang: tuple[bool, bool] = (False, False),
) -> Line:
    """The line from after `start` up to `stop`; `elements` are those of inlines that have their own.

    `hang`: whether words may hang out at the left and at the right margin.
    """
    begin = start.word if start.split else start.word + 1
    end = stop.word + 1
    words = list(found.words[begin:end])
    if stop.split:
        head = start.split if begin == start.word == stop.word else 0
        type_ = found.types[stop.word] if found.types else found.type
        words[-1] = type_.font.broken(words[-1].text[head : stop.split])
    if start.split and not (stop.split and start.word == stop.word):
        type_ = found.types[begin] if found.types else found.type
        words[0] = type_.font.words[words[0].text[start.split :]]
    separators = found.separators[begin : end - 1]
    tight = not stop.split and found.separators[stop.word] not in _ENDS
    out = 0.0, 0.0
    if found.type.protrusion:
        first, last = (found.types[begin], found.types[stop.word]) if found.types else (found.type, found.type)
        out = (
            hangs_out(words[0], first)[0] if hang[0] else 0.0,
            hangs_out(words[-1], last)[1] if hang[1] else 0.0,
        )
    if found.types:
        pieces = zip(words, ('', *separators), found.types[begin:end], found.owners[begin:end], strict=True)
        levels = found.levels[begin:end] or [0] * len(words)
        groups = _groups(list(pieces), levels, inlines, elements)
        spare = 0.0 if found.base else may_hang(words[-1], found.types[stop.word])
        return _mixed_line(groups, found.base, measure, justify, stop.split > 0, tight, out, spare)
    # Only mixed tokens hold formulas.
    return _uniform_line(cast(list[Word], words), separators, found.type, measure, justify, stop.split > 0, tight, out)


def _uniform_line(
    words: list[Word],
    separators: list[str],
    type_: Type,
    measure: float,
    justify: bool,
    hyphen: bool,
    tight: bool,
    out: tuple[float, float],
) -> Line:
    glue, measure = type_.glue[' '], measure + out[0] + out[1]
    if not _SPACES.issuperset(separators):
        words = _merged(words, separators, type_.font)
    natural = sum([w.width for w in words]) * type_.run.size
    spaces = len(words) - 1
    expansion = _expansion(measure, natural + spaces * glue.width, justify, type_.expansion)
    natural, gap = natural * expansion, glue.width * expansion
    if spaces:
        fitting = (measure - natural) / spaces
        gap = max(fitting, gap - _FLOOR * glue.shrink) if justify else max(min(gap, fitting), gap - glue.shrink)
    width = natural + gap * spaces
    run = Run(type_.run, words, type_.font.space, gap, -out[0], width, expansion=expansion)
    return Line((run,), width - out[0] - out[1], hyphen, tight)


def _expansion(measure: float, natural: float, justify: bool, most: float) -> float:
    """By what a line is scaled before its spaces give: as far as it needs, `most` at most."""
    if not most or natural <= 0 or (natural <= measure and not justify):
        return 1.0
    return min(max(measure / natural, 1 - most), 1 + most)


def _merged(words: list[Word], separators: list[str], font: Font) -> list[Word]:
    """Words that nothing parts on this line become one again, so that their kerning is what the font says."""
    merged = [words[0]]
    for separator, word in zip(separators, words[1:], strict=True):
        if separator in _SPACES:
            merged.append(word)
        else:
            merged[-1] = _joined(merged[-1], word, font)
    return merged


def _joined(first: Word, second: Word, font: Font) -> Word:
    if second.text.endswith('\u00ad'):
        return font.broken(first.text + second.text[:-1])
    return font.words[first.text + second.text]


@dataclass(slots=True)
class _Group:
    """What becomes one run. `before` is the glue that stands before it, None where nothing does.

    `inside` is the glue between its words, alike everywhere; `spaced` and `spaces`: whether these are spaces that a
    reader would type.
    """

    type: Type
    link: str
    element: int
    level: int
    words: list[Word]
    formula: Formula | None
    before: Glue | None
    spaced: bool
    inside: Glue | None = None
    spaces: bool = True

    @property
    def natural(self) -> float:
        """The width of its words alone, points."""
        ems = self.formula.width if self.formula else sum(w.width for w in self.words)
        return ems * self.type.run.size

    def takes(self, separator: str, type_: Type, link: str, element: int, level: int) -> bool:
        """Whether what comes after that separator goes on in the same run."""
        if self.type is not type_ or (self.link, self.element, self.level) != (link, element, level) or self.formula:
            return False
        if separator not in _PARTING:
            return True
        if self.inside is None:
            return True
        return self.inside[:3] == type_.glue[separator][:3] and self.spaces == (separator in _SPACES)


def _groups(
    pieces: Sequence[tuple[Word | Formula, str, Type, int]],
    levels: Sequence[int],
    inlines: Sequence[Inline | LineBreak],
    elements: Mapping[int, int],
) -> list[_Group]:
    """`pieces` are the words, each with the separator before it, its type and its inline."""
    groups: list[_Group] = []
    for (word, separator, type_, owner), level in zip(pieces, levels, strict=True):
        inline = inlines[owner]
        link = inline.link if isinstance(inline, Inline) else ''
        element = elements.get(owner, SAME)
        last = groups[-1] if groups else None
        if last and isinstance(word, Word) and last.takes(separator, type_, link, element, level):
            if separator in _PARTING:
                last.words.append(word)
                last.inside, last.spaces = type_.glue[separator], separator in _SPACES
            else:
                last.words[-1] = _joined(last.words[-1], word, type_.font)
            continue
        parted = separator in _PARTING or separator.startswith(IN_FORMULA)
        before = between(last.type, type_).glue[separator] if last and parted else None
        words, formula = ([word], None) if isinstance(word, Word) else ([], word)
        groups.append(_Group(type_, link, element, level, words, formula, before, separator in _SPACES))
    return groups


def _mixed_line(
    groups: list[_Group],
    base: int,
    measure: float,
    justify: bool,
    hyphen: bool,
    tight: bool,
    out: tuple[float, float],
    spare: float,
) -> Line:
    """`spare` is by how much more the line may stand out at the right, if it has to."""
    measure += out[0] + out[1]
    glues = [g.inside for g in groups for _ in g.words[1:] if g.inside]
    glues += [g.before for g in groups if g.before]
    rigid = sum(g.natural for g in groups if g.formula)  # formulas are not scaled
    natural = sum(g.natural for g in groups if not g.formula) + sum(g.width for g in glues)
    expansion = _expansion(measure - rigid, natural, justify, groups[0].type.expansion)
    slack = measure - rigid - natural * expansion
    if spare and slack < 0:
        slack, out = slack + spare, (out[0], out[1] + spare)
    stretch, shrink = sum(g.stretch for g in glues), sum(g.shrink for g in glues)
    ratio = 0.0
    if slack < 0 and shrink:
        ratio = max(-_FLOOR if justify else -1.0, slack / shrink)
    elif slack > 0 and justify and stretch:
        ratio = slack / stretch

    def space(glue: Glue | None) -> float:
        return glue.width * expansion + ratio * (glue.stretch if ratio > 0 else glue.shrink) if glue else 0.0

    widths = [
        g.natural if g.formula else g.natural * expansion + space(g.inside) * max(0, len(g.words) - 1) for g in groups
    ]
    starts, end = _places(groups, [space(g.before) for g in groups], widths, base)
    runs: list[Run | MathRun] = []
    for group, start, width in zip(groups, starts, widths, strict=True):
        x = start - out[0]
        if group.formula:
            run = MathRun(group.formula, group.type.run, x, width, group.link, group.element, group.spaced)
            runs.append(run)
            continue
        font = group.type.font
        blank = UNWRITTEN if font.space.holes else font.space
        runs.append(
            Run(
                group.type.run,
                group.words,
                blank if group.spaces else NOTHING,
                space(group.inside) if group.inside else space(group.type.glue[' ']),
                x,
                width,
                group.link,
                group.element,
                group.spaced,
                group.level,
                expansion,
                None if group.spaces else blank,
            )
        )
    return Line(tuple(runs), end - out[0] - out[1], hyphen, tight)


def _places(
    groups: Sequence[_Group], gaps: Sequence[float], widths: Sequence[float], base: int
) -> tuple[list[float], float]:
    """Where each group begins, from the line's left end, and where the last ends: in visual order (UAX #9, L2).

    A space is of the lower level of what it parts.
    """
    if not base and not any(group.level for group in groups):
        ends = list(accumulate(map(add, gaps, widths)))
        return [end - width for end, width in zip(ends, widths, strict=True)], ends[-1] if ends else 0.0
    levels: list[int] = []
    for number, group in enumerate(groups):
        levels += [min(group.level, groups[number - 1].level) if number else group.level, group.level]
    lengths = [length for pair in zip(gaps, widths, strict=True) for length in pair]
    starts, x = [0.0] * len(groups), 0.0
    for item in order(levels):
        if item % 2:
            starts[item // 2] = x
        x += lengths[item]
    return starts, x
