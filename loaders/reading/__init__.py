"""Reading a new study: what it may say, proposed to a person who decides.

A file is opened behind walls (`formats`), cut into sentences with their places (`texts`), and
searched for numbers (`numbers`), for names of things that the record knows (`mentions`), and for
what the study says of itself (`draft`). Guesses (`guesses`) stand beside each proposal with how
sure they are. The workbook of proposals (`workbook`) is corrected by a person; only rows that
were kept become records (`accepting`). Nothing here decides, and nothing enters unread.
"""

__all__: list[str] = []
