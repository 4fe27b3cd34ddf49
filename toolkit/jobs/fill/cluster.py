"""The one door to Dask: an executor on a cluster whose address the admin has allowed.

A scheduler runs anybody's code who reaches it, and a client trusts what it sends back: so an address counts
only when ``toolkit.toml`` lists it, and ``tls://`` addresses are met with our certificate and their authority.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from toolkit.errors import ProgramMissing, ShareError, UsageError
from toolkit.settings import Settings

_PATIENCE = 20.0
"""Seconds a scheduler may take to answer."""
_DEATHS = 3
"""So many workers may die of one parcel before it is given up."""


def allowed(settings: Settings) -> tuple[str, ...]:
    """The addresses that ``--scheduler`` may name."""
    return tuple(settings.scheduler.replace(",", " ").split())


@contextmanager
def cluster(settings: Settings, address: str) -> Iterator[Executor]:
    """An executor on the cluster at ``address``; the connection ends with the context.

    Raises UsageError for an address that is not allowed, ProgramMissing without the extra ``distributed``,
    ShareError where nobody answers there.
    """
    if address not in allowed(settings):
        raise UsageError("fill.scheduler_not_allowed", address=address)
    client = _client(settings, address)
    try:
        yield client.get_executor(pure=False, retries=_DEATHS)
    finally:
        client.close()


def _client(settings: Settings, address: str) -> Any:
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError:
        raise ProgramMissing("fill.no_distributed") from None
    security = None
    if address.startswith("tls://"):
        security = Security(  # type: ignore[no-untyped-call]
            tls_ca_file=settings.scheduler_ca or None,
            tls_client_cert=settings.scheduler_cert or None,
            tls_client_key=settings.scheduler_key or None,
            require_encryption=True,
        )
    try:
        return Client(  # type: ignore[no-untyped-call]
            address, security=security, timeout=_PATIENCE, set_as_default=False, name="toolkit"
        )
    except (OSError, TimeoutError, TypeError, ValueError) as error:
        raise ShareError("fill.scheduler_away", address=address, reason=str(error)) from None
