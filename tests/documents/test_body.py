"""Only the body changes: every other part of a document stays as it was."""

import io
import zipfile

from toolkit.documents.body import BODY, with_body


def test_only_the_body_changes() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(BODY, b"<old/>")
        package.writestr("word/styles.xml", b"<styles/>")
    changed = with_body(out.getvalue(), lambda body: body.replace(b"old", b"new"))
    with zipfile.ZipFile(io.BytesIO(changed)) as package:
        assert {name: package.read(name) for name in package.namelist()} == {
            BODY: b"<new/>",
            "word/styles.xml": b"<styles/>",
        }
