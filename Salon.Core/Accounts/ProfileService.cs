using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>What a person has told about herself.</summary>
/// <param name="Name">Empty until she has given one.</param>
/// <param name="Language">"ar" or "en": of pages and messages.</param>
public sealed record PersonalProfile(UserId User, PhoneNumber Phone, string Name, string Language);

/// <summary>A person's own name and language. Each organization keeps its own name for her besides.</summary>
public sealed class ProfileService(Database database)
{
    public const int MaxName = 80;

    public static readonly Error UnknownUser = new(ErrorKind.NotFound, "Accounts.UnknownUser");
    public static readonly Error NameNeeded = new(ErrorKind.Invalid, "Accounts.NameNeeded");

    public async Task<Result<PersonalProfile>> FindAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        var row = await db.Users.Where(u => u.Id == user).Select(u => new { u.Phone, u.Name, u.Language }).SingleOrDefaultAsync(ct);
        return row is null ? UnknownUser : new PersonalProfile(user, PhoneNumber.FromStored(row.Phone), row.Name, row.Language);
    }

    /// <param name="name">1 to 80 characters after trimming; what is longer is cut.</param>
    /// <param name="language">One that Salon speaks; anything else leaves the language as it is.</param>
    public async Task<Error?> ChangeAsync(UserId user, string? name, string? language, CancellationToken ct)
    {
        if (Tidy(name) is not { Length: > 0 } tidy) return NameNeeded;
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var row = await db.Users.SingleOrDefaultAsync(u => u.Id == user, ct);
        if (row is null) return UnknownUser;

        row.Rename(tidy);
        if (Languages.Parse(language) is { } spoken) row.Speak(spoken.Name);
        return await db.CommitAsync(ct);
    }

    /// <summary>Remembers the name a person gave while booking, unless she has one already.</summary>
    public async Task<Error?> IntroduceAsync(UserId user, string? name, CancellationToken ct)
    {
        if (Tidy(name) is not { Length: > 0 } tidy) return NameNeeded;
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var row = await db.Users.SingleOrDefaultAsync(u => u.Id == user, ct);
        if (row is null) return UnknownUser;

        if (row.Name.Length == 0) row.Rename(tidy);
        return await db.CommitAsync(ct);
    }

    private static string Tidy(string? name) => Characters.Cut(TidyText.Line(name), MaxName).TrimEnd();
}
