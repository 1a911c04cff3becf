using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Calendar : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "claims",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "overbook_reason",
                table: "bookings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "own_minutes",
                table: "booking_lines",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lines",
                table: "booking_events",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "booking_editors",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_booking_editors", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_booking_editors_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_booking_editors_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_booking_editors_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "time_blocks",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    business_date = table.Column<DateOnly>(type: "date", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_time_blocks", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_time_blocks_order", "starts_at < ends_at");
                    table.ForeignKey(
                        name: "FK_time_blocks_branches_organization_id_branch_id",
                        columns: x => new { x.organization_id, x.branch_id },
                        principalTable: "branches",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_time_blocks_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_time_blocks_staff_organization_id_staff_id",
                        columns: x => new { x.organization_id, x.staff_id },
                        principalTable: "staff",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_claims_overbooked",
                table: "claims",
                sql: "exclusive OR (reason IS NOT NULL AND length(trim(reason)) > 0)");

            migrationBuilder.CreateIndex(
                name: "IX_booking_editors_organization_id_booking_id",
                table: "booking_editors",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_booking_editors_user_id",
                table: "booking_editors",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_time_blocks_organization_id_branch_id_business_date",
                table: "time_blocks",
                columns: new[] { "organization_id", "branch_id", "business_date" });

            migrationBuilder.CreateIndex(
                name: "IX_time_blocks_organization_id_staff_id",
                table: "time_blocks",
                columns: new[] { "organization_id", "staff_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "booking_editors");

            migrationBuilder.DropTable(
                name: "time_blocks");

            migrationBuilder.DropCheckConstraint(
                name: "ck_claims_overbooked",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "overbook_reason",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "own_minutes",
                table: "booking_lines");

            migrationBuilder.DropColumn(
                name: "lines",
                table: "booking_events");
        }
    }
}
