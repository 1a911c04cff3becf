using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccountsSignIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sessions_previous_refresh_hash",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_refresh_hash",
                table: "sessions");

            migrationBuilder.RenameColumn(
                name: "previous_refresh_hash",
                table: "sessions",
                newName: "access_hash");

            migrationBuilder.RenameColumn(
                name: "used_at",
                table: "one_time_codes",
                newName: "last_tried_at");

            migrationBuilder.AddColumn<long>(
                name: "access_expires_at",
                table: "sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "channel",
                table: "one_time_codes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "state",
                table: "one_time_codes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes",
                column: "phone",
                unique: true,
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes");

            migrationBuilder.DropColumn(
                name: "access_expires_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "one_time_codes");

            migrationBuilder.DropColumn(
                name: "state",
                table: "one_time_codes");

            migrationBuilder.RenameColumn(
                name: "access_hash",
                table: "sessions",
                newName: "previous_refresh_hash");

            migrationBuilder.RenameColumn(
                name: "last_tried_at",
                table: "one_time_codes",
                newName: "used_at");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_previous_refresh_hash",
                table: "sessions",
                column: "previous_refresh_hash");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_refresh_hash",
                table: "sessions",
                column: "refresh_hash",
                unique: true);
        }
    }
}
