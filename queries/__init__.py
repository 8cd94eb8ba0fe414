"""How facts are asked: a catalogue of questions, typed parameters, answers and exports.

Every question is one SPARQL 1.1 file with a header that says what it asks, in French and
English. Nothing a person types ever becomes query text: a value becomes one RDF term, and
the term takes the place of the example in the question's `VALUES` block. This room reads
neither rdflib nor pydantic, so that a question at the terminal answers at once.
"""
