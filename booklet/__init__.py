"""booklet: a typesetter for conference programmes."""

__version__ = '0.1.0'
