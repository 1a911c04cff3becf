using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>A proposed visit with its price and policy, ready to be agreed.</summary>
internal sealed record Agreed(Terms Terms, int HoldMinutes);

/// <summary>Reads what a proposed visit costs today, and under which policy.</summary>
public sealed class VisitTerms(Database database)
{
    internal async Task<Result<Agreed>> AgreeAsync(OrganizationId organization, BookRequest wish, Proposal proposal, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);

        var rules = await db.Organizations.Where(o => o.Id == organization && o.Status == OrganizationStatus.Active)
            .Select(o => new { o.Rules, o.Cancellation }).SingleOrDefaultAsync(ct);
        if (rules is null) return BookingErrors.SalonClosed;

        var services = wish.Lines.Select(l => l.Service).Distinct().ToList();
        var menu = await db.Services.Where(s => services.Contains(s.Id)).Select(s => new { s.Id, s.Name, s.Price, s.VatBasisPoints }).ToDictionaryAsync(s => s.Id, ct);
        var ownPrices = await db.StaffSkills.Where(s => services.Contains(s.ServiceId) && s.PriceMinor != null)
            .ToDictionaryAsync(s => (s.ServiceId, s.StaffId), s => s.PriceMinor!.Value, ct);

        var lines = proposal.Lines.Select((line, i) =>
        {
            var item = menu[line.Service];
            var price = ownPrices.TryGetValue((line.Service, line.Staff), out var own) ? item.Price with { Minor = own } : item.Price;
            return BookingLine.Of(organization, wish.Id, i, line, new MenuLine(item.Name, price, item.VatBasisPoints), wish.Lines[i].Staff is not null);
        }).ToList();
        var total = lines.Select(l => l.Price).Aggregate((sum, price) => sum + price);
        return new Agreed(new Terms(proposal.Start, proposal.End, proposal.Date, total, lines, PolicySnapshot.Of(rules.Cancellation, proposal.Start)), rules.Rules.HoldMinutes);
    }
}
