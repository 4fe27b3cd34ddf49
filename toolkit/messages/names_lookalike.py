"""What the 疑似重複 sheet says, in every language."""

from toolkit.messages.names_receipt import Text

LOOKALIKES = Text("疑似重複", "Look-alikes")
TITLE = Text("疑似重複：{count} 對客戶看起來是同一家", "Look-alikes: {count} pairs of customers look the same")
HOW_TO = Text(
    "請在左邊選一個，存檔後把這份回執放回收件夾（inbox）。"
    "選「同一客戶」會合成先登記的那一家，可以撤回。　回執編號：{number}",
    "Choose on the left, save, and drop this receipt into the inbox. “Same customer” makes them the one registered "
    "first; it can be undone.   Receipt: {number}",
)
DECISION = Text("您的決定（請選）", "Your decision (choose)")
EVIDENCE = Text("依據", "Evidence")
WHICH = Text("登記", "Registered")
KNOWN = Text("先登記", "first")
NEW = Text("後登記", "later")
SAME = Text("同一客戶", "Same customer")
DIFFERENT = Text("不同客戶", "Different customers")
LATER = Text("之後再說", "Decide later")
NUMBER = Text("客戶編號", "Customer no.")
NAME = Text("客戶名稱", "Customer")
CORE = Text("去掉字尾", "Without suffixes")
CODE = Text("信用代碼", "Credit code")
PHONE = Text("聯繫電話", "Phone")
ADDRESS = Text("所在地", "Address")
CONTACT = Text("聯繫人", "Contact")
OWNER = Text("跟進人", "Owner")
STAGE = Text("階段", "Stage")
BY_NAME = Text("名稱相同", "same name")
BY_CORE = Text("名稱主體相同", "same name without suffixes")
BY_CODE = Text("信用代碼相同", "same credit code")
BY_PHONE = Text("電話相同", "same phone")
BY_ADDRESS = Text("地址相同", "same address")
BY_LIKENESS = Text("名稱相近", "similar name")
MERGED = Text(
    "「{gone}」已併入「{kept}」：資料、階段與歷史都轉過去了，「{kept}」原有的內容沒有改。做錯了可選「撤回整份」。",
    "“{gone}” is now one with “{kept}”: its records, stage and history moved over, nothing of “{kept}” was changed. "
    "Choose “Withdraw all” if that was wrong.",
)
OWNERS = Text(
    "兩家的跟進人不同（{gone} → {kept}），合併後由{kept}跟進，請告知{gone}。",
    "The owners differ: {kept} goes on; tell {gone}.",
)
APART = Text(
    "已記下 {count} 對是不同客戶，以後不再問。",
    "{count} pairs are noted as different; they will not be asked about again.",
)
WAITING = Text(
    "有 {count} 對客戶疑似重複，請到「疑似重複」工作表選一選。",
    "{count} pairs of customers look alike: please choose on the sheet “Look-alikes”.",
)
