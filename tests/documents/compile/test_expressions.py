"""Expressions mean what they mean to Jinja: every filter, test and operator, beside Jinja itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import jinja2
import pytest

from toolkit.documents.compile.checks import CHECKS
from toolkit.documents.filters import FILTERS
from toolkit.documents.plain_filters import PLAIN_FILTERS
from toolkit.documents.wording import compile_wording
from toolkit.errors import RenderError, TemplateRefused

CONTEXT: dict[str, Any] = {
    "s": "hello world 這是 a long text of words",
    "t": "Mixed CASE text",
    "txt": "a-b c(d) e",
    "lines": "l1\nl2\n\nl3",
    "n": 5,
    "f": 2.5,
    "d": {"b": 1, "a": 2, "C": 3},
    "l": [3, 1, 2],
    "w": ["b", "A", "c", "B"],
    "m": [{"v": 1, "w": "a"}, {"v": 2, "w": "B"}, {"v": 3, "w": "a"}],
    "o": [{"v": None}, {"v": 2}, {}],
    "none": None,
    "day": date(2026, 1, 5),
}

SAME = """
m|selectattr('v','>',1)|map(attribute='w')|join(',')
m|selectattr('v','gt',1)|list|length
m|selectattr('v','odd')|map(attribute='v')|list
m|selectattr('v','in',[1,3])|map(attribute='v')|list
m|rejectattr('v','>',1)|map(attribute='v')|list
m|rejectattr('w','sameas','a')|list|length
m|map(attribute='v')|select('gt',1)|list
o|selectattr('v','defined')|list|length
o|selectattr('v','undefined')|list|length
o|selectattr('v','none')|list|length
o|selectattr('v')|list|length
l|reject('odd')|list
l|select('odd')|list
l|select('divisibleby',3)|list
l|select|list
w|select('lower')|list
w|reject('in',['b'])|list
s|truncate(10)
s|truncate(10,True,'…')
s|truncate(10,False,'…',0)
s|truncate(10,leeway=0)
s|truncate(3)
s|truncate(2, end='')
"%.2f"|format(f)
"%s-%s"|format(s,n)
"%(a)s"|format(a=3)
"%05d"|format(n)
"%-10s|"|format('a')
"%.2f" % f
"%s and %s" % (n, f)
"%d%%" % n
txt|title
txt|wordcount
w|sort
w|sort(case_sensitive=True)
w|sort(true)
m|sort(attribute='w,v')|map(attribute='v')|list
m|sort(attribute='v',reverse=true)|map(attribute='v')|list
m|groupby('w')|map('first')|list
m|groupby('w')|map(attribute='grouper')|list
m|groupby('w')|map(attribute='list')|map('length')|list
m|groupby('x', default='none')|length
w|groupby(0)|length
w|map(attribute=0)|list
w|unique|list
w|unique(case_sensitive=true)|list
m|unique(attribute='w')|map(attribute='v')|list
m|sum(attribute='v',start=10)
w|min(case_sensitive=true)
m|max(attribute='v')
m|map(attribute='zz',default='q')|list
[[1,2],[3,4]]|map(attribute=0)|list
[{"a":{"b":1}}]|map(attribute='a.b')|list
[{"a":[5,6]}]|map(attribute='a.1')|list
w|map('replace','b','z')|list
l|join(d='-')
m|join(', ',attribute='w')
l|batch(linecount=2, fill_with=0)|list
l|slice(slices=2)|list
n|round
f|round(1,'floor')
3.14159|round(precision=3)
"x"|int(default=7)
"0x1A"|int(base=16)
"x"|float(default=2.5)
zz|default(default_value='q')
""|default('q',boolean=true)
lines|indent(2)
lines|indent(2,true)
lines|indent(2,blank=true)
lines|indent(width='> ')
"xxaxx"|trim(chars='x')
d|dictsort
d|dictsort(true)
d|dictsort(by='value',reverse=true)
s|wordwrap(10)
(1,2)
n is divisibleby 5
n is sameas 5
n is not in [1]
1 if n < 3
m[0]['w'] ~ n ~ f
day.year
'}}' ~ "%}"
""".strip().splitlines()


@pytest.mark.parametrize("expression", SAME)
def test_the_same_as_jinja(expression: str) -> None:
    line = f"{{{{ {expression} }}}}"
    assert compile_wording(line, {}).fill(CONTEXT) == jinja2.Environment(autoescape=False).from_string(line).render(
        CONTEXT
    )


DIFFERENT = {
    "'1,000'|int": "1000",
    "none|default('q')": "q",
    "none ~ 'a'": "a",
    "o|sum(attribute='v')": "2",
    "o|sort(attribute='v')|length": "3",
    "o|max(attribute='v')": "{'v': 2}",
    "['b', none, 'a']|sort|join": "ab",
    "'%.1f'|format(none)": "",
    "'%s-%s'|format(n, none)": "5-",
    "none|upper": "",
    "zz|length": "【缺：zz】",
    "zz[1:3]": "【缺：zz】",
    "'%s'|format(zz)": "【缺：zz】",
}


@pytest.mark.parametrize("expression", DIFFERENT)
def test_blanks_and_what_is_missing_are_passed_over(expression: str) -> None:
    assert compile_wording(f"{{{{ {expression} }}}}", {}).fill(CONTEXT) == DIFFERENT[expression]


@pytest.mark.parametrize(
    "expression", ["s|truncate(2)", "l|select('>', 'a')|list", "'%d'|format(s)", "s|sum", "'%q' % n"]
)
def test_what_jinja_cannot_do_neither_can_we(expression: str) -> None:
    line = f"{{{{ {expression} }}}}"
    with pytest.raises((TypeError, ValueError, AssertionError)):
        jinja2.Environment(autoescape=False).from_string(line).render(CONTEXT)
    with pytest.raises(RenderError):
        compile_wording(line, {}).fill(CONTEXT)


NOT_OURS = {
    *("attr", "filesizeformat", "forceescape", "pprint", "random", "safe", "striptags", "tojson"),
    *("urlencode", "urlize", "xmlattr"),
}


def test_filters_and_tests_are_jinjas_but_for_a_named_few() -> None:
    environment = jinja2.Environment(autoescape=False)
    assert set(environment.filters) - set(FILTERS) == NOT_OURS
    assert set(PLAIN_FILTERS) <= set(environment.filters)
    assert set(environment.tests) - set(CHECKS) == {"callable", "escaped", "filter", "test"}


@pytest.mark.parametrize("name", sorted(NOT_OURS))
def test_filters_that_are_not_ours_are_refused(name: str) -> None:
    with pytest.raises(TemplateRefused):
        compile_wording(f"{{{{ s|{name} }}}}", {})


def test_decimals_stay_exact_in_lists() -> None:
    lines = [{"v": Decimal("0.1")}, {"v": Decimal("0.20")}, {"v": None}, {"v": Decimal(-1)}]
    line = "{{ l|sum(attribute='v') }} {{ (l|sort(attribute='v')|first).v }} {{ '%.2f' % (l|first).v }}"
    assert compile_wording(line, {}).fill({"l": lines}) == "-0.70 -1 0.10"
