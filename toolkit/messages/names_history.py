"""What ``history`` calls the events that are no sheet of ours."""

from toolkit.messages.names_receipt import Text

MOVE = Text("階段變更", "Stage")
INSIDE = Text("（內部資料，此處不顯示）", "(confidential, not shown here)")
