using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Hardening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_payments_organization_id_created_at",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_contact_id",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_holder_key",
                table: "bookings");

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

            migrationBuilder.AddColumn<long>(
                name: "last_visit_at",
                table: "contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "no_shows",
                table: "contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "visits",
                table: "contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "job_troubles",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    work = table.Column<string>(type: "TEXT", nullable: false),
                    item = table.Column<Guid>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    parked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_troubles", x => new { x.organization_id, x.work, x.item });
                });

            // As on PostgreSQL, where a row of an index has room for some 2,700 bytes.
            migrationBuilder.Sql(
                """
                UPDATE contacts SET search_keys = substr(search_keys, 1, 500) WHERE length(search_keys) > 500;
                """);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_browser_hash",
                table: "sessions",
                column: "browser_hash");

            migrationBuilder.CreateIndex(
                name: "IX_payments_given_back",
                table: "payments",
                columns: new[] { "organization_id", "created_at", "id" },
                filter: "refunded_minor > 0");

            migrationBuilder.CreateIndex(
                name: "IX_payments_organization_id_created_at_id",
                table: "payments",
                columns: new[] { "organization_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_organization_id_status_created_at_id",
                table: "payments",
                columns: new[] { "organization_id", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_one_time_codes_created_at",
                table: "one_time_codes",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_missed",
                table: "contacts",
                columns: new[] { "organization_id", "last_visit_at", "id" },
                filter: "no_shows > 0");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_news",
                table: "contacts",
                columns: new[] { "organization_id", "last_visit_at", "id" },
                filter: "wants_news");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_organization_id_created_at_id",
                table: "contacts",
                columns: new[] { "organization_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_organization_id_last_visit_at_id",
                table: "contacts",
                columns: new[] { "organization_id", "last_visit_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_organization_id_name_id",
                table: "contacts",
                columns: new[] { "organization_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_organization_id_visits_id",
                table: "contacts",
                columns: new[] { "organization_id", "visits", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_search",
                table: "contacts",
                columns: new[] { "organization_id", "search_keys", "phone", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_bookings_holder_key_organization_id",
                table: "bookings",
                columns: new[] { "holder_key", "organization_id" },
                filter: "holder_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_bookings_id",
                table: "bookings",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_business_date_status_contact_id",
                table: "bookings",
                columns: new[] { "organization_id", "business_date", "status", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_contact_id_starts_at_status",
                table: "bookings",
                columns: new[] { "organization_id", "contact_id", "starts_at", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_hold_expires_at",
                table: "bookings",
                columns: new[] { "organization_id", "hold_expires_at" },
                filter: "hold_expires_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_job_troubles_work",
                table: "job_troubles",
                column: "work");

            // From now on counted as visits end; what has been is counted here. 5 is completed, 7 is a no-show.
            migrationBuilder.Sql(
                """
                UPDATE contacts SET
                  visits = (SELECT count(*) FROM bookings b WHERE b.organization_id = contacts.organization_id AND b.contact_id = contacts.id AND b.status = 5),
                  no_shows = (SELECT count(*) FROM bookings b WHERE b.organization_id = contacts.organization_id AND b.contact_id = contacts.id AND b.status = 7),
                  last_visit_at = coalesce((SELECT max(b.starts_at) FROM bookings b WHERE b.organization_id = contacts.organization_id AND b.contact_id = contacts.id AND b.status = 5), 0);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "job_troubles");

            migrationBuilder.DropIndex(
                name: "IX_sessions_browser_hash",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_payments_given_back",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "IX_payments_organization_id_created_at_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "IX_payments_organization_id_status_created_at_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "IX_one_time_codes_created_at",
                table: "one_time_codes");

            migrationBuilder.DropIndex(
                name: "IX_contacts_missed",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_news",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_organization_id_created_at_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_organization_id_last_visit_at_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_organization_id_name_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_organization_id_visits_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_search",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_bookings_holder_key_organization_id",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_id",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_business_date_status_contact_id",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_contact_id_starts_at_status",
                table: "bookings");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_hold_expires_at",
                table: "bookings");

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

            migrationBuilder.DropColumn(
                name: "last_visit_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "no_shows",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "visits",
                table: "contacts");

            migrationBuilder.CreateIndex(
                name: "IX_payments_organization_id_created_at",
                table: "payments",
                columns: new[] { "organization_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ux_one_time_codes_live",
                table: "one_time_codes",
                column: "phone",
                unique: true,
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_contact_id",
                table: "bookings",
                columns: new[] { "organization_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_holder_key",
                table: "bookings",
                columns: new[] { "organization_id", "holder_key" },
                filter: "holder_key IS NOT NULL");
        }
    }
}
