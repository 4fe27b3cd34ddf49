import pytest
from lxml import etree

from toolkit.sheets.read.parts import coordinate, texts


def test_readings_above_the_characters_are_no_text():
    one = etree.fromstring("<si><r><t>東</t></r><r><t>京</t></r><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>")
    assert "".join(texts(one)) == "東京"


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("A1", (1, 1)),
        ("c7", (7, 3)),
        ("$AB$12", (12, 28)),
        ("XFD1048576", (1_048_576, 16_384)),
        ("", None),
        ("A", None),
        ("7", None),
        ("ABCD1", None),
        ("A12345678", None),
        ("甲1", None),
    ],
)
def test_addresses(reference, place):
    assert coordinate(reference) == place
