"""Text without markup to paragraphs, and the test whether Markdown would make anything else of it.

In: source text. Out: paragraphs parted at blank lines. Most abstracts are plain: they must not wait for a parser.
"""

from __future__ import annotations

import re

from booklet.markup.spans import Inline, LineBreak, Paragraph, Spans, Style, merged

# Whatever a dialect may read as an inline: escapes, code, emphasis, links, notes, entities, tables, math, odd spaces.
# Brackets alone (`[1]`) need a definition to be a link.
_MARKS = re.compile(r'[\\`*_<&$|~^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdd3]|\][(:\[]')
# Whatever it may read as a block: heading, list, quotation, fence, underline of a heading, indented code, definition.
_BLOCKS = re.compile(r'\n(?:[^\S\n]|[#+=>:-]|\d{1,9}[.)](?:\s|\Z))')
_BLANK_LINES = re.compile(r'\n[ \t]*(?:\n[ \t]*)+')
_NEWLINES = (('\r\n', '\n'), ('\r', '\n'), ('\u2028', '\n'), ('\u2029', '\n\n'))
# Neither ideographs before it nor their punctuation after it belong to an address.
_URL = re.compile(r'(?<![A-Za-z0-9_])(?:https?|ftp)://[^\s<>"“”„«»‘。、，；）」』】]+', re.IGNORECASE)
_URL_TAIL = re.compile(r"[.,;:!?'’*_]+$")
_BRACKETS = {')': '(', ']': '[', '}': '{'}


def is_plain(source: str) -> bool:
    """Whether Markdown reads nothing in this text but paragraphs."""
    return _MARKS.search(source) is None and ' \n' not in source and _BLOCKS.search('\n' + source) is None


def is_plain_inline(source: str) -> bool:
    """Whether Markdown reads nothing in this line but its words."""
    return _MARKS.search(source) is None and '  \n' not in source


def unix_lines(source: str) -> str:
    """The same text with every line end, Unicode's own among them, as a line feed."""
    for ending, feed in _NEWLINES:
        source = source.replace(ending, feed)
    return source


def blocks(source: str) -> tuple[Paragraph, ...]:
    """Paragraphs parted at blank lines; a line end inside one is a space."""
    texts = _BLANK_LINES.split(unix_lines(source))
    found = (inlines(text) for text in texts)
    return tuple(Paragraph(spans) for spans in found if spans)


def inlines(source: str) -> Spans:
    """One paragraph's words as one span, with the addresses in it linked."""
    text = unix_lines(source).strip()
    if '\n' in text:
        text = ' '.join(line.strip(' \t') for line in text.split('\n'))
    return linked((Inline(text),)) if text else ()


def linked(spans: Spans) -> Spans:
    """The same spans, with the bare addresses in them (`https://…`) made links."""
    if not any('://' in span.text for span in spans if isinstance(span, Inline)):
        return spans
    result: list[Inline | LineBreak] = []
    for span in spans:
        if isinstance(span, LineBreak) or span.math or span.link or span.style & Style.CODE:
            result.append(span)
        else:
            result.extend(_split_at_urls(span))
    return merged(result)


def _split_at_urls(span: Inline) -> list[Inline]:
    parts: list[Inline] = []
    end = 0
    for match in _URL.finditer(span.text):
        url = _trimmed(match.group())
        if '://' not in url or url.endswith('://'):
            continue
        parts.append(Inline(span.text[end : match.start()], span.style, language=span.language))
        parts.append(Inline(url, span.style, url, language=span.language))
        end = match.start() + len(url)
    parts.append(Inline(span.text[end:], span.style, language=span.language))
    return parts


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it: a closing bracket stays only if it was opened inside."""
    while True:
        shorter = _URL_TAIL.sub('', url)
        opening = _BRACKETS.get(shorter[-1:])
        if opening and shorter.count(opening) < shorter.count(shorter[-1]):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter
