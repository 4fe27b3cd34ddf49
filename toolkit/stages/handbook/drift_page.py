"""流程偏差: how clients really moved beside the process, as a document of two pages and as plain data. Pure."""

from collections.abc import Sequence
from typing import Annotated, Any

from toolkit.figures.drifted import Drift, LateNode, Passage, SkippedStep, StageTime
from toolkit.figures.figure import DASH, FEW
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.process import Process
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.handbook.charts import step_numbers

DRIFT = "流程偏差"
_REPORTS = "報表"


class StageTimeLine(Context):
    """How long clients stayed in a stage."""

    stage_title: Annotated[str, Term("流程階段")]
    stays: Annotated[str, Term("用時樣本")]
    days_median: Annotated[str, Term("用時中位數")]
    days_most: Annotated[str, Term("用時九成內")]
    days_allowed: Annotated[str, Term("階段時限合計")]
    days_over: Annotated[str, Term("超過時限")]
    now_there: Annotated[str, Term("目前停留數")]


class SkippedLine(Context):
    """A step that clients went past."""

    step_number: Annotated[str, Term("步驟編號")]
    step_title: Annotated[str, Term("步驟名稱")]
    skipped: Annotated[str, Term("跳過比例")]


class LateLine(Context):
    """A key node that was late."""

    step_number: Annotated[str, Term("步驟編號")]
    step_title: Annotated[str, Term("步驟名稱")]
    node_limit: Annotated[str, Term("節點時限")]
    days_median: Annotated[str, Term("用時中位數")]
    late: Annotated[str, Term("逾期比例")]


class PassageLine(Context):
    """A jump ahead or a way back."""

    passage: Annotated[str, Term("變動去向")]
    passage_kind: Annotated[str, Term("變動類別")]
    passage_times: Annotated[str, Term("變動次數")]
    passage_foreseen: Annotated[str, Term("流程是否允許")]


class DriftContext(DocumentFacts):
    """What 流程偏差 prints."""

    process_number: Annotated[str, Term("流程編號")]
    process_version: Annotated[str, Term("流程版本")]
    drift_summary: Annotated[tuple[str, ...], Term("偏差摘要")]
    stage_times: Annotated[tuple[StageTimeLine, ...], Term("階段用時")]
    skipped_steps: Annotated[tuple[SkippedLine, ...], Term("跳過步驟")]
    late_nodes: Annotated[tuple[LateLine, ...], Term("逾期節點")]
    passages: Annotated[tuple[PassageLine, ...], Term("階段變動清單")]
    charts: Annotated[dict[str, Any], Term("圖表資料")]


def drift_order(found: Drift, rules: RuleBook) -> DocumentOrder:
    """The document, for the reports' folder."""
    return DocumentOrder(DRIFT, _context(found, rules).plain(), _REPORTS, DRIFT, kind=DRIFT, final=True)


def _context(found: Drift, rules: RuleBook) -> DriftContext:
    numbers = step_numbers(rules.process)
    return DriftContext(
        **company_facts(rules.company),
        printed_on=found.as_of,
        process_number=rules.process.number,
        process_version=rules.process.version,
        drift_summary=summary(found, rules.process),
        stage_times=stage_lines(found),
        skipped_steps=tuple(_skipped_line(one, numbers[one.step]) for one in _worst_skipped(found)),
        late_nodes=tuple(_late_line(one, numbers[one.step]) for one in _worst_late(found)),
        passages=tuple(
            _passage_line(one, kind)
            for kind, ways in (("跳級", found.jumps), ("退回或循環", found.loops))
            for one in ways
        ),
        charts=drift_charts(found),
    )


def summary(found: Drift, process: Process) -> tuple[str, ...]:
    """The answer in at most four sentences: where time is lost, what is skipped, late, gone back."""
    if not found.customers:
        return ("台賬尚無客戶的階段變動，無從比較。",)
    numbers = step_numbers(process)
    said = [f"截至 {found.as_of.isoformat()}，比較 {found.customers} 個客戶的實際走向與流程。"]
    slow = [one for one in found.stages if one.n and one.over]
    if slow:
        worst = max(slow, key=lambda one: (one.over / one.n, one.n))
        said.append(f"最費時的階段是「{worst.title}」：{_of(worst.over, worst.n)}超過時限合計 {worst.allowed} 工作日。")
    if skipped := _worst_skipped(found):
        first = skipped[0]
        said.append(f"最常跳過的步驟是 {numbers[first.step]} {first.title}：{_of(first.skipped, first.n)}沒有記錄。")
    if late := [one for one in _worst_late(found) if one.late]:
        node = late[0]
        said.append(
            f"最常逾期的節點是 {numbers[node.step]} {node.title}（{node.limit} 工作日）：{_of(node.late, node.n)}。"
        )
    unforeseen = sum(one.times for one in (*found.jumps, *found.loops) if not one.foreseen)
    if unforeseen:
        said.append(f"流程不允許的跳級與退回共 {unforeseen} 次。")
    return tuple(said)


def _worst_skipped(found: Drift) -> Sequence[SkippedStep]:
    return sorted(found.skipped, key=lambda one: (-one.skipped / one.n, -one.n, one.step))


def _worst_late(found: Drift) -> Sequence[LateNode]:
    return sorted(found.late, key=lambda one: (-one.late / one.n, -one.n, one.step))


def drift_charts(found: Drift) -> dict[str, dict[str, Any]]:
    """One chart: median and 90th percentile of each stage beside its limit; nothing where nobody moved."""
    timed = [one for one in found.stages if one.n]
    if not timed:
        return {}
    slow = [one for one in timed if one.over]
    title = f"{max(slow, key=lambda one: one.over / one.n).title}最常超過時限" if slow else "各階段多在時限內完成"
    return {
        "drift_time": {
            "kind": "bar",
            "title": title,
            "categories": [one.title for one in timed],
            "series": {
                "中位數": [float(one.median or 0) for one in timed],
                "九成在此之內": [float(one.most or 0) for one in timed],
                "時限合計": [None if one.allowed is None else float(one.allowed) for one in timed],
            },
            "number_format": "0",
            "height_mm": 30 + 15 * len(timed),
        }
    }


def stage_lines(found: Drift) -> tuple[StageTimeLine, ...]:
    """How long clients stayed in each stage."""
    return tuple(map(_stage_line, found.stages))


def _stage_line(one: StageTime) -> StageTimeLine:
    return StageTimeLine(
        stage_title=one.title,
        stays=f"{one.n}{'（少）' if 0 < one.n < FEW else ''}",
        days_median=_days(one.median),
        days_most=_days(one.most),
        days_allowed=_days(one.allowed),
        days_over=_of(one.over, one.n) if one.n and one.allowed is not None else DASH,
        now_there=str(one.waiting),
    )


def _skipped_line(one: SkippedStep, number: str) -> SkippedLine:
    return SkippedLine(step_number=number, step_title=one.title, skipped=_of(one.skipped, one.n))


def _late_line(one: LateNode, number: str) -> LateLine:
    return LateLine(
        step_number=number,
        step_title=one.title,
        node_limit=str(one.limit),
        days_median=_days(one.median),
        late=_of(one.late, one.n),
    )


def _passage_line(one: Passage, kind: str) -> PassageLine:
    return PassageLine(
        passage=f"{one.before} → {one.after}",
        passage_kind=kind,
        passage_times=f"{one.times} 次／{one.customers} 家",
        passage_foreseen="允許" if one.foreseen else "不允許",
    )


def _days(value: float | None) -> str:
    return DASH if value is None else f"{value:g}"


def _of(part: int, whole: int) -> str:
    few = "，樣本少" if whole < FEW else ""
    return f"{part / whole:.0%}（{part}/{whole}{few}）"
