"""Findings about one cell: what cannot be read, what can be read in two ways, and how it was read.

``value`` is what was typed, ``field`` the column's title, ``shown`` how it was read, ``suggestion`` the
nearest valid value (appended by ``messages.catalogue`` where the sentence does not name it itself).
"""

from toolkit.messages.finding import Code, Severity

_ERROR, _ASK, _NOTE = Severity.ERROR, Severity.ASK, Severity.NOTE

# --- how it was read (the 讀法 sheet) ------------------------------------------------------------------

READ_AS = Code(
    "read.as",
    _NOTE,
    "{field}『{value}』讀作『{shown}』。",
    "若不是這個意思，請改寫清楚後再放一次。",
    "{field} “{value}” was read as “{shown}”.",
    "If that is not what you meant, rewrite it and drop the file again.",
)
READ_EMPTY = Code(
    "read.empty",
    _NOTE,
    "{field}『{value}』當作空白。",
    "若有內容，請填上後再放一次。",
    "{field} “{value}” was taken as empty.",
    "If there is something to say, fill it in and drop the file again.",
)
READ_CLEARED = Code(
    "read.cleared",
    _NOTE,
    "{field}寫了『{value}』，原來的內容已清掉。",
    "若不想清掉，請填回內容後再放一次。",
    "{field} says “{value}”, so what stood there before was cleared.",
    "If you want it back, fill it in and drop the file again.",
)

# --- any cell ------------------------------------------------------------------------------------------

REQUIRED = Code(
    "value.required",
    _ERROR,
    "{field}沒有填。",
    "這一欄必填，請補上。",
    "{field} is empty.",
    "This column is required; please fill it in.",
)
CELL_ERROR = Code(
    "cell.error",
    _ERROR,
    "{field}這一格是公式錯誤『{value}』，沒有內容可讀。",
    "請改正公式，或直接填上結果。",
    "{field} holds a formula error “{value}”, so there is nothing to read.",
    "Mend the formula, or type the result.",
)
UNCALCULATED = Code(
    "cell.uncalculated",
    _ERROR,
    "{field}這一格是還沒有算出結果的公式。",
    "請用 Excel 或 WPS 打開文件、存檔一次，或直接填上結果。",
    "{field} is a formula that has not been calculated yet.",
    "Open the file in Excel or WPS and save it once, or type the result.",
)
CANNOT_CLEAR = Code(
    "value.cannot_clear",
    _ERROR,
    "{field}寫了『{value}』，但這一欄必填，不能清掉。",
    "請填上正確的內容。",
    "{field} says “{value}”, but this column is required and cannot be cleared.",
    "Fill in what is right.",
)
UNDECIDED = Code(
    "value.undecided",
    _ERROR,
    "{field}寫的是『{value}』，還不是可以計算的內容。",
    "定下來以後再填；現在請先留空，說明可寫在備註。",
    "{field} says “{value}”, which cannot be used in a calculation.",
    "Fill it in once it is settled; leave it empty for now and put the explanation in the remarks.",
)
UNEXPECTED_BOOLEAN = Code(
    "value.true_false",
    _ERROR,
    "{field}這一格是『{value}』（真假值），不是這一欄要的內容。",
    "請直接填上內容。",
    "{field} holds “{value}” (true/false), which is not what this column asks for.",
    "Type the content itself.",
)
REFUSED = Code(
    "value.refused",
    _ERROR,
    "{field}『{value}』不合這一欄的規定。",
    "請對照空白表上這一欄的說明改正。",
    "{field} “{value}” does not meet the rules of this column.",
    "Compare it with the help for this column in the blank form.",
)

# --- words ---------------------------------------------------------------------------------------------

TEXT_TOO_LONG = Code(
    "text.too_long",
    _ERROR,
    "{field}有 {length} 個字，太長了。",
    "請縮短到 {limit} 個字以內，其餘寫在備註。",
    "{field} is {length} characters long, which is too much.",
    "Shorten it to {limit} characters and put the rest in the remarks.",
)
PERSON_DIGITS = Code(
    "person.digits",
    _ERROR,
    "{field}『{value}』是數字，不像姓名。",
    "請填姓名；電話請填在電話欄。",
    "{field} “{value}” is a number, not a name.",
    "Write the person's name; a phone number belongs in the phone column.",
)
EMAIL_MALFORMED = Code(
    "email.malformed",
    _ERROR,
    "{field}『{value}』不是完整的郵箱地址。",
    "請寫成 name@company.com 的樣子。",
    "{field} “{value}” is not a complete e-mail address.",
    "Write it like name@company.com.",
)
EMAIL_SEVERAL = Code(
    "email.several",
    _ERROR,
    "{field}『{value}』裏有 {count} 個地址。",
    "請只留一個，其餘寫在備註。",
    "{field} “{value}” holds {count} addresses.",
    "Keep one and put the others in the remarks.",
)
ID_AS_NUMBER = Code(
    "id.as_number",
    _ERROR,
    "{field}存成了數字『{value}』；Excel 只保留 15 位，後面的數字已經丟失。",
    "請把這一格設成「文本」格式，再重新輸入完整的編號。",
    "{field} was stored as the number {value}; Excel keeps 15 digits only, so the rest is lost.",
    "Format the cell as Text and type the whole id again.",
)

ID_FRACTION = Code(
    "id.fraction",
    _ERROR,
    "{field}『{value}』是小數，不像編號。",
    "請把這一格設成「文本」格式，再重新輸入編號。",
    "{field} “{value}” is a decimal number, not an id.",
    "Format the cell as Text and type the id again.",
)

# --- phones --------------------------------------------------------------------------------------------

PHONE_AS_NUMBER = Code(
    "phone.as_number",
    _ERROR,
    "{field}存成了數字『{value}』，開頭的 0、國碼或分機可能已經丟失。",
    "請把這一格設成「文本」格式，再重新輸入電話。",
    "{field} was stored as the number {value}; a leading 0, country code or extension may be lost.",
    "Format the cell as Text and type the phone number again.",
)
PHONE_LENGTH = Code(
    "phone.length",
    _ERROR,
    "{field}『{value}』有 {digits} 位數字，位數不對。",
    "請填 {expected}。",
    "{field} “{value}” has {digits} digits, which is not a phone number here.",
    "Write {expected_en}.",
)
PHONE_AREA = Code(
    "phone.area_code",
    _ERROR,
    "{field}『{value}』少了區號。",
    "請在前面加上區號，例如 021-{value}。",
    "{field} “{value}” lacks its area code.",
    "Put the area code in front, for example 021-{value}.",
)
PHONE_MALFORMED = Code(
    "phone.malformed",
    _ERROR,
    "{field}『{value}』不是電話號碼。",
    "請填 {expected}。",
    "{field} “{value}” is not a phone number.",
    "Write {expected_en}.",
)
PHONE_SEVERAL = Code(
    "phone.several",
    _ERROR,
    "{field}『{value}』裏有兩個以上的號碼。",
    "請只留一個，其餘寫在備註。",
    "{field} “{value}” holds more than one number.",
    "Keep one and put the others in the remarks.",
)

# --- credit codes --------------------------------------------------------------------------------------

CODE_AS_NUMBER = Code(
    "code.as_number",
    _ERROR,
    "{field}存成了數字『{value}』；Excel 只保留 15 位，號碼已經不完整。",
    "請把這一格設成「文本」格式，再照營業執照重新輸入 {length} 位。",
    "{field} was stored as the number {value}; Excel keeps 15 digits only, so it is no longer complete.",
    "Format the cell as Text and type all {length} characters again from the business licence.",
)
TAX_AS_NUMBER = Code(
    "code.tax_as_number",
    _ERROR,
    "{field}存成了數字『{value}』，開頭的 0 可能已經丟失。",
    "請把這一格設成「文本」格式，再重新輸入 8 位。",
    "{field} was stored as the number {value}; a leading 0 may be lost.",
    "Format the cell as Text and type all 8 digits again.",
)
CODE_LENGTH = Code(
    "code.length",
    _ERROR,
    "{field}『{value}』有 {count} 位，應為 {length} 位。",
    "請照營業執照重新輸入。",
    "{field} “{value}” has {count} characters; it should have {length}.",
    "Type it again from the business licence.",
)
CODE_OLD_NUMBER = Code(
    "code.old_number",
    _ERROR,
    "{field}『{value}』是 15 位的舊註冊號，不是統一社會信用代碼。",
    "請照新版營業執照填 18 位。",
    "{field} “{value}” is an old 15-digit registration number, not a unified social credit code.",
    "Write the 18 characters from the current business licence.",
)
CODE_LETTER = Code(
    "code.letter",
    _ERROR,
    "{field}『{value}』的第 {position} 位是『{letter}』，信用代碼不用這個字。",
    "請照營業執照核對（常把 0 看成 O、1 看成 I、2 看成 Z）。",
    "{field} “{value}” has “{letter}” at place {position}, which a credit code never uses.",
    "Check it against the licence (0 is often read as O, 1 as I, 2 as Z).",
)
CODE_FIRST = Code(
    "code.first",
    _ERROR,
    "{field}『{value}』開頭的『{letter}』不是登記部門的代號。",
    "請照營業執照核對前兩位。",
    "{field} “{value}” begins with “{letter}”, which stands for no registration authority.",
    "Check the first two characters against the licence.",
)
CODE_CHECK = Code(
    "code.check",
    _ERROR,
    "{field}『{value}』的校驗位不對，其中有字打錯了。",
    "請照營業執照逐位核對。",
    "{field} “{value}” fails its check character, so at least one character is wrong.",
    "Compare it with the business licence, character by character.",
)
CODE_INNER = Code(
    "code.inner_check",
    _ERROR,
    "{field}『{value}』第 9 至 17 位（組織機構代碼）的校驗不對，其中有字打錯了。",
    "請照營業執照核對這九位。",
    "{field} “{value}” fails the check inside characters 9 to 17 (organisation code).",
    "Compare those nine characters with the business licence.",
)
TAX_CHECK = Code(
    "code.tax_check",
    _ERROR,
    "{field}『{value}』不是有效的統一編號。",
    "請照公司登記核對 8 位數字。",
    "{field} “{value}” is not a valid uniform number.",
    "Check the 8 digits against the company's registration.",
)

# --- dates and times -----------------------------------------------------------------------------------

DAY_UNREADABLE = Code(
    "day.unreadable",
    _ERROR,
    "{field}『{value}』看不出是哪一天。",
    "請寫成 2026-01-05 的樣子。",
    "{field} “{value}” cannot be read as a date.",
    "Write it like 2026-01-05.",
)
DAY_IMPOSSIBLE = Code(
    "day.impossible",
    _ERROR,
    "{field}『{value}』這一天不存在。",
    "請核對月份和日子。",
    "{field} “{value}” is a day that does not exist.",
    "Check the month and the day.",
)
DAY_INCOMPLETE = Code(
    "day.incomplete",
    _ERROR,
    "{field}『{value}』少了年份或日子。",
    "請把年、月、日都寫上，例如 2026-01-05。",
    "{field} “{value}” lacks its year or its day.",
    "Write year, month and day, for example 2026-01-05.",
)
DAY_RANGE = Code(
    "day.out_of_range",
    _ERROR,
    "{field}『{value}』的年份不在 {first} 到 {last} 之間。",
    "請核對年份。",
    "{field} “{value}” is not between {first} and {last}.",
    "Check the year.",
)
DAY_AMBIGUOUS = Code(
    "day.ambiguous",
    _ASK,
    "{field}『{value}』可以是 {first}，也可以是 {second}。",
    "請寫成「年-月-日」，例如 {first}。",
    "{field} “{value}” may be {first} or {second}.",
    "Write it as year-month-day, for example {first}.",
)
DAY_SHORT_YEAR = Code(
    "day.short_year",
    _ASK,
    "{field}『{value}』的年份不足四位，看不準是哪一年。",
    "請寫四位年份，例如 {first}。",
    "{field} “{value}” has a short year, so the year is uncertain.",
    "Write the year with four digits, for example {first}.",
)
DAY_ROC = Code(
    "day.roc",
    _ERROR,
    "{field}『{value}』用的是民國紀年，這裏用公元。",
    "請改成公元，例如 {first}。",
    "{field} “{value}” counts by the ROC calendar; dates here are Gregorian.",
    "Write the Gregorian date, for example {first}.",
)
TIME_IMPOSSIBLE = Code(
    "time.impossible",
    _ERROR,
    "{field}『{value}』裏的時刻不存在。",
    "請寫成 2026-01-05 14:30 的樣子。",
    "{field} “{value}” holds a time of day that does not exist.",
    "Write it like 2026-01-05 14:30.",
)
PERIOD_UNREADABLE = Code(
    "period.unreadable",
    _ERROR,
    "{field}『{value}』看不出是哪一個月、季或年。",
    "請寫成 2026-11、2026-Q4、2026-H2 或 2026。",
    "{field} “{value}” cannot be read as a month, quarter, half-year or year.",
    "Write 2026-11, 2026-Q4, 2026-H2 or 2026.",
)

# --- numbers -------------------------------------------------------------------------------------------

NUMBER_UNREADABLE = Code(
    "number.unreadable",
    _ERROR,
    "{field}『{value}』不是數字。",
    "請只填數字，例如 1200 或 12萬。",
    "{field} “{value}” is not a number.",
    "Write a number only, for example 1200.",
)
NUMBER_UNIT = Code(
    "number.unit",
    _ERROR,
    "{field}『{value}』帶的單位『{unit}』和這一欄不合。",
    "請換算後填，這一欄要的是{expected}。",
    "{field} “{value}” carries the unit “{unit}”, which does not fit this column.",
    "Convert it first; this column takes {expected_en}.",
)
NUMBER_RANGE = Code(
    "number.several",
    _ASK,
    "{field}『{value}』裏不止一個數。",
    "請只填一個數；若是區間，說明寫在備註。",
    "{field} “{value}” holds more than one number.",
    "Write one number; if it is a range, say so in the remarks.",
)
NUMBER_BOUND = Code(
    "number.bound",
    _ASK,
    "{field}『{value}』只說了上限或下限，沒有確切的數。",
    "請填一個數；範圍寫在備註。",
    "{field} “{value}” gives a limit, not a number.",
    "Write one number and put the range in the remarks.",
)
NUMBER_ROUNDED = Code(
    "number.rounded",
    _ERROR,
    "{field}『{value}』是科學記數，後面的數字可能已經丟失。",
    "請把這一格設成「數值」格式，再填完整的數字。",
    "{field} “{value}” is in scientific notation, so its last digits may be lost.",
    "Format the cell as Number and type the whole figure.",
)
NUMBER_AMBIGUOUS = Code(
    "number.ambiguous",
    _ASK,
    "{field}『{value}』可以是 {first}，也可以是 {second}。",
    "請去掉逗號，直接寫數字。",
    "{field} “{value}” may be {first} or {second}.",
    "Leave the comma out and write the plain number.",
)
NUMBER_AMBIGUOUS_UNIT = Code(
    "number.ambiguous_unit",
    _ASK,
    "{field}『{value}』可能是 {first}，也可能是 {second}。",
    "請連單位一起寫，例如 {second} 或 {first}。",
    "{field} “{value}” may be {first} or {second}.",
    "Write the unit with it, for example {second} or {first}.",
)
NUMBER_NEGATIVE = Code(
    "number.negative",
    _ERROR,
    "{field}『{value}』小於零。",
    "這一欄不能是負數，請核對。",
    "{field} “{value}” is below zero.",
    "This column cannot be negative; please check.",
)
NUMBER_IS_DATE = Code(
    "number.is_date",
    _ERROR,
    "{field}這一格是日期『{value}』，不是數字。",
    "請把格式改成「常規」，再重新輸入數字。",
    "{field} holds the date {value} instead of a number.",
    "Set the cell's format to General and type the number again.",
)
NUMBER_NOT_WHOLE = Code(
    "number.not_whole",
    _ERROR,
    "{field}『{value}』不是整數。",
    "這一欄只能填整數。",
    "{field} “{value}” is not a whole number.",
    "This column takes whole numbers only.",
)
NUMBER_TOO_BIG = Code(
    "number.too_big",
    _ERROR,
    "{field}『{value}』大得不合理。",
    "請核對數字和單位。",
    "{field} “{value}” is unreasonably large.",
    "Check the figure and its unit.",
)
PERCENT_AMBIGUOUS = Code(
    "percent.ambiguous",
    _ASK,
    "{field}『{value}』可以是 {first}，也可以是 {second}。",
    "請連百分號一起寫，例如 {first}。",
    "{field} “{value}” may be {first} or {second}.",
    "Write it with its percent sign, for example {first}.",
)
SCORE_RANGE = Code(
    "score.range",
    _ERROR,
    "{field}『{value}』不在 1 到 5 分之間。",
    "請填 1、2、3、4 或 5。",
    "{field} “{value}” is not a score from 1 to 5.",
    "Write 1, 2, 3, 4 or 5.",
)

# --- lists ---------------------------------------------------------------------------------------------

CHOICE_UNKNOWN = Code(
    "choice.unknown",
    _ERROR,
    "{field}沒有『{value}』這一項。",
    "可以填：{options}。",
    "{field} has no entry “{value}”.",
    "Choose one of: {options}.",
)
CHOICE_SEVERAL = Code(
    "choice.several",
    _ERROR,
    "{field}『{value}』選了不止一項，這一欄只能選一項。",
    "請只留一項，其餘寫在備註。",
    "{field} “{value}” names several entries, but only one is possible.",
    "Keep one and put the others in the remarks.",
)
CHOICE_PART = Code(
    "choice.unknown_part",
    _ERROR,
    "{field}『{value}』裏的『{part}』不在可選項之中。",
    "可以填：{options}；多項用頓號分開。",
    "{field} “{value}” holds “{part}”, which is not in the list.",
    "Choose from: {options}; separate several with commas.",
)
