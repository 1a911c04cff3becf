using System.Globalization;

namespace Salon.Accounts;

/// <summary>How a code travels. Stored by number: never renumber.</summary>
public enum CodeChannel
{
    Sms = 0,
    WhatsApp = 1,
}

/// <summary>A code on its way to a telephone.</summary>
/// <param name="Challenge">The idempotency key, where a provider takes one.</param>
/// <param name="Code">Six digits. Never logged.</param>
/// <param name="Language">Of the message, one of <see cref="Languages.All"/>.</param>
/// <param name="Organization">The salon on whose page it was asked for; null on the platform's own pages.</param>
public sealed record CodeMessage(RowId Challenge, PhoneNumber Phone, string Code, CodeChannel Channel, CultureInfo Language, OrganizationId? Organization)
{
    /// <summary>Without the code: this record may slip into a log.</summary>
    public override string ToString() => $"{nameof(CodeMessage)} {Challenge} by {Channel}";
}

/// <summary>What a provider said about a code.</summary>
public enum CodeDelivery
{
    /// <summary>It took the code on.</summary>
    Sent,
    /// <summary>It did not, and will not.</summary>
    Refused,
    /// <summary>Nobody knows: a time-out, a broken answer. The code may arrive, so the person may answer it.</summary>
    Unknown,
}

/// <summary>Carries one-time codes. The person waits for it: it answers within seconds or says <see cref="CodeDelivery.Unknown"/>, and logs why.</summary>
public interface ICodeSender
{
    Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct);
}

/// <summary>Stands in while the installation has no channel for codes: refuses, so that people are told and nobody waits in vain.</summary>
internal sealed class NoCodeSender : ICodeSender
{
    public Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct) => Task.FromResult(CodeDelivery.Refused);
}
