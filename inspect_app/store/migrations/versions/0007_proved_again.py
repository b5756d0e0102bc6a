"""When the password of a log-in was shown again, for decisions that stand under a person's name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from inspect_app.store import base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("web_session", sa.Column("proved_at", base.Moment(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("web_session") as table:
        table.drop_column("proved_at")
