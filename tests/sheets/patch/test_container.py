import io
import zipfile

import pytest

from toolkit.sheets.patch.container import Container, ContainerWriter, NotPatchable


def zipped(**members: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 13, 14, 16)), content, zipfile.ZIP_DEFLATED)
    return stream


def copied(source: io.BytesIO, **new: bytes) -> io.BytesIO:
    container, target = Container(source), io.BytesIO()
    writer = ContainerWriter(target)
    for name, member in container.members.items():
        writer.carry(member, container.packed(name))
    for name, content in new.items():
        writer.add(name, content)
    writer.finish()
    return target


def test_members_are_carried_over_still_compressed() -> None:
    source = zipped(a=b"A" * 5000, 圖=b"B" * 70)
    target = copied(source)
    before, after = Container(source), Container(target)
    for name in ("a", "圖"):
        assert after.packed(name) == before.packed(name)
        assert after.read(name) == before.read(name)
        assert after.members[name].date_time == (2024, 2, 29, 13, 14, 16)


def test_members_written_as_a_stream_are_carried_over() -> None:
    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.held = io.BytesIO()

        def writable(self) -> bool:
            return True

        def write(self, content: bytes) -> int:  # type: ignore[override]
            return self.held.write(content)

    sink = OneWay()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[arg-type]
        package.writestr("a", b"x" * 999)
    target = copied(sink.held)
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None
        assert package.read("a") == b"x" * 999


@pytest.mark.parametrize("content", [b"", b"x", b"ab" * 4000])
def test_new_members_read_back_and_have_no_clock(content: bytes) -> None:
    first, second = (copied(zipped(a=b"1"), neu=content) for _ in range(2))
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as package:
        assert package.read("neu") == content
        assert package.getinfo("neu").date_time == (1980, 1, 1, 0, 0, 0)


def test_the_beginning_of_a_member() -> None:
    assert Container(zipped(a=b"0123456789")).beginning("a", 4) == b"0123"


def test_refuses_encrypted_members() -> None:
    stream = zipped(a=b"secret")
    raw = bytearray(stream.getvalue())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    with pytest.raises(NotPatchable) as refused:
        Container(io.BytesIO(bytes(raw)))
    assert refused.value.reason == "encrypted"


def test_damaged_content_is_refused_when_it_is_read() -> None:
    raw = bytearray(zipped(a=b"A" * 500).getvalue())
    raw[40] ^= 0xFF
    with pytest.raises(NotPatchable):
        Container(io.BytesIO(bytes(raw))).read("a")
