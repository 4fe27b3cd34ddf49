"""What the receipt of a contract that came back says; what was changed stands in the internal report alone."""

from toolkit.messages.names_receipt import Text

HEADLINE = Text("合同已與我方文本比對", "The contract was compared with our copy")
ADVICE = Text(
    "比對報告在內部資料夾；請處理這份合同的同事查看，不要照退回的文本簽署。",
    "The report lies in the internal folder; have it read, and do not sign the text as it came back.",
)
COUNT = Text(
    "與我方發出的第 {version} 版（{code}）相比，共 {count} 處改動。",
    "Compared with version {version} ({code}) as we issued it, there are {count} changes.",
)
SAME = Text(
    "與我方發出的第 {version} 版（{code}）一致，沒有實質改動。",
    "The text is that of version {version} ({code}) as we issued it; nothing was changed.",
)
