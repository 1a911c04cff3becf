using Salon.Accounts;
using Salon.Providers;

namespace Salon.Messaging.Authentica;

/// <summary>One-time codes by Authentica: SMS or WhatsApp, while the person waits.</summary>
internal sealed class AuthenticaCodes(AuthenticaGateway gateway) : ICodeSender
{
    public async Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct) => await gateway.SendCodeAsync(message, ct) switch
    {
        ProviderOutcome.Done => CodeDelivery.Sent,
        ProviderOutcome.Refused => CodeDelivery.Refused,
        _ => CodeDelivery.Unknown,
    };
}

/// <summary>Texts by Authentica. Its documentation knows no WhatsApp for texts of one's own: organizations that prefer WhatsApp are served by SMS.</summary>
internal sealed class AuthenticaTexts(AuthenticaGateway gateway) : IMessageChannel
{
    public string Name => MessageChannels.Sms;

    public bool IsResting => gateway.TextsRest;

    public Task<ProviderOutcome> SendAsync(OutboundText text, CancellationToken ct) => gateway.SendTextAsync(text.To, text.Text, ct);
}
