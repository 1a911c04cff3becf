using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Salon.Bookings.Customers;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Desk;

/// <summary>What the list of customers shows, as its address says it. Whatever is not understood counts as not asked.</summary>
public static class CustomerAddress
{
    public static CustomerQuestion Read(string? query, string? show, string? tag, string? sort, string? page) => new(
        string.IsNullOrWhiteSpace(query) ? null : query, ListAddress.Choice(show, CustomerFilter.All), string.IsNullOrWhiteSpace(tag) ? null : tag,
        ListAddress.Choice(sort, CustomerOrder.LastVisit), ListAddress.Page(page));

    public static string Url(string slug, CustomerQuestion question)
    {
        var query = new List<KeyValuePair<string, string?>>();
        if (!string.IsNullOrWhiteSpace(question.Query)) query.Add(new("q", question.Query));
        if (question.Filter != CustomerFilter.All) query.Add(new("show", question.Filter.ToString().ToLowerInvariant()));
        if (question.Tag is { } tag) query.Add(new("tag", tag));
        if (question.Order != CustomerOrder.LastVisit) query.Add(new("sort", question.Order.ToString().ToLowerInvariant()));
        if (question.Page > 1) query.Add(new("page", question.Page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString($"/desk/{slug}/customers", query);
    }
}
