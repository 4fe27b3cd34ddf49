"""The ledger is opened when first asked for; what is interrupted meanwhile begins anew."""

from typing import Any

import pytest

from toolkit.folders.owner import owner
from toolkit.jobs.service import Service
from toolkit.ledger import open as opening


def test_a_first_run_that_is_interrupted_begins_anew(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = office.workspace
    service = Service(workspace, office.service.day)
    with monkeypatch.context() as patch:
        patch.setattr(opening, "_create", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            assert service.ledger
    assert owner(workspace) is None, "nobody owns a ledger that was never made"
    assert (workspace.service / "ledger.sqlite3").is_file()
    service.close()
    assert service.ledger.check().no == 0
    assert owner(workspace) is not None
    service.close()
