from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.lookalikes import Candidate, alike, edges, edges_near, sought
from toolkit.outcome import Ref

WORDS = st.text("大華景深圳灣物業1234", min_size=4, max_size=12)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A brand, and the same with one character that is no digit changed, left out or put in."""
    brand = draw(WORDS)
    place = draw(st.integers(0, len(brand) - 1))
    letter = draw(st.sampled_from("新舊東"))
    kind = draw(st.sampled_from(("changed", "out", "in")))
    if brand[place].isdecimal():
        kind = "in"
    end = brand[place:] if kind == "in" else brand[place + 1 :]
    return brand, brand[:place] + ("" if kind == "out" else letter) + end


@given(slips())
def test_a_slip_leaves_one_half_by_which_its_neighbour_is_found(pair: tuple[str, str]) -> None:
    one, other = pair
    if min(len(one), len(other)) < 4:
        return
    heads, tails = edges_near(one)
    head, tail = edges(other)
    assert head in heads or tail in tails


def test_a_changed_digit_is_another_name() -> None:
    assert not set(edges("測試企業0001")) & {*edges_near("測試企業0002")[0], *edges_near("測試企業0002")[1]}
    assert edges("大華") == ("", "")
    assert edges_near("大華物") == (frozenset(), frozenset())


def _like(wanted: str, known: str) -> tuple[str, ...]:
    ref = Ref(name=wanted)
    other = sought(Ref(name=known))
    found = alike([sought(ref)], [Candidate("K", other.name_key, other.brand, "", "")])
    return found[ref][0].evidence if found else ()


def test_evidence() -> None:
    assert _like("藍海灣花園置業有限公司", "藍海灣花圓置業有限公司") == ("typo",)
    assert _like("藍海灣1期花園", "藍海灣11期花園") == ()
    assert _like("藍海灣1期花園", "藍海灣1期花圓") == ("typo",)
