"""The language of a programme that does not name it."""

from __future__ import annotations

import pytest

from booklet.reading.languages import told_by


@pytest.mark.parametrize(
    ('titles', 'language'),
    [
        ('Anmeldung. Begrüßung. Über Webstühle und Karten. Kaffeepause. Mittagessen', 'de'),
        ('Accueil. L’art des cartes. Déjeuner. La machine et le métier', 'fr'),
        ('Registration. Café de la Paix: a tale of two engines. Lunch', 'en'),
        ('On the theory of engines. Pause. Der Webstuhl: a loom. Closing of the day', 'en'),
        ('', 'en'),
    ],
)
def test_a_few_titles_tell_the_language(titles: str, language: str) -> None:
    assert told_by(titles) == language
