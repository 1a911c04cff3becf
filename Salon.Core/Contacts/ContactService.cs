using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Contacts;

/// <summary>A contact with what is handed back when it is saved.</summary>
public sealed record ContactEdit(ContactId Id, ContactDraft Draft, int Version);

/// <summary>What the salon writes down about the people it serves.</summary>
public sealed class ContactService(Database database, TimeProvider clock)
{
    public async Task<Result<ContactEdit>> FindAsync(Actor actor, ContactId id, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeContacts)) return ContactErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var c = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (c is null) return ContactErrors.NotFound;
        var tags = await db.ContactTags.Where(t => t.ContactId == id).Select(t => t.Tag).ToListAsync(ct);
        var phone = c.Phone is { } stored ? PhoneNumber.FromStored(stored).ToInternational() : "";
        return new ContactEdit(id, new ContactDraft(c.Name, phone, c.Email ?? "", c.Language, c.Note, c.Allergies, c.PreferredStaffId, c.WantsNews, [.. tags.Order(StringComparer.Ordinal)]), c.Version);
    }

    /// <summary>The tags the salon uses, the commonest first.</summary>
    public async Task<Result<IReadOnlyList<string>>> TagsAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeContacts)) return ContactErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.ContactTags.GroupBy(t => t.Tag).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(50).ToArrayAsync(ct);
    }

    /// <param name="actor">Somebody who may see contacts.</param>
    /// <param name="id">Made by the caller: adding the same id twice is the same click arriving twice.</param>
    /// <param name="draft">What is known of her.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Error?> AddAsync(Actor actor, ContactId id, ContactDraft draft, CancellationToken ct)
    {
        if (!Read(actor, ref draft, out var phone, out var refusal)) return refusal;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.Contacts.AnyAsync(c => c.Id == id, ct)) return null;

        var contact = Contact.Meet(actor.Organization, id, draft.Name, phone, draft.Language, user: null, now);
        db.Contacts.Add(contact);
        return await SaveAsync(db, contact, draft, phone, now, ct);
    }

    public async Task<Error?> ChangeAsync(Actor actor, ContactId id, ContactDraft draft, int version, CancellationToken ct)
    {
        if (!Read(actor, ref draft, out var phone, out var refusal)) return refusal;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var contact = await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (contact is null) return ContactErrors.NotFound;
        if (contact.Version != version) return DataErrors.ChangedMeanwhile;
        return await SaveAsync(db, contact, draft, phone, now, ct);
    }

    /// <summary>Whoever proves a phone is the person whom salons know by it: what they wrote down for her before is hers.</summary>
    /// <param name="user">Who just signed in by that phone.</param>
    public async Task RecognizeAsync(UserId user, CancellationToken ct)
    {
        List<ContactId> hers;
        await using (var read = await database.OpenAcrossAsync(ct))
        {
            hers = await (
                from u in read.Users
                from o in read.Organizations
                from c in read.Contacts
                where u.Id == user && c.OrganizationId == o.Id && c.Phone == u.Phone && c.UserId == null
                select c.Id).ToListAsync(ct);
        }

        if (hers.Count == 0) return;
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await db.Contacts.Where(c => hers.Contains(c.Id) && c.UserId == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UserId, user).SetProperty(c => c.Version, c => c.Version + 1), ct);
        await db.CommitAsync(ct);
    }

    /// <summary>The account that proved a phone (E.164); null when none has.</summary>
    internal static Task<UserId?> OwnerAsync(SalonDb db, string phone, CancellationToken ct) =>
        db.Users.Where(u => u.Phone == phone).Select(u => (UserId?)u.Id).SingleOrDefaultAsync(ct);

    private static async Task<Error?> SaveAsync(SalonDb db, Contact contact, ContactDraft draft, PhoneNumber? phone, Instant now, CancellationToken ct)
    {
        if (draft.PreferredStaff is { } staff && !await db.Staff.AnyAsync(s => s.Id == staff, ct)) return At("PreferredStaff", ContactErrors.UnknownStaff);
        if (phone is not null && await db.Contacts.AnyAsync(c => c.Phone == phone.Value && c.Id != contact.Id, ct)) return PhoneTaken();

        contact.Describe(draft, phone, phone is null ? null : await OwnerAsync(db, phone.Value, ct), now);
        var known = await db.ContactTags.Where(t => t.ContactId == contact.Id).ToListAsync(ct);
        db.ContactTags.RemoveRange(known.Where(t => !draft.Tags.Contains(t.Tag)));
        db.ContactTags.AddRange(draft.Tags.Except(known.Select(t => t.Tag)).Select(tag => ContactTag.Of(contact.OrganizationId, contact.Id, tag)));
        db.Announce(new Change(contact.OrganizationId, ChangeKind.Contacts));
        return await db.CommitAsync(ct) is { } trouble ? trouble.Code == "Contacts.PhoneTaken" ? PhoneTaken() : trouble : null;
    }

    private static bool Read(Actor actor, ref ContactDraft draft, out PhoneNumber? phone, out Error? refusal)
    {
        phone = null;
        refusal = ContactErrors.NotAllowed;
        if (!actor.May(Permission.SeeContacts)) return false;

        draft = draft with
        {
            Name = TidyText.Line(draft.Name),
            Email = TidyText.Line(draft.Email).ToLowerInvariant(),
            Note = TidyText.Lines(draft.Note),
            Allergies = TidyText.Lines(draft.Allergies),
            Tags = [.. draft.Tags.Select(t => TidyText.Line(t)).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
            Language = Languages.Parse(draft.Language)?.Name ?? Languages.Arabic.Name,
        };
        var checks = new Checks();
        if (draft.Name.Length == 0) checks.Fail("Name", "Form.NameNeeded");
        checks.Length("Name", draft.Name, ContactDraft.LongestName);
        checks.Length("Note", draft.Note, ContactDraft.LongestNote);
        checks.Length("Allergies", draft.Allergies, ContactDraft.LongestAllergies);
        checks.Length("Email", draft.Email, ContactDraft.LongestEmail);
        if (draft.Email.Length > 0 && !IsEmail(draft.Email)) checks.Fail("Email", ContactErrors.NotAnEmail);
        if (draft.Tags.Count > ContactTag.Most) checks.Fail("Tags", ContactErrors.TooManyTags);
        if (draft.Tags.Any(t => Characters.IsLonger(t, ContactTag.Longest))) checks.Fail("Tags", ContactErrors.TagTooLong);
        if (!string.IsNullOrWhiteSpace(draft.Phone) && !PhoneNumber.Parse(draft.Phone).TryGet(out phone, out var fault)) checks.Fail("Phone", fault);
        refusal = checks.Refusal;
        return refusal is null;
    }

    private static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && text[^1] != '.' && !text.Contains(' ', StringComparison.Ordinal);

    private static Error PhoneTaken() => At("Phone", new Error(ErrorKind.Conflict, "Contacts.PhoneTaken"));

    private static Error At(string field, Error error)
    {
        var checks = new Checks();
        checks.Fail(field, error);
        return checks.Refusal!;
    }
}
