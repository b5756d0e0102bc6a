"""Operations, what they add up to, and photographs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from inspect_app.store import base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("is_picture", sa.Boolean(), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=True),
        sa.Column("height_px", sa.Integer(), nullable=True),
        sa.Column("first_insp", sa.String(length=80), nullable=False),
        sa.Column("first_dev", sa.String(length=40), nullable=False),
        sa.Column("received_at", base.Moment(timezone=True), nullable=False),
        sa.Column("backed_up_at", base.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_index(op.f("ix_blob_first_insp"), "blob", ["first_insp"], unique=False)
    op.create_table(
        "blob_use",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("dev", sa.String(length=40), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("insp", "sha256", "op_id", name=op.f("pk_blob_use")),
    )
    op.create_index(op.f("ix_blob_use_sha256"), "blob_use", ["sha256"], unique=False)
    op.create_table(
        "entity",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.String(length=120), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=120), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("insp", "entity", name=op.f("pk_entity")),
    )
    op.create_table(
        "head",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("usr", sa.String(length=64), nullable=False),
        sa.Column("dev", sa.String(length=40), nullable=False),
        sa.Column("observed_at", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("insp", "entity", "field", "op_id", name=op.f("pk_head")),
    )
    op.create_table(
        "inspection",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("facility_id", sa.String(length=36), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("is_announced", sa.Boolean(), nullable=True),
        sa.Column("lead", sa.String(length=64), nullable=False),
        sa.Column("review_state", sa.String(length=12), nullable=False),
        sa.Column("checklist_id", sa.String(length=80), nullable=True),
        sa.Column("checklist_version", sa.Integer(), nullable=True),
        sa.Column("checklist_sha256", sa.String(length=64), nullable=True),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("created_at", base.Moment(timezone=True), nullable=False),
        sa.Column("changed_at", base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index(op.f("ix_inspection_changed_at"), "inspection", ["changed_at"], unique=False)
    op.create_index(
        "ix_inspection_facility_id_visited_on",
        "inspection",
        ["facility_id", "visited_on"],
        unique=False,
    )
    op.create_index(op.f("ix_inspection_lead"), "inspection", ["lead"], unique=False)
    op.create_index(
        op.f("ix_inspection_review_state"), "inspection", ["review_state"], unique=False
    )
    op.create_table(
        "link",
        sa.Column("dev", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(length=43), nullable=False),
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=43), nullable=False),
        sa.Column("sig", sa.String(length=88), nullable=False),
        sa.Column("received_at", base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dev", "seq", "link", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_op_id"), "link", ["op_id"], unique=False)
    op.create_table(
        "op_base",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("base_op", sa.String(length=64), nullable=False),
        sa.Column("by_op", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "insp", "entity", "field", "base_op", "by_op", name=op.f("pk_op_base")
        ),
    )
    op.create_table(
        "operation",
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("bh", sa.String(length=64), nullable=False),
        sa.Column("dev", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.String(length=43), nullable=False),
        sa.Column("link", sa.String(length=43), nullable=False),
        sa.Column("sig", sa.String(length=88), nullable=False),
        sa.Column("usr", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entity", sa.String(length=120), nullable=False),
        sa.Column("received_at", base.Moment(timezone=True), nullable=False),
        sa.Column("via_dev", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("tlog_index", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_operation")),
        sa.UniqueConstraint("insp", "n", name=op.f("uq_operation_insp_n")),
    )
    op.create_index("ix_operation_dev_seq", "operation", ["dev", "seq"], unique=False)
    op.create_index("ix_operation_insp_entity", "operation", ["insp", "entity"], unique=False)
    op.create_index("ix_operation_status", "operation", ["status", "insp"], unique=False)
    op.create_table(
        "stream",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("xor", sa.String(length=64), nullable=False),
        sa.Column("backed_n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("insp", name=op.f("pk_stream")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("dev", sa.String(length=40), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", base.Moment(timezone=True), nullable=False),
        sa.Column("finished_at", base.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_dev"), "upload", ["dev"], unique=False)
    op.create_index(op.f("ix_upload_expires_at"), "upload", ["expires_at"], unique=False)
    op.create_index(op.f("ix_upload_sha256"), "upload", ["sha256"], unique=False)
    op.create_table(
        "inspection_member",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("usr", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["insp"],
            ["inspection.id"],
            name=op.f("fk_inspection_member_insp_inspection"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("insp", "usr", name=op.f("pk_inspection_member")),
    )
    op.create_index(op.f("ix_inspection_member_usr"), "inspection_member", ["usr"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_inspection_member_usr"), table_name="inspection_member")
    op.drop_table("inspection_member")
    op.drop_index(op.f("ix_upload_sha256"), table_name="upload")
    op.drop_index(op.f("ix_upload_expires_at"), table_name="upload")
    op.drop_index(op.f("ix_upload_dev"), table_name="upload")
    op.drop_table("upload")
    op.drop_table("stream")
    op.drop_index("ix_operation_status", table_name="operation")
    op.drop_index("ix_operation_insp_entity", table_name="operation")
    op.drop_index("ix_operation_dev_seq", table_name="operation")
    op.drop_table("operation")
    op.drop_table("op_base")
    op.drop_index(op.f("ix_link_op_id"), table_name="link")
    op.drop_table("link")
    op.drop_index(op.f("ix_inspection_review_state"), table_name="inspection")
    op.drop_index(op.f("ix_inspection_lead"), table_name="inspection")
    op.drop_index("ix_inspection_facility_id_visited_on", table_name="inspection")
    op.drop_index(op.f("ix_inspection_changed_at"), table_name="inspection")
    op.drop_table("inspection")
    op.drop_table("head")
    op.drop_table("entity")
    op.drop_index(op.f("ix_blob_use_sha256"), table_name="blob_use")
    op.drop_table("blob_use")
    op.drop_index(op.f("ix_blob_first_insp"), table_name="blob")
    op.drop_table("blob")
