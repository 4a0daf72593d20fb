"""A language has no hyphenation patterns, so that lines come out loose.

Often its tag is misspelt.

event:
  language: xx     # B010
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.hyphenate import Hyphenator
from booklet.model import Event
from booklet.rules.walk import talks


def check(event: Event) -> Iterator[Diagnostic]:
    languages: dict[str, Span | None] = {event.language: event.span}
    for talk in talks(event):
        for text in (talk.title, talk.abstract):
            languages.setdefault(text.language or event.language, text.span)
    for language, span in languages.items():
        if not Hyphenator(language).known:
            message = f'no word of the language “{language}” can be broken: it has no hyphenation patterns'
            yield Diagnostic(Severity.WARNING, message, span, 'write the tag as BCP 47 has it: en, en-US, de, pt-BR …')
