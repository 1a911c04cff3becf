using Salon.Data;

namespace Salon.Accounts;

/// <summary>A person who signs in. The phone is the account; what she may do comes from memberships.</summary>
public sealed class User
{
    private User() { } // EF Core

    public UserId Id { get; private init; }
    public string Phone { get; private init; } = ""; // E.164, unique
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "ar";
    public bool IsPlatformAdmin { get; private set; }
    public Instant CreatedAt { get; private init; }

    public static User Register(PhoneNumber phone, string language, Instant now, string name = "") =>
        new() { Id = UserId.New(), Phone = phone.Value, Language = language, Name = name, CreatedAt = now };

    public void Rename(string name) => Name = name;

    public void Speak(string language) => Language = language;

    public void MakePlatformAdmin() => IsPlatformAdmin = true;
}

/// <summary>What a user is to one organization.</summary>
public sealed class Membership : ITenantRow
{
    private Membership() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public UserId UserId { get; private init; }
    public Role Role { get; private set; }
    public StaffId? StaffId { get; private set; } // the staff member she is, when she performs services
    public BranchId? BranchId { get; private set; } // the branch her pages open on
    public Instant CreatedAt { get; private init; }

    public static Membership Of(OrganizationId organization, UserId user, Role role, Instant now, StaffId? staff = null, BranchId? branch = null) =>
        new() { OrganizationId = organization, UserId = user, Role = role, StaffId = staff, BranchId = branch, CreatedAt = now };

    internal void Become(Role role, StaffId? staff, BranchId? branch) => (Role, StaffId, BranchId) = (role, staff, branch);
}
