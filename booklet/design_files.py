"""Layout files: found in the project and in the stock, each laid over the one it extends.

In: the name of a layout. Out: one tree of nodes, each of which still tells the file it stands in.
"""

from __future__ import annotations

import re
from pathlib import Path

from booklet.diagnostics import Sink, Span
from booklet.fields import Fields, did_you_mean
from booklet.source import Mapping, Node, Scalar, parse, read_source
from booklet.stock import layouts_folder

FORMAT = '1'
MAX_BYTES = 1024 * 1024
MAX_CHAIN = 20  # layouts that extend each other

_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9_-]{0,60}')


def layout_files(project: Path) -> dict[str, Path]:
    """Name → file of every layout, sorted by name; the project's stand before stock ones of the same name."""
    found: dict[str, Path] = {}
    for folder in _folders(project):
        for path in sorted(folder.glob('*.yaml')):
            if _NAME.fullmatch(path.stem) and path.is_file():
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load_tree(name: str, project: Path, sink: Sink) -> Mapping | None:
    """The layout with all that it extends; None, with an error in the sink, where a file is missing or broken."""
    chain: list[Path] = []
    trees: list[Mapping] = []
    asked: Scalar | None = None
    while name:
        span = asked.span if asked else None
        path = _find(name, project, chain, span, sink)
        if path is None:
            return None
        if len(chain) == MAX_CHAIN:
            sink.error(f'more than {MAX_CHAIN} layouts extend each other', span)
            return None
        chain.append(path)
        tree = _read(path, sink)
        if tree is None:
            return None
        trees.append(tree)
        asked = Fields(tree, sink, 'layout', None).scalar('extends')
        name = asked.text if asked else ''
    whole = trees.pop()
    while trees:
        whole = merged(whole, trees.pop())
    return whole


def merged(base: Mapping, over: Mapping) -> Mapping:
    """Mappings are laid over each other key by key; anything else in `over` takes the place of what `base` has."""
    result = Mapping(over.source, over.line, over.column)
    result.keys = {**base.keys, **over.keys}
    result.values = dict(base.values)
    for key, value in over.values.items():
        under = base.values.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        result.values[key] = merged(under, value) if both else value  # type: ignore[arg-type]
    return result


def _folders(project: Path) -> tuple[Path, ...]:
    own, stock = project / 'layouts', layouts_folder()
    return (own,) if own.resolve() == stock.resolve() else (own, stock)


def _find(name: str, project: Path, chain: list[Path], span: Span | None, sink: Sink) -> Path | None:
    """The first file of that name that is not in the chain: the project's `symposium` may extend the stock's."""
    candidates = [folder / f'{name}.yaml' for folder in _folders(project)] if _NAME.fullmatch(name) else []
    there = [path for path in candidates if path.is_file()]
    free = [path for path in there if path not in chain]
    if free:
        return free[0]
    if there:
        names = ' → '.join(path.stem for path in [*chain, there[0]])
        sink.error(f'layouts extend each other in a circle: {names}', span, "take one 'extends' out")
    else:
        known = layout_files(project)
        hint = ' '.join(filter(None, (did_you_mean(name[:60], known), f'there are: {", ".join(known)}')))
        sink.error(f"there is no layout '{name[:60]}'", span, hint)
    return None


def _read(path: Path, sink: Sink) -> Mapping | None:
    source = read_source(path, sink, MAX_BYTES)
    if source is None:
        return None
    errors = len(sink.items)
    node: Node | None = parse(source, sink)
    if not isinstance(node, Mapping):
        if len(sink.items) == errors:
            sink.error(
                'the layout is empty' if node is None else 'a layout is a mapping of sections', Span(str(path), 1)
            )
        return None
    fields = Fields(node, sink, 'layout', None)
    version = fields.scalar('format')
    if version is None:
        if 'format' not in fields:
            sink.error('the layout does not tell its format', node.span, f'begin with the line “format: {FORMAT}”')
    elif version.text != FORMAT:
        sink.error(
            f"the layout is in format '{version.text[:20]}'", version.span, f'this program reads format {FORMAT}'
        )
    return node
