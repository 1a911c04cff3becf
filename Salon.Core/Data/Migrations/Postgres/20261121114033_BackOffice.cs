using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BackOffice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "season_id",
                table: "staff_hours",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "deposit",
                table: "services",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "picture",
                table: "services",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "accent",
                table: "organizations",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<int>(type: "integer", nullable: false),
                    network = table.Column<string>(type: "text", nullable: true),
                    device = table.Column<string>(type: "text", nullable: true),
                    act = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    search_keys = table.Column<string>(type: "text", nullable: false),
                    changes = table.Column<string>(type: "text", nullable: false),
                    name_ar = table.Column<string>(type: "text", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_audit_entries_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pictures",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    use = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pictures", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_pictures_size", "width BETWEEN 1 AND 8000 AND height BETWEEN 1 AND 8000 AND bytes > 0");
                    table.ForeignKey(
                        name: "FK_pictures_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_add_ons",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    add_on_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_add_ons", x => new { x.organization_id, x.service_id, x.add_on_id });
                    table.CheckConstraint("ck_service_add_ons", "service_id <> add_on_id");
                    table.ForeignKey(
                        name: "FK_service_add_ons_services_organization_id_add_on_id",
                        columns: x => new { x.organization_id, x.add_on_id },
                        principalTable: "services",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_service_add_ons_services_organization_id_service_id",
                        columns: x => new { x.organization_id, x.service_id },
                        principalTable: "services",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_staff_hours_organization_id_season_id",
                table: "staff_hours",
                columns: new[] { "organization_id", "season_id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_organization_id_at",
                table: "audit_entries",
                columns: new[] { "organization_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_organization_id_subject_subject_id",
                table: "audit_entries",
                columns: new[] { "organization_id", "subject", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "Media.NameTaken",
                table: "pictures",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_service_add_ons_organization_id_add_on_id",
                table: "service_add_ons",
                columns: new[] { "organization_id", "add_on_id" });

            migrationBuilder.AddForeignKey(
                name: "FK_staff_hours_seasons_organization_id_season_id",
                table: "staff_hours",
                columns: new[] { "organization_id", "season_id" },
                principalTable: "seasons",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_staff_hours_seasons_organization_id_season_id",
                table: "staff_hours");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "pictures");

            migrationBuilder.DropTable(
                name: "service_add_ons");

            migrationBuilder.DropIndex(
                name: "IX_staff_hours_organization_id_season_id",
                table: "staff_hours");

            migrationBuilder.DropColumn(
                name: "season_id",
                table: "staff_hours");

            migrationBuilder.DropColumn(
                name: "deposit",
                table: "services");

            migrationBuilder.DropColumn(
                name: "picture",
                table: "services");

            migrationBuilder.DropColumn(
                name: "accent",
                table: "organizations");
        }
    }
}
