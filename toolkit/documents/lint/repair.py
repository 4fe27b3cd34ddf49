"""Tags in the words of other languages and programs, put into the template's own: ``=`` for ``==``, 大於 for ``>``."""

import re

from toolkit.documents.compile.markup import closer_of

_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|“[^”]*”|‘[^’]*’)""")
_DIGITS = {ord(full): half for full, half in zip("０１２３４５６７８９（）；％－／", "0123456789();%-/", strict=True)}
_KEYWORDS = "for endfor if elif else endif set with endwith in is and or not true false none"
_SIGNS: tuple[tuple[str, str], ...] = (
    (r"(?<=\w)\s*。\s*(?=\w)", "."),
    (r"[;；,，、。.]\s*$", ""),
    (r"≥|⩾", ">="),
    (r"≤|⩽", "<="),
    (r"≠|<>|=!", "!="),
    (r"=>", ">="),
    (r"=<", "<="),
    (r"&&|(?<!&)&(?!&)", " and "),
    (r"\|\|", " or "),
    (r"!(?!=)\s*", "not "),
    (r"×", "*"),
    (r"÷", "/"),
    (r"(?<=[\s\d)])(?:大於或?等於|大于或?等于|不小於|不小于)(?=[\s\d(])", ">="),
    (r"(?<=[\s\d)])(?:小於或?等於|小于或?等于|不大於|不大于)(?=[\s\d(])", "<="),
    (r"(?<=[\s\d)])(?:不等於|不等于|不是)(?=[\s\d(\"'])", "!="),
    (r"(?<=[\s\d)])(?:大於|大于)(?=[\s\d(])", ">"),
    (r"(?<=[\s\d)])(?:小於|小于)(?=[\s\d(])", "<"),
    (r"(?<=[\s\d)])(?:等於|等于|是)(?=[\s\d(\"'])", "=="),
    (r"(?<=[\s\d)])(?:並且|并且|而且|且)(?=[\s\d(])", "and"),
    (r"(?<=[\s\d)])(?:或者|或)(?=[\s\d(])", "or"),
    (rf"\b(?i:{_KEYWORDS.replace(' ', '|')})\b(?!\()", "\0"),
)
_FIRST: tuple[tuple[str, str], ...] = (
    (r"^(?:else\s*if|elseif|elsif|否則如果|否则如果)\b", "elif"),
    (r"^end\s+(if|for|with)\b", r"end\1"),
    (r"^(?:如果|若)\s*", "if "),
    (r"^(?:否則|否则)$", "else"),
    (r"^(?:結束如果|结束如果)$", "endif"),
    (r"^(?:foreach|for\s+each)\b", "for"),
    (r"^for\s+(\S+)\s+(?:of|于|於|在)\s+", r"for \1 in "),
    (r"^(endif|endfor|endwith|else)\s+\S.*$", r"\1"),
)
_COMPARING = re.compile(r"(?<![=!<>])=(?!=)")


def repaired(tag: str) -> str:
    """The tag ``tag`` (``{% … %}`` or ``{{ … }}``) as its author will have meant it; the same where nobody knows.

    Text in quotes stays as it is. Whoever asks has to see whether the outcome can be read.
    """
    opener, body = tag[:2], tag[2:-2]
    stripped = body.strip()
    if opener == "{{" and stripped.startswith("%") and stripped.endswith("%"):
        return repaired("{%" + stripped[1:-1] + "%}")
    if opener == "{{" and re.match(r"(?:if|elif|else|endif|for|endfor)\b", stripped):
        opener = "{%"
    prefix = re.match(r"(?:tr|tc|p|r)\s+(?=\S)", stripped)
    head = prefix[0] if prefix else ""
    inner = _rewritten(stripped[len(head) :], block=opener == "{%")
    return f"{opener}{head or ' '}{inner} {closer_of(opener)}"


def _rewritten(body: str, *, block: bool) -> str:
    pieces = _QUOTED.split(body.translate(_outside(body)))
    for index in range(0, len(pieces), 2):
        for pattern, new in _SIGNS:
            pieces[index] = re.sub(pattern, _lower if new == "\0" else new, pieces[index])
        pieces[index] = re.sub(r" {2,}", " ", pieces[index])
    text = "".join(pieces).strip()
    if not block:
        return text
    for pattern, new in _FIRST:
        text = re.sub(pattern, new, text)
    if not re.match(r"(?:if|elif)\b", text):
        return text
    pieces = _QUOTED.split(text)
    return "".join(piece if index % 2 else _COMPARING.sub("==", piece) for index, piece in enumerate(pieces))


def _outside(body: str) -> dict[int, str]:
    """Full-width signs and digits become half-width, unless a text in quotes holds any."""
    quoted = "".join(_QUOTED.split(body)[1::2])
    return {} if any(ord(sign) in _DIGITS for sign in quoted) else _DIGITS


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()
