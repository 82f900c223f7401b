"""Changes of the register's tables, one file each, run by Alembic."""
