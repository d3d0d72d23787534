"""How Alembic runs our steps: on the connection that `process_models.storage.schema` hands over, in its transaction."""

from alembic import context

from process_models.storage.schema import METADATA, rendered

_connection = context.config.attributes["connection"]
context.configure(
    connection=_connection,
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=rendered,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
