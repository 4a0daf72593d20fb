"""What each environment is: lists, quotations, tables, theorems, displays, and layout, which is left out.

In: an environment. Out: blocks in the setter's sink.
"""

from __future__ import annotations

import re

from booklet.markup.latex import formulas, tables, tabular
from booklet.markup.latex.commands import line
from booklet.markup.latex.nodes import Command, Cursor, Environment, Node, joined_source, place, source
from booklet.markup.latex.setter import Setter, State, changed
from booklet.markup.latex.sink import Items, Sink, is_pattern
from booklet.markup.spans import Code, DisplayMath, Inline, List, Quotation, Spans, Style

_LABEL = re.compile(r'\blabel\s*=\s*(.+)')
_OPTIONS = re.compile(r'[ \t]*\[[^]]*\]')  # only directly behind \begin{…}: code has brackets too


def perform(setter: Setter, node: Environment, state: State) -> None:
    """Sets the environment."""
    name = node.name
    if node.raw is not None:
        _raw(setter, node)
    elif name.rstrip('*') in tables.DISPLAYS:
        _display(setter, node, state)
    elif name in tables.MATRICES:
        tex = setter.tex()
        setter.sink.add_block(DisplayMath(tex.finished([node]), tex.macros(), place(node)), interrupts=True)
    elif name in tables.LISTS:
        _list(setter, node, state)
    elif name in tables.QUOTATIONS:
        if blocks := setter.inside(node.nodes, state):
            setter.sink.add_block(Quotation(blocks))
    elif name in tables.TABLES:
        tabular.perform(setter, node, state)
    elif name == 'thebibliography':
        _bibliography(setter, node, state)
    elif name == 'proof':
        _headed(setter, node, state, 'Proof', numbered=False)
    elif (head := setter.theorems.get(name) or tables.THEOREMS.get(name.rstrip('*'))) is not None:
        _headed(setter, node, state, head, numbered=not name.endswith('*'))
    elif name in tables.TRANSPARENT or name in tables.LANGUAGES or name in ('otherlanguage', 'otherlanguage*'):
        _transparent(setter, node, state)
    elif name in tables.PICTURES:
        setter.sink.end_paragraph()
        setter.literal(source(node), state, place(node), f'the environment {name} is a drawing, and none is made')
        setter.sink.end_paragraph()
    else:
        reason = f'the environment {name} is not known: what stands in it is set as it is'
        setter.find(place(node), len(name) + 8, reason, kept=False)
        _contents(setter, node.nodes, state)


def _contents(setter: Setter, nodes: list[Node], state: State) -> None:
    """The nodes, in paragraphs of their own."""
    setter.sink.end_paragraph()
    setter.flow(nodes, state)
    setter.sink.end_paragraph()


def _raw(setter: Setter, node: Environment) -> None:
    if node.name in tables.VERBATIM:
        text = node.raw or ''
        if node.name in ('lstlisting', 'Verbatim') and (options := _OPTIONS.match(text)):
            text = text[options.end() :]
        if node.name == 'minted':
            text = text.partition('\n')[2] or text
        if text.strip():
            setter.sink.add_block(Code(text.strip('\n').rstrip()))


def _transparent(setter: Setter, node: Environment, state: State) -> None:
    cursor = Cursor(node.nodes)
    name = node.name
    if name in tables.LANGUAGES:
        state = state._replace(language=tables.LANGUAGES[name])
    elif name.startswith('otherlanguage'):
        language = joined_source(cursor.group() or []).strip()
        if language in tables.LANGUAGES:
            state = state._replace(language=tables.LANGUAGES[language])
        else:
            setter.find(place(node), len(name) + 8, f'the language {language} is not known')
    elif name in tables.DECLARED:
        state = changed(state, tables.DECLARED[name])
    for kind in tables.TRANSPARENT.get(name, ''):
        cursor.optional() if kind == 'o' else cursor.group()
    if name == 'keywords':
        cursor.push([Command('keywords', node.at, node.at, node.origin)])
    if name in tables.FLOATS:
        setter.floats.append(tables.FLOATS[name])
    _contents(setter, cursor.rest(), state)
    if name in tables.FLOATS:
        setter.floats.pop()


def _display(setter: Setter, node: Environment, state: State) -> None:
    tex = setter.tex(numbered=True)
    text = formulas.display(node, tex)
    if node.name == 'math':
        setter.math(text, state, place(node), tex.macros())
    elif text:
        setter.sink.add_block(DisplayMath(text, tex.macros(), place(node)), interrupts=True)


# Lists


def _list(setter: Setter, node: Environment, state: State) -> None:
    cursor = Cursor(node.nodes)
    option = cursor.optional()
    if node.name == 'list':
        cursor.group()
        cursor.group()
    name = node.name.rstrip('*')
    kind = 'enumerate' if 'enum' in name else 'description' if 'desc' in name else 'itemize'
    level = setter.lists.count('enumerate')
    pattern = _pattern(joined_source(option)) if option is not None else ''
    setter.lists.append(kind)
    _items(setter, cursor.rest(), state, Items(kind, pattern, level))
    setter.lists.pop()


def _pattern(option: str) -> str:
    """The label of `[(a)]` or `[label=(\\alph*)]`; nothing where the option says something else."""
    if match := _LABEL.search(option):
        label = match.group(1).strip()
        label = label[1 : label.rindex('}')] if label.startswith('{') and '}' in label else label.partition(',')[0]
        return re.sub(r'\\(?:textbf|textit|emph|bf|it|upshape|bfseries)\b|[{}]', '', label).strip()
    return option.strip() if is_pattern(option) else ''


def _items(setter: Setter, nodes: list[Node], state: State, items: Items) -> None:
    outer, before = setter.sink, setter.before_list
    setter.sink, setter.before_list = Sink(items), []
    setter.flow(nodes, state)
    rest = setter.sink.end_item()
    leading, setter.before_list = setter.before_list, before
    setter.sink = outer
    for block in (*leading, *(rest if not items.items else ())):
        setter.sink.add_block(block)
    if items.items:
        setter.sink.add_block(List(tuple(items.items), items.kind == 'enumerate'))
    setter.sink.end_paragraph()


def _bibliography(setter: Setter, node: Environment, state: State) -> None:
    cursor = Cursor(node.nodes)
    cursor.group()
    _items(setter, cursor.rest(), state, Items('itemize'))


def _headed(setter: Setter, node: Environment, state: State, head: str, *, numbered: bool) -> None:
    """A theorem or a proof: a bold head in the line, then the text."""
    cursor = Cursor(node.nodes)
    option = cursor.optional()
    note = line(setter, option, State()) if option else ()
    bold = state._replace(style=state.style | Style.STRONG)
    setter.sink.end_paragraph()
    if numbered:
        setter.label = setter.step(head)
        head += f' {setter.label}'
    if not numbered and note and node.name == 'proof':
        _add_bold(setter, note)
    else:
        setter.add(head, bold)
        if note:
            setter.add(' (', bold)
            _add_bold(setter, note)
            setter.add(')', bold)
    setter.add('.', bold)
    setter.add(' ', state)
    setter.flow(cursor.rest(), state)
    setter.sink.end_paragraph()


def _add_bold(setter: Setter, spans: Spans) -> None:
    for span in spans:
        if isinstance(span, Inline):
            setter.sink.add(
                Inline(span.text, span.style | Style.STRONG, span.link, span.math, span.language, span.macros, span.at)
            )
