"""A case as a person fills it in: one flat form, there and back.

`fields` says what the form asks; `entered` takes what was posted, and writes a case of the record
as the same form; `filled` turns a form into the data of a record, which `checking` judges on the
record as it would be. Every field of a case that a person decides has its place here; what a
machine knows better (who coded, when, the ids of items) is filled in when the form is read, and
kept where nothing was changed.
"""

__all__: list[str] = []
