"""What is held of people: no table and no column is forgotten."""

from process_models.storage.base import Base
from process_models.storage.erasing import BLANK, BY_ADDRESS, OWN_FIELDS, PERSONAL_ROWS, WITHOUT_ACCOUNT


def test_every_table_that_refers_to_people_is_declared() -> None:
    """A new one says how it is told and what becomes of it, or this fails."""
    referring = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "people.id"
    }
    assert referring == {(each.row.__tablename__, each.person) for each in PERSONAL_ROWS}


def test_every_personal_column_goes() -> None:
    """It is blanked in `people`, or its row goes; what is no secret is told."""
    going = {each.row.__tablename__ for each in PERSONAL_ROWS if each.goes} | {*BY_ADDRESS, *WITHOUT_ACCOUNT}
    blanked = {(each.row.__tablename__, name) for each in PERSONAL_ROWS for name in each.blanks}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if not column.info.get("personal"):
                continue
            if table.name == "people":
                assert column.name in {*BLANK, "email_key"}, column
                assert column.name in {*OWN_FIELDS, "email_key"}, column
            else:
                assert table.name in going or (table.name, column.name) in blanked, column


def test_what_is_told_is_there() -> None:
    """Each column of an export is one of its table."""
    for each in PERSONAL_ROWS:
        assert {each.person, *each.told} <= set(Base.metadata.tables[each.row.__tablename__].columns.keys())
