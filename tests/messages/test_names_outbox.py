"""What lies in the outbox bears the office's language, and what was typed stays as typed."""

import pytest

from toolkit.messages.names_outbox import FOLDERS, LISTS, file_name, folder_name

TITLES = ("客戶檔案", "談判準備書", "績效報告", "物業服務合同", "優先開發名單", "合作方案書")


@pytest.mark.parametrize(
    ("name", "simplified", "english"),
    [
        ("客戶檔案 潤樺資產管理", "客户档案 潤樺資產管理", "客戶檔案 潤樺資產管理"),
        ("合作方案書", "合作方案书", "合作方案書"),
        ("談判準備書 第1輪", "谈判准备书 第1轮", "談判準備書 第1輪"),
        ("績效報告 2026-11（含個人績效）", "绩效报告 2026-11（含个人绩效）", "績效報告 2026-11（含個人績效）"),
        ("優先開發名單 全部在跟客戶", "优先开发名单 全部在跟客户", "優先開發名單 全部在跟客戶"),
        ("優先開發名單 客戶資料表", "优先开发名单 客戶資料表", "優先開發名單 客戶資料表"),
        ("HT-1 潤樺中心物業服務合同", "HT-1 潤樺中心物业服务合同", "HT-1 潤樺中心物業服務合同"),
        ("方案資料表（待填） 陳立文 名單", "方案资料表（待填） 陳立文 名單", "Proposals to complete 陳立文 名單"),
        ("待辦 張雅婷", "待办 張雅婷", "To do 張雅婷"),
        ("總覽", "总览", "Overview"),
        ("客戶的表", "客戶的表", "客戶的表"),
    ],
)
def test_a_files_name(name: str, simplified: str, english: str) -> None:
    assert file_name(name, "zh-Hant", TITLES) == name
    assert file_name(name, "zh-Hans", TITLES) == simplified
    assert file_name(name, "en", TITLES) == english


def test_folders_and_lists_have_an_english_name() -> None:
    assert folder_name("談判", "en") == "Negotiations"
    assert folder_name("談判", "zh-Hans") == "谈判"
    assert folder_name("SJ-1 談判公司", "zh-Hans") == "SJ-1 談判公司"
    assert all(one.isascii() for one in (*FOLDERS.values(), *LISTS.values()))
