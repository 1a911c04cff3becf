namespace Salon.Contacts;

public static class ContactErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Contacts.NotAllowed");
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Contacts.NotFound");
    public static readonly Error SameContact = new(ErrorKind.Invalid, "Contacts.SameContact");
    public static readonly Error TwoAccounts = new(ErrorKind.Conflict, "Contacts.TwoAccounts");
    internal static readonly Error NotAnEmail = new(ErrorKind.Invalid, "Contacts.NotAnEmail");
    internal static readonly Error TooManyTags = new(ErrorKind.Invalid, "Contacts.TooManyTags", ContactTag.Most);
    internal static readonly Error TagTooLong = new(ErrorKind.Invalid, "Contacts.TagTooLong", ContactTag.Longest);
    internal static readonly Error UnknownStaff = new(ErrorKind.Invalid, "Contacts.UnknownStaff");
}
