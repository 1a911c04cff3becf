using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Payments.Documents;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Hosting;

namespace Salon.Tests.Pages;

/// <summary>Who gets which page of the back office, asked of the whole site.</summary>
public sealed class BackOfficeAccessTests
{
    private static readonly string[] OwnerPages =
        ["/desk", "/desk/lamsa", "/admin/lamsa", "/admin/lamsa/services", "/admin/lamsa/services/new", "/admin/lamsa/headings/new", "/admin/lamsa/team", "/admin/lamsa/team/new",
         "/admin/lamsa/branches", "/admin/lamsa/branches/new", "/admin/lamsa/resources", "/admin/lamsa/settings", "/admin/lamsa/rules",
         "/admin/lamsa/reviews", "/desk/lamsa/customers", "/desk/lamsa/customers/new", "/desk/lamsa/waitlist", "/desk/lamsa/waitlist/new", "/desk/lamsa/groups/new", "/desk/lamsa/stranded"];

    [Theory, BothDatabases, Trait("Proves", "S-01")]
    public async Task Each_role_opens_its_pages_and_no_others(Db db)
    {
        await using var world = await StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now, "noor", "نور");

        var owner = await SignedInAsync(world, salon, "+966500000001", Role.Owner);
        foreach (var page in OwnerPages) Assert.Equal((page, HttpStatusCode.OK), (page, await StatusAsync(owner, page)));
        foreach (var page in (string[])["/desk/noor", "/admin/noor", "/admin/noor/services", "/platform", "/platform/new"]) Assert.Equal((page, HttpStatusCode.Forbidden), (page, await StatusAsync(owner, page)));
        foreach (var page in (string[])["/desk/nobody", "/admin/nobody/services", $"/admin/lamsa/services/{Guid.NewGuid()}", $"/admin/lamsa/team/{Guid.NewGuid()}", $"/admin/lamsa/branches/{Guid.NewGuid()}/hours"])
            Assert.Equal((page, HttpStatusCode.NotFound), (page, await StatusAsync(owner, page)));

        var manager = await SignedInAsync(world, salon, "+966500000002", Role.Manager);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(manager, "/admin/lamsa/services"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, "/admin/lamsa/rules"));

        var stylist = await SignedInAsync(world, salon, "+966500000003", Role.Stylist, salon.Sara);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stylist, "/desk"));
        foreach (var page in OwnerPages.Skip(2)) Assert.Equal((page, HttpStatusCode.Forbidden), (page, await StatusAsync(stylist, page)));

        var customer = await SignedInAsync(world, null, "+966500000010", Role.Customer);
        foreach (var page in OwnerPages) Assert.Equal((page, HttpStatusCode.Forbidden), (page, await StatusAsync(customer, page)));
    }

    [Theory, BothDatabases]
    public async Task The_people_of_a_suspended_salon_read_why_and_nobody_else_does(Db db)
    {
        await using var world = await StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        var owner = await SignedInAsync(world, salon, "+966500000001", Role.Owner);
        var customer = await SignedInAsync(world, null, "+966500000010", Role.Customer);
        var admin = new Actor(default, UserId.New(), Role.PlatformAdmin);

        Assert.Null(await world.Get<PlatformService>().SuspendAsync(admin, salon.Id, "Two letters without an answer", default));

        foreach (var page in (string[])["/desk", "/desk/lamsa", "/admin/lamsa/settings"])
        {
            var answer = await owner.GetAsync($"{page}?culture=en");
            Assert.Equal((page, HttpStatusCode.Forbidden), (page, answer.StatusCode));
            Assert.Contains("Two letters without an answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("Two letters", await (await customer.GetAsync($"{page}?culture=en")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(customer, "/desk/lamsa"));
        Assert.Null(await world.Get<PlatformService>().ResumeAsync(admin, salon.Id, default));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/desk/lamsa"));
    }

    [Fact]
    public async Task Of_several_suspended_salons_the_one_that_was_asked_for_is_told_of_and_without_one_all_of_them()
    {
        await using var world = await StartAsync(Db.Sqlite);
        var lamsa = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        var noor = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now, "noor", "نور");
        var owner = await SignedInAsync(world, lamsa, "+966500000001", Role.Owner);
        var hers = new MemberRequest(PhoneNumber.FromStored("+966500000001"), "Someone", Role.Owner);
        Assert.Null((await world.Get<MemberService>().SetAsync(Actor.System(noor.Id), hers, default)).Error);
        var admin = new Actor(default, UserId.New(), Role.PlatformAdmin);
        foreach (var salon in new[] { lamsa, noor })
            Assert.Null(await world.Get<PlatformService>().SuspendAsync(admin, salon.Id, $"Why {salon.Slug} rests", default));

        var (asked, all) = (await TextAsync(owner, "/desk/noor"), await TextAsync(owner, "/desk"));

        Assert.Contains("Why noor rests", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Why lamsa rests", asked, StringComparison.Ordinal);
        Assert.All(["Why lamsa rests", "Why noor rests"], why => Assert.Contains(why, all, StringComparison.Ordinal));
        Assert.Equal(2, all.Split("<h1").Length);
    }

    [Theory, BothDatabases]
    public async Task A_page_that_is_refused_shows_nothing_of_the_salon(Db db)
    {
        await using var world = await StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        var customer = await SignedInAsync(world, null, "+966500000010", Role.Customer);

        var html = await (await customer.GetAsync($"/admin/lamsa/services/{salon.Haircut}?culture=en")).Content.ReadAsStringAsync();

        Assert.Contains("This page is not yours to open", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Haircut", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/lamsa/team", html, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_form_of_a_service_speaks_of_VAT_where_the_salon_is_registered_and_nowhere_else(Db db)
    {
        await using var world = await StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        var manager = await SignedInAsync(world, salon, "+966500000002", Role.Manager);
        async Task<bool> SpeaksOfVatAsync() =>
            (await (await manager.GetAsync("/admin/lamsa/services/new?culture=en")).Content.ReadAsStringAsync()).Contains("VAT", StringComparison.Ordinal);

        Assert.False(await SpeaksOfVatAsync());

        var none = new TaxDetails(TaxScheme.NotRegistered, "", LocalizedText.Empty, LocalizedText.Empty);
        var details = new TaxDetails(TaxScheme.Phase1, "310122393500003", new("Elite Salon", "صالون النخبة"), new("King Road, Riyadh", "طريق الملك، الرياض"));
        Assert.Null(await world.Get<TaxSettings>().SaveAsync(new Actor(salon.Id, null, Role.Owner), details, none, default));
        Assert.True(await SpeaksOfVatAsync());
    }

    [Fact]
    public async Task Nobody_opens_a_page_of_staff_without_signing_in()
    {
        await using var world = await StartAsync(Db.Sqlite);

        foreach (var page in (string[])[.. OwnerPages, "/platform", "/platform/new"])
        {
            var response = await world.Client().GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.StartsWith("/sign-in?returnUrl=", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("branch=%27%3B--&date=9999-99-99&staff=x")]
    [InlineData("date=-9998-01-01")]
    [InlineData("date=9999-12-31")]
    [InlineData("branch=00000000-0000-0000-0000-000000000000&staff=00000000-0000-0000-0000-000000000000")]
    public async Task Whatever_stands_in_the_address_the_day_opens(string query)
    {
        await using var world = await StartAsync(Db.Sqlite);
        var salon = await SmallSalon.OpenAsync(world.Get<Salon.Data.Database>(), world.Clock.Now);
        var owner = await SignedInAsync(world, salon, "+966500000001", Role.Owner);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, $"/desk/lamsa?{query}"));
    }

    [Fact]
    public async Task The_operator_opens_the_platform_and_is_led_there_from_the_desk()
    {
        await using var world = await StartAsync(Db.Sqlite);
        await world.Get<PlatformAdmins>().AddAsync(PhoneNumber.FromStored("+966500000099"), default);
        var admin = await SignedInAsync(world, null, "+966500000099", Role.Customer);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin, "/platform"));
        var desk = await admin.GetAsync("/desk");
        Assert.Equal((HttpStatusCode.Redirect, "/platform"), (desk.StatusCode, desk.Headers.Location?.AbsolutePath));
    }

    private static async Task<string> TextAsync(HttpClient browser, string page) =>
        await (await browser.GetAsync($"{page}?culture=en")).Content.ReadAsStringAsync();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string page) => (await browser.GetAsync(page)).StatusCode;

    private static Task<WebWorld> StartAsync(Db db) => WebWorld.StartAsync(db, change: services => services.AddSingleton<IStartupFilter, SignInPath>());

    private static async Task<HttpClient> SignedInAsync(WebWorld world, SmallSalon? salon, string phone, Role role, StaffId? staff = null)
    {
        var number = PhoneNumber.FromStored(phone);
        if (salon is not null) Assert.Null((await world.Get<MemberService>().SetAsync(Actor.System(salon.Id), new(number, "Someone", role, staff), default)).Error);
        var signIn = world.Get<SignInService>();
        Assert.True((await signIn.RequestAsync(new(number, CodeChannel.Sms, Languages.Arabic, Address: null), default)).TryGet(out var sent, out var refusal), refusal?.Code);
        Assert.True((await signIn.AnswerAsync(new(sent.Challenge, world.Inbox.LastCode, null, "Firefox", Languages.Arabic), default)).TryGet(out var person, out refusal), refusal?.Code);

        var browser = world.Client();
        await browser.GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");
        return browser;
    }

    /// <summary>Does what the page of the code does, without the page.</summary>
    private sealed class SignInPath : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/test/sign-in", path => path.Run(context =>
                context.SignInAsync(new SignedIn(new(Guid.Parse(context.Request.Query["user"]!)), new(Guid.Parse(context.Request.Query["session"]!)), IsNew: false))));
            next(app);
        };
    }
}
