using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Accounts;

/// <summary>A Salon in which people sign in: short verbs for asking and answering, and a telephone that shows the codes.</summary>
internal sealed class SignInWorld : IAsyncDisposable
{
    public static readonly PhoneNumber Sara = PhoneNumber.FromStored("+966500000010");
    public static readonly PhoneNumber Mona = PhoneNumber.FromStored("+966551234567");

    private SignInWorld(SalonWorld salon, CodeInbox inbox) => (Salon, Inbox) = (salon, inbox);

    public SalonWorld Salon { get; }

    public CodeInbox Inbox { get; }

    public SignInService SignIn => Salon.Get<SignInService>();

    public SessionService Sessions => Salon.Get<SessionService>();

    public BearerTokens Tokens => Salon.Get<BearerTokens>();

    public ActorService Actors => Salon.Get<ActorService>();

    public MemberService Members => Salon.Get<MemberService>();

    public TestClock Clock => Salon.Clock;

    public static async Task<SignInWorld> StartAsync(Db db, SignInOptions? options = null)
    {
        var inbox = new CodeInbox();
        var salon = await SalonWorld.StartAsync(db, services =>
        {
            services.AddSingleton<ICodeSender>(inbox);
            if (options is not null) services.AddSingleton(options);
        });
        return new(salon, inbox);
    }

    public Task<Result<CodeSent>> AskAsync(
        PhoneNumber phone, string? browser = "browser", string address = "203.0.113.7", OrganizationId? organization = null, CodeChannel channel = CodeChannel.Sms) =>
        SignIn.RequestAsync(new(phone, channel, Languages.Arabic, IPAddress.Parse(address), browser, organization), default);

    public async Task<CodeSent> AskedAsync(PhoneNumber phone, string? browser = "browser", string address = "203.0.113.7") => Must(await AskAsync(phone, browser, address));

    public Task<Result<SignedIn>> AnswerAsync(CodeSent sent, string? code = null, string? browser = "browser") =>
        SignIn.AnswerAsync(new(sent.Challenge, code ?? Inbox.LastCode, browser, "Safari, iPhone", Languages.English, IPAddress.Parse("203.0.113.7")), default);

    /// <summary>A code that is surely not the one that was sent.</summary>
    public string WrongCode => Inbox.LastCode == "000000" ? "000001" : "000000";

    public async Task<SignedIn> SignInAsync(PhoneNumber phone, string browser = "browser") =>
        Must(await AnswerAsync(await AskedAsync(phone, browser), browser: browser));

    /// <summary>Wrong answers to a code that was not answered before.</summary>
    public async Task FailAsync(CodeSent sent, int times, string? browser = "browser")
    {
        var tries = new SignInOptions().CodeTries;
        for (var i = 1; i <= times; i++)
            Assert.Equal(i < tries ? AccountsErrors.WrongCode(tries - i) : AccountsErrors.CodeUsedUp, (await AnswerAsync(sent, WrongCode, browser)).Error, Same);
    }

    private static bool Same(Error? one, Error? other) => one?.Code == other?.Code && one?.Args.SequenceEqual(other?.Args ?? []) == true;

    public async Task<OrganizationId> OpenOrganizationAsync(string slug)
    {
        var id = OrganizationId.New();
        await using var db = await Salon.Database.OpenForWriteAsync(id, default);
        db.Organizations.Add(Organization.Create(id, slug, new(slug, slug), new("Riyadh", "الرياض"), Clock.Now));
        Assert.Null(await db.CommitAsync(default));
        return id;
    }

    public static T Must<T>(Result<T> result) where T : notnull =>
        result.TryGet(out var value, out var error) ? value : throw new Xunit.Sdk.XunitException($"Refused with {error.Code}.");

    public static Duration WaitOf<T>(Result<T> refused, string code) where T : notnull
    {
        Assert.Equal(code, refused.Error?.Code);
        return Assert.IsType<Duration>(Assert.Single(refused.Error!.Args));
    }

    public ValueTask DisposeAsync() => Salon.DisposeAsync();
}
