"""Words that differ in Simplified Chinese beyond the script, as mainland Windows, Excel and Word call things.

They are applied after OpenCC has turned the characters (``t2s``), longest meaning first; only to sentences of
ours, never to headings, list values or names that are looked up again. ``檔案`` is two words: a file (文件), and a
dossier or an archive, which stays 档案.
"""

import re

SIMPLIFIED_WORDS: tuple[tuple[str, str], ...] = (
    # menus and dialogs
    ("另存新档", "另存为"),
    ("档案类型选", "保存类型选"),
    ("档案类型", "文件类型"),
    ("输出至", "导出到"),
    ("汇出", "导出"),
    ("汇入", "导入"),
    ("贴上", "粘贴"),
    ("功能表", "菜单"),
    ("选单", "菜单"),
    ("资讯", "信息"),
    ("开启密码", "打开密码"),
    ("开启", "打开"),
    ("下拉清单", "下拉列表"),
    ("巨集", "宏"),
    ("核取方块", "复选框"),
    ("工具列", "工具栏"),
    ("视窗", "窗口"),
    ("萤幕", "屏幕"),
    ("滑鼠", "鼠标"),
    ("游标", "光标"),
    ("字型", "字体"),
    ("列印", "打印"),
    ("预设", "默认"),
    ("设定", "设置"),
    # workbooks
    ("活页簿", "工作簿"),
    ("试算表", "电子表格"),
    ("储存格", "单元格"),
    ("这一格", "这个单元格"),
    ("第一格", "第一个单元格"),
    ("标红的格", "标红的单元格"),
    ("资料行", "数据行"),
    ("栏位", "字段"),
    ("栏标", "列标"),
    ("栏宽", "列宽"),
    # files, machines, programmes
    ("资料夹", "文件夹"),
    ("压缩档", "压缩包"),
    ("文字档", "文本文件"),
    ("增益集", "加载项"),
    ("数位签章", "数字签名"),
    ("简报", "演示文稿"),
    ("捷径", "快捷方式"),
    ("资料库", "数据库"),
    ("隐藏档", "隐藏文件"),
    ("档名", "文件名"),
    ("网路", "网络"),
    ("伺服器", "服务器"),
    ("磁碟", "磁盘"),
    ("硬碟", "硬盘"),
    ("软体", "软件"),
    ("程式", "程序"),
    ("使用者", "用户"),
    ("登入", "登录"),
    ("存取", "访问"),
    ("连线", "连接"),
    ("连结", "链接"),
    ("支援", "支持"),
    ("相容", "兼容"),
    ("回圈", "循环"),
    ("迴圈", "循环"),
    ("字元", "字符"),
    ("范本", "模板"),
    ("裏", "里"),
)
"""What OpenCC leaves → what is said there."""

_DOSSIER = ("客户", "沟通", "会计", "资料、", "度与", "先看", "查阅", "完整，")
"""After these words 档案 is a dossier or an archive."""
_FILE = re.compile("".join(f"(?<!{word})" for word in _DOSSIER) + "档案(?!制度|室|资料|目录|管理)")
_SHORT = re.compile(r"(?<![归存建高中低分])档(?![案次位期])")
_SAVE = re.compile(r"(?<!并)存档")


def mainland(text: str) -> str:
    """Simplified text with the words that differ exchanged; what is exchanged already stays."""
    for word, ours in SIMPLIFIED_WORDS:
        text = text.replace(word, ours)
    return _SAVE.sub("保存", _SHORT.sub("文件", _FILE.sub("文件", text)))
