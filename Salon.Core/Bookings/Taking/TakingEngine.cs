using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>The only way to take time of a salon for a visit, whoever asks. Says in one place in which order that is done; commands say what for.</summary>
/// <remarks>
/// Outside the transaction the engine that showed the time proposes the visit, and its terms are worked out. Inside it everything is locked in
/// one go, and the database has the last word: when somebody was quicker, all of it is done again, perhaps with other people.
/// See docs/decisions/0021-taking-time.md.
/// </remarks>
public sealed class TakingEngine(Database database, FreeTimesService freeTimes, VisitTerms terms, BusinessDays days, TimeProvider clock)
{
    private const int Attempts = 4;

    internal Database Database => database;

    internal FreeTimesService FreeTimes => freeTimes;

    internal VisitTerms Terms => terms;

    internal BusinessDays Days => days;

    /// <summary>Takes the time of a command, all of it or none.</summary>
    /// <returns><see cref="BookingErrors.SlotTaken"/> when the time is gone, unless the command says it in another way.</returns>
    internal async Task<Result<TId>> TakeAsync<TId>(TakingCommand<TId> command, CancellationToken ct) where TId : notnull
    {
        if (command.Refusal is { } refusal) return refusal;
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(command, isRetry: attempt > 1, ct) is not { } trouble) return command.Id;

            var isFinal = attempt == Attempts || !IsRace(trouble);
            if (!isFinal && trouble == BookingErrors.SlotTaken) continue; // the next try finds it taken, and asks then whether this very command did it
            if (await command.AnsweredAsync(this, ct) is { } answer) return answer;
            if (isFinal) return await command.ExplainAsync(this, trouble, ct);
        }
    }

    private async Task<Error?> TryAsync<TId>(TakingCommand<TId> command, bool isRetry, CancellationToken ct) where TId : notnull
    {
        var now = clock.GetCurrentInstant();
        if (!(await command.PlanAsync(this, now, ct)).TryGet(out var wanted, out var refusal)) return refusal;
        if (wanted.Length == 0) return null;
        if (!(await QuoteAsync(command.Actor.Organization, wanted, command.OverbookReason is not null, ct)).TryGet(out var quotes, out refusal)) return refusal;

        await using var db = await database.OpenForWriteAsync(command.Actor, ct);
        var old = wanted.Where(visit => visit.Version is not null).Select(visit => visit.Request.Id).ToList();
        if (old.Count > 0)
        {
            var bookings = await db.Bookings.Include(b => b.Lines).Where(b => old.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
            if (wanted.Any(visit => bookings.GetValueOrDefault(visit.Request.Id)?.Version != visit.Version)) return DataErrors.ChangedMeanwhile;
            quotes = [.. quotes.Select(quote => quote with { Booking = bookings.GetValueOrDefault(quote.Request.Id) })];
        }

        return await WriteAsync(command, new(db, command.Actor, now), quotes, old, isRetry, ct) ?? await db.CommitAsync(ct);
    }

    /// <summary>The visits as they would be booked, with their terms.</summary>
    private async Task<Result<Quote[]>> QuoteAsync(OrganizationId organization, TimeRequest[] wanted, bool isOverbooking, CancellationToken ct)
    {
        if (!(await ProposeAsync(organization, wanted, isOverbooking, ct)).TryGet(out var proposals, out var refusal)) return refusal;
        var quotes = new Quote[wanted.Length];
        for (var i = 0; i < quotes.Length; i++)
        {
            if (!(await terms.QuoteAsync(organization, wanted[i].Request, proposals[i], ct)).TryGet(out var quote, out refusal)) return refusal;
            quotes[i] = quote;
        }

        return quotes;
    }

    private async Task<Result<Proposal[]>> ProposeAsync(OrganizationId organization, TimeRequest[] wanted, bool isOverbooking, CancellationToken ct)
    {
        if (wanted is not [var visit])
            return await freeTimes.ProposePartyAsync([.. wanted.Select(w => new PartyVisit(w.QuestionIn(organization), w.Request.StartsAt))], ct);
        var (question, start) = (visit.QuestionIn(organization), visit.Request.StartsAt);
        var one = isOverbooking ? await freeTimes.InsistAsync(question with { Online = false }, start, ct) : await freeTimes.ProposeAsync(question, start, ct);
        return one.TryGet(out var proposal, out var refusal) ? (Proposal[])[proposal] : refusal;
    }

    /// <param name="old">Those of the visits that have a time, and give it up.</param>
    private static async Task<Error?> WriteAsync<TId>(
        TakingCommand<TId> command, BookingWriter write, Quote[] quotes, List<BookingId> old, bool isRetry, CancellationToken ct)
        where TId : notnull
    {
        var (db, proposals) = (write.Db, quotes.Select(quote => quote.Proposal).ToList());
        List<Guid> held = old.Count == 0 ? [] : await TimeClaims.SubjectsOfAsync(db, old, ct);
        await db.LockAsync([.. held, .. proposals.SelectMany(TimeClaims.SubjectsOf), .. await command.LocksAsync(db, quotes, ct)], ct);
        if (await command.LimitAsync(write, quotes, ct) is { } limit) return limit;

        var dates = quotes.Select(quote => quote.Booking?.BusinessDate).OfType<LocalDate>().Concat(proposals.Select(p => p.Date)).ToHashSet();
        if (old.Count > 0) await TimeClaims.ReleaseAsync(db, old, ct); // first: a visit may move into its own time, and guests may swap their people
        // Rarely anything to clear away: only when the first try found something in its place, and where what is really taken is looked for.
        if (isRetry || command.OverbookReason is not null) await TimeClaims.DeleteExpiredAsync(db, [.. proposals.SelectMany(TimeClaims.Of)], write.Now, ct);

        if (!(await command.WriteAsync(write, quotes, ct)).TryGet(out var bookings, out var refusal)) return refusal;
        foreach (var (booking, proposal) in bookings.Zip(proposals)) await TimeClaims.AddAsync(db, booking, proposal, ct);
        foreach (var date in dates) db.Announce(new Change(db.Organization, ChangeKind.Bookings, date));
        return null;
    }

    // Somebody was quicker with the same time, number, phone or id, or with the same booking: asking again tells which.
    private static bool IsRace(Error error) =>
        error.Code is "Booking.SlotTaken" or "Booking.NumberTaken" or "Contacts.PhoneTaken" or "Data.AlreadyThere" or "Data.ChangedMeanwhile";
}
