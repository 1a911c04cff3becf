using Salon.Bookings;
using Salon.Payments.Documents;
using Salon.Payments.Documents.Printing;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Documents as files for printing, for whoever may see the visit.</summary>
internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/b/{token}/receipts/{number:long}.pdf", OfCustomerAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/admin/{slug}/receipts/{number:long}.pdf", OfSalonAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> OfCustomerAsync(string token, long number, string? paper, HttpContext http, BookingQueries bookings, ReceiptQueries receipts, CancellationToken ct)
    {
        if (!(await bookings.ByTokenAsync(token, ct)).TryGet(out var link, out _)
            || !(await receipts.FindAsync(link.Actor, number, ct)).TryGet(out var receipt, out _) || receipt.Booking != link.Booking) return TypedResults.NotFound();
        return File(http, receipt, paper);
    }

    private static async Task<IResult> OfSalonAsync(string slug, long number, string? paper, HttpContext http, SalonDirectory directory, ReceiptQueries receipts, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return TypedResults.NotFound();
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!actor.May(Permission.TakePayments)) return TypedResults.Forbid();
        return (await receipts.FindAsync(actor, number, ct)).TryGet(out var receipt, out _) ? File(http, receipt, paper) : TypedResults.NotFound();
    }

    private static Microsoft.AspNetCore.Http.HttpResults.FileContentHttpResult File(HttpContext http, ReceiptView receipt, string? paper)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"receipt-{receipt.Number}.pdf\"";
        return TypedResults.File(ReceiptPdf.Of(ReceiptSheet.Of(receipt), paper == "roll" ? ReceiptPaper.Roll : ReceiptPaper.A4), "application/pdf");
    }
}
