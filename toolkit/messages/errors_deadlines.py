"""What an admin reads when ``manual/deadlines.yaml`` and the process say two different things."""

from toolkit.messages.finding import Code, Severity

FIRST_CONTACT_TWICE = Code(
    "rulebook.first_contact_twice",
    Severity.ERROR,
    "manual/{file} 第{line}行（{key}）：首次聯繫寫的是 {value} 個工作日，process.yaml 的步驟寫的是 {days} 個。",
    "請刪去這一行，時限只在 process.yaml 的那一步修改。",
    "manual/{file} line {line} ({key}): first contact is within {value} working days here, {days} in process.yaml.",
    "Delete this line and change the limit only at that step of process.yaml.",
)
