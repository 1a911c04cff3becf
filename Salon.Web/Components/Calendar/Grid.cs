using Salon.Bookings;

namespace Salon.Web.Components.Calendar;

/// <summary>Columns over one axis of time, ready to be drawn.</summary>
/// <remarks>All numbers are minutes on the clock from midnight of the column's business date; past 1440 it is the night after.</remarks>
/// <param name="From">Where the axis begins; a whole hour.</param>
/// <param name="To">Where it ends, exclusive; a whole hour.</param>
public sealed record Grid(int From, int To, IReadOnlyList<GridColumn> Columns);

/// <param name="Staff">Null for a room.</param>
/// <param name="Place">Which column it is, from 0.</param>
public sealed record GridColumn(
    int Place, LocalDate Date, StaffId? Staff, string Title, string? Subtitle, string? Picture, bool HasPortrait, bool IsToday,
    IReadOnlyList<GridShade> Shades, IReadOnlyList<GridVisit> Visits, IReadOnlyList<GridBlock> Blocks)
{
    /// <summary>Where nothing can begin, because the clocks skip it on this date: "60-120" for scripts.</summary>
    public string? Gap { get; init; }
}

/// <param name="Kind">"closed", "off", "break" or "away": a class of css/calendar.css.</param>
/// <param name="Words">What it is, if that is to be read.</param>
public sealed record GridShade(int From, int To, string Kind, string? Words);

/// <summary>One service of a visit, or the time a visit takes of a room.</summary>
/// <param name="TakenFrom">Where preparing begins.</param>
/// <param name="TakenTo">Where clearing up ends.</param>
/// <param name="Idle">When the person is free meanwhile.</param>
/// <param name="Lane">Which of several side by side, from 0.</param>
/// <param name="Inside">It stands in the free part of another visit.</param>
public sealed record GridVisit(
    CalendarVisit Visit, LinePlace? Line, int Position, int From, int To, int TakenFrom, int TakenTo, IReadOnlyList<(int From, int To)> Idle, int Lane, int Lanes, bool Inside)
{
    public int Minutes => To - From;

    public bool IsMovable => Line is not null && Visit.Row.CanMove;

    public bool IsResizable => Line is { CanResize: true };
}

public sealed record GridBlock(CalendarBlock Block, int From, int To);
