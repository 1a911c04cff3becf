using System.Reflection;
using Microsoft.AspNetCore.Components;
using Salon.Tenancy;

namespace Salon.Tests.Tenancy;

public sealed class SlugsTests
{
    [Theory]
    [InlineData("lamsa", null)]
    [InlineData("salon-99", null)]
    [InlineData("ab", "Tenancy.SlugForm")]
    [InlineData("a--b", "Tenancy.SlugForm")]
    [InlineData("-abc", "Tenancy.SlugForm")]
    [InlineData("لمسة", "Tenancy.SlugForm")]
    [InlineData("../etc", "Tenancy.SlugForm")]
    [InlineData("desk", "Tenancy.SlugReserved")]
    public void An_address_is_plain_and_its_own(string slug, string? fault)
    {
        var checks = new Checks();
        Slugs.Check(checks, "Slug", Slugs.Tidy($" {slug.ToUpperInvariant()} "));
        Assert.Equal(fault, checks.Refusal?.Fields["Slug"].Code);
    }

    [Fact]
    public void No_salon_can_take_the_address_of_a_page()
    {
        var pages = typeof(Salon.Web.Components.App).Assembly.GetTypes()
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template.Trim('/').Split('/')[0])
            .Where(s => s.Length > 0 && !s.StartsWith('{'))
            .Distinct();

        Assert.Empty(pages.Except(Slugs.Reserved));
    }
}
