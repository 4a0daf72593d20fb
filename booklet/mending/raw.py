"""The characters of a YAML value, found again in the file as it was typed.

In: a scalar with its source. Out: for every character of its value the range of the file that stands for it, so that
a change of the value can be made in the file and nothing around it moves. Where a line's end stands for a space, the
whole of it, indentation included, is that character's range.
"""

from __future__ import annotations

import re

from booklet.mend import Edit
from booklet.source import BREAK, Scalar

Range = tuple[int, int]

_PROPERTIES = re.compile(r'(?:[&!]\S*[ \t]+)*')
_FOLD = re.compile(rf'[ \t]*+(?:{BREAK})(?:[ \t]|{BREAK})*+')
_CONTINUED = re.compile(rf'\\(?:{BREAK})[ \t]*')
_ESCAPE = re.compile(r'\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))', re.DOTALL)
_ESCAPED = dict(  # YAML 1.1, 5.7
    zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)


class Lines:
    """Where the lines of a text begin and end, so that places are found without reading it again."""

    def __init__(self, text: str) -> None:
        breaks = [match.span() for match in re.finditer(BREAK, text)]
        self.starts = [0, *(end for _, end in breaks)]
        self.ends = [*(start for start, _ in breaks), len(text)]


def ranges(scalar: Scalar, lines: Lines) -> list[Range] | None:
    """A range of the source for each character of the value; None where the two cannot be brought together."""
    text = scalar.source.text
    start = lines.starts[scalar.line] + scalar.column
    properties = _PROPERTIES.match(text, start)
    start = properties.end() if properties else start
    if scalar.style in ('|', '>'):
        found = _block(scalar, text, lines)
    else:
        found = _flow(scalar.text, text, start + len(scalar.style), scalar.style)
    return found if found is not None and len(found) == len(scalar.text) else None


def _flow(value: str, text: str, at: int, style: str) -> list[Range] | None:
    """Plain and quoted scalars, over one line or several."""
    found: list[Range] = []
    while len(found) < len(value):
        if style == '"' and (continued := _CONTINUED.match(text, at)):
            at = continued.end()
            continue
        if fold := _FOLD.match(text, at):
            count = len(re.findall(BREAK, fold.group()))
            wanted = ' ' if count == 1 else '\n' * (count - 1)
            if not value.startswith(wanted, len(found)):
                return None
            found += [fold.span()] * len(wanted)
            at = fold.end()
            continue
        end = at + 1
        letter = text[at:end]
        if style == "'" and letter == "'":
            end = at + 2
        elif style == '"' and letter == '\\':
            escape = _ESCAPE.match(text, at)
            if escape is None:
                return None
            end = escape.end()
            code = escape[1] or escape[2] or escape[3]
            letter = chr(int(code, 16)) if code else _ESCAPED.get(escape[4], '')
        if letter != value[len(found)]:
            return None
        found.append((at, end))
        at = end
    return found


def _block(scalar: Scalar, text: str, lines: Lines) -> list[Range] | None:
    """Literal and folded blocks."""
    value = scalar.text
    first = next((row for row in value.split('\n') if row.strip(' ')), '')
    indent = -1
    rows: list[tuple[int, int, int]] = []  # where the row begins behind its indentation, ends, and the next begins
    for index in range(scalar.line + 1, len(lines.ends)):
        at, end = lines.starts[index], lines.ends[index]
        lead = end - at - len(text[at:end].lstrip(' '))
        if lead < end - at:
            if indent < 0:
                indent = lead - (len(first) - len(first.lstrip(' ')))
            if lead < indent:
                break
        rows.append((at, end, lines.starts[index + 1] if index + 1 < len(lines.starts) else len(text)))
    if indent < 0:
        return None
    rows = [(min(at + indent, end), end, after) for at, end, after in rows]
    return (_literal if scalar.style == '|' else _folded)(value, text, rows)


def _literal(value: str, text: str, rows: list[tuple[int, int, int]]) -> list[Range] | None:
    found: list[Range] = []
    for index, line in enumerate(value.split('\n')):
        if len(found) == len(value):
            break
        if index >= len(rows):
            return None
        at, end, after = rows[index]
        if text[at:end] != line:
            return None
        found += [(place, place + 1) for place in range(at, end)]
        if len(found) < len(value):
            last = len(found) + 1 == len(value) or index + 1 >= len(rows)
            found.append((end, after if last else rows[index + 1][0]))
    return found


def _folded(value: str, text: str, rows: list[tuple[int, int, int]]) -> list[Range] | None:
    found: list[Range] = []
    blank, before, previous = 0, None, 0  # blank lines since the last row of text, that row, where it ended
    for at, end, _ in rows:
        if len(found) == len(value):
            break
        row = text[at:end]
        if not row.strip(' ') and not (row and value.startswith(row, len(found) + 1)):
            blank += 1
            continue
        if before is None:
            gap = '\n' * blank
        else:
            plain = row[:1] not in ' \t' and before[:1] not in ' \t'
            gap = (' ' if blank == 0 else '\n' * blank) if plain else '\n' * (blank + 1)
        if not value.startswith(gap + row, len(found)):
            break
        found += [(previous or at, at)] * len(gap)
        found += [(place, place + 1) for place in range(at, end)]
        blank, before, previous = 0, row, end
    rest = value[len(found) :]
    return None if rest.strip('\n') else found + [(previous, previous)] * len(rest)


def in_file(edit: Edit, places: list[Range], style: str) -> Edit | None:
    """The edit of a value as one of the file; None where it would take a line's end apart."""
    start, end = edit.start, edit.end
    for edge in (start, end):
        if 0 < edge < len(places) and places[edge] == places[edge - 1]:
            return None
    begin = places[start][0] if start < len(places) else places[-1][1]
    return Edit(begin, places[end - 1][1] if end > start else begin, _typed(edit.new, style), edit.reason)


def _typed(new: str, style: str) -> str:
    if style == "'":
        return new.replace("'", "''")
    return new.replace('\\', '\\\\').replace('"', '\\"') if style == '"' else new
