"""What somebody does who has the database, and takes away what keeps the audit log as it is."""

from sqlalchemy import text

from process_models.storage.session import Database

UNLOCK = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_is_only_added_to ON audit",),
}


def meddle(database: Database, *statements: str) -> None:
    """Carry statements out that the triggers would refuse."""
    with database.writing() as session:
        for each in (*UNLOCK[session.get_bind().dialect.name], *statements):
            session.execute(text(each))
