"""Coding twice: what one person decided of a case, decided again by another who did not see it.

`sheet` writes the blind sheet and reads it back, `codings` keeps both codings for ever, `agreement`
says how far they agree, `review` lays the differences before a person who decides, `quotes` is the
queue of items whose sentence is still to be found. What agrees, or was decided, is confirmed in the
case with a day and a name; everything else stays *coded by one*.
"""

__all__: list[str] = []
