"""The rules of `check` by id and name, for whoever refers to one: the content's configuration, the command line.

Ids never change and are never given again. A rule's file bears its name: `title-differs` is `rules/title_differs.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# B030 to B049: what is seen only once the book is set, its faces and images.
NAMES: dict[str, str] = {
    'B001': 'title-differs',
    'B002': 'to-be-announced',
    'B003': 'abstract-missing',
    'B004': 'person-unused',
    'B005': 'time-order',
    'B006': 'room-double-booked',
    'B007': 'person-in-two-places',
    'B008': 'day-outside-event',
    'B009': 'sponsors-unshown',
    'B010': 'language-unknown',
    'B011': 'time-zone-unknown',
    'B012': 'dialect-guessed',
    'B013': 'text-to-mend',
    'B014': 'item-outside-session',
    'B015': 'after-the-end',
    'B016': 'items-overlap',
    'B017': 'gap',
    'B018': 'chair-unknown',
    'B019': 'names-alike',
    'B020': 'affiliations-alike',
    'B021': 'abstract-unused',
    'B022': 'left-open',
    'B023': 'abstract-twice',
    'B024': 'title-twice',
    'B025': 'abstract-length',
    'B026': 'capitals',
    'B027': 'markup-left',
    'B028': 'wrong-signs',
    'B029': 'address-broken',
    'B030': 'glyph-missing',
    'B031': 'page-line-overfull',
    'B032': 'page-formula-overfull',
    'B033': 'page-source-kept',
    'B034': 'page-compromise',
    'B035': 'page-squeezed',
    'B036': 'page-count',
    'B037': 'page-link-dead',
    'B038': 'page-numbers-unsettled',
    'B040': 'image-unreadable',
    'B041': 'image-resolution',
    'B042': 'image-colour',
    'B043': 'contrast-low',
    'B050': 'time-zone-missing',
    'B051': 'name-odd',
    'B052': 'speaker-missing',
    'B053': 'length-odd',
    'B054': 'session-empty',
    'B055': 'repeat-odd',
    'B056': 'keywords-alike',
    'B057': 'entry-unused',
    'B058': 'word-doubled',
    'B059': 'ignore-unused',
    'B060': 'mail-left',
    'B061': 'biographies-unshown',
    'B062': 'other-name-odd',
}
IDS: dict[str, str] = {name: id for id, name in NAMES.items()}
_GROUP = re.compile(r'B\d{0,2}', re.IGNORECASE)


def find(word: str) -> tuple[str, ...]:
    """The ids that a word stands for: an id, a rule's name, the beginning of ids (`B03`), `all`; none for any other."""
    wanted = word.strip()
    if wanted.lower() == 'all':
        return tuple(NAMES)
    if wanted.upper() in NAMES:
        return (wanted.upper(),)
    if (known := IDS.get(wanted.lower().replace('_', '-'))) is not None:
        return (known,)
    return tuple(id for id in NAMES if id.startswith(wanted.upper())) if _GROUP.fullmatch(wanted) else ()


def unknown(word: str, others: Iterable[str] = ()) -> str:
    """What to say of a word that stands for no rule: the one that may be meant, or where all are listed."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), [*IDS, *(id.lower() for id in NAMES), *others], 1, 0.6)
    if not near:
        return 'booklet check --list-rules shows all'
    return f"did you mean '{near[0].upper() if near[0].upper() in NAMES else near[0]}'?"
