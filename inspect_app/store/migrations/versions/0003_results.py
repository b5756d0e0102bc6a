"""Results, printed reports, jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from inspect_app.store import base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_index("ix_printed_report_insp", table_name="printed_report")
    op.drop_index(op.f("ix_printed_report_file_sha256"), table_name="printed_report")
    op.drop_table("printed_report")
    op.drop_index("ix_job_state_run_at", table_name="job")
    op.drop_index(op.f("ix_job_finished_at"), table_name="job")
    op.drop_table("job")
    op.drop_index(op.f("ix_inspection_rollup_region_id"), table_name="inspection_rollup")
    op.drop_index(op.f("ix_inspection_rollup_rating"), table_name="inspection_rollup")
    op.drop_index("ix_inspection_rollup_facility_id_visited_on", table_name="inspection_rollup")
    op.drop_table("inspection_rollup")
    op.drop_table("domain_rollup")
    op.drop_index("ix_criterion_rollup_criterion_level", table_name="criterion_rollup")
    op.drop_table("criterion_rollup")
