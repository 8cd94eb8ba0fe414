"""Maps that others drew: elements and lines of Kumu and GEXF files, offered as candidates.

A map is no source: it says that somebody drew a line. So nothing of it enters as a fact; it becomes
a workbook whose rows a person keeps, completes and gives a page that says so.
"""
