using Salon.Payments;
using Salon.Payments.Online;
using Salon.Payments.Till;

namespace Salon.Web.Pages.Desk.Checkout;

/// <summary>How she pays.</summary>
public enum PayWay
{
    Card,
    Cash,
    Both,
}

/// <summary>The checkout as it is typed.</summary>
public sealed class CheckoutModel
{
    /// <summary>Percentages that are one tap away.</summary>
    public static readonly int[] QuickTips = [5, 10, 15];

    /// <summary>Minted once for each request: a second click is the same checkout.</summary>
    public CheckoutId Id { get; private set; } = CheckoutId.New();

    public PayWay Way { get; set; } = PayWay.Card;

    /// <summary>The notes she put down; empty when it is the exact amount.</summary>
    public string Given { get; set; } = "";

    /// <summary>The part in cash, where she pays in both ways.</summary>
    public string CashPart { get; set; } = "";

    /// <summary>She pays only a part now; empty for everything.</summary>
    public string Part { get; set; } = "";

    public bool OnlyPart { get; set; }

    public int? TipPercent { get; private set; }

    public string TipText { get; private set; } = "";

    public bool OwnTip { get; private set; }

    public List<TipRow> Shares { get; private set; } = [];

    private bool sharesAreTyped;

    public void NoTip(CheckoutView view) => SetTip(view, null, false, "");

    public void TipOf(CheckoutView view, int percent) => SetTip(view, percent, false, "");

    public void TypeTip(CheckoutView view, string text) => SetTip(view, null, true, text);

    public void TypeShare(TipRow row, string text)
    {
        row.Text = text;
        sharesAreTyped = true;
    }

    public void AddPerson(CheckoutPerson person)
    {
        if (Shares.All(s => s.Staff != person.Id)) Shares.Add(new TipRow(person.Id));
    }

    /// <summary>In minor units; 0 while it cannot be read.</summary>
    public long TipMinor(CheckoutView view) => TipPercent is { } percent
        ? ((view.Bill.Total.Minor * percent) + 50) / 100
        : OwnTip && MoneyText.Parse(TipText, view.Bill.Total.Currency).TryGet(out var money, out _) ? money.Minor : 0;

    /// <summary>What is paid for the visit now.</summary>
    public long VisitMinor(CheckoutView view) => OnlyPart ? Parsed(Part, view) ?? 0 : view.Bill.Due.Minor;

    public long ToPay(CheckoutView view) => VisitMinor(view) + TipMinor(view);

    public long CashMinor(CheckoutView view) => Way switch { PayWay.Cash => ToPay(view), PayWay.Both => Math.Min(Parsed(CashPart, view) ?? 0, ToPay(view)), _ => 0 };

    /// <summary>To be handed back; null while nothing was put down, or too little.</summary>
    public long? Change(CheckoutView view) => Way != PayWay.Card && Parsed(Given, view) is { } given && given >= CashMinor(view) ? given - CashMinor(view) : null;

    /// <summary>Sums people are likely to put down for an amount: itself, and the next notes.</summary>
    public static IReadOnlyList<long> QuickCash(long minor) =>
        minor <= 0 ? [] : [.. new long[] { 1_000, 5_000, 10_000, 50_000 }.Select(note => (minor + note - 1) / note * note).Append(minor).Distinct().Order().Take(4)];

    public CheckoutRequest? Read(Checks checks, CheckoutView view)
    {
        var tip = TipMinor(view);
        if (OwnTip && !MoneyText.Parse(TipText, view.Bill.Total.Currency).TryGet(out _, out var fault)) checks.Fail("Tip", fault);
        if (OnlyPart) Amount(checks, "Part", Part, view, 1, view.Bill.Due.Minor);
        if (Way == PayWay.Both) Amount(checks, "CashPart", CashPart, view, 1, ToPay(view));
        if (Way != PayWay.Card && Given.Length > 0) Amount(checks, "Given", Given, view, CashMinor(view), MoneyText.MostMajor * 100);

        List<CheckoutTip> tips = [];
        foreach (var row in Shares.Where(_ => tip > 0))
        {
            if (row.Text.Trim().Length == 0) continue;
            if (Parsed(row.Text, view) is not { } share) checks.Fail("Shares", BillErrors.TipsDiffer);
            else if (share > 0) tips.Add(new(row.Staff, share));
        }

        if (tips.Sum(t => t.Minor) != tip) checks.Fail("Shares", BillErrors.TipsDiffer);
        if (checks.Refusal is not null) return null;
        var cash = CashMinor(view);
        return new CheckoutRequest(Id, view.Booking, cash, ToPay(view) - cash, cash > 0 ? Parsed(Given, view) ?? 0 : 0, tips);
    }

    /// <summary>The next checkout is another request.</summary>
    public void Begin(CheckoutView view)
    {
        (Id, Given, CashPart, Part, OnlyPart) = (CheckoutId.New(), "", "", "", false);
        sharesAreTyped = false;
        NoTip(view);
    }

    /// <summary>The bill has changed: shares that nobody typed follow it.</summary>
    public void Follow(CheckoutView view)
    {
        if (!sharesAreTyped) Spread(view);
    }

    private void SetTip(CheckoutView view, int? percent, bool own, string text)
    {
        (TipPercent, OwnTip, TipText) = (percent, own, text);
        if (!sharesAreTyped || TipMinor(view) == 0) Spread(view);
        else if (Shares is [var only]) only.Text = Edit(TipMinor(view), view);
    }

    // By what each did on this visit; the parts add up to the whole.
    private void Spread(CheckoutView view)
    {
        var worth = view.Bill.Items.Where(i => i.Staff is not null && i.Kind != BillLineKind.Retail).GroupBy(i => i.Staff!.Value).Select(g => (Staff: g.Key, Gross: Math.Max(1, g.Sum(i => i.GrossMinor)))).ToList();
        if (worth.Count == 0 && view.People is [var first, ..]) worth = [(first.Id, 1)];
        Shares = worth.Count == 0 ? [] : [.. worth.Zip(Split.Of(TipMinor(view), worth.ConvertAll(w => w.Gross)), (w, part) => new TipRow(w.Staff) { Text = Edit(part, view) })];
        sharesAreTyped = false;
    }

    private static string Edit(long minor, CheckoutView view) => MoneyText.Edit(view.Bill.Total with { Minor = minor });

    private static long? Parsed(string text, CheckoutView view) => MoneyText.Parse(text, view.Bill.Total.Currency).TryGet(out var money, out _) ? money.Minor : null;

    private static void Amount(Checks checks, string field, string text, CheckoutView view, long least, long most)
    {
        if (!MoneyText.Parse(text, view.Bill.Total.Currency).TryGet(out var money, out var fault)) checks.Fail(field, fault);
        else if (money.Minor < least) checks.Fail(field, field == "Given" ? BillErrors.GivenTooLittle : Salon.Payments.PaymentErrors.NotAnAmount);
        else if (money.Minor > most) checks.Fail(field, Salon.Payments.PaymentErrors.TooMuch);
    }
}

/// <summary>One person's share of the tip.</summary>
public sealed class TipRow(StaffId staff)
{
    public StaffId Staff => staff;

    public string Text { get; set; } = "";
}
