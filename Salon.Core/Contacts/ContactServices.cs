using Microsoft.Extensions.DependencyInjection;

namespace Salon.Contacts;

public static class ContactServices
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services.AddSingleton<ContactService>();
}
