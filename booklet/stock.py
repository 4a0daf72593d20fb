"""Where the program's own layouts and fonts lie.

In: nothing. Out: folders: inside the package when it was installed from a wheel, at the top of the repository in a
source checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def layouts_folder() -> Path:
    """The folder of the stock layouts, one YAML file each."""
    return _folder('layouts')


def fonts_folder() -> Path:
    """The folder of the stock fonts, one folder a family with its licence."""
    return _folder('fonts')


def _folder(name: str) -> Path:
    installed = _PACKAGE / '_stock' / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
