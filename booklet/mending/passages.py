"""The texts of a content that are for people to read.

In: the merged content. Out: its titles, names, notes and abstracts, each with its language and dialect; no ids, times,
addresses or names of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.diagnostics import Sink
from booklet.load import keys
from booklet.load.files import Content, find_beside, read_abstract
from booklet.rules.texts import Of
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
        *('also', 'duty', 'information'),
    )
)
# The values of these are ids, or names written out; a name has a space.
_REFERENCES = frozenset((*keys.PEOPLE, 'chair', 'chairs', 'members', 'affiliation', 'affiliations'))
_NAMED = ('affiliations', 'people', 'rooms', 'tracks')  # by id, either a mapping or just the name


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it stands: as a value of a YAML file, or, without `scalar`, as the whole of a file."""

    text: str
    of: Of
    source: Source
    scalar: Scalar | None = None


def passages(content: Content, sink: Sink) -> list[Passage]:
    """Every text of the content, each once, in the order of the content."""
    root = content.merged
    event = root.values.get('event')
    usual = Of('', _said(event, 'language', 'en'), _said(event, 'dialect', ''))
    ids = {key for name in _NAMED for key in _keys(root.values.get(name))}
    found: dict[int, Passage] = {}
    files: dict[Path, Passage] = {}
    for scalar, of in _below(root, usual, ids):
        if not scalar.is_null:
            found.setdefault(id(scalar), Passage(scalar.text, of, scalar.source, scalar))
    for scalar, of in _files(root, usual):
        path = find_beside(content, scalar, 'abstracts', sink)
        if path is not None and path.resolve() not in files:
            source = read_abstract(content, scalar, sink)
            if source is not None:
                dialect = of.dialect or keys.ENDINGS.get(path.suffix.lower(), '')
                files[path.resolve()] = Passage(source.text, replace(of, dialect=dialect), source)
    return [*found.values(), *files.values()]


def _below(node: Node, of: Of, ids: set[str], depth: int = 0) -> Iterator[tuple[Scalar, Of]]:
    if isinstance(node, Mapping):
        of = _here(node, of)
        poster = 'board' in node.values or 'talk' in node.values
        for name, value in node.values.items():
            if depth == 0 and name in _NAMED and isinstance(value, Mapping):
                for one in value.values.values():
                    yield from _below(one, replace(of, key='name'), ids, depth + 2)
            elif depth == 0 and name == 'check':
                continue
            elif name == 'session' and isinstance(value, Scalar):
                if not poster:
                    yield value, replace(of, key=name)
            else:
                key = (
                    of.key if (of.key, name) == ('information', 'text') else name
                )  # marked up, as that of dates is not
                yield from _below(value, _inside(node, replace(of, key=key)), ids, depth + 1)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _below(one, of, ids, depth + 1)
    elif isinstance(node, Scalar):
        named = of.key in _REFERENCES and node.text not in ids and len(node.text.split()) > 1
        if of.key in _WORDS or named:
            yield node, replace(of, key='name') if named else of


def _files(node: Node, of: Of) -> Iterator[tuple[Scalar, Of]]:
    """The names of abstract files."""
    if isinstance(node, Mapping):
        of = _here(node, of)
        name = node.values.get('abstract_file')
        if isinstance(name, Scalar) and not name.is_null:
            # the event's dialect does not hold where the file's name tells one
            own = _said(node, 'abstract_dialect', '') or _said(node, 'dialect', '')
            yield name, Of('abstract', of.language, own)
        for value in node.values.values():
            yield from _files(value, of)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _files(one, of)


def _here(node: Mapping, of: Of) -> Of:
    """What holds below a mapping that may say otherwise."""
    return Of(of.key, _said(node, 'language', of.language), _said(node, 'dialect', of.dialect))


def _inside(node: Mapping, of: Of) -> Of:
    return replace(of, dialect=_said(node, 'abstract_dialect', of.dialect)) if of.key == 'abstract' else of


def _said(node: Node | None, key: str, default: str) -> str:
    value = node.values.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else default


def _keys(node: Node | None) -> list[str]:
    return list(node.keys) if isinstance(node, Mapping) else []
