"""The 草稿 stamp: a pale watermark across every page, drawn in the headers.

Whether a document is stamped is known only when all of it is written, so the places are kept open.
"""

from collections.abc import Sequence

from toolkit.documents.compile.markup import Mark, Tag, Token, closes, end_of, is_open, name_of, opens
from toolkit.documents.compile.text import quoted

HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("default", "first", "even")
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def watermark(text: str, number: int) -> str:
    """A run with ``text`` across the page; ``number`` keeps the shapes of several headers apart."""
    wide = sum(1.0 if ord(letter) > 0x2E7F else 0.55 for letter in text) or 1.0
    height = min(150.0, 430.0 / wide)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{height * wide:.0f}pt;height:{height:.0f}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word">'
        f'{_SHAPE_TYPE}<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{4096 + number}" '
        f'type="#_x0000_t136" style="{style}" o:allowincell="f" fillcolor="#dfe3e6" stroked="f">'
        '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Microsoft JhengHei&quot;;font-size:1pt" '
        f'string={quoted(text)}/><w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )


def header_part(text: str) -> bytes:
    """A header that holds nothing but the stamp, for documents that have none."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:hdr xmlns:w="{_W}" xmlns:r="{_R}"><w:p>{watermark(text, 0)}</w:p></w:hdr>'
    ).encode()


def reference(kinds: Sequence[str], rid: str) -> str:
    """References to that header, for the beginning of a section's properties."""
    return "".join(f'<w:headerReference xmlns:r="{_R}" w:type="{kind}" r:id="{rid}"/>' for kind in kinds)


def mark_header(tokens: Sequence[Token]) -> list[Token]:
    """Keep a place for the stamp: in the first paragraph that always comes, else in one of its own."""
    depth = blocks = 0
    out = list(tokens)
    for at, token in enumerate(tokens):
        if isinstance(token, Tag) and token.opener == "{%":
            blocks += (token.word in ("if", "for", "with")) - token.word.startswith("end")
        elif opens(token, "w:p") and depth == 1 and not blocks:
            start = at + 1
            if name_of(tokens[start]) == "w:pPr":
                start = end_of(tokens, start) + 1
            out.insert(start, Mark("stamp"))
            return out
        if is_open(token):
            depth += 1
        elif isinstance(token, str) and token.startswith("</"):
            depth -= 1
    for at, token in enumerate(out):
        if name_of(token) == "w:hdr" and str(token).endswith("/>"):
            out[at : at + 1] = [f"{str(token)[:-2]}>", "</w:hdr>"]
    end = next((at for at in range(len(out) - 1, -1, -1) if closes(out[at], "w:hdr")), len(out))
    out.insert(end, Mark("stamp_paragraph"))
    return out


def mark_sections(tokens: Sequence[Token]) -> list[Token]:
    """Keep places for references to the stamp's own header where a section would have no header at all."""
    out: list[Token] = []
    known: set[str] = set()
    for at, token in enumerate(tokens):
        if name_of(token) != "w:sectPr" or closes(token, "w:sectPr"):
            out.append(token)
            continue
        section = tokens[at : end_of(tokens, at) + 1]
        known |= {kind for item in section for kind in _KINDS if _refers(item, kind)}
        wanted = ["default", *(["first"] if any(name_of(item) == "w:titlePg" for item in section) else [])]
        lacking = [kind for kind in wanted if kind not in known]
        known.update(lacking)
        text = str(token)
        if not lacking:
            out.append(token)
        elif text.endswith("/>"):
            out += (f"{text[:-2]}>", Mark("stamp_reference", tuple(lacking)), "</w:sectPr>")
        else:
            out += (token, Mark("stamp_reference", tuple(lacking)))
    return out if known else _new_section(out)


def _refers(token: Token, kind: str) -> bool:
    return name_of(token) == "w:headerReference" and f'w:type="{kind}"' in str(token)


def _new_section(tokens: list[Token]) -> list[Token]:
    end = next((at for at in range(len(tokens) - 1, -1, -1) if closes(tokens[at], "w:body")), -1)
    if end >= 0:
        tokens.insert(end, Mark("stamp_section", ("default",)))
    return tokens
