using System.Diagnostics;
using Salon.Accounts;
using Salon.Messaging.Authentica;
using Salon.Providers;
using Salon.Web.Sandbox;

namespace Salon.Tests.Sandbox;

/// <summary>The production gateway against the stand-in, over real HTTP.</summary>
public sealed class AuthenticaCodesTests : IAsyncLifetime
{
    private SandboxSite site = null!;

    public async Task InitializeAsync() => site = await SandboxSite.StartAsync();

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Theory]
    [InlineData(CodeChannel.Sms, "ar", "sms", "رمز التحقق الخاص بك هو: 482193")]
    [InlineData(CodeChannel.WhatsApp, "en", "whatsapp", "Your verification code is: 482193")]
    public async Task Our_code_travels_by_the_chosen_channel_in_the_chosen_language(CodeChannel channel, string language, string method, string text)
    {
        Assert.Equal(CodeDelivery.Sent, await site.SendCodeAsync("482193", channel, language));

        var message = Assert.Single(await site.InboxAsync("+966500000010"));
        Assert.Equal((method, text), (message.Channel, message.Text));
    }

    [Theory]
    [InlineData(SandboxFault.TooManyRequests)]
    [InlineData(SandboxFault.NoBalance)]
    [InlineData(SandboxFault.RefusesWithSuccessStatus)]
    public async Task A_refusal_is_told_at_once(SandboxFault fault)
    {
        await site.BehaveAsync(new SandboxBehaviour(fault));

        Assert.Equal(CodeDelivery.Refused, await site.SendCodeAsync());
        Assert.Empty(await site.InboxAsync());
    }

    [Theory]
    [InlineData(SandboxFault.ServerError, 0)]
    [InlineData(SandboxFault.MalformedJson, 1)]
    [InlineData(SandboxFault.EmptyBody, 1)]
    [InlineData(SandboxFault.ResetAfterAccepting, 1)]
    public async Task What_nobody_can_tell_is_unknown_and_not_asked_again(SandboxFault fault, int received)
    {
        await site.BehaveAsync(new SandboxBehaviour(fault));

        Assert.Equal(CodeDelivery.Unknown, await site.SendCodeAsync());
        Assert.Equal(received, (await site.InboxAsync()).Count);
    }

    [Fact]
    public async Task A_provider_that_takes_the_code_and_never_answers_costs_ten_seconds_and_no_second_code()
    {
        await site.BehaveAsync(new SandboxBehaviour(SandboxFault.TimeoutAfterAccepting));
        var started = Stopwatch.GetTimestamp();

        Assert.Equal(CodeDelivery.Unknown, await site.SendCodeAsync());

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(12));
        Assert.Single(await site.InboxAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_balance_is_read_as_string_and_as_number(bool number)
    {
        await site.BehaveAsync(new SandboxBehaviour(BalanceAsNumber: number));

        Assert.Equal(179.00m, await site.Get<AuthenticaGateway>().BalanceAsync(default));
    }

    [Fact]
    public async Task A_text_refused_for_want_of_balance_is_told_apart_from_a_wrong_number()
    {
        var gateway = site.Get<AuthenticaGateway>();

        await site.BehaveAsync(new SandboxBehaviour(SandboxFault.NoBalance));
        Assert.Equal(new ProviderOutcome.Refused(ProviderReasons.NoBalance, Again: true), await gateway.SendTextAsync(SandboxSite.Noura, "مرحبا", default));

        await site.BehaveAsync(new SandboxBehaviour(SandboxFault.RefusesWithSuccessStatus));
        Assert.Equal(new ProviderOutcome.Refused(ProviderReasons.Rejected), await gateway.SendTextAsync(SandboxSite.Noura, "مرحبا", default));
    }

    [Fact]
    public async Task A_text_arrives_as_it_was_written()
    {
        const string text = "لمسة: تم تأكيد موعدك\n\u2068Lamsa\u2069 & <b> \"quotes\"";

        Assert.IsType<ProviderOutcome.Done>(await site.Get<AuthenticaGateway>().SendTextAsync(SandboxSite.Noura, text, default));

        Assert.Equal(text, Assert.Single(await site.InboxAsync()).Text);
    }

    [Fact]
    public async Task Codes_that_fail_do_not_close_the_way_for_texts()
    {
        await site.BehaveAsync(new SandboxBehaviour(SandboxFault.ServerError, Only: "send-otp"));
        for (var i = 0; i < 8; i++) await site.SendCodeAsync();

        Assert.IsType<ProviderOutcome.Done>(await site.Get<AuthenticaGateway>().SendTextAsync(SandboxSite.Noura, "مرحبا", default));
    }
}
