"""Longer keys for a brand's two halves, digits included: two characters led to every tenth customer.

``lookalikes.edges`` says what they are; nothing else of the tables changes.
"""

from alembic import op
from sqlalchemy import bindparam, column, select, table, update

from toolkit.ledger.lookalikes import edges

revision = "0003"
down_revision = "0002"

_CUSTOMERS = table("customers", column("row_id"), column("brand"), column("brand_head"), column("brand_tail"))


def upgrade() -> None:
    """Reckon the keys of every version of every customer anew."""
    connection = op.get_bind()
    found = connection.execute(select(_CUSTOMERS.c.row_id, _CUSTOMERS.c.brand)).all()
    rows = [{"at": row.row_id} | dict(zip(("head", "tail"), edges(row.brand), strict=True)) for row in found]
    if rows:
        here = update(_CUSTOMERS).where(_CUSTOMERS.c.row_id == bindparam("at"))
        connection.execute(here.values(brand_head=bindparam("head"), brand_tail=bindparam("tail")), rows)
    if rows and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ANALYZE customers")  # what the planner knew of the old keys is wrong now
