"""Where charts stand in a report. By itself: who only places charts needs nothing that counts and draws them."""


def marker(name: str) -> str:
    """What a template prints where chart ``name`` goes, as ``documents.draw.chart_places`` reads it."""
    return f"⟦圖表:{name}⟧"
