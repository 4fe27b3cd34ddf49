"""What an admin reads when ``manual/process.yaml`` describes a process that no office could work by."""

from toolkit.messages.finding import Code, Severity


def _code(code: str, zh: str, zh_do: str, en: str, en_do: str) -> Code:
    return Code(
        f"rulebook.{code}",
        Severity.ERROR,
        f"manual/{{file}} 第{{line}}行（{{key}}）：{zh}",
        zh_do,
        f"manual/{{file}} line {{line}} ({{key}}): {en}",
        en_do,
    )


ONE_ACCOUNTABLE = _code(
    "one_accountable",
    "負責人（A）寫成了一串「{value}」，每步只能有一人負責。",
    "請只留一個角色，其餘改列在 responsible 或 consulted。",
    "{value} are all accountable, but exactly one role answers for a step.",
    "Keep one role; move the others to responsible or consulted.",
)
NOBODY_RESPONSIBLE = _code(
    "nobody_responsible",
    "步驟「{value}」沒有執行人（R）。",
    "請在 responsible 填上至少一個角色。",
    "nobody carries out the step “{value}”.",
    "Name at least one role under responsible.",
)
OUTSIDER_ACCOUNTABLE = _code(
    "outsider_accountable",
    "外部角色「{value}」不能對步驟負責（A）。",
    "請改填公司內的角色，客戶可列在 responsible、consulted 或 informed。",
    "the external role “{value}” cannot be accountable.",
    "Name a role of the company; a client may be responsible, consulted or informed.",
)
ROLE_UNUSED = _code(
    "role_unused",
    "角色「{value}」沒有參與任何步驟。",
    "請把它填進相關步驟，或刪掉這個角色。",
    "the role “{value}” takes part in no step.",
    "Name it in a step, or remove the role.",
)
STAGE_EMPTY = _code(
    "stage_empty",
    "階段「{value}」一個步驟也沒有。",
    "請至少寫一個步驟，或刪掉這個階段。",
    "the stage “{value}” has no step.",
    "Write at least one step, or remove the stage.",
)
KEY_TAKEN = _code(
    "key_taken",
    "「{value}」表示流程結束，不能用作步驟的 key。",
    "請換一個英文名稱。",
    "“{value}” stands for the end of the process and cannot be a step's key.",
    "Choose another word.",
)
STEP_UNREACHED = _code(
    "step_unreached",
    "步驟「{value}」走不到：前面沒有任何步驟通向它。",
    "請讓某一步的 next、decision 或 branches 指向它，或刪掉這一步。",
    "the step “{value}” is never reached.",
    "Let a next, a decision or a branch lead to it, or remove it.",
)
DEAD_END = _code(
    "dead_end",
    "步驟「{value}」之後永遠走不到結束。",
    "請檢查 next 與 decision，讓其中一條路通向後面的步驟或 end。",
    "after the step “{value}” the end can never be reached.",
    "Check next and decision, so that one way leads onward or to end.",
)
FORM_UNUSED = _code(
    "form_unused",
    "表單「{value}」沒有任何步驟使用。",
    "請把它填進某一步的 forms；確定停用的，寫進 retired_forms。",
    "the form “{value}” is used by no step.",
    "Name it under forms of a step; if it is no longer wanted, under retired_forms.",
)
FORM_RETIRED = _code(
    "form_retired",
    "表單「{value}」已列為停用，步驟卻仍在使用。",
    "請從這一步刪去，或從 retired_forms 刪去。",
    "the form “{value}” is retired, but a step still uses it.",
    "Remove it here, or from retired_forms.",
)
EVENT_UNKNOWN = _code(
    "event_unknown",
    "「{value}」不是可用的起算事件，最接近的是 {suggestion}。",
    "請從這些裏選一個（意思見本檔開頭的說明）：{events}。",
    "“{value}” is not an event that a limit can count from; the nearest is {suggestion}.",
    "Choose one of (the head of the file says what they mean): {events}.",
)
GATE_MISSING = _code(
    "gate_missing",
    "流程的條件「{value}」沒有任何關卡要求。",
    "請在 gates 的 needs 裏寫上；確定不設這道關卡的，寫進 unguarded。",
    "no gate asks for the condition “{value}” of the workflow.",
    "Name it under needs of a gate; if it is dropped on purpose, under unguarded.",
)
GATE_NEEDS_RETIRED = _code(
    "gate_needs_retired",
    "關卡條件「{value}」要靠已停用的表單（{first}）才能滿足。",
    "請刪去這個條件並寫進 unguarded，或恢復表單。",
    "the condition “{value}” of a gate needs a retired form ({first}).",
    "Move the condition to unguarded, or bring the form back.",
)
DEAL_STAGE_TWICE = _code(
    "deal_stage_twice",
    "客戶階段「{value}」同時屬於兩個流程階段。",
    "請只留在其中一個階段的 deal_stages。",
    "the deal stage “{value}” belongs to two stages of the process.",
    "Keep it under deal_stages of one of them.",
)
VERSION_UNLISTED = _code(
    "version_unlisted",
    "版本「{value}」在 revisions 裏沒有說明。",
    "請在 revisions 加一行：version、date、reason。",
    "the version “{value}” is not explained under revisions.",
    "Add a line with version, date and reason under revisions.",
)
FORM_NOT_USED = Code(
    "form.retired",
    Severity.ERROR,
    "表單「{name}」已停用，流程不再使用。",
    "請看流程手冊改用哪一種表單；要恢復使用，請管理員從 manual/process.yaml 的 retired_forms 刪去。",
    "The form “{name}” is retired; the process no longer uses it.",
    "See the handbook for what to use; to bring it back, remove it from retired_forms in manual/process.yaml.",
)
