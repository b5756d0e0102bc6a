"""What was recorded is never changed and never deleted, whoever holds the connection."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FROZEN = {
    "operation": (
        "op_id", "insp", "n", "chain", "body", "bh", "dev", "seq", "prev", "link", "sig", "usr",
        "kind", "entity", "received_at", "via_dev",
    ),
    "link": ("dev", "seq", "link", "op_id", "prev", "sig", "received_at"),
    "audit_line": ("id", "at", "actor", "action", "subject_kind", "subject", "details"),
}  # fmt: skip


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table, columns in _FROZEN.items():
        _forbid(table, columns)


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _FROZEN:
        on = f" ON {table}" if is_postgresql else ""
        op.execute(f"DROP TRIGGER {table}_no_update{on}")
        op.execute(f"DROP TRIGGER {table}_no_delete{on}")
        if is_postgresql:
            op.execute(f"DROP TRIGGER {table}_no_truncate{on}")
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_change()")


def _forbid(table: str, columns: tuple[str, ...]) -> None:
    update_of = f"BEFORE UPDATE OF {', '.join(columns)} ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        act = "EXECUTE FUNCTION refuse_change()"
        op.execute(f"CREATE TRIGGER {table}_no_update {update_of} FOR EACH ROW {act}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {act}")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {act}")
        return
    act = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update {update_of} {act}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {act}")
