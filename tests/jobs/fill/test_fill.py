"""Any template with any sheet: names, values, file names, rows that fail, and executors of every kind."""

import io
import json
import os
import re
import shutil
import signal
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from toolkit.cli.main import main
from toolkit.documents.origin import origin_of
from toolkit.documents.shelves import NOTES, remember
from toolkit.errors import UsageError
from toolkit.jobs.fill.cluster import allowed, cluster
from toolkit.jobs.fill.plan import plan
from toolkit.jobs.fill.run import Filling
from toolkit.jobs.fill.told import as_lines, as_value, told
from toolkit.jobs.fill.work import PART, put
from toolkit.jobs.trace import trace
from toolkit.messages.catalogue import error_sentence
from toolkit.settings import Settings


def fill(service, template, file, out, pattern="", **how):
    planned = plan(service, template, file, pattern)
    return told(planned, out, list(Filling(planned, out, **how)))


def texts(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs]


def test_each_row_becomes_a_document_named_by_the_pattern(service, template, sheet, tmp_path):
    file = sheet(
        ["二〇二六年名單", None, None],
        ["編號", "客戶名稱", "建築面積(㎡)"],
        [1, "華景/置業", 12000.5],
        [2, "甲 & 乙", 800],
        ["合計", None, 12800.5],
        merged="A1:C1",
    )
    made = fill(
        service, template("{{ 客户名称 }}：{{ 建築面積(㎡)|千分位 }}"), file, tmp_path / "out", "{{客戶名稱}}_{{編號}}"
    )
    assert [one.name for one in made.files] == ["華景／置業_1.docx", "甲 & 乙_2.docx"]
    assert [texts(one)[0] for one in made.files] == ["華景/置業：12,000.5", "甲 & 乙：800"]
    assert not made.failed
    assert [row.row for row in made.rows] == [3, 4]


def test_other_words_and_english_keys_mean_the_same_column(service, template, sheet, tmp_path):
    file = sheet(["客戶名稱", "聯絡人", "手機", "Unit Price"], ["華景", "陳小姐", "13800138000", 3.5])
    made = fill(
        service, template("{{ customer_name }} {{ 聯繫人 }} {{ 聯繫電話 }} {{ unit_price }}"), file, tmp_path / "o"
    )
    assert texts(made.files[0]) == ["華景 陳小姐 13800138000 3.5"]
    assert not made.plan.slips


def test_a_document_says_its_number_and_where_each_value_came_from(service, template, sheet, tmp_path):
    file = sheet(["編號", "客戶名稱", "備註"], [1, "華景", None], [2, "遠達", "急"])
    letter = template("{{ 文件編號 }} {{ 客戶名稱 }} {{ 備註 }}")
    made = fill(service, letter, file, tmp_path / "o")
    origins = [origin_of(one.read_bytes()) for one in made.files]
    numbers = [one.number for one in origins]
    assert all(re.fullmatch(r"PL-[0-9A-F]{12}", number) for number in numbers)
    assert len(set(numbers)) == 2
    assert [texts(one)[0].split()[0] for one in made.files] == numbers
    assert [(one.file, one.sheet) for one in origins] == [(file.name, "名單")] * 2
    assert [one.sources for one in origins] == [
        {"編號": "A2", "客戶名稱": "B2"},
        {"編號": "A3", "客戶名稱": "B3", "備註": "C3"},
    ]
    (told_of,) = trace(service, str(made.files[0]))["documents"]
    assert (told_of["number"], told_of["values"]["客戶名稱"]["cell"]) == (numbers[0], "B2")
    again = fill(service, letter, file, tmp_path / "p")
    assert [one.read_bytes() for one in again.files] == [one.read_bytes() for one in made.files]


def test_what_a_cell_shows_is_printed(service, template, sheet, tmp_path):
    file = sheet(["日", "率", "字", "是"], [date(2026, 1, 5), 0.125, "0012", True])

    book = openpyxl.load_workbook(file)
    book.active["B2"].number_format = "0.0%"
    book.save(file)
    made = fill(service, template("{{ 日|日期 }} {{ 率 }} {{ 字 }}"), file, tmp_path / "o")
    assert texts(made.files[0]) == ["2026年1月5日 12.5% 0012"]


def test_a_missing_value_is_marked_and_an_unknown_name_is_told_with_the_nearest(service, template, sheet, tmp_path):
    file = sheet(["客戶名稱", "電話"], ["華景", None], ["遠達", "02"])
    made = fill(service, template("{{ 客戶名字 }}{{ 客戶名稱 }}{{ 電話 }}"), file, tmp_path / "o")
    assert [(slip.code.code, slip.words, slip.suggestion) for slip in made.plan.slips] == [
        ("fill.unknown_name", "客戶名字", "客戶名稱")
    ]
    assert [row.missing for row in made.rows] == [("客戶名字", "電話"), ("客戶名字",)]
    assert texts(made.files[0]) == ["【缺：客戶名字】華景【缺：電話】"]
    assert made.failed
    value = as_value(made, "en")
    assert [(one["code"], one["row"]) for one in value["findings"]] == [("fill.unknown_name", 0), ("fill.missing", 2)]


def test_a_row_that_fails_is_told_and_the_others_are_made(service, template, sheet, tmp_path):
    file = sheet(["客戶名稱", "金額"], ["甲", 1], ["乙", "面議"], ["丙", 3])
    made = fill(service, template("{{ 金額|大寫金額 }}"), file, tmp_path / "o", "{{客戶名稱}}")
    assert [one.name for one in made.files] == ["甲.docx", "丙.docx"]
    (finding,) = as_value(made, "zh-Hant")["findings"]
    assert (finding["code"], finding["sheet"], finding["row"]) == ("fill.row_failed", "名單", 3)
    assert "面議" in finding["message"]


def test_names_stay_in_the_folder_are_unique_and_nothing_is_overwritten(service, template, sheet, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "甲.docx").write_bytes(b"a person's")
    file = sheet(["名", "n"], ["../../甲", 1], ["甲", 2], ["甲", 3], ["CON", 4], ["a", 5], ["A", 6])
    made = fill(service, template("{{ n }}"), file, out, "{{名}}")
    assert [one.name for one in made.files] == [
        *("／..／甲.docx", "甲 (2).docx", "甲 (2) (2).docx", "_CON.docx", "a.docx", "A (2).docx")
    ]
    assert (out / "甲.docx").read_bytes() == b"a person's"
    assert all(one.parent == out and one.is_file() for one in made.files)
    assert sorted(tmp_path.glob("*.docx")) == [tmp_path / "邀請函.docx"]
    assert sorted(texts(one)[0] for one in made.files) == list("123456")


def test_filling_again_makes_nothing_twice(service, template, sheet, tmp_path):
    file, one = sheet(["名"], ["甲"], ["乙"]), template("{{ 名 }}")
    first = fill(service, one, file, tmp_path / "o")
    second = fill(service, one, file, tmp_path / "o")
    assert first.files == second.files
    assert len(list((tmp_path / "o").iterdir())) == 2


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{{ 名", "fill.pattern"),
        ("{{ 名.x() }}", "fill.pattern"),
        ("{{ 姓名 }}", "fill.no_column_near"),
        ("{{ zzz }}", "fill.no_column"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_before_anything_is_made(service, template, sheet, tmp_path, pattern, code):
    with pytest.raises(UsageError) as told_:
        plan(service, template("{{ 名 }}"), sheet(["名"], ["甲"]), pattern)
    assert told_.value.code == code


def test_a_sheet_without_a_table_is_refused(service, template, sheet):
    with pytest.raises(UsageError, match=r"fill\.no_table"):
        plan(service, template("x"), sheet([None]))


def test_each_document_says_where_it_comes_from(service, template, sheet, tmp_path):
    made = fill(service, template("{{ 名 }}"), sheet(["名"], ["甲"], ["乙"]), tmp_path / "o")
    origins = [origin_of(one.read_bytes()) for one in made.files]
    assert {one.template for one in origins} == {made.plan.order.template_hash}
    assert len({one.data for one in origins}) == 2


def many(sheet, count: int) -> Path:
    return sheet(["編號", "名"], *([number, f"客戶{number}"] for number in range(1, count + 1)))


@pytest.mark.parametrize("kind", ["threads", "processes", "own"])
def test_any_executor_makes_the_same(service, template, sheet, tmp_path, kind):
    file, one = many(sheet, 60), template("{{ 編號 }} {{ 名 }}")
    here = fill(service, one, file, tmp_path / "here", "{{編號}}")
    if kind == "own":
        there = fill(service, one, file, tmp_path / "there", "{{編號}}", processes=2)
    else:
        pools = {"threads": ThreadPoolExecutor, "processes": ProcessPoolExecutor}
        with pools[kind](2) as pool:
            there = fill(service, one, file, tmp_path / "there", "{{編號}}", executor=pool)
    assert [row.row for row in there.rows] == list(range(2, 62))
    assert [one.name for one in there.files] == [one.name for one in here.files]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(here.files, there.files, strict=True))


class Dying(ThreadPoolExecutor):
    """An executor some of whose workers die: the first time, or always for one row."""

    def __init__(self, always: int = 0) -> None:
        super().__init__(2)
        self.given: list[int] = []
        self.always = always

    def submit(self, fn, order, rows):
        self.given += [row.row for row in rows]
        if len(self.given) <= 25 or self.always in [row.row for row in rows]:
            return super().submit(os.kill, "no process", signal.SIGKILL)
        return super().submit(fn, order, rows)


@pytest.mark.parametrize("always", [0, 7])
def test_a_dead_worker_loses_and_doubles_nothing(service, template, sheet, tmp_path, always):
    with Dying(always) as pool:
        made = fill(service, template("{{ 名 }}"), many(sheet, 60), tmp_path / "o", "{{編號}}", executor=pool)
    lost = [row.row for row in made.rows if row.error]
    assert lost == [always] * bool(always)
    assert len(list((tmp_path / "o").iterdir())) == 60 - len(lost)


def test_a_killed_process_of_our_own_pool_loses_and_doubles_nothing(service, template, sheet, tmp_path):
    psutil = pytest.importorskip("psutil")
    before = {one.pid for one in psutil.Process().children(recursive=True)}
    killed = []

    def kill_one() -> None:
        while not killed:
            for child in psutil.Process().children(recursive=True):
                started = child.pid not in before and (tmp_path / "o").is_dir() and any((tmp_path / "o").glob("*.docx"))
                if started and child.memory_info().rss > 30_000_000 and not child.children():
                    child.kill()
                    killed.append(child.pid)
                    return

    watcher = threading.Thread(target=kill_one, daemon=True)
    planned = plan(service, template("{{ 名 }}"), many(sheet, 1500), "{{編號}}")
    watcher.start()
    made = told(planned, tmp_path / "o", list(Filling(planned, tmp_path / "o", processes=2)))
    watcher.join(5)
    assert killed
    assert [row.row for row in made.rows if row.error] == []
    assert sorted(row.row for row in made.rows) == list(range(2, 1502))
    assert len(list((tmp_path / "o").iterdir())) == 1500


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    assert put(tmp_path, "a.docx", b"1", "r") == "a.docx"
    assert put(tmp_path, "a.docx", b"1", "r") == "a.docx"
    assert put(tmp_path, "a.docx", b"2", "r") == "a (2).docx"
    assert not list(tmp_path.glob(f"{PART}*"))


def test_only_listed_schedulers_are_met():
    settings = Settings(scheduler="tls://one:8786, tcp://127.0.0.1:9")
    assert allowed(settings) == ("tls://one:8786", "tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"fill\.scheduler_not_allowed"), cluster(settings, "tcp://other:1"):
        pass


def test_the_command(service, template, sheet, tmp_path, capsys):
    file = sheet(["名", "額"], ["甲", 1], ["乙", "x"])
    with pytest.raises(SystemExit) as left:
        main(
            [
                *("--workspace", str(service.workspace.root), "fill", template("{{ 額|金額 }}"), str(file)),
                *("--name", "{{名}}", "--out", str(tmp_path / "o"), "--json"),
            ]
        )
    value = json.loads(capsys.readouterr().out)
    assert left.value.code == 1
    assert value["documents"] == [{"row": 2, "file": str(tmp_path / "o" / "甲.docx"), "draft": False, "missing": []}]
    assert docx.Document(io.BytesIO((tmp_path / "o" / "甲.docx").read_bytes())).paragraphs[0].text == "1.00"
    number = origin_of((tmp_path / "o" / "甲.docx").read_bytes()).number
    assert trace(service, number)["documents"][0]["path"] == str(tmp_path / "o" / "甲.docx")


def test_a_template_of_the_workspace_by_its_name_in_either_script(service, template, sheet, tmp_path):
    shutil.copy(template("{{ 名 }}"), service.workspace.templates / "word" / "通知書.docx")
    made = fill(service, "通知书", sheet(["名"], ["甲"]), tmp_path / "o")
    assert made.files[0].name == "通知書_甲.docx"
    with pytest.raises(UsageError, match=r"template\.unknown"):
        fill(service, "沒有", sheet(["名"], ["甲"]), tmp_path / "o")


def test_pdf_without_libreoffice_says_so_before_anything_is_made(
    service, template, sheet, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("toolkit.documents.pdf.shutil.which", lambda _: None)
    monkeypatch.setattr("toolkit.documents.pdf._PLACES", ())
    words = ("--workspace", str(service.workspace.root), "fill", template("{{ 名 }}"), str(sheet(["名"], ["甲"])))
    with pytest.raises(SystemExit) as left:
        main([*words, "--out", str(tmp_path / "o"), "--pdf"])
    assert left.value.code == 3
    assert "LibreOffice" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_pdf_of_each_document(service, template, sheet, tmp_path, capsys):
    words = (
        "--workspace",
        str(service.workspace.root),
        "fill",
        template("{{ 名 }}"),
        str(sheet(["名"], ["甲"], ["乙"])),
    )
    with pytest.raises(SystemExit) as left:
        main([*words, "--out", str(tmp_path / "o"), "--name", "{{名}}", "--pdf", "--json"])
    assert not left.value.code
    assert [Path(one).name for one in json.loads(capsys.readouterr().out)["pdf"]] == ["甲.pdf", "乙.pdf"]
    assert (tmp_path / "o" / "甲.pdf").read_bytes().startswith(b"%PDF")


def test_a_long_list_of_gaps_is_cut_for_people(service, template, sheet, tmp_path):
    made = fill(
        service,
        template("{{ 名 }}{{ 空 }}"),
        sheet(["名", "空"], *([f"客戶{n}", None] for n in range(30))),
        tmp_path / "o",
    )
    assert len(as_lines(made, "en")) == 20 + 2
    assert "10 more rows" in as_lines(made, "en")[-2]


def test_two_columns_of_one_heading_are_never_chosen_between(service, template, sheet):
    rows = sheet(["客戶名稱", "租金", "租金(元)"], ["華景", 100, 200])
    with pytest.raises(UsageError) as refused:
        plan(service, template("{{ 客戶名稱 }} {{ 租金|大寫金額 }}"), rows)
    assert (refused.value.code, refused.value.data) == ("fill.heading_twice", {"name": "租金", "count": 2})
    assert len(plan(service, template("{{ 客戶名稱 }}"), rows).rows) == 1
    assert len(plan(service, template("{{ 客戶名稱 }} {{ 租金2 }}"), rows).rows) == 1


def test_a_filled_document_is_found_by_its_number_alone(service, template, sheet, tmp_path):
    made = fill(
        service, template("{{ 客戶名稱 }}"), sheet(["客戶名稱"], ["甲"], ["乙"]), tmp_path / "o", "{{客戶名稱}}"
    )
    number = origin_of(made.files[1].read_bytes()).number
    assert number.startswith("PL-")
    with pytest.raises(UsageError, match=r"trace\.not_on_shelf") as lost:
        trace(service, number)
    usual = str(service.workspace.reports)
    assert usual in error_sentence(lost.value, "zh-Hant")
    remember(service.workspace.service / NOTES, tmp_path / "o")
    remember(service.workspace.service / NOTES, tmp_path / "o")
    for typed in (number, number.lower()):
        (told_of,) = trace(service, typed)["documents"]
        assert (told_of["number"], told_of["path"]) == (number, str(made.files[1]))
        assert told_of["values"]["客戶名稱"]["cell"] == "A3"
    made.files[1].unlink()
    with pytest.raises(UsageError, match=r"trace\.not_on_shelf"):
        trace(service, number)
