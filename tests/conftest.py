"""What all tests share: where the corpora lie, and a guard that no test touches a real workspace."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real files beside the checkout; skips visibly where it is not."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def no_real_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point every default that could reach a real workspace or service folder into a scratch folder."""
    scratch = tmp_path_factory.mktemp("service")
    monkeypatch.delenv("TOOLKIT_WORKSPACE", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(scratch / name.lower()))
