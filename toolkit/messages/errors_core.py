"""Sentences about the workspace, its settings and programs outside, for the admin."""

from toolkit.messages.finding import Code, Severity

_ERROR = Severity.ERROR

WORKSPACE_MISSING = Code(
    "workspace.missing",
    _ERROR,
    "「{folder}」不是工作區：裏面和上層都沒有 toolkit.toml。",
    "請到工作區裏執行，或加上 --workspace 資料夾；要建新的請用 toolkit init。",
    "{folder} is no workspace: neither it nor a folder above holds a toolkit.toml.",
    "Run this inside the workspace, or add --workspace DIR; toolkit init lays out a new one.",
)
WORKSPACE_OWNED = Code(
    "workspace.owned",
    _ERROR,
    "這個工作區由「{machine}」管理，台賬在 {ledger}；這裏設定的是 {mine}。",
    "請在那一台執行；若它已停用，請刪去 .toolkit-owner 資料夾再試。",
    "This workspace is run by “{machine}” with the ledger {ledger}; here the ledger is {mine}.",
    "Run it there; if that machine has been retired, delete the folder .toolkit-owner and try again.",
)
WORKSPACE_RUNNING = Code(
    "workspace.running",
    _ERROR,
    "「{folder}」已有一個 toolkit run 在處理。",
    "不必再開一個；要重開請先停掉它。",
    "Another toolkit run is already working in {folder}.",
    "There is no need for a second one; stop the first before starting it again.",
)
WORKSPACE_READ_ONLY = Code(
    "workspace.read_only",
    _ERROR,
    "不能寫入「{path}」。",
    "請讓執行 toolkit 的帳號可以讀寫這個資料夾。",
    "{path} cannot be written to.",
    "Give the account that runs toolkit read and write access to this folder.",
)
WORKSPACE_NOT_EMPTY = Code(
    "workspace.not_empty",
    _ERROR,
    "「{folder}」裏已有別的文件，不是空的。",
    "請換一個空資料夾。",
    "{folder} already holds other files.",
    "Choose an empty folder.",
)
SETTINGS_BROKEN = Code(
    "settings.broken",
    _ERROR,
    "設定文件「{file}」第{line}行讀不了。",
    "請照「名稱 = 值」改正那一行（文字要加英文引號）；或改名後用 toolkit init 重建一份。",
    "Line {line} of the settings file {file} cannot be read.",
    "Write it as “name = value” (texts in straight quotes); or rename the file and let toolkit init write a new one.",
)
SETTINGS_ENCODING = Code(
    "settings.encoding",
    _ERROR,
    "設定文件「{file}」不是 UTF-8 編碼，讀不了。",
    "請用文字編輯器打開，另存為 UTF-8。",
    "The settings file {file} is not UTF-8 and cannot be read.",
    "Open it in a text editor and save it as UTF-8.",
)
SETTINGS_INVALID = Code(
    "settings.invalid",
    _ERROR,
    "設定「{key}」的值『{value}』不能用。",
    "可以用的是：{wanted}。",
    "The setting {key} cannot be “{value}”.",
    "It may be: {wanted}.",
)
SETTINGS_TEXT = Code(
    "settings.text",
    _ERROR,
    "設定「{key}」應是文字，現在是『{value}』。",
    "請把文字放在引號裏，例如：{example}。",
    "The setting {key} is a text, not “{value}”.",
    "Write it in quotation marks, for example: {example}",
)
SETTINGS_WHOLE = Code(
    "settings.whole",
    _ERROR,
    "設定「{key}」應是整數，現在是『{value}』。",
    "請填整數，不加引號、單位和千分位，例如：{example}。",
    "The setting {key} is a whole number, not “{value}”.",
    "Write digits only, without quotation marks or a unit, for example: {example}",
)
SETTINGS_NUMBER = Code(
    "settings.number",
    _ERROR,
    "設定「{key}」應是數字，現在是『{value}』。",
    "請填數字，不加引號和單位，例如：{example}。",
    "The setting {key} is a number, not “{value}”.",
    "Write it without quotation marks or a unit, for example: {example}",
)
SETTINGS_SWITCH = Code(
    "settings.switch",
    _ERROR,
    "設定「{key}」應是 true 或 false，現在是『{value}』。",
    "請填 true 或 false，不加引號，例如：{example}。",
    "The setting {key} is true or false, not “{value}”.",
    "Write it without quotation marks, for example: {example}",
)
SETTINGS_UNKNOWN = Code(
    "settings.unknown",
    _ERROR,
    "toolkit.toml 裏的「{key}」不是我們的設定。",
    "請核對拼寫，或刪去這一行。",
    "{key} in toolkit.toml is none of our settings.",
    "Check the spelling, or delete the line.",
)
PROGRAM_MISSING = Code(
    "program.missing",
    _ERROR,
    "找不到 {program}。",
    "請先安裝，或在 toolkit.toml 寫明它的位置；不需要這項功能時可以不裝。",
    "{program} was not found.",
    "Install it, or give its place in toolkit.toml; without it only this function is missing.",
)
PROGRAM_FAILED = Code(
    "program.failed",
    _ERROR,
    "{program} 沒有完成：{reason}。",
    "請再試一次；仍不行請用 toolkit doctor 檢查。",
    "{program} did not finish: {reason}.",
    "Try again; if it fails once more, toolkit doctor finds out why.",
)
PROGRAM_ISAL = Code(
    "program.isal",
    _ERROR,
    "要用快速壓縮，但沒有安裝 isal。",
    "請安裝 toolkit[fast]，或在設定裏關掉快速壓縮。",
    "Fast compression is asked for, but isal is not installed.",
    "Install toolkit[fast], or turn fast compression off in the settings.",
)
