using System.Linq.Expressions;

namespace Salon.Accounts;

/// <summary>What became of a one-time code. Stored by number: never renumber.</summary>
public enum CodeState
{
    /// <summary>May still be answered, while it has tries and time left. Whoever asks has at most one of a phone; nobody else's request ends it.</summary>
    Live = 0,
    Used = 1,
    /// <summary>A newer code was asked for.</summary>
    Replaced = 2,
    /// <summary>The provider refused to carry it.</summary>
    NotSent = 3,
}

/// <summary>A one-time code somebody asked for. Only its keyed hash is kept, and the row itself for as long as limits count it.</summary>
public sealed class OneTimeCode
{
    internal const int PrefixDigits = 4;
    internal const int RangeDigits = 6;

    private OneTimeCode() { } // EF Core

    public RowId Id { get; private init; } // the challenge
    public string Phone { get; private init; } = ""; // E.164
    public string Prefix { get; private init; } = ""; // the phone without its last four digits: ranges are limited too
    public string Region { get; private init; } = ""; // country of the phone
    public string CodeHash { get; private init; } = "";
    public string? BindingHash { get; private init; } // the browser that asked; null for API clients, who hold the challenge
    public string Address { get; private init; } = ""; // client network: /24 or /64
    public OrganizationId? OrganizationId { get; private init; } // the salon whose page asked
    public CodeChannel Channel { get; private init; }
    public CodeState State { get; private init; } // changed by statements that compare and swap, never through an entity
    public int Tries { get; private init; } // answers given, right or wrong
    public bool Known { get; private init; } // asked for by a browser that had signed in with this phone before: limits of strangers do not count it
    public bool Delivered { get; private init; } = true; // false when the provider refused it or was away: what she may ask for is not used up by that
    public Instant? LastTriedAt { get; private init; }
    public Instant CreatedAt { get; private init; }
    public Instant ExpiresAt { get; private init; }

    internal static OneTimeCode Ask(RowId id, CodeRequest request, bool known, string codeHash, Instant now, Instant expiresAt) => new()
    {
        Id = id,
        Phone = request.Phone.Value,
        Prefix = PrefixOf(request.Phone),
        Region = request.Phone.Region,
        Known = known,
        CodeHash = codeHash,
        BindingHash = request.Browser is null ? null : Secrets.Hash(request.Browser),
        Address = ClientNetwork.Of(request.Address),
        OrganizationId = request.Organization,
        Channel = request.Channel,
        CreatedAt = now,
        ExpiresAt = expiresAt,
    };

    /// <summary>What is left of a number when the digits are cut off that a range attack counts through.</summary>
    internal static string PrefixOf(PhoneNumber phone) => phone.Value[..^PrefixDigits];

    /// <summary>How a million numbers of one operator begin: who is paid for messages owns such a range, and asks for codes all over it.</summary>
    internal static string RangeOf(PhoneNumber phone) => phone.Value[..^RangeDigits];

    /// <summary>The codes of a phone that count as one asker's: a browser that is known by itself, everybody else by network, since a browser's secret is thrown away at will.</summary>
    internal static IQueryable<OneTimeCode> AskedBy(IQueryable<OneTimeCode> codes, CodeRequest request, bool known)
    {
        var ofPhone = codes.Where(code => code.Phone == request.Phone.Value);
        if (known)
        {
            var hash = Secrets.Hash(request.Browser!);
            return ofPhone.Where(code => code.BindingHash == hash);
        }

        var network = ClientNetwork.Of(request.Address);
        return ofPhone.Where(code => code.Address == network && !code.Known);
    }

    /// <summary>Answers given that were wrong.</summary>
    internal int Failures => State == CodeState.Used ? Tries - 1 : Tries;

    internal static Expression<Func<OneTimeCode, bool>> CanBeAnswered(RowId challenge, int tries, Instant now) =>
        code => code.Id == challenge && code.State == CodeState.Live && code.Tries < tries && code.ExpiresAt > now;
}
