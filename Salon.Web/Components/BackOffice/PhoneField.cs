namespace Salon.Web.Components.BackOffice;

/// <summary>Reads a telephone number that may be left empty.</summary>
public static class PhoneField
{
    public static PhoneNumber? Read(Checks checks, string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (PhoneNumber.Parse(typed).TryGet(out var phone, out var fault)) return phone;
        checks.Fail(field, fault);
        return null;
    }
}
