"""The parts of the book as the content lists them, each with what is said of it.

In: the list `parts` of the event. Out: `Entry`s in order, or None where there is no list. Files that they name are
looked for beside the content.
"""

from __future__ import annotations

from pathlib import PurePath

from booklet.diagnostics import Span
from booklet.fields import Fields, did_you_mean
from booklet.load.context import Context
from booklet.load.files import find_beside, read_document
from booklet.load.keys import ENDINGS
from booklet.model import Entry, Text
from booklet.parts import DEFAULT, PARTS, Option, options
from booklet.source import Mapping, Node, Scalar

_MOST = 500  # entries
_USUAL = {  # what else parts are called, in print and by those who make them
    'authors': 'author_index',
    'chairs': 'chair_index',
    'imprint': 'colophon',
    'keywords': 'keyword_index',
    'map': 'plan',
    'overview': 'glance',
    'programme': 'agenda',
    'schedule': 'agenda',
    'speaker_index': 'index',
    'speakers': 'biographies',
    'table_of_contents': 'contents',
    'talks': 'abstracts',
    'timetable': 'grid',
    'toc': 'contents',
    'welcome': 'page',
}


def read_parts(context: Context, fields: Fields) -> tuple[Entry, ...] | None:
    """The book's parts; those that may stand several times have their number in their id."""
    if 'parts' not in fields:
        return None
    value = fields.get('parts')
    nodes = [value] if isinstance(value, Scalar | Mapping) else fields.sequence('parts')
    found: list[Entry] = []
    if len(nodes) > _MOST:
        fields.error(f'more than {_MOST} parts', 'parts')
    for node in nodes[:_MOST]:
        name, own = _named(node, fields)
        if name is None:
            continue
        kind = PARTS.get(name.text)
        before = sum(entry.name == name.text for entry in found)
        if kind is None:
            word = name.text[:60].lower().replace('-', '_').replace(' ', '_')
            near = f"did you mean '{_USUAL[word]}'?" if word in _USUAL else did_you_mean(word, PARTS)
            hint = ' '.join(filter(None, (near, f'possible: {", ".join(PARTS)}')))
            fields.sink.error(f"there is no part '{name.text[:60]}'", name.span, hint)
        elif before and not kind.repeats:
            fields.sink.error(f"the part '{name.text}' stands twice", name.span)
        else:
            found.append(_entry(context, name, own, f'{name.text}-{before + 1}' if before else name.text))
    return tuple(found)


def defaults(names: tuple[str, ...] = DEFAULT) -> tuple[Entry, ...]:
    """Parts of which nothing is said but their names."""
    return tuple(Entry(name, name) for name in names)


def _named(node: Node, fields: Fields) -> tuple[Scalar | None, Node | None]:
    """The name of a part, and what is said of it: `agenda`, or `page: {file: …}`."""
    if isinstance(node, Scalar):
        return node, None
    if isinstance(node, Mapping) and len(node.keys) == 1:
        ((key, name),) = node.keys.items()
        return name, node.values[key]
    hint = 'write “- agenda”, or “- page: {file: welcome.md}”; what is said of a part stands in braces, or further in'
    fields.sink.error('a part is a name, or a name with what is said of it', node.span, hint)
    return None, None


def _entry(context: Context, name: Scalar, own: Node | None, id_: str) -> Entry:
    known = options(name.text)
    given: list[tuple[str, object]] = []
    spans: list[tuple[str, Span]] = []
    documents: list[tuple[str, Text]] = []
    if isinstance(own, Scalar) and own.is_null:
        own = None
    if own is None:
        missing = [key for key, option in known.items() if option.required]
        if missing:
            hint = f'write “- {name.text}: {{{missing[0]}: …}}”'
            context.sink.error(f"the part '{name.text}' has no '{missing[0]}'", name.span, hint)
    else:
        fields = Fields(own, context.sink, f"part '{name.text}'", dict.fromkeys(known))
        for key, option in known.items():
            if option.required and fields.mapping is own:
                fields.require(key)
            if key in fields:
                given.append((key, _value(context, fields, key, option)))
                spans.append((key, fields.value_span(key)))
                if option.kind == 'document' and (file := fields.scalar(key)) is not None:
                    documents.append((key, _document(context, file)))
    return Entry(name.text, id_, tuple(given), name.span, tuple(spans), tuple(documents))


def _value(context: Context, fields: Fields, key: str, option: Option) -> object:
    if option.kind == 'choice':
        return fields.choice(key, option.choices, option.default)
    if option.kind == 'boolean':
        return fields.boolean(key)
    if option.kind == 'integer':
        assert isinstance(option.default, int)  # the table says so
        return fields.integer(key, option.default, option.least, option.most)
    if option.kind == 'mapping':
        return tuple((word.text, ' '.join(node.text.split())) for word, node in _words(fields, key))
    if option.kind == 'files':
        return tuple(_file(context, name) for name in fields.texts(key))
    if option.kind == 'file':
        name = fields.scalar(key)
        return _file(context, name) if name is not None else ''
    return fields.text(key).strip()


def _document(context: Context, name: Scalar) -> Text:
    """What a file below `content/` says, in the dialect of its ending; empty with an error."""
    source = read_document(context.content, name, context.sink)
    if source is None:
        return Text('')
    text = source.text.replace('\r\n', '\n').replace('\r', '\n')
    body = text.lstrip('\n')
    dialect = ENDINGS.get(PurePath(source.file).suffix.lower()) or context.dialect
    return Text(body.rstrip(), dialect, '', Span(source.file, len(text) - len(body) + 1), literal=True)


def _words(fields: Fields, key: str) -> list[tuple[Scalar, Scalar]]:
    pairs = fields.entries(key)
    for word, node in pairs:
        if not isinstance(node, Scalar):
            fields.sink.error(f"'{word.text[:60]}' should be followed by a text", node.span)
    return [(word, node) for word, node in pairs if isinstance(node, Scalar)]


def _file(context: Context, name: Scalar) -> str:
    """A file's name below `content/`; an error where it is not there."""
    find_beside(context.content, name, '', context.sink)
    return name.text.strip()
