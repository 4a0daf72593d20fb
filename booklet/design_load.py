"""A layout file, with all that it extends, to a `Layout`: every length in points, every reference resolved.

In: the name of a layout. Out: the layout, or None; in the sink, everything that is wrong with it, each error in the
file it stands in. Reading never stops at the first error: what is wrong takes a neutral value, and in the end nothing
is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from booklet.design import Book, Breaks, Colour, FurnitureItem, Layout, Level, Margins, Master, PartOptions, TextStyle
from booklet.design_contrast import faint
from booklet.design_fields import Context, colour, length, read
from booklet.design_files import load_tree, merged
from booklet.design_options import (
    BREAKS,
    FURNITURE,
    MARGINS,
    MASTER,
    NEEDED,
    PART,
    PARTS,
    PLACEHOLDERS,
    SCALE,
    STYLE,
    Option,
)
from booklet.design_styles import FALLBACK, FONT_ROLES, STANDS_IN, STYLES
from booklet.diagnostics import Diagnostic, Sink
from booklet.fields import Fields, did_you_mean
from booklet.source import Mapping as Tree
from booklet.source import Node, Scalar, Sequence
from booklet.units import PAPERS, Size, paper

if TYPE_CHECKING:
    from booklet.fonts import Library

SECTIONS = (
    'format',
    'description',
    'extends',
    'page',
    'baseline',
    'fonts',
    'palette',
    'scale',
    'styles',
    'masters',
    'parts',
    'breaks',
    'book',
    'touch',
    'contrast',
)
BOOK = ('only', 'default', 'without')
PAGE = ('size', 'landscape', 'margins', 'mirror')

_NEAR = 0.01  # points
_SIDE = Option('length', 1000.0, least=28, most=14400)  # from a centimetre to the PDF's own limit
_TOUCH = Option('length', 0.0, least=0, most=200)
_BASELINE = Option('length', 0.0, least=0, most=200)
_PLACEHOLDER = re.compile(r'\{([^{}]*)\}')


@dataclass(frozen=True, slots=True)
class _Page:
    size: Size
    margins: Margins
    mirror: bool

    @property
    def measure(self) -> float:
        return self.size.width - self.margins.inner - self.margins.outer

    def width(self, turned: bool) -> float:
        """Of the text block, where the page stands and where it is turned."""
        return self.size.height - self.margins.top - self.margins.bottom if turned else self.measure


def load_layout(name: str, project: Path, sink: Sink, library: Library | None = None) -> Layout | None:
    """The layout of that name from the project's folder `layouts`, else from the stock; None where it has errors.

    With a library, families that it does not have are errors too.
    """
    found = Sink()
    tree = load_tree(name, project, found)
    layout = _layout(name, tree, library, found) if tree else None
    if layout and tree and not found.has_errors:
        found.items.extend(faint(layout, tree))
    sink.items.extend(_once(found.items))
    return None if found.has_errors else layout


def _once(items: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """In the files' order; what many styles inherit is wrong once, not once for each of them."""
    unique = {(item.span, item.message): item for item in items}
    return sorted(
        unique.values(), key=lambda item: (item.span.file, item.span.line, item.span.column) if item.span else ()
    )


def _layout(name: str, tree: Tree, library: Library | None, sink: Sink) -> Layout:
    top = Fields(tree, sink, 'layout', SECTIONS)
    grid = float(_one(top, 'baseline', _BASELINE, Context()))
    context = Context(units={'bl': grid} if grid else {})
    page = _page(top, context, sink)
    context = replace(
        context,
        scale=_scale(top, context),
        palette=_palette(top, sink),
        fonts=_roles(top),
        styles=_named(top, 'styles'),
        masters=_named(top, 'masters'),
    )
    masters = _masters(top, context, page, sink)
    families, fallback = _fonts(top, library, sink)
    breaks = top.child('breaks', 'breaks', tuple(BREAKS))
    return Layout(
        name=name,
        description=top.text('description'),
        page=page.size,
        margins=page.margins,
        grid=grid,
        fonts=families,
        palette=dict(context.palette),
        styles=_styles(top, context, page, sink),
        masters=masters,
        parts=_parts(top, context, page, masters, sink),
        breaks=Breaks(**_values(breaks, BREAKS, context)) if breaks else Breaks(),
        mirror=page.mirror,
        fallback=fallback,
        book=_book(top, sink),
        touch=float(_one(top, 'touch', _TOUCH, context)),
        contrast=top.choice('contrast', get_args(Level), 'AA'),
    )


def _values(fields: Fields, options: Mapping[str, Option], context: Context, complete: bool = True) -> dict[str, Any]:
    """`read`, for the constructors of `design`, whose types the tables repeat."""
    return read(fields, options, context, complete)


def _one(fields: Fields, key: str, option: Option, context: Context) -> Any:
    return read(fields, {key: option}, context)[key]


def _named(top: Fields, section: str) -> tuple[str, ...] | None:
    value = top.get(section)
    return tuple(value.keys) if isinstance(value, Tree) else None


def _section(top: Fields, section: str) -> Tree | None:
    """A section that is a mapping of names; an error where it is missing or something else."""
    value = top.require(section)
    if value is None:
        return None
    fields = Fields(value, top.sink, section, None)
    return fields.mapping if isinstance(value, Tree) else None


# --- page ---


def _page(top: Fields, context: Context, sink: Sink) -> _Page:
    node = top.require('page')
    fields = Fields(node if node is not None else Tree(top.mapping.source, 0, 0), sink, 'page', PAGE)
    size = _page_size(fields, sink) if node is not None else Size(1000, 1000)
    if fields.boolean('landscape'):
        size = Size(max(size.width, size.height), min(size.width, size.height))
    inner = fields.child('margins', 'margins', tuple(MARGINS)) if node is not None else None
    if inner is None:
        if node is not None:
            fields.require('margins')
        return _Page(size, Margins(0, 0, 0, 0), fields.boolean('mirror', True))
    page = _Page(size, Margins(**_values(inner, MARGINS, context)), fields.boolean('mirror', True))
    for word, rest in (('wide', page.measure), ('high', size.height - page.margins.top - page.margins.bottom)):
        if rest <= 0:
            hint = f'the page is {_mm(size.width)} × {_mm(size.height)}'
            sink.error(f'the margins leave a text block {_mm(rest)} {word}', fields.key_span('margins'), hint)
    return page


def _page_size(fields: Fields, sink: Sink) -> Size:
    node = fields.require('size')
    if isinstance(node, Sequence):
        sides = [item for item in node.items if isinstance(item, Scalar)]
        if len(sides) == 2 == len(node.items):
            width, height = (length(fields, 'size', side, _SIDE, Context()) for side in sides)
            return Size(width, height)
        sink.error('the size of a page is a width and a height', node.span, 'write [148 mm, 210 mm]')
    elif isinstance(node, Scalar):
        size = paper(node.text)
        if size is not None:
            return size
        hint = did_you_mean(node.text[:40], PAPERS) or 'write [148 mm, 210 mm], or the name of a paper, such as A5'
        sink.error(f"there is no paper '{node.text[:40]}'", node.span, hint)
    elif node is not None:
        sink.error('the size of a page is a paper or two lengths', node.span, 'write A5 or [148 mm, 210 mm]')
    return Size(1000, 1000)


def _mm(points: float) -> str:
    return f'{points * 25.4 / 72:.1f} mm'


# --- fonts, palette, scale ---


def _roles(top: Fields) -> tuple[str, ...] | None:
    names = _named(top, 'fonts')
    return names and tuple(name for name in names if name != FALLBACK)


def _fonts(top: Fields, library: Library | None, sink: Sink) -> tuple[dict[str, str], tuple[str, ...]]:
    """The family of each role, and the families to fall back to."""
    section = _section(top, 'fonts')
    if section is None:
        return {}, ()
    fields = Fields(section, sink, 'fonts', None)
    for role in FONT_ROLES:
        fields.require(role)
    roles = [role for role in section.keys if role != FALLBACK]
    families = {role: fields.text(role) for role in roles if role in FONT_ROLES or fields.require(role)}
    fallback = {' '.join(scalar.text.split()): scalar.span for scalar in fields.texts(FALLBACK) if not scalar.is_null}
    spans = [(family, fields.value_span(role)) for role, family in families.items()]
    for family, span in (*spans, *fallback.items()):
        if library is not None and family and family not in library:
            sink.error(f"no folder of fonts holds the family '{family[:60]}'", span, library.suggest(family))
    return families, tuple(filter(None, fallback))


def _palette(top: Fields, sink: Sink) -> dict[str, Colour]:
    palette = {}
    for key, node in top.entries('palette'):
        found = colour(node.text) if isinstance(node, Scalar) else None
        if found is None:
            hint = f"write {key.text}: '#1c1c1e' with the quotes: a bare # begins a comment"
            sink.error(f"palette: '{key.text[:60]}' should be a colour", node.span, hint)
        palette[key.text] = found or Colour(0, 0, 0)
    return palette


def _scale(top: Fields, context: Context) -> tuple[float, float] | None:
    fields = top.child('scale', 'scale', tuple(SCALE))
    if fields is None:
        return None
    values = _values(fields, SCALE, context)
    return values['base'], values['ratio']


# --- styles ---


def _styles(top: Fields, context: Context, page: _Page, sink: Sink) -> dict[str, TextStyle]:
    section = _section(top, 'styles')
    if section is None:
        return {}
    _report_missing(section, [name for name in STYLES if name not in STANDS_IN], 'text style', top, 'styles')
    styles = {}
    for name, tree in _flattened(section, sink).items():
        near = '' if name in STYLES or 'font' in tree.values or 'extends' in tree.values else did_you_mean(name, STYLES)
        if near:
            hint = f'{near} A style of another name wants a font, a size and a leading, or extends another one'
            sink.error(f"there is no text style '{name[:60]}' that this could change", section.keys[name].span, hint)
            continue
        fields = Fields(tree, sink, 'text style', (*STYLE, 'extends'))
        complete = 'extends' not in fields
        size = _values(fields, {'size': STYLE['size']}, context, complete)['size']
        rest = {key: option for key, option in STYLE.items() if key != 'size'}
        style = TextStyle(name=name, size=size, **_values(fields, rest, context.with_unit('em', size), complete))
        if style.indent + style.right_indent + max(style.hanging, style.first_indent) >= page.measure > 0:
            hint = f'the text block is {_mm(page.measure)} wide'
            sink.error(f"the indents of the text style '{name[:60]}' leave no line", section.keys[name].span, hint)
        if style.indent + style.first_indent < 0:
            sink.error("text style: 'first_indent' reaches out of the column", fields.value_span('first_indent'))
        styles[name] = style
    for name, other in STANDS_IN.items():
        if name not in styles and other in styles:
            styles[name] = replace(styles[other], name=name)
    return styles


def _flattened(section: Tree, sink: Sink) -> dict[str, Tree]:
    """Each style laid over the one that it extends. A style in a circle, or over an unknown one, stands alone."""
    trees: dict[str, Tree] = {}
    parents: dict[str, str] = {}
    for name, node in section.values.items():
        fields = Fields(node, sink, 'text style', None)
        if not isinstance(node, Tree):
            continue
        trees[name] = node
        parent = fields.scalar('extends')
        if parent is None:
            continue
        if isinstance(section.values.get(parent.text), Tree):
            parents[name] = parent.text
        elif parent.text not in section.values:
            hint = did_you_mean(parent.text[:60], section.values)
            sink.error(f"there is no text style '{parent.text[:60]}'", parent.span, hint)
    flat: dict[str, Tree] = {}
    for name in trees:
        path = _lineage(name, parents, flat)
        last = path[-1]
        if last not in flat and last in parents:
            circle = ' → '.join([*path[path.index(parents[last]) :], parents[last]][:8])
            sink.error(f'text styles extend each other in a circle: {circle}', section.keys[parents[last]].span)
        flat.setdefault(last, trees[last])
        for child, parent_name in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
            flat[child] = merged(flat[parent_name], trees[child])
    return flat


def _lineage(name: str, parents: Mapping[str, str], known: Mapping[str, Tree]) -> list[str]:
    """The style, the one it extends, and so on, up to one that is known, extends nothing or closes a circle."""
    path = {name: None}
    while name not in known and name in parents and parents[name] not in path:
        name = parents[name]
        path[name] = None
    return list(path)


def _report_missing(section: Tree, wanted: Iterable[str], what: str, top: Fields, key: str) -> None:
    missing = [name for name in wanted if name not in section.values]
    if missing:
        names = ', '.join(missing)
        plural = f'{what}s' if len(missing) > 1 else what
        top.sink.error(f'the layout lacks the {plural} {names}', top.key_span(key), 'extend a layout that has them')


# --- masters ---


def _masters(top: Fields, context: Context, page: _Page, sink: Sink) -> dict[str, Master]:
    section = _section(top, 'masters')
    masters = {}
    for name, node in section.values.items() if section else ():
        fields = Fields(node, sink, 'master', (*MASTER, 'furniture'))
        values = _values(fields, MASTER, context)
        if values['gutter'] * (values['columns'] - 1) >= page.width(values['turned']) > 0:
            sink.error(f"the gutters of the master '{name[:60]}' leave no columns", fields.value_span('gutter'))
        items = tuple(
            _furniture(item, context, page, turned=values['turned'], sink=sink) for item in fields.sequence('furniture')
        )
        masters[name] = Master(name, furniture=items, **values)
    return masters


def _furniture(node: Node, context: Context, page: _Page, *, turned: bool, sink: Sink) -> FurnitureItem:
    fields = Fields(node, sink, 'furniture', tuple(FURNITURE))
    item = FurnitureItem(**_values(fields, FURNITURE, context))
    if item.y > page.size.height:
        sink.error("furniture: 'y' lies beyond the page", fields.value_span('y'))
    elif item.kind != 'thumb' and not turned and item.y > getattr(page.margins, item.edge) + _NEAR:
        hint = f'the {item.edge} margin is {_mm(getattr(page.margins, item.edge))} high'
        sink.warning('furniture stands in the text block', fields.value_span('y'), hint)
    kind = fields.get('kind')
    if isinstance(kind, Scalar) and kind.text == 'thumb':
        for key in ('width', 'height'):
            fields.require(key)
    if isinstance(kind, Scalar) and kind.text == 'text':
        fields.require('text')
        fields.require('style')
    for place in _PLACEHOLDER.findall(item.text):
        if place not in PLACEHOLDERS:
            hint = ' '.join(filter(None, (did_you_mean(place[:60], PLACEHOLDERS), f'known: {", ".join(PLACEHOLDERS)}')))
            sink.error(f'furniture: nothing stands for {{{place[:60]}}}', fields.value_span('text'), hint)
    return item


# --- parts ---


def _book(top: Fields, sink: Sink) -> Book:
    fields = top.child('book', 'book', BOOK)
    if fields is None:
        return Book()
    for key in BOOK:
        for name in fields.texts(key):
            if name.text not in PARTS:
                hint = did_you_mean(name.text[:60], PARTS) or f'possible: {", ".join(PARTS)}'
                sink.error(f"there is no part '{name.text[:60]}'", name.span, hint)
    return Book(*(tuple(name.text for name in fields.texts(key)) for key in BOOK))


def _parts(
    top: Fields, context: Context, page: _Page, masters: Mapping[str, Master], sink: Sink
) -> dict[str, PartOptions]:
    section = _section(top, 'parts')
    if section is None:
        return {}
    _report_missing(section, NEEDED, 'part', top, 'parts')
    fields = Fields(section, sink, 'parts', PARTS)
    parts: dict[str, PartOptions] = {}
    for name, own in PARTS.items():
        if name not in section.values:
            if 'agenda' in parts:  # the parts that must be there come first
                defaults = tuple((key, option.default) for key, option in own.items())
                parts[name] = PartOptions(name, parts['agenda'].master, options=defaults)
            continue
        child = Fields(section.values[name], sink, f"part '{name}'", (*PART, *own))
        options = _values(child, own, context)
        parts[name] = PartOptions(name=name, options=tuple(options.items()), **_values(child, PART, context))
        widths = sum(value for key, value in options.items() if key.endswith('_width'))
        master = masters.get(parts[name].master, Master(''))
        column = (page.width(master.turned) - master.gutter * (master.columns - 1)) / master.columns
        if widths >= column > 0:
            hint = f'they add up to {_mm(widths)}, and a column is {_mm(column)} wide'
            sink.error(f"the widths of the part '{name}' leave no room for the text", fields.key_span(name), hint)
    return parts
