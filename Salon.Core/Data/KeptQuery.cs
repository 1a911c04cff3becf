using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Salon.Data;

/// <summary>A query that EF Core puts together once instead of looking it up at every call; for the few that every booking asks.</summary>
/// <param name="compile">Calls EF.CompileAsyncQuery. A compiled query belongs to one model, so there is one for each.</param>
internal sealed class KeptQuery<TQuery>(Func<TQuery> compile) where TQuery : class
{
    private readonly ConditionalWeakTable<IModel, TQuery> perModel = [];

    public TQuery For(SalonDb db) => perModel.GetValue(db.Model, _ => compile());
}
