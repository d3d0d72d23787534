"""How what an organisation knows is kept: SQLite or PostgreSQL, and the only rooms that speak SQLAlchemy."""
