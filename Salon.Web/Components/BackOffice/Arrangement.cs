namespace Salon.Web.Components.BackOffice;

/// <summary>The order of a list whose rows people move.</summary>
public static class Arrangement
{
    /// <summary>The list with one row at another place.</summary>
    /// <returns>Null when there are no such places, or they are the same: nothing is to be done.</returns>
    public static IReadOnlyList<T>? Moved<T>(IEnumerable<T> rows, int from, int to)
    {
        var order = rows.ToList();
        if (from == to || from < 0 || to < 0 || from >= order.Count || to >= order.Count) return null;
        var row = order[from];
        order.RemoveAt(from);
        order.Insert(to, row);
        return order;
    }
}
