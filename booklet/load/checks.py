"""What `check` shall look for, as the content says it.

In: the node of `check`. Out: `Checks`, the rules in it by their ids.
"""

from __future__ import annotations

from booklet import rulebook
from booklet.fields import Fields
from booklet.load import keys
from booklet.model import Checks
from booklet.source import Scalar

_LONGEST = 48 * 60


def read_checks(root: Fields) -> Checks:
    fields = root.child('check', 'what check looks for', keys.CHECK)
    if fields is None:
        return Checks()
    usual = Checks()
    return Checks(
        select=_rules(fields, 'select'),
        ignore=_rules(fields, 'ignore'),
        severity=_severities(fields),
        gap=fields.integer('gap', usual.gap, 1, _LONGEST),
        longest=fields.integer('longest', usual.longest, 1, _LONGEST),
    )


def _rules(fields: Fields, key: str) -> tuple[str, ...]:
    found = (id for word in fields.texts(key) for id in _ids(word, fields))
    return tuple(dict.fromkeys(found))


def _ids(word: Scalar, fields: Fields) -> tuple[str, ...]:
    ids = rulebook.find(word.text)
    if not ids:
        fields.sink.error(f"there is no rule '{word.text[:60]}'", word.span, rulebook.unknown(word.text))
    return ids


def _severities(fields: Fields) -> tuple[tuple[str, str], ...]:
    table = fields.child('severity', 'the severity of rules', None)
    found: dict[str, str] = {}
    for name in table.mapping.keys.values() if table is not None else ():
        assert table is not None
        value = table.choice(name.text, keys.SEVERITIES, '')
        found.update(dict.fromkeys(_ids(name, fields), value) if value else {})
    return tuple(found.items())
