using System.Globalization;
using System.Text;
using NodaTime.Text;
using Salon.Bookings.Customers;
using Salon.Tenancy;
using Salon.Web.Hosting;
using Salon.Web.Pages.Desk;

namespace Salon.Web.Endpoints;

/// <summary>The list of customers as a file for spreadsheets: the same question as the page, all its pages.</summary>
internal static class CustomerExport
{
    private static readonly string[] Columns = ["Name", "Phone", "Tags", "Visits", "NoShows", "LastVisit", "NextVisit"];

    public static void MapCustomerExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/desk/{slug}/customers.csv", ExportAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> ExportAsync(
        string slug, string? q, string? show, string? tag, string? sort, HttpContext http, SalonDirectory directory, CustomerQueries customers, Texts texts, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!customers.Export(actor, CustomerAddress.Read(q, show, tag, sort, page: null), ct).TryGet(out var file, out refusal)) return Problems.Of(refusal);
        var zone = salon.Branches is [var first, ..] ? first.Zone : DateTimeZone.Utc;
        return TypedResults.Stream(stream => WriteAsync(stream, file, zone, texts), "text/csv; charset=utf-8", $"customers-{slug}.csv");
    }

    private static async Task WriteAsync(Stream stream, CustomerFile file, DateTimeZone zone, Texts texts)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" }; // spreadsheets read Arabic by the mark
        await writer.WriteLineAsync(Csv.Line(Columns.Select(column => texts[$"People.Column{column}"])));
        await foreach (var row in file.Rows)
            await writer.WriteLineAsync(Csv.Line([
                row.Name, row.Phone, string.Join(", ", row.Tags), Text(row.Visits), Text(row.NoShows),
                Date(row.LastVisit?.InZone(zone).Date), Date(row.NextVisit?.Date),
            ]));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
}
