using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>Somebody wants a code.</summary>
/// <param name="Language">Of the message, one of <see cref="Languages.All"/>.</param>
/// <param name="Address">Where the request came from, as the trusted proxy tells it.</param>
/// <param name="Browser">A random secret in an HttpOnly cookie: only that browser can answer. Null for API clients, whom holding the challenge proves.</param>
/// <param name="Organization">The salon on whose page it happened; null on the platform's own.</param>
public sealed record CodeRequest(
    PhoneNumber Phone, CodeChannel Channel, CultureInfo Language, IPAddress? Address, string? Browser = null, OrganizationId? Organization = null);

/// <summary>A code is on its way; the same whether the phone is known or not.</summary>
/// <param name="ResendAfter">How long to wait before asking again.</param>
public sealed record CodeSent(RowId Challenge, Instant ExpiresAt, Duration ResendAfter);

/// <summary>Somebody typed a code.</summary>
/// <param name="Code">As typed: digits of any script, spaces.</param>
/// <param name="Browser">The same secret as in <see cref="CodeRequest"/>.</param>
/// <param name="Device">What the person will see in the list of her devices, for example "Safari, iPhone".</param>
/// <param name="Language">Of a person who signs in for the first time.</param>
/// <param name="Address">Where the answer came from; kept roughly, for the list of her devices.</param>
public sealed record CodeAnswer(RowId Challenge, string? Code, string? Browser, string Device, CultureInfo Language, IPAddress? Address = null);

/// <summary>The person is who she says. A cookie carries these two ids and nothing else.</summary>
/// <param name="IsNew">Signed in for the first time: ask for her name.</param>
public sealed record SignedIn(UserId User, SessionId Session, bool IsNew);

/// <summary>Signing in by phone: asking for a one-time code and answering it.</summary>
public sealed class SignInService(
    Database database, ServerKeys keys, ICodeSender sender, SignInOptions options, TimeProvider clock, CodeMetrics metrics, ILogger<SignInService> log)
{
    private const int CodeDigits = 6;

    private readonly CodeLimits limits = new(options);

    public async Task<Result<CodeSent>> RequestAsync(CodeRequest request, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var challenge = RowId.New();
        var code = Secrets.NewCode();
        var hash = Secrets.Hash(await KeyAsync(), challenge, code);
        CodeSent answer;

        await using (var db = await database.OpenForWriteAcrossAsync(ct))
        {
            await CodeLimits.LockAsync(db, request, ct);
            var known = await CodeLimits.IsKnownAsync(db, request, ct);
            if (!known && await CodeCountries.RefusalAsync(db, request.Phone, options, ct) is { } foreign) return Refused("country", foreign);
            if (await limits.CheckAsync(db, request, known, now, ct) is { } refusal) return Refused(refusal.Limit, refusal.Error);

            // Only her own earlier code ends: a stranger's request must not void the one that is on its way to her.
            var binding = request.Browser is { } browser ? Secrets.Hash(browser) : null;
            await OneTimeCode.AskedBy(db.OneTimeCodes, request, known)
                .Where(other => other.BindingHash == binding && other.State == CodeState.Live)
                .ExecuteUpdateAsync(set => set.SetProperty(other => other.State, CodeState.Replaced), ct);
            db.OneTimeCodes.Add(OneTimeCode.Ask(challenge, request, known, hash, now, now + options.CodeLifetime));
            await db.SaveChangesAsync(ct);
            answer = new(challenge, now + options.CodeLifetime, await limits.ResendAfterAsync(db, request, known, now, ct));

            if (await db.CommitAsync(ct) is { } conflict) return conflict;
        }

        // After the commit and outside it: the person waits for the provider, the database does not.
        var delivery = await sender.SendAsync(new(challenge, request.Phone, code, request.Channel, request.Language, request.Organization), ct);
        metrics.Sent(delivery);
        if (delivery == CodeDelivery.Sent) return answer;
        await NotDeliveredAsync(challenge, delivery, ct);
        return delivery == CodeDelivery.Refused ? AccountsErrors.CodeNotSent : answer;
    }

    public async Task<Result<SignedIn>> AnswerAsync(CodeAnswer answer, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var typed = Normalized(answer.Code);
        if (typed.Length != CodeDigits) return AccountsErrors.CodeIncomplete; // a slip of the finger, no guess

        var hash = Secrets.Hash(await KeyAsync(), answer.Challenge, typed);
        await using var db = await database.OpenForWriteAcrossAsync(ct);

        var code = await db.OneTimeCodes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == answer.Challenge, ct);
        if (code is null || !IsBrowserOf(code, answer)) return NotTaken(AccountsErrors.InvalidCode);
        if (!await TakeTryAsync(db, code.Id, now, ct)) return NotTaken(await WhyNotAsync(db, code.Id, now, ct));

        if (!Secrets.Same(code.CodeHash, hash))
        {
            var tries = await db.OneTimeCodes.Where(one => one.Id == code.Id).Select(one => one.Tries).SingleAsync(ct);
            await db.CommitAsync(ct); // the try counts
            metrics.Answered("wrong");
            return tries < options.CodeTries ? AccountsErrors.WrongCode(options.CodeTries - tries) : AccountsErrors.CodeUsedUp;
        }

        await db.OneTimeCodes.Where(one => one.Id == code.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, CodeState.Used), ct);
        var user = await db.Users.SingleOrDefaultAsync(one => one.Phone == code.Phone, ct);
        var isNew = user is null;
        if (user is null) db.Users.Add(user = User.Register(PhoneNumber.FromStored(code.Phone), answer.Language.Name, now));
        var works = !isNew && await SessionService.WorksAsync(db, user.Id, ct);
        var session = Session.Start(user.Id, answer.Device, now, options, works, answer.Browser, ClientNetwork.Of(answer.Address));
        db.Sessions.Add(session);

        if (await db.CommitAsync(ct) is { } conflict) return conflict;
        metrics.Answered("right");
        return new SignedIn(user.Id, session.Id, isNew);
    }

    /// <summary>Deletes codes that no limit counts any more: whose phones they were is nobody's business then.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetOldCodesAsync(CancellationToken ct)
    {
        var longAgo = clock.GetCurrentInstant() - Duration.FromDays(2);
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var count = await db.OneTimeCodes.Where(code => code.CreatedAt < longAgo).ExecuteDeleteAsync(ct);
        await db.CommitAsync(ct);
        return count;
    }

    // Compares and swaps: of two answers at once the second waits here for the first, and then finds the code used or a try poorer.
    private async Task<bool> TakeTryAsync(SalonDb db, RowId challenge, Instant now, CancellationToken ct) =>
        await db.OneTimeCodes.Where(OneTimeCode.CanBeAnswered(challenge, options.CodeTries, now)).ExecuteUpdateAsync(
            set => set.SetProperty(code => code.Tries, code => code.Tries + 1).SetProperty(code => code.LastTriedAt, now), ct) == 1;

    // Whoever holds the challenge may know what became of it: she asked for it herself.
    private async Task<Error> WhyNotAsync(SalonDb db, RowId challenge, Instant now, CancellationToken ct)
    {
        var code = await db.OneTimeCodes.AsNoTracking().SingleAsync(one => one.Id == challenge, ct);
        return code.State switch
        {
            CodeState.Live when code.ExpiresAt > now => AccountsErrors.CodeUsedUp,
            CodeState.Live or CodeState.Replaced => AccountsErrors.CodeExpired,
            _ => AccountsErrors.InvalidCode,
        };
    }

    private async Task NotDeliveredAsync(RowId challenge, CodeDelivery delivery, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var row = db.OneTimeCodes.Where(code => code.Id == challenge && code.State == CodeState.Live);
        if (delivery == CodeDelivery.Refused)
            await row.ExecuteUpdateAsync(set => set.SetProperty(code => code.State, CodeState.NotSent).SetProperty(code => code.Delivered, false), ct);
        else
            await row.ExecuteUpdateAsync(set => set.SetProperty(code => code.Delivered, false), ct);
        await db.CommitAsync(ct);
        log.LogWarning("Code of challenge {Challenge} was not taken on by its channel: {Delivery}", challenge, delivery);
    }

    private Error Refused(string limit, Error error)
    {
        metrics.Refused(limit);
        log.LogInformation("A code was not sent: limit {Limit}", limit);
        return error;
    }

    private Error NotTaken(Error error)
    {
        metrics.Answered("refused");
        return error;
    }

    private Task<byte[]> KeyAsync() => keys.ForAsync("one-time codes");

    private static bool IsBrowserOf(OneTimeCode code, CodeAnswer answer) =>
        code.BindingHash is null || (answer.Browser is { } browser && Secrets.Same(code.BindingHash, Secrets.Hash(browser)));

    private static string Normalized(string? typed) => string.Concat(Digits.Fold(typed ?? "").Where(char.IsAsciiDigit));
}
