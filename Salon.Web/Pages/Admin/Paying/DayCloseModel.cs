using Salon.Payments;
using Salon.Payments.Till;

namespace Salon.Web.Pages.Admin.Paying;

/// <summary>The end of a day as it is typed: counted by notes and coins, or as one sum.</summary>
public sealed class DayCloseModel
{
    private static readonly long[] Values = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25];

    public string Opening { get; set; } = "";

    public string Counted { get; private set; } = "";

    public string Note { get; set; } = "";

    public IReadOnlyList<PieceRow> Pieces { get; } = [.. Values.Select(v => new PieceRow(v))];

    public static DayCloseModel Of(DrawerDay day) => new() { Opening = MoneyText.Edit(day.Of(day.OpeningMinor)) };

    public void Count(PieceRow piece, string text, string currency)
    {
        piece.Count = text;
        Counted = MoneyText.Edit(new Money(Pieces.Sum(p => p.Sum), currency));
    }

    /// <summary>One sum instead of pieces.</summary>
    public void TypeSum(string text)
    {
        Counted = text;
        foreach (var piece in Pieces) piece.Count = "";
    }

    public long? OpeningMinor(string currency) => MoneyText.Parse(Opening, currency).TryGet(out var money, out _) ? money.Minor : null;

    public long? CountedMinor(string currency) => MoneyText.Parse(Counted, currency).TryGet(out var money, out _) ? money.Minor : null;

    /// <summary>Only when they make up the sum.</summary>
    public IReadOnlyList<CountedPiece> Counts(string currency) =>
        Pieces.Sum(p => p.Sum) == CountedMinor(currency) ? [.. Pieces.Where(p => p.Sum > 0).Select(p => new CountedPiece(p.Minor, (int)(p.Sum / p.Minor)))] : [];

    public void Check(Checks checks, DrawerDay day)
    {
        var currency = day.Currency;
        if (!MoneyText.Parse(Opening, currency).TryGet(out _, out var fault)) checks.Fail("Opening", fault);
        if (!MoneyText.Parse(Counted, currency).TryGet(out _, out fault)) checks.Fail("Counted", fault);
        if (Pieces.Any(p => p.Count.Trim().Length > 0 && !NumberText.Parse(p.Count).TryGet(out _, out _))) checks.Fail("Counted", PaymentErrors.NotAnAmount);
        if (checks.Refusal is null && OpeningMinor(currency) + day.CashMinor != CountedMinor(currency) && TidyText.Lines(Note).Length == 0) checks.Fail("Note", DayErrors.ReasonNeeded);
    }
}

/// <summary>How many notes or coins of one value were counted.</summary>
public sealed class PieceRow(long minor)
{
    public long Minor => minor;

    public string Count { get; set; } = "";

    public long Sum => NumberText.Parse(Count).TryGet(out var count, out _) && count > 0 ? minor * count : 0;
}
