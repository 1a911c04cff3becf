using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Bookings.Reviews;
using Salon.Bookings.Waitlist;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Jobs;
using Salon.Media;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Providers;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>One operation's view of the database. Lent by <see cref="Database"/> only; never kept, never shared.</summary>
/// <remarks>Disposing gives it back to a pool: making one costs more than most operations do with it.</remarks>
public abstract class SalonDb(DbContextOptions options) : DbContext(options)
{
    private IDisposable? reader;
    private WriteTurn? turn;
    private ChangeFeed? feed;
    private List<Change>? changes;
    private HashSet<OrganizationId>? told;
    private List<object>? inserts;
    private bool forOne;
    private int statements;

    /// <summary>The organization whose rows this context sees.</summary>
    public OrganizationId Organization { get; internal set; }

    /// <summary>True when it sees the rows of every organization. Part of the model's cache key: such a model has no tenant filters.</summary>
    public bool SeesEveryone { get; internal set; }

    /// <summary>Whose changes are written into the audit log; null where nobody's are.</summary>
    internal AuditedAct? Audit { get; set; }

    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Branch> Branches => Set<Branch>();
    public DbSet<BranchHours> BranchHours => Set<BranchHours>();
    public DbSet<BranchException> BranchExceptions => Set<BranchException>();
    public DbSet<Season> Seasons => Set<Season>();
    public DbSet<User> Users => Set<User>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<ServiceNeed> ServiceNeeds => Set<ServiceNeed>();
    public DbSet<ServiceAddOn> ServiceAddOns => Set<ServiceAddOn>();
    public DbSet<Picture> Pictures => Set<Picture>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<StaffMember> Staff => Set<StaffMember>();
    public DbSet<StaffSkill> StaffSkills => Set<StaffSkill>();
    public DbSet<StaffHours> StaffHours => Set<StaffHours>();
    public DbSet<StaffOverride> StaffOverrides => Set<StaffOverride>();
    public DbSet<TimeOff> TimesOff => Set<TimeOff>();
    public DbSet<ResourceType> ResourceTypes => Set<ResourceType>();
    public DbSet<Resource> Resources => Set<Resource>();
    public DbSet<Claim> Claims => Set<Claim>();
    public DbSet<TimeBlock> TimeBlocks => Set<TimeBlock>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<ContactTag> ContactTags => Set<ContactTag>();
    public DbSet<Booking> Bookings => Set<Booking>();
    public DbSet<BookingLine> BookingLines => Set<BookingLine>();
    public DbSet<BookingEvent> BookingEvents => Set<BookingEvent>();
    public DbSet<BookingEditor> BookingEditors => Set<BookingEditor>();
    public DbSet<BookingGroup> BookingGroups => Set<BookingGroup>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<WaitlistEntry> WaitlistEntries => Set<WaitlistEntry>();
    public DbSet<WaitlistOffer> WaitlistOffers => Set<WaitlistOffer>();
    public DbSet<IdempotentCall> IdempotentCalls => Set<IdempotentCall>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<JobTrouble> JobTroubles => Set<JobTrouble>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<PaymentAccount> PaymentAccounts => Set<PaymentAccount>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();
    public DbSet<Refund> Refunds => Set<Refund>();
    public DbSet<BookingSettlement> Settlements => Set<BookingSettlement>();
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();
    public DbSet<PaymentEvent> PaymentEvents => Set<PaymentEvent>();
    public DbSet<WorkItem> WorkItems => Set<WorkItem>();
    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();
    public DbSet<TaxProfile> TaxProfiles => Set<TaxProfile>();
    public DbSet<TaxInvoice> TaxInvoices => Set<TaxInvoice>();
    public DbSet<BillLine> BillLines => Set<BillLine>();
    public DbSet<BillLineVoid> BillLineVoids => Set<BillLineVoid>();
    public DbSet<DeskCheckout> DeskCheckouts => Set<DeskCheckout>();
    public DbSet<TipShare> TipShares => Set<TipShare>();
    public DbSet<DayClose> DayCloses => Set<DayClose>();
    public DbSet<DayCloseUndo> DayCloseUndos => Set<DayCloseUndo>();
    public DbSet<DrawerMove> DrawerMoves => Set<DrawerMove>();
    internal DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();
    internal DbSet<ServerSecret> ServerSecrets => Set<ServerSecret>();

    /// <summary>Saves and commits. A refusal of the database that a person can act on comes back as an error; nothing is kept then.</summary>
    /// <exception cref="DbUpdateException">Any other refusal: a bug.</exception>
    public async Task<Error?> CommitAsync(CancellationToken ct)
    {
        if (turn is null) throw new InvalidOperationException("This context was opened for reading.");
        try
        {
            await SaveChangesAsync(ct);
            foreach (var row in inserts ?? []) Write(row);
            await turn.CommitAsync(changes ?? [], ct);
            foreach (var organization in told ?? []) feed?.Wake(organization);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return DataErrors.ChangedMeanwhile;
        }
        catch (DbUpdateException e) when (Refusals.CodeOf(e) is { } code)
        {
            return new Error(ErrorKind.Conflict, code);
        }
    }

    /// <summary>
    /// Adds a new row that this operation does not look at again: a booking and what belongs to it, not what a salon sets up. On SQLite it is
    /// written by <see cref="CommitAsync"/> as it is then, after all tracked changes and in the order of the calls.
    /// </summary>
    public void Insert(ITenantRow row)
    {
        if (!InsertsWithoutTracking || Audit is not null) // the audit log reads the change tracker
        {
            Add(row);
            return;
        }

        if (!SeesEveryone && row.OrganizationId != Organization) throw TenantGuard.Refusal(row.GetType());
        if (row is OutboxMessage) (told ??= []).Add(row.OrganizationId);
        (inserts ??= []).Add(row);
    }

    /// <summary>Whether <see cref="Write"/> is there to take rows past the change tracker.</summary>
    private protected virtual bool InsertsWithoutTracking => false;

    private protected virtual void Write(object row) => throw new NotSupportedException();

    /// <summary>Tells open pages about a change, once this context has committed. Changes of a salon's set-up announce themselves.</summary>
    public void Announce(Change change)
    {
        changes ??= [];
        if (!changes.Contains(change)) changes.Add(change);
    }

    /// <summary>Makes writers of the same subjects wait for each other, in one order, so that they cannot deadlock.</summary>
    public abstract Task LockAsync(IEnumerable<Guid> subjects, CancellationToken ct);

    /// <summary>Leaves nothing open of a context that goes back to its pool.</summary>
    protected virtual Task DisconnectAsync() => Task.CompletedTask;

    /// <summary>What it reads with is given back with the context.</summary>
    /// <param name="reading">Something to read with.</param>
    /// <param name="forOne">Whether it is opened for a single statement.</param>
    internal void Use(IDisposable? reading, bool forOne) => (reader, this.forOne) = (reading, forOne);

    /// <summary>Counts a statement that is about to be sent.</summary>
    /// <exception cref="InvalidOperationException">It was opened for one, and this is the second: the two could be of different moments.</exception>
    internal void CountStatement()
    {
        if (forOne && statements++ > 0) throw new InvalidOperationException("This context was opened for a single statement. Database.OpenAsync reads several of one moment.");
    }

    internal void Use(WriteTurn writeTurn, ChangeFeed changeFeed) => (turn, feed) = (writeTurn, changeFeed);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false; // once is enough for us, the interceptors and the saving
        try
        {
            foreach (var added in ChangeTracker.Entries<OutboxMessage>().Where(e => e.State == EntityState.Added)) (told ??= []).Add(added.Entity.OrganizationId);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => Mapping.Apply(modelBuilder, this);

    public override async ValueTask DisposeAsync()
    {
        var (reading, writing) = (reader, turn);
        (Audit, forOne, statements) = (null, false, 0);
        (reader, turn, feed, changes, told, inserts) = (null, null, null, null, null, null); // the next operation may have this context at once
        GC.SuppressFinalize(this);
        try // whatever fails on the way, nothing of it stays behind: a connection that is not given back is one fewer for everybody
        {
            if (writing is not null) await writing.DisposeAsync();
        }
        finally
        {
            try
            {
                await DisconnectAsync();
            }
            finally
            {
                await base.DisposeAsync();
                reading?.Dispose();
            }
        }
    }
}

public static class DataErrors
{
    public static readonly Error ChangedMeanwhile = new(ErrorKind.Conflict, "Data.ChangedMeanwhile");

    /// <summary>Something it names is not this organization's, is gone, or is still needed by something else.</summary>
    public static readonly Error UnknownReference = new(ErrorKind.Conflict, "Data.UnknownReference");
}
