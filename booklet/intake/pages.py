"""Pages of a site (Markdown, reStructuredText, HTML) to what an agenda is made of: headings, tables, lines.

In: a `Blob`. Out: `Page`: its front matter's title, and its pieces in order. Markdown goes through markdown-it-py, reST
through docutils (no file is included, no raw text let through), both then through JustHTML as HTML does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from booklet.intake.apart import TooLong, apart, bounded
from booklet.intake.given import Blob, Refusal
from booklet.intake.tables import Area, Table

_FRONT = re.compile(r'\ufeff?---\s*\n(.*?)\n---\s*(?:\n|\Z)', re.DOTALL)
_RST_FRONT = re.compile(r'\ufeff?((?::?[a-z][\w-]*:[^\n]*\n)+)\s*(?:---\s*)?\n', re.IGNORECASE)
_TITLE = re.compile(r'^title:\s*(.+?)\s*$', re.MULTILINE | re.IGNORECASE)
_TEMPLATE = re.compile(r'\{%[^{]*?%\}|\{\{[^{]*?\}\}')  # what a site's generator would fill in
_COMMENT = re.compile(r'<!--.*?(?:-->|\Z)', re.DOTALL)
MAX_LETTERS = 4_000_000
MEMORY = 1024**3  # of the process that reads reStructuredText
SECONDS = 60
_MAX_SPAN = 200  # rows or columns of one cell
_LINES = frozenset(
    ('p', 'li', 'div', 'dt', 'dd', 'summary', 'blockquote', 'section', 'article', 'header', 'footer', 'main', 'pre')
)
_SKIPPED = frozenset(('script', 'style', 'nav', 'template', 'noscript', 'svg', 'form', 'button', 'select'))
_HEADINGS = {f'h{level}': level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or list item, a line for each break. `strong`: what stands out in each; `url`: its first link."""

    text: str
    strong: str = ''
    url: str = ''


@dataclass(frozen=True, slots=True)
class Details:
    """What unfolds below the line before: an abstract, as HTML."""

    source: str


Piece = Heading | Line | Details | Table


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    pieces: tuple[Piece, ...]


def is_page(blob: Blob) -> bool:
    return blob.suffix in ('.md', '.markdown', '.rst', '.html', '.htm', '.txt')


def read_page(blob: Blob) -> Page:
    text = blob.text.replace('\r\n', '\n').replace('\r', '\n').lstrip('\ufeff')
    if len(text) > MAX_LETTERS:
        raise Refusal(f'the page is longer than {MAX_LETTERS:,} letters', blob.span())
    title, body = _front(text, blob.suffix == '.rst')
    html = (
        body
        if blob.suffix in ('.html', '.htm')
        else _from_rst(blob, body)
        if blob.suffix == '.rst'
        else _from_markdown(body)
    )
    from justhtml import JustHTML

    root = JustHTML(_COMMENT.sub('', html), fragment=True, sanitize=False, scripting_enabled=False).root
    return Page(title, tuple(_Walker().walk(root)))


def _front(text: str, rst: bool) -> tuple[str, str]:
    """The title that the page's head gives, and what stands below the head."""
    match = (_RST_FRONT if rst else _FRONT).match(text)
    if match is None:
        return '', _TEMPLATE.sub('', text)
    title = _TITLE.search(match[1])
    return title[1].strip('"\'') if title else '', _TEMPLATE.sub('', text[match.end() :])


def _from_markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt('commonmark', {'html': True}).enable('table').render(text))


def _from_rst(blob: Blob, text: str) -> str:
    """Through docutils, apart: references make it take quadratic time, and substitutions any time and memory."""
    hint = 'save the page as HTML, or only its agenda'
    try:
        html = apart(__name__, text.encode('utf-8', 'replace'), SECONDS).decode()
    except TooLong as error:
        raise Refusal(f'this page takes longer than {SECONDS} seconds to read', blob.span(), hint) from error
    if not html:
        raise Refusal('this reStructuredText cannot be read: it nests too deeply, or in a circle', blob.span(), hint)
    return html


def main() -> None:
    """The process that reads reStructuredText, and writes HTML."""
    from docutils.core import publish_parts

    bounded(MEMORY)
    settings = {
        'file_insertion_enabled': False,
        'raw_enabled': False,
        'report_level': 5,
        'halt_level': 5,
        '_disable_config': True,
        'doctitle_xform': False,
        'warning_stream': False,
        'line_length_limit': MAX_LETTERS,
        'embed_stylesheet': False,
    }
    text = sys.stdin.buffer.read().decode()
    html = str(publish_parts(text, writer='html5', settings_overrides=settings)['body'])
    if len(html) > 10 * MAX_LETTERS:
        sys.exit(1)
    sys.stdout.buffer.write(b'<!-- -->' + html.encode('utf-8', 'replace'))


class _Walker:
    """Goes through a tree without recursion deeper than its blocks are; text gathers until a block ends it."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.strong: list[str] = []
        self.url = ''

    def walk(self, root: Any) -> Iterator[Piece]:
        """The pieces below a node, with a stack: strangers' pages nest as deep as they like."""
        stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(root.children or [])]
        while stack:
            node, is_end = stack.pop()
            name = node.name
            if name == '#text':
                self._say(node)
            elif name in _SKIPPED or name.startswith('#'):
                continue
            elif name == 'br':
                self.words.append('\n')
                self.strong.append('\n')
            elif is_end:
                yield from self._line()
            elif name in _HEADINGS:
                yield from self._line()
                yield Heading(_HEADINGS[name], _words(node))
            elif name == 'table':
                yield from self._line()
                yield _table(node)
            elif name == 'details':
                yield from self._line()
                yield Details(_unfolded(node))
            else:
                if name == 'a' and not self.url:
                    self.url = str((node.attrs or {}).get('href') or '')
                if name in _LINES:
                    yield from self._line()
                    stack.append((node, True))
                stack += [(child, False) for child in reversed(node.children or [])]
        yield from self._line()

    def _say(self, node: Any) -> None:
        text = re.sub(r'\s+', ' ', str(node.data or ''))
        self.words.append(text)
        parent = node.parent
        for _ in range(3):
            if parent is not None and parent.name in ('b', 'strong', 'em', 'i'):
                self.strong.append(text)
                break
            parent = getattr(parent, 'parent', None)

    def _line(self) -> Iterator[Line]:
        parts = [' '.join(part.split()) for part in ''.join(self.words).split('\n')]
        strong = [' '.join(part.split()) for part in ' '.join(self.strong).split('\n')]
        said = [(part, out) for part, out in zip(parts, strong, strict=True) if part]
        if said:
            yield Line('\n'.join(part for part, _ in said), '\n'.join(out for _, out in said), self.url)
        self.words, self.strong, self.url = [], [], ''


def _words(node: Any) -> str:
    """The text below a node; a break is a line's end."""
    found: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.name == '#text':
            found.append(re.sub(r'\s+', ' ', str(one.data or '')))
        elif one.name in ('br', 'p', 'div', 'li') and found:
            found.append('\n')
        if one.name not in _SKIPPED:
            stack += reversed(one.children or [])
    return '\n'.join(line for part in ''.join(found).split('\n') if (line := ' '.join(part.split())))


def _unfolded(node: Any) -> str:
    """The inside of `details` but for its summary, as HTML of paragraphs."""
    kept = [child for child in node.children or [] if child.name != 'summary']
    texts = [text for child in kept if (text := _words(child))]
    return ''.join(f'<p>{_escaped(line)}</p>' for text in texts for line in text.split('\n'))


def _escaped(text: str) -> str:
    return text.replace('&', '&amp;').replace('<', '&lt;')


def _table(node: Any) -> Table:
    """Rows of cells; what spans several has its text in the first."""
    rows: list[dict[int, str]] = []
    merged: list[Area] = []
    taken: dict[tuple[int, int], None] = {}
    for number, line in enumerate(_rows(node)):
        rows.append({})
        column = 0
        for cell in line:
            while (number, column) in taken:
                column += 1
            across, down = _span(cell, 'colspan'), _span(cell, 'rowspan')
            rows[number][column] = _words(cell)
            taken.update(dict.fromkeys((number + y, column + x) for y in range(down) for x in range(across)))
            if across > 1 or down > 1:
                merged.append((number, column, number + down - 1, column + across - 1))
            column += across
    width = max((x for _, x in taken), default=-1) + 1
    height = len(rows)
    areas = tuple((y0, x0, min(y1, height - 1), x1) for y0, x0, y1, x1 in merged)
    return Table('', tuple(tuple(row.get(x, '') for x in range(width)) for row in rows), areas)


def _rows(node: Any) -> Iterator[list[Any]]:
    """The cells of each row of a table, those of tables inside it left out."""
    stack = list(reversed(node.children or []))
    while stack:
        one = stack.pop()
        if one.name == 'tr':
            yield [cell for cell in one.children or [] if cell.name in ('td', 'th')]
        elif one.name in ('thead', 'tbody', 'tfoot'):
            stack += reversed(one.children or [])


def _span(cell: Any, name: str) -> int:
    told = str((cell.attrs or {}).get(name) or '1')
    return max(1, min(_MAX_SPAN, int(told))) if told.isdecimal() and len(told) < 6 else 1


if __name__ == '__main__':
    main()
