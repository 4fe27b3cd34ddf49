"""A real local cluster of two workers, one of them killed in the middle: no document lost, none doubled."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from toolkit.errors import ShareError
from toolkit.jobs.fill.cluster import cluster
from toolkit.jobs.fill.plan import plan
from toolkit.jobs.fill.run import Filling
from toolkit.settings import Settings

distributed = pytest.importorskip("distributed")
DOCUMENTS = 2_000

CLUSTER = """
import sys
from distributed import LocalCluster
from distributed.security import Security
if __name__ == "__main__":
    security = Security(tls_ca_file=sys.argv[1], tls_scheduler_cert=sys.argv[1], tls_scheduler_key=sys.argv[2],
        tls_worker_cert=sys.argv[1], tls_worker_key=sys.argv[2], tls_client_cert=sys.argv[1],
        tls_client_key=sys.argv[2], require_encryption=True) if len(sys.argv) > 1 else None
    with LocalCluster(2, threads_per_worker=1, dashboard_address=None, security=security,
            protocol="tls://" if security else "tcp://") as cluster:
        pids = [one.process.process.pid for one in cluster.workers.values()]
        print(cluster.scheduler_address, *pids, flush=True)
        sys.stdin.read()
"""


def run_cluster(*tls: Path) -> "subprocess.Popen[str]":
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root), "DASK_DISTRIBUTED__WORKER__DAEMON": "True"}
    return subprocess.Popen(
        [sys.executable, "-c", CLUSTER, *map(str, tls)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


@pytest.fixture
def machines() -> Iterator[tuple[str, list[int]]]:
    process = run_cluster()
    assert process.stdout is not None
    address, *pids = process.stdout.readline().split()
    yield address, [int(pid) for pid in pids]
    process.communicate("", timeout=20)


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(machines, service, template, sheet, tmp_path):
    address, pids = machines
    count = 600
    file = sheet(["編號", "名"], *([number, f"客戶{number}"] for number in range(1, count + 1)))
    planned, out = plan(service, template("{{ 編號 }} {{ 名 }}"), file, "{{編號}}"), tmp_path / "out"
    seen = []
    with cluster(Settings(scheduler=address), address) as executor:
        for done in Filling(planned, out, executor):
            seen.append(done)
            if len(seen) == 30:
                os.kill(pids[0], signal.SIGKILL)
    assert [one.error for one in seen if one.error] == []
    assert sorted(one.row for one in seen) == list(range(2, count + 2))
    assert sorted(int(one.stem) for one in out.iterdir()) == list(range(1, count + 1))
    assert docx.Document(str(out / "17.docx")).paragraphs[0].text == "17 客戶17"


def test_a_scheduler_that_is_away_is_told(monkeypatch):
    monkeypatch.setattr("toolkit.jobs.fill.cluster._PATIENCE", 0.3)
    address = "tcp://127.0.0.1:9"
    with pytest.raises(ShareError, match=r"fill\.scheduler_away"), cluster(Settings(scheduler=address), address):
        pass


@pytest.mark.soak
def test_a_cluster_behind_tls_is_met_with_our_certificate(service, template, sheet, tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=toolkit"),
            *("-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    process = run_cluster(cert, key)
    assert process.stdout is not None
    address = process.stdout.readline().split()[0]
    file = sheet(["名"], *([f"客戶{number}"] for number in range(60)))
    planned = plan(service, template("{{ 名 }}"), file, "{{名}}")
    ours = Settings(scheduler=address, scheduler_ca=str(cert), scheduler_cert=str(cert), scheduler_key=str(key))
    assert address.startswith("tls://")
    with cluster(ours, address) as executor:
        done = list(Filling(planned, tmp_path / "out", executor))
    assert sum(not one.error for one in done) == 60
    with pytest.raises(ShareError), cluster(Settings(scheduler=address), address):
        pass
    process.communicate("", timeout=20)


@pytest.mark.benchmark
def test_a_cluster_of_two_workers_against_our_own_two_processes(machines, service, template, sheet, tmp_path, measured):
    address, _ = machines
    rows = ([number, f"客戶{number}"] for number in range(1, DOCUMENTS + 1))
    planned = plan(service, template("{{ 編號 }} {{ 名 }}"), sheet(["編號", "名"], *rows), "{{編號}}")

    def seconds(name, executor=None):
        started = time.perf_counter()
        done = list(Filling(planned, tmp_path / name, executor, processes=2))
        assert [one.error for one in done if one.error] == []
        return time.perf_counter() - started

    own = seconds("own")
    with cluster(Settings(scheduler=address), address) as executor:
        seconds("warm", executor)
        dask = seconds("dask", executor)
    what = f"fill {DOCUMENTS:,} documents on a Dask cluster of two workers"
    measured(what, f"{dask:.1f} s", f"our own two processes {own:.1f} s", f"{own / dask:.2f}×")
