using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BookingsHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_bookings_users_holder_user",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_holder_user",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_number",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "holder_user",
                table: "bookings");

            migrationBuilder.AddColumn<bool>(
                name: "together",
                table: "bookings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "Booking.NumberTaken",
                table: "bookings",
                columns: new[] { "organization_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_holder_key",
                table: "bookings",
                columns: new[] { "organization_id", "holder_key" },
                filter: "holder_key IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "Booking.NumberTaken",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_holder_key",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "together",
                table: "bookings");

            migrationBuilder.AddColumn<Guid>(
                name: "holder_user",
                table: "bookings",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_bookings_holder_user",
                table: "bookings",
                column: "holder_user");

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_number",
                table: "bookings",
                columns: new[] { "organization_id", "number" },
                unique: true,
                filter: "number > 0");

            migrationBuilder.AddForeignKey(
                name: "FK_bookings_users_holder_user",
                table: "bookings",
                column: "holder_user",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
