using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Salon.Data;

/// <summary>Contexts that wait for their next operation: one pool for each view, because a context keeps its model.</summary>
internal sealed class ContextPool<TContext>(DbContextOptions<TContext> options) where TContext : SalonDb
{
    private const int Most = 256; // kept while nobody uses them

    private readonly PooledDbContextFactory<TContext> ofOne = new(options, Most), ofEveryone = new(options, Most);

    public IModel Model
    {
        get
        {
            using var db = OfEveryone();
            return db.Model;
        }
    }

    public TContext Of(OrganizationId organization)
    {
        var db = ofOne.CreateDbContext();
        (db.Organization, db.SeesEveryone) = (organization, false);
        return db;
    }

    public TContext OfEveryone()
    {
        var db = ofEveryone.CreateDbContext();
        (db.Organization, db.SeesEveryone) = (default, true);
        return db;
    }
}
