using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ClaimsTimeIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_claims_organization_id_starts_at",
                table: "claims");

            migrationBuilder.DropIndex(
                name: "IX_claims_organization_id_subject_unit_starts_at",
                table: "claims");

            migrationBuilder.CreateIndex(
                name: "IX_claims_time",
                table: "claims",
                columns: new[] { "organization_id", "subject", "unit", "starts_at", "ends_at", "expires_at" },
                filter: "live");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_claims_time",
                table: "claims");

            migrationBuilder.CreateIndex(
                name: "IX_claims_organization_id_starts_at",
                table: "claims",
                columns: new[] { "organization_id", "starts_at" },
                filter: "live");

            migrationBuilder.CreateIndex(
                name: "IX_claims_organization_id_subject_unit_starts_at",
                table: "claims",
                columns: new[] { "organization_id", "subject", "unit", "starts_at" },
                filter: "live");
        }
    }
}
