using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OutboxInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_organization_id_due_at",
                table: "outbox");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_organization_id_due_at_id",
                table: "outbox",
                columns: new[] { "organization_id", "due_at", "id" },
                filter: "done_at IS NULL AND failed_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_organization_id_due_at_id",
                table: "outbox");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_organization_id_due_at",
                table: "outbox",
                columns: new[] { "organization_id", "due_at" },
                filter: "done_at IS NULL AND failed_at IS NULL");
        }
    }
}
