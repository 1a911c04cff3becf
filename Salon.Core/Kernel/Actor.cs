namespace Salon.Kernel;

/// <summary>What a person is to one organization. Stored by number: never renumber.</summary>
public enum Role
{
    /// <summary>Somebody who is not signed in.</summary>
    Visitor = 0,
    Customer = 1,
    Stylist = 10,
    Desk = 20,
    Manager = 30,
    Owner = 40,
    PlatformAdmin = 90,
    /// <summary>A job of the program itself.</summary>
    System = 99,
}

/// <summary>Something a role may be allowed to do inside one organization.</summary>
public enum Permission
{
    /// <summary>See the day of one's own bookings and move them through arrive, start, complete.</summary>
    WorkOwnBookings,
    /// <summary>See and work with everybody's bookings; book, move and cancel for customers.</summary>
    WorkAllBookings,
    /// <summary>Put a booking where another one already is, with a reason.</summary>
    Overbook,
    /// <summary>Cancel or move although the policy says no, with a reason.</summary>
    OverrulePolicy,
    EditMenu,
    EditTeam,
    EditBranches,
    EditSettings,
    EditMembers,
    SeeContacts,
    /// <summary>Take the list of contacts away as a file, and make one contact of two.</summary>
    ManageContacts,
    /// <summary>Speak for the salon under what customers wrote.</summary>
    AnswerReviews,
    SeeReports,
    /// <summary>See who changed what.</summary>
    SeeAudit,
    /// <summary>Take money at the desk and see what was paid for a visit.</summary>
    TakePayments,
    /// <summary>Give money back, capture and void, with a reason.</summary>
    RefundPayments,
    /// <summary>Take something off a bill, as much as is due. The desk may within a limit that the salon sets.</summary>
    GiveDiscounts,
    /// <summary>Open a day again that was closed, with a reason.</summary>
    UndoDayClose,
    /// <summary>Operate the installation: create and suspend organizations, retry jobs.</summary>
    OperatePlatform,
}

/// <summary>Who is asking, and on behalf of which organization. The first argument of every command.</summary>
/// <param name="User">Null for a visitor and for the system.</param>
/// <param name="Staff">The staff member this user is, if any.</param>
/// <param name="Browser">A secret of the browser that asks (visitors own their holds by it); null when there is none.</param>
/// <param name="Booking">The one booking whose manage link this actor holds.</param>
public sealed record Actor(OrganizationId Organization, UserId? User, Role Role, StaffId? Staff = null, string? Browser = null, BookingId? Booking = null)
{
    /// <summary>Where the request came from; null for jobs and where nobody knows.</summary>
    public Origin? From { get; init; }

    public static Actor System(OrganizationId organization) => new(organization, null, Role.System);

    public static Actor Visitor(OrganizationId organization, string? browser) => new(organization, null, Role.Visitor, Browser: browser);

    /// <summary>What she changes is written into the audit log: she works here, or operates the platform. Jobs that no person started are not.</summary>
    public bool IsAudited => Role is Role.Stylist or Role.Desk or Role.Manager or Role.Owner or Role.PlatformAdmin || (Role == Role.System && User is not null);

    public bool IsStaff => Role is Role.Stylist or Role.Desk or Role.Manager or Role.Owner or Role.System;

    public bool May(Permission permission) => Permissions.Of(Role).Contains(permission);
}

/// <summary>The one table that says which role may do what.</summary>
public static class Permissions
{
    private static readonly Permission[] Stylist = [Permission.WorkOwnBookings];
    private static readonly Permission[] Desk = [.. Stylist, Permission.WorkAllBookings, Permission.SeeContacts, Permission.TakePayments];
    private static readonly Permission[] Manager =
        [.. Desk, Permission.Overbook, Permission.OverrulePolicy, Permission.EditMenu, Permission.EditTeam, Permission.EditBranches, Permission.SeeReports, Permission.ManageContacts, Permission.AnswerReviews, Permission.RefundPayments, Permission.GiveDiscounts];
    private static readonly Permission[] Owner = [.. Manager, Permission.EditSettings, Permission.EditMembers, Permission.SeeAudit, Permission.UndoDayClose];

    public static IReadOnlyCollection<Permission> Of(Role role) => role switch
    {
        Role.Stylist => Stylist,
        Role.Desk => Desk,
        Role.Manager => Manager,
        Role.Owner => Owner,
        Role.PlatformAdmin => [Permission.OperatePlatform],
        Role.System => Enum.GetValues<Permission>(),
        _ => [],
    };
}
