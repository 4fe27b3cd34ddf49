"""A flow chart as values that a template prints: native Word shapes, one value a page."""

from toolkit.documents.draw.flow_layout import MOST_STEPS, layout
from toolkit.documents.draw.flow_pages import Page
from toolkit.documents.draw.flow_picture import picture
from toolkit.documents.draw.flow_word import shapes
from toolkit.documents.values import Drawing, Drawings, mm
from toolkit.rulebook.flowchart import FlowChart


def flow_documents(
    chart: FlowChart, width_mm: float, height_mm: float, most_steps: int = MOST_STEPS
) -> tuple[Drawing, ...]:
    """One ``Drawing`` a page, for ``{{ … }}`` in a paragraph of its own; sizes in millimetres."""
    return tuple(drawing(page) for page in layout(chart, width_mm, height_mm, most_steps))


def flow_drawings(chart: FlowChart, width_mm: float, height_mm: float, most_steps: int = MOST_STEPS) -> Drawings:
    """All pages of a chart as one value, for a paragraph that holds nothing else."""
    return Drawings(flow_documents(chart, width_mm, height_mm, most_steps))


def drawing(page: Page) -> Drawing:
    """A laid-out page as a value; its description lists what the shapes say, for those who cannot see it."""
    steps = "；".join(box.text for box in page.boxes)
    title = page.title if page.count == 1 else f"{page.title} ({page.number}/{page.count})"
    return Drawing(shapes(page), picture(page), mm(page.width), mm(page.height), title, f"{title}：{steps}")
