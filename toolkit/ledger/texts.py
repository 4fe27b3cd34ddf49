"""Texts as every database can store them."""

_NUL = {0: None}


def plain_text(text: str) -> str:
    """``text`` without NUL, which PostgreSQL cannot store, and without lone surrogates."""
    if text.isascii():
        return text.translate(_NUL) if "\0" in text else text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.translate(_NUL) if "\0" in text else text
