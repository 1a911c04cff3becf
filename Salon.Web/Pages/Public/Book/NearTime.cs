using Salon.Scheduling;

namespace Salon.Web.Pages.Public.Book;

/// <summary>A free time near one that is lost.</summary>
/// <param name="Date">The business date it belongs to.</param>
public sealed record NearTime(LocalDate Date, Slot Slot);

/// <summary>Finds them.</summary>
public static class NearTimes
{
    private const int Shown = 3;

    /// <summary>The nearest free times to one that is lost, each with its business date; at most three.</summary>
    public static async Task<IReadOnlyList<NearTime>> NearAsync(this FreeTimesService freeTimes, VisitQuestion question, Instant lost, CancellationToken ct)
    {
        if (!(await freeTimes.NearestAsync(question, lost, Shown, ct)).TryGet(out var slots, out _)) return [];
        var near = new List<NearTime>(slots.Length);
        foreach (var slot in slots) near.Add(new(await freeTimes.BusinessDateAsync(question.Organization, question.Branch, slot.Start, ct), slot));
        return near;
    }
}
