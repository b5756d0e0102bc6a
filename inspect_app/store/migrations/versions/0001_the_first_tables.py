"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from inspect_app.store import base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "account",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("shown_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("made_at", base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "audit_line",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
    )
    op.create_index(op.f("ix_audit_line_at"), "audit_line", ["at"], unique=False)
    op.create_index(
        "ix_audit_line_subject", "audit_line", ["subject_kind", "subject"], unique=False
    )
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
        "criterion_rollup",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("critical_level", sa.Integer(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("persons_affected", sa.Integer(), nullable=True),
        sa.Column("places_affected", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_borderline", sa.Boolean(), nullable=False),
        sa.Column("is_contradictory", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("insp", "criterion", name=op.f("pk_criterion_rollup")),
    )
    op.create_index(
        "ix_criterion_rollup_criterion_level",
        "criterion_rollup",
        ["criterion", "level"],
        unique=False,
    )
    op.create_table(
        "domain_rollup",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("index_exact", base.Exact(length=120), nullable=True),
        sa.Column("index_millionths", sa.BigInteger(), nullable=True),
        sa.Column("low", base.Exact(length=120), nullable=False),
        sa.Column("high", base.Exact(length=120), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("coverage", base.Exact(length=120), nullable=False),
        sa.Column("assessed", sa.Integer(), nullable=False),
        sa.Column("applicable", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("insp", "domain", name=op.f("pk_domain_rollup")),
    )
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
        "inspection_rollup",
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("of_n", sa.BigInteger(), nullable=False),
        sa.Column("facility_id", sa.String(length=36), nullable=False),
        sa.Column("region_id", sa.String(length=10), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("packs", sa.JSON(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("rating", sa.String(length=30), nullable=False),
        sa.Column("at_best", sa.String(length=30), nullable=False),
        sa.Column("index_exact", base.Exact(length=120), nullable=True),
        sa.Column("index_millionths", sa.BigInteger(), nullable=True),
        sa.Column("low", base.Exact(length=120), nullable=False),
        sa.Column("high", base.Exact(length=120), nullable=False),
        sa.Column("coverage", base.Exact(length=120), nullable=False),
        sa.Column("coverage_millionths", sa.BigInteger(), nullable=False),
        sa.Column("critical_coverage", base.Exact(length=120), nullable=False),
        sa.Column("critical_failures", sa.JSON(), nullable=False),
        sa.Column("critical_failure_count", sa.Integer(), nullable=False),
        sa.Column("severe_failure_count", sa.Integer(), nullable=False),
        sa.Column("persons_present", sa.Integer(), nullable=True),
        sa.Column("persons_in_critical_failures", sa.Integer(), nullable=True),
        sa.Column("not_used", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("insp", name=op.f("pk_inspection_rollup")),
    )
    op.create_index(
        "ix_inspection_rollup_facility_id_visited_on",
        "inspection_rollup",
        ["facility_id", "visited_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inspection_rollup_rating"), "inspection_rollup", ["rating"], unique=False
    )
    op.create_index(
        op.f("ix_inspection_rollup_region_id"), "inspection_rollup", ["region_id"], unique=False
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("run_at", base.Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", base.Moment(timezone=True), nullable=True),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=60), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", base.Moment(timezone=True), nullable=False),
        sa.Column("finished_at", base.Moment(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index(op.f("ix_job_finished_at"), "job", ["finished_at"], unique=False)
    op.create_index("ix_job_state_run_at", "job", ["state", "run_at"], unique=False)
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
        "login_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    op.create_index(
        "ix_login_failure_key_sha256_at", "login_failure", ["key_sha256", "at"], unique=False
    )
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
        "printed_report",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("insp", sa.String(length=80), nullable=False),
        sa.Column("of_n", sa.BigInteger(), nullable=False),
        sa.Column("made_of", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("edition", sa.String(length=10), nullable=False),
        sa.Column("data_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_report")),
        sa.UniqueConstraint(
            "made_of",
            "language",
            "edition",
            name=op.f("uq_printed_report_made_of_language_edition"),
        ),
    )
    op.create_index(
        op.f("ix_printed_report_file_sha256"), "printed_report", ["file_sha256"], unique=False
    )
    op.create_index(
        "ix_printed_report_insp", "printed_report", ["insp", "language", "edition"], unique=False
    )
    op.create_table(
        "region",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("geometry", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
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
        "account_region",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("region_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_region_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_account_region_region_id_region")
        ),
        sa.PrimaryKeyConstraint("account_id", "region_id", name=op.f("pk_account_region")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("certificate_signature", sa.Text(), nullable=False),
        sa.Column("first_link", sa.String(length=43), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_link", sa.String(length=43), nullable=False),
        sa.Column("durable_seq", sa.BigInteger(), nullable=False),
        sa.Column("told_head", sa.BigInteger(), nullable=True),
        sa.Column("told_pending", sa.Integer(), nullable=True),
        sa.Column("enrolled_at", base.Moment(timezone=True), nullable=False),
        sa.Column("seen_at", base.Moment(timezone=True), nullable=True),
        sa.Column("label", sa.String(length=80), nullable=True),
        sa.Column("revoked_at", base.Moment(timezone=True), nullable=True),
        sa.Column("revoked_after_seq", sa.BigInteger(), nullable=True),
        sa.Column("wipe", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_device_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_account_id"), "device", ["account_id"], unique=False)
    op.create_table(
        "enrolment_code",
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("expires_at", base.Moment(timezone=True), nullable=False),
        sa.Column("used_at", base.Moment(timezone=True), nullable=True),
        sa.Column("device_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_enrolment_code_account_id_account")
        ),
        sa.PrimaryKeyConstraint("code_sha256", name=op.f("pk_enrolment_code")),
    )
    op.create_table(
        "facility",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region_id", sa.String(length=10), nullable=True),
        sa.Column("region_text", sa.String(length=200), nullable=True),
        sa.Column("security", sa.String(length=20), nullable=True),
        sa.Column("sex", sa.String(length=20), nullable=True),
        sa.Column("place_names", sa.JSON(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("source_key", sa.String(length=120), nullable=True),
        sa.Column("changed_at", base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_facility_region_id_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint("source", "source_key", name=op.f("uq_facility_source_source_key")),
    )
    op.create_index(op.f("ix_facility_region_id"), "facility", ["region_id"], unique=False)
    op.create_index(op.f("ix_facility_sort_name"), "facility", ["sort_name"], unique=False)
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
    op.create_table(
        "web_session",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("made_at", base.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_web_session_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"], unique=False)
    op.create_index(op.f("ix_web_session_expires_at"), "web_session", ["expires_at"], unique=False)
    op.create_table(
        "block",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("facility_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_block_facility_id_facility"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["block.id"], name=op.f("fk_block_parent_id_block")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
    )
    op.create_index(op.f("ix_block_facility_id"), "block", ["facility_id"], unique=False)
    op.create_table(
        "capacity",
        sa.Column("facility_id", sa.String(length=36), nullable=False),
        sa.Column("notion", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("stated_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_capacity_facility_id_facility"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("facility_id", "notion", "as_of", name=op.f("pk_capacity")),
    )
    op.create_table(
        "facility_code",
        sa.Column("facility_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_facility_code_facility_id_facility"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("facility_id", "code", name=op.f("pk_facility_code")),
    )
    op.create_index(op.f("ix_facility_code_code"), "facility_code", ["code"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("facility_id", sa.String(length=36), nullable=False),
        sa.Column("block_id", sa.String(length=36), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("regime", sa.String(length=20), nullable=True),
        sa.Column("people", sa.String(length=20), nullable=True),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_room_block_id_block")),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_room_facility_id_facility"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_index(
        "ix_room_facility_id_block_id", "room", ["facility_id", "block_id"], unique=False
    )


def downgrade() -> None:

    op.drop_index("ix_room_facility_id_block_id", table_name="room")
    op.drop_table("room")
    op.drop_index(op.f("ix_facility_code_code"), table_name="facility_code")
    op.drop_table("facility_code")
    op.drop_table("capacity")
    op.drop_index(op.f("ix_block_facility_id"), table_name="block")
    op.drop_table("block")
    op.drop_index(op.f("ix_web_session_expires_at"), table_name="web_session")
    op.drop_index(op.f("ix_web_session_account_id"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index(op.f("ix_inspection_member_usr"), table_name="inspection_member")
    op.drop_table("inspection_member")
    op.drop_index(op.f("ix_facility_sort_name"), table_name="facility")
    op.drop_index(op.f("ix_facility_region_id"), table_name="facility")
    op.drop_table("facility")
    op.drop_table("enrolment_code")
    op.drop_index(op.f("ix_device_account_id"), table_name="device")
    op.drop_table("device")
    op.drop_table("account_region")
    op.drop_index(op.f("ix_upload_sha256"), table_name="upload")
    op.drop_index(op.f("ix_upload_expires_at"), table_name="upload")
    op.drop_index(op.f("ix_upload_dev"), table_name="upload")
    op.drop_table("upload")
    op.drop_table("stream")
    op.drop_table("region")
    op.drop_index("ix_printed_report_insp", table_name="printed_report")
    op.drop_index(op.f("ix_printed_report_file_sha256"), table_name="printed_report")
    op.drop_table("printed_report")
    op.drop_index("ix_operation_status", table_name="operation")
    op.drop_index("ix_operation_insp_entity", table_name="operation")
    op.drop_index("ix_operation_dev_seq", table_name="operation")
    op.drop_table("operation")
    op.drop_table("op_base")
    op.drop_index("ix_login_failure_key_sha256_at", table_name="login_failure")
    op.drop_table("login_failure")
    op.drop_index(op.f("ix_link_op_id"), table_name="link")
    op.drop_table("link")
    op.drop_index("ix_job_state_run_at", table_name="job")
    op.drop_index(op.f("ix_job_finished_at"), table_name="job")
    op.drop_table("job")
    op.drop_index(op.f("ix_inspection_rollup_region_id"), table_name="inspection_rollup")
    op.drop_index(op.f("ix_inspection_rollup_rating"), table_name="inspection_rollup")
    op.drop_index("ix_inspection_rollup_facility_id_visited_on", table_name="inspection_rollup")
    op.drop_table("inspection_rollup")
    op.drop_index(op.f("ix_inspection_review_state"), table_name="inspection")
    op.drop_index(op.f("ix_inspection_lead"), table_name="inspection")
    op.drop_index("ix_inspection_facility_id_visited_on", table_name="inspection")
    op.drop_index(op.f("ix_inspection_changed_at"), table_name="inspection")
    op.drop_table("inspection")
    op.drop_table("head")
    op.drop_table("entity")
    op.drop_table("domain_rollup")
    op.drop_index("ix_criterion_rollup_criterion_level", table_name="criterion_rollup")
    op.drop_table("criterion_rollup")
    op.drop_index(op.f("ix_blob_use_sha256"), table_name="blob_use")
    op.drop_table("blob_use")
    op.drop_index(op.f("ix_blob_first_insp"), table_name="blob")
    op.drop_table("blob")
    op.drop_index("ix_audit_line_subject", table_name="audit_line")
    op.drop_index(op.f("ix_audit_line_at"), table_name="audit_line")
    op.drop_table("audit_line")
    op.drop_table("account")
