"""Texts that are hard to tell from their ground, found when a layout is loaded.

In: a layout and the tree of its file. Out: a warning for each colour that is too near to a ground, where that colour is
written: the nearest one that would do is named. `design_styles.GROUNDS` tells which style stands on what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet.contrast import contrast, nearest, needed, written
from booklet.design import Colour, Layout, TextStyle
from booklet.design_styles import GROUNDS, PAPER, STYLES
from booklet.diagnostics import Diagnostic, Severity
from booklet.rulebook import IDS
from booklet.source import Mapping as Tree
from booklet.source import Node, Scalar
from booklet.stock import layouts_folder

_WHITE = Colour(1, 1, 1)
_FEW = 3  # styles that a message names


@dataclass(frozen=True, slots=True)
class _Ground:
    """`key`: where its colour is written: a name of the palette, or a part, or neither."""

    name: str
    colour: Colour
    place: Node | None


@dataclass(frozen=True, slots=True)
class _Faint:
    """A style that is too near to its ground. `place`: where it takes its colour from."""

    style: TextStyle
    ground: _Ground
    place: Scalar | None


def faint(layout: Layout, tree: Tree) -> Iterator[Diagnostic]:
    """What is to be said of the texts that the book will have: styles that serve others alone are not looked at."""
    found: dict[object, list[_Faint]] = {}
    for style, ground in _used(layout, tree):
        if contrast(style.colour, ground.colour) >= needed(layout.contrast, style.size, style.weight):
            continue
        one = _Faint(style, ground, _colour_of(style.name, tree))
        found.setdefault((one.place.text if one.place else '', style.colour, ground.colour), []).append(one)
    yield from (_told(group, layout, tree) for group in found.values())


def _used(layout: Layout, tree: Tree) -> Iterator[tuple[TextStyle, _Ground]]:
    """The styles that parts ask for, and those of the lines and thumb marks at the pages' edges."""
    furniture = {item for master in layout.masters.values() for item in master.furniture if item.style}
    lines = {item.style for item in furniture if item.kind == 'text'}
    told = tree.values.get('styles')
    for name, style in layout.styles.items():
        stands_in = name not in told.values if isinstance(told, Tree) else False  # the style itself is looked at
        if (name in STYLES or name in lines) and not stands_in:
            yield style, _ground(name, layout, tree)
    thumbs = sorted({(item.style, written(item.colour)): item for item in furniture if item.kind == 'thumb'}.items())
    for _, item in thumbs:
        yield layout.styles[item.style], _Ground('the thumb mark', item.colour, None)


def _told(group: list[_Faint], layout: Layout, tree: Tree) -> Diagnostic:
    first = group[0]
    colour, ground = first.style.colour, first.ground
    least = max(needed(layout.contrast, one.style.size, one.style.weight) for one in group)
    names = ', '.join(f"'{one.style.name}'" for one in group[:_FEW])
    more = f' and {len(group) - _FEW} more' if len(group) > _FEW else ''
    message = (
        f'{names}{more}: {written(colour)} on {ground.name} {written(ground.colour)} has a contrast of '
        f'{_ratio(contrast(colour, ground.colour))}, and {layout.contrast} asks for {_ratio(least)}'
    )
    place = _place(group, tree)
    better = nearest(colour, ground.colour, least)
    hint = f"the nearest colour that has it is '{written(better)}'" if better else 'no colour has it on this ground'
    return Diagnostic(Severity.WARNING, message, place.span if place else None, hint, IDS['contrast-low'])


def _ratio(value: float) -> str:
    """Cut off, not rounded: 4.498 is not 4.5."""
    return f'{int(value * 100) / 100:g}:1'


def _place(group: list[_Faint], tree: Tree) -> Node | None:
    """Where to mend it: in the palette if several styles name the colour; in the project's own files if possible."""
    first = group[0]
    named = _named(tree, first.place.text) if first.place else None
    places = [named, first.place] if len({id(one.place) for one in group}) > 1 else [first.place, named]
    known = [place for place in (*places, first.ground.place, tree.values.get('styles')) if place is not None]
    stock = layouts_folder()
    own = [place for place in known if not Path(place.source.file).is_relative_to(stock)]
    return next(iter(own or known), None)


# --- where colours are written ---


def _colour_of(name: str, tree: Tree) -> Scalar | None:
    """The value of `colour` that a style has: its own, or that of the style it extends."""
    styles = tree.values.get('styles')
    seen: set[str] = set()
    while isinstance(styles, Tree) and name not in seen and isinstance(style := styles.values.get(name), Tree):
        seen.add(name)
        if isinstance(colour := style.values.get('colour'), Scalar):
            return None if colour.is_null else colour
        parent = style.values.get('extends')
        name = parent.text if isinstance(parent, Scalar) else ''
    return None


def _named(tree: Tree, name: str) -> Scalar | None:
    """The value of a name of the palette."""
    palette = tree.values.get('palette')
    value = palette.values.get(name) if isinstance(palette, Tree) else None
    return value if isinstance(value, Scalar) else None


def _ground(style: str, layout: Layout, tree: Tree) -> _Ground:
    """What the style stands on."""
    for beginning, part in GROUNDS.items():
        if style.startswith(beginning) and part in layout.parts:
            return _Ground(f'the ground of the {part}', layout.parts[part].colour('ground'), _option(tree, part))
    return _Ground('the paper', layout.palette.get(PAPER, _WHITE), _named(tree, PAPER))


def _option(tree: Tree, part: str) -> Node | None:
    parts = tree.values.get('parts')
    options = parts.values.get(part) if isinstance(parts, Tree) else None
    return options.values.get('ground') if isinstance(options, Tree) else None
