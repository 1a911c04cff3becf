namespace Salon.Accounts;

public static class AccountsErrors
{
    /// <summary>Used, of another browser or never sent: the answer does not say which.</summary>
    public static readonly Error InvalidCode = new(ErrorKind.Invalid, "Accounts.InvalidCode");

    /// <summary>Its time is over, or a newer one was sent.</summary>
    public static readonly Error CodeExpired = new(ErrorKind.Invalid, "Accounts.CodeExpired");

    /// <summary>Too many wrong answers were given to it.</summary>
    public static readonly Error CodeUsedUp = new(ErrorKind.Invalid, "Accounts.CodeUsedUp");

    /// <summary>Not six digits. Costs no try.</summary>
    public static readonly Error CodeIncomplete = new(ErrorKind.Invalid, "Accounts.CodeIncomplete");

    /// <param name="left">Answers the code still takes.</param>
    public static Error WrongCode(int left) => new(ErrorKind.Invalid, "Accounts.WrongCode", left);

    /// <summary>A fixed line, a service or a satellite: codes are not sent there.</summary>
    public static readonly Error NotMobile = new(ErrorKind.Invalid, "Accounts.NotMobile");

    public static readonly Error CodeNotSent = new(ErrorKind.Unavailable, "Accounts.CodeNotSent");
    public static readonly Error CountryNotServed = new(ErrorKind.Invalid, "Accounts.CountryNotServed");
    public static readonly Error UnknownChannel = new(ErrorKind.Invalid, "Accounts.UnknownChannel");
    public static readonly Error SessionOver = new(ErrorKind.Forbidden, "Accounts.SessionOver");
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Accounts.NotAllowed");
    public static readonly Error UnknownMember = new(ErrorKind.NotFound, "Accounts.UnknownMember");
    public static readonly Error LastOwner = new(ErrorKind.Conflict, "Accounts.LastOwner");
    public static readonly Error RoleNotGiven = new(ErrorKind.Invalid, "Accounts.RoleNotGiven");

    /// <summary>A stylist works her own visits, so it must be known whose they are.</summary>
    public static readonly Error StylistIsSomebody = new(ErrorKind.Invalid, "Accounts.StylistIsSomebody");

    /// <summary>A new member's number gets no codes, so she could not sign in.</summary>
    public static readonly Error MemberNotMobile = new(ErrorKind.Invalid, "Accounts.MemberNotMobile");

    /// <inheritdoc cref="MemberNotMobile"/>
    public static readonly Error MemberCountryNotServed = new(ErrorKind.Invalid, "Accounts.MemberCountryNotServed");

    /// <summary>A number was invited as often as it may be in a day, by whichever salons.</summary>
    public static readonly Error InvitedAlready = new(ErrorKind.TooMany, "Accounts.InvitedAlready");

    /// <summary>The installation has sent as many codes and invitations as it may in a day.</summary>
    public static readonly Error NoInvitationsNow = new(ErrorKind.TooMany, "Accounts.NoInvitationsNow");

    /// <param name="most">How many invitations one salon sends in a day.</param>
    public static Error EnoughInvitations(int most) => new(ErrorKind.TooMany, "Accounts.EnoughInvitations", most);

    /// <param name="most">How many salons one person may open by herself.</param>
    public static Error EnoughSalons(int most) => new(ErrorKind.Conflict, "Accounts.EnoughSalons", most);

    /// <param name="wait">Until the next code may be asked for.</param>
    public static Error CodeJustSent(Duration wait) => new(ErrorKind.TooMany, "Accounts.CodeJustSent", wait);

    /// <param name="wait">Until one of the counted codes is an hour old.</param>
    public static Error TooManyCodes(Duration wait) => new(ErrorKind.TooMany, "Accounts.TooManyCodes", wait);

    /// <param name="wait">Until the lock of the phone ends.</param>
    public static Error Locked(Duration wait) => new(ErrorKind.TooMany, "Accounts.Locked", wait);
}
