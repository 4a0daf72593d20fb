"""Font files in folders: a project's, and, only for those who ask for them, the machine's.

In: folders. Out: what each face in them says of itself.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.sfnt import BrokenFont, Description, describe

_SUFFIXES = ('.otf', '.ttf', '.ttc', '.otc')
_MOST_ENTRIES = 20_000  # files of one of the machine's folders that a scan looks at
_BLANK = re.compile(r'\.|last ?resort|adobe blank|unicode bmp fallback')  # families with a box for every character

WARNING = 'fonts of this machine may be used, so the bytes depend on the machine'
HINT = 'put the fonts that the booklet needs into its folder fonts/, and leave --system-fonts out'


def system_folders(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The platform's usual folders for fonts, the user's own first."""
    home = Path(environment.get('HOME') or environment.get('USERPROFILE') or '/')
    if platform == 'win32':
        local = environment.get('LOCALAPPDATA') or str(home / 'AppData' / 'Local')
        windows = environment.get('WINDIR') or environment.get('SYSTEMROOT') or 'C:/Windows'
        folders = [Path(local) / 'Microsoft' / 'Windows' / 'Fonts', Path(windows) / 'Fonts']
    elif platform == 'darwin':
        folders = [home / 'Library' / 'Fonts', Path('/Library/Fonts'), Path('/System/Library/Fonts')]
    else:
        data = environment.get('XDG_DATA_HOME') or str(home / '.local' / 'share')
        shared = (environment.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share').split(':')
        folders = [Path(data) / 'fonts', home / '.fonts', *(Path(folder) / 'fonts' for folder in shared if folder)]
    return tuple(folder for folder in dict.fromkeys(folders) if folder.is_dir())


def scan(folder: Path, found: list[Diagnostic]) -> Iterator[Description]:
    """Every face in a project's folder and the folders inside it; in `found`, the files that are no fonts."""
    paths = (path for path in folder.rglob('*') if path.suffix.lower() in _SUFFIXES and path.is_file())
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        try:
            yield from describe(path)
        except (BrokenFont, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            hint = 'take it out of the folder, or fetch it anew'
            found.append(Diagnostic(Severity.WARNING, f'cannot use this font: {reason}', Span(str(path), 1), hint))


def scan_system(folders: Iterable[Path]) -> Iterator[Description]:
    """What the machine's fonts say of themselves: those that may be embedded, and have letters to show."""
    for path in dict.fromkeys(path for folder in folders for path in sorted(_files(folder))):
        try:
            described = describe(Path(path))
        except (BrokenFont, OSError):
            continue
        yield from (d for d in described if not d.restricted and not _BLANK.match(d.family.casefold()))


def _files(folder: Path) -> Iterator[str]:
    seen = 0
    for place, folders, files in os.walk(folder):
        folders.sort()
        seen += 1 + len(files)
        if seen > _MOST_ENTRIES:
            return
        yield from (os.path.join(place, file) for file in sorted(files) if file.lower().endswith(_SUFFIXES))
