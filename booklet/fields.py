"""Typed reading of YAML mappings: what is absent takes its default, what is wrong is reported and takes it too.

In: a node of `source` and the table of keys that it may hold. Out: texts, numbers, dates and nodes. A reader asks on
without minding errors, and looks at the sink in the end.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as AnyMapping
from typing import TypeVar

from booklet.diagnostics import Sink, Span
from booklet.source import Mapping, Node, Scalar, Sequence

T = TypeVar('T')

BOOLEANS = {'true': True, 'yes': True, 'on': True, 'false': False, 'no': False, 'off': False}
ISO_DATE = re.compile(r'(\d{4})-(\d{1,2})-(\d{1,2})')
DOTTED_DATE = r'(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'kempe'?`, or nothing where no known word is near."""
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(word, words, 1, 0.6)
    if not near:
        folded = {name.casefold(): name for name in words}
        near = [folded[word.casefold()]] if word.casefold() in folded else []
    return f"did you mean '{near[0]}'?" if near else ''


class Fields:
    """The fields of one mapping. `what` names it in messages: 'talk', 'text style'.

    A node that is no mapping, a key that `keys` does not have: reported at once. With `keys` None any key may stand.
    `keys` as a dict (`dict.fromkeys`) is quickest to test against, and keeps its order for messages.
    Each reader takes a key, returns the default where it is absent, empty or wrong, and reports what is wrong.
    """

    __slots__ = ('keys', 'mapping', 'node', 'sink', 'values', 'what')

    def __init__(self, node: Node, sink: Sink, what: str, keys: Collection[str] | None) -> None:
        self.node = node
        self.sink = sink
        self.what = what
        self.keys = keys
        if isinstance(node, Mapping):
            self.mapping = node
            self.values = node.values
            if keys is not None and not node.values.keys() <= (keys.keys() if isinstance(keys, dict) else set(keys)):
                self._report_unknown(keys)
        else:
            known = f', with keys such as {", ".join(list(keys)[:3])}' if keys else ''
            sink.error(f'{what} should be a mapping, not {_kind(node)}', node.span, f'write “key: value” lines{known}')
            self.mapping = Mapping(node.source, node.line, node.column)
            self.values = self.mapping.values

    def __contains__(self, key: str) -> bool:
        """Whether the key stands with a value."""
        return self.get(key) is not None

    @property
    def span(self) -> Span:
        return self.node.span

    def key_span(self, key: str) -> Span:
        """The key itself where it stands, else the mapping."""
        name = self.mapping.keys.get(key)
        return name.span if name is not None else self.node.span

    def value_span(self, key: str) -> Span:
        """The key's value where it stands, else the mapping."""
        value = self.get(key)
        return value.span if value is not None else self.key_span(key)

    def error(self, message: str, key: str | None = None, hint: str = '') -> None:
        self.sink.error(message, self.span if key is None else self.value_span(key), hint)

    def get(self, key: str) -> Node | None:
        """The value as it stands; None for an absent or empty one."""
        value = self.values.get(key)
        return None if value is None or (type(value) is Scalar and value.is_null) else value

    def require(self, key: str) -> Node | None:
        """`get`, with an error where there is nothing."""
        value = self.get(key)
        if value is None and key in self.values:
            self.sink.error(f"{self.what}: '{key}' stands without a value", self.key_span(key), f'write “{key}: …”')
        elif value is None and self.mapping is self.node:
            self.sink.error(f"{self.what} has no '{key}'", self.span, f'add a line “{key}: …”')
        return value

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """The text with its place."""
        value = self.require(key) if required else self.get(key)
        if value is None or type(value) is Scalar:
            return value
        self._wrong(key, 'a text', value)
        return None

    def text(self, key: str, default: str = '', required: bool = False) -> str:
        """The text with white space at its ends cut off and lines joined by spaces."""
        value = self.scalar(key, required)
        return default if value is None else ' '.join(value.text.split())

    def choice(self, key: str, options: AnyMapping[str, T] | Collection[str], default: T) -> T:
        """One of the option's names: its value if `options` is a mapping, else the name itself."""
        value = self.scalar(key)
        if value is None:
            return default
        if value.text in options:
            return options[value.text] if isinstance(options, AnyMapping) else value.text  # type: ignore[return-value]
        hint = ' '.join(filter(None, (did_you_mean(value.text, options), f'possible: {", ".join(options)}')))
        self.sink.error(f"{self.what}: '{_short(value.text)}' is no {key.replace('_', ' ')}", value.span, hint)
        return default

    def integer(self, key: str, default: int = 0, minimum: int | None = None, maximum: int | None = None) -> int:
        value = self.scalar(key)
        if value is None:
            return default
        if not re.fullmatch(r'[+-]?[0-9]{1,15}', value.text):
            self._wrong(key, 'a whole number', value)
            return default
        return default if self._outside(key, value, int(value.text), minimum, maximum) else int(value.text)

    def number(
        self, key: str, default: float = 0.0, minimum: float | None = None, maximum: float | None = None
    ) -> float:
        value = self.scalar(key)
        if value is None:
            return default
        if not re.fullmatch(r'[+-]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})', value.text):
            self._wrong(
                key, 'a number', value, 'with a decimal point, without a unit' if value.text[:1].isdigit() else ''
            )
            return default
        return default if self._outside(key, value, float(value.text), minimum, maximum) else float(value.text)

    def boolean(self, key: str, default: bool = False) -> bool:
        value = self.scalar(key)
        if value is None:
            return default
        if value.text.lower() not in BOOLEANS:
            self._wrong(key, 'true or false', value)
        return BOOLEANS.get(value.text.lower(), default)

    def date(self, key: str, required: bool = False) -> datetime.date | None:
        """An ISO date; other spellings are refused with the ISO one proposed where it is clear."""
        value = self.scalar(key, required)
        if value is None:
            return None
        found = ISO_DATE.fullmatch(value.text.strip())
        try:
            if found:
                return datetime.date(*map(int, found.groups()))
        except ValueError:
            self.sink.error(f"there is no day '{value.text}'", value.span, 'write year-month-day, as in 2024-09-30')
            return None
        self.sink.error(f"'{_short(value.text)}' is no date", value.span, _date_hint(value.text.strip()))
        return None

    def sequence(self, key: str) -> list[Node]:
        """The entries of a list, empty ones left out."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, Sequence):
            self._wrong(key, 'a list', value, 'begin each entry with “- ”')
            return []
        return [item for item in value.items if type(item) is not Scalar or not item.is_null]

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """The entries of a list of texts; a single text is a list of one."""
        value = self.get(key)
        if type(value) is Scalar:
            return (value,)
        if isinstance(value, Mapping):
            self._wrong(key, 'a list of texts', value)
            return ()
        good = []
        for item in self.sequence(key):
            if type(item) is Scalar:
                good.append(item)
            else:
                self._wrong(key, 'a list of texts', item, 'put text with a colon or a bracket in quotes')
        return tuple(good)

    def list_of_text(self, key: str) -> tuple[str, ...]:
        """`texts` as plain strings, white space at the ends cut off and lines joined."""
        return tuple(' '.join(item.text.split()) for item in self.texts(key))

    def entries(self, key: str) -> list[tuple[Scalar, Node]]:
        """Key and value of each entry of a mapping of names to anything."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, Mapping):
            self._wrong(key, 'a mapping', value, 'write one “name: value” line each')
            return []
        return [(value.keys[name], value.values[name]) for name in value.keys]

    def child(self, key: str, what: str, keys: Collection[str] | None) -> Fields | None:
        """The fields of a mapping inside this one."""
        value = self.get(key)
        return None if value is None else Fields(value, self.sink, what, keys)

    def _wrong(self, key: str, wanted: str, value: Node, hint: str = '') -> None:
        found = f"'{_short(value.text)}'" if isinstance(value, Scalar) else _kind(value)
        self.sink.error(f"{self.what}: '{key}' should be {wanted}, not {found}", value.span, hint)

    def _outside(self, key: str, node: Node, value: float, minimum: float | None, maximum: float | None) -> bool:
        if minimum is not None and value < minimum:
            self.sink.error(f"{self.what}: '{key}' is less than {minimum:g}", node.span)
            return True
        if maximum is not None and value > maximum:
            self.sink.error(f"{self.what}: '{key}' is more than {maximum:g}", node.span)
            return True
        return False

    def _report_unknown(self, keys: Collection[str]) -> None:
        for name, key in self.mapping.keys.items():
            if name in keys:
                continue
            value, hint = self.values[name], did_you_mean(name, keys)
            if not hint and isinstance(value, Scalar) and value.is_null:
                hint = 'if it belongs to the text before it, put the whole text in quotes'
            hint = hint or f'known: {", ".join(keys)}'
            self.sink.error(f"{self.what} has no key '{_short(name)}'", key.span, hint)


def _short(text: str) -> str:
    text = ' '.join(text.split())
    return text if len(text) <= 60 else text[:57] + '…'


def _kind(node: Node) -> str:
    return 'nothing' if isinstance(node, Scalar) and node.is_null else node.kind


def _date_hint(text: str) -> str:
    if found := re.fullmatch(DOTTED_DATE, text):
        day, month, year = map(int, found.groups())
        if (month <= 12 and day > 12) or '.' in text:
            return f'write year-month-day: {year}-{month:02}-{day:02}'
    return 'write year-month-day, as in 2024-09-30'
