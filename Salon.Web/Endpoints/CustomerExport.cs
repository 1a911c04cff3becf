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
        string slug, string? q, string? show, string? tag, string? sort, HttpContext http, SalonDirectory directory, CustomerQueries customers, Texts texts,
        CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!customers.Export(actor, CustomerAddress.Read(q, show, tag, sort, page: null), ct).TryGet(out var file, out refusal)) return Problems.Of(refusal);
        var heads = Columns.Select(column => texts[$"People.Column{column}"]);
        return TypedResults.Stream(stream => Csv.WriteAsync(stream, heads, CellsAsync(file)), "text/csv; charset=utf-8", $"customers-{slug}.csv");
    }

    private static async IAsyncEnumerable<IEnumerable<object?>> CellsAsync(CustomerFile file)
    {
        await foreach (var row in file.Rows)
            yield return [row.Name, row.Phone, string.Join(", ", row.Tags), row.Visits, row.NoShows, row.LastVisit, row.NextVisit?.Date];
    }
}
