using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Data;
using Salon.Outbox;
using Salon.Providers;

namespace Salon.Messaging;

/// <summary>Tells somebody that a salon has made her one of its team, and where to sign in. There is no secret in it: her phone is the key.</summary>
internal sealed class Invitations(Database database, IEnumerable<IMessageChannel> channels, TextsGate gate, SiteAddress site) : IOutboxHandler<MemberInvited>
{
    public async Task<Handled> HandleAsync(Delivery delivery, MemberInvited message, CancellationToken ct)
    {
        if (gate.IsClosed) return Handled.WhenOpen(ProviderReasons.Resting);
        if (await ReadAsync(delivery.Organization, message.User, ct) is not { } invited) return Handled.Done; // taken back meanwhile

        var texts = Texts.For(Languages.Parse(invited.Language) ?? Languages.Arabic).Unmarked;
        var text = texts["Messages.Invitation", invited.Salon.In(texts.Culture), site.To("/desk").AbsoluteUri].Replace('\u00A0', ' ');
        var to = PhoneNumber.FromStored(invited.Phone);
        Handled last = Handled.Never("Message.NoChannel");
        foreach (var channel in channels.OrderBy(c => c.Name == invited.Channel ? 0 : 1))
        {
            switch (await channel.SendAsync(new OutboundText(new RowId(delivery.Id.Value), to, text), ct))
            {
                case ProviderOutcome.Done:
                    return Handled.Done;
                case ProviderOutcome.Unknown unknown:
                    return Handled.Never(unknown.Code); // it may have arrived; she can sign in without it
                case ProviderOutcome.Refused refused:
                    last = !refused.Again ? Handled.Never(refused.Code)
                        : !refused.Tried && gate.IsClosed ? Handled.WhenOpen(refused.Code)
                        : Handled.Later(refused.Code, refused.After, refused.Tried);
                    break;
            }
        }

        return last;
    }

    private async Task<Invited?> ReadAsync(OrganizationId organization, UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var salon = await db.Organizations.Where(o => o.Id == organization).Select(o => new { o.Name, o.Rules }).SingleAsync(ct);
        var person = await db.Memberships.Where(m => m.UserId == user).Join(db.Users, m => m.UserId, u => u.Id, (_, u) => new { u.Phone, u.Language }).SingleOrDefaultAsync(ct);
        return person is null ? null : new Invited(person.Phone, person.Language, salon.Name, salon.Rules.MessageChannel);
    }

    private sealed record Invited(string Phone, string Language, LocalizedText Salon, string Channel);
}
