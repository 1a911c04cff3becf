using Salon.Data;

namespace Salon.Bookings.Taking;

/// <summary>
/// The money of a visit came, or the salon asks for it no longer: the visit stands. When its time was given back meanwhile, it is taken again if
/// it is free.
/// </summary>
/// <param name="waiver">Why nobody waits for the money any more, as it was typed; null when it came.</param>
/// <param name="isWaived">The salon lets the deposit go.</param>
internal sealed class PaidCommand(Actor actor, BookingId id, string? waiver, bool isWaived) : RetakeCommand(actor, id, BookingChannel.Desk)
{
    private readonly string? reason = BookingEvent.Shorten(waiver);

    public override Error? Refusal =>
        isWaived ? !Actor.May(Permission.OverrulePolicy) ? BookingErrors.NotAllowed : reason is null ? BookingErrors.ReasonNeeded : null
        : Actor.Role == Role.System ? null : BookingErrors.NotAllowed;

    protected override Task<Result<HeldTime>> LookAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct) => Task.FromResult(Look(booking));

    private static Result<HeldTime> Look(Booking booking) => booking switch
    {
        { Status: BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed } => HeldTime.Agreed,
        { ContactId: not null, Status: BookingStatus.Pending } => HeldTime.Held,
        { ContactId: not null, Status: BookingStatus.Expired } => HeldTime.Lapsed,
        _ => BookingErrors.NotOpen,
    };

    protected override Error? RefusesRetaking(Booking booking, Instant now) => now >= booking.StartsAt ? BookingErrors.AlreadyStarted : null;

    protected override Task ConfirmAsync(BookingWriter write, Booking booking, BookingStatus from, CancellationToken ct)
    {
        booking.ConfirmPaid(isWaived);
        write.RecordAndNotify(booking, from, new BookingConfirmed(Id), reason: reason);
        return Task.CompletedTask;
    }
}
