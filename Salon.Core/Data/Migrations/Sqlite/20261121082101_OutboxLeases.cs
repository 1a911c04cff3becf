using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OutboxLeases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_due_at",
                table: "outbox");

            migrationBuilder.AddColumn<int>(
                name: "crashes",
                table: "outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "handled_by",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "locked_by",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "locked_until",
                table: "outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_done_at",
                table: "outbox",
                column: "done_at",
                filter: "done_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_organization_id",
                table: "outbox",
                column: "organization_id",
                filter: "locked_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_organization_id_due_at",
                table: "outbox",
                columns: new[] { "organization_id", "due_at" },
                filter: "done_at IS NULL AND failed_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_done_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_outbox_organization_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_outbox_organization_id_due_at",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "crashes",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "handled_by",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "locked_by",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "locked_until",
                table: "outbox");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_due_at",
                table: "outbox",
                column: "due_at",
                filter: "done_at IS NULL AND failed_at IS NULL");
        }
    }
}
