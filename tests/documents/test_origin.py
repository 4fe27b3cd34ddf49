"""A document carries where it comes from, and nothing of its data."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.compile.template import Template
from toolkit.documents.origin import Origin, digest_of, origin_of
from toolkit.documents.values import Extras


@pytest.fixture
def template() -> Template:
    document = docx.Document()
    document.add_paragraph("{{ name }}")
    out = io.BytesIO()
    document.save(out)
    return compile_template(out.getvalue())


ORIGIN = Origin("WJ-20261124-0001", "v2", "20261124-ABC", "a" * 64, "b" * 64)


@pytest.mark.parametrize("context", [{"name": "甲"}, {}], ids=["plain", "stamped"])
@pytest.mark.parametrize("origin", [ORIGIN, Origin(template="c" * 64)])
def test_what_a_document_carries_is_read_again(template, context, origin):
    made = template.render(context, extras=Extras(properties=origin.properties()))
    assert origin_of(made) == origin
    assert made == template.render(context, extras=Extras(properties=origin.properties()))
    docx.Document(io.BytesIO(made))
    types = zipfile.ZipFile(io.BytesIO(made)).read("[Content_Types].xml").decode()
    assert types.count("/docProps/custom.xml") == 1


def test_the_origin_of_a_document_never_passes_to_one_made_from_it(template):
    first = template.render({"name": "甲"}, extras=Extras(properties=(*ORIGIN.properties(), ("kept", "yes"))))
    again = compile_template(first).render({}, extras=Extras(properties=Origin(template="Z").properties()))
    assert origin_of(again) == Origin(template="Z")
    assert b'name="kept"' in zipfile.ZipFile(io.BytesIO(again)).read("docProps/custom.xml")


@pytest.mark.parametrize("content", [b"", b"no package", b"PK\x05\x06" + bytes(18)])
def test_what_carries_none(content, template):
    assert origin_of(content) is None
    assert origin_of(template.render({"name": 1})) is None


def test_a_broken_part_is_no_origin(template):
    made = template.render({"name": 1}, extras=Extras(properties=ORIGIN.properties()))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<broken" if name == "docProps/custom.xml" else source.read(name))
    assert origin_of(out.getvalue()) is None


def test_the_hash_of_data_knows_values_and_not_their_order():
    one = {"a": Decimal("1.50"), "b": [date(2026, 1, 5), None, "甲"]}
    assert digest_of(one) == digest_of(dict(reversed(one.items())))
    assert digest_of(one) != digest_of({**one, "a": Decimal("1.51")})
