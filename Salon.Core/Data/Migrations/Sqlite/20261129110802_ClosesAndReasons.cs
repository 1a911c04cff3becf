using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClosesAndReasons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "because",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "because",
                table: "payment_events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql("DROP TRIGGER IF EXISTS payment_events_no_update; DROP TRIGGER IF EXISTS tax_invoices_no_update;"); // the start lays them again
            foreach (var statement in ReasonsApart.Statements()) migrationBuilder.Sql(statement);

            migrationBuilder.DropCheckConstraint(
                name: "ck_refunds",
                table: "refunds");

            migrationBuilder.DropIndex(
                name: "DayClose.ClosedAlready",
                table: "day_closes");

            migrationBuilder.DropColumn(
                name: "ledger_minor",
                table: "day_closes");

            migrationBuilder.CreateTable(
                name: "day_close_undos",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    close_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_day_close_undos", x => new { x.organization_id, x.close_id });
                    table.ForeignKey(
                        name: "FK_day_close_undos_day_closes_organization_id_close_id",
                        columns: x => new { x.organization_id, x.close_id },
                        principalTable: "day_closes",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_day_close_undos_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_refunds",
                table: "refunds",
                sql: "minor > 0 AND (because IS NULL OR reason = '')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payment_events",
                table: "payment_events",
                sql: "because IS NULL OR words IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_day_closes_organization_id_branch_id_date",
                table: "day_closes",
                columns: new[] { "organization_id", "branch_id", "date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER IF EXISTS day_closes_in_order;"); // names a table that goes

            migrationBuilder.DropTable(
                name: "day_close_undos");

            migrationBuilder.DropCheckConstraint(
                name: "ck_refunds",
                table: "refunds");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payment_events",
                table: "payment_events");

            migrationBuilder.DropIndex(
                name: "IX_day_closes_organization_id_branch_id_date",
                table: "day_closes");

            migrationBuilder.DropColumn(
                name: "because",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "because",
                table: "payment_events");

            migrationBuilder.AddColumn<long>(
                name: "ledger_minor",
                table: "day_closes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddCheckConstraint(
                name: "ck_refunds",
                table: "refunds",
                sql: "minor > 0");

            migrationBuilder.CreateIndex(
                name: "DayClose.ClosedAlready",
                table: "day_closes",
                columns: new[] { "organization_id", "branch_id", "date" },
                unique: true);
        }
    }
}
