using Microsoft.AspNetCore.Components;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>The last page before the booking. A time that is lost here costs nothing that was typed: the nearest times stand on this very page.</summary>
public sealed partial class ConfirmPage
{
    public sealed class ConfirmInput
    {
        public string? Name { get; set; }
        public string? Note { get; set; }
    }

    private Trail trail = null!;
    private HeldVisit? visit;
    private PersonalProfile? profile;
    private KeptWords? kept;
    private IReadOnlyList<NearTime>? nearest; // set once the time is lost
    private Error? error;

    [Parameter] public string Slug { get; set; } = "";
    [SupplyParameterFromForm(FormName = "confirm")] public ConfirmInput? Input { get; set; }
    /// <summary>The tapped time instead of the lost one; 0 for a plain yes.</summary>
    [SupplyParameterFromForm(FormName = "confirm", Name = "Start")] public long OtherStart { get; set; }

    protected override async Task<bool> LoadAsync(CancellationToken ct)
    {
        trail = Trail.Of(Slug, Http.Request.Query);
        if (!(await Visits.ReadAsync(Http, trail, ct)).TryGet(out visit, out _)) return NothingHere();
        if (visit.Actor.User is not { } user)
        {
            var wasHere = Http.LostItsSession || HttpMethods.IsPost(Http.Request.Method);
            if (wasHere) Typed.Keep(Http, StillTyped("Input.Name") ?? Input?.Name, StillTyped("Input.Note") ?? Input?.Note);
            return GoTo(wasHere ? trail.EndedUrl : trail.PhoneUrl);
        }

        kept = Typed.Of(Http);
        if (!(await Profiles.FindAsync(user, ct)).TryGet(out profile, out _)) return NothingHere();
        if (visit.Booking is { Status: BookingStatus.Confirmed or BookingStatus.Pending })
        {
            await ToManagePageAsync(visit, ct); // the same click, arriving twice
            return false;
        }

        if (visit.Booking is { IsUnconfirmed: true } held) visit = visit with { Booking = await Queries.AsHersAsync(visit.Actor, held, profile.Phone, ct) };

        return !(visit.IsForgotten && HttpMethods.IsPost(Http.Request.Method)) || GoTo((trail with { Hold = null }).TimeUrl);
    }

    private Task AnswerAsync() => OtherStart > 0 ? HoldInsteadAsync(FormTime.Of(OtherStart)) : ConfirmAsync();

    private async Task ConfirmAsync()
    {
        if (visit?.Booking is null || profile is null) return;
        var ct = Http.RequestAborted;
        var who = new Customer(profile.User, profile.Phone, (Input?.Name ?? "").Trim(), T.Culture.Name);

        if ((await Bookings.ConfirmAsync(visit.Actor, visit.Booking.Id, who, Input?.Note, ct)).TryGet(out _, out error))
        {
            Typed.Keep(Http, null, null);
            await Profiles.IntroduceAsync(profile.User, who.Name, ct);
            await ToManagePageAsync(visit, ct);
        }
        else if (error == BookingErrors.HoldExpired || error == BookingErrors.SlotTaken)
        {
            await OfferNearestAsync(visit, ct);
        }
    }

    // Her services, people, name and note go with her to the new time.
    private async Task HoldInsteadAsync(Instant start)
    {
        if (visit?.Booking is not { } lost) return;
        var ct = Http.RequestAborted;
        var note = Input?.Note?.Trim() ?? lost.Note;
        var request = new BookRequest(BookingId.New(), lost.Branch.Id, start, lost.Wanted) { Together = lost.Together, Note = note, Language = T.Culture.Name };

        if ((await Bookings.HoldAsync(visit.Actor, request, ct)).TryGet(out var hold, out error))
        {
            Typed.Keep(Http, Input?.Name, note);
            Navigation.NavigateTo((trail with { Hold = hold }).ConfirmUrl);
        }
        else if (error == BookingErrors.SlotTaken)
        {
            await OfferNearestAsync(visit, ct);
        }
    }

    private async Task OfferNearestAsync(HeldVisit lost, CancellationToken ct) => (nearest, error) = (await Visits.NearestAsync(lost, ct), null);

    private async Task ToManagePageAsync(HeldVisit done, CancellationToken ct)
    {
        if (trail.Hold is not { } hold || !(await Queries.TokenAsync(done.Actor, hold, ct)).TryGet(out var token, out error)) return;
        Navigation.NavigateTo(await Next.AddressAsync(done.Actor, hold, token, Navigation.BaseUri, ct), new NavigationOptions { ReplaceHistoryEntry = true });
    }
}
