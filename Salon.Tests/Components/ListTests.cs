using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Salon.Payments.Books;
using Salon.Web.Components.BackOffice;

namespace Salon.Tests.Components;

/// <summary>What the parts of lists decide by themselves.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task What_is_sought_goes_into_the_address_and_the_list_begins_again()
    {
        await using var bench = new Workbench();
        var navigation = bench.Services.GetRequiredService<BunitNavigationManager>();
        navigation.NavigateTo("/admin/lamsa/services?page=3&show=all");
        var box = bench.Render<FindBox>(p => p.Add(b => b.Label, "Find a service"));

        box.Find("input").Input("  قص ");
        box.Find("form").Submit();

        Assert.Equal(navigation.GetUriWithQueryParameters("/admin/lamsa/services?show=all", new Dictionary<string, object?> { ["q"] = "قص" }), new Uri(navigation.Uri).PathAndQuery.Replace("http://localhost", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_being_typed_survives_that_the_list_is_read_again()
    {
        await using var bench = new Workbench();
        var box = bench.Render<FindBox>(p => p.Add(b => b.Label, "Find").Add(b => b.Query, "cut"));
        box.Find("input").Input("cut and b");
        box.Render(p => p.Add(b => b.Query, "cut")); // somebody else changed the list
        Assert.Equal("cut and b", box.Find("input").GetAttribute("value"));
        box.Render(p => p.Add(b => b.Query, null)); // "show all"
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 3, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 1)]
    public async Task A_pager_offers_the_pages_that_are_there(int page, int pages, int links)
    {
        await using var bench = new Workbench("ar");
        Assert.Equal(links, bench.Render<Pager>(p => p.Add(x => x.Page, page).Add(x => x.Pages, pages)).FindAll("a").Count);
    }

    [Theory]
    [InlineData(0, 2, "b c a")]
    [InlineData(2, 0, "c a b")]
    [InlineData(1, 1, null)]
    [InlineData(-1, 1, null)] // from a hostile circuit
    [InlineData(0, 3, null)]
    [InlineData(int.MaxValue, 0, null)]
    public void A_row_goes_to_its_new_place_or_nothing_happens(int from, int to, string? order) =>
        Assert.Equal(order, Arrangement.Moved(["a", "b", "c"], from, to) is { } moved ? string.Join(' ', moved) : null);

    [Fact]
    public async Task A_row_that_is_dropped_is_told_with_both_places_and_the_first_and_last_go_no_further()
    {
        await using var bench = new Workbench();
        (int, int)? dropped = null;
        RenderFragment buttons = builder =>
        {
            builder.OpenComponent<MoveButtons>(0);
            builder.AddAttribute(1, nameof(MoveButtons.Name), "Cut");
            builder.AddAttribute(2, nameof(MoveButtons.First), true);
            builder.CloseComponent();
        };
        var list = bench.Render<Arrangeable>(p => p.Add(l => l.OnDrop, drop => dropped = drop).Add(l => l.ChildContent, buttons));
        await list.InvokeAsync(() => list.Instance.DropAsync(2, 0));

        Assert.Equal((2, 0), dropped);
        Assert.Equal([true, false], list.FindAll("button").Select(b => b.HasAttribute("disabled")));
        Assert.Single(list.FindAll("[data-grip]"));
    }

    [Theory]
    [InlineData(PaymentStatus.Paid, 100, 0, "Payments.IsPaid", "good")]
    [InlineData(PaymentStatus.Paid, 100, 40, "Payments.IsPartBack", "info")]
    [InlineData(PaymentStatus.Paid, 100, 100, "Payments.IsBack", "info")]
    [InlineData(PaymentStatus.Lapsed, 0, 0, "Payments.IsLapsed", "bad")]
    public async Task A_payment_says_where_it_stands(PaymentStatus status, long captured, long refunded, string words, string tone)
    {
        await using var bench = new Workbench();
        var tag = bench.Render<PaymentTag>(p => p.Add(t => t.Status, status).Add(t => t.Captured, captured).Add(t => t.Refunded, refunded)).Find(".tag");
        Assert.Equal(bench.T[words], tag.TextContent);
        Assert.Contains(tone, tag.ClassList);
    }
}
