"""The one printed page for everybody (使用說明, issue 8): it is told where to drop and where to look."""

from typing import Annotated

from toolkit.stages.context import Context, Term


class PageContext(Context):
    """使用說明: drop, look, mend, drop again."""

    inbox_name: Annotated[str, Term("收件夾名稱")]
    outbox_name: Annotated[str, Term("結果夾名稱")]
