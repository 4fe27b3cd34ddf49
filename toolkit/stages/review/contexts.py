"""What the documents of stage 7 may print: 績效報告 and 評審會議記錄."""

from datetime import date
from typing import Annotated, Any

from toolkit.stages.context import Context, DocumentFacts, Term
from toolkit.stages.handbook.drift_page import StageTimeLine


class FigureLine(Context):
    """One KPI of the whole team, with everything a reader needs to trust it."""

    metric: Annotated[str, Term("指標")]
    shown: Annotated[str, Term("本期數值")]
    basis: Annotated[str, Term("計算依據")]
    before: Annotated[str, Term("上期數值")]
    difference: Annotated[str, Term("較上期")]
    formula: Annotated[str, Term("指標公式")]


class ChannelLine(Context):
    """One channel: what it brought and what it cost."""

    channel: Annotated[str, Term("渠道")]
    leads: Annotated[str, Term("渠道客戶數")]
    visits: Annotated[str, Term("渠道來訪數")]
    signings: Annotated[str, Term("渠道簽約數")]
    signing_rate: Annotated[str, Term("渠道簽約率")]
    cost_per_lead: Annotated[str, Term("單客成本")]
    cost_per_visit: Annotated[str, Term("單訪成本")]
    cost_per_signing: Annotated[str, Term("單約成本")]


class YieldLine(Context):
    """One channel over all time: what it brought so far."""

    channel: Annotated[str, Term("渠道")]
    leads: Annotated[str, Term("渠道客戶數")]
    good_leads: Annotated[str, Term("渠道優質數")]
    in_discussion: Annotated[str, Term("渠道洽談數")]
    signings: Annotated[str, Term("渠道簽約數")]
    cost_total: Annotated[str, Term("渠道成本合計")]


class IllLine(Context):
    """One of the six ills of the seed: how much of it, and where to look first."""

    ill: Annotated[str, Term("病症")]
    ill_measure: Annotated[str, Term("病症衡量")]
    ill_now: Annotated[str, Term("病症本期")]
    ill_before: Annotated[str, Term("病症上期")]
    ill_trend: Annotated[str, Term("病症趨勢")]
    ill_examples: Annotated[str | None, Term("病症實例")] = None


class FunnelLine(Context):
    """One stage of the funnel in both views, and how long customers wait in it."""

    funnel_stage: Annotated[str, Term("漏斗階段")]
    entered: Annotated[str, Term("期內進入")]
    reached: Annotated[str, Term("本期客戶到達")]
    of_before: Annotated[str, Term("上一階段占比")]
    stay: Annotated[str, Term("停留中位數")]


class PersonLine(Context):
    """One indicator of one person: target against actual."""

    metric: Annotated[str, Term("指標")]
    weight: Annotated[str, Term("權重")]
    target: Annotated[str, Term("目標")]
    actual: Annotated[str, Term("實績")]
    basis: Annotated[str, Term("計算依據")]
    attainment: Annotated[str, Term("達成率")]
    points: Annotated[str, Term("得分")]
    remark: Annotated[str | None, Term("指標備註")]


class PersonResult(Context):
    """One person's results of the period: confidential."""

    person: Annotated[str, Term("姓名")]
    score: Annotated[str, Term("總得分")]
    score_note: Annotated[str, Term("得分說明")]
    lines: Annotated[tuple[PersonLine, ...], Term("個人指標")]


class Issue(Context):
    """One problem that was raised (F16), and what was decided."""

    issue_stage: Annotated[str, Term("環節")]
    origin: Annotated[str, Term("反饋來源")]
    issue: Annotated[str, Term("反饋問題")]
    cause: Annotated[str | None, Term("問題原因")] = None
    decision: Annotated[str | None, Term("決議")] = None
    responsible: Annotated[str, Term("責任人")]
    due_on: Annotated[date, Term("整改期限")]
    verification: Annotated[str | None, Term("驗證結果")] = None
    issue_state: Annotated[str, Term("處理狀態")]


class KpiReportContext(DocumentFacts):
    """績效報告 of one period; ``people`` is empty in the copy for everybody."""

    period: Annotated[str, Term("考核週期")]
    period_title: Annotated[str, Term("週期名稱")]
    period_before: Annotated[str, Term("上期名稱")]
    first_day: Annotated[date, Term("期初日")]
    last_day: Annotated[date, Term("期末日")]
    known_until: Annotated[date, Term("數據截至")]
    classification: Annotated[str, Term("密級")]
    summary: Annotated[tuple[str, ...], Term("報告摘要")]
    figures: Annotated[tuple[FigureLine, ...], Term("指標清單")]
    channels: Annotated[tuple[ChannelLine, ...], Term("渠道清單")]
    yields: Annotated[tuple[YieldLine, ...], Term("渠道累計")]
    ills: Annotated[tuple[IllLine, ...], Term("診斷清單")]
    funnel: Annotated[tuple[FunnelLine, ...], Term("漏斗清單")]
    drift_summary: Annotated[tuple[str, ...], Term("偏差摘要")] = ()
    stage_times: Annotated[tuple[StageTimeLine, ...], Term("階段用時")] = ()
    people: Annotated[tuple[PersonResult, ...], Term("個人清單")] = ()
    people_figures: Annotated[tuple[ChannelLine, ...], Term("人員清單")] = ()
    issues: Annotated[tuple[Issue, ...], Term("問題清單")]
    more_issues: Annotated[int, Term("其餘問題數")] = 0
    abridged: Annotated[bool, Term("有摘要")] = False
    trend_chart: Annotated[str | None, Term("趨勢圖")] = None
    funnel_chart: Annotated[str | None, Term("漏斗圖")] = None
    channel_chart: Annotated[str | None, Term("渠道圖")] = None
    ills_chart: Annotated[str | None, Term("診斷圖")] = None
    drift_time_chart: Annotated[str | None, Term("偏差圖")] = None
    score_chart: Annotated[str | None, Term("得分圖")] = None
    charts: Annotated[dict[str, Any], Term("圖表資料")]


class StageWait(Context):
    """One stage and how long customers wait in it: where the bottleneck is."""

    funnel_stage: Annotated[str, Term("漏斗階段")]
    stay: Annotated[str, Term("停留中位數")]
    stay_n: Annotated[str, Term("停留客戶數")]


class MeetingContext(DocumentFacts):
    """評審會議記錄: what was raised, decided, by whom, until when; what is still open from before."""

    held_on: Annotated[date, Term("評審日期")]
    issues: Annotated[tuple[Issue, ...], Term("問題清單")]
    still_open: Annotated[tuple[Issue, ...], Term("遺留問題")]
    abridged: Annotated[bool, Term("有摘要")] = False
    open_count: Annotated[int, Term("未關閉數")]
    closed_count: Annotated[int, Term("已關閉數")]
    overdue_count: Annotated[int, Term("逾期數")]
