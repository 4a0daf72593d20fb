"""Broken paragraphs to set lines: the words between two breaks, spaced to fill the measure.

In: a paragraph's tokens and two places in them. Out: a `page.Line`, its left edge at 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from booklet.markup import Inline, LineBreak
from booklet.math import Formula
from booklet.page import SAME, Line, MathRun, Run
from booklet.shaping import Font, Word
from booklet.tokens import NO_BREAK, Place, Tokens, Type, between

_SPACES = (' ', NO_BREAK)
_SPACING = frozenset(_SPACES)
# Spaces give their shrink and a little for the kerns of words that are whole again; beyond that a line is overfull.
_FLOOR = 1.25
_BREAKS_WITHOUT_SPACE = ('', '!', '\u200b')


def assemble_line(
    found: Tokens,
    start: Place,
    stop: Place,
    measure: float,
    justify: bool,
    inlines: Sequence[Inline | LineBreak],
    elements: Mapping[int, int],
) -> Line:
    """The line from after `start` up to `stop`; `elements` are those of inlines that have their own."""
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
    tight = not stop.split and found.separators[stop.word] in _BREAKS_WITHOUT_SPACE
    if found.types:
        groups = _groups(words, separators, found.types[begin:end], found.owners[begin:end], inlines, elements)
        return _mixed_line(groups, measure, justify, stop.split > 0, tight)
    # Only mixed tokens hold formulas.
    return _uniform_line(cast(list[Word], words), separators, found.type, measure, justify, stop.split > 0, tight)


def _uniform_line(
    words: list[Word], separators: list[str], type_: Type, measure: float, justify: bool, hyphen: bool, tight: bool
) -> Line:
    glue = type_.glue[' ']
    if not _SPACING.issuperset(separators):
        words = _merged(words, separators, type_.font)
    natural = sum([w.width for w in words]) * type_.run.size
    spaces = len(words) - 1
    gap = glue.width
    if spaces:
        fitting = (measure - natural) / spaces
        gap = max(fitting, gap - _FLOOR * glue.shrink) if justify else max(min(gap, fitting), gap - glue.shrink)
    width = natural + gap * spaces
    return Line((Run(type_.run, words, type_.font.space, gap, 0.0, width),), width, hyphen, tight)


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
    """What becomes one run. `before` is the type whose space stands before it, None where nothing does."""

    type: Type
    link: str
    element: int
    words: list[Word]
    formula: Formula | None
    before: Type | None

    @property
    def natural(self) -> float:
        """The width of its words alone, points."""
        ems = self.formula.width if self.formula else sum(w.width for w in self.words)
        return ems * self.type.run.size


def _groups(
    words: Sequence[Word | Formula],
    separators: Sequence[str],
    types: Sequence[Type],
    owners: Sequence[int],
    inlines: Sequence[Inline | LineBreak],
    elements: Mapping[int, int],
) -> list[_Group]:
    groups: list[_Group] = []
    for index, (word, type_, owner) in enumerate(zip(words, types, owners, strict=True)):
        inline = inlines[owner]
        link = inline.link if isinstance(inline, Inline) else ''
        element = elements.get(owner, SAME)
        spaced = index > 0 and separators[index - 1] in _SPACES
        if isinstance(word, Formula):
            groups.append(_Group(type_, link, element, [], word, between(groups[-1].type, type_) if spaced else None))
            continue
        last = groups[-1] if groups else None
        if last and last.type is type_ and last.link == link and last.element == element and not last.formula:
            if spaced:
                last.words.append(word)
            else:
                last.words[-1] = _joined(last.words[-1], word, type_.font)
        else:
            before = between(last.type, type_) if last and spaced else None
            groups.append(_Group(type_, link, element, [word], None, before))
    return groups


def _mixed_line(groups: list[_Group], measure: float, justify: bool, hyphen: bool, tight: bool) -> Line:
    glues = [g.type.glue[' '] for g in groups for _ in g.words[1:]]
    glues += [g.before.glue[' '] for g in groups if g.before]
    slack = measure - sum(g.natural for g in groups) - sum(g.width for g in glues)
    stretch, shrink = sum(g.stretch for g in glues), sum(g.shrink for g in glues)
    ratio = 0.0
    if slack < 0 and shrink:
        ratio = max(-_FLOOR if justify else -1.0, slack / shrink)
    elif slack > 0 and justify and stretch:
        ratio = slack / stretch

    def space(type_: Type) -> float:
        glue = type_.glue[' ']
        return glue.width + ratio * (glue.stretch if ratio > 0 else glue.shrink)

    runs: list[Run | MathRun] = []
    x = 0.0
    for group in groups:
        x += space(group.before) if group.before else 0.0
        gap = space(group.type)
        width = group.natural + gap * max(0, len(group.words) - 1)
        if group.formula:
            runs.append(MathRun(group.formula, group.type.run, x, width, group.link, group.element))
        else:
            font = group.type.font
            runs.append(Run(group.type.run, group.words, font.space, gap, x, width, group.link, group.element))
        x += width
    return Line(tuple(runs), x, hyphen, tight)
