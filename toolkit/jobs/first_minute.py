"""What a new office finds on top: the one printed page 使用說明.docx, and 招商日常.xlsx for every day (issue 8)."""

from toolkit.documents import compile_template
from toolkit.folders.layout import Laid
from toolkit.folders.made import lay_made
from toolkit.folders.rule_files import rule_texts
from toolkit.folders.shipped import shipped
from toolkit.folders.workspace import Workspace
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.blank import forms_workbook
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.page import PageContext
from toolkit.stages.proposal.forms import PROPOSALS
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.templates import all_terms

DAILY = (PROSPECTS, CONTACTS, PROPOSALS)
"""What is filled in every day (seed VI): customers, contacts, proposals in one workbook."""


def lay_first_minute(workspace: Workspace) -> Laid:
    """Write the page and the daily workbook on top of ``workspace``; what somebody edited is kept."""
    names = workspace.names
    lists = parse(rule_texts(workspace.manual)).lists
    made = {
        f"{names.page}.docx": printed_page(workspace),
        f"{names.daily}.xlsx": forms_workbook(
            DAILY, lists, workspace.settings.language, workspace.settings.jurisdiction
        ),
    }
    return lay_made(workspace, made)


def printed_page(workspace: Workspace) -> bytes:
    """The one page, with this office's own folders; the office's template where it has one."""
    name = f"{workspace.names.page}.docx"
    own = workspace.templates / "word" / name
    template = own if own.is_file() else shipped("templates") / "word" / name
    told = PageContext(inbox_name=workspace.settings.inbox, outbox_name=workspace.settings.outbox)
    return compile_template(template, terms=all_terms()).render(told.plain())
