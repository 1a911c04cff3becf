using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>What stands beside the public pages: the site map, the calendar file of a booking, giving a held time back.</summary>
internal static class PublicEndpoints
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    public static void MapPublic(this IEndpointRouteBuilder app)
    {
        app.MapGet("/robots.txt", Robots).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/sitemap.xml", SitemapAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/b/{token}/booking.ics", CalendarAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/book/release/{id:guid}", ReleaseAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static ContentHttpResult Robots(HttpContext http, SalonSettings settings) => TypedResults.Text(
        $"User-agent: *\nDisallow: /b/\nDisallow: /my/\nDisallow: /desk\nDisallow: /admin\nDisallow: /platform\nDisallow: /sign-in\nDisallow: /*/book\nSitemap: {Address(http, settings, "sitemap.xml")}\n");

    private static async Task<IResult> SitemapAsync(HttpContext http, SalonDirectory directory, SalonSettings settings, CancellationToken ct)
    {
        string[] paths = ["", .. await directory.SlugsAsync(ct)];
        var urls = paths.Select(path => new XElement(
            Sitemap + "url",
            new XElement(Sitemap + "loc", Address(http, settings, path)),
            Languages.All.Select(language => new XElement(
                Xhtml + "link", new XAttribute("rel", "alternate"), new XAttribute("hreflang", language.Name),
                new XAttribute("href", $"{Address(http, settings, path)}?culture={language.Name}")))));
        var document = new XDocument(new XElement(Sitemap + "urlset", new XAttribute(XNamespace.Xmlns + "xhtml", Xhtml.NamespaceName), urls));
        return TypedResults.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{document}", "application/xml", Encoding.UTF8);
    }

    private static async Task<IResult> CalendarAsync(string token, BookingQueries queries, HttpContext http, SalonSettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (!(await queries.ByTokenAsync(token, ct)).TryGet(out var link, out _) || !(await queries.FindAsync(link.Actor, link.Booking, ct)).TryGet(out var booking, out _))
            return TypedResults.NotFound();

        var file = CalendarFile.Of(booking, Languages.Nearest(CultureInfo.CurrentUICulture), Address(http, settings, $"b/{token}"), Address(http, settings, booking.Slug), clock.GetCurrentInstant());
        return TypedResults.File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", $"salon-{booking.Number}.ics");
    }

    /// <remarks>
    /// Sent by the browser as a page of a held time is left. It needs no form token: the cookie that proves the hold does not travel from other sites
    /// (SameSite), and the id cannot be guessed. The answer is the same whether there was anything to give back.
    /// </remarks>
    private static async Task<IResult> ReleaseAsync(Guid id, HttpContext http, BookingQueries queries, BookingService bookings, CancellationToken ct)
    {
        if (await queries.OrganizationOfAsync(new(id), ct) is { } organization)
            await bookings.ReleaseAsync(await http.ActorAsync(organization, ct), new(id), ct);
        return TypedResults.NoContent();
    }

    private static Uri Address(HttpContext http, SalonSettings settings, string path) =>
        new(settings.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/"), path);
}
