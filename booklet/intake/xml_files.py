"""XML from strangers to elements.

In: a `Blob`. Out: its root element; a `Refusal` with line and column. Entities and attributes of one's own and anything
from outside are refused (defusedxml), depth and number of elements are bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

if TYPE_CHECKING:
    from booklet.intake.given import Blob


def parse_xml(blob: Blob) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    from booklet.intake.given import MAX_DEPTH, MAX_ELEMENTS, Refusal

    def refuse(*_: object) -> None:
        raise Refusal('this XML declares attributes, which are refused', blob.span(), 'export it anew')

    parser = DefusedXMLParser()
    parser.parser.AttlistDeclHandler = refuse  # the values that it declares stand in every element: a bomb
    try:
        parser.feed(blob.data)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        raise Refusal(f'this is no XML: {error.msg}', blob.span(line, column + 1), 'was it saved whole?') from error
    except DefusedXmlException as error:
        raise Refusal('this XML declares entities, which are refused', blob.span(), 'export it anew') from error
    except (ValueError, LookupError) as error:
        raise Refusal(f'this XML cannot be read: {error}', blob.span()) from error
    count, level, depth = 0, [root], 0
    while level:
        count += len(level)
        depth += 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise Refusal('this XML is too large or nested too deeply', blob.span())
        level = [child for element in level for child in element]
    return root
