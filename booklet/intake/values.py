"""Typed looks into JSON of strangers: what is of another type than expected is as if it were not there.

In: any value that JSON may hold, YAML nodes. Out: dicts, lists, texts, numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet.source import Mapping as MappingNode
from booklet.source import Node, Scalar
from booklet.source import Sequence as SequenceNode

Record = dict[str, object]


def record(value: object) -> Record:
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[Record]:
    """The mappings of a list; of a mapping by names (`{"1": {…}}`), its values."""
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def sequence(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def text(value: object, language: str = '') -> str:
    """A text, trimmed; a number as it is written; of a text in several languages the wanted one, else the first."""
    if isinstance(value, str):
        return value.replace('\r\n', '\n').replace('\r', '\n').strip()
    if isinstance(value, bool) or value is None:
        return ''
    if isinstance(value, int | float):
        return str(int(value)) if isinstance(value, int) or value.is_integer() else str(value)
    if isinstance(value, Mapping):
        chosen = value.get(language) or next((one for one in value.values() if one), '')
        return text(chosen) if isinstance(chosen, str) else ''
    return ''


def first(node: Record, *keys: str, language: str = '') -> str:
    """The text of the first of these keys that has one."""
    return next((found for key in keys if (found := text(node.get(key), language))), '')


def number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def names(words: str) -> frozenset[str]:
    """Names of fields that stand in one text."""
    return frozenset(words.split())


def of_yaml(node: Node | None) -> object:
    """YAML nodes as JSON would have them, but that every scalar is a text."""
    if isinstance(node, MappingNode):
        return {key: of_yaml(value) for key, value in node.values.items()}
    if isinstance(node, SequenceNode):
        return [of_yaml(value) for value in node.items]
    return node.text if isinstance(node, Scalar) and not node.is_null else None
