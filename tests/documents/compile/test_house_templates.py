"""The templates of the house against docxtpl, filled with what their own tags ask for."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docxtpl
import jinja2
import pytest

from toolkit.documents import compile_template
from toolkit.documents.filters import FILTERS
from toolkit.documents.values import RichParagraphs, rich

TEMPLATES = sorted((Path(__file__).resolve().parents[3] / "templates/word").glob("*.docx"))
NUMBERS = {"金額", "金额", "千分位", "百分比", "大寫金額", "大写金额", "money", "thousands", "percent", "round"}


class Need:
    """What a template asks of one name: fields, items, a number, a date, whole paragraphs."""

    def __init__(self) -> None:
        self.fields: dict[str, Need] = {}
        self.item: Need | None = None
        self.kind = "text"

    def field(self, name: str) -> "Need":
        return self.fields.setdefault(name, Need())

    def value(self, name: str, count: int) -> Any:
        if self.item is not None:
            return [self.item.value(f"{name}{number}", count) for number in range(count)]
        if self.fields:
            return {key: need.value(key, count) for key, need in self.fields.items()}
        kinds: dict[str, Any] = {"number": Decimal("1234.5"), "date": date(2026, 1, 5)}
        kinds["blocks"] = RichParagraphs().then(rich(f"{name} & <x>"))
        return kinds.get(self.kind, f"{name} & <值>\n第二行" if len(name) % 3 else name)


class Reader:
    """Walks the prepared form of a template and notes what it asks for."""

    def __init__(self) -> None:
        self.root = Need()

    def steps(self, steps: list[Any], slots: list[Any], scope: Mapping[str, Need]) -> None:
        scope = dict(scope)
        for step in steps:
            if step[0] == "v":
                need = self.value(step[1], scope)
                if need and slots[step[2]][0] == "paragraph":
                    need.kind = "blocks"
            elif step[0] == "if":
                for test, body in step[1]:
                    self.value(test, scope)
                    self.steps(body, slots, scope)
                self.steps(step[2], slots, scope)
            elif step[0] == "for":
                need = self.value(step[2], scope) or Need()
                need.item = need.item or Need()
                inner = {**scope, "loop": Need(), **dict.fromkeys(step[1], need.item)}
                for body in (step[4], step[5]):
                    self.steps(body, slots, inner)
                if step[3]:
                    self.value(step[3], inner)
            elif step[0] == "set":
                scope |= {name: self.value(step[2], scope) or Need() for name in step[1]}

    def value(self, plan: Any, scope: Mapping[str, Need]) -> Need | None:
        if not isinstance(plan, list) or not plan:
            return None
        if plan[0] == "name":
            return scope.get(plan[1]) or self.root.field(plan[1])
        if plan[0] == "attr":
            need = self.value(plan[1], scope)
            return need.field(plan[2]) if need else None
        if plan[0] == "cmp":
            found = [self.value(part, scope) for part in (plan[1], *(other for _, other in plan[2]))]
        else:
            found = [self.value(part, scope) for part in plan[1:] if isinstance(part, list)]
            found += [self.value(part, scope) for parts in plan[1:] if isinstance(parts, list) for part in parts]
        kind = ""
        if plan[0] == "filter":
            kind = "number" if plan[1] in NUMBERS else "date" if plan[1] in ("日期", "day") else ""
        if plan[0] == "bin" or (plan[0] == "cmp" and plan[2][0][0] not in ("eq", "ne", "in", "notin")):
            kind = "number"
        if kind == "number" and plan[0] == "cmp" and any(need and need.kind == "date" for need in found):
            kind = "date"
        for need in found:
            if need and kind and need.kind != "date" and not need.fields and need.item is None:
                need.kind = kind
            if need and plan[0] == "filter" and plan[1] in ("join", "頓號", "listed", "length", "count"):
                need.item = need.item or Need()
        return found[0] if plan[0] == "filter" else None


@pytest.mark.skipif(not TEMPLATES, reason="no templates yet")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_house_templates_equal_docxtpls(path: Path, count: int, word: Any) -> None:
    template, reader = compile_template(path), Reader()
    for part in template._stock.kept["parts"] * 2:  # a date is known by its filter, perhaps late
        reader.steps(part["steps"], part["slots"], {})
    context = {name: need.value(name, count) for name, need in reader.root.fields.items()}
    filled = template.fill(context)
    assert filled.missing == ()
    oracle, out = docxtpl.DocxTemplate(path), io.BytesIO()
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)
    oracle.render(word.adapt(context, oracle), environment)
    oracle.save(out)
    assert "\n".join(word.differences(filled.document, out.getvalue())) == ""
