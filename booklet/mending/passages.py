"""The texts of a content that are for people to read.

In: the merged content. Out: its titles, names, notes and abstracts, each with its language; no ids, times, addresses
or names of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet.diagnostics import Sink
from booklet.load import keys
from booklet.load.files import Content, find_beside, read_abstract
from booklet.source import Mapping, Node, Scalar, Sequence, Source

_WORDS = frozenset(
    (
        *(
            'title',
            'short_title',
            'subtitle',
            'text',
            'place',
            'organisers',
            'funders',
            'name',
            'family',
            'tier',
            'talk',
        ),
        *('agenda_title', 'abstract', 'biography', 'keywords', 'note', 'break', 'meal', 'social', 'remarks', 'end'),
    )
)
# The values of these are ids, or names written out; a name has a space.
_REFERENCES = frozenset((*keys.PEOPLE, 'chair', 'chairs', 'affiliation', 'affiliations'))
_NAMED = ('affiliations', 'people', 'rooms', 'tracks')  # by id, either a mapping or just the name


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it stands: as a value of a YAML file, or, without `scalar`, as the whole of a file."""

    text: str
    language: str
    source: Source
    scalar: Scalar | None = None


def passages(content: Content, sink: Sink) -> list[Passage]:
    """Every text of the content, each once, in the order of the content."""
    root = content.merged
    event = root.values.get('event')
    ids = {key for name in _NAMED for key in _keys(root.values.get(name))}
    found: dict[int, Passage] = {}
    files: dict[Path, Passage] = {}
    for scalar, language in _below(root, '', _language(event, 'en'), ids):
        if not scalar.is_null:
            found.setdefault(id(scalar), Passage(scalar.text, language, scalar.source, scalar))
    for scalar, language in _files(root, _language(event, 'en')):
        path = find_beside(content, scalar, 'abstracts', sink)
        if path is not None and path.resolve() not in files:
            source = read_abstract(content, scalar, sink)
            if source is not None:
                files[path.resolve()] = Passage(source.text, language, source)
    return [*found.values(), *files.values()]


def _below(node: Node, key: str, language: str, ids: set[str], depth: int = 0) -> Iterator[tuple[Scalar, str]]:
    if isinstance(node, Mapping):
        language = _language(node, language)
        poster = 'board' in node.values or 'talk' in node.values
        for name, value in node.values.items():
            if depth == 0 and name in _NAMED and isinstance(value, Mapping):
                for one in value.values.values():
                    yield from _below(one, 'name', language, ids, depth + 2)
            elif name == 'session' and isinstance(value, Scalar):
                if not poster:
                    yield value, language
            else:
                yield from _below(value, name, language, ids, depth + 1)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _below(one, key, language, ids, depth + 1)
    elif isinstance(node, Scalar):
        reads = key in _WORDS or (key in _REFERENCES and node.text not in ids and len(node.text.split()) > 1)
        if reads:
            yield node, language


def _files(node: Node, language: str) -> Iterator[tuple[Scalar, str]]:
    """The names of abstract files."""
    if isinstance(node, Mapping):
        language = _language(node, language)
        name = node.values.get('abstract_file')
        if isinstance(name, Scalar) and not name.is_null:
            yield name, language
        for value in node.values.values():
            yield from _files(value, language)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _files(one, language)


def _language(node: Node | None, default: str) -> str:
    value = node.values.get('language') if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else default


def _keys(node: Node | None) -> list[str]:
    return list(node.keys) if isinstance(node, Mapping) else []
