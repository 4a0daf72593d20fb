"""Changes of a tree, written into the text that it was read from.

In: a `Page` whose tree was changed. Out: its text, in which all that was not changed stands as it stood: remarks,
order, quotes, blank lines, ends of lines. Nothing is trusted: what was written is read again, and must say what was
meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from booklet.keep.tree import Branch, Entry, Fresh, Leaf, Page, Unclear, plain
from booklet.keep.written import flow, lines, literal, pieces, scalar
from booklet.source import Source

_INDENT = re.compile(r'^(?=[^\r\n])', re.MULTILINE)


def text_of(page: Page) -> str:
    """The page's text after its changes."""
    root = page.root
    if not isinstance(root, Branch) or not root.before:
        added = '' if not isinstance(root, Branch) else _new_block(root, 0, page)
        return page.text + added
    if root.flow:
        return page.cut(0, root.start) + _flow(root, page) + page.cut(root.end, len(page.text))
    return _block(root, page) + page.cut(root.before[-1].stop, len(page.text))


def holds(pages: Iterable[tuple[Page, str]], mark: re.Pattern[str]) -> bool:
    """Whether the new texts of pages say what their trees say, and no remark was lost but those that match `mark`."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for page, text in pages:
        try:
            again = Page(Source(page.source.file, text))
        except (Unclear, ValueError):
            return False
        except Exception as error:  # PyYAML's own, which this room does not name
            if type(error).__module__.partition('.')[0] != 'yaml':
                raise
            return False
        if plain(again.root) != plain(page.root):
            return False
        before.update(remark for _, remark in page.remarks if not mark.match(remark))
        after.update(remark for _, remark in again.remarks)
    return not before - after


def _ended(text: str, page: Page) -> str:
    return text if not text or text.endswith(('\n', '\r')) else text + page.newline


def _typed(text: str, page: Page) -> str:
    """New text with the ends of lines of its page."""
    return text if page.newline == '\n' else re.sub(r'(?<!\r)\n', '\r\n', text)


def _in_place(entry: Entry, branch: Branch) -> bool:
    return not entry.moved and entry.parent is branch


def _block(branch: Branch, page: Page) -> str:
    """All the lines of a block."""
    source = branch.page
    assert source is not None
    if not branch.dirty or not branch.before:
        return source.cut(branch.before[0].lead, branch.before[-1].stop) if branch.before else ''
    gaps: dict[int, str] = {}
    waiting = ''
    for entry in branch.before:
        gap = source.cut(entry.lead, entry.own)
        if _in_place(entry, branch):
            gaps[id(entry)], waiting = waiting + gap, ''
        else:
            waiting += gap if '#' in gap else ''
            waiting += _left(entry, source) if entry.parent is None else ''
    first = branch.before[0]
    spaced = _spaced(branch, source)
    found: list[str] = []
    old = True
    for index, entry in enumerate(branch.entries):
        gap = gaps.get(id(entry), '')
        standing = id(entry) in gaps
        if spaced and index and not (old and standing) and not gap.strip(' ').startswith(('\n', '\r')):
            gap = page.newline + gap
        found.append(_ended(gap + _body(entry, branch.column, page), page))
        old = standing
    text = ''.join(found) + waiting
    inline = source.line_at(first.start) != first.lead and first.lead == first.start
    if inline:
        text = text.lstrip(' \r\n')
    last = branch.before[-1]
    if last.stop == len(source.text) and not source.text.endswith(('\n', '\r')) and branch.entries[-1:] == [last]:
        text = text.rstrip('\r\n')
    return text


def _left(entry: Entry, page: Page) -> str:
    """The remarks of an entry that is gone."""
    margin = ' ' * (entry.start - page.line_at(entry.start))
    remarks = entry.remarks(lambda inner: inner.moved and inner.parent is not None)
    return ''.join(f'{margin}{remark}{page.newline}' for remark in remarks)


def _spaced(branch: Branch, page: Page) -> bool:
    """Whether blank lines part the entries."""
    gaps = [page.text[entry.lead : entry.own].strip(' ')[:1] in ('\n', '\r') for entry in branch.before[1:]]
    if gaps:
        return 2 * sum(gaps) > len(gaps)
    return _parted(branch)


def _parted(branch: Branch) -> bool:
    """The keys of a file and its days: a blank line between them."""
    return branch.entry is None or branch.entry.name == 'days'


def _new_block(branch: Branch, column: int, page: Page) -> str:
    """A block that no file had yet, or one that was empty."""
    branch.column = column
    gap = page.newline if _parted(branch) else ''
    return gap.join(_ended(_body(entry, column, page), page) for entry in branch.entries)


def _body(entry: Entry, column: int, page: Page) -> str:
    """An entry of a block with its own remarks, as whole lines; `column`: where it shall stand."""
    above = ''.join(f'{" " * column}{remark}{page.newline}' for remark in entry.above)
    source = entry.page
    if source is None:
        return above + _new(entry, column, page)
    if entry.flow:
        dash = '- ' if entry.key is None else ''
        return f'{above}{" " * column}{dash}{_item(entry, page)}{page.newline}'
    begin = source.line_at(entry.start)
    text = source.cut(entry.own, entry.start)
    if entry.own == entry.start:
        text = ' ' * (entry.start - begin)
    text += _core(entry, page)
    old = entry.start - begin
    if old != column or page is not source:
        text = _shifted(text, column - old)
        text = _typed(text.replace('\r\n', '\n'), page)
    return above + text


def _core(entry: Entry, page: Page) -> str:
    """From the dash or key to the end of the last line."""
    source, value = entry.page, entry.value
    assert source is not None
    if not entry.dirty:
        return source.cut(entry.start, entry.stop)
    if value is entry.was:
        if isinstance(value, Branch):
            inside = _flow(value, page) if value.flow else _block(value, page)
        else:
            inside = source.cut(entry.head, entry.tail)
        return source.cut(entry.start, entry.head) + inside + source.cut(entry.tail, entry.stop)
    return _replaced(entry, page)


def _replaced(entry: Entry, page: Page) -> str:
    """An entry with a key whose value is another one altogether; the remark on its line stays."""
    source, was = entry.page, entry.was
    assert source is not None
    assert entry.key is not None
    colon = source.text.index(':', entry.key.end) + 1
    column = entry.start - source.line_at(entry.start)
    space = ''
    if isinstance(was, Branch) and not was.flow:
        rest = source.text[colon : source.line_after(colon)]
    elif isinstance(was, Leaf) and was.style in ('|', '>'):
        header = source.text[was.start : source.line_after(was.start)]
        rest = re.sub(r'^[^#\r\n]*?(?=[ \t]#|[\r\n]|$)', '', header)
    else:
        rest = source.text[entry.tail : entry.stop]
        space = source.text[colon : entry.head]
    rest = rest.rstrip('\r\n')
    if isinstance(entry.value, Branch):
        return source.text[entry.start : colon] + rest + page.newline + _new_block(entry.value, column + 2, page)
    assert isinstance(entry.value, Fresh)
    style = was.style if isinstance(was, Leaf) else ''
    first, rows = _styled(entry.name or '', entry.value, style)
    if isinstance(was, Branch) and was.flow and isinstance(entry.value.value, list | dict):
        first, rows = f' {flow(entry.value.value)}', []
    if space.strip(' ') == '' and space and first.startswith(' '):
        first = space + first[1:]
    body = ''.join(f'{" " * column if row else ""}{row}{page.newline}' for row in rows)
    return source.text[entry.start : colon] + first + rest + page.newline + body


def _styled(key: str, fresh: Fresh, style: str) -> tuple[str, list[str]]:
    value = fresh.value
    if isinstance(value, str) and style in ('|', '>') and (rows := literal(value)) is not None:
        return f' {rows[0]}', [f'  {row}' if row else '' for row in rows[1:]]
    if isinstance(value, str) and style in ("'", '"') and '\n' not in value:
        return f' {scalar(value, style)}', []
    return pieces(key, value)


def _new(entry: Entry, column: int, page: Page) -> str:
    """The lines of an entry that no file had yet."""
    margin = ' ' * column
    if isinstance(entry.value, Fresh):
        value = entry.value.value
        rows = lines([value]) if entry.name is None else lines({entry.name: value})
        return ''.join(f'{margin if row else ""}{row}{page.newline}' for row in rows)
    assert isinstance(entry.value, Branch)
    inside = _new_block(entry.value, column + 2, page)
    if entry.name is None:
        return f'{margin}- {inside.lstrip(" ")}'
    return f'{margin}{scalar(entry.name, "", True)}:{page.newline}{inside}'


def _shifted(text: str, by: int) -> str:
    """Lines further in or out."""
    if by > 0:
        return re.sub('(^|[\\n\\x85\\u2028\\u2029]|\\r(?!\\n))(?=[^\\r\\n])', lambda found: found[1] + ' ' * by, text)
    return re.sub(f'(^|[\\n\\x85\\u2028\\u2029]|\\r(?!\\n)) {{0,{-by}}}', lambda found: found[1], text)


def _flow(branch: Branch, page: Page) -> str:
    """What stands in brackets, brackets included."""
    source = branch.page
    signs = '{}' if branch.is_map else '[]'
    if source is None or not branch.before:
        return signs[0] + ', '.join(_item(entry, page) for entry in branch.entries) + signs[1]
    if not branch.dirty:
        return source.cut(branch.start, branch.end)
    before = branch.before
    parts = {id(two): (one, source.cut(one.stop, two.start)) for one, two in pairwise(before)}
    usual = next((part for _, part in parts.values() if '#' not in part), ', ')
    if not branch.entries:
        return signs
    found = source.cut(branch.start, before[0].start)
    for index, entry in enumerate(branch.entries):
        one, part = parts.get(id(entry), (None, usual))
        if index:
            standing = one is branch.entries[index - 1] and _in_place(entry, branch)
            found += part if standing else usual
        found += _item(entry, page)
    return found + source.cut(before[-1].stop, branch.end)


def _item(entry: Entry, page: Page) -> str:
    """An entry as it stands between commas."""
    source, value = entry.page, entry.value
    if source is not None and entry.flow:
        if not entry.dirty:
            return source.cut(entry.start, entry.stop)
        if value is entry.was:
            inside = _flow(value, page) if isinstance(value, Branch) else source.cut(entry.head, entry.tail)
            return source.cut(entry.start, entry.head) + inside
    shown = plain(value) if isinstance(value, Branch) or not isinstance(value, Fresh) else value.value
    style = value.style if isinstance(value, Fresh) else ''
    if isinstance(value, Fresh) and isinstance(entry.was, Leaf) and entry.was.style in ("'", '"'):
        style = entry.was.style
    told = scalar(shown, style, True) if style and isinstance(shown, str) else flow(shown, entry.name or '')
    return told if entry.name is None else f'{scalar(entry.name, "", True)}: {told}'
