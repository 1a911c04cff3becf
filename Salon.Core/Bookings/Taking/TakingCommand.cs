using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>A visit that is to have time.</summary>
/// <param name="Request">What is asked for, and when.</param>
/// <param name="Version">Of the booking as it was read; null when it is new. A booking that has changed since is read again.</param>
internal sealed record TimeRequest(BookRequest Request, int? Version = null)
{
    /// <summary>Bookings whose time counts as free: those that are given up for this one.</summary>
    public IReadOnlyCollection<BookingId> Ignore { get; init; } = Version is null ? [] : [Request.Id];

    public VisitQuestion QuestionIn(OrganizationId organization) => new(organization, Request.Branch, Request.Lines)
    {
        Together = Request.Together, Online = Request.Channel is not (BookingChannel.Desk or BookingChannel.WalkIn), Ignore = Ignore,
    };
}

/// <summary>One way of taking time: what it asks for and what it writes. <see cref="TakingEngine"/> does what all of them have in common.</summary>
/// <remarks>A command serves one call. Its members are asked in the order in which they stand, from <see cref="PlanAsync"/> on once for each try.</remarks>
internal abstract class TakingCommand<TId>(Actor actor) where TId : notnull
{
    public Actor Actor => actor;

    /// <summary>What is answered when the time is taken.</summary>
    public abstract TId Id { get; }

    /// <summary>Why the visit may overlap others; null when it must not.</summary>
    public virtual string? OverbookReason => null;

    /// <summary>Why this is not allowed, or makes no sense, whatever stands in the diary; null when it does.</summary>
    public abstract Error? Refusal { get; }

    /// <summary>Reads what there is, outside the transaction.</summary>
    /// <returns>The visits that are to have time; none when nothing is left to do.</returns>
    public abstract Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct);

    /// <summary>What is locked together with the people and resources.</summary>
    public virtual Task<IEnumerable<Guid>> LocksAsync(SalonDb db, Quote[] quotes, CancellationToken ct) => Task.FromResult(OnlineLimits.LocksOf(actor));

    /// <summary>Why the customer cannot have the time although it is free, asked under the locks.</summary>
    public virtual Task<Error?> LimitAsync(BookingWriter write, Quote[] quotes, CancellationToken ct) =>
        OnlineLimits.RefusalAsync(write.Db, actor, quotes[0].Rules, quotes[0].Proposal.Date, quotes[0].Request.Id, write.Now, ct);

    /// <summary>Writes everything but the claims, under the locks; visits that had a time have given it up.</summary>
    /// <returns>The bookings in the order of the quotes. Their claims expire with <see cref="Booking.HoldExpiresAt"/>.</returns>
    public abstract Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct);

    /// <summary>The answer this very command got when it came before; null when it did not.</summary>
    public virtual Task<Result<TId>?> AnsweredAsync(TakingEngine engine, CancellationToken ct) => Task.FromResult<Result<TId>?>(null);

    /// <summary>What is answered to a refusal that is final.</summary>
    public virtual Task<Error> ExplainAsync(TakingEngine engine, Error refusal, CancellationToken ct) =>
        Task.FromResult(refusal == SchedulingErrors.NotFree ? BookingErrors.SlotTaken : refusal);
}
