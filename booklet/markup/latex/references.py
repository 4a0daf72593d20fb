"""Commands that refer: footnotes, labels, citations and the references they name.

In: a command and what follows it. Out: marks and numbers in the setter's sink; a label that this text does not have
stays its own source, a key of no reference stands in brackets.
"""

from __future__ import annotations

from booklet.markup.latex.nodes import Command, Cursor, joined_source, place, source
from booklet.markup.latex.setter import Setter, State, unknown
from booklet.markup.latex.sink import flattened
from booklet.markup.spans import ListItem, Style, plain_text


def note(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    option = cursor.optional()
    number = joined_source(option).strip() if option else ''
    if node.name != 'footnotetext':
        number = number or setter.step('footnote')
    number = number or str(setter.counters.get('footnote', 0) or setter.step('footnote'))
    argument = cursor.argument() if node.name != 'footnotemark' else []
    if argument is None:
        unknown(setter, node, state, cursor, 'has no argument')
        return
    if setter.inline:
        setter.add(' (', state)
        setter.flow(argument, state)
        setter.add(')', state)
        return
    if node.name != 'footnotetext':
        setter.consulted = True
        link = f'#note:{number}' if number in setter.known.notes else ''
        mark = state._replace(style=(state.style & ~Style.SUBSCRIPT) | Style.SUPERSCRIPT, link=link)
        setter.add(number, mark)
        if node.name == 'footnotemark' and node.space and cursor.goes_on():
            setter.add(' ', state)
    if node.name != 'footnotemark' and number not in setter.aux.notes:
        setter.aux.notes.add(number)
        place_of_note = len(setter.notes)
        blocks = setter.inside(argument, State(language=state.language))
        setter.notes.insert(place_of_note, ListItem(number, blocks))
    elif node.name != 'footnotemark':
        setter.add(' (', state)
        setter.flow(argument, state)
        setter.add(')', state)


def label(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    name = joined_source(cursor.argument() or []).strip()
    if setter.label:
        setter.aux.labels[name] = setter.label


def reference(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.star()
    argument = cursor.argument()
    names = [name.strip() for name in joined_source(argument or []).split(',')]
    setter.consulted = True
    found = [setter.known.labels.get(name, '') for name in names]
    if argument is None or not all(found):
        written = source(node).rstrip() + (f'{{{joined_source(argument)}}}' if argument is not None else '')
        setter.literal(written, state, place(node), f'\\{node.name} names no label of this text')
        return
    text = ', '.join(found)
    setter.add(f'({text})' if node.name == 'eqref' else text, state)


def citation(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    cursor.star()
    notes = [cursor.optional()]
    notes.append(cursor.optional() if notes[0] is not None else None)
    argument = cursor.argument()
    if argument is None:
        unknown(setter, node, state, cursor, 'has no argument')
        return
    setter.consulted = True
    keys = [key.strip() for key in joined_source(argument).split(',')]
    text = ', '.join(setter.known.citations.get(key, key) for key in keys if key)
    before, after = (notes[0], notes[1]) if notes[1] is not None else (None, notes[0])
    setter.add('[', state)
    if before:
        setter.flow(before, state)
        setter.add(' ', state)
    setter.add(text, state)
    if after:
        setter.add(', ', state)
        setter.flow(after, state)
    setter.add(']', state)


def bibitem(setter: Setter, node: Command, state: State, cursor: Cursor) -> None:
    option = cursor.optional()
    key = joined_source(cursor.argument() or []).strip()
    label = plain_text(flattened(setter.inside(option, State()))) if option else setter.step('bibitem')
    setter.aux.citations[key] = label
    items = setter.sink.items
    if items is None:
        setter.sink.end_paragraph()
        setter.add(f'[{label}] ', state)
        return
    blocks = setter.sink.end_item()
    if items.label is None:
        setter.before_list.extend(blocks)
    items.label = f'[{label}]'
