using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PeopleAndVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "allergies",
                table: "contacts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "email",
                table: "contacts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "news_decided_at",
                table: "contacts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "contacts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "preferred_staff_id",
                table: "contacts",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "wants_news",
                table: "contacts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "group_id",
                table: "bookings",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "booking_groups",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organizer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_booking_groups", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_booking_groups_branches_organization_id_branch_id",
                        columns: x => new { x.organization_id, x.branch_id },
                        principalTable: "branches",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_booking_groups_contacts_organization_id_organizer_id",
                        columns: x => new { x.organization_id, x.organizer_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_booking_groups_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contact_tags",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tag = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_tags", x => new { x.organization_id, x.contact_id, x.tag });
                    table.ForeignKey(
                        name: "FK_contact_tags_contacts_organization_id_contact_id",
                        columns: x => new { x.organization_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stars = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reply = table.Column<string>(type: "text", nullable: true),
                    replied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    replied_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    report_reason = table.Column<string>(type: "text", nullable: true),
                    hidden_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    hide_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_reviews_stars", "stars >= 1 AND stars <= 5");
                    table.ForeignKey(
                        name: "FK_reviews_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reviews_contacts_organization_id_contact_id",
                        columns: x => new { x.organization_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reviews_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waitlist_entries",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    first = table.Column<DateOnly>(type: "date", nullable: false),
                    last = table.Column<DateOnly>(type: "date", nullable: false),
                    from_minute = table.Column<int>(type: "integer", nullable: false),
                    to_minute = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    unanswered = table.Column<int>(type: "integer", nullable: false),
                    joined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitlist_entries", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_waitlist_entries", "first <= last AND from_minute >= 0 AND to_minute > from_minute AND to_minute <= 2880");
                    table.ForeignKey(
                        name: "FK_waitlist_entries_branches_organization_id_branch_id",
                        columns: x => new { x.organization_id, x.branch_id },
                        principalTable: "branches",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_entries_contacts_organization_id_contact_id",
                        columns: x => new { x.organization_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_entries_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waitlist_offers",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitlist_offers", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_waitlist_offers", "made_at < expires_at");
                    table.ForeignKey(
                        name: "FK_waitlist_offers_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_offers_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_offers_waitlist_entries_organization_id_entry_id",
                        columns: x => new { x.organization_id, x.entry_id },
                        principalTable: "waitlist_entries",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_organization_id_preferred_staff_id",
                table: "contacts",
                columns: new[] { "organization_id", "preferred_staff_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bookings_organization_id_group_id",
                table: "bookings",
                columns: new[] { "organization_id", "group_id" });

            migrationBuilder.CreateIndex(
                name: "IX_booking_groups_organization_id_branch_id",
                table: "booking_groups",
                columns: new[] { "organization_id", "branch_id" });

            migrationBuilder.CreateIndex(
                name: "IX_booking_groups_organization_id_organizer_id",
                table: "booking_groups",
                columns: new[] { "organization_id", "organizer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_contact_tags_organization_id_tag",
                table: "contact_tags",
                columns: new[] { "organization_id", "tag" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_organization_id_contact_id",
                table: "reviews",
                columns: new[] { "organization_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_organization_id_written_at",
                table: "reviews",
                columns: new[] { "organization_id", "written_at" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_reported_at",
                table: "reviews",
                column: "reported_at",
                filter: "reported_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "Review.AlreadyWritten",
                table: "reviews",
                columns: new[] { "organization_id", "booking_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entries_organization_id_branch_id",
                table: "waitlist_entries",
                columns: new[] { "organization_id", "branch_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entries_organization_id_contact_id",
                table: "waitlist_entries",
                columns: new[] { "organization_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entries_organization_id_joined_at",
                table: "waitlist_entries",
                columns: new[] { "organization_id", "joined_at" },
                filter: "status < 2");

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_offers_expires_at",
                table: "waitlist_offers",
                column: "expires_at",
                filter: "status = 0");

            migrationBuilder.CreateIndex(
                name: "Waitlist.AlreadyKept",
                table: "waitlist_offers",
                columns: new[] { "organization_id", "booking_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "Waitlist.AlreadyOffered",
                table: "waitlist_offers",
                columns: new[] { "organization_id", "entry_id" },
                unique: true,
                filter: "status = 0");

            migrationBuilder.AddForeignKey(
                name: "FK_bookings_booking_groups_organization_id_group_id",
                table: "bookings",
                columns: new[] { "organization_id", "group_id" },
                principalTable: "booking_groups",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_contacts_staff_organization_id_preferred_staff_id",
                table: "contacts",
                columns: new[] { "organization_id", "preferred_staff_id" },
                principalTable: "staff",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_bookings_booking_groups_organization_id_group_id",
                table: "bookings");

            migrationBuilder.DropForeignKey(
                name: "FK_contacts_staff_organization_id_preferred_staff_id",
                table: "contacts");

            migrationBuilder.DropTable(
                name: "booking_groups");

            migrationBuilder.DropTable(
                name: "contact_tags");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "waitlist_offers");

            migrationBuilder.DropTable(
                name: "waitlist_entries");

            migrationBuilder.DropIndex(
                name: "IX_contacts_organization_id_preferred_staff_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_bookings_organization_id_group_id",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "allergies",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "email",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "news_decided_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "note",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "preferred_staff_id",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "wants_news",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "group_id",
                table: "bookings");
        }
    }
}
