"""People and their affiliations, listed once under an id or written out where they speak.

In: the nodes of `people`, `affiliations`, `speakers`, `chairs`, …. Out: `Person`, `Affiliation`, `Contribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.fields import Fields
from booklet.load import keys
from booklet.load.context import Context, named, url, visible
from booklet.load.files import find_beside
from booklet.load.ids import ID_LIKE
from booklet.model import Affiliation, Committee, Contribution, Member, Person, Role
from booklet.scripts import is_cjk
from booklet.source import Mapping, Node, Scalar

_BRACKETS = re.compile(r'(?<=\s)[(\[][^()\[\]]*[)\]](?=\s|$)')  # what one is called besides: Ada Lovelace (ada)
_WHERE_LISTED = ('name', 'family', 'url', 'biography', 'dialect', 'photo', 'also')  # said of a person, not of a part


def read_affiliations(context: Context, fields: Fields) -> None:
    for key, node in fields.entries('affiliations'):
        entry = named(node, context.sink, f"affiliation '{key.text}'", keys.AFFILIATION)
        if entry is not None:
            _add_affiliation(context, Affiliation(key.text, entry.text('name', required=True), entry.text('place')))
            context.affiliation_ids.used.add(key.text)


def read_people(context: Context, fields: Fields) -> None:
    entries = fields.entries('people')
    context.person_ids.used.update(key.text for key, _ in entries)
    for key, node in entries:
        entry = named(node, context.sink, f"person '{key.text}'", keys.PERSON)
        if entry is not None:
            person = _person(context, entry, key.text)
            context.people[key.text] = person
            context.people_by_name.setdefault((person.name, person.family), person)


def contributions(context: Context, fields: Fields) -> tuple[Contribution, ...]:
    """Everybody in the lists of a talk or another item, in the order of the format's keys."""
    found = [
        entry
        for key, role in keys.PEOPLE.items()
        if key in fields.values
        for entry in _listed(context, fields, key, role)
    ]
    if len(found) > 1:
        _report_twice(fields, found)
    return tuple(one for one, _ in found)


def chairs(context: Context, fields: Fields) -> tuple[Contribution, ...]:
    if 'chair' in fields and 'chairs' in fields:
        fields.error("'chair' and 'chairs' stand both", 'chair', "put them all into 'chairs'")
    return tuple(one for key in ('chair', 'chairs') for one, _ in _listed(context, fields, key, Role.CHAIR))


def committees(context: Context, root: Fields) -> tuple[Committee, ...]:
    found = []
    for node in root.sequence('committees'):
        fields = Fields(node, context.sink, 'a committee', keys.COMMITTEE)
        if fields.values:
            members = tuple(filter(None, (_member(context, one) for one in fields.sequence('members'))))
            found.append(Committee(fields.text('name', required=True), members, fields.value_span('name')))
    return tuple(found)


def _member(context: Context, node: Node) -> Member | None:
    """An id, a name, `{person: id, duty: …}` or `{name: …, duty: …}`."""
    if isinstance(node, Scalar):
        person = _person_named(context, node)
        return None if person is None else Member(person)
    fields = Fields(node, context.sink, 'a member', keys.MEMBER)
    name = fields.scalar('person')
    if name is None:
        person = _written_out(context, fields) if fields.values else None
    else:
        _only_where_listed(fields, name)
        person = _person_named(context, name)
    return None if person is None else Member(person, fields.text('duty'))


def _listed(context: Context, fields: Fields, key: str, role: Role) -> Iterator[tuple[Contribution, Node]]:
    value = fields.get(key)
    if value is None:
        return
    nodes = [value] if isinstance(value, Scalar | Mapping) else fields.sequence(key)
    for node in nodes:
        one = _contribution(context, node, role)
        if one is not None:
            yield one, node


def _contribution(context: Context, node: Node, role: Role) -> Contribution | None:
    """An id, a name, `{person: id, …}` or `{name: …}`."""
    if isinstance(node, Scalar):
        person = _person_named(context, node)
        return None if person is None else Contribution(person, role, person.affiliations)
    fields = Fields(node, context.sink, 'a person', keys.CONTRIBUTION)
    if not fields.values:
        return None
    if role is not Role.CHAIR:
        role = fields.choice('role', keys.ROLES, role)
    name = fields.scalar('person')
    if name is None:
        person = _written_out(context, fields)
        if person is None:
            return None
        return Contribution(person, role, _affiliations(context, fields) or person.affiliations)
    _only_where_listed(fields, name)
    found = _person_named(context, name)
    return None if found is None else Contribution(found, role, _affiliations(context, fields) or found.affiliations)


def _only_where_listed(fields: Fields, name: Scalar) -> None:
    for key in _WHERE_LISTED:
        if key in fields:
            fields.error(f"'{key}' stands beside 'person'", key, f"give the {key} where '{name.text}' is listed")


def _person_named(context: Context, name: Scalar) -> Person | None:
    """The person of an id, or, for a name of several words, of that name."""
    person = context.people.get(name.text)
    if person is not None:
        return person
    words = ' '.join(name.text.split())
    if not re.search(r'\s', words) or re.search(r'[,;&]', words):
        several = 'write a list: [first, second]' if re.search(r'[,;&]', words) else ''
        context.unknown('person', name, context.people, several)
        return None
    fields = named(name, context.sink, 'a person', keys.PERSON)
    return None if fields is None else _written_out(context, fields)


def _written_out(context: Context, fields: Fields) -> Person | None:
    """A person described in place: the one of the same name who is known already, or a new one."""
    name = fields.text('name', required=True)
    if not visible(name):
        _report_blank(fields)
        return None
    family = _family(fields, name)
    person = context.people_by_name.get((name, family))
    if person is None:
        person = _person(context, fields, context.person_ids.make(name, fallback='person'))
        context.people_by_name[name, family] = context.people[person.id] = person
        return person
    for key, known in (('url', person.url), ('biography', person.biography.source)):
        if key in fields and fields.text(key).strip() != ' '.join(known.split()):
            hint = f'give it where {person.name} is named first'
            message = f"{person.name} is known already: this '{key}' is not read"
            context.sink.warning(message, fields.key_span(key), hint)
    return person


def _person(context: Context, fields: Fields, name_id: str) -> Person:
    name = fields.text('name', required=True)
    if not visible(name):
        _report_blank(fields)
    family = _family(fields, name) if name else ''
    rest = without_family(name, family)
    place = fields.get('name') or fields.node
    dialect = fields.choice('dialect', tuple(keys.DIALECTS), '')
    life = context.long_text(fields, 'biography', dialect, context.language)
    photo = fields.scalar('photo')
    if photo is not None:
        find_beside(context.content, photo, '', context.sink)
    return Person(
        name_id,
        name,
        family,
        rest,
        _affiliations(context, fields),
        url(fields),
        life,
        photo.text.strip() if photo else '',
        fields.list_of_text('also'),
        place.span,
        photo.span if photo else None,
    )


def _report_blank(fields: Fields) -> None:
    """A name of spaces and invisible characters; of none at all the field itself tells."""
    if 'name' in fields:
        fields.error(f"{fields.what} has an empty 'name'", 'name')


def _family(fields: Fields, name: str) -> str:
    """The family name: as given, if it occurs in the name; else by the rule."""
    family = fields.text('family')
    if family and family not in name:
        fields.error(f"the family name '{family}' does not occur in '{name}'", 'family', 'spell both alike')
        family = ''
    return family or family_by_rule(name)


def family_by_rule(name: str) -> str:
    """The family name where none is given: the last word that is not in brackets, of an East Asian name the first."""
    words = _BRACKETS.sub(' ', name).split() or name.split() or ['']
    return words[0 if all(map(is_cjk, ''.join(words))) else -1]


def without_family(name: str, family: str) -> str:
    """`Anna de Vries` without `Vries`: the last place where it stands as a word, else the last at all."""
    if not family:
        return name
    padded = f' {name} '
    whole = padded.rfind(f' {family} ')
    start = whole if whole >= 0 else name.rfind(family)
    return ' '.join((name[:start] + ' ' + name[start + len(family) :]).split())


def _affiliations(context: Context, fields: Fields) -> tuple[Affiliation, ...]:
    if 'affiliation' not in fields.values and 'affiliations' not in fields.values:
        return ()
    if 'affiliation' in fields and 'affiliations' in fields:
        fields.error("'affiliation' and 'affiliations' stand both", 'affiliation', "put them all into 'affiliations'")
    found: list[Affiliation] = []
    for key in ('affiliation', 'affiliations'):
        value = fields.get(key)
        alone = isinstance(value, Scalar | Mapping)
        nodes = [] if value is None else [value] if alone else fields.sequence(key)
        for node in nodes:
            one = _affiliation(context, node)
            if one is not None and one not in found:
                found.append(one)
    return tuple(found)


def _affiliation(context: Context, node: Node) -> Affiliation | None:
    """An id, a name written out, or `{name: …, place: …}`."""
    if isinstance(node, Scalar):
        known = context.affiliations.get(node.text)
        if known is not None:
            return known
        if ID_LIKE.fullmatch(node.text):
            context.unknown('affiliation', node, context.affiliations)
            return None
    fields = named(node, context.sink, 'an affiliation', keys.AFFILIATION)
    if fields is None:
        return None
    name, place = fields.text('name', required=True), fields.text('place')
    known = context.affiliations_by_name.get(name)
    if known is not None and place in ('', known.place):
        return known
    new = Affiliation(context.affiliation_ids.make(name, fallback='affiliation'), name, place)
    _add_affiliation(context, new)
    return new


def _add_affiliation(context: Context, affiliation: Affiliation) -> None:
    context.affiliations[affiliation.id] = affiliation
    context.affiliations_by_name.setdefault(affiliation.name, affiliation)


def _report_twice(fields: Fields, found: list[tuple[Contribution, Node]]) -> None:
    seen: set[str] = set()
    for one, node in found:
        if one.person.id in seen:
            hint = "'authors' are those who do not present; for an order of your own use people: [{person: …, role: …}]"
            fields.sink.error(f'{one.person.name} stands twice in {fields.what}', node.span, hint)
        seen.add(one.person.id)
