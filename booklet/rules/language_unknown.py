"""A language is not known, or the book cannot do all for it that it does for others.

Often its tag is misspelt. Else its words cannot be broken, so that lines come out loose, or the event's language has no
catalogue, so that the book says “Contents” and the like in English.

    event:
      language: xx     # B010
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.hyphenate import Hyphenator, is_hyphenated
from booklet.language import has_words, is_known
from booklet.model import Event
from booklet.rules.walk import talks

_TAGS = 'write the tag as BCP 47 has it: en, en-US, de, pt-BR …'


def check(event: Event) -> Iterator[Diagnostic]:
    languages: dict[str, Span | None] = {event.language: event.span}
    for talk in talks(event):
        for text in (talk.title, talk.abstract):
            languages.setdefault(text.language or event.language, text.span)
    for language, span in languages.items():
        found = _wanting(language, of_event=language == event.language)
        if found:
            yield Diagnostic(Severity.WARNING, found[0], span, found[1])


def _wanting(language: str, *, of_event: bool) -> tuple[str, str] | None:
    """What is not to be had in a language, and what may be done."""
    breaks = Hyphenator(language).known
    if not is_known(language) and not breaks:
        return f'the language “{language}” is not known', _TAGS
    if of_event and not has_words(language):
        message = f'the book’s own words, such as “Contents”, stay English: there is no catalogue for “{language}”'
        return message, 'give the parts titles in the layout, or add a catalogue'
    if not breaks and is_hyphenated(language):
        return f'no word of the language “{language}” can be broken: it has no hyphenation patterns', _TAGS
    return None
