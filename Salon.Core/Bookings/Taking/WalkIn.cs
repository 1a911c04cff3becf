namespace Salon.Bookings.Taking;

/// <summary>Gives somebody who stands at the desk a time of her own, on the business day under way. She counts as arrived, and no message is sent.</summary>
/// <param name="who">Null when she left neither name nor phone. A known phone needs no name.</param>
internal sealed class WalkInCommand(Actor actor, BookRequest request, Customer? who) : NewVisitCommand(
    actor, request with { Channel = BookingChannel.WalkIn, Lines = [.. request.Lines.Select(line => line with { Asked = line.Asked ?? false })] }, owners: [])
{
    private Customer? customer = who;
    private LocalDate today;

    public override Error? Refusal => Actor.May(Permission.WorkAllBookings) ? Request.Refusal : BookingErrors.NotAllowed;

    public override async Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        if (customer is { Phone: { } phone } && string.IsNullOrWhiteSpace(customer.Name))
        {
            await using var db = await engine.Database.OpenForOneAsync(Actor.Organization, ct);
            if (await VisitCustomers.NameAtAsync(db, phone, ct) is not { } known) return BookingErrors.NameForPhone;
            customer = customer with { Name = known };
        }

        if (customer?.RefusalFor(Actor) is { } refusal) return refusal;
        today = (await engine.Days.TodayAsync(Actor.Organization, Request.Branch, ct)).Date;
        return await base.PlanAsync(engine, now, ct);
    }

    public override Task<Error?> LimitAsync(BookingWriter write, Quote[] quotes, CancellationToken ct) =>
        Task.FromResult(quotes[0].Proposal.Date > today ? BookingErrors.NotToday : null);

    protected override async Task<Booking> InsertAsync(BookingWriter write, Quote quote, CancellationToken ct)
    {
        var contact = customer is null ? null : await VisitCustomers.FindOrAddAsync(write.Db, customer, write.Now, ct);
        var booking = write.Insert(Booking.BookFor(Actor.Organization, Request, quote.Terms, contact?.Id, customer?.Language ?? Request.Language, write.Now));
        booking.SetMoneyTerms(await VisitMoney.WithoutDepositAsync(write.Db, booking, contact?.Id, ct));
        booking.TransitionTo(BookingStatus.Arrived);
        write.Record(booking, from: null);
        return booking;
    }
}
