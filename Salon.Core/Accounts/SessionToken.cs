using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Salon.Accounts;

/// <summary>A token of one session: its id, by which the row is found, and a random secret, by which the holder is believed.</summary>
internal readonly record struct SessionToken(string Text, string Hash)
{
    private const char Separator = '.'; // in neither part

    public static SessionToken New(SessionId session) => Of(session, Secrets.NewToken());

    /// <summary>The token of a kind that follows from an earlier one: whoever knows that and the server's key makes it again.</summary>
    public static SessionToken After(SessionId session, byte[] key, string kind, string earlier) =>
        Of(session, Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}:{earlier}"))));

    private static SessionToken Of(SessionId session, string secret) =>
        new($"{Base64Url.EncodeToString(session.Value.ToByteArray(bigEndian: true))}{Separator}{secret}", Secrets.Hash(secret));

    /// <returns>False when the text does not have the form of a token. True says nothing about whether the secret is right.</returns>
    public static bool TryRead(string text, out SessionId session, out string hash)
    {
        (session, hash) = (default, "");
        var parts = text.Split(Separator);
        Span<byte> id = stackalloc byte[16];
        if (parts.Length != 2 || !Base64Url.IsValid(parts[0], out var length) || length != id.Length) return false;

        Base64Url.DecodeFromChars(parts[0], id);
        (session, hash) = (new(new Guid(id, bigEndian: true)), Secrets.Hash(parts[1]));
        return true;
    }

    public override string ToString() => "(a session token)"; // the secret may not slip into a log
}
