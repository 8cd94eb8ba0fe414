"""Where a quote stands in a document: the numbers a passage needs, so that nobody counts.

The reader chooses the words; this only finds them, by the same rule as the quotes gate. A
quote that is too long or absent is refused, with what to do.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from loaders.quotes import MAX_WORDS, QuoteIndex, word_count
from ontology.errors import NotHeldError, RecordError, Text

__all__ = ["locate"]


def locate(path: Path, quote: str) -> str:
    """Return the SHA-256 of the document, and line and offset of each match, as YAML.

    Raises NotHeldError when the file or the quote is not there, RecordError when the quote
    has more than MAX_WORDS words.
    """
    if not path.is_file():
        raise NotHeldError(
            Text(f"Pas de fichier {path.name}.", f"No file {path.name}."),
            Text("Vérifiez le nom et le dossier.", "Check name and folder."),
        )
    words = word_count(quote)
    if words > MAX_WORDS:
        raise RecordError(
            Text(
                f"La citation a {words} mots, {MAX_WORDS} au plus.",
                f"The quote has {words} words, {MAX_WORDS} at most.",
            ),
            Text("Gardez les mots qui portent le fait.", "Keep the words that carry the fact."),
        )
    data = path.read_bytes()
    matches = list(QuoteIndex(data.decode("utf-8", errors="replace")).find_all(quote))
    if not matches:
        raise NotHeldError(
            Text("Cette citation n'est pas dans le document.", "This quote is not there."),
            Text(
                "Recopiez-la telle qu'elle est imprimée, sans rien omettre au milieu.",
                "Copy it as printed, leaving nothing out in the middle.",
            ),
        )
    lines = [f"sha256: {hashlib.sha256(data).hexdigest()}"]
    lines += [f"line: {line}   offset: {start}" for start, _, line in matches]
    return "\n".join(lines)
