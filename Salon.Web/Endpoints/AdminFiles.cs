using Salon.Auditing;
using Salon.Payments.Books;
using Salon.Reporting;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.Hosting;
using Salon.Web.Pages.Admin;
using Salon.Web.Pages.Admin.Paying;

namespace Salon.Web.Endpoints;

/// <summary>What the pages of the back office show, as files for spreadsheets.</summary>
internal static class AdminFiles
{
    public static void MapAdminFiles(this WebApplication app)
    {
        app.MapGet("/admin/{slug}/audit.csv", AuditAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/admin/{slug}/report.csv", ReportAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/admin/{slug}/tips.csv", TipsAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/admin/{slug}/money.csv", MoneyAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> AuditAsync(
        HttpContext http, string slug, AuditLog log, AuditNames audited, AuditDetails details, SalonDirectory directory, BranchService branches,
        string? from, string? to, string? who, string? act, string? kind, string? q, string? id, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!(await branches.ListAsync(actor, ct)).TryGet(out var places, out _)) return Results.Forbid();
        var zone = places.MainZone();
        if (!(await log.ExportAsync(actor, new AuditFilter(from, to, who, act, kind, q, id).Question(zone), ct)).TryGet(out var rows, out _)) return Results.Forbid();
        if (!(await audited.ReadAsync(actor, rows, ct)).TryGet(out var names, out _)) return Results.Forbid();

        var texts = Texts.Current.In(zone).Unmarked;
        var words = new AuditWords(texts, details, names, places.OnlyCurrency());
        IEnumerable<string> head =
        [
            "Audit.When", "Audit.Who", "Audit.Act", "Audit.Kind", "Audit.Name", "Audit.Detail", "Audit.Before", "Audit.After", "Audit.Device", "Audit.Network",
        ];
        var lines = from row in rows
                    from change in row.Changes.DefaultIfEmpty(new AuditChange("", null, null))
                    select (IEnumerable<object?>)
                    [
                        row.At.InZone(zone).ToString("uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), words.Who(row), words.Did(row), words.Subject(row.Subject), words.What(row),
                        change.Field.Length == 0 ? "" : words.Field(change.Field), change.Hidden ? texts["Audit.Hidden"] : words.Show(row.Subject, change.Field, change.Before),
                        change.Hidden ? "" : words.Show(row.Subject, change.Field, change.After),
                        row.Device, row.Network,
                    ];
        return Results.File(Csv.File([head.Select(key => texts[key]), .. lines]), "text/csv; charset=utf-8", $"{slug}-audit.csv");
    }

    private static async Task<IResult> TipsAsync(
        HttpContext http, string slug, MoneyReports reports, SalonDirectory directory, BusinessDays days, string? from, string? to, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        var actor = await http.ActorAsync(salon.Id, ct);
        var today = (await days.TodayAsync(salon.Id, null, ct)).Date;
        if (!(await reports.TipsAsync(actor, MoneyRange.Read(from, to, today), ct)).TryGet(out var report, out _)) return Results.Forbid();
        var texts = Texts.Current.Unmarked;
        IEnumerable<object?> head =
            [texts["Admin.Team"], texts["Payments.MethodCash"], texts["Payments.MethodTerminal"], texts["Till.Total"], texts["Report.Currency"]];
        Money Of(long minor) => new(minor, report.Currency);
        var lines = report.People.Select(p => (IEnumerable<object?>)
            [p.Name.In(texts.Culture), Of(p.CashMinor), Of(p.CardMinor), Of(p.TotalMinor), report.Currency]);
        return Results.File(Csv.File([head, .. lines]), "text/csv; charset=utf-8", $"{slug}-tips.csv");
    }

    private static async Task<IResult> ReportAsync(
        HttpContext http, string slug, SalonReports reports, SalonDirectory directory, BusinessDays days, string? from, string? to, string? branch, string? part, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        var filter = new ReportFilter(from, to, branch);
        var today = (await days.TodayAsync(salon.Id, filter.BranchOf(salon.Branches), ct)).Date;
        if (!(await reports.ReadAsync(await http.ActorAsync(salon.Id, ct), filter.Question(salon.Branches, today), ct)).TryGet(out var report, out var refusal))
            return refusal.Kind == ErrorKind.Forbidden ? Results.Forbid() : Results.BadRequest();
        return Results.File(Csv.File(ReportWords.Table(report, part, Texts.Current.Unmarked)), "text/csv; charset=utf-8", $"{slug}-{part ?? "days"}.csv");
    }

    private static async Task<IResult> MoneyAsync(
        HttpContext http, string slug, VatReports reports, SalonDirectory directory, BusinessDays days, string? from, string? to, string? branch, string? part, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        var (actor, texts) = (await http.ActorAsync(salon.Id, ct), Texts.Current.Unmarked);
        var filter = new ReportFilter(from, to, branch);
        var today = (await days.TodayAsync(salon.Id, filter.BranchOf(salon.Branches), ct)).CalendarDate;
        var (question, zone) = (filter.Question(salon.Branches, today), ReportFilter.ZoneOf(salon.Branches, branch));
        IEnumerable<IReadOnlyList<object?>>? rows;
        Error? refusal;
        if (part == "documents") rows = (await reports.DocumentsAsync(actor, question, zone, ct)).TryGet(out var documents, out refusal) ? MoneyWords.Documents(documents, texts) : null;
        else if (part == "ledger") rows = (await reports.MovementsAsync(actor, question, zone, ct)).TryGet(out var moves, out refusal) ? MoneyWords.Movements(moves, zone, texts) : null;
        else rows = (await reports.ReadAsync(actor, question, zone, ct)).TryGet(out var report, out refusal) ? MoneyWords.Days(report, texts) : null;
        if (rows is null) return refusal!.Kind == ErrorKind.Forbidden ? Results.Forbid() : Results.BadRequest();
        var name = $"{slug}-{(part is "documents" or "ledger" ? part : "money")}-{DatesModel.Text(question.Dates.First)}-{DatesModel.Text(question.Dates.Last)}.csv";
        return Results.File(Csv.File(rows), "text/csv; charset=utf-8", name);
    }
}
