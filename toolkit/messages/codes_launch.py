"""Findings of the launch sheets: resources, handover and milestones (F11–F13)."""

from toolkit.messages.finding import Code, Severity

NOT_SIGNED_YET = Code(
    "launch.not_signed_yet",
    Severity.WARNING,
    "合同「{value}」還是「{state}」，尚未簽署。",
    "可以先準備；進場交接請在簽署後進行。",
    "The contract “{value}” is still “{state}”, not signed.",
    "Preparing is fine; hand over only after signing.",
)
HANDOVER_UNSIGNED = Code(
    "launch.handover_unsigned",
    Severity.ERROR,
    "合同「{value}」還是「{state}」，尚未簽署，不能辦理現場交接。",
    "請先完成會簽並登記簽署，再投入現場交接表。",
    "The contract “{value}” is still “{state}”, not signed, so the site cannot be handed over.",
    "Finish the review and record the signing first.",
)
PROJECT_OVER = Code(
    "launch.project_over",
    Severity.ERROR,
    "合同「{value}」已{state}，不能再登記資源、交接或進度。",
    "請核對合同編號；另簽了新合同的，請填新合同的編號。",
    "The contract “{value}” is over ({state}): no resources, handover or milestones are taken for it.",
    "Check the number; if there is a new contract, give its number.",
)
MORE_THAN_NEEDED = Code(
    "launch.more_than_needed",
    Severity.WARNING,
    "「{value}」到位 {got}，多於需求 {need}。",
    "請核對兩個數量。",
    "“{value}”: {got} in place, more than the {need} needed.",
    "Check both numbers.",
)
DEFECT_NEEDS = Code(
    "launch.defect_needs",
    Severity.ERROR,
    "狀況是「{condition}」，但「{field}」是空的。",
    "有問題的項目請填等級、整改責任人和整改期限。",
    "The condition is “{condition}”, but “{field}” is empty.",
    "Give grade, person and deadline for every defect.",
)
READING_MISSING = Code(
    "launch.reading_missing",
    Severity.ERROR,
    "類別是「抄表」，但沒有讀數。",
    "請填表計讀數。",
    "This is a meter, but its reading is missing.",
    "Type the reading.",
)
SOUND_WITH_GRADE = Code(
    "launch.sound_with_grade",
    Severity.WARNING,
    "狀況是「完好」，但填了問題等級「{value}」；交接單按完好列出。",
    "已整改的請清空問題等級；仍有問題的請改「狀況」。",
    "The thing is sound, but has the defect grade “{value}”; it is listed as sound.",
    "Clear the grade if it was mended, or mend the condition.",
)
DONE_IN_PART = Code(
    "launch.done_in_part",
    Severity.WARNING,
    "狀態是「已完成」，但進度是 {value}。",
    "請把進度改為 100%，或把狀態改回「進行中」。",
    "The milestone is marked done, but its progress is {value}.",
    "Make it 100%, or set the status back.",
)
LATE_NEEDS_CAUSE = Code(
    "launch.late_needs_cause",
    Severity.WARNING,
    "節點晚了 {value} 天，沒有寫原因或措施。",
    "請補上原因和措施。",
    "The milestone is {value} days late, without cause or measure.",
    "Add both.",
)
DONE_IN_FUTURE = Code(
    "launch.done_in_future",
    Severity.ERROR,
    "實際完成「{value}」在今天之後。",
    "尚未完成請留空。",
    "The day of completion “{value}” lies in the future.",
    "Leave it blank until it is done.",
)
