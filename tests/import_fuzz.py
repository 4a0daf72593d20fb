"""Mutations of good files, for fuzzing importers: whatever comes out of one, it is its own error or a draft."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

from booklet.diagnostics import Diagnostic
from booklet.draft import Draft, Losses
from booklet.intake.given import Blob, Given, Refusal, gather

FIXTURES = Path(__file__).parent / 'imports'
LONGEST = 5.0  # seconds for a small file, on a busy machine

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ['', ' ', '\0', '\ud800', '9' * 400, '2024-13-45', '99:99', '-1', '<b>', '&#xD800;', '../..', 'é' * 3000]
    ),
    st.just([]),
    st.just({}),
    st.just([None, [], {}, 0, '']),
    st.just({'': None, 'id': [], 'name': {}, 'en': 7}),
)


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The way to every value in a JSON value."""
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found += places(one, (*path, key))
    return found


@st.composite
def mutated_json(draw: st.DrawFn, value: object) -> object:
    """The value with some of what is in it replaced, deleted, doubled or wrapped."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        every = places(value)
        if not every:
            return copy.deepcopy(draw(ODD))
        path: Any = draw(st.sampled_from(every))
        *way, last = path
        holder: Any = value
        for key in way:
            holder = holder[key]
        how = draw(st.sampled_from(['replace', 'delete', 'wrap', 'double']))
        if how == 'delete':
            del holder[last]
        elif how == 'double' and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            odd = copy.deepcopy(draw(ODD))
            holder[last] = [holder[last]] if how == 'wrap' else odd
    return value


@st.composite
def mutated_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some cut out, doubled, or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(data)))
        last = min(len(data), first + draw(st.integers(0, 40)))
        new = draw(st.one_of(st.binary(max_size=12), st.just(data[first:last] * 2), st.just(b'')))
        data = data[:first] + new + data[last:]
    return data


@st.composite
def mutated_text(draw: st.DrawFn, text: str) -> bytes:
    """The text with some words, lines or marks swapped for odd ones: mostly still of its format."""
    lines = text.split('\n')
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        words = lines[place].split('>')
        at = draw(st.integers(0, len(words) - 1))
        words[at] = draw(st.sampled_from(['', words[at], words[at] * 2, '1' * 300, '2024-99-99', '<', '&amp;lt;', 'x']))
        lines[place] = '>'.join(words)
    return '\n'.join(lines).encode('utf-8', 'surrogatepass')


def fixture(importer: ModuleType, name: str) -> tuple[Draft, Losses]:
    """What an importer reads in a fixture of its format, which it recognises."""
    given = gather([FIXTURES / importer.NAME / name])
    assert importer.recognise(given) >= 0.9
    losses = Losses()
    return importer.read(given, losses, None), losses


def reasons(losses: Losses) -> list[tuple[str, str, str, str]]:
    return [(one.fate.value, one.what, one.name, one.reason) for one in losses.items]


def refusal(importer: ModuleType, data: bytes, name: str = 'file') -> Diagnostic:
    """What is said of a file that is refused."""
    with pytest.raises(Refusal) as caught:
        importer.read(Given((Blob(name, data),)), Losses(), None)
    return caught.value.diagnostic


def encoded(value: object) -> bytes:
    return json.dumps(value).encode('utf-8', 'surrogatepass')


def only_refusals(importer: ModuleType, *files: tuple[str, bytes]) -> Draft | None:
    """What the importer makes of the files; it may refuse them, and nothing else, in bounded time."""
    given = Given(tuple(Blob(name, data) for name, data in files))
    began = time.monotonic()
    sure = importer.recognise(given)
    assert 0 <= sure <= 1
    try:
        draft = importer.read(given, Losses(), None)
        assert isinstance(draft, Draft)
    except Refusal:
        return None
    finally:
        assert time.monotonic() - began < LONGEST
    return draft
