"""What a YAML parser's complaint means to somebody who is not a programmer.

In: libyaml's (or PyYAML's) problem and context with their places. Out: a message, a hint and the place to point at.
Line and column count from 0, as in the parser's marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Place = tuple[int, int]

QUOTE = 'put the whole text in quotes'
UNCLOSED = 'close it, or, if it belongs to the text, put the whole text in quotes of the other kind'
FITS_NOTHING = 'this line fits no indentation above it'
NO_KEY = 'a line that is no “key: value”'
NO_STAR = 'a text cannot begin with * or &'
LIST_OPEN = 'this list has no end'
MAPPING_OPEN = 'this mapping has no end'
AT_START = (NO_KEY, NO_STAR, LIST_OPEN, MAPPING_OPEN)  # shown where what was being read begins
ALIGN = 'line the keys of one entry up under each other, with spaces'
# part of the parser's problem → message, hint; the first that fits
PROBLEMS = (
    ('unknown escape character', 'an unknown \\ escape in double quotes', "use single quotes: '…' takes \\ as it is"),
    (
        'did not find expected hexdecimal',
        'a broken \\ escape in double quotes',
        "use single quotes: '…' takes \\ as it is",
    ),
    ('expected escape sequence of', 'a broken \\ escape in double quotes', "use single quotes: '…' takes \\ as it is"),
    (
        'invalid Unicode character escape',
        'a \\ escape that stands for half a character, or for none',
        'write the character itself: \\ud83d\\ude00 is JSON’s way of writing \U0001f600',
    ),
    ("expected ',' or ']'", LIST_OPEN, f'close it with ], or, if the [ belongs to a text, {QUOTE}'),
    ("expected ',' or '}'", MAPPING_OPEN, f'close it with }}, or, if the {{ belongs to a text, {QUOTE}'),
    ("expected '-' indicator", 'a new entry of this list should begin with -', ALIGN),
    ("expected <block end>, but found '-'", 'an entry of a list at the wrong indentation', ALIGN),
    ('block sequence entries are not allowed', 'a list cannot begin here', 'begin the list on a line of its own'),
    (
        "could not find expected ':'",
        NO_KEY,
        'indent running text, under a line such as “abstract: |”',
    ),
    ('did not find expected alphabetic', NO_STAR, QUOTE),
    ('expected alphabetic or numeric', NO_STAR, QUOTE),
    ('undefined tag handle', 'a text cannot begin with !', QUOTE),
    ('unexpected document indicator', 'a line of --- or ... inside a text', 'indent it like the rest of the text'),
    ('expected <document start>', 'something at the left margin that is no “key: value”', ALIGN),
    ('expected the node content', 'a value is missing or begins with a sign that YAML reserves', QUOTE),
    ('expected a comment or a line break', 'text after | or >', 'begin the text on the next line, indented'),
    ('found a tab character', 'a tab in the indentation', 'indent with spaces'),
    ('expected chomping or indentation', 'text after | or >', 'begin the text on the next line, indented'),
)
KEY_LINE = re.compile(r'^\s*(?:- +)*[\w-]+\s*$')
KEY_VALUE = re.compile(r'^\s*(?:- +)*(?P<key>[\w-]+): +(?P<value>\S.*?)\s*$')


def explain(
    problem: str, context: str, line: Callable[[int], str], place: Place, start: Place | None
) -> tuple[str, str, Place]:
    """Message, hint and place of a syntax error. `line` gives a line of the file; `start`: of what was being read."""
    text, column = line(place[0]), place[1]
    indent = text[: len(text) - len(text.lstrip())]
    if '\t' in indent or text[column : column + 1] == '\t':
        tab = text.find('\t') if '\t' in indent else column
        return 'a tab in the indentation', 'indent with spaces', (place[0], tab)
    if 'unexpected end of stream' in problem and start is not None:
        return 'this quotation mark is never closed', UNCLOSED, start
    if not text.strip() and place[0] > 0 and start in (None, place):
        place = _end_of_text(line, place[0])
        if 'expected the node content' in problem or 'expected node content' in problem:
            return 'the file ends inside { or [', 'close it; after a # that is not in quotes, all is comment', place
    if 'mapping values are not allowed' in problem:
        return (*_stray_colon(text, column), place)
    if 'cannot start any token' in problem:
        sign = text[column : column + 1]
        return f'a text cannot begin with {sign}', QUOTE, place
    if "expected '-' indicator" in problem and KEY_VALUE.match(text):
        return FITS_NOTHING, ALIGN, place
    if 'did not find expected key' in problem or 'expected <block end>' in problem:
        return _broken_mapping(line, place)
    for part, message, hint in PROBLEMS:
        if part in problem:
            return message, hint, start if message in AT_START and start is not None else place
    return f'YAML: {problem}{", " + context if context else ""}', f'if a sign here belongs to a text, {QUOTE}', place


def _stray_colon(text: str, column: int) -> tuple[str, str]:
    """Either a colon in a title, or a key indented so far that it continues the value above."""
    match = KEY_VALUE.match(text)
    if match is None or KEY_LINE.match(text[:column]):
        return 'a key at the wrong indentation', ALIGN
    quoted = match['value'].replace("'", "''")
    return 'a colon inside a text without quotes', f"put the text in quotes: {match['key']}: '{quoted}'"


def _broken_mapping(line: Callable[[int], str], place: Place) -> tuple[str, str, Place]:
    """Text after a closing quotation mark, or a line whose indentation fits nothing."""
    for index in (place[0], place[0] - 1):
        match = KEY_VALUE.match(line(index))
        value = match['value'] if match else ''
        if match and value[:1] in ('"', "'") and not value.endswith(value[0]) and index == place[0]:
            inner = value.replace("'", "''")
            hint = f"put the whole text in quotes: {match['key']}: '{inner}'"
            return 'text goes on after the closing quotation mark', hint, place
    return FITS_NOTHING, ALIGN, place


def _end_of_text(line: Callable[[int], str], index: int) -> Place:
    """The last letter before the line."""
    while index > 0 and not line(index).strip():
        index -= 1
    return index, max(len(line(index).rstrip()) - 1, 0)
