using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using NodaTime.Text;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Providers;

namespace Salon.Messaging;

/// <summary>Takes a message to a telephone: write it, hand it to a channel outside any transaction, write down what became of it.</summary>
/// <remarks>
/// The row says "sending" before a provider is asked. Whoever finds that word later knows that a program stopped in between, and that
/// nobody can tell: the message becomes unknown and is not sent again, because two texts are worse than a question mark.
/// </remarks>
internal sealed partial class MessageSender(
    Database database, BookingQueries bookings, IEnumerable<IMessageChannel> channels, TextsGate gate, SiteAddress site, TimeProvider clock, IMeterFactory meters, ILogger<MessageSender> log)
    : IOutboxHandler<MessageQueued>
{
    private static readonly Duration MoneyIsDecidedWithin = Duration.FromMinutes(10); // after that she is told without it, rather than not at all
    private static readonly Duration LookAgain = Duration.FromSeconds(5);

    private const string Interrupted = "Message.Interrupted";

    private readonly Counter<long> finished = meters.Create("Salon.Messaging").CreateCounter<long>("salon.messages", "{message}", "Messages by kind, channel and what became of them");

    public async Task<Handled> HandleAsync(Delivery delivery, MessageQueued queued, CancellationToken ct)
    {
        if (gate.IsClosed) return Handled.WhenOpen(ProviderReasons.Resting);
        var system = delivery.System;
        if (await FindAsync(system, queued.Message, ct) is not { } message) return Handled.Done;
        if (message.Status == MessageStatus.Sending) return await FinishAsync(system, message, MessageStatus.Unknown, Interrupted, ct);
        if (message.Status != MessageStatus.Queued) return Handled.Done;

        var now = clock.GetCurrentInstant();
        if (!(await bookings.FindAsync(system, message.BookingId!.Value, ct)).TryGet(out var booking, out _)) return Handled.Done;
        // What tables know needs no proof.
        var proved = booking.CustomerPhone is { } phone && PhoneNumber.FromStored(phone).TakesNoTexts && await IsProvedAsync(system, phone, ct);
        if (MessageRelevance.RefusalOf(message, booking, proved, now) is { } refusal) return await FinishAsync(system, message, MessageStatus.Skipped, refusal, ct);
        if (message.Kind == MessageKinds.Review && await IsReviewedAsync(system, booking.Id, ct)) return await FinishAsync(system, message, MessageStatus.Skipped, "Message.Outdated", ct);
        if (MessageRelevance.QuietUntil(message, booking.Branch.Zone, now) is { } morning) return Handled.Later("quiet hours", morning - now, counts: false);

        var money = message.Kind == MessageKinds.Cancelled ? await MoneyAsync(system, booking, ct) : null;
        if (money is { IsDecided: false } && now - message.CreatedAt < MoneyIsDecidedWithin) return Handled.Later("what becomes of her money", LookAgain, counts: false);

        var text = MessageWriter.Write(booking, await LetterAsync(system, message, booking, queued, money?.Outcome, ct));
        return await SendAsync(delivery, message, booking, text, ct);
    }

    private async Task<Handled> SendAsync(Delivery delivery, Message message, BookingView booking, string text, CancellationToken ct)
    {
        var to = PhoneNumber.FromStored(booking.CustomerPhone!);
        ProviderOutcome.Refused? refused = null;
        foreach (var channel in InOrder(message.Channel))
        {
            if (await StartAsync(delivery.System, message, channel.Name, to, booking.Language, text, ct) is not { } started) return Handled.Done; // another worker has it
            message = started;

            switch (await channel.SendAsync(new OutboundText(message.Id, to, text), ct))
            {
                case ProviderOutcome.Done:
                    return await FinishAsync(delivery.System, message, MessageStatus.Sent, null, ct);
                case ProviderOutcome.Unknown unknown:
                    return await FinishAsync(delivery.System, message, MessageStatus.Unknown, unknown.Code, ct); // no other channel either: it may have gone out
                case ProviderOutcome.Refused said:
                    refused = said;
                    break;
            }
        }

        if (refused is null) return await FinishAsync(delivery.System, message, MessageStatus.Failed, "Message.NoChannel", ct);
        if (!refused.Again || (refused.Tried && delivery.IsLast)) return await FinishAsync(delivery.System, message, MessageStatus.Failed, refused.Code, ct);
        await ChangeAsync(delivery.System, message, m => m.Wait(refused.Code), ct);
        return !refused.Tried && gate.IsClosed ? Handled.WhenOpen(refused.Code) : Handled.Later(refused.Code, refused.After, counts: refused.Tried);
    }

    // The organization's choice first, then SMS, which every telephone takes.
    private IEnumerable<IMessageChannel> InOrder(string preferred) =>
        channels.Where(c => c.Name == preferred || c.Name == MessageChannels.Sms).OrderBy(c => c.Name == preferred ? 0 : 1);

    private async Task<Letter> LetterAsync(Actor system, Message message, BookingView booking, MessageQueued queued, MoneyOutcome? money, CancellationToken ct)
    {
        var token = await bookings.TokenAsync(system, booking.Id, ct);
        var page = message.Kind switch { MessageKinds.Review => "/review", MessageKinds.Offer => "/offer", _ => "" };
        var manage = site.To($"/b/{(token.TryGet(out var found, out var refusal) ? found : throw new InvalidOperationException(refusal.Code))}{page}");
        var old = queued.OldStart is { } milliseconds ? OldOf(Instant.FromUnixTimeMilliseconds(milliseconds), queued.OldDate, booking.Branch.Zone) : null;
        return new Letter(message.Kind, message.VisitAt, old, queued.BySalon, manage, site.To($"/{booking.Slug}/book"), money);
    }

    private static VisitDate OldOf(Instant start, string? date, DateTimeZone zone) =>
        new(date is null ? start.InZone(zone).Date : LocalDatePattern.Iso.Parse(date).Value, start);

    /// <param name="IsDecided">False while something was paid, or is promised, and what becomes of it is not written down yet.</param>
    private sealed record CancelledMoney(bool IsDecided, MoneyOutcome? Outcome);

    private async Task<CancelledMoney> MoneyAsync(Actor system, BookingView booking, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(system.Organization, ct);
        if (await db.Settlements.Where(s => s.BookingId == booking.Id).Select(s => new { s.RefundMinor, s.KeptMinor }).SingleOrDefaultAsync(ct) is { } settled)
            return new(true, settled is { RefundMinor: 0, KeptMinor: 0 } ? null : new(booking.Price with { Minor = settled.RefundMinor }, booking.Price with { Minor = settled.KeptMinor }));
        return new(!await db.Payments.AnyAsync(p => p.BookingId == booking.Id && (p.Status == PaymentStatus.Authorized || (p.Status == PaymentStatus.Paid && p.CapturedMinor > p.RefundedMinor)), ct), null);
    }

    private async Task<bool> IsProvedAsync(Actor system, string phone, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAsync(system.Organization, ct);
        return await db.Users.AnyAsync(u => u.Phone == phone && db.Sessions.Any(s => s.UserId == u.Id), ct);
    }

    private async Task<bool> IsReviewedAsync(Actor system, BookingId booking, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(system.Organization, ct);
        return await db.Reviews.AnyAsync(r => r.BookingId == booking, ct);
    }

    private async Task<Message?> FindAsync(Actor system, RowId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(system.Organization, ct);
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
    }

    private Task<Message?> StartAsync(Actor system, Message message, string channel, PhoneNumber to, string language, string text, CancellationToken ct) =>
        ChangeAsync(system, message, m => m.Start(channel, to, language, text), ct);

    private async Task<Handled> FinishAsync(Actor system, Message message, MessageStatus status, string? reason, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (await ChangeAsync(system, message, m => m.Finish(status, reason, now), CancellationToken.None) is null) return Handled.Done;
        finished.Add(1, new("kind", message.Kind), new("channel", message.Channel), new("status", status.ToString()));
        LogFinished(log, status is MessageStatus.Failed or MessageStatus.Unknown ? LogLevel.Warning : LogLevel.Information, message.Kind, message.Id, status, reason);
        return Handled.Done;
    }

    /// <returns>The message as it stands now; null when somebody else changed it since it was read.</returns>
    private async Task<Message?> ChangeAsync(Actor system, Message known, Action<Message> change, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(system, ct);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == known.Id && (m.Status == known.Status || m.Reason == Interrupted), ct); // an answer that came late is an answer
        if (message is null) return null;
        change(message);
        if (message.BookingId is { } booking && await db.Bookings.Where(b => b.Id == booking).Select(b => (LocalDate?)b.BusinessDate).SingleOrDefaultAsync(ct) is { } date)
            db.Announce(new Change(system.Organization, ChangeKind.Bookings, date)); // its booking's page shows it
        return await db.CommitAsync(ct) is null ? message : null;
    }

    [LoggerMessage("Message {Kind} {Message}: {Status} {Reason}")]
    private static partial void LogFinished(ILogger log, LogLevel level, string kind, RowId message, MessageStatus status, string? reason);
}
