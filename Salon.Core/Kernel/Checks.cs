namespace Salon.Kernel;

/// <summary>Collects what is wrong with a form, so that a person reads everything at once and at its field.</summary>
/// <remarks>Of several faults of one field the first is told.</remarks>
public sealed class Checks
{
    /// <summary>The code of the whole refusal; the faults stand in <see cref="Error.Fields"/>.</summary>
    public const string Code = "Form.CheckFields";

    private readonly Dictionary<string, Error> faults = [];

    /// <summary>Null when nothing is wrong.</summary>
    public Error? Refusal => faults.Count == 0 ? null : new Error(ErrorKind.Invalid, Code) { Fields = faults };

    public bool IsFine(string field) => !faults.ContainsKey(field);

    public void Fail(string field, Error error) => faults.TryAdd(field, error);

    public void Fail(string field, string code, params object[] args) => Fail(field, new Error(ErrorKind.Invalid, code, args));

    public void That(bool holds, string field, string code, params object[] args)
    {
        if (!holds) Fail(field, code, args);
    }

    /// <param name="field">Path of the field.</param>
    /// <param name="value">What was entered.</param>
    /// <param name="least">Allowed, and told to the person.</param>
    /// <param name="most">Allowed, and told to the person.</param>
    public void Range(string field, long value, long least, long most) => That(value >= least && value <= most, field, "Form.OutOfRange", least, most);

    /// <summary>A name in at least one language.</summary>
    public void Name(string field, LocalizedText name, int longest = 80)
    {
        That(name.En.Length > 0 || name.Ar.Length > 0, field, "Form.NameMissing");
        Length(field, name, longest);
    }

    /// <summary>A text in either language or in none.</summary>
    public void Length(string field, LocalizedText text, int longest) =>
        That(!Characters.IsLonger(text.En, longest) && !Characters.IsLonger(text.Ar, longest), field, "Form.TooLong", longest);

    public void Length(string field, string? text, int longest) => That(!Characters.IsLonger(text, longest), field, "Form.TooLong", longest);

    /// <summary>The path of a picture that pages may show: one of our own, without a way out of its folder.</summary>
    public void Picture(string field, string? path) =>
        That(path is null || (path.Length <= 200 && !path.Contains("..", StringComparison.Ordinal) && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')), field, "Form.NotAPicture");
}
