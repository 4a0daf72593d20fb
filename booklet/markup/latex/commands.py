"""What each command does: styles, accents, signs, headings, notes, references, and layout, which is left out.

In: a command and what follows it. Out: spans and blocks in the setter's sink, and the state that holds from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from booklet.markup.latex import references, tables
from booklet.markup.latex.nodes import Command, Cursor, Node, joined_source, place, source
from booklet.markup.latex.setter import Setter, State, changed, emphasised, unknown
from booklet.markup.latex.sink import flattened
from booklet.markup.spans import (
    Heading,
    Inline,
    LineBreak,
    Spans,
    Style,
    plain_text,
)

_UNIT = r'(?:true\s*)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em|mu|fill?l?)\b'
_NUMBER = r'[+-]?\s*(?:\d+(?:[.,]\d*)?|[.,]\d+)'
_LENGTH = re.compile(
    rf'\s*=?\s*{_NUMBER}\s*{_UNIT}(?:\s*(?:plus|minus)\s*{_NUMBER}\s*{_UNIT})*|\s*=\s*{_NUMBER}'
    r'|\s*=?\s*[+-]?[\d.]*$'  # before a length that is a command
)
_SKIP = re.compile(
    rf'\s+\[\s*{_NUMBER}\s*{_UNIT}\s*\]'
)  # after a line's end; other brackets there are the next line's own
_LENGTH_COMMAND = re.compile(r'.*(?:width|height|skip|sep|depth|length|size|indent)$|fill$|z@$|p@$')

Handler = Callable[[Setter, Command, State, Cursor], State | None]


def perform(setter: Setter, node: Command, state: State, cursor: Cursor) -> State:
    """Sets the command; the state after it."""
    name = node.name
    if handler := HANDLERS.get(name):
        return handler(setter, node, state, cursor) or state
    if name in tables.DECLARED:
        return changed(state, tables.DECLARED[name])
    if name in tables.STYLED:
        _set_argument(setter, node, changed(state, tables.STYLED[name]), cursor)
    elif name in tables.ACCENTS:
        _accent(setter, node, state, cursor)
    elif (text := tables.sign(name)) is not None:
        setter.add(text, state)
        if node.space and text.endswith('…') and cursor.goes_on():
            setter.add(' ', state)
    elif name in tables.WORDS:
        setter.add(tables.WORDS[name], state)
        if node.space and cursor.goes_on():
            setter.add(' ', state)
    elif name in tables.LENGTHS:
        _length(cursor)
    elif name in tables.LAYOUT:
        pass
    elif spec := tables.ARGUMENTS.get(name) or tables.PREAMBLE.get(name):
        _arguments(setter, spec, state, cursor)
    elif name.startswith('text') and (language := tables.LANGUAGES.get(name.removeprefix('text'))):
        _set_argument(setter, node, state._replace(language=language), cursor)
    elif name in tables.MATH:
        setter.math_in_text(node, tables.MATH[name], state, cursor)
    elif tables.is_math(name):
        setter.math_in_text(node, 0, state, cursor)
    else:
        unknown(setter, node, state, cursor)
    return state


def _set_argument(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    argument = cursor.argument()
    if argument is None:
        setter.literal(source(node), state, place(node), f'\\{node.name} has no argument')
    else:
        setter.flow(argument, state)


def _arguments(setter: Setter, spec: str, state: State, cursor: Cursor) -> None:
    """Takes the arguments, and sets those that are text."""
    for kind in spec:
        if kind == 's':
            cursor.star()
        elif kind == 'o':
            cursor.optional()
        elif kind == 'd':
            if cursor.group() is None:
                _length(cursor)
        elif (argument := cursor.argument()) is not None:
            setter.flow(argument, state)


def _length(cursor: Cursor) -> None:
    """A length such as `0.5\\textwidth` or `=2pt plus 1fil`."""
    cursor.take(_LENGTH)
    following = cursor.peek()
    if isinstance(following, Command) and _LENGTH_COMMAND.match(following.name):
        cursor.next()


def line(setter: Setter, nodes: list[Node], state: State, between: Inline | LineBreak | None = None) -> Spans:
    """The nodes as spans of one line."""
    return flattened(setter.inside(nodes, state), between)


# Letters


def _accent(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    name = node.name
    following = cursor.peek()
    if isinstance(following, Command) and not _is_letter(following.name):
        setter.literal(source(node).rstrip(), state, place(node), f'\\{name} has no letter to stand on')
        return
    argument = cursor.argument()
    text = plain_text(line(setter, argument or [], State()))
    if argument is None:
        setter.literal(source(node).rstrip(), state, place(node), f'\\{name} has no letter to stand on')
    elif not text:
        setter.add(tables.SPACING.get(name, ''), state)
    else:
        base = text[0] if name in tables.BELOW else tables.DOTLESS.get(text[0], text[0])
        setter.add(unicodedata.normalize('NFC', base + tables.ACCENTS[name]) + text[1:], state)


def _is_letter(name: str) -> bool:
    return name in tables.ACCENTS or tables.sign(name) is not None


# Styles


def _emphasis(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    _set_argument(setter, node, emphasised(state), cursor)


def _declared_emphasis(setter: Setter, node: Command, state: State, cursor: Cursor) -> State:
    return emphasised(state)


def _upper(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    change = str.upper if node.name in tables.UPPER else str.lower
    _set_argument(setter, node, state._replace(change_case=change), cursor)


def _quoted(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\enquote`: TeX's quotation marks, for the typography of the language to change."""
    opening, closing = ('``', "''") if state.quoted % 2 == 0 else ('`', "'")
    cursor.star()
    setter.add(opening, state)
    _set_argument(setter, node, state._replace(quoted=state.quoted + 1), cursor)
    setter.add(closing, state)


def _language(setter: Setter, node: Command, state: State, cursor: Cursor) -> State | None:
    cursor.optional()
    name = joined_source(cursor.argument() or []).strip()
    tag = tables.LANGUAGES.get(name, '')
    if not tag:
        setter.find(place(node), len(node.name) + 1, f'the language {name} is not known')
    inner = state._replace(language=tag or state.language)
    if node.name == 'selectlanguage':
        return inner
    _set_argument(setter, node, inner, cursor)
    return None


# Blocks


def _paragraph(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    setter.sink.end_paragraph()


def _break(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.star()
    if cursor.optional(spaced=False) is None:
        cursor.take(_SKIP)
    setter.sink.add(LineBreak())


def _heading(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    star = cursor.star()
    cursor.optional()
    title = cursor.argument()
    if title is None:
        unknown(setter, node, state, cursor, 'has no argument')
        return
    if not star and node.name != 'title':
        setter.label = setter.step('section' if node.name == 'section' else node.name)
    spans = line(setter, title, State(language=state.language), LineBreak() if node.name == 'title' else None)
    if spans:
        setter.sink.add_block(Heading(tables.SECTIONS[node.name], spans))


def _space(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """Space in a line parts words, unless it is negative."""
    cursor.star()
    length = cursor.group() if node.name == 'hspace' else None
    if length is None and node.name != 'hfill':
        _length(cursor)
    if not joined_source(length or []).lstrip().startswith('-'):
        setter.add(' ', state)


def _vertical(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    setter.sink.end_paragraph()
    if node.name == 'vskip':
        _length(cursor)


def _run_in(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.star()
    cursor.optional()
    setter.sink.end_paragraph()
    _set_argument(setter, node, state._replace(style=state.style | Style.STRONG), cursor)
    setter.add(' ', state)


def _keywords(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    setter.sink.end_paragraph()
    setter.add('Keywords:', state._replace(style=state.style | Style.STRONG))
    setter.add(' ', state)
    if (argument := cursor.group()) is not None:
        setter.flow(argument, state)
        setter.sink.end_paragraph()


def _own_paragraph(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.optional()
    setter.sink.end_paragraph()
    _set_argument(setter, node, state, cursor)
    setter.sink.end_paragraph()


def _item(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    option = cursor.optional()
    items = setter.sink.items
    if items is None:
        setter.find(place(node), 5, '\\item stands outside a list')
        setter.sink.end_paragraph()
        label = line(setter, option, state) if option is not None else (Inline('•'),)
        for span in (*label, Inline(' ')):
            setter.sink.add(span)
        return
    blocks = setter.sink.end_item()
    if items.label is None:
        setter.before_list.extend(blocks)
    label = line(setter, option, State(language=state.language)) if option is not None else ()
    if items.kind == 'description':
        items.label, items.term = '', label
    else:
        own = setter.defined.get('labelenum' + ('i', 'ii', 'iii', 'iv')[min(items.level, 3)])
        items.label = _label_text(label) if option is not None else items.next_label(own.body if own else '')
        setter.label = items.label.strip('().')


def _label_text(spans: Spans) -> str:
    """A label has no formulas: `$\\bullet$` is the sign it stands for."""
    texts = (span.text if isinstance(span, Inline) else ' ' for span in spans)
    return ''.join(tables.BULLETS.get(text) or tables.character(text) or text for text in texts)


def _counter(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\setcounter`: a list may go on where another ended."""
    name = joined_source(cursor.argument() or []).strip()
    value = joined_source(cursor.argument() or []).strip()
    if not value.isdecimal() or len(value) > 4:
        return
    items = setter.sink.items
    if name.startswith('enum') and items:
        items.count = int(value) + (items.count if node.name == 'addtocounter' else 0)
    elif not name.startswith('enum'):
        setter.counters[name] = int(value) + (setter.counters.get(name, 0) if node.name == 'addtocounter' else 0)


def _caption(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.star()
    cursor.optional()
    kind = setter.floats[-1] if setter.floats else ''
    if node.name == 'captionof':
        kind = joined_source(cursor.argument() or []).strip().capitalize()
    setter.sink.end_paragraph()
    if kind:
        setter.label = setter.step(kind)
        setter.add(f'{kind} {setter.label}: ', state._replace(style=state.style | Style.STRONG))
    _set_argument(setter, node, state, cursor)
    setter.sink.end_paragraph()


# What is not LaTeX


def _address(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    address = str(node.raw or '')
    if node.name == 'href':
        inner = state._replace(link=address)
        spans = line(setter, cursor.group() or [], inner)
        for span in spans or (Inline(address, state.style, address, language=state.language),):
            setter.sink.add(span)
        return
    link = address if node.name == 'url' or '://' in address else ''
    setter.add(address, state._replace(link=link or state.link, change_case=None))


def _verbatim(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    setter.add(str(node.raw or ''), state._replace(style=state.style | Style.CODE, change_case=None))


def _file(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """A file is never read: the command stands for it."""
    written = source(node).rstrip()
    for kind in tables.FILES[node.name]:
        if kind == 's' and cursor.star():
            written += '*'
        elif kind == 'o' and (option := cursor.optional()) is not None:
            written += f'[{joined_source(option)}]'
        elif kind == 'd' and (argument := cursor.argument()) is not None:
            written += f'{{{joined_source(argument)}}}'
    setter.literal(written, state, place(node), f'\\{node.name} would need a file, and none is read')


def _today(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    setter.literal(source(node).rstrip(), state, place(node), '\\today is another day whenever the book is built')
    if node.space:
        setter.add(' ', state)


def _theorem(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\newtheorem{name}[counter]{Head}[within]`."""
    cursor.star()
    name = joined_source(cursor.argument() or []).strip()
    cursor.optional()
    head = cursor.argument()
    cursor.optional()
    setter.theorems[name] = plain_text(line(setter, head or [], State())) or name


def _and(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\and` between authors."""
    setter.sink.strip()
    setter.add(', ', state)


def _first_of_two(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\texorpdfstring{set}{told}`."""
    _set_argument(setter, node, state, cursor)
    cursor.argument()


def _character(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    """`\\symbol{65}` and `\\char65`."""
    digits = joined_source(cursor.group() or []) or cursor.take(re.compile(r'"?[0-9A-F]+')) or ''
    digits = digits.strip()
    base = 16 if digits.startswith('"') else 10
    number = int(digits.lstrip('"'), base) if re.fullmatch(r'\d{1,6}|"[0-9A-F]{1,5}', digits) else 0
    if 32 <= number < 0xD800:
        setter.add(chr(number), state)
    else:
        setter.literal(
            source(node) + (f'{{{digits}}}' if digits else ''), state, place(node), f'\\{node.name} names no character'
        )


def _many(handler: Handler, names: str) -> dict[str, Handler]:
    return dict.fromkeys(names.split(), handler)


HANDLERS: dict[str, Handler] = {
    'and': _and,
    'emph': _emphasis,
    'em': _declared_emphasis,
    'today': _today,
    'caption': _caption,
    'captionof': _caption,
    'item': _item,
    'bibitem': references.bibitem,
    'label': references.label,
    'newtheorem': _theorem,
    'texorpdfstring': _first_of_two,
    **_many(_counter, 'setcounter addtocounter'),
    **_many(_upper, ' '.join(tables.UPPER | tables.LOWER)),
    **_many(_quoted, 'enquote textquote'),
    **_many(_language, 'selectlanguage foreignlanguage'),
    **_many(_space, 'hspace hskip hfill'),
    **_many(_vertical, 'vskip newpage clearpage cleardoublepage bigskip medskip smallskip vfill eject hrule'),
    **_many(_paragraph, 'par endgraf'),
    **_many(_break, '\\ newline tabularnewline cr'),
    **_many(_heading, ' '.join(tables.SECTIONS)),
    **_many(_run_in, ' '.join(tables.RUN_IN)),
    **_many(_keywords, 'keywords Keywords'),
    **_many(_own_paragraph, 'author date institute affil affiliation address subtitle abstract'),
    **_many(references.note, 'footnote footnotemark footnotetext thanks endnote sidenote'),
    **_many(references.reference, 'ref eqref autoref cref Cref pageref vref nameref'),
    **_many(
        references.citation,
        'cite citet citep citealt citealp citeauthor citeyear citeyearpar Citet Citep Citealt Citealp Citeauthor'
        ' citenum parencite textcite autocite footcite fullcite supercite Parencite Textcite Autocite citefullauthor',
    ),
    **_many(_address, 'url nolinkurl path href'),
    **_many(_verbatim, 'verb lstinline'),
    **_many(_file, ' '.join(tables.FILES)),
    **_many(_character, 'symbol char'),
}
