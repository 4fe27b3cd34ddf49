"""Alembic's environment: it works on the connection that ``upgrade`` hands over, inside its transaction."""

from alembic import context

from toolkit.ledger.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
