using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeskMoney : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bill_lines",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    booking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    gross_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    vat_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    service_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    name_ar = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bill_lines", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_bill_lines", "quantity > 0 AND ((kind = 3 AND gross_minor < 0) OR (kind IN (1, 2) AND gross_minor >= 0))");
                    table.ForeignKey(
                        name: "FK_bill_lines_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bill_lines_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bill_lines_services_organization_id_service_id",
                        columns: x => new { x.organization_id, x.service_id },
                        principalTable: "services",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bill_lines_staff_organization_id_staff_id",
                        columns: x => new { x.organization_id, x.staff_id },
                        principalTable: "staff",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "day_closes",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until_at = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: false),
                    opening_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    moved_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    ledger_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    pieces = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_day_closes", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_day_closes", "opening_minor >= 0 AND counted_minor >= 0 AND until_at > from_at");
                    table.ForeignKey(
                        name: "FK_day_closes_branches_organization_id_branch_id",
                        columns: x => new { x.organization_id, x.branch_id },
                        principalTable: "branches",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_day_closes_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "desk_checkouts",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    booking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parts = table.Column<string>(type: "TEXT", nullable: false),
                    tips = table.Column<string>(type: "TEXT", nullable: false),
                    cash_given_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    change_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_checkouts", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_desk_checkouts", "cash_given_minor >= 0 AND change_minor >= 0 AND change_minor <= cash_given_minor");
                    table.ForeignKey(
                        name: "FK_desk_checkouts_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_desk_checkouts_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tip_shares",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    minor = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tip_shares", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_tip_shares", "minor <> 0");
                    table.ForeignKey(
                        name: "FK_tip_shares_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tip_shares_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tip_shares_staff_organization_id_staff_id",
                        columns: x => new { x.organization_id, x.staff_id },
                        principalTable: "staff",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_line_voids",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    booking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bill_line_voids", x => new { x.organization_id, x.line_id });
                    table.ForeignKey(
                        name: "FK_bill_line_voids_bill_lines_organization_id_line_id",
                        columns: x => new { x.organization_id, x.line_id },
                        principalTable: "bill_lines",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bill_line_voids_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_bill_line_voids_organization_id_booking_id",
                table: "bill_line_voids",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bill_lines_organization_id_booking_id",
                table: "bill_lines",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bill_lines_organization_id_kind_at",
                table: "bill_lines",
                columns: new[] { "organization_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_bill_lines_organization_id_service_id",
                table: "bill_lines",
                columns: new[] { "organization_id", "service_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bill_lines_organization_id_staff_id",
                table: "bill_lines",
                columns: new[] { "organization_id", "staff_id" });

            migrationBuilder.CreateIndex(
                name: "DayClose.ClosedAlready",
                table: "day_closes",
                columns: new[] { "organization_id", "branch_id", "date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_checkouts_organization_id_booking_id",
                table: "desk_checkouts",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tip_shares_organization_id_at",
                table: "tip_shares",
                columns: new[] { "organization_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_tip_shares_organization_id_payment_id",
                table: "tip_shares",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tip_shares_organization_id_staff_id",
                table: "tip_shares",
                columns: new[] { "organization_id", "staff_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bill_line_voids");

            migrationBuilder.DropTable(
                name: "day_closes");

            migrationBuilder.DropTable(
                name: "desk_checkouts");

            migrationBuilder.DropTable(
                name: "tip_shares");

            migrationBuilder.DropTable(
                name: "bill_lines");
        }
    }
}
