using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ServiceFees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "free_until_hours",
                table: "services",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "late_fee_kind",
                table: "services",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "late_fee_value",
                table: "services",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "no_show_fee_kind",
                table: "services",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "no_show_fee_value",
                table: "services",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_services_fees",
                table: "services",
                sql: "(late_fee_kind IS NULL) = (late_fee_value IS NULL) AND (late_fee_kind IS NULL OR (late_fee_kind = 0 AND late_fee_value = 0) OR (late_fee_kind = 1 AND late_fee_value BETWEEN 1 AND 100) OR (late_fee_kind = 2 AND late_fee_value >= 1)) AND (no_show_fee_kind IS NULL) = (no_show_fee_value IS NULL) AND (no_show_fee_kind IS NULL OR (no_show_fee_kind = 0 AND no_show_fee_value = 0) OR (no_show_fee_kind = 1 AND no_show_fee_value BETWEEN 1 AND 100) OR (no_show_fee_kind = 2 AND no_show_fee_value >= 1)) AND (free_until_hours IS NULL OR free_until_hours BETWEEN 0 AND 336)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_services_fees",
                table: "services");

            migrationBuilder.DropColumn(
                name: "free_until_hours",
                table: "services");

            migrationBuilder.DropColumn(
                name: "late_fee_kind",
                table: "services");

            migrationBuilder.DropColumn(
                name: "late_fee_value",
                table: "services");

            migrationBuilder.DropColumn(
                name: "no_show_fee_kind",
                table: "services");

            migrationBuilder.DropColumn(
                name: "no_show_fee_value",
                table: "services");
        }
    }
}
