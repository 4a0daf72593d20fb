"""What words say: dates, times, people, kinds of things, languages.

In: cells and lines as people write them. Out: days, minutes, `Someone`s, `Kind`s.
"""
