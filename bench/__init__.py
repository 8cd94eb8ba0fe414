"""Measurements of the product itself, written into the documentation.

Each module measures one promise with the real record; nothing here is a test, because a wall
clock on a shared machine proves nothing. Every number is printed with the command that made it.
"""
