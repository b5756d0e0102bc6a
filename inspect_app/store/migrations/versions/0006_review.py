"""Approvals that are frozen, operations set aside, publications and their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from inspect_app.store.base import Exact, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _approvals()
    _publications()
    _forbid_changes()


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    on = " ON approval" if is_postgresql else ""
    for act in ("update", "delete", *(("truncate",) if is_postgresql else ())):
        op.execute(f"DROP TRIGGER approval_no_{act}{on}")
    for table in ("published_file", "publication", "set_aside", "approval"):
        op.drop_table(table)


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("insp", sa.String(80), nullable=False),
        sa.Column("op_id", sa.String(64), nullable=False),
        sa.Column("of_n", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(64), nullable=False),
        sa.Column("approved_at", Moment(), nullable=False),
        sa.Column("data_sha256", sa.String(64), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("packs", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("waivers", sa.JSON(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("insp", name=op.f("pk_approval")),
    )
    op.create_table(
        "set_aside",
        sa.Column("op_id", sa.String(64), nullable=False),
        sa.Column("insp", sa.String(80), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_insp"), "set_aside", ["insp"])


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("insp", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.String(64), nullable=False),
        sa.Column("facility_id", sa.String(36), nullable=False),
        sa.Column("region_id", sa.String(10), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.String(64), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("withdrawn_by", sa.String(64), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(30), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.Column("clearances", sa.JSON(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("rating", sa.String(30), nullable=False),
        sa.Column("at_best", sa.String(30), nullable=False),
        sa.Column("index_exact", Exact(), nullable=True),
        sa.Column("low", Exact(), nullable=False),
        sa.Column("high", Exact(), nullable=False),
        sa.Column("coverage", Exact(), nullable=False),
        sa.Column("critical_failures", sa.JSON(), nullable=False),
        sa.Column("severe_failure_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("code", name=op.f("uq_publication_code")),
        sa.UniqueConstraint("insp", "revision", name=op.f("uq_publication_insp_revision")),
    )
    op.create_index(
        "ix_publication_facility_id_visited_on", "publication", ["facility_id", "visited_on"]
    )
    op.create_index(op.f("ix_publication_insp"), "publication", ["insp"])
    op.create_index(op.f("ix_publication_region_id"), "publication", ["region_id"])
    op.create_table(
        "published_file",
        sa.Column("publication_id", sa.String(36), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("data_sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"],
            name=op.f("fk_published_file_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("publication_id", "language", name=op.f("pk_published_file")),
    )  # fmt: skip
    op.create_index(op.f("ix_published_file_file_sha256"), "published_file", ["file_sha256"])
    op.create_index(op.f("ix_published_file_data_sha256"), "published_file", ["data_sha256"])


def _forbid_changes() -> None:
    """`refuse_change` came with the triggers of the operations."""
    if op.get_bind().dialect.name == "postgresql":
        act = "EXECUTE FUNCTION refuse_change()"
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER approval_no_{event.lower()} BEFORE {event} ON approval"
                f" FOR EACH ROW {act}"
            )
        op.execute(f"CREATE TRIGGER approval_no_truncate BEFORE TRUNCATE ON approval {act}")
        return
    act = "BEGIN SELECT RAISE(ABORT, 'approval is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER approval_no_{event.lower()} BEFORE {event} ON approval {act}")
