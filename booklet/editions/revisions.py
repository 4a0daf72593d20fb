"""The content of a git revision, in a folder for a while.

In: a revision as git writes it, `HEAD~3`, `v1.0`, `origin/main`, with a folder behind a colon if the project stood
elsewhere then, and a folder inside the repository. Out: a folder with `content/`, gone when the block ends. The working
files stay as they are: nothing is checked out; git is asked for its objects alone, with bounds, and without a shell.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from booklet.load.keys import ENDINGS

_TIMEOUT = 60  # seconds
_MOST_FILES, _MOST_BYTES = 20_000, 256 * 1024 * 1024
_READ = ('.yaml', '.yml', *ENDINGS)  # what is looked into; of other files (logos) the name is enough
_QUIET = {
    'GIT_TERMINAL_PROMPT': '0',
    'GIT_OPTIONAL_LOCKS': '0',
    'GIT_NO_LAZY_FETCH': '1',
    'GIT_ALLOW_PROTOCOL': 'none',  # gits that do not know the former would start what a stranger's .git/config names
    'LC_ALL': 'C',
}
KINDS = 'name a folder with content/, a content file, a PDF that booklet has built, or a git revision such as HEAD~1'


class NoRevision(Exception):
    """What was named is no revision with a content."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class _File:
    blob: str
    size: int
    path: PurePosixPath  # below content/


@contextmanager
def checked_out(given: str, home: Path) -> Iterator[Path]:
    """A folder with the content of the revision `given`, where `home` or the folder behind the colon is the project."""
    revision, _, folder = given.partition(':')
    if not revision or revision.startswith('-') or '\0' in given:
        raise NoRevision(f'{given!r} is no folder, no file and no revision', KINDS)
    prefix = _prefix(given, home) if not folder else folder.strip('/') + '/'
    prefix = '' if prefix in ('/', './') else prefix
    commit = _commit(revision, home)
    files = _files(given, commit, prefix, home)
    with tempfile.TemporaryDirectory(prefix='booklet-') as place:
        _write(files, Path(place) / 'content', home)
        yield Path(place)


def _prefix(given: str, home: Path) -> str:
    """The folder of the project inside its repository: empty, or ending in a slash."""
    code, out, error = _git(['rev-parse', '--show-prefix'], home)
    if code:
        if b'not a git repository' in error:
            message = f'there is no folder or file {given!r}, and {home.resolve()} stands in no git repository'
            raise NoRevision(f'{message}, so it can be no revision either', KINDS)
        raise NoRevision(f'git says: {_words(error)}', 'try the same with git log')
    return os.fsdecode(out).rstrip('\n')


def _commit(revision: str, home: Path) -> str:
    code, out, _ = _git(['rev-parse', '--verify', '--quiet', f'{revision}^{{commit}}'], home)
    if code:
        hint = f'git log and git tag list those there are; a shallow clone lacks the older ones. Else {KINDS}'
        raise NoRevision(f'there is no folder, file or git revision {revision!r}', hint)
    return out.decode('ascii', 'replace').strip()


def _files(given: str, commit: str, prefix: str, home: Path) -> list[_File]:
    """What the revision holds below content/: plain files, no links and no other repositories."""
    arguments = ['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', f'{prefix}content/']
    code, out, error = _git(arguments, home)
    if code:
        raise NoRevision(f'git says: {_words(error)}', 'try the same with git ls-tree')
    files = []
    for entry in out.split(b'\0'):
        about, _, name = entry.partition(b'\t')
        if not about.startswith(b'100'):  # the mode of a plain file
            continue
        _, _, blob, size = about.decode('ascii', 'replace').split()
        path = PurePosixPath(os.fsdecode(name).removeprefix(f'{prefix}content/'))
        if '..' in PureWindowsPath(path).parts or PureWindowsPath(path).anchor:
            raise NoRevision(f'{given} holds a file whose name leads out of content/: {str(path)!r}', 'rename it')
        files.append(_File(blob, int(size) if size.isdecimal() else 0, path))
    if not files:
        hint = f'name the folder in which the project stood then: {given.partition(":")[0]}:folder'
        raise NoRevision(f'{given} holds no folder {prefix}content/', hint)
    read = [file for file in files if file.path.suffix.lower() in _READ]
    if len(files) > _MOST_FILES or sum(file.size for file in read) > _MOST_BYTES:
        raise NoRevision(f'the content of {given} is too large', f'at most {_MOST_FILES:,} files and 256 MB are read')
    return files


def _write(files: Sequence[_File], folder: Path, home: Path) -> None:
    read = [file for file in files if file.path.suffix.lower() in _READ]
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    asked = ''.join(f'{file.blob}\n' for file in read).encode()
    code, out, error = _git(['cat-file', '--batch'], home, asked)
    at = 0
    for file in read:
        end = out.find(b'\n', at)
        head = out[at:end].split()  # the blob's name, “blob”, its size
        if code or end < 0 or len(head) != 3:
            reason = _words(error) or 'git does not have all the files of this revision'
            raise NoRevision(f'git says: {reason}', 'fetch them: git fetch --refetch --no-filter')
        size = int(head[2])
        (folder / file.path).write_bytes(out[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _git(arguments: Sequence[str], home: Path, given: bytes = b'') -> tuple[int, bytes, bytes]:
    """Exit code, output, errors."""
    command = ['git', '-C', str(home), '--literal-pathspecs', *arguments]
    try:
        answer = subprocess.run(
            command, input=given, capture_output=True, timeout=_TIMEOUT, env={**os.environ, **_QUIET}, check=False
        )
    except FileNotFoundError:
        raise NoRevision('git is not installed, and without it no revision can be read', KINDS) from None
    except subprocess.TimeoutExpired:
        raise NoRevision(f'git gave no answer within {_TIMEOUT} seconds', 'try the same with git log') from None
    return answer.returncode, answer.stdout, answer.stderr


def _words(error: bytes) -> str:
    """The first line of what git complains of."""
    return error.decode('utf-8', 'replace').strip().partition('\n')[0].removeprefix('fatal: ')[:200]
