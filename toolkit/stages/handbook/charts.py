"""The process as flow charts: one over all stages, one a stage. Neutral data; the Word edge lays them out.

Lane = the role that carries a step out (the first R), order = the place in the process. Steps carry the numbers
of the operating guide (2.3 = third step of the second stage).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from toolkit.rulebook.flowchart import Band, Edge, FlowChart, Lane, Node, Shape
from toolkit.rulebook.process import END, Process, ProcessStage, Step

_LIMITS, _PAPERS, _ANSWERS = "limits", "papers", "answers"
_ANSWERS_WEIGHT = 0.9
_LIMITS_WEIGHT, _LIMITS_WEIGHT_LATIN = 0.14, 0.21
"""Width of the limits beside each other lane, so that their column is equally wide in every chart."""
_CJK_RUN = re.compile(r"[\u4e00-\u9fff]+")
_JOINTS = re.compile("[與及和、，]")
_WORD_COUNT, _WORD_SHARE = 3, 0.4
"""A pair of characters is a word where it comes so often, and makes up such a share of either character."""


def step_numbers(process: Process) -> dict[str, str]:
    """Step key → its number in the operating guide (2.3)."""
    return {
        step.key: f"{at}.{place}"
        for at, stage in enumerate(process.stages, start=1)
        for place, step in enumerate(stage.steps, start=1)
    }


def overall_chart(process: Process, language: str = "zh-Hant") -> FlowChart:
    """All steps of all stages, the stages as bands at the left, who answers for each step at the right."""
    drawn = _Drawn(process, language)
    roles = drawn.role_lanes(process.steps.values())
    drawn.beside = [lane.key for lane in roles]
    drawn.start(process.stages[0].steps[0])
    bands = []
    for stage in process.stages:
        first = drawn.row
        for step in stage.steps:
            drawn.step(step)
            drawn.answers(step)
        bands.append(Band(drawn.say(stage.title, stage.en), first, drawn.row - 1))
    drawn.lines(process.steps.values())
    title = drawn.say(f"{process.title}：總流程", "Overall process")
    head = drawn.say("負責（A）\n共同執行（R）", "Accountable (A),\nalso carry out (R)")
    return drawn.chart(title, (*roles, Lane(_ANSWERS, head, _ANSWERS_WEIGHT, aside=True)), tuple(bands))


def stage_chart(
    process: Process, stage: ProcessStage, papers: Mapping[str, str], language: str = "zh-Hant"
) -> FlowChart:
    """The steps of one stage with their limits at the left and their papers at the right.

    ``papers`` gives for each step's key its forms and documents, one a line ("" for none). Lines from and to other
    stages end at shapes that name the step there.
    """
    drawn = _Drawn(process, language)
    if stage is process.stages[0]:
        drawn.start(stage.steps[0])
    roles = drawn.role_lanes(stage.steps)
    drawn.beside = [lane.key for lane in roles] + [_PAPERS]
    drawn.arriving = True
    drawn.arrivals(stage)
    for step in stage.steps:
        drawn.step(step)
        drawn.notes(step, papers.get(step.key, ""))
    drawn.lines(stage.steps)
    weight = (_LIMITS_WEIGHT_LATIN if language == "en" else _LIMITS_WEIGHT) * (len(roles) + 1)
    lanes = (
        Lane(_LIMITS, drawn.say("時限（工作日）\n負責（A）", "Working days,\naccountable (A)"), weight, aside=True),
        *roles,
        Lane(_PAPERS, drawn.say("表單與文件", "Forms and documents"), aside=True),
    )
    return drawn.chart(drawn.say(f"{stage.title}流程圖", stage.en), lanes, ())


class _Drawn:
    """A chart on its way: nodes row by row, then the lines between them."""

    def __init__(self, process: Process, language: str) -> None:
        self._process, self._english = process, language == "en"
        self._numbers = step_numbers(process)
        self._nodes: dict[str, Node] = {}
        self._edges: list[Edge] = []
        self._taken: set[tuple[str, int]] = set()
        self.beside: list[str] = []
        """Lanes in which shapes beside a step may stand, from left to right."""
        self.arriving = False
        """Whether steps of other stages that lead here are shown."""
        self.row = 0

    def say(self, zh: str, en: str) -> str:
        """The words of the chart's language."""
        return (en or zh) if self._english else zh

    def start(self, step: Step) -> None:
        """The beginning, above the first step."""
        self._put(Node("start", self.say("開始", "Start"), step.responsible[0], self.row, Shape.START))
        self._edges.append(Edge("start", step.key))
        self.row += 1

    def step(self, step: Step) -> None:
        """A step in a row of its own, its decision in the next."""
        lane = step.responsible[0]
        self._put(Node(step.key, self._named(step), lane, self.row))
        self.row += 1
        if step.decision:
            question = self.say(step.decision.question, step.decision.question_en)
            self._put(Node(_asked(step), question, lane, self.row, Shape.DECISION))
            self._edges.append(Edge(step.key, _asked(step)))
            self.row += 1

    def notes(self, step: Step, papers: str) -> None:
        """The step's limit, who answers for it, and its papers, in its row."""
        row = self._nodes[step.key].order
        days = step.limit.days if step.limit else 0
        limit = self.say(f"{days} 天內", f"{days} day{'s' if days > 1 else ''}") if days else ""
        text = "\n".join(filter(None, (limit, self._answering(step))))
        self._put(Node(f"{step.key}!", text, _LIMITS, row, Shape.NOTE))
        if papers:
            self._put(Node(f"{step.key}#", papers, _PAPERS, row, Shape.DOCUMENT))
            self._edges.append(Edge(step.key, f"{step.key}#", faint=True))

    def answers(self, step: Step) -> None:
        """Who answers for the step, and who carries it out besides the lane's role, in its row."""
        row = self._nodes[step.key].order
        self._put(Node(f"{step.key}!", self._answering(step), _ANSWERS, row, Shape.NOTE))

    def _answering(self, step: Step) -> str:
        others = [("A", step.accountable), *(("R", role) for role in step.responsible[1:])]
        roles = self._process.roles
        return "\n".join(f"{part} {self.say(roles[key].title, roles[key].en)}" for part, key in others)

    def arrivals(self, stage: ProcessStage) -> None:
        """A row of shapes for the steps of other stages that lead to the first step of this one."""
        first = stage.steps[0]
        own = first.responsible[0]
        for source in self._sources(stage, first):
            if lane := self._free(own, 0) if (own, 0) in self._taken else own:
                self._arrival(source, first, lane, 0)
        self.row = 1 if self._nodes else 0

    def lines(self, steps: Iterable[Step]) -> None:
        """The flow: from each step to what follows, with what lies outside as a shape of its own."""
        for step in steps:
            if step.decision:
                self._lead(step, step.decision.yes, self.say("是", "Yes"))
                self._lead(step, step.decision.no, self.say("否", "No"))
            else:
                self._lead(step, self._process.follows(step)[0], "")
            self._arrive(step)

    def role_lanes(self, steps: Iterable[Step]) -> tuple[Lane, ...]:
        """The lanes of the roles that carry ``steps`` out, in the order of the rule book."""
        used = {step.responsible[0] for step in steps}
        return tuple(
            Lane(key, self.say(role.title, role.en)) for key, role in self._process.roles.items() if key in used
        )

    def chart(self, title: str, lanes: tuple[Lane, ...], bands: tuple[Band, ...]) -> FlowChart:
        """The finished chart."""
        return FlowChart(title, lanes, tuple(self._nodes.values()), tuple(self._edges), bands, words_of(self._process))

    def _lead(self, step: Step, target: str, label: str) -> None:
        source = _asked(step) if step.decision else step.key
        if target in self._nodes:
            if source != target:
                self._edges.append(Edge(source, target, label))
            return
        key = f"{source}>{target}"
        if key in self._nodes:
            self._edges.append(Edge(source, key, label))
            return
        lane, row = self._room_for(self._nodes[source])
        shape = Shape.END if target == END else Shape.OFF_PAGE
        text = self.say("結束", "End") if target == END else self._outside(target, "轉", "to")
        self._put(Node(key, text, lane, row, shape))
        self._edges.append(Edge(source, key, label))

    def _room_for(self, here: Node) -> tuple[str, int]:
        """A cell for what follows ``here`` outside the chart: below the last row, beside it, or further below."""
        if here.order == self.row - 1 and (here.lane, self.row) not in self._taken:
            return here.lane, self.row
        if beside := self._free(here.lane, here.order):
            return beside, here.order
        row = self.row
        while (here.lane, row) in self._taken:
            row += 1
        return here.lane, row

    def _arrive(self, step: Step) -> None:
        """Shapes beside a step for the steps of other stages that lead to it."""
        stage = next(one for one in self._process.stages if one.key == step.stage)
        here = self._nodes[step.key]
        if step is stage.steps[0] or not self.arriving:
            return
        for source in self._sources(stage, step):
            if lane := self._free(here.lane, here.order):
                self._arrival(source, step, lane, here.order)

    def _sources(self, stage: ProcessStage, step: Step) -> list[Step]:
        """The steps of other stages after which ``step`` may come."""
        return [
            other
            for other in self._process.steps.values()
            if other.stage != stage.key and step.key in self._process.follows(other)
        ]

    def _arrival(self, source: Step, step: Step, lane: str, row: int) -> None:
        key = f"{source.key}>{step.key}"
        self._put(Node(key, self._outside(source.key, "接", "from"), lane, row, Shape.OFF_PAGE))
        self._edges.append(Edge(key, step.key))

    def _outside(self, key: str, zh: str, en: str) -> str:
        return f"{self.say(zh, en)} {self._named(self._process.steps[key])}"

    def _named(self, step: Step) -> str:
        return f"{self._numbers[step.key]} {self.say(step.title, step.en)}"

    def _free(self, lane: str, row: int) -> str:
        """The lane nearest to ``lane`` that is free in ``row``; "" where none is."""
        lanes = self.beside or list(dict.fromkeys(node.lane for node in self._nodes.values()))
        at = lanes.index(lane)
        free = [one for one in lanes if one != lane and (one, row) not in self._taken]
        return min(free, key=lambda one: (abs(lanes.index(one) - at), lanes.index(one)), default="")

    def _put(self, node: Node) -> None:
        self._nodes[node.key] = node
        self._taken.add((node.lane, node.order))


def _asked(step: Step) -> str:
    """The key of the decision after a step."""
    return f"{step.key}?"


def words_of(process: Process) -> frozenset[str]:
    """Pairs of characters that are words in this process: they come often, and seldom apart."""
    text = [
        part
        for step in process.steps.values()
        for part in (step.title, *step.do, step.input, step.output, step.standard, step.risk, step.control)
    ]
    runs = [run for part in text for run in _CJK_RUN.findall(part)]
    single = Counter(character for run in runs for character in run)
    pairs = Counter(run[at : at + 2] for run in runs for at in range(len(run) - 1))
    often = {
        pair
        for pair, count in pairs.items()
        if count >= _WORD_COUNT and count >= _WORD_SHARE * min(single[pair[0]], single[pair[1]])
    }
    return frozenset(often | _paired(process))


def _paired(process: Process) -> set[str]:
    """The pairs of even stretches of titles (篩選評分 = 篩選 + 評分), as most words have two characters."""
    stretches = [part for step in process.steps.values() for part in _JOINTS.split(step.title)]
    even = [part for part in stretches if len(part) in (4, 6, 8) and _CJK_RUN.fullmatch(part)]
    return {part[at : at + 2] for part in even for at in range(0, len(part), 2)}
