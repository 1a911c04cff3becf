namespace Salon.Catalog;

public static class CatalogErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Catalog.NotAllowed");
    public static readonly Error UnknownService = new(ErrorKind.NotFound, "Catalog.UnknownService");
    public static readonly Error UnknownCategory = new(ErrorKind.NotFound, "Catalog.UnknownCategory");

    /// <param name="services">How many services stand under it, retired ones included.</param>
    public static Error CategoryInUse(int services) => new(ErrorKind.Conflict, "Catalog.CategoryInUse", services);
}
