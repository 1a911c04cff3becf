using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Salon.Data;

/// <summary>What every context has, whichever database runs.</summary>
internal static class SharedOptions
{
    public static DbContextOptionsBuilder<TContext> Apply<TContext>(DbContextOptionsBuilder<TContext> builder, ILoggerFactory? loggers) where TContext : DbContext =>
        (DbContextOptionsBuilder<TContext>)builder
            .UseLoggerFactory(loggers)
            .ReplaceService<IModelCacheKeyFactory, ModelPerView>()
            .AddInterceptors(TenantGuard.Instance, SetupAnnouncer.Instance, AuditTrail.Instance, OneStatement.Instance)
            .ConfigureWarnings(w => w
                .Throw(RelationalEventId.MultipleCollectionIncludeWarning)
                .Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)); // a migration is whole all the same: WholeMigrations

    // A context that sees every organization has a model without tenant filters: no "or everyone" in each WHERE, which indexes could not use.
    private sealed class ModelPerView : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), ((SalonDb)context).SeesEveryone, designTime);
    }
}
