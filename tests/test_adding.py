"""The README's "Where to add", walked through in a copy of the product: each addition stands where it says."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[1]

FORM = '''"""A form that is not shipped: complaints."""

from datetime import date
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form, Row
from toolkit.outcome import Accepted, DocumentOrder, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import Context, Term
from toolkit.stages.records import keys_of, revise


class Complaint(Row):
    """One complaint."""

    number: Annotated[str, Column("投訴編號", "Complaint no.", read.text, example="TS-1")]
    mood: Annotated[str, Column("情緒", "Mood", read.choice, options="情緒", example="平靜")]
    told: Annotated[str, Column("投訴內容", "What", read.long_text, example="電梯太慢")]


COMPLAINTS = Form("F90", "complaints", "投訴登記表", "Complaints", Complaint, (("number",),))


class ReplyContext(Context):
    """What the reply prints."""

    complaint_number: Annotated[str, Term("投訴編號")]
    complaint_told: Annotated[str, Term("投訴內容")]


def follow(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record each complaint and answer it."""
    keys = keys_of(rows, [""] * len(rows.rows))
    records = revise(rows, ledger.by_key(COMPLAINTS.name, set(keys)), keys=keys)
    replies = tuple(
        DocumentOrder("投訴回覆", {"complaint_number": one.payload["number"], "complaint_told": one.payload["told"]},
                      "報表", f"投訴回覆 {one.payload['number']}")
        for one in records
    )
    return Outcome(records=records, documents=replies)
'''

MESSAGE = """

TOO_LOUD = Code(
    "feedback.too_loud",
    Severity.WARNING,
    "「{value}」寫得太響。",
    "請小聲一點。",
    "“{value}” is too loud.",
    "Say it more quietly.",
)
"""

SPEAK = """
from toolkit.messages.catalogue import codes, sentence
from toolkit.messages.finding import Finding
(code,) = [one for one in codes() if one.code == "feedback.too_loud"]
for language in ("zh-Hant", "zh-Hans", "en"):
    print(sentence(Finding(code, value="喂"), language))
"""

COMMAND = '''"""``toolkit greet``: a command that is not shipped."""

import click


@click.command("greet")
def command() -> None:
    """Greet.

    Example: toolkit greet
    """
    click.echo("您好")
'''


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) >= 1, f"{file.name} no longer has {before!r}"
        text = text.replace(before, after, 1)
    file.write_text(text, encoding="utf-8")


def add_a_message(root: Path) -> None:
    file = root / "toolkit/messages/codes_review.py"
    file.write_text(file.read_text(encoding="utf-8") + MESSAGE, encoding="utf-8")


def add_a_kpi(root: Path) -> None:
    edit(
        root / "toolkit/figures/metrics.py",
        ("_ALL = (", '_ALL = (\n    Metric("談判客戶數", Kind.COUNT, "期內進入談判的客戶數", "談判客戶"),'),
    )
    edit(
        root / "toolkit/figures/kpi.py",
        ('"新增客戶數": "registered",', '"新增客戶數": "registered", "談判客戶數": "negotiated",'),
    )
    edit(root / "manual/lists.yaml", ("  簽約率:", "  談判客戶數: {en: Customers in negotiation}\n  簽約率:"))


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with one of each more."""
    root = tmp_path_factory.mktemp("product")
    for folder in ("toolkit", "templates", "manual"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    add_a_form(root)
    add_a_list_entry(root)
    add_a_filter(root)
    add_a_template(root)
    add_a_command(root)
    add_a_message(root)
    add_a_kpi(root)
    return root


def add_a_form(root: Path) -> None:
    (root / "toolkit/stages/aftercare/complaints.py").write_text(FORM, encoding="utf-8")
    edit(
        root / "toolkit/stages/catalogue.py",
        (
            "from toolkit.stages.aftercare.forms",
            "from toolkit.stages.aftercare import complaints\nfrom toolkit.stages.aftercare.forms",
        ),
        ("    FEEDBACK,\n)", "    FEEDBACK,\n    complaints.COMPLAINTS,\n)"),
        ("FOLLOW: Mapping[str, Follow] = {", "FOLLOW: Mapping[str, Follow] = {\n    'complaints': complaints.follow,"),
    )
    edit(root / "manual/process.yaml", ("forms: [satisfaction", "forms: [complaints, satisfaction"))


def add_a_list_entry(root: Path) -> None:
    edit(
        root / "manual/lists.yaml",
        ("業務線:", "情緒:\n  平靜: {en: Calm}\n  生氣: {en: Angry, aliases: [憤怒]}\n\n業務線:"),
    )


def add_a_filter(root: Path) -> None:
    edit(
        root / "toolkit/documents/filters.py",
        (
            "TAKES_MISSING =",
            'def quoted(value: object) -> str:\n    """x → 「x」."""\n    return f"「{value}」"\n\n\nTAKES_MISSING =',
        ),
        ('        "大寫金額": upper_amount,', '        "引號": quoted,\n        "大寫金額": upper_amount,'),
    )


def add_a_template(root: Path) -> None:
    written = docx.Document()
    written.add_paragraph("您好，{{ 投訴編號 }} 號投訴 {{ 投訴內容|引號 }} 已收到。")
    written.save(str(root / "templates/word/投訴回覆.docx"))
    edit(
        root / "toolkit/stages/templates.py",
        (
            "from toolkit.stages.aftercare.contexts",
            "from toolkit.stages.aftercare.complaints import ReplyContext\nfrom toolkit.stages.aftercare.contexts",
        ),
        (
            "CONTEXTS: Mapping[str, type[Context]] = {",
            'CONTEXTS: Mapping[str, type[Context]] = {\n    "投訴回覆": ReplyContext,',
        ),
    )


def add_a_command(root: Path) -> None:
    (root / "toolkit/cli/greet.py").write_text(COMMAND, encoding="utf-8")
    edit(root / "toolkit/cli/main.py", ('    "init": (', '    "greet": ("greet", "Greet."),\n    "init": ('))


@pytest.fixture(scope="module")
def office(product: Path) -> Path:
    """A workspace of that product."""
    toolkit(product, "init", str(product / "office"))
    settings = f"[ledger]\nservice_folder = '{product / 'service'}'\n[watch]\nquiet = 0.1\n"
    (product / "office/toolkit.toml").write_text(settings, encoding="utf-8")
    return product / "office"


def toolkit(product: Path, *arguments: str) -> str:
    known = {name: value for name, value in os.environ.items() if name != "TOOLKIT_WORKSPACE"}
    ended = subprocess.run(
        [sys.executable, "-m", "toolkit", *arguments],
        cwd=product,
        env={**known, "PYTHONPATH": str(product)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ended.returncode in (0, 1), ended.stdout + ended.stderr
    return ended.stdout


def test_an_added_command_is_listed_and_called(product: Path) -> None:
    assert "greet" in toolkit(product, "--help")
    assert toolkit(product, "greet").strip() == "您好"


def test_an_added_form_list_template_and_filter_carry_a_sheet_to_a_document(product: Path, office: Path) -> None:
    (blank,) = json.loads(toolkit(product, "--workspace", str(office), "forms", "complaints", "--json"))
    book = openpyxl.load_workbook(blank["file"])
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[3]] == ["* 投訴編號", "* 情緒", "* 投訴內容"]
    for place, value in enumerate(("TS-7", "憤怒", "電梯太慢 & 太吵"), 1):
        sheet.cell(5, place).value = value
    book.save(office / "inbox/投訴.xlsx")
    (taken,) = json.loads(toolkit(product, "--workspace", str(office), "run", "--once", "--json"))
    assert (taken["state"], taken["accepted"], taken["rejected"]) == ("done", 1, 0)
    made = docx.Document(str(office / "outbox/報表/投訴回覆 TS-7.docx"))
    assert made.paragraphs[0].text == "您好，TS-7 號投訴 「電梯太慢 & 太吵」 已收到。"


def test_an_added_template_is_checked_like_any_other(product: Path, office: Path) -> None:
    (checked,) = json.loads(toolkit(product, "--workspace", str(office), "templates", "check", "投訴回覆", "--json"))
    assert checked["slips"] == []


def run(product: Path, program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(product), "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=product, env=environment, capture_output=True, check=True, timeout=60
    )
    return ended.stdout.decode()


def test_an_added_message_speaks_every_language(product: Path) -> None:
    assert run(product, SPEAK).split("\n")[:3] == [
        "「喂」寫得太響。請小聲一點。",
        "「喂」写得太响。请小声一点。",
        "“喂” is too loud. Say it more quietly.",
    ]


def test_an_added_kpi_is_chosen_in_the_sheet_and_computed(product: Path, office: Path) -> None:
    (blank,) = json.loads(toolkit(product, "--workspace", str(office), "forms", "kpi", "--json"))
    lists = openpyxl.load_workbook(blank["file"]).worksheets[-1]
    assert "談判客戶數" in {cell.value for column in lists.columns for cell in column}
    shown = run(
        product,
        "from toolkit.figures import kpi, metrics; print(kpi._COUNTS['談判客戶數'], '談判客戶數' in metrics.METRICS)",
    )
    assert shown.split() == ["negotiated", "True"]
