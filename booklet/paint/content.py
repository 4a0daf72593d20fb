"""A page to the operators of its content stream (ISO 32000-1, 8 and 9).

In: a `page.Page`. Out: the stream's text, the links on it, the named places, and which words and pictures were painted.
Rules, drawings and pictures come first, each over those before it, then all text in one text object, whose line moves
are relative so that they repeat and compress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from booklet.design import Colour
from booklet.page import (
    SAME,
    Anchor,
    Area,
    Drawing,
    Late,
    Line,
    Link,
    MathRun,
    Page,
    Picture,
    Placed,
    Rule,
    Run,
    RunStyle,
    Shown,
    Target,
)
from booklet.shaping import Word, glyph_code

_APART = 0.01  # of the size: runs that stand farther apart have a space between them
_OVER = 0.01  # points that a picture may stand out of its box: less is not seen
_QUARTER = 0.5522847  # of the radius: how far the controls of a quarter of a circle reach
_LINK_BELOW, _LINK_ABOVE = 0.3, 0.8  # of the size: how far a link's area reaches from the baseline


@dataclass(slots=True)
class Used:
    """What a part used of each face: words, and single glyphs with the text they stand for; and its pictures.

    `involved` are the faces that had a word that no plain string of glyphs shows, so that the lines of all others need
    not be looked through.
    """

    words: dict[str, set[Word]] = field(default_factory=dict)
    involved: set[str] = field(default_factory=set)
    glyphs: dict[str, dict[int, str]] = field(default_factory=dict)
    pictures: dict[tuple[str, int], Shown] = field(default_factory=dict)

    def picture(self, picture: Picture) -> str:
        """The resource name of a picture."""
        key = (picture.name, picture.page)
        known = self.pictures.get(key)
        width, height = picture.whole.width, picture.whole.height
        width, height = (height, width) if picture.turned else (width, height)
        if known is None or known.width < width:
            self.pictures[key] = Shown(*key, width, height)
        return f'/P{list(self.pictures).index(key)}'


@dataclass(slots=True)
class PageContent:
    operators: str
    links: list[Link]
    anchors: list[Anchor]


def paint_page(
    page: Page,
    index: int,
    fonts: Mapping[str, str],
    math_face: str,
    numbers: Mapping[str, int],
    used: Used,
    touch: float = 0.0,
) -> PageContent:
    """Paints page `index` of its part. `fonts` gives each face's resource name, `numbers` each anchor's page number.

    The areas of links are at least `touch` points high.
    """
    pen = _Pen(fonts, math_face, used)
    links: list[Link] = []
    anchors: list[Anchor] = []
    for placed in page.items:
        item = placed.item
        if type(item) is Line:
            for run, lead, tail in _spaced(item.runs):
                if isinstance(run, Run):
                    pen.run(run, placed.x, placed.y, lead, tail)
                else:
                    pen.formula(run, placed.x, placed.y)
                if run.link and not placed.link:
                    element = placed.element if run.element == SAME else run.element
                    x = placed.x + run.x
                    links.append(_link(index, x, x + run.width, placed.y, run.style, run.link, element, item.text))
            if placed.link and item.runs:
                links.append(_area(index, placed, item.runs[0].style, item.text))
        elif type(item) is Late:
            number = str(numbers.get(item.anchor, '')) or '?'
            word = item.font.words[number]
            width = word.width * item.style.size
            area = max(width, 1.2 * item.style.size)
            x0, x1 = (placed.x, placed.x + area) if item.leading else (placed.x - area, placed.x)
            run = Run(item.style, [word], item.font.space, 0.0, 0.0, width)
            pen.run(run, x0 if item.leading else x1 - width, placed.y)
            if placed.link:
                links.append(_link(index, x0, x1, placed.y, item.style, placed.link, placed.element, number))
        elif type(item) is Rule:
            pen.rule(item, placed.x, placed.y)
        elif type(item) is Target:
            anchors.append(Anchor(item.name, index, placed.x, placed.y))
        elif type(item) is Area:
            x1, y1 = placed.x + item.width, placed.y + item.height
            links.append(Link(index, placed.x, placed.y, x1, y1, placed.link, placed.element, item.text))
        elif type(item) is Drawing:
            pen.graphics.append(f'q 1 0 0 1 {placed.x:.2f} {placed.y:.2f} cm {item.operators} Q')
        elif type(item) is Picture:
            pen.picture(item, placed.x, placed.y)
    links = [_within_reach(link, touch) for link in links] if touch else links
    if page.turned:
        return _turned(PageContent(pen.operators(), links, anchors), page.size.height)
    return PageContent(pen.operators(), links, anchors)


def _within_reach(link: Link, touch: float) -> Link:
    """The link with an area as high as a thumb wants it."""
    more = max(0.0, touch - (link.y1 - link.y0)) / 2
    return replace(link, y0=link.y0 - more, y1=link.y1 + more)


def _turned(content: PageContent, height: float) -> PageContent:
    """A page `height` points high that lies, its head at the left of the standing one: x, y become height - y, x."""
    links = [replace(a, x0=height - a.y1, y0=a.x0, x1=height - a.y0, y1=a.x1) for a in content.links]
    anchors = [replace(a, x=height - a.y, y=a.x) for a in content.anchors]
    return PageContent(f'q 0 1 -1 0 {height:.2f} 0 cm\n{content.operators}\nQ', links, anchors)


def _area(index: int, placed: Placed, style: RunStyle, text: str) -> Link:
    return _link(index, placed.x, placed.x + placed.link_width, placed.y, style, placed.link, placed.element, text)


def _link(index: int, x0: float, x1: float, y: float, style: RunStyle, target: str, element: int, text: str) -> Link:
    size = style.size
    return Link(index, x0, y - _LINK_BELOW * size, x1, y + _LINK_ABOVE * size, target, element, text)


def _spaced(runs: Sequence[Run | MathRun]) -> Iterator[tuple[Run | MathRun, str, str]]:
    """Each run, from left to right, with the codes of the spaces before and after it: no reader shall have to guess
    them from gaps."""
    if len(runs) == 1:
        yield runs[0], '', ''
        return
    lead = ''
    shown = sorted(range(len(runs)), key=lambda number: runs[number].x)
    for number, following in zip(shown, (*shown[1:], -1), strict=True):
        run, after = runs[number], runs[following]
        if following < 0:
            apart = False
        elif abs(following - number) == 1:  # the space belongs to the later in reading order
            apart = runs[max(number, following)].spaced
        else:
            apart = after.x - run.x - run.width > _APART * after.style.size
        tail = run.outer.code if apart and isinstance(run, Run) else ''
        yield run, lead, tail
        lead = after.outer.code if apart and not tail and isinstance(after, Run) else ''


class _Pen:
    """Writes text operators, naming font, size, colour, tracking and rise only when they change."""

    def __init__(self, fonts: Mapping[str, str], math_face: str, used: Used) -> None:
        self.fonts, self.math_face, self.used = fonts, math_face, used
        self.graphics: list[str] = []
        self.out: list[str] = []
        self.style: RunStyle | None = None
        self.fill: Colour | None = None  # drawn first, rules of any colour leave theirs
        self.face, self.size = '', 0.0
        self.tracking = self.rise = 0.0
        self.expansion = 1.0
        self.x = self.y = 0.0

    def operators(self) -> str:
        text = ['BT', *self.out, 'ET'] if self.out else []
        return '\n'.join([*self.graphics, *text])

    def run(self, run: Run, x: float, y: float, lead: str = '', tail: str = '') -> None:
        """`lead` and `tail` are the codes of spaces before and after it, if there are any."""
        style = run.style
        if style is not self.style:
            self.select(style)
        words = run.words[::-1] if run.level % 2 else run.words
        used = self.used
        face_words = used.words.get(style.face)
        if face_words is None:
            face_words = used.words[style.face] = set()
        face_words.add(run.space)  # runs of one face may differ in it: between ideographs there is none
        if lead or tail:
            face_words.add(run.outer)
        known = len(face_words)
        face_words.update(words)
        if len(face_words) > known and any(w.passages for w in words):
            used.involved.add(style.face)
        space = run.space
        self.expand(run.expansion)
        # Horizontal scaling applies to kerns too (ISO 32000-1, 9.4.4). To a tenth: a line may have thirty spaces.
        kern = round((space.width - run.gap / run.expansion / style.size) * 1000, 1)
        between = f'{space.code}){kern:g}(' if kern else space.code
        self.move(x + run.x - (run.outer.width * style.size * run.expansion if lead else 0.0), y)
        if style.face in used.involved and any(w.passages for w in words):
            self.involved(run, words, between, lead, tail)
        else:
            self.out.append(f'[({lead}{between.join([w.code for w in words])}{tail})]TJ')

    def involved(self, run: Run, words: Sequence[Word], between: str, lead: str, tail: str) -> None:
        """A run with words whose marks stand above or below (ISO 32000-1, 9.3.7), or that must say what their glyphs
        do not (14.9.4). The space after such a word is said with it: readers find none beside a change of rise."""
        pending, last = lead, len(words) - 1
        for number, word in enumerate(words):
            space = between if number < last else tail
            if not word.passages:
                pending += word.code + space
                continue
            for index, (said, strokes) in enumerate(word.passages):
                self.show(pending)
                pending = ''
                ends = index == len(word.passages) - 1
                if said and ends and not run.level % 2:
                    said += run.space.text if number < last else run.outer.text if tail else ''
                    strokes = (*strokes, (space, 0.0)) if space else strokes
                elif ends:
                    pending = space
                self.passage(said, strokes, run.style)
        self.show(pending)

    def passage(self, said: str, strokes: Iterable[tuple[str, float]], style: RunStyle) -> None:
        if said:
            self.out.append(f'/Span<</ActualText<{_utf16(said)}>>>BDC')
        raised = 0.0
        for code, rise in strokes:
            if rise != raised:
                raised = rise
                self.out.append(f'{style.rise + rise * style.size:.2f} Ts')
            self.show(code)
        if raised:
            self.out.append(f'{style.rise:.2f} Ts')
        if said:
            self.out.append('EMC')

    def show(self, code: str) -> None:
        if code:
            self.out.append(f'[({code})]TJ')

    def formula(self, run: MathRun, x: float, y: float) -> None:
        size, formula, own = run.style.size, run.formula, run.style.colour
        self.select(run.style)
        self.expand(1.0)
        x += run.x
        y += run.style.rise
        if run.style.rise:  # rules and strokes know no rise, so glyphs shall not either
            self.rise = 0.0
            self.out.append('0 Ts')
        glyphs = self.used.glyphs.setdefault(self.math_face, {})
        for glyph in formula.glyphs:
            self.font(self.math_face, size * glyph.scale)
            self.colour(glyph.colour or own)
            self.move(x + glyph.x * size, y + glyph.y * size)
            self.out.append(f'({glyph_code(glyph.glyph)})Tj')
            glyphs.setdefault(glyph.glyph, glyph.text)
        for rule in formula.rules:
            left, bottom = x + rule.x * size, y + rule.y * size
            box = f'{left:.2f} {bottom:.2f} {rule.width * size:.2f} {rule.height * size:.2f}'
            self.graphics.append(f'{_rgb(rule.colour or own)} rg {box} re f')
        for path in formula.paths:
            at = f'{size:.4g} 0 0 {size:.4g} {x + path.x * size:.2f} {y + path.y * size:.2f} cm'
            self.graphics.append(f'q {_rgb(path.colour or own)} {"rg" if path.fills else "RG"} {at} {path.operators} Q')
        self.style = None

    def rule(self, rule: Rule, x: float, y: float) -> None:
        colour = _rgb(rule.colour)
        self.graphics.append(
            f'{colour} rg {x:.2f} {y - rule.thickness / 2:.2f} {rule.width:.2f} {rule.thickness:g} re f'
        )

    def picture(self, picture: Picture, x: float, y: float) -> None:
        """An image of whatever kind is a unit square (8.9.5); `whole` is what becomes of it."""
        whole = picture.whole
        at = f'{whole.width:.2f} 0 0 {whole.height:.2f} {x + whole.x0:.2f} {y + whole.y0:.2f} cm'
        if picture.turned:
            at = f'0 {whole.height:.2f} {-whole.width:.2f} 0 {x + whole.x1:.2f} {y + whole.y0:.2f} cm'
        self.graphics.append(f'q {_clip(picture, x, y)}{at} {self.used.picture(picture)} Do Q')

    def select(self, style: RunStyle) -> None:
        self.style = style
        self.font(style.face, style.size)
        self.colour(style.colour)
        if style.tracking != self.tracking:
            self.tracking = style.tracking
            self.out.append(f'{style.tracking:.3f} Tc')
        if style.rise != self.rise:
            self.rise = style.rise
            self.out.append(f'{style.rise:.2f} Ts')

    def colour(self, colour: Colour) -> None:
        if colour != self.fill:
            self.fill = colour
            self.out.append(f'{_rgb(colour)} rg')

    def font(self, face: str, size: float) -> None:
        if face != self.face or size != self.size:
            self.face, self.size = face, size
            self.out.append(f'{self.fonts[face]} {size:.4g} Tf')

    def expand(self, expansion: float) -> None:
        if expansion != self.expansion:
            self.expansion = expansion
            self.out.append(f'{round(100 * expansion, 3):g} Tz')

    def move(self, x: float, y: float) -> None:
        x, y = round(x, 2), round(y, 2)
        self.out.append(f'{x - self.x:.6g} {y - self.y:.6g} Td')
        self.x, self.y = x, y


def _clip(picture: Picture, x: float, y: float) -> str:
    """The path that cuts off what stands over (8.5.4); none where nothing does."""
    width, height, whole = picture.width, picture.height, picture.whole
    if picture.shape == 'circle':
        radius = min(width, height) / 2
        return f'{_circle(x + width / 2, y + height / 2, radius)} W n '
    inside = min(whole.x0, whole.y0, width - whole.x1, height - whole.y1) > -_OVER
    return '' if inside else f'{x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n '


def _circle(x: float, y: float, radius: float) -> str:
    """Four Bézier curves."""
    reach = _QUARTER * radius
    turns = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f'{x + radius:.2f} {y:.2f} m']
    for (a, b), (c, d) in pairwise(turns):
        points = (a * radius + c * reach, b * radius + d * reach, c * radius + a * reach, d * radius + b * reach)
        controls = [f'{(y if number % 2 else x) + point:.2f}' for number, point in enumerate(points)]
        path.append(f'{" ".join(controls)} {x + c * radius:.2f} {y + d * radius:.2f} c')
    return ' '.join(path)


def _utf16(text: str) -> str:
    """A text string in hexadecimal digits, with its byte order mark (ISO 32000-1, 7.9.2.2)."""
    return 'FEFF' + text.replace('\u00ad', '').encode('utf-16-be', 'replace').hex().upper()


def _rgb(colour: Colour) -> str:
    return f'{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g}'
