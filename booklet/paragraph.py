"""Paragraphs to lines: inline spans are shaped, broken and justified.

In: the inlines of one paragraph, a text style and a measure. Out: `page.Line`s, their left edges at 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from booklet.coverage import writing
from booklet.design import Layout, TextStyle
from booklet.diagnostics import Sink, Span
from booklet.fonts import Face, Library
from booklet.glue import Type, hangs_out
from booklet.itemise import FORCED, NO_BREAK, Piece, base_level, clusters, itemised, needs, runs_left, visible
from booklet.linebreak import Breakpoints, Parameters, balance, break_paragraph
from booklet.lines import assemble_line
from booklet.markup import Inline, LineBreak
from booklet.math import Formula, MathError, set_display, set_math
from booklet.page import Line, MathRun
from booklet.points import fits_on_one_line, hyphenated_points, plain_points
from booklet.rivers import smoothed
from booklet.rulebook import IDS
from booklet.shaping import Word
from booklet.structure import Structure
from booklet.tokens import (
    Place,
    Places,
    Tokens,
    break_long_words,
    loosened,
    plain_tokens,
    simple_pieces,
    tokens,
)
from booklet.typecase import TypeCase

NO_GLYPH = 'no font has'  # how such a finding begins; a book tells each once
_NEAR = 0.01  # points
_LAST_LINE = 0.15  # of the measure: a shorter last line costs demerits
_EMERGENCY_STRETCH = 0.04  # of the measure, in TeX's third pass
_FULL = 4.3  # times the stretch is badness 8000: what a line lacks at the most, all of the measure
_RAGGED_STRETCH = 2.0  # ems of space that a ragged line may lack at badness 100, as in plain TeX's \raggedright
_START = Place(-1, 0)

Inlines = Sequence[Inline | LineBreak]


class Composer:
    """Sets paragraphs with the styles of one layout."""

    def __init__(self, layout: Layout, library: Library, sink: Sink, language: str = 'en') -> None:
        self.layout, self.library, self.sink, self.language = layout, library, sink, language
        self.case = TypeCase(layout, library, language)
        self.base = int(runs_left(language))  # the level of embedding (UAX #9) that the book's own text is at
        self._missing: set[str] = set()
        self._scaled: dict[tuple[str, float], TextStyle] = {}
        self._formulas = False

    def begin(self) -> None:
        """A new section begins: what it lacks is told anew, whoever set the one before."""
        self._missing.clear()

    def style(self, name: str, scale: float = 1.0) -> TextStyle:
        """A style of the layout, its letters and its leading so much larger."""
        own = self.layout.styles[name]
        if scale == 1.0:
            return own
        found = self._scaled.get((name, scale))
        if found is None:
            found = replace(own, size=own.size * scale, leading=own.leading * scale)
            self._scaled[name, scale] = found
        return found

    def type(self, style: TextStyle) -> Type:
        """The font and size of a style."""
        return self.case.type(style)

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face that was asked for."""
        faces = [*self.case.faces, *([self.math_face] if self._formulas else [])]
        return tuple({face.key: face for face in faces}.values())

    @property
    def math_face(self) -> Face:
        return self.case.math_face

    def lines(
        self,
        inlines: Inlines,
        style: TextStyle,
        measure: float,
        *,
        language: str = '',
        structure: Structure | None = None,
        parent: int = -1,
        span: Span | None = None,
        turns: bool = False,
    ) -> list[Line]:
        """The paragraph's lines on a measure of so many points. Links and formulas become elements below `parent`.

        One that runs against its book begins at the measure's other end, if it is justified or `turns`.
        """
        inlines = self._settable(inlines, span)
        found = self._tokens(inlines, style, language, span)
        if found is None:
            return []
        first, rest = measure - style.first_indent, measure - style.hanging
        if max(found.widths) > min(first, rest):
            found = break_long_words(found, min(first, rest))
        elements = _inline_elements(inlines, structure, parent, language or self.language) if found.types else {}
        turns = found.base != self.base and (turns or style.align == 'justify')
        lines, overfull = self._set(found, style, first, rest, inlines, elements, turns)
        rooms = (rest if number else first for number in range(len(lines)))
        if NO_BREAK in found.separators and any(map(lambda line, room: line.width > room + _NEAR, lines, rooms)):
            lines, overfull = self._set(loosened(found, min(first, rest)), style, first, rest, inlines, elements, turns)
        for number in overfull[:1]:
            self.wide(lines[number], span)
        return lines

    def wide(self, line: Line, span: Span | None) -> None:
        """Tells of a line that runs out of its column."""
        message = f'a line is wider than its column: “{line.text}”'
        self.sink.warning(message, span, 'reword the paragraph', IDS['page-line-overfull'])

    def _set(
        self,
        found: Tokens,
        style: TextStyle,
        first: float,
        rest: float,
        inlines: Inlines,
        elements: Mapping[int, int],
        turns: bool,
    ) -> tuple[list[Line], Sequence[int]]:
        places, overfull = _break(found, style, first, rest)
        lines, start = [], _START
        for number, stop in enumerate(places):
            justify = style.align == 'justify' and (stop.split > 0 or found.separators[stop.word] != FORCED)
            room, indent = (first, style.first_indent) if not number else (rest, style.hanging)
            hang = (number > 0 or not style.first_indent, True)
            line = assemble_line(found, start, stop, room, justify, inlines, elements, hang)
            if turns:
                line = _turned(line, room - indent, self.base)
            lines.append(line)
            start = stop
        return lines, overfull

    def runs_against(self, inlines: Inlines, language: str = '') -> bool:
        """Whether a paragraph runs against its book."""
        own = bool(language) and language != self.language
        language, text = language or self.language, visible(inlines)
        base = base_level(text, language, own) if needs(text) or (own and runs_left(language)) else 0
        return base != self.base

    def line(self, inlines: Inlines, style: TextStyle, language: str = '') -> Line:
        """All of it on one line, at its natural width."""
        inlines = self._settable(inlines, None)
        found = self._tokens(inlines, style, language, None)
        if found is None:
            return Line((), 0.0)
        return assemble_line(found, _START, Place(len(found.words) - 1, 0), 1e6, False, inlines, {})

    def display(
        self,
        tex: str,
        style: TextStyle,
        measure: float,
        height: float,
        *,
        language: str = '',
        macros: str = '',
        span: Span | None = None,
    ) -> list[Line]:
        """A formula on lines of its own, as wide as the measure; one that cannot be set stands as its source.

        What is taller than `height` comes in several lines, where it can be parted.
        """
        run = self.type(style).run
        em = run.size * self.case.math_scale(style)
        run = replace(run, size=em)
        try:
            found = set_display(tex, measure / em, height / em, language or self.language, macros)
        except MathError as error:
            message = f'the formula $${tex}$$ cannot be set: {error}'
            self.sink.warning(message, span, 'it is set as its own source text', IDS['page-source-kept'])
            return self.lines((Inline(tex),), replace(style, align='left'), measure, language=language, span=span)
        self._formulas = True
        if found.wide:
            message = f'a formula is wider than its column: $${tex}$$'
            hint = 'break it into lines of its own, with an align or a multline'
            self.sink.warning(message, span, hint, IDS['page-formula-overfull'])
        return [Line((MathRun(formula, run, 0.0, measure),), measure) for formula in found.lines]

    def _tokens(self, inlines: Inlines, style: TextStyle, language: str, span: Span | None) -> Tokens | None:
        if len(inlines) == 1 and isinstance(only := inlines[0], Inline) and not (only.math or only.link or only.style):
            if not only.text.strip(' '):
                return None
            plain = (
                None
                if needs(only.text)
                else plain_tokens(only.text, self.case.type(style, language=only.language or language))
            )
            if plain is not None:
                return plain
        own = bool(language) and language != self.language
        language = language or self.language

        def type_of(number: int) -> Type:
            inline = inlines[number]
            assert isinstance(inline, Inline), 'a line break has no words'
            return self.case.type(style, inline.style, inline.language or language)

        def formula_of(number: int) -> Formula:
            inline = inlines[number]
            assert isinstance(inline, Inline), 'a line break is no formula'
            return self.case.formula(inline, style, inline.language or language)

        text = visible(inlines)
        if needs(text) or (own and runs_left(language)):
            base = base_level(text, language, own)
            turned = itemised(inlines, base, lambda inline: inline.language or language)
            if base or any(piece.level % 2 for piece in turned):  # whose ends are not those of its lines
                style = replace(style, protrusion=False)
            pieces: Iterable[Piece] = turned
        else:
            base, pieces = 0, simple_pieces(inlines)
        found = tokens(pieces, type_of, formula_of, base)
        if found is not None:
            self._report_holes(found, span, language)
        return found

    def _settable(self, inlines: Inlines, span: Span | None) -> Inlines:
        """The inlines with every formula that cannot be set as its own source text."""
        if not any(isinstance(inline, Inline) and inline.math for inline in inlines):
            return inlines
        return [self._formula(i, span) if isinstance(i, Inline) and i.math else i for i in inlines]

    def _formula(self, inline: Inline, span: Span | None) -> Inline:
        try:
            set_math(inline.text, language=inline.language or self.language, macros=inline.macros)
        except MathError as error:
            message = f'the formula ${inline.text}$ cannot be set: {error}'
            self.sink.warning(message, span, 'it is set as its own source text', IDS['page-source-kept'])
            return replace(inline, math=False)
        self._formulas = True
        return inline

    def _report_holes(self, found: Tokens, span: Span | None, language: str) -> None:
        from booklet.missing import describe

        words = [word for word in found.words if isinstance(word, Word)]
        if any(word.holes for word in words):  # a sign of kana tells that all of its text is Japanese
            language = writing(''.join([word.text for word in words]), language) or language
        for word in words:
            for cluster in clusters(word.holes) if word.holes else ():
                if cluster not in self._missing:
                    self._missing.add(cluster)
                    missing = describe(cluster, language)
                    hint = f'it stands in “{word.text}”; {missing.hint()}; until then a box stands for it'
                    script = f', {missing.script}' if missing.script else ''
                    message = f'{NO_GLYPH} “{cluster}” ({missing}{script})'
                    self.sink.warning(message, span, hint, IDS['glyph-missing'])


def _turned(line: Line, room: float, base: int) -> Line:
    """A line of a paragraph that runs against its book: it begins where the book's lines end, `room` points from where
    it is placed."""
    if base:
        return replace(line, width=room)
    shift = room - line.width
    return replace(line, runs=tuple([replace(run, x=run.x + shift) for run in line.runs]), width=room)


def _break(found: Tokens, style: TextStyle, first: float, rest: float) -> tuple[list[Place], Sequence[int]]:
    """Where the lines end, and which of them are wider than their measure."""
    if found.type.protrusion and not style.first_indent:  # as in TeX, where the indent is a box that nothing passes
        first += hangs_out(found.words[0], found.types[0] if found.types else found.type)[0]
    if fits_on_one_line(found, first):  # that is best; most titles do
        return [Place(len(found.words) - 1, 0)], ()
    plain, places = plain_points(found)
    parameters = _parameters(style, rest)
    if style.balance:
        broken = balance(plain, rest, parameters, first_width=first)
        return [places[k] for k in broken.breaks], broken.overfull

    def hyphenated() -> Breakpoints:
        nonlocal places
        points, places = hyphenated_points(found)
        return points

    broken = break_paragraph(plain, hyphenated if style.hyphenate else None, rest, parameters, first_width=first)
    if style.align == 'justify' and len(broken.breaks) > 2:
        broken = smoothed(broken, rest, parameters, lambda k: _sides(found, places, k), first_width=first)
    return [places[k] for k in broken.breaks], broken.overfull


def _sides(found: Tokens, places: Places, k: int) -> tuple[str, str]:
    """The words before and after a break; '' where it parts one, and before the paragraph's beginning."""
    if k < 0:
        return '', found.words[0].text
    place = places[k]
    return ('', '') if place.split else (found.words[place.word].text, found.words[place.word + 1].text)


def _parameters(style: TextStyle, measure: float) -> Parameters:
    if style.align == 'justify':
        return Parameters(
            emergency_stretch=measure * _EMERGENCY_STRETCH,
            last_line_minimum=measure * _LAST_LINE,
            # Tuned on the benchmark's book, so that spaces vary least for the hyphens spent. Plain TeX has 100, 200,
            # 10, 10,000 and 10,000: with hyphens at hand paragraphs come out more even; and the dearer each line, the
            # less one that is bad outweighs several that are fair.
            pretolerance=40,
            tolerance=100,
            patience=400,
            line_penalty=110,
            adjacent_demerits=5000,
            double_hyphen_demerits=2000,
            final_hyphen_demerits=50_000,  # ten times: no last line should be the end of a word
            last_resort=10000,
            expansion=style.expansion,
        )
    return Parameters(
        line_stretch=_RAGGED_STRETCH * style.size,
        # Lines that lack more than badness tells are alike bad, one word alone as good as half a line: where there must
        # be such, they are measured again by what the whole measure can lack.
        tolerance=9999,
        emergency_stretch=measure / _FULL,
        final_hyphen_demerits=1_000_000,  # a line shorter by four ems is no worse
    )


def _inline_elements(
    inlines: Inlines, structure: Structure | None, parent: int, language: str = 'en'
) -> dict[int, int]:
    """Elements of links and formulas, by the inline's number; adjoining inlines of one link share theirs."""
    if structure is None:
        return {}
    elements: dict[int, int] = {}
    for link, members in groupby(enumerate(inlines), lambda pair: getattr(pair[1], 'link', '')):
        element = structure.add('Link', parent) if link else parent
        for number, inline in members:
            if isinstance(inline, Inline) and inline.math:
                elements[number] = structure.add('Formula', element, alt=_spoken(inline, language))
            elif link:
                elements[number] = element
    return elements


def _spoken(inline: Inline, language: str) -> str:
    """A formula in words; one that only is a space has none, and is called by its source."""
    try:
        found = set_math(inline.text, language=inline.language or language, macros=inline.macros)
    except MathError:
        return inline.text
    return found.speech or inline.text
