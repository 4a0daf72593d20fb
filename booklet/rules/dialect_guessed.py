"""Nobody names the dialect of a text, and it looks like HTML or LaTeX, or like what is not clear.

It is read as the one that it looks like. Where that is Markdown or plain text, as mostly, nothing
is said. Otherwise look at how it is set, and name its dialect: `dialect: html` beside the abstract, or once for all in
the event. `markdown`, `html`, `latex` and `plain` may stand there.

    - talk: On the analytical engine
      abstract: <p>The engine weaves <i>algebraical patterns</i>.</p>     # B012
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.markup.guess import DOUBTFUL, Guess, guess
from booklet.model import Event, Text
from booklet.rules.walk import short, talks

TOGETHER = '{count} titles and abstracts are read in a dialect that is hardly more than a guess'
EXPECTED = ('plain', 'markdown')
SINGLY = 3  # of those that are sure: more are told together


def check(event: Event) -> Iterator[Diagnostic]:
    sure: dict[str, list[tuple[Text, str, Guess]]] = {}
    for text, what in _texts(event):
        found = guess(text.source)
        if found.confidence < DOUBTFUL:
            yield _told(Severity.WARNING, text, what, found)
        elif found.dialect not in EXPECTED:
            sure.setdefault(found.dialect, []).append((text, what, found))
    for dialect, guesses in sure.items():
        if len(guesses) <= SINGLY:
            yield from (_told(Severity.NOTE, *one) for one in guesses)
        else:
            shares = sorted(found.confidence for *_, found in guesses)
            sure_of = ' to '.join(dict.fromkeys(f'{share:.0%}' for share in (shares[0], shares[-1])))
            yield Diagnostic(
                Severity.NOTE,
                f'{len(guesses)} titles and abstracts are read as {dialect}, guesses of {sure_of}; '
                f'the first is {guesses[0][1]}',
                guesses[0][0].span,
                f'if that is right, write ‘dialect: {dialect}’ beside them, or once in the event',
            )


def _texts(event: Event) -> Iterator[tuple[Text, str]]:
    for talk in talks(event):
        for text, what in ((talk.title, 'the title'), (talk.abstract, 'the abstract')):
            if text and not text.dialect:
                yield text, f'{what} of {short(talk.title)}'


def _told(severity: Severity, text: Text, what: str, found: Guess) -> Diagnostic:
    return Diagnostic(
        severity,
        f'{what} is read as {found.dialect}, a guess of {found.confidence:.0%} ({found.why})',
        text.span,
        f'write ‘dialect: {found.dialect}’ beside it if that is right, or else the dialect that it is in',
    )
