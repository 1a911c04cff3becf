using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignInPerBrowser : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes");

            migrationBuilder.AddColumn<string>(
                name: "browser_hash",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "network",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_at",
                table: "sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "replaced_hash",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "delivered",
                table: "one_time_codes",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "known",
                table: "one_time_codes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "one_time_codes",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_browser_hash",
                table: "sessions",
                column: "browser_hash");

            migrationBuilder.CreateIndex(
                name: "IX_one_time_codes_created_at",
                table: "one_time_codes",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sessions_browser_hash",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_one_time_codes_created_at",
                table: "one_time_codes");

            migrationBuilder.DropColumn(
                name: "browser_hash",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "network",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "replaced_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "replaced_hash",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "delivered",
                table: "one_time_codes");

            migrationBuilder.DropColumn(
                name: "known",
                table: "one_time_codes");

            migrationBuilder.DropColumn(
                name: "region",
                table: "one_time_codes");

            migrationBuilder.CreateIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes",
                column: "phone",
                unique: true,
                filter: "state = 0");
        }
    }
}
