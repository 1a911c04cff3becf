using Salon.Data;

namespace Salon.Payments.Till;

/// <summary>
/// The end of one business day at one drawer: what should have been in it, what was counted, and who says so. Rows are only added; it counts until a
/// <see cref="DayCloseUndo"/> is written.
/// </summary>
public sealed class DayClose : ITenantRow
{
    private DayClose() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; } // minted by the page
    public BranchId BranchId { get; private init; }
    public LocalDate Date { get; private init; } // the business day
    public Instant FromAt { get; private init; } // movements of the drawer from here
    public Instant UntilAt { get; private init; } // to here, exclusive; later ones belong to the next day
    public string Currency { get; private init; } = "";
    public long OpeningMinor { get; private init; } // in the drawer before the first movement
    public long MovedMinor { get; private init; } // what the ledger says came in since
    public long CountedMinor { get; private init; }
    public IReadOnlyList<CountedPiece> Pieces { get; private init; } = []; // empty when only the sum was typed
    public string Note { get; private init; } = "";
    public UserId? UserId { get; private init; }
    public Instant At { get; private init; }

    /// <summary>What should have been in the drawer.</summary>
    public long ExpectedMinor => OpeningMinor + MovedMinor;

    /// <summary>Above zero when there was more than there should have been.</summary>
    public long DifferenceMinor => CountedMinor - ExpectedMinor;

    internal static DayClose Of(Actor actor, CloseDayRequest request, Span span, string currency, long moved, string note, Instant now) => new()
    {
        OrganizationId = actor.Organization, Id = request.Id, BranchId = request.Branch, Date = request.Date, FromAt = span.Start, UntilAt = span.End, Currency = currency,
        OpeningMinor = request.OpeningMinor, MovedMinor = moved, CountedMinor = request.CountedMinor, Pieces = request.Pieces, Note = note,
        UserId = actor.User, At = now,
    };
}

/// <summary>So many notes or coins of one value.</summary>
public sealed record CountedPiece(long Minor, int Count);

/// <summary>A day's end as it was counted.</summary>
/// <param name="Id">Minted by the page: the same click arriving twice closes once.</param>
/// <param name="OpeningMinor">In the drawer before the day began.</param>
/// <param name="CountedMinor">In it now.</param>
/// <param name="Pieces">How it was counted; empty when only the sum was typed.</param>
public sealed record CloseDayRequest(RowId Id, BranchId Branch, LocalDate Date, long OpeningMinor, long CountedMinor, IReadOnlyList<CountedPiece> Pieces, string? Note);
