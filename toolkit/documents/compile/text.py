"""Text that XML can hold."""

import re

_ILLEGAL = re.compile("[\x00-\x06\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"[\t\n\r\a\f\v]")


def escaped(text: str) -> str:
    r"""``text`` safe between tags: markup escaped, characters that XML cannot hold dropped.

    Tabs, line, paragraph (\a) and page ends stay: they become Word's own later.
    """
    if not text.isprintable():
        text = _ILLEGAL.sub(_legal, text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _legal(found: re.Match[str]) -> str:
    """A lone surrogate is shown as a replacement character; the rest has no meaning in a document."""
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""


def one_line(text: str) -> str:
    """``text`` escaped for a place that knows no line ends: every break is a blank."""
    return BREAKS.sub(" ", escaped(text))


def quoted(text: str) -> str:
    """``text`` as the value of an attribute, quotes around it; what does not print is dropped."""
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable())
    return f'"{escaped(text).replace(chr(34), "&quot;")}"'
