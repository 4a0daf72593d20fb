"""Draws the pictures of the festival: portraits, logos, plans, advertisements. Nothing in them is chance or a likeness.

In: nothing. Out: files below `tests/events/festival/content/`, the same whenever it is run:
`python tests/events/draw.py`.
"""

from __future__ import annotations

import io
import itertools
import math
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import uharfbuzz as hb
from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

CONTENT = Path(__file__).parent / 'festival' / 'content'
FONT = Path(__file__).parents[2] / 'fonts' / 'source-sans-3' / 'SourceSans3[wght].ttf'
MM = 72 / 25.4
INK, SEA, RUST, MOSS, SAND, PAPER = '#22262b', '#1b6ca8', '#b5452c', '#3f7d3a', '#e9dcc3', '#f7f3ea'
GROUNDS = ('#c9d8e2', '#e2d3c0', '#d5dccb', '#dccbd0', '#cfd0dd', '#e6dfae')
SKINS = ('#f0c9a4', '#d9a26f', '#a86f43', '#7a4b2c', '#f3d7bf')
HAIRS = ('#2a211c', '#6b4423', '#b98b4a', '#8d8d8d', '#b5452c', '#efe9dc')

# name, width, height, mode: upright, square and wide, in colour, grey and CMYK, with and without transparency
PORTRAITS = (
    ('quill.jpg', 300, 375, 'RGB'),
    ('tumanov.png', 300, 300, 'P'),
    ('anemogianni.jpg', 300, 400, 'RGB'),
    ('sahili.jpg', 300, 300, 'L'),
    ('brimsdottir.jpg', 440, 300, 'RGB'),
    ('lam.png', 300, 360, 'RGBA'),
    ('ferro.jpg', 300, 375, 'CMYK'),
    ('nadikar.jpg', 300, 375, 'RGB'),
    ('pengelly.png', 300, 420, 'P'),
    ('tamsin.jpg', 480, 300, 'L'),
    ('hohenwetter.jpg', 300, 375, 'RGB'),
    ('shaked.jpg', 300, 300, 'RGB'),
    ('khlongsai.png', 300, 375, 'P'),
    ('delacruz.jpg', 300, 375, 'RGB'),
    ('caglayan.jpg', 300, 340, 'RGB'),
    ('wodnicka.png', 300, 375, 'P'),
)

Oval = Callable[[float, float, float, float, str], None]


def portrait(name: str, width: int, height: int, mode: str) -> bytes:
    """A head of circles and lines before a plain ground, the face in the upper middle, as photographers have it."""
    chance = random.Random(name)
    ground, skin, hair = (chance.choice(colours) for colours in (GROUNDS, SKINS, HAIRS))
    image = Image.new('RGB', (width * 2, height * 2), ground)
    draw = ImageDraw.Draw(image)
    x, y, r = width, height * 2 * 0.42, min(width, height) * 0.42

    def oval(dx: float, dy: float, across: float, down: float, colour: str) -> None:
        draw.ellipse((x + (dx - across) * r, y + (dy - down) * r, x + (dx + across) * r, y + (dy + down) * r), colour)

    oval(0, 2.5, 1.55, 1.35, chance.choice((SEA, RUST, MOSS, INK)))  # the shoulders
    _hair(oval, chance.randrange(4), hair)
    draw.rectangle((x - 0.28 * r, y + 0.6 * r, x + 0.28 * r, y + 1.25 * r), skin)
    oval(0, 0, 0.78, 1.0, skin)
    oval(0, -0.72, 0.72, 0.36, hair)
    for side in (-1, 1):
        oval(side * 0.3, -0.08, 0.07, 0.09, INK)
    if chance.random() < 0.4:  # spectacles
        for side in (-1, 1):
            at = (x + (side * 0.3 - 0.22) * r, y - 0.3 * r, x + (side * 0.3 + 0.22) * r, y + 0.14 * r)
            draw.ellipse(at, outline=INK, width=5)
    draw.line((x, y + 0.02 * r, x - 0.08 * r, y + 0.3 * r, x + 0.05 * r, y + 0.3 * r), INK, 5)
    draw.arc((x - 0.3 * r, y + 0.25 * r, x + 0.3 * r, y + 0.62 * r), 25, 155, INK, 6)
    return _encoded(image.resize((width, height), Image.Resampling.LANCZOS), name, mode)


def _hair(oval: Oval, kind: int, hair: str) -> None:
    if kind == 0:  # long
        oval(0, 0.25, 1.05, 1.3, hair)
    elif kind == 1:  # a bun
        oval(0, -1.15, 0.4, 0.4, hair)
    elif kind == 2:  # curls
        for step in range(9):
            turn = math.pi * (1 + step / 8)
            oval(0.85 * math.cos(turn), 0.95 * math.sin(turn), 0.34, 0.34, hair)
    oval(0, -0.2, 0.86, 0.92, hair)


def _encoded(image: Image.Image, name: str, mode: str) -> bytes:
    out = io.BytesIO()
    if name.endswith('.png'):
        if mode == 'RGBA':  # cut out: a round mask
            mask = Image.new('L', image.size, 0)
            ImageDraw.Draw(mask).ellipse((6, 6, image.width - 6, image.height - 6), 255)
            image = image.quantize(24, dither=Image.Dither.NONE).convert('RGBA')
            image.putalpha(mask.point(lambda level: 255 * (level > 127)))
            image = image.quantize(32, method=Image.Quantize.FASTOCTREE)
        else:
            image = image.quantize(24, dither=Image.Dither.NONE)
        image.save(out, 'PNG', optimize=True, dpi=(300, 300))
    else:
        image.convert(mode).save(out, 'JPEG', quality=62, optimize=True, dpi=(300, 300))
    return out.getvalue()


def svg(width: int, height: int, body: str, title: str) -> bytes:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<title>{title}</title>\n{body}\n</svg>\n'.encode()


def logos() -> dict[str, bytes]:
    drops = ''.join(f'<circle cx="{6 + 5 * i}" cy="{8 + 3 * (i % 3)}" r="{1 + i % 3 * 0.5}"/>' for i in range(6))
    waves = ''.join(
        f'<path d="M2 {y} q5 -4 10 0 t10 0 t10 0" fill="none" stroke="{SEA}" stroke-width="1"/>' for y in (12, 15, 18)
    )
    rays = ''.join(
        f'<path d="M20 10 L{20 + 18 * math.cos(a):.2f} {10 + 18 * math.sin(a):.2f}"/>' for a in (-0.3, 0.0, 0.3)
    )
    return {
        'institute.svg': svg(40, 20, f'<g fill="{SEA}">{drops}</g>', 'Institute for Small Weather'),
        'university.svg': svg(
            34, 22, f'<path d="M4 10 L17 3 L30 10 Z" fill="{INK}"/>{waves}', 'Marram Island University'
        ),
        'lambent.svg': svg(
            36, 36,
            f'<circle cx="18" cy="18" r="15" fill="none" stroke="{RUST}" stroke-width="2"/>'
            f'<path d="M18 18 L26 8" stroke="{INK}" stroke-width="1.5"/><circle cx="18" cy="18" r="2" fill="{INK}"/>',
            'Lambent and Daughters',
        ),
        'press.svg': svg(
            30, 20,
            f'<rect x="2" y="2" width="11" height="16" fill="{INK}"/>'
            f'<g fill="none" stroke="{INK}"><rect x="17" y="2" width="11" height="16" stroke-width="1"/>'
            f'<path d="M19 6 h7 M19 9 h7 M19 12 h5" stroke-width="0.6"/></g>',
            'Quire and Quoin Press',
        ),
        'gull.svg': svg(
            40, 20,
            f'<g stroke="{RUST}" stroke-width="0.8">{rays}</g><path d="M17 18 L18.5 6 h3 L23 18 Z" fill="{RUST}"/>',
            'Gull Rock Lighthouse Trust',
        ),
    }  # fmt: skip


def harbour() -> bytes:
    """A spread: coast, streets, the Ropeworks along the quay."""
    streets = ''.join(f'<path d="M{x} 18 L{x + 9} 96"/>' for x in range(40, 270, 23))
    streets += ''.join(f'<path d="M30 {y} C100 {y - 8} 190 {y + 9} 276 {y - 4}"/>' for y in (30, 52, 74))
    names = (
        ('The Old Ropeworks', 92, 112),
        ('Chapel of the Nine Winds', 204, 42),
        ('Boathouse', 36, 132),
        ('Ferry', 206, 150),
    )
    marks = ''.join(f'<text x="{x}" y="{y}">{name}</text>' for name, x, y in names)
    body = (
        f'<rect width="286" height="190" fill="{PAPER}"/>'
        f'<path d="M0 122 C60 108 90 140 150 126 S250 118 286 134 V190 H0 Z" fill="#d3e4ef"/>'
        f'<g fill="none" stroke="#b9ad97" stroke-width="1.6">{streets}</g>'
        f'<rect x="84" y="104" width="96" height="5" fill="{RUST}"/>'
        f'<circle cx="200" cy="41" r="2" fill="{RUST}"/><rect x="30" y="126" width="5" height="8" fill="{RUST}"/>'
        f'<path d="M200 146 V176" stroke="{INK}" stroke-width="1" stroke-dasharray="2 1.5"/>'
        f'<g font-family="sans-serif" font-size="5" fill="{INK}">{marks}</g>'
    )
    return svg(286, 190, body, 'Port Serein and its harbour')


def pdf(width: float, height: float, painting: Callable[[Canvas], None], title: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width * MM, height * MM), invariant=1)
    canvas.setTitle(title)
    canvas.scale(MM, MM)
    painting(canvas)
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as made:
        page = made.pages[0]
        del page.Resources['/Font']  # which the library puts in, and nothing is set in
        page.Contents.write(page.Contents.read_bytes().replace(b' BT /F1 12 Tf 14.4 TL ET', b''))
        out = io.BytesIO()
        made.save(out, deterministic_id=True)
    return out.getvalue()


def letters(canvas: Canvas, x: float, y: float, size: float, text: str) -> None:
    """Words as outlines, centred, as printers ask for them."""
    face = hb.Face(hb.Blob.from_file_path(str(FONT)))
    font, buffer = hb.Font(face), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale = size / face.upem
    at = x - sum(place.x_advance for place in buffer.glyph_positions) * scale / 2
    path = canvas.beginPath()
    last = [0.0, 0.0]

    def to(draw: Callable[..., None], *points: float) -> None:
        """Places and draws: points by turns across and up, in units of the font; of two, a quadratic curve."""
        flat = [(y if odd else at) + value * scale for odd, value in zip(itertools.cycle((0, 1)), points)]
        if len(flat) == 4:
            control, end = flat[:2], flat[2:]
            flat = [a + (b - a) * 2 / 3 for ends in (last, end) for a, b in zip(ends, control, strict=True)] + end
        last[:] = flat[-2:]
        draw(*(round(value, 2) for value in flat))

    pens = hb.DrawFuncs()
    pens.set_move_to_func(lambda x, y, _: to(path.moveTo, x, y))
    pens.set_line_to_func(lambda x, y, _: to(path.lineTo, x, y))
    pens.set_quadratic_to_func(lambda *points: to(path.curveTo, *points[:4]))
    pens.set_cubic_to_func(lambda *points: to(path.curveTo, *points[:6]))
    pens.set_close_path_func(lambda _: path.close())
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        font.draw_glyph(info.codepoint, pens, None)
        at += place.x_advance * scale
    canvas.drawPath(path, fill=1, stroke=0)


def ropeworks(canvas: Canvas) -> None:
    """The nine rooms of a very long building, seen from above."""
    rooms = ('Foundry', 'Old Mill', 'Sail Loft', 'Long Walk', 'Reading Room', 'Glass House', 'Tide Hall')
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(HexColor(INK))
    for number, name in enumerate(rooms):
        x = 8 + 27.5 * number
        canvas.setFillColor(HexColor(SAND if number % 2 else PAPER))
        canvas.rect(x, 50, 27.5, 42, fill=1)
        canvas.setFillColor(HexColor(INK))
        letters(canvas, x + 13.75, 70, 3.4, name)
    for name, x in (('Attic', 104.25), ('to the Boathouse', 21), ('to the Chapel', 186)):
        letters(canvas, x, 100, 3.4, name)
        canvas.line(x, 98, x, 92)
    canvas.setStrokeColor(HexColor(SEA))
    for y in (28, 33, 38):
        canvas.bezier(8, y, 70, y + 9, 140, y - 9, 200, y)


def ferry(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor(SEA))
    path = canvas.beginPath()
    path.moveTo(3, 9)
    for x, y in ((37, 9), (32, 3), (8, 3)):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)
    canvas.rect(12, 9.5, 16, 4, fill=1, stroke=0)
    canvas.rect(22, 14, 3, 4, fill=1, stroke=0)


def lambent(canvas: Canvas) -> None:
    """A page A5 with a bleed of 3 mm."""
    canvas.setFillColor(HexColor('#14303f'))
    canvas.rect(0, 0, 154, 216, fill=1, stroke=0)
    canvas.setStrokeColor(HexColor(SAND))
    canvas.setLineWidth(1.2)
    canvas.circle(77, 125, 46)
    for step in range(41):
        turn = math.radians(225 - step * 6.75)
        inner = 39 if step % 5 else 35
        canvas.line(*(c + r * f for r in (inner, 43) for c, f in ((77, math.cos(turn)), (125, math.sin(turn)))))
    canvas.line(77, 125, 98, 152)
    canvas.setFillColor(HexColor(SAND))
    for size, y, text in (
        (9, 52, 'Lambent & Daughters'),
        (4.6, 41, 'Barometers that apologise.'),
        (3.6, 24, 'Rope Street 7, Port Serein, by the pump that works'),
    ):
        letters(canvas, 77, y, size, text)


def bakery() -> bytes:
    """A page A5 with its bleed at 300 dpi, in few colours: loaves."""
    image = Image.new('RGB', (1819, 2551), SAND)
    draw = ImageDraw.Draw(image)
    for row in range(5):
        for column in range(3):
            x, y = 165 + column * 525, 225 + row * 435 + 45 * (column % 2)
            draw.rounded_rectangle((x, y, x + 435, y + 255), 120, fill='#b9772f', outline='#7d4a17', width=12)
            for cut in range(3):
                draw.line((x + 105 + cut * 105, y + 60, x + 60 + cut * 105, y + 195), '#f2d9a8', 18)
    out = io.BytesIO()
    image.quantize(16, dither=Image.Dither.NONE).save(out, 'PNG', optimize=True, dpi=(300, 300))
    return out.getvalue()


def hardtack() -> bytes:
    image = Image.new('L', (700, 420), 255)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((60, 60, 640, 360), 60, outline=40, width=16)
    for x in range(150, 600, 100):
        for y in (140, 210, 280):
            draw.ellipse((x - 14, y - 14, x + 14, y + 14), 40)
    out = io.BytesIO()
    image.quantize(8, dither=Image.Dither.NONE).save(out, 'PNG', optimize=True, dpi=(300, 300))
    return out.getvalue()


def pebbles() -> bytes:
    """For the back cover: stones, largest first, each where it touches no other."""
    chance = random.Random('pebbles')
    width, height = 1819, 2551
    image = Image.new('RGB', (width, height), '#8fa3ad')
    draw = ImageDraw.Draw(image)
    placed: list[tuple[float, float, float]] = []
    for size in (300, 220, 160, 110, 76):
        for _ in range(160):
            x, y = chance.uniform(0, width), chance.uniform(0, height)
            if all(math.hypot(x - a, y - b) > size + r + 12 for a, b, r in placed):
                placed.append((x, y, size))
                draw.ellipse((x - size, y - size * 0.8, x + size, y + size * 0.8), chance.choice(GROUNDS))
    out = io.BytesIO()
    image.quantize(8, dither=Image.Dither.NONE).save(out, 'PNG', optimize=True, dpi=(300, 300))
    return out.getvalue()


def main() -> None:
    made = {f'photos/{name}': portrait(name, *rest) for name, *rest in PORTRAITS}  # type: ignore[arg-type]
    made |= {f'logos/{name}': data for name, data in logos().items()}
    made |= {
        'logos/ferry.pdf': pdf(40, 20, ferry, 'The Ferry Company'),
        'logos/hardtack.png': hardtack(),
        'plans/harbour.svg': harbour(),
        'plans/ropeworks.pdf': pdf(210, 120, ropeworks, 'The Old Ropeworks'),
        'ads/lambent.pdf': pdf(154, 216, lambent, 'Lambent & Daughters'),
        'ads/bakery.png': bakery(),
        'ads/pebbles.png': pebbles(),
    }
    for name, data in made.items():
        path = CONTENT / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


if __name__ == '__main__':
    main()
