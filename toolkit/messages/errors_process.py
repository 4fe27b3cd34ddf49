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
NO_REVIEWERS = _code(
    "no_reviewers",
    "沒有任何會簽部門，合同就不必經任何人同意。",
    "請至少寫一個會簽部門：department、role、folder。",
    "no department reviews contracts, so nobody would have to agree.",
    "Name at least one with department, role and folder.",
)
REVIEWER_OUTSIDE = _code(
    "reviewer_outside",
    "會簽人「{value}」是外部角色，不能替公司會簽。",
    "請改填公司內的角色。",
    "the reviewer “{value}” is not of the company.",
    "Name a role of the company.",
)
REVIEWER_FOLDER = _code(
    "reviewer_folder",
    "會簽資料夾「{value}」不在 inbox 的「內部」資料夾之下。",
    "請寫成「內部/會簽/部門」的樣子，不可用 .. 或以 / 開頭。",
    "the folder “{value}” does not lie below the internal folder of the inbox.",
    "Write it like 內部/會簽/法務部 (Internal/…), without .. and without a leading /.",
)
REVIEWER_TWICE = _code(
    "reviewer_twice",
    "「{value}」已由第{first}行的會簽部門使用。",
    "請讓每個會簽部門只寫一次，各用自己的資料夾。",
    "“{value}” is already taken by the reviewer on line {first}.",
    "Name each department once, with a folder of its own.",
)
DUTY_TWICE = _code(
    "duty_twice",
    "角色「{value}」在同一步裏既是 {first} 又是 {second}。",
    "請只留一處；只有執行（R）與負責（A）可以是同一個角色。",
    "the role “{value}” is both {first} and {second} in one step.",
    "Keep one of them; only R and A may be the same role.",
)
KEY_SHAPE = _code(
    "key_shape",
    "「{value}」不能用作 key。",
    "請只用文字、數字、底線或連字號，不含空格與斜線，四十字以內。",
    "“{value}” cannot be a key.",
    "Use letters, figures, _ or - only, no blank or slash, at most 40 characters.",
)
TITLE_LONG = _code(
    "title_long",
    "名稱「{value}」太長，流程圖的框放不下。",
    "請縮短到 {longest} 個字以內，其餘寫進操作要點。",
    "the title “{value}” is too long for a box of the flow chart.",
    "Shorten it to {longest} characters; the rest belongs to what is done.",
)
TITLE_TWICE = _code(
    "title_twice",
    "名稱「{value}」與第{first}行的相同，手冊裏分不清是哪一個。",
    "請把其中一個改成不同的名稱。",
    "the title “{value}” also stands on line {first}, so nobody can tell them apart.",
    "Give one of them another title.",
)
STEP_SILENT = _code(
    "step_silent",
    "步驟「{value}」沒有寫 {first}。",
    "請補上 {first}；每一步都要有 do、input、output、standard、risk 與 control。",
    "the step “{value}” says nothing under {first}.",
    "Fill in {first}: each step needs do, input, output, standard, risk and control.",
)
PLACEHOLDER_UNKNOWN = _code(
    "placeholder_unknown",
    "大括號裏的「{value}」不是可用的佔位符，手冊會連大括號一起印出。",
    "最接近的是 {suggestion}；可用的有：{first}，一律寫在半形大括號裏，名稱前後不留空格。",
    "“{value}” in braces stands for no number of the rules and would be printed as it is, braces and all.",
    "The nearest is {suggestion}; these can be used, in braces and without blanks: {first}.",
)
PLACEHOLDER_NO_LIMIT = _code(
    "placeholder_no_limit",
    "這一步沒有時限（limit），大括號裏的「{value}」沒有數字可填。",
    "請給這一步加上 limit，或把這句話改成不提時限。",
    "the step has no limit, so there is no number for “{value}” in braces.",
    "Give the step a limit, or write the sentence without it.",
)
NEXT_AND_DECISION = _code(
    "next_and_decision",
    "步驟「{value}」同時寫了 next 與 decision，不知走哪一條。",
    "請只留一個：有判斷的用 decision，直接往下的用 next。",
    "the step “{value}” has both next and decision.",
    "Keep one: decision where something is decided, else next.",
)
BRANCH_NOWHERE = _code(
    "branch_nowhere",
    "分支「{value}」沒有寫從哪一步開始。",
    "請在 at 填上至少一個步驟，或刪掉這個分支。",
    "the branch “{value}” starts at no step.",
    "Name a step under at, or remove the branch.",
)
BRANCH_TO_ITSELF = _code(
    "branch_to_itself",
    "分支從「{value}」轉回「{value}」自己，哪裏也沒有去。",
    "請把 then 改成另一步，或從 at 刪去這一步。",
    "the branch leads from “{value}” back to itself.",
    "Let then name another step, or remove this one from at.",
)
MOVE_MISSING = _code(
    "move_missing",
    "客戶階段「{value}」之後沒有任何可以轉入的階段，客戶會卡在那裏。",
    "請在 moves 寫上「{value}」可以轉入哪些階段。",
    "from the deal stage “{value}” no other can be entered, so clients would be stuck.",
    "Say under moves where “{value}” may lead.",
)
DEAL_STAGE_HOMELESS = _code(
    "deal_stage_homeless",
    "客戶階段「{value}」不屬於任何流程階段。",
    "請把它寫進其中一個階段的 deal_stages。",
    "the deal stage “{value}” belongs to no stage of the process.",
    "Name it under deal_stages of one stage.",
)
CONDITION_BOTH = _code(
    "condition_both",
    "條件「{value}」列在 unguarded，關卡「{first}」卻要求它。",
    "請從其中一處刪去。",
    "the condition “{value}” is unguarded, yet a gate asks for it ({first}).",
    "Remove it from one of the two.",
)
VERSION_FALLS = _code(
    "version_falls",
    "版本「{value}」的編號或日期比前一行的還早。",
    "請由舊到新排列，編號與日期都不可倒退。",
    "the version “{value}” or its date is earlier than the line before.",
    "List versions from old to new, with rising numbers and dates.",
)
DAY_FAR_AHEAD = _code(
    "day_far_ahead",
    "日期「{value}」比今天（{today}）晚一年以上。",
    "請核對年份；生效日期與修訂日期最遲在一年之內。",
    "the day {value} is more than a year from today ({today}).",
    "Check the year: versions and the day in force lie within a year.",
)
VERSION_NOT_LAST = _code(
    "version_not_last",
    "現行版本「{value}」不是 revisions 的最後一行（{first}）。",
    "請把 version 改成最後一行的版本，或補上一行說明新版本。",
    "the version in force “{value}” is not the last one under revisions ({first}).",
    "Set version to the last line's, or add a line for the new version.",
)
FORM_NOT_USED = Code(
    "form.retired",
    Severity.ERROR,
    "表單「{name}」已停用，流程不再使用。",
    "請看流程手冊改用哪一種表單；要恢復使用，請管理員從 manual/process.yaml 的 retired_forms 刪去。",
    "The form “{name}” is retired; the process no longer uses it.",
    "See the handbook for what to use; to bring it back, remove it from retired_forms in manual/process.yaml.",
)
