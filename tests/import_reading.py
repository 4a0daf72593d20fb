"""What tests of importers ask of a draft: fixtures read, and a line for each item."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from booklet.draft import Draft, Item, Losses
from booklet.intake.given import Blob, Given

FOLDER = Path(__file__).parent / 'imports'


def given(*names: str) -> Given:
    """Fixtures by their names below `tests/imports`, each file by its own name."""
    return Given(tuple(Blob(Path(name).name, (FOLDER / name).read_bytes()) for name in names))


def read(importer: ModuleType, *names: str) -> tuple[Draft, Losses]:
    losses = Losses()
    return importer.read(given(*names), losses, None), losses


def text(importer: ModuleType, name: str, data: str | bytes) -> tuple[Draft, Losses]:
    """A file that the test writes out."""
    losses = Losses()
    blob = Blob(name, data if isinstance(data, bytes) else data.encode())
    return importer.read(Given((blob,)), losses, None), losses


def hours(item: Item) -> str:
    """`3 09:00–09:40`: the day of the month, and from when to when."""
    times = [f'{time // 60:02}:{time % 60:02}' for time in (item.start, item.end) if time is not None]
    return ' '.join(filter(None, (str(item.date.day) if item.date else '', '–'.join(times))))


def people(item: Item) -> list[str]:
    """`Ada Lovelace, author, Society`."""
    return [
        ', '.join((part.person.name, part.role.value, *(place.name for place in part.person.institutes)))
        for part in item.people
    ]


def told(losses: Losses) -> list[tuple[str, str]]:
    return [(loss.name, loss.reason) for loss in losses.items]
