using Salon.Outbox;

namespace Salon.Bookings.Waitlist;

/// <summary>A time is kept for somebody on the waitlist; she is to be asked.</summary>
public sealed record WaitlistOffered(BookingId Hold) : IOutboxMessage
{
    public static string Name => "waitlist.offered";
}

/// <summary>The minutes of an offer are over.</summary>
public sealed record WaitlistOfferEnds(OfferId Offer) : IOutboxMessage
{
    public static string Name => "waitlist.offer_ends";
}

/// <summary>Somebody joined the waitlist: perhaps her time is free already.</summary>
public sealed record WaitlistJoined(WaitId Entry) : IOutboxMessage
{
    public static string Name => "waitlist.joined";
}

/// <summary>Whatever gives time back lets the waitlist have it.</summary>
internal sealed class WaitlistHandlers(WaitlistMatcher matcher, WaitlistService waitlist)
    : IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingMoved>, IOutboxHandler<BookingNoShow>, IOutboxHandler<WaitlistJoined>, IOutboxHandler<WaitlistOfferEnds>
{
    public Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct) => MatchAsync(delivery, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingMoved message, CancellationToken ct) => MatchAsync(delivery, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingNoShow message, CancellationToken ct) => MatchAsync(delivery, ct);

    public Task<Handled> HandleAsync(Delivery delivery, WaitlistJoined message, CancellationToken ct) => MatchAsync(delivery, ct);

    public async Task<Handled> HandleAsync(Delivery delivery, WaitlistOfferEnds message, CancellationToken ct)
    {
        await waitlist.ExpireAsync(delivery.System, message.Offer, ct);
        return await MatchAsync(delivery, ct);
    }

    private async Task<Handled> MatchAsync(Delivery delivery, CancellationToken ct)
    {
        await matcher.MatchAsync(delivery.System, ct);
        return Handled.Done;
    }
}
