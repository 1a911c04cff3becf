using Microsoft.Extensions.DependencyInjection;

namespace Salon.Catalog;

public static class CatalogServices
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<PublicMenu>()
        .AddSingleton<MenuService>()
        .AddSingleton<CategoryService>();
}
