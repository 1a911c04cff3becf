using System.Globalization;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Rules;
using Salon.Scheduling;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Answers with bookings: as their reader sees them after what was done, or with the refusal and, for a lost time, the nearest others.</summary>
internal sealed class BookingReplies(BookingQueries queries, PaymentQueries payments, FreeTimesService freeTimes, PublicHours hours)
{
    private const int Alternatives = 3;

    public Task<OrganizationId?> OrganizationOfAsync(BookingId booking, CancellationToken ct) => queries.OrganizationOfAsync(booking, ct);

    /// <summary>A booking its reader may see, with its money.</summary>
    public async Task<BookingAnswer> AnswerAsync(BookingView view, CancellationToken ct) =>
        BookingAnswer.Of(view, (await payments.OfBookingsAsync(view.OrganizationId, [view], ct))[view.Id]);

    /// <summary>The same for many, in a number of statements that does not depend on how many.</summary>
    public async Task<IReadOnlyList<BookingAnswer>> AnswersAsync(IReadOnlyList<BookingView> views, CancellationToken ct)
    {
        var money = new Dictionary<BookingId, BookingMoney>();
        foreach (var salon in views.GroupBy(view => view.OrganizationId))
        {
            foreach (var (booking, its) in await payments.OfBookingsAsync(salon.Key, [.. salon], ct)) money[booking] = its;
        }

        return [.. views.Select(view => BookingAnswer.Of(view, money[view.Id]))];
    }

    public async Task<IResult> ShowAsync(Actor actor, BookingId booking, CancellationToken ct) =>
        (await queries.FindAsync(actor, booking, ct)).TryGet(out var view, out var refusal) ? TypedResults.Ok(await AnswerAsync(view, ct)) : Problems.Of(refusal);

    public async Task<IResult> ShowAsync(Actor actor, Result<BookingId> done, CancellationToken ct) =>
        done.TryGet(out var booking, out var refusal) ? await ShowAsync(actor, booking, ct) : Problems.Of(refusal);

    /// <param name="question">What was asked for, to look for other times.</param>
    /// <param name="address">Where the new booking is found.</param>
    public async Task<IResult> CreatedAsync(Actor actor, Result<BookingId> made, VisitQuestion question, Instant start, Func<BookingId, string> address, CancellationToken ct)
    {
        if (!made.TryGet(out var booking, out var refusal)) return await RefusedAsync(refusal, question, start, ct);
        return (await queries.FindAsync(actor, booking, ct)).TryGet(out var view, out refusal)
            ? TypedResults.Created(address(booking), await AnswerAsync(view, ct))
            : Problems.Of(refusal);
    }

    /// <param name="lines">Null when the visit kept its services.</param>
    public async Task<IResult> MovedAsync(Actor actor, BookingId booking, Result<BookingId> moved, IReadOnlyList<WantedLine>? lines, Instant start, CancellationToken ct)
    {
        if (moved.TryGet(out _, out var refusal)) return await ShowAsync(actor, booking, ct);
        if (refusal != BookingErrors.SlotTaken || !(await queries.FindAsync(actor, booking, ct)).TryGet(out var view, out _)) return Problems.Of(refusal);

        var wanted = lines ?? [.. view.Lines.Select(line => new WantedLine(line.ServiceId, line.StaffWanted ? line.StaffId : null))];
        var question = new VisitQuestion(actor.Organization, view.Branch.Id, wanted)
        {
            Together = view.Together, Online = !actor.May(Permission.WorkAllBookings), Ignore = [booking],
        };
        return await RefusedAsync(refusal, question, start, ct);
    }

    private async Task<IResult> RefusedAsync(Error refusal, VisitQuestion question, Instant start, CancellationToken ct)
    {
        if (refusal != BookingErrors.SlotTaken) return Problems.Of(refusal);
        var nearest = await freeTimes.NearestAsync(question, start, Alternatives, ct);
        if (!nearest.TryGet(out var slots, out _) || !(await hours.ReadAsync(question.Organization, ct)).TryGetValue(question.Branch, out var branch)) return Problems.Of(refusal, []);

        var zone = branch.Zone;
        return Problems.Of(refusal, [.. slots.Select(slot => new AlternativeTime(slot.Start.In(zone), [.. slot.Staff.Select(s => s.Value)]))]);
    }
}

/// <summary>Says whom a customer's own booking is for, from her account.</summary>
internal sealed class CustomerNames(ProfileService profiles)
{
    /// <param name="name">What she calls herself in this call; remembered when her profile has no name yet.</param>
    /// <returns>Null when the account is gone.</returns>
    public async Task<Customer?> CustomerAsync(HttpContext context, string? name, CancellationToken ct)
    {
        if (context.SignedInUser is not { } user || !(await profiles.FindAsync(user, ct)).TryGet(out var profile, out _)) return null;

        var language = Languages.Nearest(CultureInfo.CurrentUICulture).Name;
        if (profile.Name.Length > 0) return new Customer(user, profile.Phone, profile.Name, language);
        if (string.IsNullOrWhiteSpace(name)) return new Customer(user, profile.Phone, profile.Phone.ToInternational(), language); // the salon can at least call her
        return await profiles.IntroduceAsync(user, name, ct) is null ? new Customer(user, profile.Phone, name.Trim(), language) : null;
    }
}
