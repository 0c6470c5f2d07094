"""How Alembic reaches the database: as the owner role, over WIJK_OWNER_DATABASE_URL."""

import importlib
import os
import pkgutil

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

import wijkplatform.storage
from wijkplatform.storage.base import Base


def main() -> None:
    """Run the migrations, or write their SQL with `--sql`."""
    for module in pkgutil.iter_modules(wijkplatform.storage.__path__, "wijkplatform.storage."):
        importlib.import_module(module.name)
    if context.is_offline_mode():
        context.configure(dialect_name="postgresql", target_metadata=Base.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(os.environ["WIJK_OWNER_DATABASE_URL"], poolclass=NullPool)
    event.listen(engine, "connect", _never_queue_for_long)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, compare_type=True, compare_server_default=True
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


def _never_queue_for_long(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """A migration that waits for a lock makes everybody wait behind it: give up after two seconds."""
    cursor = connection.cursor()
    cursor.execute("SET lock_timeout = '2s'")
    cursor.close()
    connection.commit()


main()
