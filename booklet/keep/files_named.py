"""Files that an import names but does not bring: logos, portraits, and what parts of the book show.

In: a document and the folder `content/`. Out: the document without the names of files that are not there, which would
be errors. Once a file is put there, the next import names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from booklet.parts import PARTS, options

Plain = dict[str, Any]


def without_missing_files(document: Plain, content: Path) -> tuple[str, ...]:
    """Takes out the names of files that are not there, and parts of the book that are nothing without theirs.

    Returns these names.
    """

    def there(name: str) -> bool:
        path = content / name
        return '\0' not in name and path.is_file() and path.resolve().is_relative_to(content.resolve())

    missing = tuple(dict.fromkeys(name for name in named_files(document) if not there(name)))
    for entry, key in list(_owners(document)):
        if not there(entry[key]):
            del entry[key]
    people = document.get('people', {})
    people |= {id_: one['name'] for id_, one in people.items() if isinstance(one, dict) and list(one) == ['name']}
    event = document.get('event', {})
    if 'parts' in event:
        event['parts'] = [kept for part in event['parts'] if (kept := _part(part, there)) is not None]
    return missing


def named_files(document: Plain) -> Iterator[str]:
    """All files below `content/` that the document names."""
    yield from (entry[key] for entry, key in _owners(document))
    for part in document.get('event', {}).get('parts', ()):
        if isinstance(part, dict):
            yield from (name for _, names in _files(part) for name in names)


def _owners(document: Plain) -> Iterator[tuple[Plain, str]]:
    yield from ((sponsor, 'logo') for sponsor in document.get('sponsors', ()) if sponsor.get('logo'))
    people = document.get('people', {}).values()
    yield from ((person, 'photo') for person in people if isinstance(person, dict) and person.get('photo'))


def _files(part: Plain) -> Iterator[tuple[str, list[str]]]:
    """The options of a part that name files."""
    ((name, said),) = part.items()
    known = options(name)
    for key, value in said.items():
        if known[key].kind in ('file', 'files', 'document') and value:
            yield key, [value] if isinstance(value, str) else list(value)


def _part(part: Any, there: Callable[[str], bool]) -> Any:
    """The part as it can stand; None where it must have a file that is not there."""
    if not isinstance(part, dict):
        return part
    ((name, said),) = part.items()
    kept = dict(said)
    for key, names in _files(part):
        found = [one for one in names if there(one)]
        if not found and PARTS[name].options[key].required:
            return None
        if not found:
            del kept[key]
        elif isinstance(said[key], list):
            kept[key] = found
    return {name: kept} if kept else name
