using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
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

            migrationBuilder.AddColumn<long>(
                name: "visit_at",
                table: "messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
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
