using System.Diagnostics.CodeAnalysis;
using Salon.Scheduling;

namespace Salon.Web.Endpoints;

/// <summary>Reads the fields of one request and remembers what is wrong with which, so that a caller learns all of it at once.</summary>
internal sealed class Fields
{
    private readonly List<(string Field, Error Error)> errors = [];

    public void Refuse(string field, Error error) => errors.Add((field, error));

    /// <summary>A value that must be there.</summary>
    public T Need<T>(string field, T? value) where T : struct
    {
        if (value is null) Refuse(field, ApiErrors.Missing);
        return value ?? default;
    }

    /// <summary>A text that must be there.</summary>
    public string Need(string field, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) Refuse(field, ApiErrors.Missing);
        return Text(field, text, most) ?? "";
    }

    /// <summary>A text that may be left out.</summary>
    public string? Text(string field, string? text, int most)
    {
        if (Characters.IsLonger(text, most)) Refuse(field, ApiErrors.TooLong(most));
        else if (TypedText.HasControls(text)) Refuse(field, ApiErrors.ControlCharacters); // bodies are checked by their reader, addresses are not
        return text is null ? null : TypedText.Clean(text);
    }

    /// <summary>An identifier of a query; null when it was left out.</summary>
    public Guid? Id(string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Guid.TryParse(text, out var id)) return id;
        Refuse(field, ApiErrors.NotAnId);
        return null;
    }

    /// <summary>A date of a query; null when it was left out.</summary>
    public LocalDate? Date(string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Moments.ParseDate(text) is { } date) return date;
        Refuse(field, ApiErrors.NotADate);
        return null;
    }

    /// <summary>The services of a body with the people asked for. How many are allowed is the salon's rule, not a field's.</summary>
    public IReadOnlyList<WantedLine> Lines(string field, IReadOnlyList<LineRequest?>? lines)
    {
        if (lines is null) Refuse(field, ApiErrors.Missing);
        return [.. (lines ?? []).Select((line, i) => new WantedLine(new(Need($"{field}[{i}].service", line?.Service)), line?.Staff is { } staff ? new StaffId(staff) : null))];
    }

    /// <summary>Whether anything was wrong, and the answer that says so.</summary>
    public bool AreWrong([NotNullWhen(true)] out ProblemResult? problem)
    {
        problem = errors.Count > 0 ? Problems.Invalid(errors) : null;
        return problem is not null;
    }
}
