"""What parts of the book are made of: the pieces that several share, or that make one part easier to read.

In: what parts ask for. Out: blocks, inlines, and the pure decisions behind them.
"""
