using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>The people who operate the installation.</summary>
public sealed class PlatformAdmins(Database database, TimeProvider clock)
{
    /// <summary>Makes whoever owns a phone a platform admin; she signs in with a code. For the command line, whose user owns the database anyway.</summary>
    /// <param name="phone">Known or new. Asking again for the same phone changes nothing.</param>
    public async Task<Result<UserId>> AddAsync(PhoneNumber phone, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(ct);

        var user = await db.Users.SingleOrDefaultAsync(u => u.Phone == phone.Value, ct);
        if (user is null) db.Users.Add(user = User.Register(phone, Languages.Arabic.Name, now));
        user.MakePlatformAdmin();
        return await db.CommitAsync(ct) is { } conflict ? conflict : user.Id;
    }
}
