"""What was meant for the organisers has stayed in an abstract.

“See attached file”, “Dear organisers”, the head of a mail, the question whether it fits: the book would print it.

    - time: 9:00
      talk: On the analytical engine
      abstract: |
        Dear organisers,     # B060
        please find my abstract attached.

Better:

    - time: 9:00
      talk: On the analytical engine
      abstract: |
        The engine weaves algebraical patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.texts import texts

TOGETHER = '{count} abstracts hold words that were meant for the organisers'
_LEFT = re.compile(
    r'^(?:from|to|cc|bcc|sent|subject|von|an|gesendet|betreff|de|objet|asunto|oggetto): \S.*(?:@|\d{4}|re: )'
    r'|^dear (?:organi[sz]ers?|colleagues?|committee|editors?|chairs?|sir|madam|all|prof\w*|dr)\b'
    r'|^sehr geehrte\w*\b|^liebe (?:kolleg|organis)\w+|^chers? (?:collègues|organisat)\w*|^estimad[oa]s?\b'
    r'|\b(?:please )?(?:see|find) (?:(?:my|the|our|it|abstract|enclosed|) )*(?:attached|attachment|enclosed)\b'
    r'|\babstract (?:is )?(?:attached|enclosed|submitted (?:separately|by e?-?mail)|see (?:pdf|file|attachment))\b'
    r'|\bsiehe anhang\b|\bim anhang finden sie\b|\bvoir (?:la )?pièce jointe\b|\bver (?:archivo )?adjunto\b'
    r'|^(?:best|kind|warm) regards\b,?|^mit freundlichen grüßen\b|^cordialement\b|^sent from my \w+'
    r'|^-{3,} ?(?:original message|forwarded message|weitergeleitete nachricht)',
    re.IGNORECASE | re.MULTILINE,
)
# One of these stands in what the pattern finds, which is slow.
_SUSPECT: tuple[str, ...] = ('attach', 'enclosed', 'regards', 'adjunto', 'anhang', 'pièce', 'cordialement', 'grüßen')
_SUSPECT += ('submitted', 'dear ', 'sehr geehrt', 'liebe', 'cher', 'estimad', 'sent from', '---', 'from:', 'to:', 'cc:')
_SUSPECT += ('sent:', 'subject:', 'von:', 'an:', 'gesendet:', 'betreff:', 'de:', 'objet:', 'asunto:', 'oggetto:')


def check(event: Event) -> Iterator[Diagnostic]:
    for text, of in texts(event):
        if of.key not in ('abstract', 'biography', 'note'):
            continue
        small = text.source.lower()
        likely = any(word in small for word in _SUSPECT)
        match = _LEFT.search(text.source) if likely else None
        if match:
            shown = ' '.join(match.group().split())[:60]
            place = text.place(match.start(), match.end() - match.start())
            yield Diagnostic(Severity.WARNING, f'“{shown}” was meant for the organisers', place, 'take it out')
