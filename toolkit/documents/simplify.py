"""A template in Simplified Chinese, for offices that work in it: its words, language mark and fonts.

Placeholders are script-folded when a template is compiled, so tags may be converted with the rest; texts that
tags compare (``{% if 收費方式 == "包乾制" %}``) become Simplified like the values they are compared with.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from toolkit.messages.script import simplified

_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments|charts/chart\d+)\.xml|docProps/core\.xml"
)
_STYLED = re.compile(r"word/(?:styles|numbering|settings|theme/theme\d+)\.xml")
_BETWEEN_TAGS = re.compile(r">([^<]+)<")
_FONTS: Mapping[str, str] = MappingProxyType(
    {
        "新細明體": "宋体",
        "細明體": "宋体",
        "微軟正黑體": "微软雅黑",
        "標楷體": "楷体",
        "PMingLiU": "SimSun",
        "MingLiU": "SimSun",
        "Microsoft JhengHei": "Microsoft YaHei",
        "DFKai-SB": "KaiTi",
    }
)
"""Fonts of Traditional Chinese whose Simplified glyphs are missing or differ → their Simplified sisters."""


def simplified_template(source: bytes) -> bytes:
    """The .docx ``source`` in Simplified Chinese: same parts in the same order, fixed times, same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if _PARTS.fullmatch(entry.filename):
                content = _restyled(_translated(content.decode("utf-8"))).encode("utf-8")
            elif _STYLED.fullmatch(entry.filename):
                content = _restyled(content.decode("utf-8")).encode("utf-8")
            after.writestr(zipfile.ZipInfo(entry.filename), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _translated(xml: str) -> str:
    """All character data converted; markup stays (our attributes hold no prose)."""
    return _BETWEEN_TAGS.sub(lambda found: f">{simplified(found[1])}<", xml)


def _restyled(xml: str) -> str:
    """The East Asian language and fonts that go with Simplified Chinese."""
    xml = xml.replace('w:eastAsia="zh-TW"', 'w:eastAsia="zh-CN"').replace('w:eastAsia="zh-HK"', 'w:eastAsia="zh-CN"')
    for traditional, simple in _FONTS.items():
        xml = xml.replace(f'"{traditional}"', f'"{simple}"')
    return xml
