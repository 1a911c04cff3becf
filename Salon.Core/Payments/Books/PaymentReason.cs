using Salon.Bookings;

namespace Salon.Payments.Books;

/// <summary>
/// What the program itself moved money for. Stored by number in rows and by name in documents, whose hash it is part of: never renumber, never rename.
/// The first ones are those of <see cref="SettleReason"/>.
/// </summary>
public enum PaymentReason
{
    InTime = 0,
    Late = 1,
    NoShow = 2,
    BySalon = 3,
    FirstTime = 4,
    Trusted = 5,
    PaidTooLate = 6,
    MissedVisits = 7,
    /// <summary>What a bank kept was taken, or was not needed any more.</summary>
    VisitTookPlace = 20,
    /// <summary>The bank might have let go of it.</summary>
    PromiseAged = 21,
    /// <summary>The desk took what a bank kept when she paid.</summary>
    TakenAtCounter = 22,
    /// <summary>At the provider, and not by Salon.</summary>
    RefundedOutside = 30,
    /// <summary>The payment that a document was for was undone.</summary>
    Voided = 31,
}

/// <summary>
/// Why money moved: what the program decided, or what a person wrote. Neither is ever taken for the other; both are empty where there was nothing to say.
/// </summary>
public readonly record struct Why(PaymentReason? Because, string? Words)
{
    public static Why Said(string? words) => new(null, words);

    public static Why Of(PaymentReason reason) => new(reason, null);

    public static Why Of(SettleReason reason) => new((PaymentReason)reason, null);

    public bool IsEmpty => Because is null && string.IsNullOrEmpty(Words);

    /// <summary>As it is read; null when there is nothing to read.</summary>
    public string? In(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Because is { } reason ? texts[$"Payments.Because{reason}"] : string.IsNullOrEmpty(Words) ? null : Words;
    }
}
