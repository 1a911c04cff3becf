namespace Salon.Web.Components.BackOffice;

/// <summary>What is wrong with each field of a form, as sentences.</summary>
public static class Faults
{
    /// <returns>Null when nothing is wrong with the field.</returns>
    public static string? At(this Error? error, string field, Texts texts) =>
        error is not null && error.Fields.TryGetValue(field, out var fault) ? texts.StaffError(fault) : null;
}
