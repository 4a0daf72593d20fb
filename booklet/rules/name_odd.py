"""A person's name is no name, or more than one.

A mail address, several people in one (“Ada Lovelace and Charles Babbage”), an affiliation in brackets, the family name
before a comma: the index would sort it wrongly, and the one who speaks is not found. Titles such as Dr. and Prof. are
told only if most names have none.

    - {time: 9:00, talk: On the analytical engine, speakers: ['Ada Lovelace (Analytical Society)']}     # B051

Better:

    - {time: 9:00, talk: On the analytical engine, speakers: [{name: Ada Lovelace, affiliation: Analytical Society}]}
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Person
from booklet.rules.likeness import is_group

TOGETHER = '{count} names of people are odd: more than a name, or none'
_TITLE = re.compile(
    r'^(?:(?:univ\.?-?|assoc\.? |asst\.? |em\.? )?prof(?:essor|essorin|essora)?|dra?|pd|mag|dipl\.?-?\s?\w*|doc|doz'
    r'|ing|mr|mrs|ms|herr|frau|mme|sir|rev|hon)\.(?: |$|(?=\w))'
    r'|^(?:professor|professorin|doctor|prof|dr|mr|mrs|ms|sir|herr|frau) '
    r'|[, ](?:ph\.?\s?d\.?|m\.?\s?d\.|msc|m\.sc\.?|bsc|mba|dr\.|esq\.?|csc\.?|facs)$',
    re.IGNORECASE,
)
_AND = {
    'en': 'and',
    'de': 'und',
    'fr': 'et',
    'nl': 'en',
    'it': 'e',
    'hr': 'i',
    'pl': 'i',
    'cs': 'a',
    'sv': 'och',
    'fi': 'ja',
}
_SEVERAL = re.compile(r' (?:and|und|&|et al\.?)(?: |$)|[;/|]|\b(?:et al\.)|, \w+ \w+(?:,|$)', re.IGNORECASE)
_NOBLE = re.compile(r'\b(von|zu) und (zu|von)\b')  # of one person
_NONE = re.compile(
    r'(?:unknown|anonymous|various|several|all|everyone|none|nobody|n/?a|test( user)?|guest|speaker\s*\d*)', re.I
)


def check(event: Event) -> Iterator[Diagnostic]:
    titled = [person for person in event.people if _TITLE.search(person.name)]
    custom = len(titled) * 2 > len(event.people)
    for person in event.people:
        found = _odd(person, event.language)
        if found is None and not custom and _TITLE.search(person.name):
            found = 'has a title in it', 'the others have none: leave it out'
        if found is not None:
            message = f'the name “{person.name[:80]}” {found[0]}'
            yield Diagnostic(Severity.WARNING, message, person.span, found[1])


def _odd(person: Person, language: str) -> tuple[str, str] | None:
    """What is odd about the name, and what to do."""
    name = html.unescape(' '.join(person.name.split()))  # markup-left tells of entities
    if re.search(r'\w@\w', name):
        return 'is a mail address', 'write the name'
    if _NONE.fullmatch(name):
        return 'is none', 'who is it?'
    bare = re.sub(r'[(\[][^()\[\]]*[)\]]|["“„«].*["”“»]', '', name)
    bare = _NOBLE.sub(r'\1 \2', bare)
    if is_group(bare):
        return None  # its name may have anything in it
    several = _AND.get(language.split('-')[0])
    if _SEVERAL.search(bare) or (several and f' {several} ' in bare):
        return 'is that of several people', 'write a list: [first, second]'
    if re.search(r'[(\[](?!aka |a\.k\.a|née )[^()\[\]]*\s[^()\[\]]*[)\]]', name, re.IGNORECASE):
        return 'has more than a name in brackets', 'an affiliation stands under ‘affiliation’'
    if re.search(r'https?:|www\.', name):
        return 'is an address', 'write the name; the address stands under ‘url’'
    if re.fullmatch(r'(?:[a-zà-ÿ]+ ){0,2}[^\W\d_][\w\'’-]*, [^\W\d_][\w.\'’ -]*', name) and not _TITLE.search(name):
        family, given = name.split(', ', 1)
        return 'begins with the family name', f'write {given} {family}'
    if name != name.strip(' ,;:.-*') and not re.search(r'\.$', name):
        return 'has a stray sign at an end', 'take it away'
    return None
