using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Salon.Bookings;
using Salon.Contacts;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Scheduling;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Flat;

/// <summary>A salon that has worked for years, written in seconds: one real visit, paid at the counter, is copied by the database itself.</summary>
/// <remarks>
/// Four people with eight visits a day each, the last two weeks of them to come: more bookings reach further back, and a day is as full as in a
/// younger salon. A new column needs nothing here, because the copies have whatever the real visit has.
/// </remarks>
public sealed class LongHistory
{
    public const int PerDay = 32;
    public const int DaysToCome = 14;

    private const int People = 4, Names = 1_000, Closes = 100;
    private const long Hour = 3_600_000_000, Day = 24 * Hour; // microseconds

    private readonly SalonWorld world;
    private readonly bool postgres;
    private readonly List<StaffId> staff = [];

    private LongHistory(SalonWorld world, Shop shop) => (this.world, Shop, postgres) = (world, shop, world.Options.IsPostgres);

    public Shop Shop { get; }

    /// <summary>The visit that was copied, of a customer with an account.</summary>
    public BookingId Visit { get; private set; }

    public ContactId Contact { get; private set; }

    /// <summary>The close that was copied: of the first of the days before yesterday that were all closed.</summary>
    public RowId Close { get; } = RowId.New();

    /// <summary>The business date of the world's clock.</summary>
    public LocalDate Today { get; } = new(2026, 12, 7);

    /// <param name="world">A new one.</param>
    /// <param name="bookings">Besides the one that is copied.</param>
    /// <param name="contacts">Whose they are, evenly.</param>
    public static async Task<LongHistory> WriteAsync(SalonWorld world, int bookings, int contacts)
    {
        var history = new LongHistory(world, await Shop.OpenAsync(world, people: People));
        await history.BeginAsync();
        await history.CopyAsync(bookings, contacts);
        await history.GatherAsync();
        return history;
    }

    // What PostgreSQL does by itself sooner or later, and a job of ours on SQLite.
    private async Task GatherAsync()
    {
        if (!postgres)
        {
            await world.Database.GatherStatisticsAsync(default);
            return;
        }

        await using var connection = new NpgsqlConnection(world.Options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("VACUUM ANALYZE", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task BeginAsync()
    {
        var at = Shop.At(20, day: 0); // after the copies, which end at six in the afternoon
        Visit = await CheckoutTests.ArrivedAsync(world, Shop, at);
        Assert.Null((await world.Get<BookingService>().CompleteAsync(Shop.Desk, Visit, default)).Error);
        await CheckoutTests.PayAsync(world, Shop, new(CheckoutId.New(), Visit, 10_000, 0, 0, []));
        Contact = (await Shop.ReadAsync(Visit)).ContactId!.Value;
        var first = new CloseDayRequest(Close, Shop.Branch, Today.PlusDays(-2 - Closes), 0, 0, [], "");
        Assert.Null((await world.Get<DayCloseService>().CloseAsync(Shop.Desk, first, default)).Error);
        staff.AddRange(await Shop.QueryAsync(read => read.Staff.OrderBy(s => s.Position).Select(s => s.Id).ToListAsync()));
    }

    private async Task CopyAsync(int bookings, int contacts)
    {
        await using var db = await world.Database.OpenForWriteAsync(Shop.Id, default);
        var names = Enumerable.Range(0, Names).Select(NameOf).ToList();
        string Pick(IEnumerable<string> words, string n) => postgres
            ? $"('{System.Text.Json.JsonSerializer.Serialize(words)}'::jsonb ->> ({n} % {Names}))"
            : $"json_extract('{System.Text.Json.JsonSerializer.Serialize(words)}', '$[' || ({n} % {Names}) || ']')";

        const string Slot = "(i % 32 / 4)", DaysBack = "(i / 32)";
        var first = new LocalDateTime(2026, 12, 7, 10, 0).PlusDays(DaysToCome).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).ToInstant();
        var starts = $"{first.ToUnixTimeTicks() / 10} - {DaysBack} * {Day} + {Slot} * {Hour}";
        var (start, end) = (Moment(starts), Moment($"{starts} + {Hour}"));
        var who = $"CASE i % {People} {string.Concat(staff.Select((s, n) => $"WHEN {n} THEN {Value(s.Value)} "))} END";
        var status = $"CASE WHEN {DaysBack} < {DaysToCome} THEN 2 WHEN i % 20 = 0 THEN 7 WHEN i % 20 = 1 THEN 6 ELSE 5 END";
        var customer = Id(2, $"(CAST(i AS bigint) * 7919 % {contacts})");
        var paid = $"i >= {PerDay * DaysToCome} AND i % 20 > 1 AND i % 2 = 0";

        await InsertAsync<Contact>(db, contacts, "id", Contact.Value, new()
        {
            ["id"] = Id(2, "i"), ["user_id"] = "NULL", ["name"] = Pick(names.Select(n => n.Name), "i"), ["search_keys"] = Pick(names.Select(n => n.Keys), "i"),
            ["phone"] = $"'+9665' || substr('0000000' || CAST(CAST(i AS bigint) * 104729 % 100000000 AS text), -8)".Replace("substr", postgres ? "right" : "substr", StringComparison.Ordinal).Replace(", -8", postgres ? ", 8" : ", -8", StringComparison.Ordinal),
            ["created_at"] = Moment($"{first.ToUnixTimeTicks() / 10} - (i % 3000 + 20) * {Day}"), ["wants_news"] = "(i % 5 = 0)",
        });
        await RunAsync(db, $"INSERT INTO contact_tags (organization_id, contact_id, tag) SELECT {Value(Shop.Id.Value)}, {Id(2, "i")}, CASE WHEN i % 100 = 0 THEN 'VIP' ELSE 'Tag ' || (i % 100) END FROM ({Numbers(contacts)}) n");
        await InsertAsync<Booking>(db, bookings, "id", Visit.Value, new()
        {
            ["id"] = Id(1, "i"), ["number"] = "1000000 + i", ["contact_id"] = customer, ["status"] = status, ["starts_at"] = start, ["ends_at"] = end,
            ["business_date"] = postgres ? $"(date '2026-12-21' - {DaysBack})" : $"date('2026-12-21', '-' || {DaysBack} || ' days')", ["created_at"] = Moment($"{starts} - {3 * Day}"),
        });
        await InsertAsync<BookingLine>(db, bookings, "booking_id", Visit.Value, new() { ["id"] = Id(3, "i"), ["booking_id"] = Id(1, "i"), ["staff_id"] = who, ["starts_at"] = start, ["ends_at"] = end });
        await InsertAsync<Claim>(db, bookings, "booking_id", Visit.Value, new() { ["id"] = Id(4, "i"), ["booking_id"] = Id(1, "i"), ["subject"] = who, ["starts_at"] = start, ["ends_at"] = end });
        await InsertAsync<BookingEvent>(db, bookings, "booking_id", Visit.Value, new() { ["id"] = Id(5, $"i * 8 + t.{Quoted("to")}"), ["booking_id"] = Id(1, "i"), ["at"] = start });
        await InsertAsync<Payment>(db, bookings, "booking_id", Visit.Value, new() { ["id"] = Id(6, "i"), ["booking_id"] = Id(1, "i"), ["created_at"] = end, ["paid_at"] = end }, paid);
        await InsertAsync<LedgerEntry>(db, bookings, "booking_id", Visit.Value, new()
        {
            ["cause"] = "t.cause || ':' || i", ["booking_id"] = Id(1, "i"), ["payment_id"] = $"CASE WHEN t.payment_id IS NULL THEN NULL ELSE {Id(6, "i")} END", ["at"] = end,
        }, paid);
        await InsertAsync<DayClose>(db, Closes, "id", Close.Value, new() // in their order, each from where the one before it ends
        {
            ["id"] = Id(7, "i"), ["date"] = postgres ? "t.date + i + 1" : "date(t.date, '+' || (i + 1) || ' days')",
            ["from_at"] = postgres ? "t.until_at + i * interval '1 day'" : $"t.until_at + i * {Day}", ["until_at"] = postgres ? "t.until_at + (i + 1) * interval '1 day'" : $"t.until_at + (i + 1) * {Day}",
        });
        await RunAsync(db, $"UPDATE contacts SET visits = {Count("count(*)", 5)}, no_shows = {Count("count(*)", 7)}, last_visit_at = coalesce({Count("max(starts_at)", 5)}, {Moment("0")})");
        Assert.Null(await db.CommitAsync(default));
    }

    // The nth of a thousand names that sound like names.
    private static (string Name, string Keys) NameOf(int n)
    {
        string[] first = ["Noura", "Sara", "Maha", "Hind", "Reem", "Lama", "Dana", "Abeer", "Huda", "Mona"], family = ["Harbi", "Otaibi", "Qahtani", "Shehri", "Dosari", "Ghamdi", "Zahrani", "Mutairi", "Anazi", "Subaie"];
        var name = $"{first[n % 10]} {first[n / 10 % 10]} {family[n / 100 % 10]}";
        return (name, SearchText.Keys(name));
    }

    private static string Count(string what, int status) =>
        $"(SELECT {what} FROM bookings b WHERE b.organization_id = contacts.organization_id AND b.contact_id = contacts.id AND b.status = {status})";

    private Task InsertAsync<T>(SalonDb db, int times, string key, Guid copied, Dictionary<string, string> changed, string when = "1 = 1")
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableMappings().Single().Table;
        var columns = table.Columns.Select(c => c.Name).ToList();
        Assert.Empty(changed.Keys.Except(columns));
        var values = columns.Select(c => changed.GetValueOrDefault(c, $"t.{Quoted(c)}"));
        return RunAsync(db, $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(Quoted))}) SELECT {string.Join(", ", values)} FROM ({Numbers(times)}) n, {table.Name} t WHERE t.{key} = {Value(copied)} AND {when}");
    }

    private static Task RunAsync(SalonDb db, string sql) =>
        db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));

    private static string Quoted(string column) => $"\"{column}\"";

    private string Numbers(int count) => postgres
        ? $"SELECT i FROM generate_series(0, {count - 1}) AS g(i)"
        : $"WITH RECURSIVE g(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM g WHERE i < {count - 1}) SELECT i FROM g";

    private string Id(int kind, string number) => postgres
        ? $"('{kind:X8}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"
        : $"printf('{kind:X8}-0000-7000-8000-%012X', {number})";

    private string Value(Guid id) => postgres ? $"'{id}'::uuid" : $"'{id.ToString().ToUpperInvariant()}'";

    private string Moment(string microseconds) => postgres ? $"(timestamptz 'epoch' + ({microseconds}) * interval '1 microsecond')" : $"({microseconds})";
}
