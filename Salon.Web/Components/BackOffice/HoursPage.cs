using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Bookings;
using Salon.Bookings.Stranded;

namespace Salon.Web.Components.BackOffice;

/// <summary>A page of hours in several parts, each saved by itself, after saying which booked visits the change would leave outside.</summary>
public abstract class HoursPage : BackOfficePage
{
    private Func<Task>? goOn;

    /// <summary>Everything a refused field can be in.</summary>
    protected ElementReference Parts { get; set; }

    protected Dialog Confirm { get; set; } = null!;

    protected Impact? Impact { get; private set; }

    /// <summary>Visits of the salon that lie outside hours; asked anew with the page.</summary>
    protected int Left { get; private set; }

    /// <summary>The part that was saved last; its faults are shown there.</summary>
    protected string Saving { get; private set; } = "";

    [Inject] private ImpactQueries Impacts { get; set; } = null!;
    [Inject] private StrandedQueries Stranded { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>Whose hours these are.</summary>
    protected abstract string Name { get; }

    /// <summary>What was read; handed back when saving.</summary>
    protected abstract int Version { get; }

    protected async Task CountLeftAsync(Actor actor) => Left = await Stranded.CountAsync(actor, Gone);

    protected Error? FaultsOf(string part) => Saving == part ? Error : null;

    /// <summary>Says what is booked already before it saves; with nothing booked it saves at once.</summary>
    protected async Task AskAsync(string part, Func<Checks, (PlannedChange Planned, Func<Actor, int, Task<Error?>> Save)> read, Action done)
    {
        Saving = part;
        var checks = new Checks();
        var (planned, save) = read(checks);
        if (await DoAsync(async actor => checks.Refusal ?? ((await Impacts.OfAsync(actor, planned, Gone)).TryGet(out var impact, out var refusal) ? Take(impact) : refusal)))
        {
            goOn = () => SaveAsync(part, save, done);
            if (Impact is { Bookings: 0 }) await goOn();
            else Confirm.Show();
        }
        else await Js.FocusFaultAsync(Parts, Gone);
    }

    protected async Task GoOnAsync()
    {
        await Confirm.HideAsync();
        if (goOn is not null) await goOn();
    }

    /// <param name="part">Where faults are shown.</param>
    /// <param name="save">Given the actor and the version that was read.</param>
    /// <param name="done">What follows a success, before everything is read again.</param>
    protected async Task SaveAsync(string part, Func<Actor, int, Task<Error?>> save, Action done)
    {
        Saving = part;
        if (await DoAsync(actor => save(actor, Version)))
        {
            done();
            Notices.Say(T["Admin.SavedNamed", Name]);
            await ReadAsync();
        }
        else await Js.FocusFaultAsync(Parts, Gone);
    }

    private Error? Take(Impact impact)
    {
        Impact = impact;
        return null;
    }
}
