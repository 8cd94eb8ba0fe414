"""How facts come in: records in YAML, spreadsheets, and the quads they mean.

Strict interpretation: every key is known, every name is matched exactly or proposed, every
quote is re-found where its document is at hand, and every fault of a file is reported at
once. Nothing is written unless everything is right.
"""
