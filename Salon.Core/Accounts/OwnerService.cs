namespace Salon.Accounts;

/// <summary>The operator gives a new organization its first owner; from then on owners choose their members themselves.</summary>
public sealed class OwnerService(MemberService members)
{
    /// <param name="actor">A platform admin.</param>
    /// <param name="organization">Appointing the same phone again changes nothing.</param>
    /// <param name="phone">She signs in with a code sent to it.</param>
    /// <param name="name">As the salon calls her; may be empty.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Error?> AppointAsync(Actor actor, OrganizationId organization, PhoneNumber phone, string name, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return AccountsErrors.NotAllowed;
        return (await members.SetAsync(Actor.System(organization) with { User = actor.User, From = actor.From }, new(phone, name, Role.Owner), ct)).Error;
    }
}
