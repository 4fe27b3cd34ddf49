"""What the process handbook may print (流程手冊, Process handbook): plain data, chapter by chapter."""

from datetime import date
from typing import Annotated, Any

from toolkit.stages.context import Context, DocumentFacts, Term


class Block(Context):
    """One paragraph of a prose chapter; ``block_kind`` is prose, lead (before a list), bullet, sub or callout."""

    block_kind: Annotated[str, Term("段落種類")]
    block_text: Annotated[str, Term("段落文字")]


Prose = tuple[Block, ...]


class RevisionLine(Context):
    """One issue of the handbook: what changed since the one before, computed; only the reason was typed."""

    revision_version: Annotated[str, Term("修訂版本")]
    revision_date: Annotated[str, Term("修訂日期")]
    revision_reason: Annotated[str, Term("修訂原因")]
    revision_changes: Annotated[str, Term("修訂內容")]


class HolderLine(Context):
    """A copy of the handbook: which department holds it, for which roles."""

    copy_number: Annotated[str, Term("份號")]
    role_department: Annotated[str, Term("角色部門")]
    holders: Annotated[str, Term("持有角色")]


class RuleFileLine(Context):
    """A file of the rule book that the handbook was made from, with a mark of its content."""

    rule_file: Annotated[str, Term("規則檔")]
    rule_governs: Annotated[str, Term("規則檔用途")]
    rule_mark: Annotated[str, Term("規則檔校驗碼")]


class OverviewLine(Context):
    """One of the seven stages at a glance."""

    stage_number: Annotated[str, Term("階段序號")]
    stage_title: Annotated[str, Term("流程階段")]
    stage_deals: Annotated[str, Term("對應客戶階段")]
    stage_people: Annotated[str, Term("階段執行角色")]
    stage_results: Annotated[str, Term("階段成果")]
    stage_span: Annotated[str, Term("階段步驟與時限")]


class ProblemLine(Context):
    """One of the ills that the seed names (II), how it is measured, how it stands, and what the process does."""

    problem: Annotated[str, Term("常見問題")]
    indicator: Annotated[str, Term("診斷指標")]
    figure_now: Annotated[str, Term("目前數值")]
    remedy: Annotated[str, Term("流程對策")]


class TermLine(Context):
    """A word and what it means here."""

    term: Annotated[str, Term("術語")]
    meaning: Annotated[str, Term("釋義")]


class RoleLine(Context):
    """A role: its department, its duty, and the numbers of the steps it carries out or answers for."""

    role: Annotated[str, Term("角色")]
    role_department: Annotated[str, Term("角色部門")]
    duty: Annotated[str, Term("職責說明")]
    role_steps: Annotated[str | None, Term("參與步驟")]


class RaciRow(Context):
    """One step in the matrix: a mark for each role, "" where it has no part."""

    step_number: Annotated[str, Term("步驟編號")]
    step_title: Annotated[str, Term("步驟名稱")]
    marks: Annotated[tuple[str, ...] | None, Term("分工標記")]
    is_stage: Annotated[bool, Term("是否階段行")]
    """A row that only names the stage whose steps follow."""


class StepLine(Context):
    """One step as the operating guide, the key nodes and the risks print it."""

    step_number: Annotated[str, Term("步驟編號")]
    step_title: Annotated[str, Term("步驟名稱")]
    stage_title: Annotated[str, Term("流程階段")]
    doers: Annotated[str, Term("執行角色")]
    accountable: Annotated[str, Term("負責角色")]
    others: Annotated[str | None, Term("諮詢與知會")] = None
    limit: Annotated[str | None, Term("步驟時限")] = None
    limit_days: Annotated[int | None, Term("時限天數")] = None
    limit_after: Annotated[str | None, Term("時限起算")] = None
    step_input: Annotated[str | None, Term("步驟輸入")] = None
    step_do: Annotated[str, Term("操作要點")]
    step_decision: Annotated[str | None, Term("步驟判斷")] = None
    step_output: Annotated[str | None, Term("步驟輸出")] = None
    step_standard: Annotated[str | None, Term("步驟標準")] = None
    step_papers: Annotated[str | None, Term("步驟表單與文件")] = None
    step_risk: Annotated[str | None, Term("流程風險")] = None
    step_control: Annotated[str | None, Term("控制措施")] = None


class StageGuide(Context):
    """One of the seven stages: its purpose, its chart (a drawing a page), its steps."""

    stage_title: Annotated[str, Term("流程階段")]
    stage_purpose: Annotated[str, Term("階段目的")]
    stage_deals: Annotated[str, Term("對應客戶階段")]
    stage_chart: Annotated[tuple[Any, ...], Term("階段流程圖")] = ()
    stage_steps: Annotated[tuple[StepLine, ...], Term("階段步驟")]


class MoveLine(Context):
    """From one deal stage to which others a client may go."""

    stage_before: Annotated[str, Term("原階段")]
    moves_to: Annotated[str, Term("可轉入階段")]


class GateLine(Context):
    """What must exist before a client enters a deal stage."""

    gate_before: Annotated[str, Term("關卡階段")]
    gate_text: Annotated[str, Term("關卡要求")]
    gate_strength: Annotated[str, Term("關卡力度")]


class BranchLine(Context):
    """A way beside the normal order."""

    branch: Annotated[str, Term("分支名稱")]
    branch_at: Annotated[str, Term("分支步驟")]
    branch_when: Annotated[str, Term("分支條件")]
    branch_then: Annotated[str, Term("分支去向")]
    branch_result: Annotated[str, Term("分支處理")]


class MetricLine(Context):
    """A KPI with its formula, and where in the process it is earned."""

    metric: Annotated[str, Term("指標")]
    formula: Annotated[str, Term("指標公式")]
    metric_unit: Annotated[str, Term("指標單位")]
    metric_better: Annotated[str, Term("指標方向")]
    metric_steps: Annotated[str, Term("指標所屬步驟")]


class RecordLine(Context):
    """A kind of record: who keeps it, where, how long, and why."""

    record: Annotated[str, Term("記錄名稱")]
    keeper: Annotated[str, Term("保管角色")]
    record_place: Annotated[str, Term("存放位置")]
    kept: Annotated[str, Term("保存期")]
    record_basis: Annotated[str, Term("保存依據")]


class Band(Context):
    """Eight columns of a blank form as Excel shows them: letters, headings, the example, an empty line."""

    band_letters: Annotated[tuple[str, ...], Term("分段欄標")]
    band_heads: Annotated[tuple[str, ...] | None, Term("分段欄名")]
    band_examples: Annotated[tuple[str, ...] | None, Term("分段示例")]


class ColumnLine(Context):
    """One column of a form: how to fill it in."""

    column_letter: Annotated[str, Term("欄標")]
    column_title: Annotated[str, Term("欄名")]
    column_needed: Annotated[str | None, Term("必填標記")]
    column_help: Annotated[str, Term("填寫說明")]
    column_example: Annotated[str | None, Term("填寫示例")]


class FormCopy(Context):
    """A blank form: what it is for, its picture in bands, and its columns."""

    form_code: Annotated[str, Term("表單編號")]
    form_title: Annotated[str, Term("表單名稱")]
    form_use: Annotated[str, Term("表單用途")]
    form_key: Annotated[str, Term("表單識別")]
    form_privacy: Annotated[str, Term("表單密級")]
    form_how_to: Annotated[str, Term("表單填法")]
    """The line below the title, as the blank workbook has it."""
    form_bands: Annotated[tuple[Band, ...], Term("表單分段")]
    form_columns: Annotated[tuple[ColumnLine, ...], Term("表單欄目")]


class ListLine(Context):
    """A list of allowed values."""

    value_list: Annotated[str, Term("清單名稱")]
    list_values: Annotated[str, Term("清單內容")]
    list_forms: Annotated[str, Term("清單所屬表單")]


class FactorLine(Context):
    """A factor of the scorecard, with what is measured."""

    score_side: Annotated[str, Term("評分方面")]
    score_factor: Annotated[str, Term("評分因素")]
    score_points: Annotated[str, Term("評分滿分")]
    score_measures: Annotated[str, Term("評分內容")]


class ErrorLine(Context):
    """One finding that a receipt may show: its code, what it means, how to mend it."""

    error_code: Annotated[str, Term("錯誤代碼")]
    error_what: Annotated[str, Term("錯誤含義")]
    error_do: Annotated[str, Term("改正方法")]


class ErrorGroup(Context):
    """The findings of one area."""

    error_area: Annotated[str, Term("錯誤類別")]
    errors: Annotated[tuple[ErrorLine, ...], Term("錯誤清單")]


class IndexLine(Context):
    """A form or a document, and the steps it belongs to."""

    paper: Annotated[str, Term("文件名稱")]
    paper_kind: Annotated[str, Term("文件種類")]
    paper_steps: Annotated[str, Term("文件所屬步驟")]
    paper_stage: Annotated[str, Term("文件所屬階段")]
    paper_page: Annotated[str, Term("文件頁碼")]
    """Where it stands: marks that become page numbers once the document is laid out."""


class HandbookContext(DocumentFacts):
    """The whole handbook."""

    handbook_title: Annotated[str, Term("手冊名稱")]
    issued_on: Annotated[date, Term("生效日期")]
    prepared_by: Annotated[str, Term("編制部門")]
    approved_by: Annotated[str, Term("批准人")]
    checked_by: Annotated[str, Term("手冊審核")]
    review_by: Annotated[date, Term("最遲複審日")]
    """A year after the issue: the process asks for one full review a year at least."""
    holder_lines: Annotated[tuple[HolderLine, ...], Term("分發清單")]
    rule_file_lines: Annotated[tuple[RuleFileLine, ...], Term("規則檔清單")] = ()
    overview_lines: Annotated[tuple[OverviewLine, ...], Term("階段一覽")]
    revisions: Annotated[tuple[RevisionLine, ...], Term("修訂記錄")]
    purpose_text: Annotated[Prose, Term("目的正文")]
    problems_text: Annotated[Prose, Term("問題正文")]
    problem_lines: Annotated[tuple[ProblemLine, ...], Term("常見問題清單")]
    figures_known: Annotated[str, Term("診斷數據說明")]
    terms_text: Annotated[Prose, Term("術語正文")]
    term_lines: Annotated[tuple[TermLine, ...], Term("術語清單")]
    duties_text: Annotated[Prose, Term("職責正文")]
    role_lines: Annotated[tuple[RoleLine, ...], Term("角色清單")]
    raci_text: Annotated[Prose, Term("分工正文")]
    raci_roles: Annotated[tuple[str, ...], Term("分工角色")]
    raci_rows: Annotated[tuple[RaciRow, ...], Term("分工表")]
    flow_text: Annotated[Prose, Term("流程正文")]
    flow_chart: Annotated[tuple[Any, ...], Term("總流程圖")] = ()
    gates_text: Annotated[Prose, Term("關卡正文")]
    move_lines: Annotated[tuple[MoveLine, ...], Term("階段移動清單")]
    gate_lines: Annotated[tuple[GateLine, ...], Term("關卡清單")]
    branch_lines: Annotated[tuple[BranchLine, ...], Term("分支清單")]
    guide_text: Annotated[Prose, Term("程序正文")]
    stages: Annotated[tuple[StageGuide, ...], Term("階段清單")]
    nodes_text: Annotated[Prose, Term("節點正文")]
    node_lines: Annotated[tuple[StepLine, ...], Term("關鍵節點清單")]
    metrics_text: Annotated[Prose, Term("績效正文")]
    metric_lines: Annotated[tuple[MetricLine, ...], Term("績效指標清單")]
    risks_text: Annotated[Prose, Term("風險正文")]
    risk_lines: Annotated[tuple[StepLine, ...], Term("流程風險清單")]
    feedback_text: Annotated[Prose, Term("反饋正文")]
    cautions_text: Annotated[Prose, Term("注意事項正文")]
    upkeep_text: Annotated[Prose, Term("文檔管理正文")]
    records_text: Annotated[Prose, Term("記錄正文")]
    record_lines: Annotated[tuple[RecordLine, ...], Term("保存清單")]
    closing_text: Annotated[Prose, Term("總結正文")]
    forms_text: Annotated[Prose, Term("表單正文")]
    form_copies: Annotated[tuple[FormCopy, ...], Term("表單清單")]
    list_lines: Annotated[tuple[ListLine, ...], Term("可選值清單")]
    scorecard_text: Annotated[Prose, Term("評分正文")]
    factor_lines: Annotated[tuple[FactorLine, ...], Term("評分因素清單")]
    errors_text: Annotated[Prose, Term("錯誤說明正文")]
    error_groups: Annotated[tuple[ErrorGroup, ...], Term("錯誤分組")]
    index_lines: Annotated[tuple[IndexLine, ...], Term("文件索引")]
