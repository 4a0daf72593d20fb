"""What was given to import, read whole and bounded: texts, tables, trees, pages.

In: paths, bytes. Out: `Blob`s and what their containers hold; a `Refusal` with its place where one cannot be read.
"""
