using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>The people who operate the installation.</summary>
public sealed class PlatformAdmins(Database database, TimeProvider clock)
{
    /// <summary>Makes the first one, from the command line of a fresh installation; refused once there is one.</summary>
    /// <param name="phone">She signs in with a code sent to it; asking again for the same phone changes nothing.</param>
    public async Task<Result<UserId>> CreateFirstAsync(PhoneNumber phone, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await db.LockAsync([Secrets.Subject("platform", "admins")], ct); // two nodes, two first admins

        if (await db.Users.FirstOrDefaultAsync(u => u.IsPlatformAdmin, ct) is { } admin)
            return admin.Phone == phone.Value ? admin.Id : AccountsErrors.AdminExists;

        var user = await db.Users.SingleOrDefaultAsync(u => u.Phone == phone.Value, ct);
        if (user is null) db.Users.Add(user = User.Register(phone, Languages.Arabic.Name, now));
        user.MakePlatformAdmin();
        return await db.CommitAsync(ct) is { } conflict ? conflict : user.Id;
    }
}
