using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Salon.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "money",
                table: "organizations",
                type: "text",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "booking_settlements",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cause = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<int>(type: "integer", nullable: false),
                    paid_minor = table.Column<long>(type: "bigint", nullable: false),
                    kept_minor = table.Column<long>(type: "bigint", nullable: false),
                    refund_minor = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_booking_settlements", x => new { x.organization_id, x.booking_id });
                    table.ForeignKey(
                        name: "FK_booking_settlements_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_accounts",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    key_ending = table.Column<string>(type: "text", nullable: false),
                    live = table.Column<bool>(type: "boolean", nullable: false),
                    webhook_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    earlier_webhook_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    webhook_id = table.Column<string>(type: "text", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    check_trouble = table.Column<string>(type: "text", nullable: true),
                    webhook_seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reconciled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_accounts", x => x.organization_id);
                    table.ForeignKey(
                        name: "FK_payment_accounts_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    method = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    captured_minor = table.Column<long>(type: "bigint", nullable: false),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    tip_minor = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    amount_currency = table.Column<string>(type: "text", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_payments", "amount_minor > 0 AND captured_minor >= 0 AND refunded_minor >= 0 AND refunded_minor <= captured_minor AND tip_minor >= 0 AND tip_minor <= amount_minor");
                    table.ForeignKey(
                        name: "FK_payments_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payments_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tax_profiles",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme = table.Column<int>(type: "integer", nullable: false),
                    vat_number = table.Column<string>(type: "text", nullable: false),
                    last_number = table.Column<long>(type: "bigint", nullable: false),
                    last_hash = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    address_ar = table.Column<string>(type: "text", nullable: false),
                    address_en = table.Column<string>(type: "text", nullable: false),
                    seller_name_ar = table.Column<string>(type: "text", nullable: false),
                    seller_name_en = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tax_profiles", x => x.organization_id);
                    table.ForeignKey(
                        name: "FK_tax_profiles_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_events",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    event_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    handled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_events", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_webhook_events_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    debit = table.Column<int>(type: "integer", nullable: false),
                    credit = table.Column<int>(type: "integer", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: true),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    amount_currency = table.Column<string>(type: "text", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger", x => new { x.organization_id, x.cause, x.line });
                    table.CheckConstraint("ck_ledger", "amount_minor > 0 AND debit <> credit");
                    table.ForeignKey(
                        name: "FK_ledger_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_attempts",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    live = table.Column<bool>(type: "boolean", nullable: false),
                    page_id = table.Column<string>(type: "text", nullable: true),
                    provider_id = table.Column<string>(type: "text", nullable: true),
                    url = table.Column<string>(type: "text", nullable: true),
                    card = table.Column<string>(type: "text", nullable: true),
                    trouble = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_check_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    checks = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_attempts", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_payment_attempts_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_events",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    news = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    minor = table.Column<long>(type: "bigint", nullable: true),
                    words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_events", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_payment_events_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    minor = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    before_minor = table.Column<long>(type: "bigint", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    trouble = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refunds", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_refunds", "minor > 0");
                    table.ForeignKey(
                        name: "FK_refunds_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tax_invoices",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    scheme = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refers_to = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    vat_minor = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    qr = table.Column<string>(type: "text", nullable: true),
                    previous_hash = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    gross_currency = table.Column<string>(type: "text", nullable: false),
                    gross_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tax_invoices", x => new { x.organization_id, x.id });
                    table.CheckConstraint("ck_tax_invoices", "number > 0 AND gross_minor >= 0 AND vat_minor >= 0 AND vat_minor <= gross_minor");
                    table.ForeignKey(
                        name: "FK_tax_invoices_bookings_organization_id_booking_id",
                        columns: x => new { x.organization_id, x.booking_id },
                        principalTable: "bookings",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tax_invoices_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tax_invoices_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tax_invoices_tax_invoices_organization_id_refers_to",
                        columns: x => new { x.organization_id, x.refers_to },
                        principalTable: "tax_invoices",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    provider_id = table.Column<string>(type: "text", nullable: true),
                    expected_minor = table.Column<long>(type: "bigint", nullable: true),
                    found_minor = table.Column<long>(type: "bigint", nullable: true),
                    times = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    resolution = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_work_items", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_work_items_payments_organization_id_payment_id",
                        columns: x => new { x.organization_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_booking_settlements_organization_id_contact_id",
                table: "booking_settlements",
                columns: new[] { "organization_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_organization_id_at",
                table: "ledger",
                columns: new[] { "organization_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_organization_id_booking_id",
                table: "ledger",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_organization_id_payment_id",
                table: "ledger",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_next_check_at",
                table: "payment_attempts",
                column: "next_check_at",
                filter: "status IN (0, 1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_organization_id_page_id",
                table: "payment_attempts",
                columns: new[] { "organization_id", "page_id" },
                filter: "page_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_organization_id_payment_id",
                table: "payment_attempts",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "Payment.AlreadyCounted",
                table: "payment_attempts",
                columns: new[] { "organization_id", "provider_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payment_events_organization_id_payment_id",
                table: "payment_events",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_booking",
                table: "payments",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_organization_id_created_at",
                table: "payments",
                columns: new[] { "organization_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "Payment.UnderWay",
                table: "payments",
                columns: new[] { "organization_id", "booking_id", "status" },
                unique: true,
                filter: "status = 0");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_asked_at",
                table: "refunds",
                column: "asked_at",
                filter: "status IN (0, 1)");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_organization_id_payment_id",
                table: "refunds",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "Payment.RefundedAlready",
                table: "refunds",
                columns: new[] { "organization_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "Payment.RefundUnderWay",
                table: "refunds",
                columns: new[] { "organization_id", "payment_id", "status" },
                unique: true,
                filter: "status = 1");

            migrationBuilder.CreateIndex(
                name: "Invoice.IssuedAlready",
                table: "tax_invoices",
                columns: new[] { "organization_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "Invoice.NumberTaken",
                table: "tax_invoices",
                columns: new[] { "organization_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tax_invoices_organization_id_booking_id",
                table: "tax_invoices",
                columns: new[] { "organization_id", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tax_invoices_organization_id_payment_id",
                table: "tax_invoices",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tax_invoices_organization_id_refers_to",
                table: "tax_invoices",
                columns: new[] { "organization_id", "refers_to" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_events_received_at",
                table: "webhook_events",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "Webhook.AlreadyThere",
                table: "webhook_events",
                columns: new[] { "organization_id", "provider", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_work_items_organization_id_payment_id",
                table: "work_items",
                columns: new[] { "organization_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "Payment.KnownDifference",
                table: "work_items",
                columns: new[] { "organization_id", "key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "booking_settlements");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "payment_accounts");

            migrationBuilder.DropTable(
                name: "payment_attempts");

            migrationBuilder.DropTable(
                name: "payment_events");

            migrationBuilder.DropTable(
                name: "refunds");

            migrationBuilder.DropTable(
                name: "tax_invoices");

            migrationBuilder.DropTable(
                name: "tax_profiles");

            migrationBuilder.DropTable(
                name: "webhook_events");

            migrationBuilder.DropTable(
                name: "work_items");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropColumn(
                name: "money",
                table: "organizations");
        }
    }
}
