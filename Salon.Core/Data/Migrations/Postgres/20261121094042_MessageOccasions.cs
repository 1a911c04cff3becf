using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MessageOccasions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameIndex(
                name: "IX_messages_organization_id_dedupe_key",
                table: "messages",
                newName: "Message.AlreadyThere");

            migrationBuilder.AddColumn<DateTime>(
                name: "visit_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "visit_at",
                table: "messages");

            migrationBuilder.RenameIndex(
                name: "Message.AlreadyThere",
                table: "messages",
                newName: "IX_messages_organization_id_dedupe_key");
        }
    }
}
