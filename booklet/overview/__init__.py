"""Several days seen at once: what takes place, how much of it is told, and where on a common axis of time it stands.

In: the days of an event. Out: entries, clusters of what is at the same time, and places on the axis; pure.
"""
