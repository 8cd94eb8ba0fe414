"""Texts meant to run where they are shown, and a look at a page for what a browser would run.

Whoever types a text into a record, a form or an address may type one of these. A page that
shows it shows it as text; `Looked` finds every element and attribute that would do more.
"""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["PAYLOADS", "Looked"]

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "'-alert(1)-'",
    "</title></textarea></style><svg onload=window.pwned=1>",
    '=HYPERLINK("http://evil.invalid")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "]]>--><script>window.pwned=1</script>",
    "javascript:window.pwned=1",
    "\u202egnirts\u2066",
    "a href=x <b onmouseover=window.pwned=1>",
)
# No page of ours is made with these; a label that became markup would be.
FOREIGN = frozenset({"b", "base", "embed", "iframe", "object", "style"})
ADDRESSES = ("href", "src", "action", "formaction")


class Looked(HTMLParser):
    """Notes what a browser would run or fetch of a page, its links, and the text it shows."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in FOREIGN:
            self.faults.append(tag)
        if tag == "script" and not given.get("src", "").startswith("/assets/"):
            self.faults.append(f"script {given}")
        if tag == "img" and not given.get("src", "").startswith("/"):
            self.faults.append(f"img {given}")
        for name, value in given.items():
            runs = name in ADDRESSES and value.strip().lower().startswith("javascript")
            if runs or name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}={value}")
        if tag == "a" and given.get("href", "").startswith("/"):
            self.links.add(given["href"])
        # What was typed comes back in fields too.
        self.text += f" {given['value']} " if "value" in given else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def shows(self, payload: str) -> bool:
        """Say whether a reader reads the payload, whatever typography made of it."""
        return _folded(payload) in _folded(self.text)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
