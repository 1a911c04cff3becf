using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>Turns a hold into a booking. Also after its minutes, and after it was given back, as long as the time is to be had.</summary>
/// <param name="note">What the customer wants the salon to know; null leaves what was noted when the time was held.</param>
internal sealed class ConfirmCommand(Actor actor, BookingId id, Customer who, string? note) : RetakeCommand(actor, id, BookingChannel.Web)
{
    public override Error? Refusal =>
        !VisitCustomers.MayBookFor(Actor, who) ? BookingErrors.NotAllowed
        : Characters.IsLonger(note, BookRequest.MaxNote) ? BookingErrors.NoteTooLong
        : who.RefusalFor(Actor);

    public override Task<Error> ExplainAsync(TakingEngine engine, Error refusal, CancellationToken ct) =>
        Task.FromResult(refusal == SchedulingErrors.NotFree || refusal == BookingErrors.SlotTaken ? BookingErrors.HoldExpired : refusal);

    protected override async Task<Result<HeldTime>> LookAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct)
    {
        if (booking.Status == BookingStatus.Held) return Holder.Keys(Actor).Contains(booking.HolderKey!) ? HeldTime.Held : BookingErrors.NotFound;
        if (!await VisitCustomers.MayManageAsync(db, booking, Actor, ct)) return BookingErrors.NotFound;
        return BookingPolicy.StatusAt(booking.Status, booking.HoldExpiresAt, now) switch
        {
            BookingStatus.Confirmed or BookingStatus.Pending => HeldTime.Agreed,
            BookingStatus.Expired => HeldTime.Lapsed,
            _ => BookingErrors.HoldExpired,
        };
    }

    protected override async Task ConfirmAsync(BookingWriter write, Booking booking, BookingStatus from, CancellationToken ct)
    {
        var contact = await VisitCustomers.FindOrAddAsync(write.Db, who, write.Now, ct);
        var money = await VisitMoney.DueAsync(write.Db, Actor, booking, contact.Id, ct);
        booking.Confirm(contact.Id, who.Language, note is null ? null : TidyText.Lines(note));
        write.ConfirmOrAwaitPayment(booking, money, from);
    }
}
