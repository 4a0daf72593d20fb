"""A new project, as `booklet new` makes it.

In: the folder it shall fill. Out: the template's files in it, ready to be built.
"""

from __future__ import annotations

import shutil
from pathlib import Path

_TEMPLATE = Path(__file__).resolve().parent / 'template'


def create(folder: Path) -> tuple[Path, ...]:
    """Fill an empty or missing folder with the template; the files made, relative to it, sorted.

    Raises FileExistsError for a folder that holds anything, NotADirectoryError for a file, OSError else.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f'{folder} is a file')
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f'{folder} is not empty')
    files = sorted(path.relative_to(_TEMPLATE) for path in _TEMPLATE.rglob('*') if path.is_file())
    for file in files:
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_TEMPLATE / file, target)  # without the modes of an installed package, which may be read-only
    return tuple(files)


def untouched(folder: Path) -> bool:
    """Whether the project's content is the template's still, as `create` made it."""
    return all(
        (folder / file).is_file() and (folder / file).read_bytes() == (_TEMPLATE / file).read_bytes()
        for file in (path.relative_to(_TEMPLATE) for path in _TEMPLATE.glob('content/*.yaml'))
    )
