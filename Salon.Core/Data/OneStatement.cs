using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Salon.Data;

/// <summary>Holds a context that was opened for a single statement to it (<see cref="Database.OpenForOneAsync"/>).</summary>
internal sealed class OneStatement : DbCommandInterceptor
{
    public static readonly OneStatement Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        (eventData.Context as SalonDb)?.CountStatement();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        (eventData.Context as SalonDb)?.CountStatement();
        return ValueTask.FromResult(result);
    }
}
