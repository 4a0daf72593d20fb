"""The files under `content/`: which there are, their top-level keys merged, and the abstracts beside them.

In: the project's folder. Out: one merged mapping of nodes, as if all files were one, and texts of abstract files. No
path leads out of `content/`, be it by `..`, by an absolute name or by a link.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from booklet.diagnostics import Sink, Span
from booklet.fields import Fields, did_you_mean
from booklet.load.keys import ENDINGS, FILE, FORMAT
from booklet.source import Mapping, Node, Scalar, Sequence, Source, load_file, parse, read_source

MAPPINGS = ('event', 'affiliations', 'people', 'rooms', 'tracks', 'check')
LISTS = ('days', 'posters', 'talks', 'sponsors', 'committees', 'information')
SUFFIXES = ('.yaml', '.yml')
MAX_FILES = 20_000
MANY = 100  # findings after which no more near names are searched for: it takes long, and there is one cause
MAX_ABSTRACT = 1024 * 1024  # bytes


@dataclass(slots=True)
class Content:
    """The merged mapping, and whether all files could be read: if not, what is missing may stand in the broken one.

    `folder` None: the content is one text with no files beside it.
    """

    folder: Path | None
    merged: Mapping
    complete: bool = True
    used: set[Path] = field(default_factory=set)


def read_content(project: Path, sink: Sink) -> Content | None:
    """Reads and merges every YAML file under `content/`, by path; None where there is none."""
    folder = project / 'content'
    if not folder.is_dir():
        sink.error(
            f"there is no folder 'content' in {project}",
            None,
            "name the project's folder, or make one: booklet new FOLDER",
        )
        return None
    paths = yaml_files(folder, sink)
    if not paths:
        sink.error(f'there is no YAML file in {folder}', None, 'the programme stands in files such as event.yaml')
        return None
    origin = Source(str(paths[0]), '')
    content = Content(folder, Mapping(origin, 0, 0))
    for path in paths:
        if not _merge_file(path, content.merged, sink):
            content.complete = False
    return content


def one_document(source: Source, sink: Sink) -> Content | None:
    """A content that is one text, YAML or JSON; None with an error."""
    root = parse(source, sink)
    merged = Mapping(source, 0, 0)
    return Content(None, merged) if root is not None and _merge(root, merged, sink) else None


def find_beside(content: Content, name: Scalar, below: str, sink: Sink) -> Path | None:
    """The file that the content names, relative to `content/`, in the folder `below` of it; None with an error."""
    text = name.text.strip()
    if PurePosixPath(text).is_absolute() or PureWindowsPath(text).anchor or '..' in PureWindowsPath(text).parts:
        sink.error(f"'{text}' leads out of content/", name.span, f'name a file below content/{below}')
        return None
    if content.folder is None:
        if below:
            sink.error('there are no files beside this text', name.span, 'write the abstract itself below ‘abstract’')
        return None
    path = content.folder / below / text
    if '\0' in text or not path.is_file():
        near = _near(text, _names(content.folder / below)) if len(sink.items) < MANY else ''
        sink.error(f"there is no file '{text}' in content/{below}", name.span, near)
        return None
    if not _inside(path, content.folder):
        sink.error(f"'{text}' is a link that leads out of content/", name.span, 'put the file itself there')
        return None
    content.used.add(path)
    return path


def read_abstract(content: Content, name: Scalar, sink: Sink) -> Source | None:
    return read_document(content, name, sink, 'abstracts')


def read_document(content: Content, name: Scalar, sink: Sink, below: str = '') -> Source | None:
    path = find_beside(content, name, below, sink)
    return None if path is None else read_source(path, sink, MAX_ABSTRACT)


def unnamed(content: Content) -> tuple[Span, ...]:
    """The files of abstracts that no talk names; what an import left beside one for comparison needs no name."""
    if content.folder is None:
        return ()
    folder = content.folder / 'abstracts'
    used = {path.resolve() for path in content.used}
    paths = (folder / name for name in _names(folder))
    return tuple(
        Span(str(path), 1)
        for path in paths
        if path.suffix.lower() in ENDINGS
        and path.stem.upper() != 'README'
        and not path.stem.endswith('.import')
        and path.resolve() not in used
    )


def yaml_files(folder: Path, sink: Sink) -> list[Path]:
    """The files of the content, by path."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith('.'))
        for name in [*folders, *names]:
            path = Path(parent, name)
            if (name in folders and path.is_symlink()) or (_is_yaml(name) and not _inside(path, folder)):
                sink.error(
                    'a link that leads out of content/, or to a folder', Span(str(path), 1), 'put the files there'
                )
        found += [Path(parent, name) for name in names if _is_yaml(name) and _inside(Path(parent, name), folder)]
        if len(found) > MAX_FILES:
            sink.error(f'more than {MAX_FILES:,} files in {folder}')
            break
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _is_yaml(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith('.')


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _names(folder: Path) -> list[str]:
    """The files in a folder and below, as the content names them."""
    if not folder.is_dir():
        return []
    paths = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in paths)[:MAX_FILES]


def _near(text: str, names: list[str]) -> str:
    """A file of that name in another folder, or one whose name is like it."""
    same = [name for name in names if PurePosixPath(name).name == PurePosixPath(text).name]
    return f"did you mean '{same[0]}'?" if same else did_you_mean(text, names)


def _merge_file(path: Path, merged: Mapping, sink: Sink) -> bool:
    """Adds a file's top-level keys; False where the file or one of them cannot be read."""
    before = len(sink.items)
    root = load_file(path, sink)
    if root is None:
        return len(sink.items) == before  # an empty file is no fault
    return _merge(root, merged, sink)


def _merge(root: Node, merged: Mapping, sink: Sink) -> bool:
    if isinstance(root, Scalar) and root.is_null:
        return True
    if not isinstance(root, Mapping) or not _check_format(root, sink):
        if not isinstance(root, Mapping):
            Fields(root, sink, 'a content file', FILE)
        return False
    fields, good = Fields(root, sink, 'a content file', FILE), True
    for name in MAPPINGS:
        if (value := fields.get(name)) is not None:
            good &= _merge_mapping(merged, root.keys[name], value, sink)
    for name in LISTS:
        if (value := fields.get(name)) is not None:
            good &= _merge_list(merged, root.keys[name], value, sink)
    return good


def _check_format(root: Mapping, sink: Sink) -> bool:
    """`format: 1` stands where the event does; False for a format of the future."""
    value = root.values.get('format')
    if value is None:
        if 'event' in root.values:
            sink.error("this file has no 'format'", root.keys['event'].span, f'add a first line “format: {FORMAT}”')
        return True
    if isinstance(value, Scalar) and value.text == str(FORMAT):
        return True
    wrong = value.text if isinstance(value, Scalar) else value.kind
    sink.error(
        f"this file is in format '{wrong}', and booklet reads format {FORMAT}",
        value.span,
        f'write “format: {FORMAT}”, or use a newer booklet',
    )
    return False


def _merge_mapping(merged: Mapping, key: Scalar, value: Node, sink: Sink) -> bool:
    if not isinstance(value, Mapping):
        sink.error(
            f"'{key.text}' should be a mapping, not {value.kind}", value.span, 'write “key: value” lines, indented'
        )
        return False
    merged.keys.setdefault(key.text, key)
    target = merged.values.setdefault(key.text, Mapping(value.source, value.line, value.column))
    assert isinstance(target, Mapping)
    for name, node in value.values.items():
        if (first := target.keys.get(name)) is not None:
            again = value.keys[name]
            sink.error(f"'{name}' of '{key.text}' stands twice, first in {first.seen_from(again)}", again.span)
        else:
            target.keys[name] = value.keys[name]
            target.values[name] = node
    return True


def _merge_list(merged: Mapping, key: Scalar, value: Node, sink: Sink) -> bool:
    if not isinstance(value, Sequence):
        sink.error(f"'{key.text}' should be a list, not {value.kind}", value.span, 'begin each entry with “- ”')
        return False
    merged.keys.setdefault(key.text, key)
    target = merged.values.setdefault(key.text, Sequence(value.source, value.line, value.column))
    assert isinstance(target, Sequence)
    target.items += value.items
    return True
