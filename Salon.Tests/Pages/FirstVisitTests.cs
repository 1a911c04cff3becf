using AngleSharp.Html.Parser;
using Salon.Catalog;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>Pages that are kept for whoever comes for the first time.</summary>
public sealed class FirstVisitTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/lamsa")]
    [InlineData("/lamsa/book")]
    [InlineData("/lamsa/reviews")]
    public async Task Two_who_come_for_the_first_time_get_the_same_page_each_in_her_language(string address)
    {
        await using var world = await PublicPagesTests.WorldAsync();

        var first = await AskAsync(world, address);
        var second = await AskAsync(world, address);
        var english = await AskAsync(world, address, "salon-language=en");

        Assert.Equal((false, true, false), (first.Kept, second.Kept, english.Kept));
        Assert.Equal(first.Html, second.Html);
        Assert.Contains("lang=\"ar\"", second.Html, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", english.Html, StringComparison.Ordinal);
        Assert.True((await AskAsync(world, address, "salon-language=en")).Kept);
    }

    [Theory]
    [InlineData("/lamsa/book", "salon-browser=x")]
    [InlineData("/lamsa/book?service=00000000-0000-0000-0000-000000000001", null)]
    [InlineData("/?q=lamsa", null)]
    [InlineData("/lamsa/book/time", null)]
    [InlineData("/sign-in", null)]
    public async Task Whoever_brings_or_chooses_something_gets_a_page_of_her_own(string address, string? cookie)
    {
        await using var world = await PublicPagesTests.WorldAsync();

        for (var visit = 0; visit < 2; visit++) Assert.False((await AskAsync(world, address, cookie)).Kept);
    }

    [Fact]
    public async Task A_price_that_changed_stands_on_the_next_page()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var menu = world.Get<MenuService>();
        var salon = await SmallSalon.OpenAsync(world, "silk", "حرير");
        Assert.Contains("350", (await AskAsync(world, "/silk/book")).Html, StringComparison.Ordinal);
        Assert.True((await AskAsync(world, "/silk/book")).Kept);

        Assert.True((await menu.FindAsync(salon.Owner, salon.Color, default)).TryGet(out var form, out _));
        Assert.Null(await menu.SaveAsync(salon.Owner, salon.Color, form.Draft with { Price = new(9900, "SAR") }, form.Version, default));
        var after = await AskAsync(world, "/silk/book");

        Assert.False(after.Kept);
        Assert.Contains("99", after.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("350", new HtmlParser().ParseDocument(after.Html).Body!.TextContent, StringComparison.Ordinal); // an id may hold these digits
    }

    private static async Task<(string Html, bool Kept)> AskAsync(WebWorld world, string address, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        var answer = await world.Client("http://localhost").SendAsync(request);
        return (await answer.Content.ReadAsStringAsync(), answer.Headers.Age is not null);
    }
}
