"""Pages to a text trace: what is said, in reading order, made from the roles alone.

In: finished pages and their structure. Out: (role, text) of each block-level element; artifacts do not appear.
Tests hold it against the content, and a reader of the tagged PDF will hear it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from booklet.page import ARTIFACT, SAME, Element, Late, Line, Page, Picture, Run

_INLINE = ('Link', 'Formula', 'Span', 'Reference')  # said within their paragraph (ISO 32000-1, 14.8.4.4)
_GROUPING = ('Part', 'Sect', 'Div', 'BlockQuote', 'L', 'LI', 'Table', 'TR')  # what stands in one is a block


def reading_order(pages: Iterable[Page], elements: Sequence[Element]) -> list[tuple[str, str]]:
    """Elements in the order of the structure, each with the text of its lines over all pages."""
    said: dict[int, list[str]] = {}
    for page in pages:
        for element, text, ends_line in _pieces(page):
            block = _block(element, elements)
            if block != ARTIFACT:
                said.setdefault(block, []).append(text + ('\n' if ends_line else ''))
    return [(elements[index].role, _joined(said[index])) for index in sorted(said)]


def _pieces(page: Page) -> Iterator[tuple[int, str, bool]]:
    for placed in page.items:
        if isinstance(placed.item, Late):
            yield placed.element, f'→{placed.item.anchor}', True
        if isinstance(placed.item, Picture) and placed.item.alt:
            yield placed.element, placed.item.alt, True
        if not isinstance(placed.item, Line):
            continue
        for number, run in enumerate(placed.item.runs, 1):
            text = run.text if isinstance(run, Run) else run.formula.source
            element = placed.element if run.element == SAME else run.element
            last = number == len(placed.item.runs)
            if last and placed.item.hyphen:
                text = text[:-1] + '\u00ad'  # some faces have no hyphen that could stand for a soft one
            yield element, ' ' * run.spaced + text, last and not placed.item.tight


def _block(element: int, elements: Sequence[Element]) -> int:
    while element != ARTIFACT and elements[element].role in _INLINE and elements[element].parent >= 0:
        parent = elements[element].parent
        if elements[element].role == 'Reference' and elements[parent].role == 'TOCI':
            break
        if elements[element].role == 'Formula' and elements[parent].role in _GROUPING:
            break  # a display
        element = parent
    return element


def _joined(pieces: Sequence[str]) -> str:
    """Lines to one text: words broken at line ends are whole again."""
    text = ''.join(pieces).replace('\u00ad\n', '')
    return ' '.join(text.split())
