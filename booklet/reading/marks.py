"""Numbers and letters that refer from names to affiliations.

In: texts with `Ada Lovelace¹`, `A^{1,2}`, `A (1,2)`, `A1,2`, `A [1]`. Out: the same with the marks between two signs of
the private use area, so that nothing cuts them; the affiliations by their marks.
"""

from __future__ import annotations

import re

from booklet.draft import Institute

BEGIN, END = '\ue000', '\ue001'
_RAISED = {
    **dict(zip('⁰¹²³⁴⁵⁶⁷⁸⁹', '0123456789', strict=True)),
    **dict(zip('ᵃᵇᶜᵈᵉᶠᵍʰⁱ', 'abcdefghi', strict=True)),
    '⁺': '',
    '˒': ',',
    '⁻': '',
}
_SUPERSCRIPT = re.compile(rf'[{"".join(_RAISED)}](?:[ ,;]?[{"".join(_RAISED)}])*')
_LIST = r'\s*(?:\d{1,3}|[a-h])(?:\s*[,;–-]\s*(?:\d{1,3}|[a-h]))*\s*,?\s*[*†‡]?\s*'
_BRACKETS = re.compile(
    rf'<sup>({_LIST})</sup>|\$?\^\{{({_LIST})\}}\$?|\\textsuperscript\{{({_LIST})\}}|\^(\d{{1,2}})(?!\d)'
    r'|[(\[](\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[*†‡]?\s*)[)\]]',
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r'(?<=[^\W\d_])([1-9]\d?(?:\s?,\s?[1-9]\d?(?!\d))*)(?=\s*(?:[,;&*†‡]|and\b|und\b|et\b|y\b|\n|$))'
)
_HEAD = re.compile(
    rf'{BEGIN}([^{BEGIN}{END}]*){END}\s*[:.)]?\s*|[(\[](\d{{1,3}}|[a-h])[)\]]\s*[:.]?\s*|(?<![\w.-])(\d{{1,3}})(?:\s*[:.)]\s*|\s+)(?=[^\W\d_])'
    r'|(?<![\w.-])([a-h])\s*[:.)]\s+'
)


def with_marks(text: str, attached: bool = False) -> str:
    """The text with its marks between the two signs; a figure that is `attached` to one name alone is part of it."""
    text = text.replace(BEGIN, '').replace(END, '')
    text = _SUPERSCRIPT.sub(lambda match: _marked(''.join(_RAISED.get(sign, sign) for sign in match.group())), text)
    text = _BRACKETS.sub(lambda match: _marked(next(filter(None, match.groups()))), text)
    if attached or len(_ATTACHED.findall(text)) > 1:
        return _ATTACHED.sub(lambda match: _marked(match[1]), text)
    return text


def _marked(inside: str) -> str:
    star = '*' if re.search('[*†‡]', inside) else ''
    return f'{BEGIN}{re.sub("[*†‡]", "", inside).strip()}{END}{star}'


def numbered(text: str) -> dict[str, Institute]:
    """Affiliations by their numbers: `(1) Society (2) Cambridge`, `1 Society; 2 Cambridge`, `1: …`, `¹Society`.

    Empty where they have none. Numbers inside of an address are none: each follows the one before, or begins a line.
    """
    text = with_marks(text)
    if not _HEAD.match(text.lstrip()):
        return {}
    text = text.lstrip()
    heads: list[re.Match[str]] = []
    for match in _HEAD.finditer(text):
        mark = next(filter(None, match.groups()), '').strip()
        last = next(filter(None, heads[-1].groups()), '').strip() if heads else ''
        begins = re.search(r'(?:^|[;\n.])\s*$', text[: match.start()][-3:]) is not None or match.start() == 0
        if begins or match[1] or match[2] or _follows(last, mark):
            heads.append(match)
    found: dict[str, Institute] = {}
    for match, after in zip(heads, [*heads[1:], None], strict=True):
        mark = next(filter(None, match.groups()), '').strip()
        words = ' '.join(text[match.end() : after.start() if after else len(text)].split()).strip(' ,;.')
        if words:
            found.setdefault(mark, Institute(words.replace(BEGIN, '').replace(END, '')))
    return found


def _follows(last: str, mark: str) -> bool:
    if last.isdecimal() and mark.isdecimal():
        return int(mark) == int(last) + 1
    return len(last) == len(mark) == 1 and ord(mark) == ord(last) + 1
