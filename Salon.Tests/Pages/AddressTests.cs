using Microsoft.AspNetCore.Http;
using Salon.Web.Pages.Account;
using Salon.Web.Pages.Public.Book;

namespace Salon.Tests.Pages;

public sealed class AddressTests
{
    [Theory, Trait("Proves", "S-12")]
    [InlineData("/my/bookings", "/my/bookings")]
    [InlineData("/lamsa?culture=en", "/lamsa?culture=en")]
    [InlineData("//evil.example", null)]
    [InlineData("/\\evil.example", null)]
    [InlineData("https://evil.example", null)]
    [InlineData("/a\nSet-Cookie: x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void After_signing_in_one_returns_to_this_site_only(string? wanted, string? path) => Assert.Equal(path, ReturnAddress.Of(wanted));

    [Fact]
    public void What_was_chosen_survives_the_way_through_the_address()
    {
        var (cut, colour, nobody) = (ServiceId.New(), ServiceId.New(), new Dictionary<ServiceId, StaffId>());
        var trail = new Trail("lamsa")
        {
            Branch = BranchId.New(), Services = [cut, colour], Staff = StaffId.New(), By = new Dictionary<ServiceId, StaffId> { [colour] = StaffId.New() }, Together = true,
            Date = new(2026, 12, 8), Hold = BookingId.New(),
        };

        var read = Trail.Of("lamsa", Query(trail.TimeUrl));

        Assert.Equal(trail.Services, read.Services);
        Assert.Equal(trail.By, read.By);
        Assert.Equal(trail with { Services = [], By = nobody }, read with { Services = [], By = nobody });
    }

    [Fact]
    public void What_an_address_says_that_makes_no_sense_was_not_chosen()
    {
        var read = Trail.Of("lamsa", Query("/lamsa/book/time?branch=1&service=&service=x&staff=-&date=2026-02-30&hold=%00"));

        Assert.Equal((null, 0, null, null, null), (read.Branch, read.Services.Count, read.Staff, read.Date, read.Hold));
    }

    private static IQueryCollection Query(string address)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        return http.Request.Query;
    }
}
