"""What was judged of a stream's operations gets a mark that changes whenever a status does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "stream", sa.Column("judged", sa.String(length=32), nullable=False, server_default="")
    )


def downgrade() -> None:
    with op.batch_alter_table("stream") as table:
        table.drop_column("judged")
