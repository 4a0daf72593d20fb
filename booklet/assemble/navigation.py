"""The ways through a book: outline, named destinations, page labels and links.

In: the outline's items, anchors and links, and the numbers of the objects they need. Out: PDF objects as bytes; those
of trees are handed to `add`, which gives their numbers. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from booklet.assemble.syntax import destination_name, literal_string, references, text_string, uri_string

if TYPE_CHECKING:
    from booklet.assemble import OutlineItem, PageLabel
    from booklet.page import Link

URI_SCHEMES = ('http:', 'https:', 'mailto:')
_LEAF = 64  # entries of a leaf, kids of a node: small enough to read fast, large enough for three levels
_OPEN_LEVELS = 1  # of the outline that show their children at first


_Entry = TypeVar('_Entry')


class UnknownAnchor(LookupError):
    """A link or a bookmark leads to an anchor that no part has."""

    def __init__(self, anchor: str, source: str) -> None:
        super().__init__(f'{source} leads to the anchor {anchor!r}, which no part of the book has')
        self.anchor = anchor


class Place(NamedTuple):
    """Where a destination lies: the object number of its page, x and y in points."""

    page: int
    x: float
    y: float


class Known:
    """The names of anchors as PDF strings; one that is not there is an error."""

    def __init__(self, anchors: Collection[str]) -> None:
        self._strings = {anchor: literal_string(destination_name(anchor)) for anchor in anchors}

    def string(self, anchor: str, source: str) -> bytes:
        try:
            return self._strings[anchor]
        except KeyError:
            raise UnknownAnchor(anchor, source) from None


def annotation(link: Link, known: Known) -> bytes:
    """A link annotation (12.5.6.5), or nothing where the target is a URI that a booklet has no use for."""
    if link.target.startswith('#'):
        action = b'/Dest' + known.string(link.target[1:], f'a link on page {link.page + 1} of its part')
    elif link.target.lower().startswith(URI_SCHEMES):
        action = b'/A<</S/URI/URI%s>>' % uri_string(link.target)
    else:
        return b''
    contents = b'/Contents' + text_string(link.text) if link.text else b''
    return b'<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4%s%s>>' % (
        link.x0,
        link.y0,
        link.x1,
        link.y1,
        action,
        contents,
    )


def name_tree(places: Mapping[str, Place], add: Callable[[bytes], int]) -> int:
    """The named destinations (12.3.2.3) as a balanced name tree (7.9.6); out: the number of its root."""
    entries = sorted((destination_name(anchor), place) for anchor, place in places.items())
    nodes = []
    for leaf in _chunks(entries):
        body = b''.join([b'%s[%d 0 R/XYZ %.2f %.2f null]' % (literal_string(key), *place) for key, place in leaf])
        nodes.append((leaf[0][0], leaf[-1][0], b'/Names[%s]' % body))
    while len(nodes) > 1:
        numbered = [(least, most, add(_limited(least, most, body))) for least, most, body in nodes]
        nodes = [
            (kids[0][0], kids[-1][1], b'/Kids' + references(number for _, _, number in kids))
            for kids in _chunks(numbered)
        ]
    return add(b'<<%s>>' % nodes[0][2])


def _limited(least: bytes, most: bytes, body: bytes) -> bytes:
    return b'<</Limits[%s%s]%s>>' % (literal_string(least), literal_string(most), body)


def _chunks(entries: Sequence[_Entry]) -> list[Sequence[_Entry]]:
    return [entries[start : start + _LEAF] for start in range(0, len(entries), _LEAF)]


def outline(items: Sequence[OutlineItem], known: Known, first: int) -> list[bytes]:
    """The outline (12.3.3) as objects numbered from `first` on: its root, then the items.

    A level deeper than its predecessor's child counts as that child. At first the reader sees two levels.
    """
    levels, children = _nested([item.level for item in items])
    objects = [b''] * (len(items) + 1)
    for parent, siblings in enumerate(children):
        for index, (before, child, after) in enumerate(zip([0, *siblings], siblings, [*siblings[1:], 0], strict=False)):
            item, body = items[child - 1], [b'/Parent %d 0 R' % (first + parent)]
            if index:
                body.append(b'/Prev %d 0 R' % (first + before))
            if after:
                body.append(b'/Next %d 0 R' % (first + after))
            if children[child]:
                shown = len(children[child]) * (1 if levels[child] < _OPEN_LEVELS else -1)
                body.append(_kids(children[child], shown, first))
            title = text_string(' '.join(item.title.split()))
            target = known.string(item.anchor, f'the bookmark {item.title!r}')
            objects[child] = b'<</Title%s%s/Dest%s>>' % (title, b''.join(body), target)
    shown = sum(level <= _OPEN_LEVELS for level in levels[1:])
    objects[0] = b'<</Type/Outlines%s>>' % _kids(children[0], shown, first)
    return objects


def _kids(children: Sequence[int], shown: int, first: int) -> bytes:
    return b'/First %d 0 R/Last %d 0 R/Count %d' % (first + children[0], first + children[-1], shown)


def _nested(levels: Iterable[int]) -> tuple[list[int], list[list[int]]]:
    """The levels as they nest, and the children of each item; both with the root as item 0."""
    nested, children, open_items = [-1], [[]], [0]  # type: list[int], list[list[int]], list[int]
    for item, wanted in enumerate(levels, start=1):
        level = min(max(wanted, 0), len(open_items) - 1)
        del open_items[level + 1 :]
        children[open_items[-1]].append(item)
        children.append([])
        open_items.append(item)
        nested.append(level)
    return nested, children


def page_labels(labels: Iterable[PageLabel]) -> bytes:
    """The page labels (12.4.2) as a number tree of one node. Pages before the first label count from 1."""
    entries = {0: b'<</S/D>>'}
    for label in sorted(labels, key=lambda label: label.page):
        style = b'/S/' + label.style.encode() if label.style else b''
        prefix = b'/P' + text_string(label.prefix) if label.prefix else b''
        start = b'/St %d' % label.start if style and label.start > 1 else b''
        entries[label.page] = b'<<%s%s%s>>' % (style, prefix, start)
    return b'<</Nums[%s]>>' % b''.join([b'%d%s' % entry for entry in entries.items()])
