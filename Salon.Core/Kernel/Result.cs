using System.Diagnostics.CodeAnalysis;

namespace Salon.Kernel;

/// <summary>What kind of refusal this is; the API turns it into an HTTP status, a page into a tone.</summary>
public enum ErrorKind
{
    Invalid,
    NotFound,
    Forbidden,
    Conflict,
    TooMany,
    Unavailable,
}

/// <summary>A refusal a person can act on.</summary>
/// <param name="Code">Key of the sentence in Resources/Errors.resx, for example "Booking.SlotTaken".</param>
/// <param name="Args">What the sentence shows: numbers, times and names, already of their own types.</param>
public sealed record Error(ErrorKind Kind, string Code, params object[] Args)
{
    private static readonly IReadOnlyDictionary<string, Error> NoFields = new Dictionary<string, Error>();

    /// <summary>What is wrong with each field of a form, by its path: "Name", "Time.Active". Empty when the refusal is not about fields.</summary>
    public IReadOnlyDictionary<string, Error> Fields { get; init; } = NoFields;

    // Two refusals are the same when they say the same; the default would compare the arrays by reference.
    public bool Equals(Error? other) => other is not null && Kind == other.Kind && Code == other.Code && Args.SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Kind, Code);
}

/// <summary>Either a value or a refusal. A class, so that a forgotten one is null and never a false success.</summary>
public sealed class Result<T> where T : notnull
{
    private readonly T? value;

    private Result(T? value, Error? error) => (this.value, Error) = (value, error);

    public Error? Error { get; }

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error)
    {
        (value, error) = (this.value, Error);
        return error is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Error error) => new(default, error);
}
